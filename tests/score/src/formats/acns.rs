//! Mails of reporting machines: `**/*.eml`. What is in each is told by plain marks in its bytes: an ACNS
//! notice by its element, a feedback report by its media type, X-ARF by its header.

use std::path::Path;

use notice::Class;
use notice::mail::{MailReading, read};

use crate::files::{below, shown};
use crate::{Goal, Score, Scored};

/// Scores the set in `folder`.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn score(folder: &Path) -> anyhow::Result<Scored> {
    let mut notes = Vec::new();
    let mut acns = Tally::default();
    let mut fields = Tally::default();
    let mut arf = Tally::default();
    let mut xarf = Tally::default();
    let mut others = Tally::default();
    for path in below(folder, "eml")? {
        let raw = std::fs::read(&path)?;
        let text = String::from_utf8_lossy(&raw);
        let lower = text.to_ascii_lowercase();
        let reading = read(&raw, "");
        let understood = &reading.understood;
        let (class, format) = (understood.class.code(), understood.format.clone());
        let file = shown(folder, &path);
        let tally = if lower.contains("<infringement") && lower.contains("</infringement>") {
            for wrong in wrong_fields(&text, &reading) {
                notes.push(format!("{file}\t{wrong}"));
                fields.count(false);
            }
            fields.count(true);
            acns.count(understood.class == Class::Complaint && format.starts_with("acns "))
        } else if lower.contains("content-type: message/feedback-report") {
            arf.count(reading.feedback.is_some() && understood.class == Class::NotOurs)
        } else if lower.contains("\nx-arf:") || lower.contains("\nx-xarf:") {
            xarf.count(format.starts_with("xarf"))
        } else {
            others.count(matches!(understood.class, Class::NotOurs | Class::Automatic))
        };
        if !tally {
            notes.push(format!("{file}\tread as {format}, {class}"));
        }
    }
    let set = "abuseio-notifier-samples";
    let scores = vec![
        acns.share(set, "acns-read", 1.0),
        fields.share(set, "acns-fields", 1.0),
        arf.share(set, "arf-read", 1.0),
        xarf.share(set, "xarf-read", 1.0),
        others.share(set, "others-not-ours", 0.9),
    ];
    Ok(Scored { scores, notes })
}

/// Hits among all.
#[derive(Debug, Default)]
pub(super) struct Tally {
    hits: usize,
    all: usize,
}

impl Tally {
    /// Counts one, and says whether it was a hit.
    pub(super) fn count(&mut self, hit: bool) -> bool {
        self.hits += usize::from(hit);
        self.all += 1;
        hit
    }

    pub(super) fn share(&self, set: &'static str, measure: &'static str, goal: f64) -> Score {
        Score::share(set, measure, self.hits, self.all, Goal::AtLeast(goal))
    }
}

/// What of a notice is not found again in the reading: its titles, hashes, firm, and the addresses in it.
fn wrong_fields(text: &str, reading: &MailReading) -> Vec<String> {
    let notice = text.rfind("<Infringement").map_or("", |at| &text[at..]);
    let all = |name: &str| -> Vec<String> {
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        let inner = notice.split(&open).skip(1).filter_map(|rest| rest.split_once(&close));
        inner.map(|(inner, _)| inner.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    let understood = &reading.understood;
    let draft = &understood.reading.draft;
    let unescaped = |text: &str| text.replace("&amp;", "&").replace("&apos;", "'").replace("&quot;", "\"");
    let mut wrong = Vec::new();
    let mut expect = |what: &str, holds: bool, value: &str| {
        if !value.is_empty() && !holds {
            wrong.push(format!("{what} {value:?} is not in the reading"));
        }
    };
    for title in all("Title") {
        expect("title", draft.right.work.contains(&unescaped(&title)), &title);
    }
    for name in all("FileName") {
        expect("file", draft.explanation.contains(&unescaped(&name)), &name);
    }
    for ip in all("IP_Address") {
        expect("address", draft.explanation.contains(&ip), &ip);
    }
    for firm in all("Entity").into_iter().take(2) {
        let known = understood.parties.iter().any(|party| party.name == unescaped(&firm));
        expect("firm", known, &firm);
    }
    for url in all("URL").into_iter().filter(|url| url.starts_with("http")) {
        let known = draft.listings.contains(&unescaped(&url));
        expect("accused address", known, &url);
    }
    wrong
}
