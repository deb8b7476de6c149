//! The readable text of a mail.

use case::Language;
use mime::{Kind, Message, ROOT};

use crate::problem::ProblemKind;
use crate::{limit, text};

/// The most forwarded mails that are read.
const MOST_FORWARDS: usize = 20;

/// What a person would read.
pub(super) struct Body {
    /// The text, at most 1 MB, with that of mails forwarded in it.
    pub(super) text: String,
    /// Targets of links that the text does not show, from HTML.
    pub(super) links: Vec<String>,
    /// The language of the text.
    pub(super) language: Language,
    /// Why it cannot be read.
    pub(super) problem: Option<ProblemKind>,
}

/// Reads the text of `message`, and of the mails that were forwarded as parts of it.
pub(super) fn of(message: &Message<'_>) -> Body {
    let parts = message.parts();
    let forwards = parts.iter().enumerate().filter(|(index, part)| {
        // A mail that is nothing but another mail is read as that, and a report returns what it is about.
        let returned = part.parent.is_some_and(|parent| &*parts[parent].media == "multipart/report");
        *index != ROOT && part.kind == Kind::Message && !returned
    });
    let inner = forwards.filter_map(|(index, _)| message.children(index).next());
    let (mut whole, mut links) = (String::new(), Vec::new());
    let (mut broken, mut refused) = (0, false);
    for root in std::iter::once(ROOT).chain(inner.take(MOST_FORWARDS)) {
        let most = limit::BODY_BYTES.saturating_sub(whole.len());
        let readable = message.readable(root, most);
        links.extend(readable.links.into_iter().map(|link| link.target).filter(|target| is_web(target)));
        broken += readable.broken;
        refused |= readable.unreadable.is_some();
        if !whole.is_empty() && !readable.text.is_empty() {
            whole.push('\n');
        }
        whole.push_str(&readable.text);
    }
    if !names_an_address(&whole) && links.is_empty() {
        papers(message, &mut whole);
    }
    links.truncate(limit::LISTINGS * 2);
    let text = text::lines(&whole);
    let problem = if refused || broken * 50 > text.chars().count() {
        // UTF-7 hides markup from every scanner that does not speak it. A stray byte is forgiven.
        Some(ProblemKind::BrokenCharset)
    } else {
        text.is_empty().then_some(ProblemKind::NoText)
    };
    Body { language: language_of(&text), text, links, problem }
}

/// Whether the words name a web address at all, in whatever spelling.
fn names_an_address(text: &str) -> bool {
    ["://", "www.", "[.]", "[:]"].iter().any(|sign| text.contains(sign))
}

/// Adds the text of the PDF files: a letter that names no address often says so on paper.
fn papers(message: &Message<'_>, whole: &mut String) {
    let papers = message.files(ROOT).map(|index| &message.parts()[index]).filter(|part| {
        let named = part.name.as_deref().is_some_and(|name| name.to_ascii_lowercase().ends_with(".pdf"));
        named || &*part.media == "application/pdf"
    });
    for paper in papers.take(limit::FILES) {
        let room = limit::BODY_BYTES.saturating_sub(whole.len() + 1);
        if let Ok(text) = mime::pdf::text(&paper.bytes(), room) {
            whole.push('\n');
            whole.push_str(&text);
        }
    }
}

fn is_web(target: &str) -> bool {
    target.len() <= limit::ADDRESS_BYTES && text::first_bytes(target, 4).eq_ignore_ascii_case("http")
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
