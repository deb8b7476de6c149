//! From a checked notice to a filed complaint, or to one that waits until its complainant confirms the
//! address that was given.
//!
//! Nothing is done to a seller, and nobody at the desk is asked, on a typed address alone: anyone can type it.

use case::{Channel, ComplaintId, Digest, Proof};
use contract::complaint::{Complaint, Evidence};
use contract::held::Held;
use jiff::Timestamp;
use notice::{Arrival, limit};
use port::{Cases, Complaints, Documents, Holds, MailDrop, Nudges, Subjects, TakeError, Unavailable};

use crate::filing::check::Checked;
use crate::filing::file::{FileError, Filed, file};
use crate::filing::link::LinkKey;
use crate::filing::mail::seal_mail;
use crate::identity::identify;

/// What is known of a notice beside its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmissionContext {
    /// The id given to its complaint. The same notice sent twice must get the same one.
    pub complaint: ComplaintId,
    /// When it came.
    pub at: Timestamp,
    /// By which way.
    pub channel: Channel,
    /// The original as it came, sealed byte for byte, where it was read from one. A mail whose notice is to be
    /// held is not sealed yet.
    pub original: Option<Digest>,
    /// The mail that it was read from.
    pub mail: Option<FromMail>,
    /// The brand account whose key was shown.
    pub account: Option<String>,
}

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
    /// It waits for its complainant's confirmation: [`crate::filing::confirm_held`].
    Held(Box<Complaint>),
}

/// Files a checked notice whose complainant is proved, and holds any other. What [`Checked::errors`] there
/// are is the caller's decision; what is missing of the statutory elements is asked for later.
///
/// # Errors
/// [`FileError`]; a notice without a claim or without listings cannot be filed, only held.
pub async fn submit<S, D, N, H>(
    (store, documents, nudges, holds): (&S, &D, &N, &H),
    checked: Checked,
    context: SubmissionContext,
    evidence: Vec<Evidence>,
) -> Result<Submitted, FileError>
where
    S: Cases + Complaints + Subjects,
    D: Documents,
    N: Nudges,
    H: Holds,
{
    let Checked { draft, located, proof, marketplaces, .. } = checked;
    let arrival =
        Arrival { complaint: context.complaint, filed_at: context.at, channel: context.channel, proof };
    let territory = |id: &case::MarketplaceId| {
        marketplaces.iter().find(|marketplace| marketplace.id == *id).map(|marketplace| marketplace.territory)
    };
    let mut complaint = draft.into_complaint(arrival, &located.listings, territory, evidence);
    complaint.account = context.account.unwrap_or_default();
    complaint.original = context.original.map(|digest| digest.to_string());
    let mut key = None;
    if let Some(mail) = context.mail {
        complaint.message_id = mail.message_id;
        complaint.do_not_answer = mail.is_automatic;
        key = Some(mail.key);
    }
    if proof == Proof::None {
        let waiting = Held::Waiting { complaint: Box::new(complaint.clone()), mail: key };
        holds.hold(context.complaint, &waiting.encode()).await?;
        return Ok(Submitted::Held(Box::new(complaint)));
    }
    identify(store, &mut complaint).await?;
    let filed = file(store, documents, nudges, &complaint).await?;
    Ok(Submitted::Filed(Box::new(complaint), filed))
}

/// The media type of reports that complaints are read from.
pub const REPORT_MEDIA: &str = "application/json";

/// Seals what was held with a complaint; `false` when some of it is there no longer.
async fn seal_held_files<D: Documents, H: Holds>(
    documents: &D,
    inbox: &H,
    id: ComplaintId,
    document: &Complaint,
) -> Result<bool, FileError> {
    let evidence = document.evidence.iter().map(|file| (file.digest.as_str(), file.media.as_str()));
    let report = document.original.as_deref().map(|digest| (digest, REPORT_MEDIA));
    let held: Vec<(&str, &str)> = evidence.chain(report).collect();
    for (digest, media) in held {
        let digest: Digest = digest
            .parse()
            .map_err(|error: case::InvalidId| Unavailable::new("held complaint", "reading it", error))?;
        let Some(bytes) = inbox.held_file(id, digest).await? else { return Ok(false) };
        documents.seal(&bytes, media).await?;
    }
    Ok(true)
}

/// What is kept under the id of a held complaint.
///
/// # Errors
/// [`Unavailable`] when it cannot be read now.
pub async fn read_held<H: Holds>(holds: &H, complaint: ComplaintId) -> Result<Option<Held>, Unavailable> {
    let Some(bytes) = holds.held(complaint).await? else { return Ok(None) };
    Held::decode(&bytes).map(Some).map_err(|error| Unavailable::new("held complaint", "reading it", error))
}

/// Files a held complaint, now that its complainant has confirmed the address. Confirming twice is
/// confirming once. Returns the token of the complainant's page; `None` when nothing is held (any longer).
///
/// Its clocks run from `now`: before, nobody could act on it. Its files, and the mail or report that it was read from,
/// are sealed only now: what nobody vouches for is not kept for years.
///
/// # Errors
/// [`FileError`].
pub async fn confirm_held<S, D, N, H>(
    (store, documents, nudges, inbox): (&S, &D, &N, &H),
    links: &LinkKey,
    complaint: ComplaintId,
    now: Timestamp,
) -> Result<Option<String>, FileError>
where
    S: Cases + Complaints + Subjects,
    D: Documents,
    N: Nudges,
    H: Holds + MailDrop,
{
    let (mut document, mail) = match read_held(inbox, complaint).await? {
        None => return Ok(None),
        Some(Held::Filed { token }) => return Ok(Some(token)),
        Some(Held::Waiting { complaint, mail }) => (*complaint, mail),
    };
    if let Some(key) = mail {
        let raw = match inbox.message(&key, limit::MAIL_BYTES as u64).await {
            Ok(raw) => raw,
            Err(TakeError::Missing | TakeError::TooLarge) => return Ok(None),
            Err(TakeError::Unavailable(error)) => return Err(error.into()),
        };
        let reading = notice::mail::read(&raw, notice::mail::SES);
        let (original, evidence) = seal_mail(documents, &raw, &reading).await?;
        document.original = Some(original.to_string());
        document.evidence = evidence;
    } else if !seal_held_files(documents, inbox, complaint, &document).await? {
        return Ok(None);
    }
    Proof::Link.code().clone_into(&mut document.proof);
    document.received_at = std::mem::replace(&mut document.filed_at, now.to_string());
    identify(store, &mut document).await?;
    let filed = file(store, documents, nudges, &document).await?;
    let token = links.token(filed.link);
    // Were this lost, confirming again would file the same complaint again, which is filing it once.
    inbox.hold(complaint, &Held::Filed { token: token.clone() }.encode()).await?;
    Ok(Some(token))
}
