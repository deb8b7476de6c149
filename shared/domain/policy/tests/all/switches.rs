//! Where the operator has stopped automatic acts.

use case::{Filing, RuleCode};
use policy::switches::{Switch, SwitchScope, stopping};

use crate::rules::filing;

fn about_the_right() -> Filing {
    filing(|filing| {
        filing.listing = "demo/1".parse().unwrap();
        filing.right = Some("trademark/EM/018999001".parse().unwrap());
    })
}

fn switch(scope: &str, stopped: bool) -> Switch {
    Switch {
        scope: scope.parse().unwrap(),
        stopped,
        by: "anna".parse().unwrap(),
        at: jiff::Timestamp::UNIX_EPOCH,
        why: "a flood of complaints".to_owned(),
    }
}

#[test]
fn what_a_switch_governs_is_read_back_as_it_is_typed() {
    for text in ["all", "marketplace/demo", "right/trademark/EM/018999001", "rule/well_founded"] {
        assert_eq!(text.parse::<SwitchScope>().unwrap().to_string(), text);
    }
    for wrong in ["", "everything", "marketplace", "marketplace/", "right/EM", "rule/A", "seller/1"] {
        assert!(wrong.parse::<SwitchScope>().is_err(), "{wrong}");
    }
}

#[test]
fn automatic_acts_are_stopped_where_a_switch_says_so_and_nowhere_else() {
    let rule: RuleCode = "well_founded".parse().unwrap();
    for (scope, stops) in [
        ("all", true),
        ("marketplace/demo", true),
        ("marketplace/other", false),
        ("right/trademark/EM/018999001", true),
        ("right/trademark/EM/018999002", false),
        ("rule/well_founded", true),
        ("rule/listing_gone", false),
    ] {
        let switches = [switch("rule/listing_gone", false), switch(scope, true)];
        let found = stopping(&switches, &about_the_right(), Some(&rule));
        assert_eq!(found, stops.then_some(&switches[1]), "{scope}");
        let before = stopping(&switches, &about_the_right(), None);
        assert_eq!(before.is_some(), stops && !scope.starts_with("rule/"), "{scope}");
        let released = [switch(scope, false)];
        assert_eq!(stopping(&released, &about_the_right(), Some(&rule)), None, "{scope}");
    }
}
