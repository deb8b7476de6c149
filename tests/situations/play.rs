//! A situation as it goes through the functions, from the complaint to the marketplace.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use app::desk::Decision;
use app::filing::{ChannelProof, Link, Submitted, check, confirm_pending, file_unconfirmed, submit};
use axum::http::StatusCode;
use case::{CaseId, Channel, ComplaintId, Filing, Proof, Record, State};
use contract::complaint::{Complainant, Evidence, Right as NamedRight, Statements};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use notice::{Draft, Reading};
use policy::rules::RuleSet;
use port::{
    Accounts as _, Documents as _, Ids as _, PendingNote, PendingNotes as _, Queue, Registry as _,
    StoredCase, WallClock as _,
};
use testkit::world::World;
use web::explanation::Words;

use super::facts::{Before, Complaint, Edit, Situation, Then, When};
use super::{drawing, stage};
use crate::chaos::chain::{Chain, links};

/// What came of a situation.
pub(crate) struct Played {
    /// As situations write it.
    pub(crate) outcome: String,
    /// The filing, and the record of what was judged; none where it is looked at again.
    pub(crate) filing: Filing,
    pub(crate) record: Option<Record>,
    /// The first of its cases as it is stored in the end.
    pub(crate) stored: StoredCase,
    /// What stands beside it for its explanation.
    pub(crate) words: Words,
}

/// Lets a situation happen; the complaint in question is judged by `rules`, or else by those of this program.
pub(crate) async fn play(situation: &Situation, rules: Option<&RuleSet>) -> Played {
    let world = stage::set(situation).await;
    let chain = Chain::new(&world);
    for before in &situation.before {
        happened(&chain, situation, before).await;
    }
    for number in 0..situation.one_by_one {
        let listing = situation.complaint.listings + number;
        let written = Complaint { proved_by: "mail".to_owned(), ..situation.complaint.clone() };
        file(&world, situation, &written, listing..listing + 1, false).await;
        work(&chain).await;
    }
    if let Some(rules) = rules {
        world.look().rule_sets.insert(rules.number, rules.clone());
    }
    if let Some(scope) = &situation.operator_stopped {
        let (scope, by, why) = (scope.parse().unwrap(), "ada".parse().unwrap(), "Looked into.".to_owned());
        app::switches::set_switch(&world, &world, scope, true, by, why).await.unwrap();
    }
    let removed_before = removals(&world);
    let listings = 0..situation.complaint.listings;
    let complaint = file(&world, situation, &situation.complaint, listings, false).await;
    if let Some(edit) = &situation.edited {
        if matches!(edit.when, When::Compared | When::Accepted) {
            chain.deliver(Queue::Validation).await;
            chain.deliver(Queue::Pictures).await;
        }
        if edit.when == When::EachTime {
            keep_editing(&chain).await;
        }
        change_listing(&world, edit);
    }
    work(&chain).await;
    for _ in 0..situation.hours_later {
        world.pass(SignedDuration::from_hours(1));
        app::sweep(&world, &world, &world).await.unwrap();
        work(&chain).await;
    }
    let cases = cases_of(&world, complaint);
    assert_eq!(cases.len(), situation.complaint.listings, "cases of the complaint");
    let outcome = outcome(&cases);
    let removed = removals(&world) - removed_before;
    assert_eq!(removed, if outcome == "accept" { cases.len() } else { 0 }, "listings that were removed");
    if let Some(only_in) = &situation.accepted_removes_in
        && outcome == situation.outcome
    {
        accepted(&chain, &cases, only_in).await;
    }
    let stored = cases[0].clone();
    let words = app::rules::words_beside(&world, &stored).await.unwrap();
    let case = &stored.case;
    Played { outcome, filing: case.filing.clone(), record: case.record.clone(), stored, words }
}

/// Has a person accept what waits: the marketplace is asked for a removal there and nowhere else.
async fn accepted(chain: &Chain, cases: &[StoredCase], only_in: &[String]) {
    let before = removals(&chain.world);
    for stored in cases {
        decide(
            &chain.world,
            stored.case.id,
            Decision::Accept { note: testkit::sample::note(), although: true },
            "ada",
        )
        .await;
    }
    work(chain).await;
    assert_eq!(removals(&chain.world) - before, cases.len(), "listings that were removed");
    for order in chain.world.look().orders.values() {
        let places: Vec<String> = order.order.only_in.iter().map(ToString::to_string).collect();
        assert_eq!(places, only_in, "where");
    }
}

/// Delivers what waits until nothing does; letters are of no matter here.
async fn work(chain: &Chain) {
    const ROUNDS: usize = 40;
    for _ in 0..ROUNDS {
        for queue in [Queue::Validation, Queue::Pictures, Queue::Takedown] {
            chain.deliver(queue).await;
        }
        let waits = |queue| !chain.world.look().queues[&queue].is_empty();
        if ![Queue::Validation, Queue::Pictures, Queue::Takedown].into_iter().any(waits) {
            return;
        }
        chain.world.pass(SignedDuration::from_secs(30));
    }
}

/// Edits the listing each time between validation and takedown, more often than a machine follows.
async fn keep_editing(chain: &Chain) {
    for _ in 0..=policy::MOST_EDITS {
        chain.deliver(Queue::Validation).await;
        chain.world.look().listings.values_mut().for_each(|listing| listing.view.text.push('.'));
        chain.deliver(Queue::Takedown).await;
    }
}

fn change_listing(world: &World, edit: &Edit) {
    if let Some(title) = &edit.title {
        retitle(world, title);
    }
    if let Some(pictures) = &edit.pictures {
        stage::show_pictures(world, 0, pictures);
    }
}

fn retitle(world: &World, title: &str) {
    world.look().listings.values_mut().for_each(|listing| title.clone_into(&mut listing.view.title));
}

/// The cases that a complaint has opened.
fn cases_of(world: &World, complaint: ComplaintId) -> Vec<StoredCase> {
    let inner = world.look();
    inner.cases.values().filter(|stored| stored.case.filing.complaint == complaint).cloned().collect()
}

/// How many listings the marketplace has removed.
fn removals(world: &World) -> usize {
    let inner = world.look();
    inner.orders.values().filter(|order| order.done > 0 && !order.order.action.is_restore()).count()
}

/// How cases stand that must all stand alike.
fn outcome(cases: &[StoredCase]) -> String {
    let said = |stored: &StoredCase| match &stored.case.state {
        State::Filed => "again".to_owned(),
        State::Incomplete { .. } => "incomplete".to_owned(),
        State::AtDesk { question, .. } => format!("desk {question}"),
        State::Declined { decline } => format!("decline {}", decline.code),
        State::InForce { .. } => "accept".to_owned(),
        other => format!("{other:?}"),
    };
    let said: BTreeSet<String> = cases.iter().map(said).collect();
    said.into_iter().collect::<Vec<_>>().join(", ")
}

/// Lets happen what happened before.
async fn happened(chain: &Chain, situation: &Situation, before: &Before) {
    let world = &chain.world;
    let right = situation.right.as_ref().map(stage::right_ref);
    let expires_on = situation.right.as_ref().and_then(|right| right.expires_on);
    let set_last_day = |day| {
        let mut inner = world.look();
        if let Some(entry) = right.as_ref().and_then(|right| inner.rights.get_mut(right)) {
            entry.expires_on = day;
        }
    };
    if let Some(title) = &before.title {
        retitle(world, title);
    }
    if before.expires_on.is_some() {
        set_last_day(before.expires_on);
    }
    let listings = 0..before.complaint.listings;
    let complaint = file(world, situation, &before.complaint, listings, before.under_other_right).await;
    work(chain).await;
    let case = cases_of(world, complaint).pop().unwrap();
    let id = case.case.id;
    match before.then {
        Then::Waits => assert_eq!(case.case.state.code(), "at_desk"),
        Then::Declined => assert_eq!(case.case.state.code(), "declined"),
        Then::PersonDeclined => {
            let code = before.code.as_ref().unwrap().parse().unwrap();
            decide(world, id, Decision::Decline { code, note: testkit::sample::note() }, "ada").await;
        }
        Then::CounterNoticeUnanswered => {
            chain.until_quiet().await.unwrap();
            seller_sends(chain, id, "counter_notice").await;
            chain.until_quiet().await.unwrap();
            world.pass(SignedDuration::from_hours(24 * 20));
            came_back(chain, id).await;
        }
        Then::SellerWonAppeal => {
            chain.until_quiet().await.unwrap();
            seller_sends(chain, id, "appeal").await;
            decide(
                world,
                id,
                Decision::Appeal { reverse: true, although: false, note: testkit::sample::note() },
                "bob",
            )
            .await;
            came_back(chain, id).await;
        }
        Then::Withdrawn => {
            chain.until_quiet().await.unwrap();
            let token = links().token(Link::Case { case: id, complaint });
            let fields = [("confirm", "yes")];
            chain.insist(&format!("/status/{token}/withdraw"), &fields, StatusCode::SEE_OTHER).await.unwrap();
            chain.until_quiet().await.unwrap();
            assert!(world.look().listings.values().all(|listing| listing.view.visible));
        }
    }
    retitle(world, &situation.listing.title);
    set_last_day(expires_on);
}

/// The seller sends the form of its page.
async fn seller_sends(chain: &Chain, id: CaseId, action: &str) {
    let path = format!("/seller/{}", links().token(Link::Seller(id)));
    let fields = [
        ("action", action),
        ("text", "I bought these from the maker; here is the invoice."),
        ("name", "Shop One"),
        ("postal_address", "1 Main Street, Springfield"),
        ("telephone", "+1 217 555 0100"),
        ("statement", "yes"),
        ("jurisdiction", "yes"),
        ("signature", "Sam Seller"),
    ];
    chain.insist(&path, &fields, StatusCode::SEE_OTHER).await.unwrap();
}

async fn came_back(chain: &Chain, id: CaseId) {
    chain.until_quiet().await.unwrap();
    let inner = chain.world.look();
    let state = inner.cases[&id].case.state.clone();
    assert!(inner.cases[&id].case.was_restored(), "{state:?}");
    assert!(inner.listings.values().all(|listing| listing.view.visible));
}

async fn decide(world: &World, id: CaseId, decision: Decision, by: &str) {
    app::desk::decide((world, world, world, world), id, decision, &by.parse().unwrap()).await.unwrap();
}

/// Files a complaint by the functions that form, API and mail use.
async fn file(
    world: &World,
    situation: &Situation,
    written: &Complaint,
    listings: Range<usize>,
    other: bool,
) -> ComplaintId {
    let right = if other { &situation.other_right } else { &situation.right };
    let mut named = NamedRight { work: written.work.clone(), ..NamedRight::default() };
    if let Some(right) = right.as_ref().filter(|_| written.names_right) {
        let right = stage::right_ref(right);
        right.office().clone_into(&mut named.office);
        right.number().clone_into(&mut named.number);
    }
    let evidence = sealed(world, written).await;
    let draft = Draft {
        claim: Some(written.claim.parse().unwrap()),
        complainant: Complainant {
            name: written.by.clone(),
            email: stage::address(&written.by),
            postal_address: written.postal_address.clone(),
            telephone: written.telephone.clone(),
        },
        right: named,
        explanation: written.explanation.clone(),
        listings: listings.map(stage::url).collect(),
        statements: Statements {
            good_faith: written.good_faith,
            perjury: written.perjury,
            signature: written.signature.clone(),
            truth: written.truth,
        },
        account_secret: (written.proved_by == "secret").then(|| stage::SECRET.to_owned()),
        attached: !evidence.is_empty(),
        ..Draft::default()
    };
    let proof = match written.proved_by.as_str() {
        "mail" => ChannelProof::from(Proof::Mail),
        "key" => ChannelProof::from(&world.account(&"agency".parse().unwrap()).await.unwrap().unwrap()),
        "link" | "secret" | "none" => ChannelProof::from(Proof::None),
        other => panic!("proved by {other}"),
    };
    let today = world.now().to_zoned(TimeZone::UTC).date();
    let marketplaces = Arc::new(world.marketplaces().await.unwrap());
    let reading = Reading { draft, problems: Vec::new() };
    let checked = check(world, marketplaces, reading, proof, today).await.unwrap();
    let mut complaint = checked.complaint(world.complaint(), world.now(), Channel::Web).unwrap();
    complaint.evidence = evidence;
    let ports = (world, world, world, world);
    let submitted = submit(ports, complaint, None, checked.account).await.unwrap();
    match (submitted, written.proved_by.as_str()) {
        (Submitted::Filed(complaint, _), _) => complaint.id,
        (Submitted::Pending(complaint), "link") => {
            let filed = confirm_pending(ports, &links(), complaint.id, world.now()).await.unwrap();
            assert!(filed.is_some());
            complaint.id
        }
        (Submitted::Pending(complaint), _) => {
            world.put_pending_note(&overdue(world, &complaint)).await.unwrap();
            let ada = "ada".parse().unwrap();
            file_unconfirmed(ports, complaint.id, &ada, world.now()).await.unwrap();
            complaint.id
        }
    }
}

/// The note of a complaint that nobody has confirmed in time.
fn overdue(world: &World, complaint: &notice::Complaint) -> PendingNote {
    PendingNote {
        complaint: complaint.id,
        received_at: complaint.filed_at,
        channel: complaint.channel,
        claim: complaint.claim,
        listing: complaint.listings[0].listing.clone(),
        listings: 1,
        disowned: false,
        queued: true,
        due_at: world.now(),
        expires_at: world.now() + SignedDuration::from_hours(24),
        settled: None,
        confirmed_at: None,
        version: 0,
    }
}

async fn sealed(world: &World, written: &Complaint) -> Vec<Evidence> {
    let documents = written.documents.iter();
    let documents = documents.map(|text| (text.as_bytes().to_vec(), "application/pdf", text.clone()));
    let pictures = written.pictures.iter();
    let pictures = pictures.map(|picture| (drawing::file(picture), "image/png", String::new()));
    let mut evidence = Vec::new();
    for (bytes, media, name) in documents.chain(pictures) {
        let sealed = world.seal(&bytes, media).await.unwrap();
        let digest = sealed.digest.to_string();
        evidence.push(Evidence { digest, media: media.to_owned(), size: bytes.len() as u64, name });
    }
    evidence
}
