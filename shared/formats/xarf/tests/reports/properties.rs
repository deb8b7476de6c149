use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fixtures::{version_4, versions_before_4};

/// Any JSON.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        // Eighths are read back as they were written.
        any::<i32>().prop_map(|number| Value::from(f64::from(number) / 8.0)),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        "[a-z0-9:/@.%-]{0,24}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-zA-Z_]{1,8}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Every place in a document.
fn pointers(value: &Value, pointer: String, into: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| pointers(value, format!("{pointer}/{name}"), into));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| pointers(value, format!("{pointer}/{at}"), into));
        }
        _ => {}
    }
    into.push(pointer);
}

/// A report with something else put in some place.
fn bent() -> impl Strategy<Value = Value> {
    let reports = [version_4(), versions_before_4()].concat();
    (prop::sample::select(reports), any::<prop::sample::Index>(), any_json()).prop_map(
        |(mut report, at, other)| {
            let mut places = Vec::new();
            pointers(&report, String::new(), &mut places);
            let place = at.get(&places);
            if let Some(value) = report.pointer_mut(place) {
                *value = other;
            }
            report
        },
    )
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = xarf::read(&bytes);
        let _ = xarf::is_report(&bytes);
    }

    #[test]
    fn no_text_makes_the_reader_of_lines_panic(text in "(---\n)?([A-Z][a-z-]{0,12}: ?.{0,12}\n){0,6}") {
        let _ = xarf::read_yaml_like(&text);
    }

    #[test]
    fn a_bent_report_is_read_whole_or_refused_with_places(report in bent()) {
        match xarf::read(report.to_string().as_bytes()) {
            Ok(read) => {
                for evidence in read.evidence() {
                    let _ = evidence.decode();
                }
                // What was read is read again as the same.
                let again = xarf::read(json!(read.document()).to_string().as_bytes());
                prop_assert_eq!(again, Ok(read));
            }
            Err(faults) => {
                prop_assert!(!faults.is_empty());
                prop_assert!(faults.iter().all(|fault| fault.path.starts_with('$') && !fault.rule.is_empty()));
            }
        }
    }
}
