//! That every rule and every condition of the floor is needed: without it, some situation comes out otherwise.

use case::{
    AuthorityInput, AutomaticInput, ClassesInput, ConflictInput, CureInput, DecisionInputs, DeclineCode,
    EarlierInput, Filing, ListingInput, MarkInput, MisuseInput, Proof, Question, RightInput, TerritoryInput,
};
use policy::rules::{FIRST_OF_OPERATOR, Rule, RuleSet, Verdict};

use super::facts::{self, Situation};
use super::play::{Played, play};

/// Conditions of rules that nothing misses, and why.
const BACKED_CONDITIONS: [(&str, &str); 8] = [
    ("mark_in_picture without claim", "the same follows for a work"),
    (
        "mark_unclear of mark but no_words",
        "a mark without words is figurative, of which a rule before speaks",
    ),
    ("well_founded without claim", ONLY_MARKS),
    ("well_founded without mark", "the rules before it leave no other value"),
    ("copied_picture without claim", "the rules before it leave no other claim"),
    ("copied_picture without picture", "the floor wants the same picture"),
    ("copied_text without claim", "the rules before it leave no other claim"),
    ("copied_text without text", "the floor wants the same text"),
];
const ONLY_MARKS: &str = "only a mark has words and classes";

async fn played() -> Vec<(Situation, Played)> {
    let mut all = Vec::new();
    for situation in facts::all() {
        let played = Box::pin(play(&situation, None)).await;
        all.push((situation, played));
    }
    all
}

fn rules() -> RuleSet {
    contract::rules::of_this_program().unwrap().pop().unwrap()
}

/// The first situation that comes out otherwise under `mutant`, as it is played again under it.
async fn noticed_by(mutant: &RuleSet, all: &[(Situation, Played)]) -> Option<String> {
    for (situation, played) in all {
        let unchanged = played.record.as_ref().is_some_and(|record| {
            mutant.verdict(&played.filing, &record.inputs).to_string() == played.outcome
        });
        if unchanged {
            continue;
        }
        let mutated = Box::pin(play(situation, Some(mutant))).await;
        if mutated.outcome != situation.outcome {
            return Some(situation.name.clone());
        }
    }
    None
}

/// The opposites of what a rule says, where the floor may make one of them the same again.
fn turned(verdict: Verdict) -> Vec<Verdict> {
    match verdict {
        Verdict::Accept | Verdict::Pause | Verdict::Incomplete | Verdict::Again => {
            vec![Verdict::Desk(Question::Policy)]
        }
        Verdict::Decline(_) => vec![Verdict::Accept],
        Verdict::Desk(_) => vec![Verdict::Decline(DeclineCode::NoInfringement), Verdict::Accept],
    }
}

/// What the rule at `nth` of the set is changed to.
fn changed(set: &RuleSet, nth: usize, change: impl FnOnce(&mut Rule)) -> RuleSet {
    let mut mutant = RuleSet { number: FIRST_OF_OPERATOR, ..set.clone() };
    change(&mut mutant.rules[nth]);
    mutant
}

#[tokio::test]
async fn every_rule_is_missed_when_it_is_taken_away_and_noticed_when_it_is_turned_around() {
    let (all, set) = (played().await, rules());
    let (mut backed, mut unnoticed) = (Vec::new(), Vec::new());
    for (nth, rule) in set.rules.iter().enumerate() {
        let mut without = RuleSet { number: FIRST_OF_OPERATOR, ..set.clone() };
        without.rules.remove(nth);
        if noticed_by(&without, &all).await.is_none() {
            backed.push(rule.code.as_str());
        }
        let mut is_noticed = false;
        for then in turned(rule.then) {
            let otherwise = changed(&set, nth, |rule| rule.then = then);
            is_noticed = is_noticed || noticed_by(&otherwise, &all).await.is_some();
        }
        if !is_noticed {
            unnoticed.push(rule.code.as_str());
        }
    }
    assert!(backed.is_empty(), "nobody misses {backed:?}: a rule that never decides anything is none");
    assert!(unnoticed.is_empty(), "whatever they said, nothing would be otherwise: {unnoticed:?}");
}

#[tokio::test]
async fn every_condition_of_every_rule_is_needed() {
    let (all, set) = (played().await, rules());
    let mut backed = Vec::new();
    for (nth, rule) in set.rules.iter().enumerate() {
        for (at, (input, values)) in rule.when.iter().enumerate() {
            let wider = changed(&set, nth, |rule| drop(rule.when.remove(at)));
            let mut mutants = vec![(format!("{} without {}", rule.code, input.code()), wider)];
            for value in values {
                let narrower = changed(&set, nth, |rule| rule.when[at].1.retain(|it| it != value));
                mutants.push((format!("{} of {} but {value}", rule.code, input.code()), narrower));
            }
            for (name, mutant) in mutants {
                if noticed_by(&mutant, &all).await.is_none() {
                    backed.push(name);
                }
            }
        }
    }
    assert_eq!(backed, BACKED_CONDITIONS.map(|(name, _)| name));
}

fn set_of(then: &str) -> RuleSet {
    let text =
        format!(r#"{{"number":100,"rules":[{{"code":"all","why":"A test.","when":{{}},"then":"{then}"}}]}}"#);
    contract::rules::read(&text).unwrap()
}

/// What is wrong in a filing or its inputs, put right.
type Cured = fn(&mut Filing, DecisionInputs) -> DecisionInputs;

/// Each condition of automatic measures, and how it is met.
const CONDITIONS: [(&str, Cured); 12] = [
    ("elements", |filing, inputs| {
        filing.missing.clear();
        inputs
    }),
    ("proof", |filing, inputs| {
        filing.proof = Proof::Link;
        inputs
    }),
    ("claim", |filing, inputs| {
        filing.claim = case::Claim::Copyright;
        inputs
    }),
    ("automatic", |_, inputs| inputs.with(AutomaticInput::Allowed)),
    ("listing", |_, inputs| inputs.with(ListingInput::Visible)),
    ("right", |_, inputs| inputs.with(RightInput::InForce)),
    ("territory", |_, inputs| inputs.with(TerritoryInput::Covered)),
    ("earlier", |_, inputs| inputs.with(EarlierInput::None)),
    ("conflict", |_, inputs| inputs.with(ConflictInput::None)),
    ("authority", |_, inputs| inputs.with(AuthorityInput::OnFile)),
    ("misuse", |_, inputs| inputs.with(MisuseInput::Clear)),
    ("classes", |_, inputs| inputs.with(ClassesInput::Fit)),
];

#[tokio::test]
async fn under_rules_that_accept_everything_each_condition_of_the_floor_stops_a_situation_alone() {
    let (all, set) = (played().await, set_of("accept"));
    for (condition, cured) in CONDITIONS {
        let stops = |(_, played): &&(Situation, Played)| {
            let Some(record) = &played.record else { return false };
            let mut before = record.inputs.clone();
            if !played.filing.missing.is_empty() {
                // Nobody looks at the listing of an incomplete complaint.
                before = before.with(ListingInput::Visible).with(MarkInput::Act).with(ClassesInput::Fit);
            }
            let mut filing = played.filing.clone();
            let inputs = cured(&mut filing, before.clone());
            set.verdict(&played.filing, &before) != Verdict::Accept
                && set.verdict(&filing, &inputs) == Verdict::Accept
        };
        assert!(all.iter().any(|it| stops(&it)), "no situation rests on the condition {condition} alone");
    }
}

#[tokio::test]
async fn no_rules_accept_what_rests_on_no_comparison_and_no_switch_is_passed_by() {
    let (accepting, declining) = (set_of("accept"), set_of("decline no_infringement"));
    let mut compared = 0;
    for situation in facts::all() {
        let accepted = Box::pin(play(&situation, Some(&accepting))).await;
        if accepted.outcome == "accept" {
            let inputs = accepted.record.unwrap().inputs;
            let named = inputs.get() == Some(MarkInput::Act);
            let shown =
                inputs.get() == Some(case::PictureInput::Same) || inputs.get() == Some(case::TextInput::Same);
            assert!(named || shown, "{}", situation.name);
            compared += 1;
        }
        let declined = Box::pin(play(&situation, Some(&declining))).await;
        let inputs = declined.record.unwrap().inputs;
        let expected = if inputs.get() == Some(AutomaticInput::Stopped) {
            "desk automatic_stopped"
        } else if declined.filing.proof == Proof::None {
            "desk who_complains"
        } else {
            "decline no_infringement"
        };
        assert!(inputs.get::<CureInput>().is_some());
        assert_eq!(declined.outcome, expected, "{}", situation.name);
    }
    assert!(compared >= 10, "{compared}");
}
