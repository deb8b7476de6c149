//! `right show`.

use jiff::civil::Date;
use register::Right;
use register::right::{By, OfficeExtract, ReviewState, RightEvent, RightRecorded};
use serde_json::{Value, json};

use crate::output::{Output, facts, table};

/// Holders, agents and sellers are only counted: their keys stand for persons.
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
        ("sellers allowed", right.sellers.len().to_string()),
        ("documents", right.documents.len().to_string()),
    ])
}

fn mandates_in_force(right: &Right, today: Date) -> usize {
    right.mandates.iter().filter(|mandate| mandate.holds(today)).count()
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
        "mandates": right.mandates.len(),
        "mandates_in_force": mandates_in_force(right, today),
        "sellers": right.sellers.len(),
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
