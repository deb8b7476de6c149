//! What comes by mail from the people of an account, and from those who were removed.

use app::{add_member, remove_member};
use case::{AccountId, CaseId, Owner, Proof};
use jiff::{SignedDuration, Timestamp};
use port::{OwnComplaints as _, WallClock as _};
use testkit::sample;
use testkit::world::World;

use crate::mails::{KEY, TEXT, deliver, mail, notify, unauthenticated};

const ADA: &str = "ada@northlight.example";
/// The same mailbox.
const ADA_TAGGED: &str = "Ada+new@northlight.example";

fn account() -> AccountId {
    sample::account().id
}

fn from(address: &str, mail: &str) -> String {
    mail.replace(sample::HOLDER, address)
}

/// Lets S3 tell of a mail that it stored at `at`.
async fn arrives(world: &World, at: Timestamp, raw: &str) {
    world.look().mail_drop.insert(KEY.to_owned(), raw.into());
    let body = format!(r#"{{"Records":[{{"eventTime":"{at}","s3":{{"object":{{"key":"{KEY}"}}}}}}]}}"#);
    assert!(notify(world, &body).await.batch_item_failures.is_empty());
}

fn cases(world: &World) -> Vec<CaseId> {
    world.look().cases.keys().copied().collect()
}

#[tokio::test]
async fn an_account_lists_its_mails_in_the_order_in_which_they_arrived() {
    let world = sample::world(6);
    let first: Timestamp = "2026-11-02T09:00:00Z".parse().unwrap();
    let mut expected = Vec::new();
    for number in 0..6_usize {
        let at = first + SignedDuration::from_millis(i64::try_from(number).unwrap());
        let raw = mail("", &TEXT.replace("1001", &(1001 + number).to_string()));
        arrives(&world, at, &raw).await;
        // SQS tells of it again, much later.
        world.pass(SignedDuration::from_hours(1));
        arrives(&world, at, &raw).await;
        expected.insert(0, at);
    }
    let own = world.own_complaints(&account(), None, 99).await.unwrap();
    assert_eq!(own.iter().map(|it| it.filed_at).collect::<Vec<_>>(), expected);
    assert!(own.iter().all(|it| it.complaint.uuid().get_version_num() == 7));
    let before = world.own_complaints(&account(), Some(own[2].complaint), 99).await.unwrap();
    assert_eq!(before, own[3..], "and page by page");
}

#[tokio::test]
async fn one_mail_told_of_without_a_time_is_one_complaint() {
    let world = sample::world(1);
    for _ in 0..2 {
        world.look().mail_drop.insert(KEY.to_owned(), mail("", TEXT).into());
        let body = format!(r#"{{"Records":[{{"s3":{{"object":{{"key":"{KEY}"}}}}}}]}}"#);
        assert!(notify(&world, &body).await.batch_item_failures.is_empty());
        world.pass(SignedDuration::from_hours(1));
    }
    assert_eq!(cases(&world).len(), 1);
    assert_eq!(world.own_complaints(&account(), None, 9).await.unwrap().len(), 1);
    assert!(world.look().cases.values().all(|stored| stored.case.merged.is_empty()));
}

#[tokio::test]
async fn a_removed_member_speaks_for_no_case_of_the_account_under_any_address() {
    let world = sample::world(2);
    let party = add_member(&world, &account(), ADA, world.now()).await.unwrap();
    assert!(!deliver(&world, from(ADA, &mail("", TEXT))).await);
    let [case] = cases(&world)[..] else { panic!("one case") };
    assert_eq!(world.look().cases[&case].case.filing.owner, Owner::Account(account()));
    remove_member(&world, &world, &account(), ADA, world.now()).await.unwrap();

    let thread = format!("References: <{case}@goodfaith.example>\r\n");
    let reply = mail(&thread, "Here is the invoice of our test purchase.\r\n");
    for address in [ADA, ADA_TAGGED] {
        deliver(&world, from(address, &reply)).await;
        let inner = world.look();
        assert_eq!(inner.cases[&case].case.documents.len(), 1, "{address}");
    }

    // What it files now is its own, and the account does not see it.
    let listed = world.own_complaints(&account(), None, 9).await.unwrap();
    assert!(!deliver(&world, from(ADA_TAGGED, &mail("", &TEXT.replace("1001", "1002")))).await);
    let other = cases(&world).into_iter().find(|it| *it != case).unwrap();
    assert_eq!(world.look().cases[&other].case.filing.owner, Owner::Party(party));
    assert_eq!(world.own_complaints(&account(), None, 9).await.unwrap(), listed);

    // A colleague speaks for the account still.
    deliver(&world, reply).await;
    assert_eq!(world.look().cases[&case].case.documents.len(), 2);
}

#[tokio::test]
async fn a_colleagues_address_that_nothing_proves_is_asked_to_confirm() {
    let world = sample::world(1);
    add_member(&world, &account(), ADA, world.now()).await.unwrap();
    remove_member(&world, &world, &account(), ADA, world.now()).await.unwrap();
    // The secret that Ada knows, in a mail that says to be her colleague's.
    let with_secret = format!("Account secret: {}\r\n{TEXT}", sample::ACCOUNT_SECRET);
    deliver(&world, unauthenticated(&with_secret)).await;
    let inner = world.look();
    assert!(inner.cases.values().all(|it| it.case.filing.proof != Proof::AccountSecret));
    assert!(inner.cases.is_empty(), "nothing is filed for the account");
    assert!(inner.sent.iter().all(|mail| mail.to == sample::HOLDER), "only the colleague is asked");
}

#[tokio::test]
async fn a_plus_address_gets_no_limit_of_its_own() {
    let world = sample::world(1);
    let (most, _) = policy::LimitedAction::AskFromNetwork.most();
    for number in 0..=most {
        let raw = unauthenticated(&format!("{TEXT}Our reference: {number}.\r\n"));
        deliver(&world, from(&format!("Brand+{number}@Northlight.example"), &raw)).await;
    }
    let inner = world.look();
    assert_eq!((inner.sent.len(), inner.rejects.len()), (most as usize, 1));
}
