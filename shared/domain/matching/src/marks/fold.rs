//! A title, folded once into units: the letters that are read, each with its place, what else it may stand for,
//! and what lies before it.

use super::tables::{self, Kind};

mod punycode;

/// The most units of one title that are looked at; the rest is cut off.
const MOST_UNITS: usize = 20_000;

/// What lies between a unit and the one before: flags.
pub(super) mod gap {
    pub(crate) const INVISIBLE: u8 = 1;
    pub(crate) const BIDI: u8 = 2;
    pub(crate) const PUNCTUATION: u8 = 4;
    pub(crate) const SPACE: u8 = 8;
    /// What no name goes across: the end of a sentence or line.
    pub(crate) const HARD: u8 = 16;
    /// What separates words for the eye.
    pub(crate) const SEEN: u8 = PUNCTUATION | SPACE | HARD;
}

/// What a unit is, as far as the ends of words go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A letter of an alphabet written with spaces.
    Letter,
    Digit,
    Han,
    /// Kana, Hangul, Thai: scripts in which words run together or take endings.
    Running,
    /// A sign between letters: a separator, or a letter in disguise.
    Sign,
}

/// A letter, digit, character or sign of a title.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    /// Bytes of the title.
    pub(super) start: u32,
    pub(super) end: u32,
    /// The letter, folded within its script; 0 for a sign.
    pub(super) label: u32,
    pub(super) kind: Kind,
    /// Letters that it may be taken for, 0 where there are fewer, and by what operation.
    pub(super) others: [u32; 4],
    pub(super) other_is_leet: bool,
    pub(super) gap: u8,
    pub(super) class: Class,
    /// Whether this is the first of the letters that a character folds to.
    pub(super) first: bool,
    /// Whether the sign may hide any letter.
    pub(super) masks: bool,
    pub(super) upper: bool,
    /// A sign that is read as a letter at the ends of a word, too.
    pub(super) stands_alone: bool,
}

/// How two neighbours are parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Boundary {
    Inside,
    /// A change of kind only: letter to digit, small to capital, inside a script without spaces.
    Soft,
    Hard,
}

/// A title as units.
#[derive(Debug, Default)]
pub(super) struct Units {
    pub(super) all: Vec<Unit>,
}

fn is_bidi(char: char) -> bool {
    matches!(char, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_invisible(char: char) -> bool {
    matches!(
        char,
        '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
    ) || char.is_control() && !char.is_whitespace()
}

fn is_mark(char: char) -> bool {
    matches!(
        char,
        '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05BD}' | '\u{064B}'..='\u{065F}'
            | '\u{0670}' | '\u{1AB0}'..='\u{1ACE}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20F0}'
            | '\u{3099}' | '\u{309A}' | '\u{FE20}'..='\u{FE2F}'
    )
}

fn is_running(char: char) -> bool {
    matches!(
        char,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{1100}'..='\u{11FF}'
            | '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{30FA}' | '\u{30FC}'..='\u{318F}' | '\u{AC00}'..='\u{D7A3}'
    )
}

/// Signs that end what can be one name.
fn is_hard(char: char) -> bool {
    matches!(char, '\n' | '\r' | '。' | '；' | '？' | '【' | '】' | '《' | '》')
}

/// What an ASCII digit or sign, or a small letter, is written for.
fn leet(char: char) -> &'static str {
    match char {
        '0' => "o",
        '1' => "il",
        '2' => "z",
        '3' => "eз",
        '4' => "aч",
        '5' => "s",
        '6' => "gbб",
        '7' => "tl",
        '8' => "b",
        '9' => "gq",
        '@' => "a",
        '$' => "s",
        '!' => "il",
        '|' => "il",
        '+' => "t",
        '(' => "c",
        '#' => "h",
        'l' => "i",
        'i' => "l",
        'I' => "l",
        _ => "",
    }
}

fn others_of(letters: &str) -> [u32; 4] {
    let mut others = [0; 4];
    for (place, letter) in others.iter_mut().zip(letters.chars()) {
        *place = u32::from(letter);
    }
    others
}

impl Units {
    /// Folds a title.
    pub(super) fn of(title: &str) -> Self {
        let mut units = Self { all: Vec::with_capacity(title.len()) };
        let mut gap = 0;
        let (mut skip, mut in_word) = (0, false);
        for (start, char) in title.char_indices() {
            if units.all.len() >= MOST_UNITS {
                break;
            }
            if start < skip {
                continue;
            }
            let is_label = !in_word && matches!(char, 'x' | 'X');
            if let Some((length, text)) = title.get(start..).filter(|_| is_label).and_then(punycode::label) {
                skip = start + length;
                gap = units.label(start..skip, &text, gap);
                continue;
            }
            in_word = char.is_alphanumeric();
            gap = units.take(start, char, gap);
        }
        units
    }

    /// Takes in what a label of a domain stands for; all of it is at the label's place.
    fn label(&mut self, at: std::ops::Range<usize>, text: &str, mut gap: u8) -> u8 {
        let from = self.all.len();
        for char in text.chars() {
            gap = self.take(at.start, char, gap);
        }
        for unit in self.all.get_mut(from..).unwrap_or_default() {
            (unit.start, unit.end) =
                (u32::try_from(at.start).unwrap_or(u32::MAX), u32::try_from(at.end).unwrap_or(u32::MAX));
        }
        gap
    }

    /// Takes one character in; what is between it and the next.
    fn take(&mut self, start: usize, char: char, gap: u8) -> u8 {
        if char.is_ascii_alphanumeric() {
            self.ascii(start, char, char, Kind::Same, gap);
        } else if char.is_whitespace() {
            return gap | if is_hard(char) { gap::HARD } else { gap::SPACE };
        } else if is_bidi(char) {
            return gap | gap::BIDI;
        } else if is_invisible(char) {
            return gap | gap::INVISIBLE;
        } else if is_mark(char) {
            return self.mark(start, char, gap);
        } else if let wide @ '\u{FF01}'..='\u{FF5E}' = char {
            let narrow = char::from_u32(u32::from(wide) - 0xFEE0).unwrap_or(wide);
            if is_hard(wide) || narrow == ',' {
                return gap | gap::HARD;
            }
            self.ascii(start, char, narrow, Kind::Width, gap);
        } else if is_hard(char) {
            return gap | gap::HARD;
        } else if char.is_ascii() {
            self.ascii(start, char, char, Kind::Same, gap);
        } else if tables::is_han(char) {
            let unit = Unit { class: Class::Han, ..plain(start, char, gap) };
            let others = if char == '〇' { others_of("o0") } else { [0; 4] };
            self.all.push(Unit { label: u32::from(char), others, ..unit });
        } else {
            self.other(start, char, gap);
        }
        0
    }

    fn ascii(&mut self, start: usize, written: char, char: char, kind: Kind, gap: u8) {
        let is_letter = char.is_ascii_alphabetic();
        let class = match char {
            _ if is_letter => Class::Letter,
            '0'..='9' => Class::Digit,
            _ => Class::Sign,
        };
        let sign = class == Class::Sign;
        self.all.push(Unit {
            label: if sign { 0 } else { u32::from(char.to_ascii_lowercase()) },
            kind,
            others: others_of(leet(char)),
            other_is_leet: true,
            class,
            masks: matches!(char, '*' | '_' | '#' | '?' | '~' | '^'),
            upper: char.is_ascii_uppercase(),
            stands_alone: matches!(char, '@' | '$'),
            ..plain(start, written, gap)
        });
    }

    /// A mark changes the letter before; alone it is not seen.
    fn mark(&mut self, start: usize, char: char, gap: u8) -> u8 {
        match self.all.last_mut() {
            Some(unit) if gap & gap::SEEN == 0 => {
                unit.end = u32::try_from(start + char.len_utf8()).unwrap_or(unit.end);
                unit.kind = unit.kind.max(Kind::Diacritic);
                gap
            }
            _ => gap | gap::INVISIBLE,
        }
    }

    fn other(&mut self, start: usize, char: char, gap: u8) {
        let class = match char {
            _ if is_running(char) => Class::Running,
            _ if char.is_alphabetic() => Class::Letter,
            _ if char.is_numeric() => Class::Digit,
            _ => Class::Sign,
        };
        let masks = class == Class::Sign
            && (matches!(char, '•' | '·' | '×') || u32::from(char) >= 0x2190)
            && !matches!(char, '\u{3000}'..='\u{303F}');
        let unit = Unit { class, masks, upper: char.is_uppercase(), ..plain(start, char, gap) };
        // Letters that look like signs stay letters of their words.
        let letter = matches!(char, 'ֆ' | 'א'..='ת' | 'װ'..='ײ');
        let Some(folded) = tables::fold(char).filter(|folded| !letter || !folded.primary.is_empty()) else {
            let label = char.to_lowercase().next().unwrap_or(char);
            self.all.push(Unit { label: if class == Class::Sign { 0 } else { u32::from(label) }, ..unit });
            return;
        };
        let others = others_of(folded.alternates);
        let count = folded.primary.chars().count();
        if count == 0 {
            self.all.push(Unit { others, class: Class::Sign, ..unit });
        }
        for (index, letter) in folded.primary.chars().enumerate() {
            let class = match letter {
                _ if class != Class::Sign && class != Class::Digit => class,
                _ if letter.is_numeric() => Class::Digit,
                _ => Class::Letter,
            };
            // A digit in a circle is leet for a letter, as the digit itself is.
            let (others, other_is_leet) = if count == 1 && folded.alternates.is_empty() && letter.is_ascii() {
                (others_of(leet(letter)), true)
            } else {
                (if count == 1 { others } else { [0; 4] }, false)
            };
            self.all.push(Unit {
                label: u32::from(letter),
                kind: folded.kind,
                others,
                other_is_leet,
                class,
                masks: false,
                gap: if index == 0 { gap } else { 0 },
                first: index == 0,
                ..unit
            });
        }
    }

    /// How unit `index` is parted from the one before it.
    pub(super) fn boundary(&self, index: usize) -> Boundary {
        let (Some(before), Some(unit)) =
            (index.checked_sub(1).and_then(|b| self.all.get(b)), self.all.get(index))
        else {
            return Boundary::Hard;
        };
        if !unit.first {
            return Boundary::Inside;
        }
        if unit.gap & gap::SEEN != 0 || unit.class == Class::Sign || before.class == Class::Sign {
            return Boundary::Hard;
        }
        match (before.class, unit.class) {
            (Class::Letter, Class::Digit) | (Class::Digit, Class::Letter) => Boundary::Soft,
            (Class::Running | Class::Han, Class::Running) => Boundary::Soft,
            (a, b) if a != b => Boundary::Hard,
            (Class::Han, Class::Han) => Boundary::Soft,
            _ if unit.gap & gap::INVISIBLE != 0 => Boundary::Soft,
            _ if unit.upper && !before.upper => Boundary::Soft,
            _ => Boundary::Inside,
        }
    }

    /// The labels from one unit to before another, as text.
    pub(super) fn text(&self, from: usize, to: usize) -> String {
        let units = self.all.get(from..to).unwrap_or_default();
        units.iter().filter_map(|unit| char::from_u32(unit.label).filter(|c| *c != '\0')).collect()
    }
}

fn plain(start: usize, char: char, gap: u8) -> Unit {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Unit {
        start: place(start),
        end: place(start + char.len_utf8()),
        label: 0,
        kind: Kind::Same,
        others: [0; 4],
        other_is_leet: false,
        gap,
        class: Class::Letter,
        first: true,
        masks: false,
        upper: false,
        stands_alone: false,
    }
}
