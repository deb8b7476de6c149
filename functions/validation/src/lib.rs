//! Validation: a case to be judged becomes accepted, declined, incomplete, or a question to the desk; a
//! complaint of many listings becomes cases, a table becomes complaints.
//!
//! The step works over ports alone; `main.rs` names the adapters.

mod bulk;
mod fan_out;

use std::sync::Arc;

use app::judging::{Judged, LookedUp, SeenListing, look_up, seller_of};
use app::{
    ChangeError, MarkCache, MarketplaceCache, OutgoingNudge, RuleSetCache, change_while, keep_snapshot,
    named, nudges_since,
};
use case::{
    Actor, AuthorityInput, Case, ClassesInput, Command, DecisionInputs, Duty, Filing, ListingInput,
    MarkInput, Measure, PictureInput, RightInput,
};
use jiff::Timestamp;
use policy::programme::RuleSet as Programme;
use policy::rules::Verdict;
use port::{
    Accounts, Batches, Cases, Catalogue, CompiledMarks, Complaints, Dispute, Disputes, Documents,
    ListingAnswer, MarketplaceConfig, OwnComplaints, OwnerCases, Parties, References, Registry, RuleSets,
    Snapshots, StoredCase, Subjects, Switches, Unavailable, WallClock,
};
use step::{CaseStep, StepError};

/// The step, over the ports that it uses.
pub struct Validation<S, D, M, C> {
    /// Cases, complaints, rights, parties, rules and marketplaces.
    pub store: S,
    /// Complaint documents, and the compiled marks.
    pub documents: D,
    /// The marketplaces' listings.
    pub catalogue: M,
    /// The time.
    pub clock: C,
    /// The rules of the good-faith programme.
    pub programme: Programme,
    /// The configured marketplaces, as last read.
    pub marketplaces: MarketplaceCache,
    /// The rules, as last read.
    pub rules: RuleSetCache,
    /// The marks of all rights, as last read.
    pub marks: MarkCache,
}

/// What a batch looks up in common.
pub struct Lookup {
    cases: LookedUp,
    marketplaces: Arc<Vec<MarketplaceConfig>>,
}

impl<S, D, M, C> CaseStep for Validation<S, D, M, C>
where
    S: Accounts
        + Batches
        + Cases
        + Complaints
        + References
        + Disputes
        + OwnComplaints
        + OwnerCases
        + Parties
        + Registry
        + RuleSets
        + Snapshots
        + Subjects
        + Switches,
    D: Documents + CompiledMarks,
    M: Catalogue,
    C: WallClock,
{
    const NAME: &'static str = "validation";
    const QUEUE: port::Queue = port::Queue::Validation;
    type Batch = Lookup;

    async fn prepare(&self, cases: &[&StoredCase]) -> Result<Lookup, Unavailable> {
        let cases: Vec<&Case> = cases.iter().map(|stored| &stored.case).collect();
        let rules = self.rules.current(&self.store, &self.clock).await?;
        let marks = self.marks.current(&self.documents, &self.clock).await?;
        Ok(Lookup {
            cases: look_up(&self.store, &cases, rules, marks, self.clock.now()).await?,
            marketplaces: self.marketplaces.all(&self.store, &self.clock).await?,
        })
    }

    async fn work(&self, batch: &Lookup, group: Vec<StoredCase>) -> Result<Vec<OutgoingNudge>, StepError> {
        let mut outgoing = Vec::new();
        for stored in group {
            if !stored.case.owed().contains(&Duty::Validate) {
                continue;
            }
            // Who filed it has left the letters to the first look.
            let known = if is_first_look(&stored.case) { 0 } else { stored.log.len() };
            let stored = self.decide(batch, stored).await?;
            let next = nudges_since(&stored, known).into_iter();
            outgoing.extend(next.filter(|next| next.queue != port::Queue::Validation));
        }
        Ok(outgoing)
    }

    /// A receipt does not wait for a marketplace that gives no answer.
    fn meanwhile(&self, group: &[StoredCase]) -> Vec<OutgoingNudge> {
        let owing = group.iter().filter(|stored| !stored.case.letters.is_empty());
        owing.map(|stored| OutgoingNudge::case(port::Queue::Notify, stored.case.id)).collect()
    }

    async fn complaint(&self, complaint: case::ComplaintId) -> Result<Vec<OutgoingNudge>, StepError> {
        fan_out::fan_out(&self.store, &self.documents, complaint).await
    }

    async fn batch(&self, batch: case::BatchId) -> Result<Vec<OutgoingNudge>, StepError> {
        let marketplaces = self.marketplaces.all(&self.store, &self.clock).await?;
        bulk::work_off(&self.store, &self.documents, marketplaces, batch).await
    }
}

impl<S, D, M, C> Validation<S, D, M, C>
where
    S: Cases + Disputes + Registry + Snapshots + Subjects,
    M: Catalogue,
    C: WallClock,
{
    async fn decide(&self, batch: &Lookup, stored: StoredCase) -> Result<StoredCase, StepError> {
        let filing = &stored.case.filing;
        // The marketplace is asked only when the rest allows a decision.
        let listing = if filing.missing.is_empty() { Some(self.see(batch, filing).await?) } else { None };
        let now = self.clock.now();
        let Judged { compare_first, verdict, mut record } =
            batch.cases.judge(&self.store, &self.programme, &stored.case, listing.as_ref(), now).await?;
        if let Some(version) = compare_first {
            return self.record(stored, &[Command::AskPictures { version }], now).await;
        }
        let Some(command) = command_for(verdict, filing) else {
            // It is looked at again: the sweep brings the case back, at growing intervals. That it is hidden is
            // recorded once, so that its complainant is told.
            let seen: Option<ListingInput> = record.inputs.get();
            let known = stored.case.record.as_ref().is_some_and(|last| last.inputs.get() == seen);
            return if known {
                Ok(stored)
            } else {
                self.record(stored, &[Command::Judge(record)], now).await
            };
        };
        if matches!(command, Command::AskDesk { .. }) && is_eligible(&record.inputs) {
            // Before the case says so: a note of a case that never waits is not believed, but one that is
            // missing would be missed.
            let (listing, case) = (&filing.listing, stored.case.id);
            self.store.note_dispute(listing, case, Dispute::Open, now).await?;
            batch.cases.noted_open(listing, case);
        }
        // Before the record that names it: a snapshot that nobody names does no harm.
        if let Some(SeenListing { answer: ListingAnswer::Found(view), seller }) = &listing {
            record.snapshot = Some(keep_snapshot(&self.store, &stored.case, *seller, view).await?);
        }
        self.record(stored, &[Command::Judge(record), command], now).await
    }

    /// The listing as its marketplace shows it now.
    async fn see(&self, batch: &Lookup, filing: &Filing) -> Result<SeenListing, StepError> {
        let marketplace = named(&batch.marketplaces, &filing.listing.marketplace)?;
        let answer = self.catalogue.listing(marketplace, &filing.listing).await?;
        let seller = match seller_of(&filing.listing, &answer) {
            Some(seller) => Some(self.store.party_of(&seller).await?),
            None => None,
        };
        Ok(SeenListing { answer, seller })
    }

    /// Records what came of a look at the case.
    async fn record(
        &self,
        stored: StoredCase,
        commands: &[Command],
        now: Timestamp,
    ) -> Result<StoredCase, StepError> {
        // A complaint completed meanwhile is another one: this is not its record.
        let judged = stored.case.filing.clone();
        let holds = |case: &Case| case.filing == judged;
        match change_while(&self.store, stored.clone(), &Actor::Machine, commands, now, holds).await {
            Ok(changed) => Ok(changed.stored),
            // Someone else moved the case on meanwhile (a withdrawal, another delivery): what it owes now
            // is the next nudge's business.
            Err(ChangeError::Illegal(_) | ChangeError::MovedOn) => Ok(stored),
            Err(error) => Err(error.into()),
        }
    }
}

/// Whether the case was never judged, nor its pictures asked for.
const fn is_first_look(case: &Case) -> bool {
    case.record.is_none() && case.comparisons == 0
}

/// What a verdict asks of the case.
fn command_for(verdict: Verdict, filing: &Filing) -> Option<Command> {
    match verdict {
        Verdict::Again => None,
        Verdict::Incomplete => Some(Command::FindIncomplete { missing: filing.missing.clone() }),
        Verdict::Desk(question) => Some(Command::AskDesk { question }),
        Verdict::Decline(code) => Some(Command::Decline { code, note: None }),
        Verdict::Accept => Some(accept(policy::measure_for(filing.claim))),
        Verdict::Pause => Some(accept(Measure::Pause)),
    }
}

const fn accept(measure: Measure) -> Command {
    Command::Accept { measure, although: false, note: None }
}

/// Whether a complaint that goes to a person may hold others up: it rests on a right in force, by someone who may
/// act for it, and the listing may well show what the right protects, for goods of its classes. Else anyone could shield a
/// listing by complaining of it.
fn is_eligible(inputs: &DecisionInputs) -> bool {
    let named = inputs.get().is_some_and(|mark| matches!(mark, MarkInput::Act | MarkInput::Desk));
    let pictured = inputs.get().is_some_and(|it| matches!(it, PictureInput::Same | PictureInput::Near));
    inputs.get() == Some(RightInput::InForce)
        && inputs.get().is_some_and(|authority: AuthorityInput| authority != AuthorityInput::None)
        && inputs.get() != Some(ClassesInput::Differ)
        && (named || pictured)
}
