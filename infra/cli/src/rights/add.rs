//! `right add`.

use anyhow::{Context as _, bail, ensure};
use case::{AccountId, Digest, PartyKey, RightKind, RightRef, Territory};
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use port::{Accounts, Committed, Registry, RightIndex};
use register::right::{
    By, Command, History, LONGEST_TEXT, Likeness, MOST_OTHERS, Mandate, MarkForm, Recorded, Right,
    RightStatus, State, ViennaCode, compare_owners, decide, unnumbered,
};
use serde_json::json;

use super::store::{known, schedule};
use crate::output::Output;

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
    #[arg(long)]
    expires: Option<Date>,
    /// Territories that it covers, those designated through WIPO among them, e.g. EU.
    #[arg(long, required = true, num_args = 1..)]
    territory: Vec<Territory>,
    /// Nice classes that it covers, e.g. 18 25.
    #[arg(long, num_args = 1.., value_parser = clap::value_parser!(u8).range(1..=45))]
    class: Vec<u8>,
    /// Vienna codes of its picture, e.g. 26.04.09.
    #[arg(long, num_args = 1..)]
    vienna: Vec<ViennaCode>,
    /// A mandate of an agent: address, and if limited its last day and marketplaces, apart by commas, e.g.
    /// `agent@ip.example,2027-01-31,demo`. Only the address's key is stored. See also `right mandate`.
    #[arg(long, value_name = "MANDATE")]
    mandate: Vec<String>,
    /// Mail addresses of its owner's people, who may complain under it. Only their keys are stored.
    #[arg(long, required = true, num_args = 1.., value_name = "EMAIL")]
    holder: Vec<String>,
    /// The filing code that the brand account's people know. Only its digest is stored.
    #[arg(long, value_name = "CODE")]
    filing_code: Option<String>,
    /// The brand account that it belongs to: its address is reminded of the renewal.
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
    S: Registry + RightIndex + Accounts,
{
    new.check()?;
    let reference = new.reference()?;
    if let Some(account) = &new.account {
        store.account(account).await?.with_context(|| format!("there is no account {account}"))?;
    }
    let there = known(store, &reference).await?;
    let mut right = new.over(there.as_ref(), reference, now)?;
    if there.as_ref().is_none_or(|there| there.expires_on != right.expires_on) {
        schedule(&mut right, now.to_zoned(TimeZone::UTC).date());
    }
    let name = right.right.to_string();
    if there.as_ref() != Some(&right) && store.put_right(&right).await? == Committed::Conflict {
        bail!("somebody else has changed {name} meanwhile; try again");
    }
    let state = right.standing(now.to_zoned(TimeZone::UTC).date()).code();
    let text = format!("right {name} is in the register, {state}");
    Ok(Output::new(text, json!({"right": name, "state": state})))
}

impl NewRight {
    fn check(&self) -> anyhow::Result<()> {
        for address in &self.holder {
            ensure!(
                notice::is_mail_address(address),
                "--holder must be mail addresses, e.g. ip@brand.example"
            );
        }
        ensure!(self.code() != Some(""), "--filing-code must not be empty");
        for (option, text) in [("--title", &self.title), ("--owner", &self.owner)] {
            let length = text.trim().chars().count();
            ensure!(
                (1..=LONGEST_TEXT).contains(&length),
                "{option} must have 1 to {LONGEST_TEXT} characters"
            );
        }
        let names = self.names.iter().all(|name| (1..=200).contains(&name.trim().chars().count()));
        ensure!(names, "--name must have 1 to 200 characters");
        for (option, count) in [
            ("--name", self.names.len()),
            ("--territory", self.territory.len()),
            ("--vienna", self.vienna.len()),
            ("--holder", self.holder.len()),
        ] {
            ensure!(count <= MOST_OTHERS, "{option} may be given at most {MOST_OTHERS} times");
        }
        Ok(())
    }

    fn code(&self) -> Option<&str> {
        self.filing_code.as_deref().map(str::trim)
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

    /// The right as it is from now on. Documents, mandates, sellers and history of what is there stay.
    fn over(&self, there: Option<&Right>, right: RightRef, now: Timestamp) -> anyhow::Result<Right> {
        let base = there.cloned().unwrap_or_else(|| {
            let history = History::submitted(By::Operator, now);
            Right::submitted(right, self.title.clone(), self.owner.clone(), history)
        });
        let mut next = Right {
            title: self.title.trim().to_owned(),
            form: self.form.or(base.form),
            names: self.names.iter().map(|name| name.trim().to_owned()).collect(),
            classes: self.class.clone(),
            vienna: self.vienna.clone(),
            territories: self.territory.clone(),
            owner: self.owner.trim().to_owned(),
            status: self.status.into(),
            expires_on: self.expires,
            holders: self.holder.iter().map(|address| PartyKey::of_address(address)).collect(),
            filing_code: self.code().map(|code| Digest::of(code.as_bytes())),
            account: self.account.clone().or_else(|| base.account.clone()),
            ..base.clone()
        };
        // What the former owner allowed its agents is not the new one's word.
        if matches!(base.history.state(), State::Assigned { .. })
            || matches!(compare_owners(&next.owner, &base.owner), Likeness::Different(_))
        {
            next.revoke_mandates(None, now.to_zoned(TimeZone::UTC).date());
        }
        for text in &self.mandate {
            next.add_mandate(mandate(text)?)?;
        }
        if there.is_some() && facts(&next) != facts(&base) {
            let submitted = decide(&next, &By::Operator, &Command::Submit, now)?;
            if let Some(event) = submitted {
                next.history = next.history.evolve(Recorded { at: now, by: By::Operator, event })?;
            }
        }
        Ok(next)
    }
}

/// What the desk verifies of a right. Who may act under it is not among it.
fn facts(right: &Right) -> impl PartialEq + use<> {
    (
        (right.title.clone(), right.form, right.names.clone(), right.owner.clone()),
        (right.classes.clone(), right.vienna.clone(), right.territories.clone()),
        (right.status, right.expires_on),
    )
}

fn mandate(text: &str) -> anyhow::Result<Mandate> {
    let mut parts = text.split(',').map(str::trim);
    let agent = parts.next().filter(|address| notice::is_mail_address(address));
    let agent =
        agent.context("--mandate must begin with a mail address, e.g. agent@ip.example,2027-01-31")?;
    let mut mandate = Mandate {
        agent: PartyKey::of_address(agent),
        claims: Vec::new(),
        marketplaces: Vec::new(),
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
