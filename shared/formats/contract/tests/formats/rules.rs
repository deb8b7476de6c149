use case::{DeclineCode, Question};
use contract::rules::{self, BadRules};
use policy::rules::Verdict;
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_changed_rule_set_is_read_or_refused(at in any::<prop::sample::Index>(), byte in any::<char>()) {
        let text = policy::rules::OF_THIS_PROGRAM[1];
        let at = (0..=at.index(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let next = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
        let changed = format!("{}{byte}{}", &text[..at], &text[next..]);
        if let Ok(set) = rules::read(&changed) {
            prop_assert_eq!(rules::read(&rules::write(&set)).unwrap(), set);
        }
    }
}

#[test]
fn what_is_wrong_with_a_rule_is_named() {
    let rule = |rule: &str| rules::read(&format!(r#"{{"number":2,"rules":[{rule}]}}"#));
    for (text, says) in [
        (r#"{"code":"A","why":"x","when":{},"then":"accept"}"#, "rule A: code \"A\" is no code"),
        (r#"{"code":"a","why":" ","when":{},"then":"accept"}"#, "rule a: why"),
        (r#"{"code":"a","why":"x","when":{"price":["low"]},"then":"accept"}"#, "nothing that rules look at"),
        (r#"{"code":"a","why":"x","when":{"mark":["low"]},"then":"accept"}"#, "never seen at this input"),
        (r#"{"code":"a","why":"x","when":{"mark":[]},"then":"accept"}"#, "given no value"),
        (r#"{"code":"a","why":"x","when":{},"then":"decline it"}"#, "no verdict"),
        (r#"{"code":"a","why":"x","when":{},"then":"accept","mode":"dark"}"#, "neither live nor shadow"),
    ] {
        let error = rule(text).unwrap_err();
        assert!(matches!(error, BadRules::Rule { .. }));
        assert!(error.to_string().contains(says), "{error}");
    }
    assert!(rule(r#"{"code":"a","when":{},"then":"accept"}"#).is_err());
    let twice = r#"{"code":"a","why":"x","when":{},"then":"accept"}"#;
    assert!(rule(&format!("{twice},{twice}")).unwrap_err().to_string().contains("taken"));
}

#[test]
fn a_rule_set_has_a_most_of_bytes_and_of_rules() {
    let set = |rules: u8, padding: usize| {
        let code = |n: u8| String::from_utf8(vec![b'a' + n / 26, b'a' + n % 26]).unwrap();
        let rule = |n| format!(r#"{{"code":"{}","why":"x","when":{{}},"then":"accept"}}"#, code(n));
        let rules: Vec<String> = (0..rules).map(rule).collect();
        format!(r#"{{"number":2,"rules":[{}]}}{}"#, rules.join(","), " ".repeat(padding))
    };
    assert!(rules::read(&set(100, 0)).is_ok());
    assert!(matches!(rules::read(&set(101, 0)), Err(BadRules::TooLarge)));
    let padding = 65_536 - set(1, 0).len();
    assert!(rules::read(&set(1, padding)).is_ok());
    assert!(matches!(rules::read(&set(1, padding + 1)), Err(BadRules::TooLarge)));
}

/// A set of one rule of this code, which leads to this.
fn of_one_rule(code: &str, then: &str) -> Result<policy::rules::RuleSet, BadRules> {
    rules::read(&format!(
        r#"{{"number":2,"rules":[{{"code":"{code}","why":"x","when":{{}},"then":"{then}"}}]}}"#
    ))
}

#[test]
fn each_verdict_is_read_as_it_is_written_and_nothing_like_it() {
    let declines = DeclineCode::ALL.iter().map(|code| Verdict::Decline(*code));
    let questions = Question::ALL.iter().map(|question| Verdict::Desk(*question));
    let plain = [Verdict::Incomplete, Verdict::Accept, Verdict::Pause, Verdict::Again];
    for verdict in plain.into_iter().chain(declines).chain(questions) {
        let set = of_one_rule("a", &verdict.to_string()).unwrap();
        assert_eq!(set.rules[0].then, verdict);
        assert_eq!(rules::read(&rules::write(&set)).unwrap(), set, "{verdict}");
    }
    for unlike in ["", "accepted", "Accept", "again ", "decline", "desk", "desk accept", "accept it"] {
        assert!(of_one_rule("a", unlike).is_err(), "{unlike:?}");
    }
}

#[test]
fn the_code_of_a_rule_has_one_to_forty_characters() {
    for (length, is_code) in [(0, false), (1, true), (40, true), (41, false)] {
        assert_eq!(of_one_rule(&"a".repeat(length), "accept").is_ok(), is_code, "{length}");
    }
}

#[test]
fn the_sets_of_this_program_are_read_and_the_later_one_decides() {
    let numbers: Vec<u16> = rules::of_this_program().unwrap().iter().map(|set| set.number).collect();
    assert_eq!(numbers, [1, 2]);
}
