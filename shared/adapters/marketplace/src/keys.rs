//! The secrets shared with marketplaces, and signing with them (Standard Webhooks).

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use case::MarketplaceId;
use standardwebhooks::Webhook;

/// A secret shared with one marketplace. It is never shown.
#[derive(Clone)]
pub struct SigningKey(Arc<Webhook>);

/// A text is no signing key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a signing key must be whsec_ followed by the base64 of 24 to 64 bytes")]
pub struct InvalidKey;

impl SigningKey {
    /// The `webhook-signature` of a message: `v1,` and the base64 of HMAC-SHA256 over
    /// `{id}.{timestamp_s}.{content}`.
    #[must_use]
    pub fn sign(&self, id: &str, timestamp_s: i64, content: &str) -> String {
        // Only what is no text cannot be signed.
        self.0.sign(id, timestamp_s, content.as_bytes()).unwrap_or_default()
    }
}

impl FromStr for SigningKey {
    type Err = InvalidKey;
    /// Reads `whsec_…`; 24 to 64 bytes are what Standard Webhooks asks of a secret.
    fn from_str(text: &str) -> Result<Self, InvalidKey> {
        let encoded = text.strip_prefix("whsec_").ok_or(InvalidKey)?;
        let secret = STANDARD.decode(encoded).map_err(|_| InvalidKey)?;
        if !(24..=64).contains(&secret.len()) {
            return Err(InvalidKey);
        }
        Webhook::from_bytes(secret).map(|key| Self(Arc::new(key))).map_err(|_| InvalidKey)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(not shown)")
    }
}

/// A text is no list of keys. The text is never quoted, nor any part of it: a slip of the pen may put
/// the secret where the id belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeysError {
    /// An entry has no id of a marketplace before a `=`.
    #[error(
        "entry {entry} of the marketplace keys must be a marketplace id (1 to 32 of a-z, 0-9 and -), =, \
         and the key"
    )]
    Id {
        /// Which entry, counted from 1.
        entry: usize,
    },
    /// What follows the `=` is no key.
    #[error("entry {entry} of the marketplace keys: {InvalidKey}")]
    Key {
        /// Which entry, counted from 1.
        entry: usize,
    },
    /// A marketplace has two keys.
    #[error("entry {entry} of the marketplace keys names a marketplace that an earlier one names")]
    Twice {
        /// Which entry, counted from 1.
        entry: usize,
    },
}

/// Reads `demo=whsec_…,other=whsec_…`. Spaces around an entry do not matter.
///
/// # Errors
/// [`KeysError`] says which entry is wrong and how it must be, without showing any of it.
pub fn parse_keys(text: &str) -> Result<BTreeMap<MarketplaceId, SigningKey>, KeysError> {
    let mut keys = BTreeMap::new();
    for (at, part) in text.split(',').enumerate() {
        let entry = at + 1;
        let (id, key) = part.trim().split_once('=').ok_or(KeysError::Id { entry })?;
        let id: MarketplaceId = id.parse().map_err(|_| KeysError::Id { entry })?;
        let key: SigningKey = key.parse().map_err(|InvalidKey| KeysError::Key { entry })?;
        if keys.insert(id, key).is_some() {
            return Err(KeysError::Twice { entry });
        }
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "whsec_Z29vZGZhaXRoLWV4YW1wbGUtc2VjcmV0";

    #[test]
    fn the_worked_example_of_the_api_document_is_true() {
        let document = include_str!("../../../../infra/docs/marketplace-api.yaml");
        assert!(document.contains(KEY));
        let key: SigningKey = KEY.parse().unwrap();
        let read = key.sign("0192f0c1a2b37c4d8e5f60718293a4b5", 1_790_000_000, "GET /listings/1001");
        assert!(document.contains(&format!("webhook-signature: {read}\n")));
        let body = r#"{"id":"5b1d7c3e0f2a5e4c9d8b7a6958473625","listing":"1001","action":"removal","reason":"counterfeit"}"#;
        assert!(document.contains(body));
        let order = key.sign("5b1d7c3e0f2a5e4c9d8b7a6958473625", 1_790_000_000, body);
        assert!(document.contains(&format!("webhook-signature: {order}\n")));
    }

    #[test]
    fn signatures_are_those_of_other_implementations() {
        let key: SigningKey = KEY.parse().unwrap();
        // HMAC-SHA256 in base64, as Python's `hmac` makes it.
        for (content, signature) in [
            ("", "v1,vZ2OapY9lX6qzdHiXQqB7XyU3DcYn8WZUoVkdCiddxI="),
            ("GET /ip/listings/1001", "v1,x4SwV/1OSH1YplwYBBvEVfxBFqZMNdsBIKGgKrS/h9g="),
            (r#"{"title":"极光羽绒服"}"#, "v1,2gfeOjrb1nSAWog/G4nuzFjxvu8dETZ9/0+iSrzKsWg="),
        ] {
            assert_eq!(key.sign("m1", 1_790_000_000, content), signature);
        }
    }

    #[test]
    fn keys_are_read_with_spaces_between_them() {
        let keys = parse_keys(&format!("demo={KEY}, other-2={KEY}")).unwrap();
        assert_eq!(keys.keys().map(MarketplaceId::as_str).collect::<Vec<_>>(), ["demo", "other-2"]);
    }

    #[test]
    fn a_wrong_list_is_told_by_entry_and_remedy_without_showing_it() {
        let secret = "c2VjcmV0LXRoYXQtbm9ib2R5LW1heS1zZWU";
        for (text, expected) in [
            (String::new(), KeysError::Id { entry: 1 }),
            (secret.to_owned(), KeysError::Id { entry: 1 }),
            (format!("demo={KEY},"), KeysError::Id { entry: 2 }),
            (format!("whsec_{secret}="), KeysError::Id { entry: 1 }),
            (format!("De Mo=whsec_{secret}="), KeysError::Id { entry: 1 }),
            (format!("demo={KEY},other={secret}="), KeysError::Key { entry: 2 }),
            (format!("demo=whsec_{secret}*"), KeysError::Key { entry: 1 }),
            ("demo=whsec_c2hvcnQ=".to_owned(), KeysError::Key { entry: 1 }),
            (format!("demo={KEY},demo={KEY}"), KeysError::Twice { entry: 2 }),
        ] {
            let error = parse_keys(&text).unwrap_err();
            assert_eq!(error, expected);
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains(secret) && !shown.contains("c2hvcnQ"), "{shown}");
        }
    }

    #[test]
    fn a_key_is_not_shown_for_debugging() {
        assert_eq!(format!("{:?}", KEY.parse::<SigningKey>().unwrap()), "SigningKey(not shown)");
    }
}
