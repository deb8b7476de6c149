//! What is counted in the cases of one party.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;
use std::sync::{Mutex, PoisonError};

use case::{CaseId, Digest, RightRef};
use policy::misuse::MISUSE;
use port::{
    Accounts, CasePage, Cases, Parties, PartyCases, PartyRecord, Registry, StoredCase, Subjects, Unavailable,
    WallClock, chain_of,
};
use programme::{
    CaseBackground, CaseOutcome, MisuseFinding, Participant, PatternSearch, Standing, StandingCount,
    outcome_of,
};

use super::joined::Source;
use super::{Recomputed, Run};

/// Cases of a party loaded in one request.
pub(super) const PAGE: u16 = 100;

/// What a party's cases come to.
pub(super) struct Counted {
    /// Its standings; empty for a seller.
    pub(super) standings: Vec<Standing>,
    /// The patterns of misuse in them.
    pub(super) findings: Vec<MisuseFinding>,
}

/// A count under way.
struct Count<'a> {
    subject: Participant,
    search: PatternSearch<'a>,
    standing: Option<StandingCount>,
}

impl Count<'_> {
    /// Whether these first cases are all and so few that they show nothing, whatever became of them: so it is with
    /// most sellers.
    fn shows_nothing(&self, first: &CasePage) -> bool {
        let few = u32::try_from(first.cases.len()).is_ok_and(|cases| cases < self.search.fewest_cases());
        self.standing.is_none() && first.next.is_none() && few
    }

    /// Takes a case that counts for the subject, under whatever name it was filed.
    fn add(&mut self, mut outcome: CaseOutcome, background: CaseBackground) {
        if let Participant::Complainant(owner) = self.subject {
            outcome.complainant = owner;
        }
        self.search.add(&outcome, &background);
        if let Some(standing) = &mut self.standing {
            standing.add(&outcome);
        }
    }
}

impl<S, C> Run<'_, S, C>
where
    S: Accounts + Cases + PartyCases + Parties + Registry + Subjects,
    C: WallClock,
{
    /// Counts the cases of `record`'s party, of which `first` are the first under its own name; `None` when time ran
    /// short.
    pub(super) async fn count(
        &self,
        record: &PartyRecord,
        sources: &[Source],
        first: CasePage,
        done: &mut Recomputed,
    ) -> Result<Option<Counted>, Unavailable> {
        let (subject, as_of) = (record.subject, self.window.until);
        let warned = |pattern| record.misuse.counted_from(pattern, &MISUSE, as_of);
        let mut count = Count {
            subject,
            search: PatternSearch::new(subject, &MISUSE, as_of, warned),
            standing: match subject {
                Participant::Complainant(party) => Some(StandingCount::new(party, self.rules, as_of)),
                Participant::Seller(_) => None,
            },
        };
        if !count.shows_nothing(&first) {
            let begun = iter::once(Some(first)).chain(iter::repeat_with(|| None));
            for (source, page) in sources.iter().zip(begun) {
                if self.count_source(&mut count, source, page, done).await?.is_none() {
                    return Ok(None);
                }
            }
        }
        let standings = count.standing.map(|it| it.standings()).unwrap_or_default();
        Ok(Some(Counted { standings, findings: count.search.findings() }))
    }

    /// Counts what was filed under one name; `begun` is its first page, where that was read before. `None` when time
    /// ran short.
    async fn count_source(
        &self,
        count: &mut Count<'_>,
        source: &Source,
        begun: Option<CasePage>,
        done: &mut Recomputed,
    ) -> Result<Option<()>, Unavailable> {
        let (mut begun, mut after) = (begun, None);
        loop {
            let page = match begun.take() {
                Some(page) => page,
                None => self.store.cases_since(source.named, self.window.from, after, PAGE).await?,
            };
            if page.cases.is_empty() {
                return Ok(Some(()));
            }
            if self.clock.now() >= self.until {
                return Ok(None);
            }
            let before = page.cases.iter().take_while(|place| place.at < self.window.until);
            let all = before.clone().count() == page.cases.len();
            let ids: Vec<CaseId> =
                before.filter(|it| source.counts(count.subject, it.at)).map(|it| it.case).collect();
            self.count_cases(count, &ids, done).await?;
            match page.next {
                Some(next) if all => after = Some(next),
                Some(_) | None => return Ok(Some(())),
            }
        }
    }

    async fn count_cases(
        &self,
        count: &mut Count<'_>,
        ids: &[CaseId],
        done: &mut Recomputed,
    ) -> Result<(), Unavailable> {
        if ids.is_empty() {
            return Ok(());
        }
        let outcomes = self.outcomes(ids, done).await;
        let owners = if count.search.needs_owner() {
            self.owners.of(self.store, &outcomes).await?
        } else {
            BTreeMap::new()
        };
        for outcome in outcomes {
            let owner = outcome.right.as_ref().and_then(|right| owners.get(right).copied());
            count.add(outcome, CaseBackground { owner, ..CaseBackground::default() });
        }
        Ok(())
    }

    /// What had become of these cases by the day's first moment.
    async fn outcomes(&self, ids: &[CaseId], done: &mut Recomputed) -> Vec<CaseOutcome> {
        let stored = self.load(ids, done).await;
        done.cases += stored.len();
        // What happened since is of the next day: so a day's standings are the same whenever computed.
        let known = stored.iter().map(|stored| {
            stored.log.split_at(stored.log.partition_point(|recorded| recorded.at < self.window.until)).0
        });
        known.filter_map(outcome_of).collect()
    }

    async fn load(&self, ids: &[CaseId], done: &mut Recomputed) -> Vec<StoredCase> {
        if let Ok(found) = self.store.load(ids).await {
            return found.into_iter().flatten().collect();
        }
        // One unreadable case must not hide the others.
        let mut found = Vec::new();
        for id in ids {
            match self.store.load(&[*id]).await {
                Ok(one) => found.extend(one.into_iter().flatten()),
                Err(error) => {
                    done.failed += 1;
                    tracing::error!(case.id = %id, error = chain_of(&error), "case not readable");
                }
            }
        }
        found
    }
}

/// The owners of rights that were asked for lately, by the digests of their names.
#[derive(Debug, Default)]
pub(super) struct Owners(Mutex<BTreeMap<RightRef, Option<Digest>>>);

/// Rights remembered at a time.
const MOST_RIGHTS: usize = 1_000;

impl Owners {
    /// The owners of the rights that these cases rest on, where the register knows them.
    async fn of<S: Registry>(
        &self,
        store: &S,
        outcomes: &[CaseOutcome],
    ) -> Result<BTreeMap<RightRef, Digest>, Unavailable> {
        let rights: BTreeSet<&RightRef> = outcomes.iter().filter_map(|it| it.right.as_ref()).collect();
        let mut owners: BTreeMap<RightRef, Option<Digest>> = BTreeMap::new();
        let mut unknown: Vec<RightRef> = Vec::new();
        {
            let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            for right in rights {
                match known.get(right) {
                    Some(owner) => _ = owners.insert(right.clone(), *owner),
                    None => unknown.push(right.clone()),
                }
            }
        }
        if !unknown.is_empty() {
            // A page of cases has no more rights than one request may name.
            let found = store.rights(&unknown).await?;
            let digest = |name: &str| Digest::of(name.trim().to_lowercase().as_bytes());
            let named = found.into_iter().map(|it| it.map(|right| digest(&right.owner)));
            let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if known.len() + unknown.len() > MOST_RIGHTS {
                known.clear();
            }
            for (right, owner) in unknown.into_iter().zip(named) {
                known.insert(right.clone(), owner);
                owners.insert(right, owner);
            }
        }
        Ok(owners.into_iter().filter_map(|(right, owner)| Some((right, owner?))).collect())
    }
}

#[cfg(test)]
mod tests {
    use case::{Claim, Owner, PartyId, RightKind};
    use programme::Ending;
    use register::Right;
    use testkit::sample;
    use testkit::world::World;

    use super::*;

    fn right(n: usize) -> RightRef {
        RightRef::new(RightKind::Trademark, "EM", &format!("{n:09}")).unwrap()
    }

    /// A case that rests on this right.
    fn outcome(n: usize) -> CaseOutcome {
        let (agent, at) = (PartyId::new(uuid::Uuid::nil()), jiff::Timestamp::UNIX_EPOCH);
        CaseOutcome {
            case: CaseId::new(uuid::Uuid::from_u128(n as u128)),
            complaint: case::ComplaintId::new(uuid::Uuid::from_u128(n as u128)),
            complainant: Owner::Party(agent),
            agent,
            proved: true,
            seller: None,
            listing: sample::listing(n),
            claim: Claim::Counterfeit,
            right: Some(right(n)),
            filed_at: at,
            decided_at: None,
            in_force_at: None,
            objected_at: None,
            ended_at: at,
            ending: Ending::Open,
        }
    }

    #[tokio::test]
    async fn a_thousand_owners_are_remembered_and_then_asked_for_anew() {
        let world = World::new();
        for n in 0..=MOST_RIGHTS {
            let known = Right { right: right(n), ..sample::right() };
            world.look().rights.insert(known.right.clone(), known);
        }
        let owners = Owners::default();
        // Each time how many owners were found, and whether the register was asked.
        let ask = async |rights: std::ops::Range<usize>| {
            let before = world.look().calls.len();
            let outcomes: Vec<CaseOutcome> = rights.map(outcome).collect();
            let found = owners.of(&world, &outcomes).await.unwrap();
            (found.len(), world.look().calls.len() > before)
        };
        assert_eq!(ask(0..0).await, (0, false));
        assert_eq!(ask(0..400).await, (400, true));
        assert_eq!(ask(400..MOST_RIGHTS).await, (600, true));
        assert_eq!(ask(0..MOST_RIGHTS).await, (MOST_RIGHTS, false));
        assert_eq!(ask(MOST_RIGHTS..MOST_RIGHTS + 1).await, (1, true));
        assert_eq!(ask(0..1).await, (1, true), "the others were forgotten");
    }
}
