//! A text as bits: 64 bytes at a time, one bit a byte.

use wide::i8x16;

use super::script::in_word;

/// Bytes of a window.
const WINDOW: usize = 64;
/// Bytes that the processor looks at in one go.
const BLOCK: usize = 16;
/// A window, and what must be behind it, so that eight bytes can be read from every byte of it on.
const LOADED: usize = WINDOW + 8;
/// Windows of a piece. Nearly every title is one piece.
const WINDOWS: usize = 4;
/// Bytes of a piece.
const BYTES: usize = WINDOWS * WINDOW;
/// Where a longer text goes on: the last window of a piece is there to be looked ahead at.
const STEP: usize = BYTES - WINDOW;

/// With which characters marks begin, beside letters, digits and all that are not ASCII. Nearly no mark does, and
/// nearly every title has them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Begin {
    pub(super) with_space: bool,
    /// Any other.
    pub(super) with_sign: bool,
}

/// Bytes of a text and what they are.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    text: &'a [u8],
    /// Where the piece begins in the text.
    at: usize,
    /// The text from the first window of the piece on behind which it has no eight bytes, and zeros.
    tail: [u8; WINDOW + LOADED],
    /// Which window that is.
    tail_from: usize,
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
    bytes: &'a [u8; LOADED],
}

impl<'a> Piece<'a> {
    /// The pieces of a text, to be searched for marks that may begin as said.
    pub(super) fn each(text: &'a str, begin: Begin, mut call: impl FnMut(&Piece<'_>)) {
        let mut at = 0;
        let mut before = Before::default();
        let mut piece = Self::of(text);
        while at < text.len() {
            let last = text.len() - at <= BYTES;
            piece.fill(text, at, last, begin, &mut before);
            call(&piece);
            at += if last { BYTES } else { STEP };
        }
    }

    fn of(text: &'a str) -> Self {
        let (tail, words, starts) = ([0; WINDOW + LOADED], [0; WINDOWS + 1], [0; WINDOWS]);
        Self { text: text.as_bytes(), at: 0, tail, tail_from: 0, words, starts, count: 0 }
    }

    /// The bytes of a window and those behind it: in the text where it goes on so far, else in the tail.
    #[inline]
    fn bytes(&self, number: usize) -> &[u8; LOADED] {
        let (from, at) = if number < self.tail_from {
            (self.text, self.at + number * WINDOW)
        } else {
            (&self.tail[..], (number - self.tail_from) * WINDOW)
        };
        from.get(at..).and_then(|rest| rest.first_chunk()).unwrap_or(&[0; LOADED])
    }

    /// Looks at the bytes from `at` on.
    #[inline]
    fn fill(&mut self, text: &str, at: usize, last: bool, begin: Begin, before: &mut Before) {
        let length = (text.len() - at).min(BYTES);
        self.at = at;
        self.count = if last { length.div_ceil(WINDOW) } else { STEP / WINDOW };
        self.words = [0; WINDOWS + 1];
        let rest = &self.text[at..];
        self.tail_from = rest.len().saturating_sub(8) / WINDOW;
        if self.tail_from < WINDOWS {
            let rest = &rest[self.tail_from * WINDOW..];
            self.tail[..rest.len()].copy_from_slice(rest);
        }
        let mut state = *before;
        for number in 0..length.div_ceil(WINDOW).min(WINDOWS) {
            if number == STEP / WINDOW {
                *before = state;
            }
            let kinds = Kinds::of(self.bytes(number));
            let inside = u64::MAX >> WINDOW.saturating_sub(length - number * WINDOW);
            let mut word = kinds.word | ((1 << state.over) - 1);
            state.over = 0;
            if kinds.foreign != 0 {
                state.over = add_foreign(text, at + number * WINDOW, kinds.foreign, &mut word);
            }
            let within = word & (word << 1 | state.within);
            let spaces = if begin.with_space { 0 } else { kinds.space };
            let signs = if begin.with_sign { 0 } else { kinds.sign };
            self.words[number] = word;
            self.starts[number] = kinds.first & inside & !(within | spaces | signs);
            state.within = word >> (WINDOW - 1);
        }
    }

    pub(super) fn windows(&self) -> impl Iterator<Item = Window<'_>> {
        (0..self.count.min(WINDOWS)).map(|number| Window { piece: self, number, bytes: self.bytes(number) })
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
        let rest = &self.bytes[bit as usize % WINDOW..];
        rest.first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight))
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
    /// What else is ASCII.
    sign: u64,
    /// First bytes of characters that may be part of a word: not ASCII, and none of U+3000 to U+9FFF.
    foreign: u64,
}

impl Kinds {
    #[inline]
    fn of(window: &[u8; LOADED]) -> Self {
        let blocks = &window.as_chunks::<BLOCK>().0[..WINDOW / BLOCK];
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
        kinds.sign = !(kinds.word | kinds.space | high);
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
                    sign: mask(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric() && byte != b' '),
                    foreign: mask(|byte| matches!(byte, 0xC0..=0xE2 | 0xEA..)),
                };
                let mut loaded = [b'a'; LOADED];
                loaded[..WINDOW].copy_from_slice(&window);
                assert_eq!(Kinds::of(&loaded), one_by_one, "{byte} at {at}");
            }
        }
    }
}
