//! Evidence: straight from the browser to S3, under a ticket that fixes what may come.

use app::parties::complaint_document;
use case::{Digest, ListingRef};
use evidence_s3::S3Documents;
use port::{Cases as _, ListingCases as _, SystemClock};
use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use store_dynamodb::DynamoStore;

use super::client;
use crate::support::client::{Client, id_of, proven};

const BOUNDARY: &str = "------------------------evidence";
/// What one file may have, in bytes.
const MOST_BYTES: usize = 10 << 20;

async fn ticket(client: &Client<'_>) -> Value {
    let wanted = json!({ "name": "label.png", "media": "image/png", "size": 4_000 });
    let response = client.http.post(client.url("/uploads")).json(&wanted).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    response.json().await.unwrap()
}

/// Sends a file as a browser's form does, with some of the ticket's fields changed.
async fn send(
    client: &Client<'_>,
    ticket: &Value,
    changed: &[(&str, &str)],
    file: &[u8],
) -> (StatusCode, String) {
    let mut body = Vec::new();
    for (name, value) in ticket["fields"].as_object().unwrap() {
        let changed = changed.iter().find(|(field, _)| field == name).map(|(_, value)| *value);
        let value = changed.unwrap_or_else(|| value.as_str().unwrap());
        let part =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"label.png\"\r\n\
         Content-Type: image/png\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(file);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    let request = client.http.post(ticket["url"].as_str().unwrap()).body(body);
    let request = request.header(CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
    let response = request.send().await.unwrap();
    (response.status(), response.text().await.unwrap())
}

#[tokio::test]
async fn a_picture_uploaded_to_s3_is_encrypted_and_sealed_under_its_hash() {
    let client = client!();
    let listing = client.listing().await;
    let picture = listing.replace("/listings/", "/pictures/") + ".png";
    let picture = client.http.get(picture).send().await.unwrap().bytes().await.unwrap();
    // Bytes of its own, so that only this test can have sealed them.
    let picture = [&picture[..], id_of(&listing).as_bytes()].concat();
    let ticket = ticket(&client).await;
    let (status, answer) = send(&client, &ticket, &[], &picture).await;
    assert!(status.is_success(), "{status} {answer}");

    let plain = format!("sealed/{}", Digest::of(&picture));
    let evidence = evidence_s3::client(&aws::config(&client.stack.environment()));
    let bucket = client.stack.setting("GOODFAITH_EVIDENCE_BUCKET");

    let named = format!("{} label.png", ticket["key"].as_str().unwrap());
    let fields = [proven(&listing), vec![("evidence", named.as_str())]].concat();
    let filed = client.file(&fields).await;
    let as_sent = evidence.head_object().bucket(bucket).key(&plain).send().await;
    assert!(as_sent.is_err(), "nothing is sealed as it was sent");

    let config = aws::config(&client.stack.environment());
    let table = client.stack.setting("GOODFAITH_TABLE");
    let store = DynamoStore::new(store_dynamodb::Client::new(&config), table);
    let documents = S3Documents::new(evidence.clone(), bucket, policy::EVIDENCE_RETENTION_DAYS, SystemClock);
    let listing: ListingRef = format!("demo/{}", id_of(&listing)).parse().unwrap();
    let case = store.listing_cases(&listing, None, 1).await.unwrap().cases[0].case;
    let stored = store.load(&[case]).await.unwrap().pop().flatten().unwrap();
    let complaint = complaint_document(&documents, &store, stored.case.filing.document).await.unwrap();
    let digest: Digest = complaint.evidence[0].digest.parse().unwrap();
    let opened = app::vault::open(&documents, &store, digest).await.unwrap();
    assert_eq!(opened, picture, "with the key it reads as it was sent");

    let key = format!("sealed/{digest}");
    let sealed = evidence.get_object().bucket(bucket).key(&key).send().await.unwrap();
    assert_eq!(
        sealed.content_type(),
        Some("application/octet-stream"),
        "nothing is served as active content"
    );
    let bytes = sealed.body.collect().await.unwrap().to_vec();
    assert!(bytes.starts_with(b"GFE1") && Digest::of(&bytes) == digest, "encrypted, under its own hash");
    client.reaches(&filed.status, "in_force").await;
}

#[tokio::test]
async fn s3_itself_refuses_what_the_ticket_does_not_allow() {
    let client = client!();
    let ticket = ticket(&client).await;
    let (status, answer) = send(&client, &ticket, &[("Content-Type", "text/html")], b"<script>").await;
    assert_eq!(status, StatusCode::FORBIDDEN, "{answer}");
    let (status, answer) = send(&client, &ticket, &[], &vec![0; MOST_BYTES + 1]).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{answer}");
    assert!(answer.contains("EntityTooLarge"), "{answer}");
    let (status, answer) = send(&client, &ticket, &[("key", "mail/forged")], b"From: somebody").await;
    assert_eq!(status, StatusCode::FORBIDDEN, "{answer}");
}
