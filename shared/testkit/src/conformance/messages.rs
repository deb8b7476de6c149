//! [`Nudges`], [`Rejects`] and [`Mailer`].

use case::{About, CaseId, Nudge};
use port::{Mailer, Nudges, OutgoingMail, Queue, Reject, Rejects, SendOutcome};
use uuid::Uuid;

use super::sample::at;

fn nudge(number: u128) -> Nudge {
    Nudge::new(About::Case(CaseId::new(Uuid::from_u128(number))), at(0))
}

/// Every nudge arrives in its queue, once or more. `receive` returns the bodies waiting in a queue and
/// takes them out, having waited until there are `at_least` or it is clear that no more come.
pub async fn nudges_arrive<S: Nudges>(queues: &S, receive: impl AsyncFn(Queue, usize) -> Vec<String>) {
    queues.nudge(Queue::Validation, &[], 0).await.unwrap();
    queues.nudge(Queue::Takedown, &[nudge(1)], 0).await.unwrap();
    let many: Vec<Nudge> = (10..33).map(nudge).collect();
    queues.nudge(Queue::Notify, &many, 0).await.unwrap();
    for (queue, sent) in
        [(Queue::Validation, vec![]), (Queue::Takedown, vec![nudge(1)]), (Queue::Notify, many)]
    {
        let mut received = receive(queue, sent.len()).await;
        received.sort_unstable();
        received.dedup();
        let mut sent: Vec<String> = sent.iter().map(contract::nudge::encode).collect();
        sent.sort_unstable();
        assert_eq!(received, sent, "what arrived in the {} queue", queue.name());
    }
}

/// A rejected message is kept with its body. `bodies` returns the bodies in the reject queue.
pub async fn rejects_are_kept<S: Rejects>(queues: &S, bodies: impl AsyncFn(usize) -> Vec<String>) {
    let reject = |body: &str| Reject {
        step: "validation",
        message_id: "5fea7756-0ea4-451a-a703-a558b933e274".into(),
        body: body.into(),
        reason: "message is malformed: expected value at line 1 column 1".into(),
    };
    queues.reject(&reject("{not json")).await.unwrap();
    let long = "x".repeat(200_000);
    queues.reject(&reject(&long)).await.unwrap();
    let mut kept = bodies(2).await;
    kept.sort_by_key(String::len);
    assert!(kept == ["{not json".to_owned(), long], "both bodies are kept");
}

/// A letter is taken, under an id.
pub async fn letters_are_taken<S: Mailer>(mailer: &S) {
    let mime = "From: Goodfaith <notices@goodfaith.example>\r\nTo: seller@shop.example\r\n\
                Message-ID: <1@goodfaith.example>\r\nSubject: Your listing\r\n\
                Content-Type: text/plain; charset=utf-8\r\n\r\nIt was taken down.\r\n";
    let mail = OutgoingMail { to: "seller@shop.example".into(), mime: mime.into() };
    match mailer.send(&mail).await {
        SendOutcome::Accepted(id) => assert!(!id.is_empty(), "the mail service names an id"),
        outcome => panic!("{outcome:?}"),
    }
}
