//! `right import`: what offices' own files say, taken over into the register.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context as _, bail, ensure};
use case::{AccountId, PartyKey, RightKind, RightRef};
use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use port::{Accounts, Committed, Registry, RightIndex};
use register::office::{self, OfficeRecord};
use register::right::{
    By, CheckCode, Command, Finding, History, LONGEST_TEXT, MOST_OTHERS, MarkForm, OfficeSays, Outcome,
    Recorded, Right, State, checks, decide,
};
use serde_json::json;

use super::store::{read, schedule};
use crate::output::Output;
use crate::register::explained;

/// Rights loaded in one request.
const CHUNK: usize = 100;

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// Files of offices: XML of EUIPO or of the USPTO's TSDR (also in a ZIP), CSV, XLSX.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The owner's name, for new rights whose record names none, as in EUIPO's open data.
    #[arg(long)]
    owner: Option<String>,
    /// Mail addresses of the owner's people, for rights that are new. Only their keys are stored.
    #[arg(long, num_args = 1.., value_name = "EMAIL")]
    holder: Vec<String>,
    /// The brand account that new rights belong to.
    #[arg(long)]
    account: Option<AccountId>,
}

impl Import {
    /// Takes the records of all files over, or, when one cannot be read, none. A right that is there keeps what its
    /// owner stated, and its documents, mandates, sellers and history. What the office says stands beside it; status,
    /// last day, territories and form are the office's.
    pub(super) async fn run<S>(&self, store: &S, now: Timestamp) -> anyhow::Result<Output>
    where
        S: Registry + RightIndex + Accounts,
    {
        self.check()?;
        let records = self.records().context("nothing is imported")?;
        if let Some(account) = &self.account {
            store.account(account).await?.with_context(|| format!("there is no account {account}"))?;
        }
        let mut rights = Vec::new();
        let (mut added, mut updated, mut unchanged, mut ownerless) = (0_usize, 0_usize, 0_usize, Vec::new());
        for chunk in records.chunks(CHUNK) {
            let names: Vec<RightRef> = chunk.iter().map(|(name, _)| name.clone()).collect();
            for ((name, record), there) in chunk.iter().zip(store.rights(&names).await?) {
                let Some(right) = self.taken(name, record, there.as_ref(), now)? else {
                    ownerless.push(name);
                    continue;
                };
                match there {
                    Some(there) if there == right => unchanged += 1,
                    there => {
                        *if there.is_some() { &mut updated } else { &mut added } += 1;
                        rights.push(right);
                    }
                }
            }
        }
        if let [first, others @ ..] = &ownerless[..] {
            bail!(
                "nothing is imported: the records of {first} and {} others name no owner, as EUIPO's open data does \
                 not; give the owner of all new rights by --owner",
                others.len()
            );
        }
        for right in rights {
            if store.put_right(&right).await? == Committed::Conflict {
                bail!("somebody else has changed {} meanwhile; import the files again", right.right);
            }
        }
        let text = format!("{added} rights added, {updated} updated, {unchanged} as they were");
        Ok(Output::new(text, json!({"added": added, "updated": updated, "unchanged": unchanged})))
    }

    fn check(&self) -> anyhow::Result<()> {
        let addresses = self.holder.iter().all(|address| notice::is_mail_address(address));
        ensure!(addresses, "--holder must be mail addresses, e.g. ip@brand.example");
        ensure!(self.holder.len() <= MOST_OTHERS, "--holder may be given at most {MOST_OTHERS} times");
        if let Some(owner) = &self.owner {
            let fits = (1..=LONGEST_TEXT).contains(&owner.trim().chars().count());
            ensure!(fits, "--owner must have 1 to {LONGEST_TEXT} characters");
        }
        Ok(())
    }

    /// The records of all files; of a right that has several, the one of the latest state.
    fn records(&self) -> anyhow::Result<Vec<(RightRef, OfficeRecord)>> {
        let mut records: BTreeMap<RightRef, OfficeRecord> = BTreeMap::new();
        for path in &self.files {
            let found = office::read(&read(path)?).map_err(|error| explained(&error));
            for record in found.with_context(|| path.display().to_string())? {
                let name =
                    record.right().with_context(|| format!("{}: a right has no name", path.display()))?;
                if records.get(&name).is_none_or(|there| there.status_on <= record.status_on) {
                    records.insert(name, record);
                }
            }
        }
        Ok(records.into_iter().collect())
    }

    /// The right as it is from now on; `None` for a new one whose owner nobody names.
    fn taken(
        &self,
        name: &RightRef,
        record: &OfficeRecord,
        there: Option<&Right>,
        now: Timestamp,
    ) -> anyhow::Result<Option<Right>> {
        let today = now.to_zoned(TimeZone::UTC).date();
        let base = match there {
            Some(there) => there.clone(),
            None => match record.owner().or_else(|| self.owner.clone()) {
                Some(owner) => self.submitted(name, record, &owner, now),
                None => return Ok(None),
            },
        };
        let mut right = base.clone();
        let says = record.says(today);
        right.status = says.status;
        // The last day may not be known, and then is not "never".
        right.expires_on = says.expires_on.or(base.expires_on);
        if !record.territories.is_empty() {
            right.territories = record.territories.iter().copied().take(MOST_OTHERS).collect();
        }
        right.form =
            form(record).filter(|form| *form != MarkForm::Other || base.form.is_none()).or(base.form);
        let same = |known: &OfficeSays| OfficeSays { read_on: today, ..known.clone() } == says;
        if !base.office.as_ref().is_some_and(same) {
            right.office = Some(says);
        }
        if there.is_none() || right.expires_on != base.expires_on {
            schedule(&mut right, today);
        }
        // What the desk verified is not what the office has.
        let before = contradictions(&base, today);
        if *right.history.state() == State::Verified
            && contradictions(&right, today).iter().any(|finding| !before.contains(finding))
            && let Some(event) = decide(&right, &By::Operator, &Command::Submit, now)?
        {
            right.history = right.history.evolve(Recorded { at: now, by: By::Operator, event })?;
        }
        Ok(Some(right))
    }

    /// A new right, as the office words it.
    fn submitted(&self, name: &RightRef, record: &OfficeRecord, owner: &str, now: Timestamp) -> Right {
        let vienna = record.vienna.iter().filter_map(|code| code.parse().ok());
        let others = record.verbal_elements.iter().filter(|words| **words != record.title);
        Right {
            names: others.map(|words| within(words)).take(MOST_OTHERS).collect(),
            classes: record.classes.clone(),
            vienna: vienna.take(MOST_OTHERS).collect(),
            holders: self.holder.iter().map(|address| PartyKey::of_address(address)).collect(),
            account: self.account.clone(),
            ..Right::submitted(
                name.clone(),
                within(&record.title),
                within(owner),
                History::submitted(By::Operator, now),
            )
        }
    }
}

/// The form of a mark; a design has none.
fn form(record: &OfficeRecord) -> Option<MarkForm> {
    (record.kind == RightKind::Trademark).then_some(record.form)
}

/// A text, cut where it is longer than a right's may be.
fn within(text: &str) -> String {
    text.trim().chars().take(LONGEST_TEXT).collect()
}

/// Where the office's record names another owner, or not all classes.
fn contradictions(right: &Right, today: Date) -> Vec<Finding> {
    let compared = |code| matches!(code, CheckCode::OwnerName | CheckCode::ClassPage);
    let all = checks(right, &[], today).into_iter();
    all.filter(|check| compared(check.code) && check.outcome == Outcome::Failed)
        .map(|check| check.finding())
        .collect()
}
