//! The walk of names in Han characters: by the character, its other forms, its sound, or what looks alike.

use super::fold::{Class, Unit, Units, gap};
use super::found::{Deviation, Found};
use super::operation::Operation;
use super::registry::{LETTER, Registry, han_label, usual_label};
use super::tables::{self, Likeness};
use super::trie::{Node, Trie};
use super::words;

/// The most nodes looked at from one place.
const MOST_STEPS: u32 = 3_000;
/// The most of one title.
const MOST_OF_TITLE: u32 = 3_000_000;
/// The longest syllable, in letters: `zhuang`.
const LONGEST_SYLLABLE: usize = 6;

/// Finds the Han names that begin at one place.
pub(super) struct Walk<'a> {
    registry: &'a Registry,
    units: &'a Units,
    from: usize,
    steps: u32,
    all_steps: u32,
    out: &'a mut Vec<Found>,
}

/// Where a walk stands: how many characters were read, and how.
#[derive(Debug, Clone, Copy, Default)]
struct Read {
    characters: u8,
    deviation: Deviation,
}

impl Read {
    fn by(mut self, operation: Option<Operation>) -> Self {
        self.characters = self.characters.saturating_add(1);
        let deviation = &mut self.deviation;
        let count = match operation {
            Some(Operation::Homophone) => &mut deviation.homophones,
            Some(Operation::LookAlike) => &mut deviation.look_alikes,
            Some(Operation::Pinyin) => &mut deviation.spelled,
            Some(Operation::HalfPinyin) => &mut deviation.initials,
            _ => &mut deviation.exact,
        };
        *count = count.saturating_add(1);
        match operation {
            Some(Operation::Pinyin | Operation::HalfPinyin) => {
                *deviation = deviation.with(Operation::HalfPinyin)
            }
            Some(operation) => *deviation = deviation.with(operation),
            None => {}
        }
        self
    }

    /// How far the reading is from the name as written.
    fn doubt(&self) -> u8 {
        let deviation = &self.deviation;
        let changed = deviation.look_alikes + deviation.masks + deviation.edits;
        deviation.homophones + changed + deviation.spelled + 2 * deviation.initials
    }
}

impl<'a> Walk<'a> {
    pub(super) fn new(registry: &'a Registry, units: &'a Units, out: &'a mut Vec<Found>) -> Self {
        Self { registry, units, from: 0, steps: 0, all_steps: 0, out }
    }

    /// Finds what begins at unit `from`.
    pub(super) fn from(&mut self, from: usize) {
        self.from = from;
        self.steps = 0;
        self.go(Trie::ROOT, from, Read::default());
        self.tail(from);
    }

    /// Finds names whose first character is another than what stands there, the others being as they are.
    fn tail(&mut self, from: usize) {
        let han = |at: usize| {
            let unit = self.units.all.get(at).filter(|unit| unit.class == Class::Han);
            unit.and_then(|unit| Some((unit, char::from_u32(unit.label)?)))
        };
        let Some((_, written)) = han(from) else { return };
        let (mut node, mut at, mut read) = (Trie::ROOT, from + 1, Read::default());
        while let Some((unit, char)) = han(at).filter(|(unit, _)| unit.gap & gap::SEEN == 0) {
            let simple = tables::simplified(char);
            let Some(child) = self.registry.tails.child(node, usual_label(simple)) else { return };
            read = between(read, unit).by((simple != char).then_some(Operation::Traditional));
            (node, at) = (child, at + 1);
            for value in self.registry.tails.values(node) {
                let name = self.registry.pattern(*value).map_or("", |pattern| self.registry.name(pattern));
                let first = name.chars().find(|char| tables::is_han(*char)).map(tables::simplified);
                if let Some(read) = first.and_then(|first| taken_for(read, written, first)) {
                    self.finish(*value, at, read);
                }
            }
        }
    }

    fn trie(&self) -> &'a Trie {
        &self.registry.han
    }

    fn go(&mut self, node: Node, at: usize, read: Read) {
        self.steps += 1;
        self.all_steps += 1;
        if self.steps > MOST_STEPS || self.all_steps > MOST_OF_TITLE {
            return;
        }
        let begun = read.characters > 0;
        if begun {
            for value in self.trie().values(node) {
                self.finish(*value, at, read);
            }
        }
        let Some(unit) = self.units.all.get(at).copied() else { return };
        if self.trie().children(node).is_empty() || begun && unit.gap & gap::HARD != 0 {
            return;
        }
        let read = if begun { between(read, &unit) } else { read };
        match unit.class {
            Class::Han => self.character(node, at, &unit, read),
            Class::Letter | Class::Digit | Class::Running => self.letters(node, at, &unit, read),
            Class::Sign if begun => {
                if unit.masks && read.deviation.masks == 0 && read.characters >= 1 {
                    let mut masked = read.by(Some(Operation::Masked));
                    masked.deviation.masks = 1;
                    masked.deviation.exact -= 1;
                    for child in self.trie().children(node) {
                        self.go(child, at + 1, masked);
                    }
                }
                let apart = Read { deviation: read.deviation.with(Operation::Punctuated), ..read };
                let before = self.units.all.get(at.saturating_sub(2)..at).unwrap_or_default();
                if !before.iter().all(|unit| unit.class == Class::Sign) {
                    self.go(node, at + 1, apart);
                }
            }
            Class::Sign => {}
        }
    }

    fn character(&mut self, node: Node, at: usize, unit: &Unit, read: Read) {
        let Some(written) = char::from_u32(unit.label) else { return };
        let simple = tables::simplified(written);
        let same = self.trie().child(node, usual_label(simple));
        if let Some(child) = same {
            self.go(child, at + 1, read.by((simple != written).then_some(Operation::Traditional)));
        }
        for sound in tables::readings(simple).into_iter().filter(|sound| *sound != 0) {
            for child in self.trie().within(node, han_label(sound, 0)..han_label(sound + 1, 0)) {
                if Some(child) != same {
                    let alike = self.trie().label(child) & 0xFFFF == u32::from(simple);
                    self.go(child, at + 1, read.by((!alike).then_some(Operation::Homophone)));
                }
            }
        }
        if read.characters > 0 {
            self.looking_alike(node, at, written, simple, same, read);
        } else {
            let registry = self.registry;
            for other in tables::look_alikes(written).filter(|other| registry.begins_with(*other)) {
                if let Some(child) = self.trie().child(node, usual_label(other)) {
                    self.go(child, at + 1, read.by(Some(Operation::LookAlike)));
                }
            }
        }
    }

    /// After the first character few go on: each is compared by its shape.
    fn looking_alike(
        &mut self,
        node: Node,
        at: usize,
        written: char,
        simple: char,
        same: Option<Node>,
        read: Read,
    ) {
        if read.deviation.look_alikes > 1 {
            return;
        }
        for child in self.trie().children(node) {
            let known = char::from_u32(self.trie().label(child) & 0xFFFF).filter(|known| *known != simple);
            let Some(known) = known.filter(|_| Some(child) != same && self.trie().label(child) & LETTER == 0)
            else {
                continue;
            };
            if let Some(alike) = taken_for(read, written, known) {
                self.go(child, at + 1, alike);
            }
        }
    }

    /// Letters may stand for themselves, for a syllable, or for the first letter of one.
    fn letters(&mut self, node: Node, at: usize, unit: &Unit, read: Read) {
        if let Some(child) = self.trie().child(node, LETTER | unit.label) {
            self.go(child, at + 1, read.by(None));
        }
        if unit.class != Class::Letter {
            return;
        }
        let mut syllable = String::new();
        let mut ends = Vec::new();
        for (length, unit) in self.units.all.iter().skip(at).take(LONGEST_SYLLABLE).enumerate() {
            if unit.class != Class::Letter || length > 0 && unit.gap & gap::SEEN != 0 {
                break;
            }
            let Some(letter) = char::from_u32(unit.label).filter(char::is_ascii) else { break };
            syllable.push(letter);
            if let Some(number) = tables::syllable(&syllable) {
                ends.push((number, at + length + 1));
            }
        }
        for (number, end) in ends {
            for child in self.trie().within(node, han_label(number, 0)..han_label(number + 1, 0)) {
                self.go(child, end, read.by(Some(Operation::Pinyin)));
            }
        }
        let alone = self.units.all.get(at + 1).is_none_or(|next| next.class != Class::Letter);
        let initial = char::from_u32(unit.label).filter(char::is_ascii_lowercase).filter(|_| alone);
        if let Some(letter) = initial.filter(|_| read.deviation.initials == 0) {
            let numbers = tables::syllables_from(letter);
            for child in self.trie().within(node, han_label(numbers.start, 0)..han_label(numbers.end, 0)) {
                self.go(child, at + 1, read.by(Some(Operation::HalfPinyin)));
            }
        }
    }

    fn finish(&mut self, value: u32, to: usize, read: Read) {
        let (deviation, length) = (read.deviation, read.characters);
        // No cutting through a word of letters.
        let cut = |index: usize| {
            let class =
                |index: Option<usize>| index.and_then(|i| self.units.all.get(i)).map(|unit| unit.class);
            class(index.checked_sub(1)) == Some(Class::Letter)
                && class(Some(index)) == Some(Class::Letter)
                && self.units.boundary(index) == super::fold::Boundary::Inside
        };
        if cut(self.from) || cut(to) {
            return;
        }
        let apart = deviation.has(Operation::Punctuated) || deviation.has(Operation::Spaced);
        let doubt = read.doubt();
        let likely = match length {
            1 => doubt == 0 && !apart,
            2 => doubt <= 2 && deviation.look_alikes <= 1 && (deviation.look_alikes == 0 || doubt == 1),
            _ => doubt <= length && deviation.look_alikes * 2 <= length && deviation.initials * 2 <= length,
        };
        // Two kinds of change at once, or one that keeps neither sound nor look, leave little of a short name.
        let changed = deviation.look_alikes + deviation.edits;
        let mixed = changed > 0 && (doubt > changed || deviation.edits > 0) && (length < 4 || doubt > 2);
        let mixed = mixed || deviation.edits > 0 && doubt > 1;
        let likely = likely && !mixed && (deviation.faint == 0 || length > 2);

        // Letters alone are pinyin, which the walk of letters finds.
        let any_han = deviation.exact + deviation.homophones + deviation.look_alikes > 0;
        let masked = deviation.masks > 0;
        if !likely || !any_han || apart && (doubt > 0 || length < 2) || masked && (length < 3 || doubt > 1) {
            return;
        }
        if doubt > 0 && self.is_ordinary(to, length)
            || deviation.edits > 0 && self.holds_other_words(value, to)
        {
            return;
        }
        self.out.push(Found {
            pattern: value,
            from: self.from,
            to,
            deviation,
            soft: false,
            plain_pieces: false,
        });
    }

    /// Whether two neighbours are a word that is no part of the name: another name was meant.
    fn holds_other_words(&self, value: u32, to: usize) -> bool {
        let name = self.registry.pattern(value).map_or("", |pattern| self.registry.name(pattern));
        let simple = |text: &str| text.chars().map(tables::simplified).collect::<String>();
        let name = simple(name);
        (self.from + 1..to).any(|at| {
            let pair = simple(&self.units.text(at - 1, at + 1));
            !name.contains(&pair) && words::is_word(&pair)
        })
    }

    /// Whether what stands there, alone or with a neighbour, is an ordinary word.
    fn is_ordinary(&self, to: usize, length: u8) -> bool {
        let text = |from: usize, to: usize| -> String {
            self.units.text(from, to).chars().map(tables::simplified).collect()
        };
        words::is_word(&text(self.from, to)) || length < 3 && crosses_words(self.units, self.from, to)
    }
}

/// Whether the first or the last character belongs to an ordinary word that begins before, or goes on after.
pub(super) fn crosses_words(units: &Units, from: usize, to: usize) -> bool {
    let word = |from: usize, to: usize| {
        let close =
            units.all.get(from + 1..to).is_some_and(|all| all.iter().all(|unit| unit.gap & gap::SEEN == 0));
        let text: String = units.text(from, to).chars().map(tables::simplified).collect();
        close && words::is_word(&text)
    };
    from > 0 && word(from - 1, from + 1)
        || to > 0 && word(to - 1, to + 1)
        || from > 1 && word(from - 2, from + 1)
        || to > 0 && word(to - 1, to + 2)
}

/// Whether a word that begins before a name, or goes on after it, reaches as far as any that begins or ends where the name
/// does: then the name may stand there by chance.
pub(super) fn is_cut_badly(units: &Units, from: usize, to: usize) -> bool {
    let word = |from: usize, to: usize| {
        let all = units.all.get(from..to).filter(|all| all.len() > 1);
        let close = all.is_some_and(|all| all.iter().skip(1).all(|unit| unit.gap & gap::SEEN == 0));
        let text: String = units.text(from, to).chars().map(tables::simplified).collect();
        close && words::is_word(&text)
    };
    let after =
        (1..=3).rev().find(|more| (1..=2).any(|own| to >= own && word(to - own, to + more))).unwrap_or(0);
    let before = (1..=3).rev().find(|more| from >= *more && (1..=2).any(|own| word(from - more, from + own)));
    let next = (2..=3).rev().find(|length| word(to, to + length)).unwrap_or(0);
    let last = (2..=3).rev().find(|length| from >= *length && word(from - length, from)).unwrap_or(0);
    after > 0 && after >= next || before.is_some_and(|before| before >= last)
}

/// Reads a character for another that it looks like, or, once in a long name, for any other.
fn taken_for(read: Read, written: char, known: char) -> Option<Read> {
    let simple = tables::simplified(written);
    let likeness = tables::likeness(written, known).max(tables::likeness(simple, known));
    if simple == known {
        return None;
    }
    if likeness > Likeness::None {
        let mut alike = read.by(Some(Operation::LookAlike));
        alike.deviation.faint += u8::from(likeness < Likeness::Near);
        return Some(alike);
    }
    if read.deviation.look_alikes > 0 || read.deviation.edits > 0 {
        return None;
    }
    let mut other = Read { deviation: read.deviation.with(Operation::OneEdit), ..read }.by(None);
    other.deviation.exact -= 1;
    other.deviation.edits = 1;
    Some(other)
}

/// What the gap before a character means for a name that has none.
fn between(read: Read, unit: &Unit) -> Read {
    let mut deviation = read.deviation;
    if unit.gap & gap::SPACE != 0 {
        deviation = deviation.with(Operation::Spaced);
    }
    if unit.gap & gap::INVISIBLE != 0 {
        deviation = deviation.with(Operation::ZeroWidth);
    }
    if unit.gap & gap::BIDI != 0 {
        deviation = deviation.with(Operation::Bidi);
    }
    Read { deviation, ..read }
}
