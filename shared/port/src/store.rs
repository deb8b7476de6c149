//! The table: cases, complaints of many listings, the register of rights, the marketplaces.

use std::future::Future;

use case::{
    Case, CaseId, ComplaintId, Digest, Link, MarketplaceId, Recorded, Reference, RightRef, Territory,
};
use jiff::Timestamp;
use jiff::civil::Date;
use policy::Waiting;
use register::Right;

use crate::Unavailable;

/// A case as loaded: the fold of its stored events, whose hash chain was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCase {
    /// The case.
    pub case: Case,
    /// The stored events, oldest first.
    pub log: Vec<Recorded>,
    /// The same as lines, byte for byte as they are stored: what the chain covers.
    pub lines: Vec<String>,
    /// The chain's head.
    pub head: Digest,
    /// The stored due time: an index entry for the sweep, never later than the true one; absent when
    /// nothing can ever fall due.
    pub due: Option<Timestamp>,
    /// How often the sweep has found this case without anything having happened since.
    pub swept: u32,
    /// In which queue of the desk it is indexed.
    pub waiting: Option<Waiting>,
}

impl StoredCase {
    /// What is stored after the events of `append`, stored as `lines`, which led the chain to `head`: as the store
    /// itself will read it back.
    ///
    /// # Errors
    /// [`case::Unfoldable`] when an event does not fit the case.
    pub fn after(
        &self,
        append: &Append<'_>,
        lines: Vec<String>,
        head: Digest,
    ) -> Result<Self, case::Unfoldable> {
        let mut next = self.clone();
        for recorded in append.events {
            next.case = next.case.evolve(recorded)?;
            next.log.push(recorded.clone());
        }
        next.lines.extend(lines);
        next.head = head;
        next.due = append.due;
        next.swept = append.swept;
        next.waiting = policy::waiting(&next.case);
        Ok(next)
    }

    /// A case of its first event, stored as `line`; `None` when that is no filing.
    #[must_use]
    pub fn opened(id: CaseId, filed: &Recorded, line: String, due: Timestamp) -> Option<Self> {
        let case = Case::open(id, filed)?;
        let waiting = policy::waiting(&case);
        let head = Link::START.append(id, line.as_bytes()).head()?;
        Some(Self {
            case,
            log: vec![filed.clone()],
            lines: vec![line],
            head,
            due: Some(due),
            swept: 0,
            waiting,
        })
    }
}

/// What creating a case came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Created {
    /// It is new.
    New,
    /// A case with this id exists already; here it is.
    Exists(Box<StoredCase>),
}

/// What a conditional write came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Committed {
    /// It is stored.
    Done,
    /// Someone else changed the item meanwhile, or it is gone: load it again.
    Conflict,
}

/// What appending to a case came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Appended {
    /// The events are stored; the case as it is now, as loading it would return it.
    Done(Box<StoredCase>),
    /// Someone else changed the case meanwhile, or it is gone: load it again.
    Conflict,
}

/// New events for a case.
#[derive(Debug, Clone)]
pub struct Append<'a> {
    /// The case as it was loaded. The write is conditional on its number of events.
    pub stored: &'a StoredCase,
    /// The new events, oldest first. May be empty when only `due` or `swept` changes.
    pub events: &'a [Recorded],
    /// The due time to index from now on.
    pub due: Option<Timestamp>,
    /// The sweep counter to store.
    pub swept: u32,
}

/// Load, create and change cases.
pub trait Cases: Send + Sync {
    /// Loads cases, in the order asked; `None` where there is none. At most 100 at a time.
    ///
    /// A case whose stored form cannot be read, or whose chain is broken, is an error of the whole call
    /// only when it is the only one asked for; callers that load a batch load a failing one singly.
    fn load(
        &self,
        ids: &[CaseId],
    ) -> impl Future<Output = Result<Vec<Option<StoredCase>>, Unavailable>> + Send;
    /// Stores a new case of one `Filed` event unless one with its id exists.
    fn create(
        &self,
        id: CaseId,
        filed: &Recorded,
        due: Timestamp,
    ) -> impl Future<Output = Result<Created, Unavailable>> + Send;
    /// Appends events with one conditional write.
    fn append(&self, append: Append<'_>) -> impl Future<Output = Result<Appended, Unavailable>> + Send;
}

/// The sweep's question: which cases fall due?
pub trait DueCases: Send + Sync {
    /// At most `limit` cases whose stored due time is at or before `until`, earliest first.
    fn due(
        &self,
        until: Timestamp,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<CaseId>, Unavailable>> + Send;
}

/// Progress of turning a complaint of many listings into cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FanOut {
    /// The complaint.
    pub complaint: ComplaintId,
    /// The complaint document in the evidence store.
    pub document: Digest,
    /// By which people name it.
    pub reference: Reference,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// How many listings it names.
    pub listings: u16,
    /// How many of them, from the first, are cases already.
    pub done: u16,
    /// The cases made so far, in the order of the listings.
    pub cases: Vec<CaseId>,
}

/// Complaints that name several listings. A complaint about one listing is its case, without an item here.
pub trait Complaints: Send + Sync {
    /// Stores a new fan-out unless there is one: then the stored one is returned.
    fn begin(&self, fan_out: &FanOut) -> impl Future<Output = Result<Option<FanOut>, Unavailable>> + Send;
    /// Loads a fan-out.
    fn fan_out(
        &self,
        complaint: ComplaintId,
    ) -> impl Future<Output = Result<Option<FanOut>, Unavailable>> + Send;
    /// Records that `cases` follow those done so far. Conditional on `from.done`.
    fn advance(
        &self,
        from: &FanOut,
        cases: &[CaseId],
    ) -> impl Future<Output = Result<Committed, Unavailable>> + Send;
    /// Gives up the listings that are not cases yet: the fan-out is done with those that are. Conditional on
    /// `from.done`.
    fn abandon(&self, from: &FanOut) -> impl Future<Output = Result<Committed, Unavailable>> + Send;
    /// Fan-outs begun before `until` that are not done.
    fn unfinished(
        &self,
        until: Timestamp,
    ) -> impl Future<Output = Result<Vec<ComplaintId>, Unavailable>> + Send;
}

/// A marketplace of this installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarketplaceConfig {
    /// Its id.
    pub id: MarketplaceId,
    /// Its name, for people.
    pub name: String,
    /// The addresses of its listings: `https://host[:port]/path/{id}` or another pattern of `matching::ListingUrls`,
    /// or `preset:NAME`; at most 8 of them.
    pub listing_urls: Vec<String>,
    /// Base address of its API (see the marketplace API document).
    pub api: String,
    /// Territory whose law governs it, e.g. `EU`, `US`, `CN`.
    pub territory: Territory,
}

/// What the operator has registered: rights and marketplaces.
pub trait Registry: Send + Sync {
    /// The rights named, in the order asked; `None` where the register has none. At most 100.
    fn rights(
        &self,
        rights: &[RightRef],
    ) -> impl Future<Output = Result<Vec<Option<Right>>, Unavailable>> + Send;
    /// Stores a right, unless it was stored since it was loaded (as told by its version).
    fn put_right(&self, right: &Right) -> impl Future<Output = Result<Committed, Unavailable>> + Send;
    /// Every marketplace.
    fn marketplaces(&self) -> impl Future<Output = Result<Vec<MarketplaceConfig>, Unavailable>> + Send;
    /// Adds or replaces a marketplace.
    fn put_marketplace(
        &self,
        marketplace: &MarketplaceConfig,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

/// What is asked of all rights together: by the desk, and by the reminders of renewals.
pub trait RightIndex: Send + Sync {
    /// At most `limit` rights whose owners are to be reminded of the renewal on or before `until`, earliest
    /// first. Rights that need no reminder come last, by `Date::MAX`.
    fn rights_to_remind(
        &self,
        until: Date,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<RightRef>, Unavailable>> + Send;
    /// Notes that `document` is one of `right`'s. Noting it again changes nothing. Noted before the right is
    /// stored with it, so that no right has a document that is not found.
    fn note_document(
        &self,
        document: Digest,
        right: &RightRef,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
    /// The rights that `document` was noted for.
    fn rights_with(
        &self,
        document: Digest,
    ) -> impl Future<Output = Result<Vec<RightRef>, Unavailable>> + Send;
}
