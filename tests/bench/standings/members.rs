//! Who belongs to which account of the marketplace.

use case::{AccountId, Party, PartyId, Subject};
use jiff::SignedDuration;
use port::{Account, Accounts, Committed, DataKey, Subjects, Unavailable};

use super::{JOINED, Marketplace, account_id, account_of, day, number_of, party};

impl Accounts for Marketplace {
    async fn account(&self, id: &AccountId) -> Result<Option<Account>, Unavailable> {
        let number = id.to_string().rsplit('-').next().and_then(|number| number.parse().ok());
        Ok(number.map(|number| self.account_number(number)))
    }
    async fn put_account(&self, _: &Account) -> Result<Committed, Unavailable> {
        Ok(Committed::Done)
    }
}

impl Subjects for Marketplace {
    async fn party_of(&self, _: &Subject) -> Result<PartyId, Unavailable> {
        Ok(party(0))
    }
    async fn known_parties(&self, subjects: &[Subject]) -> Result<Vec<Option<PartyId>>, Unavailable> {
        Ok(subjects.iter().map(|_| None).collect())
    }
    async fn parties_by_id(&self, ids: &[PartyId]) -> Result<Vec<Option<Party>>, Unavailable> {
        let found = |id: &PartyId| {
            let (mut party, number) = (Party::new(*id), number_of(*id));
            if number > 0 && number.is_multiple_of(JOINED) {
                party.join(&account_id(account_of(number)), day() - SignedDuration::from_hours(1)).unwrap();
            }
            Some(party)
        };
        Ok(ids.iter().map(found).collect())
    }
    async fn put_memberships(&self, _: &Party) -> Result<Committed, Unavailable> {
        Ok(Committed::Done)
    }
    async fn data_key(&self, _: PartyId) -> Result<Option<DataKey>, Unavailable> {
        Ok(None)
    }
}
