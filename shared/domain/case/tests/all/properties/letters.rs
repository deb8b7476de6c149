//! Letters: each that is owed leaves once, and none of one side's keeps the other's out.

use std::collections::BTreeSet;

use case::{Actor, Command, Event, Illegal, Letter, Measure, OrderCommand, OwedLetter, Recorded};
use proptest::prelude::*;

use super::story::{self, choices, play};

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
