//! Words that a plain offer is made of: what goods are, by Nice class, and what every seller says of them.
//!
//! `data/offers-*.txt` lists them by language. What is compiled in is the table that the tests of this module make of
//! those lists, so that nothing is folded at the start.

use super::tokens::{Shape, Token, Tokens};

/// The table: kinds as bits, each once; hashes of words and phrases, sorted; for each of them the place of its kinds.
static TABLE: &[u8] = include_bytes!("../../../data/offers.bin");

/// How many kinds there are, and how many hashes.
const HEAD: usize = 8;
/// The least letters of the parts of a compound, and the most bytes of all of it.
const FIRST_PART: usize = 3;
const LAST_PART: usize = 4;
const COMPOUND: usize = 40;

/// What a word or phrase is, as bits: 1 to 45 are Nice classes of whole goods.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Kinds(u64);

impl Kinds {
    /// Said of goods of any kind: colours, sizes, for whom.
    pub(super) const PLAIN: Self = Self(1);
    /// Goods of any class.
    pub(super) const GOODS: Self = Self(((1 << 46) - 1) & !1);
    /// Machines, devices and vehicles, which have parts that are goods of the same classes.
    pub(super) const DEVICES: Self = Self(1 << 7 | 1 << 9 | 1 << 11 | 1 << 12);
    /// What is worn.
    pub(super) const CLOTHES: Self = Self(1 << 25);
    /// What stands behind a number.
    pub(super) const UNIT: Self = Self(1 << 46);
    /// What stands before a number or a size.
    pub(super) const BEFORE: Self = Self(1 << 47);
    /// The first part of a compound.
    pub(super) const FIRST: Self = Self(1 << 48);
    /// A word that many models are named by.
    pub(super) const MODEL: Self = Self(1 << 49);
    /// A part, an accessory, a packaging: never whole goods, nor a model.
    pub(super) const NEVER: Self = Self(1 << 50);
    /// What may come along with goods, behind a `with`.
    pub(super) const ALONG: Self = Self(1 << 51);
    /// Whole goods that also fit those of others: of a model, or beside other goods, nobody knows whose they are.
    pub(super) const FITTING: Self = Self(1 << 52);
    /// Plain, but not directly before a name, which it joins to or sets apart from the goods: `or`, `with`, `colour`.
    pub(super) const JOINING: Self = Self(1 << 53);

    /// Goods of these classes, given as bits; of any, where there are none.
    pub(super) fn goods_of(classes: u64) -> Self {
        if classes == 0 { Self::GOODS } else { Self(classes & Self::GOODS.0) }
    }

    pub(super) fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

/// A word or phrase as it is looked up, taken in piece by piece: FNV-1a with 32 bits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key(u32);

impl Key {
    pub(super) const fn new() -> Self {
        Self(0x811C_9DC5)
    }

    /// Of a word that counts only as it is written, in small letters.
    pub(super) const fn as_written() -> Self {
        Self(0x811C_9DC5 ^ 0xFF)
    }

    /// With more text behind it, after a space where one is.
    pub(super) fn with(self, text: &str, spaced: bool) -> Self {
        let space = spaced.then_some(b' ');
        Self(
            space
                .into_iter()
                .chain(text.bytes())
                .fold(self.0, |value, byte| (value ^ u32::from(byte)).wrapping_mul(0x0100_0193)),
        )
    }

    /// What it is known as.
    pub(super) fn kinds(self) -> Option<Kinds> {
        let (kinds, rest) = Self::parts()?;
        let (hashes, places) = rest;
        let at = hashes.binary_search_by_key(&self.0, |hash| u32::from_be_bytes(*hash)).ok()?;
        Some(Kinds(u64::from_le_bytes(*kinds.get(usize::from(*places.get(at)?))?)))
    }

    #[allow(clippy::type_complexity, reason = "three columns of one table")]
    fn parts() -> Option<(&'static [[u8; 8]], (&'static [[u8; 4]], &'static [u8]))> {
        let (head, rest) = TABLE.split_at_checked(HEAD)?;
        let [kinds, words] = head.as_chunks::<4>().0 else { return None };
        let count = |bytes: &[u8; 4]| u32::from_le_bytes(*bytes) as usize;
        let (kinds, rest) = rest.split_at_checked(count(kinds) * 8)?;
        let (hashes, places) = rest.split_at_checked(count(words) * 4)?;
        Some((kinds.as_chunks().0, (hashes.as_chunks().0, places)))
    }
}

/// The kinds of one word.
pub(super) fn kinds_of(word: &str) -> Kinds {
    Key::new().with(word, false).kinds().unwrap_or_default()
}

/// What a word is whose parts are known, in a language that writes several in one: `Laufschuhe`. The last part says it.
pub(super) fn of_compound(word: &str) -> Option<Kinds> {
    if word.len() > COMPOUND {
        return None;
    }
    let part = Kinds::FIRST.or(Kinds::PLAIN).or(Kinds::GOODS);
    let is_part = |text: &str| {
        let kinds = kinds_of(text);
        kinds.any(part) && !kinds.any(Kinds::NEVER)
    };
    word.char_indices().map(|(at, _)| at).skip(FIRST_PART).find_map(|at| {
        let (first, last) = word.split_at(at);
        let kinds = kinds_of(last);
        if last.chars().count() < LAST_PART || !kinds.any(Kinds::GOODS.or(Kinds::NEVER)) {
            return None;
        }
        let joined = ["s", "n", "en", "e", "es"];
        let stems = joined.iter().filter_map(|joint| first.strip_suffix(joint));
        let known = is_part(first) || stems.filter(|stem| stem.len() >= FIRST_PART).any(is_part);
        known.then_some(kinds)
    })
}

/// Whether a name, as its tokens, says what goods are or what any seller says of them: `Softshell`, `Krav Maga`, `汉服`.
pub(super) fn is_of_any_seller(tokens: &Tokens) -> bool {
    let words: Vec<&Token> = tokens.all.iter().filter(|token| token.shape != Shape::Sign).collect();
    let key = |spaced: bool| {
        let mut last: Option<&Token> = None;
        words.iter().fold(Key::new(), |key, token| {
            let parted = last.replace(token).is_some_and(|last| token.is_parted_from(last));
            key.with(tokens.text(token), spaced && parted)
        })
    };
    let said = |kinds: Kinds| kinds.any(Kinds::PLAIN.or(Kinds::GOODS));
    let compound = || match words.as_slice() {
        [word] => of_compound(tokens.text(word)).is_some(),
        _ => false,
    };
    [true, false].into_iter().filter_map(|spaced| key(spaced).kinds()).any(said) || compound()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::super::fold::Units;
    use super::super::phrases::inflected;
    use super::*;

    const LISTS: [&str; 4] = [
        include_str!("../../../data/offers-english.txt"),
        include_str!("../../../data/offers-west.txt"),
        include_str!("../../../data/offers-east.txt"),
        include_str!("../../../data/offers-asia.txt"),
    ];

    fn kind(code: &str) -> Option<u64> {
        let kind = match code {
            "plain" => Kinds::PLAIN,
            "unit" => Kinds::UNIT,
            "before" => Kinds::BEFORE,
            "first" => Kinds::FIRST,
            "model" => Kinds::MODEL,
            "never" => Kinds::NEVER,
            "along" => Kinds::ALONG,
            "fitting" => Kinds::FITTING,
            "joining" => Kinds::JOINING,
            class => {
                return class
                    .parse()
                    .ok()
                    .filter(|class| (1..=45).contains(class))
                    .map(|class: u32| 1 << class);
            }
        };
        Some(kind.0)
    }

    /// The kinds that a line is of, its words, and whether they count only as they are written; `None` for what is no entry.
    fn entries(line: &str) -> Option<(u64, bool, impl Iterator<Item = String>)> {
        let (codes, words) = line.split_once(": ").filter(|_| !line.starts_with('#'))?;
        let as_written = codes.ends_with(" as_written");
        let codes = codes.trim_end_matches(" as_written").split(' ');
        let kinds = codes.map(kind).try_fold(0, |all, kind| Some(all | kind?))?;
        let words = words.split(' ').flat_map(inflected).map(|word| word.replace('_', " "));
        Some((kinds, as_written, words))
    }

    /// Whether folding leaves too little of a word to tell it from others: a short one with marks on Latin letters.
    fn is_slight(text: &str) -> bool {
        let is_marked = |char: char| matches!(char, '\u{80}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}');
        text.chars().any(is_marked) && text.chars().filter(|char| char.is_alphabetic()).count() <= SLIGHT
    }

    /// Words with as many letters count only with their marks.
    const SLIGHT: usize = 4;

    /// A word or phrase as a title's tokens are looked up.
    fn key(text: &str, as_written: bool) -> Key {
        let tokens = Tokens::of(text, &Units::of(text));
        let mut last: Option<&Token> = None;
        let all = tokens.all.iter().filter(|token| token.shape != Shape::Sign);
        all.fold(if as_written { Key::as_written() } else { Key::new() }, |key, token| {
            let spaced = last.replace(token).is_some_and(|last| token.is_parted_from(last));
            let written = || text.get(token.at.0..token.at.1).unwrap().to_lowercase();
            if as_written { key.with(&written(), spaced) } else { key.with(tokens.text(token), spaced) }
        })
    }

    fn made() -> Vec<u8> {
        let mut words: BTreeMap<u32, u64> = BTreeMap::new();
        for (kinds, as_written, texts) in LISTS.iter().flat_map(|list| list.lines()).filter_map(entries) {
            for text in texts {
                // Some letters fold to others in capitals.
                for form in [text.to_uppercase(), text.clone()] {
                    let as_written = as_written && !text.is_ascii() || is_slight(&text);
                    *words.entry(key(&form, as_written).0).or_default() |= kinds;
                }
            }
        }
        let mut kinds: Vec<u64> = words.values().copied().collect();
        kinds.sort_unstable();
        kinds.dedup();
        let count = |count: usize| u32::try_from(count).unwrap().to_le_bytes();
        let mut out = [count(kinds.len()), count(words.len())].concat();
        out.extend(kinds.iter().flat_map(|kinds| kinds.to_le_bytes()));
        out.extend(words.keys().flat_map(|hash| hash.to_be_bytes()));
        // There are fewer than 256 kinds.
        out.extend(words.values().map(|of| u8::try_from(kinds.binary_search(of).unwrap()).unwrap()));
        out
    }

    #[test]
    fn the_table_is_made_of_the_lists() {
        let made = made();
        if std::env::var_os("GOODFAITH_MAKE_TABLES").is_some() {
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/data/offers.bin"), &made).unwrap();
        } else {
            assert!(made == TABLE, "run this test with GOODFAITH_MAKE_TABLES=1, then build again");
        }
    }

    #[test]
    fn every_line_of_the_lists_is_read() {
        for line in LISTS.iter().flat_map(|list| list.lines()) {
            let plain = line.is_empty() || line.starts_with('#') || line.starts_with('[');
            assert_eq!(entries(line).is_some(), !plain, "{line}");
        }
    }

    #[test]
    fn goods_are_known_by_their_classes() {
        assert!(
            kinds_of("shoes").any(Kinds::goods_of(1 << 25))
                && !kinds_of("shoes").any(Kinds::goods_of(1 << 9))
        );
        assert!(kinds_of("shoes").any(Kinds::goods_of(0)) && kinds_of("black").any(Kinds::PLAIN));
        assert_eq!(kinds_of("qwzx"), Kinds::default());
    }
}
