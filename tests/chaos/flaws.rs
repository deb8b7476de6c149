//! The invariants can fail: broken parts are found out.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use case::{CaseId, Digest, EffectId, Event, ListingRef};
use port::{EffectStatus, Enforcement, MarketplaceConfig, OrderOutcome, OrderRequest, Unavailable};
use testkit::world::{MarketMode, World};

use super::chain::Chain;
use super::invariants::{Allowed, findings};
use super::story::{Story, run};

/// Orders under a new id each time, so that the marketplace cannot drop the double.
#[derive(Clone)]
struct FreshIds {
    world: World,
    count: Arc<AtomicU32>,
}

impl Enforcement for FreshIds {
    fn order(
        &self,
        at: &MarketplaceConfig,
        listing: &ListingRef,
        id: EffectId,
        order: &OrderRequest,
    ) -> impl Future<Output = OrderOutcome> + Send {
        let fresh = EffectId::derive(CaseId::new(id.uuid()), self.count.fetch_add(1, Ordering::Relaxed), "");
        self.world.order(at, listing, fresh, order)
    }

    fn status(
        &self,
        at: &MarketplaceConfig,
        id: EffectId,
    ) -> impl Future<Output = Result<EffectStatus, Unavailable>> + Send {
        self.world.status(at, id)
    }
}

#[tokio::test]
async fn orders_under_fresh_ids_are_found_out() {
    let world = Story::OneListing.world();
    world.look().market_modes.push_back(MarketMode::LosesAnswer);
    let enforcement = FreshIds { world: world.clone(), count: Arc::default() };
    let chain = Chain::with(&world, enforcement);
    let found = run(Story::OneListing, &chain, Allowed::NOTHING).await;
    let twice = found.iter().filter(|finding| finding.contains("stands in no log")).count();
    assert_eq!(twice, 2, "both orders: {found:#?}");
}

/// A finished run, changed by `break_it`, is found out by a finding that contains `as_what`.
async fn found_out(break_it: impl FnOnce(&World), as_what: &str) {
    let world = Story::OneListing.world();
    assert_eq!(run(Story::OneListing, &Chain::new(&world), Allowed::NOTHING).await, Vec::<String>::new());
    break_it(&world);
    let found = findings(&world, Allowed::NOTHING);
    assert!(found.iter().any(|finding| finding.contains(as_what)), "{as_what}: {found:#?}");
}

#[tokio::test]
async fn a_lost_message_without_a_sweep_is_found_out() {
    let world = Story::OneListing.world();
    Chain::new(&world).file(1).await.unwrap();
    world.look().queues.values_mut().for_each(VecDeque::clear);
    let found = findings(&world, Allowed::NOTHING);
    assert!(found.iter().any(|finding| finding.contains("owes [Validate")), "{found:#?}");
}

#[tokio::test]
async fn what_breaks_an_invariant_is_found_out() {
    found_out(|world| world.look().sent.clear(), "was never sent").await;
    found_out(
        |world| {
            let mut again = world.look().sent[0].clone();
            again.mime =
                String::from_utf8(again.mime).unwrap().replacen("Message-ID: <", "Message-ID: <0", 1).into();
            world.look().sent.push(again);
        },
        "nobody is owed",
    )
    .await;
    found_out(
        |world| world.look().listings.values_mut().for_each(|listing| listing.view.visible = true),
        "is visible",
    )
    .await;
    found_out(
        |world| world.look().cases.values_mut().for_each(|stored| stored.head = Digest::of(b"")),
        "hash chain",
    )
    .await;
    found_out(
        |world| {
            let accepted = |event: &Event| matches!(event, Event::Accepted { .. });
            for stored in world.look().cases.values_mut() {
                stored.log.retain(|recorded| !accepted(&recorded.event));
            }
        },
        "does not fold",
    )
    .await;
    found_out(|world| world.look().journal.push("Ada North".to_owned()), "in the journal").await;
    found_out(|world| world.look().orders.clear(), "the marketplace None").await;
}
