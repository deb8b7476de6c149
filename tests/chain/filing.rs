//! The ways in, each to the end.

use std::collections::BTreeSet;

use reqwest::StatusCode;

use super::client;
use crate::support::client::{Client, HOLDER, PATIENCE, complaint, link, of_someone_new, proven, until};
use crate::support::tools::root;

/// What everybody knows once a listing of seller 2, who reads Chinese, is taken down.
async fn assert_taken_down(client: &Client<'_>, listing: &str) {
    client.answers(listing, StatusCode::GONE).await;
    for subject in ["We have received your complaint", "Your complaint was accepted", "Taken down"] {
        assert_eq!(client.letter(listing, subject).await.to, HOLDER);
    }
    let statement = client.letter(listing, "您的商品已下架").await;
    assert_eq!(statement.to, "seller-2@shop.example");
    assert!(statement.text.contains("假冒商品"), "the reason, in the seller's language: {}", statement.text);
    let letters = client.letters(listing).await;
    assert_eq!(letters.len(), 4, "one letter of each kind: {letters:?}");
}

async fn of_the_chinese_seller(client: &Client<'_>) -> String {
    client.listings(3).await.remove(2)
}

#[tokio::test]
async fn a_complaint_by_the_form_ends_in_a_takedown_that_can_be_proven() {
    let client = client!();
    let listing = of_the_chinese_seller(&client).await;
    let filed = client.file(&proven(&listing)).await;
    let case = client.reaches(&filed.status, "in_force").await;
    assert_taken_down(&client, &listing).await;
    let page = client.page(&format!("{}?lang=en", filed.status)).await;
    assert!(page.contains("Taken down") && page.contains(&filed.reference), "{page}");
    assert!(client.letter(&listing, "Taken down").await.text.contains(&filed.status));

    let filed_at = client.case(&filed.status).await["filed_at"].as_str().unwrap().to_owned();
    let report = client.stack.goodfaith_json(&["report", &filed_at[..10]]);
    let evidence = evidence_s3::client(&aws::config(&client.stack.environment()));
    let csv = evidence
        .get_object()
        .bucket(client.stack.setting("GOODFAITH_EVIDENCE_BUCKET"))
        .key(report["csv"].as_str().unwrap())
        .send()
        .await
        .unwrap();
    let csv = String::from_utf8(csv.body.collect().await.unwrap().to_vec()).unwrap();
    let row = csv.lines().find(|line| line.contains(&case)).unwrap_or_else(|| panic!("no {case}: {csv}"));
    assert!(row.contains("in_force"), "{row}");

    let export = client.stack.folder().join(format!("{case}.json"));
    std::fs::write(&export, client.stack.goodfaith(&["case", "export", &case])).unwrap();
    let verified = std::process::Command::new("python3")
        .arg(root().join("tests/verify_chain.py"))
        .stdin(std::fs::File::open(&export).unwrap())
        .status()
        .unwrap();
    assert!(verified.success(), "an independent program confirms the history");
}

/// The demo complaint, about another listing.
fn mail_about(listing: &str) -> String {
    let demo = std::fs::read_to_string(root().join("infra/local/demo/complaint.eml")).unwrap();
    demo.replace("http://127.0.0.1:8600/listings/1001", listing)
}

fn put_mail(client: &Client<'_>, name: &str, mail: &str) {
    let file = client.stack.folder().join(name);
    std::fs::write(&file, mail).unwrap();
    client.stack.goodfaith(&["mail", "put", file.to_str().unwrap()]);
}

#[tokio::test]
async fn a_complaint_by_mail_ends_in_a_takedown_and_a_reply_joins_its_case() {
    let client = client!();
    let listing = of_the_chinese_seller(&client).await;
    put_mail(&client, "complaint.eml", &mail_about(&listing));
    let letter = client.letter(&listing, "Taken down").await;
    let status = link(&letter.text, "/status/");
    let case = client.reaches(&status, "in_force").await;
    assert_taken_down(&client, &listing).await;

    // What a mail program makes of the letter's References. The stand-in for the mail service shows no headers.
    let complaint = mail_about(&listing);
    let (headers, _) = complaint.split_once("MIME-Version").unwrap();
    let domain = client.stack.setting("GOODFAITH_MAIL_FROM").rsplit('@').next().unwrap();
    let reply = headers.replace("<demo-complaint-en@", "<reply-en@")
        + &format!(
            "References: <{case}@{domain}>\nMIME-Version: 1.0\nContent-Type: text/plain\n\n\
             Thank you, that was quick.\n"
        );
    put_mail(&client, "reply.eml", &reply);
    until("the reply is part of the case", PATIENCE, async || {
        let shown = client.stack.goodfaith_json(&["case", "show", &case]);
        let history = shown["history"].as_array().unwrap();
        history.iter().any(|event| event["what"] == "corresponded").then_some(())
    })
    .await;
    client.reaches(&status, "in_force").await;
}

/// Files an unauthenticated complaint, follows the link in the letter, and returns the way to its page.
async fn confirmed(client: &Client<'_>, listing: &str, fields: &[(&str, &str)]) -> String {
    let response = client.form("/complaints", fields).await;
    assert_eq!(response.status(), StatusCode::ACCEPTED, "{}", response.text().await.unwrap());
    let letter = client.letter(listing, "Please confirm your complaint").await;
    let confirm = link(&letter.text, "/confirm/");
    assert!(client.page(&confirm).await.contains(listing));
    let answer = client.form(&confirm, &[]).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    link(answer.headers()["location"].to_str().unwrap(), "/status/")
}

#[tokio::test]
async fn an_unauthenticated_complaint_is_filed_once_its_address_is_confirmed() {
    let client = client!();
    let listing = client.listing().await;
    let status = confirmed(&client, &listing, &complaint(&listing)).await;
    client.reaches(&status, "in_force").await;
    client.answers(&listing, StatusCode::GONE).await;
}

#[tokio::test]
async fn a_right_that_the_register_does_not_know_waits_for_a_person() {
    let client = client!();
    let listing = client.listing().await;
    let mut fields = complaint(&listing);
    fields.retain(|(name, _)| *name != "right_number");
    // The form tells that the register does not know the number; the complainant insists.
    fields.extend([("right_number", "018999777"), ("despite", "yes")]);
    let status = confirmed(&client, &listing, &fields).await;
    let case = client.reaches(&status, "at_desk").await;
    let waiting = client.stack.goodfaith_json(&["desk", "list", "--most", "1000"]);
    assert!(waiting.as_array().unwrap().iter().any(|row| row["case"] == *case), "{waiting}");
    client.answers(&listing, StatusCode::OK).await;
    client.stack.goodfaith_by(
        "ada",
        &[
            "desk",
            "accept",
            &case,
            "--note",
            "The mark stands on the goods; the office shows the right.",
            "--although",
        ],
    );
    client.reaches(&status, "in_force").await;
    client.answers(&listing, StatusCode::GONE).await;
    let statement = client.letter(&listing, "Your listing was taken down").await;
    assert!(statement.text.contains("by a person"), "{}", statement.text);
}

#[tokio::test]
async fn somebody_new_complains_of_many_listings_a_person_reads_them_and_each_is_taken_down() {
    const MANY: u32 = 120;
    let client = client!();
    let listings = client.listings(MANY).await;
    let filed = client.file(&of_someone_new(&listings.join("\n"))).await;
    let ids: BTreeSet<&str> = listings.iter().filter_map(|address| address.rsplit('/').next()).collect();
    let waiting = until("a person is asked about 120 listings", 3 * PATIENCE, async || {
        let list = client.stack.goodfaith_json(&["desk", "list", "--most", "1000"]);
        let cases: Vec<String> = list
            .as_array()
            .unwrap()
            .iter()
            .filter(|case| case["question"] == "new_complainant")
            .filter(|case| ids.contains(case["listing"].as_str().unwrap().trim_start_matches("demo/")))
            .map(|case| case["case"].as_str().unwrap().to_owned())
            .collect();
        (cases.len() == MANY as usize).then_some(cases)
    })
    .await;
    for case in &waiting {
        client
            .stack
            .goodfaith_by("ada", &["desk", "accept", case, "--note", "The mark stands on the goods."]);
    }
    let mut down = 0;
    until("120 listings are taken down", 3 * PATIENCE, async || {
        down = 0;
        for page in 1..=3 {
            let page = client.page(&format!("{}?lang=en&page={page}", filed.status)).await;
            down += page.split("<article").skip(1).filter(|row| row.contains(">Taken down</span>")).count();
        }
        (down == MANY as usize).then_some(())
    })
    .await;
    for listing in [&listings[0], &listings[60], &listings[119]] {
        client.answers(listing, StatusCode::GONE).await;
        assert_eq!(client.orders(listing).await.len(), 1);
    }
}
