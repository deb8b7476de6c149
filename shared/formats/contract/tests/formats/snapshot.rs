use contract::Malformed;
use contract::snapshot::Snapshot;
use proptest::prelude::*;

const GOLDEN: &str = include_str!("../golden/snapshot-v1.json");

proptest! {
    #[test]
    fn garbage_is_refused_without_a_panic(
        garbage in proptest::collection::vec(any::<u8>(), 0..200),
        cut in 0..GOLDEN.trim_end().len(),
    ) {
        prop_assert!(Snapshot::decode(&garbage).is_err());
        prop_assert!(Snapshot::decode(&GOLDEN.as_bytes()[..cut]).is_err());
    }

    #[test]
    fn a_snapshot_is_read_back_as_it_was(
        title in any::<String>(),
        text in any::<String>(),
        attributes in proptest::collection::vec(any::<[String; 2]>(), 0..3),
        classes in proptest::collection::vec(any::<u8>(), 0..3),
    ) {
        let golden = Snapshot::decode(GOLDEN.as_bytes()).unwrap();
        let snapshot = Snapshot { title, text, attributes, classes, ..golden };
        prop_assert_eq!(Snapshot::decode(&snapshot.encode()).unwrap(), snapshot);
    }
}

#[test]
fn the_golden_snapshot_is_still_read_and_written_the_same() {
    let snapshot = Snapshot::decode(GOLDEN.as_bytes()).unwrap();
    assert_eq!((snapshot.title.as_str(), snapshot.cut[0].bytes), ("NORTHLIGHT 夹克", 300_000));
    assert_eq!(String::from_utf8(snapshot.encode()).unwrap(), GOLDEN.trim_end());
}

#[test]
fn a_field_that_a_later_program_adds_is_passed_over_and_another_format_is_not() {
    let mut document: serde_json::Value = serde_json::from_str(GOLDEN).unwrap();
    document["judged"]["added_later"] = 1.into();
    let read = Snapshot::decode(document.to_string().as_bytes()).unwrap();
    assert_eq!(read, Snapshot::decode(GOLDEN.as_bytes()).unwrap());
    document["format"] = 2.into();
    let error = Snapshot::decode(document.to_string().as_bytes()).unwrap_err();
    assert!(matches!(error, Malformed::Unknown { .. }), "{error}");
}
