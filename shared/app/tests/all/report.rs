//! The report of a day over the world in memory.

use app::filing::IdentifiedComplaint;
use app::{change, write_report};
use case::{Actor, Command, DeclineCode, Measure, OrderCommand, Question, State};
use jiff::SignedDuration;
use port::{Cases as _, WallClock as _};
use testkit::sample;

#[tokio::test]
async fn the_report_of_the_day_counts_what_happened() {
    let world = sample::world(4);
    for number in 0..4 {
        let complaint = sample::complaint(number as u128, [number]);
        app::filing::file(&world, &world, &world, &IdentifiedComplaint::read(&complaint).unwrap())
            .await
            .unwrap();
    }
    let ids: Vec<_> = world.look().cases.keys().copied().collect();
    world.pass(SignedDuration::from_mins(30));
    for id in &ids[..3] {
        if *id == ids[2] {
            let stored = world.load(&[*id]).await.unwrap().pop().flatten().unwrap();
            let decline = Command::Decline { code: DeclineCode::ListingGone, note: None };
            change(&world, stored, &Actor::Machine, &[decline], world.now()).await.unwrap();
        } else {
            sample::take_down(&world, *id);
        }
    }
    world.pass(SignedDuration::from_hours(25));
    let day = jiff::civil::date(2026, 11, 2);
    let report = write_report(&world, &world, &world, day).await.unwrap();
    assert_eq!((report.complaints, report.cases, report.decided, report.decided_in_time), (4, 4, 3, 3));
    assert_eq!((report.taken_down, report.breaches), (2, 1));
    assert_eq!(report.declined.get("listing_gone"), Some(&1));
    assert_eq!(report.median_minutes_to_decision, Some(30));
    let table = String::from_utf8(world.look().reports["2026-11-02.csv"].clone()).unwrap();
    assert_eq!(table.lines().count(), 5, "{table}");
    assert!(table.contains("demo/1001"));
    assert!(!table.contains("northlight"), "no personal data");
}

#[tokio::test]
async fn a_report_tells_what_waits_at_the_desk_from_what_the_marketplace_refused() {
    let world = sample::world(3);
    for number in 0..3 {
        let complaint = sample::complaint(number as u128, [number]);
        let complaint = IdentifiedComplaint::read(&complaint).unwrap();
        app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    }
    let ids: Vec<_> = world.look().cases.keys().copied().collect();
    let act = async |id, commands: &[Command]| {
        let stored = world.load(&[id]).await.unwrap().pop().flatten().unwrap();
        change(&world, stored, &Actor::Machine, commands, world.now()).await.unwrap().stored
    };
    act(ids[0], &[Command::AskDesk { question: Question::WhoComplains }]).await;
    for id in &ids[1..] {
        let request = Command::Order(OrderCommand::Request);
        let stored =
            act(*id, &[Command::Accept { measure: Measure::Removal, although: false, note: None }, request])
                .await;
        let State::Ordered { order, .. } = &stored.case.state else { panic!("not ordered") };
        let id = order.under_way().unwrap().id;
        let refuse = OrderCommand::Refuse { id, reason: "held by a court".to_owned() };
        act(stored.case.id, &[Command::Order(refuse)]).await;
    }
    let report = write_report(&world, &world, &world, jiff::civil::date(2026, 11, 2)).await.unwrap();
    assert_eq!(report.waiting, [("decision", 1), ("refused_order", 2)].into());
}

#[tokio::test]
async fn a_report_tells_how_often_a_trusted_flagger_was_upheld_within_its_area_of_expertise() {
    let world = sample::world(4);
    let mut account = sample::account();
    account.flagger = Some(port::TrustedFlagger {
        coordinator: "DE".parse().unwrap(),
        claims: vec![case::Claim::Counterfeit],
        territories: vec!["EU".parse().unwrap()],
        from: jiff::civil::date(2026, 1, 1),
        until: None,
    });
    world.look().accounts.insert(account.id, account.clone());
    for number in 0..4 {
        let mut complaint = sample::complaint(number as u128, [number]);
        complaint.account = account.id.to_string();
        if number == 3 {
            complaint.claim = "trademark_misuse".to_owned();
        }
        let complaint = IdentifiedComplaint::read(&complaint).unwrap();
        app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    }
    let within: Vec<_> = {
        let inner = world.look();
        let all = inner.cases.values().map(|stored| &stored.case);
        all.filter(|case| case.filing.claim == case::Claim::Counterfeit).map(|case| case.id).collect()
    };
    sample::take_down(&world, within[0]);
    let stored = world.load(&[within[1]]).await.unwrap().pop().flatten().unwrap();
    let decline = Command::Decline { code: DeclineCode::NoInfringement, note: None };
    change(&world, stored, &Actor::Machine, &[decline], world.now()).await.unwrap();
    let day = jiff::civil::date(2026, 11, 2);
    let report = write_report(&world, &world, &world, day).await.unwrap();
    let figures = report.trusted_flaggers[account.id.as_str()];
    assert_eq!((figures.cases, figures.decided, figures.upheld), (3, 2, 1));

    // What was filed before the status was awarded, or after it ended, is not counted.
    for (from, until) in [("2026-11-03", None), ("2026-01-01", Some("2026-11-02"))] {
        let status = account.flagger.as_mut().unwrap();
        (status.from, status.until) = (from.parse().unwrap(), until.map(|day| day.parse().unwrap()));
        world.look().accounts.insert(account.id, account.clone());
        let report = write_report(&world, &world, &world, day).await.unwrap();
        assert!(report.trusted_flaggers.is_empty(), "{from}");
    }
}

#[tokio::test]
async fn a_case_that_cannot_be_read_is_named_and_the_others_are_counted() {
    let world = sample::world(3);
    for number in 0..3 {
        let complaint = sample::complaint(number as u128, [number]);
        let complaint = IdentifiedComplaint::read(&complaint).unwrap();
        app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    }
    let spoilt = *world.look().cases.keys().next().unwrap();
    world.look().corrupt.insert(spoilt);
    let day = world.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let report = write_report(&world, &world, &world, day).await.unwrap();
    assert_eq!((report.cases, report.unreadable), (2, vec![spoilt.to_string()]));
    let all: Vec<_> = world.look().cases.keys().copied().collect();
    world.look().corrupt.extend(all);
    assert!(write_report(&world, &world, &world, day).await.is_err(), "that is no matter of an item");
}
