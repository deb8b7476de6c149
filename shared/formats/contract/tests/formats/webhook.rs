use case::{Announcement, CaseId, ComplaintId, DeclineCode, Letter, OwedLetter, Recipient};
use contract::Malformed;
use contract::webhook::{self, CaseEvent, event_type};
use proptest::prelude::*;

use crate::told;

const MESSAGE: &str = include_str!("../golden/webhook.case-v1.json");
const BODY: &str = include_str!("../golden/webhook.body-v1.json");

fn id() -> uuid::Uuid {
    uuid::Uuid::from_u128(0x0193_4f6e_2a5c_7d10_8b3e_5f60_7182_93a4)
}

proptest! {
    #[test]
    fn an_announcement_is_read_back_as_it_was(
        case: u128,
        of: u32,
        letter in proptest::sample::select(Letter::ALL),
        ms in 0..4_102_444_800_000_i64,
    ) {
        let announcement = Announcement {
            account: "northlight".parse().unwrap(),
            case: CaseId::new(uuid::Uuid::from_u128(case)),
            owed: OwedLetter { of, letter },
            sent_at: jiff::Timestamp::from_millisecond(ms).unwrap(),
        };
        prop_assert_eq!(webhook::decode(&webhook::encode(&announcement)).unwrap(), announcement);
    }

    #[test]
    fn garbage_is_refused_without_a_panic(garbage in ".{0,200}", cut in 0..MESSAGE.trim_end().len()) {
        prop_assert!(webhook::decode(&garbage).is_err());
        prop_assert!(webhook::decode(&MESSAGE[..cut]).is_err());
    }
}

#[test]
fn the_golden_announcement_is_still_read_and_still_written_the_same() {
    let announcement = webhook::decode(MESSAGE).unwrap();
    assert_eq!(announcement.case, CaseId::new(id()));
    assert_eq!(announcement.owed, OwedLetter { of: 2, letter: Letter::Declined });
    assert_eq!(webhook::encode(&announcement), MESSAGE.trim_end());
    let mut later: serde_json::Value = serde_json::from_str(MESSAGE).unwrap();
    later["added_later"] = 1.into();
    later["data"]["added_later"] = 1.into();
    assert_eq!(webhook::decode(&later.to_string()).unwrap(), announcement);
}

#[test]
fn an_unknown_version_or_an_impossible_id_is_named() {
    let refused = webhook::decode(r#"{"type":"webhook.case","version":9,"data":[1]}"#).unwrap_err();
    assert!(matches!(refused, Malformed::Unknown { .. }));
    let refused = webhook::decode(&MESSAGE.replace("northlight", "North Light")).unwrap_err();
    assert!(told(&refused).contains("data.account"), "{}", told(&refused));
}

#[test]
fn the_golden_body_is_still_posted_the_same() {
    let event = CaseEvent {
        letter: Letter::Declined,
        at: "2026-11-21T09:30:00Z".parse().unwrap(),
        case: CaseId::new(id()),
        reference: "0A47KM2Q0".parse().unwrap(),
        complaint: ComplaintId::new(id()),
        listing: "demo/1001".parse().unwrap(),
        state: "declined",
        only_in: vec![],
        decline: Some((DeclineCode::RightUnknown, "right_number")),
        missing: vec!["name"],
        api_url: "https://g.example/api/v1/complaints/01934f6e2a5c7d108b3e5f60718293a4".into(),
    };
    assert_eq!(event.body().as_deref(), Some(BODY.trim_end()));
    let bare = CaseEvent { decline: None, missing: vec![], ..event.clone() }.body().unwrap();
    assert!(!bare.contains("\"decline\"") && !bare.contains("missing"), "{bare}");
    let only_in = vec!["DE".parse().unwrap(), "FR".parse().unwrap()];
    let limited = CaseEvent { state: "in_force", only_in, ..event }.body().unwrap();
    assert!(limited.contains(r#""state":"in_force","territories":["DE","FR"],"#), "{limited}");
}

#[test]
fn an_account_is_told_what_the_complainant_is_told_and_nothing_else() {
    for letter in Letter::ALL {
        let told = event_type(*letter).is_some();
        assert_eq!(told, letter.recipient() == Recipient::Complainant, "{letter}");
    }
}
