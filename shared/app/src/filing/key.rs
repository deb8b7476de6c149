//! API keys: an account's proof of itself. A key's text is shown once, when it is made; what is kept is
//! the SHA-256 of its secret, which is random and 256 bits long, so no slower hash is needed.

use case::{AccountId, Digest};
use jiff::Timestamp;
use port::{Account, Accounts, ApiKey, Ids, KeyId, KeyScope, Unavailable};
use subtle::ConstantTimeEq as _;

/// What every key's text begins with, so that a leaked one can be found.
const PREFIX: &str = "gf_";
/// Most characters of a key's text: prefix, the longest id, secret.
const MOST_CHARACTERS: usize = PREFIX.len() + 32 + 1 + 8 + 1 + 64;

/// A new key with its text, which is shown once and kept nowhere.
#[derive(Clone)]
pub struct NewKey {
    /// The key, as it is kept.
    pub key: ApiKey,
    /// `gf_<key id>_<secret>`.
    pub text: String,
}

/// Makes a key for `account`.
#[must_use]
pub fn new_key<I: Ids>(
    account: &AccountId,
    scopes: Vec<KeyScope>,
    now: Timestamp,
    expires_at: Option<Timestamp>,
    ids: &I,
) -> NewKey {
    // Three random ids hold more than 256 random bits.
    let noise: Vec<u8> = (0..3).flat_map(|_| ids.random().into_bytes()).collect();
    let secret = Digest::of(&noise).to_string();
    let [.., a, b, c, d] = ids.random().into_bytes();
    let number = u32::from_be_bytes([a, b, c, d]);
    let id = KeyId { account: *account, number };
    let hash = Digest::of(secret.as_bytes());
    let key = ApiKey { number, hash, scopes, created_at: now, expires_at, revoked_at: None };
    NewKey { key, text: format!("{PREFIX}{id}_{secret}") }
}

/// An account that showed a good key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authenticated {
    /// The account.
    pub account: Account,
    /// The key that it showed.
    pub key: KeyId,
    scopes: Vec<KeyScope>,
}

impl Authenticated {
    /// Whether the key may be used for `scope`.
    #[must_use]
    pub fn may(&self, scope: KeyScope) -> bool {
        self.scopes.contains(&scope)
    }
}

/// Whose key `text` is; `None` when it is no key, or not known, revoked or expired.
///
/// # Errors
/// [`Unavailable`] when the account cannot be read now.
pub async fn authenticate<A: Accounts>(
    accounts: &A,
    text: &str,
    now: Timestamp,
) -> Result<Option<Authenticated>, Unavailable> {
    let Some((id, secret)) = parse(text) else { return Ok(None) };
    let Some(account) = accounts.account(&id.account).await? else { return Ok(None) };
    let hash = Digest::of(secret.as_bytes());
    let found = account
        .keys
        .iter()
        .find(|key| key.number == id.number && bool::from(key.hash.bytes().ct_eq(hash.bytes())))
        .filter(|key| key.is_good(now))
        .map(|key| key.scopes.clone());
    Ok(found.map(|scopes| Authenticated { account, key: id, scopes }))
}

fn parse(text: &str) -> Option<(KeyId, &str)> {
    if text.len() > MOST_CHARACTERS {
        return None;
    }
    let (id, secret) = text.strip_prefix(PREFIX)?.split_once('_')?;
    Some((id.parse().ok()?, secret))
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use testkit::world::World;

    use super::*;

    const NOW: Timestamp = Timestamp::constant(1_795_262_400, 0);

    fn account(keys: Vec<ApiKey>) -> Account {
        Account {
            flagger: None,
            id: "northlight".parse().unwrap(),
            name: "Northlight".into(),
            email: "brand@northlight.example".into(),
            kind: case::AccountKind::Brand,
            members: Vec::new(),
            secret: None,
            keys,
            webhook: None,
            version: 0,
        }
    }

    fn key(world: &World, scopes: &[KeyScope], expires_at: Option<Timestamp>) -> NewKey {
        new_key(&"northlight".parse().unwrap(), scopes.to_vec(), NOW, expires_at, world)
    }

    async fn scopes(world: &World, text: &str, now: Timestamp) -> Option<[bool; 2]> {
        let found = authenticate(world, text, now).await.unwrap()?;
        Some(KeyScope::ALL.map(|scope| found.may(scope)))
    }

    #[tokio::test]
    async fn a_key_proves_its_account_and_allows_its_scopes_only() {
        let world = World::new();
        let (both, read) = (key(&world, &KeyScope::ALL, None), key(&world, &[KeyScope::Read], None));
        port::Accounts::put_account(&world, &account(vec![both.key.clone(), read.key])).await.unwrap();
        assert_eq!(scopes(&world, &both.text, NOW).await, Some([true, true]), "two keys are good at once");
        assert_eq!(scopes(&world, &read.text, NOW).await, Some([false, true]));
        assert!(both.text.starts_with("gf_northlight."));
        assert!(!format!("{:?}", world.look().accounts).contains(both.text.rsplit('_').next().unwrap()));
    }

    #[tokio::test]
    async fn a_key_of_the_account_with_the_longest_name_is_good() {
        let world = World::new();
        let id: AccountId = "an-account-with-the-longest-name".parse().unwrap();
        let key = new_key(&id, KeyScope::ALL.to_vec(), NOW, None, &world);
        port::Accounts::put_account(&world, &Account { id, ..account(vec![key.key]) }).await.unwrap();
        assert_eq!(key.text.len(), MOST_CHARACTERS);
        assert_eq!(scopes(&world, &key.text, NOW).await, Some([true, true]));
    }

    #[tokio::test]
    async fn a_changed_cut_foreign_revoked_or_expired_key_proves_nothing() {
        let world = World::new();
        let good = key(&world, &KeyScope::ALL, Some(NOW + SignedDuration::from_mins(1)));
        let mut revoked = key(&world, &KeyScope::ALL, None);
        revoked.key.revoked_at = Some(NOW);
        let stranger = key(&world, &KeyScope::ALL, None);
        port::Accounts::put_account(&world, &account(vec![good.key, revoked.key])).await.unwrap();
        assert!(scopes(&world, &good.text, NOW).await.is_some());
        assert_eq!(scopes(&world, &good.text, NOW + SignedDuration::from_mins(1)).await, None, "expired");
        assert_eq!(scopes(&world, &revoked.text, NOW).await, None);
        assert_eq!(scopes(&world, &stranger.text, NOW).await, None);
        for wrong in [
            good.text.replace("gf_", "gh_"),
            good.text.replace("northlight", "northlights"),
            good.text[..good.text.len() - 1].to_owned(),
            format!("{}0", good.text),
            "gf_".to_owned(),
            "gf__".to_owned(),
            "gf_northlight.00000000_".to_owned(),
            "x".repeat(100_000),
            String::new(),
        ] {
            assert_eq!(scopes(&world, &wrong, NOW).await, None, "{wrong:.80}");
        }
    }
}
