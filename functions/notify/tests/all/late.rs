//! Letters that go out late say nothing that is no longer so.

use case::{Actor, Command, DeclineCode, Element, OrderCommand, State};
use testkit::sample::{self, HOLDER, SELLER};

use super::step::{commands, letter_events, open, received, run, stored};

#[tokio::test]
async fn a_receipt_that_is_late_promises_no_decision() {
    let incomplete = Command::FindIncomplete { missing: vec![Element::GoodFaith] };
    let declined = Command::Decline { code: DeclineCode::RightUnknown, note: None };
    for (happened, checking) in [(None, true), (Some(incomplete), false), (Some(declined), false)] {
        let world = sample::world(1);
        let id = open(&world, &sample::complaint(1, [0])).await[0];
        if let Some(command) = &happened {
            commands(&world, id, Actor::Machine, std::slice::from_ref(command)).await;
        }
        run(&world).await;
        let receipt = received(&world).remove(0).text;
        for promise in ["We are checking it", "We aim to decide by"] {
            assert_eq!(receipt.contains(promise), checking, "{happened:?}:\n{receipt}");
        }
    }
}

#[tokio::test]
async fn a_repeat_of_an_incomplete_complaint_is_told_what_is_missing() {
    let world = sample::world(1);
    let id = open(&world, &sample::complaint(1, [0])).await[0];
    let incomplete = Command::FindIncomplete { missing: vec![Element::GoodFaith] };
    commands(&world, id, Actor::Machine, &[incomplete]).await;
    open(&world, &sample::complaint(2, [0])).await;
    run(&world).await;
    let merged = received(&world).pop().unwrap().text;
    assert!(
        merged.contains("added your new complaint") && merged.contains("statement of good faith"),
        "{merged}"
    );
    assert!(!merged.contains("do not need to do anything"), "{merged}");
}

#[tokio::test]
async fn a_refusal_that_ends_the_case_is_told_to_who_knows_of_it() {
    let refuse = |id| OrderCommand::Refuse { id, reason: "no".to_owned() };
    let give_up = [Command::GiveUp];
    let desk = || Actor::Reviewer("anna".parse().unwrap());

    let world = sample::world(1);
    let id = open(&world, &sample::complaint(1, [0])).await[0];
    let accept = Command::Accept { measure: case::Measure::Removal, although: false, note: None };
    commands(&world, id, Actor::Machine, &[accept]).await;
    sample::answer_order(&world, id, refuse);
    commands(&world, id, desk(), &give_up).await;
    run(&world).await;
    assert_eq!(
        letter_events(&world, id),
        ["sent receipt", "sent accepted", "sent refused_to_complainant"],
        "the seller never heard of it"
    );
    let told = received(&world).pop().unwrap();
    assert!(told.to == HOLDER && told.text.contains("refused to take the listing down"), "{}", told.text);

    let world = sample::world(1);
    let id = open(&world, &sample::complaint(1, [0])).await[0];
    sample::take_down(&world, id);
    commands(&world, id, Actor::Complainant, &[Command::Withdraw]).await;
    sample::answer_order(&world, id, refuse);
    commands(&world, id, desk(), &give_up).await;
    run(&world).await;
    assert!(matches!(stored(&world, id).case.state, State::Closed(case::Outcome::NotRestored)));
    let mails = received(&world);
    let last: Vec<_> = mails.iter().rev().take(2).map(|mail| mail.to.as_str()).collect();
    assert_eq!(last, [SELLER, HOLDER]);
    assert!(mails[mails.len() - 2].text.contains("refused to restore the listing"));
    let sent = mails.len();
    run(&world).await;
    assert_eq!(received(&world).len(), sent, "told once");
}
