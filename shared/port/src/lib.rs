//! Ports: one narrow trait per capability, in our own types and errors.
//!
//! A function names the ports it uses in its bounds, and the same list is its IAM policy. Adapters
//! implement them; so does `testkit::World`, and one conformance suite runs against both.
//!
//! Architecture invariant: nothing here knows AWS, HTTP or a serialisation format.

mod account;
mod batch;
mod claim;
mod clock;
mod decision;
mod error;
mod evidence;
mod flagger;
mod guard;
mod idempotency;
mod lease;
mod listing;
mod mail;
mod marketplace;
mod marks;
mod party;
mod pending;
mod question;
mod queue;
mod reference;
mod replay;
mod snapshot;
mod staff;
mod standing;
mod store;
mod subject;
mod webhook;

pub use account::{
    Account, Accounts, ApiKey, History, KeyId, KeyScope, MOST_MEMBERS, Member, OwnComplaint, OwnComplaints,
    Webhook,
};
pub use batch::{Batch, Batches};
pub use claim::{ClaimStage, LetterClaim, LetterClaims, LetterKey};
pub use clock::{Ids, Journal, RandomIds, StdoutJournal, SystemClock, Timer, WallClock};
pub use decision::{Dispute, Disputed, Disputes, MOST_DISPUTES, RuleSets, Switches};
pub use error::chain_of;
pub use evidence::{
    Documents, Inbox, InboxKey, MailDrop, Media, Reports, Sealed, TakeError, UploadGrant, UploadTicket,
};
pub use flagger::TrustedFlagger;
pub use guard::{Bounces, Count, Limits, PendingConfirmations};
pub use idempotency::{Conclusion, Idempotency, Reservation, Reserved, Settled};
pub use lease::{Lease, Leases};
pub use listing::{
    Attribute, ListedPicture, ListingView, MOST_ATTRIBUTES, MOST_PICTURES, MOST_VERSION, Price,
};
pub use mail::{Mailer, OutgoingMail, SendOutcome};
pub use marketplace::{
    Answered, Catalogue, EffectStatus, Enforcement, ListingAnswer, ListingPictures, MOST_PICTURE_BYTES,
    OrderOutcome, OrderRequest, PictureAnswer,
};
pub use marks::CompiledMarks;
pub use party::{BadRecord, Parties, PartyRecord};
pub use pending::{
    PendingAt, PendingErasures, PendingNote, PendingNotes, PendingPage, Settled as PendingSettled, Settlement,
};
pub use question::{CaseAt, CasePage, ListingCases, OwnerCases, SellerCases, WaitingCases};
pub use queue::{NudgeError, Nudges, Postponed, Queue, Redelivery, Reject, Rejects};
pub use reference::{References, Referred};
pub use replay::ReplayGuard;
pub use snapshot::Snapshots;
pub use staff::{Caller, CallerError, NotAPerson, Principal, Staff, StaffMember, StaffRole};
pub use standing::{PartyCases, PartyPage, PartyPlace, StandingsProgress, StandingsRuns, StandingsStage};
pub use store::{
    Append, Appended, Cases, Committed, Complaints, Created, DueCases, FanOut, MarketplaceConfig, Registry,
    RightIndex, StoredCase,
};
pub use subject::{DataKey, Erasures, Subjects};
pub use webhook::{Announcements, Delivery, Endpoints, PostOutcome};

/// An outside system could not be used now; trying again later may help.
#[derive(Debug, thiserror::Error)]
#[error("{system} is unavailable while {doing}")]
pub struct Unavailable {
    /// Which system, e.g. `dynamodb`.
    pub system: &'static str,
    /// What was being done, e.g. `loading cases`.
    pub doing: &'static str,
    /// The system's own error.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Unavailable {
    /// An error of `system` while `doing`, caused by `source`.
    pub fn new(
        system: &'static str,
        doing: &'static str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self { system, doing, source: Some(source.into()) }
    }
}
