//! The sounds of names in Latin letters, for titles in other alphabets and syllabaries.
//!
//! A name is looked up by its consonants, in classes that survive any of these scripts; its vowels must fit then.

use super::fold::{Boundary, Class, Units};
use super::found::{Deviation, Found};
use super::operation::Operation;
use super::registry::Registry;

mod romanise;

use romanise::{Script, romanise, softened};

/// The most words of a title that are read as one name.
const MOST_WORDS: usize = 3;
/// The shortest names that are looked for, in letters and in consonants.
const LEAST_LETTERS: usize = 4;
const LEAST_CONSONANTS: usize = 2;

/// A consonant by its class, the vowels after it as bits of a, e, i, o, u, and whether it is voiced.
type Sound = (u8, u8, bool);

/// Consonant classes, each with the letters that it holds. `C` stands for `sh`, `ch` and the like.
const CLASSES: [(u8, &str); 9] = [
    (b'P', "bp"),
    (b'T', "dt"),
    (b'K', "gkq"),
    (b'S', "sz"),
    (b'C', "j"),
    (b'F', "fv"),
    (b'L', "lr"),
    (b'M', "m"),
    (b'N', "n"),
];

/// The keys of a name, under which it is looked up; none for a name that has too few sounds.
pub(super) fn keys_of_name(name: &str) -> Vec<u32> {
    let all_latin = name.bytes().all(|byte| byte.is_ascii_lowercase());
    if !all_latin || name.len() < LEAST_LETTERS {
        return Vec::new();
    }
    ways(name).into_iter().filter_map(|way| key(&sounds(&way))).collect()
}

/// A name as spelled, and as spoken where an r before a consonant or at the end is not heard.
fn ways(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut soft = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let before_vowel = letters.get(at + 1).is_some_and(|next| vowel(*next).is_some() || *next == 'r');
        let after_vowel = at > 0 && letters.get(at - 1).is_some_and(|before| vowel(*before).is_some());
        if *letter != 'r' || before_vowel || !after_vowel {
            soft.push(*letter);
        } else if soft.ends_with(['e', 'i', 'u']) {
            soft.pop();
            soft.push('a');
        }
    }
    if soft == name { vec![soft] } else { vec![name.to_owned(), soft] }
}

fn key(sounds: &[Sound]) -> Option<u32> {
    let consonants = sounds.iter().filter(|(class, ..)| *class != 0);
    let hash = |hash: u32, class: &u8| (hash ^ u32::from(*class)).wrapping_mul(0x0100_0193);
    (consonants.clone().count() >= LEAST_CONSONANTS)
        .then(|| consonants.fold(0x811C_9DC5, |value, (class, ..)| hash(value, class)))
}

/// The sounds of a word in Latin letters. A vowel at the start is a sound of class 0.
fn sounds(word: &str) -> Vec<Sound> {
    let letters: Vec<char> = word.chars().collect();
    let mut sounds: Vec<Sound> = Vec::new();
    let mut at = 0;
    while let Some(letter) = letters.get(at).copied() {
        let next = letters.get(at + 1).copied().unwrap_or('\0');
        let soft = matches!(next, 'e' | 'i' | 'y');
        let (class, length) = match (letter, next) {
            ('s' | 'c', 'h') => (b'C', 2),
            ('t', 'h') => (b'T', 2),
            ('p', 'h') => (b'F', 2),
            ('c', 'k') => (b'K', 2),
            ('t', 's' | 'z') => (b'S', 2),
            ('c', _) => (if soft { b'S' } else { b'K' }, 1),
            ('x', _) => {
                push(&mut sounds, b'K', false);
                (b'S', 1)
            }
            _ => (class_of(letter), 1),
        };
        if class != 0 {
            push(&mut sounds, class, matches!(letter, 'b' | 'd' | 'g' | 'v'));
        } else if let Some(bit) = vowel(letter) {
            match sounds.last_mut() {
                Some((_, vowels, _)) => *vowels |= bit,
                None => sounds.push((0, bit, false)),
            }
        }
        at += length;
    }
    sounds
}

/// Adds a consonant; the same one twice without a vowel between is one.
fn push(sounds: &mut Vec<Sound>, class: u8, voiced: bool) {
    if sounds.last() != Some(&(class, 0, voiced)) {
        sounds.push((class, 0, voiced));
    }
}

fn class_of(letter: char) -> u8 {
    CLASSES.iter().find(|(_, letters)| letters.contains(letter)).map_or(0, |(class, _)| *class)
}

fn vowel(letter: char) -> Option<u8> {
    "aeiouy".find(letter).map(|place| if place == 5 { 1 << 2 } else { 1 << place })
}

/// How many vowels heard do not fit those of the name.
fn misfits(heard: &[Sound], name: &[Sound], script: Script) -> usize {
    let last = name.len().saturating_sub(1);
    let fits = |place: usize, heard: u8, own: u8| match (heard, own) {
        (0, 0) => true,
        // Short vowels are not written in some scripts, and a last e is not spoken.
        (0, own) => !script.writes_vowels || place == last && own == E,
        (added, E) if place == last && added & !(O | U) == 0 => script.adds_vowels,
        // Syllables put a vowel where there is none.
        (added, 0) => {
            added & !(O | U) == 0 && script.adds_vowels || script.adds_last_i && place == last && added == I
        }
        (heard, own) => near(heard) & own != 0,
    };
    heard.iter().zip(name).enumerate().filter(|(place, (heard, own))| !fits(*place, heard.1, own.1)).count()
}

const E: u8 = 2;
const I: u8 = 4;
const O: u8 = 8;
const U: u8 = 16;

/// Vowels, with those that they are taken for: e and i, o and u.
fn near(vowels: u8) -> u8 {
    let mixed = |pair: u8| if vowels & pair == 0 { 0 } else { pair };
    vowels | mixed(E | I) | mixed(O | U)
}

/// Finds names by their sounds in the words of other scripts.
pub(super) fn find(registry: &Registry, units: &Units, out: &mut Vec<Found>) {
    let words = foreign_words(units);
    for (index, (from, _)) in words.iter().enumerate() {
        let mut text = String::new();
        for (place, (start, to)) in words.iter().enumerate().skip(index).take(MOST_WORDS) {
            let before = place.checked_sub(1).and_then(|before| words.get(before));
            if place > index && before.is_none_or(|(_, end)| start.saturating_sub(*end) > 1) {
                break;
            }
            text.push_str(&units.text(*start, *to));
            look_up(registry, &text, (*from, *to), out);
            if let Some(soft) = softened(&text) {
                look_up(registry, &soft, (*from, *to), out);
            }
        }
    }
}

fn look_up(registry: &Registry, text: &str, (from, to): (usize, usize), out: &mut Vec<Found>) {
    let Some((latin, script)) = romanise(text) else { return };
    let heard = sounds(&latin);
    let Some(key) = key(&heard) else { return };
    let first = registry.sounds.partition_point(|(known, _)| *known < key);
    let alike = registry.sounds.iter().skip(first).take_while(|(known, _)| *known == key);
    for (_, index) in alike {
        let Some(pattern) = registry.pattern(*index).filter(|it| !it.is_word && !it.is_phrase) else {
            continue;
        };
        let spelled: String =
            registry.name(pattern).to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
        let ways: Vec<Vec<Sound>> = ways(&spelled).iter().map(|way| sounds(way)).collect();
        if let Some(own) = ways.iter().find(|own| fits(&heard, own, script)) {
            let deviation = Deviation::default().with(Operation::Transliterated);
            let plain_pieces = own.len() < 4;
            out.push(Found { pattern: *index, from, to, deviation, soft: false, plain_pieces });
        }
    }
}

/// Whether what is heard may be the name: every consonant, and nearly every vowel.
fn fits(heard: &[Sound], own: &[Sound], script: Script) -> bool {
    let same = |(own, heard): (&Sound, &Sound)| own.0 == heard.0 && (own.2 == heard.2 || !script.tells_voice);
    own.len() == heard.len()
        && own.iter().zip(heard).all(same)
        && misfits(heard, own, script) <= own.len().saturating_sub(2) / 3
}

/// The words of the title in scripts that can be read aloud here, as ranges of units.
fn foreign_words(units: &Units) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let foreign = |index: usize| {
        units.all.get(index).is_some_and(|unit| {
            let letter = matches!(unit.label, 0x370..=0x58F | 0x5D0..=0x6FF | 0x10D0..=0x10FF);
            unit.class == Class::Running || unit.class == Class::Letter && letter
        })
    };
    let mut at = 0;
    while at < units.all.len() {
        let from = at;
        while foreign(at) && (at == from || units.boundary(at) < Boundary::Hard) {
            at += 1;
        }
        if at > from {
            words.push((from, at));
        } else {
            at += 1;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_sounds_the_same_in_every_script() {
        for (name, others) in [
            ("zorvane", &["Зорван", "зорвейн"][..]),
            ("marubek", &["Марубек", "マルベック", "마루벡", "ماروبك", "Մարուբեկ", "მარუბეკი", "מארובק"][..]),
        ] {
            let own = sounds(name);
            for other in others {
                let (latin, script) = romanise(&other.to_lowercase()).unwrap();
                let heard = sounds(&latin);
                assert_eq!(key(&heard), key(&own), "{other}: {latin}");
                assert!(misfits(&heard, &own, script) <= 1, "{other}: {latin}");
            }
        }
    }

    #[test]
    fn what_has_too_few_sounds_has_no_key() {
        assert_eq!(keys_of_name("aoua"), []);
        assert_eq!(keys_of_name("ba"), []);
        assert!(romanise("耐克").is_none());
    }
}
