//! Webhooks, as the reference library of Standard Webhooks for Python verifies them.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use app::filing::{IdentifiedComplaint, open_case};
use case::{Announcement, Letter, OwedLetter};
use jiff::Timestamp;
use port::{Accounts as _, Announcements as _, Delivery, Documents as _, WallClock as _, Webhook};
use serde_json::{Value, json};
use step::BatchContext;
use testkit::sample;
use testkit::world::World;
use webhooks::Webhooks;

use super::account;
use crate::support::tools::{root, tool};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// What was posted of a case that was filed a moment ago.
async fn posted() -> Delivery {
    let world = sample::world(1);
    // The library takes nothing that is older than five minutes.
    #[allow(clippy::disallowed_methods, reason = "the receiver is another program, with a clock of its own")]
    let now = Timestamp::now();
    world.look().now = now;
    account(&world).await;
    let mut account = world.account(&"northlight".parse().unwrap()).await.unwrap().unwrap();
    let url = "https://brand.example/hook".to_owned();
    account.webhook = Some(Webhook { url, secret: SECRET.to_owned(), gone_at: None });
    world.put_account(&account).await.unwrap();
    let complaint = sample::complaint(1, [0]);
    let sealed = world.seal(&complaint.encode(), "application/json").await.unwrap();
    let filed = IdentifiedComplaint::read(&complaint).unwrap();
    let case = open_case(&world, &filed, 0, sealed.digest).await.unwrap().case;
    let owed = OwedLetter { of: 0, letter: Letter::Receipt };
    let announcement = Announcement { account: account.id, case, owed, sent_at: world.now() };
    world.announce(&[announcement]).await.unwrap();
    deliver(&world).await;
    world.look().posted.remove(0)
}

async fn deliver(world: &World) {
    let step = Webhooks {
        store: world.clone(),
        endpoints: world.clone(),
        clock: world.clone(),
        public_url: "https://goodfaith.example".to_owned(),
    };
    let time = Duration::from_secs(30);
    let context =
        BatchContext { cases: world, nudges: world, rejects: world, clock: world, journal: world, time };
    let (taken, event) = world.receive_announced(1).unwrap();
    let response = step.work(&context, &event).await;
    world.finish_announced(taken, Some(&response));
}

/// What the library reads of a delivery; an error with its words when it does not trust it.
fn verified(python: &std::path::Path, delivery: &Delivery) -> Result<Value, String> {
    let headers = json!({
        "webhook-id": delivery.id,
        "webhook-timestamp": delivery.timestamp.to_string(),
        "webhook-signature": delivery.signature,
    });
    let mut program = Command::new(python)
        .arg(root().join("tests/api/verify_webhook.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let input = format!("{}\n{headers}\n{}\n", json!(SECRET), json!(delivery.body));
    program.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let said = program.wait_with_output().unwrap();
    if said.status.success() {
        Ok(serde_json::from_slice(&said.stdout).unwrap())
    } else {
        Err(String::from_utf8_lossy(&said.stderr).into_owned())
    }
}

#[tokio::test]
async fn another_implementation_verifies_what_is_posted() {
    let Some(python) = tool("python") else { return };
    let delivery = posted().await;
    let read = verified(&python, &delivery).unwrap();
    assert_eq!(read["type"], "case.filed");
    assert_eq!(read["data"]["listing"], "demo/1001");
    let forged = Delivery { body: delivery.body.replace("filed", "gone"), ..delivery.clone() };
    let late = Delivery { timestamp: delivery.timestamp - 600, ..delivery.clone() };
    let renamed = Delivery { id: format!("{}0", delivery.id), ..delivery };
    for wrong in [forged, late, renamed] {
        let error = verified(&python, &wrong).unwrap_err();
        assert!(error.contains("WebhookVerificationError"), "{error}");
    }
}
