//! The print of a text.

use crate::common::own_passages;
use crate::words::{Word, hashed, words};

/// Words in a run that is hashed.
pub(crate) const RUN: usize = 8;
/// Of so many runs in a row at least one is kept.
const WINDOW: usize = 4;

/// Each passage of so many words is noticed.
pub const LEAST_PASSAGE: usize = RUN + WINDOW - 1;

/// The fewest words of a text that is handed in: shorter ones, and what is made of common phrases alone, stand in many
/// listings by chance.
pub const LEAST_WORDS: usize = 40;

/// The most bytes of a text that is handed in. A listing is short: of a long work, the passage that is copied.
pub const MOST_BYTES: usize = 12_000;

/// Why a text is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// It is no text.
    #[error("the file is no text in UTF-8: save it as plain text")]
    NoText,
    /// It is too short to tell anything.
    #[error(
        "the text has {words} words, at least {LEAST_WORDS} are needed: listings share shorter phrases by chance"
    )]
    TooShort {
        /// How many words it has.
        words: usize,
    },
    /// Too little of it is anybody's own.
    #[error(
        "of the text’s {words} words only {own} are not of such as many write alike: safety notices, care, terms of sale, \
         licences. At least {LEAST_WORDS} are needed"
    )]
    TooCommon {
        /// How many words it has.
        words: usize,
        /// How many of them stand in sentences of its own.
        own: usize,
    },
    /// It is too long for any listing to show most of it.
    #[error(
        "the text is longer than {MOST_BYTES} bytes: hand in the passages that are copied, each by itself"
    )]
    TooLong,
    /// It says the same again and again.
    #[error("the text repeats itself: hand in the passage once")]
    Repeats,
}

/// The print of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Print {
    /// How many words the text has that are its own: without sentences that many write alike.
    pub words: u16,
    /// Hashes of runs of these words: sorted, each once.
    pub runs: Vec<u32>,
}

/// The print of a text that is handed in.
///
/// # Errors
/// [`BadText`].
pub fn print(bytes: &[u8]) -> Result<Print, BadText> {
    if bytes.len() > MOST_BYTES {
        return Err(BadText::TooLong);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| BadText::NoText)?;
    if text.contains('\0') {
        return Err(BadText::NoText);
    }
    let words = words(text);
    let count = count(&words);
    if count < LEAST_WORDS {
        return Err(BadText::TooShort { words: count });
    }
    let passages: Vec<Vec<Word>> =
        own_passages(text).into_iter().filter_map(|own| Some(crate::words::words(text.get(own)?))).collect();
    let own = passages.iter().map(|passage| self::count(passage)).sum();
    if own < LEAST_WORDS {
        return Err(BadText::TooCommon { words: count, own });
    }
    let (mut all, mut kept) = (Vec::new(), Vec::new());
    for passage in passages {
        let runs: Vec<u32> = runs(&passage).collect();
        kept.extend(runs.windows(WINDOW).filter_map(|window| window.iter().min().copied()));
        all.extend(runs);
    }
    kept.sort_unstable();
    kept.dedup();
    // Winnowing keeps about two of five; much fewer different ones come of repetition.
    if kept.len().saturating_mul(5) < all.len() {
        return Err(BadText::Repeats);
    }
    Ok(Print { words: u16::try_from(own).unwrap_or(u16::MAX), runs: kept })
}

/// The number of words, two characters of a script without blanks being one.
pub(crate) fn count(words: &[Word]) -> usize {
    let halves: u32 = words.iter().map(|word| word.halves).sum();
    usize::try_from(halves / 2).unwrap_or(usize::MAX)
}

/// The hash of each run, in order.
pub(crate) fn runs(words: &[Word]) -> impl Iterator<Item = u32> {
    words.windows(RUN).map(|run| {
        let hash = run.iter().fold(None, |hash, word| Some(hashed(hash, &word.hash.to_le_bytes())));
        let hash = hash.unwrap_or_default();
        // Both halves of the hash count.
        let folded = (hash ^ (hash >> 32)) & u64::from(u32::MAX);
        u32::try_from(folded).unwrap_or_default()
    })
}
