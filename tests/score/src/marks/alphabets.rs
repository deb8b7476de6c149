//! The other letters that stand for a Latin one.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

/// Look-alikes by TR39, by the letter.
pub(super) struct Alphabets {
    /// Cyrillic, Greek, and Latin letters that are no compatibility forms.
    pub(super) near: BTreeMap<char, Vec<char>>,
    /// Letters of every other script: Cherokee, Armenian, Lisu, …
    pub(super) far: BTreeMap<char, Vec<char>>,
}

impl Alphabets {
    pub(super) fn new(confusables: &BTreeMap<char, Vec<char>>) -> Self {
        let mut own = Self { near: BTreeMap::new(), far: BTreeMap::new() };
        for (letter, alike) in confusables.iter().filter(|(letter, _)| letter.is_ascii_alphabetic()) {
            for other in alike.iter().filter(|other| other.is_alphabetic() && !is_compatibility_form(**other))
            {
                let map = if is_near(*other) { &mut own.near } else { &mut own.far };
                map.entry(*letter).or_default().push(*other);
                // TR39 has a capital I under the small l.
                if *letter == 'l' && other.is_uppercase() {
                    map.entry('I').or_default().push(*other);
                }
            }
        }
        own
    }
}

/// Such are measured apart: mathematical, fullwidth.
fn is_compatibility_form(c: char) -> bool {
    c.is_ascii() || !c.nfkc().eq([c])
}

fn is_near(c: char) -> bool {
    let latin = matches!(u32::from(c), 0xc0..=0x2af | 0x1d00..=0x1dbf | 0x2c60..=0x2c7f | 0xa720..=0xa7ff | 0xab30..=0xab6f);
    latin || matches!(u32::from(c), 0x370..=0x52f | 0x1f00..=0x1fff)
}

/// What sellers take for a letter though TR39 does not have it, or not for this letter: letter, then the others.
pub(super) const SELLERS: [&str; 36] = [
    "aα@∆Λλ",
    "bвßҌъ",
    "cç¢©ċ",
    "dđδ",
    "eєεəёэ€",
    "fƒ",
    "gğɢ",
    "hнħ",
    "iїìι¡",
    "kкĸқ",
    "lłℓ",
    "mмɱ",
    "nпηñи",
    "oøθ0ѳ",
    "pþрρ",
    "qҩ",
    "rяʀг",
    "s§ŝƨ",
    "tтτ†ŧ",
    "uцμυû",
    "vν√",
    "wшщωẃ",
    "x×жχ",
    "yўγ¥",
    "zżʐƶ",
    "AДΛÅ",
    "BЪЬ",
    "EΣЄ",
    "HЊ",
    "KҚЌ",
    "LŁ",
    "NИЙΠ",
    "OØФΘ",
    "RЯ",
    "WШЩ",
    "UЦ",
];

/// Small capitals from `a` to `z`.
const SMALL_CAPITALS: &str = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡxʏᴢ";

/// The first letters, capital and small, of each mathematical alphabet (Unicode block 1D400).
const MATHEMATICAL: [(u32, u32); 13] = [
    (0x1d400, 0x1d41a),
    (0x1d434, 0x1d44e),
    (0x1d468, 0x1d482),
    (0x1d49c, 0x1d4b6),
    (0x1d4d0, 0x1d4ea),
    (0x1d504, 0x1d51e),
    (0x1d538, 0x1d552),
    (0x1d56c, 0x1d586),
    (0x1d5a0, 0x1d5ba),
    (0x1d5d4, 0x1d5ee),
    (0x1d608, 0x1d622),
    (0x1d63c, 0x1d656),
    (0x1d670, 0x1d68a),
];

/// The letters that the block leaves out, since Unicode had them before.
const BEFORE: [(u32, char); 24] = [
    (0x1d455, 'ℎ'),
    (0x1d49d, 'ℬ'),
    (0x1d4a0, 'ℰ'),
    (0x1d4a1, 'ℱ'),
    (0x1d4a3, 'ℋ'),
    (0x1d4a4, 'ℐ'),
    (0x1d4a7, 'ℒ'),
    (0x1d4a8, 'ℳ'),
    (0x1d4ad, 'ℛ'),
    (0x1d4ba, 'ℯ'),
    (0x1d4bc, 'ℊ'),
    (0x1d4c4, 'ℴ'),
    (0x1d506, 'ℭ'),
    (0x1d50b, 'ℌ'),
    (0x1d50c, 'ℑ'),
    (0x1d515, 'ℜ'),
    (0x1d51d, 'ℨ'),
    (0x1d53a, 'ℂ'),
    (0x1d53f, 'ℍ'),
    (0x1d545, 'ℕ'),
    (0x1d547, 'ℙ'),
    (0x1d548, 'ℚ'),
    (0x1d549, 'ℝ'),
    (0x1d551, 'ℤ'),
];

/// How many mathematical alphabets there are.
pub(super) const STYLES: usize = MATHEMATICAL.len();

/// A letter in a mathematical alphabet.
pub(super) fn mathematical(letter: char, style: usize) -> Option<char> {
    let (capital, small) = MATHEMATICAL.get(style)?;
    let code = from_first(letter, *capital, *small)?;
    let before = BEFORE.iter().find(|(left_out, _)| *left_out == code);
    before.map(|(_, letter)| *letter).or_else(|| char::from_u32(code))
}

/// How many alphabets of enclosed and small letters there are.
pub(super) const ENCLOSED: usize = 7;

/// A letter in a circle, a square, brackets, as half a flag, or as a small capital.
pub(super) fn enclosed(letter: char, style: usize) -> Option<char> {
    let (capital, small) = match style {
        0 => (0x24b6, 0x24d0),
        1 => (0x1f130, 0x1f130),
        2 => (0x1f150, 0x1f150),
        3 => (0x1f170, 0x1f170),
        4 => (0x249c, 0x249c),
        5 => (0x1f1e6, 0x1f1e6),
        _ => {
            let place = from_first(letter, 0, 0)?;
            return SMALL_CAPITALS.chars().nth(usize::try_from(place).ok()?);
        }
    };
    char::from_u32(from_first(letter, capital, small)?)
}

fn from_first(letter: char, capital: u32, small: u32) -> Option<u32> {
    match letter {
        'A'..='Z' => Some(capital + u32::from(letter) - u32::from('A')),
        'a'..='z' => Some(small + u32::from(letter) - u32::from('a')),
        _ => None,
    }
}
