//! What stands directly before a name, where a sign, a letter or a joining word may set it apart from the goods.

use super::super::offers::Kinds;
use super::super::tokens::{Shape, Token};
use super::{Key, Reader, kinds_of, signs};

impl Reader<'_> {
    /// The tokens before a name, if it begins here, that do more than lead to it: `bag or …`, `w/o …`, `-…`.
    pub(super) fn strange_before(&self, at: usize) -> Option<(usize, usize)> {
        let name = self.usage.token(at)?;
        let last = self.word_before(at);
        if last.is_some_and(|last| self.own.get(last) == Some(&true)) {
            return None;
        }
        let end = last.and_then(|last| self.usage.token(last)).map_or(0, |last| last.at.1);
        let between = self.usage.title.get(end..name.at.0).unwrap_or("");
        let strange = !signs::part(between, last.is_some())
            || last.is_some_and(|last| self.joins(last) && matches!(between.trim(), "" | "." | ":" | "："));
        strange.then_some((last.unwrap_or(0), at + 1))
    }

    /// Whether a word joins the name to what stands before it, or is a letter that is no size: it stands for a word.
    fn joins(&self, at: usize) -> bool {
        let Some(token) = self.usage.token(at).filter(|token| token.shape == Shape::Word) else {
            return false;
        };
        let text = self.text(at);
        let is_letter = text.chars().count() == 1 && text.chars().all(char::is_alphabetic);
        let is_size =
            || self.word_before(at).is_some_and(|last| kinds_of(self.text(last)).any(Kinds::BEFORE));
        is_letter && !is_size() || self.kinds_written(token).any(Kinds::JOINING)
    }

    fn kinds_written(&self, token: &Token) -> Kinds {
        let written = Key::as_written().with(&self.written(token).to_lowercase(), false);
        kinds_of(self.usage.tokens.text(token)).or(written.kinds().unwrap_or_default())
    }

    /// What stands last before a token but signs.
    pub(super) fn word_before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|at| self.usage.token(*at).is_some_and(|token| token.shape != Shape::Sign))
    }
}
