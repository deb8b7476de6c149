//! What is said of pictures beside a brand's.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use case::Language;
use picture::{Bank, Hash, Hashed, Reference, Tier, Turn, Why};

/// A hash whose first so many bits are set.
fn bits(count: usize) -> Hash {
    let mut bytes = [0; 32];
    (0..count).for_each(|bit| bytes[bit / 8] |= 1 << (bit % 8));
    Hash(bytes)
}

fn reference(name: &str, hash: Hash, quality: u8) -> Reference {
    Reference { name: name.to_owned(), picture: Hashed { hash, quality } }
}

/// Two references, 200 bits apart.
fn bank(allowed: &[Hash], negative: &[Hash]) -> Bank {
    Bank::new(
        vec![reference("NORTHLIGHT", bits(0), 90), reference("SÜDLICHT", bits(200), 90)],
        allowed,
        negative,
    )
    .unwrap()
}

#[test]
fn the_nearest_reference_within_a_match_is_acted_on() {
    let bank = bank(&[], &[]);
    let judgement = bank.judge(&[bits(31)], 80).unwrap();
    assert_eq!((judgement.tier, judgement.distance, judgement.why), (Tier::Act, 31, Why::Near));
    assert_eq!(judgement.reference.name, "NORTHLIGHT");
    assert_eq!(judgement.tier.code(), "act");
    assert_eq!(bank.judge(&[bits(190)], 80).unwrap().reference.name, "SÜDLICHT");
    assert_eq!(bank.judge(&[bits(32)], 80), None);
    assert_eq!(bank.judge(&[], 80), None);
}

#[test]
fn a_turned_copy_says_how_it_was_turned() {
    let bank = bank(&[], &[]);
    let mut hashes = [bits(100); 8];
    hashes[4] = bits(3);
    hashes[6] = bits(5);
    let judgement = bank.judge(&hashes, 80).unwrap();
    assert_eq!((judgement.turn, judgement.distance), (Turn::Mirrored, 3));
    assert_eq!(
        judgement.explain(Language::En),
        "The picture, mirrored, differs from a reference picture of NORTHLIGHT in 3 of 256 bits; up to 31 it is the same picture."
    );
    assert_eq!(
        judgement.explain(Language::Zh),
        "该图片左右翻转后与 NORTHLIGHT 的一张参考图片在 256 位中相差 3 位；相差不超过 31 位即为同一图片。"
    );
}

#[test]
fn an_excuse_counts_when_it_is_at_least_as_near() {
    let at = |allowed: &[Hash], negative: &[Hash]| {
        let bank = bank(allowed, negative);
        let judgement = bank.judge(&[bits(10)], 80).unwrap();
        (judgement.tier, judgement.why)
    };
    assert_eq!(at(&[bits(20)], &[]), (Tier::Note, Why::Allowed(10)));
    assert_eq!(at(&[], &[bits(12)]), (Tier::Note, Why::Negative(2)));
    assert_eq!(at(&[bits(11)], &[bits(12)]), (Tier::Note, Why::Negative(2)));
    assert_eq!(at(&[bits(21)], &[]), (Tier::Desk, Why::Contested(11)));
    assert_eq!(at(&[bits(40)], &[bits(25)]), (Tier::Desk, Why::Contested(15)));
    assert_eq!(at(&[bits(42)], &[bits(200)]), (Tier::Act, Why::Near));
}

#[test]
fn what_shows_too_little_is_never_acted_on() {
    let bank = Bank::new(vec![reference("NORTHLIGHT", bits(0), 49)], &[], &[]).unwrap();
    let judgement = bank.judge(&[bits(0)], 100).unwrap();
    assert_eq!((judgement.tier, judgement.why), (Tier::Note, Why::Unreliable(49)));
    let bank = self::bank(&[], &[]);
    assert_eq!(bank.judge(&[bits(0)], 49).unwrap().why, Why::Unreliable(49));
    assert_eq!(bank.judge(&[bits(0)], 50).unwrap().tier, Tier::Act);
}

#[test]
fn every_reason_is_said_in_both_languages() {
    let reference = reference("NORTHLIGHT", bits(0), 90);
    for why in [Why::Near, Why::Unreliable(12), Why::Allowed(12), Why::Negative(12), Why::Contested(12)] {
        for language in [Language::En, Language::Zh] {
            let judgement = picture::Judgement {
                tier: Tier::Note,
                reference: &reference,
                distance: 7,
                turn: Turn::Upright,
                why,
            };
            let said = judgement.explain(language);
            assert!(said.contains("NORTHLIGHT") && said.contains('7'), "{said}");
            assert_eq!(said.contains("12"), why != Why::Near, "{said}");
            assert!(!said.contains('\n') && !said.contains("  "), "{said}");
        }
    }
}

#[test]
fn a_reference_that_nearly_everything_is_near_to_is_noticed() {
    let bank = bank(&[], &[]);
    let pictures = [bits(1), bits(2), bits(2), bits(3), bits(199), bits(100)];
    let flood = bank.flood(&pictures, 2);
    assert_eq!(flood.len(), 1);
    assert_eq!((flood[0].0.name.as_str(), flood[0].1), ("NORTHLIGHT", 3));
    assert!(bank.flood(&pictures, 3).is_empty());
}
