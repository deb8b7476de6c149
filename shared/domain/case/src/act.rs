//! What a party may do about a case, and when. Pages, letters and the API offer exactly this, and nothing else
//! is allowed.

use crate::command::{Actor, Answer, Command};
use crate::filing::codes;
use crate::id::Digest;
use crate::state::{Case, DeclineCode, Side, State};

codes! {
    /// Something that a party may do about a case.
    PartyAct, "act of a party" {
        /// Supply what is missing.
        Complete = "complete",
        /// Correct a declined complaint and send it again.
        Resubmit = "resubmit",
        /// Take the complaint back.
        Withdraw = "withdraw",
        /// Accept the seller's counter-notice.
        Concede = "concede",
        /// Dispute the seller's counter-notice.
        Contest = "contest",
        /// Name a court action.
        Court = "court",
        /// Object to a measure.
        CounterNotice = "counter_notice",
        /// Ask that a person look at a measure that rules decided.
        AskPerson = "ask_person",
        /// Appeal against a decision.
        Appeal = "appeal",
        /// Add words or files; the seller, reply to the answer to its counter-notice.
        Message = "message",
    }
}

impl PartyAct {
    /// The answers to a counter-notice: one form offers those that are open.
    pub const ANSWERS: [Self; 3] = [Self::Concede, Self::Contest, Self::Court];

    /// What is asked of a case when `side` states this in `document`; `None` where this is no statement of that
    /// side.
    #[must_use]
    pub const fn statement(self, side: Side, document: Digest) -> Option<Command> {
        match (self, side) {
            (Self::Concede, Side::Complainant) => Some(Command::Answer { answer: Answer::Concede, document }),
            (Self::Contest, Side::Complainant) => Some(Command::Answer { answer: Answer::Contest, document }),
            (Self::Court, Side::Complainant) => Some(Command::NameCourt { document }),
            (Self::CounterNotice, Side::Seller) => Some(Command::CounterNotice { document }),
            (Self::AskPerson, Side::Seller) => Some(Command::AskPerson { document }),
            (Self::Appeal, _) => Some(Command::Appeal { document }),
            (Self::Message, _) => Some(Command::Correspond { document, by: side }),
            (Self::Complete | Self::Resubmit | Self::Withdraw, _)
            | (Self::Concede | Self::Contest | Self::Court, Side::Seller)
            | (Self::CounterNotice | Self::AskPerson, Side::Complainant) => None,
        }
    }
}

impl Side {
    /// Who asks for this side.
    #[must_use]
    pub const fn actor(self) -> Actor {
        match self {
            Self::Complainant => Actor::Complainant,
            Self::Seller => Actor::Seller,
        }
    }
}

impl Case {
    /// What `side` may do about this case now.
    #[must_use]
    pub fn acts_of(&self, side: Side) -> Vec<PartyAct> {
        PartyAct::ALL.iter().copied().filter(|act| self.may_act(side, *act)).collect()
    }

    /// Whether `side` may do this about this case now.
    #[must_use]
    pub fn may_act(&self, side: Side, act: PartyAct) -> bool {
        match act {
            PartyAct::Complete => side == Side::Complainant && matches!(self.state, State::Incomplete { .. }),
            // Anyone suspended may appeal, but not send the same again.
            PartyAct::Resubmit => {
                let curable = |code| code != DeclineCode::ComplainantSuspended;
                side == Side::Complainant
                    && matches!(&self.state, State::Declined { decline } if curable(decline.code))
            }
            PartyAct::Withdraw => side == Side::Complainant && self.takes(side, &Command::Withdraw),
            // What is added to a case that has ended is not read.
            PartyAct::Message if matches!(self.state, State::Withdrawn | State::Closed(_)) => false,
            PartyAct::Concede
            | PartyAct::Contest
            | PartyAct::Court
            | PartyAct::CounterNotice
            | PartyAct::AskPerson
            | PartyAct::Appeal
            | PartyAct::Message => {
                // A document that no case holds.
                let command = act.statement(side, Digest::of(b""));
                command.is_some_and(|command| self.takes(side, &command))
            }
        }
    }

    /// Whether `command` would change the case.
    fn takes(&self, side: Side, command: &Command) -> bool {
        matches!(self.decide(&side.actor(), command, self.last_at), Ok(Some(_)))
    }
}
