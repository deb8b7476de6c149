//! `rules`: by which rules cases are decided, how they decided, and what they would decide.

mod explain;
#[cfg(test)]
mod tests;
mod trial;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use app::CaseName;
use app::rules::{Comparison, PutRulesError, compare_rules, judged, put_rules, rule_sets};
use app::switches::set_switch;
use case::{CopiedText, Language};
use clap::Subcommand;
use policy::programme::RuleSet as Programme;
use policy::rules::{FIRST_OF_OPERATOR, Found, Judgement, Mode, RuleSet};
use policy::switches::{Switch, SwitchScope};
use port::{
    Accounts, Caller, Cases, Catalogue, CompiledMarks, Complaints, Disputes, OwnerCases, Parties, References,
    Registry, RuleSets, Snapshots, Staff, StaffRole, StoredCase, Subjects, Switches, WallClock,
};
use serde_json::{Value, json};

use crate::output::{Output, table};
use crate::staff::actor;

/// The largest file of rules that is read.
const MOST_BYTES: u64 = 65_536;

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// Lists the rule sets; the last one decides.
    List,
    /// Shows a rule set, as `put` reads it; without a number the one that decides.
    Show {
        /// Its number.
        number: Option<u16>,
    },
    /// Stores the next rule set, which decides from then on. A rule that is live in it must have stood in an
    /// earlier one, in shadow or live, as it is.
    Put {
        /// The set, as JSON.
        file: PathBuf,
    },
    /// Stops automatic acts, at once: what rules would accept or decline goes to the desk.
    Stop {
        /// Where: `all`, `marketplace/ID`, `right/KIND/OFFICE/NUMBER` or `rule/CODE`.
        scope: SwitchScope,
        /// Why.
        #[arg(long)]
        why: String,
    },
    /// Lets automatic acts go on that were stopped.
    Resume {
        /// Where they were stopped.
        scope: SwitchScope,
        /// Why.
        #[arg(long)]
        why: String,
    },
    /// Lists where automatic acts are or were stopped.
    Switches,
    /// Says what would become of a complaint now, and why. Nothing is filed, written or ordered.
    Try(trial::Try),
    /// Tells in prose, for readers of law, how a case was decided: from its record, whose hash chain is verified.
    Explain {
        /// The case, by its reference or its id.
        case: CaseName,
        /// In which language; in each when left out.
        #[arg(long)]
        language: Option<Language>,
    },
    /// Decides cases again, each with one shadow rule live, and counts what would have changed.
    Compare {
        /// The cases filed on how many days, today included.
        #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u16).range(1..=400))]
        days: u16,
    },
}

/// `trying` opens what only a trial needs: the compiled marks, the marketplaces, the rules of the programme.
pub(crate) async fn run<S, D, M, C, W>(
    command: RulesCommand,
    store: &S,
    clock: &C,
    caller: &W,
    trying: impl FnOnce() -> anyhow::Result<(D, M, Programme)>,
) -> anyhow::Result<Output>
where
    S: Accounts
        + Cases
        + Complaints
        + Disputes
        + OwnerCases
        + Parties
        + References
        + Registry
        + RuleSets
        + Snapshots
        + Staff
        + Subjects
        + Switches,
    D: CompiledMarks,
    M: Catalogue,
    C: WallClock,
    W: Caller,
{
    let set = async |scope, stopped, why| -> anyhow::Result<Output> {
        let by = actor(caller, store, StaffRole::Operator).await?;
        let switch = set_switch(store, clock, scope, stopped, by, why).await?;
        let text = if stopped {
            format!("automatic acts are stopped for {}; what waits goes to the desk", switch.scope)
        } else {
            format!("automatic acts go on for {}", switch.scope)
        };
        Ok(Output::new(text, switch_json(&switch)))
    };
    match command {
        RulesCommand::List => Ok(list(&rule_sets(store).await?)),
        RulesCommand::Show { number } => show(&rule_sets(store).await?, number),
        RulesCommand::Put { file } => put(store, &read(&file)?).await,
        RulesCommand::Stop { scope, why } => set(scope, true, why).await,
        RulesCommand::Resume { scope, why } => set(scope, false, why).await,
        RulesCommand::Switches => Ok(switches(&store.switches().await?, &store.switch_history().await?)),
        RulesCommand::Try(command) => {
            let (documents, marketplaces, programme) = trying()?;
            trial::run(&command, (store, &documents, &marketplaces), clock, &programme).await
        }
        RulesCommand::Explain { case, language } => explain::explain(store, case, language).await,
        RulesCommand::Compare { days } => Ok(compared(&compare_rules(store, clock, days).await?)),
    }
}

fn show(sets: &[RuleSet], number: Option<u16>) -> anyhow::Result<Output> {
    let set = match number {
        None => sets.last(),
        Some(number) => sets.iter().find(|set| set.number == number),
    };
    let text = contract::rules::write(set.context("there is no rule set of this number")?);
    let json = serde_json::from_str(&text)?;
    Ok(Output::new(text, json))
}

fn read(file: &Path) -> anyhow::Result<RuleSet> {
    let size = std::fs::metadata(file).with_context(|| format!("{}", file.display()))?.len();
    ensure!(size <= MOST_BYTES, "a rule set has at most {MOST_BYTES} bytes");
    let text = std::fs::read_to_string(file).with_context(|| format!("{}", file.display()))?;
    Ok(contract::rules::read(&text)?)
}

fn list(sets: &[RuleSet]) -> Output {
    let rows: Vec<Vec<String>> = sets
        .iter()
        .map(|set| {
            let shadow = set.rules.iter().filter(|rule| rule.mode == Mode::Shadow).count();
            let live = set.rules.len() - shadow;
            let whose = if set.number < FIRST_OF_OPERATOR { "this program's" } else { "the operator's" };
            vec![set.number.to_string(), whose.to_owned(), live.to_string(), shadow.to_string()]
        })
        .collect();
    let json = sets.iter().map(|set| json!({"number": set.number, "rules": set.rules.len()})).collect();
    Output::new(table(&["number", "whose", "live", "shadow"], &rows, "there are no rules"), json)
}

fn switch_json(switch: &Switch) -> Value {
    json!({
        "scope": switch.scope.to_string(), "stopped": switch.stopped, "by": switch.by.to_string(),
        "at": switch.at.to_string(), "why": switch.why,
    })
}

/// The switches as they are, and below each time that one was set, the last first.
fn switches(switches: &[Switch], history: &[Switch]) -> Output {
    let row = |it: &Switch| {
        let state = if it.stopped { "stopped" } else { "going on" };
        vec![it.scope.to_string(), state.to_owned(), it.by.to_string(), it.at.to_string(), it.why.clone()]
    };
    let rows: Vec<Vec<String>> = switches.iter().map(row).collect();
    let mut text =
        table(&["automatic acts", "are", "by", "since", "why"], &rows, "automatic acts were never stopped");
    if !history.is_empty() {
        let rows: Vec<Vec<String>> = history.iter().rev().map(row).collect();
        text.push('\n');
        text.push_str(&table(&["history", "set to", "by", "at", "why"], &rows, ""));
    }
    let told = |switches: &[Switch]| -> Value { switches.iter().map(switch_json).collect() };
    Output::new(text, json!({"switches": told(switches), "history": told(history)}))
}

async fn put<S: RuleSets>(store: &S, new: &RuleSet) -> anyhow::Result<Output> {
    match put_rules(store, new).await {
        Err(error @ PutRulesError::NeverInShadow(_)) => {
            let remedy = "store them with \"mode\": \"shadow\" first, and look at `rules compare`";
            Err(anyhow::anyhow!("{error}; {remedy}"))
        }
        stored => {
            stored?;
            let decides = rule_sets(store).await?.last().map_or(new.number, |set| set.number);
            let text = if decides == new.number {
                format!("rule set {} is stored; functions decide by it within five minutes", new.number)
            } else {
                format!(
                    "rule set {} is stored, and set {decides} still decides: to go back, store the same rules \
                     under a number above {decides}",
                    new.number
                )
            };
            Ok(Output::new(text, json!({"number": new.number})))
        }
    }
}

fn compared(found: &Comparison) -> Output {
    let Comparison { set, in_shadow, decided, otherwise, unreadable, changes } = found;
    let mut text = format!(
        "{decided} cases were decided by rules; set {set} decides {otherwise} of them otherwise than their own set \
         did; {in_shadow} rules are in shadow; {unreadable} more cases cannot be read\n"
    );
    let rows: Vec<Vec<String>> = changes
        .iter()
        .map(|it| {
            let example = it.cases.first().map(ToString::to_string).unwrap_or_default();
            let (decided, would_be) = (it.decided.to_string(), it.would_be.to_string());
            vec![it.rule.clone(), decided, would_be, it.cases.len().to_string(), example]
        })
        .collect();
    let heads = ["shadow rule", "decided", "would be", "cases", "e.g."];
    text.push_str(&table(&heads, &rows, "no rule in shadow would have changed anything"));
    let changes: Vec<Value> = changes
        .iter()
        .map(|it| {
            let cases: Vec<String> = it.cases.iter().map(ToString::to_string).collect();
            let (decided, would_be) = (it.decided.to_string(), it.would_be.to_string());
            json!({"rule": it.rule, "decided": decided, "would_be": would_be, "cases": cases})
        })
        .collect();
    Output::new(
        text,
        json!({"set": set, "decided": decided, "otherwise": otherwise, "unreadable": unreadable, "changes": changes}),
    )
}

/// The record of the last automatic decision of a case, rule by rule: what each looked at, whether it
/// applied.
pub(crate) fn record_of(stored: &StoredCase, sets: &[RuleSet]) -> Option<(String, Value)> {
    let (filing, record) = judged(stored)?;
    let Some(set) = sets.iter().find(|set| set.number == record.rules) else {
        let text = format!("rule set {} is not stored here; inputs: {}", record.rules, record.inputs);
        return Some((text, json!({"rules": record.rules, "inputs": record.inputs.to_string()})));
    };
    let Judgement { verdict, by, found } = set.judge(&filing, &record.inputs);
    let said = by.map(|rule| rule.then);
    let by = by.map_or("none", |rule| rule.code.as_str());
    let mut text = format!("rule set {}: {verdict}, by rule {by}", record.rules);
    if let Some(said) = said.filter(|said| *said != verdict) {
        text.push_str(&format!(" ({said}), which the floor of automatic acts does not let stand"));
    }
    let governing: Vec<String> =
        SwitchScope::governing(&filing, record.rule.as_ref()).iter().map(ToString::to_string).collect();
    text.push_str(&format!("; governed by the switches {}", governing.join(", ")));
    if let Some(operation) = &record.found_by {
        text.push_str(&format!("; the mark was found by the operation {operation}"));
    }
    if let Some(copied) = record.copied {
        text.push_str(&format!("; {}", copied_text(copied)));
    }
    let guards: Vec<(String, String)> = app::guards_told(&stored.case, Language::En).collect();
    for (code, said) in &guards {
        text.push_str(&format!("\n{code}: {said}"));
    }
    text.push('\n');
    let rules: Vec<Value> = found.iter().map(asked_json).collect();
    let rows: Vec<Vec<String>> = found.iter().map(asked_row).collect();
    text.push_str(&table(&["rule", "inputs", "outcome"], &rows, "no rules"));
    let json = json!({"rules": record.rules, "verdict": verdict.to_string(), "by": by, "found": rules, "switches": governing,
        "found_by": record.found_by.as_ref().map(ToString::to_string), "copied": copied_json(record.copied),
        "guards": guards.iter().map(|(code, said)| json!({"code": code, "said": said})).collect::<Vec<_>>()});
    Some((text, json))
}

/// How much of a text the listing shows, in words.
fn copied_text(copied: CopiedText) -> String {
    let CopiedText { text, words, share, place } = copied;
    let text = text.to_string();
    let place = place.map(|place| format!(", most of them in its {place}")).unwrap_or_default();
    let named = text.get(..12).unwrap_or(&text);
    format!("at least {words} words stand in the text {named}…{place}: {share} % of the text’s print")
}

/// The same for programs.
fn copied_json(copied: Option<CopiedText>) -> Value {
    let told = |it: CopiedText| {
        let place = it.place.map(|place| place.to_string());
        json!({"text": it.text.to_string(), "words": it.words, "share": it.share, "place": place})
    };
    copied.map_or(Value::Null, told)
}

/// What a rule looked at, with the values.
fn seen_by(found: &Found<'_>) -> Vec<String> {
    let inputs = found.inputs.iter();
    inputs.map(|(input, value)| format!("{}={}", input.code(), value.unwrap_or("unknown"))).collect()
}

/// A rule that was asked, as a row.
fn asked_row(found: &Found<'_>) -> Vec<String> {
    let outcome = match (found.applies, found.rule.mode) {
        (false, _) => "does not apply".to_owned(),
        (true, Mode::Live) => found.rule.then.to_string(),
        (true, Mode::Shadow) => format!("would {}", found.rule.then),
    };
    vec![found.rule.code.clone(), seen_by(found).join(" "), outcome]
}

/// The same for programs.
fn asked_json(found: &Found<'_>) -> Value {
    json!({"rule": found.rule.code, "inputs": seen_by(found), "applies": found.applies,
        "then": found.rule.then.to_string(), "live": found.rule.mode == Mode::Live, "why": found.rule.why})
}
