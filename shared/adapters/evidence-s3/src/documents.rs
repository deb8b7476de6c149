//! The evidence bucket.

use aws_sdk_s3::Client;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::operation::get_object::GetObjectError;
use aws_sdk_s3::primitives::{ByteStream, DateTime};
use aws_sdk_s3::types::{ChecksumAlgorithm, ObjectLockMode};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use case::Digest;
use jiff::{SignedDuration, Timestamp};
use port::{CompiledMarks, Documents, Reports, Sealed, Unavailable, WallClock};

use crate::{ReadError, read_at_most, unavailable};

/// No document is larger: the largest mail that SES accepts has 40 MB. More is not read.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Sealed documents and reports.
#[derive(Debug, Clone)]
pub struct S3Documents<C> {
    client: Client,
    bucket: String,
    retention: SignedDuration,
    clock: C,
}

/// What is stored under a digest has another one.
#[derive(Debug, thiserror::Error)]
#[error("the document sealed as {digest} has another content")]
struct Altered {
    digest: Digest,
}

/// What is stored is larger than anything that was ever sealed.
#[derive(Debug, thiserror::Error)]
#[error("{key} is larger than {MOST_BYTES} bytes")]
struct Oversized {
    key: String,
}

impl<C: WallClock> S3Documents<C> {
    /// The evidence bucket named `bucket`. What is sealed cannot be deleted for `retention_days`, from
    /// the time that `clock` tells.
    #[must_use]
    pub fn new(client: Client, bucket: impl Into<String>, retention_days: u16, clock: C) -> Self {
        let retention = SignedDuration::from_hours(24 * i64::from(retention_days));
        Self { client, bucket: bucket.into(), retention, clock }
    }

    fn retain_until(&self) -> DateTime {
        let until = self.clock.now().saturating_add(self.retention).unwrap_or(Timestamp::MAX);
        DateTime::from_millis(until.as_millisecond())
    }

    /// One attempt to write a sealed document.
    async fn put_sealed(&self, digest: Digest, bytes: &[u8], media: &str) -> Result<Put, Unavailable> {
        let sent = self
            .client
            .put_object()
            .bucket(&self.bucket)
            .key(sealed_key(digest))
            .if_none_match("*")
            .body(ByteStream::from(bytes.to_vec()))
            .checksum_algorithm(ChecksumAlgorithm::Sha256)
            .checksum_sha256(BASE64_STANDARD.encode(digest.bytes()))
            .object_lock_mode(ObjectLockMode::Governance)
            .object_lock_retain_until_date(self.retain_until())
            .content_type("application/octet-stream")
            .content_disposition("attachment")
            .metadata("media", media)
            .send()
            .await;
        match sent {
            Ok(_) => Ok(Put::There),
            Err(SdkError::ServiceError(err)) => match err.err().code() {
                // Sealed before, or by an attempt whose answer was lost: the key is the content's hash.
                Some("PreconditionFailed") => Ok(Put::There),
                Some("ConditionalRequestConflict") => Ok(Put::Collided),
                _ => Err(unavailable("sealing a document", SdkError::ServiceError(err))),
            },
            Err(err) => Err(unavailable("sealing a document", err)),
        }
    }

    async fn get(&self, key: &str, doing: &'static str) -> Result<Option<Vec<u8>>, Unavailable> {
        let object = match self.client.get_object().bucket(&self.bucket).key(key).send().await {
            Ok(object) => object,
            Err(err) if err.as_service_error().is_some_and(GetObjectError::is_no_such_key) => {
                return Ok(None);
            }
            Err(err) => return Err(unavailable(doing, err)),
        };
        match read_at_most(object.body, MOST_BYTES).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(ReadError::TooLarge) => Err(unavailable(doing, Oversized { key: key.to_owned() })),
            Err(ReadError::Interrupted(err)) => Err(unavailable(doing, err)),
        }
    }
}

/// What writing a sealed document came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Put {
    /// It is there.
    There,
    /// Another write of the same key was under way.
    Collided,
}

fn sealed_key(digest: Digest) -> String {
    format!("sealed/{digest}")
}

/// The compiled marks of all rights.
const MARKS: &str = "registry/marks";

fn report_key(name: &str) -> String {
    format!("reports/{name}")
}

impl<C: WallClock> Documents for S3Documents<C> {
    async fn seal(&self, bytes: &[u8], media: &str) -> Result<Sealed, Unavailable> {
        let digest = Digest::of(bytes);
        if self.put_sealed(digest, bytes, media).await? == Put::Collided
            && self.put_sealed(digest, bytes, media).await? == Put::Collided
        {
            return Err(unavailable("sealing a document", "others keep writing the same document"));
        }
        Ok(Sealed { digest, size: bytes.len() as u64, media: media.to_owned() })
    }

    async fn read(&self, digest: Digest) -> Result<Option<Vec<u8>>, Unavailable> {
        const DOING: &str = "reading a sealed document";
        let bytes = self.get(&sealed_key(digest), DOING).await?;
        match bytes {
            Some(bytes) if Digest::of(&bytes) != digest => Err(unavailable(DOING, Altered { digest })),
            bytes => Ok(bytes),
        }
    }
}

impl<C: WallClock> S3Documents<C> {
    /// Writes, or replaces, what is rebuilt from time to time.
    async fn put(
        &self,
        key: String,
        media: &str,
        bytes: &[u8],
        doing: &'static str,
    ) -> Result<(), Unavailable> {
        self.client
            .put_object()
            .bucket(&self.bucket)
            .key(key)
            .body(ByteStream::from(bytes.to_vec()))
            .checksum_algorithm(ChecksumAlgorithm::Sha256)
            .content_type(media)
            .content_disposition("attachment")
            .send()
            .await
            .map(|_| ())
            .map_err(|err| unavailable(doing, err))
    }
}

impl<C: WallClock> CompiledMarks for S3Documents<C> {
    async fn compiled_marks(&self) -> Result<Option<Vec<u8>>, Unavailable> {
        self.get(MARKS, "reading the compiled marks").await
    }

    async fn keep_compiled_marks(&self, blob: &[u8]) -> Result<(), Unavailable> {
        self.put(MARKS.to_owned(), "application/octet-stream", blob, "keeping the compiled marks").await
    }
}

impl<C: WallClock> Reports for S3Documents<C> {
    async fn put_report(&self, name: &str, media: &str, bytes: &[u8]) -> Result<(), Unavailable> {
        self.put(report_key(name), media, bytes, "writing a report").await
    }

    async fn report(&self, name: &str) -> Result<Option<Vec<u8>>, Unavailable> {
        self.get(&report_key(name), "reading a report").await
    }
}
