//! What is kept of parties, in memory.

use port::{Committed, Parties, PartyRecord, Unavailable};
use programme::Participant;

use super::World;

impl Parties for World {
    async fn parties(&self, subjects: &[Participant]) -> Result<Vec<Option<PartyRecord>>, Unavailable> {
        self.call("parties.parties", |inner| {
            subjects.iter().map(|subject| inner.parties.get(subject).cloned()).collect()
        })
        .await
    }

    async fn put_party(&self, record: &PartyRecord) -> Result<Committed, Unavailable> {
        self.call("parties.put_party", |inner| {
            let stored = PartyRecord { version: record.version + 1, ..record.clone() };
            match inner.parties.get(&record.subject) {
                Some(there) if *there == stored => Committed::Done,
                there if there.map_or(0, |there| there.version) != record.version => Committed::Conflict,
                _ => {
                    inner.parties.insert(record.subject, stored);
                    Committed::Done
                }
            }
        })
        .await
    }

    async fn kept_parties(
        &self,
        after: Option<Participant>,
        limit: u16,
    ) -> Result<Vec<Participant>, Unavailable> {
        self.call("parties.kept_parties", |inner| {
            let kept = inner.parties.values().filter(|record| record.is_kept()).map(|record| record.subject);
            let rest = kept.filter(|subject| after.is_none_or(|after| *subject > after));
            rest.take(usize::from(limit)).collect()
        })
        .await
    }
}
