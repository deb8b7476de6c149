//! From the beginning of a mark to where the marks that begin so stand in their order.

/// Bits of the filter for each key.
const FILTER_BITS: usize = 16;

/// A hash table of keys behind a filter that rejects nearly all that are none.
#[derive(Debug, Clone)]
pub(super) struct Index {
    /// Two bits of a word for each hash; a power of two of words.
    filter: Vec<u64>,
    /// A power of two, at most half of them used, searched from the hash on.
    slots: Vec<Slot>,
    filter_shift: u32,
    slot_shift: u32,
}

/// Marks `from..to`; `to` is 0 where there is nothing.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    tag: u32,
    from: u32,
    to: u32,
}

impl Index {
    /// For at most so many keys.
    pub(super) fn new(keys: usize) -> Self {
        let filter = (keys * FILTER_BITS / 64).next_power_of_two().max(2);
        let slots = (keys * 2).next_power_of_two().max(2);
        Self {
            filter: vec![0; filter],
            slots: vec![Slot::default(); slots],
            filter_shift: 64 - filter.trailing_zeros(),
            slot_shift: 64 - slots.trailing_zeros(),
        }
    }

    /// Notes that the mark at `place` has this key. Two keys with one hash share what lies between their marks.
    pub(super) fn add(&mut self, hash: u64, place: u32) {
        let (word, bits) = self.filtered(hash);
        self.filter[word] |= bits;
        let tag = tag(hash);
        let mut at = (hash >> self.slot_shift) as usize;
        while self.slots[at].to != 0 && self.slots[at].tag != tag {
            at = (at + 1) & (self.slots.len() - 1);
        }
        let slot = &mut self.slots[at];
        let from = if slot.to == 0 { place } else { slot.from.min(place) };
        *slot = Slot { tag, from, to: slot.to.max(place + 1) };
    }

    /// Whether there may be a mark with this key.
    #[inline]
    pub(super) fn may_have(&self, hash: u64) -> bool {
        let (word, bits) = self.filtered(hash);
        self.filter[word] & bits == bits
    }

    /// Two bits of one word.
    #[inline]
    const fn filtered(&self, hash: u64) -> (usize, u64) {
        ((hash >> self.filter_shift) as usize, 1 << (hash >> 40 & 63) | 1 << (hash >> 34 & 63))
    }

    /// Where the marks with this key stand, and others perhaps; an empty range when there is none.
    pub(super) fn range(&self, hash: u64) -> (u32, u32) {
        let mut at = (hash >> self.slot_shift) as usize;
        loop {
            let slot = self.slots[at];
            if slot.to == 0 || slot.tag == tag(hash) {
                return (slot.from, slot.to);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// Bytes of memory.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&self.filter[..]) + size_of_val(&self.slots[..])
    }
}

/// A key as a number: its first eight bytes at most, the last of them highest, and a kind below 256.
#[inline]
pub(super) fn hash(bytes: u64, kind: usize) -> u64 {
    // The upper bits of a product depend on all bits of its factors.
    (bytes ^ (kind as u64) << 56).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// What a slot keeps of a hash.
const fn tag(hash: u64) -> u32 {
    (hash >> 16) as u32
}
