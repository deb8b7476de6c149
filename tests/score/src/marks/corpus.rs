//! The files of `brands`, each found by the end of its name, and those of `titles`, each row of which says itself what it is.

use std::collections::{BTreeMap, HashSet};
use std::io::Read as _;
use std::ops::Range;
use std::path::Path;

use anyhow::Context as _;
use serde_json::Value;

use super::Mark;
use super::plain::squeezed;

/// A name in another script, and the names it stands for.
pub(super) struct Pair {
    pub(super) id: String,
    pub(super) alias: String,
    pub(super) latin: Vec<String>,
}

/// A domain that someone registered, and what it means to be taken for.
pub(super) struct Squat {
    pub(super) domain: String,
    pub(super) target: String,
    pub(super) token: String,
    pub(super) distance: u64,
}

/// A title in Chinese, with the places (in bytes) of its brands.
pub(super) struct Labelled {
    pub(super) title: String,
    pub(super) spans: Vec<(Range<usize>, String)>,
}

/// Everything that is read. What the folder has no file for is empty.
#[derive(Default)]
pub(super) struct Corpus {
    pub(super) marks: Vec<Mark>,
    pub(super) pairs: Vec<Pair>,
    pub(super) squats: Vec<Squat>,
    /// Brands that are words, squeezed.
    pub(super) words: HashSet<String>,
    /// TR39: what looks like a character, by the character.
    pub(super) confusables: BTreeMap<char, Vec<char>>,
    /// Titles in English, and the brand that the shop names.
    pub(super) english: Vec<(String, String)>,
    /// Titles in many languages.
    pub(super) web: Vec<String>,
    pub(super) chinese: Vec<Labelled>,
}

impl Corpus {
    /// Reads `brands` and `titles` below `folder`.
    pub(super) fn read(folder: &Path) -> anyhow::Result<Self> {
        let (brands, titles) = (folder.join("brands"), folder.join("titles"));
        let pairs = rows(&brands, "nsi-alias-pairs.jsonl", pair)?;
        let squats = rows(&brands, "discord-steam-typosquats.jsonl", squat)?;
        let words =
            rows(&brands, "nsi-dictionary-word-brands.jsonl", |row| Some(squeezed(row["brand"].as_str()?)))?;
        let all = rows(&titles, ".jsonl", |row| Some(row.clone()))?;
        let (spans, plain): (Vec<_>, Vec<_>) = all.iter().partition(|row| row["brand_spans"].is_array());
        let (shop, web): (Vec<_>, Vec<_>) = plain.into_iter().partition(|row| row["brand"].is_string());
        let english = shop.into_iter().filter_map(|row| Some((text(row, "title")?, text(row, "brand")?)));
        let web = web.into_iter().filter_map(|row| Some(without_tags(row["title"].as_str()?)));
        Ok(Self {
            marks: rows(&brands, "nsi-brands.jsonl", mark)?,
            pairs,
            squats,
            words: words.into_iter().collect(),
            confusables: confusables(&read(&brands.join("confusables"), "confusables.txt")?),
            english: english.filter(|(title, _)| !title.trim().is_empty()).collect(),
            web: web.filter(|title| !title.is_empty()).collect(),
            chinese: spans.into_iter().filter_map(labelled).collect(),
        })
    }

    /// The titles whose words stand apart.
    pub(super) fn spaced_titles(&self) -> Vec<&str> {
        self.english
            .iter()
            .map(|(title, _)| title.as_str())
            .chain(self.web.iter().map(String::as_str))
            .collect()
    }

    /// The labelled brands, one mark each.
    pub(super) fn labelled_marks(&self) -> Vec<Mark> {
        let spans = self.chinese.iter().flat_map(|labelled| &labelled.spans);
        one_mark_each(spans.map(|(_, brand)| brand.as_str()))
    }
}

/// A mark for each name, none twice.
pub(super) fn one_mark_each<'n>(names: impl Iterator<Item = &'n str>) -> Vec<Mark> {
    let mut seen = HashSet::new();
    let new = names.filter(|name| seen.insert(squeezed(name)) && !squeezed(name).is_empty());
    new.map(|name| Mark { id: name.to_owned(), names: vec![name.to_owned()], aliases: Vec::new() }).collect()
}

/// All that the files with this end hold, one after the other.
fn read(folder: &Path, end: &str) -> anyhow::Result<String> {
    let mut whole = String::new();
    if !folder.is_dir() {
        return Ok(whole);
    }
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let plain = name.strip_suffix(".gz").unwrap_or(&name);
        // Someone's own list is no TR39.
        if plain.strip_suffix(end).is_none_or(|prefix| prefix.starts_with("custom")) {
            continue;
        }
        let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
        let mut text = String::new();
        if name.len() > plain.len() {
            let read = flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text);
            read.with_context(|| path.display().to_string())?;
        } else {
            text = String::from_utf8_lossy(&bytes).into_owned();
        }
        whole.push_str(&text);
        whole.push('\n');
    }
    Ok(whole)
}

fn rows<T>(folder: &Path, end: &str, of: impl Fn(&Value) -> Option<T>) -> anyhow::Result<Vec<T>> {
    let mut all = Vec::new();
    for line in read(folder, end)?.lines().filter(|line| !line.trim().is_empty()) {
        let row: Value = serde_json::from_str(line).with_context(|| format!("a line of {end}"))?;
        all.extend(of(&row));
    }
    Ok(all)
}

fn text(row: &Value, field: &str) -> Option<String> {
    row[field].as_str().map(str::to_owned)
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn mark(row: &Value) -> Option<Mark> {
    let mut names = vec![text(row, "brand")?];
    let others = row["names"].as_object().into_iter().flatten().filter_map(|(_, name)| name.as_str());
    names.extend(others.map(str::to_owned));
    names.dedup();
    let aliases = [texts(&row["short"]), texts(&row["match"])].concat();
    Some(Mark { id: text(row, "id")?, names, aliases })
}

fn pair(row: &Value) -> Option<Pair> {
    Some(Pair { id: text(row, "id")?, alias: text(row, "alias")?, latin: texts(&row["latin"]) })
}

fn squat(row: &Value) -> Option<Squat> {
    let (domain, target, token) = (text(row, "domain")?, text(row, "target")?, text(row, "token")?);
    Some(Squat { domain, target, token, distance: row["distance"].as_u64()? })
}

/// The spans count characters.
fn labelled(row: &Value) -> Option<Labelled> {
    let title = text(row, "title")?;
    let mut bytes: Vec<usize> = title.char_indices().map(|(at, _)| at).collect();
    bytes.push(title.len());
    let byte = |span: &Value, side: usize| bytes.get(usize::try_from(span[side].as_u64()?).ok()?).copied();
    let spans = row["brand_spans"].as_array()?.iter().zip(texts(&row["brands"]));
    let spans = spans.filter_map(|(span, brand)| Some((byte(span, 0)?..byte(span, 1)?, brand)));
    Some(Labelled { spans: spans.collect(), title })
}

/// What the web's titles carry of their mark-up: `"…"@en`.
fn without_tags(title: &str) -> String {
    let bare = title.replace('"', " ");
    let is_tag = |word: &&str| {
        let tag = word.strip_prefix('@').map(|tag| tag.trim_end_matches(','));
        tag.is_some_and(|tag| tag.len() == 2 || tag.contains('-'))
    };
    bare.split_whitespace().filter(|word| !is_tag(word)).collect::<Vec<_>>().join(" ")
}

/// The lines of one character that looks like another one.
fn confusables(text: &str) -> BTreeMap<char, Vec<char>> {
    let mut alike: BTreeMap<char, Vec<char>> = BTreeMap::new();
    let one = |field: Option<&str>| {
        let code = u32::from_str_radix(field?.trim(), 16).ok()?;
        char::from_u32(code)
    };
    for line in text.lines() {
        let mut fields = line.trim_start_matches('\u{feff}').split(';');
        if let (Some(source), Some(target)) = (one(fields.next()), one(fields.next())) {
            alike.entry(target).or_default().push(source);
        }
    }
    alike
}
