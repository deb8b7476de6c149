//! `right check`, `verify`, `override`, `reject`, `surrender`, `assign`: the desk's work on rights.

use anyhow::{Context as _, bail};
use case::{ReviewerId, RightRef};
use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use port::{Registry, RightIndex};
use register::Right;
use register::right::{
    By, Check, CheckCode, Command, Elsewhere, Outcome, Recorded, Refused, RejectCode, checks, decide,
};
use serde_json::{Value, json};

use super::store::{change, find, schedule};
use crate::output::{Output, table};

/// Rights loaded in one request.
const CHUNK: usize = 100;

/// What every decision names.
#[derive(Debug, Args)]
pub(crate) struct Decided {
    /// The right.
    right: RightRef,
    /// Who decides.
    #[arg(long = "as", value_name = "REVIEWER")]
    by: ReviewerId,
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

/// The machine's checks of a right, with the other rights that have its documents.
async fn checked<S: Registry + RightIndex>(
    store: &S,
    right: &Right,
    today: Date,
) -> anyhow::Result<Vec<Check>> {
    let mut with = Vec::new();
    for document in &right.documents {
        let rights = store.rights_with(document.digest).await?;
        let others = rights.into_iter().filter(|other| *other != right.right);
        with.extend(others.map(|other| (document.digest, other)));
    }
    let mut others: Vec<RightRef> = with.iter().map(|(_, other)| other.clone()).collect();
    others.sort_unstable();
    others.dedup();
    let mut loaded = Vec::new();
    for chunk in others.chunks(CHUNK) {
        loaded.extend(store.rights(chunk).await?.into_iter().flatten());
    }
    let elsewhere: Vec<Elsewhere<'_>> = with
        .iter()
        .filter_map(|(document, other)| {
            let right = loaded.iter().find(|loaded| loaded.right == *other)?;
            Some(Elsewhere { document: *document, right })
        })
        .collect();
    Ok(checks(right, &elsewhere, today))
}

pub(super) async fn check<S: Registry + RightIndex>(
    right: &RightRef,
    store: &S,
    today: Date,
) -> anyhow::Result<Output> {
    let right = find(store, right).await?;
    let checks = checked(store, &right, today).await?;
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

/// Decides `command` for `by` and stores what it came to. Tells whether anything changed.
pub(super) async fn decided<S: Registry>(
    store: &S,
    right: &RightRef,
    by: &By,
    command: &Command,
    now: Timestamp,
) -> anyhow::Result<Output> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let (changed, state) = change(store, right, |loaded| {
        let event = decide(loaded, by, command, now)
            .map_err(|refused| explained(&refused, loaded))
            .with_context(|| format!("right {right} stays as it is"))?;
        let changed = event.is_some();
        if let Some(event) = event {
            loaded.history = loaded.history.clone().evolve(Recorded { at: now, by: by.clone(), event })?;
            if matches!(command, Command::Surrender | Command::Assign { .. }) {
                schedule(loaded, today);
            }
        }
        Ok((changed, loaded.standing(today).code()))
    })
    .await?;
    let text = if changed {
        format!("right {right} is {state}")
    } else {
        format!("right {right} was {state} already; nothing changed")
    };
    Ok(Output::new(text, json!({"right": right.to_string(), "state": state, "changed": changed})))
}

/// A refusal with the way out.
fn explained(refused: &Refused, right: &Right) -> anyhow::Error {
    match refused {
        Refused::NeedsOverride(open) => {
            let commands = open.iter().map(|check| {
                format!("\n  goodfaith right override {} --check {check} --as SECOND", right.right)
            });
            anyhow::anyhow!("{refused}:{}", commands.collect::<String>())
        }
        Refused::NotYours { .. }
        | Refused::NotNow { .. }
        | Refused::NothingToOverride(_)
        | Refused::NotExpired
        | Refused::BadName
        | Refused::Full => anyhow::anyhow!("{refused}"),
    }
}

impl Verify {
    pub(super) async fn run<S: Registry + RightIndex>(
        self,
        store: &S,
        now: Timestamp,
    ) -> anyhow::Result<Output> {
        let Self { decided: Decided { right, by }, confirm } = self;
        let checklist = policy::checklist(right.kind());
        if let Some(unknown) = confirm.iter().find(|code| !checklist.iter().any(|item| item.code == **code)) {
            bail!("{unknown} is not to be confirmed of a {}; see `right check {right}`", right.kind());
        }
        let open: Vec<String> = checklist
            .iter()
            .filter(|item| !confirm.iter().any(|code| code == item.code))
            .map(|item| format!("\n  --confirm {}: {}", item.code, item.asks))
            .collect();
        if !open.is_empty() {
            bail!("these are not confirmed yet:{}", open.concat());
        }
        let loaded = find(store, &right).await?;
        let checks = checked(store, &loaded, now.to_zoned(TimeZone::UTC).date()).await?;
        // In the order of the checklist, each once.
        let confirmed = checklist.iter().map(|item| item.code.to_owned()).collect();
        decided(store, &right, &By::Reviewer(by), &Command::Verify { checks, confirmed }, now).await
    }
}

impl Override {
    pub(super) async fn run<S: Registry + RightIndex>(
        self,
        store: &S,
        now: Timestamp,
    ) -> anyhow::Result<Output> {
        let Self { decided: Decided { right, by }, check, why } = self;
        let loaded = find(store, &right).await?;
        let checks = checked(store, &loaded, now.to_zoned(TimeZone::UTC).date()).await?;
        let command = Command::Override { check, checks, why: why.trim().to_owned() };
        let output = decided(store, &right, &By::Reviewer(by), &command, now).await?;
        let changed = output.json["changed"] == true;
        let text = if changed {
            format!("check {check} of {right} is overridden; another reviewer may verify the right")
        } else {
            format!("check {check} of {right} was overridden already")
        };
        Ok(Output::new(text, output.json))
    }
}

impl Reject {
    pub(super) async fn run<S: Registry>(self, store: &S, now: Timestamp) -> anyhow::Result<Output> {
        let Self { decided: Decided { right, by }, code } = self;
        let mut output = decided(store, &right, &By::Reviewer(by), &Command::Reject { code }, now).await?;
        let policy::Cure { field, cure } = policy::cure_of(code);
        output.text += &format!("\nwhat did not fit: {field}\nwhat would cure it: {cure}");
        output.json["code"] = json!(code.code());
        output.json["field"] = json!(field);
        output.json["cure"] = json!(cure);
        Ok(output)
    }
}

impl Decided {
    pub(super) async fn surrender<S: Registry>(self, store: &S, now: Timestamp) -> anyhow::Result<Output> {
        decided(store, &self.right, &By::Reviewer(self.by), &Command::Surrender, now).await
    }
}

impl Assign {
    pub(super) async fn run<S: Registry>(self, store: &S, now: Timestamp) -> anyhow::Result<Output> {
        let Self { decided: Decided { right, by }, to } = self;
        decided(store, &right, &By::Reviewer(by), &Command::Assign { to }, now).await
    }
}
