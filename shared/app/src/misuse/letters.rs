//! Letters about warnings and suspensions. That one went out is recorded: the warning holds, and the suspension runs, from
//! then.
//!
//! A letter is claimed before it is sent, and sent before that is recorded. Who dies between finds by the claim that it is
//! out, and records that.

use case::{Decider, Digest, Language, Owner, PartyId, Subject};
use jiff::Timestamp;
use policy::NoticeLaw;
use policy::misuse::MISUSE;
use port::{
    Accounts, Bounces, CasePage, Cases, Catalogue, Documents, LetterClaims, LetterKey, ListingAnswer, Mailer,
    MarketplaceConfig, OutgoingMail, OwnerCases, Parties, PartyRecord, Registry, SellerCases, StoredCase,
    Subjects, Unavailable, WallClock, chain_of,
};
use programme::{MisuseCommand, Participant, Pattern, Untold, appeal_ends, warning_ends};
use web::letter::{MisuseLetter, MisuseNews, Misused, Sender};

use super::{MisuseError, record};
use crate::cache::named;
use crate::letters::{SentOnce, send_once};
use crate::mailbox::language_tagged;
use crate::parties::{DocumentError, complaint_document};
use crate::party::PartyError;
use crate::reminders::{language_of, reachable};

/// Parties loaded in one request.
const CHUNK: u16 = 100;
/// In how many of a party's newest cases its address is looked for.
const LOOKED_AT: u16 = 10;
/// How often it is tried to record what is out.
const TRIES: u8 = 3;

/// What telling came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MisuseTold {
    /// Warnings and suspensions of which their party was told.
    pub told: usize,
    /// Letters that the mail service will never take; they are not tried again.
    pub refused: usize,
    /// Those whose party has no address that is known, or whose mail comes back: a person sees to them.
    pub left: usize,
    /// Letters that are not out for sure, or not recorded; the next run tries them.
    pub failed: usize,
}

/// The records, cases, accounts and marketplaces; complaint documents, which know the address of who has no account; the
/// marketplaces' listings, which know the sellers; mail out; the time.
type Ports<'a, S, D, L, M, C> = (&'a S, &'a D, &'a L, &'a M, &'a C);

/// Tells parties of the warnings and suspensions of which they were not told yet.
///
/// # Errors
/// [`Unavailable`] when the records that are kept, or the marketplaces, cannot be read. Single letters that fail are
/// counted and logged.
pub async fn tell_of_misuse<S, D, L, M, C>(
    ports: (&S, &D, &L, &M, &C),
    sender: &Sender,
) -> Result<MisuseTold, Unavailable>
where
    S: Accounts + Bounces + Cases + LetterClaims + OwnerCases + Parties + Registry + SellerCases + Subjects,
    D: Documents,
    L: Catalogue,
    M: Mailer,
    C: WallClock,
{
    let (store, ..) = ports;
    let marketplaces = store.marketplaces().await?;
    let mut told = MisuseTold::default();
    let mut after = None;
    loop {
        let page = store.kept_parties(after, CHUNK).await?;
        let Some(last) = page.last() else { return Ok(told) };
        after = Some(*last);
        for record in store.parties(&page).await?.into_iter().flatten() {
            tell(ports, sender, &marketplaces, &record, &mut told).await;
        }
    }
}

/// Who a letter goes to.
struct Receiver {
    to: String,
    to_name: String,
    language: Language,
    law: NoticeLaw,
}

async fn tell<S, D, L, M, C>(
    ports: Ports<'_, S, D, L, M, C>,
    sender: &Sender,
    marketplaces: &[MarketplaceConfig],
    record: &PartyRecord,
    told: &mut MisuseTold,
) where
    S: Accounts + Bounces + Cases + LetterClaims + OwnerCases + Parties + SellerCases + Subjects,
    D: Documents,
    L: Catalogue,
    M: Mailer,
    C: WallClock,
{
    let (store, .., clock) = ports;
    let subject = record.subject;
    let untold: Vec<Untold<'_>> = record.misuse.untold(&MISUSE, clock.now()).collect();
    if untold.is_empty() {
        return;
    }
    let receiver = match receiver_of(ports, marketplaces, subject).await {
        Ok(Some(receiver)) => receiver,
        Ok(None) => {
            told.left += untold.len();
            return;
        }
        Err(error) => {
            told.failed += untold.len();
            tracing::warn!(party = %subject, error = chain_of(&error), "letter about misuse not sent");
            return;
        }
    };
    for it in untold {
        match send(ports, sender, &receiver, subject, it).await {
            Ok(SentOnce::Sent | SentOnce::Already) => {
                match note_told((store, clock), subject, it.event()).await {
                    Ok(()) => told.told += 1,
                    Err(error) => {
                        told.failed += 1;
                        tracing::warn!(party = %subject, error = chain_of(&error), "a letter that is out is not recorded");
                    }
                }
            }
            Ok(SentOnce::UnderWay) => {}
            Ok(SentOnce::GivenUp) => told.left += 1,
            Ok(SentOnce::Refused(reason)) => {
                told.refused += 1;
                tracing::warn!(party = %subject, reason, "letter about misuse refused");
            }
            Ok(SentOnce::Not(error) | SentOnce::Perhaps(error)) => {
                told.failed += 1;
                tracing::warn!(party = %subject, error = chain_of(&*error), "letter about misuse not sent");
            }
            Err(error) => {
                told.failed += 1;
                tracing::warn!(party = %subject, error = chain_of(&error), "letter about misuse not sent");
            }
        }
    }
}

async fn send<S, D, L, M, C>(
    ports: Ports<'_, S, D, L, M, C>,
    sender: &Sender,
    receiver: &Receiver,
    subject: Participant,
    it: Untold<'_>,
) -> Result<SentOnce, Unavailable>
where
    S: LetterClaims,
    M: Mailer,
    C: WallClock,
{
    let (store, _, _, mailer, clock) = ports;
    let key = LetterKey::Misuse(subject, it.event());
    let letter = written(sender, receiver, it, &key, clock.now());
    match letter.compose() {
        Ok(composed) => {
            let mail = OutgoingMail { to: letter.to, mime: composed.mime };
            let settled = jiff::SignedDuration::from_hours(24 * i64::from(MISUSE.days_to_tell));
            send_once((store, mailer, clock), key, &mail, settled).await
        }
        Err(error) => Ok(SentOnce::Refused(error.to_string())),
    }
}

fn written(
    sender: &Sender,
    receiver: &Receiver,
    it: Untold<'_>,
    key: &LetterKey,
    at: Timestamp,
) -> MisuseLetter {
    let (news, by) = match it {
        Untold::Warning(warning) => {
            let (days, until) = (MISUSE.days_after_warning, warning_ends(&MISUSE, at));
            (MisuseNews::Warned { days, until }, &warning.by)
        }
        Untold::Suspension(suspension) => {
            let (until, appeal_until) = (suspension.ends_if_told(at), appeal_ends(&MISUSE, at));
            (MisuseNews::Suspended { until, appeal_until }, &suspension.by)
        }
    };
    let finding = it.finding();
    MisuseLetter {
        language: receiver.language,
        sender: sender.clone(),
        to: receiver.to.clone(),
        to_name: receiver.to_name.clone(),
        at,
        news,
        misused: misused(finding.pattern),
        facts: finding.explain(receiver.language),
        by_person: matches!(by, Decider::Reviewer(_)),
        law: receiver.law,
        event: Digest::of(key.to_string().as_bytes()),
    }
}

const fn misused(pattern: Pattern) -> Misused {
    match pattern {
        Pattern::UnfoundedComplaints
        | Pattern::CompetitorOverlap
        | Pattern::ReusedDocuments
        | Pattern::BulkWithdrawals => Misused::Complaints,
        Pattern::RepeatInfringement => Misused::Listings,
        Pattern::UnfoundedObjections => Misused::Objections,
    }
}

/// Records that the party was told. What another records meanwhile stays.
async fn note_told<S: Parties, C: WallClock>(
    (store, clock): (&S, &C),
    subject: Participant,
    of: u32,
) -> Result<(), MisuseError> {
    let mut tries = 1;
    loop {
        let tell = MisuseCommand::Tell { of };
        match record(store, &subject, &Decider::Machine, &tell, clock.now()).await {
            Err(MisuseError::Party(PartyError::Changed)) if tries < TRIES => tries += 1,
            result => return result.map(drop),
        }
    }
}

/// Where `subject` is written to, in which language, and under which law: that of its newest case.
async fn receiver_of<S, D, L, M, C>(
    ports: Ports<'_, S, D, L, M, C>,
    marketplaces: &[MarketplaceConfig],
    subject: Participant,
) -> Result<Option<Receiver>, Unavailable>
where
    S: Accounts + Bounces + Cases + OwnerCases + SellerCases + Subjects,
    D: Documents,
    L: Catalogue,
{
    let (store, ..) = ports;
    match subject {
        Participant::Complainant(owner @ Owner::Account(id)) => {
            let Some(account) = reachable(store, &id).await? else { return Ok(None) };
            let newest = cases(store, store.owner_cases(&owner, None, 1).await?).await?;
            let law = newest.first().map_or(NoticeLaw::Terms, law_of);
            let language = language_of(&account.name);
            Ok(Some(Receiver { to: account.email, to_name: account.name, language, law }))
        }
        Participant::Complainant(owner @ Owner::Party(id)) => {
            let newest = store.owner_cases(&owner, None, LOOKED_AT).await?;
            person(ports, &cases(store, newest).await?, id).await
        }
        Participant::Seller(id) => {
            let newest = store.seller_cases(id, None, LOOKED_AT).await?;
            seller(ports, marketplaces, &cases(store, newest).await?, id).await
        }
    }
}

async fn cases<S: Cases>(store: &S, page: CasePage) -> Result<Vec<StoredCase>, Unavailable> {
    let ids: Vec<_> = page.cases.iter().map(|it| it.case).collect();
    Ok(store.load(&ids).await?.into_iter().flatten().collect())
}

fn law_of(stored: &StoredCase) -> NoticeLaw {
    NoticeLaw::of(stored.case.filing.territory, None)
}

/// A complainant without an account is written to at the address from which it filed.
async fn person<S, D, L, M, C>(
    ports: Ports<'_, S, D, L, M, C>,
    newest: &[StoredCase],
    id: PartyId,
) -> Result<Option<Receiver>, Unavailable>
where
    S: Bounces + Subjects,
    D: Documents,
{
    let (store, documents, ..) = ports;
    if store.marked(id).await?.is_some() {
        return Ok(None);
    }
    for stored in newest {
        let document = match complaint_document(documents, store, stored.case.filing.document).await {
            Ok(document) => document,
            Err(DocumentError::Open(crate::vault::OpenError::Unavailable(error))) => return Err(error),
            // Erased, or none of ours: another case may tell.
            Err(_) => continue,
        };
        let (to, to_name) = (document.complainant.email, document.complainant.name);
        // Only what is known to be its own address is written to.
        if !document.do_not_answer && is_of(store, Subject::of_address(&to), id).await? {
            let language = stored.case.filing.language;
            return Ok(Some(Receiver { to, to_name, language, law: law_of(stored) }));
        }
    }
    Ok(None)
}

/// A seller is written to at the address that its marketplace tells of it.
async fn seller<S, D, L, M, C>(
    ports: Ports<'_, S, D, L, M, C>,
    marketplaces: &[MarketplaceConfig],
    newest: &[StoredCase],
    id: PartyId,
) -> Result<Option<Receiver>, Unavailable>
where
    S: Subjects,
    L: Catalogue,
{
    let (store, _, catalogue, ..) = ports;
    for stored in newest {
        let listing = &stored.case.filing.listing;
        let Ok(marketplace) = named(marketplaces, &listing.marketplace) else { continue };
        let ListingAnswer::Found(view) = catalogue.listing(marketplace, listing).await? else { continue };
        // A listing may have passed to another.
        let subject = Subject::of_seller(&marketplace.id, &view.seller_id);
        if let Some(to) = view.seller_email
            && is_of(store, subject, id).await?
        {
            let language = language_tagged(view.seller_language.as_deref());
            return Ok(Some(Receiver { to, to_name: view.seller_name, language, law: law_of(stored) }));
        }
    }
    Ok(None)
}

async fn is_of<S: Subjects>(store: &S, subject: Subject, party: PartyId) -> Result<bool, Unavailable> {
    Ok(store.known_parties(&[subject]).await?.pop().flatten() == Some(party))
}
