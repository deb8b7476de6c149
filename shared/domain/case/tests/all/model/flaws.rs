//! Flaws of what follows from an event, sown into the case that the real `evolve` leads to.

use case::{Answer, Case, Digest, Event, Recorded, Side, State};

use super::chain::Flaw;
use super::world::NOW;

impl Flaw {
    /// Spoils `next`, which follows from `event` upon `before`.
    pub(crate) fn spoil(self, before: &Case, event: &Event, next: &mut Case) {
        match (self, event) {
            (Self::ForgetsToRestore, _) => {
                if let State::Ordered { withdrawn, .. } = &mut next.state {
                    *withdrawn = false;
                }
            }
            (Self::AppealUsesUpObjection, Event::AppealDecided { reversed: false, .. }) => {
                if let State::InForce { decision, since } = next.state.clone() {
                    next.state = State::Upheld { decision, since };
                }
            }
            (Self::ObjectionUsesUpAppeal, Event::CounterNoticed { .. }) => {
                let appeal = Event::Appealed { by: Side::Seller, document: Digest::of(b"appeal") };
                next.redress = after(before, appeal).map_or(next.redress, |it| it.redress);
            }
            (Self::ForgetsAppeal, Event::Appealed { .. })
            | (Self::AppealOpensNothing, Event::AppealDecided { .. }) => next.redress = before.redress,
            (Self::ForgetsRequestForPerson, Event::PersonAsked { .. }) => next.asked = before.asked,
            (Self::UnprovedHolds, Event::CourtClaimReviewed { proved: false, .. })
            | (Self::ConcessionKeeps, Event::Answered { answer: Answer::Concede, .. }) => {
                next.state = before.state.clone();
            }
            (Self::ContestUnheard, Event::Answered { answer: Answer::Contest, .. }) => {
                if let State::AwaitingAnswer { contested, .. } = &mut next.state {
                    *contested = None;
                }
            }
            (Self::RunsUntold, Event::CounterNoticed { .. }) => {
                if let State::CounterNoticed { decision, counter } = next.state.clone() {
                    next.state = State::AwaitingAnswer { decision, counter, since: NOW, contested: None };
                }
            }
            (Self::ReversedStays, Event::AppealDecided { reversed: true, measure: None, .. }) => {
                if let Some(decision) = before.state.decision() {
                    next.state = State::InForce { decision: decision.clone(), since: NOW };
                }
            }
            _ => {}
        }
    }
}

/// The case after one event more, where it fits.
fn after(case: &Case, event: Event) -> Option<Case> {
    case.clone().evolve(&Recorded { at: NOW, event }).ok()
}
