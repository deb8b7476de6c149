//! `store-dynamodb`, against two independent implementations of DynamoDB.

use aws::Meter;
use aws_sdk_dynamodb::types::AttributeValue;
use case::{Event, Recorded, Subject};
use port::{
    Append, Appended, Cases, Committed, Complaints, Created, FanOut, Parties as _, PartyRecord,
    References as _, Referred, Registry as _, ReplayGuard as _, RightIndex as _, Subjects as _,
};
use store_dynamodb::DynamoStore;
use testkit::conformance::{
    accounts, at, batches, case_id, cases, claims, complaint_id, complaints, decision, events, filed, guard,
    leases, parties, pending, questions, references, registry, replay, snapshots, staff, standings, subjects,
};

use crate::support::canned::Canned;
use crate::support::emulator::{Emulator, environment};
use crate::support::faults::Faults;
use crate::support::schema::{CONTROL_TABLE, TABLE, create_tables};

/// A DynamoDB with empty tables, and what stands in front of it.
struct Table {
    client: aws_sdk_dynamodb::Client,
    store: DynamoStore,
    faults: Faults,
    meter: Meter,
}

impl Table {
    async fn at(environment: &aws::Environment) -> Self {
        let meter = Meter::default();
        let faults = Faults::default();
        let config = faults.in_front_of(&aws::metered_config(environment, &meter));
        let client = aws_sdk_dynamodb::Client::new(&config);
        create_tables(&client).await;
        meter.reset();
        let store =
            DynamoStore::new(client.clone(), TABLE).with_control(CONTROL_TABLE).metered(meter.clone());
        Self { client, store, faults, meter }
    }

    /// In an account of `ministack`.
    async fn emulated() -> Option<Self> {
        Some(Self::at(&Emulator::shared()?.account()).await)
    }

    /// In `dynoxide`, in this process.
    async fn embedded() -> Option<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let database = dynoxide::Database::memory().unwrap();
        tokio::spawn(dynoxide::server::serve_on(listener, database));
        Some(Self::at(&environment(&format!("http://{address}"), "embedded")).await)
    }
}

/// One test per implementation.
macro_rules! on_both {
    ($($name:ident => $check:expr;)+) => {
        $(mod $name {
            use super::*;
            #[tokio::test]
            async fn ministack() {
                let Some(table) = Table::emulated().await else { return };
                ($check)(table).await;
            }
            #[tokio::test]
            async fn dynoxide() {
                let Some(table) = Table::embedded().await else { return };
                ($check)(table).await;
            }
        })+
    };
}

on_both! {
    cases_are_kept => async |t: Table| { cases::are_kept(&t.store).await };
    due_cases_are_found => async |t: Table| { cases::due_are_found(&t.store).await };
    cases_of_a_day_are_found => async |t: Table| { references::find_the_cases_of_a_day(&t.store).await };
    references_are_given_once => async |t: Table| { references::are_given_once(&t.store).await };
    waiting_cases_are_found => async |t: Table| { questions::waiting_are_found(&t.store).await };
    claims_are_kept => async |t: Table| { claims::are_kept(&t.store).await };
    snapshots_are_kept => async |t: Table| { snapshots::are_kept(&t.store).await };
    leases_are_kept => async |t: Table| { leases::are_kept(&t.store).await };
    cases_are_listed => async |t: Table| { questions::cases_are_listed(&t.store).await };
    complaints_are_kept => async |t: Table| { complaints::are_kept(&t.store).await };
    batches_are_kept => async |t: Table| { batches::are_kept(&t.store).await };
    the_register_is_kept => async |t: Table| { registry::is_kept(&t.store).await };
    rights_to_remind_are_found => async |t: Table| { registry::are_reminded(&t.store).await };
    documents_of_rights_are_found => async |t: Table| { registry::are_found_by_document(&t.store).await };
    tokens_are_spent_once => async |t: Table| { replay::is_spent_on_one(&t.store).await };
    a_lost_answer_does_not_make_a_token_spent => lost_token;
    pending_notes_are_kept => async |t: Table| { pending::notes_are_kept(&t.store).await };
    unconfirmed_complaints_are_listed => async |t: Table| { pending::unconfirmed_are_listed(&t.store).await };
    pending_notes_are_forgotten => async |t: Table| { pending::notes_are_forgotten(&t.store).await };
    bounces_are_marked => async |t: Table| { guard::bounces_are_marked(&t.store).await };
    staff_is_kept => async |t: Table| { staff::is_kept(&t.store).await };
    rule_sets_are_kept => async |t: Table| { decision::rule_sets_are_kept(&t.store).await };
    switches_are_kept => async |t: Table| { decision::switches_are_kept(&t.store).await };
    disputes_are_noted => async |t: Table| { decision::disputes_are_noted(&t.store).await };
    counters_count => async |t: Table| { guard::counters_count(&t.store).await };
    accounts_are_kept => async |t: Table| { accounts::are_kept(&t.store).await };
    own_complaints_are_listed => async |t: Table| { accounts::own_are_listed(&t.store).await };
    requests_are_reserved => async |t: Table| { accounts::requests_are_reserved(&t.store).await };
    subjects_lead_to_parties => async |t: Table| { subjects::subjects_lead_to_parties(&t.store).await };
    memberships_are_kept => async |t: Table| { subjects::memberships_are_kept(&t.store).await };
    parties_are_erased => async |t: Table| { subjects::parties_are_erased(&t.store).await };
    a_lost_answer_makes_no_second_party => lost_subject;
    two_who_ask_at_once_get_one_party => raced_subject;
    parties_are_kept => async |t: Table| { parties::are_kept(&t.store).await };
    parties_have_their_cases => async |t: Table| { standings::parties_have_their_cases(&t.store).await };
    progress_of_standings_is_kept => async |t: Table| { standings::progress_is_kept(&t.store).await };
    kept_parties_are_found => async |t: Table| { parties::kept_are_found(&t.store).await };
    a_lost_answer_does_not_make_a_party_a_conflict => lost_party;
    a_lost_answer_does_not_make_a_new_case_an_old_one => lost_create;
    a_lost_answer_does_not_make_an_append_a_conflict => lost_append;
    a_lost_answer_does_not_stop_a_complaint => lost_complaint;
    a_corrupt_case_is_named_and_not_shown => corrupt;
    nothing_that_expires_is_kept_for_ever => expiring;
    a_right_of_before_versions_is_read_and_stored_anew => old_right;
}

/// DynamoDB deletes what expired within the last five years, and nothing that expired before.
async fn expiring(t: Table) {
    accounts::requests_are_reserved(&t.store).await;
    guard::bounces_are_marked(&t.store).await;
    guard::counters_count(&t.store).await;
    replay::is_spent_on_one(&t.store).await;
    decision::disputes_are_noted(&t.store).await;
    leases::are_kept(&t.store).await;
    standings::progress_is_kept(&t.store).await;
    let items = t.client.scan().table_name(TABLE).send().await.unwrap().items.unwrap();
    let ends: Vec<i64> = items
        .iter()
        .filter_map(|item| item.get("expires_at"))
        .map(|end| end.as_n().unwrap().parse().unwrap())
        .collect();
    assert!(ends.len() > 6, "{ends:?}");
    let years = 5 * 365 * 24 * 3_600;
    let now = at(0).as_second();
    assert!(ends.iter().all(|end| (now - years..now + years).contains(end)), "{ends:?}");
}

async fn lost_create(t: Table) {
    t.faults.lose_next();
    let created = t.store.create(case_id(1), &filed(1, at(0)), at(60)).await.unwrap();
    assert_eq!((created, t.faults.sent()), (Created::New, 2));
    // Another complaint about the same listing, whose answer is lost as well, finds the first.
    t.faults.lose_next();
    let created = t.store.create(case_id(1), &filed(1, at(5)), at(60)).await.unwrap();
    assert!(matches!(created, Created::Exists(stored) if stored.case.filed_at == at(0)));
    assert_eq!(t.faults.sent(), 2);
}

async fn lost_party(t: Table) {
    let subject = "seller/00112233445566778899aabbccddeeff".parse().unwrap();
    let record = PartyRecord::new(subject);
    t.faults.lose_next();
    assert_eq!((t.store.put_party(&record).await.unwrap(), t.faults.sent()), (Committed::Done, 2));
    t.faults.lose_next();
    let first = PartyRecord { version: 1, ..record };
    assert_eq!((t.store.put_party(&first).await.unwrap(), t.faults.sent()), (Committed::Done, 2));
}

/// Each of the three requests that make a party loses its answer; every time there is one party.
async fn lost_subject(t: Table) {
    for nth in 0..3 {
        let subject = Subject::of_address(&format!("ada-{nth}@brand.example"));
        t.faults.lose(nth);
        let party = t.store.party_of(&subject).await.unwrap();
        assert_eq!(t.faults.sent(), 4, "request {nth} was sent again");
        let reopened = DynamoStore::new(t.client.clone(), TABLE);
        assert_eq!(reopened.known_parties(&[subject]).await.unwrap(), [Some(party)], "request {nth}");
    }
}

/// Two functions, none of which knows what the other found.
async fn raced_subject(t: Table) {
    let subject = Subject::of_address("ada@brand.example");
    let [one, other] = [0, 1].map(|_| DynamoStore::new(t.client.clone(), TABLE));
    let (one, other) = tokio::join!(one.party_of(&subject), other.party_of(&subject));
    assert_eq!(one.unwrap(), other.unwrap());
}

async fn lost_append(t: Table) {
    t.store.create(case_id(1), &filed(1, at(0)), at(60)).await.unwrap();
    let stored = t.store.load(&[case_id(1)]).await.unwrap().pop().unwrap().unwrap();
    let [accepted, requested, _] = events(at(1));
    let both = [accepted, requested];
    t.faults.lose_next();
    let append = Append { stored: &stored, events: &both, due: Some(at(30)), swept: 0 };
    let Appended::Done(appended) = t.store.append(append).await.unwrap() else { panic!("a conflict") };
    assert_eq!(t.faults.sent(), 2);
    let after = t.store.load(&[case_id(1)]).await.unwrap().pop().unwrap().unwrap();
    assert_eq!(after, *appended, "what was stored is answered");
    assert_eq!(after.log[1..], both, "the events are there once");
    // Someone else's events are a conflict, lost answer or not.
    t.faults.lose_next();
    let other = [Recorded { at: at(2), event: Event::Withdrawn }];
    let append = Append { stored: &stored, events: &other, due: None, swept: 0 };
    assert_eq!(t.store.append(append).await.unwrap(), Appended::Conflict);
}

async fn lost_complaint(t: Table) {
    let Event::Filed(filing) = filed(1, at(0)).event else { panic!("a filing") };
    let fan_out = FanOut {
        complaint: filing.complaint,
        reference: filing.reference,
        document: filing.document,
        filed_at: at(0),
        listings: 2,
        done: 0,
        cases: vec![],
    };
    t.faults.lose_next();
    assert_eq!(t.store.begin(&fan_out).await.unwrap(), None);
    t.faults.lose_next();
    assert_eq!(t.store.advance(&fan_out, &[case_id(1)]).await.unwrap(), Committed::Done);
    assert_eq!(t.faults.sent(), 2);
    let stored = t.store.fan_out(fan_out.complaint).await.unwrap().unwrap();
    assert_eq!((stored.done, stored.cases), (1, vec![case_id(1)]), "the case is there once");
}

async fn lost_token(t: Table) {
    let spend = async |complaint| {
        t.store.spend(uuid::Uuid::from_u128(1), complaint_id(complaint), at(60)).await.unwrap()
    };
    t.faults.lose_next();
    assert!(spend(1).await);
    assert_eq!(t.faults.sent(), 2);
    assert!(!spend(2).await, "it is spent all the same");
}

/// Every way in which a stored case can be wrong.
async fn old_right(t: Table) {
    let right = testkit::sample::right();
    t.store.put_right(&right).await.unwrap();
    let new = "version, history, due_shard, due_at, form";
    t.client
        .update_item()
        .table_name(TABLE)
        .key("pk", AttributeValue::S(format!("right#{}", right.right)))
        .key("sk", AttributeValue::S("right".into()))
        .update_expression(format!("REMOVE {new}"))
        .send()
        .await
        .unwrap();
    let load = async || t.store.rights(std::slice::from_ref(&right.right)).await.unwrap().pop().unwrap();
    let old = load().await.unwrap();
    // The sample is one that the operator declared verified, as rights of those days count.
    assert_eq!(old, register::right::Right { form: None, ..right.clone() });
    assert_eq!(t.store.put_right(&old).await.unwrap(), Committed::Done);
    assert_eq!(load().await.unwrap().version, 1);
    assert_eq!(t.store.rights_to_remind(jiff::civil::Date::MAX, 10).await.unwrap(), [old.right]);
}

async fn corrupt(t: Table) {
    let damages: [(&str, AttributeValue); 7] = [
        ("fmt", AttributeValue::N("2".into())),
        ("n", AttributeValue::N("2".into())),
        ("n", AttributeValue::S("1".into())),
        ("head", AttributeValue::B(vec![0; 32].into())),
        ("head", AttributeValue::B(vec![0; 31].into())),
        ("log", AttributeValue::B(b"brand@northlight.example".to_vec().into())),
        ("due_at", AttributeValue::N("1e99".into())),
    ];
    for (number, (field, value)) in (1..).zip(damages) {
        let id = case_id(number);
        t.store.create(id, &filed(number, at(0)), at(60)).await.unwrap();
        t.client
            .update_item()
            .table_name(TABLE)
            .key("pk", AttributeValue::S(format!("case#{id}")))
            .key("sk", AttributeValue::S("case".into()))
            .update_expression("SET #field = :value")
            .expression_attribute_names("#field", field)
            .expression_attribute_values(":value", value.clone())
            .send()
            .await
            .unwrap();
        let err = t.store.load(&[id]).await.unwrap_err();
        let chain = format!("{:#}", anyhow::Error::new(err));
        assert!(chain.contains(&id.to_string()), "{chain} names the case");
        assert!(!chain.contains("northlight"), "{chain} shows no content");
        assert!(!chain.contains("demo/"), "{chain} shows no content");
    }
}

/// What an ordinary case costs: write units as `dynoxide` counts them by DynamoDB's published rules.
#[tokio::test]
async fn an_ordinary_case_costs() {
    let Some(t) = Table::embedded().await else { return };
    let stored = async |number| t.store.load(&[case_id(number)]).await.unwrap().pop().unwrap().unwrap();
    let cost = async |work: &str, units: f64, requests: u64| {
        assert_eq!((t.meter.write_units(), t.meter.requests()), (units, requests), "{work}");
        t.meter.reset();
    };
    let first = filed(1, at(0));
    let Event::Filed(filing) = &first.event else { panic!("a filing") };
    let to = Referred { complaint: filing.complaint, place: 0, case: Some(case_id(1)) };
    assert!(t.store.give_reference(filing.reference, to).await.unwrap());
    cost("giving the reference", 1.0, 1).await;
    t.store.create(case_id(1), &first, at(60)).await.unwrap();
    cost("creating: the case; by due time, owner and listing", 4.0, 1).await;

    let case = stored(1).await;
    cost("loading", 0.0, 1).await;
    let all = events(at(1));
    let append = |events, due| Append { stored: &case, events, due, swept: 0 };
    t.store.append(append(&all[..2], case.due)).await.unwrap();
    cost("appending, the due time as before", 1.0, 1).await;

    let case = stored(1).await;
    t.meter.reset();
    let append = |events, due| Append { stored: &case, events, due, swept: 0 };
    t.store.append(append(&all[2..], Some(at(61)))).await.unwrap();
    cost("appending, the due time moved", 3.0, 1).await;

    let case = stored(1).await;
    t.meter.reset();
    let append = |events, due| Append { stored: &case, events, due, swept: 0 };
    t.store.append(append(&[], None)).await.unwrap();
    cost("nothing falls due any more", 2.0, 1).await;
}

/// The answer of a DynamoDB that is too busy to look at these cases.
fn unprocessed(numbers: &[u16]) -> String {
    let keys: Vec<_> = numbers
        .iter()
        .map(|number| {
            serde_json::json!({ "pk": { "S": format!("case#{}", case_id(*number)) }, "sk": { "S": "case" } })
        })
        .collect();
    let left = if keys.is_empty() {
        serde_json::json!({})
    } else {
        serde_json::json!({ TABLE: { "Keys": keys, "ConsistentRead": true } })
    };
    serde_json::json!({ "Responses": { TABLE: [] }, "UnprocessedKeys": left }).to_string()
}

#[tokio::test]
async fn what_was_left_unprocessed_is_asked_for_again() {
    let ids = [1, 2, 3].map(case_id);
    let busy =
        Canned::answering([(200, unprocessed(&[1, 3])), (200, unprocessed(&[3])), (200, unprocessed(&[]))]);
    let store = DynamoStore::new(aws_sdk_dynamodb::Client::new(&busy.config()), TABLE);
    assert_eq!(store.load(&ids).await.unwrap(), [None, None, None]);
    assert_eq!(busy.left(), 0);

    let too_busy = Canned::answering(std::iter::repeat_n((200, unprocessed(&[1])), 5));
    let store = DynamoStore::new(aws_sdk_dynamodb::Client::new(&too_busy.config()), TABLE);
    assert!(store.load(&ids).await.is_err(), "not asked for is not absent");
}
