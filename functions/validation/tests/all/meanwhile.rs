//! What others do to a case or a complaint while validation is at it.

use std::collections::BTreeMap;

use app::change;
use case::{About, Actor, CaseId, Command, Digest, Element, Proof, State};
use port::{Queue, WallClock as _};
use step::CaseStep as _;
use testkit::sample;
use testkit::world::World;

use super::step::{file, only_case, step};

async fn ask(world: &World, by: Actor, command: Command) {
    change(world, only_case(world), &by, &[command], world.now()).await.unwrap();
}

#[tokio::test]
async fn a_complaint_completed_meanwhile_is_not_judged_by_what_was_seen_before() {
    let world = sample::world(1);
    let mut complaint = sample::complaint(1, [0]);
    complaint.missing = vec!["good_faith".to_owned()];
    file(&world, &complaint).await;
    let seen = only_case(&world);
    // Another delivery asks for what is missing, and the complainant adds it.
    ask(&world, Actor::Machine, Command::FindIncomplete { missing: vec![Element::GoodFaith] }).await;
    let completed = Command::Complete {
        document: Digest::of(b"completion"),
        missing: Vec::new(),
        right: seen.case.filing.right.clone(),
        proof: Proof::AccountSecret,
    };
    ask(&world, Actor::Complainant, completed).await;
    let now = only_case(&world);
    assert_eq!(now.case.state, State::Filed);
    let step = step(&world);
    let batch = step.prepare(&[&seen]).await.unwrap();
    step.work(&batch, vec![seen]).await.unwrap();
    assert_eq!(only_case(&world).log, now.log, "what is not missing any more is not asked for again");
}

#[tokio::test]
async fn of_two_deliveries_of_one_complaint_each_case_is_nudged_once() {
    for seed in 0..20 {
        let world = sample::world(120);
        file(&world, &sample::complaint(1, 0..120)).await;
        world.look().queues.values_mut().for_each(std::collections::VecDeque::clear);
        let complaint = *world.look().fan_outs.keys().next().unwrap();
        world.interleave(seed);
        let (one, other) = (step(&world), step(&world));
        let (one, other) = tokio::join!(one.complaint(complaint), other.complaint(complaint));
        let mut nudged: BTreeMap<CaseId, usize> = BTreeMap::new();
        for nudge in one.unwrap().into_iter().chain(other.unwrap()) {
            if let (Queue::Validation, About::Case(case)) = (nudge.queue, nudge.about) {
                *nudged.entry(case).or_default() += 1;
            }
        }
        assert_eq!(nudged.len(), 120, "turns {seed}");
        assert!(nudged.values().all(|times| *times == 1), "turns {seed}: {nudged:?}");
    }
}
