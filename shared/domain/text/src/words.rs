//! A text as words, so that case, punctuation and markup characters make no difference.

use unicode_normalization::UnicodeNormalization as _;

/// One word as its hash; in scripts that are written without blanks, one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) hash: u64,
    /// In half words: a character of a script without blanks counts as half a word, since words there have about two.
    pub(crate) halves: u32,
}

/// FNV-1a of 64 bits. Prints are stored, so it must never change.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Continues a hash by these bytes.
pub(crate) fn hashed(hash: Option<u64>, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash.unwrap_or(OFFSET), |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME))
}

/// The words of a text in order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut open: Option<u64> = None;
    for c in text.nfkc().flat_map(char::to_lowercase) {
        let mut bytes = [0; 4];
        let bytes = c.encode_utf8(&mut bytes).as_bytes();
        if is_written_without_blanks(c) {
            words.extend(open.take().map(whole));
            words.push(Word { hash: hashed(None, bytes), halves: 1 });
        } else if c.is_alphanumeric() {
            open = Some(hashed(open, bytes));
        } else if !is_inside_words(c) {
            words.extend(open.take().map(whole));
        }
    }
    words.extend(open.map(whole));
    words
}

const fn whole(hash: u64) -> Word {
    Word { hash, halves: 2 }
}

/// Marks and signs that separate no words: accents that stand alone, apostrophes, soft hyphens, joiners and characters of
/// no width, which are also put into words to hide them.
const fn is_inside_words(c: char) -> bool {
    matches!(c,
        '\'' | '\u{2018}' | '\u{2019}' | '\u{ad}' | '\u{34f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{300}'..='\u{36f}')
}

/// Letters of Chinese, Japanese, Thai, Lao, Burmese and Khmer, with the signs that belong to them.
const fn is_written_without_blanks(c: char) -> bool {
    matches!(c,
        '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}' | '\u{e81}'..='\u{eff}' | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17d3}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
