//! The report of a day over the world in memory.

use app::filing::IdentifiedComplaint;
use app::{DayReport, change, write_report};
use case::{Actor, Case, Command, DeclineCode, Digest, Measure, OrderCommand, Question, State, Territory};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use port::{Cases as _, StoredCase, WallClock as _};
use testkit::sample;
use testkit::world::World;

/// The day of the sample.
const DAY: Date = date(2026, 11, 2);

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
async fn a_decline_is_counted_while_an_appeal_waits_and_once_the_case_is_closed() {
    let (world, stored) = filed(1).await;
    let id = stored[0].case.id;
    let act = async |actor: Actor, command: Command| {
        let stored = world.load(&[id]).await.unwrap().pop().flatten().unwrap();
        change(&world, stored, &actor, &[command], world.now()).await.unwrap();
    };
    let declined = async || write_report(&world, &world, &world, DAY).await.unwrap().declined;
    act(Actor::Machine, Command::Decline { code: DeclineCode::ListingGone, note: None }).await;
    let counted = [("listing_gone", 1)].into();
    assert_eq!(declined().await, counted);
    sample::send_letters(&world, id);
    act(Actor::Complainant, Command::Appeal { document: Digest::of(b"appeal") }).await;
    assert_eq!(declined().await, counted, "under appeal");
    let upheld =
        Command::DecideAppeal { reverse: false, measure: Measure::Removal, note: Some(sample::note()) };
    act(Actor::Reviewer("ben".parse().unwrap()), upheld).await;
    assert_eq!(declined().await, counted, "closed");
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
    let world = sample::world(6);
    let mut account = sample::account();
    account.flagger = Some(port::TrustedFlagger {
        coordinator: "DE".parse().unwrap(),
        claims: vec![case::Claim::Counterfeit],
        territories: vec!["EU".parse().unwrap()],
        from: jiff::civil::date(2026, 1, 1),
        until: None,
    });
    world.look().accounts.insert(account.id, account.clone());
    for number in 0..6 {
        let mut complaint = sample::complaint(number as u128, [number]);
        complaint.account = account.id.to_string();
        if number == 5 {
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
    sample::take_down(&world, within[1]);
    let stored = world.load(&[within[2]]).await.unwrap().pop().flatten().unwrap();
    let decline = Command::Decline { code: DeclineCode::NoInfringement, note: None };
    change(&world, stored, &Actor::Machine, &[decline], world.now()).await.unwrap();
    let day = jiff::civil::date(2026, 11, 2);
    let report = write_report(&world, &world, &world, day).await.unwrap();
    let figures = report.trusted_flaggers[account.id.as_str()];
    assert_eq!((figures.cases, figures.decided, figures.upheld), (5, 3, 2));

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

/// So many cases, one of each listing.
async fn filed(listings: usize) -> (World, Vec<StoredCase>) {
    let world = sample::world(listings);
    for number in 0..listings {
        let complaint = sample::complaint(number as u128, [number]);
        let complaint = IdentifiedComplaint::read(&complaint).unwrap();
        app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    }
    let stored = world.look().cases.values().cloned().collect();
    (world, stored)
}

#[tokio::test]
async fn a_target_is_missed_once_its_last_moment_has_passed() {
    let (_, stored) = filed(1).await;
    let case = &stored[0].case;
    let target = policy::clock_ends(case, case.decision_clock());
    let after = |at: Timestamp| at + SignedDuration::from_millis(1);
    let decided = |at| {
        let case = Case { decided_at: Some(at), ..case.clone() };
        [StoredCase { case, ..stored[0].clone() }]
    };
    for (cases, as_of, figures) in [
        (&stored[..], target, (0, 0)),
        (&stored[..], after(target), (0, 1)),
        (&decided(target)[..], after(target), (1, 0)),
        (&decided(after(target))[..], after(target), (0, 1)),
    ] {
        let report = DayReport::of(DAY, cases, as_of);
        assert_eq!((report.decided_in_time, report.breaches), figures, "as of {as_of}");
    }
}

#[tokio::test]
async fn the_median_is_that_of_the_middle_or_between_both_in_the_middle() {
    let (world, stored) = filed(5).await;
    for (minutes, median) in [
        (&[][..], None),
        (&[7], Some(7)),
        (&[40, 10], Some(25)),
        (&[90, 20, 10], Some(20)),
        (&[90, 10, 40, 20], Some(30)),
        (&[1000, 90, 10, 40, 20], Some(40)),
    ] {
        let mut cases = stored.clone();
        for (stored, minutes) in cases.iter_mut().zip(minutes) {
            let at = stored.case.filed_at + SignedDuration::from_mins(*minutes);
            (stored.case.decided_at, stored.case.in_force_at) = (Some(at), Some(at));
        }
        let report = DayReport::of(DAY, &cases, world.now());
        assert_eq!(report.median_minutes_to_decision, median, "{minutes:?}");
        assert_eq!(report.median_minutes_to_measure, median, "{minutes:?}");
    }
}

#[tokio::test]
async fn what_rules_decided_and_who_reviewed_it_blind_is_counted_by_channel_and_state() {
    let (world, mut stored) = filed(5).await;
    for (stored, agreed) in stored.iter_mut().zip([Some(true), Some(false), Some(true), None]) {
        (stored.case.automatic, stored.case.blind_review) = (Some(true), agreed);
    }
    stored[4].case.state = State::Withdrawn;
    stored[4].case.filing.channel = case::Channel::Mail;
    let report = DayReport::of(DAY, &stored, world.now());
    assert_eq!((report.decided_by_rules, report.blind_reviews, report.blind_reviews_agreed), (4, 3, 2));
    assert_eq!(report.by_channel, [("web", 4), ("mail", 1)].into());
    assert_eq!(report.by_state, [("filed", 4), ("withdrawn", 1)].into());
}

#[tokio::test]
async fn measures_in_a_part_of_the_territory_are_counted_by_that_part_once_in_force() {
    let (world, mut stored) = filed(4).await;
    let both: Vec<Territory> = vec!["DE".parse().unwrap(), "FR".parse().unwrap()];
    let now = world.now();
    for (stored, (in_force_at, only_in)) in stored.iter_mut().zip([
        (Some(now), both.clone()),
        (Some(now), both.clone()),
        (Some(now), Vec::new()),
        (None, both[..1].to_vec()),
    ]) {
        (stored.case.in_force_at, stored.case.only_in) = (in_force_at, only_in);
    }
    let report = DayReport::of(DAY, &stored, now);
    assert_eq!((report.taken_down, report.taken_down_only_in), (3, [("DE FR".to_owned(), 2)].into()));
}

#[tokio::test]
async fn a_repeat_of_an_earlier_case_is_no_case_of_its_own_day() {
    let world = sample::world(1);
    let file = async |number: u128| {
        let mut document = sample::complaint(number, [0]);
        document.filed_at = world.now().to_string();
        let complaint = IdentifiedComplaint::read(&document).unwrap();
        app::filing::file(&world, &world, &world, &complaint).await.unwrap().opened.unwrap().is_merged
    };
    assert!(!file(1).await);
    world.pass(SignedDuration::from_hours(24));
    assert!(file(2).await);
    world.pass(SignedDuration::from_hours(24));
    for (day, cases) in [(jiff::civil::date(2026, 11, 2), 1), (jiff::civil::date(2026, 11, 3), 0)] {
        assert_eq!(write_report(&world, &world, &world, day).await.unwrap().cases, cases, "{day}");
    }
}
