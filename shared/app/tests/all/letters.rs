//! Claims of letters: who may send, until when, and what a successor knows.

use app::filing::IdentifiedComplaint;
use app::letters::{Claimed, Claiming, MOST_ATTEMPTS, SentOnce, claim_letters, send_once, settle_sent};
use case::{CaseId, OwedLetter};
use jiff::SignedDuration;
use port::{ClaimStage, LetterKey, OutgoingMail, WallClock as _};
use testkit::sample;
use testkit::world::World;

async fn ask(world: &World, events: (u32, u32)) -> Claiming {
    let key = LetterKey::Case(CaseId::new(uuid::Uuid::from_u128(1)));
    claim_letters(world, key, events, world.now()).await.unwrap()
}

async fn claimed(world: &World) -> Claimed {
    ask(world, (0, 3)).await.mine.expect("a claim")
}

fn pass_until(world: &World, claim: &Claimed, and: SignedDuration) {
    world.pass(claim.ends().duration_since(world.now()).saturating_add(and));
}

#[tokio::test]
async fn what_one_sends_nobody_else_does_until_both_clocks_say_that_its_time_is_over() {
    let world = World::new();
    let first = claimed(&world).await;
    for seconds in [121, 124] {
        let world = World::clone(&world);
        let from = world.now();
        world.pass(SignedDuration::from_secs(seconds));
        let other = ask(&world, (0, 3)).await;
        assert_eq!(
            other.mine, None,
            "after {seconds} s: a machine whose clock is behind may still be sending"
        );
        assert_eq!(other.held.unwrap().until, first.ends());
        world.pass(from.duration_since(world.now()));
    }
    pass_until(&world, &first, SignedDuration::ZERO);
    assert!(claimed(&world).await.is_taken_over());
}

#[tokio::test]
async fn who_could_not_end_in_time_starts_nothing() {
    let world = World::new();
    let mine = claimed(&world).await;
    assert!(mine.has_time(world.now()));
    world.pass(SignedDuration::from_secs(91));
    assert!(!mine.has_time(world.now()), "a mail may take half a minute");
}

#[tokio::test]
async fn what_is_claimed_is_not_claimed_as_something_newer() {
    let world = World::new();
    claimed(&world).await;
    assert_eq!(ask(&world, (0, 3)).await.mine, None);
    let newer = ask(&world, (0, 5)).await.mine.expect("what is newer");
    assert!(!newer.covers(3) && newer.covers(4) && newer.covers(5));
}

#[tokio::test]
async fn doubt_outlives_whoever_gives_a_claim_back() {
    let world = World::new();
    // Its holder dies, perhaps after sending.
    let dead = claimed(&world).await;
    pass_until(&world, &dead, SignedDuration::ZERO);
    let second = claimed(&world).await;
    assert!(second.is_again(3));
    second.release(&world, world.now()).await.unwrap();
    assert!(claimed(&world).await.is_again(3), "it may still have gone out");
}

#[tokio::test]
async fn what_was_certainly_not_sent_costs_no_attempt() {
    let world = World::new();
    for _ in 0..2 * MOST_ATTEMPTS {
        let mine = claimed(&world).await;
        assert!(!mine.is_exhausted() && !mine.is_again(3));
        mine.release(&world, world.now()).await.unwrap();
    }
}

#[tokio::test]
async fn each_attempt_has_more_time_to_be_settled_until_a_person_is_asked() {
    let world = World::new();
    let mut lasted = Vec::new();
    for _ in 0..MOST_ATTEMPTS {
        let mine = claimed(&world).await;
        assert!(!mine.is_exhausted());
        lasted.push(mine.ends().duration_since(world.now()).as_secs());
        pass_until(&world, &mine, SignedDuration::ZERO);
    }
    assert_eq!(lasted, [130, 490, 1930, 7690, 30730]);
    assert!(claimed(&world).await.is_exhausted());
}

#[tokio::test]
async fn what_is_given_back_may_be_claimed_from_that_moment_on() {
    let behind = SignedDuration::from_secs(-1);
    let world = World::new();
    claimed(&world).await.release(&world, world.now()).await.unwrap();
    let released = world.now();
    world.pass(behind);
    let early = ask(&world, (0, 3)).await;
    assert_eq!(
        (early.mine, early.held.unwrap().until),
        (None, released),
        "on a machine whose clock is behind"
    );
    world.pass(-behind);
    assert!(!claimed(&world).await.is_again(3));
}

#[tokio::test]
async fn what_is_left_to_a_person_may_be_sent_at_once_and_stays_in_doubt() {
    let world = World::new();
    for _ in 0..MOST_ATTEMPTS {
        let mine = claimed(&world).await;
        pass_until(&world, &mine, SignedDuration::ZERO);
    }
    let last = claimed(&world).await;
    assert!(last.is_exhausted());
    last.leave_to_a_person(&world, world.now()).await.unwrap();
    let left = world.now();
    world.pass(SignedDuration::from_secs(-1));
    let held = ask(&world, (0, 3)).await.held.unwrap();
    assert_eq!(
        (held.until, held.stage),
        (left, ClaimStage::Unanswered),
        "on a machine whose clock is behind"
    );
    world.pass(SignedDuration::from_secs(1));
    let again = claimed(&world).await;
    assert!(!again.is_exhausted() && again.is_again(3), "attempts are counted anew");
}

#[tokio::test]
async fn a_mail_of_its_own_goes_out_once_as_long_as_it_is_settled() {
    let world = World::new();
    let mail = OutgoingMail { to: "ada@brand.example".to_owned(), mime: b"Subject: hello\r\n\r\n".to_vec() };
    let send = async || {
        let key = LetterKey::Answer(case::Digest::of(b"a mail"));
        send_once((&world, &world, &world), key, &mail, SignedDuration::from_hours(1)).await.unwrap()
    };
    assert!(matches!(send().await, SentOnce::Sent));
    for minutes in [0, 1, 58] {
        world.pass(SignedDuration::from_mins(minutes));
        assert!(matches!(send().await, SentOnce::Already), "after {minutes} more minutes");
    }
    assert_eq!(world.look().sent.len(), 1);
    world.pass(SignedDuration::from_mins(2));
    assert!(matches!(send().await, SentOnce::Sent), "whoever asks so late means another");
}

#[tokio::test]
async fn a_mail_that_once_had_no_answer_and_then_went_out_goes_out_again_however_often_it_is_due() {
    let world = World::new();
    world.look().mail_unanswered = 1;
    let mail = OutgoingMail { to: "ada@brand.example".to_owned(), mime: b"Subject: hello\r\n\r\n".to_vec() };
    let send = async || {
        let key = LetterKey::Answer(case::Digest::of(b"a mail"));
        send_once((&world, &world, &world), key, &mail, SignedDuration::from_mins(10)).await.unwrap()
    };
    assert!(matches!(send().await, SentOnce::Perhaps(_)));
    for time in 0..2 * MOST_ATTEMPTS {
        world.pass(SignedDuration::from_mins(11));
        assert!(matches!(send().await, SentOnce::Sent), "time {time}");
    }
}

#[tokio::test]
async fn what_the_mail_service_says_is_out_is_recorded_once_and_counted() {
    let world = sample::world(3);
    for number in 0..3 {
        let complaint = IdentifiedComplaint::read(&sample::complaint(number as u128, [number])).unwrap();
        app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    }
    let owed = || -> Vec<(CaseId, OwedLetter)> {
        let of = |stored: &port::StoredCase| {
            stored.case.letters.iter().map(|owed| (stored.case.id, *owed)).collect::<Vec<_>>()
        };
        world.look().cases.values().flat_map(of).collect()
    };
    let letters = owed();
    assert_eq!(letters.len(), 3, "each complaint is owed its receipt");
    for (said, left, settled) in [(&letters[..2], 1, 2), (&letters[..], 0, 1), (&letters[..], 0, 0)] {
        assert_eq!(settle_sent(&world, said, "ses-1", world.now()).await.unwrap(), settled);
        assert_eq!(owed().len(), left);
    }
}
