//! The invariants can fail: broken parts are found out.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::http::StatusCode;
use case::{CaseId, ClockEnd, Digest, EffectId, Event, ListingRef};
use jiff::SignedDuration;
use port::{
    Catalogue, Delivery, EffectStatus, Enforcement, ListingAnswer, MarketplaceConfig, OrderOutcome,
    OrderRequest, OutgoingMail, Unavailable, WallClock as _,
};
use testkit::sample;
use testkit::world::{MarketMode, World};

use super::chain::Chain;
use super::invariants::{Allowed, findings};
use super::market::is_out;
use super::programs::Call;
use super::story::{Story, run};

/// Orders under a new id each time, so that the marketplace cannot drop the double.
#[derive(Clone)]
struct FreshIds {
    world: World,
    count: Arc<AtomicU32>,
}

impl Catalogue for FreshIds {
    async fn listing(
        &self,
        at: &MarketplaceConfig,
        listing: &ListingRef,
    ) -> Result<ListingAnswer, Unavailable> {
        self.world.listing(at, listing).await
    }
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
    found_out_after(Story::OneListing, break_it, as_what).await;
}

async fn found_out_after(story: Story, break_it: impl FnOnce(&World), as_what: &str) {
    let world = story.world();
    assert_eq!(run(story, &Chain::new(&world), Allowed::NOTHING).await, Vec::<String>::new());
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
    let again = |world: &World| {
        let first = world.look().sent[0].clone();
        world.look().sent.push(first);
    };
    found_out(again, "went out 2 times and was owed 1 times").await;
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
        |world| {
            for recorded in world.look().cases.values_mut().flat_map(|stored| &mut stored.log) {
                if let Event::LetterSent(_, posted) = &mut recorded.event {
                    posted.again = true;
                }
            }
        },
        "perhaps went out before",
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
            let later = SignedDuration::from_secs(1);
            world.look().cases.values_mut().for_each(|stored| stored.log[0].at += later);
        },
        "time runs backwards",
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

#[tokio::test]
async fn what_an_endpoint_was_not_told_or_told_twice_is_found_out() {
    found_out_after(Story::ByApi, |world| world.look().posted.truncate(1), "was never posted").await;
    let again = |world: &World| {
        let first = world.look().posted[0].clone();
        world.look().posted.push(first);
    };
    found_out_after(Story::ByApi, again, "was posted 2 times").await;
    let other = |world: &World| world.look().posted[0].id = "another".to_owned();
    found_out_after(Story::ByApi, other, "event another stands in no log").await;
    let changed = |world: &World| {
        let first = world.look().posted[0].clone();
        world.look().posted.push(Delivery { body: "{}".to_owned(), ..first });
    };
    found_out_after(Story::ByApi, changed, "says this and that").await;
}

#[tokio::test]
async fn a_request_that_was_forgotten_is_found_out() {
    let world = Story::ByApi.world();
    let (chain, call) = (Chain::new(&world), Call::complaint(2));
    let receipt = chain.call(&call, StatusCode::CREATED).await.unwrap();
    assert_eq!(chain.repeat(&call, &receipt).await, Ok(()));
    world.look().requests.clear();
    let found = chain.repeat(&call, &receipt).await.unwrap_err();
    assert!(found.contains("answered otherwise"), "{found}");
}

#[tokio::test]
async fn a_complaint_that_nobody_was_asked_to_confirm_is_found_out() {
    let (unasked, without) = ("was to be confirmed by 0 letters", "has 0 cases, and waits: false");
    let confirms = |mail: &OutgoingMail| String::from_utf8_lossy(&mail.mime).contains("<confirm.");
    let lost = |world: &World| world.look().sent.retain(|mail| !confirms(mail));
    found_out_after(Story::Confirmed, lost, unasked).await;
    let twice = |world: &World| {
        let again = world.look().sent.iter().find(|mail| confirms(mail)).unwrap().clone();
        world.look().sent.push(again);
    };
    found_out_after(Story::Confirmed, twice, "was to be confirmed by 2 letters").await;
    found_out_after(Story::Confirmed, |world| world.look().cases.clear(), without).await;
    found_out_after(Story::Confirmed, |world| world.look().pending.clear(), "what does not wait").await;
}

#[tokio::test]
async fn a_table_that_is_not_all_filed_is_found_out() {
    let third = |world: &World| {
        let inner = &mut *world.look();
        let last = *inner.cases.keys().last().unwrap();
        let gone = inner.cases.get(&last).unwrap().case.filing.complaint;
        inner.cases.retain(|_, stored| stored.case.filing.complaint != gone);
    };
    found_out_after(Story::Table, third, "is not filed").await;
    let behind = |world: &World| world.look().batches.values_mut().for_each(|batch| batch.done -= 1);
    found_out_after(Story::Table, behind, "2 of 3 complaints").await;
    found_out_after(Story::Table, |world| world.look().own.clear(), "does not find its complaint").await;
    let world = Story::Table.world();
    let chain = Chain::new(&world);
    let receipt = chain.call(&Call::table(5), StatusCode::ACCEPTED).await.unwrap();
    let found = chain.table_is_filed(&receipt).await.unwrap_err();
    assert!(found.starts_with("0 of 5 rows are filed"), "{found}");
}

#[tokio::test]
async fn work_of_a_day_that_was_not_done_is_found_out() {
    let uncounted = |world: &World| {
        let inner = &mut *world.look();
        let last = *inner.cases.keys().last().unwrap();
        inner.cases.remove(&last);
    };
    found_out_after(Story::DailyWork, uncounted, "counts 5 cases, 5 taken down, in 5 rows; there are 4, 4")
        .await;
    let reminds = |mail: &OutgoingMail| String::from_utf8_lossy(&mail.mime).contains("<renewal.");
    let lost = |world: &World| world.look().sent.retain(|mail| !reminds(mail));
    found_out_after(Story::DailyWork, lost, "0 reminders of 1 rights").await;
    let twice = |world: &World| {
        let again = world.look().sent.iter().find(|mail| reminds(mail)).unwrap().clone();
        world.look().sent.push(again);
    };
    found_out_after(Story::DailyWork, twice, "went out 2 times").await;
    let due = |world: &World| {
        world.look().rights.values_mut().for_each(|right| right.remind_on = Some(jiff::civil::Date::MIN));
    };
    found_out_after(Story::DailyWork, due, "was not reminded").await;
}

#[tokio::test]
async fn an_order_done_twice_by_a_marketplace_that_forgot_nothing_is_found_out() {
    found_out(|world| world.look().orders.values_mut().for_each(|order| order.done += 1), "was done 2 times")
        .await;
    // Whoever reviews a letter and has it sent gets it sent.
    let unsent = |world: &World| world.look().sent.retain(|mail| mail.to != sample::SELLER);
    found_out_after(Story::RefusedLetter, unsent, "was never sent").await;
}

#[tokio::test]
async fn services_that_never_come_round_are_found_out() {
    let world = Story::RefusedOrder.world();
    world.look().services.index_lag = SignedDuration::from_hours(24 * 365);
    let found = run(Story::RefusedOrder, &Chain::new(&world), Allowed::NOTHING).await;
    assert!(found[0].contains("nothing waits"), "{found:#?}");

    let world = Story::ByApi.world();
    world.look().services.takes_entry = Box::new(|| false);
    let found = run(Story::ByApi, &Chain::new(&world), Allowed::NOTHING).await;
    assert!(found[0].contains("never comes to rest"), "{found:#?}");
}

#[tokio::test]
async fn clocks_that_are_too_wrong_are_found_out() {
    let ahead = SignedDuration::from_mins(10);
    let tells_of_the_future = |world: &World| {
        findings(world, Allowed::NOTHING).iter().any(|finding| finding.contains("tells of the future"))
    };
    let chain = Chain::new(&Story::OneListing.world()).with_clocks_ahead(ahead);
    chain.file(1).await.unwrap();
    assert!(tells_of_the_future(&chain.world), "of intake");

    let chain = Chain::new(&Story::OneListing.world());
    chain.file(1).await.unwrap();
    chain.until_quiet().await.unwrap();
    let world = chain.world.clone();
    let case = world.look().cases.values().next().unwrap().case.clone();
    let ends = policy::deadlines(&case).into_iter().filter(|it| it.end != ClockEnd::Breach).map(|it| it.due);
    world.pass(ends.min().unwrap().duration_since(world.now()) - ahead / 2);
    chain.with_clocks_ahead(ahead).sweep().await;
    assert!(tells_of_the_future(&world), "of the sweep");
}

#[tokio::test]
async fn processes_that_forget_that_a_marketplace_is_out_are_found_out() {
    let world = Story::OneListing.world();
    is_out(&world, SignedDuration::ZERO, SignedDuration::from_mins(64));
    let found = run(Story::OneListing, &Chain::new(&world).forgetful(), Allowed::NOTHING).await;
    assert!(found.iter().any(|finding| finding.contains("dead in ")), "{found:#?}");
}
