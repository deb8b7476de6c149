//! A case as it is stored, named, found and verified.

use std::str::FromStr;

use case::{CaseId, InvalidId, Reference};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use port::{Cases, Complaints, References, StoredCase, Unavailable, chain_of};

/// How many cases one request to the store loads.
const CHUNK: usize = 100;

/// How people name a case: by its reference, or by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseName {
    /// By its reference, or by that of a complaint about one listing.
    Reference(Reference),
    /// By its id.
    Id(CaseId),
}

impl FromStr for CaseName {
    type Err = InvalidId;
    fn from_str(typed: &str) -> Result<Self, InvalidId> {
        typed.parse().map(Self::Reference).or_else(|_| typed.parse().map(Self::Id)).map_err(|_| InvalidId {
            kind: "case",
            rule: "a reference, such as 0A4-7KM-2Q0, whose last character fits the others; or an id of 32 hex digits",
        })
    }
}

/// Why a case cannot be found.
#[derive(Debug, thiserror::Error)]
pub enum FindCaseError {
    /// There is none of this id.
    #[error("there is no case {0}")]
    Missing(CaseId),
    /// The reference was never given.
    #[error("there is no case {0}: was it typed as it was written?")]
    Unknown(Reference),
    /// The complaint of this reference names several listings.
    #[error("{reference} is a complaint about several listings; its cases are {}", listed(cases))]
    Several {
        /// The complaint's.
        reference: Reference,
        /// Those of its cases that are opened, at most [`MOST_LISTED`].
        cases: Vec<Reference>,
    },
    /// The store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// How many cases of a complaint are named instead of it.
pub const MOST_LISTED: usize = 20;

fn listed(cases: &[Reference]) -> String {
    let cases: Vec<String> = cases.iter().map(ToString::to_string).collect();
    if cases.is_empty() { "not opened yet".to_owned() } else { cases.join(", ") }
}

/// Stored events that do not lead to the head of their case.
#[derive(Debug, thiserror::Error)]
#[error("case {case} was altered")]
pub struct Altered {
    /// Which case.
    pub case: CaseId,
    /// What does not fit.
    pub source: case::ChainBroken,
}

/// The case with the id `id`.
///
/// # Errors
/// [`FindCaseError::Missing`], [`FindCaseError::Unavailable`].
pub async fn find_case<S: Cases>(store: &S, id: CaseId) -> Result<StoredCase, FindCaseError> {
    store.load(&[id]).await?.pop().flatten().ok_or(FindCaseError::Missing(id))
}

/// The case that is named.
///
/// # Errors
/// [`FindCaseError`].
pub async fn case_named<S>(store: &S, name: CaseName) -> Result<StoredCase, FindCaseError>
where
    S: Cases + Complaints + References,
{
    let reference = match name {
        CaseName::Id(id) => return find_case(store, id).await,
        CaseName::Reference(reference) => reference,
    };
    let referred = store.referred(reference).await?.ok_or(FindCaseError::Unknown(reference))?;
    if let Some(id) = referred.case {
        // A reference is given before its case is opened.
        return store.load(&[id]).await?.pop().flatten().ok_or(FindCaseError::Unknown(reference));
    }
    let fan_out = store.fan_out(referred.complaint).await?.ok_or(FindCaseError::Unknown(reference))?;
    let some: Vec<CaseId> = fan_out.cases.into_iter().take(MOST_LISTED).collect();
    let cases = store.load(&some).await?.into_iter().flatten();
    let cases = cases.map(|stored| stored.case.filing.reference).collect();
    Err(FindCaseError::Several { reference, cases })
}

/// A case that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Which.
    pub case: CaseId,
    /// Why, with all its causes.
    pub why: String,
}

/// What `ids` name, where it is there; where it cannot be read together, each by itself: an item that was altered hides no
/// other.
///
/// # Errors
/// [`Unavailable`] when none can be read, which is no matter of an item.
pub(crate) async fn load_each<S: Cases>(
    store: &S,
    ids: &[CaseId],
) -> Result<Vec<Result<Option<StoredCase>, Unreadable>>, Unavailable> {
    let error = match store.load(ids).await {
        Ok(loaded) => return Ok(loaded.into_iter().map(Ok).collect()),
        Err(error) => error,
    };
    let mut each = Vec::new();
    for case in ids {
        let loaded = store.load(&[*case]).await.map(|mut found| found.pop().flatten());
        each.push(loaded.map_err(|error| Unreadable { case: *case, why: chain_of(&error) }));
    }
    if ids.len() > 1 && each.iter().all(Result::is_err) { Err(error) } else { Ok(each) }
}

/// Hands over each case that was filed on `day` (UTC), in no order, as the store returns them; and those that may be of that
/// day and cannot be read.
///
/// # Errors
/// [`Unavailable`] when references or cases cannot be read now.
pub(crate) async fn each_filed_on<S: Cases + References>(
    store: &S,
    day: Date,
    mut each: impl FnMut(StoredCase),
) -> Result<Vec<Unreadable>, Unavailable> {
    let day_of = |stored: &StoredCase| stored.case.filed_at.to_zoned(TimeZone::UTC).date();
    let mut unreadable = Vec::new();
    for chunk in store.referred_on(day).await?.chunks(CHUNK) {
        for loaded in load_each(store, chunk).await? {
            match loaded {
                // A complaint that was merged leads to a case that may be of another day.
                Ok(Some(stored)) if day_of(&stored) == day => each(stored),
                Ok(_) => {}
                Err(it) => unreadable.push(it),
            }
        }
    }
    Ok(unreadable)
}

/// The stored events as lines, once their hash chain leads to the head.
///
/// # Errors
/// [`Altered`] when it does not.
pub fn verified_log(stored: &StoredCase) -> Result<&[String], Altered> {
    let case = stored.case.id;
    match case::verify(case, stored.lines.iter().map(String::as_bytes), stored.head) {
        Ok(_) => Ok(&stored.lines),
        Err(source) => Err(Altered { case, source }),
    }
}
