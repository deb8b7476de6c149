//! The suite of Apache James Mime4J: mails beside their structure, as XML and files.

use std::path::Path;

use anyhow::Context as _;
use mime::{Field, Kind, Message};
use quick_xml::events::Event;

use super::{Node, Tally, files, with_line_feeds};
use crate::Scored;

pub(super) fn score(folder: &Path) -> anyhow::Result<Scored> {
    let mut tally = Tally::default();
    for path in files(folder, "msg")? {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let xml = path.with_file_name(format!("{stem}_decoded.xml"));
        let nodes = expect(&xml).with_context(|| xml.display().to_string())?;
        tally.add(&path, &std::fs::read(&path)?, &nodes, read);
    }
    Ok(tally.scored("mime/james-mime4j"))
}

/// The parts that the XML tells of.
fn expect(xml: &Path) -> anyhow::Result<Vec<Node>> {
    // Bytes above 127 stand for themselves, on both sides.
    let text = one_to_one(&std::fs::read(xml)?);
    let mut reader = quick_xml::Reader::from_str(&text);
    let mut nodes: Vec<Node> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut words = String::new();
    loop {
        match reader.read_event()? {
            Event::Start(tag) if matches!(tag.name().as_ref(), "message" | "body-part") => {
                let is_part = tag.name().as_ref() == "body-part";
                let above = open.last().map(|above| nodes[*above].media.as_str());
                let in_digest = is_part && above == Some("multipart/digest");
                let media = if in_digest { "message/rfc822" } else { "text/plain" };
                nodes.push(Node { depth: open.len(), media: media.to_owned(), ..Node::default() });
                open.push(nodes.len() - 1);
            }
            Event::Start(_) => words.clear(),
            Event::Text(text) => words.push_str(&text),
            Event::GeneralRef(name) => words.push_str(match name.as_ref() {
                "lt" => "<",
                "gt" => ">",
                "amp" => "&",
                "quot" => "\"",
                _ => "'",
            }),
            Event::End(tag) => {
                let node = open.last().and_then(|at| nodes.get_mut(*at));
                match (tag.name().as_ref(), node) {
                    ("message" | "body-part", _) => drop(open.pop()),
                    ("field", Some(node)) => take_field(node, &words),
                    // Until a part comes, all that there is of a multipart.
                    ("preamble", Some(node)) => {
                        node.content = Some(with_line_feeds(words.trim_start().as_bytes()))
                    }
                    _ => {}
                }
            }
            Event::Empty(tag) if matches!(tag.name().as_ref(), "text-body" | "binary-body") => {
                let name = tag.try_get_attribute("name")?.context("a body without a name")?;
                let bytes = std::fs::read(xml.with_file_name(&*name.value))?;
                let is_text = tag.name().as_ref() == "text-body";
                if let Some(node) = open.last().and_then(|at| nodes.get_mut(*at)) {
                    node.content = Some(if is_text { with_line_feeds(&bytes) } else { bytes });
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    for index in 0..nodes.len() {
        if nodes.get(index + 1).is_some_and(|next| next.depth > nodes[index].depth) {
            nodes[index].content = None;
        }
    }
    Ok(nodes)
}

fn take_field(node: &mut Node, line: &str) {
    let Some((name, value)) = line.split_once(':') else { return };
    let is_type = name.trim().eq_ignore_ascii_case("content-type");
    if is_type && !node.name.contains("content-type: ") {
        let media = value.split(|c: char| c == ';' || c == '(' || c.is_whitespace());
        let media = media.map(str::trim).find(|word| !word.is_empty()).unwrap_or_default();
        if media.contains('/') {
            node.media = media.to_ascii_lowercase();
        }
    }
    node.name.push_str(&summary(name, value));
}

fn one_to_one(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// A field on one line.
fn summary(name: &str, value: &str) -> String {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}: {value}\n", name.trim().to_ascii_lowercase())
}

/// The parts of a message that was read.
fn read(message: &Message<'_>) -> Vec<Node> {
    let field = |field: Field<'_>| summary(field.name, &one_to_one(field.raw));
    let node = |part: &mime::Part<'_>| Node {
        depth: part.depth,
        media: part.media.to_string(),
        name: part.fields().map(field).collect(),
        content: match part.kind {
            Kind::Multipart | Kind::Message => None,
            Kind::Text | Kind::Html => Some(with_line_feeds(&part.bytes())),
            Kind::File => Some(part.bytes().into_owned()),
        },
    };
    message.parts().iter().map(node).collect()
}
