//! XML, pulled event by event.

use std::io::BufReader;

use quick_xml::events::BytesStart;
pub(super) use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};

use super::package::Bounded;
use crate::SheetError;

/// Elements inside of elements; a workbook has about ten.
const MOST_DEPTH: usize = 64;

/// One part, read once from its beginning to its end.
pub(super) struct Xml<'p> {
    reader: Reader<BufReader<Bounded<'p>>>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<'p> Xml<'p> {
    pub(super) fn new(part: BufReader<Bounded<'p>>) -> Self {
        let mut reader = Reader::from_reader(part);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    /// The next event; `None` at the end. An empty element begins and ends like any other.
    pub(super) fn next(&mut self) -> Result<Option<Event<'_>>, SheetError> {
        self.buffer.clear();
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(_) => return Err(self.reader.get_ref().get_ref().refused()),
        };
        match &event {
            Event::Start(_) if self.depth == MOST_DEPTH => return Err(SheetError::Damaged),
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            // No part has a document type (OPC 6.2.4), and with it no entity of its own.
            Event::DocType(_) => return Err(SheetError::Damaged),
            Event::Eof => return Ok(None),
            _ => {}
        }
        Ok(Some(event))
    }
}

/// The value of an attribute, by its name without prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let attribute = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// Adds to `text` what an event between tags says.
pub(super) fn add(text: &mut String, event: &Event<'_>) -> Result<(), SheetError> {
    match event {
        Event::Text(piece) => text.push_str(&piece.xml10_content()),
        Event::CData(piece) => text.push_str(&piece.xml10_content()),
        Event::GeneralRef(reference) => match reference.resolve_char_ref() {
            Ok(Some(c)) => text.push(c),
            Ok(None) => match quick_xml::escape::resolve_predefined_entity(reference) {
                Some(known) => text.push_str(known),
                None => return Err(SheetError::Damaged),
            },
            Err(_) => return Err(SheetError::Damaged),
        },
        _ => {}
    }
    Ok(())
}

/// A text with the characters restored that XML cannot hold: `_x000D_` (ECMA-376 part 1, 22.9.2.19).
pub(super) fn restored(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let code = after.get(2..6).filter(|_| after.as_bytes().get(6) == Some(&b'_'));
        let c = code
            .filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        let skip = match c {
            Some(c) => {
                out.push(c);
                7
            }
            None => {
                out.push_str("_x");
                2
            }
        };
        rest = after.get(skip..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}
