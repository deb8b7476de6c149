//! `mail`: raw mails, fed in as the mail service does.

use std::path::PathBuf;

use ::wiring::S3Inbox;
use anyhow::{Context as _, ensure};
use clap::Subcommand;
use port::{Ids as _, RandomIds};
use serde_json::json;

use crate::output::Output;

/// The largest mail that the mail service accepts, in bytes.
const MOST_BYTES: usize = 40 * 1024 * 1024;

#[derive(Debug, Subcommand)]
pub(crate) enum MailCommand {
    /// Puts a raw mail where the mail service puts those that it receives.
    Put {
        /// A file that holds one message (RFC 5322), headers included.
        file: PathBuf,
    },
}

pub(crate) async fn run(command: MailCommand, inbox: &S3Inbox) -> anyhow::Result<Output> {
    let MailCommand::Put { file } = command;
    let bytes = std::fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    ensure!(!bytes.is_empty(), "{} is empty", file.display());
    ensure!(bytes.len() <= MOST_BYTES, "{} is larger than {MOST_BYTES} bytes", file.display());
    let key = inbox.put_mail(RandomIds.random(), &bytes).await?;
    Ok(Output::new(format!("put as {key}"), json!({"key": key})))
}
