//! What a listing says beside the texts that were handed in with a right.

use std::collections::BTreeSet;

use crate::print::{RUN, count, runs};
use crate::words::{Word, words};

/// The share of a text, in percent, that a listing must show word for word to be the same. What many write alike, such as
/// terms of sale, counts nowhere as far as it is known, and may still be much of a text: `make score` measures how far texts of different people are
/// taken for each other.
pub const SAME_SHARE: usize = 80;

/// From so many words of a text in a listing on a person should look. Fewer stand in listings by chance. Up to three words at
/// either end of a passage may go unnoticed.
pub const NEAR: usize = 15;

/// How much a listing shows of a text, as far as that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Nothing, or a phrase.
    Different,
    /// A passage: a person should look.
    Near,
    /// At least [`SAME_SHARE`] per cent of it.
    Same,
}

/// The text of which a listing shows most, and how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// What follows.
    pub likeness: Likeness,
    /// Which text.
    pub index: usize,
    /// Which part of the listing shows most of it.
    pub part: usize,
    /// How many words of the listing stand in it, in the same order: at least so many, since up to three at either end of a
    /// passage may go unnoticed.
    pub words: usize,
    /// How much of the text's print was found, in percent.
    pub share: usize,
}

/// Compares what a listing says, part by part, with each text by the runs of its print. `None` where there is no text.
///
/// Cost: one look-up for each word of the listing and each text.
#[must_use]
pub fn compare(listing: &[&str], texts: &[&[u32]]) -> Option<Compared> {
    let parts: Vec<Vec<Word>> = listing.iter().map(|part| words(part)).collect();
    let compared = texts.iter().enumerate().map(|(index, text)| beside(&parts, index, text));
    compared.max_by_key(|it| (it.likeness, it.words, std::cmp::Reverse(it.index)))
}

fn beside(parts: &[Vec<Word>], index: usize, text: &[u32]) -> Compared {
    let mut found = BTreeSet::new();
    let (mut copied, mut most) = (0_usize, (0, 0));
    for (nth, part) in parts.iter().enumerate() {
        let mut is_copied = vec![false; part.len()];
        for (at, run) in runs(part).enumerate() {
            if text.binary_search(&run).is_ok() {
                found.insert(run);
                is_copied.iter_mut().skip(at).take(RUN).for_each(|word| *word = true);
            }
        }
        let copies = part.iter().zip(is_copied).filter_map(|(word, is_copied)| is_copied.then_some(*word));
        let copies = count(&copies.collect::<Vec<_>>());
        copied = copied.saturating_add(copies);
        if copies > most.0 {
            most = (copies, nth);
        }
    }
    let share = found.len().saturating_mul(100).checked_div(text.len()).unwrap_or(0);
    let likeness = if share >= SAME_SHARE {
        Likeness::Same
    } else if copied >= NEAR {
        Likeness::Near
    } else {
        Likeness::Different
    };
    Compared { likeness, index, part: most.1, words: copied, share }
}
