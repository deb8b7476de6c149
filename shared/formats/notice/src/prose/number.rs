//! Registration numbers in sentences: `our EUTM 018777101`, `registered under number 018777101 at the EUIPO`.
//!
//! A number is taken only where an office, or a right of a place, is named beside it with nothing between that could say
//! otherwise. It decides nothing: it is looked up in the register.

mod digits;
mod words;

use contract::complaint::Right;

use super::urls;
use crate::office;
use digits::Token;
use words::{Hit, Word};

/// The most phrases between a number and its office.
const MOST_PHRASES: usize = 12;
/// The most bytes between two phrases.
const MOST_GAP: usize = 80;
/// The most words of a mark's name between an office and the number.
const MOST_NAMES: usize = 6;

/// A right by its office's code and its number.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    office: &'static str,
    number: String,
}

impl Named {
    fn is_same(&self, other: &Self) -> bool {
        self.office == other.office && is_same_number(&self.number, &other.number)
    }
}

/// Whether two writings are of one number.
fn is_same_number(one: &str, other: &str) -> bool {
    let plain = |number: &str| {
        let all: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
        all.trim_start_matches('0').to_ascii_uppercase()
    };
    plain(one) == plain(other)
}

/// Completes a right from what the sentences of `text` name. What a labelled line gave stays, and where the sentences name
/// several rights, none of them is taken.
pub(super) fn complete(right: &mut Right, text: &str) {
    if right.number.is_empty() {
        let mut all = named(text);
        if !right.office.is_empty() {
            let code = office::code(&right.office).to_ascii_uppercase();
            all.retain(|it| it.office == code);
        }
        if let Some(only) = single(all) {
            right.number = only.number;
            if right.office.is_empty() {
                only.office.clone_into(&mut right.office);
            }
        }
    } else if right.office.is_empty() {
        // The field itself may name both.
        if let Some(only) = single(named(&right.number)) {
            *right = Right { office: only.office.to_owned(), number: only.number, ..std::mem::take(right) };
            return;
        }
        let mut all = named(text);
        all.retain(|it| is_same_number(&it.number, &right.number));
        if let Some(only) = single(all) {
            only.office.clone_into(&mut right.office);
        }
    }
}

/// The first, where all are the same.
fn single(all: Vec<Named>) -> Option<Named> {
    let mut all = all.into_iter();
    let first = all.next()?;
    all.all(|other| other.is_same(&first)).then_some(first)
}

/// Every right that a text names.
fn named(text: &str) -> Vec<Named> {
    let text = folded(text);
    let hits = words::find(&text);
    let ends_word = |at: usize| {
        let next = hits.partition_point(|hit| hit.end < at);
        hits.get(next).is_some_and(|hit| hit.end == at)
    };
    let mut all = Vec::new();
    let mut last: Option<(&'static str, usize)> = None;
    for token in digits::find(&text, ends_word) {
        let listed = last.filter(|(_, end)| is_list(&text[*end..token.start])).map(|(office, _)| office);
        let Some(office) = office_of(&text, &hits, &token).or(listed) else { continue };
        last = Some((office, token.end));
        all.push(Named { office, number: token.number });
    }
    all
}

/// The text with wide forms of letters as usual ones, and a semicolon for each address and each empty line.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    let mut take = |part: &str| {
        for c in part.chars() {
            match c {
                '\n' if out.ends_with('\n') => out.push(';'),
                '\u{ff01}'..='\u{ff5e}' => {
                    out.push(char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c));
                }
                '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' | '\u{3000}' | '\t' => out.push(' '),
                '\u{2010}' | '\u{2011}' => out.push('-'),
                c if c.is_ascii() => out.push(c),
                c => out.extend(c.to_lowercase()),
            }
        }
    };
    for url in urls::find(text) {
        take(&text[from.min(url.start)..url.start]);
        take(";");
        from = url.end;
    }
    take(&text[from..]);
    out
}

/// Whether what stands between two numbers only lists them.
fn is_list(between: &str) -> bool {
    const AND: &[&str] = &[
        "and", "und", "et", "y", "e", "en", "i", "и", "no", "no.", "nos.", "nr", "nr.", "n°", "号", "第",
        "和", "及", "与", "或", "or",
    ];
    between.len() <= MOST_GAP
        && !between.contains(';')
        && between
            .split(|c: char| c.is_whitespace() || ",/&、()".contains(c))
            .filter(|word| !word.is_empty())
            .all(|word| {
                AND.contains(&word.to_lowercase().as_str())
                    || word.chars().all(|c| "号第和及与或".contains(c))
            })
}

/// The office whose number this is.
fn office_of(text: &str, hits: &[Hit], token: &Token) -> Option<&'static str> {
    let before = back(text, hits, token);
    if token.number.starts_with("UK00") {
        return (before.right || before.office.is_some()).then_some("GB");
    }
    before.office.or_else(|| ahead(text, hits, token, &before))
}

/// What stands before a number.
#[derive(Debug, Default)]
struct Before {
    /// A right is named, or that one is registered.
    right: bool,
    /// The word `number` stands right before it, or nothing at all, and no other thing is numbered.
    numbered: bool,
    office: Option<&'static str>,
}

/// Reads back from a number to its office.
fn back(text: &str, hits: &[Hit], token: &Token) -> Before {
    let mut seen = Before { right: token.is_patent, ..Before::default() };
    let mut place = None;
    let mut at = token.start;
    let mut marked = false;
    let mut named = false;
    let first = hits.partition_point(|hit| hit.end <= token.start);
    for index in (0..first).rev().take(MOST_PHRASES) {
        let hit = hits[index];
        match gap(text, hit.end, at) {
            Gap::Plain => {}
            // The name of a mark stands between its office and the word for the number.
            Gap::Names if marked => named = true,
            Gap::Names | Gap::Other => break,
        }
        match hit.word {
            Word::Office(code) => {
                seen.office = unless_two(text, hits, index, code);
                return seen;
            }
            Word::Place(code) if place.is_some_and(|other| other != code) => return Before::default(),
            Word::Place(code) => place = unless_two(text, hits, index, code),
            Word::Right => seen.right = true,
            Word::RightNumber => (seen.right, marked) = (true, marked || !named),
            Word::Number => marked |= !named,
            Word::Joint => {}
        }
        if let Some(code) = place.filter(|_| seen.right) {
            seen.office = Some(code);
            return seen;
        }
        at = hit.start;
    }
    seen.numbered = marked && is_start(text, at);
    seen
}

/// The office named by the hit at `index`, unless another is named right before it: then it is not said whose number it is.
fn unless_two(text: &str, hits: &[Hit], index: usize, code: &'static str) -> Option<&'static str> {
    let Some(other) = index.checked_sub(1).map(|before| hits[before]) else { return Some(code) };
    let joins = text[other.end..hits[index].start].trim();
    let joined = ["/", ",", "&", "and", "und", "et", "y", "e", "en", "i", "和", "及", "、", "or", "и"]
        .contains(&joins);
    match other.word {
        Word::Office(first) | Word::Place(first) if joined && first != code => None,
        _ => Some(code),
    }
}

/// Whether a sentence or a part of it begins here.
fn is_start(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(' ');
    before.chars().next_back().is_none_or(|c| !c.is_alphanumeric())
}

/// Reads on from a number that is told as a right's to its office.
fn ahead(text: &str, hits: &[Hit], token: &Token, before: &Before) -> Option<&'static str> {
    if !before.right && !before.numbered {
        return None;
    }
    let mut right = before.right;
    let mut at = token.end;
    let first = hits.partition_point(|hit| hit.start < token.end);
    for hit in hits[first..].iter().take(MOST_PHRASES) {
        let between = text.get(at..hit.start)?;
        let quoted = between.trim().starts_with(['"', '“', '「', '《', '„', '«']);
        match gap(text, at, hit.start) {
            // A list goes on behind a comma.
            Gap::Plain if before.right || !between.contains(',') => {}
            Gap::Names if quoted => {}
            Gap::Plain | Gap::Names | Gap::Other => return None,
        }
        match hit.word {
            // A number of its own follows, or another right's.
            Word::Office(_) | Word::Place(_) if is_numbered(text, hit.end) => return None,
            Word::Office(code) => return Some(code),
            Word::Place(code) if right => return Some(code),
            Word::Place(_) => return None,
            Word::Right => right = true,
            Word::RightNumber | Word::Number | Word::Joint => {}
        }
        at = hit.end;
    }
    None
}

/// Whether digits follow at once.
fn is_numbered(text: &str, at: usize) -> bool {
    text[at..].trim_start_matches([' ', ':', '#']).starts_with(|c: char| c.is_ascii_digit())
}

/// What stands between two phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Nothing that says anything.
    Plain,
    /// What may be the name of a mark: words with capitals, or in quotes.
    Names,
    /// The end of a sentence, or words that say something else.
    Other,
}

fn gap(text: &str, from: usize, to: usize) -> Gap {
    let Some(between) = text.get(from..to).filter(|between| between.len() <= MOST_GAP) else {
        return Gap::Other;
    };
    let plain = |c: char| c.is_whitespace() || ",:()[]\"'“”‘’«»„「」『』《》【】、-–—®™*•|/".contains(c);
    if between.chars().all(plain) {
        return Gap::Plain;
    }
    if between.contains(|c: char| c.is_ascii_digit() || ".;!?。+=@€$£¥".contains(c)) {
        return Gap::Other;
    }
    let inner = between.trim();
    let quoted = [('"', '"'), ('“', '”'), ('「', '」'), ('《', '》'), ('„', '“'), ('«', '»')].iter().any(
        |(open, close)| inner.starts_with(*open) && inner.trim_end_matches([',', ' ', '(']).ends_with(*close),
    );
    let words = || between.split(plain).filter(|word| !word.is_empty());
    let is_name = |word: &str| {
        (quoted || word.starts_with(|c: char| c.is_ascii_uppercase()))
            && !words::is_other_thing(&word.to_lowercase())
    };
    if words().count() <= MOST_NAMES && words().all(is_name) { Gap::Names } else { Gap::Other }
}
