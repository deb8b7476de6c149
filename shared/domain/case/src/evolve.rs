//! `evolve`: folds one event into a case. What [`decide`](crate::Case::decide) allows, this can fold;
//! anything else in a stored log is an error, never a panic and never a guess.

use jiff::{SignedDuration, Timestamp};

use crate::asked::Asked;
use crate::event::{Event, Recorded};
use crate::id::{CaseId, Digest, EffectId};
use crate::letter::{Letter, OwedLetter, UnsentLetter, letters_of};
use crate::order::{Action, OrderStep};
use crate::picture::Pictures;
use crate::redress::Redress;
use crate::state::{Case, Decider, DeclineCode, State, WhyReconsider};
use crate::transition;

/// A stored log that no sequence of decisions could have made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfoldable {
    /// A log starts with the filing.
    #[error("the log does not start with the filing")]
    NoFiling,
    /// Event number `index` does not fit the state before it.
    #[error("event {index} does not fit a case that is {state}")]
    Misfit {
        /// Number of the event, from 0.
        index: u32,
        /// Code of the state before it.
        state: &'static str,
    },
}

impl Case {
    /// The case that a filing opens.
    #[must_use]
    pub fn open(id: CaseId, recorded: &Recorded) -> Option<Self> {
        let Event::Filed(filing) = &recorded.event else { return None };
        let letters = letters_of(&recorded.event, false);
        Some(Self {
            id,
            filing: filing.clone(),
            filed_at: recorded.at,
            state: State::Filed,
            events: 1,
            last_at: recorded.at,
            letters: letters.iter().map(|letter| OwedLetter { of: 0, letter: *letter }).collect(),
            unsent: Vec::new(),
            record: None,
            pictures: Pictures::NotAsked,
            comparisons: 0,
            edits: 0,
            automatic: None,
            blind_review: None,
            deciders: Vec::new(),
            redress: Redress::default(),
            asked: Asked::Not,
            was_in_force: false,
            decided_at: None,
            in_force_at: None,
            told_at: None,
            closed_at: None,
            waited: SignedDuration::ZERO,
            only_in: Vec::new(),
            order_reference: None,
            left_down: Vec::new(),
            merged: Vec::new(),
            documents: vec![filing.document],
        })
    }

    /// The case that a whole log leads to.
    ///
    /// # Errors
    /// [`Unfoldable`] when no sequence of decisions could have made the log.
    pub fn fold(id: CaseId, log: &[Recorded]) -> Result<Self, Unfoldable> {
        let (first, rest) = log.split_first().ok_or(Unfoldable::NoFiling)?;
        let case = Self::open(id, first).ok_or(Unfoldable::NoFiling)?;
        rest.iter().try_fold(case, Self::evolve)
    }

    /// The case after `recorded`.
    ///
    /// # Errors
    /// [`Unfoldable::Misfit`] when the event does not fit this state.
    pub fn evolve(mut self, recorded: &Recorded) -> Result<Self, Unfoldable> {
        let Recorded { at, event } = recorded;
        let (id, number) = (self.id, self.events);
        let misfit = Unfoldable::Misfit { index: number, state: self.state.code() };
        if !self.has_what_is_needed(event) {
            return Err(misfit);
        }
        let waited_since = match &self.state {
            State::Incomplete { since, .. } => Some(*since),
            _ => None,
        };
        let measure_was_applied = self.was_in_force;

        let effect_id = || EffectId::derive(id, number, "order");
        self.state = transition::next(self.state, event, *at, effect_id).ok_or(misfit)?;
        self.note(event, *at);
        if let Event::Accepted { only_in, .. } | Event::AppealDecided { measure: Some(_), only_in, .. } =
            event
        {
            self.only_in.clone_from(only_in);
        }
        if let Some(since) = waited_since.filter(|_| !matches!(self.state, State::Incomplete { .. })) {
            self.waited = self.waited.saturating_add(at.duration_since(since));
        }
        let letters = self.not_contradicted(event, letters_of(event, measure_was_applied));
        self.letters.extend(letters.iter().map(|letter| OwedLetter { of: number, letter: *letter }));
        self.events += 1;
        self.last_at = *at;
        Ok(self)
    }

    /// Whether this letter should have gone out and could not, and nobody has looked at it since.
    pub(crate) fn has_unsent(&self, owed: OwedLetter) -> bool {
        self.unsent.iter().any(|unsent| unsent.owed == owed)
    }

    /// Whether the case holds, beside its state, what this event is about.
    fn has_what_is_needed(&self, event: &Event) -> bool {
        match event {
            Event::BlindReview { .. } => self.automatic.is_some() && self.blind_review.is_none(),
            Event::PicturesCompared(_) => matches!(self.pictures, Pictures::Asked { .. }),
            Event::LetterSent(owed, _) | Event::LetterWithheld(owed, _) => self.letters.contains(owed),
            Event::LetterReviewed { owed, .. } => self.has_unsent(*owed),
            Event::PersonAsked { .. } => self.asked == Asked::Not,
            Event::Kept { .. } => self.asked.since().is_some(),
            _ => true,
        }
    }

    /// The `letters` of an event that are owed: who was not told yet that the complaint is accepted is not told that it
    /// is judged again either.
    fn not_contradicted(&mut self, event: &Event, letters: &'static [Letter]) -> &'static [Letter] {
        let owed = self.letters.len();
        if matches!(event, Event::Reconsidered { .. }) {
            self.letters.retain(|owed| owed.letter != Letter::Accepted);
        }
        if self.letters.len() == owed { letters } else { &[] }
    }

    /// Keeps what the case holds of an event beside its state and its letters.
    fn note(&mut self, event: &Event, at: Timestamp) {
        if let Some(document) = document_of(event).filter(|document| !self.knows(document)) {
            self.documents.push(document);
        }
        if let Some(Decider::Reviewer(reviewer)) = decider_of(event)
            && !self.deciders.contains(reviewer)
        {
            self.deciders.push(reviewer.clone());
        }
        if let Some(accepted) = automatic_decision(event).filter(|_| self.record.is_some()) {
            self.automatic.get_or_insert(accepted);
        }
        self.redress.note(event);
        self.asked.note(event, at);
        match event {
            Event::Merged { complaint, .. } => self.merged.push(*complaint),
            Event::Completed { document, missing, right, proof } => {
                if right.is_some() {
                    self.filing.right.clone_from(right);
                }
                self.filing.document = *document;
                self.filing.missing.clone_from(missing);
                self.filing.proof = *proof;
                // Another complaint now: what was compared for the former one does not count.
                self.pictures = Pictures::NotAsked;
            }
            Event::PicturesAsked { version } => {
                self.pictures = Pictures::Asked { version: version.clone(), since: at };
                self.comparisons = self.comparisons.saturating_add(1);
            }
            Event::PicturesCompared(comparison) => self.pictures = Pictures::Compared(comparison.clone()),
            Event::Judged(record) => self.record = Some(record.clone()),
            Event::Accepted { .. } | Event::Declined { .. } => {
                self.decided_at.get_or_insert(at);
            }
            Event::Reconsidered { why } => {
                // It is undecided again.
                self.decided_at = None;
                self.automatic = None;
                self.edits = self.edits.saturating_add(u8::from(*why == WhyReconsider::Edited));
            }
            Event::Order { action: Action::Apply(_), step: OrderStep::Done { reference } } => {
                self.applied(reference, at);
            }
            Event::Order { step: OrderStep::LeftDown { under }, .. } => self.left_down.clone_from(under),
            Event::BlindReview { agreed, .. } => self.blind_review = Some(*agreed),
            Event::Closed { .. } => self.closed_at = Some(at),
            Event::LetterSent(..) | Event::LetterWithheld(..) | Event::LetterReviewed { .. } => {
                self.note_letter(event, at);
            }
            _ => {}
        }
    }

    /// Which letters are owed or wait for a person, and when the last went out, or was given up, that tells of a decision.
    fn note_letter(&mut self, event: &Event, at: Timestamp) {
        let done = match event {
            Event::LetterSent(sent, _) => {
                self.letters.retain(|owed| owed != sent);
                Some(sent)
            }
            Event::LetterWithheld(withheld, why) => {
                self.letters.retain(|owed| owed != withheld);
                let is_left = why.is_left_to_a_person(withheld.letter);
                self.unsent.extend(is_left.then_some(UnsentLetter { owed: *withheld, why: *why, since: at }));
                (!is_left).then_some(withheld)
            }
            Event::LetterReviewed { owed, send, .. } => {
                self.unsent.retain(|unsent| unsent.owed != *owed);
                self.letters.extend(send.then_some(*owed));
                (!send).then_some(owed)
            }
            _ => None,
        };
        if done.is_some_and(|owed| owed.letter.tells_of_decision()) {
            self.told_at = Some(at);
        }
    }

    /// The measure took force, under the marketplace's reference.
    fn applied(&mut self, reference: &str, at: Timestamp) {
        self.was_in_force = true;
        self.in_force_at.get_or_insert(at);
        self.order_reference = Some(reference.to_owned());
        self.left_down.clear();
    }
}

/// The document that an event adds to the case. One that comes again, say a message that now proves a court action,
/// is held once.
const fn document_of(event: &Event) -> Option<Digest> {
    match event {
        Event::Completed { document, .. }
        | Event::CounterNoticed { document }
        | Event::PersonAsked { document }
        | Event::Answered { document, .. }
        | Event::CourtNamed { document, .. }
        | Event::Appealed { document, .. }
        | Event::Corresponded { document, .. } => Some(*document),
        Event::Merged { document, .. } => *document,
        _ => None,
    }
}

/// Whether the rules accepted, where the event is their decision.
fn automatic_decision(event: &Event) -> Option<bool> {
    match event {
        Event::Accepted { by: Decider::Machine, .. } => Some(true),
        // That one is the clock's.
        Event::Declined { code: DeclineCode::StillIncomplete, .. } => None,
        Event::Declined { by: Decider::Machine, .. } => Some(false),
        _ => None,
    }
}

fn decider_of(event: &Event) -> Option<&Decider> {
    match event {
        Event::Accepted { by, .. }
        | Event::Declined { by, .. }
        | Event::Order { step: OrderStep::Retried { by }, .. }
        | Event::CourtClaimReviewed { by, .. }
        | Event::Upheld { by, .. }
        | Event::RestoreDecided { by, .. }
        | Event::Corrected { by, .. }
        | Event::Kept { by, .. }
        | Event::BlindReview { by, .. }
        | Event::AppealDecided { by, .. } => Some(by),
        Event::Filed(_)
        | Event::Merged { .. }
        | Event::FoundIncomplete { .. }
        | Event::Completed { .. }
        | Event::Judged(_)
        | Event::PicturesAsked { .. }
        | Event::PicturesCompared(_)
        | Event::SentToDesk { .. }
        | Event::Reconsidered { .. }
        | Event::Order {
            step:
                OrderStep::Requested
                | OrderStep::Unclear
                | OrderStep::Done { .. }
                | OrderStep::Refused { .. }
                | OrderStep::SentAgain
                | OrderStep::TakenBack
                | OrderStep::LeftDown { .. },
            ..
        }
        | Event::Withdrawn
        | Event::CounterNoticed { .. }
        | Event::PersonAsked { .. }
        | Event::Answered { .. }
        | Event::CourtNamed { .. }
        | Event::Appealed { .. }
        | Event::Corresponded { .. }
        | Event::LetterSent(..)
        | Event::LetterWithheld(..)
        | Event::LetterReviewed { .. }
        | Event::Closed { .. } => None,
    }
}
