//! Two versions of the step side by side, on the stored bytes of one case: what the later writes, the earlier reads,
//! or leaves alone and says so.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::MarketplaceCache;
use app::filing::IdentifiedComplaint;
use case::{
    About, Actor, Case, CaseId, Command, Digest, Link, ListingRef, Measure, Nudge, Recorded, RightRef,
};
use jiff::Timestamp;
use policy::switches::Switch;
use port::{
    Append, Appended, CaseAt, CasePage, Cases, Committed, Created, Dispute, Disputed, Disputes, ListingCases,
    MarketplaceConfig, Queue, Registry, StoredCase, Switches, Unavailable, WallClock as _,
};
use register::Right;
use step::{BatchContext, work_batch};
use takedown::Takedown;
use testkit::sample;
use testkit::world::World;

/// One case as its stored lines.
struct Stored {
    lines: Vec<String>,
    due: Option<Timestamp>,
    swept: u32,
}

/// The store as a program sees it that reads events up to a version. All see the same bytes.
#[derive(Clone)]
struct Program {
    world: World,
    id: CaseId,
    reads: u16,
    stored: Arc<Mutex<Stored>>,
}

fn head_of(id: CaseId, lines: &[String]) -> Digest {
    lines.iter().fold(Link::START, |link, line| link.append(id, line.as_bytes())).head().unwrap()
}

impl Program {
    fn that_reads(&self, reads: u16) -> Self {
        Self { reads, ..self.clone() }
    }

    fn lines(&self) -> Vec<String> {
        self.stored.lock().unwrap().lines.clone()
    }

    /// Replaces the last line by what a later program would have written.
    fn rewrite_last(&self, rewrite: impl FnOnce(&str) -> String) {
        let mut stored = self.stored.lock().unwrap();
        let last = stored.lines.pop().unwrap();
        stored.lines.push(rewrite(&last));
    }

    fn folded(&self) -> Result<StoredCase, Unavailable> {
        let stored = self.stored.lock().unwrap();
        let log: Result<Vec<Recorded>, _> =
            stored.lines.iter().map(|line| contract::event::decode_up_to(line, self.reads)).collect();
        let log = log.map_err(|error| Unavailable::new("table", "reading a case", error))?;
        let mut opened = StoredCase::opened(self.id, &log[0], stored.lines[0].clone(), log[0].at).unwrap();
        opened.case = Case::fold(self.id, &log).unwrap();
        (opened.lines, opened.head) = (stored.lines.clone(), head_of(self.id, &stored.lines));
        (opened.log, opened.due, opened.swept) = (log, stored.due, stored.swept);
        Ok(opened)
    }

    /// Works off one nudge about the case. Whether the message is to be delivered again.
    async fn works(&self) -> bool {
        let nudge = Nudge::new(About::Case(self.id), self.world.now());
        self.world.put_message(Queue::Takedown, &contract::nudge::encode(&nudge));
        let step = Takedown {
            store: self.clone(),
            marketplace: self.world.clone(),
            clock: self.world.clone(),
            marketplaces: MarketplaceCache::default(),
        };
        let world = &self.world;
        let context = BatchContext {
            cases: self,
            nudges: world,
            rejects: world,
            clock: world,
            journal: world,
            time: Duration::from_secs(30),
        };
        let (taken, event) = world.receive(Queue::Takedown, 10).unwrap();
        let response = work_batch(&step, &context, &event).await;
        world.finish(Queue::Takedown, taken, Some(&response));
        let again = !response.batch_item_failures.is_empty();
        world.look().queues.values_mut().for_each(std::collections::VecDeque::clear);
        again
    }
}

impl Cases for Program {
    async fn load(&self, ids: &[CaseId]) -> Result<Vec<Option<StoredCase>>, Unavailable> {
        ids.iter().map(|_| self.folded().map(Some)).collect()
    }

    async fn create(&self, _id: CaseId, _filed: &Recorded, _due: Timestamp) -> Result<Created, Unavailable> {
        unreachable!("takedown files nothing")
    }

    async fn append(&self, append: Append<'_>) -> Result<Appended, Unavailable> {
        {
            let mut stored = self.stored.lock().unwrap();
            if stored.lines.len() != append.stored.log.len() {
                return Ok(Appended::Conflict);
            }
            stored.lines.extend(append.events.iter().map(contract::event::encode));
            (stored.due, stored.swept) = (append.due, append.swept);
        }
        self.folded().map(|now| Appended::Done(Box::new(now)))
    }
}

impl Disputes for Program {
    async fn disputes(&self, listings: &[ListingRef]) -> Result<Vec<Disputed>, Unavailable> {
        self.world.disputes(listings).await
    }
    async fn note_dispute(
        &self,
        listing: &ListingRef,
        case: CaseId,
        dispute: Dispute,
        at: Timestamp,
    ) -> Result<(), Unavailable> {
        self.world.note_dispute(listing, case, dispute, at).await
    }
}

impl ListingCases for Program {
    async fn listing_cases(
        &self,
        listing: &ListingRef,
        after: Option<CaseAt>,
        limit: u16,
    ) -> Result<CasePage, Unavailable> {
        self.world.listing_cases(listing, after, limit).await
    }
}

impl Switches for Program {
    async fn switches(&self) -> Result<Vec<Switch>, Unavailable> {
        self.world.switches().await
    }
    async fn switch_history(&self) -> Result<Vec<Switch>, Unavailable> {
        self.world.switch_history().await
    }
    async fn put_switch(&self, switch: &Switch) -> Result<(), Unavailable> {
        self.world.put_switch(switch).await
    }
}

impl Registry for Program {
    async fn rights(&self, rights: &[RightRef]) -> Result<Vec<Option<Right>>, Unavailable> {
        self.world.rights(rights).await
    }
    async fn put_right(&self, right: &Right) -> Result<Committed, Unavailable> {
        self.world.put_right(right).await
    }
    async fn marketplaces(&self) -> Result<Vec<MarketplaceConfig>, Unavailable> {
        self.world.marketplaces().await
    }
    async fn put_marketplace(&self, marketplace: &MarketplaceConfig) -> Result<(), Unavailable> {
        self.world.put_marketplace(marketplace).await
    }
}

/// An accepted case, as the program of today stores and reads it.
async fn accepted() -> Program {
    let world = sample::world(1);
    app::filing::file(
        &world,
        &world,
        &world,
        &IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap(),
    )
    .await
    .unwrap();
    let id = *world.look().cases.keys().next().unwrap();
    let stored = world.load(&[id]).await.unwrap().pop().flatten().unwrap();
    let accept = [Command::Accept { measure: Measure::Removal, although: false, note: None }];
    let changed = app::change(&world, stored, &Actor::Machine, &accept, world.now()).await.unwrap();
    let stored = Stored { lines: changed.stored.lines, due: changed.stored.due, swept: 0 };
    world.look().queues.values_mut().for_each(std::collections::VecDeque::clear);
    Program { world, id, reads: contract::event::VERSION, stored: Arc::new(Mutex::new(stored)) }
}

#[tokio::test]
async fn the_earlier_step_works_on_with_a_field_that_the_later_one_added() {
    let earlier = accepted().await;
    earlier.rewrite_last(|line| line.replacen(r#""accepted":{"#, r#""accepted":{"weight":"heavy","#, 1));
    let before = earlier.lines();
    assert!(before.last().unwrap().contains("heavy"));
    assert!(!earlier.works().await);
    assert_eq!(earlier.folded().unwrap().case.state.code(), "in_force");
    // What it did not understand is still there, byte for byte, and the later program reads all of it.
    let after = earlier.lines();
    assert_eq!(after[..before.len()], before[..]);
    let later = earlier.that_reads(contract::event::VERSION + 1);
    assert_eq!(later.folded().unwrap().case, earlier.folded().unwrap().case);
}

#[tokio::test]
async fn the_earlier_step_leaves_a_case_of_a_later_version_alone_until_the_later_one_takes_it() {
    let earlier = accepted().await;
    let later = earlier.that_reads(contract::event::VERSION + 1);
    earlier.rewrite_last(|line| line.replacen(r#""v":1"#, r#""v":2"#, 1));
    let before = earlier.lines();
    assert!(earlier.works().await, "the message comes again");
    assert_eq!(earlier.lines(), before, "nothing is written");
    assert!(earlier.world.look().orders.is_empty(), "nothing is ordered");
    assert!(earlier.world.look().rejects.is_empty(), "nothing is given up");
    let error = port::chain_of(&earlier.folded().unwrap_err());
    assert!(error.contains("stored event is of version 2, this program reads up to 1"), "{error}");

    assert!(!later.works().await);
    assert_eq!(later.folded().unwrap().case.state.code(), "in_force");
    assert_eq!(later.lines()[..before.len()], before[..]);
    assert_eq!(later.world.look().orders.values().map(|log| log.done).collect::<Vec<_>>(), [1]);
}
