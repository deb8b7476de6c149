use case::{Ground, PartyAct, Side};
use contract::Malformed;
use contract::complaint::Evidence;
use contract::statement::Statement;
use proptest::prelude::*;

use crate::told;

const GOLDEN: &str = include_str!("../golden/statement-v1.json");
/// For several listings.
const OF_SEVERAL: &str = include_str!("../golden/statement-v1-of-several.json");

proptest! {
    #[test]
    fn garbage_is_refused_without_a_panic(
        garbage in proptest::collection::vec(any::<u8>(), 0..200),
        cut in 0..GOLDEN.trim_end().len(),
    ) {
        prop_assert!(Statement::decode(&garbage).is_err());
        prop_assert!(Statement::decode(&GOLDEN.as_bytes()[..cut]).is_err());
    }

    #[test]
    fn a_statement_is_read_back_as_it_was(
        text in ".{0,300}",
        name in ".{0,50}",
        act in prop::sample::select(PartyAct::ALL),
        by in prop::sample::select(Side::ALL),
        ground in proptest::option::of(prop::sample::select(Ground::ALL)),
        (court, docket) in (".{0,20}", ".{0,20}"),
        (postal_address, telephone, signature) in (".{0,20}", ".{0,20}", ".{0,20}"),
        declared in proptest::collection::vec(".{0,20}", 0..3),
        files in proptest::collection::vec(("[0-9a-f]{64}", any::<u64>(), ".{0,20}"), 0..3),
        of_several: bool,
    ) {
        let golden = Statement::decode(GOLDEN.as_bytes()).unwrap();
        let evidence = files
            .into_iter()
            .map(|(digest, size, name)| Evidence { digest, media: "image/png".to_owned(), size, name })
            .collect();
        let listings = if of_several {
            Statement::decode(OF_SEVERAL.as_bytes()).unwrap().listings
        } else {
            Vec::new()
        };
        let signed = Statement { listings, postal_address, telephone, declared, signature, ..golden };
        let statement = Statement { act, by, name, ground, court, docket, text, evidence, ..signed };
        prop_assert_eq!(Statement::decode(&statement.encode()).unwrap(), statement);
    }
}

#[test]
fn the_golden_statement_is_still_read_and_written_the_same() {
    let statement = Statement::decode(GOLDEN.as_bytes()).unwrap();
    assert_eq!(statement.act, PartyAct::CounterNotice);
    assert_eq!(statement.by, Side::Seller);
    assert_eq!(statement.text, "I bought them from the brand.\n发票在此。");
    assert_eq!(String::from_utf8(statement.encode()).unwrap(), GOLDEN.trim_end());
}

#[test]
fn the_golden_counter_notice_for_several_listings_is_still_read_and_written_the_same() {
    let statement = Statement::decode(OF_SEVERAL.as_bytes()).unwrap();
    let named: Vec<&str> = statement.listings.iter().map(|it| it.listing.as_str()).collect();
    assert_eq!((statement.case, named), (statement.listings[0].case, vec!["1001", "1002"]));
    assert_eq!(statement.listings[1].reference.to_string(), "0A4-3NX-T7K");
    assert_eq!(String::from_utf8(statement.encode()).unwrap(), OF_SEVERAL.trim_end());
}

#[test]
fn a_field_that_a_later_program_adds_is_passed_over() {
    let mut document: serde_json::Value = serde_json::from_str(GOLDEN).unwrap();
    document["added_later"] = 1.into();
    let read = Statement::decode(document.to_string().as_bytes()).unwrap();
    assert_eq!(read, Statement::decode(GOLDEN.as_bytes()).unwrap());
}

#[test]
fn what_cannot_be_is_named() {
    let with = |field: &str, value: &str| {
        let mut document: serde_json::Value = serde_json::from_str(GOLDEN).unwrap();
        document[field] = value.into();
        told(&Statement::decode(document.to_string().as_bytes()).unwrap_err())
    };
    assert!(with("case", "7").starts_with("statement document: case is invalid"));
    assert!(with("by", "judge").starts_with("statement document: by is invalid"));
    assert!(with("act", "poem").starts_with("statement document: act is invalid"));
    let mut named: serde_json::Value = serde_json::from_str(OF_SEVERAL).unwrap();
    named["listings"][1]["reference"] = "0A4".into();
    let error = told(&Statement::decode(named.to_string().as_bytes()).unwrap_err());
    assert!(error.starts_with("statement document: listings is invalid"), "{error}");
    let other = Statement::decode(br#"{"format":2,"text":{}}"#).unwrap_err();
    assert!(matches!(other, Malformed::Unknown { .. }));
}
