//! What the sides write to each other about a counter-notice: the counter-notice, its answers, and the seller's replies.

use crate::act::PartyAct;
use crate::command::Answer;
use crate::court::CourtClaim;
use crate::event::{Event, Recorded};
use crate::id::Digest;
use crate::state::{Case, Prior, Side, State};

/// A statement of one side that the other receives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandedOn {
    /// Number of the event that it came with, from 0.
    pub of: u32,
    /// What it is.
    pub act: PartyAct,
    /// In the evidence store.
    pub document: Digest,
}

impl Case {
    /// Whether an answer of the complainant waits for the seller's reply: a person has still to decide about it, and the seller
    /// has not replied to it. Once a court action is found proved the seller has an appeal in place of a reply.
    pub(crate) const fn awaits_reply(&self) -> bool {
        match &self.state {
            State::AwaitingAnswer { contested: Some(_), .. } => self.redress.unreplied().dispute,
            State::HeldForCourt { claim: CourtClaim { proved: None, .. }, .. } => {
                self.redress.unreplied().court
            }
            _ => false,
        }
    }

    /// Whether what was said for and against a counter-notice may still count: until the measure is lifted or the case closed.
    const fn is_disputed(&self) -> bool {
        matches!(
            self.state,
            State::CounterNoticed { .. }
                | State::AwaitingAnswer { .. }
                | State::HeldForCourt { .. }
                | State::Upheld { .. }
                | State::Appealed { prior: Prior::Upheld(_) | Prior::HeldForCourt(..), .. }
        )
    }

    /// What `to` receives of the other side's statements about the last counter-notice, oldest first, while they may still
    /// count. `log` is this case's.
    #[must_use]
    pub fn handed_on(&self, log: &[Recorded], to: Side) -> Vec<HandedOn> {
        if !self.is_disputed() {
            return Vec::new();
        }
        let objected = |it: &Recorded| matches!(it.event, Event::CounterNoticed { .. });
        let from = log.iter().rposition(objected).unwrap_or(log.len());
        let numbered = (0..).zip(log).skip(from);
        numbered
            .filter_map(|(of, recorded)| {
                let (act, document) = received(&recorded.event, to)?;
                Some(HandedOn { of, act, document })
            })
            .collect()
    }
}

/// What of an event `to` receives from the other side.
const fn received(event: &Event, to: Side) -> Option<(PartyAct, Digest)> {
    match (event, to) {
        (Event::CounterNoticed { document }, Side::Complainant) => Some((PartyAct::CounterNotice, *document)),
        (Event::Corresponded { by: Side::Seller, document }, Side::Complainant) => {
            Some((PartyAct::Message, *document))
        }
        (Event::Answered { answer: Answer::Contest, document, handed_on: true }, Side::Seller) => {
            Some((PartyAct::Contest, *document))
        }
        (Event::CourtNamed { document, handed_on: true }, Side::Seller) => Some((PartyAct::Court, *document)),
        _ => None,
    }
}
