use std::collections::BTreeSet;

use case::{Case, Event};
use contract::Malformed;
use contract::event::{decode, decode_up_to, encode};
use proptest::prelude::*;

use crate::{arbitrary, told};

const GOLDEN: &str = include_str!("../golden/events-v1.jsonl");

proptest! {
    #[test]
    fn a_stored_event_is_read_back_as_it_was(recorded in arbitrary::recorded()) {
        let line = encode(&recorded);
        prop_assert!(!line.contains('\n'));
        let read = decode(&line);
        prop_assert!(read.is_ok(), "{line}: {read:?}");
        prop_assert_eq!(read.unwrap(), recorded);
    }

    #[test]
    fn garbage_is_refused_without_a_panic(garbage in ".{0,200}", cut in any::<prop::sample::Index>()) {
        prop_assert!(decode(&garbage).is_err());
        let line = GOLDEN.lines().next().unwrap();
        prop_assert!(decode(&line[..cut.index(line.len())]).is_err());
    }

    #[test]
    fn any_text_in_any_field_is_read_or_refused(text in ".{0,80}", event in any::<prop::sample::Index>()) {
        let lines: Vec<_> = GOLDEN.lines().collect();
        let mut stored: serde_json::Value = serde_json::from_str(lines[event.index(lines.len())]).unwrap();
        if let Some(fields) = stored["is"].as_object_mut().and_then(|is| is.values_mut().next()) {
            for field in fields.as_object_mut().unwrap().values_mut().filter(|field| field.is_string()) {
                *field = text.clone().into();
            }
        }
        if let Ok(recorded) = decode(&stored.to_string()) {
            prop_assert_eq!(decode(&encode(&recorded)).unwrap(), recorded);
        }
    }
}

#[test]
fn every_golden_event_is_still_read_and_still_written_the_same() {
    let mut types = BTreeSet::new();
    for line in GOLDEN.lines() {
        let recorded = decode(line).unwrap_or_else(|error| panic!("{line}: {}", told(&error)));
        assert_eq!(encode(&recorded), line);
        types.insert(format!("{:?}", std::mem::discriminant(&recorded.event)));
    }
    assert_eq!(types.len(), 29, "one line at least for every type of event");
}

#[test]
fn the_golden_life_of_a_case_still_folds() {
    // The lines up to the closing one are the log of one case; the others stand for themselves.
    let log: Vec<_> = GOLDEN.lines().map(|line| decode(line).unwrap()).collect();
    let Event::Filed(filing) = &log[0].event else { panic!("a log starts with the filing") };
    let end = log.iter().position(|recorded| matches!(recorded.event, Event::Closed { .. })).unwrap();
    let case = Case::fold(filing.case_id(), &log[..=end]).unwrap();
    assert_eq!(case.id.to_string(), "187f1bc22b39524b9f69bae660092195");
    assert!(case.state.is_final() && case.owed().is_empty());
}

#[test]
fn a_field_that_a_later_program_adds_is_passed_over() {
    for line in GOLDEN.lines() {
        let mut stored: serde_json::Value = serde_json::from_str(line).unwrap();
        stored["added_later"] = true.into();
        if let Some(fields) = stored["is"].as_object_mut().and_then(|is| is.values_mut().next()) {
            fields["added_later"] = "too".into();
        }
        assert_eq!(decode(&stored.to_string()).unwrap(), decode(line).unwrap());
    }
}

#[test]
fn what_is_unknown_or_impossible_is_named() {
    for (line, complaint) in [
        (r#"{"v":1,"at":0,"is":"forgotten"}"#, "stored event is malformed: unknown variant `forgotten`"),
        (r#"{"v":1,"at":0,"is":{"forgotten":{}}}"#, "unknown variant `forgotten`"),
        (r#"{"v":1,"is":"withdrawn"}"#, "missing field `at`"),
        (r#"{"v":1,"at":99999999999999999,"is":"withdrawn"}"#, "stored event: at is invalid"),
        (
            r#"{"v":1,"at":0,"is":{"closed":{"outcome":"won"}}}"#,
            "stored event: outcome is invalid: outcome must be one of",
        ),
        (
            r#"{"v":1,"at":0,"is":{"upheld":{"by":"reviewer:"}}}"#,
            "stored event: by is invalid: reviewer id must be",
        ),
        (r#"{"v":1,"at":0,"is":{"upheld":{"by":"anna"}}}"#, "stored event: by is invalid"),
        (
            r#"{"v":1,"at":0,"is":{"merged":{"complaint":"7"}}}"#,
            "stored event: complaint is invalid: complaint id must be",
        ),
        (
            r#"{"v":1,"at":0,"is":{"court_named":{"doc":"00"}}}"#,
            "stored event: doc is invalid: SHA-256 digest must be",
        ),
        (r#"{"v":1,"at":0,"is":{"letter_sent":{"of":-1,"letter":"receipt"}}}"#, "stored event is malformed"),
    ] {
        let told = told(&decode(line).unwrap_err());
        assert!(told.contains(complaint), "{line} is refused with: {told}");
    }
}

#[test]
fn what_a_later_program_wrote_is_refused_as_newer_whatever_its_shape() {
    for line in
        [r#"{"v":3,"at":0,"is":"withdrawn"}"#, r#"{"v":3,"at":"noon","is":"forgotten"}"#, r#"{"v":3}"#]
    {
        let refused = decode_up_to(line, 2);
        assert!(matches!(refused, Err(Malformed::Newer { version: 3, reads: 2, .. })), "{line}: {refused:?}");
    }
    for version in [1, 2] {
        let line = format!(r#"{{"v":{version},"at":0,"is":"withdrawn"}}"#);
        assert_eq!(decode_up_to(&line, 2).unwrap().event, Event::Withdrawn);
    }
}
