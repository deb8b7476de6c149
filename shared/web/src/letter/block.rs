//! A letter as a list of blocks, shown as text and as HTML.

use askama::Template;
use case::Language;

use crate::text::say;

/// A piece of a letter. Texts may come from outside: both renderings neutralise them.
pub(super) enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Names and values.
    Facts(Vec<(String, String)>),
    /// Listings by title and address.
    Listings(Vec<(String, String)>),
    /// A list.
    Points(Vec<String>),
    /// The words of a party.
    Quote(String),
    /// What to press, and where it leads.
    Button(String, String),
    /// The small print.
    Small(String),
}

#[derive(Template)]
#[template(path = "letter.html")]
struct LetterTemplate<'a> {
    language: &'static str,
    sender: &'a str,
    subject: &'a str,
    blocks: &'a [Block],
}

pub(super) fn html(language: Language, sender: &str, subject: &str, blocks: &[Block]) -> String {
    // As with pages: rendering into memory does not fail.
    LetterTemplate { language: tag(language), sender, subject, blocks }.render().unwrap_or_default()
}

/// The language as a BCP 47 tag.
pub(super) const fn tag(language: Language) -> &'static str {
    match language {
        Language::En => "en",
        Language::Zh => "zh-Hans",
    }
}

/// The text part. Foreign words are always indented, so that none can pass for ours.
pub(super) fn text(language: Language, blocks: &[Block]) -> String {
    let mut pieces = Vec::new();
    for block in blocks {
        pieces.push(match block {
            Block::Heading(heading) => format!("{heading}\n{}", "-".repeat(columns(heading))),
            Block::Text(text) | Block::Small(text) => text.clone(),
            Block::Facts(facts) => {
                let lines = facts.iter().map(|(name, value)| format!("{name}\n{}", indent(value, "    ")));
                lines.collect::<Vec<_>>().join("\n")
            }
            Block::Listings(listings) => {
                let line = |(title, url): &(String, String)| {
                    let address = if url.is_empty() { String::new() } else { format!("\n    {url}") };
                    format!("  * {title}{address}")
                };
                let lines = listings.iter().map(line);
                lines.collect::<Vec<_>>().join("\n")
            }
            Block::Points(points) => {
                points.iter().map(|point| format!("  - {point}")).collect::<Vec<_>>().join("\n")
            }
            Block::Quote(quote) => indent(quote, "> "),
            Block::Button(label, address) => {
                format!("{label}{}\n{address}", say(language, "site-colon").trim_end())
            }
        });
    }
    let mut text = pieces.join("\n\n");
    text.push('\n');
    text
}

/// The width of `text` in columns: two for a character of the East Asian scripts.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{2E80}' { 2 } else { 1 }).sum()
}

fn indent(text: &str, with: &str) -> String {
    text.lines().map(|line| format!("{with}{line}")).collect::<Vec<_>>().join("\n")
}
