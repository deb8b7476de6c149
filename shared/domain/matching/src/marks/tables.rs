//! What characters stand for, from tables that are compiled in; `data/make_tables.py` makes them.

static FOLD: &[u8] = include_bytes!("../../data/fold.bin");
static HAN: &[u8] = include_bytes!("../../data/han.bin");
static ALIKE: &[u8] = include_bytes!("../../data/alike.bin");
static SHAPES: &[u8] = include_bytes!("../../data/shapes.bin");
static SYLLABLES: &str = include_str!("../../data/syllables.txt");

/// What lies between a character as written and the letter that it is folded to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The letter itself, in either case.
    Same,
    /// Full or half width.
    Width,
    /// A mark, a stroke, or a ligature of a living language.
    Diacritic,
    /// A mathematical, circled, superscript or otherwise styled form.
    Mathematical,
    /// Another letter that looks alike.
    Confusable,
}

/// An entry of the fold table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Folded {
    pub(super) kind: Kind,
    /// Letters of its own script, lower case; empty for a symbol.
    pub(super) primary: &'static str,
    /// Latin letters and digits that it may be taken for.
    pub(super) alternates: &'static str,
}

fn u16_at(table: &[u8], at: usize) -> u16 {
    table.get(at..at + 2).and_then(|two| two.try_into().ok()).map_or(0, u16::from_le_bytes)
}

fn u32_at(table: &[u8], at: usize) -> u32 {
    table.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// The small letters of Greek and Cyrillic that a Latin one looks like, in either case.
pub(super) fn look_like_latin(label: u32) -> &'static [char] {
    match char::from_u32(label) {
        Some('a') => &['а', 'α'],
        Some('b') => &['в', 'β', 'ь'],
        Some('c') => &['с'],
        Some('e') => &['е', 'ε'],
        Some('h') => &['н', 'η'],
        Some('i') => &['і', 'ι'],
        Some('j') => &['ј'],
        Some('k') => &['к', 'κ'],
        Some('m') => &['м', 'μ'],
        Some('n') => &['η', 'ν', 'п'],
        Some('o') => &['о', 'ο', 'σ'],
        Some('p') => &['р', 'ρ'],
        Some('r') => &['г'],
        Some('s') => &['ѕ'],
        Some('t') => &['т', 'τ'],
        Some('u') => &['υ', 'и'],
        Some('v') => &['ν'],
        Some('w') => &['ω', 'ш'],
        Some('x') => &['х', 'χ'],
        Some('y') => &['у', 'υ', 'γ'],
        Some('z') => &['ζ'],
        _ => &[],
    }
}

/// What a character beyond ASCII is folded to, if to anything but its own lower case.
pub(super) fn fold(char: char) -> Option<Folded> {
    let count = u32_at(FOLD, 0) as usize;
    let entry = search(count, u32::from(char), |index| u32_at(FOLD, 4 + index * 8))?;
    let pool = FOLD.get(4 + count * 8..)?;
    let at = u32_at(FOLD, 8 + entry * 8) as usize;
    let kind = match pool.get(at)? {
        0 => Kind::Same,
        1 => Kind::Width,
        2 => Kind::Diacritic,
        3 => Kind::Mathematical,
        _ => Kind::Confusable,
    };
    let text = |at: usize| {
        let length = usize::from(*pool.get(at)?);
        std::str::from_utf8(pool.get(at + 1..at + 1 + length)?).ok()
    };
    let primary = text(at + 1)?;
    Some(Folded { kind, primary, alternates: text(at + 2 + primary.len())? })
}

fn search(count: usize, wanted: u32, key: impl Fn(usize) -> u32) -> Option<usize> {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        match key(middle).cmp(&wanted) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return Some(middle),
        }
    }
    None
}

const FIRST_HAN: u32 = 0x4E00;
const LAST_HAN: u32 = 0x9FFF;

/// Whether a character is a Han character.
pub(super) fn is_han(char: char) -> bool {
    matches!(u32::from(char), 0x3400..=0x4DBF | FIRST_HAN..=LAST_HAN | 0xF900..=0xFAFF | 0x20000..=0x323AF)
        || char == '〇'
}

/// The simplified form of a Han character; itself where there is none.
pub(super) fn simplified(char: char) -> char {
    han_entry(char).and_then(|at| char::from_u32(u32::from(u16_at(HAN, at)))).unwrap_or(char)
}

/// The numbers of the syllables that a character is read as, without tones, the usual one first. 0 is none.
pub(super) fn readings(char: char) -> [u16; 3] {
    han_entry(char).map_or([0; 3], |at| [u16_at(HAN, at + 2), u16_at(HAN, at + 4), u16_at(HAN, at + 6)])
}

fn han_entry(char: char) -> Option<usize> {
    let code = u32::from(char);
    (FIRST_HAN..=LAST_HAN).contains(&code).then(|| (code - FIRST_HAN) as usize * 8)
}

/// The common simplified characters that a character may be taken for, the likest first.
pub(super) fn look_alikes(char: char) -> impl Iterator<Item = char> {
    let count = u32_at(ALIKE, 0) as usize;
    // The character, and in the highest byte how many it may be taken for.
    let key = |index: usize| u32_at(ALIKE, 4 + index * 8);
    let entry = search(count, u32::from(char), |index| key(index) & 0x00FF_FFFF);
    let (number, first) =
        entry.map_or((0, 0), |entry| ((key(entry) >> 24) as usize, u32_at(ALIKE, 8 + entry * 8) as usize));
    let start = 4 + count * 8 + first * 2;
    (0..number).filter_map(move |index| char::from_u32(u32::from(u16_at(ALIKE, start + index * 2))))
}

/// How much two characters look alike by their codes of shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    None,
    /// They share a part.
    Faint,
    /// They differ in a part.
    Near,
}

/// How much one character looks like another, a common one.
pub(super) fn likeness(one: char, other: char) -> Likeness {
    match (Shape::of(one), Shape::of(other)) {
        (Some(one), Some(other)) if one != other => one.likeness(&other),
        // Rare characters have no codes, but may be known to be taken for common ones.
        (None, Some(_)) if look_alikes(one).any(|known| known == other) => Likeness::Near,
        _ => Likeness::None,
    }
}

/// What a character looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape(u64);

impl Shape {
    fn of(char: char) -> Option<Self> {
        let at = han_entry(char)?;
        SHAPES
            .get(at..at + 8)
            .and_then(|eight| eight.try_into().ok())
            .map(|eight| Self(u64::from_le_bytes(eight)))
    }

    /// The four-corner code with its fifth digit, or none.
    fn corners(self) -> Option<[u32; 5]> {
        let code = u32::try_from(self.0 & 0x1_FFFF).unwrap_or(0).checked_sub(1)?;
        Some([code / 10_000, code / 1_000 % 10, code / 100 % 10, code / 10 % 10, code % 10])
    }

    /// The Cangjie code: up to five letters, 0 where there are fewer.
    fn cangjie(self) -> [u64; 5] {
        [0, 1, 2, 3, 4].map(|place| self.0 >> (17 + 5 * place) & 31)
    }

    fn strokes(self) -> u64 {
        self.0 >> 42 & 63
    }

    fn phonetic(self) -> u64 {
        self.0 >> 48 & 2_047
    }

    fn likeness(&self, other: &Self) -> Likeness {
        let apart = self.strokes().abs_diff(other.strokes());
        let same_sound_part = self.phonetic() != 0 && self.phonetic() == other.phonetic();
        let corners = match (self.corners(), other.corners()) {
            (Some(one), Some(other)) => one.iter().zip(&other).take(4).filter(|(a, b)| a == b).count(),
            _ => 0,
        };
        let length = |code: &[u64; 5]| code.iter().filter(|letter| **letter != 0).count();
        let (one, two) = (self.cangjie(), other.cangjie());
        let (shorter, longer) = (length(&one).min(length(&two)), length(&one).max(length(&two)));
        let head = one.iter().zip(&two).take(shorter).take_while(|(a, b)| a == b).count();
        let tail = |a: &[u64; 5], b: &[u64; 5]| {
            let (a, b) = (a.iter().take(length(a)).rev(), b.iter().take(length(b)).rev());
            a.zip(b).take_while(|(a, b)| a == b).count()
        };
        let same = head + tail(&one, &two).min(shorter.saturating_sub(head));
        let near = corners == 4 && apart <= 5
            || same_sound_part && apart <= 3
            || longer >= 3 && same + 1 >= longer && apart <= 3;
        let faint = corners == 4
            || same_sound_part
            || corners == 3 && apart <= 4
            || (longer >= 2 && same + 1 >= longer || same >= 3 || corners >= 2 && same >= 2) && apart <= 6;
        match (near, faint) {
            (true, _) => Likeness::Near,
            (false, true) => Likeness::Faint,
            (false, false) => Likeness::None,
        }
    }
}

/// The number of a syllable such as `nai`, as [`readings`] gives it.
pub(super) fn syllable(letters: &str) -> Option<u16> {
    let number = syllables().partition_point(|known| *known < letters);
    (syllables().get(number) == Some(&letters)).then(|| u16::try_from(number + 1).unwrap_or(0))
}

/// The spelling of a syllable.
pub(super) fn spelling(syllable: u16) -> &'static str {
    syllables().get(usize::from(syllable).wrapping_sub(1)).copied().unwrap_or("")
}

/// The numbers of the syllables that begin with a letter.
pub(super) fn syllables_from(letter: char) -> std::ops::Range<u16> {
    let place = |letter: u32| {
        let below =
            syllables().partition_point(|known| known.chars().next().is_some_and(|c| u32::from(c) < letter));
        u16::try_from(below + 1).unwrap_or(u16::MAX)
    };
    place(u32::from(letter))..place(u32::from(letter) + 1)
}

/// Four hundred words, split once.
fn syllables() -> &'static [&'static str] {
    static SPLIT: std::sync::LazyLock<Vec<&str>> = std::sync::LazyLock::new(|| SYLLABLES.lines().collect());
    &SPLIT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_other_scripts_and_styles_fold_to_latin_ones() {
        let folded = |char| {
            let Folded { kind, primary, alternates } = fold(char).unwrap();
            (kind, primary, alternates)
        };
        assert_eq!(folded('À'), (Kind::Diacritic, "a", ""));
        assert_eq!(folded('ｎ'), (Kind::Width, "n", ""));
        assert_eq!(folded('𝐍'), (Kind::Mathematical, "n", ""));
        assert_eq!(folded('🅽').1, "n");
        assert_eq!(folded('а').2, "a");
        assert!(fold('♥').is_none() && fold('耐').is_none());
    }

    #[test]
    fn han_characters_have_readings_simple_forms_and_look_alikes() {
        assert_eq!(simplified('華'), '华');
        assert_eq!(simplified('华'), '华');
        assert_eq!(spelling(readings('耐')[0]), "nai");
        assert_eq!(syllable("nai"), Some(readings('耐')[0]));
        assert_eq!(syllable("nax"), None);
        assert!(look_alikes('末').any(|other| other == '未'));
        assert!(syllables_from('k').contains(&syllable("ke").unwrap()));
        assert!(!syllables_from('k').contains(&syllable("nai").unwrap()));
    }
}
