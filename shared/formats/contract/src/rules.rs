//! Rule sets as they are written: JSON.

use std::collections::{BTreeMap, BTreeSet};

use case::{DeclineCode, Question};
use serde::{Deserialize, Serialize};

use policy::rules::{Input, Mode, OF_THIS_PROGRAM, Rule, RuleSet, Verdict};

/// The largest rule set that is read, in bytes.
const MOST_BYTES: usize = 65_536;

/// The most rules of a set.
const MOST_RULES: usize = 100;

/// A rule set that cannot be used. It says which rule, and how to correct it.
#[derive(Debug, thiserror::Error)]
pub enum BadRules {
    /// Too large, or with too many rules.
    #[error("a rule set has at most {MOST_BYTES} bytes and {MOST_RULES} rules")]
    TooLarge,
    /// Not JSON of this form.
    #[error("the rule set is not of the expected form")]
    Form(#[from] serde_json::Error),
    /// A rule that means nothing.
    #[error("rule {rule}: {field} {wrong:?} is {remedy}")]
    Rule {
        /// Its code, or its place.
        rule: String,
        /// The part that is wrong.
        field: &'static str,
        /// What stands there.
        wrong: String,
        /// What would be right.
        remedy: &'static str,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSet {
    number: u16,
    rules: Vec<WrittenRule>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRule {
    code: String,
    why: String,
    when: BTreeMap<String, Vec<String>>,
    then: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mode: Option<String>,
}

/// The rule sets that came with this program, by number; the last one decides.
///
/// # Errors
/// [`BadRules`] never, as a test shows.
pub fn of_this_program() -> Result<Vec<RuleSet>, BadRules> {
    OF_THIS_PROGRAM.into_iter().map(read).collect()
}

/// Reads a rule set. `mode` is `live` where it is left out.
///
/// # Errors
/// [`BadRules`].
pub fn read(text: &str) -> Result<RuleSet, BadRules> {
    if text.len() > MOST_BYTES {
        return Err(BadRules::TooLarge);
    }
    let written: WrittenSet = serde_json::from_str(text)?;
    if written.rules.len() > MOST_RULES {
        return Err(BadRules::TooLarge);
    }
    let mut codes = BTreeSet::new();
    let rules = written
        .rules
        .into_iter()
        .map(|rule| {
            if !codes.insert(rule.code.clone()) {
                return Err(wrong(&rule.code, "code", &rule.code, "taken: each rule has its own"));
            }
            rule.parsed()
        })
        .collect::<Result<_, _>>()?;
    Ok(RuleSet { number: written.number, rules })
}

/// The set as it is written.
#[must_use]
pub fn write(rules: &RuleSet) -> String {
    let written =
        WrittenSet { number: rules.number, rules: rules.rules.iter().map(WrittenRule::of).collect() };
    // Strings and numbers always serialise.
    serde_json::to_string_pretty(&written).unwrap_or_default()
}

fn wrong(rule: &str, field: &'static str, wrong: &str, remedy: &'static str) -> BadRules {
    BadRules::Rule { rule: rule.to_owned(), field, wrong: wrong.to_owned(), remedy }
}

impl WrittenRule {
    fn parsed(self) -> Result<Rule, BadRules> {
        let Self { code, why, when, then, mode } = self;
        if code.is_empty() || code.len() > 40 || !code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            return Err(wrong(&code, "code", &code, "no code: 1 to 40 of a-z and _"));
        }
        if why.trim().is_empty() {
            return Err(wrong(&code, "why", &why, "no reason: say in a sentence why the rule stands"));
        }
        let when = when
            .into_iter()
            .map(|(name, values)| {
                let input = Input::ALL.iter().copied().find(|input| input.code() == name);
                let input = input.ok_or_else(|| wrong(&code, "when", &name, "nothing that rules look at"))?;
                let value = |text: &String| {
                    input.value(text).ok_or_else(|| wrong(&code, "when", text, "never seen at this input"))
                };
                let values: Vec<&'static str> = values.iter().map(value).collect::<Result<_, _>>()?;
                if values.is_empty() {
                    return Err(wrong(&code, "when", &name, "given no value: name one or leave it out"));
                }
                Ok((input, values))
            })
            .collect::<Result<_, BadRules>>()?;
        let verdict = verdict(&then);
        let verdict = verdict.ok_or_else(|| {
            wrong(
                &code,
                "then",
                &then,
                "no verdict: incomplete, accept, pause, again, decline CODE or desk QUESTION",
            )
        })?;
        let mode = match mode.as_deref() {
            None | Some("live") => Mode::Live,
            Some("shadow") => Mode::Shadow,
            Some(other) => return Err(wrong(&code, "mode", other, "neither live nor shadow")),
        };
        Ok(Rule { code, why, when, then: verdict, mode })
    }

    fn of(rule: &Rule) -> Self {
        let texts = |values: &[&'static str]| values.iter().map(ToString::to_string).collect();
        Self {
            code: rule.code.clone(),
            why: rule.why.clone(),
            when: rule.when.iter().map(|(input, values)| (input.code().to_owned(), texts(values))).collect(),
            then: rule.then.to_string(),
            mode: (rule.mode == Mode::Shadow).then(|| "shadow".to_owned()),
        }
    }
}

fn verdict(text: &str) -> Option<Verdict> {
    match text.split_once(' ') {
        None if text == "incomplete" => Some(Verdict::Incomplete),
        None if text == "accept" => Some(Verdict::Accept),
        None if text == "pause" => Some(Verdict::Pause),
        None if text == "again" => Some(Verdict::Again),
        Some(("decline", code)) => code.parse::<DeclineCode>().ok().map(Verdict::Decline),
        Some(("desk", question)) => question.parse::<Question>().ok().map(Verdict::Desk),
        None | Some(_) => None,
    }
}
