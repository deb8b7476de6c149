//! Common words of several languages, compiled in as sorted hashes: nothing is built at the start.

/// English, the ordinary words of every size of dictionary.
static ENGLISH: &[u8] = include_bytes!("../../data/words-en.bin");
/// German, French, Spanish, Italian and Portuguese, as they stand in running text.
static EUROPEAN: &[u8] = include_bytes!("../../data/words-eu.bin");
/// Chinese words of two to six characters, in simplified ones.
static CHINESE: &[u8] = include_bytes!("../../data/words-zh.bin");

/// The longest word that the lists hold, in characters.
const LONGEST: usize = 20;

/// FNV-1a with 32 bits, as the script that made the tables computes it.
fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811C_9DC5, |value, byte| (value ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn holds(table: &[u8], word: &str) -> bool {
    let wanted = hash(word);
    let at = |index: usize| {
        table
            .get(index * 4..index * 4 + 4)
            .and_then(|four| four.try_into().ok())
            .map_or(u32::MAX, u32::from_le_bytes)
    };
    let (mut low, mut high) = (0, table.len() / 4);
    while low < high {
        let middle = usize::midpoint(low, high);
        match at(middle).cmp(&wanted) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return true,
        }
    }
    false
}

/// Whether a folded text (lower case, no marks) is an ordinary word of a language written in Latin letters.
pub(super) fn is_latin_word(word: &str) -> bool {
    let length = word.chars().count();
    (2..=LONGEST).contains(&length) && (holds(ENGLISH, word) || holds(EUROPEAN, word))
}

/// Whether simplified characters are an ordinary Chinese word.
pub(super) fn is_chinese_word(word: &str) -> bool {
    holds(CHINESE, word)
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
}
