//! Documents, uploads, mail objects, reports, and mail out, in memory.

use std::collections::BTreeMap;
use std::time::Duration;

use case::Digest;
use jiff::SignedDuration;
use port::{
    CompiledMarks, Documents, Inbox, InboxKey, MailDrop, Mailer, Media, OutgoingMail, Reports, Sealed,
    SendOutcome, TakeError, Unavailable, UploadGrant, UploadTicket,
};

use super::World;

/// How the mail service treats a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailMode {
    /// Takes it, unless something else keeps it from that.
    Takes,
    /// Says that it takes nothing for so long.
    Pauses(Duration),
}

impl Documents for World {
    async fn seal(&self, bytes: &[u8], media: &str) -> Result<Sealed, Unavailable> {
        let digest = Digest::of(bytes);
        self.call("documents.seal", |inner| {
            let (bytes, media) =
                inner.sealed.entry(digest).or_insert_with(|| (bytes.to_vec(), media.to_owned()));
            Sealed { digest, size: bytes.len() as u64, media: media.clone() }
        })
        .await
    }

    async fn read(&self, digest: Digest) -> Result<Option<Vec<u8>>, Unavailable> {
        self.call("documents.read", |inner| inner.sealed.get(&digest).map(|(bytes, _)| bytes.clone())).await
    }
}

fn within(found: Option<(Vec<u8>, Media)>, most_bytes: u64) -> Result<(Vec<u8>, Media), TakeError> {
    match found {
        None => Err(TakeError::Missing),
        Some((bytes, _)) if bytes.len() as u64 > most_bytes => Err(TakeError::TooLarge),
        Some(found) => Ok(found),
    }
}

impl Inbox for World {
    async fn grant(&self, grant: &UploadGrant) -> Result<UploadTicket, Unavailable> {
        self.call("inbox.grant", |inner| {
            inner.grants.push(grant.clone());
            let fields = BTreeMap::from([
                ("key".to_owned(), grant.key.as_str().to_owned()),
                ("Content-Type".to_owned(), grant.media.clone()),
            ]);
            UploadTicket { url: "http://inbox.example/".to_owned(), fields }
        })
        .await
    }

    async fn leave(&self, key: &InboxKey, bytes: &[u8], media: &str) -> Result<(), Unavailable> {
        self.call("inbox.leave", |inner| {
            inner.inbox.insert(key.clone(), (bytes.to_vec(), media.to_owned()));
        })
        .await
    }

    async fn take(&self, key: &InboxKey, most_bytes: u64) -> Result<(Vec<u8>, Media), TakeError> {
        let found = self.call("inbox.take", |inner| inner.inbox.get(key).cloned()).await?;
        within(found, most_bytes)
    }

    async fn offer(&self, key: &InboxKey, name: &str, _: SignedDuration) -> Result<String, Unavailable> {
        let address = format!("http://inbox.example/{}?as={name}", key.as_str());
        self.call("inbox.offer", |_| address.clone()).await
    }
}

impl MailDrop for World {
    async fn message(&self, key: &str, most_bytes: u64) -> Result<Vec<u8>, TakeError> {
        let found = self.call("mail_drop.message", |inner| inner.mail_drop.get(key).cloned()).await?;
        within(found.map(|bytes| (bytes, Media::new())), most_bytes).map(|(bytes, _)| bytes)
    }
}

impl Reports for World {
    async fn put_report(&self, name: &str, _media: &str, bytes: &[u8]) -> Result<(), Unavailable> {
        self.call("reports.put", |inner| {
            inner.reports.insert(name.to_owned(), bytes.to_vec());
        })
        .await
    }
    async fn report(&self, name: &str) -> Result<Option<Vec<u8>>, Unavailable> {
        self.call("reports.read", |inner| inner.reports.get(name).cloned()).await
    }
}

impl CompiledMarks for World {
    async fn compiled_marks(&self) -> Result<Option<Vec<u8>>, Unavailable> {
        self.call("marks.read", |inner| inner.marks.clone()).await
    }
    async fn keep_compiled_marks(&self, blob: &[u8]) -> Result<(), Unavailable> {
        self.call("marks.keep", |inner| inner.marks = Some(blob.to_vec())).await
    }
}

impl Mailer for World {
    async fn send(&self, mail: &OutgoingMail) -> SendOutcome {
        let sent = self
            .call("mailer.send", |inner| {
                let mode = inner.mail_modes.pop_front().unwrap_or(MailMode::Takes);
                let pauses = if let MailMode::Pauses(pause) = mode { Some(pause) } else { inner.mail_paused };
                if let Some(pause) = pauses {
                    return SendOutcome::Paused(pause, "too many mails".into());
                }
                if inner.refused_addresses.contains(&mail.to) {
                    return SendOutcome::Refused("address refused".to_owned());
                }
                inner.sent.push(mail.clone());
                if inner.mail_unanswered > 0 {
                    inner.mail_unanswered -= 1;
                    return SendOutcome::Unknown("no answer".into());
                }
                SendOutcome::Accepted(format!("world-{}", inner.sent.len()))
            })
            .await;
        sent.unwrap_or_else(|error| SendOutcome::Unknown(Box::new(error)))
    }
}
