//! The inbox bucket.

use aws::Environment;
use aws_sdk_s3::Client;
use aws_sdk_s3::operation::get_object::GetObjectError;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::ChecksumAlgorithm;
use case::{ComplaintId, Digest};
use jiff::SignedDuration;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use port::{
    Inbox, InboxKey, MailDrop, Media, PendingConfirmations, TakeError, Unavailable, UploadGrant,
    UploadTicket, WallClock,
};
use uuid::Uuid;

use crate::presign::Presigner;
use crate::{ReadError, read_at_most, unavailable};

/// What is pending is a complaint document: its parts are bounded, and so is the whole.
const MOST_PENDING_BYTES: u64 = 4 << 20;
/// No file that is pending is larger: evidence may have 10 MB.
const MOST_PENDING_FILE_BYTES: u64 = 10 << 20;

/// Uploads and complaints that wait, and raw mails.
#[derive(Debug, Clone)]
pub struct S3Inbox<C> {
    client: Client,
    bucket: String,
    presigner: Presigner,
    clock: C,
}

impl<C: WallClock> S3Inbox<C> {
    /// The inbox bucket named `bucket`. Upload tickets are signed with the credentials of `environment`
    /// and end with them, if that is sooner than granted.
    #[must_use]
    pub fn new(client: Client, bucket: impl Into<String>, environment: &Environment, clock: C) -> Self {
        let bucket = bucket.into();
        let presigner = Presigner::new(environment.clone(), bucket.clone());
        Self { client, bucket, presigner, clock }
    }

    /// The origin that browsers upload to, e.g. `https://inbox.s3.eu-central-1.amazonaws.com`.
    #[must_use]
    pub fn origin(&self) -> String {
        self.presigner.origin()
    }

    /// Puts a raw mail under `mail/<id>`, as the mail service does with each mail that it receives. An
    /// operator feeds a mail in by it; no function does. Returns its key.
    ///
    /// # Errors
    /// [`Unavailable`] when it was not stored.
    pub async fn put_mail(&self, id: Uuid, bytes: &[u8]) -> Result<String, Unavailable> {
        let key = format!("mail/{}", id.as_simple());
        self.put(&key, bytes, "message/rfc822", "putting a mail").await?;
        Ok(key)
    }

    async fn put(
        &self,
        key: &str,
        bytes: &[u8],
        media: &str,
        doing: &'static str,
    ) -> Result<(), Unavailable> {
        self.client
            .put_object()
            .bucket(&self.bucket)
            .key(key)
            .body(ByteStream::from(bytes.to_vec()))
            .checksum_algorithm(ChecksumAlgorithm::Sha256)
            .content_type(media)
            .send()
            .await
            .map_err(|err| unavailable(doing, err))?;
        Ok(())
    }

    async fn get(
        &self,
        key: &str,
        most_bytes: u64,
        doing: &'static str,
    ) -> Result<(Vec<u8>, Option<Media>), TakeError> {
        let object = match self.client.get_object().bucket(&self.bucket).key(key).send().await {
            Ok(object) => object,
            Err(err) if err.as_service_error().is_some_and(GetObjectError::is_no_such_key) => {
                return Err(TakeError::Missing);
            }
            Err(err) => return Err(unavailable(doing, err).into()),
        };
        let declared = object.content_length.and_then(|size| u64::try_from(size).ok());
        if declared.is_some_and(|size| size > most_bytes) {
            return Err(TakeError::TooLarge);
        }
        match read_at_most(object.body, most_bytes).await {
            Ok(bytes) => Ok((bytes, object.content_type)),
            Err(ReadError::TooLarge) => Err(TakeError::TooLarge),
            Err(ReadError::Interrupted(err)) => Err(unavailable(doing, err).into()),
        }
    }
}

impl<C: WallClock> Inbox for S3Inbox<C> {
    async fn grant(&self, grant: &UploadGrant) -> Result<UploadTicket, Unavailable> {
        Ok(self.presigner.ticket(grant, self.clock.now()))
    }

    async fn leave(&self, key: &InboxKey, bytes: &[u8], media: &str) -> Result<(), Unavailable> {
        self.put(key.as_str(), bytes, media, "leaving a file").await
    }

    async fn take(&self, key: &InboxKey, most_bytes: u64) -> Result<(Vec<u8>, Media), TakeError> {
        let (bytes, media) = self.get(key.as_str(), most_bytes, "taking an upload").await?;
        Ok((bytes, media.unwrap_or_else(|| "application/octet-stream".to_owned())))
    }

    async fn offer(
        &self,
        key: &InboxKey,
        name: &str,
        good_for: SignedDuration,
    ) -> Result<String, Unavailable> {
        let doing = "offering a file";
        let until =
            PresigningConfig::expires_in(good_for.unsigned_abs()).map_err(|err| unavailable(doing, err))?;
        let request = self.client.get_object().bucket(&self.bucket).key(key.as_str());
        let request = request
            .response_content_type("application/octet-stream")
            .response_content_disposition(attachment(name))
            .presigned(until)
            .await
            .map_err(|err| unavailable(doing, err))?;
        Ok(request.uri().to_owned())
    }
}

/// Under `name` it is kept and never shown (RFC 6266, RFC 8187).
fn attachment(name: &str) -> String {
    format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(name, NON_ALPHANUMERIC))
}

/// Under `pending/`, which the bucket's lifecycle empties.
fn pending_key(complaint: ComplaintId) -> String {
    format!("pending/{complaint}")
}

fn pending_file_key(complaint: ComplaintId, digest: Digest) -> String {
    format!("{}/{digest}", pending_key(complaint))
}

impl<C: WallClock> PendingConfirmations for S3Inbox<C> {
    async fn keep(&self, complaint: ComplaintId, pending: &[u8]) -> Result<(), Unavailable> {
        self.put(&pending_key(complaint), pending, "application/json", "keeping a pending complaint").await
    }

    async fn find(&self, complaint: ComplaintId) -> Result<Option<Vec<u8>>, Unavailable> {
        self.get_pending(&pending_key(complaint), MOST_PENDING_BYTES).await
    }

    async fn keep_file(&self, complaint: ComplaintId, bytes: &[u8]) -> Result<(), Unavailable> {
        let key = pending_file_key(complaint, Digest::of(bytes));
        self.put(&key, bytes, "application/octet-stream", "holding a file").await
    }

    async fn find_file(
        &self,
        complaint: ComplaintId,
        digest: Digest,
    ) -> Result<Option<Vec<u8>>, Unavailable> {
        self.get_pending(&pending_file_key(complaint, digest), MOST_PENDING_FILE_BYTES).await
    }

    async fn forget(&self, complaint: ComplaintId, mail: Option<&str>) -> Result<(), Unavailable> {
        const DOING: &str = "forgetting a pending complaint";
        let key = pending_key(complaint);
        let listed = self.client.list_objects_v2().bucket(&self.bucket).prefix(format!("{key}/"));
        // One complaint has at most ten files and a report: one page.
        let listed = listed.send().await.map_err(|err| unavailable(DOING, err))?;
        let files = listed.contents().iter().filter_map(|object| object.key().map(str::to_owned));
        let mail = mail.filter(|key| key.starts_with("mail/")).map(str::to_owned);
        // The complaint last: as long as it is there, what belongs to it is found again.
        for key in files.chain(mail).chain([key]) {
            let deleted = self.client.delete_object().bucket(&self.bucket).key(key).send().await;
            deleted.map_err(|err| unavailable(DOING, err))?;
        }
        Ok(())
    }
}

impl<C: WallClock> S3Inbox<C> {
    async fn get_pending(&self, key: &str, most_bytes: u64) -> Result<Option<Vec<u8>>, Unavailable> {
        const DOING: &str = "reading a pending complaint";
        match self.get(key, most_bytes, DOING).await {
            Ok((bytes, _)) => Ok(Some(bytes)),
            Err(TakeError::Missing) => Ok(None),
            Err(TakeError::TooLarge) => Err(Unavailable { system: "s3", doing: DOING, source: None }),
            Err(TakeError::Unavailable(error)) => Err(error),
        }
    }
}

impl<C: WallClock> MailDrop for S3Inbox<C> {
    /// Keys outside `mail/` hold no mail: [`TakeError::Missing`].
    async fn message(&self, key: &str, most_bytes: u64) -> Result<Vec<u8>, TakeError> {
        if !key.starts_with("mail/") {
            return Err(TakeError::Missing);
        }
        self.get(key, most_bytes, "reading a mail").await.map(|(bytes, _)| bytes)
    }
}
