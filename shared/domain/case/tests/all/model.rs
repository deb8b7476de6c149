//! The chain as a model: the real `decide`, `evolve` and `owed`, with everything around them that can
//! go wrong, searched exhaustively.
//!
//! One case is filed; validation, two takedown workers and two of notify work on it; complainant, seller and
//! desk may do at any moment what the case allows, and a clock may end at any moment. Nudges and orders
//! are lost, doubled and overtaken, steps die between any two effects, the marketplace does what it is
//! told and loses the answer, refuses, or never hears. How often is bounded ([`world::Trouble`]), so that
//! every run ends; where it ends must be in order. A check that cannot fail is worth nothing: each
//! [`chain::Flaw`] must be noticed.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "in a test, a panic is a finding")]

mod chain;
mod flaws;
mod people;
mod properties;
mod redress;
mod steps;
mod world;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use case::{Actor, Command, Digest, EffectId, Measure, OrderCommand};
use stateright::{Checker, Expectation, HasDiscoveries, Model};

use chain::{Chain, Flaw};
use world::{Queue, Trouble, World};

const CALM: Trouble = Trouble { losses: 0, doubles: 0, crashes: 0, refusals: 0, silences: 0, edits: 0 };

/// Each trouble once, by itself.
const TROUBLES: [Trouble; 5] = [
    Trouble { losses: 1, ..CALM },
    Trouble { doubles: 1, ..CALM },
    Trouble { crashes: 1, ..CALM },
    Trouble { refusals: 1, ..CALM },
    Trouble { silences: 1, ..CALM },
];

/// A case that has just been filed.
fn filed(trouble: Trouble, whims: u8) -> Chain {
    Chain {
        opening: Vec::new(),
        trouble,
        whims,
        slow_post: false,
        in_pairs: vec![Queue::Takedown],
        alike: true,
        verdicts: people::verdicts(),
        people: people::people(),
        flaw: None,
    }
}

/// A case that has just been filed and asks neither the complainant nor the desk before it is decided.
fn decided_at_once(trouble: Trouble) -> Chain {
    let mut chain = filed(trouble, 0);
    chain.verdicts.retain(|it| matches!(it, Command::Accept { .. } | Command::Decline { .. }));
    chain
}

/// The same, with one worker of takedown: what two do at a time is searched with fewer troubles.
fn by_one(chain: Chain) -> Chain {
    Chain { in_pairs: Vec::new(), ..chain }
}

/// A case that asks nobody before it is decided, where the pictures may have to be compared first.
fn pictured(trouble: Trouble) -> Chain {
    let mut chain = decided_at_once(trouble);
    chain.verdicts.push(Command::AskPictures { version: "1".into() });
    chain
}

/// The id of an order that event number `event` requested.
fn requested_as(event: u32) -> EffectId {
    EffectId::derive(world::filing().case_id(), event, "order")
}

/// A case whose measure is in force.
fn in_force(trouble: Trouble, whims: u8) -> Chain {
    let opening = vec![
        Command::Accept { measure: Measure::Removal, although: false, note: None },
        Command::Order(OrderCommand::Request),
        Command::Order(OrderCommand::Confirm { id: requested_as(4), reference: "r".into() }),
    ];
    Chain { opening, ..filed(trouble, whims) }
}

/// A case whose measure is in force and whose complaint may be withdrawn, with letters that take their time; nobody else
/// does anything.
fn letters_owed(trouble: Trouble) -> Chain {
    let mut chain = Chain { slow_post: true, in_pairs: vec![Queue::Notify], ..in_force(trouble, 1) };
    chain.people.retain(|(_, command)| matches!(command, Command::Withdraw));
    chain
}

/// A case whose measure is in force, where the seller may appeal with another document once more.
fn appealed_twice() -> Chain {
    let mut chain = in_force(CALM, 2);
    chain.people.push((Actor::Seller, Command::Appeal { document: Digest::of(b"another appeal") }));
    chain
}

/// Searches everything, and returns the number of distinct states and the interesting ones met.
fn search(name: &str, chain: Chain) -> (usize, Vec<&'static str>) {
    let started = std::time::Instant::now();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let checker = chain.checker().threads(threads).spawn_bfs().join();
    let states = checker.unique_state_count();
    println!("model: {name}: {states} distinct states in {:.0?}", started.elapsed());
    let mut met = Vec::new();
    for property in checker.model().properties() {
        match property.expectation {
            Expectation::Sometimes if checker.discovery(property.name).is_some() => met.push(property.name),
            Expectation::Sometimes => {}
            Expectation::Always | Expectation::Eventually => checker.assert_no_discovery(property.name),
        }
    }
    (states, met)
}

#[test]
fn the_chain_holds_whatever_goes_wrong() {
    let mut all_met = Vec::new();
    let mut most = 0;
    for (name, chain) in searches() {
        let (states, met) = search(name, chain);
        most = most.max(states);
        all_met.extend(met);
    }
    for property in properties::all() {
        let wanted = property.expectation == Expectation::Sometimes;
        assert!(!wanted || all_met.contains(&property.name), "never met: {}", property.name);
    }
    assert!(most > 1_000_000, "the largest search has {most} distinct states");
}

/// From the filing, and from the measure, to the end; narrower in one respect to be wider in another.
fn searches() -> Vec<(&'static str, Chain)> {
    vec![
        (
            "dispute, refused and silent marketplace",
            in_force(Trouble { refusals: 1, silences: 1, ..CALM }, 2),
        ),
        ("dispute, losses and crashes", in_force(Trouble { losses: 1, crashes: 1, ..CALM }, 2)),
        ("dispute, doubles", in_force(Trouble { doubles: 2, ..CALM }, 2)),
        ("dispute, all whims", in_force(CALM, 3)),
        ("filing, a silence", decided_at_once(Trouble { silences: 1, ..CALM })),
        (
            "filing, a loss, a crash and a silence",
            by_one(decided_at_once(Trouble { losses: 1, crashes: 1, silences: 1, ..CALM })),
        ),
        (
            "filing, edited, a loss and a crash",
            by_one(decided_at_once(Trouble { losses: 1, crashes: 1, edits: 1, ..CALM })),
        ),
        ("filing, edited", decided_at_once(Trouble { edits: 1, ..CALM })),
        ("filing, edited twice, a loss", by_one(decided_at_once(Trouble { losses: 1, edits: 2, ..CALM }))),
        ("filing, pictures, a loss and a crash", by_one(pictured(Trouble { losses: 1, crashes: 1, ..CALM }))),
        ("filing, pictures, doubles", by_one(pictured(Trouble { doubles: 1, ..CALM }))),
        ("filing, losses", by_one(filed(Trouble { losses: 2, ..CALM }, 0))),
        (
            "filing, refused and silent marketplace",
            by_one(filed(Trouble { refusals: 1, silences: 1, ..CALM }, 0)),
        ),
        ("filing, doubles", filed(Trouble { doubles: 1, ..CALM }, 0)),
        ("filing, a whim", by_one(filed(CALM, 1))),
        ("filing, slow post, a loss", Chain { slow_post: true, ..filed(TROUBLES[0], 0) }),
        ("slow post, a crash", letters_owed(TROUBLES[2])),
        ("slow post, a double", letters_owed(TROUBLES[1])),
    ]
}

#[test]
fn every_flaw_is_noticed() {
    let refused_twice_heard = Trouble { doubles: 1, refusals: 1, ..CALM };
    for (flaw, chain, noticed_by) in [
        (Flaw::OrdersBlind, filed(TROUBLES[4], 0), properties::ONCE),
        (Flaw::NeverHeardIsRefused, filed(TROUBLES[4], 0), properties::AGREE),
        (Flaw::OrdersBeforeCommit, filed(CALM, 1), properties::AGREE),
        (Flaw::ActsUndecided, filed(CALM, 0), properties::DECIDED),
        (Flaw::ForgetsToRestore, filed(CALM, 1), properties::WITHDRAWN),
        (Flaw::WritesBlind, filed(CALM, 1), properties::FOLDS),
        (Flaw::NeverSweeps, filed(TROUBLES[0], 0), properties::ENDS),
        (Flaw::RecordsBeforeSending, Chain { slow_post: true, ..filed(CALM, 0) }, properties::LETTERS),
        (Flaw::OneIdForAll, filed(CALM, 1), properties::ONCE),
        (Flaw::SendsUnclaimed, letters_owed(CALM), properties::LETTERS_ONCE),
        (Flaw::TakesOverBlind, letters_owed(TROUBLES[1]), properties::LETTERS_ONCE),
        (Flaw::AnswersAnotherOrder, filed(refused_twice_heard, 0), properties::AGREE),
        (
            Flaw::SendsAgainUnlooked,
            decided_at_once(Trouble { crashes: 1, edits: 1, ..CALM }),
            properties::LOOKED,
        ),
        (Flaw::TakesBackEarly, decided_at_once(Trouble { silences: 1, edits: 1, ..CALM }), properties::AGREE),
        (Flaw::JudgesUncompared, pictured(TROUBLES[1]), properties::COMPARED),
        (Flaw::AppealUsesUpObjection, in_force(CALM, 1), properties::OPENS),
        (Flaw::ObjectionUsesUpAppeal, in_force(CALM, 1), properties::OPENS),
        (Flaw::ForgetsAppeal, appealed_twice(), properties::ONE_APPEAL),
        (Flaw::AppealOpensNothing, in_force(CALM, 2), properties::OPENS),
        (Flaw::ForgetsRequestForPerson, in_force(CALM, 1), properties::ASKED),
        (Flaw::UnprovedHolds, in_force(CALM, 2), properties::UNPROVED),
        (Flaw::ConcessionKeeps, in_force(CALM, 2), properties::CONCEDED),
        (Flaw::ContestUnheard, in_force(CALM, 2), properties::CONTESTED),
        (Flaw::RunsUntold, Chain { slow_post: true, ..in_force(CALM, 1) }, properties::TOLD),
        (Flaw::ReversedStays, in_force(CALM, 1), properties::REVERSED),
    ] {
        let chain = Chain { flaw: Some(flaw), ..chain };
        let wanted = HasDiscoveries::AnyOf([noticed_by].into());
        let checker = chain.checker().finish_when(wanted).spawn_bfs().join();
        assert!(checker.discovery(noticed_by).is_some(), "{flaw:?} goes unnoticed");
    }
}

/// "Where a run ends all is settled" says nothing of runs that go round for ever: there are none.
#[test]
fn no_run_goes_round_in_circles() {
    let calm = [filed(CALM, 0), in_force(CALM, 2), Chain { slow_post: true, ..in_force(CALM, 1) }];
    let edited = filed(Trouble { edits: 1, ..CALM }, 0);
    let troubled = TROUBLES.into_iter().flat_map(|trouble| [filed(trouble, 0), in_force(trouble, 1)]);
    for chain in calm.into_iter().chain([edited]).chain(troubled) {
        assert!(!goes_round(&chain), "{:?}", chain.trouble);
    }
}

/// Depth first: a world that follows from itself is met again before the search has left it.
fn goes_round(chain: &Chain) -> bool {
    let key = |world: &World| {
        let mut hasher = DefaultHasher::new();
        world.hash(&mut hasher);
        hasher.finish()
    };
    let mut left: HashMap<u64, bool> = HashMap::new();
    let mut path: Vec<(u64, Vec<World>)> = Vec::new();
    let mut next = chain.init_states();
    while let Some(world) = next.pop().or_else(|| leave(&mut path, &mut left)) {
        let here = key(&world);
        match left.get(&here) {
            Some(true) => {}
            Some(false) => return true,
            None => {
                left.insert(here, false);
                path.push((here, chain.next_states(&world)));
            }
        }
    }
    false
}

/// The next world to enter from the end of the path; worlds with nothing left to enter are left.
fn leave(path: &mut Vec<(u64, Vec<World>)>, left: &mut HashMap<u64, bool>) -> Option<World> {
    loop {
        let (here, ahead) = path.last_mut()?;
        if let Some(world) = ahead.pop() {
            return Some(world);
        }
        left.insert(*here, true);
        path.pop();
    }
}
