//! Blocks of header-like fields, as machine-readable parts of mails hold them (RFC 3464, RFC 5965).

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

use crate::text;

/// The most fields of one text.
const MOST: usize = 10_000;

/// A block of fields: name and unfolded value of each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first field of that name, in any case; the empty text when there is none.
    pub(crate) fn one(&self, name: &str) -> String {
        self.all(name).next().unwrap_or_default().to_owned()
    }

    /// Every field of that name, in any case.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(own, _)| own.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str())
    }

    /// Whether a field of that name is there and not empty.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.all(name).any(|value| !value.is_empty())
    }
}

/// The blocks of a text, apart by empty lines. A line without a colon belongs to nothing.
pub(crate) fn blocks(text: &str) -> Vec<Fields> {
    let mut blocks = Vec::new();
    let mut block = Fields::default();
    let mut count = 0;
    for line in text.lines() {
        if line.trim().is_empty() {
            if !block.0.is_empty() {
                blocks.push(std::mem::take(&mut block));
            }
            continue;
        }
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = block.0.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':')
            && count < MOST
        {
            count += 1;
            block.0.push((name.trim().to_owned(), text::line(value)));
        }
    }
    if !block.0.is_empty() {
        blocks.push(block);
    }
    blocks
}

/// A date of a mail (RFC 5322, 3.3, with the obsolete zones of 4.3). A wrong day of the week is forgiven.
pub(crate) fn date(text: &str) -> Option<Timestamp> {
    static PARSER: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
    PARSER.parse_timestamp(text).ok()
}

/// What follows the type in `type; value` (RFC 3464, 2.1.2), or all where there is no type.
pub(crate) fn untyped(value: &str) -> &str {
    value.split_once(';').map_or(value, |(_, value)| value).trim()
}

/// A mail address without the angle brackets around it, and without a comment after it.
pub(crate) fn bare(address: &str) -> String {
    let inner = address.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(inner, _)| inner);
    inner.unwrap_or_else(|| address.split([' ', '(']).next().unwrap_or_default()).to_owned()
}
