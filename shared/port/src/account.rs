//! Accounts: who belongs to them, what they show, what was filed for them, and where their events are posted.

use std::fmt;
use std::future::Future;
use std::str::FromStr;

use case::{AccountId, AccountKind, CaseId, ComplaintId, Digest, InvalidId, PartyId, Reference};
use jiff::Timestamp;

use crate::{Committed, TrustedFlagger, Unavailable};

/// A brand, or an agency that acts for brands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Name of the person or firm.
    pub name: String,
    /// The address by which it is written to, and the complainant of what its keys file. Its owner is a member.
    pub email: String,
    /// A brand or an agency.
    pub kind: AccountKind,
    /// Its people, in the order in which they joined, at most [`MOST_MEMBERS`]; former ones stay.
    pub members: Vec<Member>,
    /// SHA-256 of the account secret.
    pub secret: Option<Digest>,
    /// Its keys, oldest first; revoked ones stay, to be told apart from unknown ones.
    pub keys: Vec<ApiKey>,
    /// Where its events are posted.
    pub webhook: Option<Webhook>,
    /// Its status of trusted flagger, where it has or had one.
    pub flagger: Option<TrustedFlagger>,
    /// How often it was stored; 0 before the first time.
    pub version: u32,
}

impl Account {
    /// Whether `party` belongs to it now.
    #[must_use]
    pub fn has_member(&self, party: PartyId) -> bool {
        self.members.iter().any(|it| it.is_now(party))
    }

    /// Whether `party` belonged to it, and does no longer.
    #[must_use]
    pub fn has_removed(&self, party: PartyId) -> bool {
        !self.has_member(party) && self.members.iter().any(|it| it.party == party)
    }

    /// What its people, present and former, filed for themselves before they joined: it counts for the account.
    pub fn history(&self) -> impl Iterator<Item = History> {
        self.members
            .iter()
            .filter_map(|it| it.history_from.map(|from| History { party: it.party, from, until: it.from }))
    }
}

/// What a party filed for itself from one time until another, and what counts for its account since it joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct History {
    /// Who filed.
    pub party: PartyId,
    /// From when on.
    pub from: Timestamp,
    /// Until when; not at this moment any more.
    pub until: Timestamp,
}

impl History {
    /// Whether what was filed at `at` belongs to it.
    #[must_use]
    pub fn holds(&self, at: Timestamp) -> bool {
        (self.from..self.until).contains(&at)
    }
}

/// At most so many members, former ones included, does an account have.
pub const MOST_MEMBERS: usize = 500;

/// Someone who belongs, or belonged, to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub party: PartyId,
    /// Since when.
    pub from: Timestamp,
    /// Since when no longer, if it was removed.
    pub until: Option<Timestamp>,
    /// Since when it filed for itself until it joined; `None` where it was not known before.
    pub history_from: Option<Timestamp>,
}

impl Member {
    /// Whether this is `party`, which has not been removed.
    #[must_use]
    pub fn is_now(&self, party: PartyId) -> bool {
        self.party == party && self.until.is_none()
    }
}

/// The name of a key: its account, and a number of its own, e.g. `northlight.1f09b2c4`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId {
    /// Whose key it is.
    pub account: AccountId,
    /// Which of the account's keys.
    pub number: u32,
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:08x}", self.account, self.number)
    }
}

impl FromStr for KeyId {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        let wrong = InvalidId { kind: "key id", rule: "an account id, a dot and 8 hex digits" };
        let (account, number) = s.split_once('.').ok_or_else(|| wrong.clone())?;
        if number.len() != 8 || !number.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(wrong);
        }
        Ok(Self { account: account.parse()?, number: u32::from_str_radix(number, 16).map_err(|_| wrong)? })
    }
}

/// What a key may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyScope {
    /// File and withdraw complaints.
    Write,
    /// See what became of the account's complaints.
    Read,
}

impl KeyScope {
    /// Every scope.
    pub const ALL: [Self; 2] = [Self::Write, Self::Read];
    /// The scope's name, as it is granted and asked for.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Write => "complaints:write",
            Self::Read => "complaints:read",
        }
    }
}

impl FromStr for KeyScope {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        let rule = "complaints:write or complaints:read";
        Self::ALL.into_iter().find(|scope| scope.name() == s).ok_or(InvalidId { kind: "scope", rule })
    }
}

/// A key of the API, as it is kept: its secret is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Which of the account's keys.
    pub number: u32,
    /// SHA-256 of its secret.
    pub hash: Digest,
    /// What it may be used for.
    pub scopes: Vec<KeyScope>,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it is not taken any more, if it ends.
    pub expires_at: Option<Timestamp>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<Timestamp>,
}

impl ApiKey {
    /// Whether it is taken at `now`.
    #[must_use]
    pub fn is_good(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| now < end)
    }
}

/// Where an account's events are posted.
#[derive(Clone, PartialEq, Eq)]
pub struct Webhook {
    /// The address.
    pub url: String,
    /// The secret that the posts are signed with (Standard Webhooks: `whsec_` and base64).
    pub secret: String,
    /// When the receiver said that it is gone for good (410); nothing is posted since.
    pub gone_at: Option<Timestamp>,
}

/// Without the secret.
impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { url, secret: _, gone_at } = self;
        f.debug_struct("Webhook").field("url", url).field("gone_at", gone_at).finish_non_exhaustive()
    }
}

/// Accounts.
pub trait Accounts: Send + Sync {
    /// The account as it is now: a key that was revoked a moment ago is seen as revoked.
    fn account(&self, id: &AccountId) -> impl Future<Output = Result<Option<Account>, Unavailable>> + Send;
    /// Stores an account, unless it was stored since it was loaded (as told by its version).
    fn put_account(&self, account: &Account) -> impl Future<Output = Result<Committed, Unavailable>> + Send;
}

/// A complaint that was filed for an account, whichever way it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnComplaint {
    /// Whose it is.
    pub account: AccountId,
    /// The complaint. Its id is of version 7: in the order of filing.
    pub complaint: ComplaintId,
    /// By which people name it; where it was merged, that of the case that it was merged into.
    pub reference: Reference,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// How many listings it names.
    pub listings: u16,
    /// The case of a complaint about one listing; other complaints have a [`FanOut`](crate::FanOut).
    pub case: Option<CaseId>,
}

/// The complaints of each account.
pub trait OwnComplaints: Send + Sync {
    /// Notes a complaint as an account's own. Noting it again changes nothing.
    fn note_own(&self, own: &OwnComplaint) -> impl Future<Output = Result<(), Unavailable>> + Send;
    /// The complaint, when it is the account's own.
    fn own_complaint(
        &self,
        account: &AccountId,
        complaint: ComplaintId,
    ) -> impl Future<Output = Result<Option<OwnComplaint>, Unavailable>> + Send;
    /// At most `limit` of the account's complaints, newest first, those before `before` when it is given.
    fn own_complaints(
        &self,
        account: &AccountId,
        before: Option<ComplaintId>,
        limit: u16,
    ) -> impl Future<Output = Result<Vec<OwnComplaint>, Unavailable>> + Send;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_id_reads_back_and_nothing_else_is_one() {
        let id = KeyId { account: "north-light".parse().unwrap(), number: 0x1f_09b2 };
        assert_eq!(id.to_string(), "north-light.001f09b2");
        assert_eq!("north-light.001f09b2".parse(), Ok(id));
        for wrong in ["", "north-light", "north.1", "NORTH.001f09b2", "north.001F09B2", "north.+01f09b2"] {
            assert!(wrong.parse::<KeyId>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_webhooks_secret_is_not_shown_by_debugging() {
        let webhook = Webhook { url: "https://b.example/".into(), secret: "whsec_x".into(), gone_at: None };
        assert!(!format!("{webhook:?}").contains("whsec"));
    }
}
