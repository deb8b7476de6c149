//! What others do to a case while takedown is at it, by the step that is shipped.

use app::MarketplaceCache;
use case::{Action, Actor, Answer, Command, Digest, EffectId, ListingRef, Measure, OrderCommand, State};
use jiff::SignedDuration;
use port::{
    Catalogue, Disputes as _, EffectStatus, Enforcement, ListingAnswer, MarketplaceConfig, OrderOutcome,
    OrderRequest, StoredCase, Unavailable,
};
use step::{CaseStep as _, StepError};
use takedown::Takedown;
use testkit::sample;
use testkit::world::World;

use super::step::{accepted, command, id, nudge, run_once, state, under_way, visible};

/// What the marketplace answers late.
#[derive(Debug, Clone, Copy)]
enum Late {
    Done,
    Refused,
    Unclear,
}

/// A marketplace whose answer comes late: meanwhile another delivery heard a refusal, and a person ordered again.
#[derive(Clone)]
struct Overtaken {
    world: World,
    late: Late,
}

impl Overtaken {
    async fn meanwhile(&self, old: EffectId) {
        let refused = OrderCommand::Refuse { id: old, reason: "busy".to_owned() };
        command(&self.world, Actor::Machine, Command::Order(refused)).await;
        let reviewer = Actor::Reviewer("rita".parse().unwrap());
        command(&self.world, reviewer, Command::Order(OrderCommand::Retry)).await;
        command(&self.world, Actor::Machine, Command::Order(OrderCommand::Request)).await;
    }
}

impl Catalogue for Overtaken {
    async fn listing(
        &self,
        at: &MarketplaceConfig,
        listing: &ListingRef,
    ) -> Result<ListingAnswer, Unavailable> {
        self.world.listing(at, listing).await
    }
}

impl Enforcement for Overtaken {
    async fn order(
        &self,
        _: &MarketplaceConfig,
        _: &ListingRef,
        id: EffectId,
        _: &OrderRequest,
    ) -> OrderOutcome {
        self.meanwhile(id).await;
        match self.late {
            Late::Done => OrderOutcome::Done("late".to_owned()),
            Late::Refused => OrderOutcome::Refused("late".to_owned()),
            Late::Unclear => OrderOutcome::Unknown("late".into()),
        }
    }

    async fn status(&self, _: &MarketplaceConfig, id: EffectId) -> Result<EffectStatus, Unavailable> {
        self.meanwhile(id).await;
        Ok(match self.late {
            Late::Done => EffectStatus::Done("late".to_owned()),
            Late::Refused | Late::Unclear => EffectStatus::Refused("late".to_owned()),
        })
    }
}

fn stored(world: &World) -> StoredCase {
    world.look().cases.values().next().cloned().unwrap()
}

/// Works on the case as one who loaded it as `loaded`.
async fn work<M: Catalogue + Enforcement>(
    world: &World,
    marketplace: M,
    loaded: StoredCase,
) -> Result<(), StepError> {
    let step = Takedown {
        store: world.clone(),
        marketplace,
        clock: world.clone(),
        marketplaces: MarketplaceCache::default(),
    };
    let batch = step.prepare(&[&loaded]).await.unwrap();
    step.work(&batch, vec![loaded]).await.map(drop)
}

#[tokio::test]
async fn a_late_answer_to_an_order_is_not_recorded_for_a_newer_one() {
    for late in [Late::Done, Late::Refused, Late::Unclear] {
        for is_asked_after in [false, true] {
            let world = accepted().await;
            if is_asked_after {
                command(&world, Actor::Machine, Command::Order(OrderCommand::Request)).await;
            }
            let old = under_way(&state(&world));
            let ended = work(&world, Overtaken { world: world.clone(), late }, stored(&world)).await;
            assert!(
                !matches!(ended, Err(StepError::Reject(_))),
                "{late:?}: what the case owes now is still to be done"
            );
            let newer = under_way(&state(&world));
            assert!(newer.is_some() && newer != old, "{late:?}: {:?}", state(&world));
            assert_eq!(
                state(&world).code(),
                "measure_requested",
                "{late:?}: the newer order has no answer yet"
            );
            while run_once(&world).await {}
            nudge(&world);
            while run_once(&world).await {}
            assert!(!visible(&world), "{late:?}: the newer order is carried out");
        }
    }
}

#[tokio::test]
async fn an_order_that_another_recorded_is_asked_after_and_not_sent_again() {
    let world = accepted().await;
    let loaded_before = stored(&world);
    world.pass(SignedDuration::from_secs(1));
    command(&world, Actor::Machine, Command::Order(OrderCommand::Request)).await;
    let other = under_way(&state(&world)).unwrap();
    let request =
        OrderRequest { action: Action::Apply(Measure::Removal), reason: "counterfeit", only_in: Vec::new() };
    world.order(&sample::marketplace(), &sample::listing(0), other, &request).await;
    world.pass(SignedDuration::from_secs(1));
    work(&world, world.clone(), loaded_before).await.unwrap();
    assert!(matches!(state(&world), State::InForce { .. }), "{:?}", state(&world));
    assert_eq!(world.look().orders.values().map(|log| log.asked).collect::<Vec<_>>(), [1]);
}

/// A case in force whose complainant concedes to the counter-notice.
async fn conceded() -> World {
    let world = accepted().await;
    run_once(&world).await;
    command(&world, Actor::Seller, Command::CounterNotice { document: Digest::of(b"counter-notice") }).await;
    sample::send_letters(&world, stored(&world).case.id);
    let document = Digest::of(b"answer");
    command(&world, Actor::Complainant, Command::Answer { answer: Answer::Concede, document }).await;
    nudge(&world);
    world
}

#[tokio::test]
async fn a_listing_that_returns_is_noted_before_it_does() {
    let world = conceded().await;
    let before = world.look().calls.len();
    while run_once(&world).await {}
    assert!(visible(&world), "{:?}", state(&world));
    let noted = world.disputes(&[sample::listing(0)]).await.unwrap();
    assert_eq!(noted[0].restored, [id(&world)]);
    let calls = world.look().calls[before..].to_vec();
    let first = |name| calls.iter().position(|call| *call == name).unwrap();
    assert!(first("disputes.note") < first("enforcement.order"), "{calls:?}");
}

#[tokio::test]
async fn a_listing_whose_complaint_is_withdrawn_is_noted_too() {
    let world = accepted().await;
    run_once(&world).await;
    command(&world, Actor::Complainant, Command::Withdraw).await;
    nudge(&world);
    while run_once(&world).await {}
    assert!(visible(&world));
    assert_eq!(world.disputes(&[sample::listing(0)]).await.unwrap()[0].restored, [id(&world)]);
}
