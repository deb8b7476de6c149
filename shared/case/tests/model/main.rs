//! The chain as a model: the real `decide`, `evolve` and `owed`, with everything around them that can
//! go wrong, searched exhaustively.
//!
//! One case is filed; validation, two takedown workers and notify work on it; complainant, seller and
//! desk may do at any moment what the case allows, and a clock may end at any moment. Nudges and orders
//! are lost, doubled and overtaken, steps die between any two effects, the marketplace does what it is
//! told and loses the answer, refuses, or never hears. How often is bounded ([`world::Trouble`]), so that
//! every run ends; where it ends must be in order.

mod chain;
mod properties;
mod world;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use stateright::{Checker, HasDiscoveries, Model};

use chain::{Chain, Flaw};
use world::{Trouble, World};

const CALM: Trouble = Trouble { losses: 0, doubles: 0, crashes: 0, refusals: 0, silences: 0 };

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

#[test]
fn the_chain_holds_in_every_world_that_trouble_can_make() {
    let trouble = { let v: Vec<u8> = std::env::var("T").unwrap_or("1,1,1,1,1".into()).split(',').map(|x|x.parse().unwrap()).collect(); Trouble { losses: v[0], doubles: v[1], crashes: v[2], refusals: v[3], silences: v[4] } };
    let started = std::time::Instant::now();
    let checker = Chain { trouble, flaw: None }.checker().threads(threads()).target_state_count(if let Ok(n)=std::env::var("N"){n.parse().unwrap()}else{100_000_000}).spawn_bfs().join();
    println!(
        "model: {} distinct states, depth {}, {} s",
        checker.unique_state_count(),
        checker.max_depth(),
        started.elapsed().as_secs()
    );
    for (n, p) in checker.discoveries() { if [properties::DECIDED, properties::ONCE, properties::AGREE, properties::FOLDS, properties::SILENCE, properties::LETTERS, properties::WITHDRAWN, properties::APPEAL, properties::ENDS].contains(&n) { println!("FAIL {n}"); for a in p.into_actions() { println!("   {a:?}"); } } }
    checker.assert_properties();
    assert!(checker.unique_state_count() > 1_000_000);
}
