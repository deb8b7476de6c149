//! A gate before calls: a test lets its processes go on call by call.

use std::future::poll_fn;
use std::task::{Poll, Waker};

use super::World;

/// Which calls wait, and who does.
#[derive(Default)]
pub(super) struct Gate {
    names: &'static [&'static str],
    permits: usize,
    held: Option<&'static str>,
    waiting: Vec<Waker>,
}

impl World {
    /// From now on calls of these names wait, before they take place, until they are let through; no others do.
    pub fn hold(&self, names: &'static [&'static str]) {
        let gate = &mut self.look().gate;
        (gate.names, gate.permits, gate.held) = (names, 0, None);
    }

    /// Lets the next of the calls that are held through.
    pub fn let_through(&self) {
        let waiting = {
            let gate = &mut self.look().gate;
            gate.permits += 1;
            std::mem::take(&mut gate.waiting)
        };
        waiting.into_iter().for_each(Waker::wake);
    }

    /// The name of the last call that was found waiting since [`hold`](Self::hold).
    #[must_use]
    pub fn held(&self) -> Option<&'static str> {
        self.look().gate.held
    }

    /// Waits while calls of this name are held.
    pub async fn at_gate(&self, name: &'static str) {
        poll_fn(|context| {
            let gate = &mut self.look().gate;
            if !gate.names.contains(&name) {
                return Poll::Ready(());
            }
            if gate.permits > 0 {
                gate.permits -= 1;
                return Poll::Ready(());
            }
            gate.held = Some(name);
            gate.waiting.push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}
