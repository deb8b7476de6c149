//! The message around a letter.
//!
//! Message-ID is `<effect.case@domain>`. Mail services replace it with one of their own, so References
//! carries `<case@domain>`, which a reply repeats, and Reply-To carries the case once more.

use case::{CaseId, Digest, Language};
use jiff::Timestamp;
use mail_builder::MessageBuilder;
use mail_builder::headers::HeaderType;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::message_id::MessageId;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::{BodyPart, MimePart};

use super::block::{self, Block, tag};
use super::{ComposeError, Composed, Sender};

/// The longest address that mail can carry (RFC 5321 4.5.3.1.3, without the angle brackets).
const LONGEST_ADDRESS: usize = 254;

/// From whom, to whom, and by which ids.
pub(super) struct Envelope<'a> {
    pub(super) language: Language,
    pub(super) sender: &'a Sender,
    pub(super) to: &'a str,
    pub(super) to_name: &'a str,
    pub(super) at: Timestamp,
    /// The Message-ID that this answers.
    pub(super) answers: Option<&'a str>,
    /// The Message-ID, without its domain.
    pub(super) id: String,
    /// The cases that it is about: a reply to it finds them.
    pub(super) cases: Vec<CaseId>,
}

impl<'a> Envelope<'a> {
    /// Of a letter about no case that answers nothing. Its Message-ID is made of its `kind` and of what names it among these:
    /// sent again, it is the same message.
    pub(super) fn about_no_case(
        language: Language,
        sender: &'a Sender,
        (to, to_name): (&'a str, &'a str),
        at: Timestamp,
        (kind, name): (&str, &Digest),
    ) -> Self {
        let id = format!("{kind}.{}", &name.to_string()[..32]);
        Self { language, sender, to, to_name, at, answers: None, id, cases: Vec::new() }
    }
}

/// The letter that says `blocks`, as text and as HTML.
pub(super) fn composed(
    draft: &Envelope<'_>,
    subject: String,
    blocks: &[Block],
) -> Result<Composed, ComposeError> {
    let text = block::text(draft.language, blocks);
    let html = block::html(draft.language, &draft.sender.name, &subject, blocks);
    let mime = message(draft, &subject, &text, &html)?;
    Ok(Composed { subject, text, html, mime })
}

fn message(draft: &Envelope<'_>, subject: &str, text: &str, html: &str) -> Result<Vec<u8>, ComposeError> {
    let to = address(draft.to)?;
    let (_, domain) = split(address(&draft.sender.address)?)?;
    let (replies_at, replies_domain) = split(address(&draft.sender.replies)?)?;
    let reply_to = match draft.cases.first() {
        Some(case) => format!("{replies_at}+{case}@{replies_domain}"),
        None => draft.sender.replies.clone(),
    };

    let mut references = Vec::new();
    let answers = draft.answers.filter(|id| is_message_id(id));
    references.extend(answers.map(ToOwned::to_owned));
    references.extend(draft.cases.iter().map(|case| format!("{case}@{domain}")));
    // A header names what a reply needs, not a whole digest.
    references.truncate(20);

    let name = line(draft.to_name, 100);
    let to = Address::new_address((!name.is_empty()).then_some(name), to);
    let sender = Address::new_address(Some(line(&draft.sender.name, 100)), draft.sender.address.as_str());
    let automatic = if answers.is_some() { "auto-replied" } else { "auto-generated" };
    // Made from the content, so no content can hold it, and the same letter is the same bytes.
    let boundary = format!("=_{}", &Digest::of(format!("{text}\0{html}").as_bytes()).to_string()[..40]);
    let part = |media: &'static str, body: &str| {
        MimePart::new(
            ContentType::new(media).attribute("charset", "utf-8"),
            BodyPart::Text(crlf(body).into()),
        )
    };
    let mut message = MessageBuilder::new()
        .from(sender)
        .to(to)
        .reply_to(Address::from(reply_to))
        .subject(line(subject, 200))
        .date(draft.at.as_second())
        .message_id(format!("{}@{domain}", draft.id));
    if !references.is_empty() {
        message = message.header("References", MessageId::from(references.as_slice()));
    }
    if let Some(id) = answers {
        message = message.header("In-Reply-To", MessageId::new(id));
    }
    let mut bytes = Vec::new();
    message
        .header("Auto-Submitted", HeaderType::from(Raw::new(automatic)))
        .header("X-Auto-Response-Suppress", HeaderType::from(Raw::new("All")))
        .header("Content-Language", HeaderType::from(Raw::new(tag(draft.language))))
        .body(MimePart::new(
            ContentType::new("multipart/alternative").attribute("boundary", boundary),
            vec![part("text/plain", text), part("text/html", html)],
        ))
        .serialize(&mut bytes);
    Ok(bytes)
}

/// One line without control characters, of at most `most` characters.
pub(super) fn line(text: &str, most: usize) -> String {
    let text: String = text.chars().filter(|c| !case::turns(*c)).collect();
    let mut words = text.split(|c: char| c.is_control() || c.is_whitespace()).filter(|word| !word.is_empty());
    let mut line = words.next().unwrap_or_default().to_owned();
    for word in words {
        line.push(' ');
        line.push_str(word);
    }
    if line.chars().count() > most {
        line = line.chars().take(most.saturating_sub(1)).collect();
        line.push('…');
    }
    line
}

/// Line ends as mail has them.
fn crlf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n")
}

/// An address that can stand in a header as it is: visible ASCII, one `@`, nothing that mail reads as syntax.
fn address(text: &str) -> Result<&str, ComposeError> {
    let plain = |b: u8| b.is_ascii_graphic() && !b"<>()[],;:\\\"".contains(&b);
    let (local, domain) = split(text)?;
    if text.len() > LONGEST_ADDRESS || !text.bytes().all(plain) || local.is_empty() || domain.is_empty() {
        return Err(ComposeError::Address);
    }
    Ok(text)
}

fn split(address: &str) -> Result<(&str, &str), ComposeError> {
    match address.split_once('@') {
        Some((local, domain)) if !domain.contains('@') => Ok((local, domain)),
        _ => Err(ComposeError::Address),
    }
}

/// Whether a foreign Message-ID can be repeated in a header.
fn is_message_id(id: &str) -> bool {
    id.len() <= 500 && !id.is_empty() && id.bytes().all(|b| b.is_ascii_graphic() && b != b'<' && b != b'>')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(
            line("Shoes\r\nBcc: all@victim.example\u{0}\u{2028}x", 200),
            "Shoes Bcc: all@victim.example x"
        );
        assert_eq!(line("abcdef", 4), "abc…");
    }

    #[test]
    fn only_plain_addresses_are_written_to() {
        for bad in
            ["", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\r\nBcc: x@y", "\"a\"@b", "a@b,c@d", "é@b.example"]
        {
            assert_eq!(address(bad), Err(ComposeError::Address), "{bad}");
        }
        assert_eq!(address("brand+x@northlight.example"), Ok("brand+x@northlight.example"));
    }
}
