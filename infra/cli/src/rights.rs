//! `right`: the register of rights.

use anyhow::{Context as _, bail, ensure};
use case::{Digest, PartyKey, RightKind, RightRef, Territory};
use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;
use port::{Clock, Committed, Registry};
use register::right::{By, History, Mandate, Right, RightStatus};
use serde_json::json;

use crate::said::{Said, facts};

#[derive(Debug, Subcommand)]
pub(crate) enum RightCommand {
    /// Adds a right, or replaces the one with its kind, office and number.
    Add(Box<NewRight>),
    /// Shows a right, e.g. trademark/EM/018999001.
    Show {
        /// Kind, office and number.
        right: RightRef,
    },
}

#[derive(Debug, Args)]
pub(crate) struct NewRight {
    /// Its kind: trademark, copyright, design, patent or `geographical_indication`.
    #[arg(long)]
    kind: RightKind,
    /// The office that registered it, as two letters, e.g. EM.
    #[arg(long)]
    office: String,
    /// Its registration number; only letters and digits count.
    #[arg(long)]
    number: String,
    /// What it protects, as the register words it.
    #[arg(long)]
    title: String,
    /// Its owner's name.
    #[arg(long)]
    owner: String,
    /// State in the register.
    #[arg(long)]
    status: Status,
    /// Last day of protection; none when it does not end.
    #[arg(long)]
    expires: Option<Date>,
    /// Territories that it covers, e.g. EU.
    #[arg(long, required = true, num_args = 1..)]
    territory: Vec<Territory>,
    /// Nice classes that it covers, e.g. 18 25.
    #[arg(long, num_args = 1.., value_parser = clap::value_parser!(u8).range(1..=45))]
    class: Vec<u8>,
    /// A mandate of an agent: address, and if limited its last day and marketplaces, apart by commas, e.g.
    /// `agent@ip.example,2027-01-31,demo`. Only the address's key is stored.
    #[arg(long, value_name = "MANDATE")]
    mandate: Vec<String>,
    /// Mail addresses of its owner's people, who may complain under it. Only their keys are stored.
    #[arg(long, required = true, num_args = 1.., value_name = "EMAIL")]
    holder: Vec<String>,
    /// The filing code that the brand account's people know. Only its digest is stored.
    #[arg(long, value_name = "CODE")]
    filing_code: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Status {
    Pending,
    Registered,
    Ended,
}

impl From<Status> for RightStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Pending => Self::Pending,
            Status::Registered => Self::Registered,
            Status::Ended => Self::Ended,
        }
    }
}

pub(crate) async fn run<R: Registry, C: Clock>(
    command: RightCommand,
    registry: &R,
    clock: &C,
) -> anyhow::Result<Said> {
    match command {
        RightCommand::Add(new) => {
            let mut right = new.right(History::submitted(By::Operator, clock.now()))?;
            let there = registry.rights(std::slice::from_ref(&right.right)).await?.pop().flatten();
            right.version = there.map_or(0, |there| there.version);
            let name = right.right.to_string();
            if registry.put_right(&right).await? == Committed::Conflict {
                bail!("somebody else has changed {name} meanwhile; try again");
            }
            Ok(Said::new(format!("right {name} is registered"), json!({"right": name})))
        }
        RightCommand::Show { right } => {
            let found = registry.rights(std::slice::from_ref(&right)).await?.pop().flatten();
            Ok(show(&found.with_context(|| format!("the register has no right {right}"))?))
        }
    }
}

impl NewRight {
    fn right(&self, history: History) -> anyhow::Result<Right> {
        for address in &self.holder {
            ensure!(
                notice::is_mail_address(address),
                "--holder must be mail addresses, e.g. ip@brand.example"
            );
        }
        let code = self.filing_code.as_deref().map(str::trim);
        ensure!(code != Some(""), "--filing-code must not be empty");
        let right = RightRef::new(self.kind, &self.office, &self.number)?;
        Ok(Right {
            status: self.status.into(),
            expires_on: self.expires,
            territories: self.territory.clone(),
            classes: self.class.clone(),
            mandates: self.mandate.iter().map(|text| mandate(text)).collect::<anyhow::Result<_>>()?,
            holders: self.holder.iter().map(|address| PartyKey::of_address(address)).collect(),
            filing_code: code.map(|code| Digest::of(code.as_bytes())),
            ..Right::submitted(right, self.title.clone(), self.owner.clone(), history)
        })
    }
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

/// The holders are only counted: their keys stand for persons.
fn show(right: &Right) -> Said {
    let status = right.status.code();
    let territories: Vec<String> = right.territories.iter().map(ToString::to_string).collect();
    let expires = right.expires_on.map(|day| day.to_string());
    let text = facts(&[
        ("right", right.right.to_string()),
        ("title", right.title.clone()),
        ("owner", right.owner.clone()),
        ("status", status.to_owned()),
        ("expires", expires.clone().unwrap_or_else(|| "never".to_owned())),
        ("territories", territories.join(" ")),
        ("classes", right.classes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")),
        ("holders", right.holders.len().to_string()),
        ("mandates", right.mandates.len().to_string()),
        ("filing code", if right.filing_code.is_some() { "set" } else { "none" }.to_owned()),
    ]);
    let json = json!({
        "right": right.right.to_string(),
        "title": right.title,
        "owner": right.owner,
        "status": status,
        "expires_on": expires,
        "territories": territories,
        "classes": right.classes,
        "holders": right.holders.len(),
        "mandates": right.mandates.len(),
        "has_filing_code": right.filing_code.is_some(),
    });
    Said::new(text, json)
}

#[cfg(test)]
mod tests {
    use testkit::sample;
    use testkit::world::World;

    use super::*;
    use crate::Command;
    use crate::tests::parsed;

    async fn asked(world: &World, line: &str) -> anyhow::Result<Said> {
        let Command::Right(command) = parsed(line).unwrap() else { panic!("{line}") };
        run(command, world, world).await
    }

    #[tokio::test]
    async fn a_right_is_registered_and_shown_without_its_holders() {
        let world = World::new();
        let add = "right add --kind trademark --office em --number 018-999-001 --title NORTHLIGHT --owner \
                   Northlight --status registered --expires 2033-05-01 --territory EU --class 18 25 --holder \
                   brand@northlight.example --filing-code NORTH-LIGHT-4711";
        asked(&world, add).await.unwrap();
        let history = History::submitted(By::Operator, world.now());
        let expected =
            Right { owner: "Northlight".to_owned(), form: None, history, version: 1, ..sample::right() };
        assert_eq!(world.look().rights.values().collect::<Vec<_>>(), [&expected]);

        let said = asked(&world, "right show trademark/EM/018999001").await.unwrap();
        assert_eq!(said.json["holders"], 1);
        assert!(said.text.contains("expires      2033-05-01"), "{}", said.text);
        let key = PartyKey::of_address(sample::HOLDER).to_string();
        for output in [said.text.clone(), said.json.to_string()] {
            assert!(!output.contains(&key) && !output.contains("4711"), "{output}");
        }
    }

    #[tokio::test]
    async fn a_wrong_right_is_refused() {
        let world = World::new();
        let with = |office: &str, holder: &str| {
            format!(
                "right add --kind design --office {office} --number 1 --title t --owner o --status pending \
                 --territory EU --holder {holder}"
            )
        };
        let error = asked(&world, &with("EUIPO", "a@b.example")).await.unwrap_err().to_string();
        assert!(error.contains("office must be two letters"), "{error}");
        let error = asked(&world, &with("EM", "nobody")).await.unwrap_err().to_string();
        assert!(error.contains("--holder must be mail addresses"), "{error}");
        let error = asked(&world, "right show design/EM/1").await.unwrap_err().to_string();
        assert_eq!(error, "the register has no right design/EM/1");
    }
}
