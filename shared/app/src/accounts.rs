//! Accounts: who belongs to them, and the secret that their people show.

mod history;

use case::{AccountId, AccountKind, Digest, Party, PartyId, Subject};
use jiff::Timestamp;
use port::{
    Account, Accounts, Cases, Committed, Complaints, Ids, MOST_MEMBERS, Member, OwnComplaints, PartyCases,
    Subjects, Unavailable,
};

use crate::filing::{NewSecret, new_secret};

/// How often a change is tried again because someone else was faster.
const TRIES: usize = 8;

/// Parties loaded in one request.
const CHUNK: usize = 100;

/// Why an account stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// There is no such account.
    #[error("there is no account {0}")]
    Missing(AccountId),
    /// There is another one of this id.
    #[error("there is an account {0} already")]
    Exists(AccountId),
    /// The address belongs to another account.
    #[error("this address belongs to account {0}: remove it there first")]
    Elsewhere(AccountId),
    /// The address is no member.
    #[error("this address is no member of {0}")]
    NoMember(AccountId),
    /// It is the address by which the account is written to.
    #[error("account {0} is written to at this address: give it another first")]
    Contact(AccountId),
    /// It has as many members as it may.
    #[error("an account has at most {MOST_MEMBERS} members, former ones included")]
    Full,
    /// The party was erased.
    #[error("what led to this party was erased")]
    Erased,
    /// Others kept changing it.
    #[error("someone else changes it at the same time: try again")]
    Contended,
    /// A store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// What a new account is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Its id.
    pub id: AccountId,
    /// A brand or an agency.
    pub kind: AccountKind,
    /// Name of the person or firm.
    pub name: String,
    /// The address by which it is written to; its first member.
    pub email: String,
}

/// Opens an account with its first member and a secret, which is shown this once. Where a first attempt ended before
/// the account had its member, doing it again with the same name and address completes it, with a new secret.
///
/// # Errors
/// [`AccountError`].
pub async fn open_account<S, I>(
    store: &S,
    ids: &I,
    new: NewAccount,
    now: Timestamp,
) -> Result<NewSecret, AccountError>
where
    S: Accounts + Cases + Complaints + OwnComplaints + PartyCases + Subjects,
    I: Ids,
{
    let secret = new_secret(&new.id, ids);
    let account = Account {
        id: new.id,
        kind: new.kind,
        name: new.name,
        email: new.email,
        members: Vec::new(),
        secret: Some(secret.hash),
        keys: Vec::new(),
        webhook: None,
        flagger: None,
        version: 0,
    };
    if store.put_account(&account).await? == Committed::Conflict {
        let there = load(store, &new.id).await?;
        let same = |it: &Account| (it.kind, it.name.clone(), it.email.clone());
        if !there.members.is_empty() || same(&there) != same(&account) {
            return Err(AccountError::Exists(new.id));
        }
        change_account(store, &new.id, |account| account.secret = Some(secret.hash)).await?;
    }
    add_member(store, &new.id, &account.email, now).await?;
    Ok(secret)
}

/// Gives an account a new secret, which is shown this once; the former one ends.
///
/// # Errors
/// [`AccountError`]; the former one is then good still, or the new one already.
pub async fn renew_secret<S, I>(store: &S, ids: &I, id: &AccountId) -> Result<NewSecret, AccountError>
where
    S: Accounts,
    I: Ids,
{
    let secret = new_secret(id, ids);
    change_account(store, id, |account| account.secret = Some(secret.hash)).await?;
    Ok(secret)
}

/// Gives an account this secret, which others know: for trials only.
///
/// # Errors
/// [`AccountError`].
pub async fn set_secret<S: Accounts>(store: &S, id: &AccountId, text: &str) -> Result<(), AccountError> {
    change_account(store, id, |account| account.secret = Some(Digest::of(text.as_bytes()))).await
}

/// Makes the person at `address` a member of an account from now on. What they filed for themselves, open cases
/// included, counts for the account. Doing it again changes nothing, and completes what an earlier attempt left.
///
/// # Errors
/// [`AccountError`].
pub async fn add_member<S>(
    store: &S,
    id: &AccountId,
    address: &str,
    now: Timestamp,
) -> Result<PartyId, AccountError>
where
    S: Accounts + Cases + Complaints + OwnComplaints + PartyCases + Subjects,
{
    let account = load(store, id).await?;
    let subject = Subject::of_address(address);
    let known = store.known_parties(std::slice::from_ref(&subject)).await?.pop().flatten();
    let party = match known {
        Some(party) => party,
        None => store.party_of(&subject).await?,
    };
    if account.members.len() >= MOST_MEMBERS && !account.has_member(party) {
        return Err(AccountError::Full);
    }
    // The party first: whose member it is, only one of two accounts can say that ask at once.
    let its = change_party(store, party, |its| its.join(id, now).map_err(AccountError::Elsewhere)).await?;
    let from = its.member_from(id).unwrap_or(now);
    let history_from = known.map(|_| its.own_from().unwrap_or(Timestamp::UNIX_EPOCH));
    change_account(store, id, |account| {
        if !account.has_member(party) {
            account.members.push(Member { party, from, until: None, history_from });
        }
    })
    .await?;
    for its in load(store, id).await?.history().filter(|it| it.party == party) {
        history::note(store, id, &its).await?;
    }
    Ok(party)
}

/// Writes to an account at `address` from now on. Who writes from there becomes a member, where it is none; the former
/// address stays one. Doing it again changes nothing, and completes what an earlier attempt left.
///
/// # Errors
/// [`AccountError`]; the account is then written to as before, though `address` may be a member's already.
pub async fn change_address<S>(
    store: &S,
    id: &AccountId,
    address: &str,
    now: Timestamp,
) -> Result<PartyId, AccountError>
where
    S: Accounts + Cases + Complaints + OwnComplaints + PartyCases + Subjects,
{
    // The member first: mail of the account never goes to somebody who does not belong to it.
    let party = add_member(store, id, address, now).await?;
    change_account(store, id, |account| address.clone_into(&mut account.email)).await?;
    Ok(party)
}

/// A member of an account, and when it was erased, if it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasableMember {
    /// The member.
    pub member: Member,
    /// When the party was erased: nothing leads to it since.
    pub erased_at: Option<Timestamp>,
}

/// The members of an account, present and former, in their order.
///
/// # Errors
/// [`Unavailable`] when they cannot be looked up now.
pub async fn members_of<S: Subjects>(
    store: &S,
    account: &Account,
) -> Result<Vec<ErasableMember>, Unavailable> {
    let mut members = Vec::new();
    for chunk in account.members.chunks(CHUNK) {
        let ids: Vec<PartyId> = chunk.iter().map(|it| it.party).collect();
        let parties = store.parties_by_id(&ids).await?;
        members.extend(chunk.iter().zip(parties).map(|(member, party)| ErasableMember {
            member: member.clone(),
            erased_at: party.and_then(|party| party.erased_at),
        }));
    }
    Ok(members)
}

/// Removes the person at `address` from an account. The secret that they know ends; a new one is shown this once.
/// What was filed for the account stays the account's. Doing it again completes what an earlier attempt left.
///
/// # Errors
/// [`AccountError`].
pub async fn remove_member<S, I>(
    store: &S,
    ids: &I,
    id: &AccountId,
    address: &str,
    now: Timestamp,
) -> Result<NewSecret, AccountError>
where
    S: Accounts + Subjects,
    I: Ids,
{
    let account = load(store, id).await?;
    let subject = Subject::of_address(address);
    if subject == Subject::of_address(&account.email) {
        return Err(AccountError::Contact(*id));
    }
    let known = store.known_parties(&[subject]).await?.pop().flatten();
    let party = known.ok_or(AccountError::NoMember(*id))?;
    let its = load_party(store, party).await?;
    if !account.has_member(party) && its.account() != Some(id) {
        return Err(AccountError::NoMember(*id));
    }
    let secret = new_secret(id, ids);
    // What opens doors ends first.
    change_account(store, id, |account| {
        for member in account.members.iter_mut().filter(|it| it.is_now(party)) {
            member.until = Some(now);
        }
        account.secret = Some(secret.hash);
    })
    .await?;
    change_party(store, party, |its| Ok(its.leave(id, now))).await?;
    Ok(secret)
}

async fn load<S: Accounts>(store: &S, id: &AccountId) -> Result<Account, AccountError> {
    store.account(id).await?.ok_or(AccountError::Missing(*id))
}

async fn load_party<S: Subjects>(store: &S, id: PartyId) -> Result<Party, AccountError> {
    let party = store.parties_by_id(&[id]).await?.pop().flatten();
    party.filter(|party| party.erased_at.is_none()).ok_or(AccountError::Erased)
}

/// Changes a party by `with`, which says whether it changed anything, and stores it. Read again and repeated when someone
/// else stores it in between.
async fn change_party<S: Subjects>(
    store: &S,
    id: PartyId,
    with: impl Fn(&mut Party) -> Result<bool, AccountError>,
) -> Result<Party, AccountError> {
    for _ in 0..TRIES {
        let mut its = load_party(store, id).await?;
        if !with(&mut its)? || store.put_memberships(&its).await? == Committed::Done {
            return Ok(its);
        }
    }
    Err(AccountError::Contended)
}

/// Changes an account by `with`, and stores it if it differs. Read again and repeated when someone else stores it in
/// between.
pub(crate) async fn change_account<S: Accounts>(
    store: &S,
    id: &AccountId,
    with: impl Fn(&mut Account),
) -> Result<(), AccountError> {
    for _ in 0..TRIES {
        let account = load(store, id).await?;
        let mut next = account.clone();
        with(&mut next);
        if next == account || store.put_account(&next).await? == Committed::Done {
            return Ok(());
        }
    }
    Err(AccountError::Contended)
}
