//! What an operator relies on: the schedule, the logs, and state that is kept.

use std::time::Duration;

use reqwest::StatusCode;

use super::{Client, Stack, client};
use crate::support::client::{ACCOUNT_SECRET, PATIENCE, link, proven, until};

#[tokio::test]
async fn the_schedule_sweeps_each_minute() {
    let client = client!();
    until("a sweep without failures is logged", Duration::from_secs(150), async || {
        let logs = client.stack.logs();
        logs.lines()
            .any(|line| line.contains("\"message\":\"swept\"") && line.contains("\"failed\":0"))
            .then_some(())
    })
    .await;
}

#[tokio::test]
async fn no_function_logs_what_stands_for_a_person() {
    let client = client!();
    let listing = client.listing().await;
    let mut fields = proven(&listing);
    fields.retain(|(name, _)| !["name", "email", "explanation"].contains(name));
    fields.extend([
        ("name", "Ottoline Persimmon"),
        ("email", "ottoline@persimmon.example"),
        ("postal_address", "12 Quince Lane, Medlar"),
        ("telephone", "+49 30 5550199"),
        ("explanation", "The damson-coloured seam is glued."),
    ]);
    let filed = client.file(&fields).await;
    client.reaches(&filed.status, "in_force").await;
    let statement = client.letter(&listing, "Your listing was taken down").await;
    let seller = link(&statement.text, "/seller/");
    let objection = [
        ("lang", "en"),
        ("action", "counter_notice"),
        ("text", "We have sold mulberries for years."),
        ("name", "Barnaby Bullace"),
        ("statement", "yes"),
    ];
    client.act(&seller, &objection).await;
    client.letter(&listing, "We have received your objection").await;

    let logs = until("each of the functions has logged its part", PATIENCE, async || {
        let logs = client.stack.logs();
        let spoke =
            |name: &str| logs.lines().any(|line| line.starts_with(&format!("goodfaith-local-{name} ")));
        ["intake", "validation", "takedown", "notify"].into_iter().all(spoke).then_some(logs)
    })
    .await;
    let personal = [
        "Ottoline",
        "Persimmon",
        "persimmon.example",
        "Quince",
        "5550199",
        "damson",
        "mulberries",
        "Bullace",
        "shop.example",
        "northlight.example",
        "Summit Outlet",
        ACCOUNT_SECRET,
        &filed.status,
        &seller,
    ];
    let lower = logs.to_lowercase();
    for word in personal {
        let word = word.to_lowercase();
        let line = lower.lines().find(|line| line.contains(&word));
        assert_eq!(line, None, "{word:?} is logged");
    }
}

#[tokio::test]
async fn what_was_decided_survives_a_restart() {
    let Some(mut stack) = Stack::start("restarted") else { return };
    let (listing, filed) = {
        let client = Client::new(&stack);
        let listing = client.listing().await;
        let filed = client.file(&proven(&listing)).await;
        client.reaches(&filed.status, "in_force").await;
        (listing, filed)
    };
    let address = stack.setting("AWS_ENDPOINT_URL").to_owned();
    stack.restart();
    assert_eq!(
        stack.setting("AWS_ENDPOINT_URL"),
        address,
        "a restarted stack keeps its port while that is free"
    );
    stack.restart_elsewhere();
    assert_ne!(stack.setting("AWS_ENDPOINT_URL"), address);
    let client = Client::new(&stack);
    client.reaches(&filed.status, "in_force").await;
    client.answers(&listing, StatusCode::GONE).await;
    // And it goes on working.
    let listing = client.listing().await;
    let filed = client.file(&proven(&listing)).await;
    client.reaches(&filed.status, "in_force").await;
}
