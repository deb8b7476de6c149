//! What the parties' pages say, and what they keep of a form that has to be corrected.

use crate::common::{
    Answer, File, LISTING, PNG, about, command, complete, confirm, get, only, post, post_with_files,
    status_path, token, with,
};
use app::filing::{IdentifiedComplaint, Link};
use axum::http::StatusCode;
use case::{Actor, CaseId, Command, DeclineCode, Element, Event};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

const RIGHT: &str = "Trade mark EM 018999001";
const PICTURE: File<'_> = File { name: "label.png", media: "image/png", bytes: PNG };

/// The path of the seller's page of the only case, whose listing was taken down.
async fn taken_down(world: &World) -> String {
    post(world, "/complaints", &complete()).await;
    let id = only(world).case.id;
    sample::take_down(world, id);
    format!("/seller/{}", token(Link::Seller(id)))
}

/// How often something was added to the case.
fn messages(world: &World, id: CaseId) -> usize {
    let log = world.look().cases[&id].log.clone();
    log.iter().filter(|it| matches!(it.event, Event::Corresponded { .. })).count()
}

#[tokio::test]
async fn both_pages_name_the_right_and_the_listing() {
    let world = sample::world(1);
    {
        // A marketplace that the complaint is not about.
        let other = port::MarketplaceConfig {
            id: "another".parse().unwrap(),
            name: "Another Bazaar".to_owned(),
            listing_urls: vec!["http://another.example/{id}".to_owned()],
            ..sample::marketplace()
        };
        world.look().marketplaces.insert(other.id.clone(), other);
    }
    let seller = get(&world, &format!("{}?lang=en", taken_down(&world).await)).await.body;
    let status = get(&world, &format!("{}?lang=en", status_path(&world))).await.body;
    for page in [seller, status] {
        assert!(page.contains(RIGHT) && page.contains("Listing 1001 on Demo Bazaar"), "{page}");
        assert!(page.contains(LISTING) && !page.contains("Another Bazaar"), "{page}");
    }
}

#[tokio::test]
async fn each_listing_of_a_complaint_is_shown_with_its_own_address() {
    let world = sample::world(3);
    let (page, cases) = about(&world, 3).await;
    let page = get(&world, &page).await.body;
    for (number, id) in cases.iter().enumerate() {
        let start = page.find(&format!("<article class=\"card case\" id=\"{id}\"")).expect("the case");
        let card = &page[start..page[start..].find("</article>").unwrap() + start];
        assert!(card.contains(&format!("http://market.example/listings/{}", 1001 + number)), "{card}");
    }
}

#[tokio::test]
async fn a_seller_is_not_told_that_a_complaint_was_erased_while_it_cannot_be_read() {
    let world = sample::world(1);
    let seller = taken_down(&world).await;
    let before = world.look().calls.len();
    let shown = get(&world, &seller).await;
    assert_eq!(shown.status, StatusCode::OK);
    let calls = world.look().calls.len() - before;
    for nth in 0..calls {
        let world = sample::world(1);
        let seller = taken_down(&world).await;
        let nth = world.look().calls.len() + nth;
        world.plan([Fault { nth, kind: FaultKind::Fails }]);
        let shown = get(&world, &seller).await;
        assert!(!shown.body.contains("(erased)"), "{nth}");
        assert_eq!(shown.status, StatusCode::SERVICE_UNAVAILABLE, "{nth}");
    }
}

#[tokio::test]
async fn a_message_goes_to_the_case_that_it_names_and_else_to_all() {
    let world = sample::world(2);
    let (page, cases) = about(&world, 2).await;
    let all = [cases[0], cases[1]];
    let message = format!("{page}/message");
    let id = cases[1].to_string();
    let one = post(&world, &message, &[("case", &id), ("text", "See the label of this one.")]).await;
    assert_eq!(one.status, StatusCode::SEE_OTHER, "{}", one.body);
    assert_eq!(all.map(|id| messages(&world, id)), [0, 1]);
    let both = post(&world, &message, &[("text", "Both come from one seller.")]).await;
    assert_eq!(both.status, StatusCode::SEE_OTHER, "{}", both.body);
    assert_eq!(all.map(|id| messages(&world, id)), [1, 2]);
    // Nothing else is said of all of them at once.
    let appeal = post(&world, &format!("{page}/appeal"), &[("text", "We appeal against all of it.")]).await;
    assert_eq!(appeal.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn an_upload_that_a_statement_names_and_that_cannot_be_is_refused() {
    let world = sample::world(1);
    post(&world, "/complaints", &complete()).await;
    let path = format!("{}/message", status_path(&world));
    let id = only(&world).case.id;
    let fields =
        [("case", &*id.to_string()), ("text", "See the label."), ("evidence", "elsewhere/1 label.png")];
    let refused = post(&world, &path, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert_eq!(messages(&world, id), 0);
}

#[tokio::test]
async fn what_was_typed_to_complete_a_complaint_is_kept_while_something_is_missing() {
    let world = sample::world(1);
    let mut complaint = sample::complaint(1, [0]);
    complaint.statements.good_faith = false;
    complaint.explanation.clear();
    complaint.missing = vec!["good_faith".to_owned(), "explanation".to_owned()];
    app::filing::file(&world, &world, &world, &IdentifiedComplaint::read(&complaint).unwrap()).await.unwrap();
    let missing = vec![Element::GoodFaith, Element::Explanation];
    command(&world, Actor::Machine, Command::FindIncomplete { missing }).await;
    let path = format!("{}/complete", status_path(&world));
    let partly = post(&world, &path, &[("lang", "en"), ("explanation", "The logo is sewn on.")]).await;
    assert_eq!(partly.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(partly.body.contains("The logo is sewn on.</textarea>"), "{}", partly.body);
    assert!(partly.body.contains("href=\"#good_faith\""), "{}", partly.body);
}

/// The only complaint, declined, is filed again with one file and without the statement of good faith.
async fn filed_again_without_good_faith(world: &World) -> Answer {
    post(world, "/complaints", &complete()).await;
    let decline = Command::Decline { code: DeclineCode::InsufficientEvidence, note: None };
    command(world, Actor::Machine, decline).await;
    let id = only(world).case.id.to_string();
    let fields = [
        ("lang", "en"),
        ("case", &*id),
        ("right_office", "EM"),
        ("right_number", "018999001"),
        ("explanation", "The seam in picture 2 is glued, ours is sewn."),
    ];
    post_with_files(world, &format!("{}/resubmit", status_path(world)), &fields, &[PICTURE]).await
}

#[tokio::test]
async fn a_correction_that_is_refused_is_open_where_it_was_typed_and_keeps_its_files() {
    let world = sample::world(1);
    let refused = filed_again_without_good_faith(&world).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    let id = only(&world).case.id;
    assert!(refused.body.contains(&format!("href=\"#{id}-resubmit-good_faith\"")), "{}", refused.body);
    let start = refused.body.find("<details class=\"act\" open>").expect("the form is open");
    let form = &refused.body[start..refused.body[start..].find("</details>").unwrap() + start];
    assert!(form.contains("/resubmit") && form.contains(" label.png\""), "{form}");
}

#[tokio::test]
async fn who_confirms_a_complaint_sees_it_and_what_the_register_speaks_against() {
    let world = sample::world(1);
    let mut fields = with("right_number", "018999777");
    fields.retain(|(name, _)| *name != "account_secret");
    fields.push(("despite", "yes"));
    let pending = post(&world, "/complaints", &fields).await;
    assert_eq!(pending.status, StatusCode::ACCEPTED, "{}", pending.body);
    let id = *world.look().pending.keys().next().unwrap();
    let path = format!("/confirm/{}", token(Link::Confirm(id)));
    let page = get(&world, &path).await.body;
    assert!(page.contains("Ada North") && page.contains(LISTING), "{page}");
    assert!(page.contains("is not in our register"), "{page}");
    assert!(page.contains(&format!("action=\"{path}\"")), "{page}");
    confirm(&world).await;
    let again = get(&world, &path).await;
    assert_eq!((again.status, again.location), (StatusCode::SEE_OTHER, status_path(&world)));
}
