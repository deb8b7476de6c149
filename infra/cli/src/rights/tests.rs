//! The register over the world in memory: what an operator and a desk notice.

mod documents;
mod import;

use std::path::PathBuf;

use case::{AccountId, AccountKind, Claim};
use port::{Account, WallClock as _};
use register::Right;
use register::right::{By, History, ReviewState};
use testkit::sample;
use testkit::world::World;

use super::*;
use crate::Command;
use crate::tests::{call_as, parsed};

const MARK: &str = "trademark/EM/018999001";

async fn asked(world: &World, line: &str) -> anyhow::Result<Output> {
    let Command::Right(command) = parsed(line).unwrap() else { panic!("{line}") };
    run(command, world, || Ok(world.clone()), world, world).await
}

async fn refused(world: &World, line: &str) -> String {
    format!("{:#}", asked(world, line).await.unwrap_err())
}

/// A file of this test's own.
fn file(name: &str, content: &[u8]) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("goodfaith-rights-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    path
}

const ADD: &str = "right add --kind trademark --office em --number 018-999-001 --title NORTHLIGHT --form word \
                   --owner Northlight --status registered --expires 2033-05-01 --territory EU --class 18 25 --holder \
                   brand@northlight.example";

/// Adds an agency, and returns its account.
fn agency(world: &World) -> AccountId {
    let id = "agents".parse().unwrap();
    let kind = AccountKind::Agency;
    world.look().accounts.insert(id, Account { id, kind, members: vec![], ..sample::account() });
    id
}

fn stored(world: &World) -> Right {
    world.look().rights[&MARK.parse().unwrap()].clone()
}

/// A world with a submitted mark that has its papers.
async fn submitted(test: &str) -> World {
    let world = World::new();
    let marketplace = sample::marketplace();
    world.look().marketplaces.insert(marketplace.id.clone(), marketplace);
    asked(&world, ADD).await.unwrap();
    for kind in ["certificate", "class_page"] {
        let path = file(&format!("{test}-{kind}.txt"), format!("{kind} of {test}").as_bytes());
        let line = format!("right document add {MARK} {} --kind {kind}", path.display());
        asked(&world, &line).await.unwrap();
    }
    world
}

async fn asked_as(name: &str, world: &World, line: &str) -> anyhow::Result<Output> {
    call_as(world, name).await;
    asked(world, line).await
}

async fn refused_as(name: &str, world: &World, line: &str) -> String {
    call_as(world, name).await;
    refused(world, line).await
}

fn verify() -> String {
    let codes: Vec<_> = policy::checklist(case::RightKind::Trademark).iter().map(|item| item.code).collect();
    format!("right verify {MARK} --confirm {}", codes.join(" "))
}

#[tokio::test]
async fn a_right_is_registered_and_shown_without_its_holders() {
    let world = World::new();
    asked(&world, ADD).await.unwrap();
    let expected = Right {
        owner: "Northlight".to_owned(),
        names: Vec::new(),
        history: History::submitted(By::Operator, world.now()),
        remind_on: Some(jiff::civil::date(2032, 11, 2)),
        version: 1,
        account: None,
        ..sample::right()
    };
    assert_eq!(world.look().rights.values().collect::<Vec<_>>(), [&expected]);

    let output = asked(&world, "right show trademark/EM/018999001").await.unwrap();
    assert_eq!((&output.json["holders"], &output.json["state"]), (&1.into(), &"submitted".into()));
    assert!(output.text.contains("expires          2033-05-01"), "{}", output.text);
    let key = sample::HOLDER_ID.to_string();
    for output in [output.text.clone(), output.json.to_string()] {
        assert!(!output.contains(&key) && !output.contains("4711"), "{output}");
    }
}

#[tokio::test]
async fn a_wrong_right_is_refused() {
    let world = World::new();
    let with = |rest: &str| format!("right add --kind design --title t --owner o --territory EU {rest}");
    for (rest, says) in [
        ("--office EUIPO --number 1 --status pending --holder a@b.example", "office must be two letters"),
        ("--office EM --number 1 --status pending --holder nobody", "--holder must be mail addresses"),
        ("--status pending --holder a@b.example", "--office and --number are missing"),
        ("--office EM --number 1 --status unregistered --holder a@b.example", "is not unregistered"),
        ("--office EM --number 1 --status ended --holder a@b.example --account x", "there is no account x"),
    ] {
        let error = refused(&world, &with(rest)).await;
        assert!(error.contains(says), "{error}");
    }
    assert_eq!(refused(&world, "right show design/EM/1").await, "the register has no right design/EM/1");
}

#[test]
fn wrong_arguments_are_answered_with_right_ones() {
    let nobody = ADD.split(" --holder").next().unwrap();
    let error = parsed(nobody).unwrap_err().to_string();
    assert!(error.contains("--holder") && error.contains("--account"), "{error}");
    for line in [
        ADD.replace("2033-05-01", "01.05.2033"),
        format!("right mandate add {MARK} --agent agents --until soon"),
        format!("right mandate revoke {MARK} --agent agents --on soon"),
        format!("right seller allow {MARK} --marketplace demo --seller s --until soon"),
        "standing recompute --day soon".to_owned(),
        "report soon".to_owned(),
        "register marks.csv --on soon".to_owned(),
    ] {
        let error = parsed(&line).unwrap_err().to_string();
        assert!(error.contains("a day is written like 2034-05-01"), "{line}: {error}");
    }
}

#[tokio::test]
async fn a_work_without_number_is_named_by_owner_and_title() {
    let world = World::new();
    let add = "right add --kind copyright --title Lights --owner Ada --status unregistered --territory EU \
               --holder a@b.example";
    let output = asked(&world, add).await.unwrap();
    let name = output.json["right"].as_str().unwrap();
    assert!(name.starts_with("copyright/XX/"), "{name}");
    assert_eq!(asked(&world, &format!("right show {name}")).await.unwrap().json["status"], "unregistered");
    assert_eq!(asked(&world, add).await.unwrap().json["right"], name, "the same work, the same right");
    assert_eq!(world.look().rights.len(), 1);
}

#[tokio::test]
async fn one_reviewer_verifies_what_nothing_speaks_against() {
    let world = submitted("verify").await;
    let error = refused_as("ada", &world, &format!("right verify {MARK} --confirm documents_readable")).await;
    assert!(
        error.contains("--confirm owner_identified: ") && !error.contains("--confirm documents_readable")
    );
    let error = refused_as("ada", &world, &format!("right verify {MARK} --confirm views_match")).await;
    assert!(error.contains("views_match is not to be confirmed of a trademark"), "{error}");

    let output = asked_as("ada", &world, &verify()).await.unwrap();
    assert_eq!(output.text, format!("right {MARK} is verified"));
    assert_eq!(asked_as("bob", &world, &verify()).await.unwrap().json["changed"], false);
    let shown = asked(&world, &format!("right show {MARK}")).await.unwrap();
    assert_eq!(shown.json["history"][1]["by"], "a reviewer");
    let passed =
        "passed certificate class_page validity document_owner territory; confirmed documents_readable";
    assert!(shown.text.contains(passed), "{}", shown.text);
    let people = asked(&world, &format!("right show {MARK} --people")).await.unwrap();
    assert_eq!(people.json["history"][1]["by"], "ada");

    // Adding the same again leaves it verified; adding it changed does not.
    let said = asked(&world, ADD).await.unwrap().text;
    assert_eq!(said, format!("right {MARK} was in the register like this already, verified"));
    assert_eq!(stored(&world).history.state(), &ReviewState::Verified);
    let changed = asked(&world, &ADD.replace("18 25", "18 25 35")).await.unwrap();
    let says =
        format!("right {MARK} was changed (classes), and is verified no longer: it is to be verified again");
    assert_eq!((changed.text, &changed.json["changed"][0]), (says, &"classes".into()));
    assert_eq!(stored(&world).history.state(), &ReviewState::Submitted);
    assert_eq!(stored(&world).documents.len(), 2, "its documents stay");
}

#[tokio::test]
async fn a_failed_check_takes_two() {
    let world = World::new();
    asked(&world, ADD).await.unwrap();
    let check = asked(&world, &format!("right check {MARK}")).await.unwrap();
    assert_eq!(check.json["checks"][1]["outcome"], "failed");
    assert!(check.text.contains("mark_matches"), "the reviewer's part is listed: {}", check.text);

    let error = refused_as("ada", &world, &verify()).await;
    assert!(error.contains("certificate, class_page"), "{error}");
    let second = format!("goodfaith right override {MARK} --check class_page");
    assert!(error.contains(&second), "{error}");
    for code in ["certificate", "class_page"] {
        asked_as("ada", &world, &format!("right override {MARK} --check {code}")).await.unwrap();
    }
    let error = refused_as("ada", &world, &verify()).await;
    assert!(error.contains("certificate, class_page"), "one's own override does not count: {error}");
    for code in ["certificate", "class_page"] {
        let line = format!("right override {MARK} --check {code} --why seen");
        assert_eq!(asked_as("bob", &world, &line).await.unwrap().json["changed"], true);
        assert_eq!(asked(&world, &line).await.unwrap().json["changed"], false);
    }
    let error = refused_as("bob", &world, &format!("right override {MARK} --check validity")).await;
    assert!(error.contains("did not fail"), "{error}");
    asked_as("ada", &world, &verify()).await.unwrap();
    assert_eq!(stored(&world).history.state(), &ReviewState::Verified);
}

#[tokio::test]
async fn a_rejection_names_field_and_cure() {
    let world = submitted("reject").await;
    let output =
        asked_as("ada", &world, &format!("right reject {MARK} --code class_page_missing")).await.unwrap();
    assert_eq!((&output.json["state"], &output.json["field"]), (&"rejected".into(), &"classes".into()));
    assert!(output.text.contains("what would cure it: Add the page"), "{}", output.text);
    let error = refused_as("ada", &world, &verify()).await;
    assert!(error.contains("verifying is not possible while the right is rejected"), "{error}");
    assert!(error.ends_with("`right add` submits it again"), "{error}");
    let again = asked(&world, ADD).await.unwrap();
    assert_eq!(again.text, format!("right {MARK} is submitted again"));
    asked_as("ada", &world, &verify()).await.unwrap();
    let again = asked(&world, &ADD.replace("brand@northlight.example", "b@c.example")).await.unwrap();
    assert_eq!(again.text, format!("right {MARK} was changed (holders); it is verified"));
}

#[tokio::test]
async fn a_document_of_another_owners_right_is_found() {
    let world = submitted("twice").await;
    let other = "right add --kind trademark --office US --number 77 --title NORTHLIGHT --owner Southlight \
                 --status registered --territory US --class 25 --holder c@d.example";
    asked(&world, other).await.unwrap();
    let same = file("twice-certificate.txt", b"certificate of twice");
    let line = format!("right document add trademark/US/77 {} --kind certificate", same.display());
    assert_eq!(asked(&world, &line).await.unwrap().json["new"], true);
    assert_eq!(asked(&world, &line).await.unwrap().json["new"], false);
    for (right, stranger) in [(MARK, "trademark/US/77"), ("trademark/US/77", MARK)] {
        let output = asked(&world, &format!("right check {right}")).await.unwrap();
        let check = &output.json["checks"][4];
        assert_eq!((&check["check"], &check["outcome"]), (&"document_owner".into(), &"failed".into()));
        assert!(check["compared"].as_str().unwrap().contains(stranger), "{check}");
    }
    let program = file("program.exe", b"MZ\x90\x00");
    let error =
        refused(&world, &format!("right document add {MARK} {} --kind certificate", program.display())).await;
    assert!(error.contains("is not taken"), "{error}");
}

#[tokio::test]
async fn sellers_are_allowed_and_disallowed() {
    let world = submitted("sellers").await;
    let key = world.seller("seller-1");
    let today = jiff::civil::date(2026, 11, 2);
    let allow = format!("right seller allow {MARK} --marketplace demo --seller seller-1 --until 2026-12-31");
    asked(&world, &allow).await.unwrap();
    assert!(stored(&world).is_authorised(key, today));
    let disallow = format!("right seller disallow {MARK} --marketplace demo --party {key}");
    assert!(asked(&world, &disallow).await.unwrap().text.contains("is allowed no more"));
    assert!(asked(&world, &disallow).await.unwrap().text.contains("was not allowed"));
    assert!(!stored(&world).is_authorised(key, today));
    let elsewhere = allow.replace("--marketplace demo", "--marketplace demmo");
    assert_eq!(refused(&world, &elsewhere).await, "there is no marketplace demmo; configured are: demo");
    let long = format!("{allow} --note {}", "x".repeat(61));
    assert!(refused(&world, &long).await.contains("at most 60 characters"));
}

#[tokio::test]
async fn an_agent_is_mandated_with_its_letter_and_revoked() {
    let world = submitted("mandate").await;
    let agents = agency(&world);
    world.look().accounts.insert(sample::account().id, sample::account());
    let letter = file("letter.txt", b"we authorise");
    let add = format!(
        "right mandate add {MARK} --agent agents --claim counterfeit --marketplace demo --document {}",
        letter.display()
    );
    asked(&world, &add).await.unwrap();
    let (agent, demo) = ((world.party("ada@agents.example"), Some(agents)), "demo".parse().unwrap());
    let today = jiff::civil::date(2026, 11, 2);
    assert!(stored(&world).may_act(agent, &demo, Claim::Counterfeit, today));
    assert!(!stored(&world).may_act(agent, &demo, Claim::TrademarkMisuse, today));
    let output = asked(&world, &format!("right check {MARK}")).await.unwrap();
    assert_eq!(output.json["checks"][5]["outcome"], "ok");
    let of_brand = add.replace("--agent agents", "--agent northlight");
    assert!(refused(&world, &of_brand).await.contains("is given to an agency"));
    assert!(refused(&world, &of_brand.replace("northlight", "nobody")).await.contains("no account nobody"));
    for (wrong, says) in [
        (add.replace("--marketplace demo", "--marketplace demmo"), "configured are: demo"),
        (format!("{add} --until 2026-11-01"), "would never hold: today (UTC) is 2026-11-02"),
        (format!("{ADD} --mandate agents,demmo"), "configured are: demo"),
        (format!("{ADD} --mandate agents,2026-11-01"), "would never hold: today (UTC) is 2026-11-02"),
    ] {
        let error = refused(&world, &wrong).await;
        assert!(error.ends_with(says), "{error}");
    }
    assert_eq!(stored(&world).mandates.len(), 1);
    let revoke = format!("right mandate revoke {MARK} --agent agents");
    let error = refused(&world, &format!("{revoke} --on 2026-11-01")).await;
    assert!(error.contains("began on 2026-11-02, and cannot end on 2026-11-01"), "{error}");
    assert_eq!(asked(&world, &revoke).await.unwrap().json["revoked"], 1);
    assert!(!stored(&world).may_act(agent, &demo, Claim::Counterfeit, today));
    assert!(refused(&world, &revoke).await.contains("has no mandate"));
}

#[tokio::test]
async fn a_letter_of_authority_is_written_for_rights_of_one_owner() {
    let world = submitted("template").await;
    let template = format!("right mandate template {MARK} --agent Agents --claim counterfeit");
    let output = asked(&world, &template).await.unwrap();
    assert!(output.text.contains("Northlight (the owner) authorises Agents"), "{}", output.text);
    let output = asked(&world, &format!("{template} --language zh")).await.unwrap();
    assert!(output.text.contains("授权委托书"), "{}", output.text);
    let error = refused(&world, &format!("{template} --marketplace nowhere")).await;
    assert_eq!(error, "there is no marketplace nowhere; configured are: demo");
    let other = "right add --kind design --office EM --number 7 --title Jacket --owner Southlight --status \
                 registered --territory EU --holder c@d.example";
    asked(&world, other).await.unwrap();
    let error = refused(&world, &format!("right mandate template {MARK} design/EM/7 --agent Agents")).await;
    assert!(error.contains("has another owner"), "{error}");
}

#[tokio::test]
async fn rights_are_listed_and_reminded_of() {
    let world = submitted("list").await;
    let soon = "right add --kind design --office EM --number 7 --title Jacket --owner Southlight --status \
                registered --territory EU --holder c@d.example --expires 2027-01-31";
    asked(&world, soon).await.unwrap();
    let all = asked(&world, "right list").await.unwrap();
    let names: Vec<_> = all.json.as_array().unwrap().iter().map(|it| it["right"].clone()).collect();
    assert_eq!(names, ["design/EM/7", MARK], "soonest reminder first");
    asked_as("ada", &world, &verify()).await.unwrap();
    for (state, count) in [("verified", 1), ("submitted", 1), ("expired", 0)] {
        let output = asked(&world, &format!("right list --state {state}")).await.unwrap();
        assert_eq!(output.json.as_array().unwrap().len(), count, "{state}");
    }
    let error = asked(&world, "right list --account nosuch").await.unwrap_err().to_string();
    assert_eq!(error, "there is no account nosuch");
    // 90 days before the last day of January is this second of November.
    let due = asked(&world, "right reminders").await.unwrap();
    assert_eq!(due.json[0]["right"], "design/EM/7");
    let done = asked(&world, "right reminders --done design/EM/7").await.unwrap();
    assert_eq!(done.json["remind_on"], "2027-01-01");
    assert_eq!(asked(&world, "right reminders").await.unwrap().text, "no reminders are due\n");
    assert_eq!(
        asked(&world, "right reminders --within 60").await.unwrap().json[0]["remind_on"],
        "2027-01-01"
    );
}

#[tokio::test]
async fn a_right_that_is_given_up_or_assigned_supports_nothing() {
    let world = submitted("over").await;
    let output = asked_as("ada", &world, &format!("right assign {MARK} --to Southlight")).await.unwrap();
    assert_eq!(output.json["state"], "assigned");
    let (holder, demo) = (sample::HOLDER_ID, "demo".parse().unwrap());
    let today = jiff::civil::date(2026, 11, 2);
    assert!(!stored(&world).may_act((holder, None), &demo, Claim::Counterfeit, today));
    asked_as("ada", &world, &format!("right surrender {MARK}")).await.unwrap();
    assert!(!stored(&world).in_force(today) && stored(&world).remind_on.is_none());
    let error = refused(&world, &ADD.replace("NORTHLIGHT", "OTHER")).await;
    assert!(error.contains("not possible while the right is surrendered"), "{error}");
}
