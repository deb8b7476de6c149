//! The answer to a counter-notice, as its seller receives it.

use app::vault::Keeper;
use case::{Actor, CaseId, Command, Ground, PartyAct, Side};
use contract::complaint::Evidence;
use contract::statement::{NamedListing, Statement};
use port::{Erasures as _, WallClock as _};
use testkit::sample::{HOLDER, HOLDER_ID, SELLER, SELLER_NAME};
use testkit::world::{Fault, FaultKind, World};

use super::step::{Received, commands, counter_notice, letter_events, received, run, stored, taken_down};

/// A listing whose seller has objected; all letters about that are out.
async fn objected() -> (World, CaseId) {
    let (world, cases) = taken_down(1).await;
    counter_notice(&world, cases[0]).await;
    run(&world).await;
    world.look().sent.clear();
    (world, cases[0])
}

/// The complainant answers by `act`.
pub(super) async fn answer(world: &World, id: CaseId, act: PartyAct) {
    let statement = Statement {
        act,
        case: id,
        listings: Vec::new(),
        by: Side::Complainant,
        name: "Ada North".to_owned(),
        ground: Some(Ground::NotGenuine).filter(|_| act == PartyAct::Contest),
        court: "LG Hamburg".to_owned(),
        docket: "327 O 1/26".to_owned(),
        postal_address: "1 North Road".to_owned(),
        telephone: "+49 40 5550100".to_owned(),
        declared: Vec::new(),
        signature: String::new(),
        text: "Test purchase 17 has no serial number.".to_owned(),
        evidence: vec![Evidence {
            digest: "0".repeat(64),
            media: "image/png".to_owned(),
            size: 1,
            name: "purchase.png".to_owned(),
        }],
    };
    let keeper = Keeper::of(world, HOLDER_ID).await.unwrap().unwrap();
    let document = keeper.seal(world, statement.encode(), "application/json").await.unwrap().digest;
    let command = act.statement(Side::Complainant, document).unwrap();
    commands(world, id, Actor::Complainant, &[command]).await;
}

async fn rule(world: &World, id: CaseId, measure_stays: bool) {
    let command = Command::Rule { measure_stays, note: None };
    commands(world, id, Actor::Reviewer("anna".parse().unwrap()), &[command]).await;
}

fn to_seller(world: &World) -> Vec<Received> {
    received(world).into_iter().filter(|letter| letter.to == SELLER).collect()
}

#[tokio::test]
async fn one_counter_notice_for_several_listings_is_one_letter_that_names_them() {
    let (world, cases) = taken_down(3).await;
    run(&world).await;
    world.look().sent.clear();
    let named = |id: &CaseId| {
        let filing = stored(&world, *id).case.filing;
        NamedListing { case: *id, reference: filing.reference, listing: filing.listing.id }
    };
    let listings: Vec<NamedListing> = cases.iter().map(named).collect();
    let statement = Statement {
        act: PartyAct::CounterNotice,
        case: cases[0],
        listings: listings.clone(),
        by: Side::Seller,
        name: "Shop One".to_owned(),
        ground: None,
        court: String::new(),
        docket: String::new(),
        postal_address: String::new(),
        telephone: String::new(),
        declared: Vec::new(),
        signature: String::new(),
        text: "I bought them from the brand itself.".to_owned(),
        evidence: Vec::new(),
    };
    let keeper = Keeper::of(&world, world.seller(SELLER_NAME)).await.unwrap().unwrap();
    let document = keeper.seal(&world, statement.encode(), "application/json").await.unwrap().digest;
    for id in &cases {
        commands(&world, *id, Actor::Seller, &[Command::CounterNotice { document }]).await;
    }
    run(&world).await;
    let letters = received(&world);
    let [told, receipt] = &letters[..] else { panic!("one for each side: {letters:?}") };
    assert_eq!((told.to.as_str(), receipt.to.as_str()), (HOLDER, SELLER));
    assert!(told.text.contains("disputes that these 3 listings infringe your right"), "{}", told.text);
    assert_eq!(told.text.matches("I bought them from the brand itself.").count(), 1);
    for NamedListing { reference, listing, .. } in listings {
        assert!(told.text.contains(&format!("{listing} ({reference})")), "{}", told.text);
    }
    for id in cases {
        assert_eq!(stored(&world, id).case.state.code(), "awaiting_answer");
    }
}

#[tokio::test]
async fn the_seller_is_told_the_answer_once_and_that_it_may_reply() {
    for (act, letter) in [(PartyAct::Contest, "sent disputed"), (PartyAct::Court, "sent held_for_court")] {
        let (world, id) = objected().await;
        answer(&world, id, act).await;
        run(&world).await;
        run(&world).await;
        assert_eq!(letter_events(&world, id).last().map(String::as_str), Some(letter));
        let letters = received(&world);
        let [told] = &letters[..] else { panic!("one letter: {letters:?}") };
        assert_eq!(told.to, SELLER);
        for words in ["> Test purchase 17", "LG Hamburg", "327 O 1/26", "purchase.png", "回复一次"] {
            assert!(told.text.contains(words), "{words}: {}", told.text);
        }
        for private in ["1 North Road", "+49 40 5550100", HOLDER] {
            assert!(!told.text.contains(private), "{private}: {}", told.text);
        }
    }
}

#[tokio::test]
async fn a_fault_anywhere_loses_no_answer_and_sends_it_at_most_once_more() {
    let calls = {
        let (world, id) = objected().await;
        answer(&world, id, PartyAct::Contest).await;
        let before = world.look().calls.len();
        run(&world).await;
        before..world.look().calls.len()
    };
    assert!(calls.len() >= 5, "{calls:?}");
    for nth in calls {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let (world, id) = objected().await;
            answer(&world, id, PartyAct::Contest).await;
            world.plan([Fault { nth, kind }]);
            let _broken = world.until_crash(run(&world)).await;
            for _ in 0..3 {
                world.pass(jiff::SignedDuration::from_mins(15));
                run(&world).await;
            }
            assert!(stored(&world, id).case.letters.is_empty(), "{nth} {kind:?}");
            let sent = letter_events(&world, id).iter().filter(|it| *it == "sent disputed").count();
            let told = to_seller(&world).len();
            assert!(sent == 1 && (1..=2).contains(&told), "{nth} {kind:?}: {told}");
        }
    }
}

#[tokio::test]
async fn an_answer_that_cannot_count_any_more_is_not_handed_on() {
    for act in [PartyAct::Contest, PartyAct::Court] {
        let (world, id) = objected().await;
        answer(&world, id, act).await;
        commands(&world, id, Actor::Complainant, &[Command::Withdraw]).await;
        run(&world).await;
        let withheld = letter_events(&world, id).contains(&"withheld disputed".to_owned());
        assert_eq!(withheld, act == PartyAct::Contest);
        assert!(to_seller(&world).iter().all(|letter| !letter.text.contains("Test purchase 17")));
    }
}

#[tokio::test]
async fn an_answer_that_went_out_late_is_told_with_the_ruling_and_offers_no_reply() {
    let (world, id) = objected().await;
    answer(&world, id, PartyAct::Contest).await;
    rule(&world, id, true).await;
    run(&world).await;
    let letters = to_seller(&world);
    let told = letters.iter().find(|it| it.text.contains("> Test purchase 17")).expect("what was said");
    assert!(!told.text.contains("回复一次") && !told.text.contains("决定商品是否维持下架"), "{}", told.text);
    assert_eq!(letters.len(), 2, "{letters:?}");
}

#[tokio::test]
async fn an_answer_of_an_erased_complainant_says_so() {
    for act in [PartyAct::Contest, PartyAct::Court] {
        let (world, id) = objected().await;
        answer(&world, id, act).await;
        world.erase_data_key(HOLDER_ID, world.now(), &"ada".parse().unwrap()).await.unwrap().unwrap();
        run(&world).await;
        let letters = to_seller(&world);
        let [told] = &letters[..] else { panic!("one letter: {letters:?}") };
        assert!(told.text.contains("> （已删除）"), "{}", told.text);
        assert!(!told.text.contains("Test purchase") && !told.text.contains("LG Hamburg"), "{}", told.text);
    }
}
