//! Complaints that wait for their confirmation: noted, confirmed by their complainant, filed or dropped by a reviewer.
//!
//! Whoever is first settles how a complaint is filed, in one conditional write; everyone else files the same. So it is
//! one case, whoever comes, however often, and wherever one of them breaks off.

use case::{ComplaintId, Proof, ReviewerId, Subject};
use contract::pending::PendingConfirmation;
use jiff::{SignedDuration, Timestamp};
use notice::{Complaint, InvalidDocument, limit};
use policy::{CONFIRMATION_OVERDUE, HELD_DAYS};
use port::{
    Accounts, Cases, Committed, Complaints, Documents, MailDrop, Nudges, OwnComplaints, PendingConfirmations,
    PendingNote, PendingNotes, PendingSettled, References, Settlement, Subjects, TakeError, Unavailable,
};

use crate::filing::file::{FileError, Filed, file};
use crate::filing::link::LinkKey;
use crate::filing::mail::seal_mail;
use crate::filing::submit::REPORT_MEDIA;
use crate::identity::identify;
use crate::vault::Keeper;

/// How often a note that others change meanwhile is read again.
const MOST_TRIES: usize = 10;

/// How long a complaint waits.
pub(crate) const HELD: SignedDuration = SignedDuration::from_hours(24 * HELD_DAYS as i64);

/// The note of a complaint that came without proof; `queued` where a person is to see it once its confirmation is
/// overdue.
pub(crate) fn new_note(complaint: &Complaint, disowned: bool, queued: bool) -> Option<PendingNote> {
    let received_at = complaint.filed_at;
    let after = |time| received_at.saturating_add(time).unwrap_or(Timestamp::MAX);
    Some(PendingNote {
        complaint: complaint.id,
        received_at,
        channel: complaint.channel,
        claim: complaint.claim,
        listing: complaint.listings.first()?.listing.clone(),
        listings: u16::try_from(complaint.listings.len()).unwrap_or(u16::MAX),
        disowned,
        queued,
        due_at: after(CONFIRMATION_OVERDUE),
        expires_at: after(HELD),
        settled: None,
        confirmed_at: None,
        version: 0,
    })
}

/// Changes the note of `complaint` as `change` says, which returns `false` where nothing is to be changed. `None` where
/// nothing is noted.
async fn change_note<S: PendingNotes>(
    store: &S,
    complaint: ComplaintId,
    change: impl Fn(&mut PendingNote) -> bool,
) -> Result<Option<PendingNote>, Unavailable> {
    for _ in 0..MOST_TRIES {
        let Some(mut note) = store.pending_note(complaint).await? else { return Ok(None) };
        if !change(&mut note) || store.put_pending_note(&note).await? == Committed::Done {
            return Ok(Some(note));
        }
    }
    Err(Unavailable { system: "pending complaint", doing: "settling it", source: None })
}

/// Settles how `complaint` is filed, unless that is settled; returns what holds. `None` where nothing is noted of it.
async fn settle<S: PendingNotes>(
    store: &S,
    complaint: ComplaintId,
    wanted: &Settlement,
) -> Result<Option<Settlement>, Unavailable> {
    let note = change_note(store, complaint, |note| {
        let before = note.clone();
        if wanted.how == PendingSettled::Confirmed {
            note.confirmed_at.get_or_insert(wanted.at);
        }
        if !matches!(&note.settled, Some(it) if !matches!(it.how, PendingSettled::Dropped(..))) {
            note.settled = Some(wanted.clone());
        }
        *note != before
    });
    Ok(note.await?.and_then(|note| note.settled))
}

/// Takes a complaint that is filed out of the queue. It stays there until it is filed: a reviewer sees what broke off.
async fn leave_queue<S: PendingNotes>(store: &S, complaint: ComplaintId) -> Result<(), Unavailable> {
    change_note(store, complaint, |note| std::mem::replace(&mut note.queued, false)).await?;
    Ok(())
}

/// What is kept under the id of a pending complaint.
///
/// # Errors
/// [`Unavailable`] when it cannot be read now.
pub async fn read_pending<H: PendingConfirmations>(
    pending: &H,
    complaint: ComplaintId,
) -> Result<Option<PendingConfirmation>, Unavailable> {
    let Some(bytes) = pending.find(complaint).await? else { return Ok(None) };
    PendingConfirmation::decode(&bytes)
        .map(Some)
        .map_err(|error| Unavailable::new("pending complaint", "reading it", error))
}

/// Seals what was pending with a complaint, which from now on names it by its digest as sealed; `false` when some of it
/// is there no longer.
async fn seal_pending_files<D: Documents, H: PendingConfirmations>(
    (documents, keeper): (&D, &Keeper),
    inbox: &H,
    id: ComplaintId,
    pending: &mut Complaint,
) -> Result<bool, FileError> {
    for file in &mut pending.evidence {
        let digest = InvalidDocument::parse("evidence", &file.digest)?;
        let Some(bytes) = inbox.find_file(id, digest).await? else { return Ok(false) };
        file.digest = keeper.seal(documents, bytes, &file.media).await?.digest.to_string();
    }
    if let Some(original) = &mut pending.original {
        let Some(bytes) = inbox.find_file(id, *original).await? else { return Ok(false) };
        *original = keeper.seal(documents, bytes, REPORT_MEDIA).await?.digest;
    }
    Ok(true)
}

/// Files what waited as `settlement` says; `None` where some of it is there no longer.
///
/// Its clocks run from then: before, nobody could act on it. Its files, and the mail or report that it was read from,
/// are sealed only now: unauthenticated files are not kept for years.
async fn file_as<S, D, N, H>(
    (store, documents, nudges, inbox): (&S, &D, &N, &H),
    mut pending: Complaint,
    mail: Option<String>,
    settlement: &Settlement,
) -> Result<Option<Filed>, FileError>
where
    S: Accounts + Cases + Complaints + References + OwnComplaints + Subjects,
    D: Documents,
    N: Nudges,
    H: PendingConfirmations + MailDrop,
{
    let id = pending.id;
    let keeper = Keeper::of_subject(store, &Subject::of_address(&pending.complainant.email)).await?;
    if let Some(key) = mail {
        let raw = match inbox.message(&key, limit::MAIL_BYTES as u64).await {
            Ok(raw) => raw,
            Err(TakeError::Missing | TakeError::TooLarge) => return Ok(None),
            Err(TakeError::Unavailable(error)) => return Err(error.into()),
        };
        let reading = notice::mail::read(&raw, notice::mail::SES);
        let (original, evidence) = seal_mail((documents, &keeper), &raw, &reading).await?;
        pending.original = Some(original);
        pending.evidence = evidence;
    } else if !seal_pending_files((documents, &keeper), inbox, id, &mut pending).await? {
        return Ok(None);
    }
    match &settlement.how {
        PendingSettled::Filed(by) => pending.filed_by = Some(by.clone()),
        PendingSettled::Confirmed | PendingSettled::Dropped(..) => pending.proof = Proof::Link,
    }
    pending.received_at = Some(std::mem::replace(&mut pending.filed_at, settlement.at));
    let identified = identify(store, pending, None).await?;
    Ok(Some(file(store, documents, nudges, &identified).await?))
}

/// Files a pending complaint, now that its complainant has confirmed the address. Confirming twice is confirming once;
/// where a reviewer has filed it meanwhile, it stays filed as it is. Returns the token of the complainant's page; `None`
/// when nothing is pending (any longer).
///
/// # Errors
/// [`FileError`].
pub async fn confirm_pending<S, D, N, H>(
    (store, documents, nudges, inbox): (&S, &D, &N, &H),
    links: &LinkKey,
    complaint: ComplaintId,
    now: Timestamp,
) -> Result<Option<String>, FileError>
where
    S: Accounts + Cases + Complaints + References + OwnComplaints + PendingNotes + Subjects,
    D: Documents,
    N: Nudges,
    H: PendingConfirmations + MailDrop,
{
    let (document, mail) = match read_pending(inbox, complaint).await? {
        None => return Ok(None),
        Some(PendingConfirmation::Filed { token }) => {
            leave_queue(store, complaint).await?;
            return Ok(Some(token));
        }
        Some(PendingConfirmation::Waiting { complaint, mail }) => (*complaint, mail),
    };
    let wanted = Settlement { how: PendingSettled::Confirmed, at: now };
    let settled = settle(store, complaint, &wanted).await?.unwrap_or(wanted);
    let ports = (store, documents, nudges, inbox);
    let Some(filed) = file_as(ports, Complaint::read(&document)?, mail, &settled).await? else {
        return Ok(None);
    };
    let token = links.token(filed.link);
    // Were this lost, confirming again would file the same complaint again, which is filing it once.
    inbox.keep(complaint, &PendingConfirmation::Filed { token: token.clone() }.encode()).await?;
    leave_queue(store, complaint).await?;
    Ok(Some(token))
}

/// Why a reviewer could not file or drop an unconfirmed complaint.
#[derive(Debug, thiserror::Error)]
pub enum UnconfirmedError {
    /// There is none of this id, or no longer.
    #[error("no complaint of this id waits for its confirmation, or not any longer")]
    Unknown(ComplaintId),
    /// Its complainant can still be waited for.
    #[error("its complainant has until {until} to confirm it")]
    Early {
        /// Until when.
        until: Timestamp,
    },
    /// It lacks what the law demands, or is beyond what a person looks at of one network in a day.
    #[error("it is not in the queue: it is incomplete, or one of too many from one network")]
    NotQueued(ComplaintId),
    /// It is filed.
    #[error("it is filed already")]
    Filed(ComplaintId),
    /// A reason was not given, or is too long.
    #[error("give a reason, of at most {MOST_OF_REASON} characters")]
    Reason,
    /// It could not be filed.
    #[error(transparent)]
    File(#[from] FileError),
    /// A store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<InvalidDocument> for UnconfirmedError {
    fn from(error: InvalidDocument) -> Self {
        Self::File(error.into())
    }
}

/// The longest reason, in characters.
pub const MOST_OF_REASON: usize = 500;

/// What waits, with its note and where it was read from.
async fn waiting<S: PendingNotes, H: PendingConfirmations>(
    (store, inbox): (&S, &H),
    complaint: ComplaintId,
    now: Timestamp,
) -> Result<(PendingNote, Complaint, Option<String>), UnconfirmedError> {
    let unknown = UnconfirmedError::Unknown(complaint);
    let Some(note) = store.pending_note(complaint).await? else { return Err(unknown) };
    match read_pending(inbox, complaint).await? {
        None => Err(unknown),
        Some(PendingConfirmation::Filed { .. }) => {
            leave_queue(store, complaint).await?;
            Err(UnconfirmedError::Filed(complaint))
        }
        Some(PendingConfirmation::Waiting { .. }) if now < note.due_at => {
            Err(UnconfirmedError::Early { until: note.due_at })
        }
        Some(PendingConfirmation::Waiting { complaint, mail }) => {
            Ok((note, Complaint::read(&complaint)?, mail))
        }
    }
}

/// An unconfirmed complaint, for a reviewer to look at. Its address is not proved: anyone may have typed it.
///
/// # Errors
/// [`UnconfirmedError`].
pub async fn unconfirmed_complaint<S: PendingNotes, H: PendingConfirmations>(
    ports: (&S, &H),
    complaint: ComplaintId,
    now: Timestamp,
) -> Result<(PendingNote, Complaint), UnconfirmedError> {
    let (note, complaint, _) = waiting(ports, complaint, now).await?;
    Ok((note, complaint))
}

/// Files an unconfirmed complaint as `by`. Nothing proves its complainant, so no rule decides it alone. Filing it twice is
/// filing it once.
///
/// # Errors
/// [`UnconfirmedError`].
pub async fn file_unconfirmed<S, D, N, H>(
    (store, documents, nudges, inbox): (&S, &D, &N, &H),
    complaint: ComplaintId,
    by: &ReviewerId,
    now: Timestamp,
) -> Result<Filed, UnconfirmedError>
where
    S: Accounts + Cases + Complaints + References + OwnComplaints + PendingNotes + Subjects,
    D: Documents,
    N: Nudges,
    H: PendingConfirmations + MailDrop,
{
    let (note, document, mail) = waiting((store, inbox), complaint, now).await?;
    if !note.queued && note.settled.is_none() {
        return Err(UnconfirmedError::NotQueued(complaint));
    }
    let wanted = Settlement { how: PendingSettled::Filed(by.clone()), at: now };
    let settled = settle(store, complaint, &wanted).await?.unwrap_or(wanted);
    let filed = file_as((store, documents, nudges, inbox), document, mail, &settled).await?;
    let filed = filed.ok_or(UnconfirmedError::Unknown(complaint))?;
    leave_queue(store, complaint).await?;
    Ok(filed)
}

/// Takes an unconfirmed complaint out of the queue, for a reason. Its complainant may still confirm it: then it is filed.
/// Dropping it twice is dropping it once.
///
/// # Errors
/// [`UnconfirmedError`].
pub async fn drop_unconfirmed<S: PendingNotes>(
    store: &S,
    complaint: ComplaintId,
    by: &ReviewerId,
    reason: &str,
    now: Timestamp,
) -> Result<(), UnconfirmedError> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > MOST_OF_REASON {
        return Err(UnconfirmedError::Reason);
    }
    let dropped = Settlement { how: PendingSettled::Dropped(by.clone(), reason.to_owned()), at: now };
    let note = change_note(store, complaint, |note| {
        let open = note.settled.is_none();
        if open {
            note.settled = Some(dropped.clone());
            note.queued = false;
        }
        open
    });
    match note.await?.map(|note| note.settled) {
        None => Err(UnconfirmedError::Unknown(complaint)),
        Some(Some(Settlement { how: PendingSettled::Dropped(..), .. })) => Ok(()),
        Some(_) => Err(UnconfirmedError::Filed(complaint)),
    }
}

/// A part of the queue of complaints whose confirmation is overdue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unconfirmed {
    /// What is noted of each, the oldest first.
    pub notes: Vec<PendingNote>,
    /// After which the rest begins, if there is more.
    pub next: Option<port::PendingAt>,
}

/// At most `most` complaints that wait for a person because nobody confirmed them, after `after`.
///
/// # Errors
/// [`Unavailable`].
pub async fn unconfirmed<S: PendingNotes>(
    store: &S,
    after: Option<port::PendingAt>,
    most: u16,
    now: Timestamp,
) -> Result<Unconfirmed, Unavailable> {
    let page = store.unconfirmed(now, after, most).await?;
    let mut notes = Vec::with_capacity(page.complaints.len());
    for place in &page.complaints {
        // The index may be a moment behind; the note is the truth.
        notes.extend(store.pending_note(place.complaint).await?.filter(|note| note.queued));
    }
    Ok(Unconfirmed { notes, next: page.next })
}
