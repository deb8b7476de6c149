//! Every kind of situation that a case can be in, and that each still has an end.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use case::{Action, Case, Command, Letter, Measure, Prior, Recorded, State, WhyRestore};

use super::story::{Course, everything, play, reviewer};
use crate::courses::told;

/// What of a case decides where it can go. Times, ids and documents do not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Situation {
    state: &'static str,
    withdrawn_meanwhile: bool,
    contested: bool,
    court_proved: bool,
    why: Option<WhyRestore>,
    prior: Option<&'static str>,
    redress: case::Redress,
    told_of_counter_notice: bool,
    told_of_decision: bool,
}

impl Situation {
    fn of(case: &Case) -> Self {
        let (mut withdrawn_meanwhile, mut contested, mut court_proved) = (false, false, false);
        let (mut why, mut prior) = (None, None);
        match &case.state {
            State::Ordered { order, withdrawn, .. } => {
                withdrawn_meanwhile = *withdrawn;
                if let Action::Restore(w) = order.action {
                    why = Some(w);
                }
            }
            State::AwaitingAnswer { contested: objection, .. } => contested = objection.is_some(),
            State::HeldForCourt { claim, .. } => {
                contested = claim.contested.is_some();
                court_proved = claim.proved.is_some();
            }
            State::Restored { why: w, .. } => why = Some(*w),
            State::Appealed { prior: p, .. } => {
                prior = Some(match p {
                    Prior::Declined(_) => "declined",
                    Prior::InForce(_) => "in_force",
                    Prior::Upheld(_) => "upheld",
                    Prior::HeldForCourt(_, claim) => {
                        contested = claim.contested.is_some();
                        "held_for_court"
                    }
                    Prior::Restored(w, _) => {
                        why = Some(*w);
                        "restored"
                    }
                });
            }
            _ => {}
        }
        let owed = || case.letters.iter().chain(case.unsent.iter().map(|it| &it.owed)).map(|it| it.letter);
        Self {
            state: case.state.code(),
            withdrawn_meanwhile,
            contested,
            court_proved,
            why,
            prior,
            redress: case.redress,
            told_of_counter_notice: !owed().any(|letter| letter == Letter::CounterNotice),
            told_of_decision: !owed().any(Letter::tells_of_decision),
        }
    }
}

#[test]
fn every_situation_can_still_come_to_an_end() {
    let first = play(&[]).end();
    let mut leads_to: BTreeMap<Situation, BTreeSet<Situation>> = BTreeMap::new();
    let mut final_ones = BTreeSet::new();
    let mut waiting = VecDeque::from([first]);
    while let Some(case) = waiting.pop_front() {
        let here = Situation::of(&case);
        if leads_to.contains_key(&here) {
            continue;
        }
        if case.state.is_final() {
            final_ones.insert(here.clone());
        }
        let mut there = BTreeSet::new();
        // Anyone who decided never decides the appeal: a desk needs one more than have decided.
        let newcomer = format!("reviewer-{}", case.deciders.len());
        let appeals = [true, false].map(|reverse| {
            (reviewer(&newcomer), Command::DecideAppeal { reverse, measure: Measure::Removal, note: None })
        });
        for (by, command) in everything(&case, case.last_at).into_iter().chain(appeals) {
            if let Ok(Some(event)) = case.decide(&by, &command, case.last_at) {
                let after = case.clone().evolve(&Recorded { at: case.last_at, event }).unwrap();
                let next = Situation::of(&after);
                if next != here && there.insert(next) {
                    waiting.push_back(after);
                }
            }
        }
        // Any number of letters may be owed: they go out together.
        let posted = told(Course(case)).0;
        let next = Situation::of(&posted);
        if next != here && there.insert(next) {
            waiting.push_back(posted);
        }
        leads_to.insert(here, there);
    }

    let states: BTreeSet<_> = leads_to.keys().map(|situation| situation.state).collect();
    assert_eq!(states, State::CODES.into());

    let mut can_end = final_ones;
    loop {
        let more: Vec<_> = leads_to
            .iter()
            .filter(|(here, there)| !can_end.contains(here) && !there.is_disjoint(&can_end))
            .map(|(here, _)| here.clone())
            .collect();
        if more.is_empty() {
            break;
        }
        can_end.extend(more);
    }
    let stuck: Vec<_> = leads_to.keys().filter(|here| !can_end.contains(here)).collect();
    assert!(stuck.is_empty(), "no end from {stuck:?}");
}
