//! What a case still owes the outside.

use crate::filing::codes;
use crate::order::{Action, Order, Stage};
use crate::picture::Pictures;
use crate::state::{Case, State};

codes! {
    /// What a person of the desk is to do about a case.
    DeskQueue, "desk queue" {
        /// Look at what rules decided, as the seller asked.
        PersonAsked = "person_asked",
        /// Decide the complaint.
        Decision = "decision",
        /// Decide an appeal.
        Appeal = "appeal",
        /// Rule on a contested counter-notice.
        CounterNotice = "counter_notice",
        /// Enter how a court decided.
        Court = "court",
        /// See to an order that the marketplace refused.
        RefusedOrder = "refused_order",
        /// See to letters that could not be sent.
        UnsentLetter = "unsent_letter",
        /// Review a decision of the rules without knowing it.
        BlindReview = "blind_review",
    }
}

/// Work that some step must still do. A lost nudge is harmless because this is computed from the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// Validation must judge it.
    Validate,
    /// The listing's pictures must be compared, and then validation must judge it.
    ComparePictures,
    /// Takedown must send the order that the case stands for, or reconcile one under way.
    Order,
    /// Notify must send letters.
    Letters,
}

impl Case {
    /// Everything owed by the chain now. People's work (desk, parties) is not among it.
    #[must_use]
    pub fn owed(&self) -> Vec<Duty> {
        let mut owed = Vec::new();
        match &self.state {
            State::Filed => owed.push(match self.pictures {
                Pictures::Asked { .. } => Duty::ComparePictures,
                Pictures::NotAsked | Pictures::Compared(_) => Duty::Validate,
            }),
            State::Ordered { order, .. } => match &order.stage {
                Stage::Due { .. } | Stage::Requested(_) | Stage::Unknown(_) => owed.push(Duty::Order),
                // A person must look.
                Stage::Refused { .. } => {}
            },
            State::Incomplete { .. }
            | State::AtDesk { .. }
            | State::InForce { .. }
            | State::Declined { .. }
            | State::Withdrawn
            | State::CounterNoticed { .. }
            | State::AwaitingAnswer { .. }
            | State::Upheld { .. }
            | State::Restored { .. }
            | State::HeldForCourt { .. }
            | State::Appealed { .. }
            | State::Closed(_) => {}
        }
        if !self.letters.is_empty() {
            owed.push(Duty::Letters);
        }
        owed
    }

    /// Its priority time in the queue of the desk: when it was filed, or when the declined complaint was that it corrects.
    #[must_use]
    pub fn priority_at(&self) -> jiff::Timestamp {
        self.filing.priority_at.unwrap_or(self.filed_at)
    }

    /// Whether the listing came back, or is to, although its complainant had not withdrawn. A withdrawal under a
    /// counter-notice gives in to it.
    #[must_use]
    pub const fn was_restored(&self) -> bool {
        use crate::state::{Outcome, WhyRestore};
        match &self.state {
            State::Ordered { order: Order { action: Action::Restore(why), .. }, .. }
            | State::Restored { why, .. } => {
                !matches!(why, WhyRestore::Withdrawn) || self.redress.was_countered()
            }
            State::Closed(outcome) => matches!(outcome, Outcome::Restored),
            _ => false,
        }
    }

    /// Whether it stands declined by a person, who took the decision or kept it on an appeal.
    #[must_use]
    pub fn was_declined_by_person(&self) -> bool {
        use crate::state::{Decider, Outcome, Prior};
        match &self.state {
            State::Declined { decline } | State::Appealed { prior: Prior::Declined(decline), .. } => {
                decline.by != Decider::Machine || self.redress.stands_on_appeal()
            }
            // Who decided is no longer told: whoever did was a person, or a person took part.
            State::Closed(Outcome::Declined) => !self.deciders.is_empty(),
            _ => false,
        }
    }

    /// Which queue of the desk it waits in, when a person must act.
    #[must_use]
    pub const fn desk_queue(&self) -> Option<DeskQueue> {
        match self.open_decision() {
            None if !self.unsent.is_empty() => Some(DeskQueue::UnsentLetter),
            queue => queue,
        }
    }

    /// The queue of what a person must decide about the case.
    const fn open_decision(&self) -> Option<DeskQueue> {
        match self.state {
            _ if self.awaits_person() => Some(DeskQueue::PersonAsked),
            State::AtDesk { .. } => Some(DeskQueue::Decision),
            State::Appealed { .. } => Some(DeskQueue::Appeal),
            State::AwaitingAnswer { contested: Some(_), .. } => Some(DeskQueue::CounterNotice),
            State::HeldForCourt { .. } => Some(DeskQueue::Court),
            State::Ordered { order: Order { stage: Stage::Refused { .. }, .. }, .. } => {
                Some(DeskQueue::RefusedOrder)
            }
            State::Filed
            | State::Incomplete { .. }
            | State::Ordered { .. }
            | State::InForce { .. }
            | State::Declined { .. }
            | State::Withdrawn
            | State::CounterNoticed { .. }
            | State::AwaitingAnswer { contested: None, .. }
            | State::Upheld { .. }
            | State::Restored { .. }
            | State::Closed(_) => None,
        }
    }

    /// Since when it waits for a person, where one must act; else when it was decided.
    #[must_use]
    pub fn desk_since(&self) -> jiff::Timestamp {
        if let (None, Some(unsent)) = (self.open_decision(), self.unsent.first()) {
            return unsent.since;
        }
        if let (true, Some(asked)) = (self.awaits_person(), self.asked.since()) {
            return asked;
        }
        match &self.state {
            State::AtDesk { since, .. }
            | State::AwaitingAnswer { since, .. }
            | State::HeldForCourt { since, .. }
            | State::Ordered { order: Order { stage: Stage::Refused { since, .. }, .. }, .. } => *since,
            State::Appealed { appeal, .. } => appeal.at,
            State::Filed
            | State::Incomplete { .. }
            | State::Ordered { .. }
            | State::InForce { .. }
            | State::Declined { .. }
            | State::Withdrawn
            | State::CounterNoticed { .. }
            | State::Upheld { .. }
            | State::Restored { .. }
            | State::Closed(_) => self.decided_at.unwrap_or(self.filed_at),
        }
    }

    /// Whether a person must decide something about it. A letter that could not be sent is seen to, not decided.
    #[must_use]
    pub const fn awaits_decision(&self) -> bool {
        self.open_decision().is_some()
    }

    /// Whether a person of the desk must act.
    #[must_use]
    pub const fn needs_desk(&self) -> bool {
        self.desk_queue().is_some()
    }
}
