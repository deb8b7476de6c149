//! The readable text of a mail.

use case::Language;
use mail_parser::{Message, MimeHeaders, PartType};

use crate::problem::ProblemKind;
use crate::{limit, text};

/// What a person would read.
pub(super) struct Body {
    /// The text, at most 1 MB.
    pub(super) text: String,
    /// Targets of links that the text does not show, from HTML.
    pub(super) links: Vec<String>,
    /// The language of the text.
    pub(super) language: Language,
    /// Why it cannot be read.
    pub(super) problem: Option<ProblemKind>,
}

/// Reads the text parts, or where there are none the HTML parts as text.
pub(super) fn of(message: &Message<'_>) -> Body {
    let mut whole = String::new();
    let mut links = Vec::new();
    let mut utf7 = false;
    for position in 0..message.text_body_count() {
        let Ok(index) = u32::try_from(position) else { break };
        let (Some(part), Some(shown)) = (message.text_part(index), message.body_text(position)) else {
            continue;
        };
        utf7 |= part
            .content_type()
            .and_then(|media| media.attribute("charset"))
            .is_some_and(|charset| charset.to_ascii_lowercase().replace('-', "").contains("utf7"));
        if let PartType::Html(html) = &part.body {
            links.extend(targets(html));
        }
        whole.push_str(text::first_bytes(&shown, limit::BODY_BYTES - whole.len()));
        if whole.len() + 1 >= limit::BODY_BYTES {
            break;
        }
        whole.push('\n');
    }
    let text = text::lines(&whole);
    let unreadable = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let problem = if text.is_empty() {
        Some(ProblemKind::NoText)
    } else if utf7 || unreadable * 50 > text.chars().count() {
        // UTF-7 hides markup from every scanner that does not speak it. A stray byte is forgiven.
        Some(ProblemKind::BrokenCharset)
    } else {
        None
    };
    Body { language: language_of(&text), text, links, problem }
}

/// The targets of links in HTML.
fn targets(html: &str) -> Vec<String> {
    let lower = html.to_ascii_lowercase();
    let mut found = Vec::new();
    for (at, _) in lower.match_indices("href=").take(limit::LISTINGS * 2) {
        let rest = &html[at + "href=".len()..];
        let target = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => rest[1..].split(quote).next(),
            _ => rest.split([' ', '>', '\t', '\n']).next(),
        };
        let target = target.unwrap_or_default().replace("&amp;", "&");
        if target.len() <= limit::ADDRESS_BYTES && target.to_ascii_lowercase().starts_with("http") {
            found.push(target);
        }
    }
    found
}

/// Chinese when there are Han characters to speak of beside the Latin letters, and no Kana.
fn language_of(text: &str) -> Language {
    let (mut han, mut kana, mut latin) = (0_usize, 0_usize, 0_usize);
    for word in text.split_whitespace().filter(|word| !word.contains("://")) {
        for c in word.chars() {
            match c {
                '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' => han += 1,
                '\u{3040}'..='\u{30ff}' => kana += 1,
                _ => latin += usize::from(c.is_ascii_alphabetic()),
            }
        }
    }
    // A Han character says about as much as four letters.
    if han > 0 && kana * 10 < han && han * 4 >= latin { Language::Zh } else { Language::En }
}
