//! Files of offices, made up in the forms that EUIPO and the USPTO write.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use crate::files::{Mark, design, st66_us, st96_us, zipped};
use case::{RightKind, Territory};
use jiff::civil::{Date, date};
use offices::{Ended, InForce, OfficeRecord, OfficeStatus, ReadError, WhyNot, read};
use register::right::MarkForm;

const TODAY: Date = date(2026, 11, 21);

fn one(file: &str) -> OfficeRecord {
    let mut records = read(file.as_bytes()).unwrap();
    assert_eq!(records.len(), 1);
    records.remove(0)
}

fn territory(code: &str) -> Territory {
    code.parse().unwrap()
}

#[test]
fn a_registered_european_mark_is_read_field_by_field() {
    let record = one(&Mark::default().xml());
    assert_eq!(record.kind, RightKind::Trademark);
    assert_eq!((record.office.as_str(), record.number.as_str()), ("EM", "018999001"));
    assert_eq!(record.title, "NORTHLIGHT & SONS");
    assert_eq!(record.form, MarkForm::Figurative);
    assert_eq!(record.status, OfficeStatus::Registered);
    assert_eq!(record.applied_on, Some(date(2021, 3, 4)));
    assert_eq!(record.registered_on, Some(date(2021, 8, 9)));
    assert_eq!(record.expires_on, Some(date(2031, 3, 4)));
    assert!(!record.expiry_is_computed);
    assert_eq!(record.status_on, Some(date(2021, 8, 11)));
    assert_eq!(record.classes, [9, 25]);
    assert_eq!(record.vienna, ["01.01.02", "26.01.04"]);
    assert_eq!(record.territories, [territory("EU")]);
    assert_eq!(record.owners, ["Northlight GmbH"]);
    assert_eq!(record.goods.len(), 3);
    assert_eq!((record.goods[1].language.as_str(), record.goods[1].text.as_str()), ("en", "Lamps."));
    assert_eq!(record.in_force(TODAY), InForce::Yes);
    assert_eq!(record.in_force_in(TODAY, territory("DE")), InForce::Yes);
    assert_eq!(record.in_force_in(TODAY, territory("GB")), InForce::No(WhyNot::NoTerritory));
}

#[test]
fn every_state_but_registered_is_refused() {
    for (status, why) in [
        ("Application opposed", WhyNot::Pending),
        ("Application published", WhyNot::Pending),
        ("Appeal pending", WhyNot::Contested),
        ("Registration cancelled", WhyNot::Ended(Ended::Cancelled)),
        ("Registration cancellation pending", WhyNot::Contested),
        ("Application withdrawn", WhyNot::Ended(Ended::Withdrawn)),
        ("Something new", WhyNot::StatusUnknown),
        ("", WhyNot::StatusUnknown),
    ] {
        let record = one(&Mark { status, ..Mark::default() }.xml());
        assert_eq!(record.in_force(TODAY), InForce::No(why), "{status}");
    }
}

#[test]
fn the_last_day_counts_and_the_day_after_does_not() {
    let record = one(&Mark { expiry: "2026-11-21", ..Mark::default() }.xml());
    assert_eq!(record.in_force(TODAY), InForce::Yes);
    let last = date(2026, 11, 21);
    assert_eq!(record.in_force(TODAY.tomorrow().unwrap()), InForce::No(WhyNot::Expired(last)));
    assert_eq!(record.in_force(date(2021, 1, 1)), InForce::No(WhyNot::NotYet(date(2021, 8, 9))));
}

#[test]
fn a_missing_last_day_is_ten_years_from_the_application() {
    let record = one(&Mark { expiry: "", ..Mark::default() }.xml());
    assert_eq!((record.expires_on, record.expiry_is_computed), (Some(date(2031, 3, 4)), true));
    let record = one(&Mark { expiry: "", office: "DE", ..Mark::default() }.xml());
    assert_eq!(record.in_force(TODAY), InForce::No(WhyNot::ExpiryUnknown));
}

#[test]
fn an_earlier_mark_in_an_opposition_changes_nothing() {
    let plain = Mark::default().xml();
    let opposed = Mark { with_opposition: true, ..Mark::default() }.xml();
    assert_ne!(plain, opposed);
    assert_eq!(one(&plain), one(&opposed));
}

#[test]
fn a_deleted_record_is_over() {
    let record = one(&Mark { operation: "Delete", ..Mark::default() }.xml());
    assert_eq!(record.status, OfficeStatus::Ended(Ended::Unknown));
}

#[test]
fn a_mark_without_words_has_no_title_and_several_are_a_series() {
    let record = one(&Mark { words: "", ..Mark::default() }.xml());
    assert!(record.title.is_empty() && record.verbal_elements.is_empty());
    let words = "<MarkVerbalElementText>NORTH</MarkVerbalElementText>\
                 <MarkVerbalElementText>NORTHERN</MarkVerbalElementText>";
    let record = one(&Mark { words, ..Mark::default() }.xml());
    assert_eq!((record.form, record.verbal_elements.len()), (MarkForm::Series, 2));
}

#[test]
fn an_international_mark_protects_where_it_is_designated() {
    let designated = "<DesignatedCountryDetails><DesignatedCountry><DesignatedCountryCode>CN</DesignatedCountryCode>\
        </DesignatedCountry><DesignatedCountry><DesignatedCountryCode>US</DesignatedCountryCode>\
        <DesignatedCountryStatusCode>Refused</DesignatedCountryStatusCode></DesignatedCountry>\
        <DesignatedCountry><DesignatedCountryCode>EM</DesignatedCountryCode></DesignatedCountry>\
        </DesignatedCountryDetails>";
    let record = one(&Mark { office: "WO", more: designated, ..Mark::default() }.xml());
    assert_eq!(record.territories, [territory("CN"), territory("EU")]);
    assert_eq!(record.in_force_in(TODAY, territory("US")), InForce::No(WhyNot::NoTerritory));
    let record = one(&Mark { office: "WO", ..Mark::default() }.xml());
    assert_eq!(record.in_force(TODAY), InForce::No(WhyNot::NoTerritory));
}

#[test]
fn a_design_is_read() {
    let record = one(&design("Registered and fully published"));
    assert_eq!((record.kind, record.number.as_str()), (RightKind::Design, "008999001-0002"));
    assert_eq!(record.locarno, ["26-05"]);
    assert!(record.classes.is_empty());
    assert_eq!(record.goods[0].text, "Lamps");
    assert_eq!(record.in_force(TODAY), InForce::Yes);
    let record = one(&design("Design lapsed"));
    assert_eq!(record.in_force(TODAY), InForce::No(WhyNot::Ended(Ended::Expired)));
}

#[test]
fn both_forms_of_the_united_states_say_the_same() {
    let (st66, st96) = (one(&st66_us("702", "Principal")), one(&st96_us("702", "Principal")));
    assert_eq!(st66, st96);
    assert_eq!((st66.office.as_str(), st66.number.as_str()), ("US", "9999001"));
    assert_eq!(st66.application_number.as_deref(), Some("99000001"));
    assert_eq!(st66.classes, [9], "the other class is cancelled");
    assert_eq!(st66.owners, ["Northlight Holdings LLC"]);
    assert_eq!(st66.representatives, ["Ada North"]);
    assert_eq!(st66.form, MarkForm::Word);
    assert_eq!(st66.expires_on, Some(date(2028, 3, 23)));
    assert_eq!(st66.in_force(TODAY), InForce::Yes);
    assert_eq!(one(&st66_us("774", "Principal")).in_force(TODAY), InForce::No(WhyNot::Pending));
    assert_eq!(
        one(&st66_us("710", "Principal")).in_force(TODAY),
        InForce::No(WhyNot::Ended(Ended::Cancelled))
    );
    assert_eq!(one(&st66_us("702", "Supplemental")).in_force(TODAY), InForce::No(WhyNot::Supplemental));
}

#[test]
fn an_archive_holds_a_record_once_though_in_two_forms() {
    let (st66, st96) = (st66_us("702", "Principal"), st96_us("702", "Principal"));
    let archive = zipped(&[("status_st66.xml", &st66), ("status.html", "<p>"), ("status_st96.xml", &st96)]);
    assert_eq!(read(&archive).unwrap(), [one(&st66)]);
    let empty = zipped(&[("status.html", "<p>")]);
    assert_eq!(read(&empty), Err(ReadError::NoRecord));
    assert!(matches!(read(&archive[..archive.len() - 30]), Err(ReadError::Archive { .. })));
}

#[test]
fn an_archive_that_unpacks_without_bound_is_refused() {
    let large = format!("<a>{}</a>", " ".repeat(offices::MOST_BYTES));
    let archive = zipped(&[("a.xml", &large)]);
    assert!(archive.len() < 1 << 20);
    assert!(matches!(read(&archive), Err(ReadError::TooLarge { .. })));
}

#[test]
fn what_is_no_record_says_why() {
    let xml = Mark::default().xml();
    let nested = "<a>".repeat(100);
    let entity = xml.replace("&amp;", "&sons;");
    let with_type = xml.replace("<Transaction ", "<!DOCTYPE Transaction [<!ENTITY a \"b\">]><Transaction ");
    for (file, says) in [
        ("", "empty"),
        ("<a/>", "no trade mark"),
        ("<Transaction><TransactionData>", "not well-formed"),
        (&nested, "nested too deeply"),
        (&entity, "not well-formed"),
        (&with_type, "document type"),
        ("<a/><b/>", "not well-formed"),
        (&Mark { expiry: "soon", ..Mark::default() }.xml(), "ExpiryDate must be a day"),
        (&Mark { office: "Munich", ..Mark::default() }.xml(), "ApplicationNumber must be given"),
    ] {
        let error = read(file.as_bytes()).unwrap_err();
        assert!(error.to_string().contains(says), "{file:.40}: {error}");
        assert!(!error.remedy().is_empty());
    }
    assert_eq!(read(b"<a>\xff</a>"), Err(ReadError::Charset));
}

#[test]
fn prefixes_and_unknown_elements_make_no_difference() {
    let plain = Mark::default().xml();
    let unknown = plain.replace(
        "<ApplicationDate>",
        "<Novelty><ApplicationNumber>1</ApplicationNumber><x/></Novelty><ApplicationDate>",
    );
    assert_eq!(one(&plain), one(&unknown));
    let prefixed = plain.replace("<ExpiryDate", "<eu:ExpiryDate").replace("</ExpiryDate", "</eu:ExpiryDate");
    assert_eq!(one(&plain), one(&prefixed));
}
