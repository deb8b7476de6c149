//! `evidence-s3`.

use std::sync::Mutex;

use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::ObjectLockMode;
use evidence_s3::{S3Documents, S3Inbox};
use jiff::{SignedDuration, Timestamp};
use port::{Documents, Inbox, InboxKey, SystemClock, TakeError, UploadGrant, UploadTicket, WallClock};
use testkit::conformance::{documents, guard};
use uuid::Uuid;

use crate::support::canned::Canned;
use crate::support::emulator::Emulator;
use crate::support::faults::Faults;
use crate::support::schema::create_bucket;

struct Buckets {
    client: aws_sdk_s3::Client,
    bucket: String,
    environment: aws::Environment,
    faults: Faults,
}

impl Buckets {
    /// A bucket in an account of its own, with or without Object Lock.
    async fn new(locked: bool) -> Option<Self> {
        let environment = Emulator::shared()?.account();
        let faults = Faults::default();
        let client = evidence_s3::client(&faults.in_front_of(&aws::config(&environment)));
        let bucket = format!("goodfaith-{}", environment.credentials.access_key_id());
        create_bucket(&client, &environment.region, &bucket, locked).await;
        Some(Self { client, bucket, environment, faults })
    }

    fn documents(&self) -> S3Documents<SystemClock> {
        S3Documents::new(self.client.clone(), &self.bucket, 365, SystemClock)
    }

    fn inbox(&self) -> S3Inbox<SystemClock> {
        S3Inbox::new(self.client.clone(), &self.bucket, &self.environment, SystemClock)
    }
}

#[tokio::test]
async fn documents_are_sealed() {
    let Some(buckets) = Buckets::new(true).await else { return };
    documents::are_sealed(&buckets.documents()).await;
}

#[tokio::test]
async fn complaints_wait_for_their_confirmation() {
    let Some(buckets) = Buckets::new(false).await else { return };
    guard::pending_complaints_are_kept(&buckets.inbox()).await;
}

#[tokio::test]
async fn reports_are_written() {
    let Some(buckets) = Buckets::new(true).await else { return };
    documents::reports_are_written(&buckets.documents()).await;
}

#[tokio::test]
async fn sealing_survives_a_lost_answer_with_one_version_stored() {
    let Some(buckets) = Buckets::new(true).await else { return };
    buckets.faults.lose_next();
    let sealed = buckets.documents().seal(b"evidence", "text/plain").await.unwrap();
    assert_eq!(buckets.faults.sent(), 2);
    let key = format!("sealed/{}", sealed.digest);
    let versions =
        buckets.client.list_object_versions().bucket(&buckets.bucket).prefix(key).send().await.unwrap();
    assert_eq!(versions.versions().len(), 1);
}

#[tokio::test]
async fn a_sealed_document_is_locked_inert_and_costs_one_request() {
    let Some(buckets) = Buckets::new(true).await else { return };
    let meter = aws::Meter::default();
    let client = evidence_s3::client(&aws::metered_config(&buckets.environment, &meter));
    let documents = S3Documents::new(client, &buckets.bucket, 365, SystemClock);
    let sealed = documents.seal(b"<script>alert(1)</script>", "text/html").await.unwrap();
    assert_eq!(meter.requests(), 1);

    let key = format!("sealed/{}", sealed.digest);
    let object = buckets.client.head_object().bucket(&buckets.bucket).key(&key).send().await.unwrap();
    assert_eq!(object.content_type(), Some("application/octet-stream"));
    assert_eq!(object.content_disposition(), Some("attachment"));
    assert_eq!(object.metadata().unwrap()["media"], "text/html");
    assert_eq!(object.object_lock_mode(), Some(&ObjectLockMode::Governance));
    let days =
        (object.object_lock_retain_until_date().unwrap().secs() - SystemClock.now().as_second()) / 86_400;
    assert!((364..=365).contains(&days), "{days}");

    let version = object.version_id().unwrap();
    let deleted =
        buckets.client.delete_object().bucket(&buckets.bucket).key(&key).version_id(version).send().await;
    assert!(deleted.is_err(), "a locked version cannot be deleted");
}

#[tokio::test]
async fn an_altered_document_is_not_read() {
    // Without Object Lock, so that it can be altered at all.
    let Some(buckets) = Buckets::new(false).await else { return };
    let digest = case::Digest::of(b"what was sealed");
    let put = buckets.client.put_object().bucket(&buckets.bucket).key(format!("sealed/{digest}"));
    put.body(ByteStream::from_static(b"what it became")).send().await.unwrap();
    let err = buckets.documents().read(digest).await.unwrap_err();
    assert!(format!("{:#}", anyhow::Error::new(err)).contains("another content"));
}

/// Posts a ticket as a browser does; the answer's status.
async fn post(ticket: &UploadTicket, changed: &[(&str, &str)], bytes: &[u8]) -> u16 {
    let mut fields = ticket.fields.clone();
    for (name, value) in changed {
        fields.insert((*name).to_owned(), (*value).to_owned());
    }
    let boundary = "----goodfaith";
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .into_bytes(),
        );
    }
    body.extend(
        format!("--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n")
            .into_bytes(),
    );
    body.extend(bytes);
    body.extend(format!("\r\n--{boundary}--\r\n").into_bytes());
    let request = crate::support::http()
        .post(&ticket.url)
        .header("content-type", format!("multipart/form-data; boundary={boundary}"))
        .body(body);
    request.send().await.unwrap().status().as_u16()
}

fn grant(now: Timestamp, number: u128) -> UploadGrant {
    UploadGrant {
        key: InboxKey::new(Uuid::from_u128(number)),
        media: "image/png".into(),
        most_bytes: 1_000,
        until: now + SignedDuration::from_mins(15),
    }
}

#[tokio::test]
async fn uploads_are_taken() {
    let Some(buckets) = Buckets::new(false).await else { return };
    documents::uploads_are_taken(&buckets.inbox(), SystemClock.now(), async |ticket, bytes| {
        assert_eq!(post(ticket, &[], bytes).await, 204);
    })
    .await;
}

#[tokio::test]
async fn an_upload_that_breaks_its_ticket_is_refused() {
    let Some(buckets) = Buckets::new(false).await else { return };
    let inbox = buckets.inbox();
    let granted = grant(SystemClock.now(), 1);
    let ticket = inbox.grant(&granted).await.unwrap();
    for (what, changed, size) in [
        ("another type", vec![("Content-Type", "text/html")], 10),
        ("another key", vec![("key", "inbox/00000000000000000000000000000009")], 10),
        ("a forged signature", vec![("x-amz-signature", "00")], 10),
        ("too large", vec![], 1_001),
        ("empty", vec![], 0),
    ] {
        let status = post(&ticket, &changed, &vec![1; size]).await;
        assert!((400..500).contains(&status), "{what}: {status}");
    }
    assert!(matches!(inbox.take(&granted.key, 1_000).await, Err(TakeError::Missing)), "nothing was stored");
}

/// A clock that stands.
struct At(Mutex<Timestamp>);

impl WallClock for At {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

#[tokio::test]
async fn an_expired_ticket_is_refused() {
    let Some(buckets) = Buckets::new(false).await else { return };
    let hour_ago = SystemClock.now() - SignedDuration::from_hours(1);
    let inbox =
        S3Inbox::new(buckets.client.clone(), &buckets.bucket, &buckets.environment, At(Mutex::new(hour_ago)));
    let ticket = inbox.grant(&grant(hour_ago, 2)).await.unwrap();
    let status = post(&ticket, &[], b"late").await;
    assert!((400..500).contains(&status), "{status}");
}

#[tokio::test]
async fn mails_are_read() {
    let Some(buckets) = Buckets::new(false).await else { return };
    documents::mails_are_read(&buckets.inbox(), async |key, bytes| {
        let put = buckets.client.put_object().bucket(&buckets.bucket).key(key);
        put.body(ByteStream::from(bytes.to_vec())).send().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn only_mails_are_read_as_mails() {
    use port::MailDrop as _;
    let Some(buckets) = Buckets::new(false).await else { return };
    let put = buckets.client.put_object().bucket(&buckets.bucket).key("inbox/1");
    put.body(ByteStream::from_static(b"upload")).send().await.unwrap();
    assert!(matches!(buckets.inbox().message("inbox/1", 100).await, Err(TakeError::Missing)));
}

#[tokio::test]
async fn a_document_that_two_seal_at_once_is_sealed() {
    let conflict = || (409, "<Error><Code>ConditionalRequestConflict</Code></Error>".to_owned());
    let there = || (412, "<Error><Code>PreconditionFailed</Code></Error>".to_owned());
    let documents = |canned: &Canned| {
        S3Documents::new(evidence_s3::client(&canned.config()), "evidence", 365, SystemClock)
    };
    let canned = Canned::answering([conflict(), there()]);
    documents(&canned).seal(b"evidence", "text/plain").await.unwrap();
    assert_eq!(canned.left(), 0);
    let canned = Canned::answering([conflict(), conflict()]);
    assert!(documents(&canned).seal(b"evidence", "text/plain").await.is_err());
}
