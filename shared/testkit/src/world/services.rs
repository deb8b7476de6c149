//! Queues and indexes that do less than they seem to promise: a queue may take a part of a batch, and an index learns
//! of a write some time after it (eventual consistency).

use std::collections::{BTreeMap, VecDeque};

use case::CaseId;
use jiff::{SignedDuration, Timestamp};
use port::StoredCase;

use super::Inner;

/// Whether a queue takes the next entry of a batch of messages.
pub type Entries = Box<dyn FnMut() -> bool + Send>;

/// What queues and indexes do less than they seem to promise. By default nothing.
pub struct Services {
    /// Whether a queue takes the next entry of a batch, whatever becomes of the others.
    pub takes_entry: Entries,
    /// How far the indexes are behind the cases, from their next write on.
    pub index_lag: SignedDuration,
    /// The cases as the indexes know them, where these are behind,
    indexed: BTreeMap<CaseId, StoredCase>,
    /// and what they do not know yet.
    unindexed: VecDeque<(Timestamp, StoredCase)>,
}

impl Default for Services {
    fn default() -> Self {
        Self {
            takes_entry: Box::new(|| true),
            index_lag: SignedDuration::ZERO,
            indexed: BTreeMap::new(),
            unindexed: VecDeque::new(),
        }
    }
}

impl Inner {
    /// Notes that a case was written, which the indexes learn of later.
    pub(super) fn note_write(&mut self, stored: &StoredCase) {
        if self.services.index_lag > SignedDuration::ZERO {
            self.services.unindexed.push_back((self.now, stored.clone()));
        }
    }

    /// What was written up to this time the indexes know.
    pub(super) fn indexed_until(&self) -> Timestamp {
        if self.services.index_lag <= SignedDuration::ZERO {
            return Timestamp::MAX;
        }
        self.now.saturating_sub(self.services.index_lag).unwrap_or(Timestamp::MIN)
    }

    /// The cases as the indexes know them.
    pub(super) fn indexed(&mut self) -> &BTreeMap<CaseId, StoredCase> {
        if self.services.index_lag <= SignedDuration::ZERO {
            return &self.cases;
        }
        let until = self.indexed_until();
        let services = &mut self.services;
        while let Some((_, stored)) = services.unindexed.pop_front_if(|(at, _)| *at <= until) {
            services.indexed.insert(stored.case.id, stored);
        }
        &services.indexed
    }
}
