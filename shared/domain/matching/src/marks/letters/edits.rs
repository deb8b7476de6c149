//! Letters changed, left out, added or swapped, on the walk.

use super::Walk;
use crate::marks::fold::{Class, Unit, gap};
use crate::marks::found::Deviation;
use crate::marks::operation::Operation;
use crate::marks::trie::{Node, Trie};

/// Letters that must stand before a second edit.
const BEFORE_SECOND: usize = 6;

impl Walk<'_> {
    /// Goes on as if the first letter were another, missing, one too many, or swapped with the second.
    pub(super) fn edit_first(&mut self, from: usize) {
        let next = |at: usize| {
            self.units.all.get(at).filter(|unit| unit.gap & gap::SEEN == 0).map(|unit| unit.label)
        };
        let (Some(first), Some(second)) = (self.units.all.get(from).map(|unit| unit.label), next(from + 1))
        else {
            return;
        };
        let mut edited = Deviation::default().with(Operation::OneEdit);
        edited.edits = 1;
        self.first_edit = usize::MAX;
        // Letters of the same alphabet only.
        let alphabet = match first {
            0x61..=0x7A => 0x61..0x7B,
            0x400..=0x52F => 0x400..0x530,
            _ => first..first + 1,
        };
        for child in self.trie().within(Trie::ROOT, alphabet) {
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

    /// Goes on as if one letter were changed, left out, added, or two were swapped.
    pub(super) fn edit(&mut self, node: Node, at: usize, unit: Option<&Unit>, deviation: Deviation) {
        let allowed = if self.path.len() >= BEFORE_SECOND { 2 } else { 1 };
        if deviation.edits >= allowed || self.path.is_empty() || at < self.first_edit {
            return;
        }
        let edited = |alike: u8| {
            let mut edited =
                deviation.with(if deviation.edits == 0 { Operation::OneEdit } else { Operation::TwoEdits });
            edited.sounds_alike =
                if deviation.edits == 0 { alike } else { alike.min(deviation.sounds_alike) };
            edited.edits += 1;
            edited
        };
        let ends = unit.is_none_or(|unit| unit.gap & gap::SEEN != 0);
        let before =
            at.checked_sub(1).and_then(|before| self.units.all.get(before)).map_or(0, |unit| unit.label);
        // The letter that has to follow a changed one; none where anything may.
        let last = allowed == deviation.edits + 1;
        let follows = |at: usize| {
            let next = self.units.all.get(at).filter(|next| next.class == Class::Letter && last);
            next.filter(|next| next.gap & gap::SEEN == 0).map(|next| next.label)
        };
        let (here, next) = (follows(at), follows(at + 1));
        let leads = |trie: &Trie, child: Node, label: Option<u32>| {
            label.is_none_or(|label| trie.child(child, label).is_some())
        };
        for child in self.trie().children(node) {
            let letter = self.trie().label(child);
            if ends || unit.is_some_and(|unit| unit.label != letter) && leads(self.trie(), child, here) {
                // Left out; a doubled letter or a vowel is not heard missing.
                let silent = u8::from(letter == before || is_vowel(letter) && !ends);
                self.step(child, at, at, edited(silent));
            }
            if let Some(unit) = unit.filter(|unit| unit.class == Class::Letter && unit.label != letter)
                && leads(self.trie(), child, next)
            {
                self.step(child, at, at + 1, edited(u8::from(sound_alike(unit.label, letter))));
            }
        }
        let Some(unit) = unit.filter(|unit| unit.class == Class::Letter) else { return };
        // A plural is heard as the name, too.
        let plural = unit.label == u32::from('s') && !self.trie().values(node).is_empty();
        let doubled = if unit.label == before { 2 } else { u8::from(plural) };
        let added = edited(doubled);
        if !self.trie().values(node).is_empty() {
            self.finish(node, at + 1, added);
        }
        self.go(node, at + 1, added);
        let next =
            self.units.all.get(at + 1).filter(|next| next.gap & gap::SEEN == 0 && next.label != unit.label);
        if let Some(next) = next
            && let Some(child) = self.trie().child(node, next.label)
            && let Some(child) = self.trie().child(child, unit.label)
        {
            self.path.push((at, at + 1));
            self.step(child, at + 1, at + 2, edited(1));
            self.path.pop();
        }
    }
}

fn is_vowel(letter: u32) -> bool {
    char::from_u32(letter).is_some_and(|letter| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'))
}

/// Letters that are pronounced alike, so that one is written for the other.
fn sound_alike(one: u32, other: u32) -> bool {
    sounds_of(one) & sounds_of(other) != 0
}

/// The sounds that a letter may have, as bits of `iy`, `ckq`, `sz`, `uv`, `vw`, `gj`, `uo`, `ei`.
fn sounds_of(letter: u32) -> u8 {
    match char::from_u32(letter).unwrap_or_default() {
        'i' => 1 | 128,
        'y' => 1,
        'c' | 'k' | 'q' => 2,
        's' | 'z' => 4,
        'u' => 8 | 64,
        'v' => 8 | 16,
        'w' => 16,
        'g' | 'j' => 32,
        'o' => 64,
        'e' => 128,
        _ => 0,
    }
}
