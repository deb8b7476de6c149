//! Documents in S3: sealed evidence, reports, uploads that wait, raw mails.
//!
//! Two buckets. The evidence bucket has Object Lock: `sealed/<SHA-256>` is written once and cannot be
//! changed or deleted before its retention ends; `reports/<name>` is written by the schedule. The inbox
//! bucket holds unauthenticated input: `inbox/<id>` comes straight from browsers, `mail/<id>` from
//! the mail service, `pending/<id>` waits for its complainant's confirmation; all expire.
//!
//! Nothing is ever served as active content: sealed documents carry `application/octet-stream` and
//! `Content-Disposition: attachment`; their sniffed media type is metadata.
//!
//! A missing object is told from a forbidden one only for callers who may list the bucket: the
//! functions' roles need `s3:ListBucket` beside `s3:GetObject`.

mod documents;
mod inbox;
mod presign;

pub use aws_sdk_s3::Client;
use aws_sdk_s3::primitives::{ByteStream, ByteStreamError};
use aws_types::sdk_config::SdkConfig;
use port::Unavailable;

pub use documents::S3Documents;
pub use inbox::S3Inbox;

/// A client for these adapters. With an endpoint of its own (one machine) buckets are addressed by path,
/// in the cloud by host.
#[must_use]
pub fn client(config: &SdkConfig) -> Client {
    let settings = aws_sdk_s3::config::Builder::from(config)
        .force_path_style(config.endpoint_url().is_some())
        .disable_s3_express_session_auth(true);
    Client::from_conf(settings.build())
}

/// An error of the document store while `doing`.
fn unavailable(
    doing: &'static str,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> Unavailable {
    Unavailable::new("s3", doing, source)
}

/// Why a body was not read.
#[derive(Debug, thiserror::Error)]
enum ReadError {
    /// It has more bytes than allowed.
    #[error("the object is larger than allowed")]
    TooLarge,
    /// It did not arrive whole.
    #[error("the object did not arrive whole")]
    Interrupted(#[from] ByteStreamError),
}

/// Reads a body of at most `most` bytes, never holding more.
async fn read_at_most(mut body: ByteStream, most: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = body.try_next().await? {
        if (bytes.len() + chunk.len()) as u64 > most {
            return Err(ReadError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
