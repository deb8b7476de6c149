//! Stories that the chain lives through, and how each must end.

use app::desk::Decision;
use axum::http::StatusCode;
use case::State;
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use port::{Catalogue, Enforcement, Queue};
use testkit::sample;
use testkit::world::{Fault, MarketMode, World};

use super::chain::Chain;
use super::invariants::{self, Allowed};
use super::logs;
use super::parties::CONFIRMED;
use super::programs::{Call, complaint_of, subscribe};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Story {
    /// A complaint about one listing.
    OneListing,
    /// A complaint about five listings.
    FiveListings,
    /// A complaint by mail.
    ByMail,
    /// A complaint withdrawn while its listing is being taken down.
    Withdrawn,
    /// A counter-notice, and silence until the listing returns.
    CounterNotice,
    /// One counter-notice for three listings, and silence until they return.
    ForSeveral,
    /// A complaint by the API about two listings, each request of which is repeated.
    ByApi,
    /// A complaint by the API of someone unproved, which waits for its confirmation.
    Confirmed,
    /// A table of five listings.
    Table,
    /// An order that the marketplace refuses, and that the desk has ordered again.
    RefusedOrder,
    /// A letter that the mail service refuses, and that the desk has sent after all.
    RefusedLetter,
    /// A counter-notice that the complainant disputes; the seller replies, and the desk puts the listing back.
    Disputed,
    /// The seller asks for a person, who keeps the measure; then the desk finds it wrong after all.
    PersonAsked,
    /// The seller appeals, months later, and the desk reverses the decision.
    Appealed,
    /// The schedule's work of a day, after a complaint about five listings.
    DailyWork,
}

impl Story {
    pub(crate) const ALL: [Self; 15] = [
        Self::OneListing,
        Self::FiveListings,
        Self::ByMail,
        Self::Withdrawn,
        Self::CounterNotice,
        Self::ForSeveral,
        Self::ByApi,
        Self::Confirmed,
        Self::Table,
        Self::RefusedOrder,
        Self::RefusedLetter,
        Self::Disputed,
        Self::PersonAsked,
        Self::Appealed,
        Self::DailyWork,
    ];

    pub(crate) const fn listings(self) -> usize {
        match self {
            Self::FiveListings | Self::Table | Self::DailyWork => 5,
            Self::ForSeveral => 3,
            Self::ByApi | Self::Confirmed => 2,
            Self::OneListing
            | Self::ByMail
            | Self::Withdrawn
            | Self::CounterNotice
            | Self::RefusedOrder
            | Self::RefusedLetter
            | Self::Disputed
            | Self::PersonAsked
            | Self::Appealed => 1,
        }
    }

    pub(crate) fn world(self) -> World {
        let world = sample::world(self.listings());
        match self {
            Self::ByApi | Self::Table | Self::Disputed | Self::PersonAsked | Self::Appealed => {
                subscribe(&world);
            }
            Self::RefusedOrder => {
                world.look().market_modes.push_back(MarketMode::Refuses("under review".to_owned()));
            }
            Self::RefusedLetter => world.look().refused_addresses.push(sample::SELLER.to_owned()),
            Self::DailyWork => {
                let inner = &mut *world.look();
                let today = inner.now.to_zoned(TimeZone::UTC).date();
                inner.rights.values_mut().for_each(|right| right.remind_on = Some(today));
            }
            Self::OneListing
            | Self::FiveListings
            | Self::ByMail
            | Self::Withdrawn
            | Self::CounterNotice
            | Self::ForSeveral
            | Self::Confirmed => {}
        }
        world
    }

    /// Lets the story happen until nothing moves any more.
    pub(crate) async fn happen<E: Catalogue + Enforcement + Clone>(
        self,
        chain: &Chain<E>,
    ) -> Result<(), String> {
        match self {
            Self::OneListing | Self::FiveListings => chain.file(self.listings()).await?,
            Self::ByMail => chain.write().await?,
            Self::Withdrawn => withdraw_meanwhile(chain).await?,
            Self::CounterNotice | Self::ForSeveral => {
                chain.file(self.listings()).await?;
                chain.until_quiet().await?;
                chain.object().await?;
                chain.until_quiet().await?;
                chain.world.pass(SignedDuration::from_hours(24 * 16));
            }
            Self::ByApi | Self::Confirmed | Self::Table => self.happen_by_program(chain).await?,
            Self::RefusedOrder
            | Self::RefusedLetter
            | Self::Disputed
            | Self::PersonAsked
            | Self::Appealed
            | Self::DailyWork => {
                self.happen_with_staff(chain).await?;
            }
        }
        chain.until_quiet().await
    }

    async fn happen_by_program<E: Catalogue + Enforcement + Clone>(
        self,
        chain: &Chain<E>,
    ) -> Result<(), String> {
        match self {
            Self::ByApi => {
                let call = Call::complaint(2);
                let receipt = chain.call(&call, StatusCode::CREATED).await?;
                chain.until_quiet().await?;
                chain.repeat(&call, &receipt).await?;
            }
            Self::Confirmed => {
                let call = Call::complaint(2).of_anyone();
                let receipt = chain.call(&call, StatusCode::ACCEPTED).await?;
                chain.until_quiet().await?;
                chain.confirm(complaint_of(&receipt)).await?;
            }
            Self::Table => {
                let call = Call::table(self.listings());
                let receipt = chain.call(&call, StatusCode::ACCEPTED).await?;
                chain.until_quiet().await?;
                chain.repeat(&call, &receipt).await?;
                chain.until_quiet().await?;
                chain.table_is_filed(&receipt).await?;
            }
            _ => unreachable!("no program takes part in {self:?}"),
        }
        Ok(())
    }

    async fn happen_with_staff<E: Catalogue + Enforcement + Clone>(
        self,
        chain: &Chain<E>,
    ) -> Result<(), String> {
        chain.file(self.listings()).await?;
        chain.until_quiet().await?;
        match self {
            Self::RefusedOrder => {
                chain.decide(Decision::Retry).await?;
            }
            Self::RefusedLetter => {
                chain.world.look().refused_addresses.clear();
                chain.decide(Decision::Letters { send: true }).await?;
            }
            Self::Disputed => {
                chain.object().await?;
                chain.until_quiet().await?;
                chain.dispute().await?;
                chain.until_quiet().await?;
                chain.reply().await?;
                chain.decide(Decision::Rule { measure_stays: false, note: testkit::sample::note() }).await?;
            }
            Self::PersonAsked => {
                chain.ask_person().await?;
                chain.decide(Decision::Keep { note: testkit::sample::note() }).await?;
                chain.until_quiet().await?;
                chain.correct().await?;
            }
            Self::Appealed => {
                chain.world.pass(SignedDuration::from_hours(24 * 70));
                chain.until_quiet().await?;
                chain.appeal().await?;
                chain.until_quiet().await?;
                chain
                    .decide(Decision::Appeal {
                        reverse: true,
                        although: false,
                        note: testkit::sample::note(),
                    })
                    .await?;
            }
            Self::DailyWork => {
                chain.daily_work().await?;
            }
            _ => unreachable!("nobody of the staff takes part in {self:?}"),
        }
        Ok(())
    }

    /// Whether a case may end so when the marketplace does what it is asked.
    const fn may_end(self, state: &State) -> bool {
        match self {
            Self::OneListing
            | Self::FiveListings
            | Self::ByMail
            | Self::ByApi
            | Self::Confirmed
            | Self::Table
            | Self::RefusedOrder
            | Self::RefusedLetter
            | Self::DailyWork => matches!(state, State::InForce { .. }),
            Self::Disputed | Self::PersonAsked | Self::Appealed => matches!(state, State::Restored { .. }),
            Self::Withdrawn => matches!(state, State::Withdrawn | State::Restored { .. }),
            Self::CounterNotice | Self::ForSeveral => {
                matches!(state, State::Restored { why: case::WhyRestore::Silence, .. })
            }
        }
    }

    /// What is wrong with how the story ended.
    pub(crate) fn ending(self, world: &World) -> Vec<String> {
        let inner = world.look();
        let mut findings: Vec<String> = inner
            .cases
            .values()
            .filter(|stored| !self.may_end(&stored.case.state))
            .map(|stored| format!("a case ended {}", stored.case.state.code()))
            .collect();
        if inner.cases.len() != self.listings() {
            findings.push(format!("{} cases of {} listings", inner.cases.len(), self.listings()));
        }
        findings
    }
}

/// The complainant presses the button while takedown is at the case; and again, if it failed.
async fn withdraw_meanwhile<E: Catalogue + Enforcement + Clone>(chain: &Chain<E>) -> Result<(), String> {
    chain.file(1).await?;
    chain.deliver(Queue::Validation).await;
    let (world, path) = (&chain.world, chain.withdrawal()?);
    if let Some((taken, event)) = world.receive(Queue::Takedown, 1) {
        let takedown = chain.invoke(Queue::Takedown, &event);
        let both = async { tokio::join!(takedown, chain.post(&path, &CONFIRMED)) };
        let done = world.until_crash(Box::pin(both)).await;
        world.finish(Queue::Takedown, taken, done.as_ref().map(|(response, _)| response));
    }
    chain.withdraw().await
}

/// Lets `story` happen on `chain`; everything that is wrong afterwards.
pub(crate) async fn run<E: Catalogue + Enforcement + Clone>(
    story: Story,
    chain: &Chain<E>,
    allowed: Allowed,
) -> Vec<String> {
    let _logs = logs::keep(&chain.world);
    match Box::pin(story.happen(chain)).await {
        Err(finding) => vec![finding],
        Ok(()) => invariants::findings(&chain.world, allowed),
    }
}

/// Lets `story` happen on `chain`, and asserts that it ends as it must. `how` tells the reader of a failure what was
/// done to it.
pub(crate) async fn ends_well<E: Catalogue + Enforcement + Clone>(
    story: Story,
    chain: &Chain<E>,
    allowed: Allowed,
    how: &str,
) {
    let mut findings = run(story, chain, allowed).await;
    findings.extend(story.ending(&chain.world));
    assert!(findings.is_empty(), "{story:?} {how}: {findings:#?}");
}

/// Lets `story` happen with `faults`, and asserts that it ends as it must. `turns` seeds who comes first
/// where two work at a time.
pub(crate) async fn survives(story: Story, faults: &[Fault], turns: u64, allowed: Allowed) {
    let world = story.world();
    world.plan(faults.iter().copied());
    world.interleave(turns);
    ends_well(story, &Chain::new(&world), allowed, &format!("with {faults:?}, turns {turns}")).await;
}

/// How many port calls `story` makes when nothing goes wrong.
pub(crate) async fn calls_of(story: Story) -> usize {
    let world = story.world();
    let findings = run(story, &Chain::new(&world), Allowed::NOTHING).await;
    assert_eq!(findings, Vec::<String>::new(), "{story:?} without faults");
    world.look().calls.len()
}
