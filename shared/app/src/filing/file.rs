//! Filing: seal the document, open the case (or begin the fan-out), nudge who comes next.

use crate::{ChangeError, OutgoingNudge, change};
use case::{Actor, CaseId, Command, Digest, Event, Filing, Illegal, Nudge, Owner, Recorded, Reference};
use contract::complaint::Complaint;
use jiff::Timestamp;
use notice::InvalidDocument;
use port::chain_of;
use port::{
    Cases, Complaints, Created, Documents, FanOut, History, Nudges, OwnComplaint, OwnComplaints, Queue,
    References, Referred, StoredCase, Subjects, Unavailable,
};

use crate::filing::identified::IdentifiedComplaint;
use crate::filing::link::Link;
use crate::filing::reference;
use crate::vault::Keeper;

/// Why a complaint could not be filed. Nothing half-done stays: what was stored is found again when the
/// same complaint is filed again, or by the sweep.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// What was pending is no complaint that can be filed.
    #[error(transparent)]
    Invalid(#[from] InvalidDocument),
    /// A store or queue cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
    /// An existing case could not take the complaint in.
    #[error(transparent)]
    Change(#[from] ChangeError),
}

/// The media type of complaint documents.
const MEDIA: &str = "application/json";

/// A filed complaint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filed {
    /// By which link its complainant follows it.
    pub link: Link,
    /// By which people name it; where it was merged, that of the case that it was merged into.
    pub reference: Reference,
    /// What became of a complaint about a single listing.
    pub opened: Option<Opened>,
}

/// What became of a listing of a complaint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened {
    /// Its case.
    pub case: CaseId,
    /// By which people name that.
    pub reference: Reference,
    /// Whether the same complaint was being handled already, as this case.
    pub is_merged: bool,
}

impl Opened {
    /// The nudge for what it made owed: a new case is to be judged, and validation nudges for its receipt with what comes of
    /// that; a case that was there already owes a letter about it.
    #[must_use]
    pub const fn nudge(&self) -> OutgoingNudge {
        OutgoingNudge::case(if self.is_merged { Queue::Notify } else { Queue::Validation }, self.case)
    }
}

/// Files a complaint. Filing the same one twice is filing it once.
///
/// A complaint about one listing is stored as its case at once: one write, one message. One about many is
/// stored as a fan-out, which validation turns into cases.
///
/// # Errors
/// [`FileError`].
pub async fn file<S, D, N>(
    cases: &S,
    documents: &D,
    nudges: &N,
    complaint: &IdentifiedComplaint,
) -> Result<Filed, FileError>
where
    S: Cases + Complaints + References + OwnComplaints + Subjects,
    D: Documents,
    N: Nudges,
{
    let (filed, next) = enter(cases, documents, complaint).await?;
    // A nudge that is lost here is found by the sweep: the case (or fan-out) owes what it is about.
    let nudge = Nudge::new(next.about, complaint.filed_at());
    if let Err(error) = nudges.nudge(next.queue, &[nudge], next.delay_s).await {
        tracing::warn!(error = chain_of(&error), "nudge not sent");
    }
    Ok(filed)
}

/// [`file()`] without sending the nudge, which is returned.
///
/// # Errors
/// [`FileError`].
pub async fn enter<S, D>(
    cases: &S,
    documents: &D,
    complaint: &IdentifiedComplaint,
) -> Result<(Filed, OutgoingNudge), FileError>
where
    S: Cases + Complaints + References + OwnComplaints + Subjects,
    D: Documents,
{
    let keeper = Keeper::of_writer(cases, complaint.filer.party).await?;
    let (filed, next) = if complaint.listings() == 1 {
        let sealed = keeper.seal(documents, complaint.document().encode(), MEDIA).await?;
        let opened = open_case(cases, complaint, 0, sealed.digest).await?;
        let Opened { case, reference, .. } = opened;
        let link = Link::Case { case, complaint: complaint.id() };
        (Filed { link, reference, opened: Some(opened) }, opened.nudge())
    } else {
        let reference = begin(cases, (documents, &keeper), complaint).await?;
        let link = Link::Complaint(complaint.id());
        let next = OutgoingNudge::complaint(Queue::Validation, complaint.id());
        (Filed { link, reference, opened: None }, next)
    };
    // After the case, so that what is noted is there. Filing again, as who got no answer does, notes it again.
    if let Owner::Account(account) = complaint.filer.owner {
        let own = OwnComplaint {
            account,
            complaint: complaint.id(),
            reference: filed.reference,
            filed_at: complaint.filed_at(),
            listings: complaint.listings(),
            case: filed.opened.map(|opened| opened.case),
        };
        cases.note_own(&own).await?;
    }
    Ok((filed, next))
}

/// Begins the fan-out of a complaint about several listings. Returns its reference.
async fn begin<S, D>(
    cases: &S,
    (documents, keeper): (&D, &Keeper),
    filed: &IdentifiedComplaint,
) -> Result<Reference, FileError>
where
    S: Complaints + References,
    D: Documents,
{
    let (complaint, filed_at) = (filed.id(), filed.filed_at());
    let reference = reference::give(cases, Referred { complaint, place: 0, case: None }, filed_at).await?;
    let document = Complaint { reference: reference.to_string(), ..filed.document() };
    let sealed = keeper.seal(documents, document.encode(), MEDIA).await?;
    let fan_out = FanOut {
        complaint,
        document: sealed.digest,
        reference,
        filed_at,
        listings: filed.listings(),
        done: 0,
        cases: Vec::new(),
    };
    // One that was begun on another day keeps what it was given then.
    Ok(cases.begin(&fan_out).await?.map_or(reference, |begun| begun.reference))
}

fn misread(what: &'static str) -> FileError {
    FileError::Unavailable(Unavailable { system: "complaint document", doing: what, source: None })
}

/// How often the same complaint about the same listing may be filed again after an end.
pub(crate) const MOST_REFILINGS: u16 = 20;

/// Cases loaded in one request.
const CHUNK: usize = 100;

/// Merges the complaint into an open case about the same that one of `joined` filed before it joined the account.
async fn merged_before_joining<S: Cases>(
    cases: &S,
    filing: &Filing,
    joined: &[History],
    at: Timestamp,
) -> Result<Option<Opened>, FileError> {
    let merge = [Command::Merge { complaint: filing.complaint, document: filing.document }];
    // Each party's cases about this, one refiling after the other, until there is none.
    let mut looked_for: Vec<History> = joined.to_vec();
    for refiling in 0..=MOST_REFILINGS {
        let case_of = |history: &History| {
            Filing { owner: Owner::Party(history.party), refiling, ..filing.clone() }.case_id()
        };
        let mut there = Vec::new();
        for histories in looked_for.chunks(CHUNK) {
            let ids: Vec<CaseId> = histories.iter().map(case_of).collect();
            for (history, stored) in histories.iter().zip(cases.load(&ids).await?) {
                let Some(stored) = stored else { continue };
                there.push(*history);
                // What it filed after it was removed is its own.
                if !history.holds(stored.case.filed_at) {
                    continue;
                }
                let (case, reference) = (stored.case.id, stored.case.filing.reference);
                match change(cases, stored, &Actor::Machine, &merge, at).await {
                    Ok(_) | Err(ChangeError::Illegal(Illegal::Full)) => {
                        return Ok(Some(Opened { case, reference, is_merged: true }));
                    }
                    Err(ChangeError::Illegal(_)) => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
        if there.is_empty() {
            break;
        }
        looked_for = there;
    }
    Ok(None)
}

/// Opens the case of the listing at `index`, under the document sealed as `document`, or merges the complaint into the
/// one that handles the same already: the owner's, or one that counts for it since it was filed.
///
/// # Errors
/// [`FileError`].
pub async fn open_case<S>(
    cases: &S,
    filed: &IdentifiedComplaint,
    index: usize,
    document: Digest,
) -> Result<Opened, FileError>
where
    S: Cases + References,
{
    let (complaint, at, earlier) = (filed.id(), filed.filed_at(), &filed.earlier);
    let mut filing = filed.filing(index, document).ok_or_else(|| misread("no such listing"))?;
    if let Some(merged) = merged_before_joining(cases, &filing, &earlier.joined, at).await? {
        return Ok(merged);
    }
    loop {
        let id = filing.case_id();
        let to = Referred { complaint, place: filed.place(index), case: Some(id) };
        filing.reference = reference::give(cases, to, at).await?;
        let event = Recorded { at, event: Event::Filed(filing.clone()) };
        let case = case::Case::open(id, &event).ok_or_else(|| misread("no filing"))?;
        let due = policy::next_due(&case, 0).unwrap_or(at);
        let existing: StoredCase = match cases.create(id, &event, due).await? {
            Created::New => return Ok(Opened { case: id, reference: filing.reference, is_merged: false }),
            Created::Exists(existing) => *existing,
        };
        let reference = existing.case.filing.reference;
        if existing.case.filing.complaint == complaint {
            return Ok(Opened { case: id, reference, is_merged: false });
        }
        // One that the party filed before it was removed from an account is the account's.
        let is_own = earlier.own_from.is_none_or(|from| existing.case.filed_at >= from);
        let refused = if is_own {
            let merge = [Command::Merge { complaint, document }];
            match change(cases, existing, &Actor::Machine, &merge, at).await {
                // A case that holds as many repeats as it may has merged this one too; only the note is missing.
                Ok(_) | Err(ChangeError::Illegal(Illegal::Full)) => {
                    return Ok(Opened { case: id, reference, is_merged: true });
                }
                // That one has ended.
                Err(ChangeError::Illegal(refused)) => refused,
                Err(error) => return Err(error.into()),
            }
        } else {
            Illegal::Full
        };
        if filing.refiling == MOST_REFILINGS {
            return Err(ChangeError::Illegal(refused).into());
        }
        // The complaint opens the next refiling.
        filing.refiling += 1;
    }
}
