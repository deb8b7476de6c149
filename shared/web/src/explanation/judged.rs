//! A step in which rules decided: what they found, which rule decided and why, and what limits it.

use case::{AutomaticInput, Decider, Digest, Event, Filing, Measure, Question, Record};
use policy::rules::{Mode, Rule, RuleSet, Verdict, obstacles};
use policy::switches::SwitchScope;

use super::ActsAs;
use super::findings::Findings;
use super::teller::{Teller, foreign};
use super::why::why;
use crate::text::arg;
use crate::words;

/// What the rules of `record` found in a listing of this title, of someone who may act so, where they are known, and how
/// they decided, without what came of it.
pub(super) fn judged(
    teller: &Teller<'_>,
    filing: &Filing,
    record: &Record,
    sets: &[RuleSet],
    (title, acts_as): (Option<&str>, Option<ActsAs>),
) -> Vec<String> {
    let version = match &record.version {
        // What the program itself makes of an offer is a digest (SHA-256).
        Some(version) if version.parse::<Digest>().is_ok() => {
            teller.tell("judged-digest", &[("digest", arg(version))])
        }
        Some(version) => teller.tell("judged-version", &[("version", arg(foreign(version)))]),
        None => teller.say("judged-no-version"),
    };
    let mut step = vec![teller.tell("judged-by-rules", &[("set", arg(record.rules))])];
    step.push(version);
    step.extend(title.map(|title| teller.tell("judged-title", &[("title", arg(foreign(title)))])));
    step.extend(record.snapshot.map(|kept| teller.tell("judged-snapshot", &[("digest", arg(kept))])));
    let findings = Findings::of(teller, filing, record, acts_as);
    let mut lines = vec![teller.say("judged-findings")];
    lines.extend(findings.lines(teller));
    let mut told = vec![teller.joined(&step), lines.join("\n")];
    match sets.iter().find(|set| set.number == record.rules) {
        Some(set) => {
            told.push(decided(teller, set, (filing, record), &findings));
            told.extend(limits(teller, set, (filing, record), &findings));
        }
        None => told.push(unknown_set(teller, record)),
    }
    told.push(switches(teller, filing, record));
    told
}

fn unknown_set(teller: &Teller<'_>, record: &Record) -> String {
    let set = ("set", arg(record.rules));
    match &record.rule {
        Some(code) => teller.tell("judged-set-missing-rule", &[set, ("code", arg(code))]),
        None => teller.tell("judged-set-missing", &[set]),
    }
}

/// Which rule decided, on what it rests, why it stands and what it provides.
fn decided(
    teller: &Teller<'_>,
    set: &RuleSet,
    (filing, record): (&Filing, &Record),
    findings: &Findings,
) -> String {
    let Some(rule) = set.decides(filing, &record.inputs) else { return teller.say("judged-no-rule") };
    let mut told = vec![place(teller, set, rule)];
    if let Some(code) = record.rule.as_ref().filter(|code| code.to_string() != rule.code) {
        told.push(teller.tell("judged-other-rule", &[("code", arg(code))]));
    }
    told.push(match findings.under(teller, rule) {
        Some(findings) => teller.tell("judged-rests-on", &[("findings", arg(findings))]),
        None => teller.say("judged-catch-all"),
    });
    told.push(teller.tell("judged-why", &[("why", arg(why(teller.language, &rule.why)))]));
    told.push(teller.tell("judged-says", &[("verdict", arg(verdict(teller, rule.then)))]));
    teller.joined(&told)
}

/// Where the rule stands among those that decide.
fn place(teller: &Teller<'_>, set: &RuleSet, rule: &Rule) -> String {
    let live = || set.rules.iter().filter(|it| it.mode == Mode::Live);
    let nth = live().position(|it| it.code == rule.code).map_or(1, |place| place + 1);
    let args = [("nth", arg(nth)), ("count", arg(live().count())), ("code", arg(&rule.code))];
    teller.tell(if nth == 1 { "judged-rule-first" } else { "judged-rule" }, &args)
}

/// What a switch or the floor of automatic acts made of what the rule provides; nothing where no rule decided.
fn limits(
    teller: &Teller<'_>,
    set: &RuleSet,
    (filing, record): (&Filing, &Record),
    findings: &Findings,
) -> Option<String> {
    let rule = set.decides(filing, &record.inputs)?;
    let stands = set.verdict(filing, &record.inputs);
    if stands == rule.then {
        return Some(teller.say("floor-kept"));
    }
    let stands_told = ("verdict", arg(verdict(teller, stands)));
    let reason = match stands {
        Verdict::Desk(Question::AutomaticStopped) => {
            return Some(teller.tell("switch-overrode", &[stands_told]));
        }
        Verdict::Desk(Question::Policy) => {
            let against = obstacles(filing, &record.inputs).into_iter();
            let against = findings.numbered(teller, against);
            let told = |findings| teller.tell("floor-policy", &[("findings", arg(findings))]);
            against.map_or_else(|| teller.say("floor-unknown"), told)
        }
        Verdict::Desk(question) => floor(teller, question),
        Verdict::Incomplete | Verdict::Accept | Verdict::Pause | Verdict::Decline(_) | Verdict::Again => {
            teller.say("floor-other")
        }
    };
    Some(teller.tell("floor-overrode", &[("reason", arg(reason)), stands_told]))
}

fn floor(teller: &Teller<'_>, question: Question) -> String {
    teller.coded("floor", question.code())
}

fn switches(teller: &Teller<'_>, filing: &Filing, record: &Record) -> String {
    let scope = |scope: &SwitchScope| match scope {
        SwitchScope::All => teller.say("scope-all"),
        SwitchScope::Marketplace(id) => teller.tell("scope-marketplace", &[("id", arg(id))]),
        SwitchScope::Right(right) => {
            let named = words::registered(teller.language, right);
            teller.tell("scope-right", &[("right", arg(named))])
        }
        SwitchScope::Rule(code) => teller.tell("scope-rule", &[("code", arg(code))]),
    };
    let scopes = SwitchScope::governing(filing, record.rule.as_ref());
    let scopes = teller.listed(scopes.iter().map(scope));
    let key = match record.inputs.get() {
        Some(AutomaticInput::Allowed) => "judged-stops-none",
        Some(AutomaticInput::Stopped) => "judged-stops",
        None => "judged-stops-unknown",
    };
    teller.tell(key, &[("scopes", arg(scopes))])
}

/// What is decided, as a clause.
pub(super) fn verdict(teller: &Teller<'_>, verdict: Verdict) -> String {
    match verdict {
        Verdict::Accept => teller.say("verdict-accept"),
        Verdict::Pause => teller.say("verdict-pause"),
        Verdict::Incomplete => teller.say("verdict-incomplete"),
        Verdict::Again => teller.say("verdict-again"),
        Verdict::Decline(code) => {
            let reason = words::declined_because(teller.language, code);
            teller.tell("verdict-decline", &[("reason", arg(reason))])
        }
        Verdict::Desk(question) => {
            let asked = teller.say(&format!("asked-{question}"));
            teller.tell("verdict-desk", &[("asked", arg(asked))])
        }
    }
}

/// That nothing was to come of the record, where the listing is to be looked at again.
pub(super) fn looked_again(
    teller: &Teller<'_>,
    filing: &Filing,
    record: &Record,
    sets: &[RuleSet],
) -> Option<String> {
    let set = sets.iter().find(|set| set.number == record.rules)?;
    let again = set.verdict(filing, &record.inputs) == Verdict::Again;
    again.then(|| teller.tell("judged-same", &[("set", arg(set.number))]))
}

/// Whether the record leads to what came of it; `None` where its rule set is not at hand.
pub(super) fn computed_again(
    teller: &Teller<'_>,
    filing: &Filing,
    record: &Record,
    came: &Event,
    sets: &[RuleSet],
) -> Option<String> {
    let set = sets.iter().find(|set| set.number == record.rules)?;
    let now = set.verdict(filing, &record.inputs);
    let same = match (now, came) {
        (Verdict::Accept, Event::Accepted { by: Decider::Machine, measure, .. }) => {
            *measure == policy::measure_for(filing.claim)
        }
        (Verdict::Pause, Event::Accepted { by: Decider::Machine, measure, .. }) => *measure == Measure::Pause,
        (Verdict::Incomplete, Event::FoundIncomplete { .. }) => true,
        (Verdict::Decline(now), Event::Declined { by: Decider::Machine, code, .. }) => now == *code,
        (Verdict::Desk(now), Event::SentToDesk { question }) => now == *question,
        _ => false,
    };
    let number = ("set", arg(set.number));
    Some(if same {
        teller.tell("judged-same", &[number])
    } else {
        teller.tell("judged-differs", &[number, ("verdict", arg(verdict(teller, now)))])
    })
}
