//! Complaints that nobody confirmed: a queue of their own, filed or dropped by a reviewer, and one case whoever comes.

#![allow(clippy::unwrap_used, reason = "in a test, a panic is a finding")]

use app::MarketplaceCache;
use app::filing::{
    LinkKey, UnconfirmedError, confirm_pending, drop_unconfirmed, file_unconfirmed, unconfirmed,
    unconfirmed_complaint,
};
use app::parties::{Accepted, FilePorts, FilingError, Strictness, Submission, Submitter, complaint_document};
use case::{Channel, ComplaintId, Language, Proof, ReviewerId};
use jiff::SignedDuration;
use notice::{Draft, Reading};
use policy::LimitedAction;
use port::{PendingSettled, Registry as _, WallClock as _};
use proptest::prelude::*;
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};
use uuid::Uuid;
use web::letter::Sender;

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn links() -> LinkKey {
    LinkKey::new("a secret of at least thirty-two characters").unwrap()
}

fn id(number: u128) -> ComplaintId {
    ComplaintId::new(Uuid::from_u128(number))
}

fn ada() -> ReviewerId {
    "ada".parse().unwrap()
}

async fn world() -> World {
    let world = sample::world(3);
    world.put_right(&sample::right()).await.unwrap();
    world
}

/// Sends a complete complaint as `email` from `peer`, without any proof.
async fn sent_as(world: &World, number: u128, email: &str, peer: &str) -> Result<Accepted, FilingError> {
    let mut draft = Draft::of(&sample::complaint(1, [0]));
    email.clone_into(&mut draft.complainant.email);
    draft.explanation = format!("The logo is sewn on. No. {number}");
    let (cache, links) = (MarketplaceCache::default(), links());
    let sender = Sender::new("desk@goodfaith.example");
    let ports = FilePorts {
        store: world,
        documents: world,
        inbox: world,
        nudges: world,
        mailer: world,
        clock: world,
        marketplaces: &cache,
        links: &links,
        sender: &sender,
        public_url: "https://goodfaith.example",
    };
    let submission = Submission {
        complaint: id(number),
        at: world.now(),
        channel: Channel::Web,
        language: Language::En,
        strictness: Strictness::Warnings,
    };
    let submitter = Submitter::Anyone { peer: peer.to_owned(), work: None };
    let reading = Reading { draft, problems: Vec::new() };
    app::parties::file_complaint(&ports, reading, submission, submitter, None).await
}

async fn sent(world: &World, number: u128) {
    sent_as(world, number, sample::HOLDER, "192.0.2.1").await.unwrap();
}

async fn queue(world: &World) -> Vec<ComplaintId> {
    let queue = unconfirmed(world, None, 100, world.now()).await.unwrap();
    queue.notes.iter().map(|note| note.complaint).collect()
}

async fn filed(world: &World, number: u128) -> Result<app::filing::Filed, UnconfirmedError> {
    file_unconfirmed((world, world, world, world), id(number), &ada(), world.now()).await
}

async fn confirmed(world: &World, number: u128) -> Option<String> {
    confirm_pending((world, world, world, world), &links(), id(number), world.now()).await.unwrap()
}

#[tokio::test]
async fn after_a_day_it_is_in_the_queue_and_nothing_else_has_happened() {
    let world = world().await;
    sent(&world, 1).await;
    world.pass(DAY - SignedDuration::from_secs(1));
    assert_eq!(queue(&world).await, []);
    world.pass(SignedDuration::from_secs(1));
    assert_eq!(queue(&world).await, [id(1)]);
    let inner = world.look();
    assert!(inner.cases.is_empty() && inner.fan_outs.is_empty() && inner.sealed.is_empty());
    assert!(inner.queues.values().all(std::collections::VecDeque::is_empty));
    assert_eq!(inner.sent.len(), 1, "the letter that asks for the confirmation");
}

#[tokio::test]
async fn before_its_day_is_over_no_reviewer_files_it() {
    let world = world().await;
    sent(&world, 1).await;
    assert!(matches!(filed(&world, 1).await, Err(UnconfirmedError::Early { .. })));
    assert!(world.look().cases.is_empty());
}

#[tokio::test]
async fn what_a_reviewer_files_is_a_case_without_proof_that_says_who_filed_it() {
    let world = world().await;
    sent(&world, 1).await;
    world.pass(DAY);
    let (note, complaint) = unconfirmed_complaint((&world, &world), id(1), world.now()).await.unwrap();
    assert_eq!((note.confirmed_at, complaint.complainant.email.as_str()), (None, sample::HOLDER));
    let first = filed(&world, 1).await.unwrap();
    assert_eq!(filed(&world, 1).await.unwrap(), first, "twice is once");
    assert_eq!(queue(&world).await, []);
    let case = world.look().cases.values().next().unwrap().case.clone();
    assert_eq!((world.look().cases.len(), case.filing.proof), (1, Proof::None));
    let document = complaint_document(&world, &world, case.filing.document).await.unwrap();
    assert_eq!(document.filed_by, "ada");
}

#[tokio::test]
async fn confirming_takes_it_out_of_the_queue_and_makes_it_a_proved_case() {
    let world = world().await;
    sent(&world, 1).await;
    world.pass(DAY * 3);
    confirmed(&world, 1).await.unwrap();
    assert_eq!(queue(&world).await, []);
    assert_eq!(world.look().cases.values().next().unwrap().case.filing.proof, Proof::Link);
    assert!(matches!(filed(&world, 1).await, Err(UnconfirmedError::Filed(_))));
    assert_eq!(world.look().cases.len(), 1);
}

#[tokio::test]
async fn what_was_dropped_is_out_of_the_queue_and_can_still_be_confirmed() {
    let world = world().await;
    sent(&world, 1).await;
    world.pass(DAY);
    let drop = |reason: &'static str| drop_unconfirmed(&world, id(1), ada_static(), reason, world.now());
    assert!(matches!(drop(" ").await, Err(UnconfirmedError::Reason)));
    for _ in 0..2 {
        drop("an advertisement").await.unwrap();
    }
    assert_eq!(queue(&world).await, []);
    confirmed(&world, 1).await.unwrap();
    assert_eq!(world.look().cases.len(), 1);
    assert!(matches!(drop("late").await, Err(UnconfirmedError::Filed(_))));
}

#[tokio::test]
async fn a_reason_has_at_most_five_hundred_characters() {
    let world = world().await;
    sent(&world, 1).await;
    world.pass(DAY);
    for (characters, is_taken) in [(600, false), (501, false), (500, true)] {
        let reason = format!(" {} ", "因".repeat(characters));
        let dropped = drop_unconfirmed(&world, id(1), &ada(), &reason, world.now()).await;
        assert_eq!(dropped.is_ok(), is_taken, "{characters}");
        assert!(is_taken || matches!(dropped, Err(UnconfirmedError::Reason)), "{characters}");
        assert_eq!(queue(&world).await.is_empty(), is_taken, "{characters}");
    }
}

#[tokio::test]
async fn only_what_its_complainant_confirmed_is_noted_as_confirmed() {
    for confirms in [true, false] {
        let world = world().await;
        sent(&world, 1).await;
        world.pass(DAY);
        if confirms {
            confirmed(&world, 1).await.unwrap();
        } else {
            filed(&world, 1).await.unwrap();
        }
        let at = world.look().pending_notes[&id(1)].confirmed_at;
        assert_eq!(at, confirms.then(|| world.now()));
    }
}

fn ada_static() -> &'static ReviewerId {
    Box::leak(Box::new(ada()))
}

/// A reviewer files it and its complainant confirms it, in every order of their calls: it is one case.
#[tokio::test]
async fn filed_and_confirmed_at_a_time_it_is_one_case() {
    for seed in 0..200 {
        let world = world().await;
        sent(&world, 1).await;
        world.pass(DAY);
        world.interleave(seed);
        let (_, token) = tokio::join!(filed(&world, 1), confirmed(&world, 1));
        assert!(links().read(&token.unwrap()).is_ok());
        assert_eq!(world.look().cases.len(), 1, "seed {seed}");
        assert_eq!(queue(&world).await, []);
        let note = world.look().pending_notes.values().next().cloned().unwrap();
        assert!(note.confirmed_at.is_some(), "a reviewer sees that the address was confirmed");
    }
}

/// Every call fails, dies before and after, loses its answer and happens twice: asked once more, it is one case, and out
/// of the queue.
#[tokio::test]
async fn a_filing_that_broke_off_is_seen_in_the_queue_and_filed_once() {
    let calls = {
        let world = world().await;
        sent(&world, 1).await;
        world.pass(DAY);
        let before = world.look().calls.len();
        filed(&world, 1).await.unwrap();
        before..world.look().calls.len()
    };
    for nth in calls {
        for kind in [
            FaultKind::CrashBefore,
            FaultKind::CrashAfter,
            FaultKind::Fails,
            FaultKind::LosesAnswer,
            FaultKind::HappensTwice,
        ] {
            let world = world().await;
            sent(&world, 1).await;
            world.pass(DAY);
            world.plan([Fault { nth, kind }]);
            let first = world.until_crash(filed(&world, 1)).await;
            if !matches!(first, Some(Ok(_))) {
                let done = world.look().pending_notes.values().all(|note| !note.queued);
                assert!(done || queue(&world).await == [id(1)], "call {nth}, {kind:?}: it is seen");
            }
            world.pass(SignedDuration::from_mins(1));
            filed(&world, 1).await.unwrap();
            assert_eq!(world.look().cases.len(), 1, "call {nth}, {kind:?}");
            assert_eq!(queue(&world).await, []);
        }
    }
}

#[tokio::test]
async fn a_complaint_that_broke_off_while_it_came_is_noted_once_it_is_sent_again() {
    let calls = {
        let world = world().await;
        let before = world.look().calls.len();
        sent(&world, 1).await;
        before..world.look().calls.len()
    };
    for nth in calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let world = world().await;
            world.plan([Fault { nth, kind }]);
            let first = sent_as(&world, 1, sample::HOLDER, "192.0.2.1");
            let _broken = world.until_crash(first).await;
            world.pass(SignedDuration::from_mins(11));
            sent(&world, 1).await;
            world.pass(DAY);
            assert_eq!(queue(&world).await, [id(1)], "call {nth}, {kind:?}");
        }
    }
}

#[tokio::test]
async fn an_incomplete_one_is_for_nobody_to_look_at() {
    let world = world().await;
    sent(&world, 1).await;
    world.pass(DAY);
    let mut note = world.look().pending_notes[&id(1)].clone();
    note.queued = false;
    world.look().pending_notes.insert(id(1), note);
    assert!(matches!(filed(&world, 1).await, Err(UnconfirmedError::NotQueued(_))));
}

#[tokio::test]
async fn a_network_that_types_many_has_only_its_budget_in_the_queue_and_shuts_nobody_else_out() {
    let world = world().await;
    let (budget, _) = LimitedAction::Unconfirmed.most();
    for number in 0..u128::from(budget) + 20 {
        let email = format!("victim{number}@brand.example");
        let _limited = sent_as(&world, 100 + number, &email, "203.0.113.9").await;
        world.pass(SignedDuration::from_mins(11));
    }
    sent_as(&world, 1, "honest@brand.example", "192.0.2.1").await.unwrap();
    world.pass(DAY);
    let queue = queue(&world).await;
    assert_eq!(queue.len(), usize::try_from(budget).unwrap() + 1);
    assert!(queue.contains(&id(1)));
}

#[tokio::test]
async fn others_do_not_use_up_what_an_address_needs_to_confirm_its_own() {
    let world = world().await;
    let (most, _) = LimitedAction::AskToConfirm.most();
    for number in 0..u128::from(most) {
        let peer = format!("203.0.113.{}", number / 5);
        let _ = sent_as(&world, 100 + number, sample::HOLDER, &peer).await;
    }
    let letters = world.look().sent.len();
    let own = sent_as(&world, 1, sample::HOLDER, "192.0.2.1").await.unwrap();
    assert!(matches!(own, Accepted::Pending { asked: false, .. }), "it is kept, for a person: {own:?}");
    assert_eq!(world.look().sent.len(), letters, "and the address gets no more letters");
    world.pass(DAY);
    assert!(queue(&world).await.contains(&id(1)));
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_it_may_again() {
    let world = world().await;
    let (most, _) = LimitedAction::AskFromNetwork.most();
    for number in 0..u128::from(most) {
        let _ = sent_as(&world, 100 + number, sample::HOLDER, "192.0.2.1").await;
        world.pass(SignedDuration::from_mins(15));
    }
    let refused = sent_as(&world, 1, sample::HOLDER, "192.0.2.1").await.unwrap_err();
    let FilingError::TooMany(too_many) = refused else { panic!("{refused:?}") };
    assert!(too_many.until > world.now() && too_many.seconds > 0);
    world.pass(SignedDuration::from_secs(too_many.seconds));
    sent_as(&world, 1, sample::HOLDER, "192.0.2.1").await.unwrap();
}

#[tokio::test]
async fn it_is_forgotten_after_sixty_days() {
    let world = world().await;
    sent(&world, 1).await;
    world.pass(DAY * 60);
    world.expire();
    assert_eq!(queue(&world).await, []);
    assert!(matches!(filed(&world, 1).await, Err(UnconfirmedError::Unknown(_))));
}

/// What people may do with a complaint that waits.
#[derive(Debug, Clone, Copy)]
enum Act {
    File,
    Confirm,
    Drop,
    SendAgain,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is done with it in whatever order, it is at most one case; once it is one, it waits for nobody.
    #[test]
    fn whatever_is_done_it_is_one_case(acts in prop::collection::vec(
        prop::sample::select(vec![Act::File, Act::Confirm, Act::Drop, Act::SendAgain]), 1..8)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let world = world().await;
            sent(&world, 1).await;
            world.pass(DAY);
            for act in acts {
                match act {
                    Act::File => drop(filed(&world, 1).await),
                    Act::Confirm => drop(confirmed(&world, 1).await),
                    Act::Drop => drop(drop_unconfirmed(&world, id(1), &ada(), "no", world.now()).await),
                    Act::SendAgain => drop(sent_as(&world, 1, sample::HOLDER, "192.0.2.1").await),
                }
                let cases = world.look().cases.len();
                assert!(cases <= 1);
                let note = world.look().pending_notes[&id(1)].clone();
                let is_filed =
                    matches!(note.settled.map(|it| it.how), Some(PendingSettled::Confirmed | PendingSettled::Filed(_)));
                assert_eq!(cases == 1, is_filed);
                assert!(cases == 0 || !note.queued);
            }
        });
    }
}
