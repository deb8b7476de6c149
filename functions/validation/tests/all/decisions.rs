//! Decisions over the world in memory: which inputs lead where, and that their record decides the same again.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::time::Duration;

use app::filing::IdentifiedComplaint;
use app::{MarkCache, MarketplaceCache, RuleSetCache, change};
use case::{
    Actor, Claim, Command, ConflictInput, DeclineCode, DeskQueue, Event, MarkInput, Owner, Question, State,
    UseInput, Withheld,
};
use contract::complaint::Complaint;
use jiff::SignedDuration;
use policy::programme::{RuleSetName, rule_set};
use policy::rules::{FIRST_OF_OPERATOR, Mode, RuleSet, Verdict};
use port::{Attribute, PartyRecord, Queue, StoredCase, WallClock as _};
use programme::{
    Figures, MembershipRecorded, MisuseEvent, MisuseFinding, MisuseRecorded, Participant, Pattern, Scope,
    Tally,
};
use register::right::AuthorisedSeller;
use step::{BatchContext, work_batch};
use testkit::sample;
use testkit::world::World;
use validation::Validation;

pub(crate) async fn run(world: &World) {
    let step = Validation {
        store: world.clone(),
        documents: world.clone(),
        catalogue: world.clone(),
        clock: world.clone(),
        programme: rule_set(RuleSetName::Honest),
        marketplaces: MarketplaceCache::default(),
        rules: RuleSetCache::default(),
        marks: MarkCache::default(),
    };
    while let Some((taken, event)) = world.receive(Queue::Validation, 10) {
        let time = Duration::from_secs(30);
        let context =
            BatchContext { cases: world, nudges: world, rejects: world, clock: world, journal: world, time };
        let response = work_batch(&step, &context, &event).await;
        world.finish(Queue::Validation, taken, Some(&response));
    }
}

/// The first case of a complaint, once validation has worked.
pub(crate) async fn decided(world: &World, complaint: &Complaint) -> StoredCase {
    let complaint = IdentifiedComplaint::read(complaint).unwrap();
    app::filing::file(world, world, world, &complaint).await.unwrap();
    run(world).await;
    let inner = world.look();
    let of_it = |stored: &&StoredCase| stored.case.filing.complaint == complaint.complaint.id;
    inner.cases.values().find(of_it).unwrap().clone()
}

/// A world whose only listing says this.
pub(crate) fn listed(title: &str, text: &str) -> World {
    let world = sample::world(1);
    for listing in world.look().listings.values_mut() {
        title.clone_into(&mut listing.view.title);
        text.clone_into(&mut listing.view.text);
    }
    world
}

pub(crate) fn question(stored: &StoredCase) -> Option<Question> {
    if let State::AtDesk { question, .. } = stored.case.state { Some(question) } else { None }
}

pub(crate) fn is_accepted(stored: &StoredCase) -> bool {
    stored.case.state.code() == "accepted"
}

#[tokio::test]
async fn a_decision_can_be_taken_again_from_its_record() {
    let world = sample::world(1);
    let stored = decided(&world, &sample::complaint(1, [0])).await;
    assert!(is_accepted(&stored));
    let record = stored.case.record.clone().expect("a record");
    let rules = contract::rules::of_this_program().unwrap().pop().unwrap();
    assert_eq!(record.rules, rules.number);
    assert_eq!(record.found_by.unwrap().to_string(), "exact");
    assert_eq!(record.seller, Some(world.seller("seller-1")));
    let judgement = rules.judge(&stored.case.filing, &record.inputs);
    assert_eq!((judgement.verdict, judgement.by.unwrap().code.as_str()), (Verdict::Accept, "well_founded"));
    // One write: the record and the decision cannot be apart.
    assert!(matches!(stored.log[1].event, Event::Judged(_)));
    assert!(matches!(stored.log[2].event, Event::Accepted { .. }));
    assert_eq!(stored.log[1].at, stored.log[2].at);
}

#[tokio::test]
async fn what_guarded_the_mark_is_on_record_and_an_input_of_the_rules() {
    for (title, text, guards, used) in [
        ("NORTHLIGHT jacket", "", &[][..], UseInput::None),
        ("Second-hand NORTHLIGHT jacket", "", &["second_hand"], UseInput::Resale),
        ("Book: the NORTHLIGHT story", "", &["about"], UseInput::AboutOrReview),
        // Where the title names no mark, it counts what it says of the offer.
        ("Used down jacket", "", &["second_hand"], UseInput::Resale),
        ("Used down jacket", "By NORTHLIGHT", &["second_hand"], UseInput::Resale),
        // What the description says counts, too, and is told apart.
        (
            "NORTHLIGHT jacket",
            "Second-hand, one button is missing.",
            &["second_hand_in_text"],
            UseInput::Resale,
        ),
        ("NORTHLIGHT jacket", "This is not a NORTHLIGHT.", &["negated_in_text"], UseInput::Denial),
        ("NORTHLIGHT jacket", "Never used. For men and women.", &[], UseInput::None),
    ] {
        let stored = decided(&listed(title, text), &sample::complaint(1, [0])).await;
        let record = stored.case.record.expect("a record");
        let told: Vec<String> = record.guards.iter().map(ToString::to_string).collect();
        assert_eq!(told, guards, "{title}");
        assert_eq!(record.inputs.get(), Some(used), "{title}");
    }
}

#[tokio::test]
async fn what_the_listing_says_of_the_mark_decides() {
    for (title, text, seen, asked) in [
        ("NORTHLIGHT jacket", "", MarkInput::Act, None),
        ("Ｎ o r t h l i g h t jacket", "", MarkInput::Act, None),
        ("Zipper for NORTHLIGHT jackets", "", MarkInput::Note, Some(Question::NominativeUse)),
        ("Down jacket, blue", "", MarkInput::Absent, Some(Question::MarkUnclear)),
        (
            "Down jacket, blue",
            "The well-known NORTHLIGHT jacket",
            MarkInput::Desk,
            Some(Question::MarkUnclear),
        ),
    ] {
        let stored = decided(&listed(title, text), &sample::complaint(1, [0])).await;
        assert_eq!(stored.case.record.as_ref().unwrap().inputs.get(), Some(seen), "{title}");
        assert_eq!(question(&stored), asked, "{title}");
        assert_eq!(is_accepted(&stored), asked.is_none(), "{title}");
    }
}

#[tokio::test]
async fn attributes_are_words_too() {
    for (name, value, seen, asked) in [
        ("Brand", "NORTHLIGHT", MarkInput::Desk, Question::MarkUnclear),
        ("Brand", "none", MarkInput::Absent, Question::MarkUnclear),
        ("Compatible with", "NORTHLIGHT jackets", MarkInput::Note, Question::NominativeUse),
    ] {
        let world = listed("Down jacket, blue", "");
        for listing in world.look().listings.values_mut() {
            listing.view.attributes.push(Attribute { name: name.into(), value: value.into() });
        }
        let stored = decided(&world, &sample::complaint(1, [0])).await;
        assert_eq!(stored.case.record.as_ref().unwrap().inputs.get(), Some(seen), "{name}: {value}");
        assert_eq!(question(&stored), Some(asked), "{name}: {value}");
    }
}

#[tokio::test]
async fn compiled_marks_are_used_and_damaged_ones_do_no_harm() {
    let world = listed("NORTHLIGHT jacket", "");
    world.look().marks = Some(b"damaged".to_vec());
    assert!(is_accepted(&decided(&world, &sample::complaint(1, [0])).await));
    let world = listed("NORTHLIGHT jacket", "");
    app::compile_marks(&world, &world, &world).await.unwrap();
    assert!(is_accepted(&decided(&world, &sample::complaint(1, [0])).await));
    assert!(world.look().calls.contains(&"marks.read"));
}

#[tokio::test]
async fn goods_outside_the_rights_classes_are_for_a_person() {
    let world = sample::world(1);
    world.look().listings.values_mut().for_each(|listing| listing.view.classes = vec![9]);
    let stored = decided(&world, &sample::complaint(1, [0])).await;
    assert_eq!(question(&stored), Some(Question::GoodsDiffer));
}

#[tokio::test]
async fn a_seller_whom_the_owner_allows_is_left_alone_until_that_ends() {
    for (until, declined) in [(None, true), (Some(jiff::civil::date(2026, 11, 1)), false)] {
        let world = sample::world(1);
        let mut right = sample::right();
        let marketplace: case::MarketplaceId = "demo".parse().unwrap();
        let seller = world.seller("seller-1");
        right.allow_seller(AuthorisedSeller { marketplace, seller, until, note: String::new() }).unwrap();
        world.look().rights.insert(right.right.clone(), right);
        let stored = decided(&world, &sample::complaint(1, [0])).await;
        let State::Declined { decline } = &stored.case.state else {
            assert!(!declined && is_accepted(&stored));
            continue;
        };
        assert!(declined && decline.code == DeclineCode::Authorised);
    }
}

/// A complaint of another owner under its right in the same words, about the same listing.
pub(crate) fn rival(world: &World, number: u128) -> Complaint {
    const RIVAL: &str = "brand@other.example";
    let mut right = sample::right();
    right.right = case::RightRef::new(case::RightKind::Trademark, "EM", "018999002").unwrap();
    right.holders = vec![world.party(RIVAL)];
    right.account = None;
    let mut complaint = sample::complaint(number, [0]);
    right.right.number().clone_into(&mut complaint.right.number);
    RIVAL.clone_into(&mut complaint.complainant.email);
    complaint.party = world.party(RIVAL).to_string();
    "mail".clone_into(&mut complaint.proof);
    world.look().rights.insert(right.right.clone(), right);
    complaint
}

pub(crate) fn says(world: &World, title: &str) {
    world.look().listings.values_mut().for_each(|listing| title.clone_into(&mut listing.view.title));
}

#[tokio::test]
async fn a_complaint_about_a_listing_that_waits_under_another_owners_right_in_the_same_sign_waits_too() {
    let world = listed("Down jacket, blue", "By NORTHLIGHT");
    let first = decided(&world, &sample::complaint(1, [0])).await;
    assert_eq!(question(&first), Some(Question::MarkUnclear));
    says(&world, "NORTHLIGHT jacket");
    let second = decided(&world, &rival(&world, 2)).await;
    assert_eq!(question(&second), Some(Question::Conflict));
    assert_eq!(second.case.record.as_ref().unwrap().inputs.get(), Some(ConflictInput::Open));

    // One that withdraws and files again finds the other one still waiting.
    change(&world, second, &Actor::Complainant, &[Command::Withdraw], world.now()).await.unwrap();
    let third = decided(&world, &rival(&world, 3)).await;
    assert_eq!(question(&third), Some(Question::Conflict));

    // Once that is decided it is in dispute no more, though a person is still to see to its letters: what is on record is
    // that a person has declined the same.
    let ada = Actor::Reviewer("ada".parse().unwrap());
    let decline = Command::Decline { code: DeclineCode::NoInfringement, note: None };
    let first = change(&world, first, &ada, &[decline], world.now()).await.unwrap().stored;
    let refused: Vec<Command> =
        first.case.letters.iter().map(|it| Command::WithholdLetter(*it, Withheld::Refused)).collect();
    let first = change(&world, first, &Actor::Machine, &refused, world.now()).await.unwrap().stored;
    assert_eq!(first.case.desk_queue(), Some(DeskQueue::UnsentLetter));
    change(&world, third, &Actor::Complainant, &[Command::Withdraw], world.now()).await.unwrap();
    let fourth = decided(&world, &rival(&world, 4)).await;
    assert_eq!(question(&fourth), Some(Question::DecidedBefore));
    assert_eq!(fourth.case.record.unwrap().inputs.get(), Some(ConflictInput::None));
}

#[tokio::test]
async fn who_waits_under_a_mark_of_ones_own_shields_no_listing() {
    let world = listed("NORTHLIGHT jacket by Seawarden", "");
    let mut own = rival(&world, 1);
    Claim::ParallelImport.code().clone_into(&mut own.claim);
    world.look().rights.values_mut().filter(|it| it.account.is_none()).for_each(|right| {
        "SEAWARDEN".clone_into(&mut right.title);
        right.names.clear();
    });
    let waiting = decided(&world, &own).await;
    assert_eq!(waiting.case.state.code(), "at_desk");
    // The other name in the title leaves it to a person, and no dispute does.
    let complained = decided(&world, &sample::complaint(2, [0])).await;
    assert_eq!(complained.case.record.unwrap().inputs.get(), Some(ConflictInput::None));
}

#[tokio::test]
async fn two_of_one_batch_see_each_other() {
    let world = listed("Down jacket, blue", "By NORTHLIGHT");
    let rival = rival(&world, 2);
    for complaint in [&sample::complaint(1, [0]), &rival] {
        app::filing::file(&world, &world, &world, &IdentifiedComplaint::read(complaint).unwrap())
            .await
            .unwrap();
    }
    run(&world).await;
    let inner = world.look();
    let conflicts = inner.cases.values().filter(|it| question(it) == Some(Question::Conflict)).count();
    assert_eq!(conflicts, 1);
}

#[tokio::test]
async fn nobody_shields_a_listing_by_complaining_of_it() {
    let world = sample::world(1);
    let mut junk = sample::complaint(1, [0]);
    "000000001".clone_into(&mut junk.right.number);
    "seller@shop.example".clone_into(&mut junk.complainant.email);
    "link".clone_into(&mut junk.proof);
    assert_eq!(question(&decided(&world, &junk).await), Some(Question::UnregisteredRight));
    assert!(is_accepted(&decided(&world, &sample::complaint(2, [0])).await));
}

#[tokio::test]
async fn a_complaint_without_a_plausible_match_holds_nobody_up() {
    let world = listed("Down jacket, blue", "");
    assert_eq!(question(&decided(&world, &rival(&world, 1)).await), Some(Question::MarkUnclear));
    says(&world, "NORTHLIGHT jacket");
    assert!(is_accepted(&decided(&world, &sample::complaint(2, [0])).await));
}

#[tokio::test]
async fn a_complaint_that_mends_a_declined_one_has_its_place() {
    let world = sample::world(1);
    world.look().rights.values_mut().for_each(|right| right.territories.clear());
    let declined = decided(&world, &sample::complaint(1, [0])).await;
    assert!(matches!(declined.case.state, State::Declined { .. }));
    world.pass(SignedDuration::from_hours(30));
    world.look().rights.insert(sample::right().right, sample::right());
    let mut corrected = sample::complaint(2, [0]);
    corrected.filed_at = world.now().to_string();
    corrected.priority_at = declined.case.priority_at().to_string();
    let corrected = decided(&world, &corrected).await;
    assert!(is_accepted(&corrected));
    assert_eq!(corrected.case.priority_at(), declined.case.filed_at);
    assert!(corrected.case.filed_at > corrected.case.priority_at());
}

#[tokio::test]
async fn the_same_input_is_declined_with_the_same_code() {
    let mut codes = Vec::new();
    for number in [1, 2] {
        let world = sample::world(1);
        world.look().rights.values_mut().for_each(|right| right.territories.clear());
        let stored = decided(&world, &sample::complaint(number, [0])).await;
        let State::Declined { decline } = stored.case.state else { panic!("not declined") };
        codes.push((decline.code, stored.case.record.unwrap().inputs));
    }
    assert_eq!(codes[0], codes[1]);
}

fn party() -> PartyRecord {
    PartyRecord::new(Participant::Complainant(Owner::Party(sample::HOLDER_ID)))
}

#[tokio::test]
async fn a_members_first_complaint_of_many_listings_is_acted_on_at_once() {
    let world = sample::world(12);
    // The complainant belongs to an account: it is the account that stands in the programme.
    let mut record = PartyRecord::new(Participant::Complainant(Owner::Account(sample::account().id)));
    for scope in [Scope::Overall, Scope::Claim(Claim::Counterfeit)] {
        let event = programme::MembershipEvent::Entered { scope, tally: Tally::default() };
        record.happened(MembershipRecorded { at: world.now(), rules: RuleSetName::Honest, event }).unwrap();
    }
    world.look().parties.insert(record.subject, record);
    let stored = decided(&world, &sample::complaint(1, 0..12)).await;
    assert!(is_accepted(&stored), "{:?}", stored.case.state);

    // It does not stand in for the mark.
    let bare = sample::world(1);
    bare.look().parties.clone_from(&world.look().parties);
    says(&bare, "Down jacket, blue");
    let stored = decided(&bare, &sample::complaint(1, [0])).await;
    assert_eq!(question(&stored), Some(Question::MarkUnclear));

    // An account secret proves the brand, not the member's address that is typed beside it.
    world.look().rights.values_mut().for_each(|right| right.holders.clear());
    let mut typed = sample::complaint(2, 0..12);
    Claim::TrademarkMisuse.code().clone_into(&mut typed.claim);
    let stored = decided(&world, &typed).await;
    assert_eq!(question(&stored), Some(Question::NewComplainant));
}

#[tokio::test]
async fn a_suspended_complainants_complaint_is_declined_and_says_so() {
    let world = sample::world(1);
    let mut record = party();
    let (now, ada) = (world.now(), case::Decider::Reviewer("ada".parse().unwrap()));
    let finding = |day: i64| MisuseFinding {
        pattern: Pattern::UnfoundedComplaints,
        figures: Figures { hits: 20, of: 30, harmed: 10, hours_down: 100, knowing: 5 },
        first: now - SignedDuration::from_hours(24 * (day + 10)),
        last: now - SignedDuration::from_hours(24 * day),
    };
    for (days_ago, event) in [
        (40, MisuseEvent::Noticed(finding(41))),
        (40, MisuseEvent::Warned { finding: finding(41), by: ada.clone() }),
        (40, MisuseEvent::Told { of: 1, by: case::Decider::Machine }),
        (1, MisuseEvent::Noticed(finding(2))),
        (
            1,
            MisuseEvent::Suspended {
                finding: finding(2),
                until: now + SignedDuration::from_hours(24 * 29),
                by: ada.clone(),
            },
        ),
        (1, MisuseEvent::Told { of: 4, by: ada.clone() }),
    ] {
        let at = now - SignedDuration::from_hours(24 * days_ago);
        record.record_misuse(MisuseRecorded { at, event }).unwrap();
    }
    world.look().parties.insert(record.subject, record);
    let stored = decided(&world, &sample::complaint(1, [0])).await;
    let State::Declined { decline } = &stored.case.state else { panic!("{:?}", stored.case.state) };
    assert_eq!(decline.code, DeclineCode::ComplainantSuspended);
}

#[tokio::test]
async fn an_operators_rules_decide_once_they_are_stored() {
    let world = sample::world(1);
    let mut rules =
        RuleSet { number: FIRST_OF_OPERATOR, ..contract::rules::of_this_program().unwrap().pop().unwrap() };
    rules.rules.iter_mut().find(|rule| rule.code == "well_founded").unwrap().mode = Mode::Shadow;
    world.look().rule_sets.insert(rules.number, rules);
    let stored = decided(&world, &sample::complaint(1, [0])).await;
    assert_eq!(question(&stored), Some(Question::NothingCompared));
    assert_eq!(stored.case.record.unwrap().rules, FIRST_OF_OPERATOR);
}

#[tokio::test]
async fn an_operators_rule_pauses_what_only_a_title_shows() {
    let mut rules =
        RuleSet { number: FIRST_OF_OPERATOR, ..contract::rules::of_this_program().unwrap().pop().unwrap() };
    rules.rules.iter_mut().find(|rule| rule.code == "well_founded").unwrap().then = Verdict::Pause;
    for (rules, measure) in [(Some(rules), case::Measure::Pause), (None, case::Measure::Removal)] {
        let world = sample::world(1);
        world.look().rule_sets.extend(rules.map(|rules| (rules.number, rules)));
        let stored = decided(&world, &sample::complaint(1, [0])).await;
        assert!(is_accepted(&stored), "{:?}", stored.case.state);
        assert_eq!(stored.case.state.decision().map(|it| it.measure), Some(measure));
    }
}

#[tokio::test]
async fn a_blind_review_is_by_somebody_who_decided_nothing_and_counts_once() {
    let world = sample::world(1);
    let stored = decided(&world, &sample::complaint(1, [0])).await;
    let (ada, bob) = (Actor::Reviewer("ada".parse().unwrap()), Actor::Reviewer("bob".parse().unwrap()));
    let blind_review = Command::BlindReview { accept: false };
    let stored = change(&world, stored, &ada, &[blind_review], world.now()).await.unwrap().stored;
    assert_eq!(stored.case.blind_review, Some(false));
    assert!(is_accepted(&stored), "a blind review changes nothing by itself");
    let again =
        change(&world, stored, &bob, &[Command::BlindReview { accept: true }], world.now()).await.unwrap();
    assert_eq!((again.events, again.stored.case.blind_review), (0, Some(false)));
}
