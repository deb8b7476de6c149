//! [`Documents`], [`Reports`], [`Inbox`] and [`MailDrop`].

use case::Digest;
use jiff::Timestamp;
use port::{Documents, Inbox, InboxKey, MailDrop, Reports, Sealed, TakeError, UploadGrant, UploadTicket};
use uuid::Uuid;

/// Documents are sealed under their SHA-256 and read back byte for byte.
pub async fn are_sealed<S: Documents>(store: &S) {
    let bytes = b"\x89PNG\r\n\x1a\n picture of a counterfeit";
    let digest = Digest::of(bytes);
    assert_eq!(store.read(digest).await.unwrap(), None);
    let sealed = Sealed { digest, size: bytes.len() as u64, media: "image/png".into() };
    assert_eq!(store.seal(bytes, "image/png").await.unwrap(), sealed);
    assert_eq!(store.seal(bytes, "image/png").await.unwrap(), sealed, "sealing twice is sealing once");
    assert_eq!(store.read(digest).await.unwrap().as_deref(), Some(bytes.as_slice()));

    let empty = store.seal(b"", "text/plain").await.unwrap();
    assert_eq!(store.read(empty.digest).await.unwrap().as_deref(), Some(b"".as_slice()));
    let large = vec![7; 3_000_000];
    let sealed = store.seal(&large, "application/pdf").await.unwrap();
    assert!(store.read(sealed.digest).await.unwrap() == Some(large), "a large document reads back");
}

/// Reports are written, replaced and read.
pub async fn reports_are_written<S: Reports>(store: &S) {
    assert_eq!(store.report("2026-11-21.csv").await.unwrap(), None);
    for text in ["day,cases\n", "day,cases\n2026-11-21,3\n"] {
        store.put_report("2026-11-21.csv", "text/csv", text.as_bytes()).await.unwrap();
        assert_eq!(store.report("2026-11-21.csv").await.unwrap().as_deref(), Some(text.as_bytes()));
    }
}

/// An upload goes by its ticket, and is taken as often as asked, unless it is larger than allowed.
/// `upload` does what a browser does: posts the ticket's fields and then these bytes.
pub async fn uploads_are_taken<S: Inbox>(
    store: &S,
    now: Timestamp,
    upload: impl AsyncFn(&UploadTicket, &[u8]),
) {
    let key = InboxKey::new(Uuid::from_u128(42));
    assert!(matches!(store.take(&key, 100).await, Err(TakeError::Missing)));
    let grant = UploadGrant {
        key: key.clone(),
        media: "image/jpeg".into(),
        most_bytes: 1_000,
        until: now + jiff::SignedDuration::from_mins(15),
    };
    let ticket = store.grant(&grant).await.unwrap();
    upload(&ticket, &[1; 500]).await;
    for _ in 0..2 {
        let (bytes, media) = store.take(&key, 500).await.unwrap();
        assert_eq!((bytes, media.as_str()), (vec![1; 500], "image/jpeg"));
    }
    assert!(matches!(store.take(&key, 499).await, Err(TakeError::TooLarge)));

    let left = InboxKey::new(Uuid::from_u128(43));
    store.leave(&left, b"label", "image/png").await.unwrap();
    assert_eq!(store.take(&left, 500).await.unwrap(), (b"label".to_vec(), "image/png".to_owned()));
}

/// Mails are read as they came. `put` does what the mail service does.
pub async fn mails_are_read<S: MailDrop>(store: &S, put: impl AsyncFn(&str, &[u8])) {
    let mime = b"From: brand@northlight.example\r\n\r\nThe listing is counterfeit.\r\n";
    assert!(matches!(store.message("mail/1", 100).await, Err(TakeError::Missing)));
    put("mail/1", mime).await;
    assert_eq!(store.message("mail/1", 100).await.unwrap(), mime);
    let most = mime.len() as u64 - 1;
    assert!(matches!(store.message("mail/1", most).await, Err(TakeError::TooLarge)));
}
