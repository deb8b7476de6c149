//! `decide`: from a case and a command to at most one event. Total; `None` means "already so".
//!
//! Each command has its own few lines. What no line allows is refused: falling through is always
//! [`Illegal::NotNow`], never an event.

use jiff::Timestamp;

use crate::clock::{Clock, ClockEnd};
use crate::command::{Actor, Answer, Command, Illegal};
use crate::event::Event;
use crate::order::{Action, Order, Stage, WrongStage};
use crate::permit::{name, permit};
use crate::state::{Case, Decider, DeclineCode, Measure, Outcome, Prior, Side, State, WhyRestore};

type Decided = Result<Option<Event>, Illegal>;

/// How many documents and repeated complaints one case holds before further ones are refused: the stored
/// case must stay far below the store's item limit, whatever a party sends.
const MOST_ATTACHED: usize = 50;

impl Case {
    /// What `command`, asked by `by` at `at`, makes happen.
    ///
    /// # Errors
    /// [`Illegal`] when this actor may not ask this, or not now. The case is unchanged then.
    pub fn decide(&self, by: &Actor, command: &Command, at: Timestamp) -> Decided {
        let decider = permit(by, command)?;
        match command {
            Command::Merge { complaint } => self.merge(*complaint, command),
            Command::FindIncomplete { missing } => match &self.state {
                State::Filed => Ok(Some(Event::FoundIncomplete { missing: missing.clone() })),
                State::Incomplete { .. } => Ok(None),
                _ => self.not_now(command),
            },
            Command::Complete { document, missing, right, proof } => {
                if self.knows(document) {
                    return Ok(None);
                }
                match &self.state {
                    State::Incomplete { .. } if self.is_full() => Err(Illegal::Full),
                    State::Incomplete { .. } => Ok(Some(Event::Completed {
                        document: *document,
                        missing: missing.clone(),
                        right: right.clone(),
                        proof: *proof,
                    })),
                    _ => self.not_now(command),
                }
            }
            Command::Judge(record) => match &self.state {
                State::Filed if self.record.as_ref() == Some(record) => Ok(None),
                State::Filed => Ok(Some(Event::Judged(record.clone()))),
                _ => self.not_now(command),
            },
            Command::AskDesk { question } => match &self.state {
                State::Filed => Ok(Some(Event::SentToDesk { question: *question })),
                State::AtDesk { .. } => Ok(None),
                _ => self.not_now(command),
            },
            Command::Accept { measure } => match &self.state {
                State::Filed if decider == Decider::Machine => {
                    Ok(Some(Event::Accepted { by: decider, measure: *measure }))
                }
                State::AtDesk { .. } if decider != Decider::Machine => {
                    Ok(Some(Event::Accepted { by: decider, measure: *measure }))
                }
                State::Ordered {
                    order: Order { action: Action::Apply(applied), stage: Stage::Due { .. } },
                    decision,
                    ..
                } if decision.by == decider && applied == measure => Ok(None),
                _ => self.not_now(command),
            },
            Command::Decline { code } => match &self.state {
                State::Filed if decider == Decider::Machine => {
                    Ok(Some(Event::Declined { by: decider, code: *code }))
                }
                State::AtDesk { .. } if decider != Decider::Machine => {
                    Ok(Some(Event::Declined { by: decider, code: *code }))
                }
                State::Declined { decline } if decline.code == *code && decline.by == decider => Ok(None),
                _ => self.not_now(command),
            },
            Command::Order(asked) => match &self.state {
                State::Ordered { order, .. } => match order.decide(decider, asked) {
                    Ok(step) => Ok(step.map(|step| Event::Order { action: order.action, step })),
                    Err(WrongStage) => self.not_now(command),
                },
                _ => self.not_now(command),
            },
            Command::GiveUp => match &self.state {
                State::Ordered { order: Order { stage: Stage::Refused { .. }, .. }, .. } => {
                    Ok(Some(Event::Closed { outcome: Outcome::NotEnforced }))
                }
                State::Closed(Outcome::NotEnforced) => Ok(None),
                _ => self.not_now(command),
            },
            Command::Withdraw => self.withdraw(command),
            Command::CounterNotice { document } => {
                if self.knows(document) {
                    return Ok(None);
                }
                match &self.state {
                    // Full or not: there is at most one, and the other side's letters must not keep it out.
                    State::InForce { .. } if !self.appeal_decided => {
                        Ok(Some(Event::CounterNoticed { document: *document }))
                    }
                    _ => self.not_now(command),
                }
            }
            Command::Answer { answer, document } => {
                if self.knows(document) {
                    return Ok(None);
                }
                match &self.state {
                    State::AwaitingAnswer { contested: None, .. } => {
                        Ok(Some(Event::Answered { answer: *answer, document: *document }))
                    }
                    State::AwaitingAnswer { contested: Some(_), .. } if *answer == Answer::Concede => {
                        Ok(Some(Event::Answered { answer: *answer, document: *document }))
                    }
                    _ => self.not_now(command),
                }
            }
            Command::NameCourt { document } => match &self.state {
                State::AwaitingAnswer { .. } => Ok(Some(Event::CourtNamed { document: *document })),
                State::HeldForCourt { .. } => Ok(None),
                _ => self.not_now(command),
            },
            Command::Rule { measure_stays } => self.rule(decider, *measure_stays, command),
            Command::BlindReview { accept } => match (self.automatic, self.blind_review) {
                (None, _) => Err(Illegal::NotAutomatic),
                (Some(_), Some(_)) => Ok(None),
                (Some(_), None) if self.has_decided(&decider) => Err(Illegal::DecidedBefore),
                (Some(accepted), None) => {
                    Ok(Some(Event::BlindReview { by: decider, agreed: accepted == *accept }))
                }
            },
            Command::Appeal { document } => self.appeal(by, *document, command),
            Command::DecideAppeal { reverse, measure } => {
                self.decide_appeal(decider, *reverse, *measure, command)
            }
            Command::Correspond { document, by } => {
                if self.knows(document) {
                    Ok(None)
                } else if self.is_full() {
                    Err(Illegal::Full)
                } else {
                    Ok(Some(Event::Corresponded { by: *by, document: *document }))
                }
            }
            Command::LetterSent(letter) => {
                Ok(self.letters.contains(letter).then_some(Event::LetterSent(*letter)))
            }
            Command::WithholdLetter(letter) => {
                Ok(self.letters.contains(letter).then_some(Event::LetterWithheld(*letter)))
            }
            Command::EndClock { clock, end, due } => self.end_clock(*clock, *end, *due, at, command),
        }
    }

    /// Whether a repeated complaint belongs into this case. When not, it opens the next refiling.
    #[must_use]
    pub const fn absorbs_repeat(&self) -> bool {
        !matches!(
            self.state,
            State::Declined { .. }
                | State::Withdrawn
                | State::Ordered { withdrawn: true, .. }
                | State::Ordered { order: Order { action: Action::Restore(_), .. }, .. }
                | State::Restored { .. }
                | State::Closed(_)
        )
    }

    fn merge(&self, complaint: crate::id::ComplaintId, command: &Command) -> Decided {
        if complaint == self.filing.complaint || self.merged.contains(&complaint) {
            return Ok(None);
        }
        if !self.absorbs_repeat() {
            return self.not_now(command);
        }
        if self.merged.len() >= MOST_ATTACHED {
            return Err(Illegal::Full);
        }
        Ok(Some(Event::Merged { complaint }))
    }

    fn withdraw(&self, command: &Command) -> Decided {
        match &self.state {
            State::Filed
            | State::Incomplete { .. }
            | State::AtDesk { .. }
            | State::Ordered { order: Order { action: Action::Apply(_), .. }, withdrawn: false, .. }
            | State::InForce { .. }
            | State::CounterNoticed { .. }
            | State::AwaitingAnswer { .. }
            | State::Upheld { .. }
            | State::HeldForCourt { .. }
            | State::Appealed { prior: Prior::InForce(_) | Prior::Upheld(_), .. } => {
                Ok(Some(Event::Withdrawn))
            }
            State::Withdrawn
            | State::Ordered { withdrawn: true, .. }
            | State::Ordered { order: Order { action: Action::Restore(_), .. }, .. }
            | State::Restored { .. } => Ok(None),
            State::Declined { .. }
            | State::Appealed { prior: Prior::Declined(_) | Prior::Restored(..), .. }
            | State::Closed(_) => self.not_now(command),
        }
    }

    fn rule(&self, by: Decider, measure_stays: bool, command: &Command) -> Decided {
        match (&self.state, measure_stays) {
            // Silence is never proof: a measure is upheld only against an objection that was answered.
            (State::AwaitingAnswer { contested: Some(_), .. } | State::HeldForCourt { .. }, true) => {
                Ok(Some(Event::Upheld { by }))
            }
            (State::AwaitingAnswer { .. }, false) => {
                Ok(Some(Event::RestoreDecided { why: WhyRestore::CounterNotice, by }))
            }
            (State::HeldForCourt { .. }, false) => {
                Ok(Some(Event::RestoreDecided { why: WhyRestore::Court, by }))
            }
            (State::Upheld { .. }, true)
            | (
                State::Ordered {
                    order:
                        Order {
                            action: Action::Restore(WhyRestore::CounterNotice | WhyRestore::Court),
                            stage: Stage::Due { .. },
                        },
                    ..
                },
                false,
            ) => Ok(None),
            _ => self.not_now(command),
        }
    }

    fn appeal(&self, by: &Actor, document: crate::id::Digest, command: &Command) -> Decided {
        if self.knows(&document) {
            return Ok(None);
        }
        if self.appeal_decided {
            return self.not_now(command);
        }
        let side = if *by == Actor::Seller { Side::Seller } else { Side::Complainant };
        match (&self.state, side) {
            // Who withdrew or conceded has nothing to appeal against.
            (State::Restored { why: WhyRestore::Withdrawn | WhyRestore::Conceded, .. }, _) => {
                self.not_now(command)
            }
            (State::Declined { .. } | State::Restored { .. }, Side::Complainant)
            | (State::InForce { .. } | State::Upheld { .. }, Side::Seller) => {
                Ok(Some(Event::Appealed { by: side, document }))
            }
            _ => self.not_now(command),
        }
    }

    fn decide_appeal(&self, by: Decider, reversed: bool, measure: Measure, command: &Command) -> Decided {
        let State::Appealed { prior, .. } = &self.state else { return self.not_now(command) };
        match &by {
            Decider::Reviewer(_) if self.has_decided(&by) => Err(Illegal::DecidedBefore),
            Decider::Reviewer(_) => {
                let measure = match prior {
                    Prior::Declined(_) if reversed => Some(measure),
                    // It was decided before what is to be done.
                    Prior::Restored(_, decision) if reversed => Some(decision.measure),
                    Prior::Declined(_) | Prior::Restored(..) | Prior::InForce(_) | Prior::Upheld(_) => None,
                };
                Ok(Some(Event::AppealDecided { by, reversed, measure }))
            }
            Decider::Machine => self.not_now(command),
        }
    }

    /// Whether this person has decided anything in this case.
    fn has_decided(&self, by: &Decider) -> bool {
        matches!(by, Decider::Reviewer(reviewer) if self.deciders.contains(reviewer))
    }

    fn end_clock(
        &self,
        clock: Clock,
        end: ClockEnd,
        due: Timestamp,
        at: Timestamp,
        command: &Command,
    ) -> Decided {
        let Some(running) = self.clocks().into_iter().find(|running| running.clock == clock) else {
            return Ok(None);
        };
        if at < due || due < running.since {
            return Err(Illegal::TooEarly);
        }
        match (end, &self.state) {
            // A missed target is a breach for the report. Nothing is ever decided by default.
            (ClockEnd::Breach, _) => Ok(None),
            (ClockEnd::Decline, State::Incomplete { .. }) => {
                Ok(Some(Event::Declined { by: Decider::Machine, code: DeclineCode::StillIncomplete }))
            }
            (ClockEnd::Restore, State::AwaitingAnswer { contested: None, .. }) => {
                Ok(Some(Event::RestoreDecided { why: WhyRestore::Silence, by: Decider::Machine }))
            }
            (
                ClockEnd::Close,
                State::Declined { .. }
                | State::InForce { .. }
                | State::Upheld { .. }
                | State::Restored { .. },
            ) => Ok(Some(Event::Closed { outcome: self.outcome() })),
            _ => self.not_now(command),
        }
    }

    const fn outcome(&self) -> Outcome {
        match &self.state {
            State::Declined { .. } => Outcome::Declined,
            State::Restored { .. } => Outcome::Restored,
            _ => Outcome::TakenDown,
        }
    }

    /// Whether this document is already part of the case.
    #[must_use]
    pub fn knows(&self, document: &crate::id::Digest) -> bool {
        self.documents.contains(document)
    }

    const fn is_full(&self) -> bool {
        self.documents.len() >= MOST_ATTACHED
    }

    fn not_now(&self, command: &Command) -> Decided {
        Err(Illegal::NotNow { command: name(command), state: self.state.code() })
    }
}
