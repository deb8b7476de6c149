//! Which accounts a right may name.

use case::{AccountId, AccountKind};
use port::{Account, Accounts, Unavailable};

/// Why an account cannot stand in a right.
#[derive(Debug, thiserror::Error)]
pub enum AccountRoleError {
    /// There is no such account.
    #[error("there is no account {0}")]
    Missing(AccountId),
    /// Rights belong to brands.
    #[error("account {0} is an agency: a right belongs to a brand, which may give it a mandate")]
    NotABrand(AccountId),
    /// Mandates are given to agencies.
    #[error("account {0} is a brand: a mandate is given to an agency")]
    NotAnAgency(AccountId),
    /// The store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Whether a right may belong to this account.
pub(super) async fn brand<S: Accounts>(store: &S, id: &AccountId) -> Result<(), AccountRoleError> {
    match account(store, id).await?.kind {
        AccountKind::Brand => Ok(()),
        AccountKind::Agency => Err(AccountRoleError::NotABrand(*id)),
    }
}

/// Whether a mandate may be given to this account.
pub(super) async fn agency<S: Accounts>(store: &S, id: &AccountId) -> Result<(), AccountRoleError> {
    match account(store, id).await?.kind {
        AccountKind::Agency => Ok(()),
        AccountKind::Brand => Err(AccountRoleError::NotAnAgency(*id)),
    }
}

async fn account<S: Accounts>(store: &S, id: &AccountId) -> Result<Account, AccountRoleError> {
    store.account(id).await?.ok_or(AccountRoleError::Missing(*id))
}
