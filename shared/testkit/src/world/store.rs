//! The table in memory.

use case::{CaseId, ComplaintId, Digest, Link, Recorded, RightRef, Unfoldable};
use jiff::Timestamp;
use jiff::civil::Date;
use port::{
    Append, Appended, Cases, Committed, Complaints, Created, DueCases, FanOut, MarketplaceConfig, Registry,
    RightIndex, StoredCase, Unavailable,
};
use register::Right;

use super::World;

/// What cannot happen in this store is an error of the test.
fn misuse(doing: &'static str) -> Unavailable {
    Unavailable { system: "world", doing, source: None }
}

/// The case after `append`, in the bytes that are stored.
pub(crate) fn after(append: &Append<'_>) -> Result<StoredCase, Unfoldable> {
    let stored = append.stored;
    let lines: Vec<String> = append.events.iter().map(contract::event::encode).collect();
    let link =
        lines.iter().fold(Link::at(stored.head), |link, line| link.append(stored.case.id, line.as_bytes()));
    stored.after(append, lines, link.head().unwrap_or(stored.head))
}

impl Cases for World {
    async fn load(&self, ids: &[CaseId]) -> Result<Vec<Option<StoredCase>>, Unavailable> {
        if ids.len() > 100 {
            return Err(misuse("loading more than 100 cases"));
        }
        let corrupt = ids.iter().find(|id| self.look().corrupt.contains(id));
        if let Some(id) = corrupt {
            let error = format!("the item of case {id} cannot be read");
            return Err(Unavailable::new("world", "loading cases", error));
        }
        self.call("cases.load", |inner| ids.iter().map(|id| inner.cases.get(id).cloned()).collect()).await
    }

    async fn create(&self, id: CaseId, filed: &Recorded, due: Timestamp) -> Result<Created, Unavailable> {
        let stored = StoredCase::opened(id, filed, contract::event::encode(filed), due);
        let stored = stored.ok_or_else(|| misuse("opening without a filing"))?;
        self.call("cases.create", |inner| match inner.cases.get(&id) {
            // The same write again: its first answer was lost.
            Some(existing) if existing.log == stored.log => Created::New,
            Some(existing) => Created::Exists(Box::new(existing.clone())),
            None => {
                inner.cases.insert(id, stored.clone());
                inner.note_write(&stored);
                Created::New
            }
        })
        .await
    }

    async fn append(&self, append: Append<'_>) -> Result<Appended, Unavailable> {
        let stored = append.stored;
        let next = after(&append).map_err(|_| misuse("appending what does not fit"))?;
        self.call("cases.append", |inner| match inner.cases.get_mut(&next.case.id) {
            Some(existing) if existing.log == next.log && !append.events.is_empty() => {
                Appended::Done(Box::new(next.clone()))
            }
            Some(existing) if existing.case.events == stored.case.events => {
                *existing = next.clone();
                inner.note_write(&next);
                Appended::Done(Box::new(next.clone()))
            }
            Some(_) | None => Appended::Conflict,
        })
        .await
    }
}

impl DueCases for World {
    async fn due(&self, until: Timestamp, limit: u32) -> Result<Vec<CaseId>, Unavailable> {
        self.call("due.cases", |inner| {
            let mut due: Vec<(Timestamp, CaseId)> = inner
                .indexed()
                .values()
                .filter_map(|stored| stored.due.map(|due| (due, stored.case.id)))
                .filter(|(due, _)| *due <= until)
                .collect();
            due.sort_unstable();
            due.into_iter().take(limit as usize).map(|(_, id)| id).collect()
        })
        .await
    }
}

impl Complaints for World {
    async fn begin(&self, fan_out: &FanOut) -> Result<Option<FanOut>, Unavailable> {
        self.call("complaints.begin", |inner| {
            let existing = inner.fan_outs.get(&fan_out.complaint).cloned();
            if existing.is_none() {
                inner.fan_outs.insert(fan_out.complaint, fan_out.clone());
            }
            existing
        })
        .await
    }

    async fn fan_out(&self, complaint: ComplaintId) -> Result<Option<FanOut>, Unavailable> {
        self.call("complaints.fan_out", |inner| inner.fan_outs.get(&complaint).cloned()).await
    }

    async fn advance(&self, from: &FanOut, cases: &[CaseId]) -> Result<Committed, Unavailable> {
        self.call("complaints.advance", |inner| match inner.fan_outs.get_mut(&from.complaint) {
            Some(fan_out) if fan_out.done == from.done => {
                fan_out.cases.extend_from_slice(cases);
                fan_out.done = u16::try_from(fan_out.cases.len()).unwrap_or(u16::MAX);
                Committed::Done
            }
            Some(_) | None => Committed::Conflict,
        })
        .await
    }

    async fn abandon(&self, from: &FanOut) -> Result<Committed, Unavailable> {
        self.call("complaints.abandon", |inner| match inner.fan_outs.get_mut(&from.complaint) {
            Some(fan_out) if fan_out.done == from.done => {
                fan_out.listings = fan_out.done;
                Committed::Done
            }
            Some(_) | None => Committed::Conflict,
        })
        .await
    }

    async fn unfinished(&self, until: Timestamp) -> Result<Vec<ComplaintId>, Unavailable> {
        self.call("complaints.unfinished", |inner| {
            let until = inner.indexed_until().min(until);
            inner
                .fan_outs
                .values()
                .filter(|fan_out| fan_out.done < fan_out.listings && fan_out.filed_at < until)
                .map(|fan_out| fan_out.complaint)
                .collect()
        })
        .await
    }
}

impl Registry for World {
    async fn rights(&self, rights: &[RightRef]) -> Result<Vec<Option<Right>>, Unavailable> {
        self.call("registry.rights", |inner| {
            rights.iter().map(|right| inner.rights.get(right).cloned()).collect()
        })
        .await
    }
    async fn put_right(&self, right: &Right) -> Result<Committed, Unavailable> {
        self.call("registry.put_right", |inner| {
            let stored = Right { version: right.version + 1, ..right.clone() };
            match inner.rights.get(&right.right) {
                Some(there) if *there == stored => Committed::Done,
                there if there.map_or(0, |there| there.version) != right.version => Committed::Conflict,
                _ => {
                    inner.rights.insert(right.right.clone(), stored);
                    Committed::Done
                }
            }
        })
        .await
    }
    async fn marketplaces(&self) -> Result<Vec<MarketplaceConfig>, Unavailable> {
        self.call("registry.marketplaces", |inner| inner.marketplaces.values().cloned().collect()).await
    }
    async fn put_marketplace(&self, marketplace: &MarketplaceConfig) -> Result<(), Unavailable> {
        self.call("registry.put_marketplace", |inner| {
            inner.marketplaces.insert(marketplace.id.clone(), marketplace.clone());
        })
        .await
    }
}

impl RightIndex for World {
    async fn rights_to_remind(&self, until: Date, limit: u32) -> Result<Vec<RightRef>, Unavailable> {
        self.call("right_index.rights_to_remind", |inner| {
            let on = |right: &Right| right.remind_on.unwrap_or(Date::MAX);
            let mut due: Vec<(Date, RightRef)> =
                inner.rights.values().map(|right| (on(right), right.right.clone())).collect();
            due.retain(|(day, _)| *day <= until);
            due.sort_unstable();
            due.into_iter().take(limit as usize).map(|(_, right)| right).collect()
        })
        .await
    }
    async fn note_document(&self, document: Digest, right: &RightRef) -> Result<(), Unavailable> {
        self.call("right_index.note_document", |inner| {
            inner.noted.insert((document, right.clone()));
        })
        .await
    }
    async fn rights_with(&self, document: Digest) -> Result<Vec<RightRef>, Unavailable> {
        self.call("right_index.rights_with", |inner| {
            let of = inner.noted.iter().filter(|(noted, _)| *noted == document);
            of.map(|(_, right)| right.clone()).collect()
        })
        .await
    }
}
