//! Notify: what the parties are owed goes out as mail.
//!
//! Letters of the same kind to the same receiver about one complaint that are worked on in one batch are
//! one mail. What went out is recorded with one write per case.
//!
//! A letter goes out once: it is claimed before it is sent, so that of several workers one sends it. Only when that
//! one dies, or the mail service gives no answer, nobody can know whether it is out. Then it is sent once more after
//! the claim has ended, unless the mail service's own events have told meanwhile. No letter is lost: it stays owed, in
//! the case, until it is recorded as sent or withheld.
//!
//! What a letter to a brand account's complainant tells is also announced, if the account has an endpoint, to be
//! posted to it by another function: a slow endpoint delays no mail.
//!
//! The step works over ports alone; `main.rs` names the adapters.

mod draft;
mod letterhead;
mod matter;
mod metric;
mod pause;
mod plan;
mod post;

use std::collections::BTreeMap;
use std::sync::Arc;

use app::parties::{DocumentError, complaint_document};
use app::vault::OpenError;
use app::{ChangeError, Mailbox, MarketplaceCache, OutgoingNudge, change, mailbox_of, named, owners_now};
use case::{AccountId, Actor, CaseId, Command, Digest, Owner, PartyId};
use contract::complaint::Complaint;
use futures_util::future::join_all;
use jiff::Timestamp;
use port::{
    Account, Accounts, Announcements, Bounces, Cases, Catalogue, Documents, Journal, LetterClaims, Mailer,
    MarketplaceConfig, Queue, Registry, Snapshots, StoredCase, Subjects, Unavailable, WallClock, chain_of,
};
use step::{CaseStep, StepError};

use draft::Known;
pub use letterhead::Letterhead;
use metric::STATUTORY_UNSENT;
pub use pause::{Pause, Told};
use plan::Planned;
use post::Claims;

/// How often it is tried to record what is out.
const RECORD_TRIES: usize = 3;

/// The step, over the ports that it uses.
pub struct Notify<S, D, L, M, A, C, J> {
    /// Cases, marketplaces and rights; what was judged, and the keys of what parties wrote; who sends which letters.
    pub store: S,
    /// Complaint documents and statements.
    pub documents: D,
    /// The marketplaces' listings, which know the sellers.
    pub catalogue: L,
    /// Mail out.
    pub mailer: M,
    /// Where events for the accounts' endpoints go.
    pub announcements: A,
    /// The time.
    pub clock: C,
    /// What is counted.
    pub journal: J,
    /// Until when the mail service takes nothing, as far as this process knows.
    pub pause: Pause,
    /// The configured marketplaces, as last read.
    pub marketplaces: MarketplaceCache,
    /// What all letters share.
    pub letterhead: Letterhead,
}

impl<S, D, L, M, A, C, J> CaseStep for Notify<S, D, L, M, A, C, J>
where
    S: Accounts + Bounces + Cases + LetterClaims + Registry + Snapshots + Subjects,
    D: Documents,
    L: Catalogue,
    M: Mailer,
    A: Announcements,
    C: WallClock,
    J: Journal,
{
    const NAME: &'static str = "notify";
    const QUEUE: Queue = Queue::Notify;
    type Batch = Arc<Vec<MarketplaceConfig>>;

    async fn prepare(&self, _cases: &[&StoredCase]) -> Result<Self::Batch, Unavailable> {
        self.marketplaces.all(&self.store, &self.clock).await
    }

    fn group_of(&self, stored: &StoredCase) -> u128 {
        stored.case.filing.complaint.uuid().as_u128()
    }

    async fn work(
        &self,
        marketplaces: &Self::Batch,
        mut group: Vec<StoredCase>,
    ) -> Result<Vec<OutgoingNudge>, StepError> {
        group.retain(|stored| !stored.case.letters.is_empty());
        // Whatever order they come in, the same cases make the same mails.
        group.sort_by_key(|stored| stored.case.id);
        // One time for what a letter says of a clock, and for the record that starts that clock.
        let now = self.clock.now();
        let mut ending = Ending::default();
        if let Some(until) = self.pause.ends(now) {
            group.iter().for_each(|stored| ending.look_again(stored, until, now));
            return ending.result();
        }

        let documents = self.complaint_documents(&group, &mut ending).await;
        let mut known = self.known(marketplaces, &group, &documents, &mut ending).await;
        self.find_mailboxes(&mut known).await?;
        let (mut planned, mut unplanned) = (Vec::new(), Vec::new());
        let mut records: Vec<Vec<Command>> = vec![Vec::new(); group.len()];
        for (index, known) in &mut known {
            for owed in known.stored.case.letters.clone() {
                match self.plan(known, *index, owed, now).await {
                    Ok(Planned::Letter(letter)) => planned.push(*letter),
                    Ok(Planned::Withheld(why)) => records[*index].push(Command::WithholdLetter(owed, why)),
                    Err(error) => {
                        unplanned.push(*index);
                        ending.note(error);
                    }
                }
            }
        }
        let mut claims = self.claim(&group, planned, now, &mut ending).await;
        unplanned.into_iter().for_each(|index| claims.let_go(index));
        let announced = self.announce(&known, &claims, now).await;
        drop(known);
        let mut claims = match announced {
            Ok(()) => self.send(&group, claims, &mut records, now, &mut ending).await,
            Err(error) => {
                ending.note(error.into());
                claims.unsent()
            }
        };
        self.record_all(group, records, &mut claims, now, &mut ending).await;
        // Only after the record: who claims them next must see it.
        self.release(claims, &mut ending).await;
        ending.result()
    }
}

impl<S, D, L, M, A, C, J> Notify<S, D, L, M, A, C, J>
where
    S: Accounts + Bounces + Cases + LetterClaims + Registry + Snapshots + Subjects,
    D: Documents,
    L: Catalogue,
    M: Mailer,
    A: Announcements,
    C: WallClock,
    J: Journal,
{
    /// The complaint documents of a group: one, unless some of its cases were completed since. Of one that was
    /// erased with its party's data there is none.
    async fn complaint_documents(
        &self,
        group: &[StoredCase],
        ending: &mut Ending,
    ) -> BTreeMap<Digest, Option<Complaint>> {
        let mut digests: Vec<Digest> = group.iter().map(|stored| stored.case.filing.document).collect();
        digests.sort_unstable();
        digests.dedup();
        let mut documents = BTreeMap::new();
        for digest in digests {
            match complaint_document(&self.documents, &self.store, digest).await {
                Ok(document) => {
                    documents.insert(digest, Some(document));
                }
                Err(error) if error.is_erased() => {
                    documents.insert(digest, None);
                }
                Err(DocumentError::Open(OpenError::Unavailable(error))) => ending.note(error.into()),
                Err(error) => ending.note(StepError::Reject(Box::new(error))),
            }
        }
        documents
    }

    /// Records what became of the letters of a group.
    async fn record_all(
        &self,
        group: Vec<StoredCase>,
        records: Vec<Vec<Command>>,
        claims: &mut Claims,
        now: Timestamp,
        ending: &mut Ending,
    ) {
        // The case that names a mail comes last: when the process dies in between, what is still owed is
        // sent again under the same name.
        for (index, (stored, commands)) in group.into_iter().zip(records).enumerate().rev() {
            match self.record(stored, &commands, now).await {
                Ok(()) if commands.iter().any(is_left_to_a_person) => {
                    claims.let_go(index);
                    self.ring(&commands, now);
                }
                Ok(()) => {}
                Err(error) => {
                    if commands.iter().any(|command| matches!(command, Command::LetterSent(..))) {
                        claims.is_in_doubt(index);
                    }
                    ending.note(error.into());
                }
            }
        }
    }

    /// Records what became of a case's letters. What is out and not recorded goes out once more, so a write that fails is
    /// tried again at once.
    async fn record(
        &self,
        stored: StoredCase,
        commands: &[Command],
        now: Timestamp,
    ) -> Result<(), ChangeError> {
        let mut last = Ok(());
        for _ in 0..RECORD_TRIES {
            match change(&self.store, stored.clone(), &Actor::Machine, commands, now).await {
                Err(error @ ChangeError::Unavailable(_)) => last = Err(error),
                other => return other.map(drop),
            }
        }
        last
    }

    /// Counts what a law has sent among the letters that were left to a person: the count rings an alarm.
    fn ring(&self, commands: &[Command], now: Timestamp) {
        let statutory = |command: &&Command| {
            is_left_to_a_person(command)
                && matches!(command, Command::WithholdLetter(owed, _) if owed.letter.is_statutory())
        };
        let unsent = commands.iter().filter(statutory).count();
        if let Ok(unsent @ 1..) = u64::try_from(unsent) {
            let message = "a letter that a law has sent could not be";
            self.journal.line(&metric::line(STATUTORY_UNSENT, unsent, message, now));
        }
    }

    /// Looks up where the complainants among `known` are written to, and which accounts have an endpoint.
    async fn find_mailboxes(&self, known: &mut [(usize, Known<'_>)]) -> Result<(), StepError> {
        let owners = owners_now(&self.store, known.iter().map(|(_, known)| &known.stored.case)).await?;
        let mut accounts: BTreeMap<AccountId, Option<Account>> = BTreeMap::new();
        let mut found: BTreeMap<(Owner, PartyId), Mailbox> = BTreeMap::new();
        for ((_, known), owner) in known.iter_mut().zip(owners) {
            let filing = &known.stored.case.filing;
            for owner in [owner, filing.owner] {
                if let Owner::Account(id) = owner
                    && !accounts.contains_key(&id)
                {
                    accounts.insert(id, self.store.account(&id).await?);
                }
            }
            let account = |owner| match owner {
                Owner::Account(id) => accounts.get(&id).and_then(Option::as_ref),
                Owner::Party(_) => None,
            };
            let endpoint = account(filing.owner).and_then(|account| account.webhook.as_ref());
            known.has_endpoint = endpoint.is_some_and(|webhook| webhook.gone_at.is_none());
            known.mailbox = match found.get(&(owner, filing.complainant)) {
                Some(mailbox) => mailbox.clone(),
                None => mailbox_of(&self.store, account(owner), filing.complainant).await?,
            };
            found.insert((owner, filing.complainant), known.mailbox.clone());
        }
        Ok(())
    }

    /// The cases whose documents and marketplace are known, with what the marketplace says of their
    /// listings, each with its number in the group.
    async fn known<'a>(
        &self,
        marketplaces: &'a [MarketplaceConfig],
        group: &'a [StoredCase],
        documents: &'a BTreeMap<Digest, Option<Complaint>>,
        ending: &mut Ending,
    ) -> Vec<(usize, Known<'a>)> {
        let mut asked = Vec::new();
        for (index, stored) in group.iter().enumerate() {
            let filing = &stored.case.filing;
            match (documents.get(&filing.document), named(marketplaces, &filing.listing.marketplace)) {
                (Some(document), Ok(marketplace)) => asked.push(async move {
                    let listing = self.catalogue.listing(marketplace, &filing.listing).await;
                    if let Err(error) = &listing {
                        tracing::warn!(case.id = %stored.case.id, case.reference = %stored.case.filing.reference, error = chain_of(error), "no listing");
                    }
                    (
                        index,
                        Known {
                            stored,
                            document: document.as_ref(),
                            marketplace,
                            listing,
                            mailbox: Mailbox::Filer,
                            has_endpoint: false,
                        },
                    )
                }),
                (None, _) => {}
                (Some(_), Err(error)) => ending.note(error.into()),
            }
        }
        join_all(asked).await
    }
}

/// Whether a person may have the letter sent after all.
const fn is_left_to_a_person(command: &Command) -> bool {
    matches!(command, Command::WithholdLetter(owed, why) if why.is_left_to_a_person(owed.letter))
}

/// How the messages of a group end: what failed in it comes after everything that could be done. What may
/// succeed later goes before what never can, so that nothing is rejected while some of it is still open.
#[derive(Default)]
struct Ending {
    failed: Option<StepError>,
    /// Which cases are to be looked at again, after how many seconds.
    again: BTreeMap<CaseId, u16>,
}

/// The longest that a queue keeps a message back (SQS: 15 minutes). Seconds.
const LONGEST_DELAY_S: i64 = 900;

impl Ending {
    fn note(&mut self, error: StepError) {
        match (&self.failed, &error) {
            (None, _) | (Some(StepError::Reject(_)), StepError::Retry(_)) => self.failed = Some(error),
            (Some(StepError::Retry(_)), _) | (Some(StepError::Reject(_)), StepError::Reject(_)) => {}
        }
    }

    /// Has the letters of a case looked at again at `when`: they wait, and nothing has failed. Should the nudge get lost,
    /// the sweep finds the case.
    fn look_again(&mut self, stored: &StoredCase, when: Timestamp, now: Timestamp) {
        let delay = when.duration_since(now).as_secs().clamp(0, LONGEST_DELAY_S - 1) + 1;
        let delay = u16::try_from(delay).unwrap_or(u16::MAX);
        let known = self.again.entry(stored.case.id).or_insert(delay);
        *known = delay.max(*known);
    }

    fn result(self) -> Result<Vec<OutgoingNudge>, StepError> {
        match self.failed {
            Some(error) => Err(error),
            None => {
                let nudge = |(case, delay)| OutgoingNudge::case(Queue::Notify, case).after_s(delay);
                Ok(self.again.into_iter().map(nudge).collect())
            }
        }
    }
}
