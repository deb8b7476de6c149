//! Many names in short texts, exactly: every mark of a register in the title of a listing.
//!
//! A mark counts only where it stands at word boundaries ([`is_boundary`]), so of a title only the beginnings of
//! words and the characters of scripts without spaces are looked at. The key there, a whole word of a spaced
//! script or two characters of another, is looked up in a bit filter that fits the processor's nearest cache.
//! What passes is looked up in a hash table, which names a range of the sorted marks. In it the last mark not
//! after the text is sought; every mark that the text begins with is a prefix of that one, and linked from it.
//! So a thousand marks that begin with one word cost ten comparisons, not a thousand.

mod index;
mod script;
mod window;

use index::{Index, hash};
use script::in_word;
pub use script::is_boundary;
use window::Windows;

use crate::blob::{self, BadBlob};

/// By what a blob of these begins.
const KIND: &[u8] = b"gf-marks";
/// Longer words have the same key when they begin alike. Less than a window's bytes, for so many are known ahead.
const MOST_WORD: usize = 32;
/// Bytes of a beginning by which [`Exact::find_from`] looks.
const PREFIX: usize = 4;
/// No mark is a prefix of this one.
const NONE: u32 = u32::MAX;
/// Kinds of keys, beside the lengths of words.
const PAIR: usize = 64;
const SINGLE: usize = 128;

/// Marks, compiled.
#[derive(Debug, Clone)]
pub struct Exact {
    /// The marks one after the other, sorted by their bytes.
    texts: Vec<u8>,
    /// Where each begins, and where the last ends.
    places: Vec<u32>,
    /// By which number the caller knows each.
    ids: Vec<u32>,
    /// For each the longest mark before it that it begins with, or [`NONE`].
    shorter: Vec<u32>,
    /// By how they begin: a word, or two characters, or the only one.
    by_word: Index,
    /// By their first four bytes, or all when there are fewer.
    by_prefix: Index,
    /// Whether marks of one, two, three bytes, and longer ones, are there.
    lengths: [bool; PREFIX],
    /// Whether one begins with a space.
    with_space: bool,
    /// Whether one is a single character that makes no word.
    with_single: bool,
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
        let mut places = Vec::with_capacity(sorted.len() + 1);
        places.push(0);
        for (text, _) in &sorted {
            texts.extend_from_slice(text.as_bytes());
            places.push(texts.len() as u32);
        }
        Self::compiled(texts, places, sorted.into_iter().map(|(_, id)| id).collect())
    }

    /// From sorted marks, which are UTF-8 and not empty.
    fn compiled(texts: Vec<u8>, places: Vec<u32>, ids: Vec<u32>) -> Self {
        let count = ids.len();
        let mut marks = Self {
            texts,
            places,
            ids,
            shorter: Vec::with_capacity(count),
            by_word: Index::new(count),
            by_prefix: Index::new(count),
            lengths: [false; PREFIX],
            with_space: false,
            with_single: false,
        };
        // The marks that the one before begins with, itself the last.
        let mut before: Vec<u32> = Vec::new();
        for at in 0..count as u32 {
            let mark = marks.mark(at);
            while before.pop_if(|shorter| !mark.starts_with(marks.mark(*shorter))).is_some() {}
            let shorter = before.last().copied().unwrap_or(NONE);
            let text = str::from_utf8(mark).unwrap_or_default();
            let (key, single) = mark_hash(text);
            let length = mark.len().min(PREFIX);
            let prefix = prefix_hash(first_eight(mark), length);
            let space = text.starts_with(' ');
            marks.with_space |= space;
            marks.with_single |= single;
            marks.lengths[length - 1] = true;
            marks.by_word.add(key, at);
            marks.by_prefix.add(prefix, at);
            marks.shorter.push(shorter);
            before.push(at);
        }
        marks
    }

    /// How many marks are compiled.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Bytes of memory that the compiled form takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let numbers = self.places.len() + self.ids.len() + self.shorter.len();
        self.texts.len() + numbers * size_of::<u32>() + self.by_word.bytes() + self.by_prefix.bytes()
    }

    /// Reports every mark at every place of the text where it stands at word boundaries, in no order. A text of
    /// more than 4 GiB is not searched.
    pub fn find(&self, text: &str, mut on: impl FnMut(Hit)) {
        let bytes = text.as_bytes();
        if self.is_empty() || u32::try_from(bytes.len()).is_err() {
            return;
        }
        let eights = Eights::of(bytes);
        for window in Windows::new(text) {
            let start = if self.with_space { window.start | window.space } else { window.start };
            let (words, others) = (start & window.word, start & !window.word);
            let word = |bit: usize| word_hash(eights.at(window.at + bit), window.word_length(bit));
            self.search(text, window.at, words, word, |_, _| true, &mut on);
            let pair = |bit: usize| pair_hash(eights.at(window.at + bit));
            self.search(text, window.at, others, pair, |length, one| length > one, &mut on);
            if self.with_single {
                let single = |bit: usize| single_hash(eights.at(window.at + bit));
                self.search(text, window.at, others, single, |length, one| length == one, &mut on);
            }
        }
    }

    /// Looks at these places of a window by the hashes of their keys, and reports the marks that the text goes on
    /// with there and that end at a boundary; of these the ones whose length, beside that of the first character,
    /// is wanted.
    #[inline]
    fn search(
        &self,
        text: &str,
        from: usize,
        mut places: u64,
        key: impl Fn(usize) -> u64,
        wanted: impl Fn(usize, usize) -> bool,
        on: &mut impl FnMut(Hit),
    ) {
        // What passes the filter is kept for later, so that this loop is short and none of its branches depends
        // on what the filter says.
        let mut known = 0;
        while places != 0 {
            let bit = places.trailing_zeros();
            places &= places - 1;
            known |= u64::from(self.by_word.may_have(key(bit as usize))) << bit;
        }
        while known != 0 {
            let bit = known.trailing_zeros() as usize;
            known &= known - 1;
            let at = from + bit;
            let one = char_length(text.as_bytes()[at]);
            self.walk(&text.as_bytes()[at..], self.by_word.range(key(bit)), |mark, length| {
                let end = at + length;
                if wanted(length, one) && is_boundary(text, end) {
                    on(Hit { pattern: self.ids[mark], start: at as u32, end: end as u32 });
                }
            });
        }
    }

    /// Reports every mark that the text, which need not be UTF-8, goes on with at `start`, and where it ends;
    /// boundaries do not matter. The longest comes first.
    pub fn find_from(&self, text: &[u8], start: usize, mut on: impl FnMut(u32, usize)) {
        let Some(rest) = text.get(start..) else { return };
        let eight = first_eight(rest);
        for length in (1..=PREFIX.min(rest.len())).rev() {
            let hash = prefix_hash(eight, length);
            if self.lengths[length - 1] && self.by_prefix.may_have(hash) {
                self.walk(rest, self.by_prefix.range(hash), |mark, found| {
                    if found == length || length == PREFIX && found > PREFIX {
                        on(self.ids[mark], start + found);
                    }
                });
            }
        }
    }

    /// Calls with the place and length of each mark of a range that the text begins with; and with shorter ones
    /// before the range that it begins with.
    #[inline]
    fn walk(&self, text: &[u8], (from, to): (u32, u32), mut on: impl FnMut(usize, usize)) {
        // The last that is not after the text. Every mark that the text begins with is one that this begins with.
        let (mut low, mut high) = (from, to);
        while low < high {
            let middle = low.midpoint(high);
            if self.mark(middle) <= text { low = middle + 1 } else { high = middle }
        }
        if low == from {
            return;
        }
        let mut at = low - 1;
        let mut known = false;
        while at != NONE {
            let mark = self.mark(at);
            // Whatever a prefix of the text begins with is one too.
            known = known || text.starts_with(mark);
            if known {
                on(at as usize, mark.len());
            }
            at = self.shorter[at as usize];
        }
    }

    fn mark(&self, at: u32) -> &[u8] {
        let at = at as usize;
        &self.texts[self.places[at] as usize..self.places[at + 1] as usize]
    }

    /// Puts the marks at the end of `out`, so that they need not be sorted again.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(KIND);
        blob::put_u32s(out, [self.ids.len() as u32, self.texts.len() as u32]);
        blob::put_u32s(out, self.places.iter().skip(1).copied());
        blob::put_u32s(out, self.ids.iter().copied());
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
        let ids: Vec<u32> = blob::take_u32s(bytes, count)?.collect();
        let texts = blob::take(bytes, length as usize)?;
        let places: Vec<u32> = std::iter::once(0).chain(ends).collect();
        let whole = str::from_utf8(texts).map_err(|_| BadBlob::Damaged("texts"))?;
        let mut before = "";
        for place in places.windows(2) {
            let mark = whole.get(place[0] as usize..place[1] as usize).unwrap_or_default();
            if mark.is_empty() || mark < before {
                return Err(BadBlob::Damaged("places"));
            }
            before = mark;
        }
        if places.last() != Some(&length) {
            return Err(BadBlob::Damaged("places"));
        }
        Ok(Self::compiled(texts.to_vec(), places, ids))
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

/// Of so many bytes, at most four.
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

/// Any eight bytes of a text, zeros behind its end.
struct Eights<'a> {
    text: &'a [u8],
    /// The last eight, or all when there are fewer.
    last: u64,
}

impl<'a> Eights<'a> {
    fn of(text: &'a [u8]) -> Self {
        Self { text, last: first_eight(&text[text.len().saturating_sub(8)..]) }
    }

    #[inline]
    fn at(&self, at: usize) -> u64 {
        let from = at.min(self.text.len().saturating_sub(8));
        let eight = match self.text[from..].first_chunk() {
            Some(eight) => u64::from_le_bytes(*eight),
            None => self.last,
        };
        eight >> (8 * (at - from))
    }
}
