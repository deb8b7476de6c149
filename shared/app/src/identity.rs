//! Who files, and for whom it counts.

use case::{Owner, PartyId, Subject};
use contract::complaint::Complaint;
use port::{Subjects, Unavailable};

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

/// Notes in a complaint whose address is proved who files it, and for whom. An account that it names stays.
///
/// # Errors
/// [`Unavailable`] when it cannot be looked up now.
pub async fn identify<S: Subjects>(store: &S, complaint: &mut Complaint) -> Result<(), Unavailable> {
    let party = store.party_of(&Subject::of_address(&complaint.complainant.email)).await?;
    complaint.party = party.to_string();
    if complaint.account.is_empty()
        && let Owner::Account(account) = filer(store, party).await?.owner
    {
        complaint.account = account.to_string();
    }
    Ok(())
}
