//! What happened in a case, as far as it bears on a decision: a paragraph or a few for each event.

use case::{
    Action, Answer, Case, Comparison, Correction, Decider, Digest, Element, Event, Filing, Note, OrderStep,
    PictureExcuse, PictureSource, Side, WhyReconsider, is_before_court,
};
use policy::demands_for;

use super::judged::{computed_again, judged, looked_again};
use super::teller::{Teller, foreign};
use super::{Explained, findings, right_named};
use crate::text::{arg, say, tell};
use crate::words;

/// What the event at `index` came to, in a case that was `case` before. Letters are no decisions, and are left out.
pub(super) fn paragraphs_of(
    teller: &Teller<'_>,
    case: &Case,
    index: usize,
    of: &Explained<'_>,
) -> Vec<String> {
    let Some(recorded) = of.log.get(index) else { return Vec::new() };
    let event = &recorded.event;
    if let Event::Judged(record) = event {
        let title = record.snapshot.and_then(|digest| of.words.titles.get(&digest));
        let beside = (title.map(String::as_str), of.words.acts_as);
        let mut told = judged(teller, &case.filing, record, of.sets, beside);
        told.extend(looked_again(teller, &case.filing, record, of.sets));
        return told;
    }
    let mut told = decision(teller, &case.filing, event);
    let before = index.checked_sub(1).and_then(|before| of.log.get(before));
    if let Some(Event::Judged(record)) = before.map(|it| &it.event) {
        told.extend(computed_again(teller, &case.filing, record, event, of.sets));
    }
    told.extend(procedure(teller, &case.filing, event));
    told.extend(dispute(teller, event, is_before_court(&of.log[..index])));
    told.extend(of_order(teller, event));
    told
}

/// The decision on the complaint, by the rules or by a person.
fn decision(teller: &Teller<'_>, filing: &Filing, event: &Event) -> Vec<String> {
    let reason = |code: &case::DeclineCode| ("reason", arg(words::declined_because(teller.language, *code)));
    let mut told = match event {
        Event::Accepted { by, measure, only_in, although, note } => {
            let measure = words::measure(teller.language, *measure, only_in);
            let mut told = vec![teller.by("decided-accept", by, &[("measure", arg(measure))])];
            told.extend(although.then(|| teller.say("decided-accept-although")));
            vec![with_note(teller, teller.joined(&told), note.as_ref())]
        }
        Event::Declined { by, code, note } => {
            vec![with_note(teller, teller.by("decided-decline", by, &[reason(code)]), note.as_ref())]
        }
        Event::SentToDesk { question } => {
            let asked = teller.say(&format!("asked-{question}"));
            vec![teller.tell("decided-desk", &[("asked", arg(asked))])]
        }
        Event::FoundIncomplete { missing } => {
            let elements = lacks(teller, filing, missing);
            vec![teller.tell("decided-incomplete", &[("elements", arg(elements))])]
        }
        _ => Vec::new(),
    };
    if let Event::Accepted { by: Decider::Reviewer(_), note: None, .. }
    | Event::Declined { by: Decider::Reviewer(_), note: None, .. } = event
    {
        told.push(teller.say("decided-reasons-of-person"));
    }
    if let [decision, grounds] = told.as_slice() {
        return vec![teller.joined(&[decision.clone(), grounds.clone()])];
    }
    told
}

/// What a complaint lacks, with the provisions that demand it.
fn lacks(teller: &Teller<'_>, filing: &Filing, missing: &[Element]) -> String {
    let demands = demands_for(missing, filing.claim, filing.territory);
    teller.listed(demands.into_iter().map(|demand| {
        let element = teller.say(&format!("lacks-{}", demand.element));
        match demand.source {
            Some(law) => {
                let law = words::provision(teller.language, law);
                teller.tell("lacks-by-law", &[("element", arg(element)), ("law", arg(law))])
            }
            None => element,
        }
    }))
}

/// What led to a decision or followed from one, before anyone objects.
fn procedure(teller: &Teller<'_>, filing: &Filing, event: &Event) -> Option<String> {
    Some(match event {
        Event::Merged { document: None, .. } => teller.say("told-merged"),
        Event::Merged { document: Some(document), .. } => {
            teller.tell("told-merged-as", &[("digest", arg(document))])
        }
        Event::Completed { document, missing, right, .. } => {
            let mut told = vec![teller.tell("told-completed", &[("digest", arg(document))])];
            if let Some(right) = right.as_ref().filter(|right| filing.right.as_ref() != Some(right)) {
                told.push(right_named(teller, right));
            }
            if !missing.is_empty() {
                let elements = lacks(teller, filing, missing);
                told.push(teller.tell("told-still-missing", &[("elements", arg(elements))]));
            }
            teller.joined(&told)
        }
        Event::PicturesAsked { version } => {
            teller.tell("told-pictures-asked", &[("version", arg(foreign(version)))])
        }
        Event::PicturesCompared(comparison) => compared(teller, comparison),
        Event::Reconsidered { why: WhyReconsider::Edited } => teller.say("told-reconsidered-edited"),
        Event::Reconsidered { why: WhyReconsider::Stopped } => teller.say("told-reconsidered-stopped"),
        Event::Reconsidered { why: WhyReconsider::Register } => teller.say("told-reconsidered-register"),
        Event::BlindReview { by, agreed } => {
            teller.by(if *agreed { "told-blind-agreed" } else { "told-blind-differed" }, by, &[])
        }
        Event::Withdrawn => teller.say("told-withdrawn"),
        Event::Closed { outcome } => {
            let outcome = words::outcome(teller.language, *outcome);
            teller.tell("told-closed", &[("outcome", arg(outcome))])
        }
        _ => return None,
    })
}

fn compared(teller: &Teller<'_>, comparison: &Comparison) -> String {
    let mut told = vec![teller.tell(
        "told-pictures-compared",
        &[
            ("version", arg(foreign(&comparison.version))),
            ("compared", arg(comparison.compared)),
            ("left", arg(comparison.left_out)),
            ("result", arg(findings::picture(teller, comparison.result))),
        ],
    )];
    if let Some(nearest) = &comparison.nearest {
        let key = match nearest.source {
            PictureSource::Reference => "told-nearest-reference",
            PictureSource::Evidence => "told-nearest-evidence",
        };
        let args = [
            ("picture", arg(foreign(nearest.picture.as_str()))),
            ("digest", arg(nearest.with)),
            ("distance", arg(nearest.distance)),
        ];
        told.push(teller.tell(key, &args));
        told.extend(nearest.excuse.map(|excuse| {
            teller.say(match excuse {
                PictureExcuse::Allowed => "told-excuse-allowed",
                PictureExcuse::Negative => "told-excuse-negative",
                PictureExcuse::Unreliable => "told-excuse-unreliable",
            })
        }));
    }
    teller.joined(&told)
}

/// What the sides said against a decision, and what became of that.
fn dispute(teller: &Teller<'_>, event: &Event, court: bool) -> Option<String> {
    let sealed = |key: &str, digest: &Digest| teller.tell(key, &[("digest", arg(digest))]);
    Some(match event {
        Event::CounterNoticed { document } => sealed("told-counter-noticed", document),
        Event::PersonAsked { document } => sealed("told-person-asked", document),
        Event::Kept { by, note } => with_note(teller, teller.by("told-kept", by, &[]), Some(note)),
        Event::Answered { answer: Answer::Concede, document, .. } => {
            sealed("told-answered-concede", document)
        }
        Event::Answered { answer: Answer::Contest, document, .. } => {
            sealed("told-answered-contest", document)
        }
        Event::CourtNamed { document, .. } => sealed("told-court-named", document),
        Event::CourtClaimReviewed { by, proved, note } => {
            let key = if *proved { "told-court-proved" } else { "told-court-unproved" };
            with_note(teller, teller.by(key, by, &[]), note.as_ref())
        }
        Event::Upheld { by, note } => {
            let told = teller.by(if court { "told-upheld-court" } else { "told-upheld" }, by, &[]);
            with_note(teller, told, note.as_ref())
        }
        Event::RestoreDecided { why, by, note } => {
            let why = words::why_restored(teller.language, *why);
            with_note(teller, teller.by("told-restore", by, &[("why", arg(why))]), note.as_ref())
        }
        Event::Corrected { by, why, note } => {
            let why = match why {
                Correction::Mistake => teller.say("told-corrected-mistake"),
                Correction::Unfounded(code) => {
                    let reason = words::declined_because(teller.language, *code);
                    teller.tell("told-corrected-unfounded", &[("reason", arg(reason))])
                }
            };
            teller.by("told-corrected", by, &[("why", arg(why)), ("note", arg(foreign(note.as_str())))])
        }
        Event::Appealed { by: Side::Complainant, document } => sealed("told-appealed-complainant", document),
        Event::Appealed { by: Side::Seller, document } => sealed("told-appealed-seller", document),
        Event::AppealDecided { by, reversed, measure, only_in, note } => {
            let key = if *reversed { "told-appeal-reversed" } else { "told-appeal-kept" };
            let mut told = vec![teller.by(key, by, &[])];
            told.extend(measure.map(|measure| {
                let measure = words::measure(teller.language, measure, only_in);
                teller.tell("told-appeal-measure", &[("measure", arg(measure))])
            }));
            with_note(teller, teller.joined(&told), note.as_ref())
        }
        Event::Corresponded { by: Side::Complainant, document } => sealed("told-wrote-complainant", document),
        Event::Corresponded { by: Side::Seller, document } => sealed("told-wrote-seller", document),
        _ => return None,
    })
}

/// What is told of a decision, with the reason that the person who took it gave.
fn with_note(teller: &Teller<'_>, told: String, note: Option<&Note>) -> String {
    let Some(note) = note else { return told };
    let note = teller.tell("told-reason-given", &[("note", arg(foreign(note.as_str())))]);
    teller.joined(&[told, note])
}

/// What happened to the order.
fn of_order(teller: &Teller<'_>, event: &Event) -> Option<String> {
    let Event::Order { action, step } = event else { return None };
    let what = |part: &str| {
        let key = format!("order-{}{part}", action.code());
        ("what", arg(say(teller.language, &key)))
    };
    Some(match step {
        OrderStep::Requested => teller.tell("told-order", &[what("")]),
        OrderStep::Unclear => teller.say("told-order-unclear"),
        OrderStep::Done { reference } => {
            teller.tell("told-order-done", &[what(".done"), ("reference", arg(foreign(reference)))])
        }
        OrderStep::Refused { reason } => refused(teller, *action, reason),
        OrderStep::SentAgain => teller.say("told-order-sent-again"),
        OrderStep::TakenBack => teller.say("told-order-taken-back"),
        OrderStep::LeftDown { under } => {
            let cases: Vec<_> = under.iter().map(ToString::to_string).collect();
            teller.tell("told-order-left-down", &[("cases", arg(cases.join(", ")))])
        }
        OrderStep::Retried { by } => teller.by("told-order-retried", by, &[]),
    })
}

fn refused(teller: &Teller<'_>, action: Action, reason: &str) -> String {
    let key = format!("order-{}.refused", action.code());
    tell(teller.language, &key, &[("reason", arg(foreign(reason)))])
}
