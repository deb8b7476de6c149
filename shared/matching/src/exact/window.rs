//! A text as bits: 64 bytes at a time, one bit a byte.

use wide::i8x16;

use super::script::in_word;

/// Bytes looked at in one go.
pub(super) const BYTES: usize = 64;
/// Bytes that the processor looks at in one go.
const BLOCK: usize = 16;

/// What the bytes of a window are; the lowest bit is the first byte. Nothing is set behind the text's end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Kinds {
    /// ASCII letters and digits.
    word: u64,
    /// The first byte of each character.
    first: u64,
    /// Spaces.
    space: u64,
    /// First bytes of characters that may be part of a word: not ASCII, and none of U+3000 to U+9FFF.
    foreign: u64,
}

/// The windows of a text, with what is known of the next one.
#[derive(Debug)]
pub(super) struct Windows<'a> {
    text: &'a str,
    next: Kinds,
    /// Bytes of words in the next window, and how many more a character that begins there has.
    next_word: (u64, u32),
    /// Where the next window begins.
    at: usize,
    /// Whether the byte before it is part of a word.
    within: bool,
}

/// One window.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    /// Where it begins in the text.
    pub(super) at: usize,
    /// Bytes that are part of words.
    pub(super) word: u64,
    /// The same of the window behind it.
    pub(super) next_word: u64,
    /// Where a mark may begin, without spaces.
    pub(super) start: u64,
    /// Spaces where a mark may begin.
    pub(super) space: u64,
}

impl Window {
    /// How far the word that begins at this bit goes, at least a window's length where it goes further.
    #[inline]
    pub(super) const fn word_length(&self, bit: usize) -> usize {
        let here = (!(self.word >> bit)).trailing_zeros() as usize;
        if bit + here == BYTES { here + self.next_word.trailing_ones() as usize } else { here }
    }
}

impl<'a> Windows<'a> {
    #[inline]
    pub(super) fn new(text: &'a str) -> Self {
        let next = kinds(text.as_bytes(), 0);
        Self { text, next_word: words(text, 0, next, 0), next, at: 0, within: false }
    }
}

impl Iterator for Windows<'_> {
    type Item = Window;

    #[inline]
    fn next(&mut self) -> Option<Window> {
        let at = self.at;
        if at >= self.text.len() {
            return None;
        }
        let Kinds { first, space, .. } = self.next;
        let (word, over) = self.next_word;
        self.at += BYTES;
        if self.at < self.text.len() {
            self.next = kinds(self.text.as_bytes(), self.at);
            self.next_word = words(self.text, self.at, self.next, over);
        } else {
            self.next_word = (0, 0);
        }
        let start = first & !(word & (word << 1 | u64::from(self.within)));
        self.within = word >> (BYTES - 1) == 1;
        Some(Window { at, word, next_word: self.next_word.0, start: start & !space, space: start & space })
    }
}

/// All bytes of words, also of characters that are not ASCII; and how many bytes of the last are behind the window,
/// as `over` says of the window before.
#[inline]
fn words(text: &str, at: usize, kinds: Kinds, over: u32) -> (u64, u32) {
    let mut word = kinds.word | ((1 << over) - 1);
    let mut behind = 0;
    let mut foreign = kinds.foreign;
    while foreign != 0 {
        let bit = foreign.trailing_zeros() as usize;
        foreign &= foreign - 1;
        if let Some(c) = text.get(at + bit..).and_then(|rest| rest.chars().next())
            && in_word(c)
        {
            word |= ((1 << c.len_utf8()) - 1) << bit;
            behind = (bit + c.len_utf8()).saturating_sub(BYTES) as u32;
        }
    }
    (word, behind)
}

/// The kinds of the 64 bytes from `at` on.
#[inline]
fn kinds(text: &[u8], at: usize) -> Kinds {
    let mut kinds = Kinds::default();
    for block in 0..BYTES / BLOCK {
        let at = at + block * BLOCK;
        if at >= text.len() {
            break;
        }
        let Kinds { word, first, space, foreign } = match text[at..].first_chunk() {
            Some(block) => of_block(*block),
            None => of_end(text, at),
        };
        kinds.word |= word << (block * BLOCK);
        kinds.first |= first << (block * BLOCK);
        kinds.space |= space << (block * BLOCK);
        kinds.foreign |= foreign << (block * BLOCK);
    }
    kinds
}

/// The kinds of the last bytes, when they are no whole block.
#[inline]
fn of_end(text: &[u8], at: usize) -> Kinds {
    // What is before them is looked at again and shifted out.
    if let Some(block) = text.last_chunk() {
        let known = at + BLOCK - text.len();
        let Kinds { word, first, space, foreign } = of_block(*block);
        return Kinds {
            word: word >> known,
            first: first >> known,
            space: space >> known,
            foreign: foreign >> known,
        };
    }
    let mut block = [0; BLOCK];
    block[..text.len()].copy_from_slice(text);
    let mut kinds = of_block(block);
    kinds.first &= (1 << text.len()) - 1;
    kinds
}

/// The kinds of 16 bytes.
#[inline]
fn of_block(block: [u8; BLOCK]) -> Kinds {
    let bytes = i8x16::new(block.map(u8::cast_signed));
    let mask = |bytes: i8x16| u64::from(bytes.to_bitmask());
    // Comparison is of signed bytes: what is wanted is moved to the lowest of them.
    let among = |bytes: i8x16, first: u8, count: u8| {
        let moved = bytes + i8x16::splat(0x80_u8.wrapping_sub(first).cast_signed());
        moved.simd_lt(i8x16::splat((0x80 + count).cast_signed()))
    };
    let letter = among(bytes | i8x16::splat(0x20), b'a', 26);
    let digit = among(bytes, b'0', 10);
    let space = bytes.simd_eq(i8x16::splat(0x20));
    let mut kinds = Kinds { word: mask(letter | digit), first: 0xFFFF, space: mask(space), foreign: 0 };
    let high = mask(bytes);
    if high != 0 {
        // 0x80 to 0xBF continue a character; 0xE3 to 0xE9 begin those of U+3000 to U+9FFF.
        kinds.first = !mask(among(bytes, 0x80, 0x40)) & 0xFFFF;
        kinds.foreign = high & kinds.first & !mask(among(bytes, 0xE3, 7));
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    fn byte_by_byte(block: [u8; BLOCK]) -> Kinds {
        let mask = |wanted: fn(u8) -> bool| {
            (0..).zip(block).fold(0, |mask, (bit, byte)| mask | u64::from(wanted(byte)) << bit)
        };
        Kinds {
            word: mask(|byte| byte.is_ascii_alphanumeric()),
            first: mask(|byte| !matches!(byte, 0x80..=0xBF)),
            space: mask(|byte| byte == b' '),
            foreign: mask(|byte| matches!(byte, 0xC0..=0xE2 | 0xEA..)),
        }
    }

    #[test]
    fn sixteen_bytes_at_once_are_what_they_are_one_by_one() {
        for byte in 0..=255_u8 {
            for at in 0..BLOCK {
                let mut block = *b"Grown pears: 3kg";
                block[at] = byte;
                assert_eq!(of_block(block), byte_by_byte(block), "{block:?}");
            }
        }
    }
}
