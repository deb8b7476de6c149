//! Many names in short texts, exactly: every mark of a register in the title of a listing.
//!
//! A mark counts only where it stands at word boundaries ([`is_boundary`]), so of a title only the beginnings of
//! words and the characters of scripts without spaces are looked at. The key there, a whole word of a spaced
//! script or two characters of another, is looked up in a bit filter that fits the processor's nearest cache.
//! What passes is looked up in a hash table, which names a range of the sorted marks. In it the last mark not
//! after the text is sought; every mark that the text begins with is a prefix of that one, and linked from it.
//! So a thousand marks that begin with one word cost ten comparisons, not a thousand.

mod index;
mod piece;
mod script;

use index::{Index, hash};
use piece::{Begin, Piece, Window};
use script::in_word;
pub use script::is_boundary;

use crate::blob::{self, BadBlob};

/// By what a blob of these begins.
const KIND: &[u8] = b"gf-marks";
/// Longer words have the same key when they begin alike. Less than a window's bytes, for so many are known ahead.
const MOST_WORD: usize = 32;
/// Bytes of a beginning by which [`Exact::find_from`] looks.
const PREFIX: usize = 6;
/// Kinds of keys, beside the lengths of words.
const PAIR: usize = 64;
const SINGLE: usize = 128;

/// Marks, compiled.
#[derive(Debug, Clone)]
pub struct Exact {
    /// The marks one after the other, sorted by their bytes.
    texts: Vec<u8>,
    /// In the same order, from 1 on: the one before them is empty.
    marks: Vec<Mark>,
    /// By how they begin: a word, or two characters, or the only one.
    by_word: Index,
    /// By their first six bytes, or all when there are fewer.
    by_prefix: Index,
    /// Whether marks of one byte are there, of two, and so on; the last says it of all longer ones too.
    lengths: [bool; PREFIX],
    begin: Begin,
    /// Whether one is a single character that makes no word.
    with_single: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    /// Where its bytes end; they begin where those before end.
    end: u32,
    /// By which number the caller knows it.
    id: u32,
    /// The longest mark before it that it begins with, or 0.
    shorter: u32,
}

/// A mark found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hit {
    /// Which mark: its place in the order they were given in.
    pub pattern: u32,
    /// Its first byte in the text.
    pub start: u32,
    /// The byte behind its last.
    pub end: u32,
}

impl Exact {
    /// Compiles marks; equal ones are all reported, empty ones never found. They and the texts should have been
    /// folded alike. All together hold at most 4 GiB; what comes after is left out.
    pub fn new<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Self {
        let mut room = u32::MAX as usize;
        let mut sorted: Vec<(&str, u32)> = (0..).zip(patterns).map(|(id, text)| (text, id)).collect();
        sorted.retain(|(text, _)| {
            room = room.saturating_sub(text.len());
            !text.is_empty() && room > 0
        });
        sorted.sort_unstable();
        let mut texts = Vec::with_capacity(sorted.iter().map(|(text, _)| text.len()).sum());
        let mut marks = Vec::with_capacity(sorted.len() + 1);
        marks.push(Mark::default());
        for (text, id) in sorted {
            texts.extend_from_slice(text.as_bytes());
            marks.push(Mark { end: texts.len() as u32, id, shorter: 0 });
        }
        Self::compiled(texts, marks)
    }

    /// From sorted marks, which are UTF-8 and not empty, but for the first.
    fn compiled(texts: Vec<u8>, marks: Vec<Mark>) -> Self {
        let count = marks.len() - 1;
        let mut exact = Self {
            texts,
            marks,
            by_word: Index::new(count),
            by_prefix: Index::new(count),
            lengths: [false; PREFIX],
            begin: Begin::default(),
            with_single: false,
        };
        // The marks that the one before begins with, itself the last.
        let mut before: Vec<u32> = Vec::new();
        for at in 1..=count as u32 {
            let mark = exact.text(at);
            while before.pop_if(|shorter| !mark.starts_with(exact.text(*shorter))).is_some() {}
            let (key, single) = mark_hash(str::from_utf8(mark).unwrap_or_default());
            let length = mark.len().min(PREFIX);
            let prefix = prefix_hash(first_eight(mark), length);
            let sign = mark[0].is_ascii() && !mark[0].is_ascii_alphanumeric();
            let space = mark[0] == b' ';
            exact.begin.with_space |= space;
            exact.begin.with_sign |= sign && !space;
            exact.with_single |= single;
            exact.lengths[length - 1] = true;
            exact.by_word.add(key, at);
            exact.by_prefix.add(prefix, at);
            exact.marks[at as usize].shorter = before.last().copied().unwrap_or(0);
            before.push(at);
        }
        exact
    }

    /// How many marks are compiled.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.marks.len() - 1
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of memory that the compiled form takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.texts.len() + size_of_val(&self.marks[..]) + self.by_word.bytes() + self.by_prefix.bytes()
    }

    /// Reports every mark at every place of the text where it stands at word boundaries, in no order. A text of
    /// more than 4 GiB is not searched.
    pub fn find(&self, text: &str, mut on: impl FnMut(Hit)) {
        // Not generic from here on: what is generic is compiled as the caller's crate is, for size.
        self.find_each(text, &mut on);
    }

    fn find_each(&self, text: &str, on: &mut dyn FnMut(Hit)) {
        let bytes = text.as_bytes();
        if self.is_empty() || u32::try_from(bytes.len()).is_err() {
            return;
        }
        Piece::each(text, self.begin, |piece| {
            for window in piece.windows() {
                let word = |bit| word_hash(window.eight(bit), window.word_length(bit));
                self.search(text, window, window.words(), word, |_, _| true, on);
                let pair = |bit| pair_hash(window.eight(bit));
                self.search(text, window, window.others(), pair, |length, one| length > one, on);
                if self.with_single {
                    let single = |bit| single_hash(window.eight(bit));
                    self.search(text, window, window.others(), single, |length, one| length == one, on);
                }
            }
        });
    }

    /// Looks at these places of a window by the hashes of their keys, and reports the marks that the text goes on
    /// with there and that end at a boundary; of these the ones whose length, beside that of the first character,
    /// is wanted.
    #[inline]
    fn search(
        &self,
        text: &str,
        window: Window<'_>,
        mut places: u64,
        key: impl Fn(u32) -> u64,
        wanted: impl Fn(usize, usize) -> bool,
        on: &mut dyn FnMut(Hit),
    ) {
        // What passes the filter is kept for later, so that this loop is short and none of its branches depends
        // on what the filter says.
        let mut known = 0;
        while places != 0 {
            let bit = places.trailing_zeros();
            places &= places - 1;
            known |= u64::from(self.by_word.may_have(key(bit))) << bit;
        }
        while known != 0 {
            let bit = known.trailing_zeros();
            known &= known - 1;
            let at = window.place(bit);
            let one = char_length(text.as_bytes()[at]);
            self.walk(&text.as_bytes()[at..], self.by_word.range(key(bit)), |mark, length| {
                let end = at + length;
                if wanted(length, one) && is_boundary(text, end) {
                    on(Hit { pattern: mark.id, start: at as u32, end: end as u32 });
                }
            });
        }
    }

    /// Reports every mark that the text, which need not be UTF-8, goes on with at `start`, and where it ends;
    /// boundaries do not matter. The longest comes first.
    pub fn find_from(&self, text: &[u8], start: usize, mut on: impl FnMut(u32, usize)) {
        self.find_each_from(text, start, &mut on);
    }

    fn find_each_from(&self, text: &[u8], start: usize, on: &mut dyn FnMut(u32, usize)) {
        let Some(rest) = text.get(start..) else { return };
        let eight = first_eight(rest);
        for length in (1..=PREFIX.min(rest.len())).rev() {
            let hash = prefix_hash(eight, length);
            if self.lengths[length - 1] && self.by_prefix.may_have(hash) {
                self.walk(rest, self.by_prefix.range(hash), |mark, found| {
                    if found == length || length == PREFIX && found > PREFIX {
                        on(mark.id, start + found);
                    }
                });
            }
        }
    }

    /// Calls with each mark of a range that the text begins with, and its length; and with shorter ones before the
    /// range that it begins with.
    #[inline]
    fn walk(&self, text: &[u8], (from, to): (u32, u32), mut on: impl FnMut(&Mark, usize)) {
        // The last that is not after the text: every mark that the text begins with is one that this begins with.
        // Of a range of one it is that, or none of the range.
        let (mut low, mut high) = (from + 1, to);
        while low < high {
            let middle = low.midpoint(high);
            if self.text(middle) <= text { low = middle + 1 } else { high = middle }
        }
        let mut at = low - 1;
        let mut known = false;
        while at != 0 {
            let mark = self.text(at);
            // Whatever a prefix of the text begins with is one too.
            known = known || text.starts_with(mark);
            let entry = &self.marks[at as usize];
            if known {
                on(entry, mark.len());
            }
            at = entry.shorter;
        }
    }

    fn text(&self, at: u32) -> &[u8] {
        let at = at as usize;
        &self.texts[self.marks[at - 1].end as usize..self.marks[at].end as usize]
    }

    /// Puts the marks at the end of `out`, so that they need not be sorted again.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(KIND);
        blob::put_u32s(out, [self.len() as u32, self.texts.len() as u32]);
        blob::put_u32s(out, self.marks.iter().skip(1).map(|mark| mark.end));
        blob::put_u32s(out, self.marks.iter().skip(1).map(|mark| mark.id));
        out.extend_from_slice(&self.texts);
    }

    /// Takes what [`Exact::write`] put off the front of `bytes`, which may come from anywhere, and compiles it.
    ///
    /// # Errors
    /// [`BadBlob`] when that is not what stands there.
    pub fn read(bytes: &mut &[u8]) -> Result<Self, BadBlob> {
        blob::take_kind(bytes, KIND)?;
        let (count, length) = (blob::take_u32(bytes)? as usize, blob::take_u32(bytes)?);
        let ends = blob::take_u32s(bytes, count)?;
        let ids = blob::take_u32s(bytes, count)?;
        let texts = blob::take(bytes, length as usize)?;
        let whole = str::from_utf8(texts).map_err(|_| BadBlob::Damaged("texts"))?;
        let mut marks = Vec::with_capacity(count + 1);
        marks.push(Mark::default());
        let (mut before, mut from) = ("", 0);
        for (end, id) in ends.zip(ids) {
            let mark = whole.get(from as usize..end as usize).unwrap_or_default();
            if mark.is_empty() || mark < before {
                return Err(BadBlob::Damaged("places"));
            }
            marks.push(Mark { end, id, shorter: 0 });
            (before, from) = (mark, end);
        }
        if from != length {
            return Err(BadBlob::Damaged("places"));
        }
        Ok(Self::compiled(texts.to_vec(), marks))
    }
}

/// The hash of a mark's key, which is its first word where it begins with one, else two characters, or the one;
/// and whether it is that.
fn mark_hash(mark: &str) -> (u64, bool) {
    let eight = first_eight(mark.as_bytes());
    match mark.find(|c| !in_word(c)).unwrap_or(mark.len()) {
        0 if mark.len() == char_length(eight as u8) => (single_hash(eight), true),
        0 => (pair_hash(eight), false),
        word => (word_hash(eight, word), false),
    }
}

/// Of a word of so many bytes, by the first eight and their number.
#[inline]
fn word_hash(eight: u64, length: usize) -> u64 {
    let length = length.min(MOST_WORD);
    hash(eight & FIRST[length & 63], length)
}

/// Of the first two characters of eight bytes.
#[inline]
fn pair_hash(eight: u64) -> u64 {
    let one = char_length(eight as u8);
    let two = one + char_length((eight >> (8 * one)) as u8);
    hash(eight & FIRST[two & 63], PAIR)
}

/// Of the first character.
#[inline]
fn single_hash(eight: u64) -> u64 {
    hash(eight & FIRST[char_length(eight as u8)], SINGLE)
}

/// Of so many bytes, at most eight.
#[inline]
fn prefix_hash(eight: u64, length: usize) -> u64 {
    hash(eight & FIRST[length & 63], length)
}

/// The lowest bytes of eight, by their number.
const FIRST: [u64; 64] = {
    let mut masks = [u64::MAX; 64];
    let mut bytes = 0;
    while bytes < 8 {
        masks[bytes] = (1 << (8 * bytes)) - 1;
        bytes += 1;
    }
    masks
};

/// Bytes of a character in UTF-8, by the first of them.
const CHAR_LENGTH: [u8; 256] = {
    let mut lengths = [1; 256];
    let mut first = 0xC0;
    while first < 256 {
        lengths[first] = if first < 0xE0 { 2 } else { 3 + (first >= 0xF0) as u8 };
        first += 1;
    }
    lengths
};

#[inline]
fn char_length(first: u8) -> usize {
    usize::from(CHAR_LENGTH[usize::from(first)])
}

/// The first eight bytes, zeros behind the end.
#[inline]
fn first_eight(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => bytes.iter().rev().fold(0, |eight, byte| eight << 8 | u64::from(*byte)),
    }
}
