//! `case`, over the world in memory.

use std::io::Write as _;
use std::process::{Command as Program, Stdio};

use app::filing::IdentifiedComplaint;
use case::{Actor, Command, DeclineCode, Question};
use port::WallClock as _;
use testkit::sample;
use testkit::world::World;

use app::find_case;

use super::*;

async fn declined() -> (World, case::CaseId) {
    let world = sample::world(1);
    app::filing::file(
        &world,
        &world,
        &world,
        &IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap(),
    )
    .await
    .unwrap();
    let id = *world.look().cases.keys().next().unwrap();
    for (by, command) in [
        (Actor::Machine, Command::AskDesk { question: Question::WhoComplains }),
        (
            Actor::Reviewer("ada".parse().unwrap()),
            Command::Decline { code: DeclineCode::Authorised, note: None },
        ),
    ] {
        let stored = find_case(&world, id).await.unwrap();
        app::change(&world, stored, &by, &[command], world.now()).await.unwrap();
    }
    (world, id)
}

#[tokio::test]
async fn a_case_is_shown_with_its_history_and_without_persons() {
    let (world, id) = declined().await;
    let output =
        run(CaseCommand::Show { case: CaseName::Id(id), people: false }, &world, || Ok(world.clone()))
            .await
            .unwrap();
    for part in [
        "state            declined",
        "listing          demo/1001",
        "letters owed     receipt declined",
        "clock            none",
        "chain            verified, 3 events, head ",
        "sent_to_desk  question=who_complains",
        "declined      by=reviewer code=authorised",
    ] {
        assert!(output.text.contains(part), "{part}: {}", output.text);
    }
    assert_eq!(output.json["history"][2]["details"]["code"], "authorised");
    let key = sample::HOLDER_ID.to_string();
    for output in [output.text, output.json.to_string()] {
        for personal in ["reviewer:ada", sample::HOLDER, &key] {
            assert!(!output.contains(personal), "{personal}: {output}");
        }
    }
    sample::send_letters(&world, id);
    let output =
        run(CaseCommand::Show { case: CaseName::Id(id), people: true }, &world, || Ok(world.clone()))
            .await
            .unwrap();
    for part in ["by=reviewer:ada", "clock            appeal until 2027-05-1"] {
        assert!(output.text.contains(part), "{part}: {}", output.text);
    }
}

#[tokio::test]
async fn a_case_names_the_one_in_which_a_person_declined_the_same() {
    let (world, id) = declined().await;
    let first = find_case(&world, id).await.unwrap().case;
    let noted = (&first.filing.listing, port::Dispute::Declined);
    port::Disputes::note_dispute(&world, noted.0, id, noted.1, world.now()).await.unwrap();
    let again = IdentifiedComplaint::read(&sample::complaint(2, [0])).unwrap();
    let again = app::filing::file(&world, &world, &world, &again).await.unwrap().opened.unwrap().case;
    for (people, by) in [(false, "reviewer"), (true, "reviewer:ada")] {
        let show = |id| CaseCommand::Show { case: CaseName::Id(id), people };
        let output = run(show(again), &world, || Ok(world.clone())).await.unwrap();
        let reference = first.filing.reference.to_string();
        let line = format!("declined before  {reference} as authorised by {by} on {}", world.now());
        assert!(output.text.contains(&line), "{line}: {}", output.text);
        let told = &output.json["declined_before"][0];
        assert_eq!((&told["reference"], &told["by"]), (&json!(reference), &json!(by)));
        // It does not name itself.
        let output = run(show(id), &world, || Ok(world.clone())).await.unwrap();
        assert!(output.text.contains("declined before  no\n"), "{}", output.text);
    }
}

#[tokio::test]
async fn a_case_says_whose_data_was_erased_and_stays_whole() {
    let (world, id) = declined().await;
    let by = "ada".parse().unwrap();
    port::Erasures::erase_data_key(&world, sample::HOLDER_ID, world.now(), &by).await.unwrap();
    let show = CaseCommand::Show { case: CaseName::Id(id), people: false };
    let output = run(show, &world, || Ok(world.clone())).await.unwrap();
    let on = format!("erased           complainant's data on {}", world.now());
    assert!(output.text.contains(&on), "{}", output.text);
    assert!(output.text.contains("verified, 3 events"), "{}", output.text);
}

#[tokio::test]
async fn an_export_satisfies_an_independent_verifier() {
    let (world, id) = declined().await;
    let output =
        run(CaseCommand::Export { case: CaseName::Id(id) }, &world, || Ok(world.clone())).await.unwrap();
    let verifier = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/verify_chain.py");
    let mut python = Program::new("python3").arg(verifier).stdin(Stdio::piped()).spawn().unwrap();
    python.stdin.take().unwrap().write_all(output.text.as_bytes()).unwrap();
    assert!(python.wait().unwrap().success());
}

#[tokio::test]
async fn an_altered_case_is_neither_shown_nor_exported() {
    let (world, id) = declined().await;
    world.look().cases.get_mut(&id).unwrap().lines.remove(1);
    for command in [
        CaseCommand::Show { case: CaseName::Id(id), people: false },
        CaseCommand::Export { case: CaseName::Id(id) },
    ] {
        let error = format!("{:#}", run(command, &world, || Ok(world.clone())).await.unwrap_err());
        assert_eq!(error, format!("case {id} was altered: the events do not match their hash chain"));
    }
}

#[tokio::test]
async fn a_case_that_is_not_there_is_named() {
    let id = "0".repeat(32).parse().unwrap();
    let error = find_case(&World::new(), id).await.unwrap_err().to_string();
    assert_eq!(error, format!("there is no case {id}"));
}
