//! Where a complainant stands, and by what arithmetic.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use case::{Claim, Owner, PartyId};
use jiff::Timestamp;
use policy::programme::{Counted, Measured, Removal, RuleSet, RuleSetName, rule_set};

use crate::count::{StandingCount, Tally};
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
    /// One of those who file for the account. It is only shown: membership is the account's.
    Agent(PartyId),
}

const OVERALL: &str = "overall";
const AGENT: &str = "agent/";

/// The code by which it is stored and shown.
impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overall => f.write_str(OVERALL),
            Self::Claim(claim) => f.write_str(claim.code()),
            Self::Agent(agent) => write!(f, "{AGENT}{agent}"),
        }
    }
}

impl FromStr for Scope {
    type Err = case::InvalidId;
    fn from_str(s: &str) -> Result<Self, case::InvalidId> {
        match s.strip_prefix(AGENT) {
            Some(agent) => agent.parse().map(Self::Agent),
            None if s == OVERALL => Ok(Self::Overall),
            None => s.parse().map(Self::Claim),
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

/// The least number for which this is so, and for all above; `None` when there is none in reach.
fn least(suffices: impl Fn(u32) -> bool) -> Option<u32> {
    if !suffices(MOST_NEEDED) {
        return None;
    }
    let (mut least, mut most) = (0, MOST_NEEDED);
    while least < most {
        let middle = least + (most - least) / 2;
        if suffices(middle) {
            most = middle;
        } else {
            least = middle + 1;
        }
    }
    Some(least)
}

impl Standing {
    /// Takedown rate: of the decided complaints, those that led to a takedown that stands. It is what entry asks for, so
    /// what a court has still to judge counts as wrong.
    #[must_use]
    pub const fn takedown_rate(&self) -> Figure {
        let it = &self.tally.settled;
        Figure {
            hits: it.taken_down,
            of: it.decided.saturating_add(it.at_court),
            threshold: Threshold::AtLeast(self.rules.least_taken_down),
            measured: self.rules.measured,
        }
    }

    /// Rate of successful counter-notices: of the takedowns, those that were overturned. It is what entry asks for, so
    /// what a court has still to judge counts as overturned.
    #[must_use]
    pub const fn overturned_rate(&self) -> Figure {
        let it = &self.tally.settled;
        Figure {
            hits: it.overturned.saturating_add(it.at_court),
            of: it.takedowns.saturating_add(it.at_court),
            threshold: Threshold::AtMost(self.rules.most_overturned),
            measured: self.rules.measured,
        }
    }

    /// The rates of all outcomes, settled or not, each with the threshold that says that it is bad. For removal that must
    /// be proved, so what a court has still to judge counts as right.
    #[must_use]
    pub const fn bad_rates(&self) -> [Figure; 2] {
        let it = &self.tally.all;
        [
            Figure {
                hits: it.taken_down.saturating_add(it.at_court),
                of: it.decided.saturating_add(it.at_court),
                threshold: Threshold::AtMost(self.rules.least_taken_down),
                measured: self.rules.measured,
            },
            Figure {
                hits: it.overturned,
                of: it.takedowns.saturating_add(it.at_court),
                threshold: Threshold::AtLeast(self.rules.most_overturned),
                measured: self.rules.measured,
            },
        ]
    }

    /// Whether it is enough to enter: both thresholds are met, by complaints about enough sellers, and nothing that is not
    /// settled yet would remove at once.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.takedown_rate().holds()
            && self.overturned_rate().holds()
            && self.tally.sellers >= self.least_sellers()
            && !self.is_proved_bad()
    }

    /// About how many different sellers takedowns must stand.
    #[must_use]
    pub const fn least_sellers(&self) -> u32 {
        match self.rules.counted {
            Counted::EachCase => 0,
            Counted::BySeller(rules) => rules.least_sellers,
        }
    }

    /// Whether a rate is itself on the wrong side of its threshold, proved or not.
    #[must_use]
    pub fn speaks_against(&self) -> bool {
        let [takedown, overturned] = self.bad_rates();
        let takedown = Figure { threshold: Threshold::AtLeast(self.rules.least_taken_down), ..takedown };
        let overturned = Figure { threshold: Threshold::AtMost(self.rules.most_overturned), ..overturned };
        [takedown, overturned].iter().any(|figure| figure.of > 0 && !figure.raw_holds())
    }

    /// Which of [`bad_rates`](Self::bad_rates) are proved: the bound opposite to that of entry is on the wrong side, and
    /// there are wrong outcomes enough. None where the rules ask for no proof.
    #[must_use]
    pub fn proved_bad(&self) -> [bool; 2] {
        let Removal::Proved { least_wrong, .. } = self.rules.removal else { return [false; 2] };
        let [takedown, overturned] = self.bad_rates();
        [
            takedown.holds() && takedown.of.saturating_sub(takedown.hits) >= least_wrong,
            overturned.holds() && overturned.hits >= least_wrong,
        ]
    }

    /// Whether a rate is proved to be bad.
    #[must_use]
    pub fn is_proved_bad(&self) -> bool {
        self.proved_bad().contains(&true)
    }

    /// The same with so many more complaints, each about another seller, that are taken down and stand.
    #[must_use]
    pub fn with_successes(self, more: u32) -> Self {
        Self { tally: self.tally.with_successes(more), ..self }
    }

    /// How many more complaints in a row, each about another seller, must be taken down and stand until it is enough to
    /// enter; 0 when it is. `None` when no number in reach suffices.
    #[must_use]
    pub fn successes_needed(&self) -> Option<u32> {
        least(|more| self.with_successes(more).holds())
    }

    /// How many more takedowns in a row, each about another seller, must fall until a rate is proved to be bad; 0 when one
    /// is. `None` when no number in reach suffices, or nothing is to be proved.
    #[must_use]
    pub fn failures_to_proof(&self) -> Option<u32> {
        least(|more| Self { tally: self.tally.with_failures(more), ..*self }.is_proved_bad())
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

/// Where `complainant` stands at `as_of`: overall, where the rules compute by reason code for each code of
/// which it has a case in the window, in the codes' order, and where outcomes are counted by seller for each agent of an
/// account. The cases in any order. What of `outcomes` is not its
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
