//! The pages of the parties: who may see them, and what they do there.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::{
    File, PNG, command, complete, get, has_picture, only, post, post_with_files, status_path, token,
};
use app::filing::IdentifiedComplaint;
use app::filing::{Link, LinkKey};
use axum::http::StatusCode;
use case::{Actor, Command, Element, Side, State};
use port::{Erasures as _, Queue, Subjects as _, WallClock as _};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

#[tokio::test]
async fn a_link_opens_only_its_own_page() {
    let world = sample::world(2);
    post(&world, "/complaints", &complete()).await;
    let case = only(&world).case;
    let own = Link::Case { case: case.id, complaint: case.filing.complaint };
    let other = LinkKey::new("another installation's key, also long enough").unwrap();
    let stranger =
        Link::Case { case: case.id, complaint: "00000000000000000000000000000009".parse().unwrap() };
    for path in [
        format!("/status/{}", other.token(own)),
        format!("/status/{}", token(stranger)),
        format!("/status/{}", token(Link::Seller(case.id))),
        format!("/seller/{}", token(own)),
        // The seller learns of a case only when something was done to the listing.
        format!("/seller/{}", token(Link::Seller(case.id))),
        "/status/nonsense".to_owned(),
        "/nowhere".to_owned(),
    ] {
        let answer = get(&world, &path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.body.contains("Ada North"), "{path}");
    }
    let withdrawn =
        post(&world, &format!("/status/{}/withdraw", token(stranger)), &[("confirm", "yes")]).await;
    assert_eq!(withdrawn.status, StatusCode::NOT_FOUND);
    assert!(!matches!(only(&world).case.state, State::Withdrawn));
}

#[tokio::test]
async fn a_complaint_can_be_withdrawn_by_its_complainant() {
    let world = sample::world(1);
    post(&world, "/complaints", &complete()).await;
    let case = only(&world).case;
    let path = format!("/status/{}", token(Link::Case { case: case.id, complaint: case.filing.complaint }));
    let unsure = post(&world, &format!("{path}/withdraw"), &[("lang", "en")]).await;
    assert_eq!(unsure.status, StatusCode::BAD_REQUEST, "all of it only with a confirmation");
    let done = post(&world, &format!("{path}/withdraw"), &[("case", &case.id.to_string())]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(only(&world).case.state, State::Withdrawn);
    assert_eq!(get(&world, &done.location).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_incomplete_complaint_is_completed_on_its_page_and_keeps_its_place() {
    let world = sample::world(1);
    let mut complaint = sample::complaint(1, [0]);
    complaint.statements.good_faith = false;
    complaint.right = contract::complaint::Right::default();
    complaint.explanation.clear();
    complaint.missing = vec!["good_faith".to_owned(), "explanation".to_owned()];
    app::filing::file(&world, &world, &world, &IdentifiedComplaint::read(&complaint).unwrap()).await.unwrap();
    let missing = vec![Element::GoodFaith, Element::Explanation];
    command(&world, Actor::Machine, Command::FindIncomplete { missing }).await;
    let before = only(&world).case;
    let path =
        format!("/status/{}", token(Link::Case { case: before.id, complaint: before.filing.complaint }));
    let page = get(&world, &path).await;
    assert!(page.body.contains("name=\"good_faith\"") && page.body.contains("name=\"explanation\""));
    let partly = post(&world, &format!("{path}/complete"), &[("good_faith", "yes")]).await;
    assert_eq!(partly.status, StatusCode::UNPROCESSABLE_ENTITY);
    let explained = ("explanation", "The logo is sewn on.");
    let fields = [("good_faith", "yes"), explained, ("right_office", "EM"), ("right_number", "018999001")];
    let done = post(&world, &format!("{path}/complete"), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let after = only(&world).case;
    assert_eq!((after.state, after.filed_at), (State::Filed, before.filed_at));
    assert_eq!(after.filing.right, Some(sample::right().right));
    assert!(after.filing.missing.is_empty());
}

#[tokio::test]
async fn each_side_has_its_deadlines_as_a_calendar_file() {
    let world = sample::world(1);
    post(&world, "/complaints", &complete()).await;
    let case = only(&world).case;
    let status = format!("/status/{}", token(Link::Case { case: case.id, complaint: case.filing.complaint }));
    let none = get(&world, &format!("{status}/deadlines.ics")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND, "it is for us to decide");
    sample::take_down(&world, case.id);
    sample::send_letters(&world, case.id);
    let seller = format!("/seller/{}", token(Link::Seller(case.id)));
    let linked = get(&world, &seller).await.path(&format!("{seller}/deadlines.ics"));
    let file = get(&world, &linked).await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.headers["content-type"], "text/calendar; charset=utf-8");
    assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    let reference = case.filing.reference.to_string();
    assert!(file.body.contains(&reference) && file.body.starts_with("BEGIN:VCALENDAR\r\n"), "{}", file.body);
    assert!(!file.body.contains("Ada North") && !file.body.contains(&case.id.to_string()), "{}", file.body);
    // Whoever has not the link has not the file.
    let forged = get(&world, "/seller/nonsense/deadlines.ics").await;
    assert_eq!(forged.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_seller_objects_and_the_complainant_concedes() {
    let world = sample::world(1);
    post(&world, "/complaints", &complete()).await;
    let id = only(&world).case.id;
    sample::take_down(&world, id);
    let seller = format!("/seller/{}", token(Link::Seller(id)));
    assert_eq!(get(&world, &seller).await.status, StatusCode::OK);
    let empty = post(&world, &seller, &[("action", "counter_notice")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [
        ("action", "counter_notice"),
        ("text", "I bought these from Northlight's own outlet; <b>here</b> is the invoice."),
        ("name", "Shop One"),
        ("statement", "yes"),
    ];
    let objected = post(&world, &seller, &fields).await;
    assert_eq!(objected.status, StatusCode::SEE_OTHER, "{}", objected.body);
    sample::send_letters(&world, only(&world).case.id);
    let case = only(&world).case;
    assert!(matches!(case.state, State::AwaitingAnswer { .. }), "{:?}", case.state);
    let status = format!("/status/{}", token(Link::Case { case: id, complaint: case.filing.complaint }));
    let page = get(&world, &status).await;
    assert!(page.body.contains("own outlet") && !page.body.contains("<b>here</b>"), "shown, as text");
    let answer = [("case", id.to_string()), ("answer", "concede".to_owned())];
    let answer: Vec<(&str, &str)> = answer.iter().map(|(a, b)| (*a, b.as_str())).collect();
    let conceded = post(&world, &format!("{status}/answer"), &answer).await;
    assert_eq!(conceded.status, StatusCode::SEE_OTHER, "{}", conceded.body);
    assert!(matches!(only(&world).case.state, State::Ordered { order, .. } if order.action.is_restore()));
    assert_eq!(world.look().queues[&Queue::Takedown].len(), 1, "takedown is nudged to restore");
}

#[tokio::test]
async fn a_dispute_states_a_fact_and_a_court_action_is_proved() {
    let (world, _, status) = objected().await;
    let id = only(&world).case.id.to_string();
    let send = async |fields: &[(&str, &str)], files: &[File<'_>]| {
        let mut all = vec![("lang", "en"), ("case", id.as_str())];
        all.extend(fields);
        post_with_files(&world, &format!("{status}/answer"), &all, files).await
    };
    let proof = [File { name: "filed.png", media: "image/png", bytes: PNG }];
    let fact = "Test purchase 17 has no serial number; ours all have.";
    for (fields, files, asked) in [
        (
            &[("answer", "contest"), ("ground", "not_genuine"), ("text", "No.")][..],
            &[][..],
            "state the facts",
        ),
        (&[("answer", "contest"), ("ground", ""), ("text", fact)], &[], "Ground of the dispute"),
        (&[("answer", "court"), ("court", "LG Hamburg"), ("text", "")], &proof[..], "Case number"),
        (&[("answer", "court"), ("docket", "327 O 1/26")], &proof, "Court or authority"),
        (
            &[("answer", "court"), ("court", "LG Hamburg"), ("docket", "327 O 1/26")],
            &[],
            "Pictures or documents",
        ),
    ] {
        let answer = send(fields, files).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(answer.body.contains(asked), "{asked}: {}", answer.body);
        assert!(!only(&world).log.iter().any(|it| matches!(it.event, case::Event::Answered { .. })));
    }
    let disputed = send(&[("answer", "contest"), ("ground", "not_genuine"), ("text", fact)], &[]).await;
    assert_eq!(disputed.status, StatusCode::SEE_OTHER, "{}", disputed.body);
    assert!(matches!(only(&world).case.state, State::AwaitingAnswer { contested: Some(_), .. }));
    let court = [("answer", "court"), ("court", "LG Hamburg"), ("docket", "327 O 1/26")];
    let named = send(&court, &proof).await;
    assert_eq!(named.status, StatusCode::SEE_OTHER, "{}", named.body);
    assert!(matches!(only(&world).case.state, State::HeldForCourt { .. }));
}

#[tokio::test]
async fn what_is_not_possible_now_is_a_conflict_not_a_crash() {
    let world = sample::world(1);
    post(&world, "/complaints", &complete()).await;
    let case = only(&world).case;
    let path = format!("/status/{}", token(Link::Case { case: case.id, complaint: case.filing.complaint }));
    let id = case.id.to_string();
    let appeal = post(&world, &format!("{path}/appeal"), &[("case", &id), ("text", "I appeal.")]).await;
    assert_eq!(appeal.status, StatusCode::CONFLICT);
    let answer = post(&world, &format!("{path}/answer"), &[("case", &id), ("answer", "shout")]).await;
    assert!(answer.status.is_client_error());
    assert_eq!(only(&world).case.state, State::Filed);
}

/// The path of the page of the only complaint, declined for this code.
async fn declined_page(world: &testkit::world::World) -> (String, String) {
    post(world, "/complaints", &complete()).await;
    let decline = Command::Decline { code: case::DeclineCode::InsufficientEvidence, note: None };
    command(world, Actor::Machine, decline).await;
    let case = only(world).case;
    let page = format!("/status/{}", token(Link::Case { case: case.id, complaint: case.filing.complaint }));
    (page, case.id.to_string())
}

#[tokio::test]
async fn a_declined_complaint_is_mended_with_one_form_and_keeps_its_place() {
    let world = sample::world(1);
    let (page, id) = declined_page(&world).await;
    let shown = get(&world, &page).await.body;
    assert!(shown.contains("Correct and resubmit"));
    let declined = only(&world).case;
    world.pass(jiff::SignedDuration::from_hours(5));
    let fields = [
        ("lang", "en"),
        ("case", id.as_str()),
        ("right_office", "EM"),
        ("right_number", "018999001"),
        ("explanation", "The seam in picture 2 is glued, ours is sewn."),
        ("good_faith", "yes"),
    ];
    let path = format!("{page}/resubmit");
    let first = post(&world, &path, &fields).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    // Sent twice it is one.
    let again = post(&world, &path, &fields).await;
    assert_eq!(again.location, first.location);
    let followed = get(&world, &first.location).await;
    assert!(followed.body.contains("You keep your place"), "{}", followed.body);
    let inner = world.look();
    let corrected: Vec<_> = inner.cases.values().filter(|stored| stored.case.id != declined.id).collect();
    assert_eq!(corrected.len(), 1);
    assert_eq!(corrected[0].case.priority_at(), declined.filed_at);
    assert_eq!(corrected[0].case.filing.proof, declined.filing.proof);
    assert!(corrected[0].case.filed_at > declined.filed_at);
}

#[tokio::test]
async fn a_correction_repeats_the_statements_and_proves_nothing_of_another_right() {
    let world = sample::world(1);
    let (page, id) = declined_page(&world).await;
    let mut other = sample::right();
    other.right = case::RightRef::new(case::RightKind::Trademark, "EM", "018999002").unwrap();
    other.account = Some("southlight".parse().unwrap());
    other.holders.clear();
    world.look().rights.insert(other.right.clone(), other);
    let path = format!("{page}/resubmit");
    let send = |number: &'static str, more: &'static [(&'static str, &'static str)]| {
        let mut fields =
            vec![("lang", "en"), ("case", id.as_str()), ("right_office", "EM"), ("right_number", number)];
        fields.extend(more);
        let (world, path) = (&world, &path);
        async move { post(world, path, &fields).await }
    };
    for (number, more) in [
        ("018999001", &[][..]),
        ("018999002", &[("good_faith", "yes")][..]),
        (
            "018999002",
            &[("good_faith", "yes"), ("account_secret", "gfs_northlight_0123456789abcdef0123456789abcdef")][..],
        ),
    ] {
        let answer = send(number, more).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}: {}", answer.body);
    }
    assert_eq!(world.look().cases.len(), 1);
    // Who tries codes is stopped.
    let mut last = StatusCode::OK;
    for _ in 0..30 {
        last = send("018999002", &[("good_faith", "yes"), ("account_secret", "guess")]).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(world.look().cases.len(), 1);
}

#[tokio::test]
async fn completing_with_another_right_leaves_the_account_secret_behind() {
    let world = sample::world(1);
    let mut complaint = sample::complaint(1, [0]);
    complaint.missing = vec!["good_faith".to_owned()];
    complaint.statements.good_faith = false;
    app::filing::file(&world, &world, &world, &IdentifiedComplaint::read(&complaint).unwrap()).await.unwrap();
    command(&world, Actor::Machine, Command::FindIncomplete { missing: vec![Element::GoodFaith] }).await;
    let case = only(&world).case;
    assert_eq!(case.filing.proof, case::Proof::AccountSecret);
    let page = format!("/status/{}", token(Link::Case { case: case.id, complaint: case.filing.complaint }));
    let fields = [("right_office", "EM"), ("right_number", "018999002"), ("good_faith", "yes")];
    let answer = post(&world, &format!("{page}/complete"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(only(&world).case.filing.proof, case::Proof::None);
}

#[tokio::test]
async fn what_a_case_no_longer_takes_leaves_nothing_sealed() {
    let world = sample::world(1);
    post(&world, "/complaints", &complete()).await;
    let page = status_path(&world);
    let id = only(&world).case.id.to_string();
    post(&world, &format!("{page}/withdraw"), &[("case", &id)]).await;
    let sealed = world.look().sealed.len();
    let files = [File { name: "label.png", media: "image/png", bytes: PNG }];
    let correction = [
        ("right_office", "EM"),
        ("right_number", "018999001"),
        ("good_faith", "yes"),
        ("explanation", "The seam in picture 2 is glued, ours is sewn."),
    ];
    for (act, more) in [
        ("message", &[][..]),
        ("appeal", &[][..]),
        ("answer", &[("answer", "contest")][..]),
        ("answer", &[("answer", "court")][..]),
        ("counter_notice", &[][..]),
        ("complete", &correction[..]),
        ("resubmit", &correction[..]),
    ] {
        let mut fields = vec![("lang", "en"), ("case", id.as_str()), ("text", "This is new.")];
        fields.extend(more);
        let answer = post_with_files(&world, &format!("{page}/{act}"), &fields, &files).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{act}: {}", answer.body);
        assert_eq!(world.look().sealed.len(), sealed, "{act}");
    }
    let seller = format!("/seller/{}", token(Link::Seller(only(&world).case.id)));
    let fields = [("action", "counter_notice"), ("text", "No."), ("name", "Shop"), ("statement", "yes")];
    let answer = post_with_files(&world, &seller, &fields, &files).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "nothing was done to the listing");
    assert_eq!(world.look().sealed.len(), sealed);
}

/// Every port call of an objection with a file fails, crashes before and after, and loses its answer; the seller
/// presses again; in the end there is one objection, and all that it names is sealed.
#[tokio::test]
async fn an_objection_that_broke_off_can_be_pressed_again() {
    let fields = [
        ("action", "counter_notice"),
        ("text", "I bought these from the brand."),
        ("name", "Shop One"),
        ("statement", "yes"),
    ];
    let files = [File { name: "invoice.png", media: "image/png", bytes: PNG }];
    let prepared = async || {
        let world = sample::world(1);
        post(&world, "/complaints", &complete()).await;
        sample::take_down(&world, only(&world).case.id);
        let seller = format!("/seller/{}", token(Link::Seller(only(&world).case.id)));
        (world, seller)
    };
    let calls = {
        let (world, seller) = prepared().await;
        let before = world.look().calls.len();
        post_with_files(&world, &seller, &fields, &files).await;
        before..world.look().calls.len()
    };
    assert!(calls.len() >= 5, "{calls:?}");
    for nth in calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let (world, seller) = prepared().await;
            world.plan([Fault { nth, kind }]);
            let _broken = world.until_crash(post_with_files(&world, &seller, &fields, &files)).await;
            let again = post_with_files(&world, &seller, &fields, &files).await;
            assert_eq!(again.status, StatusCode::SEE_OTHER, "{nth} {kind:?}: {}", again.body);
            let stored = only(&world);
            assert_eq!(stored.case.documents.len(), 2, "{nth} {kind:?}: the complaint and one objection");
            assert!(has_picture(&world).await);
            let inner = world.look();
            assert!(stored.case.documents.iter().all(|document| inner.sealed.contains_key(document)));
            assert_eq!(inner.sealed.len(), 3, "{nth} {kind:?}: these two and the picture, each once");
        }
    }
}

#[tokio::test]
async fn a_page_and_the_api_offer_what_the_case_takes() {
    let world = sample::world(1);
    post(&world, "/complaints", &complete()).await;
    sample::take_down(&world, only(&world).case.id);
    let seller = format!("/seller/{}", token(Link::Seller(only(&world).case.id)));
    let page = get(&world, &seller).await.body;
    for act in only(&world).case.acts_of(Side::Seller) {
        assert!(page.contains(&format!("name=\"action\" value=\"{act}\"")), "{act}");
    }
    // What the letter says, that the seller may appeal at once, holds.
    let fields =
        [("action", "appeal"), ("text", "The complaint means another product."), ("name", "Shop One")];
    let appealed = post(&world, &seller, &fields).await;
    assert_eq!(appealed.status, StatusCode::SEE_OTHER, "{}", appealed.body);
    assert!(!get(&world, &seller).await.body.contains("<form"), "an appeal is under way");
    let again =
        post(&world, &seller, &[("action", "appeal"), ("text", "And this."), ("name", "Shop One")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn the_pages_say_what_was_erased_and_the_other_side_goes_on() {
    let (world, seller, status) = objected().await;
    let by = "ada".parse().unwrap();
    let unnamed = case::Subject::of_seller_of(&sample::listing(0));
    let wrote = world.known_parties(&[unnamed]).await.unwrap().pop().flatten().unwrap();
    world.erase_data_key(wrote, world.now(), &by).await.unwrap().unwrap();
    let page = get(&world, &status).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("(erased)") && !page.body.contains("own outlet"), "{}", page.body);

    world.erase_data_key(sample::HOLDER_ID, world.now(), &by).await.unwrap().unwrap();
    let gone = get(&world, &status).await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(
        gone.body.contains("This content was erased") && !gone.body.contains("Ada North"),
        "{}",
        gone.body
    );
    let sealed = world.look().sealed.len();
    let id = only(&world).case.id.to_string();
    let added = post(&world, &format!("{status}/message"), &[("case", &id), ("text", "More.")]).await;
    assert_eq!((added.status, world.look().sealed.len()), (StatusCode::GONE, sealed));
    let withdrawn = post(&world, &format!("{status}/withdraw"), &[("case", &id)]).await;
    assert_eq!(withdrawn.status, StatusCode::GONE, "nobody speaks for it any more");
    let all = post(&world, &format!("{status}/withdraw"), &[("confirm", "yes")]).await;
    assert_eq!(all.status, StatusCode::GONE);
    assert!(!matches!(only(&world).case.state, State::Withdrawn));
    let page = get(&world, &seller).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("(erased)") && page.body.contains("EM 018999001"), "{}", page.body);
    assert!(!page.body.contains("Ada North"), "{}", page.body);
}

/// A listing whose seller objected: the pages of the seller and of the complainant.
async fn objected() -> (World, String, String) {
    let world = sample::world(1);
    post(&world, "/complaints", &complete()).await;
    let id = only(&world).case.id;
    sample::take_down(&world, id);
    let seller = format!("/seller/{}", token(Link::Seller(id)));
    let fields = [
        ("action", "counter_notice"),
        ("text", "I bought these from Northlight's own outlet."),
        ("name", "Shop One"),
        ("statement", "yes"),
    ];
    let objected = post(&world, &seller, &fields).await;
    assert_eq!(objected.status, StatusCode::SEE_OTHER, "{}", objected.body);
    sample::send_letters(&world, only(&world).case.id);
    let status = status_path(&world);
    (world, seller, status)
}
