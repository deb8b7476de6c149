//! Which actor may ask which command, and what each command is called.

use crate::command::{Actor, Command, Illegal};
use crate::order::OrderCommand;
use crate::state::{Decider, Side};

/// Who may ask what. Returns who decides, for the commands that are decisions.
pub(crate) fn permit(by: &Actor, command: &Command) -> Result<Decider, Illegal> {
    let allowed = match command {
        Command::Merge { .. }
        | Command::FindIncomplete { .. }
        | Command::Judge(_)
        | Command::AskPictures { .. }
        | Command::ComparePictures(_)
        | Command::AskDesk { .. }
        | Command::Reconsider { .. }
        | Command::Order(
            OrderCommand::Request
            | OrderCommand::Unclear { .. }
            | OrderCommand::Confirm { .. }
            | OrderCommand::Refuse { .. }
            | OrderCommand::SendAgain(_)
            | OrderCommand::TakeBack(_)
            | OrderCommand::LeaveDown { .. },
        )
        | Command::LetterSent(..)
        | Command::WithholdLetter(..)
        | Command::EndClock { .. } => matches!(by, Actor::Machine),
        Command::Accept { .. } | Command::Decline { .. } => {
            matches!(by, Actor::Machine | Actor::Reviewer(_))
        }
        Command::Order(OrderCommand::Retry)
        | Command::GiveUp
        | Command::ReviewCourtClaim { .. }
        | Command::Rule { .. }
        | Command::Correct { .. }
        | Command::Keep { .. }
        | Command::BlindReview { .. }
        | Command::ReviewLetter { .. }
        | Command::DecideAppeal { .. } => matches!(by, Actor::Reviewer(_)),
        Command::Complete { .. } | Command::Withdraw | Command::Answer { .. } | Command::NameCourt { .. } => {
            matches!(by, Actor::Complainant)
        }
        Command::CounterNotice { .. } | Command::AskPerson { .. } => matches!(by, Actor::Seller),
        Command::Appeal { .. } => matches!(by, Actor::Complainant | Actor::Seller),
        Command::Correspond { by: side, .. } => match side {
            Side::Complainant => matches!(by, Actor::Complainant),
            Side::Seller => matches!(by, Actor::Seller),
        },
    };
    if !allowed {
        let actor = match by {
            Actor::Machine => "the machine",
            Actor::Complainant => "the complainant",
            Actor::Seller => "the seller",
            Actor::Reviewer(_) => "a reviewer",
        };
        return Err(Illegal::NotYours { actor, command: name(command) });
    }
    Ok(match by {
        Actor::Reviewer(reviewer) => Decider::Reviewer(reviewer.clone()),
        Actor::Machine | Actor::Complainant | Actor::Seller => Decider::Machine,
    })
}

pub(crate) const fn name(command: &Command) -> &'static str {
    match command {
        Command::Merge { .. } => "merging",
        Command::FindIncomplete { .. } => "asking for completion",
        Command::Complete { .. } => "completing",
        Command::Judge(_) => "judging",
        Command::AskPictures { .. } => "asking for pictures",
        Command::ComparePictures(_) => "comparing pictures",
        Command::AskDesk { .. } => "asking the desk",
        Command::Reconsider { .. } => "judging again",
        Command::Accept { .. } => "accepting",
        Command::Decline { .. } => "declining",
        Command::Order(OrderCommand::Request) => "requesting an order",
        Command::Order(OrderCommand::Unclear { .. }) => "marking an order unclear",
        Command::Order(OrderCommand::Confirm { .. }) => "confirming an order",
        Command::Order(OrderCommand::Refuse { .. }) => "recording a refused order",
        Command::Order(OrderCommand::SendAgain(_)) => "sending an order again",
        Command::Order(OrderCommand::TakeBack(_)) => "taking an order back",
        Command::Order(OrderCommand::LeaveDown { .. }) => "leaving a listing down",
        Command::Order(OrderCommand::Retry) => "retrying an order",
        Command::GiveUp => "giving up",
        Command::Withdraw => "withdrawing",
        Command::CounterNotice { .. } => "a counter-notice",
        Command::AskPerson { .. } => "asking for a person",
        Command::Keep { .. } => "keeping a measure",
        Command::Answer { .. } => "answering the counter-notice",
        Command::NameCourt { .. } => "naming a court action",
        Command::ReviewCourtClaim { .. } => "reviewing a court action",
        Command::Rule { .. } => "ruling on the counter-notice",
        Command::Correct { .. } => "correcting a decision",
        Command::BlindReview { .. } => "a blind review",
        Command::Appeal { .. } => "an appeal",
        Command::DecideAppeal { .. } => "deciding an appeal",
        Command::Correspond { .. } => "correspondence",
        Command::LetterSent(..) => "recording a letter",
        Command::WithholdLetter(..) => "withholding a letter",
        Command::ReviewLetter { .. } => "reviewing a letter",
        Command::EndClock { .. } => "ending a clock",
    }
}
