//! What a party states about a case: what it must hold, how long it may be, and what is kept of it.

use app::change;
use app::filing::IdentifiedComplaint;
use app::parties::{
    Declared, PartyStatement, StatementError, StatementText, make_counter_notice, make_statement,
    statement_text,
};
use case::{Actor, Command, Ground, PartyAct, Posted, Side};
use notice::{Problem, ProblemKind, Upload, limit};
use policy::{CounterElement, Statute};
use port::{InboxKey, StoredCase, WallClock as _};
use testkit::sample;
use testkit::world::World;
use uuid::Uuid;

fn stored(world: &World) -> StoredCase {
    world.look().cases.values().next().cloned().unwrap()
}

/// A PDF named `name` that waits in the inbox under `key`; its `content` tells it from others.
fn upload(world: &World, (key, name): (u128, &str), content: &str) -> Upload {
    let key = InboxKey::new(Uuid::from_u128(key));
    let bytes = format!("%PDF-1.4\n1 0 obj\n<<>>\nendobj\n% {content}\ntrailer\n<<>>\n%%EOF\n");
    world.look().inbox.insert(key.clone(), (bytes.into_bytes(), "application/pdf".to_owned()));
    Upload { key: key.as_str().to_owned(), name: name.to_owned() }
}

/// A complaint of `claim` about a listing in `territory`.
async fn filed(claim: &str, territory: &str) -> World {
    let world = sample::world(1);
    let mut complaint = sample::complaint(1, [0]);
    claim.clone_into(&mut complaint.claim);
    territory.clone_into(&mut complaint.listings[0].territory);
    let complaint = IdentifiedComplaint::read(&complaint).unwrap();
    app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    world
}

/// … of which the listing was taken down.
async fn taken_down(claim: &str, territory: &str) -> World {
    let world = filed(claim, territory).await;
    sample::take_down(&world, stored(&world).case.id);
    world
}

/// What is found wrong with a statement; nothing where it was taken.
async fn said(world: &World, (side, act): (Side, PartyAct), statement: &PartyStatement) -> Vec<Problem> {
    let ports = (world, world, world, world, world);
    let said = if act == PartyAct::CounterNotice {
        make_counter_notice(ports, stored(world), &[], statement).await.map(drop)
    } else {
        make_statement(ports, vec![stored(world)], (side, act), statement).await
    };
    match said {
        Ok(()) => Vec::new(),
        Err(StatementError::Invalid(problems)) => problems,
        Err(error) => panic!("{error:?}"),
    }
}

fn codes(problems: &[Problem]) -> Vec<(&'static str, &'static str)> {
    problems.iter().map(|problem| (problem.field, problem.code())).collect()
}

fn declared(elements: &[CounterElement]) -> Vec<Declared> {
    elements.iter().map(|element| Declared { element: *element, words: "It is so.".to_owned() }).collect()
}

fn objection() -> PartyStatement {
    PartyStatement {
        text: "I bought them from the brand itself.".to_owned(),
        name: "Shop One".to_owned(),
        declared: declared(&[CounterElement::Declaration]),
        ..PartyStatement::default()
    }
}

/// A case to whose measure the seller has objected, and whose complainant is asked.
async fn objected() -> World {
    let world = taken_down("counterfeit", "EU").await;
    assert_eq!(said(&world, (Side::Seller, PartyAct::CounterNotice), &objection()).await, []);
    for owed in stored(&world).case.letters {
        let sent = [Command::LetterSent(owed, Posted::default())];
        change(&world, stored(&world), &Actor::Machine, &sent, world.now()).await.unwrap();
    }
    assert_eq!(stored(&world).case.state.code(), "awaiting_answer");
    world
}

fn of_characters(count: usize) -> String {
    "因".repeat(count)
}

#[tokio::test]
async fn a_message_is_words_or_files_and_not_nothing() {
    let act = (Side::Complainant, PartyAct::Message);
    for (words, with_file, problems) in [
        ("See the label.", false, &[][..]),
        ("", true, &[]),
        ("See the label.", true, &[]),
        ("", false, &[("text", "missing")]),
    ] {
        let world = filed("counterfeit", "EU").await;
        let uploads = with_file.then(|| upload(&world, (1, "label.pdf"), "label")).into_iter().collect();
        let message = PartyStatement { text: words.to_owned(), uploads, ..PartyStatement::default() };
        assert_eq!(codes(&said(&world, act, &message).await), problems, "{words:?}, a file: {with_file}");
    }
}

#[tokio::test]
async fn words_have_at_most_ten_thousand_characters_and_a_sellers_name_two_hundred() {
    let message = |count| PartyStatement { text: of_characters(count), ..PartyStatement::default() };
    let named = |count| PartyStatement { name: of_characters(count), ..objection() };
    let too_long = |field, limit| vec![Problem::new(field, ProblemKind::TooLong { limit })];
    for (act, statement, problems) in [
        ((Side::Complainant, PartyAct::Message), message(10_000), Vec::new()),
        ((Side::Complainant, PartyAct::Message), message(10_001), too_long("text", 10_000)),
        ((Side::Complainant, PartyAct::Message), message(10_002), too_long("text", 10_000)),
        ((Side::Seller, PartyAct::CounterNotice), named(200), Vec::new()),
        ((Side::Seller, PartyAct::CounterNotice), named(201), too_long("name", 200)),
        ((Side::Seller, PartyAct::CounterNotice), named(202), too_long("name", 200)),
    ] {
        let world = taken_down("counterfeit", "EU").await;
        assert_eq!(said(&world, act, &statement).await, problems, "{act:?}");
    }
}

#[tokio::test]
async fn a_court_is_named_in_two_hundred_characters_and_its_number_in_a_hundred() {
    for (court, docket, problems) in [
        (200, 100, &[][..]),
        (201, 100, &[("court", "too_long")]),
        (200, 101, &[("docket", "too_long")]),
        (202, 102, &[("court", "too_long"), ("docket", "too_long")]),
        (0, 0, &[("court", "missing"), ("docket", "missing")]),
    ] {
        let world = objected().await;
        let statement = PartyStatement {
            court: of_characters(court),
            docket: of_characters(docket),
            uploads: vec![upload(&world, (1, "action.pdf"), "action")],
            ..PartyStatement::default()
        };
        let said = said(&world, (Side::Complainant, PartyAct::Court), &statement).await;
        assert_eq!(codes(&said), problems, "{court} and {docket} characters");
    }
}

#[tokio::test]
async fn a_dispute_states_a_fact_in_twenty_letters_or_seven_chinese_characters() {
    for (text, is_fact) in [
        ("These are not ours, five", false),
        ("These are not ours, seven", true),
        ("这些是仿冒的", false),
        ("这些都是仿冒的", true),
    ] {
        let world = objected().await;
        let ground = Some(Ground::NotGenuine);
        let dispute = PartyStatement { text: text.to_owned(), ground, ..PartyStatement::default() };
        let said = said(&world, (Side::Complainant, PartyAct::Contest), &dispute).await;
        let too_short = Problem::new("text", ProblemKind::TooShort { least: limit::FACT });
        assert_eq!(said, if is_fact { vec![] } else { vec![too_short] }, "{text}");
    }
}

/// A counter-notice as 17 U.S.C. 512(g)(3) wants it, with an address, a telephone number and a signature of so many
/// characters.
fn of_dmca([address, telephone, signature]: [usize; 3]) -> PartyStatement {
    PartyStatement {
        postal_address: of_characters(address),
        telephone: of_characters(telephone),
        signature: of_characters(signature),
        declared: declared(&[CounterElement::Declaration, CounterElement::Jurisdiction]),
        ..objection()
    }
}

#[tokio::test]
async fn what_a_counter_notice_must_contain_has_its_length_and_names_the_law_that_demands_it() {
    let fields =
        [("postal_address", "512(g)(3)(D)"), ("telephone", "512(g)(3)(D)"), ("signature", "512(g)(3)(A)")];
    let most = [500, 50, 200];
    for (more, code) in [(-1000, Some("missing")), (0, None), (1, Some("too_long")), (2, Some("too_long"))] {
        let world = taken_down("copyright", "US").await;
        let lengths = most.map(|most: usize| most.saturating_add_signed(more));
        let said = said(&world, (Side::Seller, PartyAct::CounterNotice), &of_dmca(lengths)).await;
        let told: Vec<_> = said
            .iter()
            .map(|problem| {
                (problem.field, problem.code(), problem.source.map(|it| (it.statute, it.places.concat())))
            })
            .collect();
        let expected: Vec<_> = fields
            .iter()
            .filter_map(|(field, place)| {
                Some((*field, code?, Some((Statute::UsCopyright, (*place).to_owned()))))
            })
            .collect();
        assert_eq!(told, expected, "{more}");
    }
}

#[tokio::test]
async fn each_file_of_a_statement_is_kept_and_the_same_one_only_once() {
    let world = taken_down("counterfeit", "EU").await;
    let uploads = vec![
        upload(&world, (1, "invoice.pdf"), "an invoice"),
        upload(&world, (2, "licence.pdf"), "a licence"),
        upload(&world, (3, "invoice once more.pdf"), "an invoice"),
    ];
    let objection = PartyStatement { uploads, ..objection() };
    assert_eq!(said(&world, (Side::Seller, PartyAct::CounterNotice), &objection).await, []);
    let digest = *stored(&world).case.documents.last().unwrap();
    let StatementText::Words(kept) = statement_text(&world, &world, digest).await.unwrap() else { panic!() };
    let names: Vec<&str> = kept.evidence.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["invoice.pdf", "licence.pdf"]);
    for file in &kept.evidence {
        assert!(world.look().sealed.contains_key(&file.digest.parse().unwrap()), "{}", file.name);
    }
}

#[test]
fn a_form_that_comes_back_names_the_files_that_were_sent_with_it() {
    let world = World::new();
    let uploads = vec![upload(&world, (1, "a bill.pdf"), "a bill"), upload(&world, (2, ""), "a letter")];
    let sent: Vec<String> = PartyStatement { uploads, ..PartyStatement::default() }.files();
    let key = |number| InboxKey::new(Uuid::from_u128(number)).as_str().to_owned();
    assert_eq!(sent, [format!("{} a bill.pdf", key(1)), format!("{} ", key(2))]);
}
