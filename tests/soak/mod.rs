//! The local stack under faults: real processes that are killed, a marketplace, a mail service and an endpoint that fail,
//! messages that come twice, a restart. Afterwards `check.py`, which shares no code with the product, says whether it kept its word.
//!
//! `make soak MINUTES=…` runs it longer.

mod doors;
mod faults;
mod gateway;
mod journal;
mod receiver;
mod run;
mod verdict;

use std::time::Duration;

use crate::support::tools::variable;
use run::{Plan, Run};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_doubled_while_processes_die_and_a_marketplace_fails() {
    let minutes: u64 = variable("GOODFAITH_SOAK_MINUTES").map_or(0, |minutes| minutes.parse().unwrap());
    // The small run files and breaks the same each time; a long one draws anew.
    let drawn = if minutes == 0 { 31 } else { u64::from(std::process::id()) };
    let seed = variable("GOODFAITH_SOAK_SEED").map_or(drawn, |seed| seed.parse().unwrap());
    println!("seed {seed}");
    let plan = Plan {
        seed,
        lasts: Duration::from_secs(60 * minutes),
        complaints: 20,
        kills: 8,
        faults: 5,
        doubles: 10,
    };
    let Some(mut run) = Run::begin(plan).await else { return };
    run.storm().await;
    let verdict = run.rest().await;
    println!("{}", run.figures());
    run.was_stormy();
    // What was found is what the checker would find wrong, were it otherwise.
    verdict.notices_what_is_tampered_with();
}
