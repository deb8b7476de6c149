//! The rules by which cases are decided: which there are, the one way in for new ones, and what another rule would
//! have decided.

use std::collections::BTreeMap;

use case::{Case, Event, Filing, Language, Owner, Record, Reference};
use contract::snapshot::Snapshot;
use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use policy::rules::{FIRST_OF_OPERATOR, RuleSet, Verdict};
use port::{
    Cases, Committed, References, Registry, RuleSets, Snapshots, StoredCase, Subjects, Unavailable, WallClock,
};
use register::right::{ActsAs, Right};
use web::explanation::{self, Explained, Words, explanation};

use crate::cases::{Altered, each_filed_on, verified_log};
use crate::vault::OpenError;
use crate::{open_snapshot, snapshots_in};

/// Every rule set, by number: first those that came with this program. The last one decides.
///
/// # Errors
/// [`Unavailable`] when they cannot be read.
pub async fn rule_sets<S: RuleSets>(store: &S) -> Result<Vec<RuleSet>, Unavailable> {
    let mut all = contract::rules::of_this_program().map_err(broken)?;
    all.extend(store.rule_sets().await?);
    all.sort_by_key(|rules| rules.number);
    Ok(all)
}

/// The rule set that decides now.
///
/// # Errors
/// [`Unavailable`] when the rule sets cannot be read.
pub async fn deciding_rules<S: RuleSets>(store: &S) -> Result<RuleSet, Unavailable> {
    rule_sets(store).await?.pop().ok_or_else(|| broken("there are none"))
}

fn broken(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Unavailable {
    Unavailable::new("policy", "reading the rules", error)
}

/// Why a rule set is not stored.
#[derive(Debug, thiserror::Error)]
pub enum PutRulesError {
    /// Its number is not the next one.
    #[error("the next rule set has the number {next}, not {number}")]
    NotNext {
        /// The number that it must have.
        next: u16,
        /// The number that it has.
        number: u16,
    },
    /// These rules are live and were never in shadow as they are now.
    #[error("these rules have never been in shadow as they are now: {}", .0.join(", "))]
    NeverInShadow(Vec<String>),
    /// Another rule set of this number was stored meanwhile.
    #[error("someone stored another rule set of the number {0} meanwhile")]
    Taken(u16),
    /// The store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Stores the next rule set, which decides from then on. A rule that is live in it must have stood in an earlier one,
/// in shadow or live, as it is. Storing the same set again changes nothing.
///
/// # Errors
/// [`PutRulesError`]; nothing is stored then.
pub async fn put_rules<S: RuleSets>(store: &S, new: &RuleSet) -> Result<(), PutRulesError> {
    let sets = rule_sets(store).await?;
    let last = sets.last().map_or(0, |set| set.number);
    let next = FIRST_OF_OPERATOR.max(last.saturating_add(1));
    let is_stored = new.number >= FIRST_OF_OPERATOR && sets.contains(new);
    if new.number != next && !is_stored {
        return Err(PutRulesError::NotNext { next, number: new.number });
    }
    let unwatched: Vec<String> = new.unwatched(&sets).map(ToOwned::to_owned).collect();
    if !unwatched.is_empty() {
        return Err(PutRulesError::NeverInShadow(unwatched));
    }
    match store.put_rule_set(new).await? {
        Committed::Done => Ok(()),
        Committed::Conflict => Err(PutRulesError::Taken(new.number)),
    }
}

/// The last decision of the rules about a case: the filing as it was then, and its record.
#[must_use]
pub fn judged(stored: &StoredCase) -> Option<(Filing, Record)> {
    let (first, rest) = stored.log.split_first()?;
    let mut case = Case::open(stored.case.id, first)?;
    let mut last = None;
    for recorded in rest {
        if let Event::Judged(record) = &recorded.event {
            last = Some((case.filing.clone(), record.clone()));
        }
        case = case.evolve(recorded).ok()?;
    }
    last
}

/// How a case was decided, in prose for a reader of law: from its record, once that is verified. It names no person.
///
/// # Errors
/// [`Altered`] when the events do not match their hash chain.
pub fn explained(
    language: Language,
    stored: &StoredCase,
    sets: &[RuleSet],
    words: &Words,
) -> Result<String, Altered> {
    verified_log(stored)?;
    let of = Explained { case: stored.case.id, log: &stored.log, head: stored.head, sets, words };
    Ok(explanation(language, &of))
}

/// As what the complainant of a case may act under its right, by the register.
fn acts_as(right: &Right, stored: &StoredCase) -> Option<explanation::ActsAs> {
    let filing = &stored.case.filing;
    let account = match filing.owner {
        Owner::Account(id) => Some(id),
        Owner::Party(_) => None,
    };
    let filed_on = stored.case.filed_at.to_zoned(TimeZone::UTC).date();
    let who = (filing.complainant, account);
    Some(match right.acts_as(who, &filing.listing.marketplace, filing.claim, filed_on)? {
        ActsAs::Holder => explanation::ActsAs::Holder,
        ActsAs::HoldersAccount => explanation::ActsAs::HoldersAccount,
        ActsAs::Agent => explanation::ActsAs::Agent,
    })
}

/// What stands beside a case for its explanation: what its right protects, and the titles that were judged. What was erased
/// or cannot be read is left out.
///
/// # Errors
/// [`Unavailable`].
pub async fn words_beside<S>(store: &S, stored: &StoredCase) -> Result<Words, Unavailable>
where
    S: Registry + Snapshots + Subjects,
{
    let mut words = Words::default();
    if let Some(right) = &stored.case.filing.right {
        let found = store.rights(std::slice::from_ref(right)).await?.into_iter().flatten().next();
        words.acts_as = found.as_ref().and_then(|right| acts_as(right, stored));
        words.right = found.map(|right| right.title);
    }
    for (_, digest) in snapshots_in(&stored.log) {
        let document = match open_snapshot(store, stored.case.id, digest).await {
            Ok(document) => document,
            Err(OpenError::Unavailable(error)) => return Err(error),
            Err(_) => continue,
        };
        words.titles.extend(Snapshot::decode(&document).ok().map(|judged| (digest, judged.title)));
    }
    Ok(words)
}

/// What rules that are in shadow would have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The number of the rule set that decides now.
    pub set: u16,
    /// How many of its rules are in shadow.
    pub in_shadow: usize,
    /// Cases that rules decided.
    pub decided: usize,
    /// Of these, those that this set decides otherwise than their own set did.
    pub otherwise: usize,
    /// Further cases that cannot be read.
    pub unreadable: usize,
    /// What would have changed, by rule and verdicts.
    pub changes: Vec<Change>,
}

/// What one rule in shadow would have changed, were it live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The code of the rule.
    pub rule: String,
    /// What the set decides without it.
    pub decided: Verdict,
    /// What it would decide with it.
    pub would_be: Verdict,
    /// Of which cases, by their references.
    pub cases: Vec<Reference>,
}

/// Decides the cases filed on the last `days` days, today included, again: each with one shadow rule live.
///
/// # Errors
/// [`Unavailable`] when rules or cases cannot be read.
pub async fn compare_rules<S, C>(store: &S, clock: &C, days: u16) -> Result<Comparison, Unavailable>
where
    S: Cases + References + RuleSets,
    C: WallClock,
{
    let sets = rule_sets(store).await?;
    let now = sets.last().ok_or_else(|| broken("there are none"))?;
    let mut tally = Tally::new(&sets, now);
    let today = clock.now().to_zoned(TimeZone::UTC).date();
    for ago in 0..i64::from(days) {
        let day = today.saturating_sub(ago.days());
        tally.unreadable += each_filed_on(store, day, |stored| tally.add(&stored)).await?.len();
    }
    Ok(tally.comparison())
}

/// A comparison that is being counted.
struct Tally<'a> {
    sets: &'a [RuleSet],
    now: &'a RuleSet,
    shadows: Vec<(&'a str, RuleSet)>,
    decided: usize,
    otherwise: usize,
    unreadable: usize,
    changed: BTreeMap<(&'a str, Verdict, Verdict), Vec<Reference>>,
}

impl<'a> Tally<'a> {
    fn new(sets: &'a [RuleSet], now: &'a RuleSet) -> Self {
        let with_live = |code: &'a str| Some((code, now.with_live(code)?));
        let shadows = now.rules.iter().filter_map(|rule| with_live(&rule.code)).collect();
        Self { sets, now, shadows, decided: 0, otherwise: 0, unreadable: 0, changed: BTreeMap::new() }
    }

    fn add(&mut self, stored: &StoredCase) {
        let Some((filing, record)) = judged(stored) else { return };
        self.decided += 1;
        let verdict = self.now.verdict(&filing, &record.inputs);
        let its_own = self.sets.iter().find(|set| set.number == record.rules);
        let differs = its_own.is_some_and(|set| set.verdict(&filing, &record.inputs) != verdict);
        self.otherwise += usize::from(differs);
        for (code, live) in &self.shadows {
            let other = live.verdict(&filing, &record.inputs);
            if other != verdict {
                self.changed.entry((code, verdict, other)).or_default().push(stored.case.filing.reference);
            }
        }
    }

    fn comparison(self) -> Comparison {
        let changes = self.changed.into_iter().map(|((rule, decided, would_be), cases)| Change {
            rule: rule.to_owned(),
            decided,
            would_be,
            cases,
        });
        Comparison {
            set: self.now.number,
            in_shadow: self.shadows.len(),
            decided: self.decided,
            otherwise: self.otherwise,
            unreadable: self.unreadable,
            changes: changes.collect(),
        }
    }
}
