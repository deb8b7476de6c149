//! What a picture says beside those of a right.

use picture::{Compared, Excuse, Hash, Known, LEAST_QUALITY, Likeness, NEAR, SAME, Stands, Turned, compare};

/// A hash that differs from the one of zeros in so many bits.
fn hash(bits: u32) -> Hash {
    let mut bytes = [0; 32];
    (0..bits as usize).for_each(|bit| bytes[bit / 8] |= 1 << (bit % 8));
    Hash(bytes)
}

/// A listing's picture, which is zeros when it is turned somehow.
fn shown(quality: u8) -> Turned {
    let mut hashes = [Hash([0xff; 32]); 8];
    hashes[3] = hash(0);
    Turned { hashes, quality }
}

fn known(stands: Stands, bits: u32) -> Known {
    Known { hash: hash(bits), quality: 100, stands }
}

fn look(known: &[Known]) -> Compared {
    compare(&shown(100), known).unwrap()
}

#[test]
fn only_a_picture_of_what_is_protected_is_ever_the_same() {
    for (bits, by_reference, by_evidence) in [
        (0, Likeness::Same, Likeness::Near),
        (SAME, Likeness::Same, Likeness::Near),
        (SAME + 1, Likeness::Near, Likeness::Near),
        (NEAR, Likeness::Near, Likeness::Near),
        (NEAR + 1, Likeness::Different, Likeness::Different),
    ] {
        assert_eq!(look(&[known(Stands::Reference, bits)]).likeness, by_reference, "{bits}");
        assert_eq!(look(&[known(Stands::Evidence, bits)]).likeness, by_evidence, "{bits}");
        // Goods are alike whoever made them.
        assert_eq!(look(&[known(Stands::Goods, bits)]).likeness, by_evidence, "{bits}");
    }
    // The listing's own picture, filed as evidence, takes nothing from the reference and adds nothing.
    let both = look(&[known(Stands::Evidence, 0), known(Stands::Reference, 20)]);
    assert_eq!((both.likeness, both.index, both.distance), (Likeness::Same, 1, 20));
    let both = look(&[known(Stands::Evidence, 0), known(Stands::Reference, NEAR + 1)]);
    assert_eq!((both.likeness, both.index), (Likeness::Near, 0));
}

#[test]
fn what_is_allowed_or_never_counts_excuses() {
    for (stands, excuse) in [(Stands::Allowed, Excuse::Allowed), (Stands::Negative, Excuse::Negative)] {
        for (bits, likeness, why) in [
            (5, Likeness::Different, Some(excuse)),
            (10, Likeness::Different, Some(excuse)),
            (11, Likeness::Near, Some(excuse)),
            (NEAR + 1, Likeness::Same, None),
        ] {
            let found = look(&[known(stands, bits), known(Stands::Reference, 10)]);
            assert_eq!((found.likeness, found.excuse, found.index), (likeness, why, 1), "{stands:?} {bits}");
        }
        assert_eq!(compare(&shown(100), &[known(stands, 0)]), None);
    }
}

#[test]
fn a_picture_in_which_there_is_too_little_to_see_is_for_a_person() {
    let reference = known(Stands::Reference, 0);
    let poor = Known { quality: LEAST_QUALITY - 1, ..reference };
    for (picture, known) in [(shown(100), poor), (shown(LEAST_QUALITY - 1), reference)] {
        let found = compare(&picture, &[known]).unwrap();
        assert_eq!((found.likeness, found.excuse), (Likeness::Near, Some(Excuse::Unreliable)));
    }
    assert_eq!(compare(&shown(100), &[]), None);
}
