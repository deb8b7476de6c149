//! What a letter must say, from the event that made it owed. The case may have moved on since: a letter
//! tells what was decided then, so its facts come from the case as it stood right after that event; what it
//! offers is what the case allows now.

use case::{
    Actor, Case, Clock, Command, Decision, Event, Letter, OrderStep, OwedLetter, PartyAct, Recipient,
    Recorded, RunningClock, Side, State,
};
use jiff::Timestamp;
use policy::clock_ends;
use port::StoredCase;
use web::letter::{AppealEnd, Matter};

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
            Matter::Receipt { decide_by: Some(clock_ends(&case, case.decision_clock())) }
        }
        (Letter::Merged, Event::Merged { .. }, _) => Matter::Merged,
        (Letter::Incomplete, Event::FoundIncomplete { missing }, _) => {
            Matter::Incomplete { missing: missing.clone(), until: ends(Clock::Completion, at) }
        }
        (Letter::Accepted, Event::Accepted { by, measure }, _) => {
            Matter::Accepted { decision: Decision { by: by.clone(), at, measure: *measure } }
        }
        (Letter::Declined, Event::Declined { .. }, State::Declined { decline }) => {
            Matter::Declined { decline: decline.clone(), appeal_until: ends(Clock::Appeal, at) }
        }
        (Letter::TakenDown, event, state) => {
            Matter::TakenDown { decision: decision_applied(event, state)?, since: at }
        }
        (Letter::StatementOfReasons, event, state) => Matter::StatementOfReasons {
            decision: decision_applied(event, state)?,
            since: at,
            appeal_until: ends(Clock::Appeal, at),
        },
        (Letter::Withdrawn, Event::Withdrawn, _) => Matter::Withdrawn,
        (Letter::CounterNotice, Event::CounterNoticed { .. }, _) => Matter::CounterNotice {
            text: counter_notice?.to_owned(),
            at,
            // The clock starts with this letter.
            until: ends(Clock::Answer, now),
        },
        (Letter::CounterNoticeReceipt, Event::CounterNoticed { .. }, _) => {
            Matter::CounterNoticeReceipt { at }
        }
        (Letter::UpheldToSeller, Event::Upheld { .. }, _) => {
            Matter::UpheldToSeller { appeal_until: ends(Clock::Appeal, at) }
        }
        (Letter::UpheldToComplainant, Event::Upheld { .. }, _) => Matter::UpheldToComplainant,
        (Letter::RestoredToSeller, Event::Order { .. }, State::Restored { why, .. }) => {
            Matter::RestoredToSeller { why: *why }
        }
        (Letter::RestoredToComplainant, Event::Order { .. }, State::Restored { why, .. }) => {
            Matter::RestoredToComplainant { why: *why, appeal_until: ends(Clock::Appeal, at) }
        }
        (Letter::HeldForCourt, Event::CourtNamed { .. }, _) => Matter::HeldForCourt,
        (Letter::AppealReceiptToComplainant, Event::Appealed { .. }, _) => Matter::AppealReceiptToComplainant,
        (Letter::AppealReceiptToSeller, Event::Appealed { .. }, _) => Matter::AppealReceiptToSeller,
        (Letter::AppealOutcomeToComplainant, Event::AppealDecided { reversed, .. }, state) => {
            Matter::AppealOutcomeToComplainant(appeal_end(*reversed, state))
        }
        (Letter::AppealOutcomeToSeller, Event::AppealDecided { reversed, .. }, state) => {
            Matter::AppealOutcomeToSeller(appeal_end(*reversed, state))
        }
        _ => return None,
    })
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

/// What the receiver of `owed` may do about the case once the letter went out: some acts are open only then. The page
/// offers the same.
pub(crate) fn acts(case: &Case, owed: OwedLetter, now: Timestamp) -> Vec<PartyAct> {
    let side = match owed.letter.recipient() {
        Recipient::Complainant => Side::Complainant,
        Recipient::Seller => Side::Seller,
    };
    let sent = case.decide(&Actor::Machine, &Command::LetterSent(owed), now).ok().flatten();
    let after = sent.and_then(|event| case.clone().evolve(&Recorded { at: now, event }).ok());
    after.as_ref().unwrap_or(case).acts_of(side)
}

const fn appeal_end(reversed: bool, after: &State) -> AppealEnd {
    let taken_down = match after {
        State::Ordered { order, .. } => !order.action.is_restore(),
        State::InForce { .. } | State::Upheld { .. } => true,
        _ => false,
    };
    AppealEnd { reversed, taken_down }
}
