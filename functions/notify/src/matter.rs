//! What a letter must say, from the event that made it owed. The case may have moved on since: a letter
//! tells what was decided then, so its facts come from the case as it stood right after that event; what it
//! says of the present, and what it offers, is what is so now.

use case::{
    Actor, Case, Clock, Command, Decision, Event, Letter, MarkInput, OrderStep, OwedLetter, PartyAct,
    PictureInput, Posted, Prior, Recipient, Recorded, RunningClock, Side, State, Territory, WhyRestore,
};
use jiff::Timestamp;
use policy::{Demand, clock_ends, demands_for, permissions};
use port::StoredCase;
use web::letter::{AppealEnd, Appealed, Corrected, FoundIn, Likeness, Matter, Refused, Seen};

/// What a letter says that does not stand in the case.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// The counter-notice, for the letter that hands it on.
    pub(crate) counter_notice: Option<SignedWords>,
    /// What the register says that the right protects.
    pub(crate) protected: Option<String>,
    /// The title of the listing as it was judged.
    pub(crate) title: Option<String>,
}

/// What a party wrote and signed.
#[derive(Debug, Clone)]
pub(crate) struct SignedWords {
    pub(crate) text: String,
    pub(crate) name: String,
}

/// What a letter tells of a case.
pub(crate) struct Told {
    pub(crate) matter: Matter,
    /// The territories to which the measure was limited then, or would have been.
    pub(crate) only_in: Vec<Territory>,
}

/// What `owed` must say when it goes out at `now`. `None` when the letter does not fit the event that it is owed for.
pub(crate) fn matter(stored: &StoredCase, owed: OwedLetter, facts: &Facts, now: Timestamp) -> Option<Told> {
    let number = usize::try_from(owed.of).ok()?;
    let log = stored.log.get(..=number)?;
    let case = Case::fold(stored.case.id, log).ok()?;
    let matter = match owed.letter {
        Letter::AppealOutcomeToComplainant | Letter::AppealOutcomeToSeller => {
            let before = Case::fold(stored.case.id, stored.log.get(..number)?).ok()?;
            appeal_outcome(owed.letter, &log.last()?.event, &before, &stored.case)?
        }
        _ => of_event(stored, &case, log, owed, facts, now)?,
    };
    Some(Told { matter, only_in: case.limit().to_vec() })
}

fn of_event(
    stored: &StoredCase,
    case: &Case,
    log: &[Recorded],
    owed: OwedLetter,
    facts: &Facts,
    now: Timestamp,
) -> Option<Matter> {
    let recorded = log.last()?;
    let at = recorded.at;
    let ends = |clock, since| clock_ends(case, RunningClock::started(clock, since));
    Some(match (owed.letter, &recorded.event, &case.state) {
        (Letter::Receipt, Event::Filed(_), _) => {
            Matter::Receipt { decide_by: decision_expected(&stored.case) }
        }
        (Letter::Merged, Event::Merged { .. }, _) => Matter::Merged { at, missing: missing(&stored.case) },
        (Letter::Incomplete, Event::FoundIncomplete { missing }, _) => {
            let missing = demands_for(missing, case.filing.claim, case.filing.territory);
            Matter::Incomplete { missing, until: ends(Clock::Completion, at) }
        }
        (Letter::Accepted, Event::Accepted { by, measure, .. }, _) => {
            Matter::Accepted { decision: Decision { by: by.clone(), at, measure: *measure } }
        }
        (Letter::Reconsidered, Event::Reconsidered { .. }, _) => Matter::Reconsidered,
        (Letter::Declined, Event::Declined { .. }, State::Declined { decline }) => {
            let permitted_by = permissions(decline.code, &case.filing);
            Matter::Declined { decline: decline.clone(), permitted_by, appeal_until: ends(Clock::Appeal, at) }
        }
        (Letter::TakenDown, event, state) => {
            Matter::TakenDown { decision: decision_applied(event, state)?, since: at }
        }
        (Letter::StatementOfReasons, event, state) => Matter::StatementOfReasons {
            decision: decision_applied(event, state)?,
            seen: seen(case, facts),
            since: at,
            appeal_until: ends(Clock::Appeal, at),
        },
        (Letter::Withdrawn, Event::Withdrawn, _) => Matter::Withdrawn { at },
        (Letter::CounterNotice, Event::CounterNoticed { .. }, _) => Matter::CounterNotice {
            text: facts.counter_notice.as_ref()?.text.clone(),
            name: facts.counter_notice.as_ref()?.name.clone(),
            at,
            until: ends(Clock::Answer, answer_since(&stored.case, now)),
        },
        (Letter::CounterNoticeReceipt, Event::CounterNoticed { .. }, _) => {
            Matter::CounterNoticeReceipt { at }
        }
        (Letter::UpheldToSeller, Event::Upheld { .. }, _) => {
            Matter::UpheldToSeller { by_court: by_court(log), appeal_until: ends(Clock::Appeal, at) }
        }
        (Letter::UpheldToComplainant, Event::Upheld { .. }, _) => {
            Matter::UpheldToComplainant { by_court: by_court(log) }
        }
        (Letter::RestoredToSeller, Event::Order { .. }, State::Restored { why, .. }) => {
            Matter::RestoredToSeller { why: *why, corrected: corrected(*why, log) }
        }
        (Letter::RestoredToComplainant, Event::Order { .. }, State::Restored { why, .. }) => {
            let (corrected, appeal_until) = (corrected(*why, log), ends(Clock::Appeal, at));
            Matter::RestoredToComplainant { why: *why, corrected, appeal_until }
        }
        (Letter::HeldForCourt, Event::CourtNamed { .. }, _) => Matter::HeldForCourt,
        (Letter::AppealReceiptToComplainant, Event::Appealed { .. }, _) => {
            Matter::AppealReceiptToComplainant { at }
        }
        (Letter::AppealReceiptToSeller, Event::Appealed { .. }, _) => Matter::AppealReceiptToSeller { at },
        (letter, event, _) => return ending(letter, event, at),
    })
}

/// What comparing the listing with the right came to, as the rules recorded it.
fn seen(case: &Case, facts: &Facts) -> Seen {
    let inputs = case.record.as_ref().map(|record| &record.inputs);
    let words = match inputs.and_then(|inputs| inputs.get::<MarkInput>()) {
        Some(MarkInput::Act) => Some(FoundIn::Title),
        Some(MarkInput::Desk | MarkInput::Note) => Some(FoundIn::Words),
        Some(MarkInput::Absent | MarkInput::NoWords) | None => None,
    };
    let pictures = match inputs.and_then(|inputs| inputs.get::<PictureInput>()) {
        Some(PictureInput::Same) => Some(Likeness::Same),
        Some(PictureInput::Near) => Some(Likeness::Near),
        Some(PictureInput::Different | PictureInput::NotCompared) | None => None,
    };
    Seen { protected: facts.protected.clone(), words, pictures }
}

/// What a letter must say of the end of an appeal: against what it was, and what has become of the listing.
fn appeal_outcome(letter: Letter, event: &Event, before: &Case, now: &Case) -> Option<Matter> {
    let (Event::AppealDecided { reversed, .. }, State::Appealed { prior, .. }) = (event, &before.state)
    else {
        return None;
    };
    let against = match prior {
        Prior::Declined(decline) => Appealed::Decline(decline.code),
        Prior::InForce(_) | Prior::Upheld(_) => Appealed::Measure,
        Prior::Restored(why, _) => Appealed::Return(*why),
    };
    let end = AppealEnd { against, reversed: *reversed, measure: now.measure_state() };
    Some(match letter {
        Letter::AppealOutcomeToSeller => Matter::AppealOutcomeToSeller(end),
        _ => Matter::AppealOutcomeToComplainant(end),
    })
}

/// What a letter must say of the end of a case.
const fn ending(letter: Letter, event: &Event, at: Timestamp) -> Option<Matter> {
    Some(match (letter, event) {
        (Letter::RefusedToComplainant, Event::Closed { outcome }) => {
            Matter::RefusedToComplainant(Refused { outcome: *outcome, at })
        }
        (Letter::RefusedToSeller, Event::Closed { outcome }) => {
            Matter::RefusedToSeller(Refused { outcome: *outcome, at })
        }
        _ => return None,
    })
}

/// What the desk found wrong, where that is why the listing returned.
fn corrected(restored: WhyRestore, log: &[Recorded]) -> Option<Corrected> {
    if restored != WhyRestore::Corrected {
        return None;
    }
    log.iter().rev().find_map(|Recorded { at, event }| match event {
        Event::Corrected { by, why, note } => {
            Some(Corrected { why: *why, note: note.clone(), by: by.clone(), at: *at })
        }
        _ => None,
    })
}

/// Since when the complainant's time to answer runs: it starts with the letter that tells of the counter-notice.
const fn answer_since(case: &Case, now: Timestamp) -> Timestamp {
    match case.state {
        State::AwaitingAnswer { since, .. } => since,
        _ => now,
    }
}

/// The decision whose measure the marketplace has just applied.
fn decision_applied(event: &Event, after: &State) -> Option<Decision> {
    match (event, after) {
        (
            Event::Order { step: OrderStep::Done { .. }, .. },
            State::InForce { decision, .. } | State::Ordered { decision, .. },
        ) => Some(decision.clone()),
        _ => None,
    }
}

/// By when a decision is aimed at, while the complaint is being checked.
fn decision_expected(now: &Case) -> Option<Timestamp> {
    let is_checked = matches!(now.state, State::Filed | State::AtDesk { .. });
    is_checked.then(|| clock_ends(now, now.decision_clock()))
}

/// What the case still lacks, and by when it is needed.
fn missing(now: &Case) -> Option<(Vec<Demand>, Timestamp)> {
    let State::Incomplete { missing, since } = &now.state else { return None };
    let until = clock_ends(now, RunningClock::started(Clock::Completion, *since));
    Some((demands_for(missing, now.filing.claim, now.filing.territory), until))
}

/// Whether a ruling entered what a court had decided: once a court action is named, nothing else is ruled.
fn by_court(log: &[Recorded]) -> bool {
    log.iter().any(|recorded| matches!(recorded.event, Event::CourtNamed { .. }))
}

/// What the receiver of `owed` and the other side may do about the case once the letter went out: some acts are open
/// only then. The pages offer the same.
pub(crate) fn acts(case: &Case, owed: OwedLetter, now: Timestamp) -> (Vec<PartyAct>, Vec<PartyAct>) {
    let (side, other) = match owed.letter.recipient() {
        Recipient::Complainant => (Side::Complainant, Side::Seller),
        Recipient::Seller => (Side::Seller, Side::Complainant),
    };
    let sent =
        case.decide(&Actor::Machine, &Command::LetterSent(owed, Posted::default()), now).ok().flatten();
    let after = sent.and_then(|event| case.clone().evolve(&Recorded { at: now, event }).ok());
    let after = after.as_ref().unwrap_or(case);
    (after.acts_of(side), after.acts_of(other))
}
