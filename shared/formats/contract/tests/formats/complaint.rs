use contract::Malformed;
use contract::complaint::Complaint;
use proptest::prelude::*;

use crate::told;

const GOLDEN: &str = include_str!("../golden/complaint-v1.json");

proptest! {
    #[test]
    fn garbage_is_refused_without_a_panic(
        garbage in proptest::collection::vec(any::<u8>(), 0..200),
        cut in 0..GOLDEN.trim_end().len(),
    ) {
        prop_assert!(Complaint::decode(&garbage).is_err());
        prop_assert!(Complaint::decode(&GOLDEN.as_bytes()[..cut]).is_err());
    }

    #[test]
    fn a_complaint_is_read_back_as_it_was(text in ".{0,300}", flag: bool, size: u64) {
        let mut complaint = Complaint::decode(GOLDEN.as_bytes()).unwrap();
        complaint.explanation.clone_from(&text);
        complaint.complainant.name.clone_from(&text);
        complaint.right.work.clone_from(&text);
        complaint.listings[0].url.clone_from(&text);
        complaint.evidence[0].name = text;
        complaint.evidence[0].size = size;
        complaint.statements.perjury = flag;
        complaint.do_not_answer = flag;
        prop_assert_eq!(Complaint::decode(&complaint.encode()).unwrap(), complaint);
    }
}

#[test]
fn the_golden_complaint_is_still_read_and_nothing_of_it_is_lost() {
    let complaint = Complaint::decode(GOLDEN.as_bytes()).unwrap();
    assert_eq!(complaint.complainant.email, "brand@northlight.example");
    assert_eq!(complaint.listings.len(), 2);
    let golden: serde_json::Value = serde_json::from_str(GOLDEN).unwrap();
    let written: serde_json::Value = serde_json::from_slice(&complaint.encode()).unwrap();
    for (field, value) in golden.as_object().unwrap() {
        assert_eq!(&written[field], value, "{field}");
    }
}

#[test]
fn a_field_that_a_later_program_adds_is_passed_over() {
    let mut document: serde_json::Value = serde_json::from_str(GOLDEN).unwrap();
    document["added_later"] = 1.into();
    for part in ["complainant", "right", "statements"] {
        document[part]["added_later"] = "too".into();
    }
    document["listings"][0]["added_later"] = "too".into();
    let read = Complaint::decode(document.to_string().as_bytes()).unwrap();
    assert_eq!(read, Complaint::decode(GOLDEN.as_bytes()).unwrap());
}

#[test]
fn another_format_is_named() {
    let refused = Complaint::decode(br#"{"format":2,"listings":"elsewhere"}"#).unwrap_err();
    assert!(matches!(refused, Malformed::Unknown { .. }));
    assert_eq!(told(&refused), "complaint document has the unknown type or version format 2");
}

#[test]
fn a_missing_field_is_named() {
    let mut document: serde_json::Value = serde_json::from_str(GOLDEN).unwrap();
    document.as_object_mut().unwrap().remove("listings");
    let refused = Complaint::decode(document.to_string().as_bytes()).unwrap_err();
    assert!(told(&refused).contains("missing field `listings`"));
}
