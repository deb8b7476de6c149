//! Documents of a right, and what `right show` has of it.

use super::*;

async fn outcome(world: &World, right: &str, check: &str) -> String {
    let output = asked(world, &format!("right check {right}")).await.unwrap();
    let checks = output.json["checks"].as_array().unwrap().clone();
    let found = checks.iter().find(|it| it["check"] == check).unwrap();
    found["outcome"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_document_of_another_owner_is_taken_back_by_someone_of_the_desk() {
    let world = submitted("taken-back").await;
    let other = "right add --kind trademark --office US --number 77 --title NORTHLIGHT --owner Southlight \
                 --status registered --territory US --class 25 --holder c@d.example";
    asked(&world, other).await.unwrap();
    let wrong = file("taken-back-certificate.txt", b"certificate of taken-back");
    let add = format!("right document add trademark/US/77 {} --kind certificate", wrong.display());
    let digest = asked(&world, &add).await.unwrap().json["sha256"].as_str().unwrap().to_owned();
    assert_eq!(outcome(&world, MARK, "document_owner").await, "failed");

    let remove = format!("right document remove trademark/US/77 {digest}");
    let error = refused(&world, &remove).await;
    assert!(error.contains("goodfaith staff add"), "who removes it is named: {error}");
    let output = asked_as("ada", &world, &remove).await.unwrap();
    let says = format!("certificate {digest} is removed from trademark/US/77, which is submitted");
    assert_eq!(output.text, says);
    let again = asked(&world, &remove).await.unwrap();
    assert_eq!((&again.json["changed"], &again.json["kinds"][0]), (&false.into(), &"certificate".into()));
    assert_eq!(outcome(&world, MARK, "document_owner").await, "ok");
    let shown = asked(&world, "right show trademark/US/77 --people").await.unwrap();
    let last = &shown.json["history"][1];
    assert_eq!((&last["event"], &last["by"]), (&"document_removed".into(), &"ada".into()));
    assert_eq!(last["which"], format!("certificate {digest}"));
    assert_eq!(world.look().sealed.len(), 2, "the files stay sealed");
    let error = refused(&world, "right document remove trademark/US/77 class_page").await;
    assert_eq!(error, "trademark/US/77 has no document class_page; see `right show trademark/US/77`");
}

#[tokio::test]
async fn a_verified_right_that_loses_a_document_is_to_be_verified_again() {
    let world = submitted("loses").await;
    asked_as("ada", &world, &verify()).await.unwrap();
    let digest = stored(&world).documents[1].digest.to_string();
    let short = &digest[..12];
    let error = refused(&world, &format!("right document remove {MARK} {}", &digest[..7])).await;
    assert!(error.contains("has no document"), "{error}");
    let output = asked(&world, &format!("right document remove {MARK} {short}")).await.unwrap();
    assert!(output.text.ends_with("which is submitted now: it is to be verified again"), "{}", output.text);
    assert_eq!(outcome(&world, MARK, "class_page").await, "failed");
}

#[tokio::test]
async fn one_file_serves_as_several_kinds() {
    let world = World::new();
    asked(&world, ADD).await.unwrap();
    let path = file("both.txt", b"certificate with its classes");
    for kind in ["certificate", "class_page"] {
        let line = format!("right document add {MARK} {} --kind {kind}", path.display());
        assert_eq!(asked(&world, &line).await.unwrap().json["new"], true, "{kind}");
        assert_eq!(asked(&world, &line).await.unwrap().json["new"], false, "{kind}");
        assert_eq!(outcome(&world, MARK, kind).await, "ok");
    }
    let digest = stored(&world).documents[0].digest;
    let remove = format!("right document remove {MARK} {digest}");
    asked_as("ada", &world, &format!("{remove} --kind class_page")).await.unwrap();
    assert_eq!(outcome(&world, MARK, "certificate").await, "ok");
    assert_eq!(outcome(&world, MARK, "class_page").await, "failed");
}

#[tokio::test]
async fn a_mandate_has_its_letter_whatever_the_file_was_before_and_whenever_it_comes() {
    let world = submitted("letters").await;
    agency(&world);
    let bare = format!("right mandate add {MARK} --agent agents");
    let said = asked(&world, &bare).await.unwrap().text;
    assert!(said.ends_with("its letter of authority is missing"), "{said}");
    assert_eq!(outcome(&world, MARK, "mandate_document").await, "failed");
    let letter = file("letters-certificate.txt", b"certificate of letters");
    let said = asked(&world, &format!("{bare} --document {}", letter.display())).await.unwrap().text;
    assert!(said.ends_with("holds; it was there already"), "{said}");
    assert_eq!(outcome(&world, MARK, "mandate_document").await, "ok");
    let said = asked(&world, &bare).await.unwrap().text;
    assert!(said.ends_with("holds; it was there already"), "it keeps its letter: {said}");

    asked_as("ada", &world, &format!("right document remove {MARK} letter_of_authority")).await.unwrap();
    assert_eq!(outcome(&world, MARK, "mandate_document").await, "failed");
    let shown = asked(&world, &format!("right show {MARK}")).await.unwrap();
    assert_eq!(shown.json["mandates"][0]["letter"], serde_json::Value::Null);
}

#[tokio::test]
async fn mandates_and_allowed_sellers_are_shown_each() {
    let world = submitted("rows").await;
    agency(&world);
    let shown = asked(&world, &format!("right show {MARK}")).await.unwrap().text;
    assert!(shown.contains("no mandates\n") && shown.contains("no sellers are allowed\n"), "{shown}");
    let mandate = format!("right mandate add {MARK} --agent agents");
    asked(&world, &format!("{mandate} --claim counterfeit --marketplace demo --until 2027-01-31"))
        .await
        .unwrap();
    asked(&world, &format!("right mandate revoke {MARK} --agent agents --on 2026-12-01")).await.unwrap();
    let key = world.seller("seller-1");
    let allow = format!("right seller allow {MARK} --marketplace demo --seller seller-1 --note outlet");
    asked(&world, &allow).await.unwrap();
    let shown = asked(&world, &format!("right show {MARK}")).await.unwrap();
    let row = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let rows: Vec<String> = shown.text.lines().map(row).collect();
    let mandate = "agents yes counterfeit demo 2026-11-02 2027-01-31 2026-12-01 none".to_owned();
    assert!(rows.contains(&mandate), "{}", shown.text);
    assert!(rows.contains(&format!("{key} demo yes without end outlet")), "{}", shown.text);
    assert_eq!(shown.json["mandates"][0]["revoked_on"], "2026-12-01");
    assert_eq!(shown.json["sellers"][0]["note"], "outlet");
}
