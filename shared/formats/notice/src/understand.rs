//! Anything that may be a notice, told apart by what it holds.

use case::Language;
use mime::{Limits, ROOT};

use crate::prose::{self, Prose};
use crate::understood::{Class, Party, PartyRole, Understood};
use crate::{Problem, Reading, acns, bulk, field, json, limit, mail, problem::ProblemKind, text, xarf};

/// Reads a mail, a XARF report, a complaint in JSON, an ACNS notice, a table (CSV, XLSX), or plain text or
/// HTML. `name` is the file's name, which only decides between a table and a text; it may be empty.
///
/// Cost is linear in the size; at most [`limit::MAIL_BYTES`] are read.
#[must_use]
pub fn understand(bytes: &[u8], name: &str) -> Understood {
    if bytes.len() > limit::MAIL_BYTES {
        return unreadable(ProblemKind::TooLarge { limit: limit::MAIL_BYTES });
    }
    if bytes.starts_with(b"PK\x03\x04") || has_ending(name, &["csv", "tsv", "xlsx"]) {
        return table(bytes);
    }
    if is_mail(bytes) {
        return mail::read(bytes, mail::SES).understood;
    }
    let Some((text, is_html)) = decoded(bytes) else { return unreadable(ProblemKind::BrokenCharset) };
    if text.trim().is_empty() {
        return unreadable(ProblemKind::NoText);
    }
    if text.trim_start().starts_with('{') && has_ending(name, &["json", ""]) {
        return of_json(text.trim_start_matches('\u{feff}').as_bytes());
    }
    let page = is_html.then(|| mime::read_html(&text, limit::BODY_BYTES));
    match page {
        Some(page) => {
            let links: Vec<String> = page.links.into_iter().map(|link| link.target).collect();
            of_text(&page.text, &links, "html")
        }
        None => of_text(&text, &[], "text"),
    }
}

/// Whether the name ends in one of these; `""` stands for no ending at all.
fn has_ending(name: &str, endings: &[&str]) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|wanted| ending.eq_ignore_ascii_case(wanted))
}

fn blank(format: &str, class: Class) -> Understood {
    Understood {
        format: format.to_owned(),
        class,
        claim: None,
        language: Language::En,
        parties: Vec::new(),
        urls: Vec::new(),
        statements: Vec::new(),
        reading: Reading::default(),
        files: Vec::new(),
    }
}

fn unreadable(kind: ProblemKind) -> Understood {
    let reading = Reading { problems: vec![Problem::new(field::BODY, kind)], ..Reading::default() };
    Understood { reading, ..blank("unknown", Class::Unreadable) }
}

fn table(bytes: &[u8]) -> Understood {
    match bulk::read(bytes, &bulk::Sender::default()) {
        Ok(bulk) => bulk.understood(),
        Err(problem) => unreadable(problem.kind),
    }
}

/// Whether it begins as a message does (RFC 5322, 2.2): fields, among them at least two of those that
/// every mail program writes, and nothing else before the first empty line.
fn is_mail(bytes: &[u8]) -> bool {
    const USUAL: &[&str] = &[
        "from",
        "to",
        "date",
        "subject",
        "message-id",
        "received",
        "return-path",
        "delivered-to",
        "mime-version",
        "content-type",
        "dkim-signature",
        "reply-to",
    ];
    let head = &bytes[..bytes.len().min(limit::BODY_BYTES)];
    let mut usual = 0_usize;
    // Old Macintosh programs ended lines with carriage returns alone.
    let end = if head.contains(&b'\n') { b'\n' } else { b'\r' };
    for (number, line) in head.split(|byte| *byte == end).enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() && usual > 0 {
            break;
        }
        let folded = line.first().is_none_or(u8::is_ascii_whitespace);
        if folded || (number == 0 && (line.starts_with(b"From ") || line.starts_with(b"\xef\xbb\xbf"))) {
            continue;
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let name = colon.map(|at| line[..at].trim_ascii_end());
        let Some(name) = name.filter(|name| name.iter().all(|byte| (33..=126).contains(byte))) else {
            return false;
        };
        usual += usize::from(USUAL.iter().any(|usual| name.eq_ignore_ascii_case(usual.as_bytes())));
    }
    usual >= 2
}

/// The text in its charset, which is guessed, and whether it is HTML.
fn decoded(bytes: &[u8]) -> Option<(String, bool)> {
    let mut raw = b"Content-Type: text/plain\r\n\r\n".to_vec();
    raw.extend_from_slice(bytes);
    let limits = Limits { bytes: raw.len(), ..Limits::default() };
    let message = mime::read(&raw, &limits).ok()?;
    let text = message.parts()[ROOT].text().ok()?.text;
    let start: String = text.trim_start().chars().take(200).flat_map(char::to_lowercase).collect();
    let is_html =
        start.starts_with("<!doctype html") || start.starts_with("<html") || start.contains("<head");
    Some((text, is_html))
}

fn of_json(bytes: &[u8]) -> Understood {
    let is_complaint = serde_json::from_slice::<serde_json::Value>(bytes)
        .is_ok_and(|value| ["claim", "listings", "complainant"].iter().any(|name| value.get(name).is_some()));
    if !is_complaint {
        return xarf::read(bytes);
    }
    let reading = json::read(bytes);
    let draft = &reading.draft;
    let statements = draft.given();
    let claim = draft.claim;
    let urls = draft
        .listings
        .iter()
        .enumerate()
        .map(|(index, url)| crate::NamedUrl {
            url: url.clone(),
            role: crate::Role::Accused,
            place: format!("$.listings[{index}]"),
        })
        .collect();
    Understood {
        claim,
        language: draft.language.unwrap_or(Language::En),
        parties: vec![Party {
            role: PartyRole::Complainant,
            name: draft.complainant.name.clone(),
            email: draft.complainant.email.clone(),
            postal_address: draft.complainant.postal_address.clone(),
            telephone: draft.complainant.telephone.clone(),
        }],
        urls,
        statements,
        reading,
        ..blank("json", Class::Complaint)
    }
}

fn of_text(whole: &str, links: &[String], format: &str) -> Understood {
    let body = text::lines(text::first_bytes(whole, limit::BODY_BYTES));
    let notices: Vec<_> = acns::cut(&body).iter().filter_map(|xml| acns::Acns::read(xml).ok()).collect();
    let Prose { class, claim, parties, urls, statements, mut reading } = prose::read("", &body, links);
    let faults = reading.draft.faults();
    reading.problems.extend(faults);
    let words = Understood { class, claim, parties, urls, statements, reading, ..blank(format, class) };
    if !notices.is_empty() {
        return mail::of_acns(&notices, words);
    }
    match xarf::read_yaml_like(&body) {
        Some(report) => report,
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(bytes: &[u8], name: &str) -> (String, Class) {
        let understood = understand(bytes, name);
        (understood.format, understood.class)
    }

    #[test]
    fn what_it_holds_decides_how_it_is_read() {
        let letter = "We own the copyright in the photograph. It is copied at https://shop.example/item/7, \
                      please remove it.";
        let mail = format!("From: a@b.example\r\nSubject: Copyright\r\nDate: x\r\n\r\n{letter}");
        assert_eq!(format(mail.as_bytes(), "notice"), ("mail".to_owned(), Class::Complaint));
        assert_eq!(format(letter.as_bytes(), "notice.txt"), ("text".to_owned(), Class::Complaint));
        let page = format!("<!DOCTYPE html><html><body><p>{letter}</p></body></html>");
        assert_eq!(format(page.as_bytes(), "saved.html"), ("html".to_owned(), Class::Complaint));
        let json = br#"{"claim":"copyright","listings":["https://shop.example/item/7"]}"#;
        assert_eq!(format(json, "body.json"), ("json".to_owned(), Class::Complaint));
        let acns = "<Infringement><Case><ID>1</ID></Case><Complainant><Entity>Studio</Entity></Complainant>\
                    <Content><Item><Title>Film</Title></Item></Content></Infringement>";
        let (name, class) = format(acns.as_bytes(), "notice.xml");
        assert!(name.starts_with("acns") && class == Class::Complaint, "{name}");
        let table = b"claim,listing\ncounterfeit,https://shop.example/item/7\n";
        assert_eq!(format(table, "rows.csv"), ("csv".to_owned(), Class::Complaint));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        for (bytes, name) in [(&b""[..], ""), (b"   \n", "a.txt"), (b"PK\x03\x04nonsense", "a.xlsx")] {
            let understood = understand(bytes, name);
            assert_eq!(understood.class, Class::Unreadable, "{name}");
            assert!(!understood.reading.problems.is_empty(), "{name}");
        }
    }

    #[test]
    fn a_letter_with_labels_is_no_mail() {
        assert!(!is_mail(b"Name: Ada North\nSubject: Fake bags\n\nPlease remove them."));
        assert!(is_mail(b"From 1@x Mon\nReceived: by x\n\tfor y\nFrom: a@b.example\n\nText"));
    }
}
