//! `right list` and `right reminders`.

use anyhow::ensure;
use app::register::{RightFilter, list, note_reminded, to_remind};
use case::{AccountId, RightRef};
use clap::Args;
use jiff::ToSpan as _;
use jiff::civil::Date;
use port::{Accounts, Registry, RightIndex};
use register::Right;
use register::right::RightState;
use serde_json::json;

use super::show::join;
use crate::output::{Output, table};

/// The states of a right.
const STATES: [RightState; 6] = [
    RightState::Submitted,
    RightState::Verified,
    RightState::Rejected,
    RightState::Expired,
    RightState::Surrendered,
    RightState::Assigned,
];

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Only those in this state: submitted, verified, rejected, expired, surrendered or assigned.
    #[arg(long, value_parser = ["submitted", "verified", "rejected", "expired", "surrendered", "assigned"])]
    state: Option<String>,
    /// Only those of this account.
    #[arg(long)]
    account: Option<AccountId>,
    /// At most how many are looked at.
    #[arg(long, default_value_t = 10_000)]
    most: u32,
}

#[derive(Debug, Args)]
pub(crate) struct Reminders {
    /// Those due within how many days.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=3_650))]
    within: u16,
    /// Notes that the owner of this right was reminded: it is listed again when the next reminder is due.
    #[arg(long, value_name = "RIGHT")]
    done: Option<RightRef>,
}

impl List {
    pub(super) async fn run<S: Registry + RightIndex + Accounts>(
        self,
        store: &S,
        today: Date,
    ) -> anyhow::Result<Output> {
        if let Some(account) = &self.account {
            ensure!(store.account(account).await?.is_some(), "there is no account {account}");
        }
        let state = self.state.and_then(|code| STATES.into_iter().find(|state| state.code() == code));
        let filter = RightFilter { state, account: self.account };
        let rights = list(store, &filter, self.most, today).await?;
        Ok(tell(&rights, today, "there are no such rights"))
    }
}

impl Reminders {
    pub(super) async fn run<S: Registry + RightIndex>(
        self,
        store: &S,
        today: Date,
    ) -> anyhow::Result<Output> {
        if let Some(right) = self.done {
            let next = note_reminded(store, &right, today).await?;
            let next = next.map(|day| day.to_string());
            let says = next
                .as_ref()
                .map_or_else(|| "no reminder is left".to_owned(), |day| format!("the next is due on {day}"));
            return Ok(Output::new(
                format!("{right}: {says}"),
                json!({"right": right.to_string(), "remind_on": next}),
            ));
        }
        let day = today.saturating_add(i64::from(self.within).days());
        let rights = to_remind(store, day).await?;
        Ok(tell(&rights, today, "no reminders are due"))
    }
}

fn tell(rights: &[Right], today: Date, none: &str) -> Output {
    let day = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let rows: Vec<Vec<String>> = rights
        .iter()
        .map(|right| {
            vec![
                right.right.to_string(),
                right.title.clone(),
                right.owner.clone(),
                right.state_on(today).code().to_owned(),
                join(&right.territories),
                day(right.expires_on),
                day(right.remind_on),
                right.account.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string),
            ]
        })
        .collect();
    let heads = ["right", "title", "owner", "state", "territories", "expires", "reminder", "account"];
    let json = rights.iter().map(|right| {
        json!({
            "right": right.right.to_string(),
            "title": right.title,
            "owner": right.owner,
            "status": right.status.code(),
            "state": right.state_on(today).code(),
            "territories": right.territories.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "expires_on": right.expires_on.map(|day| day.to_string()),
            "remind_on": right.remind_on.map(|day| day.to_string()),
            "account": right.account.as_ref().map(ToString::to_string),
        })
    });
    Output::new(table(&heads, &rows, none), json.collect())
}
