//! What offices' files do to the register.

use jiff::civil::date;
use register::right::{MarkForm, OfficeExtract, RightStatus, WhyNot};

use super::*;

/// A mark as EUIPO's open data has it: without its owner.
fn euipo(number: &str, status: &str, words: &[&str], expiry: &str, classes: &[u8]) -> String {
    let words: String =
        words.iter().map(|it| format!("<MarkVerbalElementText>{it}</MarkVerbalElementText>")).collect();
    let classes: String = classes
        .iter()
        .map(|class| format!("<ClassDescription><ClassNumber>{class}</ClassNumber></ClassDescription>"))
        .collect();
    format!(
        "<Transaction><TransactionData><TradeMarkDetails><TradeMark>\
         <RegistrationOfficeCode>EM</RegistrationOfficeCode><ApplicationNumber>{number}</ApplicationNumber>\
         <ApplicationDate>2023-05-01</ApplicationDate><RegistrationDate>2023-09-01</RegistrationDate>\
         <ExpiryDate>{expiry}</ExpiryDate><MarkCurrentStatusCode>{status}</MarkCurrentStatusCode>\
         <MarkFeature>Word</MarkFeature><WordMarkSpecification>{words}</WordMarkSpecification>\
         <GoodsServicesDetails><GoodsServices><ClassDescriptionDetails>{classes}</ClassDescriptionDetails>\
         </GoodsServices></GoodsServicesDetails></TradeMark></TradeMarkDetails></TransactionData></Transaction>"
    )
}

/// The stored mark of the other tests, as the office has it.
fn northlight(status: &str) -> String {
    euipo("018999001", status, &["NORTHLIGHT"], "2033-05-01", &[18, 25])
}

/// A mark as the USPTO's TSDR has it.
fn tsdr(status: &str, owner: &str) -> String {
    format!(
        "<Transaction><TransactionData><TradeMarkDetails><TradeMark>\
         <RegistrationOfficeCode>US</RegistrationOfficeCode><ApplicationNumber>99000001</ApplicationNumber>\
         <ApplicationDate>2022-05-09-04:00</ApplicationDate><RegistrationNumber>9999001</RegistrationNumber>\
         <RegistrationDate>2023-03-23-05:00</RegistrationDate>\
         <MarkCurrentStatusCode>{status}</MarkCurrentStatusCode><MarkFeature>STANDARD CHARACTER MARK</MarkFeature>\
         <WordMarkSpecification><MarkVerbalElementText>POLE</MarkVerbalElementText></WordMarkSpecification>\
         </TradeMark></TradeMarkDetails><ApplicantDetails><Applicant><ApplicantAddressBook><FormattedNameAddress>\
         <Name><FreeFormatName><FreeFormatNameDetails><FreeFormatNameLine>{owner}</FreeFormatNameLine>\
         </FreeFormatNameDetails></FreeFormatName></Name></FormattedNameAddress></ApplicantAddressBook></Applicant>\
         </ApplicantDetails></TransactionData></Transaction>"
    )
}

const TABLE: &str = "kind,office,number,title,form,owner,status,expires on,classes,vienna,territories\n\
    trademark,WO,900,POLE,combined,Pole AG,Registered,2031-01-31,9,26.4.9,CN;EM\n\
    trademark,CN,901,极,word,Pole AG,Registered,,9,,\n\
    design,EM,008999001-0002,Lamp,,Pole AG,Registered and fully published,2027-05-06,26-05,,\n";

/// Imports files of these contents.
async fn import(world: &World, test: &str, files: &[&str], more: &str) -> anyhow::Result<Output> {
    let paths: Vec<String> = (0..)
        .zip(files)
        .map(|(n, content)| file(&format!("{test}-{n}"), content.as_bytes()).display().to_string())
        .collect();
    asked(world, &format!("right import {} {more}", paths.join(" "))).await
}

fn right(world: &World, name: &str) -> Right {
    world.look().rights[&name.parse().unwrap()].clone()
}

#[tokio::test]
async fn the_files_of_all_offices_are_taken_over_once() {
    let world = World::new();
    let series = euipo("018999002", "Registered", &["NORTH", "NORTHERN"], "2031-03-04", &[9]);
    let files = [series.as_str(), &tsdr("700", "Pole Inc."), TABLE];
    let more = "--owner Northlight --holder a@pole.example";
    let output = import(&world, "all", &files, more).await.unwrap();
    assert_eq!(output.text, "5 rights added, 0 updated, 0 as they were");
    let before = world.look().rights.clone();
    let output = import(&world, "all", &files, more).await.unwrap();
    assert_eq!(output.text, "0 rights added, 0 updated, 5 as they were");
    assert_eq!(world.look().rights, before);

    let series = right(&world, "trademark/EM/018999002");
    assert_eq!((series.form, series.names.clone()), (Some(MarkForm::Series), vec!["NORTHERN".to_owned()]));
    assert_eq!((series.title.as_str(), series.owner.as_str()), ("NORTH", "Northlight"));
    assert_eq!((&series.classes[..], series.expires_on), (&[9][..], Some(date(2031, 3, 4))));
    assert_eq!(series.office.unwrap().owner, None, "what the operator says is not the office's word");
    let american = right(&world, "trademark/US/9999001");
    assert_eq!((american.owner.as_str(), american.form), ("Pole Inc.", Some(MarkForm::Word)));
    assert_eq!(american.expires_on, Some(date(2029, 3, 23)), "six years, until its use is declared");
    let pole = right(&world, "trademark/WO/900");
    assert!(["CN", "DE"].iter().all(|there| pole.covers(there.parse().unwrap())), "as it is designated");
    assert!(!pole.covers("US".parse().unwrap()));
    assert_eq!((pole.form, pole.vienna[0].to_string()), (Some(MarkForm::Combined), "26.04.09".to_owned()));
    assert_eq!(pole.holders, [world.party("a@pole.example")]);
    let chinese = right(&world, "trademark/CN/901");
    assert_eq!(
        (chinese.status, chinese.expires_on),
        (RightStatus::Doubtful, None),
        "its last day is not known"
    );
    let lamp = right(&world, "design/EM/0089990010002");
    assert_eq!((lamp.form, lamp.status), (None, RightStatus::Registered));
}

#[tokio::test]
async fn an_owner_whom_no_record_names_has_to_be_given() {
    let world = World::new();
    let error = import(&world, "owner", &[&northlight("Registered"), TABLE], "").await.unwrap_err();
    let error = format!("{error:#}");
    assert!(error.contains(&format!("{MARK} and 0 others name no owner")), "{error}");
    assert!(error.contains("--owner"), "{error}");
    assert!(world.look().rights.is_empty(), "nothing is imported");
    // Of a right that is there, the owner is known.
    let world = submitted("owner").await;
    let output = import(&world, "owner", &[&northlight("Registered")], "").await.unwrap();
    assert_eq!((&output.json["updated"], stored(&world).owner.as_str()), (&1.into(), "Northlight"));
}

#[tokio::test]
async fn a_file_that_cannot_be_read_imports_nothing() {
    let world = World::new();
    for (files, more, says) in [
        (&["<html/>"][..], "", "no trade mark or design record"),
        (&[TABLE, "{\"right\":\"trademark/EM/1\"}"], "", "the table"),
        (&["office,number,status,expires on\nEM,1,Registered,soon\n"], "", "row 2, column \"expires on\""),
        (&[TABLE], "--holder nobody", "--holder must be mail addresses"),
        (&[TABLE], "--account x", "there is no account x"),
    ] {
        let error = import(&world, "unread", files, more).await.unwrap_err();
        let error = format!("{error:#}");
        assert!(error.to_lowercase().contains(&says.to_lowercase()), "{says}: {error}");
    }
    assert!(refused(&world, "right import /nowhere.xml").await.contains("/nowhere.xml cannot be read"));
    assert!(world.look().rights.is_empty());
}

#[tokio::test]
async fn a_newer_extract_changes_what_the_office_says_and_nothing_else() {
    let world = submitted("newer").await;
    agency(&world);
    let add = format!("right mandate add {MARK} --agent agents --claim counterfeit");
    asked(&world, &add).await.unwrap();
    asked(&world, &format!("right seller allow {MARK} --marketplace demo --seller s-1")).await.unwrap();
    asked_as("bob", &world, &format!("right override {MARK} --check mandate_document")).await.unwrap();
    asked_as("ada", &world, &verify()).await.unwrap();
    let (eu, today) = ("EU".parse().unwrap(), date(2026, 11, 2));
    let supports = |world: &World| stored(world).may_support_automatic(eu, today);
    assert_eq!(supports(&world), Ok(()));
    let mut expected = stored(&world);
    for (status, is, may) in [
        ("Registered", RightStatus::Registered, Ok(())),
        ("Registration cancellation pending", RightStatus::Doubtful, Err(WhyNot::NotInForce)),
        ("Registered", RightStatus::Registered, Ok(())),
        ("Registration surrendered", RightStatus::Ended, Err(WhyNot::NotInForce)),
        ("Something new", RightStatus::Doubtful, Err(WhyNot::NotInForce)),
        ("Appeal pending", RightStatus::Doubtful, Err(WhyNot::NotInForce)),
    ] {
        import(&world, "newer", &[&northlight(status)], "").await.unwrap();
        let office = OfficeExtract {
            owner: None,
            status: is,
            expires_on: Some(date(2033, 5, 1)),
            classes: vec![18, 25],
            read_on: today,
        };
        let version = stored(&world).version;
        let form = Some(MarkForm::Word);
        expected = Right { status: is, office: Some(office), form, version, ..expected };
        assert_eq!(stored(&world), expected, "{status}");
        assert_eq!(supports(&world), may, "{status}");
    }
    // Expired, by the office's own day.
    let old = euipo("018999001", "Registered", &["NORTHLIGHT"], "2026-11-01", &[18, 25]);
    import(&world, "newer", &[&old], "").await.unwrap();
    assert_eq!(
        (supports(&world), stored(&world).expires_on),
        (Err(WhyNot::NotInForce), Some(date(2026, 11, 1)))
    );
}

#[tokio::test]
async fn of_two_extracts_the_one_of_the_later_state_counts() {
    let row = |status, day| {
        format!("office,number,owner,status,status date,expires on\nEM,7,A,{status},{day},2031-01-01\n")
    };
    let (old, new) = (row("Registered", "2025-01-01"), row("cancelled", "2026-01-01"));
    for (test, files) in [("old-new", [&*old, &new]), ("new-old", [&*new, &old])] {
        let world = World::new();
        import(&world, test, &files, "").await.unwrap();
        assert_eq!(right(&world, "trademark/EM/7").status, RightStatus::Ended);
    }
}

#[tokio::test]
async fn what_was_verified_and_the_office_has_otherwise_is_verified_anew() {
    for (test, owner, classes, state) in [
        ("same", "NORTHLIGHT", "18 25 35", ReviewState::Verified),
        ("owner", "Southlight Ltd", "18 25", ReviewState::Submitted),
        ("class", "Northlight", "25", ReviewState::Submitted),
    ] {
        let world = submitted(&format!("anew-{test}")).await;
        asked_as("ada", &world, &verify()).await.unwrap();
        let table = format!(
            "office,number,owner,status,expires on,classes\nEM,018999001,{owner},Registered,2027-01-31,{classes}\n"
        );
        import(&world, test, &[&table], "").await.unwrap();
        let mark = stored(&world);
        assert_eq!(mark.history.state(), &state, "{test}");
        assert_eq!(
            (mark.owner.as_str(), &mark.classes[..]),
            ("Northlight", &[18, 25][..]),
            "as it was stated"
        );
        assert_eq!(mark.expires_on, Some(date(2027, 1, 31)));
        assert_eq!(mark.remind_on, Some(date(2026, 11, 2)), "the second reminder is due today");
        assert_eq!(import(&world, test, &[&table], "").await.unwrap().json["unchanged"], 1);
    }
}

#[tokio::test]
async fn the_marks_are_compiled_at_once() {
    use port::CompiledMarks as _;
    let world = World::new();
    let import_all = [&*northlight("Registered"), TABLE];
    import(&world, "compile", &import_all, "--owner Northlight").await.unwrap();
    let output = asked(&world, "right compile").await.unwrap();
    assert_eq!((output.text.as_str(), &output.json["marks"]), ("2 marks are compiled", &2.into()));
    let blob = world.compiled_marks().await.unwrap().unwrap();
    let marks = matching::Marks::from_bytes(&blob).unwrap();
    let found = marks.find("NORTHLIGHT jacket");
    assert_eq!(marks.id(found[0].mark), Some(MARK));
}
