//! The bits of hashes in another order, so that those that depend on each other stand apart.
//!
//! PDQ's bits are those of neighbouring frequencies, and pictures of one kind (all on white, say) share many of them.
//! Where such bits stand together, many hashes are equal in all of them. Any order keeps distances.

use crate::hash::Hash;

pub(crate) const BITS: usize = 256;
/// Bits that are kept apart from each other: as many as the tables of the search take for one chunk.
pub(crate) const CHUNK: usize = 16;
const CHUNKS: usize = BITS / CHUNK;
/// As many hashes are looked at, at least, where there are as many; it is a multiple of 64.
const SAMPLE: usize = 4_096;

/// A hash in such an order. The processor reads it at once where it does not cross a line of its cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(align(32))]
pub(crate) struct Words(pub(crate) [u64; 4]);

/// An order of the bits.
#[derive(Debug, Clone)]
pub(crate) struct Spread {
    /// Where each bit comes from.
    order: [u8; BITS],
    /// What each value of each four bits comes to. None where the order is as it was.
    fours: Vec<[Words; 16]>,
}

impl Spread {
    /// The order as it was.
    pub(crate) fn none() -> Self {
        Self { order: std::array::from_fn(|bit| bit as u8), fours: Vec::new() }
    }

    /// The order for these hashes: each bit goes to the chunk whose bits tell least about it.
    pub(crate) fn of(hashes: &[Hash]) -> Self {
        let ties = ties(hashes);
        let total = |bit: usize| ties[bit].iter().sum::<f32>();
        let mut bits: Vec<usize> = (0..BITS).collect();
        bits.sort_by(|one, another| total(*another).total_cmp(&total(*one)));
        let mut chunks: [Vec<u8>; CHUNKS] = Default::default();
        for bit in bits {
            let cost =
                |chunk: &Vec<u8>| chunk.iter().map(|other| ties[bit][usize::from(*other)]).sum::<f32>();
            let open = chunks.iter_mut().filter(|chunk| chunk.len() < CHUNK);
            let best = open.min_by(|one, another| {
                cost(one).total_cmp(&cost(another)).then(one.len().cmp(&another.len()))
            });
            // There is room for every bit.
            best.into_iter().for_each(|chunk| chunk.push(bit as u8));
        }
        let mut order = [0; BITS];
        let mut places = [0; BITS];
        for (place, (to, from)) in order.iter_mut().zip(chunks.iter().flatten()).enumerate() {
            *to = *from;
            places[usize::from(*from)] = place;
        }
        let four = |places: &[usize; 4]| {
            std::array::from_fn(|value| {
                let mut words = [0; 4];
                for (bit, place) in places.iter().enumerate() {
                    words[place / 64] |= (value as u64 >> bit & 1) << (place % 64);
                }
                Words(words)
            })
        };
        Self { order, fours: places.as_chunks().0.iter().map(four).collect() }
    }

    /// The hash in this order.
    pub(crate) fn apply(&self, hash: &Hash) -> Words {
        let mut words = [0; 4];
        if self.fours.is_empty() {
            for (word, bytes) in words.iter_mut().zip(hash.0.as_chunks().0) {
                *word = u64::from_le_bytes(*bytes);
            }
        }
        for ([low, high], byte) in self.fours.as_chunks().0.iter().zip(hash.0) {
            let (low, high) = (low[usize::from(byte & 15)], high[usize::from(byte >> 4)]);
            for (word, (low, high)) in words.iter_mut().zip(low.0.iter().zip(high.0)) {
                *word |= low | high;
            }
        }
        Words(words)
    }

    /// The hash that was brought into this order.
    pub(crate) fn undo(&self, words: &Words) -> Hash {
        let mut bytes = [0; BITS / 8];
        for (to, from) in self.order.iter().enumerate() {
            let from = usize::from(*from);
            bytes[from / 8] |= ((words.0[to / 64] >> (to % 64) & 1) as u8) << (from % 8);
        }
        Hash(bytes)
    }
}

/// How much each bit tells of each other: the square of how much oftener than half the time they are equal, or unequal.
fn ties(hashes: &[Hash]) -> Vec<[f32; BITS]> {
    let step = (hashes.len() / SAMPLE).max(1);
    let sample: Vec<&Hash> = hashes.iter().step_by(step).collect();
    let mut columns = vec![vec![0_u64; sample.len().div_ceil(64)]; BITS];
    for (at, hash) in sample.iter().enumerate() {
        for (bit, column) in columns.iter_mut().enumerate() {
            column[at / 64] |= u64::from(hash.0[bit / 8] >> (bit % 8) & 1) << (at % 64);
        }
    }
    let unequal = |one: &[u64], another: &[u64]| -> u32 {
        one.iter().zip(another).map(|(one, another)| (one ^ another).count_ones()).sum()
    };
    let tie = |one: &[u64], another: &[u64]| {
        let share = unequal(one, another) as f32 / sample.len().max(1) as f32;
        (1.0 - 2.0 * share).powi(2)
    };
    columns.iter().map(|one| std::array::from_fn(|other| tie(one, &columns[other]))).collect()
}
