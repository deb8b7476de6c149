//! Everybody's cases, party by party, and how far the standings of a day are.

use case::Side;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use port::{
    CaseAt, CasePage, PartyCases, PartyPage, PartyPlace, StandingsProgress, StandingsRuns, StandingsStage,
    Unavailable,
};
use programme::Participant;

use crate::cases::{SORT_KEY, partition_key};
use crate::item::{Corrupt, Fields, Item, key, new_item, number, text, time};
use crate::question::{Index, OWNER, SELLER, place_of};
use crate::{DynamoStore, unavailable};

/// The partition of the runs.
const RUNS: &str = "standings";
/// How long a day's progress is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

const fn index_of(side: Side) -> &'static Index {
    match side {
        Side::Complainant => &OWNER,
        Side::Seller => &SELLER,
    }
}

/// The index that holds a party's cases, and the party's key in it.
fn place_in(subject: Participant) -> (&'static Index, String) {
    match subject {
        Participant::Complainant(key) => (&OWNER, key.to_string()),
        Participant::Seller(key) => (&SELLER, key.to_string()),
    }
}

fn subject_of(side: Side, key: &str) -> Option<Participant> {
    match side {
        Side::Complainant => key.parse().ok().map(Participant::Complainant),
        Side::Seller => key.parse().ok().map(Participant::Seller),
    }
}

/// The key of a case in the index of its party.
fn start_after(subject: Participant, place: CaseAt) -> Item {
    let (index, value) = place_in(subject);
    let mut start = key(partition_key(place.case), SORT_KEY);
    start.insert(index.hash.to_owned(), text(value));
    start.insert(index.range.to_owned(), time(place.at));
    start
}

impl PartyCases for DynamoStore {
    async fn parties_with_cases(
        &self,
        side: Side,
        since: Timestamp,
        after: Option<PartyPlace>,
        limit: u16,
    ) -> Result<PartyPage, Unavailable> {
        let index = index_of(side);
        let answer = self
            .client
            .scan()
            .table_name(&self.table)
            .index_name(index.name)
            .limit(i32::from(limit))
            .set_exclusive_start_key(after.map(|place| start_after(place.subject, place.case)))
            .set_return_consumed_capacity(self.report())
            .send()
            .await
            .map_err(|err| unavailable("asking who has cases", err))?;
        self.count_read("Scan", answer.consumed_capacity());
        let place = |entry: &Item| {
            let subject = subject_of(side, entry.get(index.hash)?.as_s().ok()?)?;
            Some(PartyPlace { subject, case: place_of(index, entry)? })
        };
        let places = answer.items.unwrap_or_default();
        let recent = places.iter().filter_map(place).filter(|place| place.case.at >= since);
        let mut parties: Vec<Participant> = recent.map(|place| place.subject).collect();
        // The entries of a party stand together, but nothing promises it.
        parties.sort_unstable();
        parties.dedup();
        Ok(PartyPage { parties, next: answer.last_evaluated_key.as_ref().and_then(place) })
    }

    async fn cases_since(
        &self,
        subject: Participant,
        since: Timestamp,
        after: Option<CaseAt>,
        limit: u16,
    ) -> Result<CasePage, Unavailable> {
        let (index, value) = place_in(subject);
        let answer = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(index.name)
            .key_condition_expression("#hash = :hash AND #range >= :since")
            .expression_attribute_names("#hash", index.hash)
            .expression_attribute_names("#range", index.range)
            .expression_attribute_values(":hash", text(value))
            .expression_attribute_values(":since", time(since))
            .limit(i32::from(limit))
            .set_exclusive_start_key(after.map(|place| start_after(subject, place)))
            .set_return_consumed_capacity(self.report())
            .send()
            .await
            .map_err(|err| unavailable("asking for a party's cases", err))?;
        self.count_read("Query", answer.consumed_capacity());
        let entries = answer.items.unwrap_or_default();
        Ok(CasePage {
            cases: entries.iter().filter_map(|entry| place_of(index, entry)).collect(),
            next: answer.last_evaluated_key.as_ref().and_then(|entry| place_of(index, entry)),
        })
    }
}

/// The stage's name, and after what it goes on.
fn told(stage: StandingsStage) -> (&'static str, Option<String>) {
    match stage {
        StandingsStage::Complainants(after) => ("complainants", after.map(|it| it.to_string())),
        StandingsStage::Sellers(after) => ("sellers", after.map(|it| it.to_string())),
        StandingsStage::Kept(after) => ("kept", after.map(|it| it.to_string())),
        StandingsStage::Done => ("done", None),
    }
}

fn stage_of(fields: &Fields<'_>) -> Result<StandingsStage, Corrupt> {
    match fields.text("stage")? {
        "complainants" => fields.optional("after", Fields::parsed).map(StandingsStage::Complainants),
        "sellers" => fields.optional("after", Fields::parsed).map(StandingsStage::Sellers),
        "kept" => fields.optional("after", Fields::parsed).map(StandingsStage::Kept),
        "done" => Ok(StandingsStage::Done),
        _ => Err(fields.corrupt("stage")),
    }
}

impl StandingsRuns for DynamoStore {
    async fn standings_progress(&self, day: Date) -> Result<Option<StandingsProgress>, Unavailable> {
        const DOING: &str = "asking how far standings are";
        let item = self.item(RUNS, &day.to_string(), DOING).await?;
        let Some(item) = item else { return Ok(None) };
        let read = || {
            let fields = Fields::of(&item, RUNS)?;
            Ok(StandingsProgress { day, rules: fields.parsed("rules")?, stage: stage_of(&fields)? })
        };
        read().map(Some).map_err(|err: Corrupt| unavailable(DOING, err))
    }

    async fn put_standings_progress(&self, progress: &StandingsProgress) -> Result<(), Unavailable> {
        let mut item = new_item(RUNS, progress.day.to_string());
        let (stage, after) = told(progress.stage);
        item.insert("stage".to_owned(), text(stage));
        if let Some(after) = after {
            item.insert("after".to_owned(), text(after));
        }
        item.insert("rules".to_owned(), text(progress.rules.code()));
        let midnight =
            progress.day.to_zoned(jiff::tz::TimeZone::UTC).map_or(Timestamp::MIN, |it| it.timestamp());
        let end = midnight.saturating_add(KEPT).unwrap_or(Timestamp::MAX);
        item.insert("expires_at".to_owned(), number(end.as_second()));
        self.put(item, "noting how far standings are").await
    }
}
