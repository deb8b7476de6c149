//! `right text`: texts beside which what listings say is compared.

use std::path::PathBuf;

use app::register::{add_text, find, remove_text};
use case::{ReviewerId, RightRef};
use clap::Subcommand;
use jiff::Timestamp;
use port::{Documents, Registry, RightIndex};
use register::right::RightText;
use serde_json::{Value, json};

use super::file::Read;
use crate::output::Output;

#[derive(Debug, Subcommand)]
pub(crate) enum TextCommand {
    /// Adds a text that you have read: the work's own words. Sentences that many write alike, such as terms of sale, count
    /// for nothing where they are known as such. A listing with at least four fifths of the rest, word for word, is taken
    /// for a copy.
    Add {
        /// The right.
        right: RightRef,
        /// Plain text in UTF-8, 40 words of its own to 12,000 bytes.
        file: PathBuf,
    },
    /// Lists the texts of a right.
    List {
        /// The right.
        right: RightRef,
    },
    /// Takes a text from a right; its file stays sealed.
    Remove {
        /// The right.
        right: RightRef,
        /// Its SHA-256, or as many of the first digits as no other has.
        text: String,
    },
}

/// `documents` is asked for where something is stored there alone, `by` where someone decides.
pub(super) async fn run<S, D>(
    command: TextCommand,
    store: &S,
    documents: impl FnOnce() -> anyhow::Result<D>,
    by: impl AsyncFnOnce() -> anyhow::Result<ReviewerId>,
    now: Timestamp,
) -> anyhow::Result<Output>
where
    S: Registry + RightIndex,
    D: Documents,
{
    match command {
        TextCommand::Add { right, file } => {
            let (by, read) = (by().await?, Read::from(&file)?);
            let added = add_text(store, &documents()?, &right, read.file(), &by, now).await?;
            let said = if added.is_new { "is" } else { "was already" };
            let line = line(&added.text);
            let json = json!({"right": right.to_string(), "text": told(&added.text), "new": added.is_new});
            Ok(Output::new(format!("{line}\n{said} a text of {right}"), json))
        }
        TextCommand::List { right } => {
            let found = find(store, &right).await?;
            let lines: Vec<String> = found.texts.iter().map(line).collect();
            let text = if lines.is_empty() { format!("{right} has no texts") } else { lines.join("\n") };
            let texts: Vec<Value> = found.texts.iter().map(told).collect();
            Ok(Output::new(text, json!({"right": right.to_string(), "texts": texts})))
        }
        TextCommand::Remove { right, text } => {
            by().await?;
            let digest = remove_text(store, &right, &text).await?;
            let json = json!({"right": right.to_string(), "removed": digest.to_string()});
            Ok(Output::new(format!("{digest} is removed from {right}"), json))
        }
    }
}

fn line(text: &RightText) -> String {
    let RightText { digest, words, by, added_at, .. } = text;
    format!("{digest} {words} words of its own by {by} at {added_at}")
}

fn told(text: &RightText) -> Value {
    json!({
        "sha256": text.digest.to_string(),
        "words": text.words,
        "by": text.by.to_string(),
        "added_at": text.added_at.to_string(),
    })
}
