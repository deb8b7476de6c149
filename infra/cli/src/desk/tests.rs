//! `desk`, over the world in memory.

use app::filing::IdentifiedComplaint;
use app::find_case;
use case::CaseId;
use case::{Actor, Command, OrderCommand, Question};
use jiff::SignedDuration;
use port::Queue;
use testkit::sample;
use testkit::world::World;

use super::*;
use crate::Command as Asked;
use crate::tests::{call_as, parsed};

/// One case, at the desk since an hour.
async fn at_desk() -> (World, CaseId) {
    let world = sample::world(1);
    let complaint = IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap();
    app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    let id = *world.look().cases.keys().next().unwrap();
    machine(&world, id, Command::AskDesk { question: Question::WhoComplains }).await;
    world.pass(SignedDuration::from_hours(1));
    forget_messages(&world);
    (world, id)
}

async fn by(world: &World, id: CaseId, by: Actor, command: Command) {
    let stored = find_case(world, id).await.unwrap();
    app::change(world, stored, &by, &[command], world.now()).await.unwrap();
}

async fn machine(world: &World, id: CaseId, command: Command) {
    by(world, id, Actor::Machine, command).await;
}

fn forget_messages(world: &World) {
    world.look().queues.values_mut().for_each(std::collections::VecDeque::clear);
}

/// Runs `desk <line>`.
async fn desk(world: &World, line: &str) -> anyhow::Result<Output> {
    let Asked::Desk(command) = parsed(&format!("desk {line}")).unwrap() else { panic!("{line}") };
    run(command, (world, world, world, world), world, world, world).await
}

async fn desk_as(name: &str, world: &World, line: &str) -> anyhow::Result<Output> {
    call_as(world, name).await;
    desk(world, line).await
}

fn waiting(world: &World, queue: Queue) -> usize {
    world.look().queues[&queue].len()
}

#[tokio::test]
async fn a_case_that_cannot_be_read_is_listed_with_the_reason() {
    let (world, id) = at_desk().await;
    world.look().corrupt.insert(id);
    let output = desk(&world, "list").await.unwrap();
    assert!(output.text.contains(&format!("case {id} cannot be read: ")), "{}", output.text);
    assert_eq!(output.json[0]["case"], id.to_string());
    assert!(output.json[0]["unreadable"].as_str().unwrap().contains("loading cases"));
}

#[tokio::test]
async fn what_waits_is_listed_until_it_is_decided() {
    let (world, id) = at_desk().await;
    let output = desk(&world, "list").await.unwrap();
    let line = output.text.lines().nth(1).unwrap();
    let reference = find_case(&world, id).await.unwrap().case.filing.reference.to_string();
    for part in [&reference, "1h 0m", "demo/1001", "counterfeit", "at_desk", "who_complains"] {
        assert!(line.contains(part), "{part}: {line}");
    }
    assert_eq!(output.json[0]["age_minutes"], 60);
    desk_as("ada", &world, &format!("decline {id} --code authorised --note=licence")).await.unwrap();
    let output = desk(&world, "list").await.unwrap();
    assert_eq!(output.text.trim(), "nothing waits for a person");
    assert_eq!(output.json, json!([]));
}

#[tokio::test]
async fn what_waits_is_listed_with_what_its_listing_seems_to_say() {
    let world = sample::world(1);
    let complaint = IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap();
    app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    let id = *world.look().cases.keys().next().unwrap();
    let guards = vec!["second_hand".parse().unwrap(), "about".parse().unwrap()];
    let record = case::Record { guards, ..case::Record::of(2, "use=resale".parse().unwrap()) };
    machine(&world, id, Command::Judge(record)).await;
    machine(&world, id, Command::AskDesk { question: Question::Resale }).await;
    let output = desk(&world, "list").await.unwrap();
    assert!(output.text.contains("resale: second_hand, about"), "{}", output.text);
    assert_eq!(output.json[0]["guards"], json!(["second_hand", "about"]));
}

#[tokio::test]
async fn where_a_measure_would_hold_is_said_before_and_where_it_holds_after() {
    let world = sample::world(1);
    let complaint = IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap();
    app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    let id = *world.look().cases.keys().next().unwrap();
    let only_in = vec!["DE".parse().unwrap(), "NL".parse().unwrap()];
    let record = case::Record { only_in, ..case::Record::of(2, "territory=part".parse().unwrap()) };
    machine(&world, id, Command::Judge(record)).await;
    machine(&world, id, Command::AskDesk { question: Question::PartOfTerritory }).await;
    let listed = desk(&world, "list").await.unwrap();
    assert!(listed.text.contains("part_of_territory, in DE, NL only"), "{}", listed.text);
    let accepted = desk_as("ada", &world, &format!("accept {id} --note=label")).await.unwrap();
    assert!(accepted.text.contains("is accepted, in DE, NL only"), "{}", accepted.text);
    assert_eq!(accepted.json["territories"], json!(["DE", "NL"]));
}

#[tokio::test]
async fn a_case_that_is_taken_shows_who_has_it_and_is_refused_to_others() {
    let (world, id) = at_desk().await;
    let taken = desk_as("ada", &world, &format!("take {id}")).await.unwrap();
    let reference = find_case(&world, id).await.unwrap().case.filing.reference;
    assert_eq!(taken.text, format!("case {reference} is yours until 2026-11-02 10:30Z"));
    let listed = desk(&world, "list").await.unwrap();
    assert!(listed.text.contains("ada until 2026-11-02 10:30Z"), "{}", listed.text);
    assert_eq!(listed.json[0]["taken_by"], "ada");
    for (line, note) in [("take", ""), ("accept", " --note=label"), ("give-back", "")] {
        let refused = desk_as("bob", &world, &format!("{line} {id}{note}")).await.unwrap_err();
        assert!(format!("{refused:#}").contains("taken by ada until"), "{line}: {refused:#}");
    }
    desk_as("ada", &world, &format!("give-back {id}")).await.unwrap();
    assert!(!desk(&world, "list").await.unwrap().text.contains("ada"));
    desk_as("bob", &world, &format!("accept {id} --note=label")).await.unwrap();
}

#[tokio::test]
async fn an_acceptance_goes_to_takedown_and_once_more_when_asked_again() {
    let (world, id) = at_desk().await;
    let reference = find_case(&world, id).await.unwrap().case.filing.reference;
    let output = desk_as("ada", &world, &format!("accept {reference} --note=label")).await.unwrap();
    assert!(
        output.text.starts_with(&format!("case {reference} is accepted; nudged takedown and notify\n")),
        "{}",
        output.text
    );
    for part in ["demo/1001", "counterfeit", "next: ", "accepted to the complainant"] {
        assert!(output.text.contains(part), "{part}: {}", output.text);
    }
    assert_eq!((waiting(&world, Queue::Takedown), waiting(&world, Queue::Notify)), (1, 1));
    let output = desk_as("ada", &world, &format!("accept {id} --note=label")).await.unwrap();
    let stands = format!("case {reference} was accepted already, accepted by ada on ");
    assert!(output.text.starts_with(&stands), "{}", output.text);
    assert!(output.text.contains("because “label”; nothing was changed"), "{}", output.text);
    assert_eq!(output.json["changed"], false);
    assert_eq!(find_case(&world, id).await.unwrap().case.events, 3);
    assert_eq!(waiting(&world, Queue::Takedown), 2);
}

#[tokio::test]
async fn a_refused_measure_is_asked_for_again_or_given_up() {
    for (line, state, nudged) in [("retry", "accepted", 2), ("give-up", "closed", 1)] {
        let (world, id) = at_desk().await;
        desk_as("ada", &world, &format!("accept {id} --note=label")).await.unwrap();
        sample::answer_order(&world, id, |id| OrderCommand::Refuse {
            id,
            reason: "no \u{1b}[31m".to_owned(),
        });
        let listed = desk(&world, "list").await.unwrap().text;
        assert!(listed.contains("the marketplace refused: no") && !listed.contains('\u{1b}'), "{listed}");
        let output = desk_as("bob", &world, &format!("{line} {id}")).await.unwrap();
        assert_eq!(output.json["state"], state);
        assert_eq!(waiting(&world, Queue::Takedown), nudged, "{line}");
    }
}

#[tokio::test]
async fn a_wrong_measure_is_corrected_with_a_reason_and_words() {
    let (world, id) = at_desk().await;
    desk_as("ada", &world, &format!("accept {id} --note=label")).await.unwrap();
    sample::do_order(&world, id);
    for wrong in ["--why mistake", "--note wrong", "--why listing_gone --note wrong"] {
        assert!(parsed(&format!("desk correct {id} {wrong}")).is_err(), "{wrong}");
    }
    let output =
        desk_as("ada", &world, &format!("correct {id} --why genuine_goods --note genuine")).await.unwrap();
    assert!(output.text.contains("is restore_due; nudged takedown"), "{}", output.text);
    let again =
        desk_as("ada", &world, &format!("correct {id} --why genuine_goods --note genuine")).await.unwrap();
    assert!(again.text.contains("was restore_due already"), "{}", again.text);
}

/// Has rules take down a listing whose seller asks for a person then.
async fn person_asks(world: &World, number: u128, listing: usize) -> CaseId {
    let known: Vec<CaseId> = world.look().cases.keys().copied().collect();
    let complaint = IdentifiedComplaint::read(&sample::complaint(number, [listing])).unwrap();
    app::filing::file(world, world, world, &complaint).await.unwrap();
    let id = *world.look().cases.keys().find(|id| !known.contains(id)).unwrap();
    sample::take_down(world, id);
    let document = case::Digest::of(b"why");
    by(world, id, Actor::Seller, Command::AskPerson { document }).await;
    id
}

#[tokio::test]
async fn a_measure_that_its_seller_has_looked_at_is_kept_with_words() {
    let world = sample::world(1);
    let id = person_asks(&world, 1, 0).await;
    for wrong in ["", "--why mistake --note label", "--note"] {
        assert!(parsed(&format!("desk keep {id} {wrong}")).is_err(), "{wrong}");
    }
    let listed = desk(&world, "list --queue person_asked").await.unwrap();
    assert!(listed.text.contains("the seller asks that a person look"), "{}", listed.text);
    assert_eq!(listed.json[0]["queue"], "person_asked");
    let error = desk_as("ada", &world, &format!("accept {id} --note=label")).await.unwrap_err();
    assert!(format!("{error:#}").contains("possible now: `desk keep` or `desk correct`"), "{error:#}");
    desk_as("ada", &world, &format!("take {id}")).await.unwrap();
    let refused = desk_as("bob", &world, &format!("keep {id} --note=label")).await.unwrap_err();
    assert!(format!("{refused:#}").contains("taken by ada until"), "{refused:#}");
    let output = desk_as("ada", &world, &format!("keep {id} --note=label")).await.unwrap();
    assert!(output.text.contains("is in_force; nudged notify"), "{}", output.text);
    for letter in ["kept_to_seller to the seller", "kept_to_complainant to the complainant"] {
        assert!(output.text.contains(letter), "{letter}: {}", output.text);
    }
    let again = desk_as("ada", &world, &format!("keep {id} --note=label")).await.unwrap();
    assert!(again.text.contains("kept by ada on 2026-11-02"), "{}", again.text);
    assert_eq!(again.json["changed"], false);
    let late = desk_as("bob", &world, &format!("keep {id} --note=label")).await.unwrap_err();
    let text = format!("{late:#}");
    assert!(text.starts_with("kept by ada on 2026-11-02") && text.contains("because “label”"), "{text}");
    assert!(text.contains("possible now: `desk correct`"), "{text}");
}

#[tokio::test]
async fn what_a_seller_asks_a_person_to_look_at_comes_before_what_waits_longer() {
    let world = sample::world(2);
    let complaint = IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap();
    app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    let other = *world.look().cases.keys().next().unwrap();
    machine(&world, other, Command::AskDesk { question: Question::MarkUnclear }).await;
    world.pass(SignedDuration::from_hours(30));
    let asked = person_asks(&world, 2, 1).await;
    let listed = desk(&world, "list").await.unwrap();
    let first: Vec<&Value> = listed.json.as_array().unwrap().iter().map(|it| &it["case"]).collect();
    assert_eq!(first, [&json!(asked.to_string()), &json!(other.to_string())], "{}", listed.text);
}

#[tokio::test]
async fn what_is_refused_is_told_with_its_reason() {
    let (world, id) = at_desk().await;
    let error = desk_as("ada", &world, &format!("rule {id} --restore --note genuine")).await.unwrap_err();
    let text = format!("{error:#}");
    assert!(text.contains("the case stays as it is: ") && text.ends_with("the case is at_desk"), "{text}");
    assert!(
        text.starts_with("nothing was decided yet; possible now: `desk accept` or `desk decline`"),
        "{text}"
    );
    desk_as("ada", &world, &format!("decline {id} --code no_infringement --note=plain")).await.unwrap();
    let error = desk_as("ben", &world, &format!("accept {id} --note=label")).await.unwrap_err();
    let text = format!("{error:#}");
    assert!(text.starts_with("declined as no_infringement by ada on 2026-11-02"), "{text}");
    assert!(text.contains("nothing is left to a reviewer now"), "{text}");
}

#[tokio::test]
async fn what_the_record_speaks_against_is_accepted_with_a_reason_only() {
    let (world, id) = at_desk().await;
    world.look().rights.values_mut().for_each(|right| right.status = register::right::RightStatus::Ended);
    let refused = desk_as("ada", &world, &format!("accept {id} --note=label")).await.unwrap_err();
    let text = format!("{refused:#}");
    assert!(text.contains("ended before its term ran out") && text.contains("--although"), "{text}");
    let long = "x".repeat(501);
    for wrong in ["…", "-.-", long.as_str()] {
        let refused =
            desk_as("ada", &world, &format!("accept {id} --although --note={wrong}")).await.unwrap_err();
        let text = format!("{refused:#}");
        assert!(text.contains("--note cannot be kept") && !text.contains(wrong), "{text}");
    }
    desk_as("ada", &world, &format!("accept {id} --although --note=renewed")).await.unwrap();
    let log = find_case(&world, id).await.unwrap().log;
    let kept = log.iter().any(|it| matches!(&it.event, case::Event::Accepted { note: Some(note), .. } if note.as_str() == "renewed"));
    assert!(kept, "the reason is on record");
}

#[tokio::test]
async fn a_message_since_the_case_went_to_the_desk_is_marked() {
    let (world, id) = at_desk().await;
    assert!(!desk(&world, "list").await.unwrap().text.contains("wrote since"));
    let document = case::Digest::of(b"more");
    let message = Command::Correspond { document, by: case::Side::Complainant };
    by(&world, id, Actor::Complainant, message).await;
    let listed = desk(&world, "list").await.unwrap();
    assert!(listed.text.contains("the complainant wrote since: "), "{}", listed.text);
    assert_eq!(listed.json[0]["written_since"][0]["by"], "complainant");
}

#[tokio::test]
async fn samples_do_not_show_what_was_decided() {
    let world = sample::world(400);
    let saw = "visible in_force words covered code act fit not_listed none clear known few none";
    let record = case::Record::of(1, sample::inputs(saw));
    for listing in 0..400 {
        let number = u128::try_from(listing).unwrap() + 1;
        let complaint = IdentifiedComplaint::read(&sample::complaint(number, [listing])).unwrap();
        app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    }
    let all: Vec<CaseId> = world.look().cases.keys().copied().collect();
    for id in &all {
        machine(&world, *id, Command::Judge(record.clone())).await;
        machine(
            &world,
            *id,
            Command::Accept { measure: case::Measure::Removal, although: false, note: None },
        )
        .await;
    }
    let output = desk(&world, "samples").await.unwrap();
    assert!(!output.json.as_array().unwrap().is_empty());
    assert!(!output.text.contains("accepted") && !output.json.to_string().contains("accepted"));
}

/// A complete complaint that nobody confirmed for a day.
async fn nobody_confirmed() -> (World, String) {
    let world = sample::world(1);
    world.look().caller = "arn:aws:iam::123456789012:user/ada".to_owned();
    let complaint = sample::complaint(1, [0]);
    let id: case::ComplaintId = complaint.complaint.parse().unwrap();
    let waiting = contract::pending::PendingConfirmation::Waiting {
        complaint: Box::new(contract::complaint::Complaint { proof: "none".to_owned(), ..complaint }),
        mail: None,
    };
    let day = SignedDuration::from_hours(24);
    let received_at = world.now();
    let note = port::PendingNote {
        complaint: id,
        received_at,
        channel: case::Channel::Web,
        claim: case::Claim::Counterfeit,
        listing: sample::listing(0),
        listings: 1,
        disowned: false,
        queued: true,
        due_at: received_at + day,
        expires_at: received_at + day * 60,
        settled: None,
        confirmed_at: None,
        version: 1,
    };
    {
        let mut inner = world.look();
        inner.pending.insert(id, waiting.encode());
        inner.pending_notes.insert(id, note);
    }
    world.pass(day);
    (world, id.to_string())
}

#[tokio::test]
async fn what_nobody_confirmed_is_listed_last_and_shown_with_what_is_not_proved() {
    let (world, id) = nobody_confirmed().await;
    for line in ["list", "list --queue unconfirmed"] {
        let listed = desk(&world, line).await.unwrap();
        let row = listed.text.lines().last().unwrap();
        for part in [&id, "1d 0h", "demo/1001", "counterfeit", "unconfirmed"] {
            assert!(row.contains(part), "{part}: {row}");
        }
        assert_eq!(listed.json[0]["queue"], "unconfirmed");
    }
    assert_eq!(desk(&world, "list --queue decision").await.unwrap().json, json!([]));
    let shown = desk_as("ada", &world, &format!("unconfirmed show {id}")).await.unwrap();
    assert!(shown.text.contains("not proved") && shown.text.contains(sample::HOLDER), "{}", shown.text);
    assert!(world.look().cases.is_empty());
}

#[tokio::test]
async fn a_reviewer_files_it_and_it_is_a_case_that_names_the_reviewer() {
    let (world, id) = nobody_confirmed().await;
    let filed = desk_as("ada", &world, &format!("unconfirmed file {id}")).await.unwrap();
    let reference = filed.json["reference"].as_str().unwrap();
    assert!(filed.text.contains(reference), "{}", filed.text);
    assert_eq!(world.look().cases.len(), 1);
    assert_eq!(desk(&world, "list --queue unconfirmed").await.unwrap().json, json!([]));
    let late = desk_as("ben", &world, &format!("unconfirmed drop {id} --reason late")).await.unwrap_err();
    assert!(late.to_string().contains("filed already"), "{late}");
}

#[tokio::test]
async fn a_reviewer_drops_it_with_a_reason_that_colleagues_see() {
    let (world, id) = nobody_confirmed().await;
    let refused = desk_as("ada", &world, &format!("unconfirmed drop {id} --reason=")).await;
    assert!(refused.is_err());
    desk_as("ada", &world, &format!("unconfirmed drop {id} --reason advertisement")).await.unwrap();
    assert_eq!(desk(&world, "list").await.unwrap().text.trim(), "nothing waits for a person");
    let shown = desk_as("ben", &world, &format!("unconfirmed show {id}")).await.unwrap();
    assert!(shown.text.contains("dropped by ada") && shown.text.contains("advertisement"), "{}", shown.text);
}

#[tokio::test]
async fn what_a_trusted_flagger_noticed_within_its_expertise_comes_first_and_is_marked() {
    let world = sample::world(3);
    call_as(&world, "ada").await;
    let mut account = sample::account();
    account.flagger = Some(port::TrustedFlagger {
        coordinator: "DE".parse().unwrap(),
        claims: vec![case::Claim::Counterfeit],
        territories: vec!["EU".parse().unwrap()],
        from: jiff::civil::date(2026, 1, 1),
        until: None,
    });
    world.look().accounts.insert(account.id, account.clone());
    let file = async |number: u128, listing: usize, of: Option<&port::Account>| {
        let mut complaint = sample::complaint(number, [listing]);
        complaint.account = of.map(|it| it.id.to_string()).unwrap_or_default();
        let complaint = IdentifiedComplaint::read(&complaint).unwrap();
        app::filing::file(&world, &world, &world, &complaint).await.unwrap();
        let ids: Vec<CaseId> = world.look().cases.keys().copied().collect();
        for id in ids {
            let waits = world.look().cases[&id].case.state.code() == "at_desk";
            if !waits {
                machine(&world, id, Command::AskDesk { question: Question::MarkUnclear }).await;
            }
        }
    };
    file(1, 0, None).await;
    world.pass(SignedDuration::from_hours(2));
    file(2, 1, Some(&account)).await;
    let listed = desk(&world, "list").await.unwrap();
    assert_eq!(listed.json[0]["trusted_flagger"], true, "{}", listed.text);
    assert_eq!(listed.json[0]["listing"], sample::listing(1).to_string());
    assert_eq!(listed.json[1]["trusted_flagger"], false);
    assert!(listed.text.lines().nth(1).unwrap().contains("trusted flagger: "), "{}", listed.text);
}
