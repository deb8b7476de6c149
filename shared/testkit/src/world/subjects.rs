//! Who parties are, in memory.

use case::{AccountId, Digest, Membership, Party, PartyId, ReviewerId, Subject};
use jiff::Timestamp;
use port::{Committed, DataKey, Erasures, Ids as _, Subjects, Unavailable};

use super::{Inner, World};

impl Inner {
    /// Lets `subject` lead to the party `id`.
    pub fn know(&mut self, subject: &Subject, id: PartyId) {
        let key = DataKey::new(*subject.digest().bytes());
        self.subjects.insert(subject.digest(), id);
        self.identities.insert(id, (Party { version: 1, ..Party::new(id) }, Some(key)));
    }

    /// Lets a party belong to `account` from the beginning of time.
    pub fn belongs(&mut self, party: PartyId, account: &AccountId) {
        if let Some((party, _)) = self.identities.get_mut(&party) {
            let from = Timestamp::UNIX_EPOCH;
            party.memberships.push(Membership { account: *account, from, until: None });
        }
    }
}

impl World {
    /// The party that writes from `address`; a new one where there is none.
    #[must_use]
    pub fn party(&self, address: &str) -> PartyId {
        self.known_or_new(&Subject::of_address(address))
    }

    /// The party of the sample marketplace's seller `id`; a new one where there is none.
    ///
    /// # Panics
    /// Never: the marketplace's id is right.
    #[allow(clippy::expect_used, reason = "a sample that cannot be made is a failed test")]
    #[must_use]
    pub fn seller(&self, id: &str) -> PartyId {
        self.known_or_new(&Subject::of_seller(&"demo".parse().expect("a marketplace id"), id))
    }

    fn known_or_new(&self, subject: &Subject) -> PartyId {
        let known = self.look().subjects.get(&subject.digest()).copied();
        known.unwrap_or_else(|| {
            let id = PartyId::new(self.random());
            self.look().know(subject, id);
            id
        })
    }
}

impl Subjects for World {
    async fn party_of(&self, subject: &Subject) -> Result<PartyId, Unavailable> {
        let candidate = PartyId::new(self.random());
        self.call("subjects.party_of", |inner| match inner.subjects.get(&subject.digest()) {
            Some(known) => *known,
            None => {
                inner.know(subject, candidate);
                candidate
            }
        })
        .await
    }

    async fn known_parties(&self, subjects: &[Subject]) -> Result<Vec<Option<PartyId>>, Unavailable> {
        self.call("subjects.known_parties", |inner| {
            subjects.iter().map(|subject| inner.subjects.get(&subject.digest()).copied()).collect()
        })
        .await
    }

    async fn parties_by_id(&self, ids: &[PartyId]) -> Result<Vec<Option<Party>>, Unavailable> {
        self.call("subjects.parties_by_id", |inner| {
            ids.iter().map(|id| inner.identities.get(id).map(|(party, _)| party.clone())).collect()
        })
        .await
    }

    async fn put_memberships(&self, party: &Party) -> Result<Committed, Unavailable> {
        self.call("subjects.put_memberships", |inner| {
            let Some((there, _)) = inner.identities.get_mut(&party.id) else { return Committed::Conflict };
            let (erased_at, erased_by) = (there.erased_at, there.erased_by.clone());
            let stored = Party { version: party.version + 1, erased_at, erased_by, ..party.clone() };
            if *there == stored {
                return Committed::Done;
            }
            if there.version != party.version {
                return Committed::Conflict;
            }
            *there = stored;
            Committed::Done
        })
        .await
    }

    async fn data_key(&self, party: PartyId) -> Result<Option<DataKey>, Unavailable> {
        self.call("subjects.data_key", |inner| inner.identities.get(&party).and_then(|(_, key)| key.clone()))
            .await
    }
}

impl Erasures for World {
    async fn erase_data_key(
        &self,
        party: PartyId,
        at: Timestamp,
        by: &ReviewerId,
    ) -> Result<Option<Party>, Unavailable> {
        self.call("erasures.erase_data_key", |inner| {
            let (party, key) = inner.identities.get_mut(&party)?;
            *key = None;
            if party.erased_at.is_none() {
                (party.erased_at, party.erased_by) = (Some(at), Some(by.clone()));
            }
            Some(party.clone())
        })
        .await
    }

    async fn subjects_of(&self, party: PartyId) -> Result<Vec<Digest>, Unavailable> {
        self.call("erasures.subjects_of", |inner| {
            let found = inner.subjects.iter().filter(|(_, leads_to)| **leads_to == party);
            found.map(|(subject, _)| *subject).collect()
        })
        .await
    }

    async fn erase_subject(&self, subject: Digest, party: PartyId) -> Result<(), Unavailable> {
        self.call("erasures.erase_subject", |inner| {
            if inner.subjects.get(&subject) == Some(&party) {
                inner.subjects.remove(&subject);
            }
        })
        .await
    }
}
