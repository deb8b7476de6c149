//! A marketplace that does not do as it is told, or does not say so.

use reqwest::StatusCode;

use super::client;
use crate::support::client::proven;

#[tokio::test]
async fn a_refused_measure_waits_for_a_person_and_can_be_asked_again() {
    let client = client!();
    let listing = client.listing().await;
    client.spoil_order(&listing, "refuse").await;
    let filed = client.file(&proven(&listing)).await;
    let case = client.reaches(&filed.status, "measure_refused").await;
    let waiting = client.stack.goodfaith_json(&["desk", "list", "--most", "1000"]);
    assert!(waiting.as_array().unwrap().iter().any(|row| row["case"] == *case), "{waiting}");
    client.answers(&listing, StatusCode::OK).await;
    client.stack.goodfaith_by("ada", &["desk", "retry", &case]);
    client.reaches(&filed.status, "in_force").await;
    client.answers(&listing, StatusCode::GONE).await;
}

#[tokio::test]
async fn a_lost_answer_leads_to_one_order_carried_out() {
    let client = client!();
    let listing = client.listing().await;
    client.spoil_order(&listing, "lose_answer").await;
    let filed = client.file(&proven(&listing)).await;
    client.reaches(&filed.status, "in_force").await;
    let orders = client.orders(&listing).await;
    assert_eq!(orders.len(), 1, "{orders:?}");
    assert_eq!(orders[0]["performed"], 1);
    client.answers(&listing, StatusCode::GONE).await;
}

#[tokio::test]
async fn a_marketplace_that_hangs_is_asked_again_later() {
    let client = client!();
    let listing = client.listing().await;
    client.spoil_order(&listing, "hang").await;
    let filed = client.file(&proven(&listing)).await;
    client.reaches(&filed.status, "measure_unknown").await;
    client.answers(&listing, StatusCode::OK).await;
    client.reaches(&filed.status, "in_force").await;
    assert_eq!(client.orders(&listing).await.len(), 1);
    client.answers(&listing, StatusCode::GONE).await;
}
