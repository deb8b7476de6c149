//! `right document`: evidence for a right.

use std::path::{Path, PathBuf};

use anyhow::anyhow;
use app::register::{RemoveDocumentError, add_document, remove_document};
use case::{ReviewerId, RightRef};
use clap::Subcommand;
use jiff::Timestamp;
use port::{Documents, Registry, RightIndex};
use register::right::DocumentKind;
use serde_json::json;

use super::file::Read;
use crate::output::Output;

#[derive(Debug, Subcommand)]
pub(crate) enum DocumentCommand {
    /// Seals a file in the evidence store and adds it to a right.
    Add {
        /// The right.
        right: RightRef,
        /// A picture, PDF, text or Office document.
        file: PathBuf,
        /// What it is: certificate, `class_page`, translation, `letter_of_authority` or assignment.
        #[arg(long)]
        kind: DocumentKind,
    },
    /// Takes a document from a right; its file stays sealed. A verified right is to be verified again.
    Remove {
        /// The right.
        right: RightRef,
        /// The document: its SHA-256 as `right show` has it, at least the first 8 digits of that, or its kind where
        /// there is one.
        document: String,
        /// Only as this kind; as every kind when left out.
        #[arg(long)]
        kind: Option<DocumentKind>,
    },
}

/// `documents` is asked for where something is stored there alone, `by` where someone decides.
pub(super) async fn run<S, D>(
    command: DocumentCommand,
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
        DocumentCommand::Add { right, file, kind } => {
            add(store, &documents()?, (&right, kind), &file, now).await
        }
        DocumentCommand::Remove { right, document, kind } => {
            remove(store, (&right, &document, kind), &by().await?, now).await
        }
    }
}

async fn remove<S: Registry>(
    store: &S,
    (right, document, kind): (&RightRef, &str, Option<DocumentKind>),
    by: &ReviewerId,
    now: Timestamp,
) -> anyhow::Result<Output> {
    let removed = remove_document(store, right, document, kind, by, now).await;
    let removed = removed.map_err(|error| match error {
        RemoveDocumentError::None { .. } => anyhow!("{error}; see `right show {right}`"),
        error => error.into(),
    })?;
    let (digest, state) = (removed.digest, removed.state);
    let kinds: Vec<&str> = removed.kinds.iter().map(|kind| kind.code()).collect();
    let what = format!("{} {digest}", kinds.join(", "));
    let text = if !removed.changed {
        format!("{what} was removed from {right} already")
    } else if removed.was_verified {
        format!("{what} is removed from {right}, which is {state} now: it is to be verified again")
    } else {
        format!("{what} is removed from {right}, which is {state}")
    };
    let json = json!({
        "right": right.to_string(),
        "sha256": digest.to_string(),
        "kinds": kinds,
        "state": state,
        "changed": removed.changed,
    });
    Ok(Output::new(text, json))
}

async fn add<S, D>(
    store: &S,
    documents: &D,
    (right, kind): (&RightRef, DocumentKind),
    file: &Path,
    now: Timestamp,
) -> anyhow::Result<Output>
where
    S: Registry + RightIndex,
    D: Documents,
{
    let read = Read::from(file)?;
    let added = add_document(store, documents, right, kind, read.file(), now).await?;
    let digest = added.digest;
    let text = if added.is_new {
        format!("{kind} {digest} is a document of {right}")
    } else {
        format!("{kind} {digest} was a document of {right} already")
    };
    let json = json!({"right": right.to_string(), "sha256": digest.to_string(), "new": added.is_new});
    Ok(Output::new(text, json))
}
