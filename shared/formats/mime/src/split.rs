//! Takes a message apart, in one pass over its lines.

use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;

use crate::cms;
use crate::header::{Fields, line_end, split_field, without_line_end};
use crate::limits::{Limits, MessageError};
use crate::media::Declared;
use crate::message::Message;
use crate::part::{Encoding, Flaw, Kind, Part, Source};

/// How often a mail may lie encoded inside of another: each is a copy in memory.
const MOST_ENCODED: usize = 3;

/// Reads a message.
///
/// # Errors
///
/// [`MessageError`] when there is nothing to read, or more than `limits` allows. Anything else is read as far as
/// it can be, see [`Flaw`].
pub fn read<'a>(raw: &'a [u8], limits: &Limits) -> Result<Message<'a>, MessageError> {
    if raw.len() > limits.bytes {
        return Err(MessageError::TooLarge(limits.bytes));
    }
    if raw.trim_ascii().is_empty() {
        return Err(MessageError::Empty);
    }
    let mut reader = Reader { limits, parts: Vec::new(), children: Vec::new(), fields: 0 };
    reader.read(&Source::Raw(raw), None, 0)?;
    Ok(Message { parts: reader.parts })
}

struct Reader<'a, 'l> {
    limits: &'l Limits,
    parts: Vec<Part<'a>>,
    /// How many parts each part holds so far.
    children: Vec<usize>,
    fields: usize,
}

/// A multipart whose last boundary is still to come.
struct Open {
    part: usize,
    boundary: Vec<u8>,
    /// Whether any boundary came.
    has_begun: bool,
    /// How many parts have no end yet, this one among them.
    unended: usize,
}

/// A line that ends a part.
struct Delimiter {
    /// Which of the open multiparts it belongs to.
    level: usize,
    /// Whether that has no further part.
    is_last: bool,
    /// Where the part before it ends: the line end before a boundary belongs to the boundary.
    end: usize,
    /// Where the line after it begins.
    next: usize,
}

impl<'a> Reader<'a, '_> {
    /// Reads the message that `source` is, and puts its parts below `parent`.
    fn read(
        &mut self,
        source: &Source<'a>,
        parent: Option<usize>,
        encoded: usize,
    ) -> Result<(), MessageError> {
        let data = source.bytes();
        let mut open: Vec<Open> = Vec::new();
        let mut unended: Vec<usize> = Vec::new();
        let mut parent = parent;
        let mut at = 0;
        loop {
            let (header, body) = self.header(data, at, &open)?;
            let boundary = self.begin(source, at..header, body, parent)?;
            let part = self.parts.len() - 1;
            unended.push(part);
            if self.parts[part].kind == Kind::Message && self.parts[part].encoding == Encoding::Identity {
                (parent, at) = (Some(part), body);
                continue;
            }
            if let Some(boundary) = boundary {
                open.push(Open { part, boundary, has_begun: false, unended: unended.len() });
            }
            let mut from = body;
            loop {
                let Some(found) = next_delimiter(data, from, &open) else {
                    self.close(&mut open, 0);
                    return self.end(&mut unended, 0, data.len(), encoded);
                };
                from = found.next;
                self.close(&mut open, found.level + 1);
                let multipart = &mut open[found.level];
                self.end(&mut unended, multipart.unended, found.end, encoded)?;
                if found.is_last && !multipart.has_begun {
                    // It holds no part: what stands before the boundary is all there is.
                    self.end(&mut unended, multipart.unended - 1, found.end, encoded)?;
                    self.as_text(multipart.part);
                }
                multipart.has_begun = true;
                parent = Some(multipart.part);
                // A boundary at the very end begins nothing.
                if !found.is_last && found.next < data.len() {
                    break;
                }
                open.pop();
            }
            at = from;
        }
    }

    /// Where the body begins after the header at `from`: its end and the begin of the body.
    fn header(&mut self, data: &[u8], from: usize, open: &[Open]) -> Result<(usize, usize), MessageError> {
        let mut at = from;
        while at < data.len() {
            let end = line_end(data, at);
            let line = &data[at..end];
            if without_line_end(line).is_empty() {
                return Ok((at, end));
            }
            let is_field = split_field(line).is_some();
            let is_fold = at > from && matches!(line[0], b' ' | b'\t');
            // The first line of a mailbox file, and what some relays make of it.
            let is_envelope = at == from && (line.starts_with(b"From ") || line.starts_with(b">From "));
            // Without an empty line: the part is already over, or its body has begun. A line that was broken
            // on the way does not end the header, if another field follows.
            let is_broken = !(is_field || is_fold || is_envelope);
            let goes_on = || split_field(&data[end..]).is_some_and(|(_, value)| value.starts_with(b" "));
            if is_broken && !goes_on() || delimiter(data, at, end, open).is_some() {
                return Ok((at, at));
            }
            self.fields += usize::from(is_field);
            if self.fields > self.limits.fields {
                return Err(MessageError::TooManyFields(self.limits.fields));
            }
            if end - from > self.limits.header_bytes {
                return Err(MessageError::HeaderTooLong(self.limits.header_bytes));
            }
            at = end;
        }
        Ok((data.len(), data.len()))
    }

    /// Begins a part. Returns its boundary, if it is a multipart that has one.
    fn begin(
        &mut self,
        source: &Source<'a>,
        header: Range<usize>,
        body: usize,
        parent: Option<usize>,
    ) -> Result<Option<Vec<u8>>, MessageError> {
        if self.parts.len() >= self.limits.parts {
            return Err(MessageError::TooManyParts(self.limits.parts));
        }
        let depth = parent.map_or(0, |parent| self.parts[parent].depth + 1);
        if depth > self.limits.depth {
            return Err(MessageError::TooDeep(self.limits.depth));
        }
        let number = match parent {
            Some(parent) => {
                self.children[parent] += 1;
                format!("{}.{}", self.parts[parent].number, self.children[parent])
            }
            None => "1".to_owned(),
        };
        let declared = Declared::of(Fields::of(&source.bytes()[header.clone()]));
        let in_digest = parent.is_some_and(|parent| &*self.parts[parent].media == "multipart/digest");
        let default = if in_digest { "message/rfc822" } else { "text/plain" };
        let media = declared.media.unwrap_or_else(|| default.to_owned());
        let mut flaws = Vec::new();
        if header.end == body && body < source.bytes().len() {
            flaws.push(Flaw::NoEmptyLine);
        }
        let kind = match media.split_once('/') {
            Some(("multipart", _)) if declared.boundary.is_some() => Kind::Multipart,
            Some(("multipart", _)) => {
                flaws.push(Flaw::NoBoundary);
                Kind::Text
            }
            Some(("message", "rfc822" | "global")) => Kind::Message,
            Some(("text", "html")) => Kind::Html,
            Some(("text", _)) => Kind::Text,
            _ => Kind::File,
        };
        self.children.push(0);
        self.parts.push(Part {
            number: number.into(),
            parent,
            depth,
            media: media.into(),
            charset: declared.charset.map(String::into_boxed_str),
            name: declared.name.map(String::into_boxed_str),
            disposition: declared.disposition,
            content_id: declared.content_id.map(String::into_boxed_str),
            encoding: declared.encoding,
            kind,
            flaws,
            flowed: declared.flowed,
            delsp: declared.delsp,
            source: source.clone(),
            header,
            body: body..body,
        });
        Ok(declared.boundary.filter(|_| kind == Kind::Multipart))
    }

    /// Closes the multiparts from `level` on, whose last boundary did not come.
    fn close(&mut self, open: &mut Vec<Open>, level: usize) {
        for multipart in open.drain(level..) {
            if multipart.has_begun {
                self.parts[multipart.part].flaws.push(Flaw::Unterminated);
            } else {
                self.as_text(multipart.part);
            }
        }
    }

    /// Takes a multipart that holds no part as text.
    fn as_text(&mut self, multipart: usize) {
        let part = &mut self.parts[multipart];
        part.flaws.push(Flaw::NoBoundary);
        part.kind = Kind::Text;
    }

    /// Ends all but the first `keep` parts at `end`.
    fn end(
        &mut self,
        unended: &mut Vec<usize>,
        keep: usize,
        end: usize,
        encoded: usize,
    ) -> Result<(), MessageError> {
        for index in unended.drain(keep..).rev() {
            let part = &mut self.parts[index];
            part.body.end = end.max(part.body.start);
            let is_mail = part.kind == Kind::Message && part.encoding != Encoding::Identity;
            let is_cms = cms::is_cms(&part.media);
            if !is_mail && !is_cms {
                continue;
            }
            if encoded == MOST_ENCODED {
                part.flaws.push(Flaw::TooDeeplyEncoded);
                part.kind = Kind::File;
                continue;
            }
            let bytes = part.bytes();
            let inner = if is_cms { cms::content(&bytes) } else { Some(bytes.into_owned()) };
            match inner {
                Some(inner) => {
                    let source = Source::Decoded(Arc::new(inner));
                    self.read(&source, Some(index), encoded + 1)?;
                }
                None => part.flaws.push(Flaw::Sealed),
            }
        }
        Ok(())
    }
}

/// The next line from `from` on that is a boundary of an open multipart.
fn next_delimiter(data: &[u8], from: usize, open: &[Open]) -> Option<Delimiter> {
    if open.is_empty() {
        return None;
    }
    let found = |at: usize| delimiter(data, at, line_end(data, at), open);
    if let Some(first) = found(from) {
        return Some(first);
    }
    memmem::find_iter(&data[from..], b"\n--").find_map(|at| found(from + at + 1))
}

/// The line between `at` and `end` as a boundary (RFC 2046, 5.1.1) of an open multipart. What stands behind
/// the boundary and white space does not count. Where two boundaries begin alike the longer one is meant, and
/// of the same boundary the innermost.
fn delimiter(data: &[u8], at: usize, end: usize, open: &[Open]) -> Option<Delimiter> {
    let line = without_line_end(data[at..end].strip_prefix(b"--")?);
    let is_over = |rest: &[u8]| rest.first().is_none_or(u8::is_ascii_whitespace);
    let found = open.iter().enumerate().filter_map(|(level, multipart)| {
        let rest = line.strip_prefix(multipart.boundary.as_slice())?;
        if is_over(rest) {
            return Some((level, false));
        }
        is_over(rest.strip_prefix(b"--")?).then_some((level, true))
    });
    let (level, is_last) = found.max_by_key(|(level, _)| open[*level].boundary.len())?;
    let before = without_line_end(&data[..at]).len();
    Some(Delimiter { level, is_last, end: before, next: end })
}
