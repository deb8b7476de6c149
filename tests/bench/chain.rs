//! How fast the chain itself is, over adapters in memory, and whether it stays so as cases pile up.

use std::time::Duration;

use anyhow::ensure;
use app::MarketplaceCache;
use axum::Router;
use case::State;
use intake::{Intake, Ports};
use port::Queue;
use step::{BatchContext, CaseStep, work_batch};
use takedown::Takedown;
use testkit::sample;
use testkit::world::World;
use validation::Validation;
use web::letter::Sender;

use crate::common::{Silent, file, link_key, processor_time};
use crate::figure::{Figures, median};

const FEW: usize = 1_000;
const MANY: usize = 100_000;
/// How often the few are measured beside the many: one round alone is too short.
const ROUNDS: usize = 20;
/// How often few and many are measured in turn. The median of their shares counts.
const PAIRS: usize = 3;
/// How much longer one complaint may take among the many than among the few.
const GROWTH_BUDGET: f64 = 1.3;

/// Messages of a batch, as the template sets it.
const BATCH: usize = 10;

enum InMemory {}

impl Ports for InMemory {
    type Store = World;
    type Documents = World;
    type Inbox = World;
    type Mailer = World;
    type Nudges = World;
    type Clock = World;
    type Ids = World;
}

/// `chain_per_second_per_core_…` and `chain_growth`: from the posted form to the measure in force.
pub(crate) fn measure(figures: &mut Figures) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (few, many) = (figures.amount(FEW, 50), figures.amount(MANY, 500));
    let (rounds, mut each, mut growth) = (figures.amount(ROUNDS, 1), [Vec::new(), Vec::new()], Vec::new());
    for _ in 0..figures.amount(PAIRS, 1) {
        let mut taken = Duration::ZERO;
        for _ in 0..rounds {
            taken += runtime.block_on(run(few))?;
        }
        let of_few = taken.as_secs_f64() / (few * rounds) as f64;
        let of_many = runtime.block_on(run(many))?.as_secs_f64() / many as f64;
        each[0].push(of_few);
        each[1].push(of_many);
        growth.push(of_many / of_few);
    }
    for (count, each) in [FEW, MANY].into_iter().zip(each) {
        let name = format!("chain_per_second_per_core_{count}");
        figures.add(&name, (1.0 / median(each)).round(), "complaints/s", None);
    }
    figures.add("chain_growth", median(growth), "times", Some(GROWTH_BUDGET));
    Ok(())
}

/// The processor time in which `count` complaints come into force.
async fn run(count: usize) -> anyhow::Result<Duration> {
    // The many complaints of somebody new would go to the desk.
    let world = sample::world_of_known(count);
    // The sample's titles end with numbers, of which some are years: those say what a person must read.
    world.look().listings.values_mut().for_each(|it| "NORTHLIGHT jacket".clone_into(&mut it.view.title));
    let intake = router(&world)?;
    let validation = Validation {
        store: world.clone(),
        documents: world.clone(),
        catalogue: world.clone(),
        clock: world.clone(),
        programme: policy::programme::rule_set(policy::programme::RuleSetName::Honest),
        marketplaces: MarketplaceCache::default(),
        rules: app::RuleSetCache::default(),
        marks: app::MarkCache::default(),
    };
    let takedown = Takedown {
        store: world.clone(),
        marketplace: world.clone(),
        clock: world.clone(),
        marketplaces: MarketplaceCache::default(),
    };
    let started = processor_time()?;
    for listing in 0..count {
        file(&intake, listing).await?;
    }
    drain(&world, Queue::Validation, &validation).await?;
    drain(&world, Queue::Takedown, &takedown).await?;
    let taken = processor_time()?.saturating_sub(started);

    let in_force = |state: &State| matches!(state, State::InForce { .. });
    let done = world.look().cases.values().filter(|stored| in_force(&stored.case.state)).count();
    ensure!(done == count, "{done} of {count} complaints came into force");
    Ok(taken)
}

fn router(world: &World) -> anyhow::Result<Router> {
    Ok(intake::router(Intake::<InMemory> {
        store: world.clone(),
        documents: world.clone(),
        inbox: world.clone(),
        mailer: world.clone(),
        sender: Sender::new("goodfaith@goodfaith.example"),
        nudges: world.clone(),
        clock: world.clone(),
        ids: world.clone(),
        marketplaces: MarketplaceCache::default(),
        links: link_key()?,
        programme: policy::programme::rule_set(policy::programme::RuleSetName::Honest),
        public_url: "https://goodfaith.example".to_owned(),
        uploads_origin: "https://inbox.example".to_owned(),
    }))
}

async fn drain<P: CaseStep>(world: &World, queue: Queue, step: &P) -> anyhow::Result<()> {
    let time = Duration::from_secs(60);
    let context =
        BatchContext { cases: world, nudges: world, rejects: world, clock: world, journal: &Silent, time };
    while let Some((taken, event)) = world.receive(queue, BATCH) {
        let response = work_batch(step, &context, &event).await;
        ensure!(response.batch_item_failures.is_empty(), "{} failed messages", P::NAME);
        world.finish(queue, taken, Some(&response));
    }
    Ok(())
}
