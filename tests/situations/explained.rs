//! What is told of each situation to a reader of law: in both languages, from the record, and nothing that is not so.

use app::rules::explained;
use case::{DeclineCode, Language, Question, RuleCode};
use policy::rules::{Input, RuleSet, Verdict};
use web::explanation::judgement;

use super::facts::{self, Situation, When};
use super::play::{Played, play};

/// What keys of texts start with: none of them may show.
const KEYS: [&str; 13] = [
    "input-",
    "judged-",
    "told-",
    "explain-",
    "decided-",
    "floor-",
    "verdict-",
    "asked-",
    "declined-",
    "lacks-",
    "scope-",
    "order-",
    "switch-",
];

fn sets() -> Vec<RuleSet> {
    contract::rules::of_this_program().unwrap()
}

/// What a lawyer would look for in the outcome, in English and in Chinese.
fn said(outcome: &str) -> [&'static str; 2] {
    match outcome.split(' ').next() {
        Some("accept") => [
            "the complaint was accepted by the program, without a person",
            "没有人工参与的情况下认定投诉成立",
        ],
        Some("decline") => {
            ["the complaint was declined by the program, without a person", "没有人工参与的情况下驳回投诉"]
        }
        Some("desk") => ["The case went to a person, to decide", "案件转交工作人员"],
        Some("incomplete") => ["The complainant was asked for what is missing", "已要求投诉人补充缺少的内容"],
        _ => ["No decision on the complaint has been taken", "尚未对投诉作出决定"],
    }
}

fn check(situation: &Situation, played: &Played, language: Language) {
    let name = &situation.name;
    let text = explained(language, &played.stored, &sets(), &played.words).unwrap();
    assert_told(&text, name);
    let words: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    for personal in ["ada", "bob", "parties"] {
        assert!(!words.contains(&personal), "{name}: {personal} in {text}");
    }
    let place = usize::from(language == Language::Zh);
    assert!(text.contains(said(&played.outcome)[place]), "{name}: {text}");
    let same = ["gives the same result", "得出相同结果"][place];
    let judged = played.record.is_some();
    assert_eq!(text.contains(same), judged, "{name}: {text}");
    assert!(!text.contains("does not give the result on record"), "{name}: {text}");
    let rule = played.record.as_ref().and_then(|record| record.rule.as_ref());
    let code = |rule: &RuleCode| format!("“{rule}”");
    assert!(rule.is_none_or(|rule| text.contains(&code(rule))), "{name}: {text}");
}

#[tokio::test]
async fn every_situation_is_explained_in_both_languages() {
    for situation in facts::all() {
        let played = Box::pin(play(&situation, None)).await;
        for language in Language::ALL {
            check(&situation, &played, *language);
        }
    }
}

/// The first situation that comes out so, with what came of it.
async fn first(fits: impl Fn(&Situation) -> bool) -> Played {
    let situation = facts::all().into_iter().find(fits).expect("a situation");
    Box::pin(play(&situation, None)).await
}

fn english(played: &Played) -> String {
    explained(Language::En, &played.stored, &sets(), &played.words).unwrap()
}

#[tokio::test]
async fn what_decided_is_told_and_what_the_floor_and_the_operator_did() {
    let accepted = english(&first(|it| it.outcome == "accept" && it.before.is_empty()).await);
    for part in [
        "The complaint states that the goods offered are counterfeit.",
        "What this right protects is, as the register has it now: “VELMORA”.",
        "The title of the listing then read: “VELMORA quilted handbag black”.",
        "The title of the listing contains the mark",
        "They did not change this result.",
        "The operator had not stopped automatic decisions",
    ] {
        assert!(accepted.contains(part), "{part}: {accepted}");
    }
    assert!(!accepted.contains("the goods are counterfeit"), "what is claimed is not known: {accepted}");

    let stopped = english(&first(|it| it.operator_stopped.is_some()).await);
    assert!(stopped.contains("The operator had stopped automatic decisions for such cases."), "{stopped}");
    assert!(stopped.contains("so that the program did not let this rule decide"), "{stopped}");

    let edited =
        english(&first(|it| it.edited.as_ref().is_some_and(|edit| edit.when == When::Accepted)).await);
    assert!(edited.contains("the acceptance by the program was taken back"), "{edited}");
    assert_eq!(edited.matches("The program applied rule set").count(), 2, "{edited}");
}

#[tokio::test]
async fn another_finding_is_another_account() {
    let played = first(|it| it.outcome == "accept" && it.before.is_empty()).await;
    let record = played.record.clone().unwrap();
    let (filing, sets) = (&played.filing, sets());
    let mut changed = 0;
    for language in Language::ALL {
        let told = judgement(*language, filing, &record, &sets);
        for (name, value) in record.inputs.pairs() {
            let input = Input::ALL.iter().find(|input| input.code() == name).unwrap();
            for other in input.values().into_iter().filter(|other| *other != value) {
                let pairs = record.inputs.to_string();
                let pairs = pairs.replace(&format!("{name}={value}"), &format!("{name}={other}"));
                let mut mutated = record.clone();
                mutated.inputs = pairs.parse().unwrap();
                let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
                let (before, after) = (lines(&told), lines(&judgement(*language, filing, &mutated, &sets)));
                assert_ne!(before, after, "{language}: {name}={other}");
                assert_eq!(before.len(), after.len(), "{language}: {name}={other}");
                changed += 1;
            }
        }
    }
    assert!(changed > 60, "{changed}");
}

/// A text in which no key shows, and nothing that is to be filled in.
fn assert_told(text: &str, what: &str) {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || "-_.$".contains(c)));
    let key = words.into_iter().find(|word| KEYS.iter().any(|key| word.starts_with(key)));
    assert!(key.is_none() && !text.contains("{ $"), "{what}: {key:?} in {text}");
}

#[tokio::test]
async fn every_finding_and_every_verdict_has_its_sentence() {
    let played = first(|it| it.outcome == "accept" && it.before.is_empty()).await;
    let (record, sets) = (played.record.clone().unwrap(), sets());
    for language in Language::ALL {
        for input in Input::ALL {
            for value in input.values() {
                let mut record = record.clone();
                let others = record.inputs.pairs().filter(|(name, _)| *name != input.code());
                let mut pairs: Vec<String> = others.map(|(name, value)| format!("{name}={value}")).collect();
                pairs.push(format!("{}={value}", input.code()));
                record.inputs = pairs.join(" ").parse().unwrap();
                let mut filing = played.filing.clone();
                match input {
                    Input::Claim => filing.claim = value.parse().unwrap(),
                    Input::Proof => filing.proof = value.parse().unwrap(),
                    _ => {}
                }
                assert_told(&judgement(*language, &filing, &record, &sets), value);
            }
        }
        let declines = DeclineCode::ALL.iter().map(|code| Verdict::Decline(*code));
        let asked = Question::ALL.iter().map(|question| Verdict::Desk(*question));
        for then in declines.chain(asked).chain([
            Verdict::Accept,
            Verdict::Pause,
            Verdict::Incomplete,
            Verdict::Again,
        ]) {
            let mut set = sets.last().unwrap().clone();
            set.rules.iter_mut().for_each(|rule| rule.then = then);
            assert_told(&judgement(*language, &played.filing, &record, &[set]), &then.to_string());
        }
    }
}
