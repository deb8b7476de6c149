//! What a complainant's link leads to: its own cases, in pages, and those of nobody else.

use app::filing::{IdentifiedComplaint, Link, open_case};
use app::parties::{FollowError, case_of, cases_of, follow_link};
use case::{CaseId, ComplaintId};
use port::Complaints as _;
use testkit::sample;
use testkit::world::World;

/// A complaint about `listings` listings, of which the first `opened` are cases by now.
async fn filed(listings: usize, opened: usize) -> (World, ComplaintId, Vec<CaseId>) {
    let world = sample::world(0);
    let complaint = IdentifiedComplaint::read(&sample::complaint(1, 0..listings)).unwrap();
    app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    let fan_out = world.look().fan_outs[&complaint.id()].clone();
    let mut cases = Vec::new();
    for index in 0..opened {
        cases.push(open_case(&world, &complaint, index, fan_out.document).await.unwrap().case);
    }
    world.advance(&fan_out, &cases).await.unwrap();
    (world, complaint.id(), cases)
}

#[tokio::test]
async fn each_page_has_the_next_fifty_cases_in_the_order_of_the_listings() {
    let (world, complaint, cases) = filed(120, 120).await;
    for (number, page, of_page) in
        [(0, 1, 0..50), (1, 1, 0..50), (2, 2, 50..100), (3, 3, 100..120), (4, 3, 100..120)]
    {
        let followed = follow_link(&world, Link::Complaint(complaint), number).await.unwrap();
        assert_eq!((followed.page, followed.pages, followed.listings), (page, 3, 120));
        let shown: Vec<CaseId> = followed.cases.iter().map(|stored| stored.case.id).collect();
        assert_eq!(shown, cases[of_page], "page {number}");
    }
}

#[tokio::test]
async fn a_page_says_that_cases_are_still_opened_until_each_listing_has_its_own() {
    for opened in 0..=2 {
        let (world, complaint, cases) = filed(2, opened).await;
        let link = Link::Complaint(complaint);
        let followed = follow_link(&world, link, 1).await.unwrap();
        let all = cases_of(&world, link).await.unwrap();
        assert_eq!((followed.opening, all.opening), (opened < 2, opened < 2), "{opened} of 2");
        assert_eq!((followed.cases.len(), all.cases.len()), (cases.len(), cases.len()));
    }
}

#[tokio::test]
async fn a_link_to_one_case_opens_no_other_even_of_the_same_complaint() {
    let (world, complaint, cases) = filed(2, 2).await;
    let link = Link::Case { case: cases[0], complaint };
    assert_eq!(case_of(&world, link, cases[0]).await.unwrap().case.id, cases[0]);
    let other = case_of(&world, link, cases[1]).await;
    assert!(matches!(other, Err(FollowError::NotFound)), "{other:?}");
    let of_all = case_of(&world, Link::Complaint(complaint), cases[1]).await.unwrap();
    assert_eq!(of_all.case.id, cases[1]);
}
