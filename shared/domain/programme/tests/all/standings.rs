//! Standings: who passes, and that the arithmetic can be followed.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::{noon, outcome, party, tallies, tallies_by_seller};
use case::{Claim, Language};
use policy::programme::{Measured, RuleSet, RuleSetName, Share, rule_set};
use programme::{
    CaseOutcome, Counts, Ending, Figure, LeftOut, Scope, Standing, Tally, Threshold, Window, nothing_for,
    standings_of,
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
    let counts = Tally::of([stand, stand + declined, 0, stand]);
    standing(rules, Tally { sellers: stand, ..counts })
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
        outcome(3, &me, Ending::Stands, noon("2026-05-25")),
        CaseOutcome { proved: false, ..outcome(4, &me, Ending::Reversed, noon("2026-10-01")) },
        outcome(5, &me, Ending::Stands, noon("2026-11-26")),
    ];
    let standings = standings_of(me, &outcomes, &honest(), noon(NOW));
    let one = Tally { sellers: 1, ..Tally::of([1, 1, 0, 1]) };
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
    outcomes.extend((60..64).map(|n| CaseOutcome {
        claim: Claim::Design,
        ..outcome(n, &me, Ending::Reversed, noon("2026-10-01"))
    }));
    let standings = standings_of(me, &outcomes, &honest(), noon(NOW));
    let holds = |scope| standings.iter().find(|it| it.scope == scope).unwrap().holds();
    assert!(holds(Scope::Claim(Claim::Counterfeit)));
    assert!(!holds(Scope::Claim(Claim::Design)));
    assert!(!holds(Scope::Overall), "4 of 64 overturned is not surely below 5 %");
}

#[test]
fn the_explanation_shows_every_number() {
    let all = Counts { at_court: 1, ..Counts::of([110, 116, 2, 112]) };
    let left_out = LeftOut { open: 3, formal: 5, withdrawn: 2, marketplace: 1, recent: 16, capped: 4 };
    let settled = Counts { at_court: 1, ..Counts::of([96, 100, 1, 98]) };
    let standing = standing(honest(), Tally { settled, all, sellers: 48, left_out });
    let english = standing.explain(Language::En);
    for part in [
        "Standing for the whole account under the rules honest: complaints filed from 2026-05-26 00:00 to before 2026-11-26 12:00 (UTC).",
        "Of 132 cases 101 count for entry: the newest 3 of each seller, once 30 days have passed",
        "Not counted: 3 without an outcome yet; 5 declined on formal grounds; 2 withdrawn before anything was done; 1 not enforced, or a mistake of the marketplace; 16 not settled yet; 4 beyond the newest 3 of their seller.",
        "Takedown rate: 96 of 101 decided complaints led to a takedown that stands = 95.05 %",
        "Wilson's lower bound, z = 1.6449: (96 + z²/2 − z·√(96·5/101 + z²/4)) / (101 + z²) = 90.17 %",
        "asked for: at least 90.00 %: met",
        "Fallen takedowns: 2 of 99 takedowns were overturned, withdrawn or corrected = 2.02 %",
        "asked for: at most 5.00 %: not met",
        "1 of them before a court, counted here as wrong",
        "Different sellers with a takedown that stands: 48\n  asked for: at least 30: met",
        "of which at least 5 are wrong",
        "Takedown rate: 111 of 117 decided",
        "Wilson's upper bound, z = 1.6449: (111 + z²/2 + z·√(111·6/117 + z²/4)) / (117 + z²) = ",
        "proved bad when this bound is at most 90.00 %: not proved",
        "Fallen takedowns: 2 of 113 takedowns",
        "proved bad when this bound is at least 5.00 %: not proved",
        "1 of them before a court, counted here as right",
        "8 more takedowns in a row that fall would prove it.",
        "Still needed to enter: 19 more complaints in a row, each about another seller, taken down, standing, and settled.",
    ] {
        assert!(english.contains(part), "{part}\nis not in\n{english}");
    }
    let chinese = standing.explain(Language::Zh);
    for part in [
        "整个账户的诚信状况（规则 honest）",
        "共 132 件，其中 101 件计入准入",
        "尚无结果的 3 件；因形式原因驳回的 5 件",
        "96 / 101 = 95.05 %",
        "威尔逊下限",
        "不低于 90.00 %：达到",
        "下架且维持的不同卖家：48 个",
        "其中 1 件在法院审理中，此处按错误计",
        "其中 1 件在法院审理中，此处按正确计",
        "如再连续有 8 件下架未能维持",
    ] {
        assert!(chinese.contains(part), "{part}\nis not in\n{chinese}");
    }
}

#[test]
fn alibabas_rules_are_explained_as_before() {
    let english = of(rule_set(RuleSetName::Alibaba2018), 8, 1).explain(Language::En);
    let expected = "Standing for the whole account under the rules alibaba-2018-08-15: complaints filed from 2026-08-26 00:00 to before 2026-11-26 12:00 (UTC).\n\
        Takedown rate: 8 of 9 decided complaints led to a takedown that stands = 88.89 %\n  \
        asked for: at least 90.00 %: not met\n\
        Successful counter-notices: 0 of 8 takedowns were overturned after the seller's objection = 0.00 %\n  \
        asked for: at most 5.00 %: met\n\
        Still needed: 1 more complaint that is taken down and stands.";
    assert_eq!(english, expected);
}

#[test]
fn the_explanation_says_how_far_it_is() {
    let standing = of(honest(), 10, 0);
    assert_eq!(standing.successes_needed(), Some(42));
    assert!(standing.explain(Language::En).contains("Still needed to enter: 42 more complaints in a row"));
    assert!(standing.explain(Language::Zh).contains("准入还需要连续 42 件"));
    let few_sellers = Standing { tally: Tally { sellers: 10, ..of(honest(), 200, 0).tally }, ..standing };
    assert_eq!(few_sellers.successes_needed(), Some(20), "thirty different sellers");
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
    fn what_is_shown_can_be_recomputed_and_agrees_with_what_was_decided(tally in tallies_by_seller()) {
        let standing = standing(honest(), tally);
        let text = standing.explain(Language::En);
        let bounds: Vec<&str> = text.lines().filter(|line| line.contains("Wilson's")).collect();
        let verdict = |line: &&str| line.contains("asked for") || line.contains("proved bad when");
        let verdicts: Vec<&str> = text.lines().filter(verdict).filter(|line| line.contains('%')).collect();
        prop_assert_eq!((bounds.len(), verdicts.len()), (4, 4));
        let bars = [(90.0, true), (5.0, false), (90.0, false), (5.0, true)];
        for (place, ((line, verdict), (bar, at_least))) in bounds.iter().zip(verdicts).zip(bars).enumerate() {
            let shown: f64 = line.rsplit_once("= ").unwrap().1.trim_end_matches(" %").parse().unwrap();
            prop_assert!((by_hand(line) - shown).abs() < 0.0101, "{}", line);
            let met = if at_least { shown >= bar } else { shown <= bar };
            // A proof needs so many wrong outcomes besides.
            let wrong = [5, 5, tally.all.decided - tally.all.taken_down, tally.all.overturned][place];
            prop_assert_eq!(!verdict.contains("not "), met && wrong >= 5, "{}\n{}", line, verdict);
        }
    }

    #[test]
    fn one_more_success_never_lowers_and_one_more_successful_counter_notice_never_raises(tally in tallies()) {
        for name in RuleSetName::ALL {
            let before = standing(rule_set(*name), tally);
            let better = before.with_successes(1);
            let worse = standing(rule_set(*name), tally.with_failures(1));
            let assessed = |it: &Standing| (it.takedown_rate().assessed().unwrap_or(0.0), it.overturned_rate().assessed().unwrap_or(0.0));
            let tiny = 1e-9;
            prop_assert!(assessed(&better).0 + tiny >= assessed(&before).0 && assessed(&better).1 <= assessed(&before).1 + tiny);
            prop_assert!(assessed(&worse).0 <= assessed(&before).0 + tiny && assessed(&worse).1 + tiny >= assessed(&before).1);
            prop_assert!(!before.holds() || better.holds());
            prop_assert!(!worse.holds() || before.holds());
            prop_assert!(!better.is_proved_bad() || before.is_proved_bad());
            prop_assert!(!before.is_proved_bad() || worse.is_proved_bad());
        }
    }

    #[test]
    fn a_success_that_falls_later_never_helps(tally in tallies()) {
        prop_assume!(tally.all.taken_down > 0);
        let fall = |it: Counts| Counts { taken_down: it.taken_down - 1, overturned: it.overturned + 1, ..it };
        let fallen = Tally { settled: fall(tally.settled), all: fall(tally.all), ..tally };
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
    fn what_would_prove_it_is_the_least_that_does(tally in tallies_by_seller()) {
        let failing = |more| standing(honest(), tally.with_failures(more)).is_proved_bad();
        let least = standing(honest(), tally).failures_to_proof().unwrap();
        prop_assert!(failing(least) && (least == 0 || !failing(least - 1)));
    }

    #[test]
    fn nobody_is_good_enough_to_enter_and_bad_enough_to_go(tally in tallies_by_seller()) {
        let standing = standing(honest(), tally);
        prop_assert!(!(standing.holds() && standing.is_proved_bad()));
    }

    #[test]
    fn what_a_court_has_to_judge_helps_neither_to_enter_nor_to_remove(tally in tallies_by_seller()) {
        let more = |it: Counts| Counts { at_court: it.at_court + 1, ..it };
        let before = standing(honest(), tally);
        let held = standing(honest(), Tally { settled: more(tally.settled), all: more(tally.all), ..tally });
        // What is shown is rounded in its last digits; what is decided is not.
        let rounding = 1e-9;
        let rates = |it: &Standing| [it.takedown_rate(), it.overturned_rate()].map(|it| it.assessed().unwrap());
        let ([down, overturned], [down_before, overturned_before]) = (rates(&held), rates(&before));
        prop_assert!(down <= down_before + rounding);
        prop_assert!(overturned >= overturned_before - rounding);
        prop_assert!(!held.is_proved_bad() || before.is_proved_bad());
    }
}
