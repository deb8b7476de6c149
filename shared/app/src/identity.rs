//! Who files, and for whom it counts.

use std::collections::BTreeMap;

use case::{AccountId, Case, Owner, Party, PartyId, Subject};
use notice::Complaint;
use port::{Account, Accounts, StoredCase, Subjects, Unavailable};

use crate::filing::{Earlier, IdentifiedComplaint};

/// Parties loaded in one request.
const CHUNK: usize = 100;

/// Who files: the party, and for whom its complaints count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filer {
    /// The party, by its address.
    pub party: PartyId,
    /// Its account where it belongs to one, else the party itself.
    pub owner: Owner,
}

impl Filer {
    /// Who it acts for: the account that has shown itself, else for its own.
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

/// For whom each of these cases counts now: what a party filed for itself before it joined an account counts for that.
///
/// # Errors
/// [`Unavailable`] when it cannot be looked up now.
pub async fn owners_now<'a, S: Subjects>(
    store: &S,
    cases: impl IntoIterator<Item = &'a Case>,
) -> Result<Vec<Owner>, Unavailable> {
    let cases: Vec<&Case> = cases.into_iter().collect();
    let mut ids: Vec<PartyId> = cases.iter().filter_map(|case| party_of(case.filing.owner)).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut parties = BTreeMap::new();
    for ids in ids.chunks(CHUNK) {
        let found = store.parties_by_id(ids).await?.into_iter().flatten();
        parties.extend(found.map(|party| (party.id, party)));
    }
    let now = |case: &&Case| match case.filing.owner {
        Owner::Party(id) => parties.get(&id).map_or(Owner::Party(id), |it| it.owner_since(case.filed_at)),
        account @ Owner::Account(_) => account,
    };
    Ok(cases.iter().map(now).collect())
}

const fn party_of(owner: Owner) -> Option<PartyId> {
    match owner {
        Owner::Party(id) => Some(id),
        Owner::Account(_) => None,
    }
}

/// Those of `cases` for which a sender with `address` may speak: its own, and those of the account that it
/// belongs to. What it filed as an account's is not its own any longer once it is removed.
///
/// # Errors
/// [`Unavailable`] when it cannot be looked up now.
pub async fn own_among<S: Subjects>(
    store: &S,
    address: &str,
    cases: Vec<StoredCase>,
) -> Result<Vec<StoredCase>, Unavailable> {
    let Some(filer) = known_filer(store, address).await? else { return Ok(Vec::new()) };
    let owners = owners_now(store, cases.iter().map(|stored| &stored.case)).await?;
    let is_own = |owner: Owner| owner == filer.owner || owner == Owner::Party(filer.party);
    let own = cases.into_iter().zip(owners).filter(|(_, owner)| is_own(*owner));
    Ok(own.map(|(stored, _)| stored).collect())
}
