//! Fan-out: a complaint of many listings becomes a case per listing. Resumable at any point: opening a case
//! twice opens it once, and progress is recorded after each chunk.

use app::OutgoingNudge;
use app::filing::{FileError, IdentifiedComplaint, open_case};
use app::parties::{DocumentError, complaint_document};
use app::vault::OpenError;
use case::{CaseId, ComplaintId};
use port::{Cases, Committed, Complaints, Documents, Queue, References, Subjects};
use step::StepError;

/// Listings turned into cases per recorded chunk.
const CHUNK: usize = 25;
/// Listings turned into cases per message; the rest is the next message's, so that none runs out of time.
const PER_MESSAGE: usize = 200;

/// Turns the next listings of a complaint into cases; nudges for what each made owed, and about the
/// complaint itself while listings are left.
pub(crate) async fn fan_out<S, D>(
    store: &S,
    documents: &D,
    complaint: ComplaintId,
) -> Result<Vec<OutgoingNudge>, StepError>
where
    S: Cases + Complaints + References + Subjects,
    D: Documents,
{
    let Some(mut fan_out) = store.fan_out(complaint).await? else {
        return Err(StepError::Reject("the complaint does not exist".into()));
    };
    // What an earlier delivery opened may not have been nudged: that is the sweep's business, since each
    // case owes its validation.
    let document = match complaint_document(documents, store, fan_out.document).await {
        Ok(document) => document,
        Err(error) if error.is_erased() => {
            // The complainant is gone: what is not opened yet never will be.
            store.abandon(&fan_out).await?;
            return Ok(Vec::new());
        }
        Err(DocumentError::Open(OpenError::Unavailable(error))) => return Err(error.into()),
        Err(error) => return Err(StepError::Reject(Box::new(error))),
    };
    let filed = IdentifiedComplaint::read(&document).map_err(|err| StepError::Reject(Box::new(err)))?;

    let mut outgoing = Vec::new();
    let mut worked = 0;
    while fan_out.done < fan_out.listings {
        if worked >= PER_MESSAGE {
            outgoing.push(OutgoingNudge::complaint(Queue::Validation, complaint));
            return Ok(outgoing);
        }
        let from = usize::from(fan_out.done);
        let (mut opened, mut next): (Vec<CaseId>, Vec<OutgoingNudge>) = Default::default();
        for index in from..(from + CHUNK).min(filed.complaint.listings.len()) {
            let case = open_case(store, &filed, index, fan_out.document).await.map_err(filing_error)?;
            opened.push(case.case);
            next.push(case.nudge());
        }
        if opened.is_empty() {
            return Err(StepError::Reject("the document has fewer listings".into()));
        }
        match store.advance(&fan_out, &opened).await? {
            Committed::Done => {
                outgoing.append(&mut next);
                worked += opened.len();
                fan_out.done = u16::try_from(from + opened.len()).unwrap_or(u16::MAX);
                fan_out.cases.append(&mut opened);
            }
            // Another delivery of the same message is at it.
            Committed::Conflict => return Ok(outgoing),
        }
    }
    Ok(outgoing)
}

pub(crate) fn filing_error(error: FileError) -> StepError {
    match error {
        FileError::Unavailable(error) => error.into(),
        FileError::Change(error) => error.into(),
        FileError::Invalid(_) => StepError::Reject(Box::new(error)),
    }
}
