//! Several mails of one batch at a time.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use aws_lambda_events::event::sqs::SqsBatchResponse;
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

use crate::mails::{TEXT, mail, notification_of, notify_all};

/// The call by which a mail is loaded.
const LOAD: &str = "mail_drop.message";
/// The call by which what a complaint brings is sealed.
const SEAL: &str = "documents.seal";

/// A world into whose inbox these mails were put, and what S3 tells of each: that it is of `size` bytes.
fn arrived(mails: &[String], size: usize) -> (World, Vec<String>) {
    let world = sample::world(1);
    let told = (1..).zip(mails).map(|(number, mail)| {
        let key = format!("mail/{number}");
        world.look().mail_drop.insert(key.clone(), mail.clone().into_bytes());
        notification_of(&key, size)
    });
    let told = told.collect();
    (world, told)
}

/// A mail that is answered, and of which nothing is sealed.
fn without_listing() -> String {
    mail("", &TEXT.replace("Listing: http://market.example/listings/1001\r\n", ""))
}

/// Works through a batch while nothing can be sealed; then, after `meanwhile` has looked, to its end.
async fn while_nothing_is_sealed(
    world: &World,
    told: &[String],
    meanwhile: impl FnOnce(),
) -> SqsBatchResponse {
    let bodies: Vec<&str> = told.iter().map(String::as_str).collect();
    world.hold(&[SEAL]);
    let mut working = pin!(notify_all(world, &bodies));
    let mut look = Some(meanwhile);
    poll_fn(|context| match working.as_mut().poll(context) {
        Poll::Ready(response) => Poll::Ready(response),
        Poll::Pending => {
            if let Some(look) = look.take() {
                look();
            }
            world.let_through();
            Poll::Pending
        }
    })
    .await
}

fn loaded(world: &World) -> usize {
    world.look().calls.iter().filter(|call| **call == LOAD).count()
}

#[tokio::test]
async fn a_mail_that_cannot_be_sealed_yet_does_not_hold_up_the_next() {
    let (world, told) = arrived(&[mail("", TEXT), without_listing()], 1_000);
    let response = while_nothing_is_sealed(&world, &told, || {
        assert!(world.look().cases.is_empty());
        assert_eq!(world.look().sent.len(), 1, "the second is answered");
    })
    .await;
    assert!(response.batch_item_failures.is_empty());
    assert_eq!(world.look().cases.len(), 1);
}

#[tokio::test]
async fn mails_in_hand_are_no_larger_than_the_largest_that_is_taken() {
    for (size, at_a_time) in [(10 << 20, 2), (25 << 20, 1), (usize::MAX, 1)] {
        let mails = ["first", "second", "third"].map(|words| mail("", &format!("{TEXT}{words}\r\n")));
        let (world, told) = arrived(&mails, size);
        let response =
            while_nothing_is_sealed(&world, &told, || assert_eq!(loaded(&world), at_a_time, "{size}")).await;
        assert!(response.batch_item_failures.is_empty());
        assert_eq!((loaded(&world), world.look().rejects.len()), (3, 0), "{size}");
    }
}

#[tokio::test]
async fn of_a_batch_what_failed_comes_again_and_nothing_else() {
    let (world, mut told) = arrived(&[mail("", TEXT), without_listing()], 1_000);
    told.insert(1, "garbage".to_owned());
    let nth = world.look().calls.len();
    world.plan([Fault { nth, kind: FaultKind::Fails }]);
    let bodies: Vec<&str> = told.iter().map(String::as_str).collect();
    let response = notify_all(&world, &bodies).await;
    assert_eq!(world.look().calls[nth], LOAD);
    let failed: Vec<_> = response.batch_item_failures.iter().map(|it| it.item_identifier.as_str()).collect();
    assert_eq!(failed, ["m1"]);
    let (rejects, answers) = {
        let inner = world.look();
        (inner.rejects.len(), inner.sent.len())
    };
    assert_eq!((rejects, answers), (1, 1));
    assert!(notify_all(&world, &bodies[..1]).await.batch_item_failures.is_empty());
    assert_eq!(world.look().cases.len(), 1);
}
