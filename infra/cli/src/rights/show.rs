//! `right show`.

use jiff::civil::Date;
use register::Right;
use register::right::{AuthorisedSeller, By, Mandate, OfficeExtract, ReviewState, RightEvent, RightRecorded};
use serde_json::{Value, json};

use crate::output::{Output, facts, table};

/// Holders are only counted: their keys stand for persons.
pub(super) fn show(right: &Right, today: Date, people: bool) -> Output {
    let mut text = facts_of(right, today);
    if let Some(office) = &right.office {
        text.push_str(&line_of(office));
    }
    let rows: Vec<Vec<String>> = right
        .documents
        .iter()
        .map(|it| vec![it.kind.to_string(), it.digest.to_string(), it.added_at.to_string()])
        .collect();
    text += &format!("\n{}", table(&["document", "sha-256", "added"], &rows, "no documents"));
    let rows: Vec<Vec<String>> = right.mandates.iter().map(|it| mandate_line(it, today)).collect();
    let heads = ["mandate of", "holds", "claims", "marketplaces", "since", "until", "revoked", "letter"];
    text += &format!("\n{}", table(&heads, &rows, "no mandates"));
    let rows: Vec<Vec<String>> = right.sellers.iter().map(|it| seller_line(it, today)).collect();
    let heads = ["seller allowed", "marketplace", "holds", "until", "note"];
    text += &format!("\n{}", table(&heads, &rows, "no sellers are allowed"));
    let rows: Vec<Vec<String>> = right.history.events().iter().map(|it| line(it, people)).collect();
    text += &format!("\n{}", table(&["when", "who", "what", "which"], &rows, "no history"));
    Output::new(text, json_of(right, today, people))
}

fn facts_of(right: &Right, today: Date) -> String {
    let on_day = right.state_on(today).code();
    let state = match right.history.state() {
        ReviewState::Rejected { code } => format!("{on_day}: {code}; {}", code.cure().cure),
        ReviewState::Assigned { to } => format!("{on_day} to {to}"),
        ReviewState::Submitted | ReviewState::Verified | ReviewState::Expired | ReviewState::Surrendered => {
            on_day.to_owned()
        }
    };
    let or_none = |text: String| if text.is_empty() { "none".to_owned() } else { text };
    let expires = right.expires_on.map(|day| day.to_string());
    let holding = mandates_in_force(right, today);
    facts(&[
        ("right", right.right.to_string()),
        ("title", right.title.clone()),
        ("form", right.form.map_or("unknown", register::right::MarkForm::code).to_owned()),
        ("other names", or_none(right.names.join(", "))),
        ("owner", right.owner.clone()),
        ("status", right.status.code().to_owned()),
        ("state", state),
        ("expires", expires.clone().unwrap_or_else(|| "never".to_owned())),
        ("reminder", right.remind_on.map_or_else(|| "none".to_owned(), |day| day.to_string())),
        ("territories", join(&right.territories)),
        ("classes", or_none(join(&right.classes))),
        ("vienna", or_none(join(&right.vienna))),
        ("account", right.account.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string)),
        ("holders", right.holders.len().to_string()),
        ("mandates", format!("{} of {} hold", holding, right.mandates.len())),
        ("sellers allowed", format!("{} of {} hold", sellers_in_force(right, today), right.sellers.len())),
        ("documents", right.documents.len().to_string()),
    ])
}

fn mandates_in_force(right: &Right, today: Date) -> usize {
    right.mandates.iter().filter(|mandate| mandate.holds(today)).count()
}

fn sellers_in_force(right: &Right, today: Date) -> usize {
    right.sellers.iter().filter(|it| it.holds(today)).count()
}

fn yes_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

fn day(day: Option<Date>, none: &str) -> String {
    day.map_or_else(|| none.to_owned(), |day| day.to_string())
}

fn mandate_line(mandate: &Mandate, today: Date) -> Vec<String> {
    let or_all = |codes: String| if codes.is_empty() { "all".to_owned() } else { codes };
    vec![
        mandate.agent.to_string(),
        yes_no(mandate.holds(today)),
        or_all(join(&mandate.claims)),
        or_all(join(&mandate.marketplaces)),
        day(mandate.given_on, "unknown"),
        day(mandate.until, "without end"),
        day(mandate.revoked_on, "no"),
        mandate.document.map_or_else(|| "none".to_owned(), |digest| digest.to_string()),
    ]
}

fn mandate_json(mandate: &Mandate, today: Date) -> Value {
    let date = |day: Option<Date>| day.map(|day| day.to_string());
    json!({
        "agent": mandate.agent.to_string(),
        "holds": mandate.holds(today),
        "claims": mandate.claims.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "marketplaces": mandate.marketplaces.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "since": date(mandate.given_on),
        "until": date(mandate.until),
        "revoked_on": date(mandate.revoked_on),
        "letter": mandate.document.map(|digest| digest.to_string()),
    })
}

fn seller_line(seller: &AuthorisedSeller, today: Date) -> Vec<String> {
    vec![
        seller.seller.to_string(),
        seller.marketplace.to_string(),
        yes_no(seller.holds(today)),
        day(seller.until, "without end"),
        seller.note.clone(),
    ]
}

fn seller_json(seller: &AuthorisedSeller, today: Date) -> Value {
    json!({
        "party": seller.seller.to_string(),
        "marketplace": seller.marketplace.to_string(),
        "holds": seller.holds(today),
        "until": seller.until.map(|day| day.to_string()),
        "note": seller.note,
    })
}

fn line_of(office: &OfficeExtract) -> String {
    let last = office.expires_on.map_or_else(|| "without end".to_owned(), |day| format!("until {day}"));
    format!(
        "\nThe office's record of {}: {}, {} {last}, classes {}\n",
        office.read_on,
        office.owner.as_deref().unwrap_or("no owner named"),
        office.status.code(),
        join(&office.classes)
    )
}

fn json_of(right: &Right, today: Date, people: bool) -> Value {
    let history = right.history.events().iter().map(|it| event(it, people)).collect::<Vec<_>>();
    json!({
        "right": right.right.to_string(),
        "title": right.title,
        "form": right.form.map(register::right::MarkForm::code),
        "names": right.names,
        "owner": right.owner,
        "status": right.status.code(),
        "state": right.state_on(today).code(),
        "expires_on": right.expires_on.map(|day| day.to_string()),
        "remind_on": right.remind_on.map(|day| day.to_string()),
        "territories": right.territories.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "classes": right.classes,
        "vienna": right.vienna.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "account": right.account.as_ref().map(ToString::to_string),
        "holders": right.holders.len(),
        "mandates": right.mandates.iter().map(|it| mandate_json(it, today)).collect::<Vec<_>>(),
        "mandates_in_force": mandates_in_force(right, today),
        "sellers": right.sellers.iter().map(|it| seller_json(it, today)).collect::<Vec<_>>(),
        "documents": right.documents.iter().map(|it| json!({
            "kind": it.kind.code(), "sha256": it.digest.to_string(), "added_at": it.added_at.to_string(),
        })).collect::<Vec<_>>(),
        "office": right.office.as_ref().map(|office| json!({
            "owner": office.owner,
            "status": office.status.code(),
            "expires_on": office.expires_on.map(|day| day.to_string()),
            "classes": office.classes,
            "read_on": office.read_on.to_string(),
        })),
        "history": history,
    })
}

pub(super) fn join<T: ToString>(values: &[T]) -> String {
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn who(by: &By, people: bool) -> String {
    match by {
        By::Reviewer(_) if !people => "a reviewer".to_owned(),
        By::Reviewer(reviewer) => reviewer.to_string(),
        By::Operator | By::Holder | By::Machine => by.to_string(),
    }
}

/// What an event says beside its name.
fn which(event: &RightEvent) -> String {
    match event {
        RightEvent::Submitted | RightEvent::Expired | RightEvent::Surrendered => String::new(),
        RightEvent::Overridden { finding, why } if why.is_empty() => finding.check.to_string(),
        RightEvent::Overridden { finding, why } => format!("{}: {why}", finding.check),
        RightEvent::Verified { passed, overridden, confirmed } => {
            let over: Vec<_> = overridden.iter().map(|finding| finding.check).collect();
            let parts =
                [("passed", join(passed)), ("overridden", join(&over)), ("confirmed", confirmed.join(" "))];
            let parts = parts.iter().filter(|(_, codes)| !codes.is_empty());
            parts.map(|(name, codes)| format!("{name} {codes}")).collect::<Vec<_>>().join("; ")
        }
        RightEvent::Rejected { code } => code.to_string(),
        RightEvent::DocumentRemoved { digest, kind } => format!("{kind} {digest}"),
        RightEvent::Assigned { to } => to.clone(),
    }
}

fn line(recorded: &RightRecorded, people: bool) -> Vec<String> {
    let RightRecorded { at, by, event } = recorded;
    vec![at.to_string(), who(by, people), event.code().to_owned(), which(event)]
}

fn event(recorded: &RightRecorded, people: bool) -> Value {
    let RightRecorded { at, by, event } = recorded;
    json!({"at": at.to_string(), "by": who(by, people), "event": event.code(), "which": which(event)})
}
