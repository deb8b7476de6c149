//! The count behind a standing. It is given the cases of one complainant one after the other and keeps figures: of each
//! seller the newest few, of the rest nothing.

use std::collections::BTreeMap;

use case::{CaseId, Claim, Owner, PartyId};
use jiff::Timestamp;
use policy::programme::{BySeller, Counted, Reach, RuleSet};

use crate::outcome::{CaseOutcome, NotCounted, Verdict};
use crate::standing::{Scope, Standing};
use crate::window::{Window, days_after};

/// Up to how many agents of one account have figures of their own: the first that come.
pub const MOST_AGENTS: usize = 20;
/// Up to how many sellers are told apart for an account or a reason code. A rate of three times as many outcomes is known
/// well enough.
pub const MOST_SELLERS: usize = 1_000;
/// The same for an agent.
const MOST_OF_AGENT: usize = 200;

/// How many outcomes of each kind were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Counts {
    /// Complaints that led to a takedown that stands.
    pub taken_down: u32,
    /// Complaints that were decided, without those at court.
    pub decided: u32,
    /// Takedowns that were overturned.
    pub overturned: u32,
    /// Takedowns, without those at court.
    pub takedowns: u32,
    /// Takedowns that a court has still to judge.
    pub at_court: u32,
}

/// Cases of the window that are not among those counted for entry, each under one heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct LeftOut {
    /// Nothing is known of them yet.
    pub open: u32,
    /// Declined on formal grounds.
    pub formal: u32,
    /// Withdrawn before anything was done.
    pub withdrawn: u32,
    /// The marketplace's doing, or its mistake.
    pub marketplace: u32,
    /// Not settled: the seller's time to object still runs.
    pub recent: u32,
    /// Settled, and beyond what counts of one seller.
    pub capped: u32,
}

/// What was counted: all that an event of the programme needs to be recomputed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Tally {
    /// What counts for entry: the settled outcomes.
    pub settled: Counts,
    /// What counts against removal: settled or not. The same where nothing has to settle.
    pub all: Counts,
    /// Different sellers with a settled takedown that stands; 0 where outcomes are not counted by seller.
    pub sellers: u32,
    /// What is not counted for entry; nothing where outcomes are not counted by seller.
    pub left_out: LeftOut,
}

impl Counts {
    /// The counts of complaints taken down and standing, decided, takedowns overturned, takedowns.
    #[must_use]
    pub const fn of([taken_down, decided, overturned, takedowns]: [u32; 4]) -> Self {
        Self { taken_down, decided, overturned, takedowns, at_court: 0 }
    }

    /// Counts a case where each counts.
    fn add(&mut self, outcome: &CaseOutcome) {
        if let Some(hit) = outcome.ending.taken_down() {
            add(&mut self.decided, 1);
            add(&mut self.taken_down, u32::from(hit));
        }
        if let Some(hit) = outcome.ending.overturned() {
            add(&mut self.takedowns, 1);
            add(&mut self.overturned, u32::from(hit));
        }
    }

    fn judge(&mut self, verdict: Verdict) {
        let (taken_down, overturned) = match verdict {
            Verdict::Right => (true, Some(false)),
            Verdict::Overturned => (false, Some(true)),
            Verdict::Unfounded => (false, None),
            Verdict::Undecided => {
                add(&mut self.at_court, 1);
                return;
            }
        };
        add(&mut self.decided, 1);
        add(&mut self.taken_down, u32::from(taken_down));
        if let Some(overturned) = overturned {
            add(&mut self.takedowns, 1);
            add(&mut self.overturned, u32::from(overturned));
        }
    }
}

impl LeftOut {
    /// How many there are.
    #[must_use]
    pub const fn total(&self) -> u32 {
        let Self { open, formal, withdrawn, marketplace, recent, capped } = *self;
        open.saturating_add(formal)
            .saturating_add(withdrawn)
            .saturating_add(marketplace)
            .saturating_add(recent)
            .saturating_add(capped)
    }

    const fn of(&mut self, why: NotCounted) -> &mut u32 {
        match why {
            NotCounted::Open => &mut self.open,
            NotCounted::Formal => &mut self.formal,
            NotCounted::WithdrawnBefore => &mut self.withdrawn,
            NotCounted::Marketplace => &mut self.marketplace,
        }
    }
}

impl Tally {
    /// Where nothing has to settle: complaints taken down and standing, decided, takedowns overturned, takedowns.
    #[must_use]
    pub const fn of(counts: [u32; 4]) -> Self {
        let counts = Counts::of(counts);
        let left_out = LeftOut { open: 0, formal: 0, withdrawn: 0, marketplace: 0, recent: 0, capped: 0 };
        Self { settled: counts, all: counts, sellers: 0, left_out }
    }

    /// The same with so many more takedowns that stand and are settled, each about another seller.
    #[must_use]
    pub fn with_successes(mut self, more: u32) -> Self {
        for counts in [&mut self.settled, &mut self.all] {
            for count in [&mut counts.taken_down, &mut counts.decided, &mut counts.takedowns] {
                add(count, more);
            }
        }
        add(&mut self.sellers, more);
        self
    }

    /// The same with so many more takedowns that fell, each about another seller.
    #[must_use]
    pub fn with_failures(mut self, more: u32) -> Self {
        for counts in [&mut self.settled, &mut self.all] {
            for count in [&mut counts.overturned, &mut counts.decided, &mut counts.takedowns] {
                add(count, more);
            }
        }
        self
    }
}

fn add(count: &mut u32, more: u32) {
    *count = count.saturating_add(more);
}

/// An outcome that is kept, in the order of filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Kept {
    filed_at: Timestamp,
    case: CaseId,
    verdict: Verdict,
}

/// The newest outcomes about one seller, newest first.
#[derive(Debug, Clone, Default)]
struct OfSeller {
    settled: Vec<Kept>,
    recent: Vec<Kept>,
}

impl OfSeller {
    /// The newest of all.
    fn all(&self, most: usize) -> impl Iterator<Item = Kept> {
        let mut all = [self.settled.as_slice(), &self.recent].concat();
        all.sort_unstable_by(|a, b| b.cmp(a));
        all.into_iter().take(most)
    }
}

/// Keeps `one` if it is among the newest; returns whether another, or it itself, was dropped for that.
fn keep(newest: &mut Vec<Kept>, one: Kept, most: usize) -> bool {
    let place = newest.partition_point(|kept| *kept > one);
    newest.insert(place, one);
    let full = newest.len() > most;
    newest.truncate(most);
    full
}

/// The count for one scope.
#[derive(Debug, Clone)]
struct ScopeCount {
    /// By seller; under `None` what is about a seller that the marketplace did not name.
    sellers: BTreeMap<Option<PartyId>, OfSeller>,
    /// Up to how many sellers are told apart.
    most: usize,
    /// What counts or is left out whoever the seller is.
    rest: Tally,
}

impl ScopeCount {
    const fn up_to(most: usize) -> Self {
        Self { sellers: BTreeMap::new(), most, rest: Tally::of([0; 4]) }
    }

    fn add(&mut self, outcome: &CaseOutcome, counted: &Counted, as_of: Timestamp) {
        match counted {
            Counted::EachCase => {
                self.rest.settled.add(outcome);
                self.rest.all.add(outcome);
            }
            Counted::BySeller(rules) => match outcome.ending.verdict() {
                Ok(verdict) => self.judge(outcome, verdict, rules, as_of),
                Err(why) => add(self.rest.left_out.of(why), 1),
            },
        }
    }

    fn judge(&mut self, outcome: &CaseOutcome, verdict: Verdict, rules: &BySeller, as_of: Timestamp) {
        let begun = outcome.in_force_at.or(outcome.decided_at).unwrap_or(outcome.filed_at);
        let settled = days_after(begun, rules.settled_after_days) <= as_of;
        if !settled {
            add(&mut self.rest.left_out.recent, 1);
        }
        let place = self.place_of(outcome.seller);
        let of_seller = self.sellers.entry(place).or_default();
        let newest = if settled { &mut of_seller.settled } else { &mut of_seller.recent };
        let one = Kept { filed_at: outcome.filed_at, case: outcome.case, verdict };
        if keep(newest, one, usize::from(rules.most_of_one)) && settled {
            add(&mut self.rest.left_out.capped, 1);
        }
    }

    /// Under whom a seller is counted: itself, or once so many are told apart, the next of them by id.
    fn place_of(&self, seller: Option<PartyId>) -> Option<PartyId> {
        if self.sellers.len() < self.most {
            return seller;
        }
        let next = self.sellers.range(seller..).next().or_else(|| self.sellers.first_key_value());
        next.map_or(seller, |(place, _)| *place)
    }

    fn tally(&self, counted: &Counted) -> Tally {
        let mut tally = self.rest;
        let Counted::BySeller(rules) = counted else { return tally };
        for (seller, newest) in &self.sellers {
            for kept in &newest.settled {
                tally.settled.judge(kept.verdict);
            }
            for kept in newest.all(usize::from(rules.most_of_one)) {
                tally.all.judge(kept.verdict);
            }
            let stands = newest.settled.iter().any(|kept| kept.verdict == Verdict::Right);
            add(&mut tally.sellers, u32::from(seller.is_some() && stands));
        }
        tally
    }
}

/// A count that is given the cases of one complainant, each once, in any order, and keeps figures, not cases.
///
/// Sellers are told apart up to [`MOST_SELLERS`], the first that come. Who comes after them shares the place of one of
/// them, by its id: so memory is bounded, no seller counts for more than its place, and the rates are those of a sample.
#[derive(Debug, Clone)]
pub struct StandingCount {
    complainant: Owner,
    rules: RuleSet,
    window: Window,
    overall: ScopeCount,
    claims: BTreeMap<Claim, ScopeCount>,
    agents: BTreeMap<PartyId, ScopeCount>,
}

impl StandingCount {
    /// Nothing counted yet for the window of `rules` before `as_of`.
    #[must_use]
    pub fn new(complainant: Owner, rules: &RuleSet, as_of: Timestamp) -> Self {
        Self {
            complainant,
            rules: *rules,
            window: Window::ending(as_of, rules.window_months),
            overall: ScopeCount::up_to(MOST_SELLERS),
            claims: BTreeMap::new(),
            agents: BTreeMap::new(),
        }
    }

    /// Takes one more case. What is not the complainant's own, was not proved to be, or was filed outside the
    /// window does not count.
    pub fn add(&mut self, outcome: &CaseOutcome) {
        if !self.is_own(outcome) || !self.window.holds(outcome) {
            return;
        }
        let (counted, as_of) = (self.rules.counted, self.window.until);
        self.overall.add(outcome, &counted, as_of);
        let of_claim = self.claims.entry(outcome.claim).or_insert_with(|| ScopeCount::up_to(MOST_SELLERS));
        of_claim.add(outcome, &counted, as_of);
        let has_agents = matches!((self.complainant, counted), (Owner::Account(_), Counted::BySeller(_)));
        let known = self.agents.contains_key(&outcome.agent) || self.agents.len() < MOST_AGENTS;
        if has_agents && known {
            let of_agent =
                self.agents.entry(outcome.agent).or_insert_with(|| ScopeCount::up_to(MOST_OF_AGENT));
            of_agent.add(outcome, &counted, as_of);
        }
    }

    pub(crate) fn is_own(&self, outcome: &CaseOutcome) -> bool {
        outcome.complainant == self.complainant && outcome.proved
    }

    /// What it comes to, as [`standings_of`](crate::standings_of) says.
    #[must_use]
    pub fn standings(&self) -> Vec<Standing> {
        let of = |scope, count: &ScopeCount| Standing {
            scope,
            rules: self.rules,
            window: self.window,
            tally: count.tally(&self.rules.counted),
        };
        let mut standings = vec![of(Scope::Overall, &self.overall)];
        if self.rules.reach == Reach::AccountAndClaims {
            standings.extend(self.claims.iter().map(|(claim, count)| of(Scope::Claim(*claim), count)));
        }
        standings.extend(self.agents.iter().map(|(agent, count)| of(Scope::Agent(*agent), count)));
        standings
    }
}
