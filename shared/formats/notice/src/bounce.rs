//! Reports that a mail could not be delivered: RFC 3464, with the addresses of RFC 6533, and what older mail
//! systems write instead.

use std::collections::BTreeSet;

use crate::fields::{self, Fields};
use crate::{address, limit, text};

/// The most recipients taken of one report.
const MOST_RECIPIENTS: usize = 100;

/// A delivery report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bounce {
    /// The recipients that it tells of.
    pub recipients: Vec<Recipient>,
    /// `Reporting-MTA`, without its type; empty in a report in words.
    pub reporting_mta: String,
    /// The Message-ID of the mail that was not delivered, without angle brackets.
    pub message_id: Option<String>,
}

/// What became of the mail to one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recipient {
    /// The address that the mail was sent to: `Original-Recipient`, or else `Final-Recipient`.
    pub address: String,
    /// What was done.
    pub action: Action,
    /// The status code (RFC 3463), such as `5.1.1`; may be empty.
    pub status: String,
    /// `Diagnostic-Code`: what the other server said; may be empty.
    pub diagnostic: String,
}

/// What was done with a mail (RFC 3464, 2.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Action {
    /// It was given up.
    #[default]
    Failed,
    /// It is tried again.
    Delayed,
    /// It was delivered, relayed or expanded.
    Delivered,
}

impl Recipient {
    /// Whether letters to this address are in vain: it failed, and not only for now (RFC 3463: class 5, and
    /// not a full mailbox).
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        self.action == Action::Failed && self.status.starts_with('5') && self.status != "5.2.2"
    }
}

impl Bounce {
    /// Reads the part `message/delivery-status`, and the `original` mail or its header.
    #[must_use]
    pub fn read(status: &str, original: &str) -> Self {
        let blocks = fields::blocks(status);
        let recipient = |block: &Fields| {
            let address = ["Original-Recipient", "Final-Recipient"]
                .iter()
                .map(|name| fields::bare(fields::untyped(&block.one(name))))
                .find(|address| address.contains('@'))?;
            let action = match block.one("Action").to_ascii_lowercase().split([' ', ';', '(']).next() {
                Some("delayed") => Action::Delayed,
                Some("delivered" | "relayed" | "expanded") => Action::Delivered,
                _ => Action::Failed,
            };
            Some(Recipient {
                address,
                action,
                status: block.one("Status").split([' ', '(']).next().unwrap_or_default().to_owned(),
                diagnostic: fields::untyped(&block.one("Diagnostic-Code")).to_owned(),
            })
        };
        Self {
            recipients: blocks.iter().filter_map(recipient).take(MOST_RECIPIENTS).collect(),
            reporting_mta: blocks
                .first()
                .map(|first| fields::untyped(&first.one("Reporting-MTA")).to_owned())
                .unwrap_or_default(),
            message_id: message_id(original),
        }
    }

    /// Reads a report in words: the addresses before the mail that is sent back, but not `ours`, to which the
    /// report went. Where it names none, the mail that is sent back tells to whom it went.
    #[must_use]
    pub fn of_text(report: &str, original: &str, failed: &[String], ours: &[String]) -> Self {
        let named = failed.iter().flat_map(|list| list.split(',')).map(|one| fields::bare(one.trim()));
        let mut recipients = recipients(named.chain(before_original(report).flat_map(addresses)), ours);
        if recipients.is_empty() {
            let to = original.lines().chain(report.lines()).filter_map(|line| field(line, "to"));
            recipients = self::recipients(to.map(fields::bare), ours);
        }
        let status = status_in(report);
        for recipient in &mut recipients {
            recipient.status.clone_from(&status);
        }
        let message_id = message_id(original).or_else(|| message_id(report));
        Self { recipients, reporting_mta: String::new(), message_id }
    }
}

/// The addresses among `found` that can be written to, each once.
fn recipients(found: impl Iterator<Item = String>, ours: &[String]) -> Vec<Recipient> {
    let mut seen: BTreeSet<String> = ours.iter().map(|own| own.to_ascii_lowercase()).collect();
    let fresh = found
        .filter(|address| address::is_mail_address(address) && seen.insert(address.to_ascii_lowercase()));
    fresh.map(|address| Recipient { address, ..Recipient::default() }).take(MOST_RECIPIENTS).collect()
}

/// The value of a field called `name`, quoted or not.
fn field<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (own, value) = line.trim_start_matches(['>', ' ', '\t', '|']).split_once(':')?;
    own.eq_ignore_ascii_case(name).then(|| value.trim())
}

/// The lines of a report up to the header of the mail that it sends back.
fn before_original(report: &str) -> impl Iterator<Item = &str> {
    let starts = ["received:", "return-path:", "message-id:", "mime-version:"];
    text::first_bytes(report, limit::EXPLANATION).lines().take_while(move |line| {
        let line = line.trim_start_matches(['>', ' ', '\t', '|']).to_ascii_lowercase();
        !starts.iter().any(|start| line.starts_with(start))
    })
}

/// What may be an address in a line, unless the line tells of who sent the mail.
fn addresses(line: &str) -> Vec<String> {
    let lower = line.to_ascii_lowercase();
    if lower.contains("from") || lower.contains("sender") {
        return Vec::new();
    }
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '"' | ',' | ';' | ':');
    let words = line.split(ends).filter(|word| word.contains('@'));
    words.map(|word| word.trim_matches(['.', '\'', '`', '*']).to_owned()).collect()
}

/// The first status code (RFC 3463) in a text: one of the classes 4 and 5, with subject and detail.
fn status_in(report: &str) -> String {
    let words = text::first_bytes(report, limit::EXPLANATION)
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .map(|word| word.trim_matches('.'));
    let mut codes = words.filter(|word| {
        let parts: Vec<&str> = word.split('.').collect();
        matches!(parts.as_slice(), ["4" | "5", subject, detail]
            if subject.len() == 1 && (1..=3).contains(&detail.len()))
    });
    codes.next().unwrap_or_default().to_owned()
}

/// The Message-ID in a header, without angle brackets.
fn message_id(header: &str) -> Option<String> {
    header.lines().filter_map(|line| field(line, "message-id")).find_map(|value| {
        let id = value.trim_start_matches('<').split('>').next().unwrap_or_default();
        id.contains('@').then(|| text::line(id))
    })
}

/// Whether a report in words gives a reason: a status code (RFC 3463), or a reply of SMTP (RFC 5321, 4.2.3).
pub(crate) fn has_reason(report: &str) -> bool {
    let mut words = before_original(report).flat_map(|line| line.split([' ', '\t', '-', '<', '(', '#']));
    let replies = ["450", "451", "452", "550", "551", "552", "553", "554"];
    !status_in(report).is_empty() || words.any(|word| replies.contains(&word))
}
