//! Which case each row of a table shows: the one that its own complaint opened or was merged into.

use app::change;
use app::filing::bulk::{RowProgress, Table, receive, row_progress, table_of};
use app::filing::{Filed, IdentifiedComplaint, file, listing_urls};
use case::{Actor, CaseId, Command, Language};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use port::{Batch, WallClock as _};
use testkit::sample;
use testkit::world::World;

/// The sample brand sends a table with one row, about the sample's first listing.
async fn received(world: &World) -> Batch {
    let url = app::listing_address(&sample::marketplace(), &sample::listing(0));
    let header = "Listing URL,Claim,Office,Registration number,Explanation,Good faith\n";
    let csv = format!("{header}{url},counterfeit,EM,018999001,The label is not ours,yes\n");
    let table = Table::read(csv.as_bytes(), &sample::account(), Language::En, world.now()).unwrap();
    receive((world, world, world), &table, csv.as_bytes(), &sample::account()).await.unwrap()
}

/// The row's complaint is filed.
async fn worked_off(world: &World, batch: &Batch) -> Filed {
    let marketplaces = [sample::marketplace()];
    let table = table_of(world, world, batch).await.unwrap();
    let complaint = table.complaint(0, &marketplaces, &listing_urls(&marketplaces)).unwrap();
    let filed = file(world, world, world, &complaint).await.unwrap();
    world.look().batches.get_mut(&batch.batch).unwrap().done = 1;
    filed
}

async fn told(world: &World, batch: &Batch) -> RowProgress {
    let batch = world.look().batches[&batch.batch];
    let table = table_of(world, world, &batch).await.unwrap();
    let today = world.now().to_zoned(TimeZone::UTC).date();
    let told = row_progress(world, &table, &batch, 0..1, &[sample::marketplace()], today).await;
    told.unwrap().pop().unwrap()
}

fn cases(row: &RowProgress) -> Vec<CaseId> {
    row.cases.iter().map(|case| case.id).collect()
}

/// The brand complains of the same listing again, by itself.
async fn again(world: &World, number: u128) -> CaseId {
    world.pass(SignedDuration::from_mins(1));
    let mut complaint = sample::complaint(number, [0]);
    complaint.filed_at = world.now().to_string();
    complaint.account = sample::account().id.to_string();
    let complaint = IdentifiedComplaint::read(&complaint).unwrap();
    file(world, world, world, &complaint).await.unwrap().opened.unwrap().case
}

async fn withdraw(world: &World, id: CaseId) {
    let stored = world.look().cases[&id].clone();
    change(world, stored, &Actor::Complainant, &[Command::Withdraw], world.now()).await.unwrap();
}

#[tokio::test]
async fn a_row_that_waits_shows_no_case_though_there_was_one_of_its_listing_before() {
    let world = sample::world(1);
    let before = again(&world, 1).await;
    withdraw(&world, before).await;
    let batch = received(&world).await;
    let waiting = told(&world, &batch).await;
    assert_eq!((cases(&waiting), waiting.waits), (vec![], true));
    let own = worked_off(&world, &batch).await.opened.unwrap();
    assert!(!own.is_merged && own.case != before);
    let filed = told(&world, &batch).await;
    assert_eq!((cases(&filed), filed.waits), (vec![own.case], false));
}

#[tokio::test]
async fn a_row_keeps_its_case_when_the_same_is_complained_of_again() {
    let world = sample::world(1);
    let batch = received(&world).await;
    let own = worked_off(&world, &batch).await.opened.unwrap().case;
    withdraw(&world, own).await;
    let later = again(&world, 2).await;
    assert_ne!(later, own);
    assert_eq!(cases(&told(&world, &batch).await), [own]);
}

#[tokio::test]
async fn a_row_whose_complaint_was_merged_shows_the_case_that_handles_it() {
    let world = sample::world(1);
    let first = again(&world, 1).await;
    let batch = received(&world).await;
    let merged = worked_off(&world, &batch).await.opened.unwrap();
    assert_eq!((merged.case, merged.is_merged), (first, true));
    withdraw(&world, first).await;
    assert_ne!(again(&world, 2).await, first);
    assert_eq!(cases(&told(&world, &batch).await), [first]);
}
