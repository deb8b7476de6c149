//! What offices' records change in the register, and what they leave.

use ::register::right::{LONGEST_TEXT, MOST_OTHERS, MarkForm};
use app::register::{Import, ImportError, Imported, import};
use case::{PartyId, RightRef};
use jiff::SignedDuration;
use offices::OfficeRecord;
use port::WallClock as _;
use testkit::sample;
use testkit::world::World;

use super::register::{mark, stored};

/// The office's record of the sample's mark, as a table has it.
fn record(form: MarkForm) -> (RightRef, OfficeRecord) {
    let table = "kind,office,number,title,form,owner,status,expires on,classes,territories\n\
        trademark,EM,018999001,NORTHLIGHT,word,Northlight,Registered,2033-05-01,18;25,EU\n";
    let record = offices::read(table.as_bytes()).unwrap().pop().unwrap();
    (record.right().unwrap(), OfficeRecord { form, ..record })
}

async fn imported(world: &World, form: MarkForm, with: &Import) -> Result<Imported, ImportError> {
    import(world, vec![record(form)], with, world.now()).await
}

#[tokio::test]
async fn a_new_right_gets_the_account_that_is_given_and_one_that_is_there_keeps_its_own() {
    let world = sample::world(0);
    world.look().rights.clear();
    let account = Some(sample::account().id);
    let with = Import { account, holders: vec![sample::HOLDER_ID], owner: None };
    imported(&world, MarkForm::Word, &with).await.unwrap();
    assert_eq!((stored(&world).account, stored(&world).holders), (account, vec![sample::HOLDER_ID]));
    let done = imported(&world, MarkForm::Word, &Import::default()).await.unwrap();
    assert_eq!(done, Imported { unchanged: 1, ..Imported::default() });
    assert_eq!(stored(&world).account, account);
}

#[tokio::test]
async fn the_same_record_read_on_a_later_day_changes_nothing() {
    let world = World::new();
    imported(&world, MarkForm::Word, &Import::default()).await.unwrap();
    let before = stored(&world);
    world.pass(SignedDuration::from_hours(24));
    let done = imported(&world, MarkForm::Word, &Import::default()).await.unwrap();
    assert_eq!((done, stored(&world)), (Imported { unchanged: 1, ..Imported::default() }, before));
}

#[tokio::test]
async fn the_form_is_the_offices_unless_the_office_says_nothing_of_it() {
    for (on_file, read, now) in [
        (Some(MarkForm::Word), MarkForm::Combined, MarkForm::Combined),
        (Some(MarkForm::Word), MarkForm::Other, MarkForm::Word),
        (None, MarkForm::Other, MarkForm::Other),
        (None, MarkForm::Combined, MarkForm::Combined),
    ] {
        let world = sample::world(0);
        world.look().rights.get_mut(&mark()).unwrap().form = on_file;
        imported(&world, read, &Import::default()).await.unwrap();
        assert_eq!(stored(&world).form, Some(now), "{on_file:?} {read:?}");
    }
}

#[tokio::test]
async fn an_owner_and_holders_beyond_what_a_right_holds_are_refused_before_anything_is_imported() {
    let owner = |length: usize| Import { owner: Some("x".repeat(length)), ..Import::default() };
    let people = |count: usize| (0..count).map(|n| PartyId::new(uuid::Uuid::from_u128(n as u128))).collect();
    let holders = |count: usize| Import { holders: people(count), ..Import::default() };
    let blank = Import { owner: Some(" ".to_owned()), ..Import::default() };
    for (with, says) in [
        (owner(LONGEST_TEXT), None),
        (owner(LONGEST_TEXT + 1), Some("owner must have 1 to 500 characters")),
        (blank, Some("owner must have 1 to 500 characters")),
        (holders(MOST_OTHERS), None),
        (holders(MOST_OTHERS + 1), Some("holder may be given at most 200 times")),
    ] {
        let world = World::new();
        let error = imported(&world, MarkForm::Word, &with).await.err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), says);
        assert_eq!(world.look().rights.is_empty(), says.is_some());
    }
}
