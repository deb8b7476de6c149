//! Nobody gets around a suspension, whichever of its addresses and accounts it files by.

use app::{add_member, filing, identify};
use case::{AccountId, Decider, DeclineCode, Owner, State};
use jiff::SignedDuration;
use port::{PartyRecord, WallClock as _};
use programme::{Figures, MisuseEvent, MisuseFinding, MisuseRecorded, Participant, Pattern};
use testkit::sample;
use testkit::world::World;

use crate::step::run;

const ADA: &str = "ada@northlight.example";

fn account() -> AccountId {
    sample::account().id
}

/// Suspends `owner` for a month, since yesterday.
fn suspend(world: &World, owner: Owner) {
    let ago = |days: i64| world.now() - SignedDuration::from_hours(24 * days);
    let by = Decider::Reviewer("bob".parse().unwrap());
    let finding = |days: i64| MisuseFinding {
        pattern: Pattern::UnfoundedComplaints,
        figures: Figures { hits: 20, of: 30, harmed: 10, hours_down: 100, knowing: 5 },
        first: ago(days + 10),
        last: ago(days),
    };
    let mut record = PartyRecord::new(Participant::Complainant(owner));
    for (days, event) in [
        (40, MisuseEvent::Noticed(finding(41))),
        (40, MisuseEvent::Warned { finding: finding(41), by: by.clone() }),
        (40, MisuseEvent::Told { of: 1, by: Decider::Machine }),
        (1, MisuseEvent::Noticed(finding(2))),
        (1, MisuseEvent::Suspended { finding: finding(2), until: ago(-29), by: by.clone() }),
        (1, MisuseEvent::Told { of: 4, by: Decider::Machine }),
    ] {
        record.record_misuse(MisuseRecorded { at: ago(days), event }).unwrap();
    }
    world.look().parties.insert(record.subject, record);
}

/// What becomes of a complaint about listing `number` from `address`, as by authenticated mail.
async fn filed(world: &World, number: usize, address: &str) -> State {
    let mut document = sample::complaint(number as u128 + 1, [number]);
    document.complainant.email = address.to_owned();
    document.proof = "mail".to_owned();
    document.filed_at = world.now().to_string();
    let complaint = notice::Complaint::read(&document).unwrap();
    let identified = identify(world, complaint, None).await.unwrap();
    let filed = filing::file(world, world, world, &identified).await.unwrap();
    let case = filed.opened.unwrap().case;
    run(world).await;
    world.look().cases[&case].case.state.clone()
}

fn is_declined_as_suspended(state: &State) -> bool {
    matches!(state, State::Declined { decline } if decline.code == DeclineCode::ComplainantSuspended)
}

#[tokio::test]
async fn a_suspended_party_does_not_come_back_under_a_plus_address() {
    let world = sample::world(2);
    suspend(&world, Owner::Party(world.party("ada@shop.example")));
    for (number, address) in ["ada@shop.example", "Ada+new@Shop.example"].into_iter().enumerate() {
        let state = filed(&world, number, address).await;
        assert!(is_declined_as_suspended(&state), "{address}: {state:?}");
    }
}

#[tokio::test]
async fn a_suspended_party_does_not_come_back_by_joining_an_account() {
    let world = sample::world(3);
    let party = add_member(&world, &account(), ADA, world.now()).await.unwrap();
    let before = filed(&world, 0, ADA).await;
    assert!(!matches!(before, State::Declined { .. }), "{before:?}");
    suspend(&world, Owner::Party(party));
    let state = filed(&world, 1, "ada+x@northlight.example").await;
    assert!(is_declined_as_suspended(&state), "{state:?}");
    let colleague = filed(&world, 2, sample::HOLDER).await;
    assert!(!matches!(colleague, State::Declined { .. }), "its colleagues go on: {colleague:?}");
}

#[tokio::test]
async fn the_people_of_a_suspended_account_do_not_file_around_it() {
    let world = sample::world(4);
    add_member(&world, &account(), ADA, world.now()).await.unwrap();
    suspend(&world, Owner::Account(account()));
    let addresses = [sample::HOLDER, "Brand+own@northlight.example", ADA, "ada+own@northlight.example"];
    for (number, address) in addresses.into_iter().enumerate() {
        let state = filed(&world, number, address).await;
        assert!(is_declined_as_suspended(&state), "{address}: {state:?}");
    }
}
