//! `read`: what is understood of any notice, by the code that the functions read with.

use std::path::PathBuf;

use anyhow::Context as _;
use case::{Claim, RightKind};
use clap::Args;
use notice::{Party, PartyRole, Problem, Understood, understand};
use serde_json::{Value, json};

#[derive(Debug, Args)]
pub(crate) struct Read {
    /// Mails, XARF or JSON, ACNS, CSV, XLSX, HTML or text.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

/// One line of JSON per file.
pub(crate) fn run(command: &Read) -> anyhow::Result<String> {
    let mut lines = String::new();
    for path in &command.files {
        let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let name = path.to_string_lossy();
        let mut shown = show(&understand(&bytes, &name));
        shown["file"] = json!(name);
        lines.push_str(&shown.to_string());
        lines.push('\n');
    }
    Ok(lines)
}

/// What was understood, as JSON. Absent is empty: a text `""`, a list `[]`, a choice `null`.
fn show(understood: &Understood) -> Value {
    let draft = &understood.reading.draft;
    let claim = understood.claim.or(draft.claim);
    let urls = understood
        .urls
        .iter()
        .map(|url| json!({"url": url.url, "role": url.role.code(), "where": url.place}));
    let files = understood.files.iter().map(|file| {
        json!({
            "name": file.name,
            "type": file.media,
            "size": file.size,
            "sha256": file.sha256,
            "where": file.place,
        })
    });
    let is_complaint = understood.class == notice::Class::Complaint;
    let missing = if is_complaint { draft.missing_fields(&[]) } else { Vec::new() };
    json!({
        "format": understood.format,
        "class": understood.class.code(),
        "claim": claim.map(Claim::code),
        "kind_of_right": claim.and_then(Claim::right_kind).map(RightKind::code),
        "language": understood.language.code(),
        "right": {
            "office": draft.right.office,
            "number": draft.right.number,
            "work": draft.right.work,
            "classes": draft.right.classes,
        },
        "parties": parties(understood).iter().map(party).collect::<Vec<_>>(),
        "urls": urls.collect::<Vec<_>>(),
        "statements": understood.statements.iter().map(|element| element.code()).collect::<Vec<_>>(),
        "missing": missing.iter().map(problem).collect::<Vec<_>>(),
        "problems": understood.reading.problems.iter().map(problem).collect::<Vec<_>>(),
        "attachments": files.collect::<Vec<_>>(),
    })
}

/// The parties, with the complainant of the draft where no other was named.
fn parties(understood: &Understood) -> Vec<Party> {
    let mut parties = understood.parties.clone();
    let complainant = &understood.reading.draft.complainant;
    let known = parties.iter_mut().find(|party| party.role == PartyRole::Complainant);
    match known {
        Some(party) if party.email.is_empty() => party.email.clone_from(&complainant.email),
        Some(_) => {}
        None if complainant.name.is_empty() && complainant.email.is_empty() => {}
        None => parties.push(Party {
            role: PartyRole::Complainant,
            name: complainant.name.clone(),
            email: complainant.email.clone(),
            postal_address: complainant.postal_address.clone(),
            telephone: complainant.telephone.clone(),
        }),
    }
    parties
}

fn party(party: &Party) -> Value {
    json!({
        "role": party.role.code(),
        "name": party.name,
        "email": party.email,
        "postal_address": party.postal_address,
        "telephone": party.telephone,
    })
}

fn problem(problem: &Problem) -> Value {
    json!({
        "field": problem.field,
        "code": problem.code(),
        "message": problem.to_string(),
        "remedy": problem.remedy(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_shown_with_every_address_and_what_is_missing() {
        let text = "Subject: Fake bags\r\nFrom: Ada North <brand@northlight.example>\r\nDate: x\r\n\r\n\
                    Claim: counterfeit\r\nRegistration number: 018999001\r\n\
                    Please remove https://shop.example/item/7, it is a fake of our bag.\r\n";
        let shown = show(&understand(text.as_bytes(), "notice.eml"));
        assert_eq!(shown["class"], "complaint");
        assert_eq!(shown["kind_of_right"], "trademark");
        assert_eq!(shown["urls"][0]["role"], "accused");
        assert_eq!(shown["urls"][0]["url"], "https://shop.example/item/7");
        assert_eq!(shown["parties"][0]["email"], "brand@northlight.example");
        let missing: Vec<_> = shown["missing"].as_array().unwrap().iter().map(|m| &m["field"]).collect();
        assert_eq!(missing, ["good_faith"]);
    }
}
