//! From a checked notice to a filed complaint, or to one that waits until its complainant confirms the
//! address that was given.
//!
//! Nothing is done to a seller on a typed address alone: anyone can type it.

use case::Proof;
use contract::pending::PendingConfirmation;
use notice::Complaint;
use port::{
    Account, Accounts, Cases, Complaints, Documents, Nudges, OwnComplaints, PendingConfirmations, References,
    Subjects,
};

use crate::filing::file::{FileError, Filed, file};
use crate::identity::identify;

/// The mail that a notice was read from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FromMail {
    /// Its key in the inbox.
    pub key: String,
    /// Its Message-ID.
    pub message_id: Option<String>,
    /// Whether its sender must not be written to: a machine sent it (RFC 3834), or its domain says that it did not.
    pub do_not_answer: bool,
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
        complaint.do_not_answer = mail.do_not_answer;
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
