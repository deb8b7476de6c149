//! Memberships: in, warned, out, in again.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::{noon, tallies};
use case::{Claim, Digest, StandingInput};
use jiff::{SignedDuration, Timestamp};
use policy::programme::{Benefits, RuleSet, RuleSetName, rule_set};
use programme::{
    Exit, Illegal, Membership, MembershipCommand, MembershipEvent, MembershipRecorded, Memberships, Scope,
    Standing, Tally, nothing_for,
};
use proptest::prelude::*;
use proptest::sample::select;

const GOOD: Tally = of([200, 200, 0, 200]);
const BAD: Tally = of([100, 200, 50, 150]);
/// Well by its rates, and too few to tell.
const FEW: Tally = of([9, 9, 0, 9]);
/// Not well by its rates, and too few to tell.
const LOW: Tally = of([54, 60, 4, 60]);

/// These counts, of 40 sellers.
const fn of(counts: [u32; 4]) -> Tally {
    Tally { sellers: 40, ..Tally::of(counts) }
}

/// A complainant under one rule set.
struct Account {
    rules: RuleSet,
    log: Vec<MembershipRecorded>,
    now: Memberships,
}

impl Account {
    fn under(name: RuleSetName) -> Self {
        Self { rules: rule_set(name), log: vec![], now: Memberships::default() }
    }

    fn ask(
        &mut self,
        command: &MembershipCommand,
        at: Timestamp,
    ) -> Result<Option<MembershipEvent>, Illegal> {
        let recorded = self.now.decide(command, &self.rules, at)?;
        if let Some(recorded) = recorded {
            self.now = self.now.clone().evolve(&recorded).expect("what decide allows, evolve folds");
            self.log.push(recorded);
        }
        Ok(recorded.map(|it| it.event))
    }

    fn review(&mut self, scope: Scope, tally: Tally, at: Timestamp) -> Option<MembershipEvent> {
        let standing = Standing { tally, ..nothing_for(scope, &self.rules, at) };
        self.ask(&MembershipCommand::Review(standing), at).unwrap()
    }

    fn overall(&mut self, tally: Tally, date: &str) -> Option<MembershipEvent> {
        self.review(Scope::Overall, tally, noon(date))
    }

    fn declare(&mut self, date: &str) {
        self.ask(&MembershipCommand::Declare { document: Digest::of(b"I declare") }, noon(date)).unwrap();
    }
}

#[test]
fn a_member_whose_rate_is_proved_bad_is_on_probation_for_thirty_days() {
    let mut account = Account::under(RuleSetName::Honest);
    assert!(matches!(account.overall(GOOD, "2026-01-01"), Some(MembershipEvent::Entered { .. })));
    assert_eq!(account.overall(GOOD, "2026-01-02"), None);
    let until = Some(noon("2026-02-02"));
    assert_eq!(
        account.overall(BAD, "2026-01-03"),
        Some(MembershipEvent::Warned { scope: Scope::Overall, tally: BAD, until })
    );
    assert_eq!(account.overall(BAD, "2026-02-01"), None);
    assert!(account.now.is_member(Scope::Overall), "probation keeps its benefits");
    let again_from = noon("2026-05-02");
    let removed =
        MembershipEvent::Removed { scope: Scope::Overall, tally: BAD, why: Exit::Rates, again_from };
    assert_eq!(account.overall(BAD, "2026-02-02"), Some(removed));
    assert_eq!(account.overall(GOOD, "2026-05-01"), None, "the waiting time holds");
    assert!(matches!(account.overall(GOOD, "2026-05-02"), Some(MembershipEvent::Entered { .. })));
}

#[test]
fn who_recovers_in_time_stays() {
    let mut account = Account::under(RuleSetName::Honest);
    account.overall(GOOD, "2026-01-01");
    account.overall(BAD, "2026-01-03");
    assert_eq!(account.overall(LOW, "2026-01-15"), None, "not proved any more, and not right either");
    assert!(matches!(account.overall(GOOD, "2026-01-20"), Some(MembershipEvent::Recovered { .. })));
    let since = noon("2026-01-01");
    assert_eq!(account.now.scopes[&Scope::Overall], Membership::Member { since });
}

#[test]
fn what_is_not_proved_is_warned_of_once_and_removes_nobody() {
    let mut account = Account::under(RuleSetName::Honest);
    account.overall(GOOD, "2026-01-01");
    let warned = MembershipEvent::Warned { scope: Scope::Overall, tally: LOW, until: None };
    assert_eq!(account.overall(LOW, "2026-01-03"), Some(warned));
    for date in ["2026-01-04", "2026-02-04", "2027-02-04"] {
        assert_eq!(account.overall(LOW, date), None);
        assert_eq!(account.overall(FEW, date), None, "few that are right do not recover either");
    }
    let input = account.now.seen(Claim::Counterfeit, &rule_set(RuleSetName::Alibaba2018));
    assert_eq!(input, StandingInput::Member);
    assert!(matches!(account.overall(GOOD, "2027-02-05"), Some(MembershipEvent::Recovered { .. })));
}

#[test]
fn who_is_warned_and_gets_worse_is_on_probation() {
    let mut account = Account::under(RuleSetName::Honest);
    account.overall(GOOD, "2026-01-01");
    account.overall(LOW, "2026-01-03");
    let until = Some(noon("2026-02-09"));
    let warned = MembershipEvent::Warned { scope: Scope::Overall, tally: BAD, until };
    assert_eq!(account.overall(BAD, "2026-01-10"), Some(warned));
    assert!(matches!(account.overall(BAD, "2026-02-10"), Some(MembershipEvent::Removed { .. })));
}

#[test]
fn who_files_little_or_nothing_stays() {
    for tally in [FEW, Tally::default()] {
        let mut account = Account::under(RuleSetName::Honest);
        account.overall(GOOD, "2026-01-01");
        assert_eq!(account.overall(tally, "2026-01-03"), None);
        assert_eq!(account.overall(tally, "2027-01-03"), None, "few cases prove nothing");
    }
}

#[test]
fn four_wrong_of_four_prove_nothing_and_five_do() {
    for (wrong, proved) in [(4, false), (5, true)] {
        let mut account = Account::under(RuleSetName::Honest);
        account.overall(GOOD, "2026-01-01");
        let event = account.overall(of([0, wrong, wrong, wrong]), "2026-01-03").unwrap();
        let MembershipEvent::Warned { until, .. } = event else { panic!("{event:?}") };
        assert_eq!(until.is_some(), proved, "{wrong}");
    }
}

#[test]
fn agents_are_no_members() {
    let mut account = Account::under(RuleSetName::Honest);
    let agent = Scope::Agent(case::PartyId::new(uuid::Uuid::from_u128(7)));
    assert_eq!(account.review(agent, GOOD, noon("2026-01-01")), None);
}

#[test]
fn alibabas_rules_remove_at_once_and_keep_who_is_silent() {
    let mut account = Account::under(RuleSetName::Alibaba2018);
    account.overall(FEW, "2026-01-01");
    assert_eq!(account.overall(Tally::default(), "2026-01-02"), None);
    let again_from = noon("2026-04-03");
    let removed =
        MembershipEvent::Removed { scope: Scope::Overall, tally: BAD, why: Exit::Rates, again_from };
    assert_eq!(account.overall(BAD, "2026-01-03"), Some(removed));
}

#[test]
fn the_first_rules_ask_for_a_declaration_and_for_another_after_removal() {
    let mut account = Account::under(RuleSetName::Alibaba2015);
    assert_eq!(account.overall(GOOD, "2026-01-01"), None);
    account.declare("2026-01-02");
    assert!(matches!(account.overall(GOOD, "2026-01-03"), Some(MembershipEvent::Entered { .. })));
    account.overall(BAD, "2026-01-04");
    assert_eq!(account.overall(GOOD, "2026-07-03"), None, "six months");
    assert_eq!(account.overall(GOOD, "2026-07-04"), None, "and a declaration");
    account.declare("2026-07-05");
    assert!(matches!(account.overall(GOOD, "2026-07-05"), Some(MembershipEvent::Entered { .. })));
}

#[test]
fn who_leaves_waits_as_well() {
    let mut account = Account::under(RuleSetName::Alibaba2018);
    assert_eq!(account.ask(&MembershipCommand::Leave, noon("2026-01-01")), Err(Illegal::NoMember));
    account.overall(GOOD, "2026-01-01");
    let left = MembershipEvent::Left { again_from: noon("2026-04-02") };
    assert_eq!(account.ask(&MembershipCommand::Leave, noon("2026-01-02")), Ok(Some(left)));
    assert_eq!(account.ask(&MembershipCommand::Leave, noon("2026-01-03")), Ok(None));
    assert_eq!(account.overall(GOOD, "2026-04-01"), None);
    assert!(matches!(account.overall(GOOD, "2026-04-02"), Some(MembershipEvent::Entered { .. })));
}

#[test]
fn a_reason_codes_benefits_need_the_code_and_the_account() {
    let mut account = Account::under(RuleSetName::Honest);
    let claim = Claim::Counterfeit;
    account.review(Scope::Claim(claim), GOOD, noon("2026-01-01"));
    assert_eq!(account.now.benefits(claim, &account.rules), Benefits::default());
    account.overall(GOOD, "2026-01-01");
    assert!(account.now.benefits(claim, &account.rules).many_listings);
    assert_eq!(account.now.benefits(Claim::Design, &account.rules), Benefits::default());
    let whole = rule_set(RuleSetName::Alibaba2018);
    assert!(account.now.benefits(Claim::Design, &whole).many_listings, "there the account is enough");
    account.review(Scope::Claim(claim), BAD, noon("2026-01-02"));
    assert_eq!(account.now.seen(claim, &account.rules), StandingInput::Probation);
    assert!(account.now.benefits(claim, &account.rules).many_listings, "a warning takes nothing away yet");
}

#[test]
fn what_was_entered_is_reviewed_though_nothing_was_filed() {
    let mut account = Account::under(RuleSetName::Honest);
    account.review(Scope::Claim(Claim::Design), GOOD, noon("2026-01-01"));
    let to_review = account.now.to_review(vec![], &account.rules, noon("2026-01-02"));
    assert_eq!(to_review, vec![nothing_for(Scope::Claim(Claim::Design), &account.rules, noon("2026-01-02"))]);
    let whole = rule_set(RuleSetName::Alibaba2018);
    assert_eq!(account.now.to_review(vec![], &whole, noon("2026-01-02")), vec![]);
}

#[derive(Debug, Clone)]
enum Step {
    Declare,
    Leave,
    Review(Scope, Tally),
}

fn steps() -> impl Strategy<Value = Vec<(i64, Step)>> {
    let scope = select(vec![Scope::Overall, Scope::Claim(Claim::Counterfeit), Scope::Claim(Claim::Design)]);
    let tally = prop_oneof![4 => select(vec![GOOD, BAD, LOW, FEW, Tally::default()]), 1 => tallies()];
    let step = prop_oneof![
        1 => Just(Step::Declare),
        1 => Just(Step::Leave),
        12 => (scope, tally).prop_map(|(scope, tally)| Step::Review(scope, tally)),
    ];
    proptest::collection::vec((0..1_200_i64, step), 1..80)
}

proptest! {
    #[test]
    fn in_every_history_rules_hold(name in select(RuleSetName::ALL), steps in steps()) {
        let mut account = Account::under(name);
        let mut at = noon("2026-01-01");
        for (hours, step) in steps {
            at += SignedDuration::from_hours(hours);
            let before = account.now.clone();
            let (command, scope) = match step {
                Step::Declare => (MembershipCommand::Declare { document: Digest::of(b"d") }, None),
                Step::Leave => (MembershipCommand::Leave, None),
                Step::Review(scope, tally) => {
                    let standing = Standing { tally, ..nothing_for(scope, &account.rules, at) };
                    (MembershipCommand::Review(standing), Some((scope, standing)))
                }
            };
            let event = account.ask(&command, at);
            prop_assert_eq!(account.ask(&command, at), event.map(|_| None), "a command twice is once");
            match (event, scope) {
                (Ok(Some(MembershipEvent::Entered { .. })), Some((scope, standing))) => {
                    prop_assert!(standing.holds());
                    if let Some(Membership::Out { again_from, .. }) = before.scopes.get(&scope) {
                        prop_assert!(at >= *again_from, "waiting times hold");
                    }
                }
                (Ok(Some(MembershipEvent::Removed { .. })), Some((scope, standing))) => {
                    prop_assert!(!standing.holds());
                    let honest = name == RuleSetName::Honest;
                    prop_assert!(!honest || standing.is_proved_bad(), "nobody without proof");
                    let before = before.scopes.get(&scope);
                    let warned = matches!(before, Some(Membership::Probation { until, .. }) if *until <= at);
                    prop_assert!(warned || !honest, "nobody without a warning");
                }
                _ => {}
            }
            prop_assert_eq!(Memberships::fold(&account.log), Ok(account.now.clone()));
        }
    }

    #[test]
    fn no_log_makes_it_panic(steps in proptest::collection::vec((0..5_u8, 0..3_usize, 0..2_000_i64), 0..30)) {
        let scopes = [Scope::Overall, Scope::Claim(Claim::Patent), Scope::Claim(Claim::Design)];
        let log: Vec<MembershipRecorded> = steps.iter().map(|(kind, scope, hours)| {
            let at = noon("2026-01-01") + SignedDuration::from_hours(*hours);
            let (scope, tally) = (scopes[*scope], FEW);
            let event = match kind {
                0 => MembershipEvent::Entered { scope, tally },
                1 => MembershipEvent::Warned { scope, tally, until: (hours % 2 == 0).then_some(at) },
                2 => MembershipEvent::Recovered { scope, tally },
                3 => MembershipEvent::Removed { scope, tally, why: Exit::Rates, again_from: at },
                _ => MembershipEvent::Left { again_from: at },
            };
            MembershipRecorded { at, rules: RuleSetName::Honest, event }
        }).collect();
        let _ = Memberships::fold(&log);
    }
}
