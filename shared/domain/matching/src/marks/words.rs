//! Common words of several languages, compiled in as hashes: nothing is built at the start.

/// English, the ordinary words of every size of dictionary.
static ENGLISH: Words = Words::of(include_bytes!("../../data/words-en.bin"));
/// German, French, Spanish, Italian and Portuguese, as they stand in running text.
static EUROPEAN: Words = Words::of(include_bytes!("../../data/words-eu.bin"));
/// Chinese words of two to six characters, in simplified ones.
static CHINESE: FewWords = FewWords::of(include_bytes!("../../data/words-zh.bin"));
/// Given names and places, each behind the letter that tells which.
static NAMES: FewWords = FewWords::of(include_bytes!("../../data/names.bin"));

/// The longest word that the lists hold, in characters.
const LONGEST: usize = 20;

/// FNV-1a with 32 bits, as the script that made the tables computes it.
fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811C_9DC5, |value, byte| (value ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Hashes of words, sorted. Of each only the lower half is kept: whole, they would take twice the room, as they hardly
/// compress.
struct Words {
    /// How many hashes stand before each group of counts.
    starts: &'static [[u8; 4]],
    /// How many hashes have each higher half, in groups of those that begin with the same byte.
    counts: &'static [[u8; 256]],
    lows: &'static [[u8; 2]],
}

impl Words {
    const fn of(table: &'static [u8]) -> Self {
        let (starts, rest) = table.split_at(256 * 4);
        let (counts, lows) = rest.split_at(256 * 256);
        Self { starts: starts.as_chunks().0, counts: counts.as_chunks().0, lows: lows.as_chunks().0 }
    }

    fn holds(&self, word: &str) -> bool {
        self.holds_hash(hash(word))
    }

    fn holds_hash(&self, hash: u32) -> bool {
        let [group, own, low @ ..] = hash.to_be_bytes();
        let (group, own) = (usize::from(group), usize::from(own));
        // At most 255 times 255.
        let before: u16 = self.counts[group][..own].iter().map(|count| u16::from(*count)).sum();
        let from = u32::from_le_bytes(self.starts[group]) as usize + usize::from(before);
        let to = from + usize::from(self.counts[group][own]);
        self.lows.get(from..to).is_some_and(|lows| lows.contains(&low))
    }
}

/// Hashes of fewer words, of which a table of all higher halves would be the greater part. They have 28 bits: of 3,000
/// words that are on no list, one at most is taken for one that is.
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
        self.holds_hash(hash(word) >> 4)
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

/// Whether a folded text (lower case, no marks) is an ordinary word of a language written in Latin letters.
pub(super) fn is_latin_word(word: &str) -> bool {
    let length = word.chars().count();
    (2..=LONGEST).contains(&length) && (ENGLISH.holds(word) || EUROPEAN.holds(word))
}

/// Whether simplified characters are an ordinary Chinese word.
pub(super) fn is_chinese_word(word: &str) -> bool {
    CHINESE.holds(word)
}

/// Whether a folded name, without what parts its words, is one that people are given.
pub(super) fn is_given_name(name: &str) -> bool {
    NAMES.holds(&format!("g{name}"))
}

/// Whether such a name is a city, a land or a place that goods are named for.
pub(super) fn is_place(name: &str) -> bool {
    NAMES.holds(&format!("p{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_words_are_known_and_names_are_not() {
        for word in ["apple", "target", "orange", "strasse", "maison", "casa", "prezzo"] {
            assert!(is_latin_word(word), "{word}");
        }
        for name in ["qwzx", "zorvane", "", "a"] {
            assert!(!is_latin_word(name), "{name}");
        }
        assert!(is_chinese_word("苹果") && is_chinese_word("手机") && !is_chinese_word("耐克"));
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

    fn check(hashes: &[u32], holds: impl Fn(u32) -> bool) {
        assert!(hashes.is_sorted_by(|one, next| one < next));
        for hash in hashes {
            assert!(holds(*hash));
            let next = hash.wrapping_add(1);
            assert_eq!(holds(next), hashes.binary_search(&next).is_ok());
        }
    }

    #[test]
    fn every_hash_of_a_table_is_found_and_no_other() {
        for table in [&ENGLISH, &EUROPEAN] {
            check(&hashes(table.counts.as_flattened(), table.lows), |hash| table.holds_hash(hash));
        }
        for table in [&CHINESE, &NAMES] {
            check(&hashes(table.counts, table.lows), |hash| table.holds_hash(hash));
        }
    }
}
