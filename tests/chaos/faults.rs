//! Processes that die, calls that fail, answers that are lost.

use testkit::world::{Fault, FaultKind};

use super::dice::{Dice, KINDS};
use super::invariants::Allowed;
use super::story::{Story, calls_of, survives};
use crate::support::tools::variable;

#[tokio::test]
async fn a_complaint_survives_every_fault_at_every_call() {
    let calls = calls_of(Story::OneListing).await;
    assert!((20..200).contains(&calls), "{calls} calls");
    for nth in 0..calls {
        for kind in KINDS {
            let faults = [Fault { nth, kind }];
            survives(Story::OneListing, &faults, 0, Allowed::after(&faults)).await;
        }
    }
}

/// Runs `story` so many times, or as often as `GOODFAITH_CHAOS_SEEDS` says, each time with two faults anywhere and
/// another order of turns.
async fn survives_pairs_of(seeds: u64, story: Story, first_seed: u64) {
    let seeds = variable("GOODFAITH_CHAOS_SEEDS").map_or(seeds, |seeds| seeds.parse().unwrap());
    let calls = calls_of(story).await;
    for seed in first_seed..first_seed + seeds {
        let mut dice = Dice::new(seed);
        let faults = [dice.fault(calls + 10), dice.fault(calls + 10)];
        survives(story, &faults, seed, Allowed::after(&faults)).await;
    }
}

async fn survives_pairs(story: Story, first_seed: u64) {
    survives_pairs_of(200, story, first_seed).await;
}

#[tokio::test]
async fn a_complaint_survives_pairs_of_faults() {
    survives_pairs(Story::OneListing, 4_000).await;
}

#[tokio::test]
async fn a_complaint_about_five_listings_survives_pairs_of_faults() {
    survives_pairs(Story::FiveListings, 0).await;
}

#[tokio::test]
async fn a_complaint_by_mail_survives_pairs_of_faults() {
    survives_pairs(Story::ByMail, 1_000).await;
}

#[tokio::test]
async fn a_withdrawal_during_takedown_survives_pairs_of_faults() {
    survives_pairs(Story::Withdrawn, 2_000).await;
}

#[tokio::test]
async fn a_counter_notice_survives_pairs_of_faults() {
    survives_pairs(Story::CounterNotice, 3_000).await;
}

#[tokio::test]
async fn what_programs_the_desk_and_the_schedule_do_survives_pairs_of_faults() {
    let stories = [
        Story::ByApi,
        Story::Confirmed,
        Story::Table,
        Story::RefusedOrder,
        Story::RefusedLetter,
        Story::Disputed,
        Story::PersonAsked,
        Story::Appealed,
        Story::DailyWork,
    ];
    for story in stories {
        survives_pairs_of(80, story, 5_000).await;
    }
}

#[tokio::test]
async fn throttling_delays_and_loses_nothing() {
    for story in [Story::OneListing, Story::FiveListings, Story::Withdrawn, Story::CounterNotice] {
        let calls = calls_of(story).await;
        for length in [3, 12, 40] {
            for from in (0..calls).step_by(9) {
                let burst: Vec<Fault> =
                    (from..from + length).map(|nth| Fault { nth, kind: FaultKind::Fails }).collect();
                survives(story, &burst, 0, Allowed::after(&burst).or_dead_letters()).await;
            }
        }
    }
}
