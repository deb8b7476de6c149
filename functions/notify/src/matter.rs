//! What a letter must say, from the event that made it owed. The case may have moved on since: a letter
//! tells what was decided then, so its facts come from the case as it stood right after that event; what it
//! says of the present, and what it offers, is what is so now.

use case::{
    Actor, Case, Clock, Command, Decision, Event, Letter, OrderStep, OwedLetter, PartyAct, Posted, Recipient,
    Recorded, RunningClock, Side, State,
};
use jiff::Timestamp;
use policy::{Demand, clock_ends, demands_for};
use port::StoredCase;
use web::letter::{AppealEnd, Matter, Refused};

/// What `owed` must say when it goes out at `now`; `counter_notice` are the seller's words, for the letter
/// that hands them on. `None` when the letter does not fit the event that it is owed for.
pub(crate) fn matter(
    stored: &StoredCase,
    owed: OwedLetter,
    counter_notice: Option<&str>,
    now: Timestamp,
) -> Option<Matter> {
    let log = stored.log.get(..=usize::try_from(owed.of).ok()?)?;
    let recorded = log.last()?;
    let at = recorded.at;
    let case = Case::fold(stored.case.id, log).ok()?;
    let ends = |clock, since| clock_ends(&case, RunningClock::started(clock, since));
    Some(match (owed.letter, &recorded.event, &case.state) {
        (Letter::Receipt, Event::Filed(_), _) => {
            Matter::Receipt { decide_by: decision_expected(&stored.case) }
        }
        (Letter::Merged, Event::Merged { .. }, _) => Matter::Merged { missing: missing(&stored.case) },
        (Letter::Incomplete, Event::FoundIncomplete { missing }, _) => {
            let missing = demands_for(missing, case.filing.claim, case.filing.territory);
            Matter::Incomplete { missing, until: ends(Clock::Completion, at) }
        }
        (Letter::Accepted, Event::Accepted { by, measure, .. }, _) => {
            Matter::Accepted { decision: Decision { by: by.clone(), at, measure: *measure } }
        }
        (Letter::Reconsidered, Event::Reconsidered { .. }, _) => Matter::Reconsidered,
        (Letter::Declined, Event::Declined { .. }, State::Declined { decline }) => {
            Matter::Declined { decline: decline.clone(), appeal_until: ends(Clock::Appeal, at) }
        }
        (Letter::TakenDown, event, state) => {
            Matter::TakenDown { decision: decision_applied(event, state)?, only_in: case.only_in, since: at }
        }
        (Letter::StatementOfReasons, event, state) => Matter::StatementOfReasons {
            decision: decision_applied(event, state)?,
            only_in: case.only_in.clone(),
            since: at,
            appeal_until: ends(Clock::Appeal, at),
        },
        (Letter::Withdrawn, Event::Withdrawn, _) => Matter::Withdrawn,
        (Letter::CounterNotice, Event::CounterNoticed { .. }, _) => Matter::CounterNotice {
            text: counter_notice?.to_owned(),
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
            Matter::RestoredToSeller { why: *why }
        }
        (Letter::RestoredToComplainant, Event::Order { .. }, State::Restored { why, .. }) => {
            Matter::RestoredToComplainant { why: *why, appeal_until: ends(Clock::Appeal, at) }
        }
        (Letter::HeldForCourt, Event::CourtNamed { .. }, _) => Matter::HeldForCourt,
        (Letter::AppealReceiptToComplainant, Event::Appealed { .. }, _) => Matter::AppealReceiptToComplainant,
        (Letter::AppealReceiptToSeller, Event::Appealed { .. }, _) => Matter::AppealReceiptToSeller,
        (letter, event, _) => return ending(letter, event, at, &stored.case),
    })
}

/// What a letter must say of the end of an appeal, or of the case.
const fn ending(letter: Letter, event: &Event, at: Timestamp, now: &Case) -> Option<Matter> {
    Some(match (letter, event) {
        (Letter::AppealOutcomeToComplainant, Event::AppealDecided { reversed, .. }) => {
            Matter::AppealOutcomeToComplainant(appeal_end(*reversed, now))
        }
        (Letter::AppealOutcomeToSeller, Event::AppealDecided { reversed, .. }) => {
            Matter::AppealOutcomeToSeller(appeal_end(*reversed, now))
        }
        (Letter::RefusedToComplainant, Event::Closed { outcome }) => {
            Matter::RefusedToComplainant(Refused { outcome: *outcome, at })
        }
        (Letter::RefusedToSeller, Event::Closed { outcome }) => {
            Matter::RefusedToSeller(Refused { outcome: *outcome, at })
        }
        _ => return None,
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

/// How an appeal ended, and what has become of the listing.
const fn appeal_end(reversed: bool, now: &Case) -> AppealEnd {
    AppealEnd { reversed, measure: now.measure_state() }
}
