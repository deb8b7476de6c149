//! Passages that many write alike: safety notices, care labels, terms of sale, licences. Nobody's work is told by them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::words::{folded, is_written_without_blanks};

static LISTS: &str = include_str!("../data/common.txt");

/// Of the words of a sentence that say anything, how many in a hundred make it one that many write.
const COMMON_WORDS: usize = 60;
/// The same of its characters in scripts without blanks, where only phrases are known.
const COMMON_CHARS: usize = 35;
/// The fewest such words.
const LEAST_TERMS: usize = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Small,
    Term,
}

/// Words by their letters, and stems, which stand for any end.
struct Lists {
    words: BTreeMap<String, Kind>,
    stems: Vec<(String, Kind)>,
    phrases: Vec<Vec<char>>,
}

static KNOWN: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists { words: BTreeMap::new(), stems: Vec::new(), phrases: Vec::new() };
    let lines = LISTS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
    for (kind, words) in lines {
        for word in words.split(", ") {
            let (stem, open) = word.strip_suffix('*').map_or((word, false), |stem| (stem, true));
            let letters: String = folded(stem).filter(|char| !char.is_whitespace()).collect();
            match kind {
                "phrase" => lists.phrases.push(letters.chars().collect()),
                _ if open => lists.stems.push((letters, of(kind))),
                // What is a word of both kinds in some language says nothing.
                _ => {
                    let known = lists.words.entry(letters).or_insert(of(kind));
                    *known = (*known).min(of(kind));
                }
            }
        }
    }
    // The longest first.
    lists.phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    lists.stems.sort();
    lists
});

fn of(kind: &str) -> Kind {
    if kind == "small" { Kind::Small } else { Kind::Term }
}

fn kind(word: &str) -> Option<Kind> {
    let stem = || {
        let lengths = word.char_indices().map(|(at, char)| at + char.len_utf8());
        let mut starts = lengths.filter_map(|to| word.get(..to));
        starts.find_map(|start| {
            let at = KNOWN.stems.binary_search_by(|(stem, _)| stem.as_str().cmp(start)).ok()?;
            KNOWN.stems.get(at).map(|(_, kind)| *kind)
        })
    };
    KNOWN.words.get(word).copied().or_else(stem)
}

/// The passages of a text, in bytes, that are its author's own: what lies between common sentences.
pub(crate) fn own_passages(text: &str) -> Vec<Range<usize>> {
    let mut passages: Vec<Range<usize>> = Vec::new();
    for sentence in sentences(text) {
        if text.get(sentence.clone()).is_none_or(is_common) {
            continue;
        }
        match passages.last_mut() {
            Some(last) if last.end == sentence.start => last.end = sentence.end,
            _ => passages.push(sentence),
        }
    }
    passages
}

/// The sentences and lines of a text, one beside the other.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let (mut sentences, mut start) = (Vec::new(), 0);
    for (at, char) in text.char_indices() {
        let to = at + char.len_utf8();
        let ends = match char {
            '\n' | '。' | '！' | '？' | '；' | ';' | '•' | '।' => true,
            '.' | '!' | '?' => text.get(to..).is_some_and(|rest| rest.starts_with(char::is_whitespace)),
            _ => false,
        };
        if ends {
            sentences.push(start..to);
            start = to;
        }
    }
    if start < text.len() {
        sentences.push(start..text.len());
    }
    sentences
}

/// Whether a sentence is made of what such passages are made of.
fn is_common(sentence: &str) -> bool {
    let text: String = folded(sentence).collect();
    let chars: Vec<char> = text.chars().filter(|char| is_written_without_blanks(*char)).collect();
    if !chars.is_empty() {
        return is_common_in_chars(&chars);
    }
    let words = text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    let kinds: Vec<Option<Kind>> =
        words.filter(|word| word.chars().any(char::is_alphabetic)).map(kind).collect();
    let terms = kinds.iter().filter(|kind| **kind == Some(Kind::Term)).count();
    let telling = kinds.iter().filter(|kind| **kind != Some(Kind::Small)).count();
    // A sentence of nothing but small words is nobody's either way.
    terms >= LEAST_TERMS.min(telling) && terms * 100 >= telling * COMMON_WORDS && terms > 0
}

fn is_common_in_chars(chars: &[char]) -> bool {
    let (mut at, mut known) = (0, 0);
    while let Some(rest) = chars.get(at..).filter(|rest| !rest.is_empty()) {
        let phrase = KNOWN.phrases.iter().find(|phrase| rest.starts_with(phrase));
        known += phrase.map_or(0, Vec::len);
        at += phrase.map_or(1, Vec::len);
    }
    known * 100 >= chars.len() * COMMON_CHARS
}
