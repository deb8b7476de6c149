//! Names written without their vowels, found by their consonant skeletons: `ZRVN`.

use super::fold::{Boundary, Class, Units};
use super::found::{Deviation, Found};
use super::operation::Operation;
use super::registry::Registry;

/// The fewest consonants that tell a name, and the fewest vowels whose absence is no slip.
const LEAST_CONSONANTS: usize = 4;
const LEAST_VOWELS: usize = 2;

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

fn hash(consonants: &str) -> u32 {
    consonants.bytes().fold(0x811C_9DC5, |value, byte| (value ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The consonant skeleton of a name: what is left of it in Latin letters without its vowels, where that is telling.
fn skeleton(name: &str) -> Option<String> {
    let left: String = name.chars().filter(|letter| !is_vowel(*letter)).collect();
    let latin = name.bytes().all(|byte| byte.is_ascii_lowercase());
    (latin && left.len() >= LEAST_CONSONANTS && name.len() - left.len() >= LEAST_VOWELS).then_some(left)
}

/// The key under which a name is looked up.
pub(super) fn key_of_name(name: &str) -> Option<u32> {
    skeleton(name).map(|left| hash(&left))
}

/// Finds names in words that have no vowel.
pub(super) fn find(registry: &Registry, units: &Units, out: &mut Vec<Found>) {
    let mut from = 0;
    while from < units.all.len() {
        let mut to = from + 1;
        while to < units.all.len() && units.boundary(to) < Boundary::Hard {
            to += 1;
        }
        let word = units.all.get(from..to).unwrap_or_default();
        if word.len() >= LEAST_CONSONANTS && word.iter().all(|unit| unit.class == Class::Letter) {
            look_up(registry, &units.text(from, to), (from, to), out);
        }
        from = to;
    }
}

fn look_up(registry: &Registry, word: &str, (from, to): (usize, usize), out: &mut Vec<Found>) {
    if word.chars().any(|letter| !letter.is_ascii_lowercase() || is_vowel(letter)) {
        return;
    }
    let key = hash(word);
    let first = registry.skeletons.partition_point(|(known, _)| *known < key);
    for (_, index) in registry.skeletons.iter().skip(first).take_while(|(known, _)| *known == key) {
        let Some(pattern) = registry.pattern(*index).filter(|it| !it.is_word && !it.is_phrase) else {
            continue;
        };
        let name = registry.name(pattern).to_lowercase();
        let letters: String = name.chars().filter(char::is_ascii_alphabetic).collect();
        if skeleton(&letters).as_deref() == Some(word) {
            let deviation = Deviation::default().with(Operation::Vowelless);
            out.push(Found { pattern: *index, from, to, deviation, soft: false, plain_pieces: false });
        }
    }
}
