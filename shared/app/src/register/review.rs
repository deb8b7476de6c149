//! The desk's work on rights: checks, and what a reviewer decides.

use case::{ReviewerId, RightKind, RightRef};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use policy::Confirmation;
use port::{Registry, RightIndex, Unavailable};
use register::Right;
use register::right::{
    By, Check, CheckCode, CommandError, Elsewhere, RejectCode, RightCommand, RightRecorded, Unfoldable,
    checks, decide as decide_right,
};

use super::CHUNK;
use super::store::{RightError, change, find, schedule};

/// A right with the machine's checks of it.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The right.
    pub right: Right,
    /// The checks.
    pub checks: Vec<Check>,
}

/// What a reviewer decides about a right.
#[derive(Debug, Clone)]
pub enum Decision {
    /// It is verified. Where a check failed, another reviewer has to override it first.
    Verify {
        /// What was looked at and found good: every code of [`policy::checklist`] for this kind of right.
        confirmed: Vec<String>,
    },
    /// A failed check is overridden, as it stands now. It does not count when the same person verifies the right.
    Override {
        /// The check.
        check: CheckCode,
        /// Why it is not an obstacle.
        why: String,
    },
    /// It is rejected.
    Reject(RejectCode),
    /// Its owner gave it up. There is no way back.
    Surrender,
    /// It was assigned: its former owner's people may no longer act under it.
    Assign {
        /// The new owner's name.
        to: String,
    },
}

/// What a decision came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// How the right stands now, as a code.
    pub state: &'static str,
    /// Whether anything changed; false where it was so already.
    pub changed: bool,
}

/// Why a right stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// There is nothing of this code to confirm.
    #[error("{code} is not to be confirmed of a {kind}")]
    NotToConfirm {
        /// The code.
        code: String,
        /// The kind of right.
        kind: RightKind,
    },
    /// Not everything is confirmed.
    #[error("these are not confirmed yet: {}", codes(.0))]
    Unconfirmed(Vec<Confirmation>),
    /// The register refuses the decision.
    #[error("right {right} stays as it is")]
    Refused {
        /// Which right.
        right: RightRef,
        /// Why.
        source: CommandError,
    },
    /// The stored history does not take what was decided.
    #[error(transparent)]
    History(#[from] Unfoldable),
    /// The right cannot be used.
    #[error(transparent)]
    Right(#[from] RightError),
}

impl From<Unavailable> for ReviewError {
    fn from(error: Unavailable) -> Self {
        Self::Right(error.into())
    }
}

fn codes(open: &[Confirmation]) -> String {
    open.iter().map(|it| it.code).collect::<Vec<_>>().join(", ")
}

/// Makes the machine's checks of a right.
///
/// # Errors
/// [`RightError`].
pub async fn check<S: Registry + RightIndex>(
    store: &S,
    right: &RightRef,
    today: Date,
) -> Result<Checked, RightError> {
    let right = find(store, right).await?;
    let checks = checks_of(store, &right, today).await?;
    Ok(Checked { right, checks })
}

/// Records a decision of `by` about a right.
///
/// # Errors
/// [`ReviewError`]; the right is then as it was.
pub async fn decide<S: Registry + RightIndex>(
    store: &S,
    right: &RightRef,
    decision: Decision,
    by: &ReviewerId,
    now: Timestamp,
) -> Result<Decided, ReviewError> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let command = match decision {
        Decision::Verify { confirmed } => {
            let confirmed = confirmed_all(right.kind(), &confirmed)?;
            RightCommand::Verify { checks: check(store, right, today).await?.checks, confirmed }
        }
        Decision::Override { check: code, why } => {
            let checks = check(store, right, today).await?.checks;
            RightCommand::Override { check: code, checks, why: why.trim().to_owned() }
        }
        Decision::Reject(code) => RightCommand::Reject { code },
        Decision::Surrender => RightCommand::Surrender,
        Decision::Assign { to } => RightCommand::Assign { to },
    };
    let by = By::Reviewer(by.clone());
    change(store, right, |loaded| {
        let decided = decide_right(loaded, &by, &command, now);
        let event = decided.map_err(|source| ReviewError::Refused { right: right.clone(), source })?;
        let changed = event.is_some();
        if let Some(event) = event {
            loaded.history =
                loaded.history.clone().evolve(RightRecorded { at: now, by: by.clone(), event })?;
            if matches!(command, RightCommand::Surrender | RightCommand::Assign { .. }) {
                schedule(loaded, today);
            }
        }
        Ok(Decided { state: loaded.state_on(today).code(), changed })
    })
    .await
}

/// What was confirmed in the order of the checklist, each once.
fn confirmed_all(kind: RightKind, confirmed: &[String]) -> Result<Vec<String>, ReviewError> {
    let checklist = policy::checklist(kind);
    if let Some(code) = confirmed.iter().find(|code| !checklist.iter().any(|item| item.code == **code)) {
        return Err(ReviewError::NotToConfirm { code: code.clone(), kind });
    }
    let is_open = |item: &&Confirmation| !confirmed.iter().any(|code| code == item.code);
    let open: Vec<Confirmation> = checklist.iter().filter(is_open).copied().collect();
    if !open.is_empty() {
        return Err(ReviewError::Unconfirmed(open));
    }
    Ok(checklist.iter().map(|item| item.code.to_owned()).collect())
}

/// The machine's checks of a right, with the other rights that have its documents.
async fn checks_of<S: Registry + RightIndex>(
    store: &S,
    right: &Right,
    today: Date,
) -> Result<Vec<Check>, Unavailable> {
    let mut with = Vec::new();
    for document in &right.documents {
        let rights = store.rights_with(document.digest).await?;
        let others = rights.into_iter().filter(|other| *other != right.right);
        with.extend(others.map(|other| (document.digest, other)));
    }
    let mut others: Vec<RightRef> = with.iter().map(|(_, other)| other.clone()).collect();
    others.sort_unstable();
    others.dedup();
    let mut loaded = Vec::new();
    for chunk in others.chunks(CHUNK) {
        loaded.extend(store.rights(chunk).await?.into_iter().flatten());
    }
    let elsewhere: Vec<Elsewhere<'_>> = with
        .iter()
        .filter_map(|(document, other)| {
            let right = loaded.iter().find(|loaded| loaded.right == *other)?;
            // It may have been taken away there, or never have come to be one.
            if !right.documents.iter().any(|it| it.digest == *document) {
                return None;
            }
            Some(Elsewhere { document: *document, right })
        })
        .collect();
    Ok(checks(right, &elsewhere, today))
}
