//! All stored hashes within a distance of one, exactly.
//!
//! Two hashes of 256 bits that differ in at most 31 differ, in one of 16 chunks of 16 bits, in at most one bit. So
//! there is a table for each chunk, of all hashes by its value, and of each table only the bucket of the wanted value
//! and the 16 beside it are looked at (Norouzi, Punjani and Fleet, "Fast search in Hamming space with multi-index
//! hashing", 2012). What is in them is compared, first in one word of four, which leaves about one of 17.
//!
//! Time: 272 of 2^20 buckets are looked at, which hold about one of 241 hashes where values are evenly spread, so
//! it grows with the number of hashes, and with the hits. Where they are so uneven that the buckets hold more than
//! a quarter of all, all are compared, one after the other, which is the worst case. Memory: 224 bytes a hash, and
//! 4 MB. Fewer than 3,000 hashes have no tables and take 32 bytes each.

use std::hint::black_box;
use std::ops::Range;

use pulp::{Arch, Simd, WithSimd};

use crate::hash::{Hash, MATCH};
use crate::spread::{BITS, CHUNK, Spread, Words};

const CHUNKS: usize = BITS / CHUNK;
/// Words of a hash.
const WORDS: usize = 4;
/// Chunks of a word.
const WORD: usize = CHUNKS / WORDS;
/// Buckets in which a chunk is looked up: its own, and those of one bit.
const PROBES: usize = CHUNK + 1;
/// So many are sooner compared than looked up.
const FEW: usize = 3_000;
/// One part in so many is sooner compared in order than looked up.
const PART: usize = 4;
/// The first bytes of a blob.
const MAGIC: [u8; 8] = *b"GFNEAR\x01\n";
/// Bytes of a hash.
const HASH: usize = BITS / 8;

/// What is called with each hit.
type Found<'a> = &'a mut dyn FnMut(usize, u32);

/// Stored hashes, known by the order in which they were handed in.
#[derive(Debug, Clone)]
pub struct Near {
    spread: Spread,
    hashes: Vec<Words>,
    /// One for each chunk, or none where there are few hashes.
    tables: Vec<Table>,
    arch: Arch,
}

/// All hashes by the value of one chunk.
#[derive(Debug, Clone)]
struct Table {
    /// Where the bucket of each value begins in the two below, and where the last ends.
    starts: Vec<u32>,
    /// Of each member, the word of the hash that follows that of the chunk. Nearly all members are told to be far by it,
    /// without waiting for the memory in which the rest stands.
    words: Vec<u64>,
    members: Vec<u32>,
}

/// Bytes that are no blob of hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadBlob {
    /// Other first bytes.
    #[error("these are no stored hashes, or of another version; rebuild them from the pictures")]
    Magic,
    /// Not as many bytes as the hashes take that it says it holds.
    #[error(
        "the stored hashes are incomplete: {found} bytes after the first 16, and not {told} times 32; copy them again"
    )]
    Length {
        /// How many hashes it says it holds.
        told: u64,
        /// The bytes that are there.
        found: usize,
    },
    /// More than can be numbered.
    #[error("{0} hashes are more than the {max} that can be searched at once; split them", max = u32::MAX)]
    TooMany(usize),
}

impl Near {
    /// Makes them searchable.
    ///
    /// # Errors
    /// [`BadBlob::TooMany`] of 2^32 or more.
    pub fn new(hashes: &[Hash]) -> Result<Self, BadBlob> {
        let count = u32::try_from(hashes.len()).map_err(|_| BadBlob::TooMany(hashes.len()))?;
        let few = hashes.len() < FEW;
        let spread = if few { Spread::none() } else { Spread::of(hashes) };
        let hashes: Vec<Words> = hashes.iter().map(|hash| spread.apply(hash)).collect();
        let chunks = if few { 0 } else { CHUNKS };
        let tables = (0..chunks).map(|chunk| Table::new(&hashes, count, chunk)).collect();
        Ok(Self { spread, hashes, tables, arch: Arch::new() })
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// The hash that was handed in as so manieth, from 0.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<Hash> {
        self.hashes.get(index).map(|words| self.spread.undo(words))
    }

    /// All in one piece, as [`Near::read`] takes them: 16 bytes, and 32 for each hash.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut blob = Vec::with_capacity(2 * MAGIC.len() + HASH * self.hashes.len());
        blob.extend(MAGIC);
        blob.extend((self.hashes.len() as u64).to_le_bytes());
        for words in &self.hashes {
            blob.extend(self.spread.undo(words).0);
        }
        blob
    }

    /// What [`Near::write`] wrote. The tables are rebuilt: that takes less time than to fetch them, and nothing
    /// that is read has to be trusted.
    ///
    /// # Errors
    /// [`BadBlob`], for any other bytes.
    pub fn read(blob: &[u8]) -> Result<Self, BadBlob> {
        let (head, rest) = blob.split_first_chunk::<{ MAGIC.len() }>().ok_or(BadBlob::Magic)?;
        let (told, rest) = rest.split_first_chunk().ok_or(BadBlob::Magic)?;
        if *head != MAGIC {
            return Err(BadBlob::Magic);
        }
        let told = u64::from_le_bytes(*told);
        let (hashes, more) = rest.as_chunks::<HASH>();
        if !more.is_empty() || hashes.len() as u64 != told {
            return Err(BadBlob::Length { told, found: rest.len() });
        }
        let hashes: Vec<Hash> = hashes.iter().map(|bytes| Hash(*bytes)).collect();
        Self::new(&hashes)
    }

    /// Calls `found` once for each stored hash that differs from `hash` in `most` bits or fewer, with its index and
    /// the distance, in no certain order. More than 31 bits ([`MATCH`]) are taken as 31.
    pub fn find(&self, hash: &Hash, most: u32, mut found: impl FnMut(usize, u32)) {
        self.search(hash, most.min(MATCH), &mut found);
    }

    /// Not generic, so that it is optimised as this crate is, and not as its caller.
    fn search(&self, hash: &Hash, most: u32, found: Found) {
        let wanted = self.spread.apply(hash);
        self.arch.dispatch(Find { near: self, wanted: &wanted, most, found });
    }

    #[inline(always)]
    fn scan(&self, wanted: &Words, most: u32, found: Found) {
        for (index, hash) in self.hashes.iter().enumerate() {
            let distance = distance(wanted, hash);
            if distance <= most {
                found(index, distance);
            }
        }
    }

    #[inline(always)]
    fn look_up(&self, wanted: &Words, most: u32, found: Found) {
        let mut buckets = [const { 0..0 }; CHUNKS * PROBES];
        let (by_table, _) = buckets.as_chunks_mut::<PROBES>();
        for (chunk, (table, buckets)) in self.tables.iter().zip(by_table.iter_mut()).enumerate() {
            for (bucket, value) in buckets.iter_mut().zip(probes(wanted, chunk, most)) {
                *bucket = table.bucket(value);
                table.touch(bucket);
            }
        }
        let all: usize = by_table.as_flattened().iter().map(Range::len).sum();
        if all > self.hashes.len() / PART {
            return self.scan(wanted, most, found);
        }
        // In loops of their own, what stands far apart in memory is waited for at the same time.
        let mut close = Vec::new();
        for (chunk, (table, buckets)) in self.tables.iter().zip(by_table).enumerate() {
            let (word, most_of_word) = (wanted.0[next_word(chunk)], most_of_word(chunk, most));
            for bucket in buckets {
                let words = table.words[bucket.clone()].iter().zip(bucket.clone());
                let close_words = words.filter(|(other, _)| (word ^ *other).count_ones() <= most_of_word);
                close.extend(close_words.map(|(_, at)| (chunk, at)));
            }
        }
        for (chunk, place) in &mut close {
            *place = self.tables[*chunk].members[*place] as usize;
        }
        for (chunk, index) in close {
            let hash = &self.hashes[index];
            let distance = distance(wanted, hash);
            // In several chunks, it counts in the first.
            if distance <= most && first(wanted, hash, most) == Some(chunk) {
                found(index, distance);
            }
        }
    }
}

/// A search, compiled once more for processors that count bits in one instruction, which the oldest ones lack.
struct Find<'a> {
    near: &'a Near,
    wanted: &'a Words,
    most: u32,
    found: Found<'a>,
}

impl WithSimd for Find<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { near, wanted, most, found } = self;
        if near.tables.is_empty() {
            near.scan(wanted, most, found);
        } else {
            near.look_up(wanted, most, found);
        }
    }
}

impl Table {
    fn new(hashes: &[Words], count: u32, chunk: usize) -> Self {
        let mut starts = vec![0_u32; (1 << CHUNK) + 1];
        for hash in hashes {
            starts[usize::from(value(hash, chunk)) + 1] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let (mut members, mut words) = (vec![0; hashes.len()], vec![0; hashes.len()]);
        let mut next = starts.clone();
        for (index, hash) in (0..count).zip(hashes) {
            let next = &mut next[usize::from(value(hash, chunk))];
            members[*next as usize] = index;
            words[*next as usize] = hash.0[next_word(chunk)];
            *next += 1;
        }
        Self { starts, words, members }
    }

    #[inline(always)]
    fn bucket(&self, value: u16) -> Range<usize> {
        let value = usize::from(value);
        self.starts[value] as usize..self.starts[value + 1] as usize
    }

    /// Asks for the memory of a bucket of usual size, long before it is needed.
    #[inline(always)]
    fn touch(&self, bucket: &Range<usize>) {
        // A line of the processor's cache holds eight words.
        black_box(self.words.get(bucket.start).copied());
        black_box(self.words.get(bucket.start + 8).copied());
    }
}

#[inline(always)]
fn distance(one: &Words, another: &Words) -> u32 {
    one.0.iter().zip(another.0).map(|(one, another)| (one ^ another).count_ones()).sum()
}

/// The value of a chunk.
#[inline(always)]
fn value(hash: &Words, chunk: usize) -> u16 {
    (hash.0[chunk / WORD] >> (chunk % WORD * CHUNK)) as u16
}

/// In how many bits a chunk may differ so that the hashes of all others of at most `most` are found: the bits of all
/// chunks, each with one more, are more than `most`. `None` where a chunk need not be looked up.
#[inline(always)]
const fn radius(chunk: usize, most: u32) -> Option<u32> {
    let most = most as usize;
    if chunk + CHUNKS <= most {
        Some(1)
    } else if chunk <= most {
        Some(0)
    } else {
        None
    }
}

/// The word that stands beside the members of a chunk's table.
#[inline(always)]
const fn next_word(chunk: usize) -> usize {
    (chunk / WORD + 1) % WORDS
}

/// In how many bits that word may differ where the hash is near, and found by no chunk before: each of those differs
/// in more bits than it is looked up by, and these are left for the word only where they stand in it.
#[inline(always)]
fn most_of_word(chunk: usize, most: u32) -> u32 {
    let outside = (0..chunk).filter(|before| before / WORD != next_word(chunk));
    let spent: u32 = outside.map(|before| radius(before, most).map_or(0, |radius| radius + 1)).sum();
    most.saturating_sub(spent)
}

/// The values under which a chunk is looked up.
#[inline(always)]
fn probes(wanted: &Words, chunk: usize, most: u32) -> impl Iterator<Item = u16> {
    let value = value(wanted, chunk);
    let probes = match radius(chunk, most) {
        None => 0,
        Some(0) => 1,
        Some(_) => PROBES,
    };
    // The last shift leaves no bit: the value itself, first.
    (0..probes).map(move |probe| value ^ ((1_u32 << probe) >> 1) as u16)
}

/// The first chunk by which the hash is found.
#[inline(always)]
fn first(wanted: &Words, hash: &Words, most: u32) -> Option<usize> {
    (0..CHUNKS).find(|chunk| {
        let differ = (value(wanted, *chunk) ^ value(hash, *chunk)).count_ones();
        radius(*chunk, most).is_some_and(|radius| differ <= radius)
    })
}
