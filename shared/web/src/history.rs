//! What happened in a case, as a side may read it.

use case::{
    Action, Answer, Decider, Event, Language, OrderStep, Outcome, OwedLetter, Recipient, Recorded, Side,
    is_before_court,
};

use crate::text::{arg, say, tell, time};
use crate::words;

/// One line of a history.
pub(crate) struct Line {
    /// When, machine-readable (RFC 3339).
    pub(crate) datetime: String,
    /// When, for people.
    pub(crate) at: String,
    /// What.
    pub(crate) what: String,
}

/// The lines of `log` that concern `side`, oldest first.
pub(crate) fn lines(language: Language, log: &[Recorded], side: Side) -> Vec<Line> {
    log.iter()
        .enumerate()
        .filter_map(|(number, recorded)| {
            let what = match &recorded.event {
                Event::Upheld { .. } if is_before_court(&log[..number]) => {
                    say(language, "event-upheld-court")
                }
                event => line(language, event, side)?,
            };
            Some(Line { datetime: recorded.at.to_string(), at: time(language, recorded.at), what })
        })
        .collect()
}

/// Each side reads of its own letters only, and the seller nothing of the complainant's messages and of what it
/// had still to supply.
fn line(language: Language, event: &Event, side: Side) -> Option<String> {
    let by = |decider: &Decider| arg(if *decider == Decider::Machine { "machine" } else { "person" });
    let recipient = if side == Side::Complainant { Recipient::Complainant } else { Recipient::Seller };
    let key = match event {
        Event::Filed(_) => "event-filed",
        Event::Merged { .. } => "event-merged",
        Event::FoundIncomplete { .. } | Event::Completed { .. } if side == Side::Seller => return None,
        Event::FoundIncomplete { .. } => "event-found_incomplete",
        Event::Completed { .. } => "event-completed",
        // What led to a decision is told with it; how others read it later concerns no side.
        Event::Judged(_)
        | Event::PicturesAsked { .. }
        | Event::PicturesCompared(_)
        | Event::BlindReview { .. } => return None,
        Event::SentToDesk { .. } => "event-sent_to_desk",
        Event::Reconsidered { .. } => "event-reconsidered",
        Event::Accepted { by: decider, only_in, .. } => {
            let told = tell(language, "event-accepted", &[("by", by(decider))]);
            return Some(words::limited(language, &told, only_in));
        }
        Event::Declined { by: decider, code, .. } => {
            let told = tell(language, "event-declined", &[("by", by(decider))]);
            // In words to the complainant.
            let why = (side == Side::Complainant).then(|| words::decline(language, *code).title);
            return Some(why.map_or(told.clone(), |why| words::labelled(language, &told, &why)));
        }
        Event::Order { action, step } => return Some(ordered(language, *action, step)),
        Event::Withdrawn => "event-withdrawn",
        Event::CounterNoticed { .. } => "event-counter_noticed",
        Event::PersonAsked { .. } => "event-person_asked",
        Event::Kept { note, .. } => return Some(tell(language, "event-kept", &[("note", arg(note))])),
        Event::Answered { answer: Answer::Concede, .. } => "event-answered_concede",
        Event::Answered { answer: Answer::Contest, .. } => "event-answered_contest",
        Event::CourtNamed { .. } => "event-court_named",
        Event::CourtClaimReviewed { proved: true, .. } => "event-court_proved",
        Event::CourtClaimReviewed { proved: false, .. } => "event-court_unproved",
        Event::Upheld { .. } => "event-upheld",
        Event::RestoreDecided { .. } => "event-restore_decided",
        Event::Corrected { note, .. } => {
            return Some(tell(language, "event-corrected", &[("note", arg(note))]));
        }
        Event::Appealed { by: Side::Complainant, .. } => "event-appealed_complainant",
        Event::Appealed { by: Side::Seller, .. } => "event-appealed_seller",
        Event::AppealDecided { reversed, only_in, .. } => {
            let told = tell(language, "event-appeal_decided", &[("reversed", arg(reversed))]);
            return Some(words::limited(language, &told, only_in));
        }
        Event::Corresponded { by: Side::Seller, .. } => "event-replied",
        Event::Corresponded { by: Side::Complainant, .. } if side == Side::Seller => return None,
        Event::Corresponded { by: Side::Complainant, .. } => "event-corresponded",
        Event::LetterSent(owed, posted) => {
            let key = if posted.again { "event-letter_sent_again" } else { "event-letter_sent" };
            return letter(language, key, *owed, recipient);
        }
        Event::LetterWithheld(owed, _) => return letter(language, "event-letter_withheld", *owed, recipient),
        Event::LetterReviewed { .. } => return None,
        Event::Closed { outcome: outcome @ (Outcome::NotEnforced | Outcome::NotRestored) } => {
            let why = words::outcome(language, *outcome);
            return Some(words::labelled(language, &say(language, "event-closed"), &why));
        }
        Event::Closed { .. } => "event-closed",
    };
    Some(say(language, key))
}

/// What became of a letter, told to its receiver alone.
fn letter(language: Language, key: &str, owed: OwedLetter, to: Recipient) -> Option<String> {
    let name = words::letter(language, owed.letter);
    (owed.letter.recipient() == to).then(|| tell(language, key, &[("letter", arg(name))]))
}

/// What happened to an order, in the words of its action.
fn ordered(language: Language, action: Action, step: &OrderStep) -> String {
    let of = |part: &str| format!("order-{}{part}", action.code());
    match step {
        OrderStep::Requested => say(language, &of("")),
        OrderStep::Unclear => say(language, "event-order_unclear"),
        OrderStep::Done { .. } => say(language, &of(".done")),
        OrderStep::Refused { reason } => tell(language, &of(".refused"), &[("reason", arg(reason))]),
        OrderStep::SentAgain => say(language, "event-order_sent_again"),
        OrderStep::TakenBack => say(language, "event-order_taken_back"),
        OrderStep::LeftDown { .. } => say(language, "event-order_left_down"),
        OrderStep::Retried { .. } => say(language, &of(".retried")),
    }
}
