//! Numbers in an offer: sizes and quantities are plain; years that have passed and the scales of models are not.

use super::super::offers::{Kinds, kinds_of};
use super::super::tokens::{Shape, Token};
use super::Reader;

/// Years in which what is offered now was made a while ago.
const PAST: std::ops::RangeInclusive<u32> = 1900..=2015;
/// A number of more digits is none that every seller would write.
const DIGITS: usize = 6;

impl Reader<'_> {
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
        let last = (at.saturating_sub(2)..at)
            .rev()
            .find(|at| self.usage.token(*at).is_some_and(|it| it.shape != Shape::Sign));
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
