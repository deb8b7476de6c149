use contract::Malformed;
use contract::batch::Batch;
use proptest::prelude::*;

const GOLDEN: &str = include_str!("../golden/batch-v1.json");

proptest! {
    #[test]
    fn garbage_is_refused_without_a_panic(
        garbage in proptest::collection::vec(any::<u8>(), 0..200),
        cut in 0..GOLDEN.trim_end().len(),
    ) {
        prop_assert!(Batch::decode(&garbage).is_err());
        prop_assert!(Batch::decode(&GOLDEN.as_bytes()[..cut]).is_err());
    }
}

#[test]
fn the_golden_one_is_still_read_and_written_the_same() {
    let batch = Batch::decode(GOLDEN.as_bytes()).unwrap();
    assert_eq!(batch.account, "northlight");
    assert_eq!(String::from_utf8(batch.encode()).unwrap(), GOLDEN.trim_end());
}

#[test]
fn an_unknown_format_is_named() {
    let later = GOLDEN.replace(r#""format":1"#, r#""format":2"#);
    assert!(matches!(Batch::decode(later.as_bytes()), Err(Malformed::Unknown { .. })));
}
