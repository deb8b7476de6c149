//! Header fields (RFC 5322, 2.2), parsed when they are asked for.

use std::borrow::Cow;

use mail_parser::HeaderValue;
use mail_parser::parsers::MessageStream;
use memchr::memchr;

use crate::charset;
use crate::words::Taken;

/// The header of a part: its fields in their order.
#[derive(Debug, Clone, Copy)]
pub struct Fields<'m> {
    block: &'m [u8],
}

/// A header field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field<'m> {
    /// The name as it was written.
    pub name: &'m str,
    /// What follows the colon, with its folds, without the end of its last line.
    pub raw: &'m [u8],
}

/// An address of a field such as From (RFC 5322, 3.4).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mailbox {
    /// The display name, decoded; may be empty.
    pub name: String,
    /// The address as it was written; may be empty, and need not be one that can be written to.
    pub address: String,
}

impl<'m> Fields<'m> {
    /// The fields of `block`: a header, or a body written like one, such as a feedback report (RFC 5965).
    #[must_use]
    pub const fn of(block: &'m [u8]) -> Self {
        Self { block }
    }

    /// The bytes of the header, without the empty line that ends it.
    #[must_use]
    pub const fn raw(&self) -> &'m [u8] {
        self.block
    }

    /// The fields of this name, in any case, topmost first.
    pub fn named<'n>(self, name: &'n str) -> impl Iterator<Item = Field<'m>> + use<'m, 'n> {
        self.filter(move |field| field.name.eq_ignore_ascii_case(name))
    }
}

impl<'m> Iterator for Fields<'m> {
    type Item = Field<'m>;

    fn next(&mut self) -> Option<Field<'m>> {
        while !self.block.is_empty() {
            let mut end = line_end(self.block, 0);
            while matches!(self.block.get(end), Some(b' ' | b'\t')) {
                end = line_end(self.block, end);
            }
            let (lines, rest) = self.block.split_at(end);
            self.block = rest;
            if let Some((name, value)) = split_field(lines) {
                return Some(Field { name, raw: without_line_end(value) });
            }
        }
        None
    }
}

/// Where the line that begins at `from` ends, its line feed included.
pub(crate) fn line_end(data: &[u8], from: usize) -> usize {
    memchr(b'\n', &data[from..]).map_or(data.len(), |at| from + at + 1)
}

/// Takes the line feed from the end, and a carriage return before it.
pub(crate) fn without_line_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// The name and the value, if `line` begins as a field does: printable ASCII and a colon. White space before
/// the colon is obsolete and read (RFC 5322, 4.5).
pub(crate) fn split_field(line: &[u8]) -> Option<(&str, &[u8])> {
    let end = line.iter().position(|byte| !(33..=126).contains(byte) || *byte == b':')?;
    let (name, rest) = line.split_at(end);
    let spaces = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t'))?;
    let value = rest[spaces..].strip_prefix(b":")?;
    (!name.is_empty()).then_some((std::str::from_utf8(name).ok()?, value))
}

/// The most parameters of a field: `mail-parser` looks at each for each.
const MOST_PARAMETERS: usize = 100;

impl Field<'_> {
    /// The value on one line, its encoded words decoded (RFC 2047).
    #[must_use]
    pub fn text(&self) -> String {
        let taken = Taken::of(&self.utf8());
        let line = String::from_utf8_lossy(&taken.line);
        taken.put_back(&on_one_line(&line)).into_owned()
    }

    /// The value on one line, nothing decoded: for what machines write, such as `Authentication-Results`.
    #[must_use]
    pub fn unfolded(&self) -> String {
        on_one_line(&String::from_utf8_lossy(self.raw))
    }

    /// The addresses, those of groups among them.
    #[must_use]
    pub fn addresses(&self) -> Vec<Mailbox> {
        let taken = self.taken();
        let value = MessageStream::new(&taken.line).parse_address();
        let Some(addresses) = value.as_address() else { return Vec::new() };
        let mailbox = |address: &mail_parser::Addr<'_>| Mailbox {
            name: taken.put_back(address.name().unwrap_or_default()).into_owned(),
            address: taken.put_back(address.address().unwrap_or_default()).into_owned(),
        };
        addresses.iter().map(mailbox).collect()
    }

    /// The ids of a field such as References, without their angle brackets.
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        let taken = self.taken();
        match MessageStream::new(&taken.line).parse_id() {
            HeaderValue::Text(id) => vec![taken.put_back(&id).into_owned()],
            HeaderValue::TextList(ids) => ids.iter().map(|id| taken.put_back(id).into_owned()).collect(),
            _ => Vec::new(),
        }
    }

    /// The time that a field such as Date tells, in seconds since 1970.
    #[must_use]
    pub fn time(&self) -> Option<i64> {
        let taken = self.taken();
        let value = MessageStream::new(&taken.line).parse_date();
        value.as_datetime().filter(|time| time.is_valid()).map(mail_parser::DateTime::to_timestamp)
    }

    /// The value and parameters of a field such as Content-Type (RFC 2045, 5.1; RFC 2231).
    pub(crate) fn parameters(&self) -> Option<Parameters> {
        let mut taken = self.taken();
        let mut ends = taken.line.iter().enumerate().filter(|(_, byte)| **byte == b';');
        if let Some((end, _)) = ends.nth(MOST_PARAMETERS) {
            taken.line.truncate(end);
            taken.line.push(b'\n');
        }
        let HeaderValue::ContentType(parsed) = MessageStream::new(&taken.line).parse_content_type() else {
            return None;
        };
        let value = match parsed.subtype() {
            Some(subtype) => format!("{}/{subtype}", parsed.ctype()),
            None => parsed.ctype().to_owned(),
        };
        let parameters = parsed.attributes().unwrap_or_default().iter();
        let parameters = parameters
            .map(|parameter| (parameter.name.to_string(), taken.put_back(&parameter.value).into_owned()));
        Some(Parameters { value: value.to_ascii_lowercase(), parameters: parameters.collect() })
    }

    /// What `mail-parser` wants: UTF-8 with a line feed at the end, here without encoded words.
    fn taken(&self) -> Taken {
        let mut taken = Taken::of(&self.utf8());
        taken.line.push(b'\n');
        taken
    }

    fn utf8(&self) -> Cow<'_, str> {
        match std::str::from_utf8(self.raw) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(charset::guessed(self.raw).0),
        }
    }
}

/// A value with parameters.
#[derive(Debug)]
pub(crate) struct Parameters {
    /// In lower case.
    pub(crate) value: String,
    parameters: Vec<(String, String)>,
}

impl Parameters {
    /// The parameter of this name, in lower case.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(found, _)| found == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

fn on_one_line(text: &str) -> String {
    let lines = text.split(['\r', '\n']).map(|line| line.trim_matches([' ', '\t']));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(raw: &str) -> Field<'_> {
        Field { name: "X", raw: raw.as_bytes() }
    }

    #[test]
    fn addresses_are_read_with_their_names() {
        let read = field(
            " =?utf-8?Q?North,_Ada?= <ada@brand.example>,\r\n \"Legal, Desk\" <legal@brand.example>,\
             Team: a@b.example, <c@d.example>;",
        );
        let pairs: Vec<_> = read.addresses().into_iter().map(|it| (it.name, it.address)).collect();
        let expected = [
            ("North, Ada", "ada@brand.example"),
            ("Legal, Desk", "legal@brand.example"),
            ("", "a@b.example"),
            ("", "c@d.example"),
        ];
        assert_eq!(pairs, expected.map(|(name, address)| (name.to_owned(), address.to_owned())));
    }

    #[test]
    fn an_encoded_name_cannot_pose_as_an_address() {
        let read = field("=?utf-8?Q?a@bank.example=3E?= <mallory@evil.example>").addresses();
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].address, "mallory@evil.example");
    }

    #[test]
    fn names_of_files_are_decoded_however_they_are_encoded() {
        for (raw, name) in [
            ("attachment; filename=\"list.csv\"", "list.csv"),
            ("attachment; filename*=UTF-8''%E4%BE%B5%E6%9D%83.pdf", "侵权.pdf"),
            ("attachment; filename*0=\"long \"; filename*1=\"name.pdf\"", "long name.pdf"),
            ("attachment; filename*0*=utf-8''%E4%BE%B5; filename*1*=%E6%9D%83.pdf", "侵权.pdf"),
            ("attachment; filename=\"=?utf-8?B?5L615p2DLnBkZg==?=\"", "侵权.pdf"),
            ("attachment; filename==?utf-8?B?5L615p2DLnBkZg==?=", "侵权.pdf"),
            ("attachment;\r\n filename=\"=?gb2312?B?x9Y=?=\r\n =?gb2312?B?yKgucGRm?=\"", "侵权.pdf"),
        ] {
            let read = field(raw).parameters().unwrap();
            assert_eq!((read.value.as_str(), read.get("filename")), ("attachment", Some(name)), "{raw}");
        }
    }

    #[test]
    fn ids_and_times_are_read() {
        assert_eq!(field(" <a@b.example>\r\n <c@d.example>").ids(), ["a@b.example", "c@d.example"]);
        assert_eq!(field("Sun, 22 Nov 2026 01:00:00 +0100").time(), Some(1_795_305_600));
        assert_eq!(field("yesterday").time(), None);
    }
}
