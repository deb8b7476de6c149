//! `right add`.

use anyhow::{Context as _, bail, ensure};
use app::register::{Submission, Submitted, submit};
use case::{AccountId, RightKind, RightRef, Territory};
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use port::{Accounts, Registry, Subjects};
use register::right::{Mandate, MarkForm, ReviewState, RightStatus, ViennaCode, unnumbered};
use serde_json::json;

use crate::day::day;
use crate::output::Output;
use crate::parties::parties_of;
use crate::territory::territory;

#[derive(Debug, Args)]
pub(crate) struct NewRight {
    /// Its kind: trademark, copyright, design, patent or `geographical_indication`.
    #[arg(long)]
    kind: RightKind,
    /// The office that registered it, as two letters, e.g. EM. Left out, with the number, for a right that no
    /// office has: it is named by its owner and title.
    #[arg(long, requires = "number")]
    office: Option<String>,
    /// Its registration number; only letters and digits count.
    #[arg(long, requires = "office")]
    number: Option<String>,
    /// What it protects, as the register words it.
    #[arg(long)]
    title: String,
    /// Form of the mark: word, figurative, combined, series, shape, colour, sound or other.
    #[arg(long)]
    form: Option<MarkForm>,
    /// Another word that it protects: a member of the series, the mark in another script.
    #[arg(long = "name", value_name = "NAME")]
    names: Vec<String>,
    /// Its owner's name.
    #[arg(long)]
    owner: String,
    /// State in the register.
    #[arg(long)]
    status: Status,
    /// Last day of protection; none when it does not end.
    #[arg(long, value_name = "DAY", value_parser = day)]
    expires: Option<Date>,
    /// Territories that it covers, those designated through WIPO among them, e.g. EU.
    #[arg(long, required = true, num_args = 1.., value_parser = territory)]
    territory: Vec<Territory>,
    /// Nice classes that it covers, e.g. 18 25.
    #[arg(long, num_args = 1.., value_parser = clap::value_parser!(u8).range(1..=45))]
    class: Vec<u8>,
    /// Vienna codes of its picture, e.g. 26.04.09.
    #[arg(long, num_args = 1..)]
    vienna: Vec<ViennaCode>,
    /// A mandate of an agency: its account and, if limited, its last day and marketplaces, separated by commas, e.g.
    /// `agents,2027-01-31,demo`. See also `right mandate`.
    #[arg(long, value_name = "MANDATE")]
    mandate: Vec<String>,
    #[command(flatten)]
    people: OwnersPeople,
}

/// Who may complain under it: one of the two is needed.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
struct OwnersPeople {
    /// Mail addresses of its owner's people, who may complain under it. Only their party ids are stored. Needed unless
    /// --account is given.
    #[arg(long, num_args = 1.., value_name = "EMAIL")]
    holder: Vec<String>,
    /// The account that it belongs to: its people may complain under it, and its address is reminded of the renewal.
    /// Needed unless --holder is given.
    #[arg(long)]
    account: Option<AccountId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Status {
    Pending,
    Registered,
    Ended,
    Unregistered,
}

impl From<Status> for RightStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Pending => Self::Pending,
            Status::Registered => Self::Registered,
            Status::Ended => Self::Ended,
            Status::Unregistered => Self::Unregistered,
        }
    }
}

pub(super) async fn add<S>(new: NewRight, store: &S, now: Timestamp) -> anyhow::Result<Output>
where
    S: Registry + Accounts + Subjects,
{
    let Submitted { right, before, changed } = submit(store, new.submission(store).await?, now).await?;
    let today = now.to_zoned(TimeZone::UTC).date();
    let (name, state) = (right.right.to_string(), right.state_on(today).code());
    let is_submitted = *right.history.state() == ReviewState::Submitted;
    let what = changed.join(", ");
    let text = match &before {
        None => format!("right {name} is in the register, {state}"),
        Some(ReviewState::Verified) if is_submitted => {
            format!(
                "right {name} was changed ({what}), and is verified no longer: it is to be verified again"
            )
        }
        Some(before) if is_submitted && *before != ReviewState::Submitted => {
            format!(
                "right {name} is submitted again{}",
                if what.is_empty() { what } else { format!(", changed: {what}") }
            )
        }
        Some(_) if what.is_empty() => format!("right {name} was in the register like this already, {state}"),
        Some(_) => format!("right {name} was changed ({what}); it is {state}"),
    };
    let text = match (right.right.kind(), right.form) {
        (RightKind::Trademark, None) => {
            format!("{text}\nstate its form, e.g. --form word: until then titles that name it go to a person")
        }
        _ => text,
    };
    let json = json!({"right": name, "state": state, "new": before.is_none(), "changed": changed});
    Ok(Output::new(text, json))
}

impl NewRight {
    async fn submission<S: Subjects>(self, store: &S) -> anyhow::Result<Submission> {
        let right = self.reference()?;
        let addresses = self.people.holder.iter().all(|address| notice::is_mail_address(address));
        ensure!(addresses, "--holder must be mail addresses, e.g. ip@brand.example");
        let mut mandates = Vec::new();
        for text in &self.mandate {
            mandates.push(mandate(text)?);
        }
        Ok(Submission {
            right,
            form: self.form,
            names: self.names,
            status: self.status.into(),
            expires_on: self.expires,
            territories: self.territory,
            classes: self.class,
            vienna: self.vienna,
            mandates,
            holders: parties_of(store, &self.people.holder).await?,
            account: self.people.account,
            title: self.title,
            owner: self.owner,
        })
    }

    fn reference(&self) -> anyhow::Result<RightRef> {
        let unregistered = self.status == Status::Unregistered;
        match (&self.office, &self.number) {
            (Some(office), Some(number)) => {
                ensure!(!unregistered, "a right with --office and --number is not unregistered");
                Ok(RightRef::new(self.kind, office, number)?)
            }
            (None, None) => {
                ensure!(
                    unregistered,
                    "--office and --number are missing; without them, --status unregistered"
                );
                Ok(unnumbered(self.kind, &self.owner, &self.title)?)
            }
            (Some(_), None) | (None, Some(_)) => bail!("--office and --number go together"),
        }
    }
}

fn mandate(text: &str) -> anyhow::Result<Mandate> {
    let mut parts = text.split(',').map(str::trim);
    let agent = parts.next().unwrap_or_default().parse();
    let agent = agent.context("--mandate must begin with an account, e.g. agents,2027-01-31")?;
    let mut mandate = Mandate {
        agent,
        claims: Vec::new(),
        marketplaces: Vec::new(),
        given_on: None,
        until: None,
        revoked_on: None,
        document: None,
    };
    for part in parts {
        match part.parse::<Date>() {
            Ok(day) => mandate.until = Some(day),
            Err(_) => mandate.marketplaces.push(part.parse()?),
        }
    }
    Ok(mandate)
}
