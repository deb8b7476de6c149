//! `right import`: what offices say, taken over into the register.

use std::path::PathBuf;

use anyhow::{Context as _, bail, ensure};
use case::{AccountId, PartyKey, RightRef, Territory};
use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use port::{Accounts, Committed, Registry, RightIndex};
use register::right::{
    By, History, LONGEST_TEXT, MOST_OTHERS, MarkForm, OfficeSays, Right, RightStatus, ViennaCode,
};
use serde_json::{Value, json};

use super::store::{known, schedule};
use crate::said::Said;

/// The most records of one file.
const MOST_RECORDS: usize = 100_000;
/// The longest line of a file of records, in bytes.
const LONGEST_LINE: usize = 64 * 1024;

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// Records of rights, one JSON object a line: `right`, `title`, `owner`, `status`, and where the office
    /// gives them `form`, `names`, `expires_on`, `classes`, `vienna`, `territories`.
    pub(super) file: PathBuf,
    /// Mail addresses of the owner's people, for rights that are new. Only their keys are stored.
    #[arg(long, num_args = 1.., value_name = "EMAIL")]
    holder: Vec<String>,
    /// The brand account that new rights belong to.
    #[arg(long)]
    account: Option<AccountId>,
}

/// What an office's record says of one right, whatever file it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OfficeExtract {
    /// Kind, office, number.
    pub(crate) right: RightRef,
    /// What it protects, in the office's words.
    pub(crate) title: String,
    /// Form of the mark.
    pub(crate) form: Option<MarkForm>,
    /// The other members of a series.
    pub(crate) names: Vec<String>,
    /// The owner's name.
    pub(crate) owner: String,
    /// The right's state.
    pub(crate) status: RightStatus,
    /// Last day of protection.
    pub(crate) expires_on: Option<Date>,
    /// Nice classes.
    pub(crate) classes: Vec<u8>,
    /// Vienna codes.
    pub(crate) vienna: Vec<ViennaCode>,
    /// Territories in which it has effect, WIPO designations among them.
    pub(crate) territories: Vec<Territory>,
}

/// The records in a file of JSON lines.
pub(super) fn records(bytes: &[u8]) -> anyhow::Result<Vec<OfficeExtract>> {
    let text = std::str::from_utf8(bytes).context("the file is not UTF-8 text")?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let mut records = Vec::new();
    for (number, line) in lines {
        ensure!(records.len() < MOST_RECORDS, "the file has more than {MOST_RECORDS} records");
        let at = || format!("line {}", number + 1);
        ensure!(line.len() <= LONGEST_LINE, "{} is longer than {LONGEST_LINE} bytes", at());
        records.push(record(line).with_context(at)?);
    }
    ensure!(!records.is_empty(), "the file has no record");
    Ok(records)
}

fn record(line: &str) -> anyhow::Result<OfficeExtract> {
    // What stands in the line is not repeated in an error.
    let Ok(Value::Object(fields)) = serde_json::from_str(line) else { bail!("is not a JSON object") };
    let known = [
        "right",
        "title",
        "form",
        "names",
        "owner",
        "status",
        "expires_on",
        "classes",
        "vienna",
        "territories",
    ];
    if fields.keys().any(|name| !known.contains(&name.as_str())) {
        bail!("has a field that is none of {}", known.join(", "));
    }
    let text = |name: &'static str| match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.chars().count() <= LONGEST_TEXT => Ok(Some(text.trim())),
        Some(_) => bail!("{name} must be text of at most {LONGEST_TEXT} characters"),
    };
    let needed = |name: &'static str| {
        let given = text(name)?.filter(|text| !text.is_empty());
        given.with_context(|| format!("{name} is missing"))
    };
    let list = |name: &'static str| match fields.get(name) {
        None | Some(Value::Null) => Ok([].as_slice()),
        Some(Value::Array(values)) if values.len() <= MOST_OTHERS => Ok(values.as_slice()),
        Some(_) => bail!("{name} must be a list of at most {MOST_OTHERS}"),
    };
    let texts = |name: &'static str| -> anyhow::Result<Vec<&str>> {
        let texts = list(name)?.iter().map(|value| value.as_str().filter(|text| text.len() <= 1_000));
        texts.collect::<Option<_>>().with_context(|| format!("{name} must be a list of texts"))
    };
    let classes = list("classes")?.iter().map(|value| {
        let class = value.as_u64().and_then(|class| u8::try_from(class).ok());
        class.filter(|class| (1..=45).contains(class))
    });
    let status = needed("status")?;
    Ok(OfficeExtract {
        right: needed("right")?.parse().context("right")?,
        title: needed("title")?.to_owned(),
        form: text("form")?.map(str::parse).transpose().context("form")?,
        names: texts("names")?.into_iter().map(str::to_owned).collect(),
        owner: needed("owner")?.to_owned(),
        status: RightStatus::ALL
            .into_iter()
            .find(|known| known.code() == status && *known != RightStatus::Unregistered)
            .context("status must be pending, registered or ended")?,
        expires_on: text("expires_on")?.map(str::parse).transpose().context("expires_on must be a day")?,
        classes: classes.collect::<Option<_>>().context("classes must be numbers from 1 to 45")?,
        vienna: texts("vienna")?.into_iter().map(str::parse).collect::<Result<_, _>>().context("vienna")?,
        territories: texts("territories")?
            .into_iter()
            .map(str::parse)
            .collect::<Result<_, _>>()
            .context("territories")?,
    })
}

impl Import {
    /// Takes records over. A right that is there keeps what its owner stated; what the office says stands
    /// beside it, and status and last day are the office's.
    pub(super) async fn take<S>(
        &self,
        records: Vec<OfficeExtract>,
        store: &S,
        now: Timestamp,
    ) -> anyhow::Result<Said>
    where
        S: Registry + RightIndex + Accounts,
    {
        for address in &self.holder {
            ensure!(
                notice::is_mail_address(address),
                "--holder must be mail addresses, e.g. ip@brand.example"
            );
        }
        if let Some(account) = &self.account {
            store.account(account).await?.with_context(|| format!("there is no account {account}"))?;
        }
        let (mut added, mut updated, mut unchanged) = (0_usize, 0_usize, 0_usize);
        for record in records {
            let name = record.right.clone();
            let there = known(store, &name).await?;
            let count = if there.is_some() { &mut updated } else { &mut added };
            let right = self.taken(record, there.as_ref(), now);
            if there.as_ref() == Some(&right) {
                unchanged += 1;
                continue;
            }
            *count += 1;
            if store.put_right(&right).await? == Committed::Conflict {
                bail!("somebody else has changed {name} meanwhile; import the file again");
            }
        }
        let text = format!("{added} rights added, {updated} updated, {unchanged} as they were");
        Ok(Said::new(text, json!({"added": added, "updated": updated, "unchanged": unchanged})))
    }

    fn taken(&self, record: OfficeExtract, there: Option<&Right>, now: Timestamp) -> Right {
        let today = now.to_zoned(TimeZone::UTC).date();
        let mut right = there.cloned().unwrap_or_else(|| Right {
            form: record.form,
            names: record.names,
            classes: record.classes.clone(),
            vienna: record.vienna,
            territories: record.territories,
            holders: self.holder.iter().map(|address| PartyKey::of_address(address)).collect(),
            account: self.account.clone(),
            ..Right::submitted(
                record.right,
                record.title,
                record.owner.clone(),
                History::submitted(By::Operator, now),
            )
        });
        let says = OfficeSays {
            owner: record.owner,
            status: record.status,
            expires_on: record.expires_on,
            classes: record.classes,
            read_on: today,
        };
        let same = |known: &OfficeSays| OfficeSays { read_on: today, ..known.clone() } == says;
        if !right.office.as_ref().is_some_and(same) {
            right.office = Some(says);
        }
        right.status = record.status;
        if there.is_none() || right.expires_on != record.expires_on {
            right.expires_on = record.expires_on;
            schedule(&mut right, today);
        }
        right
    }
}
