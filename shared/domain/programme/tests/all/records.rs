//! Misuse records: no suspension without a prior warning, none longer than the ladder, and a way back.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::noon;
use case::{Decider, Digest, MisuseInput, ReviewerId};
use jiff::{SignedDuration, Timestamp};
use policy::misuse::{MISUSE, MisuseRules};
use programme::{
    Figures, Improper, MisuseCommand, MisuseEvent, MisuseFinding, MisuseMisfit, MisuseRecord, MisuseRecorded,
    Pattern, SuspensionAppeal, Untold,
};
use proptest::prelude::*;
use proptest::sample::select;

const PATTERN: Pattern = Pattern::UnfoundedComplaints;

fn reviewer(name: &str) -> Decider {
    Decider::Reviewer(name.parse::<ReviewerId>().unwrap())
}

fn finding(pattern: Pattern, hits: u32, first: Timestamp) -> MisuseFinding {
    let figures = Figures { hits, of: hits * 2, ..Figures::default() };
    MisuseFinding { pattern, figures, first, last: first }
}

/// A subject's record.
#[derive(Default)]
struct Subject {
    log: Vec<MisuseRecorded>,
    now: MisuseRecord,
}

impl Subject {
    fn ask(
        &mut self,
        by: &Decider,
        command: MisuseCommand,
        at: Timestamp,
    ) -> Result<Option<MisuseEvent>, Improper> {
        let recorded = self.now.decide(by, &command, &MISUSE, at)?;
        if let Some(recorded) = &recorded {
            self.now = self.now.clone().evolve(recorded).expect("what decide allows, evolve folds");
            self.log.push(recorded.clone());
        }
        Ok(recorded.map(|it| it.event))
    }

    fn notice(&mut self, hits: u32, date: &str) {
        let finding = finding(PATTERN, hits, noon(date));
        self.ask(&Decider::Machine, MisuseCommand::Notice(finding), noon(date)).unwrap();
    }

    fn warn(&mut self, date: &str) -> Result<Option<MisuseEvent>, Improper> {
        self.ask(&Decider::Machine, MisuseCommand::Warn(PATTERN), noon(date))
    }

    fn suspend(&mut self, date: &str) -> Result<Option<MisuseEvent>, Improper> {
        self.ask(&reviewer("anna"), MisuseCommand::Suspend(PATTERN), noon(date))
    }

    /// The letters that are owed go out.
    fn tell(&mut self, date: &str) -> usize {
        let owed: Vec<u32> = self.now.untold(&MISUSE, noon(date)).map(Untold::event).collect();
        for of in &owed {
            self.ask(&Decider::Machine, MisuseCommand::Tell { of: *of }, noon(date)).unwrap().unwrap();
        }
        owed.len()
    }

    /// Warned on 1 January and told of it at once, noticed again on the 10th.
    fn warned_and_seen_again() -> Self {
        let mut subject = Self::default();
        subject.notice(5, "2026-01-01");
        subject.warn("2026-01-01").unwrap();
        subject.tell("2026-01-01");
        subject.notice(2, "2026-01-10");
        subject
    }

    /// The same, suspended on 1 February by anna for seven days.
    fn suspended() -> Self {
        let mut subject = Self::warned_and_seen_again();
        subject.suspend("2026-02-01").unwrap();
        subject.tell("2026-02-01");
        subject
    }

    fn appeal(&mut self, date: &str) -> Result<Option<MisuseEvent>, Improper> {
        let document = Digest::of(b"you are wrong");
        self.ask(&Decider::Machine, MisuseCommand::Appeal { document }, noon(date))
    }
}

#[test]
fn nobody_is_suspended_without_a_warning() {
    let mut subject = Subject::default();
    subject.notice(50, "2026-01-01");
    assert_eq!(subject.suspend("2026-02-01"), Err(Improper::NoWarning));
}

#[test]
fn nobody_is_warned_of_what_nobody_saw() {
    assert_eq!(Subject::default().warn("2026-01-01"), Err(Improper::NotNoticed));
}

#[test]
fn a_warning_needs_two_weeks_and_holds_a_year() {
    let mut subject = Subject::warned_and_seen_again();
    assert_eq!(subject.suspend("2026-01-14"), Err(Improper::TooSoon));
    assert_eq!(subject.suspend("2027-01-02"), Err(Improper::NoWarning));
    assert!(subject.suspend("2026-01-15").unwrap().is_some());
}

#[test]
fn a_warning_holds_from_the_day_that_its_letter_went_out() {
    let mut subject = Subject::default();
    subject.notice(5, "2026-01-01");
    subject.warn("2026-01-01").unwrap();
    subject.notice(9, "2026-01-10");
    assert_eq!(subject.warn("2026-01-10"), Ok(None), "its letter is on its way");
    assert_eq!(subject.now.seen(&MISUSE, noon("2026-01-10")), MisuseInput::Clear);
    assert_eq!(subject.suspend("2026-01-20"), Err(Improper::NotTold));

    assert_eq!(subject.tell("2026-01-20"), 1);
    assert_eq!(subject.tell("2026-01-20"), 0, "once");
    assert_eq!(subject.now.seen(&MISUSE, noon("2026-01-20")), MisuseInput::Warned);
    assert_eq!(subject.suspend("2026-02-02"), Err(Improper::TooSoon), "fourteen days from the letter");
    assert_eq!(
        subject.suspend("2026-02-04"),
        Err(Improper::NotNoticed),
        "what was done before it is not punished"
    );
    subject.notice(2, "2026-02-05");
    assert!(subject.suspend("2026-02-05").unwrap().is_some());
    assert_eq!(subject.now.seen(&MISUSE, noon("2027-01-20")), MisuseInput::Warned);
    assert_eq!(subject.now.seen(&MISUSE, noon("2027-01-21")), MisuseInput::Clear);
}

#[test]
fn a_suspension_runs_as_long_as_was_decided_from_its_letter_on() {
    let mut subject = Subject::warned_and_seen_again();
    subject.suspend("2026-02-01").unwrap();
    assert_eq!(subject.now.seen(&MISUSE, noon("2026-02-02")), MisuseInput::Warned);
    assert_eq!(subject.suspend("2026-02-02"), Err(Improper::SuspendedAlready));
    subject.tell("2026-02-03");
    assert_eq!(subject.now.seen(&MISUSE, noon("2026-02-09")), MisuseInput::Suspended);
    assert_eq!(subject.now.seen(&MISUSE, noon("2026-02-10")), MisuseInput::Warned);
    assert!(subject.appeal("2026-08-03").unwrap().is_some(), "six months from when it was told");
}

#[test]
fn of_what_nobody_could_be_told_lapses_and_a_person_is_asked_before() {
    let mut subject = Subject::default();
    subject.notice(5, "2026-01-01");
    subject.warn("2026-01-01").unwrap();
    assert_eq!(subject.now.overdue(&MISUSE, noon("2026-01-02")).count(), 0);
    assert_eq!(subject.now.overdue(&MISUSE, noon("2026-01-03")).count(), 1);
    let tell = MisuseCommand::Tell { of: 1 };
    let asked = |subject: &Subject, date| subject.now.decide(&reviewer("anna"), &tell, &MISUSE, noon(date));
    assert!(asked(&subject, "2026-01-31").unwrap().is_some());
    assert_eq!(asked(&subject, "2026-02-01"), Err(Improper::NothingToTell));
    assert_eq!(subject.suspend("2026-02-01"), Err(Improper::NoWarning));
    assert!(subject.warn("2026-02-01").unwrap().is_some(), "it is given again");
    let nothing = MisuseCommand::Tell { of: 0 };
    let none = subject.now.decide(&reviewer("anna"), &nothing, &MISUSE, noon("2026-02-01"));
    assert_eq!(none, Err(Improper::NothingToTell), "nobody is told of what was only noticed");
}

#[test]
fn nobody_is_told_of_a_suspension_that_was_lifted() {
    let mut subject = Subject::warned_and_seen_again();
    subject.suspend("2026-02-01").unwrap();
    subject.appeal("2026-02-01").unwrap();
    let lift = MisuseCommand::DecideAppeal { lift: true };
    subject.ask(&reviewer("ben"), lift, noon("2026-02-01")).unwrap();
    assert_eq!(subject.tell("2026-02-02"), 0);
    assert!(!subject.now.has_untold());
}

#[test]
fn what_was_warned_of_is_not_punished() {
    let mut subject = Subject::default();
    subject.notice(5, "2026-01-01");
    subject.warn("2026-01-01").unwrap();
    subject.tell("2026-01-01");
    assert_eq!(subject.suspend("2026-02-01"), Err(Improper::NotNoticed));
}

#[test]
fn the_same_acts_suspend_once() {
    let mut subject = Subject::suspended();
    assert_eq!(subject.suspend("2026-02-03"), Err(Improper::SuspendedAlready));
    assert_eq!(subject.suspend("2026-03-01"), Err(Improper::NotNoticed));
}

#[test]
fn each_suspension_is_longer_until_the_ladder_ends() {
    let mut subject = Subject::warned_and_seen_again();
    let days = ["2026-02-01", "2026-03-01", "2026-05-01", "2026-09-01"].map(|date| {
        let at = noon(date);
        subject.notice(9, date);
        let again = finding(PATTERN, 10, at - SignedDuration::from_hours(24));
        subject.ask(&Decider::Machine, MisuseCommand::Notice(again), at).unwrap();
        let suspended = subject.suspend(date).unwrap().unwrap();
        assert_eq!(subject.tell(date), 1);
        match suspended {
            MisuseEvent::Suspended { until, .. } => until.duration_since(at).as_hours() / 24,
            other => panic!("{other:?}"),
        }
    });
    assert_eq!(days, [7, 30, 90, 180]);
}

#[test]
fn a_suspension_ends_by_time() {
    let subject = Subject::suspended();
    assert!(subject.now.suspended_at(noon("2026-02-07")).is_some());
    assert_eq!(subject.now.seen(&MISUSE, noon("2026-02-07")), MisuseInput::Suspended);
    assert!(subject.now.suspended_at(noon("2026-02-08")).is_none());
    assert_eq!(subject.now.seen(&MISUSE, noon("2026-02-08")), MisuseInput::Warned);
    assert_eq!(subject.now.seen(&MISUSE, noon("2028-02-08")), MisuseInput::Clear);
}

#[test]
fn an_appeal_is_decided_by_somebody_else_and_lifts_at_once() {
    let mut subject = Subject::suspended();
    assert!(subject.appeal("2026-02-02").unwrap().is_some());
    assert_eq!(subject.appeal("2026-02-02"), Ok(None), "the same appeal again is one");
    let lift = MisuseCommand::DecideAppeal { lift: true };
    let at = noon("2026-02-03");
    assert_eq!(subject.ask(&reviewer("anna"), lift, at), Err(Improper::DecidedBefore));
    assert_eq!(subject.ask(&Decider::Machine, lift, at), Err(Improper::NeedsReviewer));
    assert!(subject.ask(&reviewer("ben"), lift, at).unwrap().is_some());
    assert!(subject.now.suspended_at(at).is_none());
    assert_eq!(subject.now.days_of_next(&MISUSE, noon("2026-03-01")), 7, "a lifted one counts for nothing");
    assert_eq!(subject.appeal("2026-02-04"), Err(Improper::NothingToAppeal), "there is one appeal");
}

#[test]
fn an_appeal_that_fails_leaves_it_as_it_is() {
    let mut subject = Subject::suspended();
    subject.appeal("2026-02-02").unwrap();
    let keep = MisuseCommand::DecideAppeal { lift: false };
    subject.ask(&reviewer("ben"), keep, noon("2026-02-03")).unwrap();
    assert!(subject.now.suspended_at(noon("2026-02-04")).is_some());
    assert_eq!(subject.now.days_of_next(&MISUSE, noon("2026-03-01")), 30);
}

#[test]
fn one_may_appeal_for_six_months_though_it_ended() {
    assert!(Subject::suspended().appeal("2026-08-01").unwrap().is_some());
    assert_eq!(Subject::suspended().appeal("2026-08-02"), Err(Improper::NothingToAppeal));
}

#[test]
fn rules_warn_and_people_suspend() {
    let mut subject = Subject::warned_and_seen_again();
    let suspend = MisuseCommand::Suspend(PATTERN);
    assert_eq!(subject.ask(&Decider::Machine, suspend, noon("2026-02-01")), Err(Improper::NeedsReviewer));
    let strict = MisuseRules { machine_warns: false, machine_suspends: true, ..MISUSE };
    let asked = |command| subject.now.decide(&Decider::Machine, &command, &strict, noon("2026-02-01"));
    assert!(asked(suspend).unwrap().is_some());
    assert_eq!(asked(MisuseCommand::Warn(PATTERN)), Err(Improper::NeedsReviewer));
}

#[test]
fn the_same_finding_is_noticed_once() {
    let mut subject = Subject::default();
    subject.notice(5, "2026-01-01");
    subject.notice(5, "2026-01-02");
    subject.notice(4, "2026-01-03");
    assert_eq!(subject.log.len(), 1);
    subject.notice(6, "2026-01-04");
    assert_eq!(subject.log.len(), 2);
}

#[test]
fn a_log_with_a_suspension_out_of_nothing_is_refused() {
    let at = noon("2026-01-01");
    let event = MisuseEvent::Suspended { finding: finding(PATTERN, 9, at), until: at, by: Decider::Machine };
    assert_eq!(MisuseRecord::fold(&[MisuseRecorded { at, event }]), Err(MisuseMisfit { index: 0 }));
}

fn commands() -> impl Strategy<Value = Vec<(i64, Decider, u8, Pattern, u32)>> {
    let by =
        select(vec![Decider::Machine, reviewer("anna"), reviewer("ben"), reviewer("cleo"), reviewer("dan")]);
    let pattern = select(vec![PATTERN, Pattern::RepeatInfringement]);
    proptest::collection::vec((0..900_i64, by, 0..15_u8, pattern, 1..20_u32), 1..120)
}

proptest! {
    #[test]
    fn in_every_history_nobody_is_suspended_unwarned_or_for_longer_than_the_ladder(commands in commands()) {
        let mut subject = Subject::default();
        let mut at = noon("2026-01-01");
        for (hours, by, which, pattern, n) in commands {
            at += SignedDuration::from_hours(hours);
            let command = match which {
                0..=4 => {
                    let first = at - SignedDuration::from_hours(i64::from(n));
                    MisuseCommand::Notice(finding(pattern, n, first))
                }
                5..=7 => MisuseCommand::Warn(pattern),
                8..=10 => MisuseCommand::Suspend(pattern),
                11 => MisuseCommand::Tell { of: n },
                12 => MisuseCommand::Appeal { document: Digest::of(&n.to_be_bytes()) },
                _ => MisuseCommand::DecideAppeal { lift: n % 2 == 0 },
            };
            let before = subject.now.clone();
            match subject.ask(&by, command, at) {
                Ok(Some(MisuseEvent::Suspended { finding, until, by })) => {
                    let warnings = before.warnings.iter().filter(|it| it.finding.pattern == pattern);
                    let told = warnings.filter_map(|it| it.told).max().unwrap();
                    let warned_for = at.duration_since(told).as_hours();
                    prop_assert!(warned_for >= 24 * i64::from(MISUSE.days_after_warning));
                    prop_assert!(finding.first > told, "about what was done after the warning was told");
                    prop_assert!(before.suspended_at(at).is_none());
                    prop_assert!(subject.now.suspended_at(at).is_none(), "it runs once it is told");
                    let lasted = before.suspensions.iter().filter(|it| !it.was_lifted()).count();
                    let most = MISUSE.ladder[lasted.min(MISUSE.ladder.len() - 1)];
                    prop_assert!(until.duration_since(at).as_hours() <= 24 * i64::from(most));
                    prop_assert!(matches!(by, Decider::Reviewer(_)));
                }
                Ok(Some(MisuseEvent::AppealDecided { by, lifted })) => {
                    prop_assert!(!before.deciders.contains(&by));
                    prop_assert!(!lifted || subject.now.suspended_at(at).is_none(), "lifted ends at once");
                }
                _ => {}
            }
            let open = subject.now.suspensions.iter().rev().skip(1).any(|it| matches!(it.appeal, Some(SuspensionAppeal::Open { .. })));
            prop_assert!(!open, "no appeal is left behind");
            prop_assert_eq!(MisuseRecord::fold(&subject.log), Ok(subject.now.clone()));
        }
    }
}
