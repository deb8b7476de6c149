//! Working off a table: each of its complaints is filed. Resumable at any point: a complaint's id follows from the
//! table, filing one twice files it once, and progress is recorded after each chunk.

use std::sync::Arc;

use app::OutgoingNudge;
use app::filing::bulk::{TableError, table_of};
use app::filing::{enter, listing_urls};
use app::vault::OpenError;
use case::BatchId;
use port::{
    Batches, Cases, Committed, Complaints, Documents, MarketplaceConfig, OwnComplaints, Queue, References,
    Subjects,
};
use step::StepError;

use crate::fan_out::filing_error;

/// Complaints filed per recorded chunk.
const CHUNK: u16 = 25;
/// Complaints filed per message; the rest is the next message's, so that none runs out of time.
const PER_MESSAGE: u16 = 200;

/// Files the next complaints of a table; nudges for what each made owed, and about the table itself while
/// complaints are left.
pub(crate) async fn work_off<S, D>(
    store: &S,
    documents: &D,
    marketplaces: Arc<Vec<MarketplaceConfig>>,
    batch: BatchId,
) -> Result<Vec<OutgoingNudge>, StepError>
where
    S: Cases + Complaints + References + Batches + OwnComplaints + Subjects,
    D: Documents,
{
    let Some(mut batch) = store.batch(batch).await? else {
        return Err(StepError::Reject("the batch does not exist".into()));
    };
    let table = match table_of(documents, store, &batch).await {
        Ok(table) => table,
        Err(TableError::Open(OpenError::Erased(_))) => {
            // The sender is gone: what is not filed yet never will be.
            store.advance_batch(&batch, batch.complaints).await?;
            return Ok(Vec::new());
        }
        Err(error) => return Err(table_error(error)),
    };
    let urls = listing_urls(&marketplaces);

    let mut outgoing = Vec::new();
    let end = batch.complaints.min(batch.done.saturating_add(PER_MESSAGE));
    while batch.done < end {
        let to = end.min(batch.done + CHUNK);
        let mut filed = Vec::new();
        for number in batch.done..to {
            if let Some(complaint) = table.complaint(number, &marketplaces, &urls) {
                let (_, next) = enter(store, documents, &complaint).await.map_err(filing_error)?;
                filed.push(next);
            }
        }
        match store.advance_batch(&batch, to).await? {
            Committed::Done => {
                outgoing.append(&mut filed);
                batch.done = to;
            }
            // Another delivery of the same message is at it.
            Committed::Conflict => return Ok(outgoing),
        }
    }
    if batch.done < batch.complaints {
        outgoing.push(OutgoingNudge::batch(Queue::Validation, batch.batch));
    }
    Ok(outgoing)
}

fn table_error(error: TableError) -> StepError {
    match error {
        TableError::Open(OpenError::Unavailable(error)) => error.into(),
        TableError::NotATable(_) | TableError::Malformed(_) | TableError::Open(_) => {
            StepError::Reject(Box::new(error))
        }
    }
}
