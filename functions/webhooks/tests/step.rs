//! Webhooks over the world in memory: what an account's endpoint sees.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::future::{Future as _, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use app::change;
use app::filing::{IdentifiedComplaint, open_case};
use case::{Actor, Announcement, Command, DeclineCode, Element, Letter, OwedLetter};
use port::{
    Account, Accounts as _, Announcements as _, Delivery, Documents as _, StoredCase, WallClock as _, Webhook,
};
use standardwebhooks::Webhook as Receiver;
use step::BatchContext;
use testkit::sample;
use testkit::world::{EndpointMode, Fault, FaultKind, World};
use webhooks::Webhooks;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const URL: &str = "https://brand.example/hook";

fn account() -> Account {
    let webhook = Some(Webhook { url: URL.into(), secret: SECRET.into(), gone_at: None });
    Account { webhook, version: 1, ..sample::account() }
}

/// A world with an account, and a case of it that was declined.
async fn declined() -> (World, StoredCase) {
    of_account(Command::Decline { code: DeclineCode::RightUnknown, note: None }).await
}

/// A world with an account, and a case of it to which the machine did this.
async fn of_account(command: Command) -> (World, StoredCase) {
    let world = sample::world(1);
    world.put_account(&account()).await.unwrap();
    let complaint = sample::complaint(1, [0]);
    let sealed = world.seal(&complaint.encode(), "application/json").await.unwrap();
    let filed = IdentifiedComplaint::read(&complaint).unwrap();
    open_case(&world, &filed, 0, sealed.digest).await.unwrap();
    let stored = world.look().cases.values().next().unwrap().clone();
    let changed = change(&world, stored, &Actor::Machine, &[command], world.now()).await.unwrap();
    world.look().calls.clear();
    (world, changed.stored)
}

fn announcement(stored: &StoredCase, of: u32, letter: Letter) -> Announcement {
    Announcement {
        account: "northlight".parse().unwrap(),
        case: stored.case.id,
        owed: OwedLetter { of, letter },
        sent_at: stored.case.last_at,
    }
}

async fn run_once(world: &World) -> bool {
    let Some((taken, event)) = world.receive_announced(1) else { return false };
    let step = Webhooks {
        store: world.clone(),
        endpoints: world.clone(),
        clock: world.clone(),
        public_url: "https://goodfaith.example".to_owned(),
    };
    let time = Duration::from_secs(30);
    let context =
        BatchContext { cases: world, nudges: world, rejects: world, clock: world, journal: world, time };
    let response = world.until_crash(step.work(&context, &event)).await;
    world.finish_announced(taken, response.as_ref());
    true
}

async fn run(world: &World) {
    while run_once(world).await {}
}

fn posted(world: &World) -> Vec<Delivery> {
    world.look().posted.clone()
}

fn json(delivery: &Delivery) -> serde_json::Value {
    serde_json::from_str(&delivery.body).unwrap()
}

#[tokio::test]
async fn an_account_is_told_what_happened_and_can_verify_who_says_so() {
    let (world, stored) = declined().await;
    let both = [announcement(&stored, 0, Letter::Receipt), announcement(&stored, 1, Letter::Declined)];
    world.announce(&both).await.unwrap();
    run(&world).await;
    let [filed, declined] = posted(&world).try_into().unwrap();
    assert_eq!(declined.url, URL);
    assert_ne!(filed.id, declined.id);
    let body = json(&declined);
    assert_eq!(body["type"], "case.declined");
    assert_eq!(body["data"]["decline"]["code"], "right_unknown");
    assert_eq!(body["data"]["decline"]["field"], "right_number");
    assert_eq!(body["data"]["listing"], "demo/1001");
    // What was told then stays what is told, whatever happened since.
    assert_eq!(
        (&json(&filed)["type"], &json(&filed)["data"]["state"]),
        (&"case.filed".into(), &"filed".into())
    );
    assert!(!declined.body.contains("northlight.example"), "no personal data: {}", declined.body);

    let signer = Receiver::new(SECRET).unwrap();
    let again = signer.sign(&declined.id, declined.timestamp, declined.body.as_bytes()).unwrap();
    assert_eq!(again, declined.signature);
    assert_eq!(declined.timestamp, world.now().as_second());
}

#[tokio::test]
async fn whatever_dies_the_event_arrives_and_a_double_is_known_by_its_id() {
    let calls = {
        let (world, stored) = declined().await;
        world.announce(&[announcement(&stored, 1, Letter::Declined)]).await.unwrap();
        run(&world).await;
        world.look().calls.len()
    };
    for nth in 1..calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let (world, stored) = declined().await;
            world.plan([Fault { nth, kind }]);
            let once = announcement(&stored, 1, Letter::Declined);
            // The queue itself delivers a message twice now and then.
            world.announce(&[once.clone(), once]).await.unwrap();
            run(&world).await;
            let posted = posted(&world);
            assert!((2..=3).contains(&posted.len()), "call {nth} {kind:?}: {} posts", posted.len());
            assert!(posted.iter().all(|post| post.id == posted[0].id && post.body == posted[0].body));
            assert!(world.look().rejects.is_empty());
        }
    }
}

#[tokio::test]
async fn an_endpoint_that_fails_is_tried_again_after_growing_times_for_about_a_day() {
    let (world, stored) = declined().await;
    world.announce(&[announcement(&stored, 1, Letter::Declined)]).await.unwrap();
    world.look().endpoint_modes = vec![EndpointMode::Fails; 10].into();
    run(&world).await;
    let waits: Vec<u32> = world.look().postponed.iter().map(|postponed| postponed.after_s).collect();
    let longest = [300, 900, 3_600, 7_200, 7_200, 14_400, 14_400, 14_400, 14_400, 0];
    assert_eq!(waits.len(), longest.len());
    let fits = |(wait, longest): (&u32, u32)| (longest * 3 / 4..=longest).contains(wait);
    assert!(waits.iter().zip(longest).all(fits), "{waits:?}");
    assert!((15..24).contains(&(waits.iter().sum::<u32>() / 3_600)), "{waits:?}");
    assert_eq!(posted(&world), []);
    assert!(world.look().announced.is_empty(), "it is a dead letter");

    // One that took it, whose answer was lost, is told again under the same id.
    world.announce(&[announcement(&stored, 1, Letter::Declined)]).await.unwrap();
    world.look().endpoint_modes = vec![EndpointMode::LosesAnswer].into();
    run(&world).await;
    assert_eq!(posted(&world).len(), 2);
    assert_eq!(posted(&world)[0].id, posted(&world)[1].id);
}

#[tokio::test]
async fn an_endpoint_that_is_gone_is_switched_off() {
    let (world, stored) = declined().await;
    world.look().endpoint_modes = vec![EndpointMode::IsGone].into();
    let both = [announcement(&stored, 0, Letter::Receipt), announcement(&stored, 1, Letter::Declined)];
    world.announce(&both).await.unwrap();
    run(&world).await;
    let account = world.account(&"northlight".parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(account.webhook.unwrap().gone_at, Some(world.now()));
    assert_eq!(posted(&world), [], "nothing more is posted");
    assert_eq!(world.look().calls.iter().filter(|call| **call == "endpoints.post").count(), 1);
}

#[tokio::test]
async fn an_endpoint_that_was_set_meanwhile_is_not_switched_off() {
    let (world, stored) = declined().await;
    world.look().endpoint_modes = vec![EndpointMode::IsGone].into();
    world.announce(&[announcement(&stored, 1, Letter::Declined)]).await.unwrap();
    world.hold(&["endpoints.post"]);
    let mut working = pin!(run_once(&world));
    let mut set = false;
    poll_fn(|context| match working.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(done),
        Poll::Pending => {
            if !std::mem::replace(&mut set, true) {
                let mut inner = world.look();
                let account = inner.accounts.get_mut(&account().id).unwrap();
                account.version += 1;
                "https://brand.example/new".clone_into(&mut account.webhook.as_mut().unwrap().url);
            }
            world.let_through();
            Poll::Pending
        }
    })
    .await;
    let kept = world.account(&account().id).await.unwrap().unwrap().webhook.unwrap();
    assert_eq!((kept.url.as_str(), kept.gone_at), ("https://brand.example/new", None));
}

#[tokio::test]
async fn an_account_is_told_what_its_complaint_lacks() {
    let (world, stored) = of_account(Command::FindIncomplete { missing: vec![Element::Telephone] }).await;
    world.announce(&[announcement(&stored, 1, Letter::Incomplete)]).await.unwrap();
    run(&world).await;
    let [asked] = posted(&world).try_into().unwrap();
    assert_eq!(json(&asked)["data"]["missing"], serde_json::json!(["telephone"]));
}

#[tokio::test]
async fn an_account_without_webhook_is_not_told() {
    let (world, stored) = declined().await;
    world.look().accounts.values_mut().for_each(|account| account.webhook = None);
    world.announce(&[announcement(&stored, 1, Letter::Declined)]).await.unwrap();
    run(&world).await;
    assert!(posted(&world).is_empty() && world.look().rejects.is_empty());
}

#[tokio::test]
async fn what_can_never_be_told_is_put_aside_with_the_reason() {
    let (world, stored) = declined().await;
    let stranger =
        Announcement { account: "nobody".parse().unwrap(), ..announcement(&stored, 0, Letter::Receipt) };
    // The first event makes a receipt owed, not this; only the seller is told of reasons; there is no tenth.
    let wrong = [(0, Letter::Declined), (1, Letter::StatementOfReasons), (9, Letter::Receipt)];
    let mut all: Vec<_> = wrong.iter().map(|(of, letter)| announcement(&stored, *of, *letter)).collect();
    all.push(stranger);
    world.announce(&all).await.unwrap();
    run(&world).await;
    assert_eq!(world.look().rejects.len(), 4);
    assert!(posted(&world).is_empty());
}
