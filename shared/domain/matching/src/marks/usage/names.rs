//! Names of people and places: `Leonard Hugo` is no goods of Hugo's.

use std::sync::LazyLock;

use super::super::fold::Units;
use super::super::operation::Guard;
use super::super::words;
use super::offers;
use super::tokens::{Shape, Token, Tokens};

static LISTS: &str = include_str!("../../../data/names.txt");

/// What a name may be, as bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Known(u16);

const KINDS: [&str; 13] = [
    "given",
    "family",
    "title",
    "goods",
    "place",
    "region",
    "land",
    "travel",
    "within",
    "before",
    "generic",
    "describes",
    "function",
];
const GIVEN: Known = Known(1);
const FAMILY: Known = Known(1 << 1);
const TITLE: Known = Known(1 << 2);
const GOODS: Known = Known(1 << 3);
const PLACE: Known = Known(1 << 4);
const REGION: Known = Known(1 << 5);
const LAND: Known = Known(1 << 6);
const TRAVEL: Known = Known(1 << 7);
const WITHIN: Known = Known(1 << 8);
const BEFORE: Known = Known(1 << 9);
const GENERIC: Known = Known(1 << 10);
const DESCRIBES: Known = Known(1 << 11);
const FUNCTION: Known = Known(1 << 12);

impl Known {
    fn is(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

static KNOWN: LazyLock<Vec<(&str, Known)>> = LazyLock::new(|| {
    let mut all: Vec<(&str, Known)> = LISTS.lines().filter_map(entries).flatten().collect();
    all.sort_by_key(|(word, _)| *word);
    all.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            earlier.1.0 |= later.1.0;
        }
        same
    });
    all
});

fn entries(line: &'static str) -> Option<impl Iterator<Item = (&'static str, Known)>> {
    let (kind, words) = line.split_once(": ").filter(|_| !line.starts_with('#'))?;
    let bit = KINDS.iter().position(|known| *known == kind)?;
    Some(words.split(' ').map(move |word| (word, Known(1 << bit))))
}

fn known(word: &str) -> Known {
    let at = KNOWN.binary_search_by_key(&word, |(known, _)| known);
    at.ok().and_then(|at| KNOWN.get(at)).map_or_else(Known::default, |(_, known)| *known)
}

/// Whether a name, without its signs, became the word for a kind of goods.
pub(in super::super) fn is_generic(name: &str) -> bool {
    known(name).is(GENERIC)
}

/// Whether a name, without its signs, says of goods of any class how they look or what they are made of:
/// that the classes fit tells nothing then.
pub(in super::super) fn describes(name: &str) -> bool {
    known(name).is(DESCRIBES)
}

/// Whether words of a language that writes several in one end in it.
pub(super) fn ends_compounds(end: &str) -> bool {
    known(end).is(GOODS)
}

/// Whether a word joins others and says nothing by itself.
pub(super) fn is_of_function(word: &str) -> bool {
    known(word).is(FUNCTION)
}

/// Whether a folded name, without what parts its words, is given to people.
pub(super) fn is_given(name: &str) -> bool {
    known(name).is(GIVEN) || words::is_given_name(name)
}

/// Whether such a name is that of a place.
pub(super) fn is_place(name: &str) -> bool {
    known(name).is(PLACE.or(REGION)) || words::is_place(name)
}

/// The guard on a name that others need, too: one that people are given, that of many families or of a place, or an everyday
/// word of some language or of any seller.
pub(in super::super) fn borne_by_others(name: &str) -> Option<Guard> {
    let tokens = Tokens::of(name, &Units::of(name));
    let words: Vec<&str> = tokens.all.iter().map(|token| tokens.text(token)).collect();
    let joined = words.concat();
    let is_one = words.len() == 1 || is_of_chars(&tokens);
    if is_one && (is_given(&joined) || words::is_surname(&joined)) {
        return Some(Guard::PersonalName);
    }
    if is_place(&joined) {
        return Some(Guard::PlaceName);
    }
    (is_everyday(name) || offers::is_of_any_seller(&tokens)).then_some(Guard::DictionaryWord)
}

/// Whether all of a name is a word or a phrase of the lists. Signs that some scripts have inside their words part none.
fn is_everyday(name: &str) -> bool {
    let folded = |word: &str| {
        let units = Units::of(word);
        units.text(0, units.all.len())
    };
    let words: Vec<String> = name.split_whitespace().map(folded).collect();
    !name.contains(|char: char| char.is_ascii_punctuation() && char != '-')
        && words::is_everyday(&words.join(" "))
}

fn is_of_chars(tokens: &Tokens) -> bool {
    tokens.all.iter().all(|token| token.shape == Shape::Char)
}

/// What stands before family names.
const PARTICLES: [&str; 12] =
    ["von", "van", "de", "di", "da", "del", "della", "dos", "bin", "al", "ter", "zu"];

/// The words around a name in a title.
pub(super) struct Around<'a> {
    pub(super) title: &'a str,
    pub(super) tokens: &'a Tokens,
    /// The tokens of the name.
    pub(super) from: usize,
    pub(super) to: usize,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letters {
    Small,
    Title,
    Capital,
}

impl Around<'_> {
    /// The word at a place, if a space is all that parts it from its neighbour on the side of the name.
    fn word(&self, at: usize) -> Option<&Token> {
        let token = self.tokens.all.get(at).filter(|token| token.shape == Shape::Word)?;
        let next = if at < self.from { self.tokens.all.get(at + 1)? } else { token };
        (next.spaced && !next.hard).then_some(token)
    }

    fn before(&self, by: usize) -> Option<&Token> {
        self.from.checked_sub(by).and_then(|at| self.word(at))
    }

    fn known(&self, token: Option<&Token>) -> Known {
        token.map_or_else(Known::default, |token| known(self.tokens.text(token)))
    }

    fn letters(&self, token: &Token) -> Letters {
        let text = self.title.get(token.at.0..token.at.1).unwrap_or("");
        let mut upper = text.chars().map(char::is_uppercase);
        match (upper.next(), upper.any(|upper| upper)) {
            (Some(true), true) => Letters::Capital,
            (Some(true), false) => Letters::Title,
            _ => Letters::Small,
        }
    }

    /// Whether the name is a person's, by the word before or after it.
    pub(super) fn is_of_person(&self) -> bool {
        let (1, Some(own)) = (self.to - self.from, self.tokens.all.get(self.from)) else { return false };
        if own.shape != Shape::Word {
            return false;
        }
        if let Some(before) = self.before(1) {
            let is = self.known(Some(before));
            // A word that is also a given name is one where it is written like a name.
            let is_named = self.letters(before) == Letters::Title && self.letters(own) == Letters::Title;
            let plain = words::is_word(self.tokens.text(before));
            if is.is(TITLE) || is.is(GIVEN) && (is_named || !plain) {
                return true;
            }
        }
        is_given(self.tokens.text(own)) && self.is_followed_by_family_name(own)
    }

    /// Whether the name is one that people are given.
    pub(super) fn is_given(&self) -> bool {
        let own = self.tokens.all.get(self.from).filter(|_| self.to == self.from + 1);
        own.is_some_and(|own| is_given(self.tokens.text(own)))
    }

    fn is_followed_by_family_name(&self, own: &Token) -> bool {
        let particle = self.word(self.to).is_some_and(|token| PARTICLES.contains(&self.tokens.text(token)));
        let Some(after) = self.word(self.to + usize::from(particle)) else { return false };
        let (text, is) = (self.tokens.text(after), self.known(Some(after)));
        let is_named = self.letters(after) == Letters::Title && self.letters(own) == Letters::Title;
        let plain = words::is_word(text);
        if is.is(FAMILY) || is.is(GIVEN) {
            return is_named || !plain;
        }
        let is_goods = || KNOWN.iter().any(|(end, kind)| kind.is(GOODS) && text.ends_with(end));
        let letters = text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_lowercase());
        is_named && letters && !plain && !is_goods()
    }

    /// Whether the name is a place, by the words around it.
    pub(super) fn is_of_place(&self) -> bool {
        let Some(own) = self.tokens.all.get(self.from).filter(|own| own.shape == Shape::Word) else {
            return false;
        };
        let after = self.known(self.word(self.to));
        let of = |token: Option<&Token>| {
            token
                .is_some_and(|token| matches!(self.tokens.text(token), "of" | "de" | "von" | "di" | "of the"))
        };
        if after.is(LAND) || of(self.before(1)) && self.known(self.before(2)).is(BEFORE) {
            return true;
        }
        let is_place = self.to - self.from == 1 && is_place(self.tokens.text(own));
        let before = self.known(self.before(1));
        is_place && (before.is(WITHIN) || before.is(BEFORE) || self.is_before_region() || self.is_of_travel())
    }

    /// `Verona Italy`, `Verona, Italy`.
    fn is_before_region(&self) -> bool {
        let at = self.tokens.all.get(self.to).map_or(self.to, |token| {
            let comma = self.title.get(token.at.0..token.at.1) == Some(",");
            self.to + usize::from(comma)
        });
        self.known(self.word(at)).is(REGION)
    }

    fn is_of_travel(&self) -> bool {
        let others = self.tokens.all.iter().enumerate();
        let mut others = others.filter(|(at, _)| !(self.from..self.to).contains(at));
        others.any(|(_, token)| self.known(Some(token)).is(TRAVEL))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lists_is_read() {
        for line in LISTS.lines() {
            assert_eq!(entries(line).is_some(), !line.starts_with('#'), "{line}");
        }
        assert!(known("hugo").is(GIVEN) && known("rossi").is(FAMILY) && known("bandaid").is(GENERIC));
        assert!(known("georgia").is(GIVEN) && known("georgia").is(REGION));
    }
}
