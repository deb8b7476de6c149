//! The search, beside a comparison with every hash.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use picture::{BadBlob, Hash, MATCH, Near};
use proptest::prelude::*;

/// Marsaglia's xorshift.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.roll() >> 11) as usize % end
    }

    fn hash(&mut self) -> Hash {
        Hash(std::array::from_fn(|_| self.roll().to_be_bytes()[0]))
    }

    /// The hash with exactly so many other bits.
    fn changed(&mut self, hash: &Hash, bits: usize) -> Hash {
        let mut changed = *hash;
        while changed.distance(hash) < bits as u32 {
            let bit = self.below(256);
            let (byte, bit) = (bit / 8, 1 << (bit % 8));
            changed.0[byte] = changed.0[byte] & !bit | !hash.0[byte] & bit;
        }
        changed
    }
}

fn found(near: &Near, hash: &Hash, most: u32) -> Vec<(usize, u32)> {
    let mut found = Vec::new();
    near.find(hash, most, |index, distance| found.push((index, distance)));
    found.sort_unstable();
    found
}

fn compared(hashes: &[Hash], hash: &Hash, most: u32) -> Vec<(usize, u32)> {
    let all = hashes.iter().map(|other| other.distance(hash)).enumerate();
    all.filter(|(_, distance)| *distance <= most).collect()
}

fn check(hashes: &[Hash], wanted: &[Hash], mosts: &[u32]) {
    let near = Near::new(hashes).unwrap();
    let read = Near::read(&near.write()).unwrap();
    for hash in wanted {
        for most in mosts {
            let expected = compared(hashes, hash, MATCH.min(*most));
            assert_eq!(found(&near, hash, *most), expected, "{hash} within {most}");
            assert_eq!(found(&read, hash, *most), expected, "{hash} within {most}, read");
        }
    }
}

/// Hashes of which one in ten is in a cluster, and some bits are mostly the same.
fn hashes(dice: &mut Dice, count: usize) -> Vec<Hash> {
    let mut hashes = Vec::new();
    while hashes.len() < count {
        let mut hash = dice.hash();
        for byte in &mut hash.0[..6] {
            *byte &= dice.roll().to_be_bytes()[1] & 0x5f;
        }
        hashes.push(hash);
        let copies = if dice.below(50) == 0 { dice.below(12) } else { 0 };
        for _ in 0..copies {
            let bits = dice.below(25);
            hashes.push(dice.changed(&hash, bits));
        }
    }
    hashes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn all_that_is_near_is_found_and_nothing_else(
        seed in 1_u64.., count in prop_oneof![0_usize..40, 2_950_usize..3_050, 3_000_usize..9_000], most in 0_u32..=31,
    ) {
        let mut dice = Dice(seed);
        let hashes = hashes(&mut dice, count);
        let mut wanted = vec![dice.hash()];
        for _ in 0..20.min(hashes.len()) {
            let bits = dice.below(40);
            let of = dice.below(hashes.len());
            wanted.push(dice.changed(&hashes[of], bits));
        }
        check(&hashes, &wanted, &[most, 15, 16, 31]);
    }

    #[test]
    fn no_bytes_do_harm(mut bytes in prop::collection::vec(any::<u8>(), 0..200), count in 0_u64..5, ours in any::<bool>()) {
        if ours {
            let mut blob = Near::new(&[]).unwrap().write();
            blob[8..16].copy_from_slice(&count.to_le_bytes());
            blob.append(&mut bytes);
            bytes = blob;
        }
        if let Ok(near) = Near::read(&bytes) {
            prop_assert_eq!(near.write(), bytes);
        }
    }
}

#[test]
fn exactly_31_bits_away_is_near_and_32_is_not() {
    let mut dice = Dice(7);
    let centre = dice.hash();
    let mut hashes: Vec<Hash> = (0..4_000).map(|_| dice.hash()).collect();
    for _ in 0..200 {
        hashes.push(dice.changed(&centre, 31));
        hashes.push(dice.changed(&centre, 32));
    }
    // Spread so evenly over the chunks that no chunk is equal: two in each but one, and three.
    let mut even = centre;
    (0..31).for_each(|bit| even.0[bit] ^= 1);
    hashes.push(even);
    even.0[31] ^= 1;
    hashes.push(even);
    check(&hashes, &[centre, even], &[30, 31, 99]);
    assert_eq!(found(&Near::new(&hashes).unwrap(), &centre, MATCH).len(), 201);
}

#[test]
fn hashes_that_are_all_the_same_or_nearly_are_all_found() {
    let mut dice = Dice(9);
    for centre in [Hash([0; 32]), Hash([255; 32]), dice.hash()] {
        let equal = vec![centre; 5_000];
        let near: Vec<Hash> = (0..5_000)
            .map(|_| {
                let bits = dice.below(34);
                dice.changed(&centre, bits)
            })
            .collect();
        let wanted = [centre, dice.changed(&centre, 31), dice.changed(&centre, 32), dice.hash()];
        check(&equal, &wanted, &[0, 31]);
        check(&near, &wanted, &[0, 17, 31]);
    }
}

#[test]
fn what_was_handed_in_can_be_taken_out() {
    let mut dice = Dice(11);
    for count in [0, 1, 3_500] {
        let hashes: Vec<Hash> = (0..count).map(|_| dice.hash()).collect();
        let near = Near::new(&hashes).unwrap();
        assert_eq!((near.len(), near.is_empty()), (count, count == 0));
        assert!(hashes.iter().enumerate().all(|(at, hash)| near.get(at) == Some(*hash)));
        assert_eq!(near.get(count), None);
        assert_eq!(near.write().len(), 16 + 32 * count);
    }
}

#[test]
fn a_blob_that_is_none_is_told_with_what_helps() {
    let blob = Near::new(&[Hash([1; 32]), Hash([2; 32])]).unwrap().write();
    assert_eq!(Near::read(&blob[..15]).unwrap_err(), BadBlob::Magic);
    assert_eq!(Near::read(b"hashes of another program").unwrap_err(), BadBlob::Magic);
    let short = Near::read(&blob[..blob.len() - 1]).unwrap_err();
    assert_eq!(short, BadBlob::Length { told: 2, found: 63 });
    assert!(short.to_string().ends_with("copy them again"));
    let mut many = blob;
    many[15] = 255;
    assert!(matches!(Near::read(&many).unwrap_err(), BadBlob::Length { .. }));
}
