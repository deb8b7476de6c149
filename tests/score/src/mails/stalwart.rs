//! The suite of mail-parser: mails beside what that parser reads in them, as JSON.

use std::path::Path;

use anyhow::Context as _;
use mime::{Kind, Message};
use serde_json::Value;

use super::{Node, Tally, files, with_line_feeds};
use crate::Scored;

pub(super) fn score(folder: &Path) -> anyhow::Result<Scored> {
    let mut tally = Tally::default();
    for path in files(folder, "eml")? {
        let json = path.with_extension("json");
        let expected = std::fs::read_to_string(&json).with_context(|| json.display().to_string())?;
        let mut nodes = Vec::new();
        expect(&serde_json::from_str(&expected)?, 0, 0, &mut nodes);
        // The suite tells of the mails with line feeds alone.
        let mut raw = std::fs::read(&path)?;
        raw.retain(|byte| *byte != b'\r');
        tally.add(&path, &raw, &nodes, read);
    }
    Ok(tally.scored("mime/stalwart-mail-parser"))
}

/// Adds the part at `index` of a message in JSON, and what lies below it.
fn expect(message: &Value, index: usize, depth: usize, nodes: &mut Vec<Node>) {
    let part = &message["parts"][index];
    let typed = |name: &str| {
        let headers = part["headers"].as_array().map(Vec::as_slice).unwrap_or_default();
        let header = headers.iter().find(|header| header["name"] == name)?;
        Some(&header["value"]["ContentType"]).filter(|value| value.is_object())
    };
    let attribute = |value: &Value, name: &str| {
        let found = value["attributes"].as_array()?.iter().find(|attribute| attribute["name"] == name)?;
        found["value"].as_str().map(str::to_owned)
    };
    let content_type = typed("content_type");
    let body = &part["body"];
    let declared = content_type.and_then(|value| {
        Some(format!("{}/{}", value["c_type"].as_str()?, value["c_subtype"].as_str()?).to_ascii_lowercase())
    });
    let default = if body["Message"].is_object() { "message/rfc822" } else { "text/plain" };
    let name = typed("content_disposition")
        .and_then(|value| attribute(value, "filename"))
        .or_else(|| content_type.and_then(|value| attribute(value, "name")));
    let text =
        body["Text"].as_str().or_else(|| body["Html"].as_str()).map(|text| with_line_feeds(text.as_bytes()));
    let bytes = body["Binary"].as_array().or_else(|| body["InlineBinary"].as_array()).map(|bytes| {
        bytes.iter().filter_map(|byte| byte.as_u64().and_then(|byte| u8::try_from(byte).ok())).collect()
    });
    nodes.push(Node {
        depth,
        media: declared.unwrap_or_else(|| default.to_owned()),
        name: name.unwrap_or_default(),
        content: text.or(bytes),
    });
    for child in body["Multipart"].as_array().map(Vec::as_slice).unwrap_or_default() {
        let child = child.as_u64().and_then(|child| usize::try_from(child).ok()).unwrap_or_default();
        expect(message, child, depth + 1, nodes);
    }
    if body["Message"].is_object() {
        expect(&body["Message"], 0, depth + 1, nodes);
    }
}

/// The parts of a message that was read.
fn read(message: &Message<'_>) -> Vec<Node> {
    let node = |part: &mime::Part<'_>| Node {
        depth: part.depth,
        media: part.media.to_string(),
        name: part.name.as_deref().unwrap_or_default().to_owned(),
        content: match part.kind {
            Kind::Multipart | Kind::Message => None,
            Kind::Text | Kind::Html => part.text().ok().map(|text| with_line_feeds(text.text.as_bytes())),
            Kind::File => Some(part.bytes().into_owned()),
        },
    };
    message.parts().iter().map(node).collect()
}
