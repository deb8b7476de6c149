//! Changing a case: decide, commit with one conditional write, and start over when someone was faster.

use case::{Actor, Case, Command, Event, Illegal, OwedLetter, Recorded};
use jiff::Timestamp;
use port::{Append, Appended, Cases, Queue, StoredCase, Unavailable};

use crate::{OutgoingNudge, nudges_owed};

/// What a change came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The case as it is stored now.
    pub stored: StoredCase,
    /// How many events were added; 0 when it was already so.
    pub events: usize,
}

impl Changed {
    /// The nudges for what the change made owed. When nothing was changed they are those for all that is owed: who changed
    /// it first may have died before nudging.
    #[must_use]
    pub fn nudges(&self) -> Vec<OutgoingNudge> {
        let known = if self.events == 0 { 0 } else { self.stored.log.len().saturating_sub(self.events) };
        nudges_since(&self.stored, known)
    }
}

/// The nudges for what `stored` owes since it had `known` events. There are none when no event was added, and none for letters
/// when no new letter is owed: older letters have been nudged for already.
#[must_use]
pub fn nudges_since(stored: &StoredCase, known: usize) -> Vec<OutgoingNudge> {
    let added = stored.log.get(known..).unwrap_or_default();
    if added.is_empty() {
        return Vec::new();
    }
    let is_new = |owed: &OwedLetter| usize::try_from(owed.of).is_ok_and(|of| of >= known);
    let sends = |it: &Recorded| matches!(it.event, Event::LetterReviewed { send: true, .. });
    let has_letters = stored.case.letters.iter().any(is_new) || added.iter().any(sends);
    let owed = nudges_owed(&stored.case).into_iter();
    owed.filter(|nudge| has_letters || nudge.queue != Queue::Notify).collect()
}

/// Why a case could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// The command is refused in the case's present state.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// Someone else moved the case on, so that the commands are about something that has passed.
    #[error("the case has moved on")]
    MovedOn,
    /// There is no such case (any more).
    #[error("the case does not exist")]
    Gone,
    /// Others kept changing the case.
    #[error("the case is being changed by others")]
    Contended,
    /// The stored case does not fit the event: someone wrote what cannot be.
    #[error(transparent)]
    Unfoldable(#[from] case::Unfoldable),
    /// The store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// How often a change is decided again because someone else was faster.
const TRIES: usize = 8;

/// Applies `commands`, in order and in one write, to the case loaded as `stored`.
///
/// Level-triggered: commands that are already so add nothing, and when nothing is to be added nothing is
/// written.
///
/// # Errors
/// [`ChangeError`]; the case is then as it was.
pub async fn change<S: Cases>(
    store: &S,
    stored: StoredCase,
    by: &Actor,
    commands: &[Command],
    at: Timestamp,
) -> Result<Changed, ChangeError> {
    change_while(store, stored, by, commands, at, |_| true).await
}

/// The same, only while `holds` is true of the case as it is when the commands are decided. For commands
/// that are answers: a late answer must never be taken for the answer to something newer.
///
/// # Errors
/// [`ChangeError`], [`ChangeError::MovedOn`] when `holds` is not true; the case is then as it was.
pub async fn change_while<S: Cases>(
    store: &S,
    mut stored: StoredCase,
    by: &Actor,
    commands: &[Command],
    at: Timestamp,
    holds: impl Fn(&Case) -> bool + Send,
) -> Result<Changed, ChangeError> {
    for _ in 0..TRIES {
        if !holds(&stored.case) {
            return Err(ChangeError::MovedOn);
        }
        // Time never runs backwards within a case, whatever the machines' clocks say.
        let at = at.max(stored.case.last_at);
        let mut events = Vec::new();
        let mut case = stored.case.clone();
        for command in commands {
            if let Some(event) = case.decide(by, command, at)? {
                let recorded = Recorded { at, event };
                case = case.evolve(&recorded)?;
                events.push(recorded);
            }
        }
        if events.is_empty() {
            return Ok(Changed { stored, events: 0 });
        }
        let append = Append {
            stored: &stored,
            events: &events,
            due: policy::due_to_index(stored.due, &case, 0),
            swept: 0,
        };
        match store.append(append).await? {
            Appended::Done(stored) => return Ok(Changed { stored: *stored, events: events.len() }),
            Appended::Conflict => {
                let id = stored.case.id;
                stored = store.load(&[id]).await?.pop().flatten().ok_or(ChangeError::Gone)?;
            }
        }
    }
    Err(ChangeError::Contended)
}
