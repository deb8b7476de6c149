//! What is looked up for a decision, and up to when it counts.

use std::sync::Arc;

use app::filing::IdentifiedComplaint;
use app::judging::{SeenListing, declined_before, look_up, seller_of};
use app::rules::deciding_rules;
use app::trial::{Trial, TrialBy};
use case::{
    AuthorityInput, Case, ConflictInput, DeclineCode, EarlierInput, ListingInput, Proof, RightRef, SizeInput,
};
use jiff::SignedDuration;
use policy::programme::{RuleSetName, rule_set};
use port::{ListingAnswer, ListingView};
use register::Right;
use testkit::sample;
use testkit::world::World;

use super::desk::{at_desk, decide};
use super::trial::{trial, tried};

fn view(world: &World, number: usize) -> ListingView {
    world.look().listings[&sample::listing(number).to_string()].view.clone()
}

/// How the listing of a case was recorded that is judged so long after it was filed.
async fn listing_of(world: &World, case: &Case, visible: bool, after: SignedDuration) -> ListingInput {
    let (rules, now) = (Arc::new(deciding_rules(world).await.unwrap()), case.filed_at + after);
    let looked_up = look_up(world, &[case], rules, Arc::new(None), now).await.unwrap();
    let answer = ListingAnswer::Found(ListingView { visible, ..view(world, 0) });
    let seen = SeenListing { answer, seller: None };
    let programme = rule_set(RuleSetName::Honest);
    let judged = looked_up.judge(world, &programme, case, Some(&seen), now).await.unwrap();
    judged.record.inputs.get().unwrap()
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
        let seen = listing_of(&world, &case, visible, after).await;
        assert_eq!(seen, expected, "{edits} edits, visible {visible}, after {after}");
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
