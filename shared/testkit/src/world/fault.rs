//! Faults: what goes wrong at which call.

use std::future::Future;

use port::{Timer as _, Unavailable};

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
    /// The effect happens, and the client, which got no answer, makes the same call once more by itself.
    HappensTwice,
}

/// One fault: the `nth` call (from 0) of all calls made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Number of the call, counted over all ports.
    pub nth: usize,
    /// How it goes wrong.
    pub kind: FaultKind,
}

/// What is to go wrong, and who comes next where several take turns.
#[derive(Default)]
pub(super) struct Plan {
    faults: Vec<Fault>,
    turns: Option<u64>,
    /// How many processes run that may crash.
    processes: u32,
}

impl World {
    /// Plans faults.
    pub fn plan(&self, faults: impl IntoIterator<Item = Fault>) {
        self.look().plan.faults.extend(faults);
    }

    /// From now on others get a turn before and after each port call, in an order that `seed` decides, as
    /// when several processes work at a time.
    pub fn interleave(&self, seed: u64) {
        self.look().plan.turns = Some(seed);
    }

    /// Runs `work` like a process: `None` when it crashed.
    pub async fn until_crash<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        self.look().plan.processes += 1;
        let done = tokio::select! {
            biased;
            () = self.crash.notified() => None,
            done = work => Some(done),
        };
        self.look().plan.processes -= 1;
        done
    }

    /// One port call: counts it, lets its fault happen, runs `effect` where it takes place.
    pub(crate) async fn call<T>(
        &self,
        name: &'static str,
        effect: impl FnMut(&mut Locked<'_>) -> T,
    ) -> Result<T, Unavailable> {
        self.at_gate(name).await;
        self.give_way().await;
        let takes = (self.look().takes)(name);
        if !takes.is_zero() {
            self.sleep(takes).await;
        }
        let answer = self.take_place(name, effect).await;
        self.give_way().await;
        answer
    }

    async fn take_place<T>(
        &self,
        name: &'static str,
        mut effect: impl FnMut(&mut Locked<'_>) -> T,
    ) -> Result<T, Unavailable> {
        let fault = {
            let mut inner = self.look();
            let nth = inner.calls.len();
            inner.calls.push(name);
            inner.plan.faults.iter().find(|fault| fault.nth == nth).map(|fault| fault.kind)
        };
        let failed = || Unavailable { system: "world", doing: name, source: None };
        match fault {
            None => Ok(effect(&mut self.look())),
            Some(FaultKind::Fails) => Err(failed()),
            Some(FaultKind::LosesAnswer) => {
                effect(&mut self.look());
                Err(failed())
            }
            Some(FaultKind::HappensTwice) => {
                effect(&mut self.look());
                Ok(effect(&mut self.look()))
            }
            Some(FaultKind::CrashBefore) => self.die().await,
            Some(FaultKind::CrashAfter) => {
                effect(&mut self.look());
                self.die().await
            }
        }
    }

    /// Lets others have none to three turns, when turns are taken at all.
    async fn give_way(&self) {
        let turns = self.look().plan.turns.as_mut().map_or(0, |state| {
            // A linear congruence (Knuth's MMIX): its upper bits are random enough.
            *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *state >> 62
        });
        for _ in 0..turns {
            tokio::task::yield_now().await;
        }
    }

    async fn die<T>(&self) -> T {
        assert!(self.look().plan.processes > 0, "a crash is planned for a call outside of `until_crash`");
        self.crash.notify_one();
        std::future::pending().await
    }
}
