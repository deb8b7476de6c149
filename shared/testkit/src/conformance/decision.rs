//! [`RuleSets`] and [`Disputes`].

use case::ListingRef;
use jiff::Timestamp;
use policy::rules::RuleSet;
use port::{Committed, Dispute, Disputes, RuleSets};

use super::case_id;

/// Rule sets are read back by number; the same one again is the same, another one of its number is refused.
pub async fn rule_sets_are_kept<S: RuleSets>(store: &S) {
    assert_eq!(store.rule_sets().await.unwrap(), []);
    let first = RuleSet { number: 100, ..RuleSet::of_this_program().unwrap() };
    let mut second = RuleSet { number: 1000, ..first.clone() };
    second.rules.pop();
    for rules in [&second, &first, &first] {
        assert_eq!(store.put_rule_set(rules).await.unwrap(), Committed::Done);
    }
    let other = RuleSet { number: 100, ..second.clone() };
    assert_eq!(store.put_rule_set(&other).await.unwrap(), Committed::Conflict);
    assert_eq!(store.rule_sets().await.unwrap(), [first, second]);
}

/// A note is read back; one about a listing that came back stays, whatever is noted later.
pub async fn disputes_are_noted<S: Disputes>(store: &S) {
    let listing = |n: u8| -> ListingRef { format!("demo/{n}").parse().unwrap() };
    let note = |n: u8, case: u16, restored: bool| Dispute {
        listing: listing(n),
        case: case_id(case),
        restored,
        at: Timestamp::from_second(1_793_610_000).unwrap(),
    };
    for dispute in
        [note(1, 1, false), note(1, 2, false), note(2, 3, false), note(2, 4, true), note(2, 5, false)]
    {
        store.note_dispute(&dispute).await.unwrap();
    }
    let asked = [listing(2), listing(3), listing(1)];
    let noted = store.disputes(&asked).await.unwrap();
    assert_eq!(noted, [Some(note(2, 4, true)), None, Some(note(1, 2, false))]);
}
