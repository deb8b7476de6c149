//! Notify: what the parties are owed goes out as mail.
//!
//! Letters of the same kind to the same receiver about one complaint that are worked on in one batch are
//! one mail. What went out is recorded with one write per case.
//!
//! Mail is at least once: a letter is recorded after it was sent, so a crash in between, or an answer of
//! the mail service that was lost, sends it again. The id of a letter is derived from its case and event,
//! and the first letter of a mail names it (Message-ID), so that the receiver's system can drop the double;
//! only letters of several cases that come back in other batches than before go out under another name. No
//! letter is lost: it stays owed, in the case, until it is recorded as sent or withheld.
//!
//! What a letter to a brand account's complainant tells is also announced, if the account has an endpoint, to be
//! posted to it by another function: a slow endpoint delays no mail.
//!
//! The step works over ports alone; `main.rs` names the adapters.

mod draft;
mod letterhead;
mod matter;

use std::collections::BTreeMap;
use std::sync::Arc;

use app::parties::{DocumentError, StatementText, complaint_document, statement_text};
use app::vault::OpenError;
use app::{Mailbox, MarketplaceCache, OutgoingNudge, change, mailbox_of, named, owners_now};
use case::{
    AccountId, Actor, Announcement, Command, Digest, Event, Language, Letter, OwedLetter, Owner, PartyId,
    Recipient, State,
};
use contract::complaint::Complaint;
use futures_util::future::join_all;
use jiff::Timestamp;
use port::chain_of;
use port::{
    Account, Accounts, Announcements, Bounces, Cases, Catalogue, Documents, Mailer, MarketplaceConfig,
    OutgoingMail, Registry, SendOutcome, StoredCase, Subjects, Unavailable, WallClock,
};
use step::{CaseStep, StepError};
use web::letter::{ComposeError, Draft, compose};

use draft::{Known, Mail, NoEnvelope, post};
pub use letterhead::Letterhead;

/// The step, over the ports that it uses.
pub struct Notify<S, D, L, M, A, C> {
    /// Cases and marketplaces; the keys of what parties wrote.
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
    /// The configured marketplaces, as last read.
    pub marketplaces: MarketplaceCache,
    /// What all letters share.
    pub letterhead: Letterhead,
}

impl<S, D, L, M, A, C> CaseStep for Notify<S, D, L, M, A, C>
where
    S: Accounts + Bounces + Cases + Registry + Subjects,
    D: Documents,
    L: Catalogue,
    M: Mailer,
    A: Announcements,
    C: WallClock,
{
    const NAME: &'static str = "notify";
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

        let documents = self.complaint_documents(&group, &mut ending).await;
        let mut known = self.known(marketplaces, &group, &documents, &mut ending).await;
        self.find_mailboxes(&mut known).await?;
        self.announce(&known, now).await?;
        let mut mails = Vec::new();
        let mut records: Vec<Vec<Command>> = vec![Vec::new(); group.len()];
        for (index, known) in &mut known {
            for owed in known.stored.case.letters.clone() {
                match self.plan(known, *index, owed, now, &mut mails).await {
                    Ok(None) => {}
                    Ok(Some(withheld)) => records[*index].push(withheld),
                    Err(error) => ending.note(error),
                }
            }
        }
        drop(known);
        for mail in mails {
            let covers = mail.covers.clone();
            match self.send(mail, now).await {
                Ok(record) => covers.iter().for_each(|(index, owed)| records[*index].push(record(*owed))),
                Err(error) => ending.note(error),
            }
        }
        // The case that names a mail comes last: when the process dies in between, what is still owed is
        // sent again under the same name.
        for (stored, commands) in group.into_iter().zip(records).rev() {
            if let Err(error) = change(&self.store, stored, &Actor::Machine, &commands, now).await {
                ending.note(error.into());
            }
        }
        ending.result()
    }
}

impl<S, D, L, M, A, C> Notify<S, D, L, M, A, C>
where
    S: Accounts + Bounces + Cases + Registry + Subjects,
    D: Documents,
    L: Catalogue,
    M: Mailer,
    A: Announcements,
    C: WallClock,
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

    /// Has an account told what its letters tell, before they go out: a letter that is recorded is not looked
    /// at again. Announced twice is posted twice under one id.
    async fn announce(&self, known: &[(usize, Known<'_>)], now: Timestamp) -> Result<(), StepError> {
        let announcements: Vec<Announcement> =
            known.iter().flat_map(|(_, known)| known.announcements(now)).collect();
        if announcements.is_empty() {
            Ok(())
        } else {
            Ok(self.announcements.announce(&announcements).await?)
        }
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

    /// Puts an owed letter into `mails`, or returns the command that records why it is never sent.
    async fn plan(
        &self,
        known: &Known<'_>,
        index: usize,
        owed: OwedLetter,
        now: Timestamp,
        mails: &mut Vec<Mail>,
    ) -> Result<Option<Command>, StepError> {
        let stored = known.stored;
        let withheld = |why: &'static str| {
            tracing::info!(case.id = %stored.case.id, case.reference = %stored.case.filing.reference, letter = owed.letter.code(), why, "letter withheld");
            Ok(Some(Command::WithholdLetter(owed)))
        };
        let envelope = match known.envelope(owed, now) {
            Ok(envelope) => envelope,
            Err(NoEnvelope::Withhold(why)) => return withheld(why),
            Err(NoEnvelope::Later) => {
                return Err(StepError::Retry("the marketplace gave no answer about the seller".into()));
            }
        };
        if owed.letter.recipient() == Recipient::Seller && self.is_seller_erased(stored).await? {
            return withheld("the seller's data was erased");
        }
        let mut counter_notice = None;
        if owed.letter == Letter::CounterNotice {
            if !matches!(stored.case.state, State::CounterNoticed { .. }) {
                return withheld("the complaint was withdrawn, nothing is left to answer");
            }
            counter_notice = Some(self.counter_notice(stored, owed, envelope.language).await?);
        }
        let matter = matter::matter(stored, owed, counter_notice.as_deref(), now)
            .ok_or_else(|| StepError::Reject("the letter does not fit the event it is owed for".into()))?;
        post(mails, envelope, index, owed, known.item(owed, matter, &self.letterhead));
        Ok(None)
    }

    /// Whether the data of the seller of a case was erased; a seller that the marketplace never named has none.
    async fn is_seller_erased(&self, stored: &StoredCase) -> Result<bool, StepError> {
        match stored.case.record.as_ref().and_then(|record| record.seller) {
            Some(seller) => Ok(self.store.data_key(seller).await?.is_none()),
            None => Ok(false),
        }
    }

    /// The seller's words.
    async fn counter_notice(
        &self,
        stored: &StoredCase,
        owed: OwedLetter,
        language: Language,
    ) -> Result<String, StepError> {
        let event = usize::try_from(owed.of).ok().and_then(|of| stored.log.get(of)).map(|r| &r.event);
        let Some(Event::CounterNoticed { document }) = event else {
            return Err(StepError::Reject("the letter does not fit the event it is owed for".into()));
        };
        match statement_text(&self.documents, &self.store, *document).await? {
            StatementText::Words(text) => Ok(text),
            StatementText::Erased => Ok(web::words::erased(language)),
            StatementText::None => Err(StepError::Reject("the counter-notice cannot be read".into())),
        }
    }

    /// Sends a mail; how each letter in it is to be recorded.
    async fn send(&self, mail: Mail, now: Timestamp) -> Result<fn(OwedLetter) -> Command, StepError> {
        let envelope = mail.envelope;
        let case = mail.items.first().map(|item| item.case.to_string());
        let (case, letter) = (case.unwrap_or_default(), envelope.letter.code());
        let draft = Draft {
            language: envelope.language,
            sender: self.letterhead.sender.clone(),
            to: envelope.to,
            to_name: envelope.to_name,
            at: now,
            answers: envelope.answers,
            complaint: envelope.complaint,
            acts: envelope.acts,
            other_acts: envelope.other_acts,
            items: mail.items,
        };
        let composed = match compose(&draft) {
            Ok(composed) => composed,
            // The sender's address was checked in `main`: it is the receiver's that is impossible.
            Err(ComposeError::Address) => {
                tracing::info!(case.id = case, letter, why = "impossible address", "letter withheld");
                return Ok(Command::WithholdLetter);
            }
            Err(error @ (ComposeError::NoItem | ComposeError::MixedLetters)) => {
                return Err(StepError::Reject(Box::new(error)));
            }
        };
        match self.mailer.send(&OutgoingMail { to: draft.to, mime: composed.mime }).await {
            SendOutcome::Accepted(id) => {
                tracing::info!(
                    case.id = case,
                    letter,
                    items = draft.items.len(),
                    mail.id = id,
                    "letter sent"
                );
                Ok(Command::LetterSent)
            }
            SendOutcome::Refused(why) => {
                tracing::warn!(case.id = case, letter, why, "letter refused by the mail service");
                Ok(Command::WithholdLetter)
            }
            SendOutcome::Unknown(error) => Err(StepError::Retry(error)),
        }
    }
}

/// How the messages of a group end: what failed in it comes after everything that could be done. What may
/// succeed later goes before what never can, so that nothing is rejected while some of it is still open.
#[derive(Default)]
struct Ending(Option<StepError>);

impl Ending {
    fn note(&mut self, error: StepError) {
        match (&self.0, &error) {
            (None, _) | (Some(StepError::Reject(_)), StepError::Retry(_)) => self.0 = Some(error),
            (Some(StepError::Retry(_)), _) | (Some(StepError::Reject(_)), StepError::Reject(_)) => {}
        }
    }

    fn result(self) -> Result<Vec<OutgoingNudge>, StepError> {
        self.0.map_or_else(|| Ok(Vec::new()), Err)
    }
}
