//! `rules try`: what would become of a complaint now, and why.

use std::path::PathBuf;

use anyhow::Context as _;
use app::trial::{Outlook, Trial, TrialBy, try_complaint};
use case::{AccountId, Claim, Language, ListingRef, Proof, Question, RightKind, RightRef};
use clap::Args;
use policy::programme::RuleSet as Programme;
use policy::rules::Verdict;
use policy::switches::{Switch, SwitchScope};
use port::{
    Accounts, Cases, Catalogue, CompiledMarks, Disputes, OwnerCases, Parties, Registry, RuleSets, Subjects,
    Switches, WallClock,
};
use serde_json::{Value, json};

use super::{asked_json, asked_row, copied_json};
use crate::output::{Output, facts, shown, table};

#[derive(Debug, Args)]
pub(crate) struct Try {
    /// The right, as KIND/OFFICE/NUMBER.
    #[arg(long)]
    right: RightRef,
    /// The listing, as MARKETPLACE/ID.
    #[arg(long)]
    listing: ListingRef,
    /// What is claimed; when left out, what usually is under a right of that kind.
    #[arg(long)]
    claim: Option<Claim>,
    /// Who complains, by the address; when left out, the right's owner.
    #[arg(long, value_name = "ADDRESS", conflicts_with = "account")]
    email: Option<String>,
    /// The account whose people complain.
    #[arg(long)]
    account: Option<AccountId>,
    /// How the complainant is proved; when left out, as it usually is.
    #[arg(long)]
    proof: Option<Proof>,
    /// Files that would be attached as evidence. They are not read.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    evidence: Vec<PathBuf>,
}

impl Try {
    fn trial(&self) -> anyhow::Result<Trial> {
        for file in &self.evidence {
            let found = std::fs::metadata(file).with_context(|| format!("{}", file.display()))?;
            anyhow::ensure!(found.is_file(), "{} is no file", file.display());
        }
        let by = match (&self.email, self.account) {
            (Some(address), _) => TrialBy::Address(address.clone()),
            (None, Some(account)) => TrialBy::Account(account),
            (None, None) => TrialBy::Owner,
        };
        Ok(Trial {
            right: self.right.clone(),
            listing: self.listing.clone(),
            claim: self.claim.unwrap_or_else(|| usual(self.right.kind())),
            by,
            proof: self.proof,
            evidence: !self.evidence.is_empty(),
        })
    }
}

/// What is usually claimed under a right of this kind.
const fn usual(kind: RightKind) -> Claim {
    match kind {
        RightKind::Trademark => Claim::Counterfeit,
        RightKind::Copyright => Claim::Copyright,
        RightKind::Design => Claim::Design,
        RightKind::Patent => Claim::Patent,
        RightKind::GeographicalIndication => Claim::GeographicalIndication,
    }
}

pub(super) async fn run<S, D, M, C>(
    command: &Try,
    ports: (&S, &D, &M),
    clock: &C,
    programme: &Programme,
) -> anyhow::Result<Output>
where
    S: Accounts + Cases + Disputes + OwnerCases + Parties + Registry + RuleSets + Subjects + Switches,
    D: CompiledMarks,
    M: Catalogue,
    C: WallClock,
{
    let trial = command.trial()?;
    let outlook = try_complaint(ports, clock, programme, &trial).await?;
    Ok(Output::new(told(&trial, &outlook), json_of(&outlook)))
}

/// The rule that decided, and what it provides, where one did.
fn by(outlook: &Outlook) -> Option<(&str, Verdict)> {
    let rule = outlook.rules.decides(&outlook.filing, &outlook.judged.record.inputs)?;
    Some((&rule.code, rule.then))
}

/// Whether a switch leaves to a person what a rule would decide.
fn is_stopped(verdict: Verdict) -> bool {
    verdict == Verdict::Desk(Question::AutomaticStopped)
}

fn told(trial: &Trial, outlook: &Outlook) -> String {
    let Outlook { filing, judged, rules, .. } = outlook;
    let mut text =
        "Nothing was filed, written or ordered. Of such a complaint, filed now, this would become:\n\n"
            .to_owned();
    text.push_str(&facts(&summary(trial, outlook)));
    text.push('\n');
    text.push_str(&outlook.explained(Language::En));
    text.push_str("\n\n");
    let rows: Vec<Vec<String>> = outlook.switches.iter().map(switch_row).collect();
    text.push_str(&table(&["switch", "automatic acts are", "since", "why"], &rows, "no switch"));
    text.push('\n');
    let judgement = rules.judge(filing, &judged.record.inputs);
    let rows: Vec<Vec<String>> = asked(&judgement.found, by(outlook)).map(asked_row).collect();
    text.push_str(&table(&["rule", "inputs", "outcome"], &rows, "no rules"));
    text
}

/// The rules in order, up to the one that decided.
fn asked<'a, 'b>(
    found: &'b [policy::rules::Found<'a>],
    by: Option<(&'b str, Verdict)>,
) -> impl Iterator<Item = &'b policy::rules::Found<'a>> {
    let last = by.and_then(|(code, _)| found.iter().position(|it| it.rule.code == code));
    found.iter().take(last.map_or(found.len(), |last| last + 1))
}

fn summary(trial: &Trial, outlook: &Outlook) -> Vec<(&'static str, String)> {
    let Outlook { filing, listing, judged, .. } = outlook;
    let verdict = judged.verdict;
    let title = listing.as_ref().map_or_else(
        || "which its marketplace does not have".to_owned(),
        |view| shown(&view.title).to_string(),
    );
    let by = match by(outlook) {
        Some((code, then)) if then == verdict => format!("{verdict}, by rule {code}"),
        Some((code, then)) if is_stopped(verdict) => {
            format!("{verdict}; rule {code} says {then}, and a switch has stopped automatic acts")
        }
        Some((code, then)) => {
            format!(
                "{verdict}; rule {code} says {then}, which the floor of automatic acts does not let stand"
            )
        }
        None => format!("{verdict}, since no rule applies"),
    };
    let who = match &trial.by {
        TrialBy::Owner => "the right's owner".to_owned(),
        TrialBy::Address(_) => "who writes from the address given".to_owned(),
        TrialBy::Account(account) => format!("the people of account {account}"),
    };
    let pictures = match &judged.compare_first {
        Some(_) => "have not been compared; they would be before this is decided, and may change it",
        None => "would not be compared before this is decided",
    };
    let mut summary = vec![
        ("would be", by),
        ("right", trial.right.to_string()),
        ("listing", format!("{}, {title}", trial.listing)),
        ("claim", filing.claim.to_string()),
        ("complainant", format!("{who}, proved by {}", filing.proof)),
        ("evidence", if trial.evidence { "attached, and not read" } else { "none" }.to_owned()),
        ("pictures", pictures.to_owned()),
    ];
    if !filing.missing.is_empty() {
        let missing: Vec<&str> = filing.missing.iter().map(|element| element.code()).collect();
        summary.push(("missing", format!("{}, which the law demands there", missing.join(" "))));
    }
    if let Some(case) = outlook.merged_into {
        let note = format!("the same is handled as case {case}: it would be joined to that, and not judged");
        summary.push(("but", note));
    }
    summary
}

fn switch_row((scope, switch): &(SwitchScope, Option<Switch>)) -> Vec<String> {
    match switch {
        Some(it) => {
            let state = if it.stopped { "stopped" } else { "going on" };
            vec![scope.to_string(), state.to_owned(), it.at.to_string(), it.why.clone()]
        }
        None => vec![scope.to_string(), "going on".to_owned(), String::new(), String::new()],
    }
}

fn json_of(outlook: &Outlook) -> Value {
    let Outlook { filing, judged, rules, switches, merged_into, .. } = outlook;
    let judgement = rules.judge(filing, &judged.record.inputs);
    let asked: Vec<Value> = asked(&judgement.found, by(outlook)).map(asked_json).collect();
    let switch = |(scope, switch): &(SwitchScope, Option<Switch>)| json!({"scope": scope.to_string(), "stopped": switch.as_ref().is_some_and(|it| it.stopped)});
    json!({
        "verdict": judged.verdict.to_string(),
        "rules": rules.number,
        "rule": by(outlook).map(|(code, _)| code),
        "rule_says": by(outlook).map(|(_, then)| then.to_string()),
        "floor_overrode":
            by(outlook).is_some_and(|(_, then)| then != judged.verdict) && !is_stopped(judged.verdict),
        "stopped": is_stopped(judged.verdict),
        "inputs": judged.record.inputs.to_string(),
        "version": judged.record.version,
        "found_by": judged.record.found_by.as_ref().map(ToString::to_string),
        "copied": copied_json(judged.record.copied),
        "guards": judged.record.guards.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "compare_pictures_first": judged.compare_first.is_some(),
        "missing": filing.missing.iter().map(|it| it.code()).collect::<Vec<_>>(),
        "merged_into": merged_into.map(|it| it.to_string()),
        "switches": switches.iter().map(switch).collect::<Vec<_>>(),
        "asked": asked,
    })
}
