//! `rules`: by which rules cases are decided, and what another rule would have decided.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context as _, ensure};
use app::rule_sets;
use case::{CaseId, Event, Filing, Record};
use clap::Subcommand;
use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use policy::rules::{FIRST_OF_OPERATOR, Judgement, Mode, RuleSet, Verdict};
use port::{Calendar, Cases, Clock, Committed, RuleSets, StoredCase};
use serde_json::{Value, json};

use crate::output::{Output, table};

/// Cases loaded in one request.
const CHUNK: usize = 100;
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
    /// Decides cases anew, each with one shadow rule live, and counts what would have changed.
    Compare {
        /// The cases filed on how many days, today included.
        #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u16).range(1..=400))]
        days: u16,
    },
}

pub(crate) async fn run<S, C>(command: RulesCommand, store: &S, clock: &C) -> anyhow::Result<Output>
where
    S: Cases + Calendar + RuleSets,
    C: Clock,
{
    let sets = rule_sets(store).await?;
    match command {
        RulesCommand::List => Ok(list(&sets)),
        RulesCommand::Show { number } => {
            let set = match number {
                None => sets.last(),
                Some(number) => sets.iter().find(|set| set.number == number),
            };
            let text = set.context("there is no rule set of this number")?.write();
            let json = serde_json::from_str(&text)?;
            Ok(Output::new(text, json))
        }
        RulesCommand::Put { file } => {
            let size = std::fs::metadata(&file).with_context(|| format!("{}", file.display()))?.len();
            ensure!(size <= MOST_BYTES, "a rule set has at most {MOST_BYTES} bytes");
            let text = std::fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?;
            put(store, &sets, &RuleSet::read(&text)?).await
        }
        RulesCommand::Compare { days } => compare(store, clock, &sets, days).await,
    }
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

async fn put<S: RuleSets>(store: &S, sets: &[RuleSet], new: &RuleSet) -> anyhow::Result<Output> {
    let last = sets.last().map_or(0, |set| set.number);
    let next = FIRST_OF_OPERATOR.max(last.saturating_add(1));
    let known = sets.iter().any(|set| set == new);
    ensure!(known || new.number == next, "the next rule set has the number {next}, not {}", new.number);
    let unwatched: Vec<&str> = new.unwatched(sets).collect();
    ensure!(
        unwatched.is_empty(),
        "these rules have never been in shadow as they are now: {}; store them with \"mode\": \"shadow\" first, \
         and look at `rules compare`",
        unwatched.join(", ")
    );
    ensure!(
        store.put_rule_set(new).await? == Committed::Done,
        "somebody stored another rule set of the number {} meanwhile",
        new.number
    );
    let text = format!("rule set {} is stored; functions decide by it within five minutes", new.number);
    Ok(Output::new(text, json!({"number": new.number})))
}

/// The last decision of the rules: the filing as it was then, and its record.
fn judged(stored: &StoredCase) -> Option<(Filing, Record)> {
    let (first, rest) = stored.log.split_first()?;
    let mut case = case::Case::open(stored.case.id, first)?;
    let mut last = None;
    for recorded in rest {
        if let Event::Judged(record) = &recorded.event {
            last = Some((case.filing.clone(), record.clone()));
        }
        case = case.evolve(recorded).ok()?;
    }
    last
}

async fn compare<S, C>(store: &S, clock: &C, sets: &[RuleSet], days: u16) -> anyhow::Result<Output>
where
    S: Cases + Calendar,
    C: Clock,
{
    let now = sets.last().context("there are no rules")?;
    let shadows: Vec<(&str, RuleSet)> =
        now.rules.iter().filter_map(|rule| Some((rule.code.as_str(), now.with_live(&rule.code)?))).collect();
    let today = clock.now().to_zoned(TimeZone::UTC).date();
    let (mut decided, mut anew) = (0_usize, 0_usize);
    let mut changed: BTreeMap<(&str, Verdict, Verdict), Vec<CaseId>> = BTreeMap::new();
    for back in 0..days {
        let ids = store.filed_on(today.checked_sub(i32::from(back).days())?).await?;
        for chunk in ids.chunks(CHUNK) {
            for stored in store.load(chunk).await?.into_iter().flatten() {
                let Some((filing, record)) = judged(&stored) else { continue };
                decided += 1;
                let verdict = now.verdict(&filing, &record.saw);
                let by_its_own = sets.iter().find(|set| set.number == record.rules);
                anew +=
                    usize::from(by_its_own.is_some_and(|set| set.verdict(&filing, &record.saw) != verdict));
                for (code, live) in &shadows {
                    let other = live.verdict(&filing, &record.saw);
                    if other != verdict {
                        changed.entry((code, verdict, other)).or_default().push(stored.case.id);
                    }
                }
            }
        }
    }
    Ok(compared(now, &shadows, decided, anew, &changed))
}

fn compared(
    now: &RuleSet,
    shadows: &[(&str, RuleSet)],
    decided: usize,
    anew: usize,
    changed: &BTreeMap<(&str, Verdict, Verdict), Vec<CaseId>>,
) -> Output {
    let mut text = format!(
        "{decided} cases were decided by rules; set {} decides {anew} of them otherwise than their own set did; {} \
         rules are in shadow\n",
        now.number,
        shadows.len()
    );
    let rows: Vec<Vec<String>> = changed
        .iter()
        .map(|((code, from, to), cases)| {
            let example = cases.first().map(ToString::to_string).unwrap_or_default();
            vec![(*code).to_owned(), from.to_string(), to.to_string(), cases.len().to_string(), example]
        })
        .collect();
    let heads = ["shadow rule", "decided", "would be", "cases", "e.g."];
    text.push_str(&table(&heads, &rows, "no rule in shadow would have changed anything"));
    let changes: Vec<Value> = changed
        .iter()
        .map(|((code, from, to), cases)| {
            let cases: Vec<String> = cases.iter().map(ToString::to_string).collect();
            json!({"rule": code, "decided": from.to_string(), "would_be": to.to_string(), "cases": cases})
        })
        .collect();
    Output::new(text, json!({"set": now.number, "decided": decided, "otherwise": anew, "changes": changes}))
}

/// The record of the last automatic decision of a case, rule by rule: what each looked at, what it saw, whether it
/// applied.
pub(crate) fn record_of(stored: &StoredCase, sets: &[RuleSet]) -> Option<(String, Value)> {
    let (filing, record) = judged(stored)?;
    let Some(set) = sets.iter().find(|set| set.number == record.rules) else {
        let text = format!("rule set {} is not stored here; seen: {}", record.rules, record.saw);
        return Some((text, json!({"rules": record.rules, "saw": record.saw.to_string()})));
    };
    let Judgement { verdict, by, found } = set.judge(&filing, &record.saw);
    let by = by.map_or("none", |rule| rule.code.as_str());
    let mut text = format!("rule set {}: {verdict}, by rule {by}", record.rules);
    if let Some(operation) = &record.found_by {
        text.push_str(&format!("; the mark was found by the operation {operation}"));
    }
    text.push('\n');
    let mut rules = Vec::new();
    let mut rows = Vec::new();
    for it in &found {
        let saw: Vec<String> =
            it.saw.iter().map(|(input, seen)| format!("{}={seen}", input.code())).collect();
        let outcome = match (it.applies, it.rule.mode) {
            (false, _) => "does not apply".to_owned(),
            (true, Mode::Live) => it.rule.then.to_string(),
            (true, Mode::Shadow) => format!("would {}", it.rule.then),
        };
        rules.push(
            json!({"rule": it.rule.code, "saw": saw, "applies": it.applies, "then": it.rule.then.to_string(),
            "live": it.rule.mode == Mode::Live, "why": it.rule.why}),
        );
        rows.push(vec![it.rule.code.clone(), saw.join(" "), outcome]);
    }
    text.push_str(&table(&["rule", "saw", "outcome"], &rows, "no rules"));
    let json = json!({"rules": record.rules, "verdict": verdict.to_string(), "by": by, "found": rules,
        "found_by": record.found_by.as_ref().map(ToString::to_string)});
    Some((text, json))
}

#[cfg(test)]
mod tests {
    use case::{Actor, Command};
    use port::Clock as _;
    use testkit::sample;
    use testkit::world::World;

    use super::*;

    const SAW: &str = "visible in_force words covered code note fit not_listed none clear known few none";

    /// A world with one case that the rules sent to the desk for nominative use.
    async fn judged_world() -> (World, StoredCase) {
        let world = sample::world(1);
        app::filing::file(&world, &world, &world, &sample::complaint(1, [0])).await.unwrap();
        let stored = world.look().cases.values().next().cloned().unwrap();
        let record =
            Record { rules: 1, saw: SAW.parse().unwrap(), found_by: "exact".parse().ok(), seller: None };
        let commands = [Command::Judge(record), Command::AskDesk { question: case::Question::NominativeUse }];
        let changed = app::change(&world, stored, &Actor::Machine, &commands, world.now()).await.unwrap();
        (world, changed.stored)
    }

    async fn put_text(world: &World, set: &RuleSet) -> anyhow::Result<Output> {
        let file =
            std::env::temp_dir().join(format!("goodfaith-rules-{}-{}", std::process::id(), set.number));
        std::fs::write(&file, set.write()).unwrap();
        let output = run(RulesCommand::Put { file: file.clone() }, world, world).await;
        std::fs::remove_file(file).unwrap();
        output
    }

    #[tokio::test]
    async fn a_rule_is_watched_in_shadow_before_it_decides() {
        let (world, _) = judged_world().await;
        let mut next = RuleSet { number: FIRST_OF_OPERATOR, ..RuleSet::of_this_program().unwrap() };
        let rule = next.rules.iter_mut().find(|rule| rule.code == "nominative_use").unwrap();
        rule.then = Verdict::Decline(case::DeclineCode::LawfulUse);
        let error = put_text(&world, &next).await.unwrap_err().to_string();
        assert!(error.contains("never been in shadow") && error.contains("nominative_use"), "{error}");
        assert!(world.look().rule_sets.is_empty());

        // In shadow beside the one that decides, it shows what it would do.
        let mut shadow = RuleSet { number: FIRST_OF_OPERATOR, ..RuleSet::of_this_program().unwrap() };
        let at = shadow.rules.iter().position(|rule| rule.code == "nominative_use").unwrap();
        let mut new = shadow.rules[at].clone();
        new.code = "nominative_declined".to_owned();
        new.then = Verdict::Decline(case::DeclineCode::LawfulUse);
        new.mode = Mode::Shadow;
        shadow.rules.insert(at, new);
        put_text(&world, &shadow).await.unwrap();
        let output = run(RulesCommand::Compare { days: 14 }, &world, &world).await.unwrap();
        assert!(output.text.contains("1 cases were decided by rules"), "{}", output.text);
        assert_eq!(output.json["changes"][0]["rule"], "nominative_declined");
        assert_eq!(output.json["changes"][0]["would_be"], "decline lawful_use");

        let live =
            RuleSet { number: FIRST_OF_OPERATOR + 1, ..shadow.with_live("nominative_declined").unwrap() };
        put_text(&world, &live).await.unwrap();
        assert_eq!(run(RulesCommand::List, &world, &world).await.unwrap().json.as_array().unwrap().len(), 3);
        let again = put_text(&world, &live).await.unwrap();
        assert_eq!(again.json["number"], FIRST_OF_OPERATOR + 1, "the same once more is the same");
    }

    #[tokio::test]
    async fn a_number_that_is_not_the_next_is_refused() {
        let world = World::new();
        let set = RuleSet { number: 7, ..RuleSet::of_this_program().unwrap() };
        let error = put_text(&world, &set).await.unwrap_err().to_string();
        assert_eq!(error, "the next rule set has the number 100, not 7");
    }

    #[tokio::test]
    async fn the_record_of_a_decision_lists_every_rule_with_what_it_saw() {
        let (_, stored) = judged_world().await;
        let sets = vec![RuleSet::of_this_program().unwrap()];
        let (text, json) = record_of(&stored, &sets).unwrap();
        assert_eq!(json["verdict"], "desk nominative_use");
        assert_eq!(json["found"].as_array().unwrap().len(), sets[0].rules.len());
        for part in ["by rule nominative_use", "mark=note", "operation exact", "well_founded"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
