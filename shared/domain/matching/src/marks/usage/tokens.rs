//! A title as words, single characters of scripts that part no words, and signs.

use super::super::fold::{Class, Unit, Units, gap};
use super::super::tables;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Word,
    /// A Han character, kana, a syllable of Hangul, a letter of Thai: words are several of them.
    Char,
    Sign,
}

/// A word, character or sign.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// Units of the title.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Bytes of the folded text.
    text: (usize, usize),
    /// Bytes of the title.
    pub(super) at: (usize, usize),
    pub(super) shape: Shape,
    /// Parted from the one before by more than a space: the end of a sentence or line.
    pub(super) hard: bool,
    /// Parted from the one before for the eye.
    pub(super) spaced: bool,
}

impl Token {
    /// Whether a space stands between this and the token before it where several are looked up as one.
    pub(super) fn is_parted_from(&self, last: &Self) -> bool {
        last.shape == Shape::Word || self.shape == Shape::Word || self.spaced
    }
}

/// The tokens of a title.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    folded: String,
    pub(super) all: Vec<Token>,
}

impl Tokens {
    pub(super) fn of(title: &str, units: &Units) -> Self {
        let mut tokens = Self::default();
        let mut at = 0;
        while let Some(unit) = units.all.get(at) {
            let shape = shape(unit.class);
            let mut to = at + 1;
            if shape == Shape::Word {
                while units.all.get(to).is_some_and(|next| goes_on(unit, next)) {
                    to += 1;
                }
            }
            if shape != Shape::Sign || !is_inside_word(title, units, at) {
                tokens.push(units, (at, to), shape);
            }
            at = to;
        }
        tokens
    }

    fn push(&mut self, units: &Units, (from, to): (usize, usize), shape: Shape) {
        let start = self.folded.len();
        let own = units.all.get(from..to).unwrap_or_default();
        let char = |unit: &Unit| char::from_u32(unit.label).filter(|char| *char != '\0');
        self.folded.extend(own.iter().filter_map(char).map(tables::simplified));
        let (Some(first), Some(last)) = (own.first(), own.last()) else { return };
        self.all.push(Token {
            from,
            to,
            text: (start, self.folded.len()),
            at: (first.start as usize, last.end as usize),
            shape,
            hard: first.gap & gap::HARD != 0,
            spaced: first.gap & gap::SEEN != 0,
        });
    }

    /// The folded text of a token; nothing for a sign.
    pub(super) fn text(&self, token: &Token) -> &str {
        self.folded.get(token.text.0..token.text.1).unwrap_or("")
    }

    /// The tokens that units `from..to` are, or are parts of.
    pub(super) fn span(&self, from: usize, to: usize) -> (usize, usize) {
        let first = self.all.partition_point(|token| token.to <= from);
        (first, self.all.partition_point(|token| token.from < to).max(first))
    }
}

fn shape(class: Class) -> Shape {
    match class {
        Class::Letter | Class::Digit => Shape::Word,
        Class::Han | Class::Running => Shape::Char,
        Class::Sign => Shape::Sign,
    }
}

fn goes_on(unit: &Unit, next: &Unit) -> bool {
    next.gap & gap::SEEN == 0
        && shape(next.class) == Shape::Word
        // Scripts that take no part in each other's words.
        && (unit.label < 0x590) == (next.label < 0x590)
}

/// Whether a sign joins what stands on both sides of it: `pre-owned`, `б/у`, the joiners of Devanagari.
fn is_inside_word(title: &str, units: &Units, at: usize) -> bool {
    let close = |unit: Option<&Unit>| unit.is_some_and(|unit| unit.gap & gap::SEEN == 0);
    let Some(unit) = units.all.get(at) else { return false };
    let text = title.get(unit.start as usize..unit.end as usize).unwrap_or("");
    let mark_of_script = text.chars().all(|char| matches!(char, '\u{300}'..='\u{1FFF}'));
    let joins = matches!(text, "-" | "'" | "’" | "." | "/" | "‐" | "‑");
    mark_of_script || joins && at > 0 && close(Some(unit)) && close(units.all.get(at + 1))
}
