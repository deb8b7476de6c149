//! Documents of parties, read back.

use case::{Digest, Side};
use contract::Malformed;
use contract::complaint::Complaint;
use contract::statement::Statement;
use jiff::SignedDuration;
use notice::InvalidDocument;
use port::{Documents, Ids, Inbox, InboxKey, StoredCase, Subjects, Unavailable};

use crate::vault::{OpenError, open};

/// Why a stored document cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// It cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It is none of ours.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// A field of it cannot be.
    #[error(transparent)]
    Invalid(#[from] InvalidDocument),
}

impl From<Unavailable> for DocumentError {
    fn from(error: Unavailable) -> Self {
        Self::Open(error.into())
    }
}

impl DocumentError {
    /// Whether it was erased with the data of its party.
    #[must_use]
    pub const fn is_erased(&self) -> bool {
        matches!(self, Self::Open(OpenError::Erased(_)))
    }
}

/// The complaint document under `digest`.
///
/// # Errors
/// [`DocumentError`].
pub async fn complaint_document<D: Documents, S: Subjects>(
    documents: &D,
    subjects: &S,
    digest: Digest,
) -> Result<Complaint, DocumentError> {
    let bytes = open(documents, subjects, digest).await?;
    Ok(Complaint::decode(&bytes)?)
}

/// The words of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementText {
    /// As it was written.
    Words(Box<Statement>),
    /// They were erased with the data of the party that wrote them.
    Erased,
    /// There is no statement, or none that can be read.
    None,
}

/// The words of the statement under `digest`.
///
/// # Errors
/// [`Unavailable`] when it cannot be read now.
pub async fn statement_text<D: Documents, S: Subjects>(
    documents: &D,
    subjects: &S,
    digest: Digest,
) -> Result<StatementText, Unavailable> {
    let bytes = match open(documents, subjects, digest).await {
        Ok(bytes) => bytes,
        Err(OpenError::Erased(_)) => return Ok(StatementText::Erased),
        Err(OpenError::Unavailable(error)) => return Err(error),
        Err(error @ (OpenError::Missing(_) | OpenError::Altered(_))) => {
            tracing::error!(error = port::chain_of(&error), "a statement cannot be read");
            return Ok(StatementText::None);
        }
    };
    let words = |statement| StatementText::Words(Box::new(statement));
    Ok(Statement::decode(&bytes).map_or(StatementText::None, words))
}

/// How long an address of a file is good for: to begin its download.
const FILE_GOOD_FOR: SignedDuration = SignedDuration::from_mins(5);

/// An address of file number `number`, from 0, of the statement that came with event number `of` of a case, for the side that
/// receives that statement; `None` where there is no such file, or `to` does not receive it. The sealed file is encrypted, and
/// may be larger than what a function can answer: a copy is left in the inbox, which its lifecycle empties within a day.
///
/// # Errors
/// [`DocumentError`].
pub async fn offer_file<D: Documents, S: Subjects, I: Inbox, R: Ids>(
    (documents, subjects, inbox, ids): (&D, &S, &I, &R),
    (stored, to): (&StoredCase, Side),
    (of, number): (u32, usize),
) -> Result<Option<String>, DocumentError> {
    let handed_on = stored.case.handed_on(&stored.log, to);
    let Some(it) = handed_on.iter().find(|it| it.of == of) else { return Ok(None) };
    let statement = Statement::decode(&open(documents, subjects, it.document).await?)?;
    let Some(file) = statement.evidence.get(number) else { return Ok(None) };
    let sealed = file.sealed_under()?;
    let bytes = open(documents, subjects, sealed).await?;
    let key = InboxKey::new(ids.random());
    inbox.leave(&key, &bytes, "application/octet-stream").await?;
    Ok(Some(inbox.offer(&key, &file.name, FILE_GOOD_FOR).await?))
}
