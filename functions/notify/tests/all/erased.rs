//! Letters once a party was erased: its own are withheld, the other side's go out without its words.

use app::vault::Keeper;
use case::{Actor, CaseId, Command, PartyId, Record, Side};
use port::{Erasures as _, WallClock as _};
use testkit::sample::{self, HOLDER, HOLDER_ID, SELLER};
use testkit::world::World;

use super::exchange::answer;
use super::step::{commands, counter_notice_by, letter_events, open, received, run, stored};

/// A listing that was taken down, of a seller that the marketplace named; no letter is out yet.
async fn taken_down() -> (World, CaseId, PartyId) {
    let world = sample::world(1);
    let case = open(&world, &sample::complaint(1, [0])).await[0];
    let seller = world.seller(sample::SELLER_NAME);
    let saw = "visible in_force words covered on_file act fit not_listed none clear known few none";
    let record = Record { seller: Some(seller), ..Record::of(1, sample::inputs(saw)) };
    commands(&world, case, Actor::Machine, &[Command::Judge(record)]).await;
    sample::take_down(&world, case);
    (world, case, seller)
}

async fn erase(world: &World, party: PartyId) {
    world.erase_data_key(party, world.now(), &"ada".parse().unwrap()).await.unwrap().unwrap();
}

#[tokio::test]
async fn an_erased_complainant_is_written_to_no_more_and_the_seller_is() {
    let (world, case, _) = taken_down().await;
    erase(&world, HOLDER_ID).await;
    run(&world).await;
    let all = ["withheld receipt", "withheld accepted", "withheld taken_down", "sent statement_of_reasons"];
    assert_eq!(letter_events(&world, case), all);
    let [letter] = &received(&world)[..] else { panic!("one letter") };
    assert_eq!(letter.to, SELLER);
    assert!(letter.text.contains("（已删除）") && letter.text.contains("EM 018999001"), "{}", letter.text);
    assert!(!letter.text.contains("Ada North") && !letter.text.contains("seams"), "{}", letter.text);
    assert!(world.look().rejects.is_empty() && stored(&world, case).case.letters.is_empty());
}

#[tokio::test]
async fn an_erased_seller_is_written_to_no_more_and_the_complainant_is() {
    let (world, case, seller) = taken_down().await;
    let keeper = Keeper::of(&world, seller).await.unwrap().unwrap();
    counter_notice_by(&world, case, &keeper).await;
    erase(&world, seller).await;
    run(&world).await;
    let events = letter_events(&world, case);
    assert!(events.contains(&"withheld statement_of_reasons".to_owned()), "{events:?}");
    assert!(events.contains(&"withheld counter_notice_receipt".to_owned()), "{events:?}");
    assert!(events.contains(&"sent counter_notice".to_owned()), "{events:?}");
    let letters = received(&world);
    assert!(letters.iter().all(|letter| letter.to == HOLDER));
    let counter = letters.last().unwrap();
    assert!(
        counter.text.contains("(erased)") && !counter.text.contains("from the brand"),
        "{}",
        counter.text
    );
    assert!(world.look().rejects.is_empty() && stored(&world, case).case.letters.is_empty());
    assert!(stored(&world, case).case.may_act(Side::Complainant, case::PartyAct::Contest));
    answer(&world, case, case::PartyAct::Contest).await;
    run(&world).await;
    let events = letter_events(&world, case);
    assert_eq!(events.last().map(String::as_str), Some("withheld disputed"), "{events:?}");
}
