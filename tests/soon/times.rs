//! From filing to measure, in simulated time.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use testkit::world::LookMode;

use super::queue::{Draw, Run};

/// How much longer the slow may take when looks fail.
const MOST_TIMES_CALM: i64 = 3;

const fn run(complaints: usize, seed: u64) -> Run {
    Run { complaints, each: Duration::from_millis(150), poll: Duration::from_millis(20), seed }
}

const fn calm(_: Timestamp, _: &mut Draw) -> LookMode {
    LookMode::Answers
}

/// Five in a hundred looks come to nothing, every other because there is no answer.
fn five_in_a_hundred(_: Timestamp, draw: &mut Draw) -> LookMode {
    match draw.next() {
        fate if fate < 0.025 => LookMode::Hangs,
        fate if fate < 0.05 => LookMode::Fails,
        _ => LookMode::Answers,
    }
}

#[tokio::test]
async fn with_five_in_a_hundred_looks_in_vain_the_slow_take_at_most_three_times_as_long() {
    for seed in 0..2 {
        let (calm, failing) = (run(200, seed).go(calm).await, run(200, seed).go(five_in_a_hundred).await);
        let (calm, failing) = (calm.percentile(95), failing.percentile(95));
        assert!((200..3_000).contains(&calm), "calm: {calm} ms");
        assert!(failing <= calm * MOST_TIMES_CALM, "{failing} ms, calm {calm} ms");
    }
}

/// The first `looks` fail.
fn failing_at_first(looks: u32) -> impl FnMut(Timestamp, &mut Draw) -> LookMode + Send + 'static {
    let mut left = looks;
    move |_, _| match left.checked_sub(1) {
        Some(rest) => {
            left = rest;
            LookMode::Fails
        }
        None => LookMode::Answers,
    }
}

/// The two looks of one delivery fail; the next is made after a second, which has no jitter.
#[tokio::test]
async fn a_look_that_fails_twice_costs_about_a_second() {
    let calm = run(1, 7).go(calm).await.took[0];
    let failing = run(1, 7).go(failing_at_first(2)).await;
    let [_, last_failed, next, _before_the_order] = failing.looks[..] else { panic!("{:?}", failing.looks) };
    let apart = next.as_millisecond() - last_failed.as_millisecond();
    // Between the two are some ten calls of 4 to 16 ms, and a poll each 20 ms.
    assert!((1_000..=1_200).contains(&apart), "looked again after {apart} ms");
    let more = failing.took[0] - calm;
    assert!(more <= 2_000, "{more} ms more than the calm {calm} ms");
}

#[tokio::test]
async fn a_look_that_fails_once_costs_less_than_a_second() {
    let calm = run(1, 7).go(calm).await.took[0];
    let failing = run(1, 7).go(failing_at_first(1)).await.took[0];
    assert!(failing - calm < 1_000, "{failing} ms, calm {calm} ms");
}

/// The marketplace is out from the first minute on, for so long, while a complaint comes each second.
async fn outage(minutes: i64, mode: LookMode) {
    outage_with(150, Duration::from_secs(1), minutes, mode).await;
}

/// The same while `complaints` come, one `each` so often.
async fn outage_with(complaints: usize, each: Duration, minutes: i64, mode: LookMode) {
    let run = Run { complaints, each, poll: Duration::from_secs(1), seed: 11 };
    let begins: Timestamp = testkit::world::World::new().look().now + SignedDuration::from_mins(1);
    let ends = begins + SignedDuration::from_mins(minutes);
    let came =
        run.go(move |now, _| if (begins..ends).contains(&now) { mode } else { LookMode::Answers }).await;
    let inner = came.world.look();
    assert!(inner.dead.is_empty(), "{minutes} min: {} dead letters", inner.dead.len());
    assert!(inner.rejects.is_empty());
    let out = inner.journal.iter().filter(|line| line.contains(r#""marketplace_out":1"#)).count();
    assert!(out > 0, "the alarm rings");
    // What was filed meanwhile goes on when it is back, within the longest wait and a little.
    let longest = SignedDuration::from_secs(300 + 30);
    let last = inner.cases.values().filter_map(|stored| stored.case.in_force_at).max().unwrap();
    let last_filed = inner.cases.values().map(|stored| stored.case.filed_at).max().unwrap();
    let after = last.duration_since(ends.max(last_filed));
    assert!(after <= longest, "{minutes} min out: the last came into force {after} later");
    drop(inner);
    // Nor is the marketplace overrun: neither while it is out nor when it is back.
    let busiest = came.busiest_second(begins);
    assert!(busiest <= 40, "{minutes} min out: {busiest} looks in one second");
    let meanwhile = came.looks.iter().filter(|at| (begins..ends).contains(*at)).count();
    let most = 200 + 5 * 2 * 4 * usize::try_from(minutes).unwrap();
    assert!(meanwhile <= most, "{minutes} min out: looked at {meanwhile} times meanwhile");
}

#[tokio::test]
async fn an_outage_of_a_minute_loses_nothing_and_ends_without_a_storm() {
    outage(1, LookMode::Fails).await;
}

#[tokio::test]
async fn an_outage_of_an_hour_loses_nothing_and_ends_without_a_storm() {
    outage(60, LookMode::Hangs).await;
}

/// Where little is asked, three listings never go unanswered one after another.
#[tokio::test]
async fn an_outage_of_an_hour_is_noticed_where_little_is_asked() {
    outage_with(3, Duration::from_secs(40), 60, LookMode::Fails).await;
}

#[tokio::test]
async fn an_outage_of_hours_loses_nothing_and_ends_without_a_storm() {
    outage(4 * 60, LookMode::Fails).await;
}
