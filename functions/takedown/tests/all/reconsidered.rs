//! What rules accepted is looked at once more before anything is ordered.

use case::{Actor, Command, Letter, Measure, Record, WhyReconsider};
use port::{Queue, WallClock as _};
use register::right::{AuthorisedSeller, RightStatus};
use testkit::sample;
use testkit::world::{Fault, FaultKind, MarketMode, World};

use super::step::{command, filed, nudge, run_once, state, visible};

const SAW: &str = "visible in_force words covered account_secret act fit not_listed none clear known few none \
                   not_compared none none allowed";

/// A case that rules accepted, by `well_founded`, about the listing as it is now.
pub(super) async fn accepted_by_rules() -> World {
    let world = filed().await;
    let version = world.look().listings.values().next().map(|it| it.view.version());
    let rule = "well_founded".parse().ok();
    let record = Record { rule, version, ..Record::of(2, sample::inputs(SAW)) };
    command(&world, Actor::Machine, Command::Judge(record)).await;
    command(
        &world,
        Actor::Machine,
        Command::Accept { measure: Measure::Removal, although: false, note: None },
    )
    .await;
    nudge(&world);
    world
}

pub(super) fn edit(world: &World) {
    world.look().listings.values_mut().for_each(|it| it.view.title.push_str(" (no brand)"));
}

/// The owner gives the right up.
pub(super) fn let_go(world: &World) {
    world.look().rights.values_mut().for_each(|right| right.status = RightStatus::Ended);
}

pub(super) fn waiting(world: &World, queue: Queue) -> usize {
    world.look().queues[&queue].len()
}

pub(super) async fn stop(world: &World, scope: &str) {
    let (scope, by) = (scope.parse().unwrap(), "ada".parse().unwrap());
    app::switches::set_switch(world, world, scope, true, by, "Looked into.".to_owned()).await.unwrap();
}

#[tokio::test]
async fn the_listing_that_was_judged_is_taken_down() {
    let world = accepted_by_rules().await;
    while run_once(&world).await {}
    assert!(!visible(&world));
}

#[tokio::test]
async fn an_edited_listing_is_judged_again_and_nothing_is_ordered() {
    let changes: [fn(&World); 3] = [
        edit,
        |world| world.look().listings.values_mut().for_each(|it| it.view.visible = false),
        |world| world.look().listings.values_mut().for_each(|it| it.exists = false),
    ];
    for change in changes {
        let world = accepted_by_rules().await;
        change(&world);
        run_once(&world).await;
        assert_eq!(state(&world).code(), "filed");
        assert!(world.look().orders.is_empty(), "nothing was ordered");
        assert_eq!(waiting(&world, Queue::Validation), 1, "it is judged again at once");
        let case = world.look().cases.values().next().unwrap().case.clone();
        assert_eq!((case.edits, case.decided_at, case.automatic), (1, None, None));
        // Nobody was told of the acceptance yet: nobody is told that it was taken back.
        assert!(case.letters.iter().all(|owed| owed.letter == Letter::Receipt), "{:?}", case.letters);
    }
}

#[tokio::test]
async fn what_the_register_says_by_now_holds_before_the_order() {
    let world = accepted_by_rules().await;
    let_go(&world);
    run_once(&world).await;
    assert_eq!(state(&world).code(), "filed");
    assert!(world.look().orders.is_empty(), "nothing was ordered");
    let case = world.look().cases.values().next().unwrap().case.clone();
    assert_eq!(case.edits, 0, "that is no edit");
}

#[tokio::test]
async fn a_seller_who_is_allowed_by_now_is_left_alone() {
    let world = accepted_by_rules().await;
    let seller = world.party("seller@allowed.example");
    world.look().cases.values_mut().for_each(|it| {
        it.case.record.as_mut().unwrap().seller = Some(seller);
    });
    world.look().rights.values_mut().for_each(|right| {
        let marketplace = sample::marketplace().id;
        right
            .allow_seller(AuthorisedSeller { marketplace, seller, until: None, note: String::new() })
            .unwrap();
    });
    run_once(&world).await;
    assert_eq!(state(&world).code(), "filed");
    assert!(world.look().orders.is_empty() && visible(&world));
}

#[tokio::test]
async fn who_was_told_of_the_acceptance_is_told_that_it_is_taken_back() {
    let world = accepted_by_rules().await;
    let owed = world.look().cases.values().next().unwrap().case.letters.clone();
    let accepted = owed.into_iter().find(|owed| owed.letter == Letter::Accepted).unwrap();
    command(&world, Actor::Machine, Command::LetterSent(accepted, case::Posted::default())).await;
    edit(&world);
    run_once(&world).await;
    let letters = world.look().cases.values().next().unwrap().case.letters.clone();
    assert!(letters.iter().any(|owed| owed.letter == Letter::Reconsidered), "{letters:?}");
}

#[tokio::test]
async fn a_stop_holds_before_the_order() {
    for (scope, stops) in [
        ("all", true),
        ("marketplace/demo", true),
        ("right/trademark/EM/018999001", true),
        ("rule/well_founded", true),
        ("rule/mark_in_picture", false),
    ] {
        let world = accepted_by_rules().await;
        stop(&world, scope).await;
        while run_once(&world).await {}
        assert_eq!(visible(&world), stops, "{scope}");
        let edits = world.look().cases.values().next().unwrap().case.edits;
        assert_eq!(edits, 0, "{scope}: a stop is no edit");
    }
}

#[tokio::test]
async fn what_a_person_accepted_is_ordered_as_it_is() {
    let world = filed().await;
    // What was judged before is no reason to ask once more.
    let version = world.look().listings.values().next().map(|it| it.view.version());
    let record = Record { version, ..Record::of(2, sample::inputs(SAW)) };
    command(&world, Actor::Machine, Command::Judge(record)).await;
    let ask = Command::AskDesk { question: case::Question::MarkUnclear };
    command(&world, Actor::Machine, ask).await;
    let ada = Actor::Reviewer("ada".parse().unwrap());
    command(&world, ada, Command::Accept { measure: Measure::Removal, although: false, note: None }).await;
    edit(&world);
    stop(&world, "all").await;
    nudge(&world);
    while run_once(&world).await {}
    assert!(!visible(&world));
}

#[tokio::test]
async fn an_order_that_may_have_gone_out_is_never_taken_back() {
    let world = accepted_by_rules().await;
    world.look().market_modes.push_back(MarketMode::LosesAnswer);
    run_once(&world).await;
    edit(&world);
    stop(&world, "all").await;
    let id = *world.look().cases.keys().next().unwrap();
    let again = Command::Reconsider { why: WhyReconsider::Edited };
    let case = world.look().cases[&id].case.clone();
    assert!(case.decide(&Actor::Machine, &again, world.now()).is_err());
    nudge(&world);
    while run_once(&world).await {}
    assert!(!visible(&world), "the marketplace had it");
}

#[tokio::test]
async fn wherever_it_crashes_the_case_is_judged_again_once() {
    for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::LosesAnswer, FaultKind::Fails] {
        for nth in 0..8 {
            let world = accepted_by_rules().await;
            edit(&world);
            let before = world.look().calls.len();
            world.plan([Fault { nth: before + nth, kind }]);
            run_once(&world).await;
            nudge(&world);
            while run_once(&world).await {}
            let case = world.look().cases.values().next().unwrap().case.clone();
            assert_eq!((case.state.code(), case.edits), ("filed", 1), "{kind:?} at call {nth}");
            assert!(world.look().orders.is_empty());
        }
    }
}
