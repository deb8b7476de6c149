//! Each letter goes out once, whoever else is at it; what had no answer goes out once more, and says so.

use std::time::Duration;

use app::desk::{self, Decision};
use app::letters::{letters_named, settle_sent};
use case::{Actor, CaseId, Command, DeskQueue, Event, Letter, OwedLetter, Posted, Withheld};
use jiff::SignedDuration;
use mail_parser::MessageParser;
use port::{Queue, StoredCase, WallClock as _};
use step::{CaseStep as _, StepError};
use testkit::world::{Fault, FaultKind, LookMode, MailMode, World};

use super::step::{
    commands, letter_events, nudge_all, received, run, run_once, step, stored, taken_down, until_quiet,
};

/// How the letters of a case went out.
fn posted(world: &World, id: CaseId) -> Vec<(Letter, Posted)> {
    let sent = |event: &Event| match event {
        Event::LetterSent(owed, posted) => Some((owed.letter, posted.clone())),
        _ => None,
    };
    stored(world, id).log.iter().filter_map(|recorded| sent(&recorded.event)).collect()
}

/// Works on the cases as someone who loaded them so.
async fn work(world: &World, cases: Vec<StoredCase>) -> Result<usize, StepError> {
    let step = step(world);
    let batch = step.prepare(&cases.iter().collect::<Vec<_>>()).await.unwrap();
    step.work(&batch, cases).await.map(|nudges| nudges.len())
}

#[tokio::test]
async fn of_workers_that_meet_one_sends() {
    for seed in 0..300 {
        for listings in [1, 3] {
            let (world, cases) = taken_down(listings).await;
            world.interleave(seed);
            let loaded: Vec<StoredCase> = cases.iter().map(|id| stored(&world, *id)).collect();
            let workers = (0..4).map(|_| work(&world, loaded.clone()));
            for done in futures_util::future::join_all(workers).await {
                done.unwrap();
            }
            until_quiet(&world).await;
            let mails = received(&world).len();
            // Claims of several cases may go to different workers: their letters are then in mails of their own.
            let letters: usize = cases.iter().map(|id| letter_events(&world, *id).len()).sum();
            assert_eq!(letters, 4 * listings, "turns {seed}");
            assert_eq!(carried(&world).len(), letters, "turns {seed}: {mails} mails");
        }
    }
}

/// Every letter that a mail carried, as often as one did.
pub(super) fn carried(world: &World) -> Vec<(CaseId, OwedLetter)> {
    let sent = world.look().sent.clone();
    let named = |mime: &[u8]| {
        let message = MessageParser::new().parse(mime).unwrap();
        let header = message.header_raw("X-Goodfaith-Letters").unwrap().to_owned();
        letters_named(&header)
    };
    sent.iter().flat_map(|mail| named(&mail.mime)).collect()
}

#[tokio::test]
async fn who_comes_for_newer_letters_is_not_held_up_by_a_claim_on_older_ones() {
    let (world, cases) = taken_down(1).await;
    world.look().mail_unanswered = 4;
    nudge_all(&world);
    assert!(run_once(&world).await);
    assert_eq!(received(&world).len(), 4, "out, and nobody knows it");
    commands(&world, cases[0], Actor::Complainant, &[Command::Withdraw]).await;
    nudge_all(&world);
    while run_once(&world).await {}
    assert_eq!(letter_events(&world, cases[0]), ["sent withdrawn"], "the others wait for their claim to end");
    until_quiet(&world).await;
    assert_eq!(letter_events(&world, cases[0]).len(), 5);
}

#[tokio::test]
async fn what_an_older_claim_left_in_doubt_stays_so_when_newer_letters_are_paused() {
    let (world, cases) = taken_down(1).await;
    world.look().mail_unanswered = 4;
    nudge_all(&world);
    assert!(run_once(&world).await);
    commands(&world, cases[0], Actor::Complainant, &[Command::Withdraw]).await;
    world.look().mail_modes.push_back(MailMode::Pauses(Duration::from_secs(5)));
    nudge_all(&world);
    assert!(run_once(&world).await);
    world.pass(SignedDuration::from_secs(30));
    nudge_all(&world);
    while run_once(&world).await {}
    let older = carried(&world).into_iter().filter(|(_, owed)| owed.letter != Letter::Withdrawn).count();
    assert_eq!(older, 4, "whoever sent them may be at it still");
    until_quiet(&world).await;
    let told: Vec<(Letter, bool)> =
        posted(&world, cases[0]).into_iter().map(|(letter, it)| (letter, it.again)).collect();
    assert_eq!(told.iter().filter(|(_, again)| *again).count(), 4, "{told:?}");
    assert!(told.contains(&(Letter::Withdrawn, false)), "{told:?}");
}

#[tokio::test]
async fn a_letter_without_an_answer_goes_out_once_more_and_is_recorded_so() {
    let (world, cases) = taken_down(1).await;
    world.look().mail_unanswered = 1;
    let before = world.now();
    run(&world).await;
    let mails = received(&world);
    assert_eq!(mails.len(), 5);
    assert_eq!(mails[0].text, mails[4].text, "the same letter");
    let again: Vec<Letter> =
        posted(&world, cases[0]).into_iter().filter(|(_, it)| it.again).map(|(letter, _)| letter).collect();
    assert_eq!(again, [Letter::Receipt]);
    let waited = world.now().duration_since(before);
    assert!(waited > SignedDuration::from_mins(2) && waited < SignedDuration::from_mins(4), "{waited:#}");
}

#[tokio::test]
async fn what_the_mail_service_tells_of_a_letter_settles_it() {
    let (world, cases) = taken_down(1).await;
    world.look().mail_unanswered = 4;
    nudge_all(&world);
    assert!(run_once(&world).await);
    assert_eq!(letter_events(&world, cases[0]), Vec::<String>::new());
    let letters = carried(&world);
    for _ in 0..2 {
        settle_sent(&world, &letters, "0102-1", world.now()).await.unwrap();
    }
    until_quiet(&world).await;
    assert_eq!(received(&world).len(), 4, "nothing goes out again");
    let receipts: Vec<_> = posted(&world, cases[0]).into_iter().filter_map(|(_, it)| it.receipt).collect();
    assert_eq!(receipts, ["0102-1"], "the statement of reasons keeps its proof");
}

#[tokio::test]
async fn a_statutory_letter_keeps_the_services_acceptance() {
    let (world, cases) = taken_down(1).await;
    run(&world).await;
    let kept: Vec<(Letter, Option<String>)> =
        posted(&world, cases[0]).into_iter().map(|(letter, it)| (letter, it.receipt)).collect();
    assert_eq!(kept[3], (Letter::StatementOfReasons, Some("world-4".to_owned())));
    assert!(kept[..3].iter().all(|(_, receipt)| receipt.is_none()));
}

#[tokio::test]
async fn who_saw_the_case_before_the_last_holder_recorded_sends_nothing() {
    let (world, cases) = taken_down(1).await;
    let stale = vec![stored(&world, cases[0])];
    run(&world).await;
    assert_eq!(received(&world).len(), 4);
    for _ in 0..3 {
        // Long after every claim has ended.
        world.pass(SignedDuration::from_hours(5));
        work(&world, stale.clone()).await.unwrap();
        assert_eq!(received(&world).len(), 4);
    }
}

#[tokio::test]
async fn a_pause_of_the_mail_service_delays_and_drops_nothing() {
    let (world, cases) = taken_down(3).await;
    world.look().mail_paused = Some(Duration::from_secs(900));
    nudge_all(&world);
    for _ in 0..500 {
        run_once(&world).await;
        world.pass(SignedDuration::from_secs(60));
    }
    let tries = world.look().calls.iter().filter(|call| **call == "mailer.send").count();
    assert!((20..=80).contains(&tries), "{tries} attempts in eight hours");
    assert_eq!(world.look().dead.len(), 0);
    assert_eq!(world.look().rejects.len(), 0);
    world.look().mail_paused = None;
    until_quiet(&world).await;
    assert_eq!(received(&world).len(), 4);
    for id in cases {
        assert!(posted(&world, id).iter().all(|(_, it)| !it.again), "it was certain that none was out");
    }
}

#[tokio::test]
async fn a_letter_that_waits_for_the_marketplace_is_not_held_up_by_those_beside_it() {
    let (world, cases) = taken_down(1).await;
    world.look().look_mode = Box::new(|_, _| LookMode::Fails);
    nudge_all(&world);
    run_once(&world).await;
    assert_eq!(posted(&world, cases[0]).len(), 3, "nobody knows the seller");
    world.look().look_mode = Box::new(|_, _| LookMode::Answers);
    nudge_all(&world);
    run_once(&world).await;
    let last = posted(&world, cases[0]).pop().unwrap();
    assert!(last.0 == Letter::StatementOfReasons && !last.1.again, "it was certain that it was not out");
}

#[tokio::test]
async fn what_is_out_and_not_recorded_is_in_doubt_whatever_is_paused_beside_it() {
    let prepared = async || {
        let (world, cases) = taken_down(1).await;
        world.look().mail_modes.extend([MailMode::Takes, MailMode::Pauses(Duration::from_secs(5))]);
        nudge_all(&world);
        (world, cases)
    };
    let calls = {
        let (world, _) = prepared().await;
        run_once(&world).await;
        world.look().calls.clone()
    };
    let record = calls.iter().rposition(|call| *call == "cases.append").unwrap();
    let (world, cases) = prepared().await;
    world.plan((record..record + 3).map(|nth| Fault { nth, kind: FaultKind::Fails }));
    run_once(&world).await;
    assert_eq!((received(&world).len(), posted(&world, cases[0]).len()), (1, 0));
    world.pass(SignedDuration::from_mins(1));
    run_once(&world).await;
    assert_eq!(received(&world).len(), 1, "nobody sends it again so soon");
    until_quiet(&world).await;
    let again = posted(&world, cases[0]).into_iter().filter(|(_, it)| it.again);
    assert_eq!(again.map(|(letter, _)| letter).next(), Some(Letter::Receipt));
}

#[tokio::test]
async fn a_process_that_knows_of_the_pause_asks_nobody() {
    let (world, cases) = taken_down(1).await;
    world.look().mail_paused = Some(Duration::from_secs(30));
    let step = step(&world);
    let loaded = vec![stored(&world, cases[0])];
    let batch = step.prepare(&loaded.iter().collect::<Vec<_>>()).await.unwrap();
    step.work(&batch, loaded.clone()).await.unwrap();
    let calls = world.look().calls.len();
    step.work(&batch, loaded.clone()).await.unwrap();
    assert_eq!(world.look().calls.len(), calls);
    world.look().mail_paused = None;
    world.pass(SignedDuration::from_secs(30));
    step.work(&batch, loaded).await.unwrap();
    assert_eq!(received(&world).len(), 4);
}

#[tokio::test]
async fn what_is_never_answered_is_listed_for_a_person_who_can_have_it_sent() {
    let (world, cases) = taken_down(1).await;
    let id = cases[0];
    world.look().mail_unanswered = usize::MAX;
    run(&world).await;
    assert_eq!(received(&world).len(), 4 * 5, "five attempts");
    let case = stored(&world, id).case;
    assert!(case.letters.is_empty() && case.unsent.len() == 4);
    assert!(case.unsent.iter().all(|unsent| unsent.why == Withheld::Unanswered));
    let waiting = desk::waiting(&world, &world, DeskQueue::UnsentLetter, None, 10).await.unwrap().waiting;
    assert_eq!(waiting.iter().map(|it| it.case.id).collect::<Vec<_>>(), [id]);

    world.look().mail_unanswered = 0;
    world.look().sent.clear();
    let by = "ada".parse().unwrap();
    let decided = desk::decide((&world, &world, &world, &world), id, Decision::Letters { send: true }, &by)
        .await
        .unwrap();
    assert_eq!(decided.nudged, [Queue::Notify]);
    until_quiet(&world).await;
    assert_eq!(received(&world).len(), 4);
    assert!(stored(&world, id).case.unsent.is_empty());
    assert_eq!(posted(&world, id).iter().filter(|(_, it)| it.again).count(), 4, "perhaps twice");
}

#[tokio::test]
async fn a_refused_address_waits_for_a_person_who_may_leave_it() {
    let (world, cases) = taken_down(1).await;
    world.look().refused_addresses.push(testkit::sample::SELLER.to_owned());
    run(&world).await;
    let unsent = stored(&world, cases[0]).case.unsent;
    assert_eq!((unsent.len(), unsent[0].why), (1, Withheld::Refused));
    let by = "ada".parse().unwrap();
    desk::decide((&world, &world, &world, &world), cases[0], Decision::Letters { send: false }, &by)
        .await
        .unwrap();
    let case = stored(&world, cases[0]).case;
    assert!(case.unsent.is_empty() && case.letters.is_empty() && !case.needs_desk());
}

#[tokio::test]
async fn a_record_that_fails_once_sends_nothing_again() {
    let (world, cases) = taken_down(1).await;
    nudge_all(&world);
    let calls = {
        let (world, _) = taken_down(1).await;
        nudge_all(&world);
        let before = world.look().calls.len();
        run_once(&world).await;
        let calls = world.look().calls.clone();
        calls[before..].iter().position(|call| *call == "cases.append").unwrap()
    };
    let nth = world.look().calls.len() + calls;
    world.plan([Fault { nth, kind: FaultKind::Fails }, Fault { nth: nth + 1, kind: FaultKind::LosesAnswer }]);
    until_quiet(&world).await;
    assert_eq!(letter_events(&world, cases[0]).len(), 4);
    assert_eq!(received(&world).len(), 4);
}

fn claims(world: &World) -> usize {
    world.look().calls.iter().filter(|call| **call == "claims.claim").count()
}

#[tokio::test]
async fn letters_that_go_out_and_are_recorded_cost_one_claim() {
    let (world, cases) = taken_down(1).await;
    let loaded = vec![stored(&world, cases[0])];
    work(&world, loaded).await.unwrap();
    assert_eq!((received(&world).len(), claims(&world)), (4, 1));
}

#[tokio::test]
async fn who_comes_late_and_sends_nothing_holds_up_no_letter_that_a_person_has_sent() {
    let (world, cases) = taken_down(1).await;
    let stale = vec![stored(&world, cases[0])];
    world.look().refused_addresses.push(testkit::sample::SELLER.to_owned());
    run(&world).await;
    world.pass(SignedDuration::from_hours(5));
    work(&world, stale).await.unwrap();
    assert_eq!(received(&world).len(), 3);
    world.look().refused_addresses.clear();
    let by = "ada".parse().unwrap();
    desk::decide((&world, &world, &world, &world), cases[0], Decision::Letters { send: true }, &by)
        .await
        .unwrap();
    assert!(run_once(&world).await);
    assert_eq!(received(&world).len(), 4, "at once");
}
