//! What a person decides of a dispute about a measure.

use app::desk::{self, Decision};
use app::find_case;
use case::{Actor, Answer, Command, DeskQueue, Digest, OwedLetter};
use testkit::sample::note;

use crate::desk::{at_desk, by, decide, in_force, machine, waits_in};

#[tokio::test]
async fn a_contested_counter_notice_is_ruled_on() {
    for (measure_stays, state) in [(true, "upheld"), (false, "restore_due")] {
        let (world, id) = at_desk().await;
        in_force(&world, id).await;
        by(&world, id, Actor::Seller, Command::CounterNotice { document: Digest::of(b"no") }).await;
        let letters: Vec<OwedLetter> = find_case(&world, id).await.unwrap().case.letters;
        for letter in letters {
            machine(&world, id, Command::LetterSent(letter, case::Posted::default())).await;
        }
        let contest = Command::Answer { answer: Answer::Contest, document: Digest::of(b"yes") };
        by(&world, id, Actor::Complainant, contest).await;
        assert_eq!(waits_in(&world, DeskQueue::CounterNotice).await, [id]);
        let decided =
            decide(&world, id, Decision::Rule { measure_stays, note: note() }, "bob").await.unwrap();
        assert_eq!(decided.case.state.code(), state, "{measure_stays}");
    }
}

#[tokio::test]
async fn a_court_action_waits_for_a_person_until_it_is_looked_at_and_after() {
    let (world, id) = at_desk().await;
    in_force(&world, id).await;
    by(&world, id, Actor::Seller, Command::CounterNotice { document: Digest::of(b"no") }).await;
    by(&world, id, Actor::Complainant, Command::NameCourt { document: Digest::of(b"filed") }).await;
    let asked = async || {
        assert_eq!(waits_in(&world, DeskQueue::Court).await, [id]);
        desk::open_question(&find_case(&world, id).await.unwrap().case).unwrap().to_string()
    };
    assert!(asked().await.contains("is that proved?"));
    let proved = decide(&world, id, Decision::Court { proved: true, note: note() }, "bob").await.unwrap();
    assert_eq!(proved.case.state.code(), "held_for_court");
    assert!(asked().await.contains("still open?"));
    let unproved = decide(&world, id, Decision::Court { proved: false, note: note() }, "bob").await.unwrap();
    assert_eq!(unproved.case.state.code(), "awaiting_answer");
    assert_eq!(waits_in(&world, DeskQueue::Court).await, []);
}

#[tokio::test]
async fn a_letter_that_a_law_has_sent_waits_for_a_person_when_it_cannot_be() {
    let (world, id) = at_desk().await;
    in_force(&world, id).await;
    by(&world, id, Actor::Seller, Command::CounterNotice { document: Digest::of(b"no") }).await;
    let letters = find_case(&world, id).await.unwrap().case.letters;
    for owed in letters.into_iter().filter(|owed| owed.letter == case::Letter::CounterNotice) {
        machine(&world, id, Command::WithholdLetter(owed, case::Withheld::AutomaticMail)).await;
    }
    assert_eq!(waits_in(&world, DeskQueue::UnsentLetter).await, [id]);
    decide(&world, id, Decision::Letters { send: false }, "bob").await.unwrap();
    assert_eq!(find_case(&world, id).await.unwrap().case.state.code(), "awaiting_answer");
}

#[tokio::test]
async fn a_listing_that_is_hidden_may_be_declined_as_gone_and_one_that_is_shown_may_not() {
    for (visible, may) in [(false, true), (true, false)] {
        let (world, id) = at_desk().await;
        world.look().listings.values_mut().for_each(|listing| listing.view.visible = visible);
        let gone = Decision::Decline { code: case::DeclineCode::ListingGone, note: note() };
        let decided = decide(&world, id, gone, "ada").await;
        assert_eq!(decided.is_ok(), may, "visible {visible}");
        let state = find_case(&world, id).await.unwrap().case.state.code();
        assert_eq!(state, if may { "declined" } else { "at_desk" });
    }
}
