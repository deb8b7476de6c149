//! What the harness promises of any step: each piece of work once, each message its own ending, requests shared.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use app::OutgoingNudge;
use aws_lambda_events::event::sqs::SqsBatchResponse;
use case::{About, BatchId, CaseId, ComplaintId, Digest, Nudge};
use jiff::SignedDuration;
use port::{Queue, StoredCase, Timer as _, Unavailable, WallClock as _};
use step::retry::MarketplaceOut;
use step::{CaseStep, StepError, work_batch};
use testkit::sample;
use testkit::world::{Fault, FaultKind, Waiting, World};
use uuid::Uuid;

use super::batch::{context, file};

/// How a step ends work on a case.
#[derive(Clone, Copy)]
pub(super) enum Ends {
    /// After so many seconds, with a nudge of notify that is delivered so many seconds later.
    After(u64, u16),
    /// After so many milliseconds that really pass.
    Slowly(u64),
    /// Its marketplace is out, for so many seconds so far.
    Out(u64),
}

/// A step that keeps what it was asked to do.
pub(super) struct Step<'a> {
    world: &'a World,
    /// Each case that is not named ends at once.
    of: BTreeMap<CaseId, Ends>,
    did: Mutex<Vec<About>>,
}

impl<'a> Step<'a> {
    pub(super) fn new(world: &'a World, of: impl IntoIterator<Item = (CaseId, Ends)>) -> Self {
        Self { world, of: of.into_iter().collect(), did: Mutex::default() }
    }

    fn does(&self, about: About) {
        self.did.lock().unwrap_or_else(PoisonError::into_inner).push(about);
    }

    fn did(&self) -> Vec<About> {
        let mut did = self.did.lock().unwrap_or_else(PoisonError::into_inner).clone();
        did.sort_unstable();
        did
    }

    /// Works on all that waits for it.
    async fn invoke(&self) -> SqsBatchResponse {
        let (taken, event) = self.world.receive(Queue::Validation, 10).unwrap();
        let context = context(self.world);
        let response = self.world.in_time(work_batch(self, &context, &event)).await;
        self.world.finish(Queue::Validation, taken, Some(&response));
        response
    }
}

impl CaseStep for Step<'_> {
    const NAME: &'static str = "test";
    const QUEUE: Queue = Queue::Validation;
    type Batch = ();

    async fn prepare(&self, _: &[&StoredCase]) -> Result<(), Unavailable> {
        Ok(())
    }

    async fn work(&self, (): &(), group: Vec<StoredCase>) -> Result<Vec<OutgoingNudge>, StepError> {
        let mut nudges = Vec::new();
        for StoredCase { case, .. } in group {
            self.does(About::Case(case.id));
            match self.of.get(&case.id) {
                None => {}
                Some(Ends::After(seconds, delay_s)) => {
                    self.world.sleep(Duration::from_secs(*seconds)).await;
                    nudges.push(OutgoingNudge::case(Queue::Notify, case.id).after_s(*delay_s));
                }
                Some(Ends::Slowly(milliseconds)) => {
                    tokio::time::sleep(Duration::from_millis(*milliseconds)).await;
                }
                Some(Ends::Out(seconds)) => {
                    let out = MarketplaceOut { lasted: Duration::from_secs(*seconds) };
                    return Err(StepError::Retry(out.into()));
                }
            }
        }
        Ok(nudges)
    }

    async fn complaint(&self, complaint: ComplaintId) -> Result<Vec<OutgoingNudge>, StepError> {
        self.does(About::Complaint(complaint));
        Ok(Vec::new())
    }

    async fn batch(&self, batch: BatchId) -> Result<Vec<OutgoingNudge>, StepError> {
        self.does(About::Batch(batch));
        Ok(Vec::new())
    }
}

/// A world with a case for each of the first listings, and a message about each; the cases in their order.
async fn world(listings: usize) -> (World, Vec<CaseId>) {
    let world = sample::world(listings);
    file(&world, listings).await;
    let cases = world.look().cases.keys().copied().collect();
    (world, cases)
}

fn calls(world: &World, before: usize, name: &str) -> usize {
    world.look().calls[before..].iter().filter(|call| **call == name).count()
}

#[tokio::test]
async fn what_two_messages_are_about_is_worked_on_once_and_both_are_done() {
    let (world, cases) = world(1).await;
    let complaint = About::Complaint(ComplaintId::new(Uuid::from_u128(1)));
    let batch = About::Batch(BatchId::derive(&sample::account().id, Digest::of(b"a table")));
    for about in [complaint, batch, complaint, batch, About::Case(cases[0])] {
        world.put_message(Queue::Validation, &contract::nudge::encode(&Nudge::new(about, world.now())));
    }
    let step = Step::new(&world, []);
    assert!(step.invoke().await.batch_item_failures.is_empty());
    let mut each = [complaint, batch, About::Case(cases[0])];
    each.sort_unstable();
    assert_eq!(step.did(), each);
    assert!(world.look().queues[&Queue::Validation].is_empty());
}

#[tokio::test]
async fn a_case_that_cannot_be_read_comes_back_alone() {
    let (world, cases) = world(3).await;
    world.look().corrupt.insert(cases[1]);
    let step = Step::new(&world, []);
    assert_eq!(step.invoke().await.batch_item_failures.len(), 1);
    assert_eq!(step.did(), [About::Case(cases[0]), About::Case(cases[2])]);
    let waiting: Vec<Waiting> = world.look().queues[&Queue::Validation].iter().cloned().collect();
    assert!(waiting.len() == 1 && waiting[0].body.contains(&cases[1].to_string()), "{waiting:?}");
}

#[tokio::test]
async fn one_case_that_cannot_be_loaded_is_asked_for_once_and_comes_back() {
    let (world, _) = world(1).await;
    let before = world.look().calls.len();
    world.plan([Fault { nth: before, kind: FaultKind::Fails }]);
    let step = Step::new(&world, []);
    assert_eq!(step.invoke().await.batch_item_failures.len(), 1);
    assert_eq!((calls(&world, before, "cases.load"), step.did()), (1, vec![]));
    step.invoke().await;
    assert_eq!(step.did().len(), 1);
}

#[tokio::test]
async fn the_line_of_a_message_tells_how_old_it_was() {
    let (world, _) = world(1).await;
    world.pass(SignedDuration::from_secs(90));
    Step::new(&world, []).invoke().await;
    let line: serde_json::Value = serde_json::from_str(&world.look().journal[0]).unwrap();
    assert_eq!(
        (&line["age_ms"], &line["outcome"], &line["step"]),
        (&90_000.into(), &"done".into(), &"test".into())
    );
}

#[tokio::test]
async fn what_is_to_arrive_later_shares_a_request_and_what_is_not_waits_for_nothing() {
    for (delay_s, requests, after) in [(60, 1, [63_000, 63_000]), (0, 2, [100, 3_100])] {
        let (world, cases) = world(2).await;
        let step =
            Step::new(&world, [(cases[0], Ends::After(0, delay_s)), (cases[1], Ends::After(3, delay_s))]);
        let (started, before) = (world.now(), world.look().calls.len());
        step.invoke().await;
        assert_eq!(calls(&world, before, "nudges.nudge"), requests, "{delay_s} s");
        let visible = |waiting: &Waiting| waiting.visible_at.as_millisecond() - started.as_millisecond();
        let told: Vec<i64> = world.look().queues[&Queue::Notify].iter().map(visible).collect();
        assert!(told.iter().zip(after).all(|(told, after)| (after - 100..=after).contains(told)), "{told:?}");
        assert_eq!(told.len(), 2);
    }
}

#[tokio::test]
async fn each_message_comes_back_by_how_long_its_own_marketplace_is_out() {
    let (world, cases) = world(4).await;
    let lasted = [280, 280, 30, 30];
    let step = Step::new(&world, cases.iter().copied().zip(lasted.map(Ends::Out)));
    let before = world.look().calls.len();
    step.invoke().await;
    assert_eq!(calls(&world, before, "nudges.nudge"), 2, "a request for each wait");
    let waiting: Vec<Waiting> = world.look().queues[&Queue::Validation].iter().cloned().collect();
    assert_eq!(waiting.len(), 4);
    for (case, lasted) in cases.iter().zip(lasted) {
        let own = waiting.iter().find(|waiting| waiting.body.contains(&case.to_string())).unwrap();
        let wait = own.visible_at.duration_since(world.now()).as_secs();
        assert!((lasted.cast_signed() / 2 - 1..=lasted.cast_signed()).contains(&wait), "{lasted}: {wait}");
    }
}
