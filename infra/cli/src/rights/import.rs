//! `right import`: what offices' own files say, taken over into the register.

use std::path::PathBuf;

use anyhow::{Context as _, bail, ensure};
use app::register::{self, ImportError, Imported};
use case::{AccountId, RightRef};
use clap::Args;
use jiff::Timestamp;
use offices::OfficeRecord;
use port::{Accounts, Registry, Subjects};
use serde_json::json;

use super::file::read;
use crate::output::Output;
use crate::parties::parties_of;
use crate::register::explained;

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// Files of offices: XML of EUIPO or of the USPTO's TSDR (also in a ZIP), CSV, XLSX.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The owner's name, for new rights whose record names none, as in EUIPO's open data.
    #[arg(long)]
    owner: Option<String>,
    /// Mail addresses of the owner's people, for rights that are new. Only their party ids are stored.
    #[arg(long, num_args = 1.., value_name = "EMAIL")]
    holder: Vec<String>,
    /// The brand account that new rights belong to.
    #[arg(long)]
    account: Option<AccountId>,
}

impl Import {
    /// Takes the records of all files over, or, when one cannot be read, none.
    pub(super) async fn run<S>(self, store: &S, now: Timestamp) -> anyhow::Result<Output>
    where
        S: Registry + Accounts + Subjects,
    {
        let addresses = self.holder.iter().all(|address| notice::is_mail_address(address));
        ensure!(addresses, "--holder must be mail addresses, e.g. ip@brand.example");
        let records = records(&self.files).context("nothing is imported")?;
        let with = register::Import {
            owner: self.owner,
            holders: parties_of(store, &self.holder).await?,
            account: self.account,
        };
        let done = match register::import(store, records, &with, now).await {
            Err(error @ ImportError::Ownerless { .. }) => {
                bail!("{error}; give the owner of all new rights by --owner")
            }
            done => done?,
        };
        let Imported { added, updated, unchanged } = done;
        let text = format!("{added} rights added, {updated} updated, {unchanged} as they were");
        Ok(Output::new(text, json!({"added": added, "updated": updated, "unchanged": unchanged})))
    }
}

/// The records of all files.
fn records(files: &[PathBuf]) -> anyhow::Result<Vec<(RightRef, OfficeRecord)>> {
    let mut records = Vec::new();
    for path in files {
        let found = offices::read(&read(path)?).map_err(|error| explained(&error));
        for record in found.with_context(|| path.display().to_string())? {
            let name = record.right().with_context(|| format!("{}: a right has no name", path.display()))?;
            records.push((name, record));
        }
    }
    Ok(records)
}
