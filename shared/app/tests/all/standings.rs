//! The standings of a day over the world in memory.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use app::filing::LinkKey;
use app::standings::{LettersFrom, MembersTold, Recomputed, recompute, tell_members};
use case::{
    Action, Channel, Claim, ComplaintId, Decider, Digest, Event, Filing, Language, Letter, Measure,
    MisuseInput, OrderStep, OwedLetter, Owner, PartyId, Posted, Proof, Record, Recorded, RightKind, RightRef,
    StandingInput, WhyRestore,
};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use policy::misuse::MISUSE;
use policy::programme::{RuleSet, RuleSetName, rule_set};
use port::{Append, Cases as _, Parties as _, PartyRecord, WallClock as _};
use programme::{Participant, Pattern, Scope, Tally};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};
use web::letter::Sender;

pub(crate) const DAY: Date = date(2026, 11, 2);

pub(crate) fn honest() -> RuleSet {
    rule_set(RuleSetName::Honest)
}

pub(crate) fn noon(day: Date) -> Timestamp {
    day.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp()
}

/// It belongs to no account.
pub(crate) fn brand() -> PartyId {
    PartyId::new(uuid::Uuid::from_u128(0xb4a4d))
}

/// So many sellers have cases.
pub(crate) const SELLERS: usize = 40;

/// The seller that case number `n` is about.
pub(crate) fn seller_of(n: usize) -> PartyId {
    PartyId::new(uuid::Uuid::from_u128(0x5e11e400 + (n % SELLERS) as u128))
}

/// The first of them.
fn seller() -> PartyId {
    seller_of(0)
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum End {
    Stands,
    /// The complainant fell silent.
    Lost,
    /// By the complainant, before anyone objected.
    Withdrawn,
}

/// A right that the register does not know.
fn other_right() -> RightRef {
    RightRef::new(RightKind::Trademark, "EM", "018000500").unwrap()
}

/// Files case number `n` on `day`, for nobody but its complainant, and lets it end so, a minute each step.
pub(crate) async fn case(world: &World, n: usize, complainant: PartyId, end: End, day: Date) {
    case_of(world, n, (complainant, Owner::Party(complainant)), end, day).await;
}

/// The same for an owner.
pub(crate) async fn case_of(world: &World, n: usize, who: (PartyId, Owner), end: End, day: Date) {
    let right = if n < 500 { sample::right().right } else { other_right() };
    case_at(world, n, who, (right, end), noon(day)).await;
}

/// The same under this right, filed at this time.
pub(crate) async fn case_at(
    world: &World,
    n: usize,
    (complainant, owner): (PartyId, Owner),
    (right, end): (RightRef, End),
    filed_at: Timestamp,
) {
    let filing = Filing {
        complaint: ComplaintId::new(uuid::Uuid::from_u128(n as u128)),
        reference: "0A47KM2Q0".parse().unwrap(),
        listings: 1,
        listing: sample::listing(n),
        territory: "EU".parse().unwrap(),
        right: Some(right),
        claim: Claim::Counterfeit,
        complainant,
        owner,
        proof: Proof::AccountSecret,
        channel: Channel::Web,
        language: Language::En,
        document: Digest::of(b"complaint"),
        missing: vec![],
        refiling: 0,
        evidence: false,
        priority_at: None,
    };
    let saw = "visible in_force words covered on_file act fit not_listed none clear known few none";
    let record = Record { seller: Some(seller_of(n)), ..Record::of(1, sample::inputs(saw)) };
    let mut events = vec![
        Event::Judged(record),
        Event::Accepted {
            by: Decider::Machine,
            measure: Measure::Removal,
            only_in: Vec::new(),
            although: false,
            note: None,
        },
        Event::Order { action: Action::Apply(Measure::Removal), step: OrderStep::Requested },
        Event::Order {
            action: Action::Apply(Measure::Removal),
            step: OrderStep::Done { reference: "r".into() },
        },
    ];
    if end == End::Lost {
        events.extend([
            Event::CounterNoticed { document: Digest::of(b"no") },
            Event::LetterSent(OwedLetter { of: 5, letter: Letter::CounterNotice }, Posted::default()),
            Event::RestoreDecided { why: WhyRestore::Silence, by: Decider::Machine, note: None },
        ]);
    }
    if end == End::Withdrawn {
        events.push(Event::Withdrawn);
    }
    let id = filing.case_id();
    let filed = Recorded { at: filed_at, event: Event::Filed(filing) };
    world.create(id, &filed, filed_at).await.unwrap();
    let at = |n: usize| filed_at + SignedDuration::from_mins(i64::try_from(n).unwrap() + 1);
    let events: Vec<_> =
        events.into_iter().enumerate().map(|(n, event)| Recorded { at: at(n), event }).collect();
    let stored = world.load(&[id]).await.unwrap().pop().unwrap().unwrap();
    world.append(Append { stored: &stored, events: &events, due: None, swept: 0 }).await.unwrap();
}

/// A brand with 120 takedowns that stand, and a rogue of whose ten takedowns six fell.
async fn marketplace() -> World {
    let world = sample::world(0);
    for n in 0..120 {
        case(&world, n, brand(), End::Stands, date(2026, 10, 1)).await;
    }
    for n in 0..10 {
        let end = if n < 6 { End::Lost } else { End::Stands };
        case(&world, 200 + n, rogue(), end, date(2026, 10, 5)).await;
    }
    world
}

fn rogue() -> PartyId {
    PartyId::new(uuid::Uuid::from_u128(0x40943))
}

pub(crate) async fn run(world: &World, day: Date) -> Recomputed {
    recompute(world, world, &honest(), day, Timestamp::MAX).await.unwrap()
}

pub(crate) fn record(world: &World, subject: Participant) -> PartyRecord {
    world.look().parties.get(&subject).cloned().expect("a record")
}

#[tokio::test]
async fn who_is_good_enters_and_who_misuses_is_warned() {
    let world = marketplace().await;
    let done = run(&world, DAY).await;
    // Each case is read for its complainant and for its seller.
    assert_eq!((done.cases, done.parties, done.failed), (2 * 130, 2 + SELLERS, 0));
    assert_eq!((done.entered, done.noticed, done.misuse_warned), (2, 1, 1));
    let brand = record(&world, Participant::Complainant(Owner::Party(brand())));
    assert_eq!(brand.memberships.seen(Claim::Counterfeit, &honest()), StandingInput::Member);
    assert_eq!(brand.memberships.seen(Claim::Design, &honest()), StandingInput::None);
    let tally = Tally { sellers: 40, ..Tally::of([120, 120, 0, 120]) };
    assert_eq!(brand.standing.unwrap().tallies[&Scope::Overall], tally);
    let rogue = record(&world, Participant::Complainant(Owner::Party(rogue())));
    assert_eq!(rogue.memberships.scopes.len(), 0);
    assert_eq!(rogue.misuse.seen(&MISUSE, noon(DAY)), MisuseInput::Clear, "its letter is not out");
    assert_eq!(rogue.misuse.untold(&MISUSE, noon(DAY)).count(), 1);
    assert_eq!(rogue.misuse.warnings[0].finding.pattern, Pattern::UnfoundedComplaints);
    assert_eq!(rogue.misuse.warnings[0].finding.figures.hits, 6);
}

#[tokio::test]
async fn running_twice_on_a_day_is_running_once() {
    let world = marketplace().await;
    run(&world, DAY).await;
    let once = world.look().parties.clone();
    let again = run(&world, DAY).await;
    assert_eq!((again.parties, again.changed), (2 + SELLERS, 0));
    assert_eq!(world.look().parties, once);
    let earlier = run(&world, date(2026, 11, 1)).await;
    assert_eq!(earlier.changed, 0, "an earlier day is not computed after a later one");
}

#[tokio::test]
async fn what_happened_on_the_day_itself_is_of_the_next() {
    let world = marketplace().await;
    case(&world, 300, brand(), End::Lost, DAY).await;
    run(&world, DAY).await;
    let counted = |world: &World| {
        record(world, Participant::Complainant(Owner::Party(brand()))).standing.unwrap().tallies
            [&Scope::Overall]
            .all
            .overturned
    };
    assert_eq!(counted(&world), 0);
    run(&world, date(2026, 11, 3)).await;
    assert_eq!(counted(&world), 1);
}

#[tokio::test]
async fn a_member_that_files_nothing_any_more_stays() {
    let world = marketplace().await;
    run(&world, DAY).await;
    // The window of six months has moved past everything.
    let done = run(&world, date(2027, 5, 20)).await;
    // The brand, and the rogue, whose figures have yet to fall.
    assert_eq!((done.cases, done.parties), (0, 2));
    assert_eq!((done.warned, done.removed), (0, 0), "silence proves nothing");
    let brand = record(&world, Participant::Complainant(Owner::Party(brand())));
    assert!(brand.standing.as_ref().unwrap().is_empty() && brand.is_kept());
    assert!(record(&world, Participant::Complainant(Owner::Party(rogue()))).standing.unwrap().is_empty());
    assert_eq!(run(&world, date(2027, 5, 21)).await.changed, 0);
}

#[tokio::test]
async fn a_member_whose_takedowns_fall_is_on_probation_and_goes() {
    let world = marketplace().await;
    run(&world, DAY).await;
    for n in 300..340 {
        case(&world, n, brand(), End::Lost, date(2026, 11, 5)).await;
    }
    let seen = |world: &World| {
        let brand = record(world, Participant::Complainant(Owner::Party(brand())));
        brand.memberships.seen(Claim::Counterfeit, &honest())
    };
    // What is decided for the seller counts at once, for the account and for the reason code.
    assert_eq!(run(&world, date(2026, 11, 6)).await.warned, 2);
    assert_eq!(seen(&world), StandingInput::Probation);
    assert_eq!(run(&world, date(2026, 12, 5)).await.removed, 0);
    assert_eq!(run(&world, date(2026, 12, 6)).await.removed, 2);
    assert_eq!(seen(&world), StandingInput::None);
}

pub(crate) async fn told(world: &World) -> MembersTold {
    let from = LettersFrom {
        sender: Sender::new("goodfaith@goodfaith.example"),
        links: LinkKey::new("a link key of more than thirty-two characters").unwrap(),
        public_url: "https://goodfaith.example".to_owned(),
    };
    tell_members(world, world, world, &from).await.unwrap()
}

#[tokio::test]
async fn an_account_is_told_once_of_each_change_of_its_membership_with_the_figures() {
    let world = sample::world(0);
    let account = sample::account();
    for n in 0..120 {
        let owner = (sample::HOLDER_ID, Owner::Account(account.id));
        case_of(&world, n, owner, End::Stands, date(2026, 10, 1)).await;
    }
    run(&world, DAY).await;
    // For the account as a whole and for the reason code.
    assert_eq!(told(&world).await, MembersTold { sent: 2, ..MembersTold::default() });
    assert_eq!(told(&world).await, MembersTold::default());
    let sent = world.look().sent.clone();
    assert_eq!((sent.len(), sent[0].to.as_str()), (2, account.email.as_str()));
    let mime = String::from_utf8(sent[0].mime.clone()).unwrap();
    assert!(mime.contains("Subject: Good-faith programme: member for the whole account"), "{mime}");
    // What happened long ago is told nobody any more.
    world.pass(SignedDuration::from_hours(24 * 8));
    world.look().claims.clear();
    assert_eq!(told(&world).await, MembersTold::default());
}

#[tokio::test]
async fn complaints_about_ones_own_shells_do_not_buy_membership_in_a_day() {
    let world = sample::world(0);
    for n in 0..60 {
        case(&world, SELLERS * n, brand(), End::Stands, date(2026, 11, 1)).await;
    }
    // Nor in a year: they are about one seller.
    for day in [DAY, date(2026, 12, 10), date(2027, 3, 10)] {
        assert_eq!(run(&world, day).await.entered, 0);
    }
    let brand = record(&world, Participant::Complainant(Owner::Party(brand())));
    let tally = brand.standing.unwrap().tallies[&Scope::Overall];
    assert_eq!((tally.settled.decided, tally.left_out.capped, tally.sellers), (3, 57, 1));
}

#[tokio::test]
async fn going_on_after_a_warning_is_left_to_a_person() {
    let world = marketplace().await;
    run(&world, DAY).await;
    let subject = Participant::Complainant(Owner::Party(rogue()));
    app::misuse::told(&world, &subject, &"ada".parse().unwrap(), noon(DAY)).await.unwrap();
    for n in 0..3 {
        case(&world, 400 + n, rogue(), End::Lost, date(2026, 11, 10)).await;
    }
    let done = run(&world, date(2026, 12, 1)).await;
    assert_eq!((done.noticed, done.misuse_warned, done.suspended), (1, 0, 0));
    let rogue = record(&world, Participant::Complainant(Owner::Party(rogue())));
    assert!(rogue.misuse.needs_reviewer());
    assert_eq!(rogue.misuse.unanswered().next().unwrap().figures.hits, 3);
    assert_eq!(run(&world, date(2026, 12, 2)).await.noticed, 0);
}

#[tokio::test]
async fn a_seller_that_infringes_several_rights_is_warned_as_well() {
    let world = marketplace().await;
    run(&world, DAY).await;
    assert!(
        !world.look().parties.contains_key(&Participant::Seller(seller())),
        "nothing is to be said of it"
    );
    case(&world, 520, brand(), End::Stands, date(2026, 11, 5)).await;
    let done = run(&world, date(2026, 11, 6)).await;
    assert_eq!((done.noticed, done.misuse_warned), (1, 1));
    let seller = record(&world, Participant::Seller(seller()));
    assert_eq!(seller.misuse.warnings[0].finding.pattern, Pattern::RepeatInfringement);
    assert_eq!(seller.misuse.warnings[0].finding.figures.harmed, 2, "two rights");
    assert_eq!((seller.standing, seller.memberships.events), (None, 0), "the programme is for complainants");
}

#[tokio::test]
async fn when_time_is_short_the_next_run_goes_on() {
    let world = marketplace().await;
    let now = world.now();
    let done = recompute(&world, &world, &honest(), DAY, now).await.unwrap();
    assert!(done.unfinished);
    assert_eq!(world.look().parties.len(), 0);
    assert!(!run(&world, DAY).await.unfinished);
}

#[tokio::test]
async fn killed_half_way_and_run_again_is_the_same() {
    let (calls, expected) = {
        let world = marketplace().await;
        let before = world.look().calls.len();
        run(&world, DAY).await;
        let inner = world.look();
        (before..inner.calls.len(), inner.parties.clone())
    };
    // The calls for one seller are as those for the next.
    for nth in calls.step_by(3) {
        for kind in [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer]
        {
            let world = marketplace().await;
            world.plan([Fault { nth, kind }]);
            let rules = honest();
            let killed = recompute(&world, &world, &rules, DAY, Timestamp::MAX);
            let _ = world.until_crash(killed).await;
            run(&world, DAY).await;
            assert_eq!(world.look().parties, expected, "{kind:?} at call {nth}");
        }
    }
}

#[tokio::test]
async fn what_was_decided_today_by_people_is_not_computed_over() {
    let world = marketplace().await;
    run(&world, DAY).await;
    let mut brand = record(&world, Participant::Complainant(Owner::Party(brand())));
    let left = programme::MembershipCommand::Leave;
    let recorded = brand.memberships.decide(&left, &honest(), noon(DAY)).unwrap().unwrap();
    brand.happened(recorded).unwrap();
    world.put_party(&brand).await.unwrap();
    assert_eq!(run(&world, DAY).await.changed, 0);
    assert_eq!(run(&world, date(2026, 11, 3)).await.entered, 0, "who left waits");
}

#[tokio::test]
async fn the_rule_set_decides() {
    let world = marketplace().await;
    let rules = rule_set(RuleSetName::Alibaba2015);
    let done = recompute(&world, &world, &rules, DAY, Timestamp::MAX).await.unwrap();
    assert_eq!(done.entered, 0, "nobody has signed the declaration, and the window is a month");
    let rules = rule_set(RuleSetName::Alibaba2018);
    let done = recompute(&world, &world, &rules, date(2026, 11, 3), Timestamp::MAX).await.unwrap();
    assert_eq!(done.entered, 1, "the account as a whole");
}

/// A marketplace on which each of `brands` files `cases` complaints.
async fn large_marketplace(brands: usize, cases: usize) -> World {
    let world = sample::world(0);
    for n in 0..brands * cases {
        let brand = PartyId::new(uuid::Uuid::from_u128(0xb4a4d00 + (n % brands) as u128));
        case(&world, n % 500, brand, End::Stands, date(2026, 10, 1)).await;
    }
    world
}

#[tokio::test]
async fn an_interrupted_run_goes_on_where_it_stopped() {
    // More parties than fit on a page.
    let world = large_marketplace(1_200, 2).await;
    let begun = world.look().calls.len();
    let calls_of =
        |world: &World, name: &str| world.look().calls[begun..].iter().filter(|call| **call == name).count();
    // It is killed when it has noted the first page of parties.
    let noted = {
        let world = large_marketplace(1_200, 2).await;
        run(&world, DAY).await;
        let inner = world.look();
        let noted = inner.calls.iter().position(|call| *call == "standings_runs.put_standings_progress");
        noted.unwrap()
    };
    world.plan([Fault { nth: noted, kind: FaultKind::CrashAfter }]);
    let rules = honest();
    let killed = recompute(&world, &world, &rules, DAY, Timestamp::MAX);
    assert!(world.until_crash(killed).await.is_none());
    let first = calls_of(&world, "party_cases.cases_since");
    let done = run(&world, DAY).await;
    let second = calls_of(&world, "party_cases.cases_since") - first;
    assert!(first >= 400 && second >= 400, "{first} before and {second} after");
    assert_eq!(first + done.parties, 1_200 + SELLERS, "nobody is looked at twice");
    assert_eq!(world.look().parties.len(), 1_200);
}

#[tokio::test]
async fn a_party_with_more_cases_than_fit_on_a_page_is_looked_at_once() {
    let world = sample::world(0);
    for n in 0..1_300 {
        let mut day = date(2026, 9, 1);
        day = day.saturating_add(jiff::Span::new().days(i64::from(n % 50)));
        case(&world, usize::try_from(n).unwrap(), brand(), End::Stands, day).await;
    }
    let done = run(&world, DAY).await;
    assert_eq!((done.parties, done.cases, done.failed), (1 + SELLERS, 2 * 1_300, 0));
    let brand = record(&world, Participant::Complainant(Owner::Party(brand())));
    let tally = brand.standing.unwrap().tallies[&Scope::Overall];
    assert_eq!((tally.settled.decided + tally.left_out.total(), tally.sellers), (1_300, 40));
    let seller = record(&world, Participant::Seller(seller()));
    assert_eq!(seller.misuse.warnings[0].finding.figures.hits, 1_300 / 40 + 1);
    assert_eq!(seller.misuse.warnings[0].finding.figures.harmed, 2);
}
