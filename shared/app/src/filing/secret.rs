//! The account secret: what the people of an account type into the form to show whose complaint it is.
//!
//! Its text names the account and carries a random part of 128 bits, so no slower hash is needed: what is kept is
//! the SHA-256 of the whole text.

use case::{AccountId, Digest};
use port::{Account, Accounts, Ids, Unavailable};
use register::Right;
use register::right::ReviewState;
use subtle::ConstantTimeEq as _;

/// What every secret's text begins with, so that a leaked one can be found.
const PREFIX: &str = "gfs_";
/// Characters of the random part.
const RANDOM: usize = 32;

/// A new secret with its text, which is shown once and kept nowhere.
#[derive(Clone)]
pub struct NewSecret {
    /// What is kept of it.
    pub hash: Digest,
    /// `gfs_<account>_<32 hex digits>`.
    pub text: String,
}

/// Without the text.
impl std::fmt::Debug for NewSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewSecret")
    }
}

/// Makes a secret for `account`.
#[must_use]
pub fn new_secret<I: Ids>(account: &AccountId, ids: &I) -> NewSecret {
    // Two random ids hold more than 128 random bits.
    let noise: Vec<u8> = (0..2).flat_map(|_| ids.random().into_bytes()).collect();
    let random = Digest::of(&noise).to_string();
    let text = format!("{PREFIX}{account}_{}", random.get(..RANDOM).unwrap_or(&random));
    NewSecret { hash: Digest::of(text.as_bytes()), text }
}

/// Whose secret `text` is; `None` when it is no secret, or not the present one.
///
/// # Errors
/// [`Unavailable`] when the account cannot be read now.
pub async fn account_of_secret<A: Accounts>(
    accounts: &A,
    text: &str,
) -> Result<Option<Account>, Unavailable> {
    let text = text.trim();
    let Some(id) = account_named(text) else { return Ok(None) };
    let Some(account) = accounts.account(&id).await? else { return Ok(None) };
    let shown = Digest::of(text.as_bytes());
    let good = account.secret.is_some_and(|kept| bool::from(kept.bytes().ct_eq(shown.bytes())));
    Ok(good.then_some(account))
}

/// The account that a secret's text names.
fn account_named(text: &str) -> Option<AccountId> {
    let (account, random) = text.strip_prefix(PREFIX)?.split_once('_')?;
    (random.len() == RANDOM).then(|| account.parse().ok())?
}

/// Whether `account` may show its secret for `right`: it is the right's own, or an agency with a mandate that holds
/// on `today`. What the mandate names is looked at when the complaint is decided.
pub(crate) fn stands_for(account: &Account, right: &Right, today: jiff::civil::Date) -> bool {
    let assigned = matches!(right.history.state(), ReviewState::Assigned { .. });
    let mandated = right.mandates.iter().any(|it| it.agent == account.id && it.holds(today));
    !assigned && (right.account.as_ref() == Some(&account.id) || mandated)
}

#[cfg(test)]
mod tests {
    use port::Accounts as _;
    use testkit::sample;
    use testkit::world::World;

    use super::*;

    #[test]
    fn a_new_secret_is_not_told_where_it_is_only_named() {
        let secret = new_secret(&sample::account().id, &World::new());
        assert_eq!(format!("{secret:?}"), "NewSecret");
    }

    #[tokio::test]
    async fn the_present_secret_proves_its_account_and_nothing_else_does() {
        let world = World::new();
        let (first, second) =
            (new_secret(&sample::account().id, &world), new_secret(&sample::account().id, &world));
        let account = Account { secret: Some(first.hash), ..sample::account() };
        world.put_account(&account).await.unwrap();
        let shown = async |text: &str| account_of_secret(&world, text).await.unwrap().map(|it| it.id);
        assert_eq!(shown(&format!(" {} ", first.text)).await, Some(account.id));
        assert!(!format!("{:?}", world.look().accounts).contains(&first.text));
        for wrong in [
            second.text.clone(),
            first.text.replace("northlight", "southlight"),
            first.text[..first.text.len() - 1].to_owned(),
            format!("{}0", first.text),
            "gfs_northlight_".to_owned(),
            "gfs__".to_owned(),
            String::new(),
            "x".repeat(100_000),
        ] {
            assert_eq!(shown(&wrong).await, None, "{wrong:.60}");
        }
        let renewed = Account { secret: Some(second.hash), version: 1, ..account };
        world.put_account(&renewed).await.unwrap();
        assert_eq!(shown(&first.text).await, None, "the former one has ended");
        assert_eq!(shown(&second.text).await, Some(renewed.id));
    }
}
