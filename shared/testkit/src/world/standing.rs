//! Everybody's cases, party by party, in memory.

use case::Side;
use jiff::Timestamp;
use jiff::civil::Date;
use port::{
    CaseAt, CasePage, PartyCases, PartyPage, PartyPlace, StandingsProgress, StandingsRuns, StoredCase,
    Unavailable,
};
use programme::Participant;

use super::World;

/// Who stands on `side` of a case.
fn subject_of(side: Side, stored: &StoredCase) -> Option<Participant> {
    match side {
        Side::Complainant => Some(Participant::Complainant(stored.case.filing.owner)),
        Side::Seller => stored.case.record.as_ref().and_then(|it| it.seller).map(Participant::Seller),
    }
}

fn place_of(side: Side, stored: &StoredCase) -> Option<PartyPlace> {
    let case = CaseAt { at: stored.case.filed_at, case: stored.case.id };
    Some(PartyPlace { subject: subject_of(side, stored)?, case })
}

impl PartyCases for World {
    async fn parties_with_cases(
        &self,
        side: Side,
        since: Timestamp,
        after: Option<PartyPlace>,
        limit: u16,
    ) -> Result<PartyPage, Unavailable> {
        self.call("party_cases.parties_with_cases", |inner| {
            let mut places: Vec<PartyPlace> =
                inner.indexed().values().filter_map(|it| place_of(side, it)).collect();
            places.sort_unstable();
            places.retain(|place| after.is_none_or(|after| *place > after));
            let more = places.len() > usize::from(limit);
            places.truncate(usize::from(limit));
            let next = if more { places.last().copied() } else { None };
            let recent = places.into_iter().filter(|place| place.case.at >= since);
            let mut parties: Vec<Participant> = recent.map(|place| place.subject).collect();
            parties.dedup();
            PartyPage { parties, next }
        })
        .await
    }

    async fn cases_since(
        &self,
        subject: Participant,
        since: Timestamp,
        after: Option<CaseAt>,
        limit: u16,
    ) -> Result<CasePage, Unavailable> {
        let side = match subject {
            Participant::Complainant(_) => Side::Complainant,
            Participant::Seller(_) => Side::Seller,
        };
        self.call("party_cases.cases_since", |inner| {
            let all = inner.indexed().values().filter_map(|it| place_of(side, it));
            let own = all.filter(|it| it.subject == subject);
            let mut cases: Vec<CaseAt> = own.map(|it| it.case).filter(|it| it.at >= since).collect();
            cases.sort_unstable();
            cases.retain(|it| after.is_none_or(|after| *it > after));
            let more = cases.len() > usize::from(limit);
            cases.truncate(usize::from(limit));
            let next = if more { cases.last().copied() } else { None };
            CasePage { cases, next }
        })
        .await
    }
}

impl StandingsRuns for World {
    async fn standings_progress(&self, day: Date) -> Result<Option<StandingsProgress>, Unavailable> {
        self.call("standings_runs.standings_progress", |inner| inner.standings.get(&day).copied()).await
    }

    async fn put_standings_progress(&self, progress: &StandingsProgress) -> Result<(), Unavailable> {
        self.call("standings_runs.put_standings_progress", |inner| {
            inner.standings.insert(progress.day, *progress);
        })
        .await
    }
}
