//! `decide`: from a case and a command to at most one event. Total; `None` means "already so".
//!
//! Each command has its own few lines. What no line allows is refused: falling through is always
//! [`Illegal::NotNow`], never an event.

use jiff::Timestamp;

use crate::clock::{Clock, ClockEnd};
use crate::command::{Actor, Answer, Command, Illegal};
use crate::correction::Note;
use crate::event::Event;
use crate::filing::{Element, Territory};
use crate::id::{ComplaintId, Digest};
use crate::order::{Action, Order, OrderCommand, Stage, WrongStage};
use crate::permit::{name, permit};
use crate::picture::{Comparison, MOST_COMPARISONS, Pictures};
use crate::record::{Record, TerritoryInput};
use crate::state::{
    Case, Decider, DeclineCode, Measure, Outcome, Prior, Question, Side, State, WhyReconsider, WhyRestore,
};

pub(crate) type Decided = Result<Option<Event>, Illegal>;

/// How many documents, and how many repeated complaints with theirs, one case holds before further ones are refused:
/// the stored case must stay far below the store's item limit, whatever a party sends.
const MOST_ATTACHED: usize = 50;

impl Case {
    /// What `command`, asked by `by` at `at`, makes happen.
    ///
    /// # Errors
    /// [`Illegal`] when this actor may not ask this, or not now. The case is unchanged then.
    pub fn decide(&self, by: &Actor, command: &Command, at: Timestamp) -> Decided {
        let decider = permit(by, command)?;
        match command {
            Command::Merge { complaint, document } => self.merge(*complaint, *document, command),
            Command::FindIncomplete { missing } => self.find_incomplete(missing, command),
            Command::Complete { document, missing, right, proof } => {
                let completed = Event::Completed {
                    document: *document,
                    missing: missing.clone(),
                    right: right.clone(),
                    proof: *proof,
                };
                self.complete(*document, completed, command)
            }
            Command::Judge(record) => self.judge(record, command),
            Command::AskPictures { version } => self.ask_pictures(version, command),
            Command::ComparePictures(comparison) => self.compare_pictures(comparison, command),
            Command::AskDesk { question } => self.ask_desk(*question, command),
            Command::Accept { measure, although, note } => {
                self.accept(decider, *measure, (*although, note), command)
            }
            Command::Reconsider { why } => self.reconsider(*why, command),
            Command::Decline { code, note } => self.decline(decider, *code, note, command),
            Command::Order(asked) => self.order(decider, asked, command),
            Command::GiveUp => self.give_up(command),
            Command::Withdraw => self.withdraw(command),
            Command::CounterNotice { document } => self.counter_notice(*document, command),
            Command::AskPerson { document } => self.ask_person(*document, command),
            Command::Keep { note } => self.keep(decider, note, command),
            Command::Answer { answer, document } => self.answer(*answer, *document, command),
            Command::NameCourt { document } => self.name_court(*document, command),
            Command::ReviewCourtClaim { proved, note } => {
                self.review_court_claim(decider, *proved, note, command)
            }
            Command::Rule { measure_stays, note } => self.rule(decider, *measure_stays, note, command),
            Command::Correct { why, note } => self.correct(decider, *why, note, command),
            Command::BlindReview { accept } => self.blind_review(decider, *accept),
            Command::Appeal { document } => self.appeal(by, *document, command),
            Command::DecideAppeal { reverse, measure, note } => {
                self.decide_appeal(decider, *reverse, *measure, note, command)
            }
            Command::Correspond { document, by } => self.correspond(*by, *document, command),
            Command::LetterSent(owed, posted) => {
                Ok(self.letters.contains(owed).then(|| Event::LetterSent(*owed, posted.clone())))
            }
            Command::WithholdLetter(owed, why) => {
                Ok(self.letters.contains(owed).then_some(Event::LetterWithheld(*owed, *why)))
            }
            Command::ReviewLetter { owed, send } => Ok(self
                .has_unsent(*owed)
                .then_some(Event::LetterReviewed { by: decider, owed: *owed, send: *send })),
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

    fn merge(&self, complaint: ComplaintId, document: Digest, command: &Command) -> Decided {
        if complaint == self.filing.complaint || self.merged.contains(&complaint) {
            return Ok(None);
        }
        if !self.absorbs_repeat() {
            return self.not_now(command);
        }
        if self.merged.len() >= MOST_ATTACHED {
            return Err(Illegal::Full);
        }
        Ok(Some(Event::Merged { complaint, document: Some(document) }))
    }

    fn find_incomplete(&self, missing: &[Element], command: &Command) -> Decided {
        match &self.state {
            State::Filed => Ok(Some(Event::FoundIncomplete { missing: missing.to_vec() })),
            State::Incomplete { .. } => Ok(None),
            _ => self.not_now(command),
        }
    }

    fn complete(&self, document: Digest, completed: Event, command: &Command) -> Decided {
        if self.knows(&document) {
            return Ok(None);
        }
        match &self.state {
            State::Incomplete { .. } if self.is_full() => Err(Illegal::Full),
            State::Incomplete { .. } => Ok(Some(completed)),
            _ => self.not_now(command),
        }
    }

    fn judge(&self, record: &Record, command: &Command) -> Decided {
        match &self.state {
            State::Filed if self.record.as_ref() == Some(record) => Ok(None),
            State::Filed => Ok(Some(Event::Judged(record.clone()))),
            _ => self.not_now(command),
        }
    }

    fn ask_pictures(&self, version: &str, command: &Command) -> Decided {
        match (&self.state, &self.pictures) {
            (State::Filed, Pictures::Asked { version: asked, .. }) if asked == version => Ok(None),
            (State::Filed, Pictures::Compared(comparison)) if comparison.version == version => Ok(None),
            (State::Filed, _) if self.comparisons >= MOST_COMPARISONS => Err(Illegal::Full),
            (State::Filed, _) => Ok(Some(Event::PicturesAsked { version: version.to_owned() })),
            _ => self.not_now(command),
        }
    }

    fn compare_pictures(&self, comparison: &Comparison, command: &Command) -> Decided {
        match (&self.state, &self.pictures) {
            (State::Filed, Pictures::Asked { .. }) => Ok(Some(Event::PicturesCompared(comparison.clone()))),
            (State::Filed, Pictures::Compared(before)) if before == comparison => Ok(None),
            _ => self.not_now(command),
        }
    }

    fn ask_desk(&self, question: Question, command: &Command) -> Decided {
        match &self.state {
            State::Filed => Ok(Some(Event::SentToDesk { question })),
            State::AtDesk { .. } => Ok(None),
            _ => self.not_now(command),
        }
    }

    /// Whether the complaint waits for a decision, and for one by `decider`.
    fn waits_for(&self, decider: &Decider) -> bool {
        match &self.state {
            State::Filed => *decider == Decider::Machine,
            State::AtDesk { .. } => *decider != Decider::Machine,
            _ => false,
        }
    }

    fn accept(
        &self,
        by: Decider,
        measure: Measure,
        (although, note): (bool, &Option<Note>),
        command: &Command,
    ) -> Decided {
        match &self.state {
            _ if self.waits_for(&by) => {
                let (only_in, note) = (self.reach()?, note.clone());
                Ok(Some(Event::Accepted { by, measure, only_in, although, note }))
            }
            State::Ordered {
                order: Order { action: Action::Apply(applied), stage: Stage::Due { .. } },
                decision,
                ..
            } if decision.by == by && *applied == measure => Ok(None),
            _ => self.not_now(command),
        }
    }

    /// The territories to which a measure is limited: those of the listing's that the right covers, where it covers a part
    /// of it. What was on record when the complaint was judged counts, whatever the register says later.
    pub(crate) fn reach(&self) -> Result<Vec<Territory>, Illegal> {
        let Some(record) = &self.record else { return Ok(Vec::new()) };
        if record.only_in.is_empty() && record.inputs.get() == Some(TerritoryInput::Part) {
            return Err(Illegal::PartUnknown);
        }
        Ok(record.only_in.clone())
    }

    /// Only what rules accepted and nobody has ordered: a person's decision stands, and so does an order.
    fn reconsider(&self, why: WhyReconsider, command: &Command) -> Decided {
        match &self.state {
            State::Ordered {
                order: Order { action: Action::Apply(_), stage: Stage::Due { .. } },
                decision,
                ..
            } if decision.by == Decider::Machine => Ok(Some(Event::Reconsidered { why })),
            State::Filed => Ok(None),
            _ => self.not_now(command),
        }
    }

    fn decline(&self, by: Decider, code: DeclineCode, note: &Option<Note>, command: &Command) -> Decided {
        match &self.state {
            _ if self.waits_for(&by) => Ok(Some(Event::Declined { by, code, note: note.clone() })),
            State::Declined { decline } if decline.code == code && decline.by == by => Ok(None),
            _ => self.not_now(command),
        }
    }

    fn order(&self, by: Decider, asked: &OrderCommand, command: &Command) -> Decided {
        let State::Ordered { order, decision, withdrawn } = &self.state else {
            return self.not_now(command);
        };
        if matches!(asked, OrderCommand::TakeBack(_)) && !order.may_be_taken_back(decision, *withdrawn) {
            return self.not_now(command);
        }
        match order.decide(by, asked) {
            Ok(step) => Ok(step.map(|step| Event::Order { action: order.action, step })),
            Err(WrongStage) => self.not_now(command),
        }
    }

    fn give_up(&self, command: &Command) -> Decided {
        match &self.state {
            State::Ordered { order: Order { action, stage: Stage::Refused { .. } }, .. } => {
                let outcome = if action.is_restore() { Outcome::NotRestored } else { Outcome::NotEnforced };
                Ok(Some(Event::Closed { outcome }))
            }
            State::Closed(Outcome::NotEnforced | Outcome::NotRestored) => Ok(None),
            _ => self.not_now(command),
        }
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
            | State::Appealed {
                prior: Prior::InForce(_) | Prior::Upheld(_) | Prior::HeldForCourt(..), ..
            } => Ok(Some(Event::Withdrawn)),
            State::Withdrawn
            | State::Ordered { withdrawn: true, .. }
            | State::Ordered { order: Order { action: Action::Restore(_), .. }, .. }
            | State::Restored { .. } => Ok(None),
            State::Declined { .. }
            | State::Appealed { prior: Prior::Declined(_) | Prior::Restored(..), .. }
            | State::Closed(_) => self.not_now(command),
        }
    }

    fn counter_notice(&self, document: Digest, command: &Command) -> Decided {
        if self.knows(&document) {
            return Ok(None);
        }
        match &self.state {
            // Accepted even when the case is full: the other side's messages must not keep it out. At most one per measure,
            // since the case is in this state again only after a new order.
            State::InForce { .. } => Ok(Some(Event::CounterNoticed { document })),
            _ => self.not_now(command),
        }
    }

    fn answer(&self, answer: Answer, document: Digest, command: &Command) -> Decided {
        if self.knows(&document) {
            return Ok(None);
        }
        match (&self.state, answer) {
            (_, Answer::Contest) if !self.filing.lets_dispute() => self.not_now(command),
            // Who reads the counter-notice on the page need not wait for the letter. Who contested can still concede.
            (State::CounterNoticed { .. } | State::AwaitingAnswer { contested: None, .. }, _)
            | (State::AwaitingAnswer { contested: Some(_), .. }, Answer::Concede) => {
                // That the seller is right needs no words to it.
                Ok(Some(Event::Answered { answer, document, handed_on: answer == Answer::Contest }))
            }
            _ => self.not_now(command),
        }
    }

    fn name_court(&self, document: Digest, command: &Command) -> Decided {
        match &self.state {
            State::CounterNoticed { .. } | State::AwaitingAnswer { .. } => {
                Ok(Some(Event::CourtNamed { document, handed_on: true }))
            }
            State::HeldForCourt { .. } => Ok(None),
            _ => self.not_now(command),
        }
    }

    fn blind_review(&self, by: Decider, accept: bool) -> Decided {
        match (self.automatic, self.blind_review) {
            (None, _) => Err(Illegal::NotAutomatic),
            (Some(_), Some(_)) => Ok(None),
            (Some(_), None) if self.has_decided(&by) => Err(Illegal::DecidedBefore),
            (Some(accepted), None) => Ok(Some(Event::BlindReview { by, agreed: accepted == accept })),
        }
    }

    fn correspond(&self, by: Side, document: Digest, command: &Command) -> Decided {
        match by {
            _ if self.knows(&document) => Ok(None),
            Side::Complainant if self.is_full() => Err(Illegal::Full),
            // Accepted even when the case is full, as a counter-notice is.
            Side::Seller if !self.awaits_reply() => self.not_now(command),
            Side::Complainant | Side::Seller => Ok(Some(Event::Corresponded { by, document })),
        }
    }

    /// Whether this person has decided anything in this case.
    pub(crate) fn has_decided(&self, by: &Decider) -> bool {
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
        match (clock, end, &self.state) {
            // A missed target is a breach for the report. Nothing is ever decided by default.
            (_, ClockEnd::Breach, _) => Ok(None),
            (Clock::Completion, ClockEnd::Decline, State::Incomplete { .. }) => {
                let code = DeclineCode::StillIncomplete;
                Ok(Some(Event::Declined { by: Decider::Machine, code, note: None }))
            }
            (Clock::Answer, ClockEnd::Restore, State::AwaitingAnswer { contested: None, .. }) => {
                Ok(Some(Event::RestoreDecided { why: WhyRestore::Silence, by: Decider::Machine, note: None }))
            }
            (
                Clock::Appeal,
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
    pub fn knows(&self, document: &Digest) -> bool {
        self.documents.contains(document)
    }

    /// Repeats have their own room: who files again uses up none of what is left to say.
    const fn is_full(&self) -> bool {
        self.documents.len() >= MOST_ATTACHED + self.merged.len()
    }

    pub(crate) fn not_now(&self, command: &Command) -> Decided {
        Err(Illegal::NotNow { command: name(command), state: self.state.code() })
    }
}
