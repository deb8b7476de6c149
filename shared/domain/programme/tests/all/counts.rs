//! What counts where outcomes are counted by seller, against a recount over whole lists.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::{endings, noon, outcome, party, seller, sum};
use case::{AccountId, Claim, Correction, DeclineCode, Owner, PartyId, WhyRestore};
use jiff::{SignedDuration, Timestamp};
use policy::programme::{Blame, Counted, RuleSet, RuleSetName, blame_of, rule_set};
use programme::{
    CaseOutcome, Counts, Ending, LeftOut, MOST_SELLERS, NotCounted, Scope, StandingCount, Tally, Verdict,
    standings_of,
};
use proptest::prelude::*;

const NOW: &str = "2026-11-26";
const LOST: Ending = Ending::ObjectionWon(WhyRestore::Silence);

fn honest() -> RuleSet {
    rule_set(RuleSetName::Honest)
}

/// Case number `n` of mine about seller number `of`, filed so many days ago.
fn about(n: usize, of: usize, ending: Ending, days_ago: i64) -> CaseOutcome {
    let filed_at = noon(NOW) - SignedDuration::from_hours(24 * days_ago);
    CaseOutcome { seller: Some(seller(of)), ..outcome(n, &party("me"), ending, filed_at) }
}

fn overall(outcomes: &[CaseOutcome]) -> Tally {
    standings_of(party("me"), outcomes, &honest(), noon(NOW))[0].tally
}

#[test]
fn a_manifestly_unfounded_notice_is_wrong_and_a_formal_decline_is_nothing() {
    let unfounded = Ending::Declined(DeclineCode::GenuineGoods);
    assert_eq!(unfounded.verdict(), Ok(Verdict::Unfounded));
    for formal in [DeclineCode::StillIncomplete, DeclineCode::ListingGone, DeclineCode::NotTheHolder] {
        assert_eq!(Ending::Declined(formal).verdict(), Err(NotCounted::Formal), "{formal}");
    }
    let tally = overall(&[about(1, 1, unfounded, 60), about(2, 2, Ending::Stands, 60)]);
    assert_eq!(tally.settled, Counts::of([1, 2, 0, 1]));
    let said = DeclineCode::ALL.iter().filter(|code| blame_of(**code) == Blame::Unfounded).count();
    assert!(said > 0 && said < DeclineCode::ALL.len());
}

#[test]
fn withdrawing_before_a_counter_notice_does_not_help() {
    let figures = |ending| overall(&[about(1, 1, ending, 60), about(2, 2, Ending::Stands, 60)]).settled;
    let lost = figures(LOST);
    for ending in [
        Ending::WithdrawnInForce,
        Ending::WithdrawnAfterObjection,
        Ending::Corrected(Correction::Unfounded(DeclineCode::GenuineGoods)),
        Ending::Reversed,
    ] {
        assert_eq!(figures(ending), lost, "{ending:?}");
    }
}

#[test]
fn an_outcome_counts_for_entry_once_the_seller_has_had_its_time() {
    for (days, settled) in [(29, 0), (30, 1)] {
        let tally = overall(&[about(1, 1, Ending::Stands, days), about(2, 2, LOST, days)]);
        assert_eq!((tally.settled.taken_down, tally.settled.overturned), (settled, settled), "{days}");
        assert_eq!(tally.all, Counts::of([1, 2, 1, 2]));
        assert_eq!((tally.sellers, tally.left_out.recent), (settled, 2 - 2 * settled));
    }
    let late = CaseOutcome { in_force_at: Some(noon(NOW)), ..about(1, 1, Ending::Stands, 60) };
    assert_eq!(overall(&[late]).settled, Counts::default(), "it begins when the measure takes force");
}

#[test]
fn of_one_seller_the_newest_three_count_for_and_against() {
    let mut cases: Vec<_> = (0..60).map(|n| about(n, 1, Ending::Stands, 100)).collect();
    let tally = overall(&cases);
    assert_eq!((tally.settled, tally.sellers), (Counts::of([3, 3, 0, 3]), 1));
    assert_eq!(tally.left_out, LeftOut { capped: 57, ..LeftOut::default() });
    cases.push(about(60, 1, LOST, 99));
    assert_eq!(overall(&cases).settled, Counts::of([2, 3, 1, 3]));
    cases.extend((61..100).map(|n| about(n, 1, LOST, 10)));
    let tally = overall(&cases);
    assert_eq!((tally.settled, tally.all), (Counts::of([2, 3, 1, 3]), Counts::of([0, 3, 3, 3])));
}

#[test]
fn sellers_whom_the_marketplace_does_not_name_are_as_one() {
    let unnamed = (0..60).map(|n| CaseOutcome { seller: None, ..about(n, n, Ending::Stands, 60) });
    let tally = overall(&unnamed.collect::<Vec<_>>());
    assert_eq!((tally.settled, tally.sellers), (Counts::of([3, 3, 0, 3]), 0));
}

#[test]
fn each_agent_of_an_account_has_figures_of_its_own() {
    let account = Owner::Account("brand".parse::<AccountId>().unwrap());
    let agent = |n: u128| PartyId::new(uuid::Uuid::from_u128(n));
    let by = |n: usize, of: u128, ending| CaseOutcome {
        complainant: account,
        agent: agent(of),
        ..about(n, n, ending, 60)
    };
    let cases = [by(1, 1, Ending::Stands), by(2, 1, Ending::Stands), by(3, 2, LOST)];
    let standings = standings_of(account, &cases, &honest(), noon(NOW));
    let of = |scope| standings.iter().find(|it| it.scope == scope).unwrap().tally.settled;
    assert_eq!(of(Scope::Overall), Counts::of([2, 3, 1, 3]));
    assert_eq!(of(Scope::Agent(agent(1))), Counts::of([2, 2, 0, 2]));
    assert_eq!(of(Scope::Agent(agent(2))), Counts::of([0, 1, 1, 1]));
    for scope in standings.iter().map(|it| it.scope) {
        assert_eq!(scope.to_string().parse(), Ok(scope));
    }
}

#[test]
fn beyond_a_thousand_sellers_places_are_shared_and_none_counts_for_more_than_its_place() {
    let mut count = StandingCount::new(party("me"), &honest(), noon(NOW));
    let sellers = 3 * MOST_SELLERS;
    for n in 0..sellers {
        // One in fifty falls.
        count.add(&about(n, (n * 7_919) % sellers, if n % 50 == 0 { LOST } else { Ending::Stands }, 60));
    }
    let before = count.standings()[0];
    assert_eq!(before.tally.sellers as usize, MOST_SELLERS);
    let rate = before.overturned_rate().rate().unwrap();
    assert!((1.0..3.5).contains(&rate), "the rate is still that of all: {rate}");
    // Whoever it is about, told apart or not, much of one seller changes little.
    for of in [0, sellers + 1] {
        let mut count = count.clone();
        (0..5_000).for_each(|n| count.add(&about(sellers + n, of, LOST, 50)));
        let after = count.standings()[0].tally;
        assert!(after.settled.overturned <= before.tally.settled.overturned + 3, "{after:?}");
    }
}

fn newest<'a>(cases: &[&'a CaseOutcome], most: u8) -> Vec<&'a CaseOutcome> {
    let mut cases = cases.to_vec();
    cases.sort_by_key(|it| std::cmp::Reverse((it.filed_at, it.case)));
    cases.truncate(usize::from(most));
    cases
}

/// The figures as their definition reads.
fn recount(cases: &[CaseOutcome], rules: &RuleSet, as_of: Timestamp) -> Tally {
    let Counted::BySeller(rules) = rules.counted else { panic!("not by seller") };
    let days = SignedDuration::from_hours(24 * i64::from(rules.settled_after_days));
    let settled =
        |it: &&&CaseOutcome| it.in_force_at.or(it.decided_at).unwrap_or(it.filed_at) + days <= as_of;
    let why = |why| cases.iter().filter(|it| it.ending.verdict() == Err(why)).count() as u32;
    let count = |cases: &[&CaseOutcome]| {
        let of = |verdict| cases.iter().filter(|it| it.ending.verdict() == Ok(verdict)).count() as u32;
        let (right, fallen) = (of(Verdict::Right), of(Verdict::Overturned));
        let decided = right + fallen + of(Verdict::Unfounded);
        let counts = Counts::of([right, decided, fallen, right + fallen]);
        Counts { at_court: of(Verdict::Undecided), ..counts }
    };
    let mut sellers: BTreeMap<Option<PartyId>, Vec<&CaseOutcome>> = BTreeMap::new();
    for it in cases.iter().filter(|it| it.ending.verdict().is_ok()) {
        sellers.entry(it.seller).or_default().push(it);
    }
    let mut tally = Tally::default();
    let mut standing: BTreeSet<PartyId> = BTreeSet::new();
    for (seller, cases) in &sellers {
        let old: Vec<&CaseOutcome> = cases.iter().filter(settled).copied().collect();
        let counted = newest(&old, rules.most_of_one);
        tally.left_out.recent += (cases.len() - old.len()) as u32;
        tally.left_out.capped += (old.len() - counted.len()) as u32;
        if counted.iter().any(|it| it.ending.verdict() == Ok(Verdict::Right)) {
            standing.extend(*seller);
        }
        tally.settled = sum(tally.settled, count(&counted));
        tally.all = sum(tally.all, count(&newest(cases, rules.most_of_one)));
    }
    tally.sellers = standing.len() as u32;
    tally.left_out.open = why(NotCounted::Open);
    tally.left_out.formal = why(NotCounted::Formal);
    tally.left_out.withdrawn = why(NotCounted::WithdrawnBefore);
    tally.left_out.marketplace = why(NotCounted::Marketplace);
    tally
}

fn cases() -> impl Strategy<Value = Vec<CaseOutcome>> {
    let claim = prop_oneof![3 => Just(Claim::Counterfeit), 1 => Just(Claim::Design)];
    let one = (endings(), 0..8_usize, 1..170_i64, 0..40_i64, claim);
    proptest::collection::vec(one, 0..80).prop_map(|list| {
        let case = |(n, (ending, of, days, later, claim)): (usize, (Ending, usize, i64, i64, Claim))| {
            let it = about(n, of, ending, days);
            let force = it.in_force_at.map(|at| at + SignedDuration::from_hours(24 * later.min(days)));
            let seller = (of > 0).then(|| seller(of));
            CaseOutcome { claim, seller, in_force_at: force, ..it }
        };
        list.into_iter().enumerate().map(case).collect()
    })
}

proptest! {
    #[test]
    fn the_count_is_that_of_the_whole_lists(cases in cases()) {
        let standings = standings_of(party("me"), &cases, &honest(), noon(NOW));
        for standing in &standings {
            let of_scope = |it: &&CaseOutcome| match standing.scope {
                Scope::Overall => true,
                Scope::Claim(claim) => it.claim == claim,
                Scope::Agent(agent) => it.agent == agent,
            };
            let cases: Vec<CaseOutcome> = cases.iter().filter(of_scope).cloned().collect();
            prop_assert_eq!(standing.tally, recount(&cases, &honest(), noon(NOW)));
            let entry = standing.tally.settled;
            let all = entry.decided + entry.at_court + standing.tally.left_out.total();
            prop_assert_eq!(all as usize, cases.len(), "every case is under one heading");
        }
    }

    #[test]
    fn order_and_repetition_change_nothing(
        cases in cases(),
        places in proptest::collection::vec(any::<u32>(), 80),
        twice in proptest::collection::vec(any::<bool>(), 80),
    ) {
        for name in RuleSetName::ALL {
            let rules = rule_set(*name);
            let mut again: Vec<_> = cases.iter().cloned().zip(&places).collect();
            again.sort_by_key(|(_, place)| **place);
            let mut again: Vec<CaseOutcome> = again.into_iter().map(|(it, _)| it).collect();
            again.extend(cases.iter().zip(&twice).filter(|(_, twice)| **twice).map(|(it, _)| it.clone()));
            prop_assert_eq!(
                standings_of(party("me"), &cases, &rules, noon(NOW)),
                standings_of(party("me"), &again, &rules, noon(NOW))
            );
            // The same without the list that tells cases apart: as they come, one after the other.
            let mut count = StandingCount::new(party("me"), &rules, noon(NOW));
            again.iter().take(cases.len()).for_each(|it| count.add(it));
            prop_assert_eq!(count.standings(), standings_of(party("me"), &cases, &rules, noon(NOW)));
        }
    }

    #[test]
    fn one_case_that_falls_never_helps(cases in cases(), place in any::<prop::sample::Index>()) {
        prop_assume!(!cases.is_empty());
        let mut fallen = cases.clone();
        let one = place.get_mut(&mut fallen);
        prop_assume!(one.ending.verdict() == Ok(Verdict::Right));
        one.ending = LOST;
        let of = |cases: &[CaseOutcome]| standings_of(party("me"), cases, &honest(), noon(NOW))[0];
        let (before, after) = (of(&cases), of(&fallen));
        prop_assert!(after.takedown_rate().assessed() <= before.takedown_rate().assessed());
        prop_assert!(after.overturned_rate().assessed() >= before.overturned_rate().assessed());
        prop_assert!(after.tally.sellers <= before.tally.sellers);
        prop_assert!(!before.is_proved_bad() || after.is_proved_bad());
    }
}
