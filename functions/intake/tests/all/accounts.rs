//! What the form takes from the people of an account, and from those who were removed.

use app::{add_member, remove_member};
use axum::http::StatusCode;
use case::{AccountId, Owner};
use jiff::SignedDuration;
use policy::LimitedAction;
use port::{OwnComplaints as _, WallClock as _};
use testkit::sample;
use testkit::world::World;

use crate::common::{Answer, complete, confirm, nothing_stored, only, post};

const ADA: &str = "ada@northlight.example";

fn account() -> AccountId {
    sample::account().id
}

/// Files from `address`, with a secret or without.
async fn file(world: &World, address: &str, secret: &str, explanation: &str) -> Answer {
    let mut fields = complete();
    fields.retain(|(name, _)| !["email", "account_secret", "explanation"].contains(name));
    fields.extend([("email", address), ("account_secret", secret), ("explanation", explanation)]);
    post(world, "/complaints", &fields).await
}

#[tokio::test]
async fn a_plus_address_gets_no_limit_of_its_own() {
    let world = sample::world(1);
    let (most, _) = LimitedAction::AskFromNetwork.most();
    for number in 0..=most {
        let (address, explanation) =
            (format!("Shop+{number}@shop.example"), format!("Label {number} is wrong, seen at once."));
        let answer = file(&world, &address, "", &explanation).await;
        let expected = if number < most { StatusCode::ACCEPTED } else { StatusCode::TOO_MANY_REQUESTS };
        assert_eq!(answer.status, expected, "{number}: {}", answer.body);
        // Slow enough for the limit of a caller without a solved challenge.
        world.pass(SignedDuration::from_mins(12));
    }
    assert_eq!(world.look().sent.len(), most as usize);
}

#[tokio::test]
async fn a_removed_member_files_for_the_account_under_no_address() {
    let world = sample::world(1);
    let party = add_member(&world, &account(), ADA, world.now()).await.unwrap();
    remove_member(&world, &world, &account(), ADA, world.now()).await.unwrap();

    // The secret that it knows has ended, whatever address is typed beside it.
    for address in [ADA, "ada+x@northlight.example", sample::HOLDER] {
        let answer = file(&world, address, sample::ACCOUNT_SECRET, "The seams differ everywhere.").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
        nothing_stored(&world);
    }

    // A colleague's address has to be confirmed, and by the colleague.
    let answer = file(&world, sample::HOLDER, "", "The seams differ everywhere.").await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.body);
    nothing_stored(&world);
    assert!(world.look().sent.iter().all(|mail| mail.to == sample::HOLDER));
    world.look().pending.clear();

    // What it confirms under a plus-address is its own.
    let answer = file(&world, "Ada+x@northlight.example", "", "The seams differ everywhere.").await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.body);
    confirm(&world).await;
    assert_eq!(only(&world).case.filing.owner, Owner::Party(party));
    assert!(world.own_complaints(&account(), None, 9).await.unwrap().is_empty());
}
