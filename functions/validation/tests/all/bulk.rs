//! Working off tables over the world in memory: nothing is lost, nothing is filed twice.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::time::Duration;

use app::MarketplaceCache;
use app::filing::bulk::{RowProgress, Table, receive, row_progress, table_of};
use case::Language;
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use port::{Account, Batch, Batches as _, Erasures as _, Queue, WallClock as _};
use step::{BatchContext, work_batch};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};
use validation::Validation;

fn account() -> Account {
    Account { name: "Northlight".into(), ..sample::account() }
}

const HEADER: &str = "Listing URL,Claim,Office,Registration number,Explanation,Good faith\n";

/// A row about listing `number`.
fn row(number: usize, why: &str) -> String {
    let url = app::listing_address(&sample::marketplace(), &sample::listing(number));
    format!("{url},counterfeit,EM,018999001,{why},yes\n")
}

async fn send(world: &World, csv: &str) -> Batch {
    let table = Table::read(csv.as_bytes(), &account(), Language::En, world.now()).unwrap();
    receive((world, world, world), &table, csv.as_bytes(), &account()).await.unwrap()
}

/// Runs validation until its queue is empty; a worker that dies leaves its messages to the next.
async fn run(world: &World) {
    let step = Validation {
        store: world.clone(),
        documents: world.clone(),
        catalogue: world.clone(),
        clock: world.clone(),
        programme: policy::programme::rule_set(policy::programme::RuleSetName::Honest),
        marketplaces: MarketplaceCache::default(),
        rules: app::RuleSetCache::default(),
        marks: app::MarkCache::default(),
    };
    while let Some((taken, event)) = world.receive(Queue::Validation, 10) {
        let time = Duration::from_secs(30);
        let context =
            BatchContext { cases: world, nudges: world, rejects: world, clock: world, journal: world, time };
        let response = world.until_crash(work_batch(&step, &context, &event)).await;
        world.finish(Queue::Validation, taken, response.as_ref());
    }
}

async fn told(world: &World, batch: &Batch) -> Vec<RowProgress> {
    let batch = world.batch(batch.batch).await.unwrap().unwrap();
    let table = table_of(world, world, &batch).await.unwrap();
    let today = world.now().to_zoned(TimeZone::UTC).date();
    let places = 0..table.bulk.rows.len();
    row_progress(world, &table, &batch, places, &[sample::marketplace()], today).await.unwrap()
}

#[tokio::test]
async fn good_rows_are_filed_and_bad_rows_are_told() {
    let world = sample::world(5);
    let rows = [
        row(0, "Fake"),
        row(1, "Fake"),
        row(2, "Another reason"),
        "https://elsewhere.example/9,counterfeit,EM,018999001,Fake,yes\n".to_owned(),
        row(3, ""),
        row(2, "Another reason"),
    ];
    let batch = send(&world, &format!("{HEADER}{}", rows.concat())).await;
    assert!(told(&world, &batch).await[0].waits);
    run(&world).await;

    let told = told(&world, &batch).await;
    let states: Vec<Vec<_>> =
        told.iter().map(|row| row.cases.iter().map(|case| case.state.code()).collect()).collect();
    let accepted = vec!["accepted"];
    assert_eq!(states, [accepted.clone(), accepted.clone(), accepted.clone(), vec![], vec![], accepted]);
    let problems: Vec<Vec<_>> =
        told.iter().map(|row| row.problems.iter().map(notice::Problem::code).collect()).collect();
    assert_eq!(problems, [vec![], vec![], vec![], vec!["not_a_listing"], vec!["missing"], vec![]]);
    assert!(told.iter().all(|row| !row.waits && row.advice.is_empty()));
    let inner = world.look();
    assert_eq!((inner.cases.len(), inner.own.len(), inner.rejects.len()), (3, 2, 0));
}

#[tokio::test]
async fn the_register_is_asked_about_every_row_before_it_is_decided() {
    let world = sample::world(2);
    let batch = send(&world, &format!("{HEADER}{}", row(0, "Fake").replace("018999001", "018999777"))).await;
    let advice: Vec<_> = told(&world, &batch).await[0].advice.iter().map(notice::Problem::code).collect();
    assert_eq!(advice, ["right_unknown"]);
}

#[tokio::test]
async fn the_same_table_sent_twice_is_one() {
    let world = sample::world(3);
    let csv = format!("{HEADER}{}{}", row(0, "Fake"), row(1, "Other"));
    let first = send(&world, &csv).await;
    run(&world).await;
    world.pass(SignedDuration::from_hours(5));
    let second = send(&world, &csv).await;
    assert_eq!((second.batch, second.received_at, second.done), (first.batch, first.received_at, 2));
    run(&world).await;
    let inner = world.look();
    assert_eq!((inner.batches.len(), inner.cases.len(), inner.own.len()), (1, 2, 2));
    assert!(inner.cases.values().all(|stored| stored.case.merged.is_empty()));
}

#[tokio::test]
async fn a_large_table_is_worked_off_in_several_messages() {
    let world = sample::world(0);
    let rows: String = (0..450).map(|number| row(number, &format!("Reason {number}"))).collect();
    let batch = send(&world, &format!("{HEADER}{rows}")).await;
    assert_eq!(batch.complaints, 450);
    run(&world).await;
    let inner = world.look();
    assert_eq!(inner.batches[&batch.batch].done, 450);
    assert_eq!((inner.cases.len(), inner.own.len()), (450, 450));
    // In the order of the table, and after whatever was filed before.
    let own: Vec<_> = inner.own.keys().map(|(_, complaint)| complaint.uuid().get_version_num()).collect();
    assert!(own.iter().all(|version| *version == 7));
}

/// Whatever goes wrong at whatever call, in the end each listing has one case, which no complaint was merged into.
#[tokio::test]
async fn a_worker_may_die_anywhere() {
    let csv =
        format!("{HEADER}{}{}{}{}", row(0, "Fake A"), row(1, "Fake A"), row(2, "Fake B"), row(3, "Fake C"));
    let quiet = sample::world(4);
    let batch = send(&quiet, &csv).await;
    let before = quiet.look().calls.len();
    run(&quiet).await;
    let after = quiet.look().calls.len();
    assert!(after > before + 10, "{:?}", quiet.look().calls);

    let kinds = [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer];
    for nth in before..after {
        for kind in kinds {
            let world = sample::world(4);
            send(&world, &csv).await;
            world.plan([Fault { nth, kind }]);
            run(&world).await;
            world.pass(SignedDuration::from_hours(1));
            app::sweep(&world, &world, &world).await.unwrap();
            run(&world).await;
            let inner = world.look();
            assert_eq!(inner.batches[&batch.batch].done, 3, "{kind:?} at {nth}");
            assert_eq!((inner.cases.len(), inner.own.len()), (4, 3), "{kind:?} at {nth}");
            assert!(
                inner.cases.values().all(|it| it.case.merged.is_empty() && it.case.filing.refiling == 0),
                "{kind:?} at {nth}"
            );
            assert!(inner.rejects.is_empty() && inner.dead.is_empty(), "{kind:?} at {nth}");
        }
    }
}

#[tokio::test]
async fn the_rows_of_an_erased_table_are_given_up_and_nothing_comes_again() {
    let world = sample::world(2);
    let csv = format!("{HEADER}{}{}", row(0, "Fake"), row(1, "Other"));
    let batch = send(&world, &csv).await;
    let by = "ada".parse().unwrap();
    world.erase_data_key(sample::HOLDER_ID, world.now(), &by).await.unwrap().unwrap();
    run(&world).await;
    assert!(world.look().cases.is_empty() && world.look().rejects.is_empty());
    let kept = world.batch(batch.batch).await.unwrap().unwrap();
    assert_eq!(kept.done, kept.complaints);
    world.pass(SignedDuration::from_hours(1));
    app::sweep(&world, &world, &world).await.unwrap();
    assert!(world.receive(Queue::Validation, 10).is_none(), "the sweep finds nothing to do");
}
