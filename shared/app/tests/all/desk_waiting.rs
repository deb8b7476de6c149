//! What the desk is told of what waits.

use app::desk::{self, Queued, Waiting};
use app::filing::IdentifiedComplaint;
use app::find_case;
use case::{
    Actor, Answer, CaseId, Command, ComplaintId, DeskQueue, Digest, Letter, Question, Record, Side, Withheld,
};
use jiff::SignedDuration;
use port::WallClock as _;
use testkit::sample;
use testkit::world::World;
use uuid::Uuid;

use crate::desk::{at_desk, by, in_force, machine};

async fn queued(world: &World, queue: DeskQueue) -> Queued {
    desk::waiting(world, world, queue, None, 10).await.unwrap()
}

async fn one_of(world: &World, queue: DeskQueue) -> Waiting {
    queued(world, queue).await.waiting.into_iter().next().unwrap()
}

/// Files a complaint about listing `number`, which corrects one that was filed `earlier` where that is said.
async fn asked(world: &World, number: usize, earlier: Option<SignedDuration>) -> CaseId {
    let mut document = sample::complaint(number as u128 + 1, [number]);
    document.filed_at = world.now().to_string();
    document.priority_at = earlier.map(|it| (world.now() - it).to_string()).unwrap_or_default();
    let complaint = IdentifiedComplaint::read(&document).unwrap();
    let filed = app::filing::file(world, world, world, &complaint).await.unwrap();
    let id = filed.opened.unwrap().case;
    machine(world, id, Command::AskDesk { question: Question::WhoComplains }).await;
    id
}

#[tokio::test]
async fn a_corrected_complaint_keeps_its_place_and_has_the_time_of_a_new_one() {
    let world = sample::world(2);
    let new = asked(&world, 0, None).await;
    let corrected = asked(&world, 1, Some(SignedDuration::from_hours(5 * 24))).await;
    let queued = queued(&world, DeskQueue::Decision).await.waiting;
    assert_eq!(queued.iter().map(|it| it.case.id).collect::<Vec<_>>(), [corrected, new]);
    assert_eq!(queued[0].due(), queued[1].due());
    assert!(queued[0].by < queued[0].due() && queued[0].due() > world.now());
    assert_eq!(queued[1].by, queued[1].due());
}

#[tokio::test]
async fn an_appeal_is_due_by_its_place_in_the_queue() {
    let (world, id) = at_desk().await;
    in_force(&world, id).await;
    by(&world, id, Actor::Seller, Command::Appeal { document: Digest::of(b"appeal") }).await;
    let appeal = one_of(&world, DeskQueue::Appeal).await;
    assert!(appeal.by > world.now());
    assert_eq!(appeal.due(), appeal.by);
}

#[tokio::test]
async fn a_complaint_is_a_members_where_its_complainant_was_one_when_rules_looked() {
    for (standing, is_members) in [(None, false), (Some("known"), false), (Some("member"), true)] {
        let world = sample::world(1);
        let complaint = IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap();
        let filed = app::filing::file(&world, &world, &world, &complaint).await.unwrap();
        let id = filed.opened.unwrap().case;
        if let Some(standing) = standing {
            let saw = format!("visible in_force words covered code act fit not_listed {standing} clear");
            machine(&world, id, Command::Judge(Record::of(1, sample::inputs(&saw)))).await;
        }
        machine(&world, id, Command::AskDesk { question: Question::WhoComplains }).await;
        assert_eq!(one_of(&world, DeskQueue::Decision).await.is_members(), is_members, "{standing:?}");
    }
}

#[tokio::test]
async fn who_wrote_is_told_until_a_decision_answers_it() {
    let (world, id) = at_desk().await;
    let document = |text: &str| Digest::of(text.as_bytes());
    let wrote = async |queue, side: Side, command| {
        world.pass(SignedDuration::from_mins(1));
        by(&world, id, side.actor(), command).await;
        (one_of(&world, queue).await.written, world.now())
    };
    let letter = |by: Side, text: &str| Command::Correspond { document: document(text), by };
    assert_eq!(one_of(&world, DeskQueue::Decision).await.written, []);
    let (told, now) = wrote(DeskQueue::Decision, Side::Complainant, letter(Side::Complainant, "ours")).await;
    assert_eq!(told, [(Side::Complainant, now)]);
    world.pass(SignedDuration::from_mins(1));
    let complaint = ComplaintId::new(Uuid::from_u128(7));
    machine(&world, id, Command::Merge { complaint, document: document("the same again") }).await;
    let told = one_of(&world, DeskQueue::Decision).await.written;
    assert_eq!(told, [(Side::Complainant, world.now())], "a repeat may say more");

    in_force(&world, id).await;
    by(&world, id, Actor::Seller, Command::CounterNotice { document: document("no") }).await;
    let contest = Command::Answer { answer: Answer::Contest, document: document("yes") };
    by(&world, id, Actor::Complainant, contest).await;
    let queue = DeskQueue::CounterNotice;
    assert_eq!(one_of(&world, queue).await.written, [], "who decided had read it");
    let (told, replied) = wrote(queue, Side::Seller, letter(Side::Seller, "an invoice")).await;
    assert_eq!(told, [(Side::Seller, replied)]);
    let (told, now) = wrote(queue, Side::Complainant, letter(Side::Complainant, "a forged one")).await;
    assert_eq!(told, [(Side::Complainant, now), (Side::Seller, replied)], "no message hides the reply");
}

#[tokio::test]
async fn the_only_case_of_a_queue_is_named_when_it_cannot_be_read() {
    let (world, id) = at_desk().await;
    world.look().corrupt.insert(id);
    let queued = queued(&world, DeskQueue::Decision).await;
    assert_eq!(queued.waiting, []);
    assert_eq!(queued.unreadable.iter().map(|it| it.case).collect::<Vec<_>>(), [id]);
}

#[tokio::test]
async fn a_case_asks_a_person_something_only_while_it_waits_for_one() {
    let (world, id) = at_desk().await;
    let asked = async || {
        let case = find_case(&world, id).await.unwrap().case;
        desk::open_question(&case).map(|question| question.to_string())
    };
    assert!(asked().await.is_some());
    in_force(&world, id).await;
    assert_eq!(asked().await, None);
    let owed = find_case(&world, id).await.unwrap().case.letters[0];
    machine(&world, id, Command::WithholdLetter(owed, Withheld::AutomaticMail)).await;
    assert_eq!(asked().await, None, "no law has this letter sent");
    by(&world, id, Actor::Seller, Command::CounterNotice { document: Digest::of(b"no") }).await;
    let letters = find_case(&world, id).await.unwrap().case.letters;
    let owed = letters.into_iter().find(|owed| owed.letter == Letter::CounterNotice).unwrap();
    machine(&world, id, Command::WithholdLetter(owed, Withheld::AutomaticMail)).await;
    let told = asked().await.unwrap();
    assert!(told.starts_with("not sent: counter_notice ("), "{told}");
}
