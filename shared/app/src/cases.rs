//! A case as it is stored, found and verified.

use case::CaseId;
use port::{Cases, StoredCase, Unavailable};

/// Why a case cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum FindCaseError {
    /// There is none of this id.
    #[error("there is no case {0}")]
    Missing(CaseId),
    /// The store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
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

/// The case named `id`.
///
/// # Errors
/// [`FindCaseError`].
pub async fn find_case<S: Cases>(store: &S, id: CaseId) -> Result<StoredCase, FindCaseError> {
    store.load(&[id]).await?.pop().flatten().ok_or(FindCaseError::Missing(id))
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
