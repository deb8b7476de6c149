//! Who files, and for whom it counts.

use case::{AccountId, Owner, Party, PartyId, Subject};
use notice::Complaint;
use port::{Account, Accounts, Subjects, Unavailable};

use crate::filing::{Earlier, IdentifiedComplaint};

/// Who files: the party, and for whom its complaints count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filer {
    /// The party, by its address.
    pub party: PartyId,
    /// Its account where it belongs to one, else the party itself.
    pub owner: Owner,
}

impl Filer {
    /// As whom it acts: for the account that has shown itself, else for its own.
    pub(crate) fn acting(self, shown: Option<&Account>) -> (PartyId, Option<AccountId>) {
        let own = match self.owner {
            Owner::Account(account) => Some(account),
            Owner::Party(_) => None,
        };
        (self.party, shown.map(|shown| shown.id).or(own))
    }
}

/// Who writes from `address`, where that party is known.
///
/// # Errors
/// [`Unavailable`] when it cannot be looked up now.
pub async fn known_filer<S: Subjects>(store: &S, address: &str) -> Result<Option<Filer>, Unavailable> {
    let subject = Subject::of_address(address);
    match store.known_parties(&[subject]).await?.pop().flatten() {
        Some(party) => {
            let owner = party_now(store, party).await?.owner();
            Ok(Some(Filer { party, owner }))
        }
        None => Ok(None),
    }
}

async fn party_now<S: Subjects>(store: &S, id: PartyId) -> Result<Party, Unavailable> {
    let found = store.parties_by_id(&[id]).await?.pop().flatten();
    Ok(found.unwrap_or_else(|| Party::new(id)))
}

/// Who files a complaint whose address is proved, and for whom: for `shown`, the account that has shown its secret or
/// a key, else for the one that the party belongs to. What counts for that owner though another name filed it goes
/// with the complaint, so that a repeat of it is merged.
///
/// # Errors
/// [`Unavailable`] when it cannot be looked up now.
pub async fn identify<S: Accounts + Subjects>(
    store: &S,
    complaint: Complaint,
    shown: Option<Account>,
) -> Result<IdentifiedComplaint, Unavailable> {
    let party = store.party_of(&Subject::of_address(&complaint.complainant.email)).await?;
    let (mut account, mut own_from) = (shown, None);
    if account.is_none() {
        let its = party_now(store, party).await?;
        match its.owner() {
            Owner::Account(id) => account = store.account(&id).await?,
            Owner::Party(_) => own_from = its.own_from(),
        }
    }
    let owner = account.as_ref().map_or(Owner::Party(party), |account| Owner::Account(account.id));
    let joined = account.iter().flat_map(Account::history).collect();
    let (filer, earlier) = (Filer { party, owner }, Earlier { joined, own_from });
    Ok(IdentifiedComplaint { complaint, filer, earlier })
}
