//! `rules`: by which rules cases are decided, and what another rule would have decided.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use app::rules::{Comparison, PutRulesError, compare_rules, judged, put_rules, rule_sets};
use app::switches::set_switch;
use case::Language;
use clap::Subcommand;
use policy::rules::{FIRST_OF_OPERATOR, Judgement, Mode, RuleSet};
use policy::switches::{Switch, SwitchScope};
use port::{Caller, Cases, References, RuleSets, Staff, StaffRole, StoredCase, Switches, WallClock};
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
    /// Decides cases again, each with one shadow rule live, and counts what would have changed.
    Compare {
        /// The cases filed on how many days, today included.
        #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u16).range(1..=400))]
        days: u16,
    },
}

pub(crate) async fn run<S, C, W>(
    command: RulesCommand,
    store: &S,
    clock: &C,
    caller: &W,
) -> anyhow::Result<Output>
where
    S: Cases + References + RuleSets + Staff + Switches,
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
        RulesCommand::Switches => Ok(switches(&store.switches().await?)),
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

fn switches(switches: &[Switch]) -> Output {
    let row = |it: &Switch| {
        let state = if it.stopped { "stopped" } else { "going on" };
        vec![it.scope.to_string(), state.to_owned(), it.by.to_string(), it.at.to_string(), it.why.clone()]
    };
    let rows: Vec<Vec<String>> = switches.iter().map(row).collect();
    let text =
        table(&["automatic acts", "are", "by", "since", "why"], &rows, "automatic acts were never stopped");
    Output::new(text, switches.iter().map(switch_json).collect())
}

async fn put<S: RuleSets>(store: &S, new: &RuleSet) -> anyhow::Result<Output> {
    match put_rules(store, new).await {
        Err(error @ PutRulesError::NeverInShadow(_)) => {
            let remedy = "store them with \"mode\": \"shadow\" first, and look at `rules compare`";
            Err(anyhow::anyhow!("{error}; {remedy}"))
        }
        stored => {
            stored?;
            let text =
                format!("rule set {} is stored; functions decide by it within five minutes", new.number);
            Ok(Output::new(text, json!({"number": new.number})))
        }
    }
}

fn compared(found: &Comparison) -> Output {
    let Comparison { set, in_shadow, decided, otherwise, changes } = found;
    let mut text = format!(
        "{decided} cases were decided by rules; set {set} decides {otherwise} of them otherwise than their own set \
         did; {in_shadow} rules are in shadow\n"
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
    Output::new(text, json!({"set": set, "decided": decided, "otherwise": otherwise, "changes": changes}))
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
    let guards: Vec<(String, String)> = app::guards_told(&stored.case, Language::En).collect();
    for (code, said) in &guards {
        text.push_str(&format!("\n{code}: {said}"));
    }
    text.push('\n');
    let mut rules = Vec::new();
    let mut rows = Vec::new();
    for it in &found {
        let inputs: Vec<String> = it
            .inputs
            .iter()
            .map(|(input, value)| format!("{}={}", input.code(), value.unwrap_or("unknown")))
            .collect();
        let outcome = match (it.applies, it.rule.mode) {
            (false, _) => "does not apply".to_owned(),
            (true, Mode::Live) => it.rule.then.to_string(),
            (true, Mode::Shadow) => format!("would {}", it.rule.then),
        };
        rules.push(
            json!({"rule": it.rule.code, "inputs": inputs, "applies": it.applies, "then": it.rule.then.to_string(),
            "live": it.rule.mode == Mode::Live, "why": it.rule.why}),
        );
        rows.push(vec![it.rule.code.clone(), inputs.join(" "), outcome]);
    }
    text.push_str(&table(&["rule", "inputs", "outcome"], &rows, "no rules"));
    let json = json!({"rules": record.rules, "verdict": verdict.to_string(), "by": by, "found": rules, "switches": governing,
        "found_by": record.found_by.as_ref().map(ToString::to_string),
        "guards": guards.iter().map(|(code, said)| json!({"code": code, "said": said})).collect::<Vec<_>>()});
    Some((text, json))
}

#[cfg(test)]
mod tests {
    use app::filing::IdentifiedComplaint;
    use case::{Actor, Command, Record};
    use policy::rules::Verdict;
    use port::WallClock as _;
    use testkit::sample;
    use testkit::world::World;

    use super::*;

    const SAW: &str = "visible in_force words covered code note fit not_listed none clear known few none";

    /// A world with one case that the rules sent to the desk for nominative use.
    async fn judged_world() -> (World, StoredCase) {
        let world = sample::world(1);
        app::filing::file(
            &world,
            &world,
            &world,
            &IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap(),
        )
        .await
        .unwrap();
        let stored = world.look().cases.values().next().cloned().unwrap();
        let record = Record {
            found_by: "exact".parse().ok(),
            guards: vec!["nominative".parse().unwrap()],
            ..Record::of(1, testkit::sample::inputs(SAW))
        };
        let commands = [Command::Judge(record), Command::AskDesk { question: case::Question::NominativeUse }];
        let changed = app::change(&world, stored, &Actor::Machine, &commands, world.now()).await.unwrap();
        (world, changed.stored)
    }

    async fn put_text(world: &World, set: &RuleSet) -> anyhow::Result<Output> {
        let file =
            std::env::temp_dir().join(format!("goodfaith-rules-{}-{}", std::process::id(), set.number));
        std::fs::write(&file, contract::rules::write(set)).unwrap();
        let output = run(RulesCommand::Put { file: file.clone() }, world, world, world).await;
        std::fs::remove_file(file).unwrap();
        output
    }

    #[tokio::test]
    async fn a_rule_is_watched_in_shadow_before_it_decides() {
        let (world, _) = judged_world().await;
        let mut next = RuleSet {
            number: FIRST_OF_OPERATOR,
            ..contract::rules::of_this_program().unwrap().pop().unwrap()
        };
        let rule = next.rules.iter_mut().find(|rule| rule.code == "nominative_use").unwrap();
        rule.then = Verdict::Decline(case::DeclineCode::LawfulUse);
        let error = put_text(&world, &next).await.unwrap_err().to_string();
        assert!(error.contains("never been in shadow") && error.contains("nominative_use"), "{error}");
        assert!(world.look().rule_sets.is_empty());

        let shadow = next.rules.iter_mut().find(|rule| rule.code == "nominative_use").unwrap();
        shadow.mode = Mode::Shadow;
        assert_eq!(put_text(&world, &next).await.unwrap().json["number"], FIRST_OF_OPERATOR);
        let output = run(RulesCommand::Compare { days: 14 }, &world, &world, &world).await.unwrap();
        assert!(output.text.contains("1 cases were decided by rules"), "{}", output.text);
        assert_eq!(output.json["changes"][0]["rule"], "nominative_use");
        assert_eq!(output.json["changes"][0]["would_be"], "decline lawful_use");
        assert_eq!(
            run(RulesCommand::List, &world, &world, &world).await.unwrap().json.as_array().unwrap().len(),
            3
        );
    }

    #[tokio::test]
    async fn the_record_of_a_decision_lists_every_rule_with_what_it_saw() {
        let (_, stored) = judged_world().await;
        let sets = contract::rules::of_this_program().unwrap();
        let (text, json) = record_of(&stored, &sets).unwrap();
        assert_eq!(json["verdict"], "desk nominative_use");
        assert_eq!(json["found"].as_array().unwrap().len(), sets[0].rules.len());
        for part in [
            "by rule nominative_use",
            "mark=note",
            "operation exact",
            "well_founded",
            "nominative: The listing seems",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
