//! Claims of letters: who sends them now, so that nobody else does.

use std::fmt;
use std::future::Future;

use case::{AccountId, CaseId, ComplaintId, Digest, RightRef};
use jiff::Timestamp;
use jiff::civil::Date;
use programme::Participant;
use uuid::Uuid;

use crate::Unavailable;

/// What only one worker may write at a time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LetterKey {
    /// The letters that a case owes.
    Case(CaseId),
    /// The mail whose link confirms a complaint.
    Confirmation(ComplaintId),
    /// The answer to the mail with this digest.
    Answer(Digest),
    /// The reminder that a right is to be renewed, due on a day.
    Renewal(RightRef, Date),
    /// The letter about the event of this number, from 0, in an account's record of the programme.
    Standing(AccountId, u32),
    /// The letter about the event of this number, from 0, in a party's record of misuse.
    Misuse(Participant, u32),
}

impl fmt::Display for LetterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Case(id) => write!(f, "case#{id}"),
            Self::Confirmation(id) => write!(f, "confirmation#{id}"),
            Self::Answer(digest) => write!(f, "answer#{digest}"),
            Self::Renewal(right, due_on) => write!(f, "renewal#{right}#{due_on}"),
            Self::Standing(account, event) => write!(f, "standing#{account}#{event}"),
            Self::Misuse(subject, event) => write!(f, "misuse#{subject}#{event}"),
        }
    }
}

/// A claim. It never stops a letter for good: once it has ended another worker may claim the same letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterClaim {
    /// Of which letters.
    pub key: LetterKey,
    /// Who claims them: an id that each attempt draws.
    pub by: Uuid,
    /// Of a case, those owed because of this event
    pub from: u32,
    /// to this one; 0 to 0 otherwise.
    pub through: u32,
    /// When it ends.
    pub until: Timestamp,
    /// The how manieth attempt to send them this is, from 1.
    pub attempt: u32,
    /// What is known of them.
    pub stage: ClaimStage,
    /// Those owed because of events up to this one may be out all the same, by an earlier claim.
    pub doubt: Option<u32>,
}

/// What is known of letters that are claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimStage {
    /// They are being sent. When the claim has ended, they may be out.
    Sending,
    /// The mail service gave no answer: they may be out.
    Unanswered,
    /// Nothing is in doubt: they are out, or certainly not.
    Clear,
    /// They are not out, and not tried any more: the mail service will never take them, or never answered.
    GivenUp,
}

impl ClaimStage {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Unanswered => "unanswered",
            Self::Clear => "clear",
            Self::GivenUp => "given_up",
        }
    }

    /// The stage with this code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        [Self::Sending, Self::Unanswered, Self::Clear, Self::GivenUp]
            .into_iter()
            .find(|stage| stage.code() == code)
    }
}

/// Claims of letters.
pub trait LetterClaims: Send + Sync {
    /// Puts `claim` in place of the last one of its key, unless that one covers some of the same letters: its `through`
    /// is not before the claim's `from`, and it is neither of the same claimant nor the one of `instead_of`. Then it
    /// is returned, and stays.
    fn claim(
        &self,
        claim: &LetterClaim,
        instead_of: Option<Uuid>,
    ) -> impl Future<Output = Result<Option<LetterClaim>, Unavailable>> + Send;
}
