//! What rules looked at, as it is written down and read again.

use case::{
    Command, Comparison, DecisionInputs, GuardCode, ListingInput, MarkInput, PictureInput, Pictures, Place,
};

use crate::courses::{MACHINE, after, filed};

#[test]
fn a_later_value_takes_the_place_of_an_earlier_one() {
    let inputs = DecisionInputs::default().with(ListingInput::Visible).with(MarkInput::Act);
    assert_eq!(inputs.to_string(), "listing=visible mark=act");
    let inputs = inputs.with(ListingInput::Gone);
    assert_eq!(inputs.to_string(), "mark=act listing=gone");
    assert_eq!((inputs.get(), inputs.get()), (Some(ListingInput::Gone), Some(MarkInput::Act)));
    assert_eq!(inputs.get::<PictureInput>(), None);
}

#[test]
fn inputs_are_pairs_of_short_words_each_named_once() {
    let pairs = |n: usize| (0..n).map(|n| format!("a{n}=b")).collect::<Vec<_>>().join(" ");
    let long = "a".repeat(32);
    for kept in ["", "a=b", "a=b c=b", "a_1=b_2", &format!("{long}=b"), &format!("a={long}"), &pairs(64)] {
        assert_eq!(kept.parse::<DecisionInputs>().unwrap().to_string(), kept);
    }
    for wrong in [
        " ",
        "a",
        "a=",
        "=b",
        "a=b=c",
        "A=b",
        "a=B",
        "a-b=c",
        "a=b-c",
        "a=b  c=d",
        "a=b a=c",
        &format!("{long}a=b"),
        &format!("a={long}a"),
        &pairs(65),
    ] {
        assert!(wrong.parse::<DecisionInputs>().is_err(), "{wrong}");
    }
}

#[test]
fn what_a_listing_says_is_told_apart_from_where_it_says_it() {
    for (code, said, place) in [
        ("second_hand", "second_hand", Place::Title),
        ("second_hand_in_attributes", "second_hand", Place::Attributes),
        ("second_hand_in_text", "second_hand", Place::Text),
    ] {
        let guard: GuardCode = code.parse().unwrap();
        assert_eq!(guard.parts(), (said, place));
        assert_eq!(format!("{said}{}", place.suffix()), code);
    }
}

#[test]
fn pictures_are_compared_once_there_is_a_result() {
    let result = PictureInput::Same;
    let comparison = Comparison { version: "1".into(), result, compared: 1, left_out: 0, nearest: None };
    let asked = after(filed(), [(MACHINE, Command::AskPictures { version: "1".into() })]);
    assert_eq!((Pictures::NotAsked.comparison(), asked.0.pictures.comparison()), (None, None));
    let compared = after(asked, [(MACHINE, Command::ComparePictures(comparison.clone()))]);
    assert_eq!(compared.0.pictures.comparison(), Some(&comparison));
}
