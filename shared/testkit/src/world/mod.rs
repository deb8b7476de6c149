//! The world in memory: every port, with faults on demand.
//!
//! It is honest where it matters: writes are conditional, answers can be lost after the effect, the
//! marketplace drops doubles by effect id and counts what it really did.

mod accounts;
mod batches;
mod claims;
mod decision;
mod documents;
mod expiry;
mod fault;
mod gate;
mod guard;
mod leases;
mod market;
mod parties;
mod pending;
mod question;
mod queues;
mod references;
mod replay;
mod services;
mod snapshots;
mod staff;
mod standing;
mod store;
mod subjects;
mod time;
mod webhooks;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::Waker;
use std::time::Duration;

use case::{
    AccountId, BatchId, CaseId, ComplaintId, Digest, MarketplaceId, Party, PartyId, Reference, RightRef,
    Subject,
};
use jiff::Timestamp;
use jiff::civil::Date;
use policy::rules::RuleSet;
use port::{
    Account, Batch, Count, DataKey, Delivery, Disputed, FanOut, Ids, InboxKey, Journal, Lease, LetterClaim,
    LetterKey, MarketplaceConfig, OutgoingMail, OwnComplaint, PartyRecord, PendingNote, Postponed, Principal,
    Queue, Referred, Reject, StaffMember, StandingsProgress, StoredCase, UploadGrant, WallClock,
};
use programme::Participant;
use register::Right;
use uuid::Uuid;

use crate::sample;

pub use accounts::Request;
pub use documents::MailMode;
pub use fault::{Fault, FaultKind};
pub use market::{LookMode, MarketListing, MarketMode, OrderLog};
pub use queues::{MOST_DELIVERIES, Waiting};
pub use services::{Entries, Services};
pub(crate) use store::after;
pub use webhooks::EndpointMode;

/// A whole world. Cheap to clone: all clones are the same world.
#[derive(Clone)]
pub struct World {
    inner: Arc<Mutex<Inner>>,
    crash: Arc<tokio::sync::Notify>,
}

/// How a look at this time, at what has this id, is treated.
pub type LookModes = Box<dyn FnMut(Timestamp, &str) -> LookMode + Send>;
/// Whether the marketplace is out at this time.
pub type Outages = Box<dyn FnMut(Timestamp) -> bool + Send>;
/// How long a call of this name takes.
pub type Durations = Box<dyn FnMut(&'static str) -> Duration + Send>;

/// What the world holds. Open to tests, which look at it and prepare it.
pub struct Inner {
    /// The time.
    pub now: Timestamp,
    /// Cases by id.
    pub cases: BTreeMap<CaseId, StoredCase>,
    /// Those of them whose items cannot be read.
    pub corrupt: BTreeSet<CaseId>,
    /// What was judged of listings, by case and digest.
    pub snapshots: BTreeMap<(CaseId, Digest), Vec<u8>>,
    /// Who took which case last.
    pub leases: BTreeMap<CaseId, Lease>,
    /// The last claims of letters.
    pub claims: BTreeMap<LetterKey, LetterClaim>,
    /// Fan-outs by complaint.
    pub fan_outs: BTreeMap<ComplaintId, FanOut>,
    /// Tables of complaints.
    pub batches: BTreeMap<BatchId, Batch>,
    /// The register.
    pub rights: BTreeMap<RightRef, Right>,
    /// The rights that each document was noted for.
    pub noted: BTreeSet<(Digest, RightRef)>,
    /// The marketplaces.
    pub marketplaces: BTreeMap<MarketplaceId, MarketplaceConfig>,
    /// The operator's rule sets, by number.
    pub rule_sets: BTreeMap<u16, RuleSet>,
    /// What each reference stands for.
    pub references: BTreeMap<Reference, Referred>,
    /// Members of staff, by identity.
    pub staff: BTreeMap<Principal, StaffMember>,
    /// The ARN of who calls.
    pub caller: String,
    /// Notes of disputes, by listing.
    pub disputes: BTreeMap<String, Disputed>,
    /// Switches of automatic acts, as last set.
    pub switches: BTreeMap<policy::switches::SwitchScope, policy::switches::Switch>,
    /// Each time that one was set.
    pub switch_history: Vec<policy::switches::Switch>,
    /// Brand accounts.
    pub accounts: BTreeMap<AccountId, Account>,
    /// What each account filed.
    pub own: BTreeMap<(AccountId, ComplaintId), OwnComplaint>,
    /// Requests that may be made again.
    pub requests: BTreeMap<Digest, Request>,
    /// The parties that subjects lead to, by the subjects' digests.
    pub subjects: BTreeMap<Digest, PartyId>,
    /// The parties, and their data keys until they are erased.
    pub identities: BTreeMap<PartyId, (Party, Option<DataKey>)>,
    /// How far the standings of each day are.
    pub standings: BTreeMap<Date, StandingsProgress>,
    /// What is on record of parties.
    pub parties: BTreeMap<Participant, PartyRecord>,
    /// Sealed documents with their media types.
    pub sealed: BTreeMap<Digest, (Vec<u8>, String)>,
    /// Uploads that wait, with their declared media types.
    pub inbox: BTreeMap<InboxKey, (Vec<u8>, String)>,
    /// Complaints that wait for their confirmation.
    pub pending: BTreeMap<ComplaintId, Vec<u8>>,
    /// What is noted of them.
    pub pending_notes: BTreeMap<ComplaintId, PendingNote>,
    /// Their files.
    pub pending_files: BTreeMap<(ComplaintId, Digest), Vec<u8>>,
    /// Parties whose mail came back, and when.
    pub bounced: BTreeMap<PartyId, Timestamp>,
    /// Counters.
    pub counts: BTreeMap<Count, u32>,
    /// Tokens that were spent, with the complaint that each was spent on.
    pub spent: BTreeMap<Uuid, ComplaintId>,
    /// Grants given.
    pub grants: Vec<UploadGrant>,
    /// Mail objects.
    pub mail_drop: BTreeMap<String, Vec<u8>>,
    /// The compiled marks.
    pub marks: Option<Vec<u8>>,
    /// Reports.
    pub reports: BTreeMap<String, Vec<u8>>,
    /// Messages that wait, per queue.
    pub queues: BTreeMap<Queue, VecDeque<Waiting>>,
    /// Messages that failed too often.
    pub dead: Vec<(Queue, Waiting)>,
    /// Events that wait to be posted.
    pub announced: VecDeque<Waiting>,
    /// Messages that were postponed.
    pub postponed: Vec<Postponed>,
    /// Until when messages that are being worked on are hidden, by receipt.
    pub(crate) hidden: BTreeMap<String, Timestamp>,
    /// Events that endpoints took.
    pub posted: Vec<Delivery>,
    /// How endpoints treat the next posts, first come first served.
    pub endpoint_modes: VecDeque<EndpointMode>,
    /// Rejects.
    pub rejects: Vec<Reject>,
    /// Mail sent.
    pub sent: Vec<OutgoingMail>,
    /// Addresses that the mail service refuses.
    pub refused_addresses: Vec<String>,
    /// For how long the mail service says that it takes nothing, while it does.
    pub mail_paused: Option<Duration>,
    /// How the mail service treats the next mails, first come first served.
    pub mail_modes: VecDeque<MailMode>,
    /// How many of the next mails it takes without an answer.
    pub mail_unanswered: usize,
    /// Listings of the marketplace.
    pub listings: BTreeMap<String, MarketListing>,
    /// The bytes of listings' pictures, by `marketplace/listing/picture`.
    pub pictures: BTreeMap<String, Vec<u8>>,
    /// What the marketplace did, per effect id.
    pub orders: BTreeMap<case::EffectId, OrderLog>,
    /// How the marketplace treats the next orders, first come first served.
    pub market_modes: VecDeque<MarketMode>,
    /// Whether the marketplace is out at this time: nothing reaches it.
    pub market_is_out: Outages,
    /// How the marketplace treats a look, at this time, at a listing or an order of this id.
    pub look_mode: LookModes,
    /// How long a call takes.
    pub takes: Durations,
    /// What queues and indexes do less than they seem to promise.
    pub services: Services,
    /// Lines of the journal.
    pub journal: Vec<String>,
    /// Names of the port calls made, in order.
    pub calls: Vec<&'static str>,
    plan: fault::Plan,
    gate: gate::Gate,
    /// Who sleeps, by until when.
    sleepers: BTreeMap<(Timestamp, u64), Waker>,
    sleeps: u64,
    ids: u128,
}

/// Every call, to measure and to crash at.
pub(crate) type Locked<'a> = MutexGuard<'a, Inner>;

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

impl World {
    /// A world at 2026-11-02T09:00:00Z, a Monday, in which nobody but the sample's holder is known.
    #[allow(clippy::too_many_lines, reason = "a line for each thing that the world holds")]
    #[must_use]
    pub fn new() -> Self {
        let mut inner = Inner {
            now: Timestamp::from_second(1_793_610_000).unwrap_or_default(),
            cases: BTreeMap::new(),
            corrupt: BTreeSet::new(),
            snapshots: BTreeMap::new(),
            leases: BTreeMap::new(),
            claims: BTreeMap::new(),
            fan_outs: BTreeMap::new(),
            batches: BTreeMap::new(),
            rights: BTreeMap::new(),
            noted: BTreeSet::new(),
            marketplaces: BTreeMap::new(),
            rule_sets: BTreeMap::new(),
            references: BTreeMap::new(),
            staff: BTreeMap::new(),
            caller: "arn:aws:iam::123456789012:user/ada".to_owned(),
            disputes: BTreeMap::new(),
            switches: BTreeMap::new(),
            switch_history: Vec::new(),
            accounts: BTreeMap::new(),
            own: BTreeMap::new(),
            requests: BTreeMap::new(),
            standings: BTreeMap::new(),
            subjects: BTreeMap::new(),
            identities: BTreeMap::new(),
            parties: BTreeMap::new(),
            sealed: BTreeMap::new(),
            inbox: BTreeMap::new(),
            pending: BTreeMap::new(),
            pending_notes: BTreeMap::new(),
            pending_files: BTreeMap::new(),
            bounced: BTreeMap::new(),
            counts: BTreeMap::new(),
            spent: BTreeMap::new(),
            grants: Vec::new(),
            mail_drop: BTreeMap::new(),
            marks: None,
            reports: BTreeMap::new(),
            queues: Queue::ALL.into_iter().map(|queue| (queue, VecDeque::new())).collect(),
            dead: Vec::new(),
            announced: VecDeque::new(),
            postponed: Vec::new(),
            hidden: BTreeMap::new(),
            posted: Vec::new(),
            endpoint_modes: VecDeque::new(),
            rejects: Vec::new(),
            sent: Vec::new(),
            refused_addresses: Vec::new(),
            mail_paused: None,
            mail_modes: VecDeque::new(),
            mail_unanswered: 0,
            listings: BTreeMap::new(),
            pictures: BTreeMap::new(),
            orders: BTreeMap::new(),
            market_modes: VecDeque::new(),
            market_is_out: Box::new(|_| false),
            look_mode: Box::new(|_, _| LookMode::Answers),
            takes: Box::new(|_| Duration::ZERO),
            services: Services::default(),
            journal: Vec::new(),
            calls: Vec::new(),
            plan: fault::Plan::default(),
            gate: gate::Gate::default(),
            sleepers: BTreeMap::new(),
            sleeps: 0,
            ids: 0,
        };
        inner.know(&Subject::of_address(sample::HOLDER), sample::HOLDER_ID);
        Self { inner: Arc::new(Mutex::new(inner)), crash: Arc::new(tokio::sync::Notify::new()) }
    }

    /// Looks at, or prepares, what the world holds. Never hold the guard across an await.
    #[allow(clippy::unwrap_used, reason = "a poisoned lock means that a test already failed")]
    pub fn look(&self) -> Locked<'_> {
        self.inner.lock().unwrap()
    }
}

impl WallClock for World {
    fn now(&self) -> Timestamp {
        self.look().now
    }
}

impl Ids for World {
    fn complaint(&self) -> ComplaintId {
        ComplaintId::new(Ids::random(self))
    }
    /// Counts up: tests want the same ids each time.
    fn random(&self) -> Uuid {
        let mut inner = self.look();
        inner.ids += 1;
        Uuid::from_u128(0x0190_0000_0000_4000_8000_0000_0000_0000 + inner.ids)
    }
}

impl Journal for World {
    fn line(&self, line: &str) {
        self.look().journal.push(line.to_owned());
    }
}
