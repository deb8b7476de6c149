//! What a listing says of its goods outside its title: in a sentence of its description, or in an attribute. It can raise a
//! doubt about a mark in the title, and never supports one.

use super::Marks;
use super::fold::Units;
use super::operation::Guard;
use super::usage::Usage;
use super::usage::prose::{List, Part, is_listed};

/// The most bytes of a description that are read.
const MOST_BYTES: usize = 20_000;
/// The most words before a colon that name what stands behind it.
const NAME_WORDS: usize = 3;

/// What stands between a maker's name and the word for it.
const IS: [&str; 7] = [" is ", " ist ", " est ", " es ", " è ", " é ", " jest "];

/// What the description of a listing says of its goods, and of the marks in it: `own` is the mark that is looked for, by
/// itself.
///
/// Cost: grows with the text, up to 20,000 bytes of it, and with the names of the mark.
#[must_use]
pub fn said_in_text(text: &str, own: Option<&Marks>) -> Vec<Guard> {
    let end = (0..=text.len().min(MOST_BYTES)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let mut guards = Vec::new();
    for sentence in sentences(text.get(..end).unwrap_or("")) {
        match as_attribute(sentence) {
            Some((name, value)) => guards.extend(of_attribute(name, value, own, Part::Sentence)),
            None => {
                guards.extend(of_whole(sentence, Part::Sentence).into_iter().chain(of_marks(sentence, own)))
            }
        }
    }
    each_once(guards)
}

/// What an attribute of a listing says of its goods, and of the marks in it.
#[must_use]
pub fn said_in_attribute(name: &str, value: &str, own: Option<&Marks>) -> Vec<Guard> {
    each_once(of_attribute(name, value, own, Part::Value))
}

fn each_once(mut guards: Vec<Guard>) -> Vec<Guard> {
    guards.sort_unstable();
    guards.dedup();
    guards
}

fn of_attribute(name: &str, value: &str, own: Option<&Marks>, part: Part) -> Vec<Guard> {
    let is_condition = is_listed(name, List::Condition);
    let mut guards = of_whole(value, if is_condition { Part::Condition } else { part });
    if is_condition && is_listed(value, List::Worn) {
        guards.push(Guard::SecondHand);
    }
    let said = format!("{name} {value}");
    guards.extend(of_marks(&said, own));
    if is_listed(name, List::Brand) && own.is_some_and(|own| is_of_other(value, own)) {
        guards.push(Guard::Negated);
    }
    guards
}

/// Whether the maker that is named is another one, or none.
fn is_of_other(maker: &str, own: &Marks) -> bool {
    is_listed(maker, List::Unbranded)
        || maker.chars().filter(|char| char.is_alphabetic()).count() > 1 && own.find(maker).is_empty()
}

fn of_whole(text: &str, part: Part) -> Vec<Guard> {
    let usage = Usage::of(text, &Units::of(text));
    let mut guards: Vec<Guard> = usage.of_part(part).guards().collect();
    if part == Part::Sentence && usage.is_private() {
        guards.push(Guard::SecondHand);
    }
    guards
}

/// What a sentence says of the mark itself: that goods are not of it, fit those that are, or resemble them.
fn of_marks(sentence: &str, own: Option<&Marks>) -> impl Iterator<Item = Guard> {
    let found = own.map(|own| own.find(sentence)).unwrap_or_default();
    found
        .into_iter()
        .flat_map(|found| found.guards)
        .filter(|guard| matches!(guard, Guard::Negated | Guard::Nominative | Guard::Likeness))
}

/// The sentences and lines of a text.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.char_indices().find_map(|(at, char)| {
            let after = rest.get(at + char.len_utf8()..).unwrap_or("");
            let ends = match char {
                '\n' | '\r' | '。' | '！' | '？' | '；' | ';' | '|' | '•' | '।' => true,
                '.' | '!' | '?' => after.starts_with(char::is_whitespace),
                _ => false,
            };
            ends.then_some(at + char.len_utf8())
        });
        let (sentence, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(sentence.trim())
    })
    .filter(|sentence| !sentence.is_empty())
}

/// A line of a description that is written as an attribute: `Condition: used`; and a sentence that names the maker: `The
/// brand is …`.
fn as_attribute(sentence: &str) -> Option<(&str, &str)> {
    let is_of_maker = |(name, _): &(&str, &str)| is_listed(name, List::Brand);
    let Some((name, value)) = sentence.split_once([':', '：']) else {
        return IS.iter().filter_map(|is| sentence.split_once(is)).find(is_of_maker);
    };
    let short = name.split_whitespace().count() <= NAME_WORDS && name.chars().count() <= 32;
    (short && !value.starts_with("//")).then(|| (name.trim(), value.trim()))
}
