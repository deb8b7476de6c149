//! Ways back: the complainant withdraws, the seller objects.

use reqwest::StatusCode;

use super::client;
use crate::support::client::{link, proven};

#[tokio::test]
async fn a_complaint_withdrawn_after_the_takedown_brings_the_listing_back() {
    let client = client!();
    let listing = client.listing().await;
    let filed = client.file(&proven(&listing)).await;
    let case = client.reaches(&filed.status, "in_force").await;
    client.answers(&listing, StatusCode::GONE).await;
    client.act(&format!("{}/withdraw", filed.status), &[("lang", "en"), ("case", &case)]).await;
    client.answers(&listing, StatusCode::OK).await;
    client.letter(&listing, "Your listing is available again").await;
}

#[tokio::test]
async fn a_counter_notice_that_the_complainant_concedes_brings_the_listing_back() {
    let client = client!();
    let listing = client.listing().await;
    let filed = client.file(&proven(&listing)).await;
    let case = client.reaches(&filed.status, "in_force").await;
    let statement = client.letter(&listing, "Your listing was taken down").await;
    let seller = link(&statement.text, "/seller/");
    assert!(client.page(&format!("{seller}?lang=en")).await.contains("Object to the decision"));
    let objection = [
        ("lang", "en"),
        ("action", "counter_notice"),
        ("text", "We bought these jackets from the brand; the invoice is at hand."),
        ("name", "Summit Outlet"),
        ("statement", "yes"),
    ];
    client.act(&seller, &objection).await;
    client.letter(&listing, "We have received your objection").await;
    let told = client.letter(&listing, "The seller objects").await;
    assert!(told.text.contains("the invoice is at hand"), "{}", told.text);

    let page = client.page(&format!("{}?lang=en", link(&told.text, "/status/"))).await;
    assert!(page.contains("the invoice is at hand"), "{page}");
    let answer = [("lang", "en"), ("case", &*case), ("answer", "concede"), ("text", "")];
    client.act(&format!("{}/answer", filed.status), &answer).await;
    client.reaches(&filed.status, "restored").await;
    client.answers(&listing, StatusCode::OK).await;
    client.letter(&listing, "Your listing is available again").await;
    client.letter(&listing, "The listing is available again").await;
}
