//! A small XML tree: elements, attributes, text. Names without their prefix; no document types, no entities
//! but the five of XML itself and characters by number, so nothing in it can grow.

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// The most elements of a document.
const MOST_ELEMENTS: usize = 50_000;
/// The most elements inside of each other.
const MOST_LEVELS: usize = 32;

/// An element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Element {
    /// Its name without a prefix.
    pub(crate) name: String,
    /// Its attributes, names without a prefix.
    pub(crate) attributes: Vec<(String, String)>,
    /// Its own text, white space as it stood.
    pub(crate) text: String,
    /// The elements in it.
    pub(crate) children: Vec<Self>,
}

/// Why a text is no document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum XmlError {
    /// Not well-formed, or empty.
    IllFormed,
    /// More than 50,000 elements, or 32 inside of each other.
    TooLarge,
}

impl Element {
    /// The first child of that name, in any case.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name.eq_ignore_ascii_case(name))
    }

    /// The children of that name, in any case.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name.eq_ignore_ascii_case(name))
    }

    /// The attribute of that name, in any case.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let mut all = self.attributes.iter();
        all.find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    fn of(start: &BytesStart<'_>) -> Self {
        let mut all = start.attributes();
        let attributes = all.with_checks(false).flatten().map(|attribute| {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            // Not escaped: as it stands.
            let value = value.unwrap_or_else(|_| attribute.value.clone());
            (attribute.key.local_name().as_ref().to_owned(), value.into_owned())
        });
        Self {
            name: start.local_name().as_ref().to_owned(),
            attributes: attributes.collect(),
            ..Self::default()
        }
    }
}

/// Reads the one element of a document.
///
/// A bare `&` and an unknown `&name;` stay what they are: many senders do not escape.
pub(crate) fn parse(text: &str) -> Result<Element, XmlError> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    let mut open: Vec<Element> = Vec::new();
    let mut count = 0;
    loop {
        let event = reader.read_event().map_err(|_| XmlError::IllFormed)?;
        let closed = match event {
            Event::Start(start) => {
                count += 1;
                if count > MOST_ELEMENTS || open.len() == MOST_LEVELS {
                    return Err(XmlError::TooLarge);
                }
                open.push(Element::of(&start));
                continue;
            }
            Event::Empty(start) => {
                count += 1;
                if count > MOST_ELEMENTS {
                    return Err(XmlError::TooLarge);
                }
                Element::of(&start)
            }
            Event::End(_) => open.pop().ok_or(XmlError::IllFormed)?,
            Event::Text(text) => {
                add(&mut open, &text.xml10_content());
                continue;
            }
            Event::CData(text) => {
                add(&mut open, &text.xml10_content());
                continue;
            }
            Event::GeneralRef(name) => {
                let character = name.resolve_char_ref().ok().flatten();
                match (character, resolve_xml_entity(&name)) {
                    (Some(character), _) => add(&mut open, character.encode_utf8(&mut [0; 4])),
                    (None, Some(known)) => add(&mut open, known),
                    (None, None) => add(&mut open, &format!("&{};", &*name)),
                }
                continue;
            }
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_) => continue,
            Event::Eof => return Err(XmlError::IllFormed),
        };
        match open.last_mut() {
            Some(parent) => parent.children.push(closed),
            None => return Ok(closed),
        }
    }
}

fn add(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}
