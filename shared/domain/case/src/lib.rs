//! The pure domain of Goodfaith: what a case is, what may happen to it, and what it still owes.
//!
//! A *case* is one listing under one complaint. It is never stored as such: it is the fold of its
//! [`Event`]s. [`decide`](Case::decide) turns a [`Command`] into at most one event, [`Case::evolve`]
//! folds it in, [`Case::owed`] says what the outside is still owed.
//!
//! Architecture invariant: this crate does no IO, reads no clock, draws no random number and knows no
//! serialisation format. Time is an argument; ids are derived or handed in.

mod act;
mod appeal;
mod asked;
mod chain;
mod clock;
mod command;
mod correction;
mod court;
mod decide;
mod event;
mod evolve;
mod exchange;
mod filing;
mod id;
mod letter;
mod measure;
mod message;
mod order;
mod owed;
mod party;
mod permit;
mod picture;
mod put_back;
mod reasons;
mod record;
mod redress;
mod reference;
mod ruling;
mod state;
mod subject;
mod transition;

pub use act::PartyAct;
pub use asked::Asked;
pub use chain::{ChainBroken, Link, verify};
pub use clock::{Clock, ClockEnd, RunningClock};
pub use command::{Actor, Answer, Command, Illegal};
pub use correction::{Correction, Note, steers, turns};
pub use court::{CourtClaim, is_before_court};
pub use event::{Event, Recorded};
pub use evolve::Unfoldable;
pub use exchange::HandedOn;
pub use filing::{
    Channel, Claim, Element, Filing, Language, ListingRef, Proof, RightKind, RightRef, Territory,
};
pub use id::{
    AccountId, BatchId, CaseId, ComplaintId, Digest, EffectId, InvalidId, ListingId, MarketplaceId, PartyId,
    PictureId, ReviewerId,
};
pub use letter::{Letter, OwedLetter, Posted, Recipient, UnsentLetter, Withheld};
pub use measure::MeasureState;
pub use message::{About, Announcement, Nudge};
pub use order::{Action, Effect, MOST_UNDER, NeverHeard, Order, OrderCommand, OrderStep, Stage};
pub use owed::{DeskQueue, Duty};
pub use party::{AccountKind, Membership, Owner, Party};
pub use picture::{Comparison, NearestPicture, PictureExcuse, PictureSource, Pictures};
pub use put_back::Ground;
pub use record::{
    AuthorityInput, AutomaticInput, ClassesInput, ConflictInput, CopiedText, CureInput, DecisionInput,
    DecisionInputs, EarlierInput, FormInput, GuardCode, HistoryInput, ListingInput, MarkInput,
    MatchOperation, MisuseInput, PictureInput, Place, Record, RightInput, RuleCode, SellerInput, SizeInput,
    StandingInput, TerritoryInput, TextInput, UseInput,
};
pub use redress::{MOST_APPEALS, Redress};
pub use reference::Reference;
pub use state::{
    Appeal, Case, CounterNotice, Decider, Decision, Decline, DeclineCode, Measure, Outcome, Prior, Question,
    Side, State, WhyReconsider, WhyRestore,
};
pub use subject::Subject;
