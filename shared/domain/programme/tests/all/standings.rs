//! Standings: who passes, and that the arithmetic can be followed.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::{endings, noon, outcome, party, tallies};
use case::{Claim, Language};
use policy::programme::{Measured, RuleSet, RuleSetName, Share, rule_set};
use programme::{
    CaseOutcome, Ending, Figure, Scope, Standing, Tally, Threshold, Window, nothing_for, standings_of,
};
use proptest::prelude::*;

const NOW: &str = "2026-11-26";

fn honest() -> RuleSet {
    rule_set(RuleSetName::Honest)
}

fn standing(rules: RuleSet, tally: Tally) -> Standing {
    Standing { tally, ..nothing_for(Scope::Overall, &rules, noon(NOW)) }
}

/// The standing of someone with so many takedowns that stand and so many declines.
fn of(rules: RuleSet, stand: u32, declined: u32) -> Standing {
    let tally = Tally { taken_down: stand, decided: stand + declined, overturned: 0, takedowns: stand };
    standing(rules, tally)
}

fn lower(hits: u32, of: u32) -> Figure {
    Figure { hits, of, threshold: Threshold::AtLeast(Share(9_000)), measured: Measured::Bound { z: 16_449 } }
}

fn upper(hits: u32, of: u32) -> Figure {
    Figure { threshold: Threshold::AtMost(Share(500)), ..lower(hits, of) }
}

#[test]
fn bounds_are_wilsons() {
    // Computed apart from this program, by the formula in decimal arithmetic of 28 places.
    let known = [
        (lower(9, 10), 65.2273),
        (lower(10, 10), 78.7049),
        (lower(25, 25), 90.2342),
        (lower(96, 100), 91.3845),
        (upper(0, 10), 21.2951),
        (upper(0, 52), 4.9459),
        (upper(2, 100), 5.8650),
    ];
    for (figure, percent) in known {
        let assessed = figure.assessed().unwrap();
        assert!((assessed - percent).abs() < 5e-4, "{figure:?}: {assessed}");
    }
}

#[test]
fn nine_of_ten_pass_alibabas_rules_and_not_the_honest_ones() {
    assert!(of(rule_set(RuleSetName::Alibaba2018), 9, 1).holds());
    assert!(!of(honest(), 9, 1).holds());
    assert!(!of(honest(), 10, 0).holds());
    assert!(!of(honest(), 51, 0).holds());
    assert!(of(honest(), 52, 0).holds());
}

#[test]
fn of_nothing_nothing_is_proved() {
    for name in RuleSetName::ALL {
        assert!(!of(rule_set(*name), 0, 0).holds(), "{name}");
    }
    assert_eq!(lower(0, 0).assessed(), Some(0.0));
    assert_eq!(upper(0, 0).assessed(), Some(100.0));
}

#[test]
fn alibabas_numbers_are_those_of_their_day() {
    let rules = |name| {
        let rules = rule_set(name);
        (
            rules.least_taken_down.0,
            rules.most_overturned.0,
            rules.window_months,
            rules.months_out_after_removal,
        )
    };
    assert_eq!(rules(RuleSetName::Alibaba2015), (9_000, 150, 1, 6));
    assert_eq!(rules(RuleSetName::Alibaba2018), (9_000, 500, 3, 3));
    assert_eq!(rules(RuleSetName::Alibaba2022), (9_000, 500, 3, 3));
}

#[test]
fn only_ones_own_proved_cases_of_the_window_count_and_each_once() {
    let me = party("me");
    let mine = outcome(1, &me, Ending::Stands, noon("2026-10-01"));
    let outcomes = [
        mine.clone(),
        mine.clone(),
        outcome(2, &party("you"), Ending::Stands, noon("2026-10-01")),
        outcome(3, &me, Ending::Stands, noon("2026-08-25")),
        CaseOutcome { proved: false, ..outcome(4, &me, Ending::Reversed, noon("2026-10-01")) },
        outcome(5, &me, Ending::Stands, noon("2026-11-26")),
    ];
    let standings = standings_of(me, &outcomes, &honest(), noon(NOW));
    let one = Tally { taken_down: 1, decided: 1, overturned: 0, takedowns: 1 };
    assert_eq!(standings[0].tally, one);
    assert_eq!(standings[1].scope, Scope::Claim(Claim::Counterfeit));
    assert_eq!(standings.len(), 2);
    let whole = standings_of(me, &outcomes, &rule_set(RuleSetName::Alibaba2018), noon(NOW));
    assert_eq!(whole.len(), 1, "a rule set for whole accounts knows no reason codes");
}

#[test]
fn a_window_begins_at_midnight_some_months_before() {
    let window = Window::ending(noon("2026-05-31"), 3);
    assert_eq!(window.from.to_string(), "2026-02-28T00:00:00Z");
    assert_eq!(window.until, noon("2026-05-31"));
}

#[test]
fn a_reason_code_has_its_own_figures() {
    let me = party("me");
    let mut outcomes: Vec<_> = (0..60).map(|n| outcome(n, &me, Ending::Stands, noon("2026-10-01"))).collect();
    outcomes.extend((60..63).map(|n| CaseOutcome {
        claim: Claim::Design,
        ..outcome(n, &me, Ending::Reversed, noon("2026-10-01"))
    }));
    let standings = standings_of(me, &outcomes, &honest(), noon(NOW));
    let holds = |scope| standings.iter().find(|it| it.scope == scope).unwrap().holds();
    assert!(holds(Scope::Claim(Claim::Counterfeit)));
    assert!(!holds(Scope::Claim(Claim::Design)));
    assert!(!holds(Scope::Overall), "3 of 63 overturned is not surely below 5 %");
}

#[test]
fn the_explanation_shows_every_number() {
    let tally = Tally { taken_down: 96, decided: 100, overturned: 1, takedowns: 98 };
    let standing = standing(honest(), tally);
    let english = standing.explain(Language::En);
    for part in [
        "Standing for the whole account under the rules honest: complaints filed from 2026-08-26 00:00 to before 2026-11-26 12:00 (UTC).",
        "Takedown rate: 96 of 100 decided complaints led to a takedown that stands = 96.00 %",
        "Wilson's lower bound, z = 1.6449: (96 + z²/2 − z·√(96·4/100 + z²/4)) / (100 + z²) = 91.38 %",
        "asked for: at least 90.00 %: met",
        "Successful counter-notices: 1 of 98 takedowns were overturned after the seller's objection = 1.02 %",
        "Wilson's upper bound, z = 1.6449: (1 + z²/2 + z·√(1·97/98 + z²/4)) / (98 + z²) = ",
        "asked for: at most 5.00 %: met",
        "Both thresholds are met.",
    ] {
        assert!(english.contains(part), "{part}\nis not in\n{english}");
    }
    let chinese = standing.explain(Language::Zh);
    for part in
        ["整个账户的诚信状况（规则 honest）", "96 / 100 = 96.00 %", "威尔逊下限", "不低于 90.00 %：达到"]
    {
        assert!(chinese.contains(part), "{part}\nis not in\n{chinese}");
    }
}

#[test]
fn the_explanation_says_how_far_it_is() {
    let standing = of(honest(), 10, 0);
    assert_eq!(standing.successes_needed(), Some(42));
    assert!(standing.explain(Language::En).contains("Still needed: 42 more complaints in a row"));
    assert!(standing.explain(Language::Zh).contains("还需要连续 42 件"));
    let raw = of(rule_set(RuleSetName::Alibaba2018), 8, 1).explain(Language::En);
    assert!(
        raw.contains("8 of 9") && !raw.contains("bound") && raw.contains("1 more complaint that"),
        "{raw}"
    );
}

/// A bound as someone with nothing but the explanation computes it.
fn by_hand(line: &str) -> f64 {
    let number = |text: &str| text.trim().parse::<f64>().unwrap();
    let (_, rest) = line.split_once("z = ").unwrap();
    let (z, rest) = rest.split_once(": (").unwrap();
    let (hits, rest) = rest.split_once(" + z²/2 ").unwrap();
    let (_, rest) = rest.split_once("√(").unwrap();
    let (spread, rest) = rest.split_once(" + z²/4").unwrap();
    let (_, rest) = rest.split_once(" / (").unwrap();
    let (of, _) = rest.split_once(" + z²)").unwrap();
    let (z, hits, of) = (number(z), number(hits), number(of));
    let spread = spread.split_once('·').map_or(0.0, |(a, rest)| {
        let (b, n) = rest.split_once('/').unwrap();
        number(a) * number(b) / number(n)
    });
    let half = z * (spread + z * z / 4.0).sqrt();
    let side = if line.contains("lower") { hits + z * z / 2.0 - half } else { hits + z * z / 2.0 + half };
    100.0 * side / (of + z * z)
}

proptest! {
    #[test]
    fn whole_numbers_decide_as_the_bound_does(tally in tallies()) {
        let standing = standing(honest(), tally);
        for (figure, bar, wants_more) in [
            (standing.takedown_rate(), 90.0, true),
            (standing.overturned_rate(), 5.0, false),
        ] {
            let assessed = figure.assessed().unwrap();
            if (assessed - bar).abs() > 1e-9 {
                prop_assert_eq!(figure.holds(), (assessed > bar) == wants_more, "{:?} {}", figure, assessed);
            }
        }
    }

    #[test]
    fn what_is_shown_can_be_recomputed_and_agrees_with_what_was_decided(tally in tallies()) {
        let standing = standing(honest(), tally);
        let text = standing.explain(Language::En);
        let bounds: Vec<&str> = text.lines().filter(|line| line.contains("Wilson's")).collect();
        let verdicts: Vec<&str> = text.lines().filter(|line| line.contains("asked for")).collect();
        prop_assert_eq!((bounds.len(), verdicts.len()), (2, 2));
        for ((line, verdict), (bar, at_least)) in bounds.iter().zip(verdicts).zip([(90.0, true), (5.0, false)]) {
            let shown: f64 = line.rsplit_once("= ").unwrap().1.trim_end_matches(" %").parse().unwrap();
            prop_assert!((by_hand(line) - shown).abs() < 0.0101, "{}", line);
            let met = if at_least { shown >= bar } else { shown <= bar };
            prop_assert_eq!(!verdict.contains("not met"), met, "{}\n{}", line, verdict);
        }
    }

    #[test]
    fn one_more_success_never_lowers_and_one_more_successful_counter_notice_never_raises(tally in tallies()) {
        for name in RuleSetName::ALL {
            let before = standing(rule_set(*name), tally);
            let better = before.with_successes(1);
            let mut lost = tally;
            lost.decided += 1;
            lost.overturned += 1;
            lost.takedowns += 1;
            let worse = standing(rule_set(*name), lost);
            let assessed = |it: &Standing| (it.takedown_rate().assessed().unwrap_or(0.0), it.overturned_rate().assessed().unwrap_or(0.0));
            let tiny = 1e-9;
            prop_assert!(assessed(&better).0 + tiny >= assessed(&before).0 && assessed(&better).1 <= assessed(&before).1 + tiny);
            prop_assert!(assessed(&worse).0 <= assessed(&before).0 + tiny && assessed(&worse).1 + tiny >= assessed(&before).1);
            prop_assert!(!before.holds() || better.holds());
            prop_assert!(!worse.holds() || before.holds());
        }
    }

    #[test]
    fn a_success_that_falls_later_never_helps(tally in tallies()) {
        prop_assume!(tally.taken_down > 0);
        let fallen = Tally { taken_down: tally.taken_down - 1, overturned: tally.overturned + 1, ..tally };
        for name in RuleSetName::ALL {
            prop_assert!(!standing(rule_set(*name), fallen).holds() || standing(rule_set(*name), tally).holds());
        }
    }

    #[test]
    fn small_samples_cannot_enter(n in 0..52_u32, declined in 0..5_u32) {
        prop_assert!(!of(honest(), n, declined).holds());
    }

    #[test]
    fn what_is_still_needed_is_the_least_that_suffices(tally in tallies()) {
        for name in [RuleSetName::Honest, RuleSetName::Alibaba2018] {
            let standing = standing(rule_set(name), tally);
            let needed = standing.successes_needed().unwrap();
            prop_assert!(standing.with_successes(needed).holds());
            prop_assert!(needed == 0 || !standing.with_successes(needed - 1).holds());
        }
    }

    #[test]
    fn order_and_repetition_change_nothing(
        endings in proptest::collection::vec(endings(), 0..40),
        days in proptest::collection::vec(1..28_u32, 40),
        twice in proptest::collection::vec(any::<bool>(), 40),
    ) {
        let me = party("me");
        let day = |n: usize| noon(&format!("2026-10-{:02}", days[n]));
        let once: Vec<_> = endings.iter().enumerate().map(|(n, it)| outcome(n, &me, *it, day(n))).collect();
        let mut again: Vec<_> = once.iter().rev().cloned().collect();
        again.extend(once.iter().zip(&twice).filter(|(_, twice)| **twice).map(|(it, _)| it.clone()));
        prop_assert_eq!(
            standings_of(me, &once, &honest(), noon(NOW)),
            standings_of(me, &again, &honest(), noon(NOW))
        );
    }
}
