//! Notes of complaints that wait for their confirmation.

use case::{ComplaintId, ReviewerId};
use jiff::Timestamp;
use port::{
    Committed, PendingAt, PendingErasures, PendingNote, PendingNotes, PendingPage, PendingSettled,
    Settlement, Unavailable,
};

use crate::item::{Corrupt, Fields, Item, key, new_item, number, text, time};
use crate::question::WAITING;
use crate::{DynamoStore, unavailable};

const PENDING: &str = "pending";
/// The queue in the index of what waits for a person. No case has it.
const UNCONFIRMED: &str = "unconfirmed";

const CONFIRMED: &str = "confirmed";
const FILED: &str = "filed";
const DROPPED: &str = "dropped";

fn partition_key(complaint: ComplaintId) -> String {
    format!("pending#{complaint}")
}

fn complaint_of(pk: &str) -> Option<ComplaintId> {
    pk.strip_prefix("pending#")?.parse().ok()
}

fn item_of(note: &PendingNote) -> Item {
    let mut item = new_item(partition_key(note.complaint), PENDING);
    let mut put = |name: &str, value| item.insert(name.to_owned(), value);
    put("received_at", time(note.received_at));
    put("channel", text(note.channel.code()));
    put("claim", text(note.claim.code()));
    put("listing", text(note.listing.to_string()));
    put("listings", number(note.listings));
    put("disowned", number(u8::from(note.disowned)));
    put("wait_from", time(note.due_at));
    put("expires_at", number(note.expires_at.as_second()));
    put("version", number(note.version.saturating_add(1)));
    if note.queued {
        put(WAITING.hash, text(UNCONFIRMED));
        put(WAITING.range, time(note.due_at));
    }
    if let Some(at) = note.confirmed_at {
        put("confirmed_at", time(at));
    }
    if let Some(Settlement { how, at }) = &note.settled {
        put("settled_at", time(*at));
        match how {
            PendingSettled::Confirmed => {
                put("settled", text(CONFIRMED));
            }
            PendingSettled::Filed(by) => {
                put("settled", text(FILED));
                put("by", text(by.to_string()));
            }
            PendingSettled::Dropped(by, reason) => {
                put("settled", text(DROPPED));
                put("by", text(by.to_string()));
                put("reason", text(reason.clone()));
            }
        }
    }
    item
}

fn settlement_of(fields: &Fields<'_>) -> Result<Option<Settlement>, Corrupt> {
    let Some(how) = fields.optional("settled", Fields::text)? else { return Ok(None) };
    let by = || fields.parsed::<ReviewerId>("by");
    let how = match how {
        CONFIRMED => PendingSettled::Confirmed,
        FILED => PendingSettled::Filed(by()?),
        DROPPED => PendingSettled::Dropped(by()?, fields.text("reason")?.to_owned()),
        _ => return Err(fields.corrupt("settled")),
    };
    Ok(Some(Settlement { how, at: fields.time("settled_at")? }))
}

fn parse(complaint: ComplaintId, item: &Item) -> Result<PendingNote, Corrupt> {
    let fields = Fields::of(item, partition_key(complaint))?;
    let expires_at: i64 = fields.number("expires_at")?;
    Ok(PendingNote {
        complaint,
        received_at: fields.time("received_at")?,
        channel: fields.parsed("channel")?,
        claim: fields.parsed("claim")?,
        listing: fields.parsed("listing")?,
        listings: fields.number("listings")?,
        disowned: fields.number::<u8>("disowned")? != 0,
        queued: fields.has(WAITING.hash),
        due_at: fields.time("wait_from")?,
        expires_at: Timestamp::from_second(expires_at).map_err(|err| fields.because("expires_at", err))?,
        settled: settlement_of(&fields)?,
        confirmed_at: fields.optional("confirmed_at", Fields::time)?,
        version: fields.number("version")?,
    })
}

fn place_of(entry: &Item) -> Option<PendingAt> {
    let at = entry.get(WAITING.range)?.as_n().ok()?.parse().ok()?;
    let complaint = complaint_of(entry.get("pk")?.as_s().ok()?)?;
    Some(PendingAt { at: Timestamp::from_millisecond(at).ok()?, complaint })
}

impl PendingNotes for DynamoStore {
    async fn pending_note(&self, complaint: ComplaintId) -> Result<Option<PendingNote>, Unavailable> {
        const DOING: &str = "looking up a pending complaint";
        let item = self.item(&partition_key(complaint), PENDING, DOING).await?;
        item.map(|item| parse(complaint, &item)).transpose().map_err(|err| unavailable(DOING, err))
    }

    async fn put_pending_note(&self, note: &PendingNote) -> Result<Committed, Unavailable> {
        self.put_versioned(item_of(note), note.version, "pk", "noting a pending complaint").await
    }

    async fn unconfirmed(
        &self,
        until: Timestamp,
        after: Option<PendingAt>,
        limit: u16,
    ) -> Result<PendingPage, Unavailable> {
        const DOING: &str = "asking for unconfirmed complaints";
        let start = after.map(|place| {
            let mut start = key(partition_key(place.complaint), PENDING);
            start.insert(WAITING.hash.to_owned(), text(UNCONFIRMED));
            start.insert(WAITING.range.to_owned(), time(place.at));
            start
        });
        let answer = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(WAITING.name)
            .key_condition_expression("#hash = :hash AND #range <= :until")
            .expression_attribute_names("#hash", WAITING.hash)
            .expression_attribute_names("#range", WAITING.range)
            .expression_attribute_values(":hash", text(UNCONFIRMED))
            .expression_attribute_values(":until", time(until))
            // One more than asked for tells whether there is more.
            .limit(i32::from(limit) + 1)
            .set_exclusive_start_key(start)
            .set_return_consumed_capacity(self.report())
            .send()
            .await
            .map_err(|err| unavailable(DOING, err))?;
        self.count_read("Query", answer.consumed_capacity());
        let mut complaints: Vec<_> = answer.items.iter().flatten().filter_map(place_of).collect();
        let more = complaints.len() > usize::from(limit) || answer.last_evaluated_key.is_some();
        complaints.truncate(usize::from(limit));
        let next = if more { complaints.last().copied() } else { None };
        Ok(PendingPage { complaints, next })
    }
}

impl PendingErasures for DynamoStore {
    async fn noted_complaints(&self) -> Result<Vec<ComplaintId>, Unavailable> {
        let mut found = Vec::new();
        let mut start = None;
        loop {
            let answer = self
                .client
                .scan()
                .table_name(&self.table)
                .consistent_read(true)
                .filter_expression("sk = :pending")
                .projection_expression("pk")
                .expression_attribute_values(":pending", text(PENDING))
                .set_exclusive_start_key(start)
                .set_return_consumed_capacity(self.report())
                .send()
                .await
                .map_err(|err| unavailable("looking for pending complaints", err))?;
            self.count_read("Scan", answer.consumed_capacity());
            let keys = answer.items.iter().flatten().filter_map(|item| item.get("pk")?.as_s().ok());
            found.extend(keys.filter_map(|pk: &String| complaint_of(pk)));
            start = answer.last_evaluated_key;
            if start.is_none() {
                return Ok(found);
            }
        }
    }

    async fn forget_pending_note(&self, complaint: ComplaintId) -> Result<(), Unavailable> {
        let answer = self
            .client
            .delete_item()
            .table_name(&self.table)
            .set_key(Some(key(partition_key(complaint), PENDING)))
            .set_return_consumed_capacity(self.report())
            .send()
            .await
            .map_err(|err| unavailable("forgetting a pending complaint", err))?;
        self.count_write("DeleteItem", answer.consumed_capacity());
        Ok(())
    }
}
