//! Faults: what goes wrong at which call.

use std::future::Future;

use port::Unavailable;

use super::{Locked, World};

/// How a port call goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// The process dies before the effect.
    CrashBefore,
    /// The process dies after the effect, before it learns of it.
    CrashAfter,
    /// The call fails without effect.
    Fails,
    /// The effect happens, and the answer is lost.
    LosesAnswer,
}

/// One fault: the `nth` call (from 0) of all calls made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Number of the call, counted over all ports.
    pub nth: usize,
    /// How it goes wrong.
    pub kind: FaultKind,
}

impl World {
    /// Plans faults.
    pub fn plan(&self, faults: impl IntoIterator<Item = Fault>) {
        self.look().faults.extend(faults);
    }

    /// Runs `work` like a process: `None` when it crashed.
    pub async fn until_crash<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.crash.notified() => None,
            done = work => Some(done),
        }
    }

    /// One port call: counts it, lets its fault happen, runs `effect` where it takes place.
    pub(crate) async fn call<T>(
        &self,
        name: &'static str,
        effect: impl FnOnce(&mut Locked<'_>) -> T,
    ) -> Result<T, Unavailable> {
        let fault = {
            let mut inner = self.look();
            let nth = inner.calls.len();
            inner.calls.push(name);
            inner.faults.iter().find(|fault| fault.nth == nth).map(|fault| fault.kind)
        };
        let failed = || Unavailable { system: "world", doing: name, source: None };
        match fault {
            None => Ok(effect(&mut self.look())),
            Some(FaultKind::Fails) => Err(failed()),
            Some(FaultKind::LosesAnswer) => {
                effect(&mut self.look());
                Err(failed())
            }
            Some(FaultKind::CrashBefore) => self.die().await,
            Some(FaultKind::CrashAfter) => {
                effect(&mut self.look());
                self.die().await
            }
        }
    }

    async fn die<T>(&self) -> T {
        self.crash.notify_one();
        std::future::pending().await
    }
}
