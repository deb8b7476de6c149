//! What a person is asked about a case.

use std::fmt;

use case::{Action, Case, DeskQueue, Order, Question, Side, Stage, State, UnsentLetter};

/// What a person is asked about a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenQuestion<'a> {
    /// A question that rules could not answer.
    Question(&'a Question),
    /// What to do after the marketplace refused this, for this reason.
    OrderRefused(Action, &'a str),
    /// Whether a measure that rules decided stays: its seller asks for a person.
    PersonAsked,
    /// Who is right about a counter-notice.
    Contested,
    /// Whether a court action is proved that the complainant has named.
    CourtClaim,
    /// Whether a court still has the matter, or how it decided.
    Court,
    /// An appeal of this side.
    Appeal(Side),
    /// What to do about letters that could not be sent.
    Unsent(&'a [UnsentLetter]),
}

impl fmt::Display for OpenQuestion<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Question(question) => write!(f, "{question}"),
            Self::OrderRefused(Action::Apply(_), reason) => write!(f, "the marketplace refused: {reason}"),
            Self::OrderRefused(Action::Restore(_), reason) => {
                write!(f, "the marketplace would not restore: {reason}")
            }
            Self::PersonAsked => f.write_str("the seller asks that a person look: does the measure stay?"),
            Self::Contested => f.write_str("the counter-notice is contested"),
            Self::CourtClaim => f.write_str("the complainant names a court: is that proved?"),
            Self::Court => f.write_str("a court has the matter: is it still open?"),
            Self::Appeal(side) => write!(f, "appeal of the {side}"),
            Self::Unsent(unsent) => {
                let told: Vec<String> =
                    unsent.iter().map(|it| format!("{} ({})", it.owed.letter, it.why)).collect();
                write!(f, "not sent: {}", told.join(", "))
            }
        }
    }
}

/// What a person is asked, where the case waits for one.
#[must_use]
pub fn open_question(case: &Case) -> Option<OpenQuestion<'_>> {
    if case.desk_queue() == Some(DeskQueue::PersonAsked) {
        return Some(OpenQuestion::PersonAsked);
    }
    match &case.state {
        State::AtDesk { question, .. } => Some(OpenQuestion::Question(question)),
        State::Ordered { order: Order { action, stage: Stage::Refused { reason, .. } }, .. } => {
            Some(OpenQuestion::OrderRefused(*action, reason))
        }
        State::AwaitingAnswer { contested: Some(_), .. } => Some(OpenQuestion::Contested),
        State::HeldForCourt { claim, .. } => Some(match claim.proved {
            None => OpenQuestion::CourtClaim,
            Some(_) => OpenQuestion::Court,
        }),
        State::Appealed { appeal, .. } => Some(OpenQuestion::Appeal(appeal.by)),
        State::Filed
        | State::Incomplete { .. }
        | State::Ordered { .. }
        | State::InForce { .. }
        | State::Declined { .. }
        | State::Withdrawn
        | State::CounterNoticed { .. }
        | State::AwaitingAnswer { contested: None, .. }
        | State::Upheld { .. }
        | State::Restored { .. }
        | State::Closed(_) => (!case.unsent.is_empty()).then_some(OpenQuestion::Unsent(&case.unsent)),
    }
}
