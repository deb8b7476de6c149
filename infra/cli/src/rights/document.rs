//! `right document`: evidence for a right.

use std::path::PathBuf;

use app::register::add_document;
use case::RightRef;
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
}

pub(super) async fn run<S, D>(
    command: DocumentCommand,
    store: &S,
    documents: &D,
    now: Timestamp,
) -> anyhow::Result<Output>
where
    S: Registry + RightIndex,
    D: Documents,
{
    let DocumentCommand::Add { right, file, kind } = command;
    let read = Read::from(&file)?;
    let added = add_document(store, documents, &right, kind, read.file(), now).await?;
    let digest = added.digest;
    let text = if added.is_new {
        format!("{kind} {digest} is a document of {right}")
    } else {
        format!("{digest} was a document of {right} already")
    };
    let json = json!({"right": right.to_string(), "sha256": digest.to_string(), "new": added.is_new});
    Ok(Output::new(text, json))
}
