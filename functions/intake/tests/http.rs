//! Intake over the world in memory, through its router: what a browser or an API client would see.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use case::{Actor, Command, Element, Measure, State};
use filing::{Link, LinkKey};
use intake::{Intake, Ports, router};
use port::{Cases as _, Clock as _, InboxKey, Queue, StoredCase};
use serde_json::{Value, json};
use step::{Marketplaces, change};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};
use tower::ServiceExt as _;

enum InMemory {}

impl Ports for InMemory {
    type Store = World;
    type Documents = World;
    type Inbox = World;
    type Nudges = World;
    type Clock = World;
    type Ids = World;
}

const SECRET: &str = "a link key of more than thirty-two characters";

fn app(world: &World) -> Router {
    let intake: Intake<InMemory> = Intake {
        store: world.clone(),
        documents: world.clone(),
        inbox: world.clone(),
        nudges: world.clone(),
        clock: world.clone(),
        ids: world.clone(),
        marketplaces: Marketplaces::default(),
        links: LinkKey::new(SECRET).unwrap(),
        public_url: "https://goodfaith.example".to_owned(),
        uploads_origin: "https://inbox.example".to_owned(),
    };
    router(intake)
}

struct Answer {
    status: StatusCode,
    location: String,
    headers: axum::http::HeaderMap,
    body: String,
}

async fn send(world: &World, request: Request<Body>) -> Answer {
    let response = app(world).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let location = parts.headers.get(header::LOCATION).map(|v| v.to_str().unwrap().to_owned());
    Answer {
        status: parts.status,
        location: location.unwrap_or_default(),
        headers: parts.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    }
}

async fn get(world: &World, path: &str) -> Answer {
    send(world, Request::get(path).body(Body::empty()).unwrap()).await
}

async fn post(world: &World, path: &str, fields: &[(&str, &str)]) -> Answer {
    let body: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    send(world, request.body(Body::from(body)).unwrap()).await
}

async fn post_json(world: &World, path: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
    send(world, request.body(body.into()).unwrap()).await
}

const LISTING: &str = "http://market.example/listings/1001";

/// The fields of a complete complaint.
fn complete() -> Vec<(&'static str, &'static str)> {
    vec![
        ("claim", "counterfeit"),
        ("listings", LISTING),
        ("right_office", "EM"),
        ("right_number", "018999001"),
        ("explanation", "Seams and label differ from every jacket that we ever made."),
        ("name", "Ada North"),
        ("email", sample::HOLDER),
        ("good_faith", "yes"),
        ("filing_code", sample::FILING_CODE),
        ("lang", "en"),
    ]
}

fn with(field: &'static str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut fields = complete();
    fields.retain(|(name, _)| *name != field);
    fields.push((field, value));
    fields
}

fn only(world: &World) -> StoredCase {
    let inner = world.look();
    assert_eq!(inner.cases.len(), 1);
    inner.cases.values().next().cloned().unwrap()
}

fn nothing_stored(world: &World) {
    let inner = world.look();
    assert!(inner.cases.is_empty() && inner.fan_outs.is_empty() && inner.sealed.is_empty());
    assert!(inner.queues.values().all(std::collections::VecDeque::is_empty));
}

fn token(link: Link) -> String {
    LinkKey::new(SECRET).unwrap().token(link)
}

async fn command(world: &World, by: Actor, command: Command) {
    let stored = only(world);
    change(world, stored, &by, &[command], world.now()).await.unwrap();
}

#[tokio::test]
async fn a_complete_complaint_is_filed_and_followed_by_its_link() {
    let world = sample::world(1);
    let filed = post(&world, "/complaints", &complete()).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.body);
    let stored = only(&world);
    assert_eq!(stored.case.filing.proof.code(), "filing_code");
    assert_eq!(world.look().queues[&Queue::Validation].len(), 1);
    let link = Link::Case { case: stored.case.id, complaint: stored.case.filing.complaint };
    let path = format!("/status/{}", token(link));
    assert!(filed.body.contains(&path));
    let status = get(&world, &path).await;
    assert_eq!(status.status, StatusCode::OK);
    assert!(status.body.contains("Ada North") && status.body.contains(LISTING));
    let csp = status.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(csp.contains("default-src 'none'"), "{csp}");
    assert_eq!(status.headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(status.headers[header::REFERRER_POLICY], "no-referrer");
}

#[tokio::test]
async fn missing_fields_are_named_in_the_forms_language_and_nothing_is_stored() {
    let world = sample::world(1);
    for (lang, word) in [("en", "please fill this in"), ("zh", "请")] {
        let answer = post(&world, "/complaints", &[("lang", lang), ("name", "Ada North")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(word), "{lang}");
        assert!(answer.body.contains("Ada North"), "what was typed is kept");
        for field in ["claim", "listings", "right_number", "explanation", "email", "good_faith"] {
            assert!(answer.body.contains(&format!("href=\"#{field}")), "{field} is not in the summary");
        }
    }
    nothing_stored(&world);
}

#[tokio::test]
async fn a_url_of_no_marketplace_is_refused_by_its_line() {
    let world = sample::world(1);
    let fields = with("listings", "http://market.example/listings/1001\nhttps://elsewhere.example/item/7");
    let answer = post(&world, "/complaints", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("line 2") && answer.body.contains("elsewhere.example/item/7"));
    nothing_stored(&world);
}

#[tokio::test]
async fn a_wrong_filing_code_is_refused_and_none_leaves_the_proof_open() {
    let world = sample::world(1);
    let answer = post(&world, "/complaints", &with("filing_code", "guess")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    nothing_stored(&world);
    post(&world, "/complaints", &with("filing_code", "")).await;
    assert_eq!(only(&world).case.filing.proof.code(), "none");
}

#[tokio::test]
async fn a_thousand_and_one_listings_are_refused_with_the_limit() {
    let world = sample::world(1);
    let listings: Vec<String> =
        (0..1001).map(|n| format!("http://market.example/listings/{}", 1000 + n)).collect();
    let body = json!({
        "claim": "counterfeit", "listings": listings, "right": {"office": "EM", "number": "018999001"},
        "explanation": "x", "complainant": {"name": "A", "email": sample::HOLDER},
        "statements": {"good_faith": true},
    });
    let answer = post_json(&world, "/api/v1/complaints", body.to_string()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("too_many_listings") && answer.body.contains("1000"), "{}", answer.body);
    nothing_stored(&world);
}

#[tokio::test]
async fn many_listings_become_a_fan_out_with_one_link() {
    let world = sample::world(3);
    let fields = with(
        "listings",
        "http://market.example/listings/1001\nhttp://market.example/listings/1002\nhttp://market.example/listings/1003",
    );
    let answer = post(&world, "/complaints", &fields).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let complaint = *world.look().fan_outs.keys().next().unwrap();
    let page = get(&world, &format!("/status/{}", token(Link::Complaint(complaint)))).await;
    assert_eq!(page.status, StatusCode::OK);
}

#[tokio::test]
async fn json_problems_name_field_path_and_remedy() {
    let world = sample::world(1);
    let not_json = post_json(&world, "/api/v1/complaints", "{not json").await;
    assert_eq!(not_json.status, StatusCode::BAD_REQUEST);
    assert_eq!(not_json.headers[header::CONTENT_TYPE], "application/problem+json");
    let answer = post_json(&world, "/api/v1/complaints", r#"{"claim":"counterfeit"}"#).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    let email = body["errors"].as_array().unwrap().iter().find(|e| e["field"] == "email").unwrap();
    assert_eq!(email["code"], "missing");
    assert_eq!(email["path"], "$.complainant.email");
    assert!(!email["remedy"].as_str().unwrap().is_empty());
    nothing_stored(&world);
}

#[tokio::test]
async fn ten_megabytes_of_text_are_refused_by_form_and_api() {
    let world = sample::world(1);
    let text = "x".repeat(10 << 20);
    let form = post(&world, "/complaints", &[("explanation", &text)]).await;
    assert_eq!(form.status, StatusCode::PAYLOAD_TOO_LARGE);
    let api = post_json(&world, "/api/v1/complaints", json!({ "explanation": text }).to_string()).await;
    assert_eq!(api.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(api.body.contains("too_large"));
    nothing_stored(&world);
}

#[tokio::test]
async fn the_api_files_and_tells_where_each_listing_stands() {
    let world = sample::world(1);
    let body = json!({
        "claim": "counterfeit", "listings": [LISTING], "right": {"office": "EM", "number": "018999001"},
        "explanation": "Not ours.", "complainant": {"name": "Ada North", "email": sample::HOLDER},
        "statements": {"good_faith": true}, "filing_code": sample::FILING_CODE,
    });
    let answer = post_json(&world, "/api/v1/complaints", body.to_string()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    let filed: Value = serde_json::from_str(&answer.body).unwrap();
    let path = filed["api_url"].as_str().unwrap().trim_start_matches("https://goodfaith.example");
    let status: Value = serde_json::from_str(&get(&world, path).await.body).unwrap();
    assert_eq!(status["cases"][0]["state"], "filed");
    assert_eq!(status["cases"][0]["listing"], "demo/1001");
}

const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0,
    0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

async fn upload(world: &World, media: &str, bytes: &[u8]) -> String {
    let body = json!({ "name": "proof.png", "media": media, "size": bytes.len() }).to_string();
    let answer = post_json(world, "/uploads", body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let ticket: Value = serde_json::from_str(&answer.body).unwrap();
    let key = ticket["key"].as_str().unwrap().to_owned();
    world.look().inbox.insert(InboxKey::parse(&key).unwrap(), (bytes.to_vec(), media.to_owned()));
    key
}

async fn file_with(world: &World, evidence: &str) -> Answer {
    let mut fields = complete();
    fields.push(("evidence", evidence));
    post(world, "/complaints", &fields).await
}

#[tokio::test]
async fn an_uploaded_picture_is_sealed_with_the_complaint() {
    let world = sample::world(1);
    let key = upload(&world, "image/png", PNG).await;
    let answer = file_with(&world, &format!("{key} proof.png")).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    let inner = world.look();
    assert!(inner.sealed.values().any(|(bytes, media)| bytes == PNG && media == "image/png"));
}

#[tokio::test]
async fn an_upload_that_lies_about_its_type_is_refused_and_nothing_is_sealed() {
    let world = sample::world(1);
    let key = upload(&world, "image/png", b"<!doctype html><script>alert(1)</script>").await;
    let answer = file_with(&world, &format!("{key} proof.png")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("proof.png"));
    nothing_stored(&world);
}

#[tokio::test]
async fn an_expired_upload_is_asked_for_again() {
    let world = sample::world(1);
    let key = upload(&world, "image/png", PNG).await;
    world.look().inbox.clear();
    let answer = file_with(&world, &format!("{key} proof.png")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("attach it again"), "{}", answer.body);
    nothing_stored(&world);
}

#[tokio::test]
async fn tickets_are_given_only_for_accepted_types_and_sizes() {
    let world = sample::world(1);
    for (media, size) in [("image/svg+xml", 10_u64), ("text/html", 10), ("image/png", 11 << 20)] {
        let body = json!({ "name": "x", "media": media, "size": size }).to_string();
        let answer = post_json(&world, "/uploads", body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{media} {size}");
        let message: Value = serde_json::from_str(&answer.body).unwrap();
        assert!(!message["message"].as_str().unwrap().is_empty());
    }
    assert!(world.look().grants.is_empty());
}

#[tokio::test]
async fn a_caller_that_goes_away_anywhere_leaves_nothing_half_done() {
    let calls = {
        let world = sample::world(1);
        post(&world, "/complaints", &complete()).await;
        world.look().calls.len()
    };
    for nth in 0..calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let world = sample::world(1);
            world.plan([Fault { nth, kind }]);
            let first = world.until_crash(post(&world, "/complaints", &complete())).await;
            if let Some(answer) = &first {
                let expected = [StatusCode::CREATED, StatusCode::SERVICE_UNAVAILABLE];
                assert!(expected.contains(&answer.status), "{nth} {kind:?}: {}", answer.status);
            }
            // The complainant tries again: one case, whatever happened before.
            let again = post(&world, "/complaints", &complete()).await;
            assert_eq!(again.status, StatusCode::CREATED);
            let inner = world.look();
            assert_eq!(inner.cases.len(), 1, "{nth} {kind:?}");
            assert!(inner.cases.values().all(|stored| stored.due.is_some()), "the sweep would find it");
        }
    }
}

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
    complaint.missing = vec!["good_faith".to_owned(), "right".to_owned()];
    filing::file(&world, &world, &world, &complaint).await.unwrap();
    let missing = vec![Element::GoodFaith, Element::Right];
    command(&world, Actor::Machine, Command::FindIncomplete { missing }).await;
    let before = only(&world).case;
    let path =
        format!("/status/{}", token(Link::Case { case: before.id, complaint: before.filing.complaint }));
    let page = get(&world, &path).await;
    assert!(page.body.contains("name=\"good_faith\"") && page.body.contains("name=\"right_number\""));
    let partly = post(&world, &format!("{path}/complete"), &[("good_faith", "yes")]).await;
    assert_eq!(partly.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("good_faith", "yes"), ("right_office", "EM"), ("right_number", "018999001")];
    let done = post(&world, &format!("{path}/complete"), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let after = only(&world).case;
    assert_eq!((after.state, after.filed_at), (State::Filed, before.filed_at));
    assert_eq!(after.filing.right, Some(sample::right().right));
    assert!(after.filing.missing.is_empty());
}

#[tokio::test]
async fn a_seller_objects_and_the_complainant_concedes() {
    let world = sample::world(1);
    post(&world, "/complaints", &complete()).await;
    for machine in [
        Command::Accept { measure: Measure::Removal },
        Command::RequestMeasure,
        Command::ConfirmMeasure { reference: "w-1".to_owned() },
    ] {
        command(&world, Actor::Machine, machine).await;
    }
    let id = only(&world).case.id;
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
    let letters = only(&world).case.letters;
    for letter in letters {
        command(&world, Actor::Machine, Command::LetterSent(letter)).await;
    }
    let case = only(&world).case;
    assert!(matches!(case.state, State::AwaitingAnswer { .. }), "{:?}", case.state);
    let status = format!("/status/{}", token(Link::Case { case: id, complaint: case.filing.complaint }));
    let page = get(&world, &status).await;
    assert!(page.body.contains("own outlet") && !page.body.contains("<b>here</b>"), "shown, as text");
    let answer = [("case", id.to_string()), ("answer", "concede".to_owned())];
    let answer: Vec<(&str, &str)> = answer.iter().map(|(a, b)| (*a, b.as_str())).collect();
    let conceded = post(&world, &format!("{status}/answer"), &answer).await;
    assert_eq!(conceded.status, StatusCode::SEE_OTHER, "{}", conceded.body);
    assert!(matches!(only(&world).case.state, State::RestoreDue { .. }));
    assert_eq!(world.look().queues[&Queue::Takedown].len(), 1, "takedown is nudged to restore");
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

#[tokio::test]
async fn the_form_can_be_opened_filled_in_by_a_link_but_never_with_markup() {
    let world = sample::world(1);
    let page = get(&world, "/?lang=en&listings=%3Cscript%3Ealert(1)%3C/script%3E&right_office=EM").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("<script>alert"));
    for asset in page.body.split('"').filter(|part| part.starts_with("/assets/")) {
        assert_eq!(get(&world, asset).await.status, StatusCode::OK, "{asset}");
    }
    let id = "00000000000000000000000000000001".parse().unwrap();
    assert!(world.load(&[id]).await.unwrap()[0].is_none());
}

#[tokio::test]
async fn an_impostor_who_files_first_gets_no_hold_of_the_brands_complaint() {
    let world = sample::world(1);
    post(&world, "/complaints", &with("filing_code", "")).await;
    let impostors = only(&world).case;
    post(&world, "/complaints", &complete()).await;
    let inner = world.look();
    assert_eq!(inner.cases.len(), 2, "a proved complaint is a case of its own");
    assert!(inner.cases[&impostors.id].case.merged.is_empty());
}

#[tokio::test]
async fn a_repeat_shows_the_case_only_to_whom_proved_to_be_the_brand() {
    for (code, seen) in [(sample::FILING_CODE, true), ("", false)] {
        let world = sample::world(1);
        post(&world, "/complaints", &with("filing_code", code)).await;
        let repeat = post(&world, "/complaints", &with("filing_code", code)).await;
        assert_eq!(repeat.status, StatusCode::CREATED);
        let at = repeat.body.find("/status/").unwrap();
        let path: String = repeat.body[at..].chars().take_while(|c| *c != '"' && *c != '<').collect();
        let page = get(&world, &path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.body.contains("Ada North"), seen, "{code}");
    }
}
