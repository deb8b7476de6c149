//! What holds of all that is kept or sent beside the cases, once nothing moves any more: events of endpoints,
//! complaints that wait, tables, reports, reminders.

use std::collections::{BTreeMap, BTreeSet};

use case::{Channel, EffectId, Event, OwedLetter, Owner};
use contract::pending::PendingConfirmation;
use contract::webhook::event_type;
use jiff::tz::TimeZone;
use port::{Delivery, StoredCase};
use serde_json::Value;
use testkit::world::Inner;

use super::invariants::{Received, owed_by};

/// Everything that is wrong. A letter may go out so many times more than once, an event be posted so many.
pub(crate) fn check(inner: &Inner, (doubles, posts): (usize, usize), findings: &mut Vec<String>) {
    events_were_posted(inner, posts, findings);
    waiting_complaints_are_confirmed(inner, doubles, findings);
    complaints_are_listed(inner, findings);
    tables_are_filed(inner, findings);
    reports_count(inner, findings);
    reminders_went_out(inner, doubles, findings);
}

/// What the account of a case is told of by a letter that went out.
fn told_by(inner: &Inner, stored: &StoredCase) -> Vec<OwedLetter> {
    let Owner::Account(account) = stored.case.filing.owner else { return Vec::new() };
    if inner.accounts.get(&account).is_none_or(|account| account.webhook.is_none()) {
        return Vec::new();
    }
    let mut told = owed_by(stored);
    told.retain(|owed| event_type(owed.letter).is_some());
    told
}

/// Each event of an account with an endpoint was posted, under one id, and nothing else was.
fn events_were_posted(inner: &Inner, doubles: usize, findings: &mut Vec<String>) {
    let mut posted: BTreeMap<&str, Vec<&Delivery>> = BTreeMap::new();
    for delivery in &inner.posted {
        posted.entry(&delivery.id).or_default().push(delivery);
    }
    for (id, stored) in &inner.cases {
        for owed in told_by(inner, stored) {
            let name: EffectId = owed.effect_id(*id);
            let posts = posted.remove(name.to_string().as_str()).unwrap_or_default();
            match posts.len() {
                0 => findings.push(format!("case {id}: the event of {} was never posted", owed.letter)),
                times if times > doubles.saturating_add(1) => {
                    findings
                        .push(format!("case {id}: the event of {} was posted {times} times", owed.letter));
                }
                _ => {}
            }
            if posts.iter().any(|post| post.body != posts[0].body) {
                findings.push(format!("case {id}: the event of {} says this and that", owed.letter));
            }
        }
    }
    findings.extend(posted.keys().map(|id| format!("event {id} stands in no log")));
}

/// Who waits was asked, once; who confirmed has what was asked for.
fn waiting_complaints_are_confirmed(inner: &Inner, doubles: usize, findings: &mut Vec<String>) {
    let mails: Vec<Received> = inner.sent.iter().map(|mail| Received::read(&mail.to, &mail.mime)).collect();
    for (complaint, kept) in &inner.pending {
        let name = complaint.to_string();
        let asked = mails.iter().filter(|mail| mail.names_other("confirm") == Some(name.as_str())).count();
        if !(1..=1 + doubles).contains(&asked) {
            findings.push(format!("complaint {complaint} was to be confirmed by {asked} letters"));
        }
        let cases = inner.cases.values().filter(|it| it.case.filing.complaint == *complaint).count();
        let waits = matches!(PendingConfirmation::decode(kept).unwrap(), PendingConfirmation::Waiting { .. });
        if waits != (cases == 0) {
            findings.push(format!("complaint {complaint} has {cases} cases, and waits: {waits}"));
        }
    }
    let known: BTreeSet<String> = inner.pending.keys().map(ToString::to_string).collect();
    for mail in mails.iter().filter(|it| it.names_other("confirm").is_some_and(|id| !known.contains(id))) {
        findings.push(format!("a letter asks to confirm what does not wait: {mail:?}"));
    }
}

/// An account finds each complaint among its own that it filed by the API.
fn complaints_are_listed(inner: &Inner, findings: &mut Vec<String>) {
    for stored in inner.cases.values().filter(|stored| stored.case.filing.channel == Channel::Api) {
        let filing = &stored.case.filing;
        if let Owner::Account(account) = filing.owner
            && !inner.own.contains_key(&(account, filing.complaint))
        {
            findings.push(format!("{account} does not find its complaint {}", filing.complaint));
        }
    }
}

/// Each complaint of each table is filed.
fn tables_are_filed(inner: &Inner, findings: &mut Vec<String>) {
    for batch in inner.batches.values() {
        let sent_at = u64::try_from(batch.received_at.as_millisecond()).unwrap();
        for number in 0..batch.complaints {
            let complaint = batch.batch.complaint(sent_at, number);
            if !inner.cases.values().any(|stored| stored.case.filing.complaint == complaint) {
                findings.push(format!("complaint {number} of table {} is not filed", batch.batch));
            }
        }
        if batch.done != batch.complaints {
            let (done, all) = (batch.done, batch.complaints);
            findings.push(format!("{done} of {all} complaints of table {} are done", batch.batch));
        }
    }
}

/// A day's report tells as many cases, and as many of them taken down, as there are.
fn reports_count(inner: &Inner, findings: &mut Vec<String>) {
    for (name, report) in inner.reports.iter().filter(|(name, _)| name.ends_with(".json")) {
        let day = name.trim_end_matches(".json");
        let cases = inner
            .cases
            .values()
            .filter(|stored| stored.case.filed_at.to_zoned(TimeZone::UTC).date().to_string() == day);
        let removed = |stored: &&StoredCase| {
            let logged = |event: &Event| matches!(event, Event::Order { action, step: case::OrderStep::Done { .. } } if !action.is_restore());
            stored.log.iter().any(|recorded| logged(&recorded.event))
        };
        let (count, taken_down) = (cases.clone().count(), cases.filter(removed).count());
        let report: Value = serde_json::from_slice(report).unwrap();
        let rows = inner.reports.get(&format!("{day}.csv")).map_or(&[][..], Vec::as_slice);
        let rows = String::from_utf8_lossy(rows).lines().skip(1).count();
        if report["cases"] != count || report["taken_down"] != taken_down || rows != count {
            findings.push(format!(
                "the report of {day} counts {} cases, {} taken down, in {rows} rows; there are {count}, {taken_down}",
                report["cases"], report["taken_down"]
            ));
        }
    }
}

/// Of each reminder that was due, its letter went out.
fn reminders_went_out(inner: &Inner, doubles: usize, findings: &mut Vec<String>) {
    let mails = inner.sent.iter().map(|mail| Received::read(&mail.to, &mail.mime));
    let mut sent: BTreeMap<String, usize> = BTreeMap::new();
    for mail in mails {
        if let Some(name) = mail.names_other("renewal") {
            *sent.entry(name.to_owned()).or_default() += 1;
        }
    }
    let today = inner.now.to_zoned(TimeZone::UTC).date();
    if !inner.reports.is_empty() {
        let due = inner.rights.values().filter(|right| right.remind_on.is_some_and(|day| day <= today));
        findings.extend(due.map(|right| format!("the owner of {} was not reminded", right.right)));
        if sent.len() != inner.rights.len() {
            findings.push(format!("{} reminders of {} rights", sent.len(), inner.rights.len()));
        }
    }
    for (name, times) in sent.iter().filter(|(_, times)| **times > 1 + doubles) {
        findings.push(format!("reminder {name} went out {times} times"));
    }
}
