//! Validation: a case to be judged becomes accepted, declined, incomplete, or a question to the desk; a
//! complaint of many listings becomes cases, a table becomes complaints.
//!
//! The step works over ports alone; `main.rs` names the adapters.

mod bulk;
mod fan_out;
pub mod inputs;
pub mod pictures;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use app::{
    ChangeError, MarkCache, MarketplaceCache, OutgoingNudge, RuleSetCache, change_while, named, nudges_owed,
    owners_now,
};
use case::{
    AccountId, Actor, AuthorityInput, AutomaticInput, Case, CaseId, Command, ConflictInput, DecisionInputs,
    Duty, EarlierInput, Filing, ListingRef, MarkInput, Owner, PictureInput, Proof, Record, RightInput,
    RightRef, RuleCode, Subject,
};
use inputs::{DecisionContext, Gathered, gather};
use jiff::Timestamp;
use matching::Marks;
use policy::programme::RuleSet as Programme;
use policy::rules::{RuleSet, Verdict};
use policy::switches::{Switch, stopping};
use port::{
    Account, Accounts, Batches, Cases, Catalogue, CompiledMarks, Complaints, Dispute, Disputed, Disputes,
    Documents, ListingAnswer, MarketplaceConfig, OwnComplaints, Parties, PartyRecord, References, Registry,
    RuleSets, StoredCase, Subjects, Switches, Unavailable, WallClock,
};
use programme::Participant;
use register::Right;
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

/// Cases loaded in one request.
const CHUNK: usize = 100;

/// What a batch looks up in common.
pub struct Lookup {
    rights: BTreeMap<RightRef, Right>,
    parties: BTreeMap<Owner, PartyRecord>,
    /// For whom each case counts now.
    owners: BTreeMap<CaseId, Owner>,
    /// Those whose secret is all that proves a complaint.
    accounts: BTreeMap<AccountId, Account>,
    /// What is noted of the listings, with what this batch noted since.
    disputes: Mutex<BTreeMap<ListingRef, Disputed>>,
    rules: Arc<RuleSet>,
    switches: Vec<Switch>,
    marks: Arc<Option<Marks>>,
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
        + Parties
        + Registry
        + RuleSets
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
        let filings = || cases.iter().map(|stored| &stored.case.filing);
        let rights = distinct(filings().filter_map(|filing| filing.right.clone()));
        let owners = owners_now(&self.store, cases.iter().map(|stored| &stored.case)).await?;
        let people = filings().map(|filing| Owner::Party(filing.complainant));
        let parties = distinct(owners.iter().copied().chain(people));
        let listings = distinct(filings().map(|filing| filing.listing.clone()));
        let found = if rights.is_empty() { Vec::new() } else { self.store.rights(&rights).await? };
        let subjects: Vec<Participant> = parties.iter().cloned().map(Participant::Complainant).collect();
        let mut records = Vec::new();
        for subjects in subjects.chunks(CHUNK) {
            records.extend(self.store.parties(subjects).await?);
        }
        let disputes = self.store.disputes(&listings).await?;
        Ok(Lookup {
            rights: found.into_iter().flatten().map(|right| (right.right.clone(), right)).collect(),
            accounts: self.accounts(filings()).await?,
            owners: cases.iter().map(|stored| stored.case.id).zip(owners).collect(),
            parties: parties.into_iter().zip(records).filter_map(|(key, it)| Some((key, it?))).collect(),
            disputes: Mutex::new(listings.into_iter().zip(disputes).collect()),
            rules: self.rules.current(&self.store, &self.clock).await?,
            // Never from a cache: a stop holds at once.
            switches: self.store.switches().await?,
            marks: self.marks.current(&self.documents, &self.clock).await?,
            marketplaces: self.marketplaces.all(&self.store, &self.clock).await?,
        })
    }

    async fn work(&self, batch: &Lookup, group: Vec<StoredCase>) -> Result<Vec<OutgoingNudge>, StepError> {
        let mut outgoing = Vec::new();
        for stored in group {
            let stored = if stored.case.owed().contains(&Duty::Validate) {
                self.decide(batch, stored).await?
            } else {
                stored
            };
            outgoing
                .extend(nudges_owed(&stored.case).into_iter().filter(|f| f.queue != port::Queue::Validation));
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

/// Each value once.
fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}

impl<S, D, M, C> Validation<S, D, M, C>
where
    S: Accounts + Cases + Complaints + Disputes + Registry + Subjects,
    D: Documents,
    M: Catalogue,
    C: WallClock,
{
    /// The accounts of those complaints that a secret alone proves, each read once for the batch: whose people they
    /// are may have changed since.
    async fn accounts(
        &self,
        filings: impl Iterator<Item = &Filing> + Send,
    ) -> Result<BTreeMap<AccountId, Account>, Unavailable> {
        let shown = filings.filter(|filing| filing.proof == Proof::AccountSecret);
        let ids = distinct(shown.filter_map(|filing| match filing.owner {
            Owner::Account(id) => Some(id),
            Owner::Party(_) => None,
        }));
        let mut accounts = BTreeMap::new();
        for id in ids {
            accounts.extend(self.store.account(&id).await?.map(|account| (id, account)));
        }
        Ok(accounts)
    }

    async fn decide(&self, batch: &Lookup, stored: StoredCase) -> Result<StoredCase, StepError> {
        let filing = &stored.case.filing;
        let marketplace = named(&batch.marketplaces, &filing.listing.marketplace)?;
        // The marketplace is asked only when the rest allows a decision.
        let listing = if filing.missing.is_empty() {
            Some(self.catalogue.listing(marketplace, &filing.listing).await?)
        } else {
            None
        };
        let seller = match &listing {
            Some(ListingAnswer::Found(view)) if view.visible => {
                let seller = Subject::of_seller(&filing.listing.marketplace, &view.seller_id);
                Some(self.store.party_of(&seller).await?)
            }
            Some(ListingAnswer::Found(_) | ListingAnswer::Gone) | None => None,
        };
        let now = self.clock.now();
        let owner = batch.owners.get(&stored.case.id).copied().unwrap_or(filing.owner);
        let (conflict, earlier) =
            self.disputed(&stored.case, owner, &batch.disputes_of(&filing.listing)).await?;
        let Gathered { inputs, found_by, seller, version } = gather(
            filing,
            &DecisionContext {
                listing: listing.as_ref(),
                seller,
                account: batch.account_of(filing),
                right: filing.right.as_ref().and_then(|right| batch.rights.get(right)),
                marks: batch.marks.as_ref().as_ref(),
                owner,
                person: batch.parties.get(&Owner::Party(filing.complainant)),
                party: batch.parties.get(&owner),
                programme: &self.programme,
                conflict,
                picture: listing
                    .as_ref()
                    .map_or(PictureInput::NotCompared, |it| pictures::seen(&stored.case, it)),
                earlier,
                automatic: batch.automatic(filing, None),
                filed_at: stored.case.filed_at,
                edits: stored.case.edits,
                now,
            },
        );
        let right = filing.right.as_ref().and_then(|right| batch.rights.get(right));
        if let Some(ListingAnswer::Found(view)) = &listing
            && let Some(version) = pictures::to_compare(&stored.case, right, view, &inputs, now)
        {
            return self.record(stored, &[Command::AskPictures { version }], now).await;
        }
        let (verdict, inputs, rule) = batch.judge(filing, inputs);
        // Where it is looked at again nothing is recorded: the sweep brings the case back, at growing intervals.
        let Some(command) = command_for(verdict, filing) else { return Ok(stored) };
        if matches!(command, Command::AskDesk { .. }) && is_eligible(&inputs) {
            // Before the case says so: a note of a case that never waits is not believed, but one that is
            // missing would be missed.
            let (listing, case) = (&filing.listing, stored.case.id);
            self.store.note_dispute(listing, case, Dispute::Open, now).await?;
            batch.noted(listing, case);
        }
        let record = Record { rules: batch.rules.number, rule, inputs, found_by, seller, version };
        let commands = [Command::Judge(record), command];
        self.record(stored, &commands, now).await
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

    /// Whether the listing is in dispute in another case: it came back after one, or a person weighs a complaint
    /// under another right. Others' complaints under the same right say the same thing once more. And whether a person
    /// has declined the same: a complaint for the same owner, or under the same right.
    async fn disputed(
        &self,
        own: &Case,
        owner: Owner,
        noted: &Disputed,
    ) -> Result<(ConflictInput, EarlierInput), Unavailable> {
        let all = noted.restored.iter().chain(&noted.open).chain(&noted.declined);
        let ids = distinct(all.copied().filter(|case| *case != own.id));
        let (mut conflict, mut earlier) = (ConflictInput::None, EarlierInput::None);
        for chunk in ids.chunks(CHUNK) {
            for other in self.store.load(chunk).await?.into_iter().flatten().map(|stored| stored.case) {
                if other.was_restored() {
                    conflict = ConflictInput::Restored;
                }
                let weighed = other.awaits_decision() && other.filing.right != own.filing.right;
                if weighed && conflict == ConflictInput::None {
                    conflict = ConflictInput::Open;
                }
                let same = other.filing.right == own.filing.right || other.filing.owner == owner;
                if same && other.was_declined_by_person() {
                    earlier = EarlierInput::Declined;
                }
            }
        }
        Ok((conflict, earlier))
    }
}

/// What a verdict asks of the case.
fn command_for(verdict: Verdict, filing: &Filing) -> Option<Command> {
    match verdict {
        Verdict::Again => None,
        Verdict::Incomplete => Some(Command::FindIncomplete { missing: filing.missing.clone() }),
        Verdict::Desk(question) => Some(Command::AskDesk { question }),
        Verdict::Decline(code) => Some(Command::Decline { code }),
        Verdict::Accept => Some(Command::Accept { measure: policy::measure_for(filing.claim) }),
    }
}

/// Whether a complaint that goes to a person may hold others up: it rests on a right in force, by someone who may
/// act for it, and the listing may well show what the right protects. Else anyone could shield a listing by
/// complaining of it.
fn is_eligible(inputs: &DecisionInputs) -> bool {
    let named = inputs.get().is_some_and(|mark| matches!(mark, MarkInput::Act | MarkInput::Desk));
    let pictured = inputs.get().is_some_and(|it| matches!(it, PictureInput::Same | PictureInput::Near));
    inputs.get() == Some(RightInput::InForce)
        && inputs.get().is_some_and(|authority: AuthorityInput| authority != AuthorityInput::None)
        && (named || pictured)
}

impl Lookup {
    /// What the rules decide, what they looked at, and which one decided. Where the operator has stopped that very rule,
    /// it is asked again with that in view.
    fn judge(&self, filing: &Filing, inputs: DecisionInputs) -> (Verdict, DecisionInputs, Option<RuleCode>) {
        let judged = |inputs: &DecisionInputs| {
            let rule = self.rules.decides(filing, inputs).and_then(|rule| rule.code.parse::<RuleCode>().ok());
            (self.rules.verdict(filing, inputs), rule)
        };
        let (verdict, rule) = judged(&inputs);
        if self.automatic(filing, rule.as_ref()) == AutomaticInput::Stopped {
            let inputs = inputs.with(AutomaticInput::Stopped);
            let (verdict, _) = judged(&inputs);
            return (verdict, inputs, rule);
        }
        (verdict, inputs, rule)
    }

    fn account_of(&self, filing: &Filing) -> Option<&Account> {
        match filing.owner {
            Owner::Account(id) => self.accounts.get(&id),
            Owner::Party(_) => None,
        }
    }

    fn automatic(&self, filing: &Filing, rule: Option<&RuleCode>) -> AutomaticInput {
        match stopping(&self.switches, filing, rule) {
            Some(_) => AutomaticInput::Stopped,
            None => AutomaticInput::Allowed,
        }
    }

    fn disputes_of(&self, listing: &ListingRef) -> Disputed {
        let disputes = self.disputes.lock().unwrap_or_else(PoisonError::into_inner);
        disputes.get(listing).cloned().unwrap_or_default()
    }

    fn noted(&self, listing: &ListingRef, case: CaseId) {
        let mut disputes = self.disputes.lock().unwrap_or_else(PoisonError::into_inner);
        disputes.entry(listing.clone()).or_default().open.push(case);
    }
}
