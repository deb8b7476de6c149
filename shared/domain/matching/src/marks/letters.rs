//! The walk of names in letters: from a place in the title along the trie, by what each unit may stand for.

use super::fold::{Boundary, Class, Unit, Units, gap};
use super::found::{Deviation, Found};
use super::operation::Operation;
use super::registry::Registry;
use super::tables::{self, Kind};
use super::trie::{Node, Trie};

/// The most nodes looked at from one place: what a hostile title can cost.
const MOST_STEPS: u32 = 6_000;
/// The most of one title.
const MOST_OF_TITLE: u32 = 3_000_000;

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
    all_steps: u32,
    /// Whether the title has letters of Greek or Cyrillic: only then a Latin one may stand for one of these.
    is_mixed: bool,
    out: &'a mut Vec<Found>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(registry: &'a Registry, units: &'a Units, out: &'a mut Vec<Found>) -> Self {
        Self {
            registry,
            units,
            from: 0,
            edits: false,
            first_edit: 0,
            path: Vec::with_capacity(64),
            steps: 0,
            all_steps: 0,
            is_mixed: units.all.iter().any(|unit| (0x370..0x530).contains(&unit.label)),
            out,
        }
    }

    /// Finds the names that begin at unit `from`.
    pub(super) fn from(&mut self, from: usize) {
        let before = self.out.len();
        self.first_edit = usize::MAX;
        self.go_from(from, false);
        if self.units.all.get(from).is_some_and(|unit| unit.class == Class::Letter) {
            // An ordinary word, or a name that stands there, is not edited: what follows may be.
            let firm =
                |found: &Found| found.deviation.leets == 0 && found.deviation.masks == 0 && !found.soft;
            let found = self.out.get(before..).unwrap_or_default();
            let known = found.iter().filter(|found| firm(found)).map(|found| found.to).max().unwrap_or(from);
            self.first_edit = known.max(from + self.plain_letters(from).max(1));
            self.go_from(from, true);
            if self.first_edit == from + 1 {
                self.edit_first(from);
            }
        }
    }

    fn go_from(&mut self, from: usize, edits: bool) {
        self.from = from;
        self.edits = edits;
        self.steps = 0;
        self.path.clear();
        self.go(Trie::ROOT, from, Deviation::default());
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

    fn go(&mut self, node: Node, at: usize, deviation: Deviation) {
        self.steps += 1;
        self.all_steps += 1;
        if self.steps > MOST_STEPS || self.all_steps > MOST_OF_TITLE {
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
        if unit.label != 0
            && let Some(child) = self.trie().child(node, unit.label)
        {
            self.step(child, at, at + 1, by_kind(deviation, unit.kind));
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
        if self.is_mixed && unit.class == Class::Letter {
            for other in tables::look_like_latin(unit.label) {
                if let Some(child) = self.trie().child(node, u32::from(*other)) {
                    let mut alike = by_kind(deviation, unit.kind).with(Operation::Confusable);
                    alike.confused = alike.confused.saturating_add(1);
                    self.step(child, at, at + 1, alike);
                }
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

    /// A name ends here: keeps it if the title's word does, too.
    fn finish(&mut self, node: Node, to: usize, deviation: Deviation) {
        let (mut to, mut deviation) = (to, deviation);
        if self.is_before_plural(to) {
            (to, deviation.plural) = (to + 1, true);
        }
        let (start, mut end) = (self.units.boundary(self.from), self.units.boundary(to));
        if end == Boundary::Inside
            && deviation == Deviation::default()
            && self.path.len() > 3
            && self.is_model(to)
        {
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
}

impl Walk<'_> {
    /// Whether the `s` of the plural is all that stands between a name and the end of the word.
    fn is_before_plural(&self, to: usize) -> bool {
        let label = |at: usize| self.units.all.get(at).map(|unit| unit.label);
        let s = Some(u32::from('s'));
        self.path.len() > 3
            && !self.edits
            && label(to) == s
            && label(to - 1) != s
            && self.units.boundary(to) == Boundary::Inside
            && self.units.boundary(to + 1) > Boundary::Inside
    }
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

mod edits;
mod judge;
