//! Mails: parts, names, texts, hashes.

mod james;
mod reason;
mod stalwart;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use mime::{Limits, Message};

use crate::{Goal, Score, Scored, Set};

/// The sets.
pub const SETS: &[Set] =
    &[("mime/stalwart-mail-parser", stalwart::score), ("mime/james-mime4j", james::score)];

/// A part, as it is expected or was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Node {
    depth: usize,
    media: String,
    /// The file's name, or what the suite has of the header instead.
    name: String,
    /// What a part holds that holds no parts: text with line feeds alone, or bytes.
    content: Option<Vec<u8>>,
}

/// What the suite and the reading say where they first differ.
#[derive(Debug)]
enum Difference<'n> {
    /// Other parts, or of other types.
    Tree,
    /// Another name, or other text or bytes.
    Part(&'n Node, &'n Node),
}

fn difference<'n>(expected: &'n [Node], read: &'n [Node]) -> Option<Difference<'n>> {
    let is_alike =
        |expected: &Node, read: &Node| expected.depth == read.depth && expected.media == read.media;
    if expected.len() != read.len()
        || !expected.iter().zip(read).all(|(expected, read)| is_alike(expected, read))
    {
        return Some(Difference::Tree);
    }
    let mut parts = expected.iter().zip(read);
    parts.find(|(expected, read)| expected != read).map(|(expected, read)| Difference::Part(expected, read))
}

/// Line ends as line feeds alone.
fn with_line_feeds(text: &[u8]) -> Vec<u8> {
    let pairs = text.iter().zip(text.iter().skip(1).chain(std::iter::once(&0)));
    pairs.filter(|(byte, next)| !(**byte == b'\r' && **next == b'\n')).map(|(byte, _)| *byte).collect()
}

/// The files below `folder` whose names end so, in order.
fn files(folder: &Path, extension: &str) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// What a suite came to so far.
#[derive(Default)]
struct Tally {
    all: usize,
    equal: usize,
    /// How many mails differ for each reason.
    explained: BTreeMap<&'static str, usize>,
    notes: Vec<String>,
}

impl Tally {
    /// Compares one mail, as `read` makes nodes of its parts, with what is expected.
    fn add(&mut self, path: &Path, raw: &[u8], expected: &[Node], read: fn(&Message<'_>) -> Vec<Node>) {
        self.all += 1;
        let message = mime::read(raw, &Limits::default());
        let nodes = message.as_ref().map(read).unwrap_or_default();
        let Some(difference) = difference(expected, &nodes) else {
            self.equal += 1;
            return;
        };
        match message.as_ref().ok().and_then(|message| reason::of(message, raw, &difference)) {
            Some(reason) => *self.explained.entry(reason).or_default() += 1,
            None => self.notes.push(format!("{}: {}", path.display(), told(&difference, expected, &nodes))),
        }
    }

    fn scored(self, set: &'static str) -> Scored {
        let explained: usize = self.explained.values().sum();
        let scores = vec![
            Score::share(set, "equal", self.equal, self.all, Goal::AtLeast(0.0)),
            Score::share(set, "equal-or-explained", self.equal + explained, self.all, Goal::AtLeast(1.0)),
        ];
        let reasons = self.explained.iter().map(|(reason, count)| format!("{count} differ: {reason}"));
        Scored { scores, notes: reasons.chain(self.notes).collect() }
    }
}

/// A difference, in a line.
fn told(difference: &Difference<'_>, expected: &[Node], read: &[Node]) -> String {
    let tree = |nodes: &[Node]| {
        let lines = nodes.iter().map(|node| format!("{}{}", "+".repeat(node.depth), node.media));
        lines.collect::<Vec<_>>().join(" ")
    };
    let start = |content: &Option<Vec<u8>>| {
        let bytes = content.as_deref().unwrap_or_default();
        format!("{} bytes {:?}", bytes.len(), String::from_utf8_lossy(&bytes[..bytes.len().min(80)]))
    };
    match difference {
        Difference::Tree => format!("expected {}, read {}", tree(expected), tree(read)),
        Difference::Part(expected, read) if expected.name != read.name => {
            format!("expected {:?}, read {:?}", expected.name, read.name)
        }
        Difference::Part(expected, read) => {
            format!("{}: expected {}, read {}", read.media, start(&expected.content), start(&read.content))
        }
    }
}
