//! What the desk did with a right: a short list of events, whose fold is the right's state.

use std::fmt;
use std::str::FromStr;

use case::{Digest, InvalidId, ReviewerId};
use jiff::Timestamp;

use super::{CheckCode, CheckFinding, DocumentKind};

/// At most so many events of a right.
pub const MOST_EVENTS: usize = 100;

case::codes! {
    /// Why the desk rejects a right. [`RejectCode::cure`] names field and cure of each.
    RejectCode, "reject code" {
        /// The owner's name is not the one in the register.
        OwnerDiffers = "owner_differs",
        /// The right was assigned, and the register does not show it yet.
        AssignmentPending = "assignment_pending",
        /// A document cannot be read, or is a copy without seal.
        DocumentUnreadable = "document_unreadable",
        /// The certificate is missing.
        CertificateMissing = "certificate_missing",
        /// The page that lists the classes is missing.
        ClassPageMissing = "class_page_missing",
        /// A document needs a translation.
        TranslationMissing = "translation_missing",
        /// The right is applied for, or never was registered.
        NotRegistered = "not_registered",
        /// The right has ended.
        Ended = "ended",
        /// It does not extend to the territories that are stated.
        TerritoryNotShown = "territory_not_shown",
        /// A letter of authority is missing, has ended, or does not name enforcement.
        NoAuthority = "no_authority",
        /// A document is forged, or belongs to someone else.
        DocumentDoubtful = "document_doubtful",
    }
}

/// Who did something with a right.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum By {
    /// Who runs this installation.
    Operator,
    /// Its owner, or who acts for it.
    Holder,
    /// A step of the chain.
    Machine,
    /// A person of the desk.
    Reviewer(ReviewerId),
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operator => f.write_str("operator"),
            Self::Holder => f.write_str("holder"),
            Self::Machine => f.write_str("machine"),
            Self::Reviewer(reviewer) => write!(f, "reviewer:{reviewer}"),
        }
    }
}

impl FromStr for By {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        match (s, s.strip_prefix("reviewer:")) {
            ("operator", _) => Ok(Self::Operator),
            ("holder", _) => Ok(Self::Holder),
            ("machine", _) => Ok(Self::Machine),
            (_, Some(reviewer)) => reviewer.parse().map(Self::Reviewer),
            (_, None) => Err(InvalidId { kind: "actor", rule: "operator, holder, machine or reviewer:<id>" }),
        }
    }
}

/// Something that happened to a right.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RightEvent {
    /// It was submitted, for the first time or again: what was overridden before counts no more.
    Submitted,
    /// A failed check was overridden. It holds for this finding alone: when the check comes out differently,
    /// it has to be looked at again.
    Overridden {
        /// What the check found.
        finding: CheckFinding,
        /// Why the reviewer found it good nevertheless; may be empty.
        why: String,
    },
    /// It was verified.
    Verified {
        /// The checks that were passed.
        passed: Vec<CheckCode>,
        /// The failed ones, each overridden by another reviewer.
        overridden: Vec<CheckFinding>,
        /// What the reviewer confirmed, by the policy's codes.
        confirmed: Vec<String>,
    },
    /// It was rejected.
    Rejected {
        /// Why.
        code: RejectCode,
    },
    /// A document was taken away: what was verified with it is to be verified again.
    DocumentRemoved {
        /// The document, which stays sealed.
        digest: Digest,
        /// What it was a document as.
        kind: DocumentKind,
    },
    /// Its end was noted.
    Expired,
    /// Its owner gave it up.
    Surrendered,
    /// It was assigned to another owner.
    Assigned {
        /// The new owner's name.
        to: String,
    },
}

impl RightEvent {
    /// The stable code by which this is stored and shown.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Overridden { .. } => "overridden",
            Self::Verified { .. } => "verified",
            Self::Rejected { .. } => "rejected",
            Self::DocumentRemoved { .. } => "document_removed",
            Self::Expired => "expired",
            Self::Surrendered => "surrendered",
            Self::Assigned { .. } => "assigned",
        }
    }
}

/// An event with its time and author.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RightRecorded {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: By,
    /// What.
    pub event: RightEvent,
}

/// What the desk made of a right. On a given day, ask [`Right::state_on`](super::Right::state_on).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ReviewState {
    /// Nobody has looked at it since it was submitted, or since a document of it was taken away.
    Submitted,
    /// Verified.
    Verified,
    /// Rejected.
    Rejected {
        /// Why.
        code: RejectCode,
    },
    /// Its end was noted.
    Expired,
    /// Given up by its owner, for good.
    Surrendered,
    /// It has another owner, who has not submitted it.
    Assigned {
        /// The new owner's name.
        to: String,
    },
}

/// A list of events that no right can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("event number {number} does not follow from those before it")]
pub struct Unfoldable {
    /// Which event, from 0.
    pub number: usize,
}

/// The events of a right, oldest first; never empty, each one possible after those before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    events: Vec<RightRecorded>,
    state: ReviewState,
}

impl History {
    /// Of a right that `by` submitted at `at`.
    #[must_use]
    pub fn submitted(by: By, at: Timestamp) -> Self {
        Self {
            events: vec![RightRecorded { at, by, event: RightEvent::Submitted }],
            state: ReviewState::Submitted,
        }
    }

    /// Of a right that the operator has declared verified. Rights stored before histories were kept count
    /// as such, from the Unix epoch on.
    #[must_use]
    pub fn verified_by_operator(at: Timestamp) -> Self {
        let mut history = Self::submitted(By::Operator, at);
        let event =
            RightEvent::Verified { passed: Vec::new(), overridden: Vec::new(), confirmed: Vec::new() };
        history.push(RightRecorded { at, by: By::Operator, event });
        history
    }

    /// Of stored events.
    ///
    /// # Errors
    /// [`Unfoldable`] naming the first event that does not follow.
    pub fn replay(events: Vec<RightRecorded>) -> Result<Self, Unfoldable> {
        let mut events = events.into_iter();
        let mut history = match events.next() {
            Some(RightRecorded { at, by, event: RightEvent::Submitted }) => Self::submitted(by, at),
            Some(_) | None => return Err(Unfoldable { number: 0 }),
        };
        for recorded in events {
            history = history.evolve(recorded)?;
        }
        Ok(history)
    }

    /// The history after one more event.
    ///
    /// # Errors
    /// [`Unfoldable`] when it does not follow from those before.
    pub fn evolve(mut self, recorded: RightRecorded) -> Result<Self, Unfoldable> {
        if self.events.len() >= MOST_EVENTS || !self.admits(&recorded) {
            return Err(Unfoldable { number: self.events.len() });
        }
        self.push(recorded);
        Ok(self)
    }

    fn push(&mut self, recorded: RightRecorded) {
        match &recorded.event {
            RightEvent::Overridden { .. } => {}
            RightEvent::DocumentRemoved { .. } => {
                if self.state == ReviewState::Verified {
                    self.state = ReviewState::Submitted;
                }
            }
            RightEvent::Submitted => self.state = ReviewState::Submitted,
            RightEvent::Verified { .. } => self.state = ReviewState::Verified,
            RightEvent::Rejected { code } => self.state = ReviewState::Rejected { code: *code },
            RightEvent::Expired => self.state = ReviewState::Expired,
            RightEvent::Surrendered => self.state = ReviewState::Surrendered,
            RightEvent::Assigned { to } => self.state = ReviewState::Assigned { to: to.clone() },
        }
        self.events.push(recorded);
    }

    /// Whether `next` may follow.
    fn admits(&self, next: &RightRecorded) -> bool {
        if self.state == ReviewState::Surrendered {
            return false;
        }
        match &next.event {
            RightEvent::Submitted
            | RightEvent::DocumentRemoved { .. }
            | RightEvent::Surrendered
            | RightEvent::Assigned { .. } => true,
            RightEvent::Overridden { .. } => {
                self.state == ReviewState::Submitted && matches!(next.by, By::Reviewer(_))
            }
            RightEvent::Verified { overridden, .. } => {
                self.state == ReviewState::Submitted
                    && matches!(next.by, By::Operator | By::Reviewer(_))
                    && overridden.iter().all(|finding| self.is_overridden(*finding, &next.by))
            }
            RightEvent::Rejected { .. } => {
                matches!(
                    self.state,
                    ReviewState::Submitted | ReviewState::Verified | ReviewState::Rejected { .. }
                )
            }
            RightEvent::Expired => self.state != ReviewState::Expired,
        }
    }

    /// Whether someone else than `verifier` has overridden this finding since the right was last submitted.
    #[must_use]
    pub fn is_overridden(&self, finding: CheckFinding, verifier: &By) -> bool {
        self.overrides().any(|(by, found)| found == finding && by != verifier)
    }

    /// What was overridden since the right was last submitted, and by whom.
    pub fn overrides(&self) -> impl Iterator<Item = (&By, CheckFinding)> {
        let since = self.events.iter().rposition(|it| it.event == RightEvent::Submitted).unwrap_or(0);
        self.events.iter().skip(since).filter_map(|it| match &it.event {
            RightEvent::Overridden { finding, .. } => Some((&it.by, *finding)),
            RightEvent::Submitted
            | RightEvent::Verified { .. }
            | RightEvent::Rejected { .. }
            | RightEvent::DocumentRemoved { .. }
            | RightEvent::Expired
            | RightEvent::Surrendered
            | RightEvent::Assigned { .. } => None,
        })
    }

    /// The events, oldest first.
    #[must_use]
    pub fn events(&self) -> &[RightRecorded] {
        &self.events
    }

    /// The state that they amount to.
    #[must_use]
    pub const fn state(&self) -> &ReviewState {
        &self.state
    }
}
