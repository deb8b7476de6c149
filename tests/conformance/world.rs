//! The world in memory: the steps are tested on it, so it must behave as the adapters do.

use port::InboxKey;
use testkit::conformance::{
    accounts, batches, cases, claims, complaints, decision, documents, guard, leases, messages, parties,
    pending, questions, references, registry, replay, snapshots, staff, standings, subjects,
};
use testkit::world::World;

#[tokio::test]
async fn keeps_cases() {
    cases::are_kept(&World::new()).await;
    cases::due_are_found(&World::new()).await;
    references::are_given_once(&World::new()).await;
    references::find_the_cases_of_a_day(&World::new()).await;
    questions::waiting_are_found(&World::new()).await;
    claims::are_kept(&World::new()).await;
    leases::are_kept(&World::new()).await;
    snapshots::are_kept(&World::new()).await;
    questions::cases_are_listed(&World::new()).await;
}

#[tokio::test]
async fn keeps_complaints_and_the_register() {
    complaints::are_kept(&World::new()).await;
    registry::is_kept(&World::new()).await;
    registry::are_reminded(&World::new()).await;
    registry::are_found_by_document(&World::new()).await;
    batches::are_kept(&World::new()).await;
}

#[tokio::test]
async fn keeps_accounts_and_their_requests() {
    accounts::are_kept(&World::new()).await;
    accounts::own_are_listed(&World::new()).await;
    accounts::requests_are_reserved(&World::new()).await;
}

#[tokio::test]
async fn keeps_parties() {
    staff::is_kept(&World::new()).await;
    subjects::subjects_lead_to_parties(&World::new()).await;
    subjects::memberships_are_kept(&World::new()).await;
    subjects::parties_are_erased(&World::new()).await;
    parties::are_kept(&World::new()).await;
    parties::kept_are_found(&World::new()).await;
    standings::parties_have_their_cases(&World::new()).await;
    standings::progress_is_kept(&World::new()).await;
}

#[tokio::test]
async fn keeps_documents() {
    let world = World::new();
    documents::are_sealed(&world).await;
    documents::reports_are_written(&world).await;
    documents::uploads_are_taken(&world, port::WallClock::now(&world), async |ticket, bytes| {
        let key = InboxKey::parse(&ticket.fields["key"]).unwrap();
        world.look().inbox.insert(key, (bytes.to_vec(), ticket.fields["Content-Type"].clone()));
    })
    .await;
    documents::mails_are_read(&world, async |key, bytes| {
        world.look().mail_drop.insert(key.to_owned(), bytes.to_vec());
    })
    .await;
}

#[tokio::test]
async fn guards_the_open_doors() {
    guard::pending_complaints_are_kept(&World::new()).await;
    guard::bounces_are_marked(&World::new()).await;
    guard::counters_count(&World::new()).await;
    replay::is_spent_on_one(&World::new()).await;
    pending::notes_are_kept(&World::new()).await;
    pending::unconfirmed_are_listed(&World::new()).await;
    pending::notes_are_forgotten(&World::new()).await;
}

#[tokio::test]
async fn keeps_what_decisions_need() {
    decision::rule_sets_are_kept(&World::new()).await;
    decision::disputes_are_noted(&World::new()).await;
    decision::switches_are_kept(&World::new()).await;
}

#[tokio::test]
async fn passes_messages_on() {
    let world = World::new();
    messages::nudges_arrive(&world, async |queue, _| {
        let waiting = world.look().queues.remove(&queue).unwrap_or_default();
        waiting.into_iter().map(|message| message.body).collect()
    })
    .await;
    messages::rejects_are_kept(&world, async |_| {
        world.look().rejects.iter().map(|reject| reject.body.clone()).collect()
    })
    .await;
    messages::letters_are_taken(&world).await;
}
