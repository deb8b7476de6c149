//! How a listing names the mark, and what it says of its goods: as it is recorded, and shown to a reviewer.

use app::compile_marks;
use case::{MarkInput, SellerInput};
use jiff::civil::date;
use policy::rules::Verdict;
use port::Attribute;
use register::right::AuthorisedSeller;
use testkit::sample;
use testkit::world::World;

use super::trial::{trial, tried};

/// Title, text, and attributes.
type Shown<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

fn show(world: &World, (title, text, attributes): Shown<'_>) {
    let attribute =
        |(name, value): &(&str, &str)| Attribute { name: (*name).to_owned(), value: (*value).to_owned() };
    for listing in world.look().listings.values_mut() {
        listing.view.title = title.to_owned();
        listing.view.text = text.to_owned();
        listing.view.attributes = attributes.iter().map(attribute).collect();
    }
}

/// How the mark is named by a listing that shows this, by which operation it was found, and what keeps it from counting.
async fn named(world: &World, shown: Shown<'_>) -> (MarkInput, Option<String>, String) {
    show(world, shown);
    let record = tried(world, &trial()).await.unwrap().judged.record;
    let guards: Vec<String> = record.guards.iter().map(ToString::to_string).collect();
    (record.inputs.get().unwrap(), record.found_by.map(|it| it.to_string()), guards.join(" "))
}

#[tokio::test]
async fn a_mark_acts_only_in_a_title_that_nothing_beside_it_qualifies() {
    let world = sample::world(1);
    let title = "NORTHLIGHT jacket";
    for (shown, mark, guards) in [
        ((title, "", &[][..]), MarkInput::Act, ""),
        ((title, "Condition: used", &[]), MarkInput::Desk, "second_hand_in_text"),
        ((title, "", &[("Condition", "used")]), MarkInput::Desk, "second_hand_in_attributes"),
        // What is said twice is recorded once, from where it weighs most.
        ((title, "Condition: used", &[("Condition", "used")]), MarkInput::Desk, "second_hand_in_attributes"),
        (("Used NORTHLIGHT jacket", "Condition: used", &[]), MarkInput::Desk, "second_hand"),
        ((title, "Patches for NORTHLIGHT jackets.", &[]), MarkInput::Note, "nominative_in_text"),
        // A title is read whole, a description is not.
        (("NORTHLIGHT", "", &[]), MarkInput::Desk, "goods_unnamed"),
        (("A warm jacket", "NORTHLIGHT", &[]), MarkInput::Desk, ""),
        (("A warm jacket", "NORTHLIGHT jacket", &[]), MarkInput::Desk, ""),
    ] {
        let (found, _, said) = named(&world, shown).await;
        assert_eq!((found, said.as_str()), (mark, guards), "{shown:?}");
    }
}

#[tokio::test]
async fn of_several_names_the_one_counts_that_leads_furthest_and_then_the_nearest() {
    let world = sample::world(1);
    for (attributes, found_by) in [
        ([("Brand", "NORTHLIGHT"), ("Maker", "N0RTHL1GHT")], "exact"),
        ([("Brand", "N0RTHL1GHT"), ("Maker", "NORTHLIGHT")], "exact"),
        // What only says what the goods fit leads to nothing.
        ([("Brand", "N0RTHL1GHT"), ("Use", "patch for NORTHLIGHT jackets")], "leet"),
    ] {
        let (_, found, said) = named(&world, ("A warm jacket", "", &attributes)).await;
        assert_eq!(found.as_deref(), Some(found_by), "{attributes:?}: {said}");
    }
}

#[tokio::test]
async fn a_name_that_the_right_has_lost_since_the_marks_were_compiled_is_not_found() {
    let world = sample::world(1);
    world.look().rights.values_mut().for_each(|right| right.names = vec!["SEAWARDEN".to_owned()]);
    compile_marks(&world, &world, &world).await.unwrap();
    let shown = ("SEAWARDEN jacket", "", &[][..]);
    assert_eq!(named(&world, shown).await.1.as_deref(), Some("alias"));
    world.look().rights.values_mut().for_each(|right| right.names.clear());
    let (mark, found_by, _) = named(&world, shown).await;
    assert_eq!((mark, found_by), (MarkInput::Absent, None));
    assert_eq!(named(&world, ("NORTHLIGHT jacket", "", &[])).await.0, MarkInput::Act);
}

#[tokio::test]
async fn an_owner_allows_a_seller_its_own_goods_and_no_imitations() {
    let world = sample::world(1);
    let allowed = AuthorisedSeller {
        marketplace: sample::marketplace().id,
        seller: world.seller(sample::SELLER_NAME),
        until: Some(date(2026, 11, 2)),
        note: String::new(),
    };
    let allow = |right: &mut register::Right| right.allow_seller(allowed.clone()).unwrap();
    world.look().rights.values_mut().for_each(allow);
    for (shown, seller) in [
        (("NORTHLIGHT jacket", "", &[][..]), SellerInput::Authorised),
        (("NORTHLIGHT jacket", "Not a replica.", &[]), SellerInput::Authorised),
        (("Jacket, not NORTHLIGHT", "", &[]), SellerInput::OtherGoods),
        (("Jacket inspired by NORTHLIGHT", "", &[]), SellerInput::OtherGoods),
        (("NORTHLIGHT replica jacket", "", &[]), SellerInput::OtherGoods),
        (("NORTHLIGHT jacket", "It is a replica.", &[]), SellerInput::OtherGoods),
        (("NORTHLIGHT jacket", "", &[("Kind", "replica")]), SellerInput::OtherGoods),
    ] {
        show(&world, shown);
        let judged = tried(&world, &trial()).await.unwrap().judged;
        assert_eq!(judged.record.inputs.get(), Some(seller), "{shown:?}");
        assert_ne!(judged.verdict, Verdict::Accept, "{shown:?}");
    }
}
