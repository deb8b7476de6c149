//! [`RuleSets`], [`Switches`] and [`Disputes`].

use case::ListingRef;
use jiff::Timestamp;
use policy::rules::RuleSet;
use policy::switches::Switch;
use port::{Committed, Dispute, Disputed, Disputes, MOST_DISPUTES, RuleSets, Switches};

use super::case_id;

/// Rule sets are read back by number; the same one again is the same, another one of its number is refused.
pub async fn rule_sets_are_kept<S: RuleSets>(store: &S) {
    assert_eq!(store.rule_sets().await.unwrap(), []);
    let first = RuleSet { number: 100, ..contract::rules::of_this_program().unwrap().pop().unwrap() };
    let mut second = RuleSet { number: 1000, ..first.clone() };
    second.rules.pop();
    for rules in [&second, &first, &first] {
        assert_eq!(store.put_rule_set(rules).await.unwrap(), Committed::Done);
    }
    let other = RuleSet { number: 100, ..second.clone() };
    assert_eq!(store.put_rule_set(&other).await.unwrap(), Committed::Conflict);
    assert_eq!(store.rule_sets().await.unwrap(), [first, second]);
}

/// A switch is read back as it was last set, whatever it governs, and each time that it was set.
pub async fn switches_are_kept<S: Switches>(store: &S) {
    assert_eq!(store.switches().await.unwrap(), []);
    let at = Timestamp::from_second(1_793_610_000).unwrap();
    let mut set = Vec::new();
    for scope in ["all", "marketplace/demo", "right/trademark/EM/018999001", "rule/well_founded"] {
        let (scope, why) = (scope.parse().unwrap(), "A rival's complaints look forged.".to_owned());
        set.push(Switch { scope, stopped: true, by: "ada".parse().unwrap(), at, why });
    }
    for switch in &set {
        store.put_switch(switch).await.unwrap();
    }
    assert_eq!(store.switches().await.unwrap(), set);
    let mut all = set.clone();
    let later = at.checked_add(jiff::SignedDuration::from_secs(1)).unwrap();
    let by = "ben".parse().unwrap();
    set[1] = Switch { stopped: false, by, at: later, why: String::new(), ..set[1].clone() };
    for _ in 0..2 {
        store.put_switch(&set[1]).await.unwrap();
        assert_eq!(store.switches().await.unwrap(), set);
    }
    let mut history = store.switch_history().await.unwrap();
    history.dedup();
    all.push(set[1].clone());
    assert_eq!(history, all);
}

/// Every case that is noted for a listing is read back, each once; beyond the limit a new one is still noted.
pub async fn disputes_are_noted<S: Disputes>(store: &S) {
    let listing = |n: u8| -> ListingRef { format!("demo/{n}").parse().unwrap() };
    let at = Timestamp::from_second(1_793_610_000).unwrap();
    for (of, case, dispute) in [
        (1, 1, Dispute::Open),
        (1, 2, Dispute::Open),
        (1, 1, Dispute::Open),
        (2, 3, Dispute::Restored),
        (2, 4, Dispute::Open),
        (2, 5, Dispute::Declined),
    ] {
        store.note_dispute(&listing(of), case_id(case), dispute, at).await.unwrap();
    }
    let mut noted = store.disputes(&[listing(2), listing(3), listing(1)]).await.unwrap();
    noted.iter_mut().for_each(|noted| noted.open.sort_unstable());
    let mut both = vec![case_id(1), case_id(2)];
    both.sort_unstable();
    let expected = [
        Disputed { open: vec![case_id(4)], restored: vec![case_id(3)], declined: vec![case_id(5)] },
        Disputed::default(),
        Disputed { open: both, ..Disputed::default() },
    ];
    assert_eq!(noted, expected);

    for case in 0..=u16::try_from(MOST_DISPUTES).unwrap() {
        store.note_dispute(&listing(4), case_id(100 + case), Dispute::Open, at).await.unwrap();
    }
    let noted = store.disputes(&[listing(4)]).await.unwrap().pop().unwrap();
    let last = case_id(100 + u16::try_from(MOST_DISPUTES).unwrap());
    assert!(noted.open.len() <= MOST_DISPUTES && noted.open.contains(&last));
}
