//! How people name a case, over the world in memory.

use app::filing::{Filed, IdentifiedComplaint, file, open_case};
use app::{CaseName, FindCaseError, case_named};
use case::{CaseId, Digest};
use port::Complaints as _;
use testkit::sample;
use testkit::world::World;

/// A complaint about two listings, of which nothing is opened yet.
async fn about_two() -> (World, IdentifiedComplaint, Filed) {
    let world = sample::world(2);
    let complaint = IdentifiedComplaint::read(&sample::complaint(1, [0, 1])).unwrap();
    let filed = file(&world, &world, &world, &complaint).await.unwrap();
    (world, complaint, filed)
}

#[tokio::test]
async fn the_reference_of_a_complaint_about_several_listings_names_its_cases_once_they_are_opened() {
    let (world, complaint, filed) = about_two().await;
    let told = async || {
        let error = case_named(&world, CaseName::Reference(filed.reference)).await.unwrap_err();
        assert!(matches!(error, FindCaseError::Several { .. }), "{error}");
        error.to_string()
    };
    let several = format!("{} is a complaint about several listings; its cases are", filed.reference);
    assert_eq!(told().await, format!("{several} not opened yet"));

    let mut opened = Vec::new();
    for index in 0..2 {
        opened.push(open_case(&world, &complaint, index, Digest::of(b"sealed")).await.unwrap());
    }
    let begun = world.fan_out(complaint.id()).await.unwrap().unwrap();
    let cases: Vec<CaseId> = opened.iter().map(|it| it.case).collect();
    world.advance(&begun, &cases).await.unwrap();
    assert_eq!(told().await, format!("{several} {}, {}", opened[0].reference, opened[1].reference));
    for it in opened {
        let found = case_named(&world, CaseName::Reference(it.reference)).await.unwrap();
        assert_eq!(found.case.id, it.case);
    }
}
