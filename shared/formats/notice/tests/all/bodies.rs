//! Forms and JSON: what is understood, and what every bad body is answered with.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "helpers of tests")]

use case::{Channel, Claim, ComplaintId, Element, MarketplaceId, Proof, Territory};
use matching::ListingUrls;
use notice::{Arrival, Complaint, Draft, Problem, Reading, field, form, json, limit};
use proptest::prelude::*;

const FORM: &str = "claim=counterfeit&listings=https%3A%2F%2Fdemo.example%2Flisting%2F1001%0D%0A\
    https%3A%2F%2Fdemo.example%2Flisting%2F1002+https%3A%2F%2Fdemo.example%2Flisting%2F1001&right_office=EUIPO&\
    right_number=018999001&explanation=The+logo+is+sewn+on.%0D%0AWe+never+made+it.&name=Ana+Brand&\
    email=brand%40northlight.example&good_faith=on&account_secret=gfs_northlight_0123456789abcdef0123456789abcdef&lang=zh&\
    evidence=inbox%2F0123456789abcdef0123456789abcdef+my+bag.png&evidence=&unknown=1";

fn json_body() -> serde_json::Value {
    serde_json::json!({
        "claim": "copyright",
        "listings": ["https://demo.example/listing/1001"],
        "right": { "work": "Photograph of a lamp" },
        "explanation": "They use our photograph.",
        "complainant": { "name": "Ana", "email": "ana@brand.example", "postal_address": "1 Road", "telephone": "+49 1" },
        "statements": { "good_faith": true, "perjury": true, "signature": "Ana" },
        "evidence": ["inbox/0123456789abcdef0123456789abcdef lamp.png"],
        "language": null,
        "something_newer": 1
    })
}

fn urls() -> ListingUrls {
    let demo: MarketplaceId = "demo".parse().unwrap();
    ListingUrls::new([(&demo, "https://demo.example/listing/{id}")]).unwrap()
}

fn eu() -> Territory {
    "EU".parse().unwrap()
}

/// The problems as `field code`.
fn said(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|problem| format!("{} {}", problem.field, problem.code())).collect()
}

#[track_caller]
fn check(reading: &Reading, expected: &[&str]) {
    assert_eq!(said(&reading.problems), expected);
    for problem in &reading.problems {
        assert!(!problem.to_string().is_empty() && !problem.remedy().is_empty());
    }
}

#[test]
fn a_whole_form_is_understood() {
    let Reading { draft, problems } = form::read(FORM.as_bytes());
    assert_eq!(problems, []);
    assert_eq!(draft.missing(&[eu()]), []);
    assert_eq!(draft.missing_fields(&[eu()]), []);
    assert_eq!(draft.claim, Some(Claim::Counterfeit));
    assert_eq!(draft.listings, ["https://demo.example/listing/1001", "https://demo.example/listing/1002"]);
    assert_eq!(draft.explanation, "The logo is sewn on.\nWe never made it.");
    assert_eq!(draft.uploads.len(), 1);
    assert_eq!(draft.uploads[0].key, "inbox/0123456789abcdef0123456789abcdef");
    assert_eq!(draft.uploads[0].name, "my bag.png");
    assert_eq!(draft.account_secret.as_deref(), Some("gfs_northlight_0123456789abcdef0123456789abcdef"));
    assert_eq!(draft.right_ref().unwrap().unwrap().to_string(), "trademark/EM/018999001");
}

#[test]
fn a_whole_json_body_is_understood() {
    let Reading { draft, problems } = json::read(json_body().to_string().as_bytes());
    assert_eq!(problems, []);
    assert_eq!(draft.missing(&[eu()]), []);
    assert_eq!(draft.complainant.postal_address, "1 Road");
    assert_eq!(draft.uploads[0].name, "lamp.png");
    assert_eq!(draft.right_ref(), Ok(None));
}

#[test]
fn what_the_law_demands_and_is_missing_is_named() {
    let empty = form::read(b"");
    assert_eq!(empty.problems, []);
    let four =
        ["explanation missing", "listings missing", "name missing", "email missing", "good_faith missing"];
    let with_claim: Vec<&str> = ["claim missing"].into_iter().chain(four).collect();
    assert_eq!(said(&empty.draft.missing_fields(&[eu()])), with_claim);
    assert_eq!(said(&empty.draft.missing_fields(&[])), with_claim, "the least that any law asks");
    let asked = |body: &str, territory: &str| {
        said(&form::read(body.as_bytes()).draft.missing_fields(&[territory.parse().unwrap()]))
    };
    assert_eq!(asked("claim=copyright", "EU"), four);
    let of_us = [
        "work missing",
        "postal_address missing",
        "telephone missing",
        "perjury missing",
        "signature missing",
    ];
    let us: Vec<&str> = four.into_iter().chain(of_us).collect();
    assert_eq!(asked("claim=copyright", "US"), us);
    let registered: Vec<&str> = four.into_iter().chain(["right_number missing"]).collect();
    assert_eq!(asked("claim=counterfeit", "US"), registered, "the Act is about copyright");
    let of_china = ["right_number missing", "evidence missing", "truth missing"];
    let china: Vec<&str> = four.into_iter().take(4).chain(of_china).collect();
    assert_eq!(asked("claim=counterfeit", "CN"), china);
    let given = "claim=counterfeit&truth=on&evidence=inbox%2F0123456789abcdef0123456789abcdef+a.png&right_office=CN&\
                 right_number=1&name=Ana&email=a%40b.example&explanation=fake&listings=x";
    assert_eq!(asked(given, "CN"), Vec::<String>::new());

    let no_office = form::read(b"claim=patent&right_number=1").draft;
    let us = "US".parse().unwrap();
    assert!(said(&no_office.missing_fields(&[us])).contains(&"right_office missing".to_owned()));
    assert_eq!(no_office.right_ref(), Ok(None));
}

#[test]
fn what_is_missing_says_which_provision_demands_it() {
    let draft = form::read(b"claim=copyright").draft;
    let missing = draft.missing_fields(&["US".parse().unwrap()]);
    let telephone = missing.iter().find(|problem| problem.field == field::TELEPHONE).unwrap();
    assert!(telephone.remedy().contains("17 U.S.C. 512(c)(3)(A)(iv)"), "{}", telephone.remedy());
    let missing = draft.missing_fields(&[eu()]);
    assert!(missing.iter().all(|problem| problem.remedy().contains("2022/2065 Art. 16(2)")), "{missing:?}");
}

#[test]
fn wrong_fields_are_named() {
    check(
        &form::read(b"claim=theft&email=nobody&right_office=Mars&right_number=1&lang=tlh&evidence=../x"),
        &["claim unknown_claim", "language unknown_language", "evidence bad_upload", "email bad_email"],
    );
    check(&form::read(b"claim=design&right_office=Mars&right_number=1"), &["right_office bad_office"]);
    check(&form::read(b"claim=design&right_office=EM&right_number=--"), &["right_number bad_number"]);
    check(&form::read(b"name=%ff"), &["name not_utf8"]);
    check(&form::read(b"name=\xff"), &["body not_utf8"]);
    check(&form::read(format!("name={}", "x".repeat(201)).as_bytes()), &["name too_long"]);
    check(&form::read(format!("explanation={}", "x".repeat(10_001)).as_bytes()), &["explanation too_long"]);
    let key = "evidence=inbox/0123456789abcdef0123456789abcdef&".repeat(11);
    check(&form::read(key.as_bytes()), &["evidence too_many_files"]);
}

#[test]
fn ten_megabytes_of_text_are_refused() {
    let text = "x".repeat(10 << 20);
    check(&form::read(format!("explanation={text}").as_bytes()), &["body too_large"]);
    check(&json::read(format!("{{\"explanation\":\"{text}\"}}").as_bytes()), &["body too_large"]);
}

#[test]
fn a_thousand_and_one_listings_are_too_many_and_a_thousand_are_not() {
    let addresses =
        |count: usize| (0..count).map(|n| format!("https://demo.example/listing/{n}")).collect::<Vec<_>>();
    let form_of = |count| form::read(format!("listings={}", addresses(count).join("%0A")).as_bytes());
    let json_of =
        |count| json::read(serde_json::json!({ "listings": addresses(count) }).to_string().as_bytes());
    for reading in [form_of(1_001), json_of(1_001)] {
        check(&reading, &["listings too_many_listings"]);
        assert!(reading.problems[0].remedy().contains("1000"));
    }
    for reading in [form_of(1_000), json_of(1_000)] {
        check(&reading, &[]);
        assert_eq!(reading.draft.listings.len(), 1_000);
    }
}

#[test]
fn an_address_of_no_marketplace_is_named_and_doubles_are_one() {
    let body = serde_json::json!({ "listings": [
        "https://demo.example/listing/1", "https://elsewhere.example/listing/1", "http://demo.example/listing/1/?utm_source=x"
    ]});
    let located = json::read(body.to_string().as_bytes()).draft.locate(&urls());
    assert_eq!(located.listings.len(), 1);
    assert_eq!(located.listings[0].0.to_string(), "demo/1");
    assert_eq!(said(&located.unknown_addresses), ["listings not_a_listing"]);
    assert_eq!(json::path(&located.unknown_addresses[0]), "$.listings[1]");
    assert!(located.unknown_addresses[0].to_string().contains("elsewhere.example"));
}

#[test]
fn what_is_not_the_json_expected_is_answered_with_its_path() {
    let path = |body: &str| {
        let problems = json::read(body.as_bytes()).problems;
        problems.iter().map(|p| format!("{} {}", json::path(p), p.code())).collect::<Vec<_>>()
    };
    assert_eq!(path("claim=counterfeit"), ["$ not_json"]);
    assert_eq!(path(""), ["$ not_json"]);
    assert_eq!(path("[]"), ["$ wrong_type"]);
    assert_eq!(path(r#"{"listings":"x"}"#), ["$.listings wrong_type"]);
    assert_eq!(path(r#"{"listings":["x",1]}"#), ["$.listings[1] wrong_type"]);
    assert_eq!(
        path(r#"{"right":[],"complainant":1,"statements":""}"#),
        ["$.right wrong_type", "$.complainant wrong_type", "$.statements wrong_type"]
    );
    assert_eq!(path(r#"{"complainant":{"email":7}}"#), ["$.complainant.email wrong_type"]);
    assert_eq!(path(r#"{"statements":{"good_faith":"yes"}}"#), ["$.statements.good_faith wrong_type"]);
    assert_eq!(path(r#"{"evidence":["a"]}"#), ["$.evidence[0] bad_upload"]);
    assert_eq!(path(&"[".repeat(500_000)), ["$ not_json"]);
    assert_eq!(path(&"{\"a\":".repeat(100_000)), ["$ not_json"]);
    assert_eq!(said(&json::read(b"{\"claim\":\"\xff\"}").problems), ["body not_utf8"]);
}

#[test]
fn a_draft_becomes_the_complaint_document() {
    let draft = form::read(FORM.as_bytes()).draft;
    let located = draft.locate(&urls());
    let arrival = Arrival {
        complaint: ComplaintId::new(uuid::Uuid::from_u128(7)),
        filed_at: "2026-11-21T10:00:00Z".parse().unwrap(),
        channel: Channel::Web,
        proof: Proof::AccountSecret,
    };
    let territory = |_: &MarketplaceId| "EU".parse().ok();
    let complaint = draft.clone().into_complaint(arrival, &located.listings, territory, Vec::new()).unwrap();
    let document = complaint.document();
    assert_eq!(Complaint::read(&document).unwrap(), complaint, "what is stored reads back");
    assert_eq!(
        (document.format, document.channel.as_str(), document.proof.as_str()),
        (1, "web", "account_secret")
    );
    assert_eq!((document.right.office.as_str(), document.right.number.as_str()), ("EM", "018999001"));
    assert_eq!((document.listings.len(), document.listings[1].id.as_str()), (2, "1002"));
    assert_eq!(document.listings[0].territory, "EU");
    assert_eq!(document.language, "zh");
    assert!(document.missing.is_empty());
    assert!(
        !String::from_utf8(document.encode())
            .unwrap()
            .contains("gfs_northlight_0123456789abcdef0123456789abcdef")
    );

    let half = form::read(b"claim=counterfeit&right_number=018999001").draft;
    let incomplete = half.clone().into_complaint(arrival, &located.listings, territory, Vec::new()).unwrap();
    assert_eq!((incomplete.right.as_ref(), incomplete.work.as_str()), (None, "018999001"));
    assert!(
        incomplete.missing.contains(&Element::GoodFaith) && !incomplete.missing.contains(&Element::Right)
    );
    let us = |_: &MarketplaceId| "US".parse().ok();
    let elsewhere = half.clone().into_complaint(arrival, &located.listings, us, Vec::new()).unwrap();
    assert!(elsewhere.missing.contains(&Element::Right));
    assert_eq!(Complaint::read(&incomplete.document()).unwrap(), incomplete);

    // Neither what claims nothing nor what names no listing served here can be a complaint.
    assert_eq!(half.into_complaint(arrival, &[], territory, Vec::new()), None);
    assert_eq!(draft.clone().into_complaint(arrival, &located.listings, |_| None, Vec::new()), None);
    let claimless = Draft { claim: None, ..draft };
    assert_eq!(claimless.into_complaint(arrival, &located.listings, territory, Vec::new()), None);
}

#[test]
fn hidden_characters_do_not_reach_the_draft() {
    let draft = form::read("name=Ana%0D%0ABcc:%20x%00&signature=a\u{202e}b".as_bytes()).draft;
    assert_eq!(draft.complainant.name, "Ana Bcc: x");
    assert_eq!(draft.statements.signature, "ab");
    assert_eq!(field::NAME, "name");
    assert_eq!(limit::LISTINGS, 1_000);
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = form::read(&bytes).draft.missing_fields(&[eu()]);
        let _ = json::read(&bytes).draft.missing_fields(&[eu()]);
    }

    #[test]
    fn no_form_panics(fields in prop::collection::vec(("(claim|listings|right_office|right_number|evidence|email|name|language)", ".*"), 0..20)) {
        let body = fields.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
        let reading = form::read(body.as_bytes());
        let _ = reading.draft.locate(&urls());
        let _ = reading.draft.missing_fields(&[eu()]);
    }

    #[test]
    fn no_json_panics(claim in ".*", listing in ".*", office in ".*", number in ".*", key in ".*") {
        let body = serde_json::json!({"claim": claim, "listings": [listing], "right": {"office": office, "number": number}, "evidence": [key]});
        let reading = json::read(body.to_string().as_bytes());
        let _ = reading.draft.locate(&urls());
        for problem in &reading.problems {
            prop_assert!(json::path(problem).starts_with('$'));
        }
    }
}

#[test]
fn an_explanation_of_not_one_word_is_missing() {
    for (explanation, is_missing) in [
        ("%E2%80%8B%E2%80%8D", true),
        ("%E3%85%A4", true),
        ("...", true),
        ("x", true),
        ("n%2Fa", true),
        ("fake", false),
        ("%E5%81%87%E8%B4%A7", false),
    ] {
        let reading = form::read(format!("claim=copyright&explanation={explanation}").as_bytes());
        let missing = said(&reading.draft.missing_fields(&["EU".parse().unwrap()]));
        assert_eq!(
            missing.contains(&"explanation missing".to_owned()),
            is_missing,
            "{explanation}: {missing:?}"
        );
    }
}
