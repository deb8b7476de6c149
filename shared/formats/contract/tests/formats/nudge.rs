use case::{About, BatchId, CaseId, ComplaintId, Nudge};
use contract::Malformed;
use contract::nudge;
use jiff::Timestamp;
use proptest::prelude::*;

use crate::told;

const CASE: &str = include_str!("../golden/nudge.case-v1.json");
const COMPLAINT: &str = include_str!("../golden/nudge.complaint-v1.json");
const BATCH: &str = include_str!("../golden/nudge.batch-v1.json");

proptest! {
    #[test]
    fn a_nudge_is_read_back_as_it_was(
        id: u128,
        kind in 0..3_u8,
        ms in 0..4_102_444_800_000_i64,
        traceparent in proptest::option::of(".{0,60}"),
    ) {
        let id = uuid::Uuid::from_u128(id);
        let about = match kind {
            0 => About::Case(CaseId::new(id)),
            1 => About::Complaint(ComplaintId::new(id)),
            _ => About::Batch(BatchId::new(id)),
        };
        let mut nudge = Nudge::new(about, Timestamp::from_millisecond(ms).unwrap());
        nudge.traceparent = traceparent;
        prop_assert_eq!(nudge::decode(&nudge::encode(&nudge)).unwrap(), nudge);
    }

    #[test]
    fn garbage_is_refused_without_a_panic(garbage in ".{0,200}", cut in 0..CASE.trim_end().len()) {
        prop_assert!(nudge::decode(&garbage).is_err());
        prop_assert!(nudge::decode(&CASE[..cut]).is_err());
    }
}

#[test]
fn the_golden_nudges_are_still_read_and_still_written_the_same() {
    let id = uuid::Uuid::from_u128(0x0193_4f6e_2a5c_7d10_8b3e_5f60_7182_93a4);
    for (golden, about) in [
        (CASE, About::Case(CaseId::new(id))),
        (COMPLAINT, About::Complaint(ComplaintId::new(id))),
        (BATCH, About::Batch(BatchId::new(id))),
    ] {
        let nudge = nudge::decode(golden).unwrap();
        assert_eq!(nudge.about, about);
        assert_eq!(nudge.sent_at, "2026-11-21T09:30:00Z".parse().unwrap());
        assert_eq!(nudge::encode(&nudge), golden.trim_end());
    }
}

#[test]
fn a_field_that_a_later_program_adds_is_passed_over() {
    for golden in [CASE, COMPLAINT, BATCH] {
        let mut body: serde_json::Value = serde_json::from_str(golden).unwrap();
        body["added_later"] = 1.into();
        body["data"]["added_later"] = "too".into();
        assert_eq!(nudge::decode(&body.to_string()).unwrap(), nudge::decode(golden).unwrap());
    }
}

#[test]
fn a_nudge_without_a_trace_is_a_nudge() {
    let mut body: serde_json::Value = serde_json::from_str(CASE).unwrap();
    body.as_object_mut().unwrap().remove("traceparent");
    assert_eq!(nudge::decode(&body.to_string()).unwrap().traceparent, None);
}

#[test]
fn an_unknown_type_or_version_is_named() {
    for (from, to, found) in [
        (r#""version":1"#, r#""version":2"#, "message has the unknown type or version nudge.case 2"),
        ("nudge.case", "nudge.seller", "message has the unknown type or version nudge.seller 1"),
    ] {
        let refused = nudge::decode(&CASE.replace(from, to)).unwrap_err();
        assert!(matches!(refused, Malformed::Unknown { .. }));
        assert_eq!(told(&refused), found);
    }
    let endless = CASE.replace("nudge.case", &"x".repeat(10_000));
    assert!(told(&nudge::decode(&endless).unwrap_err()).len() < 200);
}

#[test]
fn an_unknown_version_is_named_whatever_its_data_looks_like() {
    let body = r#"{"type":"nudge.case","version":9,"data":[1,2]}"#;
    assert!(matches!(nudge::decode(body), Err(Malformed::Unknown { .. })));
}

#[test]
fn an_impossible_id_is_named() {
    let body = CASE.replace("01934f6e2a5c7d108b3e5f60718293a4", "all");
    assert_eq!(
        told(&nudge::decode(&body).unwrap_err()),
        "message: data.case is invalid: case id must be a UUID"
    );
}

#[test]
fn an_error_does_not_repeat_what_was_sent() {
    for body in [
        r#""Zoe Private, zoe@private.example""#,
        r#"{"type":"zoe@private.example","version":1}"#,
        r#"{"type":"nudge.case","version":1,"time":"Zoe Private","data":{"case":"1"}}"#,
        r#"{"type":"nudge.case","version":1,"time":"2026-11-02T09:00:00Z","data":{"case":"zoe@private.example"}}"#,
        "Zoe Private",
    ] {
        let error = told(&nudge::decode(body).unwrap_err()).to_lowercase();
        assert!(!error.contains("zoe") && error.starts_with("message"), "{error}");
    }
    let error = told(&nudge::decode("{}").unwrap_err());
    assert_eq!(error, "message is malformed: missing field `type`, at line 1 column 2");
}
