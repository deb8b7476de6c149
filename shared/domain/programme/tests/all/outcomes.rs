//! What becomes of a case, against every way that a case can go.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

#[path = "../../../case/tests/all/properties/story.rs"]
#[allow(dead_code, reason = "another test's stories, of which this one needs a part")]
mod story;

use case::{
    Action, Answer, Case, Claim, ComplaintId, Correction, Decider, DeclineCode, Digest, Event, Filing,
    Measure, Order, OrderStep, Outcome, Owner, PartyId, Prior, Proof, Recorded, Side, State, WhyRestore,
};
use jiff::{SignedDuration, Timestamp};
use programme::{CaseOutcome, Ending, outcome_of};
use proptest::prelude::*;

fn filing() -> Filing {
    Filing { proof: Proof::ApiKey, ..story::filing() }
}

/// What becomes of a case to which these things happen, one a minute.
fn after(events: &[Event]) -> CaseOutcome {
    let all = std::iter::once(Event::Filed(filing())).chain(events.iter().cloned());
    let at = |n: usize| story::start() + SignedDuration::from_mins(i64::try_from(n).unwrap());
    let log: Vec<Recorded> = all.enumerate().map(|(n, event)| Recorded { at: at(n), event }).collect();
    Case::fold(filing().case_id(), &log).expect("a log that a case can have");
    outcome_of(&log).unwrap()
}

fn accepted() -> Vec<Event> {
    let by = Decider::Machine;
    vec![
        Event::Accepted { by, measure: Measure::Removal, only_in: Vec::new(), although: false, note: None },
        ordered(OrderStep::Requested),
    ]
}

fn ordered(step: OrderStep) -> Event {
    Event::Order { action: Action::Apply(Measure::Removal), step }
}

fn took_force() -> Event {
    ordered(OrderStep::Done { reference: "r".into() })
}

fn in_force() -> Vec<Event> {
    let mut events = accepted();
    events.push(took_force());
    events
}

fn objected() -> Vec<Event> {
    let told = case::OwedLetter { of: 4, letter: case::Letter::CounterNotice };
    let mut events = in_force();
    events.extend([
        Event::CounterNoticed { document: Digest::of(b"no") },
        Event::LetterSent(told, case::Posted::default()),
    ]);
    events
}

fn with(mut events: Vec<Event>, more: &[Event]) -> Ending {
    events.extend_from_slice(more);
    after(&events).ending
}

fn declined(code: DeclineCode) -> Event {
    Event::Declined { by: Decider::Machine, code, note: None }
}

fn restore(why: WhyRestore) -> Event {
    Event::RestoreDecided { why, by: Decider::Machine, note: None }
}

fn anna() -> Decider {
    Decider::Reviewer("anna".parse().unwrap())
}

fn appeal_decided(reversed: bool, measure: Option<Measure>) -> Event {
    Event::AppealDecided { by: anna(), reversed, measure, only_in: Vec::new(), note: None }
}

#[test]
fn each_way_has_its_ending() {
    let document = Digest::of(b"d");
    let contest = Event::Answered { answer: Answer::Contest, document, handed_on: true };
    let upheld = [contest.clone(), Event::Upheld { by: anna(), note: None }];
    let sellers_appeal = Event::Appealed { by: Side::Seller, document: Digest::of(b"appeal") };
    let own_appeal = Event::Appealed { by: Side::Complainant, document: Digest::of(b"appeal") };
    let decided = |reversed| appeal_decided(reversed, None);
    let accepted_after_all = appeal_decided(true, Some(Measure::Removal));
    let named = Event::CourtNamed { document, handed_on: true };
    let cases: [(Vec<Event>, &[Event], Ending); 22] = [
        (vec![], &[], Ending::Open),
        (accepted(), &[], Ending::Open),
        (in_force(), &[], Ending::Stands),
        (vec![], &[declined(DeclineCode::NoInfringement)], Ending::Declined(DeclineCode::NoInfringement)),
        (vec![], &[Event::Withdrawn], Ending::WithdrawnBefore),
        (accepted(), &[Event::Withdrawn, took_force()], Ending::WithdrawnBefore),
        (in_force(), &[Event::Withdrawn], Ending::WithdrawnInForce),
        (objected(), &[], Ending::Open),
        (objected(), &[Event::Withdrawn], Ending::WithdrawnAfterObjection),
        (
            objected(),
            &[Event::Answered { answer: Answer::Concede, document, handed_on: false }],
            Ending::ObjectionWon(WhyRestore::Conceded),
        ),
        (objected(), &[restore(WhyRestore::Silence)], Ending::ObjectionWon(WhyRestore::Silence)),
        (
            objected(),
            &[contest, restore(WhyRestore::CounterNotice)],
            Ending::ObjectionWon(WhyRestore::CounterNotice),
        ),
        (objected(), &upheld, Ending::ObjectionLost),
        (objected(), std::slice::from_ref(&named), Ending::HeldForCourt),
        (objected(), &[named.clone(), restore(WhyRestore::Court)], Ending::ObjectionWon(WhyRestore::Court)),
        (objected(), &[named.clone(), Event::Withdrawn], Ending::WithdrawnAfterObjection),
        (in_force(), &[sellers_appeal.clone(), decided(true)], Ending::Reversed),
        (in_force(), &[sellers_appeal.clone(), decided(false)], Ending::ObjectionLost),
        (in_force(), &[sellers_appeal, Event::Withdrawn], Ending::WithdrawnAfterObjection),
        (
            vec![declined(DeclineCode::NoInfringement)],
            &[own_appeal.clone(), decided(false)],
            Ending::Declined(DeclineCode::NoInfringement),
        ),
        (vec![declined(DeclineCode::NoInfringement)], &[own_appeal, accepted_after_all], Ending::Open),
        (
            accepted(),
            &[
                ordered(OrderStep::Refused { reason: "no".into() }),
                Event::Closed { outcome: Outcome::NotEnforced },
            ],
            Ending::NotEnforced,
        ),
    ];
    for (events, more, ending) in cases {
        assert_eq!(with(events, more), ending, "after {more:?}");
    }
}

#[test]
fn a_listing_that_was_gone_already_counts_for_nobody() {
    let gone = Ending::Declined(DeclineCode::ListingGone);
    assert_eq!((gone.taken_down(), gone.overturned()), (None, None));
    let wrong = Ending::Declined(DeclineCode::NotTheHolder);
    assert_eq!((wrong.taken_down(), wrong.overturned()), (Some(false), None));
}

#[test]
fn what_the_desk_corrects_counts_against_the_complaint_only_where_that_was_unfounded() {
    let corrected = |why| {
        let note = "The picture shows other goods.".parse().unwrap();
        with(in_force(), &[Event::Corrected { by: anna(), why, note }])
    };
    let mistake = corrected(Correction::Mistake);
    assert_eq!((mistake.taken_down(), mistake.overturned()), (None, None));
    let unfounded = corrected(Correction::Unfounded(DeclineCode::GenuineGoods));
    assert_eq!((unfounded.taken_down(), unfounded.overturned()), (Some(false), Some(false)));
    // An appeal that has the listing taken down again leaves nothing of it.
    let appeal = Event::Appealed { by: Side::Complainant, document: Digest::of(b"appeal") };
    let reversed = Event::AppealDecided {
        by: anna(),
        reversed: true,
        measure: Some(Measure::Removal),
        only_in: Vec::new(),
        note: None,
    };
    let note = "The picture shows other goods.".parse().unwrap();
    let correction = Event::Corrected { by: anna(), why: Correction::Mistake, note };
    let returned = |step| Event::Order { action: Action::Restore(WhyRestore::Corrected), step };
    let done = returned(OrderStep::Done { reference: "r".to_owned() });
    let again = [ordered(OrderStep::Requested), took_force()];
    let story = [&[correction, returned(OrderStep::Requested), done, appeal, reversed][..], &again].concat();
    assert_eq!(with(in_force(), &story), Ending::Stands);
}

#[test]
fn a_repeated_complaint_is_still_one_case() {
    let mut events = in_force();
    events.push(Event::Merged { complaint: ComplaintId::new(uuid::Uuid::from_u128(7)), document: None });
    assert_eq!(after(&events), after(&in_force()));
}

#[test]
fn who_is_proved_later_is_proved() {
    let unproved = Recorded { at: story::start(), event: Event::Filed(story::filing()) };
    assert!(!outcome_of(std::slice::from_ref(&unproved)).unwrap().proved);
    let completed =
        Event::Completed { document: Digest::of(b"more"), missing: vec![], right: None, proof: Proof::Link };
    let log = [unproved, Recorded { at: story::start(), event: completed }];
    let outcome = outcome_of(&log).unwrap();
    assert!(outcome.proved);
    assert_eq!(outcome.complainant, Owner::Party(PartyId::new(uuid::Uuid::from_u128(1))));
    assert_eq!(outcome.claim, Claim::Counterfeit);
}

#[test]
fn a_log_without_a_filing_has_no_outcome() {
    assert_eq!(outcome_of(&[]), None);
    assert_eq!(outcome_of(&[Recorded { at: Timestamp::UNIX_EPOCH, event: Event::Withdrawn }]), None);
}

fn restored(why: WhyRestore, ending: Ending) -> bool {
    match why {
        WhyRestore::Withdrawn => matches!(
            ending,
            Ending::WithdrawnBefore | Ending::WithdrawnInForce | Ending::WithdrawnAfterObjection
        ),
        WhyRestore::Appeal => ending == Ending::Reversed,
        WhyRestore::Corrected => matches!(ending, Ending::Corrected(_)),
        WhyRestore::Conceded | WhyRestore::Silence | WhyRestore::CounterNotice | WhyRestore::Court => {
            ending == Ending::ObjectionWon(why)
        }
    }
}

/// Whether a case that stands so can have come to this.
fn fits(case: &Case, ending: Ending) -> bool {
    match &case.state {
        State::Ordered { withdrawn: true, .. } => ending == Ending::WithdrawnBefore,
        State::Ordered { order: Order { action: Action::Restore(why), .. }, .. } => restored(*why, ending),
        State::Filed
        | State::Incomplete { .. }
        | State::AtDesk { .. }
        | State::Ordered { order: Order { action: Action::Apply(_), .. }, .. }
        | State::CounterNoticed { .. }
        | State::AwaitingAnswer { .. }
        | State::Appealed {
            prior:
                Prior::Declined(_)
                | Prior::InForce(_)
                | Prior::Upheld(_)
                | Prior::HeldForCourt(..)
                | Prior::Restored(..),
            ..
        } => ending == Ending::Open,
        State::InForce { .. } => matches!(ending, Ending::Stands | Ending::ObjectionLost),
        State::HeldForCourt { .. } => ending == Ending::HeldForCourt,
        State::Upheld { .. } => ending == Ending::ObjectionLost,
        State::Declined { decline } => ending == Ending::Declined(decline.code),
        State::Withdrawn => ending == Ending::WithdrawnBefore,
        State::Restored { why, .. } => restored(*why, ending),
        State::Closed(Outcome::TakenDown) => ending.taken_down() == Some(true),
        State::Closed(Outcome::Declined) => matches!(ending, Ending::Declined(_)),
        State::Closed(Outcome::Restored | Outcome::NotRestored) => {
            WhyRestore::ALL.iter().any(|why| restored(*why, ending))
        }
        State::Closed(Outcome::NotEnforced) => ending == Ending::NotEnforced,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn the_ending_always_fits_where_the_case_stands(choices in story::choices()) {
        let story = story::play(&choices);
        let case = story.end();
        let outcome = outcome_of(&story.log).unwrap();
        prop_assert!(fits(&case, outcome.ending), "{:?} while {:?}", outcome.ending, case.state);
        prop_assert_eq!(outcome.case, case.id);
        prop_assert_eq!(outcome.agent, case.filing.complainant);
        prop_assert_eq!(outcome.decided_at, case.decided_at);
        prop_assert_eq!(outcome.in_force_at, case.in_force_at);
        // The story's record says that the address is not on file.
        let itself = matches!(case.filing.proof, Proof::Mail | Proof::Link | Proof::ApiKey);
        prop_assert_eq!(outcome.proved, itself);
        prop_assert!(outcome.filed_at <= outcome.ended_at && outcome.ended_at <= case.last_at);
    }
}
