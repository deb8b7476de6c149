//! Erasing a party (GDPR Art. 17): all that leads to it, and the key of all that it wrote.
//!
//! Cases, figures and hash chains stay as they are: they hold its random id, which leads nowhere from then on.

use std::fmt;

use case::{CaseId, ComplaintId, Digest, Owner, Party, PartyId, Reference, ReviewerId, Subject};
use contract::pending::PendingConfirmation;
use jiff::Timestamp;
use port::{
    CaseAt, Cases, Erasures, OwnerCases, PendingConfirmations, PendingErasures, SellerCases, StoredCase,
    Subjects, Unavailable,
};

use crate::filing::read_pending;

/// Cases asked for, and loaded, in one request.
const CHUNK: u16 = 100;

/// At most so many open cases are named.
const MOST_NAMED: usize = 20;

/// A case of a party in which something is still to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCase {
    /// The case.
    pub case: CaseId,
    /// By which people name it.
    pub reference: Reference,
    /// The code of its state.
    pub state: &'static str,
    /// When the last of its running clocks ends, where one runs.
    pub until: Option<Timestamp>,
}

/// Why a party was not erased. Nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum ErasureError {
    /// There is no such party.
    #[error("there is no party {0}")]
    UnknownParty(PartyId),
    /// It has open cases, and what it wrote is needed for the claims in them (GDPR Art. 17(3)(b) and (e)).
    #[error("the party {party} has open cases: {}", named(open))]
    Open {
        /// The party.
        party: PartyId,
        /// The first of its open cases.
        open: Vec<OpenCase>,
    },
    /// A store cannot be used now. Once the erasure began, asking again goes on where it stopped.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// By its reference, with its state and until when it is open.
impl fmt::Display for OpenCase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.until {
            Some(until) => write!(f, "{} ({}, until {until})", self.reference, self.state),
            None => write!(f, "{} ({})", self.reference, self.state),
        }
    }
}

fn named(open: &[OpenCase]) -> String {
    let mut all = open.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    if open.len() == MOST_NAMED {
        all.push_str(", and perhaps more");
    }
    all
}

/// A party of which nothing is known any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
    /// The party, with when and by whom it was first erased.
    pub party: Party,
    /// How many subjects led to it until now.
    pub subjects: usize,
    /// How many complaints waited for its confirmation until now.
    pub pending: usize,
}

/// The party with this id.
///
/// # Errors
/// [`ErasureError::UnknownParty`], [`ErasureError::Unavailable`].
pub async fn party_by_id<S: Subjects>(store: &S, id: PartyId) -> Result<Party, ErasureError> {
    store.parties_by_id(&[id]).await?.pop().flatten().ok_or(ErasureError::UnknownParty(id))
}

/// The first of the party's cases in which something is still to come: as a complainant, alone or for its accounts,
/// and as a seller.
///
/// # Errors
/// [`Unavailable`] when they cannot be looked up now.
pub async fn open_cases<S>(store: &S, party: &Party) -> Result<Vec<OpenCase>, Unavailable>
where
    S: Cases + OwnerCases + SellerCases,
{
    let accounts = party.memberships.iter().map(|it| Owner::Account(it.account));
    let mut owners: Vec<Owner> = accounts.chain([Owner::Party(party.id)]).collect();
    owners.sort_unstable();
    owners.dedup();
    let mut open = Vec::new();
    for owner in owners {
        let mut after = None;
        while open.len() < MOST_NAMED {
            let page = store.owner_cases(&owner, after, CHUNK).await?;
            let own = load(store, &page.cases).await?;
            open.extend(own.iter().filter(|it| it.case.filing.complainant == party.id).filter_map(open_case));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    let mut after = None;
    while open.len() < MOST_NAMED {
        let page = store.seller_cases(party.id, after, CHUNK).await?;
        open.extend(load(store, &page.cases).await?.iter().filter_map(open_case));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    open.truncate(MOST_NAMED);
    Ok(open)
}

async fn load<S: Cases>(store: &S, places: &[CaseAt]) -> Result<Vec<StoredCase>, Unavailable> {
    let ids: Vec<CaseId> = places.iter().map(|place| place.case).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(store.load(&ids).await?.into_iter().flatten().collect())
}

/// The case, when something is still to come in it: work of the chain, a person's decision, or the end of a clock, as
/// of the six months in which a decision may be appealed.
fn open_case(stored: &StoredCase) -> Option<OpenCase> {
    let case = &stored.case;
    let until = policy::deadlines(case).iter().map(|deadline| deadline.due).max();
    let is_open = until.is_some() || case.awaits_decision() || !case.owed().is_empty();
    let reference = case.filing.reference;
    is_open.then(|| OpenCase { case: case.id, reference, state: case.state.code(), until })
}

/// The complaints that wait for the confirmation of an address among `subjects`, each with the mail that it was read
/// from. Nothing that is stored of them leads there but they themselves: each is looked at.
///
/// # Errors
/// [`Unavailable`].
pub async fn pending_of<S: PendingErasures, I: PendingConfirmations>(
    (store, inbox): (&S, &I),
    subjects: &[Digest],
) -> Result<Vec<(ComplaintId, Option<String>)>, Unavailable> {
    let mut found = Vec::new();
    for id in store.noted_complaints().await? {
        match read_pending(inbox, id).await? {
            Some(PendingConfirmation::Waiting { complaint, mail }) => {
                let subject = Subject::of_address(&complaint.complainant.email).digest();
                if subjects.contains(&subject) {
                    found.push((id, mail));
                }
            }
            Some(PendingConfirmation::Filed { .. }) => {}
            // An erasure broke off here: of what is gone, nothing is noted.
            None => store.forget_pending_note(id).await?,
        }
    }
    Ok(found)
}

/// Erases a party: the key of all that it wrote, what waits for its confirmation, then every subject that leads to it. Erasing it again does what is
/// left to do. Unless `despite_open_cases`, a party with open cases is left as it is.
///
/// # Errors
/// [`ErasureError`].
pub async fn erase_party<S, I>(
    (store, inbox): (&S, &I),
    id: PartyId,
    by: &ReviewerId,
    despite_open_cases: bool,
    now: Timestamp,
) -> Result<Erased, ErasureError>
where
    S: Cases + OwnerCases + SellerCases + Subjects + Erasures + PendingErasures,
    I: PendingConfirmations,
{
    let party = party_by_id(store, id).await?;
    // Once it is begun, it is ended.
    if party.erased_at.is_none() && !despite_open_cases {
        let open = open_cases(store, &party).await?;
        if !open.is_empty() {
            return Err(ErasureError::Open { party: id, open });
        }
    }
    // The key first: as long as something leads to the party, its erasure can be requested again.
    let party = store.erase_data_key(id, now, by).await?.ok_or(ErasureError::UnknownParty(id))?;
    let subjects = store.subjects_of(id).await?;
    let pending = pending_of((store, inbox), &subjects).await?;
    for (complaint, mail) in &pending {
        inbox.forget(*complaint, mail.as_deref()).await?;
        store.forget_pending_note(*complaint).await?;
    }
    for subject in &subjects {
        store.erase_subject(*subject, id).await?;
    }
    Ok(Erased { party, subjects: subjects.len(), pending: pending.len() })
}
