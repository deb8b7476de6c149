//! What a walk found: a pattern, the units it spans, and how it deviates.

use super::operation::Operation;

/// A pattern in a title, before it is weighed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) pattern: u32,
    /// Units of the title.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) deviation: Deviation,
    /// An end of it is marked by a change of kind only.
    pub(super) soft: bool,
    /// The pieces that it was taken apart into are ordinary words themselves.
    pub(super) plain_pieces: bool,
}

/// How what is read deviates from the name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Deviation {
    /// Operations, as bits.
    operations: u32,
    /// Letters read by another operation than folding: leet, masks.
    pub(super) leets: u8,
    pub(super) masks: u8,
    pub(super) edits: u8,
    /// 1: the edits are such as keep the sound; 2: a letter is doubled.
    pub(super) sounds_alike: u8,
    /// Letters of another script taken for Latin ones.
    pub(super) confused: u8,
    /// Characters of a Han name by another sign of the same sound, another that looks alike, its sound in letters.
    pub(super) homophones: u8,
    pub(super) look_alikes: u8,
    /// Of those, the ones that share no more than a part.
    pub(super) faint: u8,
    pub(super) spelled: u8,
    pub(super) initials: u8,
    pub(super) exact: u8,
    /// An `s` behind it.
    pub(super) plural: bool,
}

impl Deviation {
    pub(super) fn with(mut self, operation: Operation) -> Self {
        self.operations |= 1 << operation as u32;
        self
    }

    pub(super) fn has(self, operation: Operation) -> bool {
        self.operations >> operation as u32 & 1 == 1
    }

    /// The strongest deviation, if there is any.
    pub(super) fn strongest(self) -> Option<Operation> {
        Operation::ALL.into_iter().rev().find(|operation| self.has(*operation))
    }

    /// What all deviations together take from the full strength.
    pub(super) fn cost(self) -> u8 {
        let twice = self.has(Operation::TwoEdits);
        let all =
            Operation::ALL.into_iter().filter(|it| self.has(*it) && !(twice && *it == Operation::OneEdit));
        let once: u8 = all.map(Operation::cost).fold(0, u8::saturating_add);
        let more =
            (self.leets / 2).saturating_add(self.homophones.saturating_sub(1)).saturating_add(self.initials);
        once.saturating_add(more.saturating_mul(5)).min(99)
    }
}
