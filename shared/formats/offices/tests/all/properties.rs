//! No file makes the reader panic, and none makes a right out of nothing.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use crate::files::{Mark, design, st66_us, st96_us, zipped};
use jiff::civil::date;
use offices::read;
use proptest::prelude::*;

const TABLE: &str = "office;number;status;expires on;classes\nEM;018999001;Registered;2031-03-04;9 25\n";

fn files() -> Vec<Vec<u8>> {
    let mark = Mark { with_opposition: true, ..Mark::default() }.xml();
    let (st66, st96) = (st66_us("702", "Principal"), st96_us("800", "Principal"));
    let archive = zipped(&[("status_st96.xml", &st96)]);
    vec![mark.into(), design("Registered").into(), st66.into(), st96.into(), archive, TABLE.into()]
}

/// A change of a file: where, how many bytes go, and what comes instead.
fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, usize, Vec<u8>)>> {
    let text = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..8),
        prop::sample::select(vec![
            "<TradeMark>",
            "</TradeMark>",
            "&#x110000;",
            "&amp;",
            "<![CDATA[",
            "<!--",
            "<a/>",
            "9999-99-99",
            "\u{feff}",
            "\"",
            ";;;;",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    prop::collection::vec((any::<prop::sample::Index>(), 0..64usize, text), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_changed_file_panics(which in any::<prop::sample::Index>(), changes in changes()) {
        let all = files();
        let mut file = all[which.index(all.len())].clone();
        for (at, gone, comes) in changes {
            let at = at.index(file.len() + 1);
            let end = (at + gone).min(file.len());
            file.splice(at..end, comes);
        }
        if let Ok(records) = read(&file) {
            for record in records {
                let _ = record.in_force(date(2026, 11, 21));
                prop_assert!(record.right().is_some());
            }
        }
    }

    #[test]
    fn no_text_panics(text in ".{0,200}") {
        let _ = read(text.as_bytes());
        let _ = read(format!("<Transaction>{text}</Transaction>").as_bytes());
    }

    #[test]
    fn a_state_that_nobody_knows_is_never_in_force(status in "[A-Za-z /-]{0,24}") {
        let known = ["registered", "registered and fully published", "registration published", "live/registered",
            "live registration issued and active", "registered and renewed", "registered - renewed", "renewed"];
        prop_assume!(!known.contains(&status.trim().to_lowercase().as_str()));
        let file = Mark { status: &status, ..Mark::default() }.xml();
        let records = read(file.as_bytes()).unwrap();
        prop_assert!(!records[0].in_force(date(2026, 11, 21)).is_yes());
    }
}
