//! Completing a complaint: what was missing is supplied, and the complaint keeps its place.

use case::{Actor, Command, Illegal, PartyAct, Side};
use notice::{Draft, Problem, Reading};
use port::{Cases, Complaints, Documents, Inbox, Nudges, Subjects, Unavailable, WallClock};

use super::document::{DocumentError, complaint_document};
use super::evidence::{EncryptedFiles, EvidenceError, take_files};
use super::follow::{FollowError, cases_of, follow_link};
use crate::filing::{IdentifiedComplaint, Link};
use crate::vault::Keeper;
use crate::{ChangeError, change, send_nudges};

/// Why a complaint was not completed. Nothing is sealed.
#[derive(Debug, thiserror::Error)]
pub enum CompleteError {
    /// Something is still missing, or wrong.
    #[error("something is still missing or wrong")]
    Invalid {
        /// What is known now.
        draft: Box<Draft>,
        /// What is wrong.
        problems: Vec<Problem>,
    },
    /// The link leads to no complaint.
    #[error(transparent)]
    Follow(#[from] FollowError),
    /// Its document cannot be read.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// Nothing is asked for, or not any longer.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// A store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Supplies what was missing in the complaint that `link` leads to.
///
/// # Errors
/// [`CompleteError`].
pub async fn complete_complaint<S, D, I, N, C>(
    (store, documents, inbox, nudges, clock): (&S, &D, &I, &N, &C),
    link: Link,
    reading: Reading,
) -> Result<(), CompleteError>
where
    S: Cases + Complaints + Subjects,
    D: Documents,
    I: Inbox,
    N: Nudges,
    C: WallClock,
{
    let followed = follow_link(store, link, 1).await?;
    let before = complaint_document(documents, store, followed.document).await?;
    let draft = overlay(Draft::of(&before), reading.draft);
    let mut identified = IdentifiedComplaint::read(&before).map_err(DocumentError::from)?;
    let territories: Vec<_> = identified.complaint.listings.iter().map(|it| it.territory).collect();
    let mut problems = reading.problems;
    problems.extend(draft.missing_fields(&territories));
    let right = draft.right_ref();
    problems.extend(right.as_ref().err().cloned());
    let invalid = |draft, problems| Err(CompleteError::Invalid { draft: Box::new(draft), problems });
    let (Ok(right), true) = (right, problems.is_empty()) else { return invalid(draft, problems) };
    let files = match take_files(inbox, &draft.uploads).await {
        Ok(files) => files,
        Err(EvidenceError::Invalid(problems)) => return invalid(draft, problems),
        Err(EvidenceError::Unavailable(error)) => return Err(error.into()),
    };
    let keeper = Keeper::of_writer(store, identified.filer.party).await?;
    let files = EncryptedFiles::of(&keeper, files)?;
    let complaint = &mut identified.complaint;
    complaint.missing = Vec::new();
    (complaint.right, complaint.work) = draft.named_right();
    complaint.classes = draft.right.classes;
    complaint.explanation = draft.explanation;
    complaint.statements = draft.statements;
    complaint.complainant.name = draft.complainant.name;
    complaint.complainant.postal_address = draft.complainant.postal_address;
    complaint.complainant.telephone = draft.complainant.telephone;
    complaint.evidence.extend(files.named());

    let cases = cases_of(store, link).await?.cases;
    let not_now = |state| ChangeError::from(Illegal::NotNow { command: PartyAct::Complete.code(), state });
    let Some(first) = cases.first() else { return Err(not_now("filed").into()) };
    let completed = keeper.encrypt(identified.document().encode())?;
    let document = completed.digest;
    // Sent twice, it is completed already.
    let already = cases.iter().any(|stored| stored.case.filing.document == document);
    let state = first.case.state.code();
    let incomplete = cases.into_iter().filter(|it| it.case.may_act(Side::Complainant, PartyAct::Complete));
    let incomplete: Vec<_> = incomplete.collect();
    if incomplete.is_empty() {
        return if already { Ok(()) } else { Err(not_now(state).into()) };
    }
    files.seal(documents).await?;
    completed.seal(documents, "application/json").await?;
    for stored in incomplete {
        let proof = stored.case.filing.proof_under(right.as_ref());
        let right = right.clone();
        let command = Command::Complete { document, missing: Vec::new(), right, proof };
        let changed = change(store, stored, &Actor::Complainant, &[command], clock.now()).await?;
        send_nudges(nudges, clock, changed.nudges()).await;
    }
    Ok(())
}

/// What is new, over what was known. Who complains stays who complains: the address is not replaced.
fn overlay(mut known: Draft, new: Draft) -> Draft {
    let take = |known: &mut String, new: String| {
        if !new.is_empty() {
            *known = new;
        }
    };
    take(&mut known.explanation, new.explanation);
    take(&mut known.right.office, new.right.office);
    take(&mut known.right.number, new.right.number);
    take(&mut known.right.work, new.right.work);
    take(&mut known.complainant.name, new.complainant.name);
    take(&mut known.complainant.postal_address, new.complainant.postal_address);
    take(&mut known.complainant.telephone, new.complainant.telephone);
    take(&mut known.statements.signature, new.statements.signature);
    known.statements.good_faith |= new.statements.good_faith;
    known.statements.perjury |= new.statements.perjury;
    known.statements.truth |= new.statements.truth;
    known.uploads = new.uploads;
    known
}
