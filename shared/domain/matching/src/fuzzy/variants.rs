//! What deleting characters makes of the beginning of a name, by hashes.

/// How many characters of a name count. More make more texts of each name, fewer make more names alike.
pub(super) const PREFIX: usize = 8;

/// Itself, with one character less, and with two.
const MOST: usize = Variants::most(PREFIX, 2);

/// A hash of a text is the sum over its characters of the character's own number times the base to the power of
/// its place. Odd, so that it has an inverse by which what is behind a deletion moves to the front.
const BASE: u64 = 0xA076_1D64_78BD_642F;
const INVERSE: u64 = {
    // Newton's way: each step doubles the bits that are right, of which an odd number gives three.
    let mut inverse = BASE;
    let mut step = 0;
    while step < 5 {
        inverse = inverse.wrapping_mul(2_u64.wrapping_sub(BASE.wrapping_mul(inverse)));
        step += 1;
    }
    inverse
};

/// The hashes of all that deletions make of one name.
#[derive(Debug)]
pub(super) struct Variants {
    hashes: [u64; MOST],
    count: usize,
}

impl Variants {
    /// How many there are of a name of so many characters, equal ones too.
    pub(super) const fn most(length: usize, deletions: u8) -> usize {
        let length = if length < PREFIX { length } else { PREFIX };
        match deletions {
            0 => 1,
            1 => 1 + length,
            _ => 1 + length + length * length.saturating_sub(1) / 2,
        }
    }

    /// With at most so many deletions, two at most.
    #[inline]
    pub(super) fn of(name: impl Iterator<Item = char>, most: u8) -> Self {
        // Of the characters before each place; the same moved by one place to the front, and by two.
        let (mut whole, mut once, mut twice) = ([0; PREFIX + 1], [0; PREFIX + 1], [0; PREFIX + 1]);
        let mut power = 1_u64;
        let mut length = 0;
        for c in name.take(PREFIX) {
            whole[length + 1] = own(c).wrapping_mul(power).wrapping_add(whole[length]);
            power = power.wrapping_mul(BASE);
            length += 1;
            once[length] = whole[length].wrapping_mul(INVERSE);
            twice[length] = once[length].wrapping_mul(INVERSE);
        }
        let mut variants = Self { hashes: [0; MOST], count: 0 };
        variants.push(whole[length]);
        if most > 0 {
            for first in 0..length {
                let without = whole[first].wrapping_sub(once[first + 1]);
                variants.push(without.wrapping_add(once[length]));
                if most > 1 {
                    for second in first + 1..length {
                        let between = without.wrapping_add(once[second]);
                        variants.push(between.wrapping_sub(twice[second + 1]).wrapping_add(twice[length]));
                    }
                }
            }
        }
        variants
    }

    #[inline]
    fn push(&mut self, hash: u64) {
        self.hashes[self.count] = hash;
        self.count += 1;
    }

    /// All, equal ones too.
    pub(super) fn all(&self) -> &[u64] {
        &self.hashes[..self.count]
    }

    /// Each once.
    pub(super) fn distinct(&mut self) -> &[u64] {
        let hashes = &mut self.hashes[..self.count];
        hashes.sort_unstable();
        let mut kept = 0;
        for at in 0..hashes.len() {
            if at == 0 || hashes[at] != hashes[kept - 1] {
                hashes[kept] = hashes[at];
                kept += 1;
            }
        }
        &self.hashes[..kept]
    }
}

/// A character's own number.
#[inline]
fn own(c: char) -> u64 {
    let product =
        u128::from((u64::from(u32::from(c)) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)) * 0xD6E8_FEB8_6659_FD93;
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(text: &str) -> u64 {
        Variants::of(text.chars(), 0).all()[0]
    }

    #[test]
    fn the_hashes_are_those_of_the_texts_without_the_characters() {
        let variants = Variants::of("früheres und später".chars(), 2);
        let prefix: Vec<char> = "früheres".chars().collect();
        let mut expected = vec![hash("früheres")];
        for first in 0..PREFIX {
            let mut one = prefix.clone();
            one.remove(first);
            expected.push(hash(&one.iter().collect::<String>()));
            for second in first..PREFIX - 1 {
                let mut two = one.clone();
                two.remove(second);
                expected.push(hash(&two.iter().collect::<String>()));
            }
        }
        assert_eq!(variants.all(), expected);
        for (name, deletions) in
            [("", 2), ("a", 2), ("ab", 2), ("abcdefghi", 0), ("abcdefghi", 1), ("abcdefghi", 2)]
        {
            let count = Variants::of(name.chars(), deletions).all().len();
            assert_eq!(count, Variants::most(name.len(), deletions), "{name} {deletions}");
        }
    }
}
