//! When words and pictures of a listing are compared with those of a right, and where a copy is found.

use app::trial::Trial;
use case::{Claim, CopiedText, Digest, Place, RightKind, RightRef, TextInput};
use port::{Attribute, ListedPicture};
use register::Right;
use register::right::{PictureRole, RightPicture, RightStatus, RightText};
use testkit::sample;
use testkit::world::World;

use super::trial::{trial, tried};

const WORDS: &str = "Our lamp is cut from one piece of beech that grew on the northern slope, where winters are long \
    and the rings lie close; we dry it for two years under the roof of the old mill before Ada turns it by hand \
    and rubs it with wax from the hives beside the river";

fn work() -> RightRef {
    RightRef::new(RightKind::Copyright, "XX", "5eaf00d5eaf00d5eaf00d5eaf00d5eaf").unwrap()
}

/// A world with a listing that has a picture, and a work beside the mark.
fn world(work_is: RightStatus) -> World {
    let world = sample::world(1);
    let text = text::print(WORDS.as_bytes()).unwrap();
    let text = RightText {
        digest: Digest::of(WORDS.as_bytes()),
        words: text.words,
        runs: text.runs,
        by: "ada".parse().unwrap(),
        added_at: jiff::Timestamp::UNIX_EPOCH,
    };
    let right = Right { right: work(), status: work_is, form: None, texts: vec![text], ..sample::right() };
    world.look().rights.insert(work(), right);
    let picture = ListedPicture { id: "1".parse().unwrap(), digest: None };
    world.look().listings.values_mut().for_each(|it| it.view.pictures = vec![picture.clone()]);
    world
}

fn of_work() -> Trial {
    Trial { right: work(), claim: Claim::Copyright, ..trial() }
}

#[tokio::test]
async fn where_a_copied_text_stands_is_recorded() {
    let passage = WORDS.split(' ').take(25).collect::<Vec<_>>().join(" ");
    for (place, shown, seen) in [
        (Place::Title, WORDS, TextInput::Same),
        (Place::Text, WORDS, TextInput::Same),
        (Place::Attributes, WORDS, TextInput::Same),
        (Place::Text, &passage, TextInput::Near),
    ] {
        let world = world(RightStatus::Registered);
        for listing in world.look().listings.values_mut() {
            let shown = shown.to_owned();
            match place {
                Place::Title => listing.view.title = shown,
                Place::Text => listing.view.text = shown,
                Place::Attributes => {
                    listing.view.attributes = vec![Attribute { name: "About".to_owned(), value: shown }];
                }
            }
        }
        let record = tried(&world, &of_work()).await.unwrap().judged.record;
        let CopiedText { text, place: found, .. } = record.copied.unwrap();
        assert_eq!((text, found), (Digest::of(WORDS.as_bytes()), Some(place)));
        assert_eq!(record.inputs.get(), Some(seen), "{place:?}");
    }
}

#[tokio::test]
async fn pictures_are_compared_for_a_work_that_is_in_force_or_that_no_office_registers() {
    for (status, compared) in [
        (RightStatus::Registered, true),
        (RightStatus::Unregistered, true),
        (RightStatus::Pending, false),
        (RightStatus::Ended, false),
    ] {
        let judged = tried(&world(status), &of_work()).await.unwrap().judged;
        assert_eq!(judged.compare_first.is_some(), compared, "{status:?}");
    }
}

#[tokio::test]
async fn pictures_are_compared_for_a_mark_on_goods_whose_owner_handed_in_what_to_look_for() {
    let claim = Trial { claim: Claim::MarkOnGoods, ..trial() };
    for (role, status, compared) in [
        (None, RightStatus::Registered, false),
        (Some(PictureRole::Mark), RightStatus::Registered, true),
        (Some(PictureRole::Mark), RightStatus::Pending, false),
    ] {
        let world = world(RightStatus::Registered);
        let picture = |role| RightPicture {
            digest: Digest::of(b"picture"),
            role,
            hash: [7; 32],
            quality: 100,
            by: "ada".parse().unwrap(),
            added_at: jiff::Timestamp::UNIX_EPOCH,
        };
        for right in world.look().rights.values_mut() {
            right.status = status;
            right.pictures = role.map(picture).into_iter().collect();
        }
        let judged = tried(&world, &claim).await.unwrap().judged;
        assert_eq!(judged.compare_first.is_some(), compared, "{role:?} {status:?}");
    }
}
