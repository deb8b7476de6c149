//! Documents: uploads in, sealed evidence, mail objects, reports.

use std::collections::BTreeMap;
use std::future::Future;

use case::Digest;
use jiff::{SignedDuration, Timestamp};

use crate::Unavailable;

/// A media type of an accepted document, e.g. `image/png`.
pub type Media = String;

/// A document sealed in the evidence store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Its SHA-256, which is its address.
    pub digest: Digest,
    /// Its size in bytes.
    pub size: u64,
    /// Its sniffed media type.
    pub media: Media,
}

/// Sealed documents: written once under their SHA-256, never changed, never served as active content.
pub trait Documents: Send + Sync {
    /// Seals `bytes`. Sealing the same bytes again stores nothing.
    fn seal(&self, bytes: &[u8], media: &str) -> impl Future<Output = Result<Sealed, Unavailable>> + Send;
    /// Reads a sealed document; `None` when there is none.
    fn read(&self, digest: Digest) -> impl Future<Output = Result<Option<Vec<u8>>, Unavailable>> + Send;
}

/// Where an upload waits until a complaint names it: `inbox/` and a random UUID.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InboxKey(String);

impl InboxKey {
    /// The key for a random id.
    #[must_use]
    pub fn new(id: uuid::Uuid) -> Self {
        Self(format!("inbox/{}", id.as_simple()))
    }
    /// Reads a key that came from outside.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let id = text.strip_prefix("inbox/")?;
        uuid::Uuid::try_parse(id).ok().map(Self::new)
    }
    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What an upload may be.
#[derive(Debug, Clone)]
pub struct UploadGrant {
    /// Where to.
    pub key: InboxKey,
    /// The exact media type that must be declared.
    pub media: Media,
    /// The largest size in bytes.
    pub most_bytes: u64,
    /// Until when.
    pub until: Timestamp,
}

/// A form that uploads one file straight to the store: POST `fields`, then the file, to `url`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadTicket {
    /// Where to post.
    pub url: String,
    /// Form fields, all of which must be sent before the file.
    pub fields: BTreeMap<String, String>,
}

/// Why an upload cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// There is nothing under this key: never uploaded, expired, or taken and deleted.
    #[error("the upload is not there")]
    Missing,
    /// It is larger than allowed.
    #[error("the upload is larger than allowed")]
    TooLarge,
    /// The store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Uploads that wait.
pub trait Inbox: Send + Sync {
    /// A ticket for one upload.
    fn grant(&self, grant: &UploadGrant) -> impl Future<Output = Result<UploadTicket, Unavailable>> + Send;
    /// Keeps a file that came with a form itself, as if it had been uploaded.
    fn leave(
        &self,
        key: &InboxKey,
        bytes: &[u8],
        media: &str,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
    /// The uploaded bytes with the declared media type. The upload stays until it expires.
    fn take(
        &self,
        key: &InboxKey,
        most_bytes: u64,
    ) -> impl Future<Output = Result<(Vec<u8>, Media), TakeError>> + Send;
    /// An address from which what lies under `key` is downloaded as a file called `name`, by anyone who has it, for as long
    /// as `good_for`.
    fn offer(
        &self,
        key: &InboxKey,
        name: &str,
        good_for: SignedDuration,
    ) -> impl Future<Output = Result<String, Unavailable>> + Send;
}

/// Raw mail objects that the mail service put into the bucket.
pub trait MailDrop: Send + Sync {
    /// The raw message under `key`.
    fn message(&self, key: &str, most_bytes: u64) -> impl Future<Output = Result<Vec<u8>, TakeError>> + Send;
}

/// Written reports.
pub trait Reports: Send + Sync {
    /// Writes (or replaces) the report named `name`, e.g. `2026-11-21.csv`.
    fn put_report(
        &self,
        name: &str,
        media: &str,
        bytes: &[u8],
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
    /// Reads a report.
    fn report(&self, name: &str) -> impl Future<Output = Result<Option<Vec<u8>>, Unavailable>> + Send;
}
