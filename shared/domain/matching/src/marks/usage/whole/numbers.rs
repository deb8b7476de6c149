//! Numbers in an offer: sizes and quantities are plain; years that have passed and the scales of models are not.

use super::super::offers::{Kinds, kinds_of};
use super::super::tokens::{Shape, Token};
use super::Reader;

/// Years in which what is offered now was made a while ago.
const PAST: std::ops::RangeInclusive<u32> = 1900..=2023;
/// The letters of seasons.
const SEASONS: [&str; 3] = ["fw", "ss", "aw"];
/// Clothes that measure no more are those of dolls. Shoes have sizes in centimetres, too.
const OF_DOLLS: [(&str, u32); 4] = [("cm", 20), ("см", 20), ("inch", 18), ("inches", 18)];
/// A number of more digits is none that every seller would write.
const DIGITS: usize = 6;

/// Whether a word is a past season: `FW2016`, `SS17`.
pub(super) fn is_past_season(word: &str) -> bool {
    let year =
        SEASONS.iter().find_map(|season| word.strip_prefix(season).or_else(|| word.strip_suffix(season)));
    year.filter(|year| matches!(year.len(), 2 | 4))
        .and_then(|year| year.parse().ok())
        .is_some_and(|year: u32| PAST.contains(&if year < 100 { 2000 + year } else { year }))
}

impl Reader<'_> {
    /// Whether a number measures what would be of dolls, were it worn.
    pub(super) fn is_of_doll(&self, at: usize) -> bool {
        let text = self.text(at);
        let (number, unit) =
            text.split_at(text.find(|char: char| !char.is_ascii_digit()).unwrap_or(text.len()));
        let unit = if unit.is_empty() { self.text(at + 1) } else { unit };
        let most = OF_DOLLS.iter().find(|(of, _)| *of == unit);
        most.is_some_and(|(_, most)| number.parse().is_ok_and(|number: u32| number <= *most))
    }

    /// Whether a number is one that a plain offer may have; `None` where there is none.
    pub(super) fn number(&self, at: usize, token: &Token) -> Option<bool> {
        let text = self.text(at);
        if token.shape != Shape::Word || !text.chars().any(char::is_numeric) {
            return None;
        }
        if !text.chars().all(char::is_numeric) {
            return self.is_measure(text).then_some(true);
        }
        if text.chars().count() > DIGITS {
            return Some(false);
        }
        let next = self.next_word(at + 1);
        let of_unit = next.is_some_and(|next| kinds_of(self.text(next)).any(Kinds::UNIT));
        let is_past =
            text.chars().count() == 4 && text.parse().is_ok_and(|year: u32| PAST.contains(&year)) && !of_unit;
        Some(!is_past && !self.is_scale(at))
    }

    /// Whether a number is one of `1:43`, the scale of a model.
    fn is_scale(&self, at: usize) -> bool {
        let is_ratio = |from: usize, to: usize| {
            let (Some(one), Some(other)) = (self.usage.token(from), self.usage.token(to)) else {
                return false;
            };
            let between = self.usage.title.get(one.at.1..other.at.0).map(str::trim);
            let numbers = (self.text(from), self.text(to));
            matches!(between, Some(":" | "/" | "：")) && numbers.0 == "1" && !matches!(numbers.1, "1" | "2")
        };
        let next = self.next_word(at + 1);
        let last = self.word_before(at);
        next.is_some_and(|next| is_ratio(at, next)) || last.is_some_and(|last| is_ratio(last, at))
    }

    /// Whether digits and letters by turns are a size or a quantity: `42mm`, `10x20cm`, `eu42`, `w32`.
    fn is_measure(&self, text: &str) -> bool {
        let mut rest = text;
        let mut is_first = true;
        while !rest.is_empty() {
            let is_number = rest.starts_with(char::is_numeric);
            let end = rest.find(|char: char| char.is_numeric() != is_number).unwrap_or(rest.len());
            let (group, after) = rest.split_at(end);
            let kind = if is_first { Kinds::BEFORE } else { Kinds::UNIT };
            if is_number && group.len() > DIGITS || !is_number && !kinds_of(group).any(kind) {
                return false;
            }
            (rest, is_first) = (after, false);
        }
        true
    }

    /// Whether a number is one of pieces or of a unit, and not that of a model.
    pub(super) fn is_quantity(&self, at: usize) -> bool {
        let next = self.next_word(at + 1);
        !self.text(at).chars().all(char::is_numeric)
            || next.is_some_and(|next| kinds_of(self.text(next)).any(Kinds::UNIT))
    }
}
