//! Where a measure holds: never beyond what the right covers.

use case::{
    Actor, Case, Command, Correction, DeclineCode, Event, Illegal, Measure, Question, Recorded,
    TerritoryInput,
};
use proptest::prelude::*;

use super::story::{self, Course, choices, play, reviewer};

proptest! {
    #[test]
    fn a_measure_never_reaches_beyond_what_the_right_covered(choices in choices()) {
        for step in play(&choices).steps {
            let (Ok(Some(event)), Some(record)) = (&step.decided, &step.before.record) else { continue };
            if let Event::Accepted { only_in, .. } | Event::AppealDecided { measure: Some(_), only_in, .. } = event {
                let is_part = record.inputs.get() == Some(TerritoryInput::Part);
                prop_assert_eq!(only_in, &record.only_in);
                prop_assert_eq!(is_part, !only_in.is_empty());
            }
            // It stays limited in whatever happens next, to its end and beyond.
            if step.after.decided_at.is_some() && step.after.state.decision().is_some() {
                prop_assert_eq!(&step.after.only_in, &record.only_in);
            }
        }
    }
}

/// What the reviewers ask about a complaint under a right that covers `part`, of which they may know nothing.
fn limited(part: &str, asked: &[(Actor, Command)]) -> Result<Case, Illegal> {
    let judged = [
        (Actor::Machine, Command::Judge(story::of_part(part))),
        (Actor::Machine, Command::AskDesk { question: Question::PartOfTerritory }),
    ];
    judged.iter().chain(asked).try_fold(play(&[]).end(), |case, (by, command)| {
        let at = case.last_at;
        let event = case.decide(by, command, at)?.unwrap();
        Ok(case.evolve(&Recorded { at, event }).unwrap())
    })
}

#[test]
fn a_right_that_covers_a_part_is_enforced_there_and_nowhere_where_the_part_is_not_known() {
    let accept =
        [(reviewer("anna"), Command::Accept { measure: Measure::Removal, although: false, note: None })];
    let appeal = [
        (reviewer("anna"), Command::Decline { code: DeclineCode::NotAnIpClaim, note: None }),
        (Actor::Complainant, Command::Appeal { document: case::Digest::of(b"appeal") }),
        (reviewer("carol"), Command::DecideAppeal { reverse: true, measure: Measure::Removal, note: None }),
    ];
    for asked in [&accept[..], &appeal[..]] {
        let case = limited("DE", asked).unwrap();
        assert_eq!(case.state.code(), "accepted");
        assert_eq!(case.only_in, ["DE".parse().unwrap()]);
        assert_eq!(limited("", asked), Err(Illegal::PartUnknown));
    }
}

#[test]
fn a_limited_measure_that_is_taken_again_is_limited_as_before() {
    let accepted =
        (reviewer("anna"), Command::Accept { measure: Measure::Removal, although: false, note: None });
    let mut course = Course(limited("DE", &[accepted]).unwrap());
    course.carry_out();
    course.ask(reviewer("anna"), Command::Correct { why: Correction::Mistake, note: story::note() });
    course.carry_out();
    course.ask(Actor::Complainant, Command::Appeal { document: case::Digest::of(b"appeal") });
    let reversed = Command::DecideAppeal { reverse: true, measure: Measure::Removal, note: None };
    course.ask(reviewer("carol"), reversed);
    assert_eq!((course.0.state.code(), &course.0.only_in), ("accepted", &vec!["DE".parse().unwrap()]));
}
