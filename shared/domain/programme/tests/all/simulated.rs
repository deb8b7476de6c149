//! Brands and attackers over two years, by seed: who enters, who stays, who goes.

use crate::common::{noon, outcome, party, seller};
use case::WhyRestore;
use jiff::{SignedDuration, Timestamp};
use policy::programme::{RuleSet, RuleSetName, rule_set};
use programme::{CaseOutcome, Ending, Membership, MembershipCommand, Memberships, Scope, StandingCount};

const DAYS: i64 = 730;
/// Days between two reviews. In life there is one each day.
const STEP: usize = 10;

/// Knuth's generator of 64 bits: the same brands in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn thousandths(&mut self, n: u64) -> bool {
        self.below(1_000) < n
    }
}

fn day(n: i64) -> Timestamp {
    noon("2026-01-01") + SignedDuration::from_hours(24 * n)
}

/// A complaint of a brand, and from when on its takedown has fallen, if it does.
struct Complaint {
    filed: i64,
    outcome: CaseOutcome,
    falls: Option<i64>,
}

impl Complaint {
    fn new(n: usize, filed: i64, of: usize, falls: Option<i64>) -> Self {
        let outcome = CaseOutcome {
            seller: Some(seller(of)),
            ..outcome(n, &party("brand"), Ending::Stands, day(filed))
        };
        Self { filed, outcome, falls }
    }

    /// What has become of it by `today`.
    fn at(&mut self, today: i64) -> &CaseOutcome {
        if self.falls.is_some_and(|falls| falls <= today) {
            self.outcome.ending = Ending::ObjectionWon(WhyRestore::CounterNotice);
        }
        &self.outcome
    }
}

/// The complaints of a brand that files `monthly` complaints a month, of whose takedowns so many in a thousand fall, one
/// to forty days later. Each seller has one to six listings that it complains of within a few days.
fn brand(seed: u64, monthly: u64, falling: u64) -> Vec<Complaint> {
    let mut dice = Dice(seed);
    let mut complaints = Vec::new();
    let (mut of, mut filed) = (0, 0_u64);
    // Time in thousandths of a day.
    while filed < DAYS as u64 * 1_000 {
        of += 1;
        let listings = 1 + dice.below(6).min(dice.below(6));
        for _ in 0..listings {
            let falls = dice.thousandths(falling).then(|| filed as i64 / 1_000 + 1 + dice.below(40) as i64);
            complaints.push(Complaint::new(complaints.len(), filed as i64 / 1_000, of, falls));
            filed += dice.below(2 * 30_000 / monthly);
        }
    }
    complaints
}

/// What became of a brand.
#[derive(Debug, Default)]
struct Life {
    entered: Option<i64>,
    on_probation: Option<i64>,
    removed: Option<i64>,
}

/// Reviews as the daily task does, for the whole account.
fn live(mut complaints: Vec<Complaint>, rules: &RuleSet) -> Life {
    let (mut life, mut memberships) = (Life::default(), Memberships::default());
    for today in (0..DAYS).step_by(STEP) {
        let mut count = StandingCount::new(party("brand"), rules, day(today));
        let known = complaints.iter_mut().skip_while(|it| it.filed < today - 190);
        for complaint in known.take_while(|it| it.filed < today) {
            count.add(complaint.at(today));
        }
        let command = MembershipCommand::Review(count.standings()[0]);
        if let Some(recorded) = memberships.decide(&command, rules, day(today)).unwrap() {
            memberships = memberships.evolve(&recorded).unwrap();
        }
        match memberships.scopes.get(&Scope::Overall) {
            None => {}
            Some(Membership::Member { .. } | Membership::Warned { .. }) => {
                life.entered.get_or_insert(today);
            }
            Some(Membership::Probation { .. }) => {
                life.on_probation.get_or_insert(today);
            }
            Some(Membership::Out { .. }) => {
                life.removed.get_or_insert(today);
            }
        }
    }
    life
}

fn honest() -> RuleSet {
    rule_set(RuleSetName::Honest)
}

/// Of so many brands, those that entered and those that were removed.
fn lives(brands: u64, monthly: u64, falling: u64) -> (usize, usize) {
    let lives: Vec<Life> =
        (0..brands).map(|seed| live(brand(seed + 1_000 * falling, monthly, falling), &honest())).collect();
    let count = |of: fn(&Life) -> bool| lives.iter().filter(|it| of(it)).count();
    (count(|it| it.entered.is_some()), count(|it| it.removed.is_some()))
}

/// Whether at least so many of twenty brands enter and all but one stay, of whose takedowns so many in a thousand fall.
fn enter_and_stay(falling: u64, monthly: u64, least: usize) {
    let (entered, removed) = lives(20, monthly, falling);
    assert!(entered >= least && removed <= 1, "{entered} of 20 entered, {removed} were removed");
}

#[test]
fn brands_of_which_one_takedown_in_two_hundred_falls_enter_and_stay() {
    enter_and_stay(5, 60, 19);
}

#[test]
fn brands_of_which_one_takedown_in_fifty_falls_enter_and_stay() {
    enter_and_stay(20, 100, 19);
}

#[test]
fn large_brands_of_which_one_takedown_in_twenty_five_falls_enter_and_stay() {
    enter_and_stay(40, 200, 16);
}

#[test]
fn brands_of_which_one_takedown_in_five_falls_do_not_enter() {
    assert_eq!(lives(5, 100, 200).0, 0);
}

#[test]
fn a_member_of_whose_takedowns_one_in_five_falls_from_now_on_is_removed_within_months() {
    const TURNS: i64 = 300;
    for seed in 0..5 {
        let good = brand(seed, 100, 10);
        let bad = brand(100 + seed, 100, 200);
        let before = good.into_iter().filter(|it| it.filed < TURNS);
        let turned: Vec<Complaint> = before.chain(bad.into_iter().filter(|it| it.filed >= TURNS)).collect();
        // Case numbers of the two halves differ, or the later would be taken for the earlier.
        let numbered = turned.into_iter().enumerate().map(|(n, it)| {
            let of = if it.filed < TURNS { 0 } else { 100_000 };
            let number = it.outcome.seller.unwrap().uuid().as_u128() as usize + of;
            Complaint::new(n, it.filed, number, it.falls)
        });
        let life = live(numbered.collect(), &honest());
        assert!(life.entered.is_some_and(|entered| entered < TURNS), "{life:?}");
        assert!(life.on_probation.is_some_and(|day| day < TURNS + 100), "{life:?}");
        assert!(life.removed.is_some_and(|day| day < TURNS + 150), "{life:?}");
    }
}

/// An attacker that has this many complaints about each of its own shells taken down on the first day.
fn attack(shells: usize, each: usize) -> Life {
    let complaints = (0..shells * each).map(|n| Complaint::new(n, 0, 1 + n % shells, None));
    live(complaints.collect(), &honest())
}

#[test]
fn complaints_about_a_few_shells_of_ones_own_buy_nothing_and_many_take_a_month() {
    assert_eq!(attack(1, 60).entered, None, "sixty listings in one shell");
    assert_eq!(attack(15, 40).entered, None);
    assert_eq!(attack(29, 40).entered, None, "fewer shells than sellers are asked for");
    assert!(attack(60, 1).entered.is_some_and(|day| day >= 30), "sixty sellers, each for a month");
}
