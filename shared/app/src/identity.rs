//! Who files, and for whom it counts.

use case::{AccountId, Owner, PartyId, Subject};
use notice::Complaint;
use port::{Subjects, Unavailable};

use crate::filing::IdentifiedComplaint;

/// Who files: the party, and for whom its complaints count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filer {
    /// The party, by its address.
    pub party: PartyId,
    /// Its account where it belongs to one, else the party itself.
    pub owner: Owner,
}

/// Who writes from `address`, where that party is known.
///
/// # Errors
/// [`Unavailable`] when it cannot be looked up now.
pub async fn known_filer<S: Subjects>(store: &S, address: &str) -> Result<Option<Filer>, Unavailable> {
    let subject = Subject::of_address(address);
    match store.known_parties(&[subject]).await?.pop().flatten() {
        Some(party) => filer(store, party).await.map(Some),
        None => Ok(None),
    }
}

/// For whom the complaints of `party` count now.
async fn filer<S: Subjects>(store: &S, party: PartyId) -> Result<Filer, Unavailable> {
    let found = store.parties_by_id(&[party]).await?.pop().flatten();
    let owner = found.map_or(Owner::Party(party), |found| found.owner());
    Ok(Filer { party, owner })
}

/// Who files a complaint whose address is proved, and for whom: for the `account` that was shown, else for the one
/// that the party belongs to.
///
/// # Errors
/// [`Unavailable`] when it cannot be looked up now.
pub async fn identify<S: Subjects>(
    store: &S,
    complaint: Complaint,
    account: Option<AccountId>,
) -> Result<IdentifiedComplaint, Unavailable> {
    let party = store.party_of(&Subject::of_address(&complaint.complainant.email)).await?;
    let filer = match account {
        Some(account) => Filer { party, owner: Owner::Account(account) },
        None => filer(store, party).await?,
    };
    Ok(IdentifiedComplaint { complaint, filer })
}
