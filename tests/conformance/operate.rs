//! What only the operating tool asks of the adapters.

use evidence_s3::S3Inbox;
use port::{MailDrop as _, Reject, Rejects as _, SystemClock};
use queue_sqs::SqsQueues;
use queue_sqs::operate::SqsQueue;
use uuid::Uuid;

use crate::support::emulator::Emulator;
use crate::support::schema::{create_bucket, create_queue};

#[tokio::test]
async fn a_reject_is_looked_at_released_and_moved() {
    let Some(emulator) = Emulator::shared() else { return };
    let client = aws_sdk_sqs::Client::new(&aws::config(&emulator.account()));
    let (rejects, takedown) =
        (create_queue(&client, "reject").await, create_queue(&client, "takedown").await);
    let reject = Reject {
        step: "takedown",
        message_id: "m-1".into(),
        body: "{\"a\":1}".into(),
        reason: "the case does not exist".into(),
    };
    SqsQueues::new(client.clone()).with_rejects(&rejects).reject(&reject).await.unwrap();
    let (rejects, takedown) = (SqsQueue::new(client.clone(), rejects), SqsQueue::new(client, takedown));

    let seen = rejects.receive(300).await.unwrap().remove(0);
    assert_eq!((seen.body.as_str(), seen.step.as_deref()), ("{\"a\":1}", Some("takedown")));
    assert_eq!(seen.reason.as_deref(), Some("the case does not exist"));
    assert_eq!(rejects.receive(300).await.unwrap(), [], "it is hidden");

    rejects.release(&seen).await.unwrap();
    let again = rejects.receive(0).await.unwrap().remove(0);
    assert_eq!(again.id, seen.id);
    takedown.send(&again.body).await.unwrap();
    rejects.delete(&again).await.unwrap();
    assert_eq!(rejects.receive(0).await.unwrap(), []);
    assert_eq!(takedown.receive(0).await.unwrap().remove(0).body, reject.body);
}

#[tokio::test]
async fn a_mail_that_was_put_is_found_as_one_that_arrived() {
    let Some(emulator) = Emulator::shared() else { return };
    let environment = emulator.account();
    let client = evidence_s3::client(&aws::config(&environment));
    create_bucket(&client, &environment.region, "inbox", false).await;
    let inbox = S3Inbox::new(client, "inbox", &environment, SystemClock);
    let mail = b"From: a@b.example\r\n\r\nhello\r\n";
    let key = inbox.put_mail(Uuid::from_u128(7), mail).await.unwrap();
    assert_eq!(key, "mail/00000000000000000000000000000007");
    assert_eq!(inbox.message(&key, 1_000).await.unwrap(), mail);
}
