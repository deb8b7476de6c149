//! Time that passes only when nothing else happens.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use port::{Timer, WallClock};

use super::World;

impl Timer for World {
    async fn sleep(&self, time: Duration) {
        let time = SignedDuration::try_from(time).unwrap_or(SignedDuration::MAX);
        let until = self.now().saturating_add(time).unwrap_or(Timestamp::MAX);
        let mut number = None;
        poll_fn(|context| {
            let inner = &mut *self.look();
            if inner.now >= until {
                return Poll::Ready(());
            }
            let number = *number.get_or_insert_with(|| {
                inner.sleeps += 1;
                inner.sleeps
            });
            inner.sleepers.insert((until, number), context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

/// Notes that it was woken.
struct Woken {
    again: AtomicBool,
    outside: Waker,
}

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.again.store(true, Ordering::SeqCst);
        self.outside.wake_by_ref();
    }
}

impl World {
    /// Lets time pass, and wakes who slept until then.
    pub fn pass(&self, time: SignedDuration) {
        let woken = {
            let mut inner = self.look();
            inner.now = inner.now.saturating_add(time).unwrap_or(Timestamp::MAX);
            let asleep = (inner.now, u64::MAX);
            let later = inner.sleepers.split_off(&asleep);
            std::mem::replace(&mut inner.sleepers, later)
        };
        woken.into_values().for_each(Waker::wake);
    }

    /// Does `work`. Whenever all of it sleeps, time passes until the first wakes.
    pub async fn in_time<T>(&self, work: impl Future<Output = T>) -> T {
        // Tokio would have it yield to others now and then, and there are none.
        let mut work = pin!(tokio::task::unconstrained(work));
        poll_fn(|context| {
            let woken = Arc::new(Woken { again: AtomicBool::new(false), outside: context.waker().clone() });
            let waker = Waker::from(Arc::clone(&woken));
            loop {
                if let Poll::Ready(done) = work.as_mut().poll(&mut Context::from_waker(&waker)) {
                    return Poll::Ready(done);
                }
                if woken.again.swap(false, Ordering::SeqCst) {
                    continue;
                }
                let (now, next) = {
                    let inner = self.look();
                    (inner.now, inner.sleepers.keys().next().map(|(until, _)| *until))
                };
                match next {
                    Some(next) => self.pass(next.duration_since(now)),
                    // It waits for something outside the world.
                    None => return Poll::Pending,
                }
            }
        })
        .await
    }
}
