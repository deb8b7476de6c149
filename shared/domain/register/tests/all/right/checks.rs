//! What the machine finds before a person looks.

use register::right::{Check, CheckCode, Elsewhere, Mandate, OfficeExtract, Outcome, RightStatus, checks};

use super::*;

fn of(right: &Right, code: CheckCode) -> Check {
    let all = checks(right, &[], TODAY);
    assert_eq!(all.iter().map(|check| check.code).collect::<Vec<_>>(), CheckCode::ALL);
    assert!(all.iter().all(|check| (check.outcome == Outcome::Failed) == check.remedy.is_some()));
    all.into_iter().find(|check| check.code == code).unwrap()
}

fn office(owner: &str) -> OfficeExtract {
    OfficeExtract {
        owner: Some(owner.to_owned()),
        status: RightStatus::Registered,
        expires_on: Some(date(2033, 5, 1)),
        classes: vec![18, 25, 35],
        read_on: TODAY,
    }
}

#[test]
fn nothing_stands_against_a_right_with_its_papers() {
    for check in checks(&mark(), &[], TODAY) {
        assert_ne!(check.outcome, Outcome::Failed, "{check:?}");
    }
    assert_eq!(of(&mark(), CheckCode::OwnerName).outcome, Outcome::NotApplicable);
}

#[test]
fn the_owners_name_is_compared_with_the_register() {
    for (owner, outcome, says) in [
        ("NORTHLIGHT OUTFITTERS GMBH", Outcome::Passed, "case, punctuation or accents"),
        ("Northlight Outfitters", Outcome::Passed, "legal form"),
        ("Southlight Outfitters GmbH", Outcome::Failed, "where the register has \"southlight\""),
    ] {
        let check = of(&Right { office: Some(office(owner)), ..mark() }, CheckCode::OwnerName);
        assert_eq!(check.outcome, outcome, "{}", check.compared);
        assert!(check.compared.contains(says), "{}", check.compared);
    }
}

#[test]
fn a_record_without_owner_says_nothing_of_the_owner() {
    let silent = OfficeExtract { owner: None, ..office("") };
    let check = of(&Right { office: Some(silent), ..mark() }, CheckCode::OwnerName);
    assert_eq!(check.outcome, Outcome::NotApplicable);
}

#[test]
fn papers_are_asked_for_unless_the_office_was_read() {
    let bare = Right { documents: vec![], ..mark() };
    for code in [CheckCode::Certificate, CheckCode::ClassPage] {
        assert_eq!(of(&bare, code).outcome, Outcome::Failed);
        let read = Right { office: Some(office("Northlight")), ..bare.clone() };
        assert_eq!(of(&read, code).outcome, Outcome::Passed);
    }
    let wider = Right { classes: vec![25, 9], office: Some(office("Northlight")), ..bare.clone() };
    let check = of(&wider, CheckCode::ClassPage);
    assert_eq!(
        (check.outcome, check.compared.as_str()),
        (Outcome::Failed, "stated 25 9, registered 18 25 35")
    );
    assert_eq!(of(&Right { classes: vec![], ..mark() }, CheckCode::ClassPage).outcome, Outcome::Failed);
}

#[test]
fn a_right_that_is_not_valid_fails() {
    for right in [
        Right { status: RightStatus::Pending, ..mark() },
        Right { expires_on: Some(TODAY.yesterday().unwrap()), ..mark() },
        Right { office: Some(OfficeExtract { status: RightStatus::Ended, ..office("x") }), ..mark() },
        Right { office: Some(OfficeExtract { expires_on: Some(date(2020, 1, 1)), ..office("x") }), ..mark() },
    ] {
        assert_eq!(of(&right, CheckCode::Validity).outcome, Outcome::Failed);
    }
    assert_eq!(
        of(&Right { expires_on: Some(TODAY), ..mark() }, CheckCode::Validity).outcome,
        Outcome::Passed
    );
}

#[test]
fn a_document_of_another_owners_right_is_a_finding() {
    let other = |owner: &str| Right {
        right: RightRef::new(RightKind::Trademark, "US", "1234567").unwrap(),
        owner: owner.to_owned(),
        ..mark()
    };
    let shared = mark().documents[0].digest;
    for (owner, document, outcome) in [
        ("Southlight Ltd", shared, Outcome::Failed),
        ("Northlight Outfitters", shared, Outcome::Passed),
        ("Southlight Ltd", Digest::of(b"not its own"), Outcome::Passed),
    ] {
        let other = other(owner);
        let all = checks(&mark(), &[Elsewhere { document, right: &other }], TODAY);
        let check = all.iter().find(|check| check.code == CheckCode::DocumentOwner).unwrap();
        assert_eq!(check.outcome, outcome, "{}", check.compared);
        assert!(!check.compared.contains("Southlight"), "another owner is not named: {}", check.compared);
    }
}

#[test]
fn a_mandate_needs_its_letter_and_must_not_have_ended() {
    let letter = document("letter", DocumentKind::LetterOfAuthority);
    let mandated = |until, revoked_on, document| {
        let agent = "agents".parse().unwrap();
        let (claims, marketplaces, given_on) = (vec![], vec![], None);
        let mandate = Mandate { agent, claims, marketplaces, given_on, until, revoked_on, document };
        let mut right = Right { mandates: vec![mandate], ..mark() };
        right.documents.push(letter);
        of(&right, CheckCode::MandateDocument).outcome
    };
    let yesterday = TODAY.yesterday().unwrap();
    assert_eq!(mandated(None, None, Some(letter.digest)), Outcome::Passed);
    assert_eq!(mandated(None, None, None), Outcome::Failed);
    assert_eq!(mandated(None, None, Some(mark().documents[0].digest)), Outcome::Failed, "no letter");
    assert_eq!(mandated(Some(yesterday), None, Some(letter.digest)), Outcome::Failed);
    assert_eq!(mandated(Some(yesterday), Some(yesterday), None), Outcome::NotApplicable, "it was revoked");
}

#[test]
fn an_office_grants_rights_for_its_own_territory_only() {
    for (right, territories, outcome) in [
        ("trademark/EM/1", "EU DE FR", Outcome::Passed),
        ("trademark/DE/1", "DE", Outcome::Passed),
        ("trademark/BX/1", "NL BE", Outcome::Passed),
        ("trademark/DE/1", "EU", Outcome::Failed),
        ("trademark/DE/1", "DE FR", Outcome::Failed),
        ("design/US/1", "US CN", Outcome::Failed),
        ("trademark/WO/1", "EU US CN", Outcome::NotApplicable),
        ("patent/EP/1", "DE FR", Outcome::NotApplicable),
        ("copyright/US/1", "EU US", Outcome::NotApplicable),
    ] {
        let territories = territories.split(' ').map(|code| code.parse().unwrap()).collect();
        let stated = Right { right: right.parse().unwrap(), territories, ..mark() };
        assert_eq!(of(&stated, CheckCode::Territory).outcome, outcome, "{right}");
    }
}
