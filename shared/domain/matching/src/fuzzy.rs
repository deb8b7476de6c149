//! Names like a token: at most two edits apart.
//!
//! Two words that are at most k edits apart become equal when at most k characters are deleted from each. That
//! also holds for their first eight characters: where an alignment leaves the prefix of one word, it is still
//! inside that of the other. So every name is filed under what deletions make of its prefix, 37 texts at most, and a
//! token is looked up by its own. What is found there is compared in full.

mod distance;
mod variants;

use distance::distance;
use variants::Variants;

use crate::blob::{self, BadBlob};

/// By what a blob of these begins.
const KIND: &[u8] = b"gf-names";
/// Bits of the filter for each text that a name is filed under.
const FILTER_BITS: usize = 16;
/// How many of them share a bucket.
const IN_BUCKET: usize = 2;
/// The texts that a token is looked up by, at most.
const MOST_TEXTS: usize = Variants::most(variants::PREFIX, 2);
/// With 37 texts each, their number still fits.
const MOST_NAMES: usize = 1 << 26;

/// Names, compiled.
///
/// Memory grows with the names: beside its own bytes, a name takes 12 and, for each of up to 37 texts (9 for one
/// edit), 4 for its number and 4 to 8 for the filter and the buckets, whose sizes are powers of two.
#[derive(Debug, Clone)]
pub struct Fuzzy {
    most: u8,
    names: Vec<Name>,
    texts: String,
    /// Two bits of a word for each hash; a power of two of words.
    filter: Vec<u64>,
    filter_shift: u32,
    /// Where each bucket begins in `filed`, and where the last ends.
    buckets: Vec<u32>,
    bucket_shift: u32,
    /// Numbers of names in the lower `name_bits`, bits of the hash above.
    filed: Vec<u32>,
    name_bits: u32,
}

#[derive(Debug, Clone, Copy)]
struct Name {
    /// Where its bytes end; they begin where those before end.
    end: u32,
    /// How many characters it has.
    length: u32,
    /// Which it has, see [`letters`].
    letters: u32,
}

impl Fuzzy {
    /// Compiles names for finding those at most `most` edits away, two at most. Empty names are never found. They and
    /// the tokens should have been folded alike. What comes after 67 million names, or 4 GiB, is left out.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>, most: u8) -> Self {
        let (mut texts, mut compiled) = (String::new(), Vec::new());
        for name in names.into_iter().take(MOST_NAMES) {
            let Ok(end) = u32::try_from(texts.len() + name.len()) else { break };
            texts.push_str(name);
            compiled.push(Name::new(name, end));
        }
        Self::compiled(most.min(2), compiled, texts)
    }

    fn compiled(most: u8, names: Vec<Name>, texts: String) -> Self {
        let mut fuzzy = Self {
            most,
            names,
            texts,
            filter: Vec::new(),
            filter_shift: 0,
            buckets: Vec::new(),
            bucket_shift: 0,
            filed: Vec::new(),
            name_bits: 0,
        };
        fuzzy.name_bits = usize::BITS - fuzzy.names.len().leading_zeros();
        // Rather more than there are, for equal ones count once.
        let total: usize = fuzzy.names.iter().map(|name| Variants::most(name.length as usize, most)).sum();
        let buckets = (total / IN_BUCKET).next_power_of_two().max(2);
        let filter = (total * FILTER_BITS / 64).next_power_of_two().max(2);
        let (filter_shift, bucket_shift) = (64 - filter.trailing_zeros(), 64 - buckets.trailing_zeros());
        // Counted first, so that each bucket's place is known; then filled from its end.
        let mut starts = vec![0_u32; buckets + 1];
        let mut words = vec![0; filter];
        fuzzy.each_variant(|hash, _| {
            starts[(hash >> bucket_shift) as usize] += 1;
            words[(hash >> filter_shift) as usize] |= two_bits(hash);
        });
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let mut filed = vec![0; before as usize];
        fuzzy.each_variant(|hash, name| {
            let start = &mut starts[(hash >> bucket_shift) as usize];
            *start -= 1;
            filed[*start as usize] = fuzzy.entry(hash, name);
        });
        Self { filter: words, filter_shift, buckets: starts, bucket_shift, filed, ..fuzzy }
    }

    /// Calls with the hash of each text that a name is filed under, and the name's number.
    fn each_variant(&self, mut call: impl FnMut(u64, u32)) {
        for number in 0..self.names.len() as u32 {
            let name = self.text(number);
            if name.is_empty() {
                continue;
            }
            let mut variants = Variants::of(name.chars(), self.most);
            for hash in variants.distinct() {
                call(*hash, number);
            }
        }
    }

    /// What stands in a bucket for a name: its number, and above it as much of the hash as there is room for.
    const fn entry(&self, hash: u64, name: u32) -> u32 {
        (hash << self.name_bits) as u32 | name
    }

    fn text(&self, number: u32) -> &str {
        let number = number as usize;
        let from = if number == 0 { 0 } else { self.names[number - 1].end };
        self.texts.get(from as usize..self.names[number].end as usize).unwrap_or_default()
    }

    /// How many names are compiled.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Bytes of memory that the compiled form takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.texts.len()
            + size_of_val(&self.names[..])
            + size_of_val(&self.filter[..])
            + size_of_val(&self.buckets[..])
            + size_of_val(&self.filed[..])
    }

    /// Reports every name that inserting, deleting and replacing at most so many characters makes of the token, with the
    /// fewest that do (Levenshtein's distance), in the order of the names.
    pub fn find(&self, token: &str, mut on: impl FnMut(u32, u8)) {
        // Not generic from here on: what is generic is compiled as the caller's crate is, for size.
        self.search(token, false, &mut on);
    }

    /// As [`Fuzzy::find`], and two neighbours that changed places are one edit, where nothing else is edited between
    /// them (optimal string alignment).
    pub fn find_with_swaps(&self, token: &str, mut on: impl FnMut(u32, u8)) {
        self.search(token, true, &mut on);
    }

    fn search(&self, token: &str, swaps: bool, on: &mut dyn FnMut(u32, u8)) {
        let ours = Name::new(token, 0);
        let mask = (1_u32 << self.name_bits) - 1;
        let mut alike = Vec::new();
        let variants = Variants::of(token.chars(), self.most);
        // What passes the filter is kept for later: no branch of this loop depends on it.
        let mut known = 0_u64;
        for (number, hash) in variants.all().iter().enumerate() {
            let bits = two_bits(*hash);
            let passes = self.filter[(hash >> self.filter_shift) as usize] & bits == bits;
            known |= u64::from(passes) << number;
        }
        while known != 0 {
            let hash = &variants.all()[known.trailing_zeros() as usize];
            known &= known - 1;
            let bucket = (hash >> self.bucket_shift) as usize;
            for entry in &self.filed[self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize] {
                let number = entry & mask;
                // One name is mostly met by many of the texts.
                if *entry == self.entry(*hash, number)
                    && alike.last() != Some(&number)
                    && ours.may_be(self.names[number as usize], self.most)
                {
                    if alike.is_empty() {
                        alike.reserve(MOST_TEXTS);
                    }
                    alike.push(number);
                }
            }
        }
        alike.sort_unstable();
        alike.dedup();
        let mut characters = Vec::new();
        for number in alike {
            let name = self.text(number);
            let apart = if token.is_ascii() && name.is_ascii() {
                distance(token.as_bytes(), name.as_bytes(), self.most, swaps)
            } else {
                if characters.is_empty() {
                    characters.extend(token.chars());
                }
                distance(&characters, &name.chars().collect::<Vec<_>>(), self.most, swaps)
            };
            if let Some(apart) = apart {
                on(number, apart);
            }
        }
    }

    /// Puts the names at the end of `out`.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(KIND);
        blob::put_u32s(out, [u32::from(self.most), self.names.len() as u32, self.texts.len() as u32]);
        blob::put_u32s(out, self.names.iter().map(|name| name.end));
        out.extend_from_slice(self.texts.as_bytes());
    }

    /// Takes what [`Fuzzy::write`] put off the front of `bytes`, which may come from anywhere, and compiles it.
    /// Memory is at most some forty times the bytes.
    ///
    /// # Errors
    /// [`BadBlob`] when that is not what stands there.
    pub fn read(bytes: &mut &[u8]) -> Result<Self, BadBlob> {
        blob::take_kind(bytes, KIND)?;
        let most = blob::take_u32(bytes)?;
        let most = u8::try_from(most).ok().filter(|most| *most <= 2).ok_or(BadBlob::Damaged("edits"))?;
        let (count, length) = (blob::take_u32(bytes)? as usize, blob::take_u32(bytes)?);
        if count > MOST_NAMES {
            return Err(BadBlob::Damaged("names"));
        }
        let ends = blob::take_u32s(bytes, count)?;
        let texts =
            str::from_utf8(blob::take(bytes, length as usize)?).map_err(|_| BadBlob::Damaged("texts"))?;
        let mut from = 0;
        let mut names = Vec::with_capacity(count);
        for end in ends {
            let name = texts.get(from as usize..end as usize).ok_or(BadBlob::Damaged("places"))?;
            names.push(Name::new(name, end));
            from = end;
        }
        if from != length {
            return Err(BadBlob::Damaged("places"));
        }
        Ok(Self::compiled(most, names, texts.to_owned()))
    }
}

/// The bits of the filter for a hash, in one word, by bits that do not choose the word or the bucket.
#[inline]
const fn two_bits(hash: u64) -> u64 {
    1 << (hash & 63) | 1 << (hash >> 6 & 63)
}

impl Name {
    fn new(text: &str, end: u32) -> Self {
        if text.is_ascii() {
            let letters = text.bytes().fold(0, |letters, c| letters | 1 << (c & 31));
            return Self { end, length: text.len() as u32, letters };
        }
        let (mut length, mut letters) = (0, 0);
        for c in text.chars() {
            length += 1;
            letters |= 1 << (u32::from(c) & 31);
        }
        Self { end, length, letters }
    }

    /// Whether two names may be so many edits apart: an edit changes the length by one and, of the characters that
    /// are there, one that goes and one that comes.
    #[inline]
    const fn may_be(self, other: Self, most: u8) -> bool {
        self.length.abs_diff(other.length) <= most as u32
            && (self.letters ^ other.letters).count_ones() <= 2 * most as u32
    }
}
