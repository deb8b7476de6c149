//! The walk of names in letters: from a place in the title along the trie, by what each unit may stand for.

use super::fold::{Boundary, Class, Unit, Units, gap};
use super::found::{Deviation, Found};
use super::operation::Operation;
use super::registry::{Pattern, Registry};
use super::tables::Kind;
use super::trie::{Node, Trie};
use super::words;

/// The most nodes looked at from one place: what a hostile title can cost.
const MOST_STEPS: u32 = 6_000;
/// The fewest letters of a name that may have an edit, or two.
const ONE_EDIT: u32 = 6;
const TWO_EDITS: u32 = 12;
/// Letters that must stand before a second edit.
const BEFORE_SECOND: usize = 6;

/// Finds what begins at one place.
pub(super) struct Walk<'a> {
    registry: &'a Registry,
    units: &'a Units,
    from: usize,
    /// Whether letters may be edited on this walk.
    edits: bool,
    /// The first unit that may be edited: an ordinary word at the start stays as it is.
    first_edit: usize,
    /// For each letter of the name so far, the units that were read for it.
    path: Vec<(usize, usize)>,
    steps: u32,
    out: &'a mut Vec<Found>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(registry: &'a Registry, units: &'a Units, out: &'a mut Vec<Found>) -> Self {
        Self { registry, units, from: 0, edits: false, first_edit: 0, path: Vec::with_capacity(64), steps: 0, out }
    }

    /// Finds the names that begin at unit `from`.
    pub(super) fn from(&mut self, from: usize) {
        let before = self.out.len();
        self.go_from(from, false);
        let firm = |found: &Found| found.deviation.leets == 0 && found.deviation.masks == 0 && !found.soft;
        let is_letter = self.units.all.get(from).is_some_and(|unit| unit.class == Class::Letter);
        if is_letter && !self.out.get(before..).unwrap_or_default().iter().any(firm) {
            self.go_from(from, true);
        }
    }

    fn go_from(&mut self, from: usize, edits: bool) {
        self.from = from;
        self.edits = edits;
        self.steps = 0;
        self.path.clear();
        self.first_edit = from + 1;
        if edits {
            self.first_edit = from + self.plain_letters(from).max(1);
        }
        self.go(Trie::ROOT, from, Deviation::default());
        if edits && self.first_edit == from + 1 {
            self.edit_first(from);
        }
    }

    fn trie(&self) -> &'a Trie {
        &self.registry.letters
    }

    /// Reads units `at..to` for the letter of `node`, and goes on.
    fn step(&mut self, node: Node, at: usize, to: usize, deviation: Deviation) {
        self.path.push((at, to));
        if !self.trie().values(node).is_empty() {
            self.finish(node, to, deviation);
        }
        self.go(node, to, deviation);
        self.path.pop();
    }

    /// How many letters an ordinary word has that begins at a place.
    fn plain_letters(&self, from: usize) -> usize {
        let mut to = from + 1;
        while to < self.units.all.len() && self.units.boundary(to) == Boundary::Inside {
            to += 1;
        }
        if to - from > 2 && self.is_plain(from, to) { to - from } else { 0 }
    }

    /// Goes on as if the first letter were another, missing, one too many, or swapped with the second.
    fn edit_first(&mut self, from: usize) {
        let next = |at: usize| self.units.all.get(at).filter(|unit| unit.gap & gap::SEEN == 0).map(|unit| unit.label);
        let (Some(first), Some(second)) = (self.units.all.get(from).map(|unit| unit.label), next(from + 1)) else {
            return;
        };
        let mut edited = Deviation::default().with(Operation::OneEdit);
        edited.edits = 1;
        self.first_edit = usize::MAX;
        for child in self.trie().children(Trie::ROOT) {
            let letter = self.trie().label(child);
            if letter != first {
                if self.trie().child(child, second).is_some() {
                    self.step(child, from, from + 1, edited);
                }
                if self.trie().child(child, first).is_some() {
                    self.step(child, from, from, edited);
                }
            }
        }
        if let Some(child) = self.trie().child(Trie::ROOT, second) {
            self.step(child, from + 1, from + 2, edited);
            if let Some(child) = self.trie().child(child, first).filter(|_| first != second) {
                self.path.push((from, from + 1));
                self.step(child, from + 1, from + 2, edited);
                self.path.pop();
            }
        }
    }

    fn go(&mut self, node: Node, at: usize, deviation: Deviation) {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return;
        }
        let Some(unit) = self.units.all.get(at).copied() else {
            if self.edits {
                self.edit(node, at, None, deviation);
            }
            return;
        };
        let children = self.trie().children(node);
        if children.is_empty() && !self.edits {
            return;
        }
        if !self.path.is_empty() && unit.gap & gap::HARD != 0 {
            return;
        }
        if unit.label != 0 {
            if let Some(child) = self.trie().child(node, unit.label) {
                self.step(child, at, at + 1, by_kind(deviation, unit.kind));
            }
        }
        if self.edits {
            self.edit(node, at, Some(&unit), deviation);
            if unit.class == Class::Sign && !self.path.is_empty() && self.skipped(at) < 3 {
                self.go(node, at + 1, deviation);
            }
            return;
        }
        let read_as_letter = self.is_read_as_letter(at, &unit, deviation.leets);
        for other in unit.others.into_iter().take_while(|other| *other != 0 && read_as_letter) {
            if let Some(child) = self.trie().child(node, other) {
                self.step(child, at, at + 1, taken_for(deviation, &unit));
            }
        }
        self.ligatures(node, at, &unit, deviation);
        if unit.class == Class::Sign && !self.path.is_empty() {
            let next_is_close = self.units.all.get(at + 1).is_none_or(|next| next.gap & gap::SEEN == 0);
            if unit.masks && deviation.masks == 0 && (unit.gap & gap::SEEN == 0 || next_is_close) {
                let mut masked = deviation.with(Operation::Masked);
                masked.masks = 1;
                for child in children {
                    self.step(child, at, at + 1, masked);
                }
            }
            if self.skipped(at) < 3 {
                self.go(node, at + 1, deviation);
            }
        }
    }

    /// How many signs were passed since the last letter.
    fn skipped(&self, at: usize) -> usize {
        self.path.last().map_or(0, |(_, to)| at - to)
    }

    /// Whether a sign may be a letter where it stands: `@` and `$` beside a letter, others between two.
    fn is_read_as_letter(&self, at: usize, unit: &Unit, leets: u8) -> bool {
        if unit.class != Class::Sign || !unit.other_is_leet {
            return true;
        }
        let close = |unit: Option<&Unit>| unit.is_some_and(|unit| unit.gap & gap::SEEN == 0);
        let (before, after) = (at > 0 && close(Some(unit)), close(self.units.all.get(at + 1)));
        before && after || (before || after) && (unit.stands_alone || leets > 0)
    }

    /// Letters that together look like one, and the other way round: `rn` and `m`, `vv` and `w`.
    fn ligatures(&mut self, node: Node, at: usize, unit: &Unit, deviation: Deviation) {
        let close = |index: usize| self.units.all.get(index).filter(|next| next.gap & gap::SEEN == 0);
        let mut alike = deviation.with(Operation::Confusable);
        alike.confused = alike.confused.saturating_add(1);
        let pair = (char::from_u32(unit.label), close(at + 1).and_then(|next| char::from_u32(next.label)));
        let one = match pair {
            (Some('r'), Some('n')) => Some('m'),
            (Some('v'), Some('v')) => Some('w'),
            (Some('c'), Some('l')) => Some('d'),
            _ => None,
        };
        if let Some(child) = one.and_then(|one| self.trie().child(node, u32::from(one))) {
            self.step(child, at, at + 2, alike);
        }
        let two = match pair.0 {
            Some('m') => Some(('r', 'n')),
            Some('w') => Some(('v', 'v')),
            _ => None,
        };
        if let Some((first, second)) = two
            && let Some(child) = self.trie().child(node, u32::from(first))
            && let Some(child) = self.trie().child(child, u32::from(second))
        {
            self.path.push((at, at));
            self.step(child, at, at + 1, alike);
            self.path.pop();
        }
    }

    /// Goes on as if one letter were changed, left out, added, or two were swapped.
    fn edit(&mut self, node: Node, at: usize, unit: Option<&Unit>, deviation: Deviation) {
        let allowed = if self.path.len() >= BEFORE_SECOND { 2 } else { 1 };
        if deviation.edits >= allowed || self.path.is_empty() || at < self.first_edit {
            return;
        }
        let edited = |alike: u8| {
            let mut edited = deviation.with(if deviation.edits == 0 { Operation::OneEdit } else { Operation::TwoEdits });
            edited.sounds_alike = if deviation.edits == 0 { alike } else { alike.min(deviation.sounds_alike) };
            edited.edits += 1;
            edited
        };
        let ends = unit.is_none_or(|unit| unit.gap & gap::SEEN != 0);
        let before = at.checked_sub(1).and_then(|before| self.units.all.get(before)).map_or(0, |unit| unit.label);
        for child in self.trie().children(node) {
            let letter = self.trie().label(child);
            if ends || unit.is_some_and(|unit| unit.label != letter) {
                // Left out; a doubled letter or a vowel is not heard missing.
                let silent = u8::from(letter == before || is_vowel(letter) && !ends);
                self.step(child, at, at, edited(silent));
            }
            if let Some(unit) = unit.filter(|unit| unit.class == Class::Letter && unit.label != letter) {
                self.step(child, at, at + 1, edited(u8::from(sound_alike(unit.label, letter))));
            }
        }
        let Some(unit) = unit.filter(|unit| unit.class == Class::Letter) else { return };
        let doubled = if unit.label == before { 2 } else { 0 };
        let added = edited(doubled);
        if !self.trie().values(node).is_empty() {
            self.finish(node, at + 1, added);
        }
        self.go(node, at + 1, added);
        let next = self.units.all.get(at + 1).filter(|next| next.gap & gap::SEEN == 0 && next.label != unit.label);
        if let Some(next) = next
            && let Some(child) = self.trie().child(node, next.label)
            && let Some(child) = self.trie().child(child, unit.label)
        {
            self.path.push((at, at + 1));
            self.step(child, at + 1, at + 2, edited(1));
            self.path.pop();
        }
    }

    /// A name ends here: keeps it if the title's word does, too.
    fn finish(&mut self, node: Node, to: usize, deviation: Deviation) {
        let (start, mut end) = (self.units.boundary(self.from), self.units.boundary(to));
        if end == Boundary::Inside && deviation == Deviation::default() && self.path.len() > 3 && self.is_model(to) {
            end = Boundary::Soft;
        }
        if start == Boundary::Inside || end == Boundary::Inside {
            return;
        }
        let soft = start == Boundary::Soft || end == Boundary::Soft;
        for value in self.trie().values(node) {
            let Some(pattern) = self.registry.pattern(*value) else { continue };
            let apart = self.apart(pattern);
            if let Some((deviation, plain_pieces)) = self.judge(pattern, apart, deviation, soft, to) {
                let from = self.from;
                self.out.push(Found { pattern: *value, from, to, deviation, soft, plain_pieces });
            }
        }
    }

    /// Whether a letter or two and a digit follow, as in `zorvanea59`.
    fn is_model(&self, at: usize) -> bool {
        let class = |index: usize| self.units.all.get(index).filter(|unit| unit.gap == 0).map(|unit| unit.class);
        class(at) == Some(Class::Letter)
            && (class(at + 1) == Some(Class::Digit)
                || class(at + 1) == Some(Class::Letter) && class(at + 2) == Some(Class::Digit))
    }

    /// How the title's gaps differ from the name's.
    fn apart(&self, pattern: &Pattern) -> Apart {
        let mut apart = Apart::default();
        let mut piece = 1_u32;
        let mut carried = false;
        for (place, pair) in self.path.windows(2).enumerate() {
            let [(_, before), (at, to)] = pair else { continue };
            let named = carried || place < 63 && pattern.gaps >> (place + 1) & 1 == 1;
            // What was left out stands nowhere: its gap is that of the next letter.
            carried = named && at == to;
            if at == to {
                continue;
            }
            let between = self.units.all.get(*before..=*at).unwrap_or_default();
            let last = between.len().saturating_sub(1);
            let signs = between.iter().take(last).filter(|unit| unit.class == Class::Sign).count();
            let flags = between.iter().fold(0, |flags, unit| flags | unit.gap);
            apart.flags |= flags;
            let seen = flags & gap::SEEN != 0 || signs > 0;
            match (named, seen) {
                (true, false) => apart.missing += 1,
                (false, true) => {
                    apart.extra += 1;
                    apart.spaces += u32::from(flags & gap::SPACE != 0);
                    apart.loose |= flags & gap::SPACE != 0 && signs > 0;
                    apart.many_signs |= signs > 1;
                    apart.cuts |= 1 << (place + 1).min(63);
                }
                (true, true) | (false, false) => {}
            }
            if named || seen { piece = 1 } else { piece += 1 }
            apart.longest = apart.longest.max(piece);
        }
        apart.longest = apart.longest.max(1);
        apart
    }

    /// Whether such a deviation still is the name; with the operations that the gaps tell.
    fn judge(
        &self,
        pattern: &Pattern,
        apart: Apart,
        mut deviation: Deviation,
        soft: bool,
        to: usize,
    ) -> Option<(Deviation, bool)> {
        let length = pattern.length;
        if deviation.edits > 0 {
            let few = ONE_EDIT - u32::from(deviation.sounds_alike);
            let enough = if deviation.edits == 1 { length >= few } else { length >= TWO_EDITS };
            let plain = apart.extra == 0 && !soft && pattern.origin != super::registry::Origin::Pinyin;
            if !enough || !plain || self.is_plain(self.from, to) {
                return None;
            }
        }
        if deviation.leets > 0 && !self.leet_is_likely(&deviation, length, soft, to) {
            return None;
        }
        let masked_well = length > 3 && !soft && deviation.leets < 2 && apart.extra == 0;
        if deviation.masks > 0 && (!masked_well || self.is_plain(self.from, to)) {
            return None;
        }
        let alone = length == 1 || length <= 3 && deviation.has(Operation::Confusable) && deviation.confused > 1;
        if alone && (soft || deviation != Deviation::default()) {
            return None;
        }
        if apart.flags & gap::INVISIBLE != 0 {
            deviation = deviation.with(Operation::ZeroWidth);
        }
        if apart.flags & gap::BIDI != 0 {
            deviation = deviation.with(Operation::Bidi);
        }
        if apart.missing > 0 && pattern.origin != super::registry::Origin::Pinyin {
            deviation = deviation.with(Operation::Joined);
        }
        if apart.extra == 0 {
            return Some((deviation, false));
        }
        if soft {
            return None;
        }
        let every_letter = apart.longest == 1;
        let short = length <= 3;
        let readable = if every_letter {
            length >= 3 && !short || apart.spaces == 0 && self.has_letters_only(to)
        } else if deviation.leets > 0 {
            false
        } else {
            !short && !apart.loose && !apart.many_signs && apart.extra <= 3
        };
        if !readable || apart.flags & gap::HARD != 0 {
            return None;
        }
        let operation = match apart.spaces {
            0 => Operation::Punctuated,
            _ if every_letter => Operation::Spaced,
            _ => Operation::Split,
        };
        let plain = !every_letter && self.pieces_are_plain(apart.cuts, to);
        Some((deviation.with(operation), plain))
    }

    fn has_letters_only(&self, to: usize) -> bool {
        let units = self.units.all.get(self.from..to).unwrap_or_default();
        units.iter().all(|unit| matches!(unit.class, Class::Letter | Class::Sign))
    }

    /// Digits are letters in disguise only among letters, and where nothing else follows them.
    fn leet_is_likely(&self, deviation: &Deviation, length: u32, soft: bool, to: usize) -> bool {
        let leets = u32::from(deviation.leets);
        let units = self.units.all.get(self.from..to).unwrap_or_default();
        let letters = units.iter().filter(|unit| unit.class == Class::Letter).count();
        let real = u32::try_from(letters).unwrap_or(0);
        let cut_off = soft && {
            let digit = |index: Option<usize>| {
                index.and_then(|index| self.units.all.get(index)).is_some_and(|unit| unit.class == Class::Digit)
            };
            digit(self.from.checked_sub(1)) || digit(Some(to)) || self.units.boundary(self.from) == Boundary::Soft
        };
        let signs = units.iter().filter(|unit| unit.class == Class::Sign).count();
        let disguised = real + u32::try_from(signs).unwrap_or(0) > 1 && (signs > 0 || length > 4);
        let enough = leets <= length.div_ceil(2) && real > 0 || disguised;
        length > 3 && enough && !cut_off && (signs > 0 || !self.is_plain(self.from, to))
    }

    /// Whether the units are a word that needs no other reading.
    fn is_plain(&self, from: usize, to: usize) -> bool {
        words::is_latin_word(&self.units.text(from, to))
    }

    fn pieces_are_plain(&self, cuts: u64, to: usize) -> bool {
        let mut starts: Vec<usize> = vec![self.from];
        starts.extend(self.path.iter().enumerate().filter(|(place, _)| cuts >> place & 1 == 1).map(|(_, (at, _))| *at));
        starts.push(to);
        starts.windows(2).all(|pair| {
            let [from, to] = pair else { return false };
            let piece = self.units.text(*from, *to);
            piece.len() > 1 && (words::is_latin_word(&piece) || piece.bytes().all(|byte| byte.is_ascii_digit()))
        })
    }
}

/// How the gaps of a title differ from those of a name.
#[derive(Debug, Clone, Copy, Default)]
struct Apart {
    flags: u8,
    /// Gaps of the name that the title lacks, and the other way round.
    missing: u32,
    extra: u32,
    /// Extra gaps with a space in them.
    spaces: u32,
    loose: bool,
    many_signs: bool,
    /// Letters before which an extra gap stands, as bits.
    cuts: u64,
    /// The longest run of letters without a gap.
    longest: u32,
}

fn by_kind(deviation: Deviation, kind: Kind) -> Deviation {
    match kind {
        Kind::Same => deviation,
        Kind::Width => deviation.with(Operation::Fullwidth),
        Kind::Diacritic => deviation.with(Operation::Diacritic),
        Kind::Mathematical => deviation.with(Operation::Mathematical),
        Kind::Confusable => deviation.with(Operation::Confusable),
    }
}

fn taken_for(deviation: Deviation, unit: &Unit) -> Deviation {
    let mut deviation = by_kind(deviation, unit.kind);
    if unit.other_is_leet {
        deviation.leets = deviation.leets.saturating_add(1);
        deviation.with(Operation::Leet)
    } else {
        deviation.confused = deviation.confused.saturating_add(1);
        deviation.with(Operation::Confusable)
    }
}

fn is_vowel(letter: u32) -> bool {
    char::from_u32(letter).is_some_and(|letter| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'))
}

/// Letters that are pronounced alike, so that one is written for the other.
fn sound_alike(one: u32, other: u32) -> bool {
    const GROUPS: [&str; 8] = ["iy", "ckq", "sz", "uv", "vw", "gj", "uo", "ei"];
    let letter = |code| char::from_u32(code).unwrap_or('\0');
    GROUPS.iter().any(|group| group.contains(letter(one)) && group.contains(letter(other)))
}
