//! Stories that the chain lives through, and how each must end.

use case::State;
use jiff::SignedDuration;
use port::{Enforcement, Queue};
use testkit::sample;
use testkit::world::{Fault, World};

use super::chain::Chain;
use super::invariants::{self, Allowed};
use super::logs;
use super::parties::CONFIRMED;

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
}

impl Story {
    pub(crate) const ALL: [Self; 5] =
        [Self::OneListing, Self::FiveListings, Self::ByMail, Self::Withdrawn, Self::CounterNotice];

    pub(crate) const fn listings(self) -> usize {
        match self {
            Self::FiveListings => 5,
            Self::OneListing | Self::ByMail | Self::Withdrawn | Self::CounterNotice => 1,
        }
    }

    pub(crate) fn world(self) -> World {
        sample::world(self.listings())
    }

    /// Lets the story happen until nothing moves any more.
    pub(crate) async fn happen<E: Enforcement + Clone>(self, chain: &Chain<E>) -> Result<(), String> {
        match self {
            Self::OneListing | Self::FiveListings => chain.file(self.listings()).await?,
            Self::ByMail => chain.write().await?,
            Self::Withdrawn => {
                chain.file(1).await?;
                chain.deliver(Queue::Validation).await;
                // While takedown is at the case, the complainant presses the button; and again, if it failed.
                let (world, path) = (&chain.world, chain.withdrawal()?);
                if let Some((taken, event)) = world.receive(Queue::Takedown, 1) {
                    let takedown = chain.invoke(Queue::Takedown, &event);
                    let both = async { tokio::join!(takedown, chain.post(&path, &CONFIRMED)) };
                    let done = world.until_crash(Box::pin(both)).await;
                    world.finish(Queue::Takedown, taken, done.as_ref().map(|(response, _)| response));
                }
                chain.withdraw().await?;
            }
            Self::CounterNotice => {
                chain.file(1).await?;
                chain.until_quiet().await?;
                chain.object().await?;
                chain.until_quiet().await?;
                chain.world.pass(SignedDuration::from_hours(24 * 16));
            }
        }
        chain.until_quiet().await
    }

    /// Whether a case may end so when the marketplace does what it is asked.
    const fn may_end(self, state: &State) -> bool {
        match self {
            Self::OneListing | Self::FiveListings | Self::ByMail => matches!(state, State::InForce { .. }),
            Self::Withdrawn => matches!(state, State::Withdrawn | State::Restored { .. }),
            Self::CounterNotice => matches!(state, State::Restored { why: case::WhyRestore::Silence, .. }),
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

/// Lets `story` happen on `chain`; everything that is wrong afterwards.
pub(crate) async fn run<E: Enforcement + Clone>(
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

/// Lets `story` happen with `faults`, and asserts that it ends as it must. `turns` seeds who comes first
/// where two work at a time.
pub(crate) async fn survives(story: Story, faults: &[Fault], turns: u64, allowed: Allowed) {
    let world = story.world();
    world.plan(faults.iter().copied());
    world.interleave(turns);
    let mut findings = run(story, &Chain::new(&world), allowed).await;
    findings.extend(story.ending(&world));
    assert!(findings.is_empty(), "{story:?} with {faults:?}, turns {turns}: {findings:#?}");
}

/// How many port calls `story` makes when nothing goes wrong.
pub(crate) async fn calls_of(story: Story) -> usize {
    let world = story.world();
    let findings = run(story, &Chain::new(&world), Allowed::NOTHING).await;
    assert_eq!(findings, Vec::<String>::new(), "{story:?} without faults");
    world.look().calls.len()
}
