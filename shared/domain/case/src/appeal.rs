//! Appeals: who may, against what, and what becomes of the decision.

use crate::command::{Actor, Command, Illegal};
use crate::correction::Note;
use crate::court::CourtClaim;
use crate::decide::Decided;
use crate::event::Event;
use crate::id::Digest;
use crate::state::{Case, Decider, Measure, Prior, Side, State, WhyRestore};

impl Case {
    /// What a side's appeal makes happen.
    pub(crate) fn appeal(&self, by: &Actor, document: Digest, command: &Command) -> Decided {
        if self.knows(&document) {
            return Ok(None);
        }
        let side = if *by == Actor::Seller { Side::Seller } else { Side::Complainant };
        if !self.redress.may_appeal(side) {
            return self.not_now(command);
        }
        match (&self.state, side) {
            // Who withdrew or conceded has nothing to appeal against.
            (State::Restored { why: WhyRestore::Withdrawn | WhyRestore::Conceded, .. }, _) => {
                self.not_now(command)
            }
            (State::Declined { .. } | State::Restored { .. }, Side::Complainant)
            | (State::InForce { .. } | State::Upheld { .. }, Side::Seller)
            // What nobody has looked at is no decision yet.
            | (State::HeldForCourt { claim: CourtClaim { proved: Some(_), .. }, .. }, Side::Seller) => {
                Ok(Some(Event::Appealed { by: side, document }))
            }
            _ => self.not_now(command),
        }
    }

    /// What a person's decision of an appeal makes happen.
    pub(crate) fn decide_appeal(
        &self,
        by: Decider,
        reversed: bool,
        measure: Measure,
        note: &Option<Note>,
        command: &Command,
    ) -> Decided {
        let State::Appealed { prior, .. } = &self.state else { return self.not_now(command) };
        match &by {
            Decider::Reviewer(_) if self.has_decided(&by) => Err(Illegal::DecidedBefore),
            // What was found there is about the proof alone.
            Decider::Reviewer(_) if reversed && matches!(prior, Prior::HeldForCourt(..)) => {
                Ok(Some(Event::CourtClaimReviewed { by, proved: false, note: note.clone() }))
            }
            Decider::Reviewer(_) => {
                let (measure, only_in) = match prior {
                    Prior::Declined(_) if reversed => (Some(measure), self.reach()?),
                    // It was decided before what is to be done, and where.
                    Prior::Restored(_, decision) if reversed => {
                        (Some(decision.measure), self.only_in.clone())
                    }
                    Prior::Declined(_)
                    | Prior::Restored(..)
                    | Prior::InForce(_)
                    | Prior::Upheld(_)
                    | Prior::HeldForCourt(..) => (None, Vec::new()),
                };
                Ok(Some(Event::AppealDecided { by, reversed, measure, only_in, note: note.clone() }))
            }
            Decider::Machine => self.not_now(command),
        }
    }
}
