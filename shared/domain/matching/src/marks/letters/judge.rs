//! Whether what was read still is the name: its gaps, its digits, and words of their own.

use super::Walk;
use crate::marks::fold::{Boundary, Class, gap};
use crate::marks::found::Deviation;
use crate::marks::operation::Operation;
use crate::marks::registry::{Origin, Pattern};
use crate::marks::words;

/// The fewest letters of a name that may have an edit, or two.
const ONE_EDIT: u32 = 6;
const TWO_EDITS: u32 = 12;

impl Walk<'_> {
    /// Whether a letter or two and a digit follow, as in `zorvanea59`.
    pub(super) fn is_model(&self, at: usize) -> bool {
        let class =
            |index: usize| self.units.all.get(index).filter(|unit| unit.gap == 0).map(|unit| unit.class);
        class(at) == Some(Class::Letter)
            && (class(at + 1) == Some(Class::Digit)
                || class(at + 1) == Some(Class::Letter) && class(at + 2) == Some(Class::Digit))
    }

    /// How the title's gaps differ from the name's.
    pub(super) fn apart(&self, pattern: &Pattern) -> Apart {
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
            // What stands before the first letter is no gap of the name's.
            let between =
                self.units.all.get(*before..=*at).filter(|_| *before > self.from).unwrap_or_default();
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
            if named || seen {
                piece = 1
            } else {
                piece += 1
            }
            apart.longest = apart.longest.max(piece);
        }
        apart.longest = apart.longest.max(1);
        apart
    }

    /// Whether such a deviation still is the name; with the operations that the gaps tell.
    pub(super) fn judge(
        &self,
        pattern: &Pattern,
        apart: Apart,
        mut deviation: Deviation,
        soft: bool,
        to: usize,
    ) -> Option<(Deviation, bool)> {
        let length = pattern.length;
        let running = self.units.all.get(self.from).is_some_and(|unit| unit.class == Class::Running);
        if soft && length <= 3 && !running {
            return None;
        }
        if deviation.edits > 0 {
            let few = ONE_EDIT - u32::from(deviation.sounds_alike);
            let enough = if deviation.edits == 1 { length >= few } else { length >= TWO_EDITS };
            let plain = apart.extra == 0 && !soft && pattern.origin != Origin::Pinyin;
            if !enough || !plain || self.is_plain(self.from, to) {
                return None;
            }
        }
        let other_words = deviation.edits > 0 && self.words_are_plain(to);
        if deviation.leets > 0 && !self.leet_is_likely(&deviation, length, soft, to) {
            return None;
        }
        let masked_well = length > 3 && !soft && deviation.leets < 2 && apart.extra == 0;
        let at_the_end =
            to.checked_sub(1).and_then(|last| self.units.all.get(last)).is_some_and(|unit| unit.label == 0);
        let goes_on = at_the_end && self.units.all.get(to).is_some_and(|next| next.gap & gap::SEEN == 0);
        if deviation.masks > 0 && (!masked_well || goes_on || at_the_end && self.is_plain(self.from, to)) {
            return None;
        }
        let alone =
            length == 1 || length <= 3 && deviation.has(Operation::Confusable) && deviation.confused > 1;
        if alone && (soft || deviation != Deviation::default()) {
            return None;
        }
        if apart.flags & gap::INVISIBLE != 0 {
            deviation = deviation.with(Operation::ZeroWidth);
        }
        if apart.flags & gap::BIDI != 0 {
            deviation = deviation.with(Operation::Bidi);
        }
        if apart.missing > 0 && pattern.origin != Origin::Pinyin {
            deviation = deviation.with(Operation::Joined);
        }
        if apart.extra == 0 {
            return Some((deviation, other_words));
        }
        if soft { None } else { self.judge_extra_gaps(length, apart, deviation, to) }
    }

    /// Whether a name of `length` letters can be read across gaps that are not its own.
    fn judge_extra_gaps(
        &self,
        length: u32,
        apart: Apart,
        deviation: Deviation,
        to: usize,
    ) -> Option<(Deviation, bool)> {
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
                index
                    .and_then(|index| self.units.all.get(index))
                    .is_some_and(|unit| unit.class == Class::Digit)
            };
            digit(self.from.checked_sub(1))
                || digit(Some(to))
                || self.units.boundary(self.from) == Boundary::Soft
        };
        let signs = units.iter().filter(|unit| unit.class == Class::Sign).count();
        let disguised = real + u32::try_from(signs).unwrap_or(0) > 1 && (signs > 0 || length > 4);
        let enough = leets <= length.div_ceil(2) && real > 0 || disguised;
        length > 3 && enough && !cut_off && (signs > 0 || !self.is_plain(self.from, to))
    }

    /// Whether the units are a word that needs no other reading.
    pub(super) fn is_plain(&self, from: usize, to: usize) -> bool {
        words::is_word(&self.units.text(from, to))
    }

    /// Whether all that is read are several ordinary words.
    fn words_are_plain(&self, to: usize) -> bool {
        let starts = (self.from + 1..to).filter(|at| self.units.boundary(*at) == Boundary::Hard);
        let edges: Vec<usize> = std::iter::once(self.from).chain(starts).chain([to]).collect();
        edges.len() > 2
            && edges.windows(2).all(|pair| match pair {
                [from, to] => {
                    let word = self.units.text(*from, *to);
                    word.len() < 3 || words::is_word(&word)
                }
                _ => false,
            })
    }

    fn pieces_are_plain(&self, cuts: u64, to: usize) -> bool {
        let mut starts: Vec<usize> = vec![self.from];
        starts.extend(
            self.path.iter().enumerate().filter(|(place, _)| cuts >> place & 1 == 1).map(|(_, (at, _))| *at),
        );
        starts.push(to);
        starts.windows(2).all(|pair| {
            let [from, to] = pair else { return false };
            let piece = self.units.text(*from, *to);
            piece.len() > 1 && (words::is_word(&piece) || piece.bytes().all(|byte| byte.is_ascii_digit()))
        })
    }
}

/// How the gaps of a title differ from those of a name.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Apart {
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
