//! What a party's link leads to.

use case::{CaseId, ComplaintId, Digest, Filing, Proof, Reference};
use port::{Cases, Complaints, StoredCase, Unavailable};

use crate::filing::Link;

/// Cases on one page.
const PER_PAGE: u16 = 50;
/// How many cases one request to the store loads.
pub(super) const MOST_AT_ONCE: usize = 100;

/// Why a link leads nowhere.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// There is nothing under it, or nothing that its reader may see.
    #[error("there is nothing under this link")]
    NotFound,
    /// The complaint was merged into an earlier one, of which its reader sees nothing: anyone may have filed a
    /// repeat without proof, and only the first one's letters tell more.
    #[error("the complaint is handled as part of an earlier one")]
    Merged,
    /// The store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// A complaint as its complainant follows it, with one page of its cases.
#[derive(Debug, Clone)]
pub struct Followed {
    /// The complaint.
    pub complaint: ComplaintId,
    /// By which people name it.
    pub reference: Reference,
    /// Where its document is sealed, as completed since.
    pub document: Digest,
    /// How many listings it names.
    pub listings: u16,
    /// Whether cases are still being opened.
    pub opening: bool,
    /// Which page this is, from 1.
    pub page: u16,
    /// How many pages there are.
    pub pages: u16,
    /// The cases of this page. A listing that was merged into an earlier complaint's case is not among them.
    pub cases: Vec<StoredCase>,
}

/// All cases of a complaint, as far as they are opened, in the order of its listings.
#[derive(Debug, Clone)]
pub struct CasesOfComplaint {
    /// By which people name the complaint; `None` where it was merged into one of which the reader sees nothing.
    pub reference: Option<Reference>,
    /// How many listings it names.
    pub listings: u16,
    /// Whether cases are still being opened.
    pub opening: bool,
    /// Its cases, at most a thousand.
    pub cases: Vec<StoredCase>,
}

/// What a complainant's link leads to, with the `number`-th page of its cases.
///
/// # Errors
/// [`FollowError`].
pub async fn follow_link<S: Cases + Complaints>(
    store: &S,
    link: Link,
    number: u16,
) -> Result<Followed, FollowError> {
    let complaint = match link {
        Link::Seller(_) | Link::Confirm(_) | Link::Batch(_) | Link::Standing(_) => {
            return Err(FollowError::NotFound);
        }
        Link::Complaint(complaint) => complaint,
        Link::Case { case, complaint } => {
            let stored = single(store, case, complaint).await?;
            let Filing { document, reference, .. } = stored.case.filing;
            let cases = vec![stored];
            return Ok(Followed {
                complaint,
                reference,
                document,
                listings: 1,
                opening: false,
                page: 1,
                pages: 1,
                cases,
            });
        }
    };
    let fan_out = store.fan_out(complaint).await?.ok_or(FollowError::NotFound)?;
    let pages = fan_out.listings.div_ceil(PER_PAGE).max(1);
    let page = number.clamp(1, pages);
    let from = usize::from(page - 1) * usize::from(PER_PAGE);
    let ids: Vec<CaseId> = fan_out.cases.iter().skip(from).take(PER_PAGE.into()).copied().collect();
    let cases = load_own(store, &ids, complaint).await?;
    Ok(Followed {
        complaint,
        reference: fan_out.reference,
        // A completed complaint has a newer document.
        document: cases.first().map_or(fan_out.document, |stored| stored.case.filing.document),
        listings: fan_out.listings,
        opening: fan_out.done < fan_out.listings,
        page,
        pages,
        cases,
    })
}

/// All cases of the complaint that a complainant's link leads to.
///
/// # Errors
/// [`FollowError`].
pub async fn cases_of<S: Cases + Complaints>(store: &S, link: Link) -> Result<CasesOfComplaint, FollowError> {
    let complaint = match link {
        Link::Seller(_) | Link::Confirm(_) | Link::Batch(_) | Link::Standing(_) => {
            return Err(FollowError::NotFound);
        }
        Link::Complaint(complaint) => complaint,
        Link::Case { case, complaint } => {
            let stored = single(store, case, complaint).await?;
            let reference = Some(stored.case.filing.reference);
            return Ok(CasesOfComplaint { reference, listings: 1, opening: false, cases: vec![stored] });
        }
    };
    let fan_out = store.fan_out(complaint).await?.ok_or(FollowError::NotFound)?;
    let cases = load_own(store, &fan_out.cases, complaint).await?;
    Ok(CasesOfComplaint {
        reference: Some(fan_out.reference),
        listings: fan_out.listings,
        opening: fan_out.done < fan_out.listings,
        cases,
    })
}

/// The case `id` of the complaint that a complainant's link leads to. Who filed a repeat may follow it, but not act
/// in the case that handles it.
///
/// # Errors
/// [`FollowError`].
pub async fn case_of<S: Cases>(store: &S, link: Link, id: CaseId) -> Result<StoredCase, FollowError> {
    let complaint = match link {
        Link::Case { case, complaint } if case == id => complaint,
        Link::Complaint(complaint) => complaint,
        Link::Case { .. } | Link::Seller(_) | Link::Confirm(_) | Link::Batch(_) | Link::Standing(_) => {
            return Err(FollowError::NotFound);
        }
    };
    let stored = load(store, id).await?;
    if stored.case.filing.complaint == complaint { Ok(stored) } else { Err(FollowError::NotFound) }
}

/// The case that a seller's link leads to. A seller knows of a case only once a measure was in force.
///
/// # Errors
/// [`FollowError`].
pub async fn seller_case<S: Cases>(store: &S, link: Link) -> Result<StoredCase, FollowError> {
    let Link::Seller(id) = link else { return Err(FollowError::NotFound) };
    let stored = load(store, id).await?;
    if stored.case.was_in_force { Ok(stored) } else { Err(FollowError::NotFound) }
}

/// The only case of `complaint`, or the one that handles it.
async fn single<S: Cases>(store: &S, id: CaseId, complaint: ComplaintId) -> Result<StoredCase, FollowError> {
    let stored = load(store, id).await?;
    if stored.case.filing.complaint == complaint {
        return Ok(stored);
    }
    if !stored.case.merged.contains(&complaint) {
        return Err(FollowError::NotFound);
    }
    if stored.case.filing.proof == Proof::None { Err(FollowError::Merged) } else { Ok(stored) }
}

async fn load<S: Cases>(store: &S, id: CaseId) -> Result<StoredCase, FollowError> {
    store.load(&[id]).await?.pop().flatten().ok_or(FollowError::NotFound)
}

/// Those of the cases that `complaint` opened: a merged listing is the earlier complaint's business.
async fn load_own<S: Cases>(
    store: &S,
    ids: &[CaseId],
    complaint: ComplaintId,
) -> Result<Vec<StoredCase>, Unavailable> {
    let mut cases = Vec::new();
    for ids in ids.chunks(MOST_AT_ONCE) {
        cases.extend(store.load(ids).await?.into_iter().flatten());
    }
    cases.retain(|stored: &StoredCase| stored.case.filing.complaint == complaint);
    Ok(cases)
}
