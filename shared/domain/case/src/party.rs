//! Who a party is to the others: for whom its complaints count, and to which accounts it belonged.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

use crate::filing::codes;
use crate::id::{AccountId, InvalidId, PartyId, ReviewerId};

/// For whom a complaint counts: the account where there is one, else the party that filed. Standing, merging of
/// repeats, own lists, suspension and returned mail go by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// A brand or an agency.
    Account(AccountId),
    /// A party that belongs to no account.
    Party(PartyId),
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account(id) => write!(f, "account/{id}"),
            Self::Party(id) => write!(f, "party/{id}"),
        }
    }
}

impl FromStr for Owner {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        match s.split_once('/') {
            Some(("account", id)) => id.parse().map(Self::Account),
            Some(("party", id)) => id.parse().map(Self::Party),
            _ => Err(InvalidId { kind: "owner", rule: "account/ID or party/ID" }),
        }
    }
}

codes! {
    /// What an account is.
    AccountKind, "kind of account" {
        /// A rights holder: rights belong to it.
        Brand = "brand",
        /// Acts for rights holders, under their mandates.
        Agency = "agency",
    }
}

/// That a party belongs, or belonged, to an account.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Membership {
    /// The account.
    pub account: AccountId,
    /// Since when.
    pub from: Timestamp,
    /// Since when no longer, if it was removed.
    pub until: Option<Timestamp>,
}

/// A party, without anything by which it could be found outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Who.
    pub id: PartyId,
    /// The accounts that it belongs or belonged to, oldest first.
    pub memberships: Vec<Membership>,
    /// When its subject and its data key were erased, if they were.
    pub erased_at: Option<Timestamp>,
    /// Who erased them.
    pub erased_by: Option<ReviewerId>,
    /// How often it was stored; 0 before the first time.
    pub version: u32,
}

impl Party {
    /// A party that belongs to no account.
    #[must_use]
    pub const fn new(id: PartyId) -> Self {
        Self { id, memberships: Vec::new(), erased_at: None, erased_by: None, version: 0 }
    }

    /// The account that it belongs to.
    #[must_use]
    pub fn account(&self) -> Option<&AccountId> {
        self.memberships.iter().find(|it| it.until.is_none()).map(|it| &it.account)
    }

    /// For whom counts what it files now.
    #[must_use]
    pub fn owner(&self) -> Owner {
        self.account().map_or(Owner::Party(self.id), |account| Owner::Account(*account))
    }

    /// For whom counts what it filed for itself at `at`: what it did before it joined follows it into the account,
    /// and stays the account's when it is removed.
    #[must_use]
    pub fn owner_since(&self, at: Timestamp) -> Owner {
        let joined = self.memberships.iter().find(|it| it.until.is_none_or(|until| at < until));
        joined.map_or(Owner::Party(self.id), |it| Owner::Account(it.account))
    }

    /// The same as it was known at `at`: without the accounts that it joined later.
    #[must_use]
    pub fn as_known_at(mut self, at: Timestamp) -> Self {
        self.memberships.retain(|it| it.from < at);
        self
    }

    /// Since when it has belonged to `account`, if it does.
    #[must_use]
    pub fn member_from(&self, account: &AccountId) -> Option<Timestamp> {
        self.memberships.iter().find(|it| it.until.is_none() && it.account == *account).map(|it| it.from)
    }

    /// Since when what it files for itself is its own again: since it was removed from an account the last time.
    #[must_use]
    pub fn own_from(&self) -> Option<Timestamp> {
        self.memberships.iter().filter_map(|it| it.until).max()
    }

    /// It joins `account` at `at`. `false` when it belongs to it already.
    ///
    /// # Errors
    /// The account that it belongs to, when that is another one.
    pub fn join(&mut self, account: &AccountId, at: Timestamp) -> Result<bool, AccountId> {
        match self.account() {
            Some(own) if own == account => Ok(false),
            Some(other) => Err(*other),
            None => {
                self.memberships.push(Membership { account: *account, from: at, until: None });
                Ok(true)
            }
        }
    }

    /// It is removed from `account` at `at`. `false` when it does not belong to it.
    pub fn leave(&mut self, account: &AccountId, at: Timestamp) -> bool {
        let own = self.memberships.iter_mut().find(|it| it.until.is_none() && it.account == *account);
        own.map(|it| it.until = Some(at)).is_some()
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use uuid::Uuid;

    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes)
    }

    #[test]
    fn a_principal_reads_back() {
        for owner in
            [Owner::Account("north".parse().unwrap()), Owner::Party(PartyId::new(Uuid::from_u128(7)))]
        {
            assert_eq!(owner.to_string().parse(), Ok(owner));
        }
        for wrong in ["", "north", "account/", "party/north", "seller/1"] {
            assert!(wrong.parse::<Owner>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_it_did_before_follows_it_into_the_account_and_stays_there() {
        let id = PartyId::new(Uuid::from_u128(7));
        let (north, south): (AccountId, AccountId) = ("north".parse().unwrap(), "south".parse().unwrap());
        let (own, of) = (Owner::Party(id), |it: &AccountId| Owner::Account(*it));
        let mut party = Party::new(id);
        assert_eq!((party.owner(), party.owner_since(at(1))), (own, own));

        assert_eq!(party.join(&north, at(10)), Ok(true));
        assert_eq!(party.join(&north, at(11)), Ok(false));
        assert_eq!(party.join(&south, at(11)), Err(north));
        assert_eq!((party.owner(), party.owner_since(at(1))), (of(&north), of(&north)));

        assert!(!party.leave(&south, at(20)) && party.leave(&north, at(20)) && !party.leave(&north, at(21)));
        assert_eq!(party.owner(), own);
        assert_eq!(party.owner_since(at(1)), of(&north));
        assert_eq!(party.owner_since(at(20)), own);

        assert_eq!(party.join(&south, at(30)), Ok(true));
        assert_eq!(party.owner_since(at(1)), of(&north));
        assert_eq!(party.owner_since(at(25)), of(&south));
        let then = party.as_known_at(at(30));
        assert_eq!((then.owner_since(at(1)), then.owner_since(at(25))), (of(&north), own));
    }

    #[test]
    fn it_is_known_since_when_it_belongs_to_an_account_and_since_when_no_longer() {
        let (north, south): (AccountId, AccountId) = ("north".parse().unwrap(), "south".parse().unwrap());
        let mut party = Party::new(PartyId::new(Uuid::from_u128(7)));
        assert_eq!((party.member_from(&north), party.own_from()), (None, None));
        assert_eq!(party.join(&north, at(10)), Ok(true));
        assert_eq!((party.member_from(&north), party.member_from(&south)), (Some(at(10)), None));
        assert_eq!(party.own_from(), None);
        assert!(party.leave(&north, at(20)));
        assert_eq!((party.member_from(&north), party.own_from()), (None, Some(at(20))));
        assert_eq!(party.join(&south, at(30)), Ok(true));
        assert!(party.leave(&south, at(40)));
        assert_eq!(party.own_from(), Some(at(40)), "since the last time");
    }
}
