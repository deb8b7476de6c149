//! Evidence: uploads by a ticket, and files that come with a form.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use crate::common::{
    Answer, File, PNG, complete, has_picture, nothing_stored, only, post, post_json, post_with_files,
    status_path,
};
use app::parties::complaint_document;
use axum::http::StatusCode;
use contract::statement::Statement;
use port::InboxKey;
use serde_json::{Value, json};
use testkit::sample;
use testkit::world::World;

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
    assert!(has_picture(&world).await);
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
    let largest = json!({ "name": "x", "media": "image/png", "size": 10_u64 << 20 }).to_string();
    assert_eq!(post_json(&world, "/uploads", largest).await.status, StatusCode::OK);
}

#[tokio::test]
async fn files_come_with_the_form_where_no_script_uploads_them() {
    let world = sample::world(1);
    let files = [
        File { name: "label.png", media: "image/png", bytes: PNG },
        File { name: "", media: "application/octet-stream", bytes: b"" },
    ];
    let answer = post_with_files(&world, "/complaints", &complete(), &files).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    assert!(has_picture(&world).await);
    let inner = world.look();
    assert_eq!(inner.sealed.len(), 2, "the picture and the complaint; that no other file was chosen is none");
}

#[tokio::test]
async fn files_are_not_lost_when_the_form_has_to_be_mended() {
    let world = sample::world(1);
    let mut fields = complete();
    fields.retain(|(name, _)| *name != "explanation");
    let files = [
        File { name: "label.png", media: "image/png", bytes: PNG },
        File { name: "page.png", media: "image/png", bytes: b"<html>not a picture</html>" },
    ];
    let answer = post_with_files(&world, "/complaints", &fields, &files).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("page.png") && answer.body.contains("href=\"#evidence\""));
    nothing_stored(&world);
    let kept = answer.hidden("evidence");
    assert!(kept.ends_with(" label.png"), "{kept}");
    let again = file_with(&world, &kept).await;
    assert_eq!(again.status, StatusCode::CREATED, "{}", again.body);
    assert!(has_picture(&world).await);
}

#[tokio::test]
async fn a_form_with_too_much_in_it_is_refused() {
    let world = sample::world(1);
    let large = vec![b'x'; 3 << 20];
    let two = ["a.txt", "b.txt"].map(|name| File { name, media: "text/plain", bytes: &large });
    let answer = post_with_files(&world, "/complaints", &complete(), &two).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let eleven: Vec<File<'_>> =
        (0..11).map(|_| File { name: "a.png", media: "image/png", bytes: PNG }).collect();
    let answer = post_with_files(&world, "/complaints", &complete(), &eleven).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("at most 10 files"), "{}", answer.body);
    nothing_stored(&world);
}

#[tokio::test]
async fn a_complainant_adds_words_and_files_to_a_complaint() {
    let world = sample::world(1);
    post(&world, "/complaints", &complete()).await;
    let path = format!("{}/message", status_path(&world));
    let id = only(&world).case.id.to_string();
    let empty = post(&world, &path, &[("case", &id), ("lang", "en")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains(&format!("href=\"#{id}-message-text\"")), "{}", empty.body);
    let lies = [File { name: "page.png", media: "image/png", bytes: b"<html></html>" }];
    let lied = post_with_files(&world, &path, &[("case", &id), ("text", "See the label.")], &lies).await;
    assert_eq!(lied.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(lied.body.contains("See the label.</textarea>"), "what was typed is kept");

    let files = [File { name: "label.png", media: "image/png", bytes: PNG }];
    let added = post_with_files(&world, &path, &[("case", &id), ("text", "See the label.")], &files).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let document = match &only(&world).log.last().unwrap().event {
        case::Event::Corresponded { document, by: case::Side::Complainant } => *document,
        other => panic!("{other:?}"),
    };
    let open = async |digest| app::vault::open(&world, &world, digest).await.unwrap();
    let statement = Statement::decode(&open(document).await).unwrap();
    assert_eq!(statement.text, "See the label.");
    let [file] = &statement.evidence[..] else { panic!("{:?}", statement.evidence) };
    assert_eq!((&file.name[..], file.size), ("label.png", PNG.len() as u64));
    assert_eq!(open(file.digest.parse().unwrap()).await, PNG);
    let page = crate::common::get(&world, &added.location).await;
    assert!(page.body.contains("added to your complaint") && page.body.contains("Message received"));
}

#[tokio::test]
async fn a_strangers_files_are_sealed_only_once_the_address_is_confirmed() {
    let world = sample::world(1);
    let mut fields = complete();
    fields.retain(|(name, _)| *name != "account_secret");
    let files = [File { name: "label.png", media: "image/png", bytes: PNG }];
    let pending = post_with_files(&world, "/complaints", &fields, &files).await;
    assert_eq!(pending.status, StatusCode::ACCEPTED, "{}", pending.body);
    nothing_stored(&world);
    // Uploads expire sooner than what waits for its confirmation.
    world.look().inbox.clear();
    crate::common::confirm(&world).await;
    assert!(has_picture(&world).await);
    let named = complaint_document(&world, &world, only(&world).case.filing.document).await.unwrap();
    let [file] = &named.evidence[..] else { panic!("{:?}", named.evidence) };
    let sealed = app::vault::open(&world, &world, file.digest.parse().unwrap()).await;
    assert_eq!(sealed.unwrap(), PNG, "the complaint names it as it is sealed");
}
