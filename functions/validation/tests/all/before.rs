//! What was decided before, what may cure a decline, and where the operator has stopped automatic acts.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use app::change;
use case::{Actor, Claim, Command, DeclineCode, Question, State};
use jiff::SignedDuration;
use port::{StoredCase, WallClock as _};
use testkit::sample;
use testkit::world::World;

use super::decisions::{decided, is_accepted, listed, question, rival, run, says};

/// What `ada` decides about the case.
async fn decide(world: &World, stored: &StoredCase, decision: app::desk::Decision) {
    let ada = "ada".parse().unwrap();
    app::desk::decide((world, world, world, world), stored.case.id, decision, &ada).await.unwrap();
}

fn decline() -> app::desk::Decision {
    app::desk::Decision::Decline { code: DeclineCode::NoInfringement, note: sample::note() }
}

#[tokio::test]
async fn what_a_person_declined_no_resubmission_overturns() {
    let world = listed("Down jacket, blue", "By NORTHLIGHT");
    let first = decided(&world, &sample::complaint(1, [0])).await;
    decide(&world, &first, decline()).await;
    says(&world, "NORTHLIGHT jacket");

    // Unchanged; with another claim; by somebody else under the same right.
    let unchanged = sample::complaint(2, [0]);
    let mut other_claim = sample::complaint(3, [0]);
    Claim::TrademarkMisuse.code().clone_into(&mut other_claim.claim);
    let mut colleague = sample::complaint(4, [0]);
    "colleague@northlight.example".clone_into(&mut colleague.complainant.email);
    colleague.party = world.party("colleague@northlight.example").to_string();
    for complaint in [unchanged, other_claim, colleague] {
        let stored = decided(&world, &complaint).await;
        assert_eq!(question(&stored), Some(Question::DecidedBefore), "{}", complaint.complaint);
        let record = stored.case.record.unwrap();
        assert_eq!(record.inputs.get(), Some(case::EarlierInput::Declined));
        assert_eq!(record.rule.unwrap().to_string(), "decided_before");
    }
    // By another owner of the same sign.
    let twin = rival(&world, 5);
    assert_eq!(question(&decided(&world, &twin).await), Some(Question::DecidedBefore));
    // What was decided of one sign says nothing of another.
    let mut other = twin;
    "00000000000000000000000000000005".clone_into(&mut other.complaint);
    "018999003".clone_into(&mut other.right.number);
    let right: case::RightRef = "trademark/EM/018999003".parse().unwrap();
    let holders = vec![other.party.parse().unwrap()];
    let (title, names) = ("SEAWARDEN".to_owned(), Vec::new());
    let entry = register::Right { right, title, names, holders, account: None, ..sample::right() };
    world.look().rights.insert(entry.right.clone(), entry);
    says(&world, "NORTHLIGHT jacket by SEAWARDEN");
    let other = decided(&world, &other).await;
    assert_eq!(other.case.record.unwrap().inputs.get(), Some(case::EarlierInput::None));
}

#[tokio::test]
async fn what_was_declined_of_a_stranger_holds_up_no_owner_but_the_stranger() {
    let world = sample::world(1);
    let stranger = |number| {
        let mut complaint = sample::complaint(number, [0]);
        "passer-by@elsewhere.example".clone_into(&mut complaint.complainant.email);
        complaint.party = world.party("passer-by@elsewhere.example").to_string();
        "mail".clone_into(&mut complaint.proof);
        complaint
    };
    let first = decided(&world, &stranger(1)).await;
    assert_eq!(question(&first), Some(Question::NonHolder));
    decide(&world, &first, decline()).await;
    assert_eq!(question(&decided(&world, &stranger(2)).await), Some(Question::DecidedBefore));
    assert!(is_accepted(&decided(&world, &sample::complaint(3, [0])).await));
}

#[tokio::test]
async fn a_decline_that_was_appealed_and_kept_is_a_persons() {
    let world = sample::world(1);
    world.look().rights.values_mut().for_each(|right| right.territories.clear());
    let declined = decided(&world, &sample::complaint(1, [0])).await;
    let appeal = Command::Appeal { document: case::Digest::of(b"look again") };
    let stored = change(&world, declined, &Actor::Complainant, &[appeal], world.now()).await.unwrap().stored;
    decide(
        &world,
        &stored,
        app::desk::Decision::Appeal { reverse: false, although: false, note: testkit::sample::note() },
    )
    .await;
    world.look().rights.insert(sample::right().right, sample::right());
    let again = decided(&world, &sample::complaint(2, [0])).await;
    assert_eq!(question(&again), Some(Question::DecidedBefore));
}

#[tokio::test]
async fn a_document_that_may_cure_a_decline_is_read_by_a_person() {
    let world = sample::world(1);
    // Expired for good, as far as is known here: proof of renewal would cure it.
    let last_day = Some(jiff::civil::date(2020, 5, 1));
    world.look().rights.values_mut().for_each(|right| right.expires_on = last_day);
    let declined = |stored: &StoredCase| matches!(stored.case.state, State::Declined { .. });
    assert!(declined(&decided(&world, &sample::complaint(1, [0])).await));
    assert!(declined(&decided(&world, &sample::complaint(2, [0])).await), "nothing was added");
    let mut renewed = sample::complaint(3, [0]);
    renewed.evidence.push(contract::complaint::Evidence {
        digest: case::Digest::of(b"renewed").to_string(),
        media: "application/pdf".to_owned(),
        size: 12,
        name: "renewal.pdf".to_owned(),
    });
    assert_eq!(question(&decided(&world, &renewed).await), Some(Question::DocumentAdded));
}

#[tokio::test]
async fn a_hidden_listing_is_asked_for_again_and_declined_only_later() {
    let world = sample::world(1);
    let hide = |hidden: bool| world.look().listings.values_mut().for_each(|it| it.view.visible = !hidden);
    hide(true);
    let stored = decided(&world, &sample::complaint(1, [0])).await;
    assert_eq!(stored.case.state.code(), "filed");
    world.pass(SignedDuration::from_hours(1));
    app::sweep(&world, &world, &world).await.unwrap();
    hide(false);
    run(&world).await;
    assert!(is_accepted(&world.look().cases[&stored.case.id]), "it came back");

    let world = sample::world(1);
    world.look().listings.values_mut().for_each(|it| it.view.visible = false);
    let stored = decided(&world, &sample::complaint(1, [0])).await;
    let seen = stored.case.record.as_ref().and_then(|record| record.inputs.get());
    assert_eq!(seen, Some(case::ListingInput::Hidden), "its complainant is told");
    run(&world).await;
    assert_eq!(world.look().cases[&stored.case.id].log.len(), stored.log.len(), "it is recorded once");
    for _ in 0..13 {
        world.pass(SignedDuration::from_hours(1));
        app::sweep(&world, &world, &world).await.unwrap();
        run(&world).await;
    }
    let State::Declined { decline } = &world.look().cases[&stored.case.id].case.state else { panic!() };
    assert_eq!(decline.code, DeclineCode::ListingGone);
}

/// Another marketplace, and another right.
fn know_others(world: &World) {
    let mut inner = world.look();
    let other = port::MarketplaceConfig { id: "other".parse().unwrap(), ..sample::marketplace() };
    inner.marketplaces.insert(other.id.clone(), other);
    let right: case::RightRef = "trademark/EM/018999002".parse().unwrap();
    inner.rights.insert(right.clone(), register::Right { right, ..sample::right() });
}

#[tokio::test]
async fn a_switch_that_would_govern_nothing_is_refused() {
    let world = sample::world(1);
    for scope in ["marketplace/othr", "right/trademark/EM/018999009", "rule/well_foundd"] {
        for stopped in [true, false] {
            let by = "ada".parse().unwrap();
            let why = "Being looked into.".to_owned();
            let set =
                app::switches::set_switch(&world, &world, scope.parse().unwrap(), stopped, by, why).await;
            assert!(set.is_err(), "{scope} {stopped}");
        }
    }
    assert!(world.look().switches.is_empty());
}

#[tokio::test]
async fn a_stop_holds_at_once_and_says_what_it_governs() {
    for (scope, stops) in [
        ("all", true),
        ("marketplace/demo", true),
        ("right/trademark/EM/018999001", true),
        ("rule/well_founded", true),
        ("marketplace/other", false),
        ("right/trademark/EM/018999002", false),
        ("rule/copied_picture", false),
    ] {
        let world = sample::world(2);
        know_others(&world);
        assert!(is_accepted(&decided(&world, &sample::complaint(1, [0])).await));
        for stopped in [true, false] {
            let (scope, by) = (scope.parse().unwrap(), "ada".parse().unwrap());
            let why = "Being looked into.".to_owned();
            app::switches::set_switch(&world, &world, scope, stopped, by, why).await.unwrap();
            let number = if stopped { 2 } else { 3 };
            let mut complaint = sample::complaint(number, [1]);
            if !stopped {
                Claim::TrademarkMisuse.code().clone_into(&mut complaint.claim);
            }
            let stored = decided(&world, &complaint).await;
            let asked = (stops && stopped).then_some(Question::AutomaticStopped);
            assert_eq!(question(&stored), asked, "{stopped}");
            assert_eq!(stored.case.record.unwrap().rule.unwrap().to_string(), "well_founded");
        }
    }
}

/// How many messages wait for notify.
fn letters_nudged(world: &World) -> usize {
    world.look().queues[&port::Queue::Notify].len()
}

#[tokio::test]
async fn what_is_looked_at_again_has_its_receipt_sent_off_once_and_is_recorded_once() {
    let world = sample::world(1);
    world.look().listings.values_mut().for_each(|it| it.view.visible = false);
    let stored = decided(&world, &sample::complaint(1, [0])).await;
    assert_eq!((stored.case.state.code(), stored.log.len(), letters_nudged(&world)), ("filed", 2, 1));
    let nudge = case::Nudge::new(case::About::Case(stored.case.id), world.now());
    world.put_message(port::Queue::Validation, &contract::nudge::encode(&nudge));
    run(&world).await;
    assert_eq!(world.look().cases[&stored.case.id].log.len(), 2);
    assert_eq!(letters_nudged(&world), 1);
}

#[tokio::test]
async fn only_a_complaint_that_may_well_be_right_is_noted_of_its_listing() {
    let doubtful = |right: &mut register::Right| right.status = register::right::RightStatus::Doubtful;
    let of_other_goods = |right: &mut register::Right| right.classes = vec![9];
    let as_it_is = |_: &mut register::Right| {};
    for (text, stranger, change, noted) in [
        ("By NORTHLIGHT", false, as_it_is as fn(&mut register::Right), true),
        ("By NORTHLIGHT", true, as_it_is, false),
        ("", false, as_it_is, false),
        ("By NORTHLIGHT", false, of_other_goods, false),
        ("By NORTHLIGHT", false, doubtful, false),
    ] {
        let world = listed("Down jacket, blue", text);
        world.look().rights.values_mut().for_each(change);
        let mut complaint = sample::complaint(1, [0]);
        if stranger {
            "passer-by@elsewhere.example".clone_into(&mut complaint.complainant.email);
            complaint.party = world.party("passer-by@elsewhere.example").to_string();
            "mail".clone_into(&mut complaint.proof);
        }
        let stored = decided(&world, &complaint).await;
        assert!(question(&stored).is_some(), "{:?}", stored.case.state);
        let open = world.look().disputes.values().filter(|it| it.open.contains(&stored.case.id)).count();
        assert_eq!(open == 1, noted, "{text:?} {stranger} {:?}", stored.case.record);
    }
}
