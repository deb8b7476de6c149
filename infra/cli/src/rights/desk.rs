//! `right check`, `verify`, `override`, `reject`, `surrender`, `assign`: the desk's work on rights.

use ::register::right::{CheckCode, CommandError, Outcome, RejectCode};
use anyhow::anyhow;
use app::register::{self, Checked, Decision, ReviewError};
use case::{ReviewerId, RightRef};
use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use port::{Registry, RightIndex};
use serde_json::{Value, json};

use crate::output::{Output, table};

/// What every decision names.
#[derive(Debug, Args)]
pub(crate) struct Decided {
    /// The right.
    right: RightRef,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    decided: Decided,
    /// What was looked at and found good: every code that `right check` lists for this kind of right.
    #[arg(long, num_args = 1.., value_name = "CODE")]
    confirm: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Override {
    #[command(flatten)]
    decided: Decided,
    /// The failed check, e.g. `owner_name`.
    #[arg(long)]
    check: CheckCode,
    /// Why it is no obstacle.
    #[arg(long, default_value = "")]
    why: String,
}

#[derive(Debug, Args)]
pub(crate) struct Reject {
    #[command(flatten)]
    decided: Decided,
    /// Why, e.g. `class_page_missing`.
    #[arg(long)]
    code: RejectCode,
}

#[derive(Debug, Args)]
pub(crate) struct Assign {
    #[command(flatten)]
    decided: Decided,
    /// The new owner's name.
    #[arg(long)]
    to: String,
}

pub(super) async fn check<S: Registry + RightIndex>(
    right: &RightRef,
    store: &S,
    today: Date,
) -> anyhow::Result<Output> {
    let Checked { right, checks } = register::check(store, right, today).await?;
    let rows: Vec<Vec<String>> = checks
        .iter()
        .map(|check| {
            let outcome = match check.outcome {
                Outcome::Failed if right.history.overrides().any(|(_, it)| it == check.finding()) => {
                    "overridden"
                }
                outcome => outcome.code(),
            };
            let remedy = check.remedy.unwrap_or_default();
            vec![check.code.to_string(), outcome.to_owned(), check.compared.clone(), remedy.to_owned()]
        })
        .collect();
    let checklist = policy::checklist(right.right.kind());
    let asks: Vec<Vec<String>> =
        checklist.iter().map(|item| vec![item.code.to_owned(), item.asks.to_owned()]).collect();
    let text = format!(
        "{}\n{}",
        table(&["check", "outcome", "compared", "remedy"], &rows, "no checks"),
        table(&["to confirm", "question"], &asks, "nothing")
    );
    let json = json!({
        "right": right.right.to_string(),
        "checks": checks.iter().map(|check| json!({
            "check": check.code.code(),
            "outcome": check.outcome.code(),
            "overridden": right.history.overrides().any(|(_, it)| it == check.finding()),
            "compared": check.compared,
            "remedy": check.remedy,
        })).collect::<Vec<_>>(),
        "confirm": checklist.iter().map(|item| json!({"code": item.code, "asks": item.asks}))
            .collect::<Vec<Value>>(),
    });
    Ok(Output::new(text, json))
}

/// Records a decision. Tells whether anything changed.
async fn decided<S: Registry + RightIndex>(
    store: &S,
    Decided { right }: &Decided,
    by: &ReviewerId,
    decision: Decision,
    now: Timestamp,
) -> anyhow::Result<Output> {
    let done =
        register::decide(store, right, decision, by, now).await.map_err(|error| explained(error, right))?;
    let state = done.state;
    let text = if done.changed {
        format!("right {right} is {state}")
    } else {
        format!("right {right} was {state} already; nothing changed")
    };
    Ok(Output::new(text, json!({"right": right.to_string(), "state": state, "changed": done.changed})))
}

/// A refusal with the command that is the way out.
fn explained(error: ReviewError, right: &RightRef) -> anyhow::Error {
    match &error {
        ReviewError::Refused { source: refused @ CommandError::NeedsOverride(open), .. } => {
            let commands =
                open.iter().map(|check| format!("\n  goodfaith right override {right} --check {check}"));
            let commands: String = commands.collect();
            anyhow!("{error}: {refused}; a second reviewer runs:{commands}")
        }
        ReviewError::Refused { source: refused @ CommandError::NotNow { state, .. }, .. } => {
            let way_out = match *state {
                "rejected" => "add what was missing, then `right add` submits it again",
                "expired" => "`right add` submits it again with its new last day",
                "assigned" => "`right add` submits it again with its new owner",
                "verified" => "there is nothing left to do",
                _ => "there is no way back",
            };
            anyhow!("{error}: {refused}; {way_out}")
        }
        ReviewError::NotToConfirm { .. } => anyhow!("{error}; see `right check {right}`"),
        ReviewError::Unconfirmed(open) => {
            let open = open.iter().map(|item| format!("\n  --confirm {}: {}", item.code, item.asks));
            anyhow!("these are not confirmed yet:{}", open.collect::<String>())
        }
        ReviewError::Refused { .. } | ReviewError::History(_) | ReviewError::Right(_) => error.into(),
    }
}

impl Verify {
    pub(super) async fn run<S>(self, store: &S, by: &ReviewerId, now: Timestamp) -> anyhow::Result<Output>
    where
        S: Registry + RightIndex,
    {
        decided(store, &self.decided, by, Decision::Verify { confirmed: self.confirm }, now).await
    }
}

impl Override {
    pub(super) async fn run<S>(self, store: &S, by: &ReviewerId, now: Timestamp) -> anyhow::Result<Output>
    where
        S: Registry + RightIndex,
    {
        let Self { decided: named, check, why } = self;
        let output = decided(store, &named, by, Decision::Override { check, why }, now).await?;
        let right = &named.right;
        let text = if output.json["changed"] == true {
            format!("check {check} of {right} is overridden; another reviewer may verify the right")
        } else {
            format!("check {check} of {right} was overridden already")
        };
        Ok(Output::new(text, output.json))
    }
}

impl Reject {
    pub(super) async fn run<S>(self, store: &S, by: &ReviewerId, now: Timestamp) -> anyhow::Result<Output>
    where
        S: Registry + RightIndex,
    {
        let Self { decided: named, code } = self;
        let mut output = decided(store, &named, by, Decision::Reject(code), now).await?;
        let ::register::right::Cure { field, cure } = code.cure();
        output.text += &format!("\nwhat did not fit: {field}\nwhat would cure it: {cure}");
        output.json["code"] = json!(code.code());
        output.json["field"] = json!(field);
        output.json["cure"] = json!(cure);
        Ok(output)
    }
}

impl Decided {
    pub(super) async fn surrender<S>(
        self,
        store: &S,
        by: &ReviewerId,
        now: Timestamp,
    ) -> anyhow::Result<Output>
    where
        S: Registry + RightIndex,
    {
        decided(store, &self, by, Decision::Surrender, now).await
    }
}

impl Assign {
    pub(super) async fn run<S>(self, store: &S, by: &ReviewerId, now: Timestamp) -> anyhow::Result<Output>
    where
        S: Registry + RightIndex,
    {
        decided(store, &self.decided, by, Decision::Assign { to: self.to }, now).await
    }
}
