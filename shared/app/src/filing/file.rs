//! Filing: seal the document, open the case (or begin the fan-out), nudge validation.

use crate::{ChangeError, change};
use case::{About, Actor, CaseId, Command, Event, Filing, Illegal, Nudge, Owner, Recorded};
use jiff::Timestamp;
use notice::InvalidDocument;
use port::chain_of;
use port::{
    Cases, Complaints, Created, Documents, FanOut, History, Nudges, OwnComplaint, OwnComplaints, Queue,
    StoredCase, Subjects, Unavailable,
};

use crate::filing::identified::{Earlier, IdentifiedComplaint};
use crate::filing::link::Link;
use crate::vault::Keeper;

/// Why a complaint could not be filed. Nothing half-done stays: what was stored is found again when the
/// same complaint is filed again, or by the sweep.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// What was held is no complaint that can be filed.
    #[error(transparent)]
    Invalid(#[from] InvalidDocument),
    /// A store or queue cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
    /// An existing case could not take the complaint in.
    #[error(transparent)]
    Change(#[from] ChangeError),
}

/// A filed complaint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filed {
    /// By which link its complainant follows it.
    pub link: Link,
    /// What became of a complaint about a single listing.
    pub opened: Option<Opened>,
}

/// What became of a listing of a complaint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    /// A new case.
    New(CaseId),
    /// The same complaint is being handled already, as this case.
    Merged(CaseId),
}

impl Opened {
    /// The case, new or not.
    #[must_use]
    pub const fn case(self) -> CaseId {
        match self {
            Self::New(id) | Self::Merged(id) => id,
        }
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
    S: Cases + Complaints + OwnComplaints + Subjects,
    D: Documents,
    N: Nudges,
{
    let (filed, about) = enter(cases, documents, complaint).await?;
    // A nudge that is lost here is found by the sweep: the case (or fan-out) owes its validation.
    if let Err(error) = nudges.nudge(Queue::Validation, &[Nudge::new(about, complaint.filed_at())], 0).await {
        tracing::warn!(error = chain_of(&error), "nudge not sent");
    }
    Ok(filed)
}

/// [`file()`] without the nudge: what validation is to be nudged about is returned.
///
/// # Errors
/// [`FileError`].
pub async fn enter<S, D>(
    cases: &S,
    documents: &D,
    complaint: &IdentifiedComplaint,
) -> Result<(Filed, About), FileError>
where
    S: Cases + Complaints + OwnComplaints + Subjects,
    D: Documents,
{
    let id = complaint.id();
    let keeper = Keeper::of_writer(cases, complaint.filer.party).await?;
    let sealed = keeper.seal(documents, complaint.document().encode(), "application/json").await?;
    let about;
    let filed = match complaint.listings() {
        1 => {
            let filing = complaint.filing(0, sealed.digest).ok_or_else(|| misread("no first listing"))?;
            let opened = open_case(cases, filing, complaint.filed_at(), &complaint.earlier).await?;
            about = About::Case(opened.case());
            Filed { link: Link::Case { case: opened.case(), complaint: id }, opened: Some(opened) }
        }
        many => {
            let fan_out = FanOut {
                complaint: id,
                document: sealed.digest,
                filed_at: complaint.filed_at(),
                listings: many,
                done: 0,
                cases: Vec::new(),
            };
            cases.begin(&fan_out).await?;
            about = About::Complaint(id);
            Filed { link: Link::Complaint(id), opened: None }
        }
    };
    // After the case, so that what is noted is there. Filing again, as who got no answer does, notes it again.
    if let Owner::Account(account) = complaint.filer.owner {
        let (filed_at, listings) = (complaint.filed_at(), complaint.listings());
        let case = filed.opened.map(Opened::case);
        cases.note_own(&OwnComplaint { account, complaint: id, filed_at, listings, case }).await?;
    }
    Ok((filed, about))
}

fn misread(what: &'static str) -> FileError {
    FileError::Unavailable(Unavailable { system: "complaint document", doing: what, source: None })
}

/// How many rounds the same complaint about the same listing may go through.
pub(crate) const MOST_ROUNDS: u16 = 20;

/// Cases loaded in one request.
const CHUNK: usize = 100;

/// Merges the complaint into an open case about the same that one of `joined` filed before it joined the account.
async fn merged_before_joining<S: Cases>(
    cases: &S,
    filing: &Filing,
    joined: &[History],
    at: Timestamp,
) -> Result<Option<CaseId>, FileError> {
    let merge = [Command::Merge { complaint: filing.complaint }];
    // Each party's cases about this, one refiling after the other, until there is none.
    let mut looked_for: Vec<History> = joined.to_vec();
    for round in 0..=MOST_ROUNDS {
        let case_of = |history: &History| {
            Filing { owner: Owner::Party(history.party), round, ..filing.clone() }.case_id()
        };
        let mut there = Vec::new();
        for histories in looked_for.chunks(CHUNK) {
            let ids: Vec<CaseId> = histories.iter().map(case_of).collect();
            for (history, stored) in histories.iter().zip(cases.load(&ids).await?) {
                let Some(stored) = stored else { continue };
                there.push(*history);
                // What it filed after it was put out is its own.
                if !history.holds(stored.case.filed_at) {
                    continue;
                }
                let id = stored.case.id;
                match change(cases, stored, &Actor::Machine, &merge, at).await {
                    Ok(_) | Err(ChangeError::Illegal(Illegal::Full)) => return Ok(Some(id)),
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

/// Opens the case of `filing`, or merges the complaint into the one that handles the same already: the owner's, or
/// one that counts for it since it was filed (`earlier`).
///
/// # Errors
/// [`FileError`].
pub async fn open_case<S: Cases>(
    cases: &S,
    mut filing: Filing,
    at: Timestamp,
    earlier: &Earlier,
) -> Result<Opened, FileError> {
    let complaint = filing.complaint;
    if let Some(case) = merged_before_joining(cases, &filing, &earlier.joined, at).await? {
        return Ok(Opened::Merged(case));
    }
    loop {
        let id = filing.case_id();
        let filed = Recorded { at, event: Event::Filed(filing.clone()) };
        let case = case::Case::open(id, &filed).ok_or_else(|| misread("no filing"))?;
        let due = policy::next_due(&case, 0).unwrap_or(at);
        let existing: StoredCase = match cases.create(id, &filed, due).await? {
            Created::New => return Ok(Opened::New(id)),
            Created::Exists(existing) => *existing,
        };
        if existing.case.filing.complaint == complaint {
            return Ok(Opened::New(id));
        }
        // One that the party filed before it was put out of an account is the account's.
        let is_own = earlier.own_from.is_none_or(|from| existing.case.filed_at >= from);
        if !is_own && filing.round < MOST_ROUNDS {
            filing.round += 1;
            continue;
        }
        let merged = change(cases, existing, &Actor::Machine, &[Command::Merge { complaint }], at).await;
        match merged {
            // A case that holds as many repeats as it may has merged this one too; only the note is missing.
            Ok(_) | Err(ChangeError::Illegal(Illegal::Full)) => return Ok(Opened::Merged(id)),
            // That one has ended: the complaint opens the next round.
            Err(ChangeError::Illegal(_)) if filing.round < MOST_ROUNDS => filing.round += 1,
            Err(error) => return Err(error.into()),
        }
    }
}
