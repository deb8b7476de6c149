//! The sweep: whatever is due and still owed is nudged again; clocks that ended take effect.
//!
//! It is what makes a lost message harmless: a crash between commit and nudge, a queue that forgot, a
//! caller that went away. It trusts nothing stored: each case's due time is computed again.

use case::{Actor, CaseId, Command};
use jiff::{SignedDuration, Timestamp};
use policy::Deadline;
use port::{
    Append, Appended, Batches, Cases, Complaints, DueCases, Nudges, Queue, StoredCase, Unavailable,
    WallClock, chain_of,
};

use crate::{ChangeError, OutgoingNudge, change, nudges_owed, send_nudges};

/// What a sweep did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Cases looked at.
    pub looked_at: usize,
    /// Clocks that ended.
    pub clocks_ended: usize,
    /// Cases that were nudged again.
    pub nudged: usize,
    /// Complaints whose fan-out was nudged again.
    pub complaints: usize,
    /// Tables whose working off was nudged again.
    pub batches: usize,
    /// Cases that could not be handled; they stay due.
    pub failed: usize,
}

/// Cases looked at in one sweep; the rest is due a minute later.
const MOST: u32 = 1_000;
/// Cases loaded in one request.
const CHUNK: usize = 100;
/// A fan-out or a table older than this is nudged again.
const FAN_OUT_GRACE: SignedDuration = SignedDuration::from_mins(3);

/// Sweeps once.
///
/// # Errors
/// [`Unavailable`] when what is due cannot be listed. Single cases that fail are counted, logged, and due
/// again.
pub async fn sweep<S, N, C>(store: &S, nudges: &N, clock: &C) -> Result<Swept, Unavailable>
where
    S: Cases + DueCases + Complaints + Batches,
    N: Nudges,
    C: WallClock,
{
    let now = clock.now();
    let mut swept = Swept::default();
    let due = store.due(now, MOST).await?;
    for chunk in due.chunks(CHUNK) {
        let mut outgoing = Vec::new();
        for stored in load(store, chunk, &mut swept).await {
            swept.looked_at += 1;
            let id = stored.case.id;
            if let Err(error) = look_at(store, nudges, clock, stored, now, &mut swept, &mut outgoing).await {
                swept.failed += 1;
                tracing::warn!(case.id = %id, error = chain_of(&error), "case stays due");
            }
        }
        send_nudges(nudges, clock, outgoing).await;
    }
    let grace = now.saturating_sub(FAN_OUT_GRACE).unwrap_or(now);
    let complaints = store.unfinished(grace).await?;
    swept.complaints = complaints.len();
    let batches = store.unfinished_batches(grace).await?;
    swept.batches = batches.len();
    let complaints = complaints.into_iter().map(|id| OutgoingNudge::complaint(Queue::Validation, id));
    let batches = batches.into_iter().map(|id| OutgoingNudge::batch(Queue::Validation, id));
    send_nudges(nudges, clock, complaints.chain(batches).collect()).await;
    Ok(swept)
}

async fn load<S: Cases>(store: &S, ids: &[CaseId], swept: &mut Swept) -> Vec<StoredCase> {
    match store.load(ids).await {
        Ok(found) => found.into_iter().flatten().collect(),
        Err(_) => {
            // One unreadable case must not hide the others.
            let mut found = Vec::new();
            for id in ids {
                match store.load(&[*id]).await {
                    Ok(one) => found.extend(one.into_iter().flatten()),
                    Err(error) => {
                        swept.failed += 1;
                        tracing::error!(case.id = %id, error = chain_of(&error), "case not readable");
                    }
                }
            }
            found
        }
    }
}

async fn look_at<S, N, C>(
    store: &S,
    nudges: &N,
    clock: &C,
    stored: StoredCase,
    now: Timestamp,
    swept: &mut Swept,
    outgoing: &mut Vec<OutgoingNudge>,
) -> Result<(), ChangeError>
where
    S: Cases,
    N: Nudges,
    C: WallClock,
{
    let due = policy::next_due(&stored.case, stored.swept);
    if due.is_none_or(|due| due > now) {
        // The index was early, as it may be. Now it gets the true value.
        let count = stored.swept;
        return Ok(reindex(store, &stored, due, count).await?);
    }
    // Several clocks may run; once one has ended, the others are those of a case that has moved on.
    let ended = policy::deadlines(&stored.case).into_iter().filter(|deadline| deadline.due <= now);
    for Deadline { clock, end, due, .. } in ended {
        let command = Command::EndClock { clock, end, due };
        let changed = change(store, stored.clone(), &Actor::Machine, &[command], now).await?;
        if changed.events > 0 {
            swept.clocks_ended += 1;
            outgoing.extend(changed.nudges());
            return Ok(());
        }
    }
    // Nudge first, then note the look: a crash between the two nudges once more, which is harmless.
    let again = nudges_owed(&stored.case);
    if !again.is_empty() {
        swept.nudged += 1;
        send_nudges(nudges, clock, again).await;
    }
    let count = stored.swept.saturating_add(1);
    Ok(reindex(store, &stored, policy::next_due(&stored.case, count), count).await?)
}

async fn reindex<S: Cases>(
    store: &S,
    stored: &StoredCase,
    due: Option<Timestamp>,
    swept: u32,
) -> Result<(), Unavailable> {
    match store.append(Append { stored, events: &[], due, swept }).await? {
        // Someone is at work on the case: it will index its own due time.
        Appended::Done(_) | Appended::Conflict => Ok(()),
    }
}
