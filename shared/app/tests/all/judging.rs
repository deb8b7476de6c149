//! What is looked up for a decision, and up to when it counts.

use std::sync::Arc;

use app::filing::IdentifiedComplaint;
use app::judging::{SeenListing, declined_before, look_up, seller_of};
use app::rules::deciding_rules;
use app::trial::{Trial, TrialBy};
use case::{
    AuthorityInput, Case, Command, ConflictInput, CureInput, DecisionInputs, DeclineCode, EarlierInput,
    Filing, HistoryInput, ListingInput, Proof, Question, RightRef, SizeInput,
};
use jiff::SignedDuration;
use policy::programme::{RuleSetName, rule_set};
use port::{ListingAnswer, ListingView, PartyRecord};
use register::Right;
use testkit::sample;
use testkit::world::World;

use super::desk::{at_desk, decide, machine};
use super::trial::{trial, tried};

fn view(world: &World, number: usize) -> ListingView {
    world.look().listings[&sample::listing(number).to_string()].view.clone()
}

/// What was recorded of a case that is judged so long after it was filed.
async fn inputs_of(world: &World, case: &Case, visible: bool, after: SignedDuration) -> DecisionInputs {
    let (rules, now) = (Arc::new(deciding_rules(world).await.unwrap()), case.filed_at + after);
    let looked_up = look_up(world, &[case], rules, Arc::new(None), now).await.unwrap();
    let answer = ListingAnswer::Found(ListingView { visible, ..view(world, 0) });
    let seen = SeenListing { answer, seller: None };
    let programme = rule_set(RuleSetName::Honest);
    looked_up.judge(world, &programme, case, Some(&seen), now).await.unwrap().record.inputs
}

#[tokio::test]
async fn a_hidden_listing_counts_as_such_for_so_long_and_an_edited_one_so_often() {
    let (world, id) = at_desk().await;
    let case = world.look().cases[&id].case.clone();
    let (at_once, moment) = (SignedDuration::ZERO, SignedDuration::from_millis(1));
    for (edits, visible, after, expected) in [
        (policy::MOST_EDITS - 1, true, at_once, ListingInput::Visible),
        (policy::MOST_EDITS, true, at_once, ListingInput::Unsettled),
        (policy::MOST_EDITS, false, at_once, ListingInput::Hidden),
        (0, false, policy::HIDDEN_FOR - moment, ListingInput::Hidden),
        (0, false, policy::HIDDEN_FOR, ListingInput::LongHidden),
    ] {
        let case = Case { edits, ..case.clone() };
        let seen = inputs_of(&world, &case, visible, after).await;
        assert_eq!(seen.get(), Some(expected), "{edits} edits, visible {visible}, after {after}");
    }
}

#[test]
fn whose_listing_the_public_cannot_see_is_not_known_by_it() {
    let world = sample::world(1);
    let (listing, shown) = (sample::listing(0), view(&world, 0));
    let hidden = ListingView { visible: false, ..shown.clone() };
    let of = |answer| seller_of(&listing, &answer);
    let seller = case::Subject::of_seller(&listing.marketplace, sample::SELLER_NAME);
    assert_eq!(of(ListingAnswer::Found(shown)), Some(seller));
    assert_eq!(of(ListingAnswer::Found(hidden)), None);
    assert_eq!(of(ListingAnswer::Gone), None);
}

#[tokio::test]
async fn a_members_address_beside_the_secret_acts_for_the_account_and_a_former_members_does_not() {
    let world = sample::world(1);
    // The account alone holds the right.
    world.look().rights.values_mut().for_each(|right| right.holders.clear());
    let by = TrialBy::Account(sample::account().id);
    let trial = Trial { by, proof: Some(Proof::AccountSecret), ..trial() };
    let authority = async || tried(&world, &trial).await.unwrap().judged.record.inputs.get();
    assert_eq!(authority().await, Some(AuthorityInput::OnFile));
    let until = world.look().now;
    let members = |account: &mut port::Account| account.members[0].until = Some(until);
    world.look().accounts.values_mut().for_each(members);
    assert_eq!(authority().await, Some(AuthorityInput::AccountSecret), "it says nothing of the address");
}

#[tokio::test]
async fn complaints_of_someone_new_are_counted_together_until_they_are_thirty_days_old() {
    let most = usize::from(policy::MANY_LISTINGS);
    let world = sample::world(most + 1);
    for number in 0..most {
        let complaint = sample::complaint(number as u128 + 1, [number]);
        let complaint = IdentifiedComplaint::read(&complaint).unwrap();
        app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    }
    let trial = Trial { listing: sample::listing(most), ..trial() };
    let size = async || tried(&world, &trial).await.unwrap().judged.record.inputs.get();
    world.pass(policy::LATELY - SignedDuration::from_secs(1));
    assert_eq!(size().await, Some(SizeInput::Many));
    world.pass(SignedDuration::from_secs(1));
    assert_eq!(size().await, Some(SizeInput::Few));
}

#[tokio::test]
async fn one_complaint_of_more_than_twenty_listings_is_of_many_as_well() {
    let (world, id) = at_desk().await;
    let case = world.look().cases[&id].case.clone();
    let many = policy::MANY_LISTINGS;
    for (listings, size) in [(1, SizeInput::Few), (many, SizeInput::Few), (many + 1, SizeInput::Many)] {
        let case = Case { filing: Filing { listings, ..case.filing.clone() }, ..case.clone() };
        let seen = inputs_of(&world, &case, true, SignedDuration::ZERO).await;
        assert_eq!(seen.get(), Some(size), "{listings} listings");
    }
}

#[tokio::test]
async fn who_has_one_takedown_less_than_is_needed_is_still_new() {
    let most = policy::MOST_OF_NEW;
    for (taken_down, history) in
        [(0, HistoryInput::New), (most - 1, HistoryInput::New), (most, HistoryInput::Known)]
    {
        let world = sample::world_of_known(1);
        let tallies = |record: &mut PartyRecord| {
            let standing = record.standing.as_mut().unwrap();
            standing.tallies.values_mut().for_each(|it| it.all.taken_down = taken_down);
        };
        world.look().parties.values_mut().for_each(tallies);
        let inputs = tried(&world, &trial()).await.unwrap().judged.record.inputs;
        assert_eq!(inputs.get(), Some(history), "{taken_down} takedowns");
    }
}

#[tokio::test]
async fn evidence_is_a_cure_only_in_a_complaint_that_comes_again() {
    let (world, id) = at_desk().await;
    let cure = async |evidence| {
        tried(&world, &Trial { evidence, ..trial() }).await.unwrap().judged.record.inputs.get()
    };
    // The first is of a person, this is of the account: it comes after nothing.
    assert_eq!(cure(true).await, Some(CureInput::None));
    let mut complaint = sample::complaint(2, [0]);
    complaint.account = sample::account().id.to_string();
    let complaint = IdentifiedComplaint::read(&complaint).unwrap();
    let filed = app::filing::file(&world, &world, &world, &complaint).await.unwrap().opened.unwrap();
    assert_ne!(filed.case, id);
    machine(&world, filed.case, Command::AskDesk { question: Question::WhoComplains }).await;
    let decline = app::desk::Decision::Decline { code: DeclineCode::NoInfringement, note: sample::note() };
    decide(&world, filed.case, decline, "ada").await.unwrap();
    assert_eq!((cure(false).await, cure(true).await), (Some(CureInput::None), Some(CureInput::Document)));
}

#[tokio::test]
async fn what_a_person_declined_binds_the_same_owner_under_another_right() {
    let (world, id) = at_desk().await;
    let decline = app::desk::Decision::Decline { code: DeclineCode::NoInfringement, note: sample::note() };
    decide(&world, id, decline, "ada").await.unwrap();
    let right = RightRef::new(case::RightKind::Trademark, "EM", "018999003").unwrap();
    let other =
        Right { right: right.clone(), title: "SEAWARDEN".to_owned(), names: vec![], ..sample::right() };
    world.look().rights.insert(right.clone(), other);
    let inputs = tried(&world, &Trial { right, ..trial() }).await.unwrap().judged.record.inputs;
    assert_eq!((inputs.get(), inputs.get()), (Some(EarlierInput::Declined), Some(ConflictInput::None)));
}

#[tokio::test]
async fn the_cases_in_which_a_person_declined_the_same_are_named_and_none_names_itself() {
    let (world, id) = at_desk().await;
    let again = async |number| {
        let complaint = IdentifiedComplaint::read(&sample::complaint(number, [0])).unwrap();
        let filed = app::filing::file(&world, &world, &world, &complaint).await.unwrap();
        world.look().cases[&filed.opened.unwrap().case].case.clone()
    };
    let before = async |case: &Case| {
        let found = declined_before(&world, case).await.unwrap();
        found.into_iter().map(|stored| stored.case.id).collect::<Vec<_>>()
    };
    let decline = app::desk::Decision::Decline { code: DeclineCode::NoInfringement, note: sample::note() };
    decide(&world, id, decline, "ada").await.unwrap();
    let second = again(2).await;
    assert_ne!(second.id, id);
    assert_eq!(before(&second).await, [id]);
    let first = world.look().cases[&id].case.clone();
    assert_eq!(before(&first).await, []);
}
