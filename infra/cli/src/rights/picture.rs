//! `right picture`: pictures beside which those of listings are compared.

use std::path::PathBuf;

use app::register::{add_picture, find, remove_picture};
use case::{ReviewerId, RightRef};
use clap::Subcommand;
use jiff::Timestamp;
use picture::Hash;
use port::{Documents, Registry, RightIndex};
use register::right::{PictureRole, RightPicture};
use serde_json::{Value, json};

use super::file::Read;
use crate::output::Output;

#[derive(Debug, Subcommand)]
pub(crate) enum PictureCommand {
    /// Adds a picture that you have looked at: JPEG, PNG, WebP or GIF.
    Add {
        /// The right.
        right: RightRef,
        /// At most 10 MB and 25 megapixels.
        file: PathBuf,
        /// What it stands for: `mark` (the mark as it is registered and nothing beside it: what is the same shows it),
        /// `reference` (the work: what is the same infringes; or goods that bear the mark: a person looks at what is
        /// like them), `allowed` (a use that the owner permits) or `negative` (never counts).
        #[arg(long)]
        role: PictureRole,
    },
    /// Lists the pictures of a right.
    List {
        /// The right.
        right: RightRef,
    },
    /// Takes a picture from a right; its file stays sealed.
    Remove {
        /// The right.
        right: RightRef,
        /// Its SHA-256, or as many of the first digits as no other has.
        picture: String,
    },
}

/// `documents` is asked for where something is stored there alone, `by` where someone decides.
pub(super) async fn run<S, D>(
    command: PictureCommand,
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
        PictureCommand::Add { right, file, role } => {
            let (by, read) = (by().await?, Read::from(&file)?);
            let added = add_picture(store, &documents()?, &right, role, read.file(), &by, now).await?;
            let said = if added.is_new { "is" } else { "was already" };
            let line = line(&added.picture);
            let json =
                json!({"right": right.to_string(), "picture": told(&added.picture), "new": added.is_new});
            Ok(Output::new(format!("{line}\n{said} a picture of {right}"), json))
        }
        PictureCommand::List { right } => {
            let found = find(store, &right).await?;
            let lines: Vec<String> = found.pictures.iter().map(line).collect();
            let text = if lines.is_empty() { format!("{right} has no pictures") } else { lines.join("\n") };
            let pictures: Vec<Value> = found.pictures.iter().map(told).collect();
            Ok(Output::new(text, json!({"right": right.to_string(), "pictures": pictures})))
        }
        PictureCommand::Remove { right, picture } => {
            by().await?;
            let digest = remove_picture(store, &right, &picture).await?;
            let json = json!({"right": right.to_string(), "removed": digest.to_string()});
            Ok(Output::new(format!("{digest} is removed from {right}"), json))
        }
    }
}

fn line(picture: &RightPicture) -> String {
    let RightPicture { digest, role, quality, by, added_at, .. } = picture;
    format!("{role:<9} {digest} quality {quality} by {by} at {added_at}")
}

fn told(picture: &RightPicture) -> Value {
    json!({
        "sha256": picture.digest.to_string(),
        "role": picture.role.code(),
        "hash": Hash(picture.hash).to_string(),
        "quality": picture.quality,
        "by": picture.by.to_string(),
        "added_at": picture.added_at.to_string(),
    })
}
