//! What a decision is answered with: what was done, to which listing, and what follows; or what stands against it.

use app::desk::{self, DecideError};
use case::{Case, Decider, DeskQueue, Event, OrderStep, Recipient, Recorded, State};
use port::StoredCase;
use serde_json::json;

use super::{lease, limited, territories};
use crate::output::{Output, shown};

/// What a decision came to, for a case that was `before`, whose listing was judged under `title`.
pub(super) fn done(decided: &desk::Decided, before: &StoredCase, title: &str) -> Output {
    let case = &decided.case;
    let (filing, state) = (&case.filing, case.state.code());
    let limit = limited(&case.only_in);
    let nudged: Vec<&str> = decided.nudged.iter().map(|queue| queue.name()).collect();
    let letters: Vec<String> = case.letters.iter().map(|owed| to(owed.letter)).collect();
    let mut text = match (decided.changed, nudged.as_slice()) {
        (false, _) => {
            let stands = before.log.iter().rev().find_map(last_decision);
            let stands = stands.map(|it| format!(", {it}; nothing was changed"));
            format!("case {} was {state} already{}", filing.reference, stands.unwrap_or_default())
        }
        (true, []) => format!("case {} is {state}{limit}", filing.reference),
        (true, nudged) => {
            format!("case {} is {state}{limit}; nudged {}", filing.reference, nudged.join(" and "))
        }
    };
    text += &format!("\nlisting    {}, judged as \"{}\"", filing.listing, shown(title));
    text += &format!("\ncomplaint  {}, {} of {} listings", filing.complaint, filing.claim, filing.listings);
    let next = if letters.is_empty() { "none".to_owned() } else { letters.join(", ") };
    text += &format!("\nletters    next: {next}");
    let json = json!({
        "reference": filing.reference.to_string(), "case": case.id.to_string(), "state": state,
        "listing": filing.listing.to_string(), "complaint": filing.complaint.to_string(), "title_judged": title,
        "territories": territories(&case.only_in), "changed": decided.changed, "nudged": nudged,
        "letters": case.letters.iter().map(|owed| owed.letter.code()).collect::<Vec<_>>(),
    });
    Output::new(text, json)
}

/// A letter with its receiver.
fn to(letter: case::Letter) -> String {
    let whom = match letter.recipient() {
        Recipient::Complainant => "the complainant",
        Recipient::Seller => "the seller",
    };
    format!("{letter} to {whom}")
}

/// A refusal with what was decided before, by whom and when, and what a reviewer can do now.
pub(super) fn refused(error: DecideError, stored: &StoredCase) -> anyhow::Error {
    let decided = stored.log.iter().rev().find_map(last_decision);
    let decided = decided.unwrap_or_else(|| "nothing was decided yet".to_owned());
    let now = possible(&stored.case);
    anyhow::Error::from(error).context(format!("{decided}; {now}"))
}

/// What was decided in an event, by whom and when.
fn last_decision(Recorded { at, event }: &Recorded) -> Option<String> {
    let (what, by, note) = match event {
        Event::Accepted { by, note, .. } => ("accepted".to_owned(), by, note.as_ref()),
        Event::Declined { by, code, note } => (format!("declined as {code}"), by, note.as_ref()),
        Event::Order { step: OrderStep::Retried { by }, .. } => ("ordered again".to_owned(), by, None),
        Event::Upheld { by, note } => ("ruled that the measure stays".to_owned(), by, note.as_ref()),
        Event::CourtClaimReviewed { by, proved: true, note } => {
            ("found a court action proved".to_owned(), by, note.as_ref())
        }
        Event::CourtClaimReviewed { by, proved: false, note } => {
            ("found no court action proved".to_owned(), by, note.as_ref())
        }
        Event::RestoreDecided { by, why, note } => {
            (format!("ruled that the listing returns ({why})"), by, note.as_ref())
        }
        Event::Corrected { by, why, note } => (format!("corrected as {why}"), by, Some(note)),
        Event::Kept { by, note } => ("kept".to_owned(), by, Some(note)),
        Event::AppealDecided { by, reversed: true, note, .. } => {
            ("reversed on appeal".to_owned(), by, note.as_ref())
        }
        Event::AppealDecided { by, reversed: false, note, .. } => {
            ("kept on appeal".to_owned(), by, note.as_ref())
        }
        _ => return None,
    };
    let by = match by {
        Decider::Machine => "the rules".to_owned(),
        Decider::Reviewer(reviewer) => reviewer.to_string(),
    };
    let because = note.map(|note| format!(" because “{}”", shown(note.as_str()))).unwrap_or_default();
    Some(format!("{what} by {by} on {}{because}", lease::short(*at)))
}

/// What a reviewer can do about the case now.
fn possible(case: &Case) -> String {
    let queue = policy::waiting(case).map(|waiting| waiting.queue);
    let commands = match (queue, &case.state) {
        (Some(DeskQueue::PersonAsked), State::InForce { .. }) => "`desk keep` or `desk correct`",
        (Some(DeskQueue::PersonAsked), _) => "`desk keep`, or `desk rule` that the listing returns",
        (Some(DeskQueue::Decision), _) => "`desk accept` or `desk decline`",
        (Some(DeskQueue::Appeal), _) => "`desk appeal`, by somebody who decided nothing in it before",
        (Some(DeskQueue::CounterNotice), _) => "`desk rule`",
        (Some(DeskQueue::Court), _) => "`desk court`, or `desk rule` as the court did",
        (Some(DeskQueue::RefusedOrder), _) => "`desk retry` or `desk give-up`",
        (Some(DeskQueue::UnsentLetter), _) => "`desk letters`",
        (_, State::InForce { .. }) if !case.redress.stands_on_appeal() => "`desk correct`",
        (Some(DeskQueue::BlindReview) | None, _) => return "nothing is left to a reviewer now".to_owned(),
    };
    format!("possible now: {commands}")
}
