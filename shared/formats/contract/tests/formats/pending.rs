use contract::Malformed;
use contract::pending::PendingConfirmation;
use proptest::prelude::*;

const WAITING: &str = include_str!("../golden/pending-v1.json");
const BY_MAIL: &str = include_str!("../golden/pending.mail-v1.json");
const FILED: &str = include_str!("../golden/pending.filed-v1.json");

proptest! {
    #[test]
    fn garbage_is_refused_without_a_panic(
        garbage in proptest::collection::vec(any::<u8>(), 0..200),
        cut in 0..WAITING.trim_end().len(),
    ) {
        prop_assert!(PendingConfirmation::decode(&garbage).is_err());
        prop_assert!(PendingConfirmation::decode(&WAITING.as_bytes()[..cut]).is_err());
    }
}

#[test]
fn the_golden_ones_are_still_read_and_written_the_same() {
    for golden in [WAITING, BY_MAIL, FILED] {
        let pending = PendingConfirmation::decode(golden.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(pending.encode()).unwrap(), golden.trim_end());
    }
    let PendingConfirmation::Waiting { complaint, mail: None } =
        PendingConfirmation::decode(WAITING.as_bytes()).unwrap()
    else {
        panic!("waits")
    };
    assert_eq!(complaint.right.classes, [18]);
}

#[test]
fn what_neither_waits_nor_is_filed_is_refused() {
    assert!(matches!(
        PendingConfirmation::decode(br#"{"format":1}"#),
        Err(Malformed::Field { field: "complaint", .. })
    ));
    assert!(matches!(PendingConfirmation::decode(br#"{"format":2}"#), Err(Malformed::Unknown { .. })));
}
