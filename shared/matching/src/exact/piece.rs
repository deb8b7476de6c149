//! A text as bits: 64 bytes at a time, one bit a byte.

use wide::i8x16;

use super::first_eight;
use super::script::in_word;

/// Bytes of a window.
const WINDOW: usize = 64;
/// Bytes that the processor looks at in one go.
const BLOCK: usize = 16;
/// Windows of a piece. Nearly every title is one piece.
const WINDOWS: usize = 4;
/// Bytes of a piece.
const BYTES: usize = WINDOWS * WINDOW;
/// Where a longer text goes on: the last window of a piece is there to be looked ahead at.
const STEP: usize = BYTES - WINDOW;

/// Bytes of a text and what they are.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    text: &'a [u8],
    /// The last eight bytes of the text, or all when there are fewer.
    last: u64,
    /// Where the piece begins in the text.
    at: usize,
    /// Bytes that are part of words, a bit each; the lowest is the first. The last stays empty.
    words: [u64; WINDOWS + 1],
    /// Where a mark may begin.
    starts: [u64; WINDOWS],
    /// How many windows are to be searched.
    count: usize,
}

/// 64 bytes of a piece.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window<'a> {
    piece: &'a Piece<'a>,
    number: usize,
}

impl<'a> Piece<'a> {
    /// The pieces of a text; whether marks may begin with a space decides whether places before one count.
    pub(super) fn each(text: &'a str, with_space: bool, mut call: impl FnMut(&Piece<'_>)) {
        let mut at = 0;
        let mut before = Before::default();
        while at < text.len() {
            let last = text.len() - at <= BYTES;
            call(&Self::new(text, at, last, with_space, &mut before));
            at += if last { BYTES } else { STEP };
        }
    }

    #[inline]
    fn new(text: &'a str, at: usize, last: bool, with_space: bool, before: &mut Before) -> Self {
        let bytes = text.as_bytes();
        let length = (bytes.len() - at).min(BYTES);
        let count = if last { length.div_ceil(WINDOW) } else { STEP / WINDOW };
        let (words, starts) = ([0; WINDOWS + 1], [0; WINDOWS]);
        let last = first_eight(&bytes[bytes.len().saturating_sub(8)..]);
        let mut piece = Self { text: bytes, last, at, words, starts, count };
        let mut state = *before;
        for (number, (word, start)) in
            piece.words.iter_mut().zip(&mut piece.starts).enumerate().take(length.div_ceil(WINDOW))
        {
            if number == STEP / WINDOW {
                *before = state;
            }
            let kinds = Kinds::at(bytes, at + number * WINDOW);
            let inside = u64::MAX >> WINDOW.saturating_sub(length - number * WINDOW);
            *word = kinds.word | ((1 << state.over) - 1);
            state.over = 0;
            if kinds.foreign != 0 {
                state.over = add_foreign(text, at + number * WINDOW, kinds.foreign, word);
            }
            let within = *word & (*word << 1 | state.within);
            let spaces = if with_space { 0 } else { kinds.space };
            *start = kinds.first & inside & !within & !spaces;
            state.within = *word >> (WINDOW - 1);
        }
        piece
    }

    pub(super) fn windows(&self) -> impl Iterator<Item = Window<'_>> {
        (0..self.count.min(WINDOWS)).map(|number| Window { piece: self, number })
    }
}

impl Window<'_> {
    /// Where in the text a bit's byte stands.
    #[inline]
    pub(super) const fn place(self, bit: u32) -> usize {
        self.piece.at + self.number * WINDOW + bit as usize
    }

    /// Where a mark may begin with a word set apart.
    #[inline]
    pub(super) const fn words(self) -> u64 {
        self.piece.starts[self.number] & self.piece.words[self.number]
    }

    /// Where a mark may begin with another character.
    #[inline]
    pub(super) const fn others(self) -> u64 {
        self.piece.starts[self.number] & !self.piece.words[self.number]
    }

    /// Bytes of the word that begins at a bit, as far as the end of the next window.
    #[inline]
    pub(super) const fn word_length(self, bit: u32) -> usize {
        let (word, next) = (self.piece.words[self.number], self.piece.words[self.number + 1]);
        // Shifted twice, for by all 64 bits at once it would not be.
        (!(word >> bit | next << 1 << (63 - bit))).trailing_zeros() as usize
    }

    /// The eight bytes from a bit's on, zeros behind the end.
    #[inline]
    pub(super) fn eight(self, bit: u32) -> u64 {
        let at = self.place(bit);
        let from = at.min(self.piece.text.len().saturating_sub(8));
        let eight =
            self.piece.text[from..].first_chunk().map_or(self.piece.last, |eight| u64::from_le_bytes(*eight));
        eight >> (8 * (at - from))
    }
}

/// What is known of the bytes before a window.
#[derive(Debug, Clone, Copy, Default)]
struct Before {
    /// How many bytes of the window belong to a character of a word that began before it.
    over: u32,
    /// 1 when the byte before it is part of a word.
    within: u64,
}

/// Adds the bytes of words among characters that are not ASCII; and tells how many of the last are behind the window.
fn add_foreign(text: &str, at: usize, mut foreign: u64, word: &mut u64) -> u32 {
    let mut over = 0;
    while foreign != 0 {
        let bit = foreign.trailing_zeros() as usize;
        foreign &= foreign - 1;
        if let Some(c) = text.get(at + bit..).and_then(|rest| rest.chars().next())
            && in_word(c)
        {
            *word |= ((1 << c.len_utf8()) - 1) << bit;
            over = (bit + c.len_utf8()).saturating_sub(WINDOW) as u32;
        }
    }
    over
}

/// What the bytes of a window are.
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

impl Kinds {
    /// Of the 64 bytes from `at` on, as far as they go.
    #[inline]
    fn at(text: &[u8], at: usize) -> Self {
        if let Some(window) = text[at..].first_chunk() {
            return Self::of(window);
        }
        // What is before the last bytes is looked at again and shifted out.
        if let Some(window) = text.last_chunk() {
            let Self { word, first, space, foreign } = Self::of(window);
            let over = at + WINDOW - text.len();
            return Self {
                word: word >> over,
                first: first >> over,
                space: space >> over,
                foreign: foreign >> over,
            };
        }
        let mut window = [0; WINDOW];
        window[..text.len()].copy_from_slice(text);
        Self::of(&window)
    }

    #[inline]
    fn of(window: &[u8; WINDOW]) -> Self {
        let (blocks, _) = window.as_chunks::<BLOCK>();
        let mut kinds = Self { first: u64::MAX, ..Self::default() };
        let mut high = 0;
        for (number, block) in blocks.iter().enumerate() {
            let bytes = i8x16::new(block.map(u8::cast_signed));
            let letter = among(bytes | i8x16::splat(0x20), b'a', 26);
            let digit = among(bytes, b'0', 10);
            kinds.word |= mask(letter | digit) << (number * BLOCK);
            kinds.space |= mask(bytes.simd_eq(i8x16::splat(0x20))) << (number * BLOCK);
            high |= mask(bytes) << (number * BLOCK);
        }
        if high != 0 {
            let mut wide = 0;
            for (number, block) in blocks.iter().enumerate() {
                let bytes = i8x16::new(block.map(u8::cast_signed));
                // 0x80 to 0xBF continue a character; 0xE3 to 0xE9 begin those of U+3000 to U+9FFF.
                kinds.first &= !(mask(among(bytes, 0x80, 0x40)) << (number * BLOCK));
                wide |= mask(among(bytes, 0xE3, 7)) << (number * BLOCK);
            }
            kinds.foreign = high & kinds.first & !wide;
        }
        kinds
    }
}

/// Which bytes are among `count` from `first` on. Comparison is of signed bytes: what is wanted is moved to the
/// lowest of them.
#[inline]
fn among(bytes: i8x16, first: u8, count: u8) -> i8x16 {
    let moved = bytes + i8x16::splat(0x80_u8.wrapping_sub(first).cast_signed());
    moved.simd_lt(i8x16::splat((0x80 + count).cast_signed()))
}

#[inline]
fn mask(bytes: i8x16) -> u64 {
    u64::from(bytes.to_bitmask())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_bytes_at_once_are_what_they_are_one_by_one() {
        for byte in 0..=255_u8 {
            for at in 0..WINDOW {
                let mut window = *b"Grown pears: 3kg, or 12 of {each} by @home, boxes of zinc`/paper";
                window[at] = byte;
                let mask = |wanted: fn(u8) -> bool| {
                    (0..).zip(window).fold(0, |mask, (bit, byte)| mask | u64::from(wanted(byte)) << bit)
                };
                let one_by_one = Kinds {
                    word: mask(|byte| byte.is_ascii_alphanumeric()),
                    first: mask(|byte| !matches!(byte, 0x80..=0xBF)),
                    space: mask(|byte| byte == b' '),
                    foreign: mask(|byte| matches!(byte, 0xC0..=0xE2 | 0xEA..)),
                };
                assert_eq!(Kinds::of(&window), one_by_one, "{byte} at {at}");
            }
        }
    }
}
