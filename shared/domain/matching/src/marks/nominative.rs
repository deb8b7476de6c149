//! Telling apart what goods are from what they fit or resemble: `case for …`, `适用于…`.

use super::fold::{Class, Unit, Units, gap};
use super::tables;
use cues::{Cue, Kinds};

pub(super) mod cues;

/// How many words or characters before a name are looked at.
const BACK: usize = 20;
const HAN_BACK: usize = 40;
/// How many characters of other words may stand between a cue and the name.
const HAN_STRANGE: usize = 4;
/// How many words after it.
const ON: usize = 14;
/// How many other words, such as the goods or their model, may stand between `for` and the name.
pub(super) const BETWEEN: usize = 3;
/// How many words an item of a list has.
const ITEM: usize = 3;
/// How many words, at most, a model has after its name.
const MODEL: usize = 4;

/// A title, and what is known of it.
pub(super) struct Text<'a, N> {
    pub(super) title: &'a str,
    pub(super) units: &'a Units,
    /// Whether any other name stands at a unit.
    pub(super) is_name: N,
}

/// What goods are said to be to a name, without being of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// They fit the goods of the name, take their place or are set against them.
    Fits,
    /// They are made out to be like those.
    Resembles,
}

impl Relation {
    fn by(kinds: Kinds) -> Self {
        if kinds.are(Kinds::ALIKE) { Self::Resembles } else { Self::Fits }
    }

    fn by_han(cue: &str) -> Self {
        if cues::is_han_alike(cue) { Self::Resembles } else { Self::Fits }
    }
}

/// What the name at units `from..to` is used to say of the goods, where it is used to say what they fit or resemble.
pub(super) fn relation<N: Fn(usize) -> bool>(text: &Text<'_, N>, from: usize, to: usize) -> Option<Relation> {
    let units = text.units;
    words_before(text, from)
        .or_else(|| words_after(units, to))
        .or_else(|| han_before(units, from, &text.is_name))
        .or_else(|| han_after(units, from, to))
}

/// A word or sign of the title.
struct Word {
    text: String,
    kinds: Kinds,
    sign: bool,
    /// Parted from the one that was read before by more than a space.
    hard: bool,
}

fn is_spaced(units: &Units, at: usize) -> bool {
    units.all.get(at).is_none_or(|unit| unit.gap & gap::SEEN != 0)
}

/// Whether a letter of the same word goes before this one.
fn goes_on(units: &Units, at: usize) -> bool {
    let (Some(unit), Some(before)) = (units.all.get(at), at.checked_sub(1).and_then(|at| units.all.get(at)))
    else {
        return false;
    };
    let of_words = |class: Class| class != Class::Sign && class != Class::Han;
    unit.gap & gap::SEEN == 0
        && (before.class == unit.class || of_words(before.class) && of_words(unit.class))
}

fn word(units: &Units, from: usize, to: usize, hard: bool) -> Word {
    let text = units.text(from, to);
    Word { kinds: cues::kinds(&text), text, sign: false, hard }
}

/// The word that ends before unit `to`, and where it begins.
fn word_before(units: &Units, to: usize) -> Option<(Word, usize)> {
    let last = to.checked_sub(1)?;
    let unit = units.all.get(last)?;
    let hard = units.all.get(to).is_some_and(|next| next.gap & gap::HARD != 0);
    if unit.class == Class::Sign {
        return Some((Word { text: String::new(), kinds: Kinds::default(), sign: true, hard }, last));
    }
    let mut from = last;
    while last - from <= 24 && goes_on(units, from) {
        from -= 1;
    }
    Some((word(units, from, to, hard), from))
}

/// The word that begins at a unit, and where it ends.
fn word_after(units: &Units, from: usize) -> Option<(Word, usize)> {
    let unit = units.all.get(from)?;
    let hard = unit.gap & gap::HARD != 0;
    if unit.class == Class::Sign {
        return Some((Word { text: String::new(), kinds: Kinds::default(), sign: true, hard }, from + 1));
    }
    let mut to = from + 1;
    while to - from <= 24 && goes_on(units, to) {
        to += 1;
    }
    Some((word(units, from, to, hard), to))
}

/// What was passed on the way back from a name to its cue.
#[derive(Default)]
struct Passed {
    /// Words of the product, or others, beside the name.
    strange: usize,
    device: bool,
    /// The items of a list, or what else a sign parts.
    list: bool,
    /// Something that joins the items of a list.
    joint: bool,
    /// Words of the item that is being read.
    in_item: usize,
    new: bool,
    preposition: bool,
}

impl Passed {
    /// Whether a cue speaks of the name over all that.
    fn allows(&self, cue: Cue) -> bool {
        let most = match cue {
            Cue::Beside if self.list => return false,
            Cue::Beside | Cue::Like => 0,
            Cue::Plain | Cue::Noun => BETWEEN,
            Cue::Strong => 4,
        };
        self.strange <= most && !(self.new && cue == Cue::Like) && !(self.preposition && cue < Cue::Strong)
    }

    fn join(&mut self) {
        (self.joint, self.in_item) = (true, 0);
    }
}

fn words_before<N: Fn(usize) -> bool>(text: &Text<'_, N>, from: usize) -> Option<Relation> {
    let units = text.units;
    let (mut at, mut passed) = (from, Passed::default());
    for _ in 0..BACK {
        let (word, start) = word_before(units, at).filter(|(word, _)| !word.hard)?;
        if word.sign {
            let parted = is_spaced(units, at);
            let sign = sign(text, start);
            let is_dash = is_spaced(units, start) && matches!(sign, "-" | "–" | "—" | "•");
            if parted && (ends_phrase(units, start, sign) || is_dash && !follows_name(text, start)) {
                return None;
            }
            // Only an unspaced sign stands within a word.
            if passed.strange > 0 && parted {
                return None;
            }
            passed.list |= passed.strange == 0;
            passed.join();
        } else if let Some((cue, relation)) = cue_at(units, &word, start) {
            return passed.allows(cue).then_some(relation);
        } else if word.kinds.are(Kinds::JOINER) && !passed.joint && passed.strange == 0 {
            passed.list = true;
            passed.join();
        } else if word.kinds.are(Kinds::FILLER) || word.text.bytes().all(|byte| byte.is_ascii_digit()) {
            passed.new |= word.kinds.are(Kinds::NEW);
        } else if word.kinds.are(Kinds::PREPOSITION) {
            passed.preposition |= !passed.list;
        } else if word.kinds.are(Kinds::FOR_USE) || is_doing(&word.text) {
            return None;
        } else if passed.list {
            passed.joint = false;
            passed.in_item += 1;
            if passed.in_item > ITEM {
                return None;
            }
        } else if word.kinds.are(Kinds::DEVICE) {
            passed.device = true;
        } else {
            passed.strange += 1;
        }
        at = start;
    }
    None
}

/// `for choosing …`, `for hiking`: what is done, and no goods.
fn is_doing(word: &str) -> bool {
    word.len() > 5 && word.ends_with("ing")
}

/// Whether a sign ends what a cue speaks of; the stop of an abbreviation does not.
fn ends_phrase(units: &Units, at: usize, sign: &str) -> bool {
    let short = || {
        word_before(units, at).is_some_and(|(word, _)| word.text.len() < 3 && !word.kinds.are(Kinds::MODEL))
    };
    matches!(sign, "!" | "?" | ";") || sign == "." && !short()
}

fn sign<'a, N>(text: &Text<'a, N>, at: usize) -> &'a str {
    let unit = text.units.all.get(at);
    unit.and_then(|unit| text.title.get(unit.start as usize..unit.end as usize)).unwrap_or("")
}

/// Whether a cue, or a name with its model, stands before a dash: then the dash ends no phrase.
fn follows_name<N: Fn(usize) -> bool>(text: &Text<'_, N>, dash: usize) -> bool {
    let mut at = dash;
    for place in 0..MODEL {
        let Some((word, start)) = word_before(text.units, at) else { return false };
        if (text.is_name)(at - 1) || place == 0 && cue_at(text.units, &word, start).is_some() {
            return true;
        }
        if !word.kinds.are(Kinds::MODEL) {
            return false;
        }
        at = start;
    }
    false
}

fn cue_at(units: &Units, word: &Word, start: usize) -> Option<(Cue, Relation)> {
    let before = || word_before(units, start).map(|(word, _)| word.text).unwrap_or_default();
    let cue = cues::cue(&word.text, word.kinds, before);
    if cue.is_some() || !word.kinds.are(Kinds::SECOND) {
        return Some((cue?, Relation::by(word.kinds)));
    }
    let firsts = cues::firsts(&word.text);
    // The first word may have one between: `works great with`.
    let mut at = start;
    for _ in 0..2 {
        let (first, start) = word_before(units, at)?;
        if firsts.clone().any(|it| it == first.text) {
            return Some((Cue::Plain, Relation::by(first.kinds)));
        }
        at = start;
    }
    None
}

/// Whether nothing but a joint, and a model before it, stands between two names: what is said of one is said of the
/// other.
pub(super) fn are_joined<N>(text: &Text<'_, N>, end: usize, start: usize) -> bool {
    let units = text.units;
    let (mut at, mut joints, mut models) = (start, 0, 0);
    while at > end {
        let Some((word, before)) = word_before(units, at) else { return false };
        let joint = word.sign
            || word.kinds.are(Kinds::JOINER)
            || word.text.chars().all(|char| "和与及或跟以".contains(char));
        joints += usize::from(joint || word.hard);
        models += usize::from(!joint);
        let number = word.text.bytes().all(|byte| byte.is_ascii_digit());
        let model = joints > 0 && models <= MODEL && word.kinds.are(Kinds::MODEL);
        if !(joint || number || model) || start - before > 24 {
            return false;
        }
        at = before;
    }
    at == end && (end..=start).all(|at| units.all.get(at).is_none_or(|unit| !is_end(text, unit)))
}

/// Whether what is before a unit ends more than an item of a list.
fn is_end<N>(text: &Text<'_, N>, unit: &Unit) -> bool {
    let before = text.title.get(..unit.start as usize).map(str::trim_end);
    unit.gap & gap::HARD != 0 && !before.is_some_and(|before| before.ends_with('，'))
}

/// What a name is said to be to the goods by what follows it: `Name style`, `Name X2 compatible`.
fn words_after(units: &Units, to: usize) -> Option<Relation> {
    let (mut at, mut joint, mut others) = (to, false, 0);
    for place in 0..ON {
        let (word, end) = word_after(units, at).filter(|(word, _)| !word.hard)?;
        let next = word_after(units, end).filter(|(next, _)| !next.hard);
        // `Name compatible with …` is said of what comes then.
        let of_next = next.as_ref().is_some_and(|(next, _)| {
            next.kinds.are(Kinds::PREPOSITION)
                || next.kinds.are(Kinds::NEW)
                || cues::cue(&next.text, next.kinds, String::new).is_some()
        });
        // `Name Type C`: a model.
        let of_model = word.text == "type" && next.as_ref().is_some_and(|(next, _)| next.text.len() < 3);
        let kinds = if of_model { Kinds::MODEL } else { word.kinds };
        if word.sign || kinds.are(Kinds::JOINER) {
            (joint, others) = (true, 0);
        } else if kinds.are(Kinds::AFTER) && others == 0 && (!joint || place == 1)
            || kinds.are(Kinds::COMPATIBLE) && (joint || others == 0)
        {
            return (!of_next).then_some(Relation::by(kinds));
        } else if kinds.are(Kinds::COMPATIBLE) {
            return next.is_none_or(|(next, _)| next.sign).then_some(Relation::Fits);
        } else if !kinds.are(Kinds::MODEL) {
            others += 1;
            if others > if joint { ITEM } else { 1 } {
                return None;
            }
        }
        at = end;
    }
    None
}

fn simplified(units: &Units, from: usize, to: usize) -> String {
    units.text(from, to).chars().map(tables::simplified).collect()
}

fn han_before(units: &Units, from: usize, is_name: impl Fn(usize) -> bool) -> Option<Relation> {
    let mut at = from;
    let mut joined = true;
    // Characters of other words.
    let mut strange = 0;
    while at > 0 && from - at < HAN_BACK {
        let last = at - 1;
        let unit = units.all.get(last)?;
        let next_gap = units.all.get(at).map_or(0, |next| next.gap);
        let is_cue = |text: &str| cues::is_han_cue(text) && (strange == 0 || cues::is_strong_han_cue(text));
        let starts = (2..=3).filter_map(|length| at.checked_sub(length));
        let mut texts = starts
            .filter(|start| units.all.get(*start).is_some_and(|unit| unit.class == Class::Han))
            .map(|start| simplified(units, start, at));
        let cue = texts.find(|text| is_cue(text));
        // A cue in brackets speaks of what follows them.
        if let Some(cue) = cue.filter(|_| next_gap & gap::HARD == 0 || at == from) {
            return Some(Relation::by_han(&cue));
        }
        let item = unit.class != Class::Sign && unit.class != Class::Han || is_name(last);
        if next_gap & gap::HARD != 0 && !item {
            return None;
        }
        let char = char::from_u32(unit.label).map_or('\0', tables::simplified);
        match unit.class {
            Class::Sign => joined = true,
            Class::Letter | Class::Digit | Class::Running => {}
            Class::Han if is_name(last) => joined = false,
            Class::Han if cues::is_han_filler(char) => {}
            Class::Han if cues::is_han_for_whom(char) || strange >= HAN_STRANGE => return None,
            Class::Han => strange += 1,
        }
        if next_gap & gap::SPACE != 0 && !joined && unit.class == Class::Han && !is_name(last) {
            return None;
        }
        at = last;
    }
    None
}

fn han_after(units: &Units, from: usize, to: usize) -> Option<Relation> {
    let made_for = from > 0 && simplified(units, from - 1, from) == "为";
    let mut at = to;
    while at < units.all.len() && at < to + 16 {
        let unit = units.all.get(at)?;
        let two = simplified(units, at, at + 2);
        if cues::is_han_after(&two) || made_for && cues::is_han_made(&two) {
            return Some(Relation::by_han(&two));
        }
        // Of Latin words after the name, only a model may lie between.
        let filler = char::from_u32(unit.label).is_some_and(|c| cues::is_han_filler(tables::simplified(c)));
        let goes_on = match unit.class {
            Class::Han => filler && unit.gap & (gap::SPACE | gap::HARD) == 0,
            Class::Letter | Class::Digit => unit.gap & gap::HARD == 0,
            Class::Sign | Class::Running => false,
        };
        if !goes_on {
            return None;
        }
        at += 1;
    }
    None
}
