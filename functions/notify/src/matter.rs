//! What a letter must say, from the event that made it owed. The case may have moved on since: a letter
//! tells what was decided then, so its facts come from the case as it stood right after that event; what it
//! says of the present, and what it offers, is what is so now.

use case::{
    Actor, Case, Clock, Command, Correction, Decider, Decision, Event, Letter, MarkInput, Note, OrderStep,
    OwedLetter, PartyAct, PictureInput, Posted, Prior, Recipient, Recorded, RunningClock, Side, State,
    Territory, UseInput, WhyRestore, is_before_court,
};
use jiff::Timestamp;
use policy::{Demand, Due, deadline, demands_for, permissions};
use port::StoredCase;
use web::StatementCopy;
use web::letter::{
    AppealEnd, Appealed, Corrected, FoundIn, Likeness, Matter, Part, Refused, Restored, Ruling, Seen, Taken,
};

/// What a letter says that does not stand in the case.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// The statement of the other side, for a letter that hands it on.
    pub(crate) copy: Option<StatementCopy>,
    /// What the register says that the right protects.
    pub(crate) protected: Option<String>,
    /// The title of the listing as it was judged.
    pub(crate) title: Option<String>,
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
            appeal_outcome(owed.letter, log, &before, &stored.case)?
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
    let ends = |clock, since| deadline(case, RunningClock::started(clock, since)).told();
    // The time to appeal runs from when its letter goes out.
    let appeal_until = ends(Clock::Appeal, now);
    Some(match (owed.letter, &recorded.event, &case.state) {
        (Letter::Receipt, Event::Filed(_), _) => {
            Matter::Receipt { decide_by: decision_expected(&stored.case) }
        }
        (Letter::Merged, Event::Merged { .. }, _) => Matter::Merged { at, missing: missing(&stored.case) },
        (Letter::Incomplete, Event::FoundIncomplete { missing }, _) => {
            let missing = demands_for(missing, case.filing.claim, case.filing.territory);
            Matter::Incomplete { missing, until: ends(Clock::Completion, at) }
        }
        (Letter::Accepted, Event::Accepted { by, measure, note, .. }, _) => {
            let decision = Decision { by: by.clone(), at, measure: *measure, note: note.clone() };
            Matter::Accepted { decision }
        }
        (Letter::Reconsidered, Event::Reconsidered { .. }, _) => Matter::Reconsidered,
        (Letter::Declined, Event::Declined { .. }, State::Declined { decline }) => {
            let permitted_by = permissions(decline.code, &case.filing);
            Matter::Declined { decline: decline.clone(), permitted_by, appeal_until }
        }
        (Letter::TakenDown, event, state) => {
            Matter::TakenDown { decision: decision_applied(event, state)?, since: at }
        }
        (Letter::StatementOfReasons, event, state) => Matter::StatementOfReasons {
            decision: decision_applied(event, state)?,
            seen: seen(case, facts),
            since: at,
            appeal_until,
        },
        (Letter::Withdrawn, Event::Withdrawn, _) => Matter::Withdrawn { at },
        (Letter::CounterNotice, Event::CounterNoticed { .. }, _) => Matter::CounterNotice {
            copy: facts.copy.clone()?,
            at,
            until: ends(Clock::Answer, answer_since(&stored.case, now)),
        },
        (Letter::CounterNoticeReceipt, Event::CounterNoticed { .. }, _) => {
            Matter::CounterNoticeReceipt { at }
        }
        (Letter::Disputed, Event::Answered { .. }, _) => Matter::Disputed { copy: facts.copy.clone()?, at },
        (Letter::UpheldToSeller | Letter::UpheldToComplainant, Event::Upheld { .. }, _) => {
            upheld(owed.letter, log, case, (is_before_court(log), appeal_until))?
        }
        (letter, Event::Kept { .. }, _) => return kept(letter, log, appeal_until),
        (letter, Event::Order { step, .. }, State::Restored { why, decision, .. }) => {
            return measure_ended(letter, step, restored(*why, decision, case, log), appeal_until);
        }
        (Letter::HeldForCourt, Event::CourtNamed { .. }, _) => {
            Matter::HeldForCourt { copy: facts.copy.clone() }
        }
        (letter, Event::CourtClaimReviewed { .. }, _) => return court_claim(letter, log, case, appeal_until),
        (Letter::AppealReceiptToComplainant, Event::Appealed { .. }, _) => {
            Matter::AppealReceiptToComplainant { at }
        }
        (Letter::AppealReceiptToSeller, Event::Appealed { .. }, _) => Matter::AppealReceiptToSeller { at },
        (letter, event, _) => return ending(letter, event, at),
    })
}

/// How a name is found that stands in the listing as it is registered.
const EXACT: [&str; 2] = ["exact", "normalised"];

/// Guards that tell how sure the finding is, or what the marketplace's classes are, and nothing that the listing says. The
/// person who decided has looked since.
const DOUBTS: [&str; 8] = [
    "short_name",
    "near_other",
    "plain_text",
    "inside_text",
    "weak_deviation",
    "other_class",
    "goods_unnamed",
    "words_unread",
];

/// What comparing the listing with the right came to, as the rules recorded it.
fn seen(case: &Case, facts: &Facts) -> Seen {
    let protected = facts.protected.clone();
    let Some(record) = &case.record else { return Seen { protected, ..Seen::default() } };
    let part = match record.inputs.get::<MarkInput>() {
        Some(MarkInput::Act) => Some(Part::Title),
        Some(MarkInput::Desk | MarkInput::Note) => Some(Part::Words),
        Some(MarkInput::Absent | MarkInput::NoWords) | None => None,
    };
    let is_exact = record.found_by.as_ref().is_some_and(|it| EXACT.contains(&it.to_string().as_str()));
    let pictures = match record.inputs.get::<PictureInput>() {
        Some(PictureInput::Same) => Some(Likeness::Same),
        Some(PictureInput::Near) => Some(Likeness::Near),
        Some(PictureInput::Different | PictureInput::NotCompared) | None => None,
    };
    let used = record.inputs.get::<UseInput>();
    Seen {
        protected,
        words: part.map(|part| FoundIn { part, is_exact }),
        copied: record.copied,
        pictures,
        guards: record.guards.iter().filter(|code| !DOUBTS.contains(&code.parts().0)).cloned().collect(),
        is_resale: matches!(used, Some(UseInput::Resale)),
    }
}

/// What a letter must say of the end of an appeal: against what it was, and what has become of the listing.
fn appeal_outcome(letter: Letter, log: &[Recorded], before: &Case, now: &Case) -> Option<Matter> {
    let Recorded { at, event } = log.last()?;
    let (Event::AppealDecided { by, reversed, note, .. }, State::Appealed { prior, .. }) =
        (event, &before.state)
    else {
        return None;
    };
    let taken = |decision: &Decision| Taken { by: decision.by.clone(), at: decision.at };
    let (against, about) = match prior {
        Prior::Declined(decline) => {
            (Appealed::Decline(decline.code), Taken { by: decline.by.clone(), at: decline.at })
        }
        Prior::InForce(decision) | Prior::Upheld(decision) | Prior::HeldForCourt(decision, _) => {
            let stands = log.split_last().and_then(|(_, earlier)| kept_by(earlier));
            stands.unwrap_or_else(|| (Appealed::Measure, taken(decision)))
        }
        Prior::Restored(why, decision) => {
            (Appealed::Return(*why), return_decided(log).map_or_else(|| taken(decision), |it| it.0))
        }
    };
    let taken = Taken { by: by.clone(), at: *at };
    let ruling = Ruling { taken, note: note.clone(), about, kept: false };
    let end = AppealEnd { against, reversed: *reversed, ruling, measure: now.measure_state() };
    Some(match letter {
        Letter::AppealOutcomeToSeller => Matter::AppealOutcomeToSeller(end),
        _ => Matter::AppealOutcomeToComplainant(end),
    })
}

/// The last decision for a measure: that it is taken, or that it stays.
fn kept_by(log: &[Recorded]) -> Option<(Appealed, Taken)> {
    log.iter().rev().find_map(|Recorded { at, event }| {
        let (what, by) = match event {
            Event::Accepted { by, .. } | Event::AppealDecided { by, measure: Some(_), .. } => {
                (Appealed::Measure, by)
            }
            Event::Upheld { by, .. }
            | Event::Kept { by, .. }
            | Event::AppealDecided { by, reversed: false, .. } => (Appealed::Stay, by),
            Event::CourtClaimReviewed { by, proved: true, .. } => (Appealed::Court, by),
            _ => return None,
        };
        Some((what, Taken { by: by.clone(), at: *at }))
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

/// What a letter must say of a person's look at the proof of a court action.
fn court_claim(letter: Letter, log: &[Recorded], case: &Case, appeal_until: Due) -> Option<Matter> {
    let (Recorded { at, event }, earlier) = log.split_last()?;
    let Event::CourtClaimReviewed { by, note, .. } = event else { return None };
    let decision = case.state.decision()?;
    let appealed = |it: &Recorded| match it.event {
        Event::Appealed { .. } => Some(true),
        Event::CourtNamed { .. } | Event::AppealDecided { .. } => Some(false),
        _ => None,
    };
    let on_appeal = earlier.iter().rev().find_map(appealed).unwrap_or(false);
    let found = kept_by(earlier).filter(|_| on_appeal).map(|(_, found)| found);
    let about = found.unwrap_or_else(|| Taken { by: decision.by.clone(), at: decision.at });
    let taken = Taken { by: by.clone(), at: *at };
    let ruling = Ruling { taken, note: note.clone(), about, kept: false };
    let ends = |clock, since| deadline(case, RunningClock::started(clock, since)).told();
    Some(match (letter, &case.state) {
        (Letter::CourtProved, _) => Matter::CourtProved { ruling, appeal_until },
        (Letter::CourtUnproved, State::AwaitingAnswer { since, contested, .. }) => {
            let until = contested.is_none().then(|| ends(Clock::Answer, *since));
            Matter::CourtUnproved { ruling, on_appeal, until }
        }
        (Letter::CourtUnprovedToSeller, _) => Matter::CourtUnprovedToSeller { ruling, on_appeal },
        _ => return None,
    })
}

/// What a letter must say of a person's look at a measure, for which the seller had asked: who kept it, and how it had been
/// decided.
fn kept(letter: Letter, log: &[Recorded], appeal_until: Due) -> Option<Matter> {
    let (Recorded { at, event: Event::Kept { by, note } }, earlier) = log.split_last()? else { return None };
    let (_, about) = kept_by(earlier)?;
    let taken = Taken { by: by.clone(), at: *at };
    let ruling = Ruling { taken, note: Some(note.clone()), about, kept: false };
    Some(match letter {
        Letter::KeptToSeller => Matter::KeptToSeller { ruling, appeal_until },
        _ => Matter::KeptToComplainant { ruling },
    })
}

/// Whether the measure is one that rules decided, and that a person kept since.
fn was_kept(log: &[Recorded]) -> bool {
    let last = |it: &Recorded| match it.event {
        Event::Kept { .. } => Some(true),
        Event::Accepted { .. } | Event::AppealDecided { measure: Some(_), .. } => Some(false),
        _ => None,
    };
    log.iter().rev().find_map(last).unwrap_or(false)
}

/// What a letter must say of a counter-notice that failed: who decided so, about whose measure.
fn upheld(
    letter: Letter,
    log: &[Recorded],
    case: &Case,
    (by_court, appeal_until): (bool, Due),
) -> Option<Matter> {
    let Recorded { at, event: Event::Upheld { by, note } } = log.last()? else { return None };
    let decision = case.state.decision()?;
    let about = Taken { by: decision.by.clone(), at: decision.at };
    let taken = Taken { by: by.clone(), at: *at };
    let ruling = Ruling { taken, note: note.clone(), about, kept: was_kept(log) };
    Some(match letter {
        Letter::UpheldToSeller => Matter::UpheldToSeller { by_court, ruling, appeal_until },
        _ => Matter::UpheldToComplainant { by_court, ruling },
    })
}

/// What a letter must say of a measure that ended: whether the listing is back, or others keep it down.
fn measure_ended(letter: Letter, step: &OrderStep, restored: Restored, appeal_until: Due) -> Option<Matter> {
    Some(match (letter, step) {
        (Letter::RestoredToSeller, _) => Matter::RestoredToSeller(restored),
        (Letter::RestoredToComplainant, _) => Matter::RestoredToComplainant { restored, appeal_until },
        (Letter::LeftDownToSeller, OrderStep::LeftDown { under }) => {
            Matter::LeftDownToSeller { restored, under: under.clone() }
        }
        (Letter::LeftDownToComplainant, _) => Matter::LeftDownToComplainant { restored, appeal_until },
        _ => return None,
    })
}

/// Why a listing returned, and who decided so about the measure of `decision`.
fn restored(why: WhyRestore, decision: &Decision, case: &Case, log: &[Recorded]) -> Restored {
    let about = Taken { by: decision.by.clone(), at: decision.at };
    let decided =
        return_decided(log).filter(|_| !matches!(why, WhyRestore::Withdrawn | WhyRestore::Conceded));
    let corrected = decided.as_ref().and_then(|(_, _, corrected)| *corrected);
    let corrected = corrected.map(|why| {
        let permitted_by = match why {
            Correction::Unfounded(code) => permissions(code, &case.filing),
            Correction::Mistake => Vec::new(),
        };
        Corrected { why, permitted_by }
    });
    let ruling = decided.map(|(taken, note, _)| Ruling { taken, note, about, kept: was_kept(log) });
    Restored { why, corrected, ruling }
}

/// Who last decided that the listing returns, in which words, and what was found wrong where nobody had objected.
fn return_decided(log: &[Recorded]) -> Option<(Taken, Option<Note>, Option<Correction>)> {
    log.iter().rev().find_map(|Recorded { at, event }| {
        let taken = |by: &Decider| Taken { by: by.clone(), at: *at };
        Some(match event {
            Event::Corrected { by, why, note } => (taken(by), Some(note.clone()), Some(*why)),
            Event::RestoreDecided { by, note, .. }
            | Event::AppealDecided { by, reversed: true, measure: None, note, .. } => {
                (taken(by), note.clone(), None)
            }
            _ => return None,
        })
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
fn decision_expected(now: &Case) -> Option<Due> {
    let is_checked = matches!(now.state, State::Filed | State::AtDesk { .. });
    is_checked.then(|| deadline(now, now.decision_clock()).told())
}

/// What the case still lacks, and by when it is needed.
fn missing(now: &Case) -> Option<(Vec<Demand>, Due)> {
    let State::Incomplete { missing, since } = &now.state else { return None };
    let until = deadline(now, RunningClock::started(Clock::Completion, *since)).told();
    Some((demands_for(missing, now.filing.claim, now.filing.territory), until))
}

/// The side that receives a letter.
pub(crate) const fn side_of(letter: Letter) -> Side {
    match letter.recipient() {
        Recipient::Complainant => Side::Complainant,
        Recipient::Seller => Side::Seller,
    }
}

/// What the receiver of `owed` and the other side may do about the case once the letter went out: some acts are open
/// only then. The pages offer the same.
pub(crate) fn acts(case: &Case, owed: OwedLetter, now: Timestamp) -> (Vec<PartyAct>, Vec<PartyAct>) {
    let side = side_of(owed.letter);
    let other = if side == Side::Seller { Side::Complainant } else { Side::Seller };
    let sent =
        case.decide(&Actor::Machine, &Command::LetterSent(owed, Posted::default()), now).ok().flatten();
    let after = sent.and_then(|event| case.clone().evolve(&Recorded { at: now, event }).ok());
    let after = after.as_ref().unwrap_or(case);
    (after.acts_of(side), after.acts_of(other))
}
