//! The states of a case, with the data of each.

use jiff::{SignedDuration, Timestamp};

use crate::correction::Note;
use crate::court::CourtClaim;
use crate::filing::{Element, Filing, Territory};
use crate::id::{CaseId, Digest, ReviewerId};
use crate::letter::{OwedLetter, UnsentLetter};
use crate::order::{Action, Order};
pub use crate::reasons::{DeclineCode, Measure, Outcome, Question, Side, WhyReconsider, WhyRestore};

/// Who took a decision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decider {
    /// The rules, without a person.
    Machine,
    /// A person of the desk.
    Reviewer(ReviewerId),
}

/// The decision that a measure rests on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decision {
    /// Who decided.
    pub by: Decider,
    /// When.
    pub at: Timestamp,
    /// What is to be done.
    pub measure: Measure,
    /// Why, in the words of the person who decided; the rules, and older logs, have none.
    pub note: Option<Note>,
}

/// A refusal of the complaint.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decline {
    /// Who decided.
    pub by: Decider,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub code: DeclineCode,
    /// Why, in the words of the person who decided; the rules, and older logs, have none.
    pub note: Option<Note>,
}

/// A seller's counter-notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CounterNotice {
    /// In the evidence store.
    pub document: Digest,
    /// When it arrived.
    pub at: Timestamp,
}

/// An appeal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Appeal {
    /// Who appeals.
    pub by: Side,
    /// In the evidence store.
    pub document: Digest,
    /// When it arrived.
    pub at: Timestamp,
}

/// What an appeal is against, and where the case returns to when it fails.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Prior {
    /// A declined complaint.
    Declined(Decline),
    /// A measure in force.
    InForce(Decision),
    /// A measure upheld against a counter-notice.
    Upheld(Decision),
    /// A measure kept for a court.
    HeldForCourt(Decision, CourtClaim),
    /// A restoration, with the decision that had been taken for the measure.
    Restored(WhyRestore, Decision),
}

/// Where a case stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum State {
    /// Waits for validation.
    Filed,
    /// Waits for the complainant to complete it.
    Incomplete {
        /// What is missing.
        missing: Vec<Element>,
        /// Since when.
        since: Timestamp,
    },
    /// Waits for a person.
    AtDesk {
        /// What the person is asked.
        question: Question,
        /// Since when.
        since: Timestamp,
    },
    /// The marketplace is ordered to act: to put a measure on the listing, or to let it return.
    Ordered {
        /// The order, and how far it is.
        order: Order,
        /// The decision that the measure rests on.
        decision: Decision,
        /// Whether the complainant withdrew while the measure was under way: once its answer is clear, the
        /// listing returns.
        withdrawn: bool,
    },
    /// The measure is in force.
    InForce {
        /// On which decision.
        decision: Decision,
        /// Since when.
        since: Timestamp,
    },
    /// Declined, with code.
    Declined {
        /// The refusal.
        decline: Decline,
    },
    /// Withdrawn before anything was done. Final.
    Withdrawn,
    /// The seller objected; the complainant is to be told.
    CounterNoticed {
        /// On which decision the measure rests.
        decision: Decision,
        /// The objection.
        counter: CounterNotice,
    },
    /// Waits for the complainant's answer to the counter-notice.
    AwaitingAnswer {
        /// On which decision the measure rests.
        decision: Decision,
        /// The objection.
        counter: CounterNotice,
        /// When the complainant was told: the clock runs from here.
        since: Timestamp,
        /// The complainant's objection, if it gave one: then a person decides, and no clock runs.
        contested: Option<Digest>,
    },
    /// The counter-notice failed; the measure stays.
    Upheld {
        /// On which decision.
        decision: Decision,
        /// Since when.
        since: Timestamp,
    },
    /// The listing is back.
    Restored {
        /// Why.
        why: WhyRestore,
        /// The decision that had been taken for the measure.
        decision: Decision,
        /// Since when.
        since: Timestamp,
    },
    /// The complainant states that a court, or an authority, has the matter; the measure stays.
    HeldForCourt {
        /// On which decision.
        decision: Decision,
        /// What it states, and whether a person has found that proved.
        claim: CourtClaim,
        /// Since when.
        since: Timestamp,
    },
    /// An appeal waits for a person who decided nothing before.
    Appealed {
        /// The appeal.
        appeal: Appeal,
        /// What it is against.
        prior: Prior,
    },
    /// Ended. Final.
    Closed(Outcome),
}

impl State {
    /// The code of every state.
    pub const CODES: [&'static str; 21] = [
        "filed",
        "incomplete",
        "at_desk",
        "accepted",
        "measure_requested",
        "measure_unknown",
        "measure_refused",
        "in_force",
        "declined",
        "withdrawn",
        "counter_noticed",
        "awaiting_answer",
        "upheld",
        "restore_due",
        "restore_requested",
        "restore_unknown",
        "restore_refused",
        "restored",
        "held_for_court",
        "appealed",
        "closed",
    ];

    /// Nothing leaves a final state.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Withdrawn | Self::Closed(_))
    }

    /// The measure is to be ordered, on `decision`.
    #[must_use]
    pub const fn accepted(decision: Decision) -> Self {
        let order = Order::due(Action::Apply(decision.measure), decision.at);
        Self::Ordered { order, decision, withdrawn: false }
    }

    /// The listing is to return since `since`, for `why`.
    #[must_use]
    pub const fn restore_due(why: WhyRestore, decision: Decision, since: Timestamp) -> Self {
        Self::Ordered { order: Order::due(Action::Restore(why), since), decision, withdrawn: false }
    }

    /// The decision that the measure of this state rests on, if there is one.
    #[must_use]
    pub const fn decision(&self) -> Option<&Decision> {
        match self {
            Self::Ordered { decision, .. }
            | Self::InForce { decision, .. }
            | Self::CounterNoticed { decision, .. }
            | Self::AwaitingAnswer { decision, .. }
            | Self::Upheld { decision, .. }
            | Self::Restored { decision, .. }
            | Self::HeldForCourt { decision, .. }
            | Self::Appealed {
                prior:
                    Prior::InForce(decision)
                    | Prior::Upheld(decision)
                    | Prior::HeldForCourt(decision, _)
                    | Prior::Restored(_, decision),
                ..
            } => Some(decision),
            Self::Filed
            | Self::Incomplete { .. }
            | Self::AtDesk { .. }
            | Self::Declined { .. }
            | Self::Withdrawn
            | Self::Appealed { prior: Prior::Declined(_), .. }
            | Self::Closed(_) => None,
        }
    }

    /// The stable code of the state, for pages, lists and reports.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Incomplete { .. } => "incomplete",
            Self::AtDesk { .. } => "at_desk",
            Self::Ordered { order, .. } => order.state_code(),
            Self::InForce { .. } => "in_force",
            Self::Declined { .. } => "declined",
            Self::Withdrawn => "withdrawn",
            Self::CounterNoticed { .. } => "counter_noticed",
            Self::AwaitingAnswer { .. } => "awaiting_answer",
            Self::Upheld { .. } => "upheld",
            Self::Restored { .. } => "restored",
            Self::HeldForCourt { .. } => "held_for_court",
            Self::Appealed { .. } => "appealed",
            Self::Closed(_) => "closed",
        }
    }
}

/// A case: the fold of its events.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Case {
    /// Which one.
    pub id: CaseId,
    /// What is known of it, as completed since.
    pub filing: Filing,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// Where it stands.
    pub state: State,
    /// Number of events folded; also the number of the next event, and the version that a commit checks.
    pub events: u32,
    /// Time of the last event.
    pub last_at: Timestamp,
    /// Letters owed and not yet sent, oldest first.
    pub letters: Vec<OwedLetter>,
    /// Letters that should have gone out and could not, oldest first: a person is to look at them.
    pub unsent: Vec<UnsentLetter>,
    /// What the rules last looked at, if they have.
    pub record: Option<crate::record::Record>,
    /// How far the comparison of the listing's pictures is.
    pub pictures: crate::picture::Pictures,
    /// How often that was asked for.
    pub comparisons: u8,
    /// How often what rules accepted was judged again, since the listing had been edited.
    pub edits: u8,
    /// The first decision of the rules, if they took one: whether they accepted.
    pub automatic: Option<bool>,
    /// Whether a blind review agreed with it, if there was one.
    pub blind_review: Option<bool>,
    /// Every person who has decided anything here: none of them may decide an appeal.
    pub deciders: Vec<ReviewerId>,
    /// What the sides have used of their redress.
    pub redress: crate::redress::Redress,
    /// Whether the seller has asked that a person look at what rules decided.
    pub asked: crate::asked::Asked,
    /// Whether a measure was ever in force, so that the seller knows of the case.
    pub was_in_force: bool,
    /// Time of the first decision (accepted, declined), for the clock of handling.
    pub decided_at: Option<Timestamp>,
    /// Time at which the measure first took force.
    pub in_force_at: Option<Timestamp>,
    /// When the last letter so far that tells of a decision went out, or a person had seen to it.
    pub told_at: Option<Timestamp>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// How long it has waited, all in all, for its complainant to complete it.
    pub waited: SignedDuration,
    /// The territories in which the decided measure holds; none named: wherever the listing is offered.
    pub only_in: Vec<Territory>,
    /// The marketplace's reference of the measure.
    pub order_reference: Option<String>,
    /// The cases whose measures kept the listing down when this one's ended; none where it came back.
    pub left_down: Vec<crate::reference::Reference>,
    /// Later complaints merged into this case.
    pub merged: Vec<crate::id::ComplaintId>,
    /// Every document of the case in the evidence store, the complaint first.
    pub documents: Vec<Digest>,
}
