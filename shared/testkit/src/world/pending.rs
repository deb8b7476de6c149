//! Notes of complaints that wait for their confirmation, in memory.

use case::ComplaintId;
use jiff::Timestamp;
use port::{Committed, PendingAt, PendingErasures, PendingNote, PendingNotes, PendingPage, Unavailable};

use super::World;

impl PendingNotes for World {
    async fn pending_note(&self, complaint: ComplaintId) -> Result<Option<PendingNote>, Unavailable> {
        self.call("pending_notes.note", |inner| inner.pending_notes.get(&complaint).cloned()).await
    }

    async fn put_pending_note(&self, note: &PendingNote) -> Result<Committed, Unavailable> {
        self.call("pending_notes.put", |inner| {
            let stored = PendingNote { version: note.version + 1, ..note.clone() };
            let there = inner.pending_notes.get(&note.complaint);
            if there == Some(&stored) {
                // The same write once more.
                return Committed::Done;
            }
            if there.map_or(0, |there| there.version) != note.version {
                return Committed::Conflict;
            }
            inner.pending_notes.insert(note.complaint, stored);
            Committed::Done
        })
        .await
    }

    async fn unconfirmed(
        &self,
        until: Timestamp,
        after: Option<PendingAt>,
        limit: u16,
    ) -> Result<PendingPage, Unavailable> {
        self.call("pending_notes.unconfirmed", |inner| {
            let waits = |note: &&PendingNote| note.queued && note.due_at <= until;
            let place = |note: &PendingNote| PendingAt { at: note.due_at, complaint: note.complaint };
            let mut complaints: Vec<_> = inner.pending_notes.values().filter(waits).map(place).collect();
            complaints.sort_unstable();
            complaints.retain(|it| after.is_none_or(|after| *it > after));
            let more = complaints.len() > usize::from(limit);
            complaints.truncate(usize::from(limit));
            let next = if more { complaints.last().copied() } else { None };
            PendingPage { complaints, next }
        })
        .await
    }
}

impl PendingErasures for World {
    async fn noted_complaints(&self) -> Result<Vec<ComplaintId>, Unavailable> {
        self.call("pending_erasures.noted", |inner| inner.pending_notes.keys().copied().collect()).await
    }

    async fn forget_pending_note(&self, complaint: ComplaintId) -> Result<(), Unavailable> {
        self.call("pending_erasures.forget", |inner| {
            inner.pending_notes.remove(&complaint);
        })
        .await
    }
}
