//! What the pages of both sides say of a case: for what it was declined, and what a clock leads to.

use case::{
    Case, Clock, Correction, Decline, Event, Language, Outcome, PartyAct, Prior, Recorded, Side, State,
};
use policy::{Due, NoticeLaw};

use super::CaseView;
use crate::deadline::own_deadline;
use crate::text::{arg, due, of_answer, tell};

/// For what a complaint stands declined, or a measure was found wrong, also while that is under appeal and once it is
/// final.
pub(super) fn declined(view: &CaseView) -> Option<Decline> {
    match &view.case.state {
        State::Declined { decline } | State::Appealed { prior: Prior::Declined(decline), .. } => {
            Some(decline.clone())
        }
        State::Closed(Outcome::Declined) => {
            view.log.iter().rev().find_map(|recorded| match &recorded.event {
                Event::Declined { by, code, note } => {
                    Some(Decline { by: by.clone(), at: recorded.at, code: *code, note: note.clone() })
                }
                _ => None,
            })
        }
        _ => unfounded(&view.log),
    }
}

/// For what the desk found the complaint unfounded of its own accord, where that still stands.
fn unfounded(log: &[Recorded]) -> Option<Decline> {
    let last = log
        .iter()
        .rev()
        .find(|it| matches!(it.event, Event::Corrected { .. } | Event::AppealDecided { reversed: true, .. }));
    match last.map(|it| (it.at, &it.event)) {
        Some((at, Event::Corrected { by, why: Correction::Unfounded(code), note })) => {
            Some(Decline { by: by.clone(), at, code: *code, note: Some(note.clone()) })
        }
        _ => None,
    }
}

/// Whether `side` has a deadline to put into its calendar, where the page tells one.
pub(super) fn has_calendar(until: Option<Due>, case: &Case, side: Side) -> bool {
    until.is_some() && own_deadline(case, side).is_some()
}

/// What happens when the first of the clocks that run now ends, and when. The desk's own targets are no matter of
/// the parties.
pub(super) fn until_sentence(language: Language, case: &Case, until: Due, side: Side) -> Option<String> {
    let told = |key: &str| Some(tell(language, key, &[("until", arg(due(language, until)))]));
    let law = NoticeLaw::of_filing(&case.filing);
    let answered = |key| told(&of_answer(law, key));
    let key = match (case.clocks().first()?.clock, side) {
        (
            Clock::Desk
            | Clock::AppealReview
            | Clock::CounterNoticeReview
            | Clock::CourtClaim
            | Clock::CourtReview
            | Clock::RefusedOrder
            | Clock::UnsentLetter,
            _,
        ) => return None,
        (Clock::PersonAsked, Side::Complainant) => return None,
        (Clock::PersonAsked, Side::Seller) => "until-person",
        (Clock::Decision, _) => "until-decision",
        (Clock::Completion, Side::Complainant) => "until-completion",
        (Clock::Completion, Side::Seller) => return None,
        (Clock::Answer, Side::Complainant) => return answered("until-answer"),
        (Clock::Answer, Side::Seller) => return answered("until-answer-seller"),
        (Clock::Appeal, _) => {
            match [PartyAct::CounterNotice, PartyAct::Appeal].map(|act| case.may_act(side, act)) {
                [true, true] => "until-object",
                [true, false] => "until-only-object",
                [false, true] => "until-appeal",
                [false, false] => return None,
            }
        }
    };
    told(key)
}
