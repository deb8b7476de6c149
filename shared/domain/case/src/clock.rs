//! Which clocks run on a case, and from when. How long they run, and what their end means, is policy.

use jiff::{SignedDuration, Timestamp};

use crate::filing::codes;
use crate::order::{Order, Stage};
use crate::state::{Case, Decline, State};

codes! {
    /// A deadline kind.
    Clock, "clock" {
        /// To decide the complaint.
        Decision = "decision",
        /// To complete the complaint.
        Completion = "completion",
        /// To answer a counter-notice.
        Answer = "answer",
        /// To appeal (DSA Art. 20(1)), from when the parties were told.
        Appeal = "appeal",
        /// For the desk to decide what rules could not.
        Desk = "desk",
        /// For a person to look at what rules decided, as the seller asked.
        PersonAsked = "person_asked",
        /// For the desk to decide an appeal.
        AppealReview = "appeal_review",
        /// For the desk to rule on a contested counter-notice.
        CounterNoticeReview = "counter_notice_review",
        /// For the desk to look at the proof of a court action.
        CourtClaim = "court_claim",
        /// For the desk to look again whether a court still has the matter, or to enter how it decided.
        CourtReview = "court_review",
        /// For the desk to see to an order that the marketplace refused.
        RefusedOrder = "refused_order",
        /// For the desk to see to a letter that could not be sent.
        UnsentLetter = "unsent_letter",
    }
}

codes! {
    /// What follows when a clock ends. A case refuses an end that its state does not allow: no clock accepts a
    /// complaint, and none upholds a measure.
    ClockEnd, "end of a clock" {
        /// Nothing: a target was missed, which the report counts.
        Breach = "breach",
        /// The incomplete complaint is declined.
        Decline = "decline",
        /// The listing returns, for silence.
        Restore = "restore",
        /// The case is closed as it stands.
        Close = "close",
    }
}

/// A clock and when it started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunningClock {
    /// Which.
    pub clock: Clock,
    /// From when.
    pub since: Timestamp,
    /// How long since then the case waited for its complainant to complete it.
    pub waited: SignedDuration,
}

impl RunningClock {
    /// A clock that started at `since` and was never paused.
    #[must_use]
    pub const fn started(clock: Clock, since: Timestamp) -> Self {
        Self { clock, since, waited: SignedDuration::ZERO }
    }
}

impl Case {
    /// The clocks that run in this state. Several may.
    #[must_use]
    pub fn clocks(&self) -> Vec<RunningClock> {
        let mut clocks = self.clocks_of_state();
        clocks.extend(self.asked.since().map(|at| RunningClock::started(Clock::PersonAsked, at)));
        clocks.extend(self.unsent.first().map(|it| RunningClock::started(Clock::UnsentLetter, it.since)));
        clocks
    }

    fn clocks_of_state(&self) -> Vec<RunningClock> {
        let since = RunningClock::started;
        match &self.state {
            State::Filed => vec![self.decision_clock()],
            State::AtDesk { since: sent, .. } => vec![self.decision_clock(), since(Clock::Desk, *sent)],
            State::Incomplete { since: asked, .. } => vec![since(Clock::Completion, *asked)],
            State::Ordered { order: Order { stage: Stage::Refused { since: refused, .. }, .. }, .. } => {
                vec![since(Clock::RefusedOrder, *refused)]
            }
            State::AwaitingAnswer { since: told, contested: None, .. } => vec![since(Clock::Answer, *told)],
            State::AwaitingAnswer { since: told, contested: Some(_), .. } => {
                vec![since(Clock::CounterNoticeReview, *told)]
            }
            State::HeldForCourt { claim, since: named, .. } => vec![match claim.proved {
                Some(at) => since(Clock::CourtReview, at),
                None => since(Clock::CourtClaim, *named),
            }],
            State::Appealed { appeal, .. } => vec![since(Clock::AppealReview, appeal.at)],
            State::Declined { decline: Decline { at: decided, .. } }
            | State::InForce { since: decided, .. }
            | State::Upheld { since: decided, .. }
            | State::Restored { since: decided, .. } => self.appeal_clock(*decided).into_iter().collect(),
            State::Ordered { .. } | State::Withdrawn | State::CounterNoticed { .. } | State::Closed(_) => {
                Vec::new()
            }
        }
    }

    /// The time to appeal against what was `decided`: it runs from when the parties were told (DSA Art. 20(2)), and not while a
    /// letter that tells them has still to go out, nor while a person is to look at it, as the seller asked.
    fn appeal_clock(&self, decided: Timestamp) -> Option<RunningClock> {
        let mut waiting = self.letters.iter().chain(self.unsent.iter().map(|it| &it.owed));
        let are_told = !waiting.any(|owed| owed.letter.tells_of_decision());
        let since = self.told_at.map_or(decided, |told| told.max(decided));
        (are_told && self.asked.since().is_none()).then(|| RunningClock::started(Clock::Appeal, since))
    }

    /// The clock of the decision, as it runs or ran: from filing on, less the time in which the case waited for
    /// its complainant.
    #[must_use]
    pub const fn decision_clock(&self) -> RunningClock {
        RunningClock { clock: Clock::Decision, since: self.filed_at, waited: self.waited }
    }
}
