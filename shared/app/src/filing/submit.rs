//! From a checked notice to a filed complaint, or to one that waits until its complainant confirms the
//! address that was given.
//!
//! Nothing is done to a seller, and nobody at the desk is asked, on a typed address alone: anyone can type it.

use case::{ComplaintId, Proof, Subject};
use contract::pending::PendingConfirmation;
use jiff::Timestamp;
use notice::{Complaint, InvalidDocument, limit};
use port::{
    Account, Accounts, Cases, Complaints, Documents, MailDrop, Nudges, OwnComplaints, PendingConfirmations,
    References, Subjects, TakeError, Unavailable,
};

use crate::filing::file::{FileError, Filed, file};
use crate::filing::link::LinkKey;
use crate::filing::mail::seal_mail;
use crate::identity::identify;
use crate::vault::Keeper;

/// The mail that a notice was read from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FromMail {
    /// Its key in the inbox.
    pub key: String,
    /// Its Message-ID.
    pub message_id: Option<String>,
    /// Whether a machine sent it, which must not be written to (RFC 3834).
    pub is_automatic: bool,
}

/// What became of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submitted {
    /// It is filed.
    Filed(Box<Complaint>, Filed),
    /// It waits for its complainant's confirmation: [`crate::filing::confirm_pending`].
    Pending(Box<Complaint>),
}

/// Files a complaint whose complainant is proved, for the `account` that showed its secret or a key where one did; holds
/// any other.
///
/// # Errors
/// [`FileError`].
pub async fn submit<S, D, N, H>(
    (store, documents, nudges, pending): (&S, &D, &N, &H),
    mut complaint: Complaint,
    mail: Option<FromMail>,
    account: Option<Account>,
) -> Result<Submitted, FileError>
where
    S: Accounts + Cases + Complaints + References + OwnComplaints + Subjects,
    D: Documents,
    N: Nudges,
    H: PendingConfirmations,
{
    let mut key = None;
    if let Some(mail) = mail {
        complaint.message_id = mail.message_id;
        complaint.do_not_answer = mail.is_automatic;
        key = Some(mail.key);
    }
    if complaint.proof == Proof::None {
        let waiting = PendingConfirmation::Waiting { complaint: Box::new(complaint.document()), mail: key };
        pending.keep(complaint.id, &waiting.encode()).await?;
        return Ok(Submitted::Pending(Box::new(complaint)));
    }
    let identified = identify(store, complaint, account).await?;
    let filed = file(store, documents, nudges, &identified).await?;
    Ok(Submitted::Filed(Box::new(identified.complaint), filed))
}

/// The media type of reports that complaints are read from.
pub const REPORT_MEDIA: &str = "application/json";

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

/// Files a pending complaint, now that its complainant has confirmed the address. Confirming twice is
/// confirming once. Returns the token of the complainant's page; `None` when nothing is pending (any longer).
///
/// Its clocks run from `now`: before, nobody could act on it. Its files, and the mail or report that it was read from,
/// are sealed only now: unauthenticated files are not kept for years.
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
    S: Accounts + Cases + Complaints + References + OwnComplaints + Subjects,
    D: Documents,
    N: Nudges,
    H: PendingConfirmations + MailDrop,
{
    let (document, mail) = match read_pending(inbox, complaint).await? {
        None => return Ok(None),
        Some(PendingConfirmation::Filed { token }) => return Ok(Some(token)),
        Some(PendingConfirmation::Waiting { complaint, mail }) => (*complaint, mail),
    };
    let mut pending = Complaint::read(&document)?;
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
    } else if !seal_pending_files((documents, &keeper), inbox, complaint, &mut pending).await? {
        return Ok(None);
    }
    pending.proof = Proof::Link;
    pending.received_at = Some(std::mem::replace(&mut pending.filed_at, now));
    let identified = identify(store, pending, None).await?;
    let filed = file(store, documents, nudges, &identified).await?;
    let token = links.token(filed.link);
    // Were this lost, confirming again would file the same complaint again, which is filing it once.
    inbox.keep(complaint, &PendingConfirmation::Filed { token: token.clone() }.encode()).await?;
    Ok(Some(token))
}
