//! Letters: each that is owed leaves once, and none of one side's keeps the other's out.

use std::collections::BTreeSet;

use case::{
    Actor, Command, DeclineCode, DeskQueue, Digest, Event, Illegal, Letter, Measure, OrderCommand,
    OwedLetter, Recorded, Withheld,
};
use proptest::prelude::*;

use crate::courses::{MACHINE, after, countered, decline, filed, in_force};

use super::story::{self, choices, play, reviewer};

proptest! {
    #[test]
    fn each_letter_leaves_once_for_each_time_it_is_owed(choices in choices()) {
        let story = play(&choices);
        let mut owed: BTreeSet<OwedLetter> = [OwedLetter { of: 0, letter: Letter::Receipt }].into();
        let mut gone = BTreeSet::new();
        for step in &story.steps {
            if let Ok(Some(Event::LetterSent(letter, _) | Event::LetterWithheld(letter, _))) = &step.decided {
                prop_assert!(owed.contains(letter) && gone.insert(*letter));
            }
            // Nobody is told of an acceptance that was taken back before.
            if let Ok(Some(Event::Reconsidered { .. })) = &step.decided {
                for owed in step.before.letters.iter().filter(|owed| !step.after.letters.contains(owed)) {
                    prop_assert!(owed.letter == Letter::Accepted && gone.insert(*owed));
                }
            }
            let mut reviewed = None;
            if let Ok(Some(Event::LetterReviewed { owed, send, .. })) = &step.decided {
                prop_assert!(step.before.unsent.iter().any(|unsent| unsent.owed == *owed));
                reviewed = send.then_some(*owed).filter(|owed| gone.remove(owed));
                prop_assert_eq!(reviewed.is_some(), *send);
            }
            for letter in step.after.letters.iter().filter(|letter| !step.before.letters.contains(letter)) {
                let is_new = letter.of + 1 == step.after.events && owed.insert(*letter);
                prop_assert!(is_new || reviewed == Some(*letter));
            }
        }
        let left: BTreeSet<_> = owed.difference(&gone).copied().collect();
        let end = story.end();
        prop_assert_eq!(left.len(), end.letters.len());
        prop_assert_eq!(left, end.letters.into_iter().collect());
        let effects: BTreeSet<_> = owed.iter().map(|letter| letter.effect_id(end.id)).collect();
        prop_assert_eq!(effects.len(), owed.len());
    }
}

#[test]
fn letters_of_one_side_never_keep_the_counter_notice_out() {
    let mut case = play(&[]).end();
    let mut ask = |by: &Actor, command: Command| -> Result<Option<Event>, Illegal> {
        let at = case.last_at;
        let event = case.decide(by, &command, at)?;
        if let Some(event) = event.clone() {
            case = case.clone().evolve(&Recorded { at, event }).unwrap();
        }
        Ok(event)
    };
    ask(&Actor::Machine, Command::Accept { measure: Measure::Removal, although: false, note: None }).unwrap();
    ask(&Actor::Machine, Command::Order(OrderCommand::Request)).unwrap();
    // The order is named by the number of the event that requested it.
    let id = case::EffectId::derive(story::filing().case_id(), 2, "order");
    let done = OrderCommand::Confirm { id, reference: String::new() };
    ask(&Actor::Machine, Command::Order(done)).unwrap();
    let letter =
        |n: u8| Command::Correspond { document: case::Digest::of(&[n]), by: case::Side::Complainant };
    let full = (0..100).find(|n| ask(&Actor::Complainant, letter(*n)) == Err(Illegal::Full));
    assert!(full.is_some());
    let counter = Command::CounterNotice { document: case::Digest::of(b"counter-notice") };
    assert!(matches!(ask(&Actor::Seller, counter), Ok(Some(Event::CounterNoticed { .. }))));
}

#[test]
fn a_letter_that_should_have_gone_out_is_left_to_a_person() {
    for why in Withheld::ALL {
        let (any, statutory) = match why {
            Withheld::ReturnedMail
            | Withheld::ImpossibleAddress
            | Withheld::Refused
            | Withheld::Unanswered => (true, true),
            // What a law has sent is no answer to the complainant's mail.
            Withheld::AutomaticMail => (false, true),
            Withheld::Unstated
            | Withheld::Erased
            | Withheld::ListingGone
            | Withheld::NoAddress
            | Withheld::Moot => (false, false),
        };
        for (letter, is_left) in [
            (Letter::Receipt, any),
            (Letter::Accepted, any),
            (Letter::TakenDown, any),
            (Letter::StatementOfReasons, statutory),
        ] {
            let mut course = in_force();
            let owed = *course.0.letters.iter().find(|owed| owed.letter == letter).unwrap();
            course.ask(MACHINE, Command::WithholdLetter(owed, *why));
            let queue = course.0.desk_queue();
            assert_eq!(queue, is_left.then_some(DeskQueue::UnsentLetter), "{letter} {why}");
        }
    }
    assert!(Letter::CounterNotice.is_statutory() && !Letter::CounterNoticeReceipt.is_statutory());
}

#[test]
fn a_seller_whose_listing_was_never_touched_is_not_told_of_an_appeal() {
    let declined = after(filed(), [(MACHINE, decline(DeclineCode::NotAnIpClaim))]);
    let upheld = after(
        countered(),
        [
            (
                Actor::Complainant,
                Command::Answer { answer: case::Answer::Contest, document: Digest::of(b"no") },
            ),
            (reviewer("anna"), Command::Rule { measure_stays: true, note: None }),
        ],
    );
    let both = [Letter::AppealOutcomeToComplainant, Letter::AppealOutcomeToSeller];
    for (course, by, told) in [
        (declined, Actor::Complainant, &both[..1]),
        (in_force(), Actor::Seller, &both),
        (upheld, Actor::Seller, &both),
    ] {
        let decide = Command::DecideAppeal { reverse: false, measure: Measure::Removal, note: None };
        let appeal = Command::Appeal { document: Digest::of(b"appeal") };
        let decided = after(course, [(by, appeal), (reviewer("dan"), decide)]).0;
        let letters = decided.letters.iter().filter(|owed| owed.of + 1 == decided.events);
        assert_eq!(letters.map(|owed| owed.letter).collect::<Vec<_>>(), told);
    }
}
