//! Who sent a mail.

use std::net::IpAddr;

use mime::Message;

use super::auth::Verdicts;
use crate::{address, text};

/// The author of a mail.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Sender {
    /// The address; empty unless From holds exactly one that can be written to.
    pub(super) address: String,
    /// The name beside it; may be empty.
    pub(super) name: String,
}

impl Sender {
    /// The domain of the address; empty without one.
    pub(super) fn domain(&self) -> &str {
        self.address.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

/// Reads From. Two authors, or two From headers, are no author: each reader would show another one.
pub(super) fn of(message: &Message<'_>) -> Sender {
    let mut authors = message.fields().named("From").flat_map(|field| field.addresses());
    let (Some(author), None) = (authors.next(), authors.next()) else { return Sender::default() };
    let address = text::line(&author.address);
    if !address::is_mail_address(&address) {
        return Sender::default();
    }
    Sender { address, name: text::line(&author.name) }
}

/// The raw values of a header, topmost first.
pub(super) fn raw_values<'a>(message: &'a Message<'_>, name: &'a str) -> impl Iterator<Item = String> + 'a {
    message.fields().named(name).map(|field| text::line(&field.unfolded()))
}

/// Whether the receiving server found spam or a virus (the headers that Amazon SES adds).
pub(super) fn is_quarantined(message: &Message<'_>) -> bool {
    ["X-SES-Spam-Verdict", "X-SES-Virus-Verdict"]
        .iter()
        .any(|name| raw_values(message, name).any(|verdict| verdict.eq_ignore_ascii_case("FAIL")))
}

/// The address of the server that handed the mail to the receiving one, which wrote the topmost `Received` (RFC 5321,
/// 4.4). Those further down may have been written by anyone.
pub(super) fn handed_over_by(message: &Message<'_>) -> Option<IpAddr> {
    let topmost = raw_values(message, "Received").next()?;
    // `from NAME (NAME [ADDRESS]) by …`: the name in front is the client's own choice, and holds no bracket.
    let (from, _) = topmost.split_once(" by ")?;
    let (_, address) = from.rsplit_once('[')?;
    let (address, _) = address.split_once(']')?;
    address.trim_start_matches("IPv6:").parse().ok()
}

/// What the server `receiver` found: its `Authentication-Results`, if it is the topmost one. Results further
/// down may have been written by anyone.
pub(super) fn verdicts(message: &Message<'_>, receiver: &str) -> Verdicts {
    let topmost = raw_values(message, "Authentication-Results").next();
    topmost.map(|results| Verdicts::of_results(&results, receiver)).unwrap_or_default()
}
