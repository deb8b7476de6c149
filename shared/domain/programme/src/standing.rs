//! Where a complainant stands, and by what arithmetic.

use std::collections::BTreeMap;

use case::{Claim, Owner};
use jiff::Timestamp;
use policy::programme::{Measured, Reach, RuleSet, RuleSetName, rule_set};

use crate::figure::{Figure, Threshold};
use crate::outcome::{CaseOutcome, once_each};
use crate::window::Window;

/// What a standing is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The whole account.
    Overall,
    /// One reason code.
    Claim(Claim),
}

impl Scope {
    /// The code by which it is stored and shown.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Overall => "overall",
            Self::Claim(claim) => claim.code(),
        }
    }
}

impl std::str::FromStr for Scope {
    type Err = case::InvalidId;
    fn from_str(s: &str) -> Result<Self, case::InvalidId> {
        if s == Self::Overall.code() { Ok(Self::Overall) } else { s.parse().map(Self::Claim) }
    }
}

/// What was counted: all that an event of the programme needs to be recomputed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Tally {
    /// Complaints that led to a takedown that stands.
    pub taken_down: u32,
    /// Complaints that were decided.
    pub decided: u32,
    /// Takedowns that were overturned after the seller's objection.
    pub overturned: u32,
    /// Takedowns.
    pub takedowns: u32,
}

impl Tally {
    fn add(&mut self, outcome: &CaseOutcome) {
        if let Some(hit) = outcome.ending.taken_down() {
            self.decided = self.decided.saturating_add(1);
            self.taken_down = self.taken_down.saturating_add(u32::from(hit));
        }
        if let Some(hit) = outcome.ending.overturned() {
            self.takedowns = self.takedowns.saturating_add(1);
            self.overturned = self.overturned.saturating_add(u32::from(hit));
        }
    }
}

/// Where a complainant stands for one scope under one rule set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Standing {
    /// For what.
    pub scope: Scope,
    /// Under which rules.
    pub rules: RuleSet,
    /// The cases counted were filed within.
    pub window: Window,
    /// What was counted.
    pub tally: Tally,
}

/// More than anyone files in a window: the search for what is missing ends here.
const MOST_NEEDED: u32 = 1 << 24;

impl Standing {
    /// Takedown rate: of the decided complaints, those that led to a takedown that stands.
    #[must_use]
    pub const fn takedown_rate(&self) -> Figure {
        Figure {
            hits: self.tally.taken_down,
            of: self.tally.decided,
            threshold: Threshold::AtLeast(self.rules.least_taken_down),
            measured: self.rules.measured,
        }
    }

    /// Rate of successful counter-notices: of the takedowns, those that were overturned.
    #[must_use]
    pub const fn overturned_rate(&self) -> Figure {
        Figure {
            hits: self.tally.overturned,
            of: self.tally.takedowns,
            threshold: Threshold::AtMost(self.rules.most_overturned),
            measured: self.rules.measured,
        }
    }

    /// Whether both thresholds are met.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.takedown_rate().holds() && self.overturned_rate().holds()
    }

    /// Whether the rates themselves meet both thresholds, so that only their bounds may not: too few cases.
    #[must_use]
    pub fn raw_holds(&self) -> bool {
        self.takedown_rate().raw_holds() && self.overturned_rate().raw_holds()
    }

    /// The same with so many more complaints that are taken down and stand.
    #[must_use]
    pub fn with_successes(mut self, more: u32) -> Self {
        let Tally { taken_down, decided, takedowns, .. } = &mut self.tally;
        for count in [taken_down, decided, takedowns] {
            *count = count.saturating_add(more);
        }
        self
    }

    /// How many more complaints in a row must be taken down and stand until both thresholds are met; 0 when
    /// they are. `None` when no number in reach suffices.
    #[must_use]
    pub fn successes_needed(&self) -> Option<u32> {
        if !self.with_successes(MOST_NEEDED).holds() {
            return None;
        }
        // One more success never lowers a bound, so the first that suffices is found by halving.
        let (mut least, mut most) = (0, MOST_NEEDED);
        while least < most {
            let middle = least + (most - least) / 2;
            if self.with_successes(middle).holds() {
                most = middle;
            } else {
                least = middle + 1;
            }
        }
        Some(least)
    }

    /// The quantile in force, where bounds are compared with the thresholds.
    #[must_use]
    pub const fn z(&self) -> Option<u32> {
        match self.rules.measured {
            Measured::Raw => None,
            Measured::Bound { z } => Some(z),
        }
    }
}

/// Where `complainant` stands at `as_of`: overall, and where the rules compute by reason code for each code of
/// which it has a case in the window, in the codes' order. The cases in any order. What of `outcomes` is not its
/// own, was not proved to be, or was filed outside the window does not count.
#[must_use]
pub fn standings_of(
    complainant: Owner,
    outcomes: &[CaseOutcome],
    rules: &RuleSet,
    as_of: Timestamp,
) -> Vec<Standing> {
    let mut count = StandingCount::new(complainant, rules, as_of);
    let own = once_each(outcomes.iter().filter(|it| count.is_own(it)));
    for outcome in own.into_values() {
        count.add(outcome);
    }
    count.standings()
}

/// A count that is given the cases of one complainant, each once, and keeps figures, not cases.
#[derive(Debug, Clone)]
pub struct StandingCount {
    complainant: Owner,
    rules: RuleSet,
    window: Window,
    overall: Tally,
    claims: BTreeMap<Claim, Tally>,
}

impl StandingCount {
    /// Nothing counted yet for the window of `rules` before `as_of`.
    #[must_use]
    pub fn new(complainant: Owner, rules: &RuleSet, as_of: Timestamp) -> Self {
        let window = Window::ending(as_of, rules.window_months);
        Self { complainant, rules: *rules, window, overall: Tally::default(), claims: BTreeMap::new() }
    }

    /// Takes one more case. What is not the complainant's own, was not proved to be, or was filed outside the
    /// window does not count.
    pub fn add(&mut self, outcome: &CaseOutcome) {
        if self.is_own(outcome) && self.window.holds(outcome) {
            self.overall.add(outcome);
            self.claims.entry(outcome.claim).or_default().add(outcome);
        }
    }

    fn is_own(&self, outcome: &CaseOutcome) -> bool {
        outcome.complainant == self.complainant && outcome.proved
    }

    /// What it comes to, as [`standings_of`] says.
    #[must_use]
    pub fn standings(&self) -> Vec<Standing> {
        let of = |scope, tally| Standing { scope, rules: self.rules, window: self.window, tally };
        let mut standings = vec![of(Scope::Overall, self.overall)];
        if self.rules.reach == Reach::AccountAndClaims {
            standings.extend(self.claims.iter().map(|(claim, tally)| of(Scope::Claim(*claim), *tally)));
        }
        standings
    }
}

/// The standing of someone with nothing in the window for `scope`: what a member is held to that has grown
/// silent.
#[must_use]
pub fn nothing_for(scope: Scope, rules: &RuleSet, as_of: Timestamp) -> Standing {
    Standing {
        scope,
        rules: *rules,
        window: Window::ending(as_of, rules.window_months),
        tally: Tally::default(),
    }
}

/// What is stored of a complainant's standing: counts, and what they were counted by. All else follows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Snapshot {
    /// Under which rules.
    pub rules: RuleSetName,
    /// When. While the counts stay the same it is not stored again.
    pub as_of: Timestamp,
    /// What was counted for each scope.
    pub tallies: BTreeMap<Scope, Tally>,
}

impl Snapshot {
    /// The snapshot of `standings`, computed at `as_of` under the rules of that name.
    #[must_use]
    pub fn of(standings: &[Standing], rules: RuleSetName, as_of: Timestamp) -> Self {
        Self { rules, as_of, tallies: standings.iter().map(|it| (it.scope, it.tally)).collect() }
    }

    /// The standings that it is of.
    #[must_use]
    pub fn standings(&self) -> Vec<Standing> {
        let rules = rule_set(self.rules);
        let standing = |(scope, tally): (&Scope, &Tally)| Standing {
            tally: *tally,
            ..nothing_for(*scope, &rules, self.as_of)
        };
        self.tallies.iter().map(standing).collect()
    }

    /// Whether nothing at all was counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tallies.values().all(|tally| *tally == Tally::default())
    }
}
