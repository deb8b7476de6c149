//! For whom cases count: what a party filed for itself before it joined an account counts for that account, and not
//! for the party any more. A party that joined since the day's first moment joined on the next day.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use case::{AccountId, Owner, Party, PartyId};
use jiff::Timestamp;
use port::{
    Account, Accounts, Cases, Parties, PartyCases, Registry, Subjects, Unavailable, WallClock, chain_of,
};
use programme::Participant;

use super::{CHUNK, Recomputed, Run};

/// A name under which cases were filed that may count for a party.
pub(super) struct Source {
    /// The name.
    pub(super) named: Participant,
    /// The person of that name; `None` where all that was filed under it counts.
    person: Option<Party>,
}

impl Source {
    /// Whether what was filed at `at` counts for `subject`.
    pub(super) fn counts(&self, subject: Participant, at: Timestamp) -> bool {
        self.person.as_ref().is_none_or(|it| Participant::Complainant(it.owner_since(at)) == subject)
    }

    fn of_person(person: &Party) -> Self {
        Self { named: Participant::Complainant(Owner::Party(person.id)), person: Some(person.clone()) }
    }
}

/// The persons among those who are reviewed together.
pub(super) type Persons = BTreeMap<PartyId, Party>;

/// Accounts remembered at a time.
const MOST_ACCOUNTS: usize = 10_000;

/// The accounts that this run has looked at already: each has cases under the names of many. One that was forgotten
/// is looked at again, which changes nothing.
#[derive(Debug, Default)]
pub(super) struct Seen(Mutex<BTreeSet<AccountId>>);

impl Seen {
    /// Whether `subject` is not an account that was looked at before.
    fn is_new(&self, subject: Participant) -> bool {
        let Participant::Complainant(Owner::Account(account)) = subject else { return true };
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= MOST_ACCOUNTS {
            seen.clear();
        }
        seen.insert(account)
    }
}

impl<S, C> Run<'_, S, C>
where
    S: Accounts + Cases + PartyCases + Parties + Registry + Subjects,
    C: WallClock,
{
    /// Of these the ones to look at, with the accounts that they joined.
    pub(super) async fn with_accounts(
        &self,
        subjects: &[Participant],
        done: &mut Recomputed,
    ) -> (Vec<Participant>, Persons) {
        let persons = self.persons(subjects, done).await;
        let joined = persons.values().flat_map(|person| &person.memberships);
        let accounts = joined.map(|it| Participant::Complainant(Owner::Account(it.account)));
        // Who cannot be told from a member stays as it is.
        let known = |subject: &Participant| person_in(*subject).is_none_or(|id| persons.contains_key(&id));
        let all = subjects.iter().copied().filter(known).chain(accounts);
        let all = all.filter(|subject| self.seen.is_new(*subject)).collect();
        (all, persons)
    }

    /// The names under which the cases of `subject` were filed, its own first.
    pub(super) async fn sources(
        &self,
        subject: Participant,
        persons: &Persons,
    ) -> Result<Vec<Source>, Unavailable> {
        let own = Source { named: subject, person: None };
        match subject {
            Participant::Seller(_) => Ok(vec![own]),
            Participant::Complainant(Owner::Party(id)) => {
                Ok(vec![persons.get(&id).map_or(own, Source::of_person)])
            }
            Participant::Complainant(Owner::Account(id)) => {
                let account = self.store.account(&id).await?;
                let mut sources = vec![own];
                for ids in joined(account.as_ref()).chunks(CHUNK) {
                    let members = self.load_persons(ids).await?;
                    sources.extend(members.values().map(Source::of_person));
                }
                Ok(sources)
            }
        }
    }

    /// The persons among `subjects`. One that cannot be read is left out.
    async fn persons(&self, subjects: &[Participant], done: &mut Recomputed) -> Persons {
        let ids: Vec<PartyId> = subjects.iter().filter_map(|it| person_in(*it)).collect();
        if let Ok(found) = self.load_persons(&ids).await {
            return found;
        }
        // One unreadable person must not hide the others.
        let mut persons = Persons::new();
        for id in ids {
            match self.load_persons(&[id]).await {
                Ok(found) => persons.extend(found),
                Err(error) => {
                    done.failed += 1;
                    tracing::error!(party = %id, error = chain_of(&error), "memberships not readable");
                }
            }
        }
        persons
    }

    async fn load_persons(&self, ids: &[PartyId]) -> Result<Persons, Unavailable> {
        if ids.is_empty() {
            return Ok(Persons::new());
        }
        let found = self.store.parties_by_id(ids).await?;
        let known = |(id, party): (&PartyId, Option<Party>)| {
            (*id, party.unwrap_or_else(|| Party::new(*id)).as_known_at(self.window.until))
        };
        Ok(ids.iter().zip(found).map(known).collect())
    }
}

const fn person_in(subject: Participant) -> Option<PartyId> {
    match subject {
        Participant::Complainant(Owner::Party(id)) => Some(id),
        Participant::Complainant(Owner::Account(_)) | Participant::Seller(_) => None,
    }
}

/// Those who filed for themselves before they joined, each once.
fn joined(account: Option<&Account>) -> Vec<PartyId> {
    let joined: BTreeSet<PartyId> =
        account.into_iter().flat_map(Account::history).map(|it| it.party).collect();
    joined.into_iter().collect()
}
