//! Who sent a mail, and whether the receiving server believes it.

use mail_parser::{HeaderName, Message};

use crate::{address, text};

/// The author of a mail.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Sender {
    /// The address; empty unless From holds exactly one that can be written to.
    pub(super) address: String,
    /// The name beside it; may be empty.
    pub(super) name: String,
}

/// Reads From. Two authors, or two From headers, are no author: each reader would show another one.
pub(super) fn of(message: &Message<'_>) -> Sender {
    let mut authors = message
        .header_values(HeaderName::From)
        .filter_map(|value| value.as_address())
        .flat_map(|addresses| addresses.iter());
    let (Some(author), None) = (authors.next(), authors.next()) else { return Sender::default() };
    let address = text::line(author.address().unwrap_or_default());
    if !address::is_mail_address(&address) {
        return Sender::default();
    }
    Sender { address, name: text::line(author.name().unwrap_or_default()) }
}

/// The raw values of a header, topmost first.
pub(super) fn raw_values<'a>(message: &'a Message<'_>, name: &'a str) -> impl Iterator<Item = String> + 'a {
    message.headers().iter().filter(move |header| header.name().eq_ignore_ascii_case(name)).map(|header| {
        let (start, end) = (header.offset_start() as usize, header.offset_end() as usize);
        let raw = message.raw_message.get(start..end).unwrap_or_default();
        text::line(&String::from_utf8_lossy(raw))
    })
}

/// Whether the receiving server found spam or a virus (the headers that Amazon SES adds).
pub(super) fn is_quarantined(message: &Message<'_>) -> bool {
    ["X-SES-Spam-Verdict", "X-SES-Virus-Verdict"]
        .iter()
        .any(|name| raw_values(message, name).any(|verdict| verdict.eq_ignore_ascii_case("FAIL")))
}

/// Whether the topmost `Authentication-Results` (RFC 8601) is that of `receiver`, and in it the domain of
/// the sender passed DMARC (RFC 7489), or DKIM in exact alignment while DMARC did not fail.
///
/// Results further down may have been written by anyone.
pub(super) fn is_authenticated(message: &Message<'_>, receiver: &str, sender: &Sender) -> bool {
    let Some((_, domain)) = sender.address.rsplit_once('@') else { return false };
    let Some(results) = raw_values(message, "Authentication-Results").next() else { return false };
    let results = without_comments(&results);
    let mut parts = results.split(';');
    let server = parts.next().unwrap_or_default().split_whitespace().next().unwrap_or_default();
    if !server.eq_ignore_ascii_case(receiver) {
        return false;
    }
    let (mut dmarc, mut dmarc_failed, mut dkim) = (false, false, false);
    for part in parts {
        let mut words = part.split_whitespace();
        let Some((method, result)) = words.next().and_then(|word| word.split_once('=')) else { continue };
        let of = |wanted: &[&str]| {
            let mut found = words.clone().filter_map(|word| word.split_once('='));
            found
                .find(|(name, _)| wanted.iter().any(|wanted| name.eq_ignore_ascii_case(wanted)))
                .map(|(_, value)| value.trim_matches('"'))
                .map(|value| value.rsplit_once('@').map_or(value, |(_, domain)| domain))
        };
        let passed = result.eq_ignore_ascii_case("pass");
        match method.to_ascii_lowercase().as_str() {
            "dmarc" => {
                let ours = of(&["header.from"]).is_none_or(|from| from.eq_ignore_ascii_case(domain));
                dmarc |= passed && ours;
                dmarc_failed |= !passed && !result.eq_ignore_ascii_case("none");
            }
            "dkim" => {
                let signer = of(&["header.d", "header.i"]);
                dkim |= passed && signer.is_some_and(|signer| signer.eq_ignore_ascii_case(domain));
            }
            _ => {}
        }
    }
    !dmarc_failed && (dmarc || dkim)
}

/// Drops comments in parentheses, which may nest.
fn without_comments(value: &str) -> String {
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut escaped = false;
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted || depth > 0 => escaped = true,
            '"' if depth == 0 => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted && depth > 0 => depth -= 1,
            // What is quoted is somebody else's text: it must not look like a result.
            ';' | '=' if quoted => {}
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}
