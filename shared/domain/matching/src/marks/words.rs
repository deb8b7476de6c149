//! Ordinary words of many languages, and names that many bear, compiled in as hashes: nothing is built at the start.
//!
//! Names are kept as short hashes, words in filters, which need 9 bits for each, or 14. A filter never misses a word that it
//! holds, and takes one of 256 other texts for one, or of 4,096. An invented name that is taken for an everyday word goes to a
//! person instead of being acted on; what a title is read by must be told more exactly.

use std::borrow::Cow;

use super::tables;

/// Words of English, some of its neighbours, and Chinese: what stands in a title may be such a word and no hidden name.
static WORDS: Words = Words::of(include_bytes!("../../data/words.bin"));
/// Everyday words of all languages that titles are read in: a mark that is one may be meant as one.
static FURTHER: Words = Words::of(include_bytes!("../../data/words-further.bin"));
/// Given names, surnames and places, each behind the letter that tells which.
static NAMES: FewWords = FewWords::of(include_bytes!("../../data/names.bin"));

/// The longest word that the lists hold, in characters.
const LONGEST: usize = 20;
/// FNV-1a with 64 bits, as the script that made the filters computes it.
fn hash(word: &str) -> u64 {
    let start = 0xCBF2_9CE4_8422_2325;
    word.bytes().fold(start, |value, byte| (value ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// FNV-1a with 32 bits, as the script that made the table of names computes it.
fn short_hash(word: &str) -> u32 {
    word.bytes().fold(0x811C_9DC5, |value, byte| (value ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// A binary fuse filter (Graf and Lemire, 2022): of each word it holds, three places together give its fingerprint.
struct Words {
    seed: u64,
    /// The length of a segment, a power of two: each place is in the one after that of the place before.
    segment: u32,
    /// The length of all segments that the first place may be in.
    reach: u32,
    /// Eight bits of each fingerprint.
    bytes: &'static [u8],
    /// Four more, two in a byte; none in a filter of eight.
    halves: &'static [u8],
}

impl Words {
    const fn of(table: &'static [u8]) -> Self {
        let empty = Self { seed: 0, segment: 1, reach: 0, bytes: &[], halves: &[] };
        let Some((seed, rest)) = table.split_first_chunk() else { return empty };
        let Some((segment, rest)) = rest.split_first_chunk() else { return empty };
        let Some((reach, rest)) = rest.split_first_chunk() else { return empty };
        let (segment, reach) = (u32::from_le_bytes(*segment), u32::from_le_bytes(*reach));
        let Some((bytes, halves)) = rest.split_at_checked((reach + 2 * segment) as usize) else {
            return empty;
        };
        Self { seed: u64::from_le_bytes(*seed), segment, reach, bytes, halves }
    }

    fn holds(&self, word: &str) -> bool {
        let hash = mixed(hash(word).wrapping_add(self.seed));
        let (segment, mask) = (u64::from(self.segment), u64::from(self.segment) - 1);
        let first = u64::try_from((u128::from(hash) * u128::from(self.reach)) >> 64).unwrap_or(0);
        let places = [first, (first + segment) ^ (hash >> 18 & mask), (first + 2 * segment) ^ (hash & mask)];
        let all = places.iter().try_fold(hash ^ hash >> 32, |all, place| Some(all ^ self.print(*place)?));
        all.is_some_and(|all| all & if self.halves.is_empty() { 0xFF } else { 0xFFF } == 0)
    }

    /// What stands at a place.
    fn print(&self, place: u64) -> Option<u64> {
        let place = usize::try_from(place).ok()?;
        let half = self.halves.get(place / 2).map_or(0, |two| two >> (place % 2 * 4) & 0xF);
        Some(u64::from(half) << 8 | u64::from(*self.bytes.get(place)?))
    }
}

/// Spreads the bits of a hash (the finalizer of MurmurHash3).
const fn mixed(mut value: u64) -> u64 {
    value = (value ^ value >> 33).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    value = (value ^ value >> 33).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    value ^ value >> 33
}

/// Hashes of names. They have 28 bits: of 3,000 names that are on no list, one at most is taken for one that is.
struct FewWords {
    /// How many hashes begin with each 12 bits.
    counts: &'static [u8; 1 << 12],
    /// The other bits of each, sorted.
    lows: &'static [[u8; 2]],
}

impl FewWords {
    const fn of(table: &'static [u8]) -> Self {
        let Some((counts, lows)) = table.split_first_chunk() else {
            return Self { counts: &[0; 1 << 12], lows: &[] };
        };
        Self { counts, lows: lows.as_chunks().0 }
    }

    fn holds(&self, word: &str) -> bool {
        self.holds_hash(short_hash(word) >> 4)
    }

    /// Of 28 bits.
    fn holds_hash(&self, hash: u32) -> bool {
        let [_, _, low @ ..] = hash.to_be_bytes();
        let Some((before, rest)) = self.counts.split_at_checked((hash >> 16) as usize) else { return false };
        let from: usize = before.iter().map(|count| usize::from(*count)).sum();
        let to = from + rest.first().map_or(0, |count| usize::from(*count));
        self.lows.get(from..to).is_some_and(|lows| lows.binary_search(&low).is_ok())
    }
}

/// A folded text as the lists hold it: simplified characters, and kana of one kind.
fn listed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let one = |char: char| match char {
        'ァ'..='ヶ' => char::from_u32(u32::from(char) - 0x60).unwrap_or(char),
        other => tables::simplified(other),
    };
    Cow::Owned(text.chars().map(one).collect())
}

/// Whether a folded text (lower case, no marks) is an ordinary word of a language that is written in Latin letters, or a
/// Chinese one.
pub(super) fn is_word(text: &str) -> bool {
    has_length(text) && WORDS.holds(&listed(text))
}

/// Whether such a text is an everyday word of any language, or several that a space parts.
pub(super) fn is_everyday(text: &str) -> bool {
    let word = listed(text);
    has_length(text) && (WORDS.holds(&word) || FURTHER.holds(&word))
}

fn has_length(text: &str) -> bool {
    (2..=LONGEST).contains(&text.chars().count())
}

/// Whether a folded name, without what parts its words, is one that people are given.
pub(super) fn is_given_name(name: &str) -> bool {
    NAMES.holds(&format!("g{}", listed(name)))
}

/// Whether such a name is one that many families bear.
pub(super) fn is_surname(name: &str) -> bool {
    NAMES.holds(&format!("f{}", listed(name)))
}

/// Whether such a name is a town, a land or a place that goods are named for.
pub(super) fn is_place(name: &str) -> bool {
    NAMES.holds(&format!("p{}", listed(name)))
}

#[cfg(test)]
mod tests {
    use super::super::fold::Units;
    use super::*;

    fn folded(text: &str) -> String {
        let units = Units::of(text);
        units.text(0, units.all.len())
    }

    #[test]
    fn ordinary_words_are_known_and_names_are_not() {
        for word in ["apple", "target", "orange", "strasse", "maison", "casa", "prezzo"] {
            assert!(is_word(word), "{word}");
        }
        for name in ["qwzx", "zorvane", "", "a"] {
            assert!(!is_word(name), "{name}");
        }
        for word in [
            "苹果",
            "手机",
            "蘋果",
            "タンポポ",
            "たんぽぽ",
            "나비",
            "ผีเสื้อ",
            "бабочка",
            "פרפר",
            "فراشة",
            "پروانه",
            "πεταλούδα",
            "तितली",
        ] {
            assert!(is_everyday(&folded(word)), "{word}");
        }
        assert!(!is_everyday("耐克"));
    }

    #[test]
    fn names_of_people_and_places_are_known_in_many_languages() {
        for name in ["mathilde", "valentina", "giovanni", "татьяна", "giulia"] {
            assert!(is_given_name(name), "{name}");
        }
        for place in ["lisboa", "venezia", "portugal", "italien", "deutschland", "казань", "意大利"]
        {
            assert!(is_place(place), "{place}");
        }
        for other in ["qwzx", "zorvane", "", "chair"] {
            assert!(!is_given_name(other) && !is_place(other), "{other}");
        }
    }

    /// The hashes of a table, by how many of them begin with each of the first bits.
    fn hashes(counts: &[u8], lows: &[[u8; 2]]) -> Vec<u32> {
        let counted: usize = counts.iter().map(|count| usize::from(*count)).sum();
        assert_eq!(lows.len(), counted);
        let highs =
            (0..).zip(counts).flat_map(|(high, count)| std::iter::repeat_n(high, usize::from(*count)));
        highs
            .zip(lows)
            .map(|(high, low): (u32, _)| high << 16 | u32::from(u16::from_be_bytes(*low)))
            .collect()
    }

    #[test]
    fn every_hash_of_a_name_is_found_and_no_other() {
        let hashes = hashes(NAMES.counts, NAMES.lows);
        assert!(hashes.is_sorted_by(|one, next| one < next));
        for hash in &hashes {
            assert!(NAMES.holds_hash(*hash));
            let next = hash.wrapping_add(1);
            assert_eq!(NAMES.holds_hash(next), hashes.binary_search(&next).is_ok());
        }
    }

    #[test]
    fn few_texts_that_are_no_words_are_taken_for_some() {
        let taken = (0..100_000).filter(|number| is_everyday(&format!("qx{number}zv"))).count();
        assert!(taken < 1_500, "{taken}");
    }
}
