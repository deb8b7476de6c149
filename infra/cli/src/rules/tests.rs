//! Trials and explanations, as an operator asks for them.

use std::collections::BTreeSet;

use case::{Actor, Command, DeclineCode, PictureInput, Record};
use jiff::SignedDuration;
use policy::programme::{RuleSet as Programme, RuleSetName, rule_set};
use policy::rules::Verdict;
use port::{ListedPicture, StoredCase, WallClock as _};
use register::right::{PictureRole, RightPicture};
use testkit::sample;
use testkit::world::World;

use super::*;
use crate::tests::{call_as, parsed};

const LINE: &str = "rules try --right trademark/EM/018999001 --listing demo/1001";

fn trying(world: &World) -> anyhow::Result<(World, World, Programme)> {
    Ok((world.clone(), world.clone(), rule_set(RuleSetName::Honest)))
}

async fn asked(world: &World, line: &str) -> anyhow::Result<Output> {
    let crate::Command::Rules(command) = parsed(line)? else { panic!("{line}") };
    run(command, world, world, world, || trying(world)).await
}

/// Calls that only read.
const READS: [&str; 11] = [
    "accounts.account",
    "catalogue.listing",
    "cases.load",
    "disputes.of",
    "marks.read",
    "owner.cases",
    "parties.parties",
    "registry.marketplaces",
    "registry.rights",
    "rules.all",
    "switches.all",
];

#[tokio::test]
async fn a_trial_says_what_would_happen_and_why_and_changes_nothing() {
    let world = sample::world(1);
    let output = asked(&world, LINE).await.unwrap();
    for part in [
        "Nothing was filed, written or ordered",
        "would be     accept, by rule well_founded",
        "the right's owner, proved by api_key",
        "(1) The complaint contained every element",
        "The title of the listing contains the mark",
        "right/trademark/EM/018999001",
        "rule/well_founded",
    ] {
        assert!(output.text.contains(part), "{part}: {}", output.text);
    }
    assert_eq!((&output.json["verdict"], &output.json["rule"]), (&json!("accept"), &json!("well_founded")));
    assert_eq!(output.json["floor_overrode"], false);
    let asked_rules = output.json["asked"].as_array().unwrap();
    assert_eq!(asked_rules.last().unwrap()["rule"], "well_founded");
    assert!(asked_rules.iter().rev().skip(1).all(|it| it["applies"] == false));
    let inner = world.look();
    let reads: BTreeSet<&str> =
        READS.iter().copied().chain(["subjects.known_parties", "subjects.parties_by_id"]).collect();
    let writes: Vec<_> = inner.calls.iter().filter(|call| !reads.contains(*call)).collect();
    assert!(writes.is_empty(), "{writes:?}");
    assert!(inner.cases.is_empty() && inner.orders.is_empty() && inner.sealed.is_empty());
}

#[tokio::test]
async fn who_complains_and_how_makes_the_difference() {
    let world = sample::world(1);
    world.look().rights.values_mut().for_each(|right| right.account = None);
    for (more, verdict) in [
        ("", "accept"),
        (" --email brand@northlight.example --proof link", "accept"),
        (" --email brand@northlight.example --proof none", "desk who_complains"),
        (" --email somebody@else.example", "desk non_holder"),
        (" --claim counterfeit_test_purchase", "desk proof_missing"),
    ] {
        let output = asked(&world, &format!("{LINE}{more}")).await.unwrap();
        assert_eq!(output.json["verdict"], verdict, "{more}");
    }
    let evidence = std::env::temp_dir().join(format!("goodfaith-try-{}.txt", std::process::id()));
    std::fs::write(&evidence, "receipt").unwrap();
    let line = format!("{LINE} --claim counterfeit_test_purchase --evidence {}", evidence.display());
    assert_eq!(asked(&world, &line).await.unwrap().json["verdict"], "accept");
    std::fs::remove_file(&evidence).unwrap();
    let error = format!("{:#}", asked(&world, &line).await.unwrap_err());
    assert!(error.contains("goodfaith-try-"), "{error}");
    assert!(world.look().subjects.len() <= 1, "nobody became known by it");
}

#[tokio::test]
async fn what_is_not_there_is_refused_by_name() {
    let world = sample::world(1);
    world.look().accounts.clear();
    for (line, says) in [
        ("rules try --right trademark/EM/1 --listing demo/1001", "knows no right trademark/EM/000000001"),
        (
            "rules try --right trademark/EM/018999001 --listing nowhere/7",
            "there is no marketplace nowhere; configured are: demo",
        ),
        (
            "rules try --right trademark/EM/018999001 --listing demo/1001 --claim design",
            "a complaint of design cannot rest on a right of the kind trademark",
        ),
        ("rules try --right trademark/EM/018999001 --listing demo/1001", "there is no account northlight"),
    ] {
        let error = format!("{:#}", asked(&world, line).await.unwrap_err());
        assert!(error.contains(says), "{line}: {error}");
    }
    world.look().rights.values_mut().for_each(|right| {
        right.account = None;
        right.holders.clear();
    });
    let error = format!("{:#}", asked(&world, LINE).await.unwrap_err());
    assert!(error.contains("nobody is on file as the owner"), "{error}");
    assert!(parsed("rules try --right trademark/EM/1 --listing demo/1 --email a@b.c --account x").is_err());
}

#[tokio::test]
async fn a_complaint_about_a_listing_that_is_gone_would_be_declined() {
    let world = sample::world(1);
    let line = "rules try --right trademark/EM/018999001 --listing demo/7";
    let output = asked(&world, line).await.unwrap();
    assert_eq!(output.json["verdict"], "decline listing_gone");
    assert!(output.text.contains("which its marketplace does not have"), "{}", output.text);
}

#[tokio::test]
async fn a_switch_that_governs_is_named_and_stops_the_rule() {
    let world = sample::world(1);
    call_as(&world, "ada").await;
    asked(&world, "rules stop rule/well_founded --why Wrong").await.unwrap();
    let output = asked(&world, LINE).await.unwrap();
    assert_eq!(output.json["verdict"], "desk automatic_stopped");
    assert_eq!(
        (&output.json["floor_overrode"], &output.json["rule_says"]),
        (&json!(false), &json!("accept"))
    );
    assert_eq!(output.json["stopped"], true);
    assert!(output.text.contains("a switch has stopped automatic acts"), "{}", output.text);
    assert!(!output.text.contains("limits that are built into the program"), "{}", output.text);
    let line = output.text.lines().find(|line| line.starts_with("rule/well_founded")).unwrap();
    assert!(line.contains("stopped") && line.contains("Wrong"), "{line}");
}

#[tokio::test]
async fn pictures_that_would_be_compared_first_are_told() {
    let world = sample::world(1);
    let picture = RightPicture {
        digest: case::Digest::of(b"logo"),
        role: PictureRole::Reference,
        hash: [7; 32],
        quality: 100,
        by: "ada".parse().unwrap(),
        added_at: world.now(),
    };
    {
        let mut inner = world.look();
        inner.rights.values_mut().for_each(|right| assert!(right.add_picture(picture.clone()).unwrap()));
        for listing in inner.listings.values_mut() {
            "Down jacket".clone_into(&mut listing.view.title);
            listing.view.pictures = vec![ListedPicture { id: "main".parse().unwrap(), digest: None }];
        }
    }
    let output = asked(&world, LINE).await.unwrap();
    assert_eq!(output.json["compare_pictures_first"], true);
    assert!(output.text.contains("have not been compared; they would be before this is decided"));
}

/// The one case of the world, after its decision and before anything else.
async fn filed(world: &World) -> StoredCase {
    let complaint = app::filing::IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap();
    app::filing::file(world, world, world, &complaint).await.unwrap();
    world.look().cases.values().next().cloned().unwrap()
}

async fn changed(world: &World, stored: StoredCase, by: &Actor, commands: &[Command]) -> StoredCase {
    app::change(world, stored, by, commands, world.now()).await.unwrap().stored
}

#[tokio::test]
async fn an_open_case_would_take_the_complaint_in() {
    let world = sample::world(1);
    let complaint = contract::complaint::Complaint {
        account: sample::account().id.to_string(),
        ..sample::complaint(1, [0])
    };
    let complaint = app::filing::IdentifiedComplaint::read(&complaint).unwrap();
    app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    let stored = world.look().cases.values().next().cloned().unwrap();
    let output = asked(&world, LINE).await.unwrap();
    let reference = stored.case.filing.reference.to_string();
    assert_eq!(output.json["merged_into"], reference.as_str());
    assert!(output.text.contains(&format!("handled as case {reference}")), "{}", output.text);
}

const OLD: &str = "listing=visible right=in_force form=words territory=covered authority=on_file mark=note classes=fit \
                   seller=not_listed standing=none misuse=clear history=known size=few conflict=none";

#[tokio::test]
async fn old_records_and_those_of_newer_programs_are_explained_as_far_as_they_go() {
    let world = sample::world(1);
    let stored = filed(&world).await;
    let old = Record::of(1, OLD.parse().unwrap());
    let stored = changed(
        &world,
        stored,
        &Actor::Machine,
        &[Command::Judge(old), Command::AskDesk { question: case::Question::NominativeUse }],
    )
    .await;
    let line = format!("rules explain {}", stored.case.filing.reference);
    let output = asked(&world, &line).await.unwrap();
    for part in [
        "The program applied rule set 1.",
        "Nothing is on record about: ",
        "the comparison of pictures",
        "rule 17 of 22",
        "rule set 1 gives the same result",
        "程序适用了第 1 号规则集",
        "No decision on the complaint has been taken.",
    ] {
        assert!(output.text.contains(part), "{part}: {}", output.text);
    }

    let world = sample::world(1);
    let stored = filed(&world).await;
    let newer = Record::of(900, format!("{OLD} picture=holographic smell=odd").parse().unwrap());
    let ada = Actor::Reviewer("ada".parse().unwrap());
    let stored = changed(
        &world,
        stored,
        &Actor::Machine,
        &[Command::Judge(newer), Command::AskDesk { question: case::Question::NominativeUse }],
    )
    .await;
    let stored =
        changed(&world, stored, &ada, &[Command::Decline { code: DeclineCode::LawfulUse, note: None }]).await;
    let line = format!("rules explain {} --language en", stored.case.id);
    let output = asked(&world, &line).await.unwrap();
    for part in [
        "Rule set 900 is not at hand",
        "On record about the comparison of pictures: “holographic”",
        "On record under “smell”: “odd”",
        "Decision by a person (reviewer A): the complaint was declined, because the listing names the mark only",
    ] {
        assert!(output.text.contains(part), "{part}: {}", output.text);
    }
    assert!(output.json["explanation"].get("zh").is_none());
    for personal in ["ada", sample::HOLDER, "Ada North"] {
        assert!(!output.text.contains(personal), "{personal}: {}", output.text);
    }
}

#[tokio::test]
async fn an_altered_case_is_not_explained_and_no_foreign_text_steers_the_terminal() {
    let world = sample::world(1);
    let stored = filed(&world).await;
    let mut record = Record::of(2, OLD.parse().unwrap());
    record.version = Some("v\u{1b}[2J”. The complaint was withdrawn. “\u{202e}".to_owned());
    let stored = changed(
        &world,
        stored,
        &Actor::Machine,
        &[Command::Judge(record), Command::AskDesk { question: case::Question::NominativeUse }],
    )
    .await;
    let line = format!("rules explain {}", stored.case.id);
    let output = asked(&world, &line).await.unwrap();
    assert!(
        output.text.contains("“v\u{FFFD}[2J'. The complaint was withdrawn. '\u{FFFD}”"),
        "{}",
        output.text
    );
    world.look().cases.values_mut().for_each(|stored| {
        stored.lines.remove(1);
    });
    let error = format!("{:#}", asked(&world, &line).await.unwrap_err());
    assert!(error.contains("was altered"), "{error}");
}

#[tokio::test]
async fn what_comparing_pictures_came_to_is_told_with_its_figures() {
    let world = sample::world(1);
    let stored = filed(&world).await;
    let comparison = case::Comparison {
        version: "v1".into(),
        result: PictureInput::Near,
        compared: 3,
        left_out: 1,
        nearest: Some(case::NearestPicture {
            picture: "main".parse().unwrap(),
            with: case::Digest::of(b"logo"),
            source: case::PictureSource::Reference,
            distance: 40,
            quality: 90,
            excuse: Some(case::PictureExcuse::Allowed),
        }),
    };
    let stored = changed(
        &world,
        stored,
        &Actor::Machine,
        &[Command::AskPictures { version: "v1".into() }, Command::ComparePictures(comparison)],
    )
    .await;
    let line = format!("rules explain {}", stored.case.id);
    let text = asked(&world, &line).await.unwrap().text;
    for part in [
        "Pictures compared: 3. Pictures that could not be read: 1.",
        "differ in 40 of 256 bits",
        "a picture of a use that the owner allows is near, too",
        "已比对：3 张",
        "在 256 位中有 40 位不同",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

const SAW: &str = "visible in_force words covered code note fit not_listed none clear known few none";

/// A world with one case that the rules sent to the desk for nominative use.
async fn judged_world() -> (World, StoredCase) {
    let world = sample::world(1);
    let stored = filed(&world).await;
    let record = Record {
        found_by: "exact".parse().ok(),
        guards: vec!["nominative".parse().unwrap()],
        ..Record::of(1, testkit::sample::inputs(SAW))
    };
    let commands = [Command::Judge(record), Command::AskDesk { question: case::Question::NominativeUse }];
    let changed = app::change(&world, stored, &Actor::Machine, &commands, world.now()).await.unwrap();
    (world, changed.stored)
}

async fn put_text(world: &World, set: &RuleSet) -> anyhow::Result<Output> {
    let file = std::env::temp_dir().join(format!("goodfaith-rules-{}-{}", std::process::id(), set.number));
    std::fs::write(&file, contract::rules::write(set)).unwrap();
    let output = run(RulesCommand::Put { file: file.clone() }, world, world, world, || trying(world)).await;
    std::fs::remove_file(file).unwrap();
    output
}

#[tokio::test]
async fn a_rule_is_watched_in_shadow_before_it_decides() {
    let (world, _) = judged_world().await;
    let mut next =
        RuleSet { number: FIRST_OF_OPERATOR, ..contract::rules::of_this_program().unwrap().pop().unwrap() };
    let rule = next.rules.iter_mut().find(|rule| rule.code == "nominative_use").unwrap();
    rule.then = Verdict::Decline(case::DeclineCode::LawfulUse);
    let error = put_text(&world, &next).await.unwrap_err().to_string();
    assert!(error.contains("never been in shadow") && error.contains("nominative_use"), "{error}");
    assert!(world.look().rule_sets.is_empty());

    let shadow = next.rules.iter_mut().find(|rule| rule.code == "nominative_use").unwrap();
    shadow.mode = Mode::Shadow;
    assert_eq!(put_text(&world, &next).await.unwrap().json["number"], FIRST_OF_OPERATOR);
    let output =
        run(RulesCommand::Compare { days: 14 }, &world, &world, &world, || trying(&world)).await.unwrap();
    assert!(output.text.contains("1 cases were decided by rules"), "{}", output.text);
    let later = RuleSet { number: next.number + 1, ..next.clone() };
    put_text(&world, &later).await.unwrap();
    let again = put_text(&world, &next).await.unwrap();
    assert!(again.text.contains(&format!("set {} still decides", later.number)), "{}", again.text);
    assert_eq!(output.json["changes"][0]["rule"], "nominative_use");
    assert_eq!(output.json["changes"][0]["would_be"], "decline lawful_use");
    let listed = run(RulesCommand::List, &world, &world, &world, || trying(&world)).await.unwrap();
    assert_eq!(listed.json.as_array().map(Vec::len), Some(4));
}

#[tokio::test]
async fn the_record_of_a_decision_lists_every_rule_with_what_it_saw() {
    let (_, stored) = judged_world().await;
    let sets = contract::rules::of_this_program().unwrap();
    let (text, json) = record_of(&stored, &sets).unwrap();
    assert_eq!(json["verdict"], "desk nominative_use");
    assert_eq!(json["found"].as_array().unwrap().len(), sets[0].rules.len());
    for part in [
        "by rule nominative_use",
        "mark=note",
        "operation exact",
        "well_founded",
        "nominative: The listing seems",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[tokio::test]
async fn a_long_history_is_told_in_order_with_who_decided() {
    let world = sample::world(1);
    let stored = filed(&world).await;
    let case = stored.case.id;
    let record = Record::of(2, OLD.parse().unwrap());
    changed(&world, stored, &Actor::Machine, &[Command::Judge(record)]).await;
    sample::take_down(&world, case);
    let (ada, ben) = (Actor::Reviewer("ada".parse().unwrap()), Actor::Reviewer("ben".parse().unwrap()));
    for (by, command) in [
        (&ada, Command::BlindReview { accept: false }),
        (&Actor::Seller, Command::Appeal { document: case::Digest::of(b"appeal") }),
        (&ben, Command::DecideAppeal { reverse: true, measure: case::Measure::Removal, note: None }),
    ] {
        let stored = world.look().cases[&case].clone();
        changed(&world, stored, by, &[command]).await;
    }
    sample::do_order(&world, case);
    let text = asked(&world, &format!("rules explain {case} --language en")).await.unwrap().text;
    let told = [
        "Result: the complaint was accepted by the program, without a person. Measure: Removed from the marketplace.",
        "Order: Marketplace asked to take the listing down.",
        "Its reference: “m-1”.",
        "a person (reviewer A) judged the complaint again",
        "and came to another result",
        "The seller appealed (SHA-256 digest ",
        "Decision on the appeal by a person (reviewer B), who had decided nothing in this case before: the decision is \
         reversed.",
        "Order: Marketplace asked to restore the listing.",
        "3. Where the case stands",
    ];
    let places: Vec<Option<usize>> = told.iter().map(|part| text.find(part)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} {text}");
}

#[tokio::test]
async fn the_history_of_switches_names_everybody_who_set_one() {
    let world = sample::world(1);
    for (name, line) in
        [("ada", "stop all --why Checked"), ("ben", "resume all --why Fine"), ("ada", "stop all --why Again")]
    {
        call_as(&world, name).await;
        asked(&world, &format!("rules {line}")).await.unwrap();
        world.pass(SignedDuration::from_mins(1));
    }
    let output = asked(&world, "rules switches").await.unwrap();
    let history = output.json["history"].as_array().unwrap();
    let told: Vec<(&str, bool, &str)> = history
        .iter()
        .map(|it| (it["by"].as_str().unwrap(), it["stopped"] == true, it["why"].as_str().unwrap()))
        .collect();
    assert_eq!(told, [("ada", true, "Checked"), ("ben", false, "Fine"), ("ada", true, "Again")]);
    assert_eq!(output.json["switches"].as_array().unwrap().len(), 1);
    for word in ["ben", "Fine", "Checked"] {
        assert!(output.text.contains(word), "{}", output.text);
    }
}
