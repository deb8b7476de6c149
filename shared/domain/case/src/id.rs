//! Every id of the domain, parsed at the rim into a type that cannot be wrong.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::filing::{Claim, ListingRef, RightRef};
use crate::party::Owner;

/// Name space of all derived (version 5) ids of this project.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f6f_6466_6169_7468_2d63_6173_652d_6964);

/// What is wrong with a text that should have been an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} must be {rule}")]
pub struct InvalidId {
    /// Which id was expected, e.g. `marketplace id`.
    pub kind: &'static str,
    /// The rule that the text broke, in words.
    pub rule: &'static str,
}

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident, $kind:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a UUID made elsewhere.
            #[must_use]
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }
            /// The bare UUID.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_simple().fmt(f)
            }
        }
        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(s: &str) -> Result<Self, InvalidId> {
                Uuid::try_parse(s).map(Self).map_err(|_| InvalidId { kind: $kind, rule: "a UUID" })
            }
        }
    };
}

uuid_id!(
    /// One complaint as filed. Version 7, made at intake.
    ComplaintId,
    "complaint id"
);
uuid_id!(
    /// Someone who complains or sells. Random (version 4): nothing of it can be derived from an address. Which
    /// [`Subject`](crate::Subject) it belongs to is kept in one place, which can be erased.
    PartyId,
    "party id"
);
uuid_id!(
    /// One table of complaints as sent. Derived, so that the same table sent twice by one account is one.
    BatchId,
    "batch id"
);
uuid_id!(
    /// One listing under one complaint. Derived, so that the same complaint about the same listing for
    /// the same account (or party without one) is the same case.
    CaseId,
    "case id"
);
uuid_id!(
    /// One effect on the outside (a measure, a letter). Derived from case and event, so that the other
    /// side can drop the double.
    EffectId,
    "effect id"
);

impl CaseId {
    /// The case of the complaint of `claim` under `right` about `listing` for `owner`, filed again `refiling` times.
    ///
    /// Whether the complainant is `proved` is part of it: anyone can file under someone's address, so an
    /// unproved complaint must never become the case of a proved one.
    #[must_use]
    pub fn derive(
        owner: &Owner,
        proved: bool,
        right: Option<&RightRef>,
        claim: Claim,
        listing: &ListingRef,
        refiling: u16,
    ) -> Self {
        let right = right.map(ToString::to_string).unwrap_or_default();
        let proved = if proved { "proved" } else { "unproved" };
        let name = format!("{owner}|{proved}|{right}|{claim}|{listing}|{refiling}");
        Self(Uuid::new_v5(&NAMESPACE, name.as_bytes()))
    }
}

impl ComplaintId {
    /// The complaint in the mail of this digest, which arrived at `arrived_ms` (Unix time in milliseconds). Of
    /// version 7, in the order of arrival, and the same one each time that the mail is worked through.
    #[must_use]
    pub fn of_mail(arrived_ms: u64, mail: Digest) -> Self {
        Self(version_7(arrived_ms, Uuid::new_v5(&NAMESPACE, format!("mail|{mail}").as_bytes())))
    }

    /// The complaint that corrects `declined`, as it is sent with this content. Sent twice it is one. Like any
    /// complaint's its id is of version 7, in the order of the decline at `declined_at_ms`.
    #[must_use]
    pub fn resubmission(declined: CaseId, declined_at_ms: u64, content: Digest) -> Self {
        let name = format!("resubmission|{content}");
        Self(version_7(declined_at_ms, Uuid::new_v5(&declined.0, name.as_bytes())))
    }
}

/// A version 7 id of this time (Unix, in milliseconds) whose other bits are those of `from`.
fn version_7(at_ms: u64, from: Uuid) -> Uuid {
    let mut derived = [0; 10];
    derived.copy_from_slice(&from.into_bytes()[..10]);
    uuid::Builder::from_unix_timestamp_millis(at_ms, &derived).into_uuid()
}

impl BatchId {
    /// The batch of the table whose bytes have the digest `sheet`, as `account` sent it.
    #[must_use]
    pub fn derive(account: &AccountId, sheet: Digest) -> Self {
        Self(Uuid::new_v5(&NAMESPACE, format!("batch|{account}|{sheet}").as_bytes()))
    }

    /// The `number`-th complaint of the table, which was sent at `sent_at_ms` (Unix time in milliseconds).
    /// Like any complaint's it is of version 7: in the order of filing.
    #[must_use]
    pub fn complaint(self, sent_at_ms: u64, number: u16) -> ComplaintId {
        ComplaintId(version_7(sent_at_ms, Uuid::new_v5(&self.0, &number.to_be_bytes())))
    }
}

impl EffectId {
    /// The effect named `what` that event number `of` of `case` owes.
    #[must_use]
    pub fn derive(case: CaseId, of: u32, what: &str) -> Self {
        Self(Uuid::new_v5(&case.0, format!("{of}|{what}").as_bytes()))
    }
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $max:literal, $rule:literal, $ok:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(s: &str) -> Result<Self, InvalidId> {
                let ok: fn(u8) -> bool = $ok;
                if s.is_empty() || s.len() > $max || !s.bytes().all(ok) {
                    return Err(InvalidId { kind: $kind, rule: $rule });
                }
                Ok(Self(s.to_owned()))
            }
        }
    };
}

text_id!(
    /// A marketplace of this installation, e.g. `demo`.
    MarketplaceId,
    "marketplace id",
    32,
    "1 to 32 of a-z, 0-9 and -",
    |b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'
);
/// An account of this installation, e.g. `northlight`: padded with zeros, so that it is as handy as an id of a party.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId([u8; Self::LONGEST]);

impl AccountId {
    const LONGEST: usize = 32;

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let length = self.0.iter().position(|byte| *byte == 0).unwrap_or(Self::LONGEST);
        // Only ASCII gets in.
        self.0.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}
impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccountId({self})")
    }
}
impl FromStr for AccountId {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        let ok = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if s.is_empty() || s.len() > Self::LONGEST || !s.bytes().all(ok) {
            return Err(InvalidId { kind: "account id", rule: "1 to 32 of a-z, 0-9 and -" });
        }
        let mut bytes = [0; Self::LONGEST];
        bytes.iter_mut().zip(s.bytes()).for_each(|(to, from)| *to = from);
        Ok(Self(bytes))
    }
}

text_id!(
    /// A listing within its marketplace, as the marketplace names it.
    ListingId,
    "listing id",
    128,
    "1 to 128 of A-Z, a-z, 0-9, -, _ and .",
    |b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_' || b == b'.'
);
text_id!(
    /// A picture within its listing, as the marketplace names it.
    PictureId,
    "picture id",
    128,
    "1 to 128 of A-Z, a-z, 0-9, -, _ and .",
    |b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_' || b == b'.'
);
text_id!(
    /// A person of the desk.
    ReviewerId,
    "reviewer id",
    64,
    "1 to 64 of a-z, 0-9, ., -, _ and @",
    |b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'_' | b'@')
);

/// SHA-256 of a stored document; also its address in the evidence store.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
    /// A digest computed elsewhere.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
    /// The raw 32 bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}
impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}
impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}
impl FromStr for Digest {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        let mut out = [0; 32];
        hex::decode_to_slice(s, &mut out)
            .map_err(|_| InvalidId { kind: "SHA-256 digest", rule: "64 hex digits" })?;
        Ok(Self(out))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_id_has_one_to_thirty_two_characters() {
        for (length, is_id) in [(0, false), (1, true), (32, true), (33, false)] {
            let text = "a".repeat(length);
            let read = text.parse::<AccountId>();
            assert_eq!(read.is_ok(), is_id, "{length}");
            assert!(read.is_err() || read.unwrap().as_str() == text);
        }
        for wrong in ["North", "north_light", "north light", "nörd"] {
            assert!(wrong.parse::<AccountId>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_kept_as_bytes_is_shown_as_text_where_a_fault_is_told() {
        let account: AccountId = "northlight".parse().unwrap();
        assert_eq!(format!("{account:?}"), "AccountId(northlight)");
        let digest = Digest::of(b"");
        assert_eq!(format!("{digest:?}"), format!("Digest({digest})"));
    }
}
