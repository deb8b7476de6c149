//! `queue-sqs`.

use std::collections::BTreeMap;

use aws_sdk_sqs::types::MessageSystemAttributeName;
use case::{About, CaseId, Nudge};
use port::{Nudges, Postponed, Queue, Redelivery as _, Reject, Rejects};
use queue_sqs::SqsQueues;
use testkit::conformance::{at, messages};
use uuid::Uuid;

use crate::support::canned::Canned;
use crate::support::emulator::Emulator;
use crate::support::schema::create_queue;

struct Queues {
    client: aws_sdk_sqs::Client,
    queues: SqsQueues,
    urls: BTreeMap<Queue, String>,
    rejects: String,
    meter: aws::Meter,
}

impl Queues {
    async fn new() -> Option<Self> {
        let environment = Emulator::shared()?.account();
        let meter = aws::Meter::default();
        let client = aws_sdk_sqs::Client::new(&aws::metered_config(&environment, &meter));
        let rejects = create_queue(&client, "reject").await;
        let mut queues = SqsQueues::new(client.clone()).with_rejects(&rejects);
        let mut urls = BTreeMap::new();
        for queue in Queue::ALL {
            let url = create_queue(&client, queue.name()).await;
            queues = queues.with(queue, &url);
            urls.insert(queue, url);
        }
        meter.reset();
        Some(Self { client, queues, urls, rejects, meter })
    }

    /// Takes messages out of a queue until there are `at_least`, and then until none is left.
    async fn receive(&self, url: &str, at_least: usize) -> Vec<aws_sdk_sqs::types::Message> {
        let mut received = Vec::new();
        loop {
            let wait = if received.len() < at_least { 5 } else { 0 };
            let answer = self
                .client
                .receive_message()
                .queue_url(url)
                .max_number_of_messages(10)
                .wait_time_seconds(wait)
                .message_attribute_names("All")
                .message_system_attribute_names(MessageSystemAttributeName::All)
                .send()
                .await
                .unwrap();
            let messages = answer.messages.unwrap_or_default();
            if messages.is_empty() {
                return received;
            }
            received.extend(messages);
        }
    }
}

#[tokio::test]
async fn nudges_arrive() {
    let Some(q) = Queues::new().await else { return };
    messages::nudges_arrive(&q.queues, async |queue, at_least| {
        let messages = q.receive(&q.urls[&queue], at_least).await;
        messages.into_iter().filter_map(|message| message.body).collect()
    })
    .await;
}

#[tokio::test]
async fn rejects_are_kept() {
    let Some(q) = Queues::new().await else { return };
    messages::rejects_are_kept(&q.queues, async |at_least| {
        let messages = q.receive(&q.rejects, at_least).await;
        messages.into_iter().filter_map(|message| message.body).collect()
    })
    .await;
}

#[tokio::test]
async fn a_reject_says_which_step_and_why() {
    let Some(q) = Queues::new().await else { return };
    let reject = Reject {
        step: "takedown",
        message_id: "m-1".into(),
        body: String::new(),
        reason: "message is malformed: \u{0}".into(),
    };
    q.queues.reject(&reject).await.unwrap();
    let message = q.receive(&q.rejects, 1).await.remove(0);
    let attributes = message.message_attributes.unwrap();
    assert_eq!(attributes["step"].string_value(), Some("takedown"));
    assert_eq!(attributes["message_id"].string_value(), Some("m-1"));
    assert_eq!(attributes["reason"].string_value(), Some("message is malformed: \u{FFFD}"));
}

#[tokio::test]
async fn nudges_go_ten_to_a_request() {
    let Some(q) = Queues::new().await else { return };
    let nudges: Vec<Nudge> =
        (0..21).map(|n| Nudge::new(About::Case(CaseId::new(Uuid::from_u128(n))), at(0))).collect();
    q.queues.nudge(Queue::Notify, &nudges, 0).await.unwrap();
    assert_eq!(q.meter.requests(), 3);
}

#[tokio::test]
async fn a_delayed_nudge_is_not_there_at_once() {
    let Some(q) = Queues::new().await else { return };
    let nudge = Nudge::new(About::Case(CaseId::new(Uuid::from_u128(1))), at(0));
    q.queues.nudge(Queue::Takedown, std::slice::from_ref(&nudge), 900).await.unwrap();
    q.queues.nudge(Queue::Takedown, &[nudge.clone(), nudge], 65_535).await.unwrap();
    assert!(q.receive(&q.urls[&Queue::Takedown], 0).await.is_empty());
}

#[tokio::test]
async fn what_could_not_be_sent_is_counted() {
    let Some(q) = Queues::new().await else { return };
    let nudges: Vec<Nudge> =
        (0..12).map(|n| Nudge::new(About::Case(CaseId::new(Uuid::from_u128(n))), at(0))).collect();
    let nowhere = format!("{}-gone", q.urls[&Queue::Takedown]);
    let queues = SqsQueues::new(q.client.clone()).with(Queue::Takedown, nowhere);
    for (queue, sent) in [(Queue::Takedown, 12), (Queue::Notify, 12), (Queue::Takedown, 1)] {
        let err = queues.nudge(queue, &nudges[..sent], 0).await.unwrap_err();
        assert_eq!((err.failed, err.sent, err.queue), (sent, sent, queue.name()));
    }
}

#[tokio::test]
async fn entries_that_sqs_did_not_take_are_sent_once_more() {
    let taken = |id: &str| serde_json::json!({ "Id": id, "MessageId": id, "MD5OfMessageBody": "0" });
    let refused = |id: &str, sender_fault: bool| serde_json::json!({ "Id": id, "SenderFault": sender_fault, "Code": if sender_fault { "Invalid" } else { "Busy" } });
    let answer = |taken: &[serde_json::Value], refused: &[serde_json::Value]| {
        (200, serde_json::json!({ "Successful": taken, "Failed": refused }).to_string())
    };
    let nudges: Vec<Nudge> =
        (0..4).map(|n| Nudge::new(About::Case(CaseId::new(Uuid::from_u128(n))), at(0))).collect();
    let send = async |canned: &Canned| {
        let client = aws_sdk_sqs::Client::new(&canned.config());
        let queues = SqsQueues::new(client).with(Queue::Notify, "https://sqs.invalid/1/notify");
        queues.nudge(Queue::Notify, &nudges, 0).await
    };
    let first = answer(&[taken("0")], &[refused("1", false), refused("2", true), refused("3", false)]);

    let canned = Canned::answering([first.clone(), answer(&[taken("1")], &[refused("3", false)])]);
    let err = send(&canned).await.unwrap_err();
    assert_eq!((err.failed, err.sent, canned.left()), (2, 4, 0), "the sender's fault is not tried again");
    assert!(err.source.unwrap().to_string().ends_with("Busy"));

    let first = answer(&[taken("0"), taken("2")], &[refused("1", false), refused("3", false)]);
    let canned = Canned::answering([first, answer(&[taken("1"), taken("3")], &[])]);
    send(&canned).await.unwrap();
    assert_eq!(canned.left(), 0);
}

#[tokio::test]
async fn a_postponed_message_comes_back_after_its_time() {
    let Some(q) = Queues::new().await else { return };
    let url = &q.urls[&Queue::Validation];
    let queues = SqsQueues::new(q.client.clone()).with_own(url);
    let nudges: Vec<Nudge> =
        (0..12).map(|n| Nudge::new(About::Case(CaseId::new(Uuid::from_u128(n))), at(0))).collect();
    q.queues.nudge(Queue::Validation, &nudges, 0).await.unwrap();
    let received = q.receive(url, 12).await;
    let receipt = |message: &aws_sdk_sqs::types::Message| message.receipt_handle.clone().unwrap();
    // The first comes back in a second; the others as late as can be, though more is asked for.
    let mut postponed: Vec<Postponed> =
        received.iter().map(|message| Postponed { receipt: receipt(message), after_s: 100_000 }).collect();
    postponed[0].after_s = 1;
    q.meter.reset();
    queues.postpone(&postponed).await.unwrap();
    assert_eq!(q.meter.requests(), 2, "ten to a request");
    let again = q.receive(url, 1).await;
    assert_eq!(again.len(), 1);
    assert_eq!(again[0].body, received[0].body);
    let attributes = again[0].attributes.as_ref().unwrap();
    assert_eq!(attributes[&MessageSystemAttributeName::ApproximateReceiveCount], "2");

    // One that SQS does not know is said, and the other is postponed all the same.
    let both = [
        Postponed { receipt: "no receipt".into(), after_s: 0 },
        Postponed { receipt: receipt(&again[0]), after_s: 0 },
    ];
    queues.postpone(&both).await.unwrap_err();
    assert_eq!(q.receive(url, 1).await.len(), 1);
    // A function that was given no queue of its own says so.
    SqsQueues::new(q.client.clone()).postpone(&both[1..]).await.unwrap_err();
}
