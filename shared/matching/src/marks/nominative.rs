//! Telling apart what goods are from what they fit or resemble: `case for …`, `适用于…`.

use super::fold::{Class, Units, gap};
use super::tables;

/// How many words or characters before a name are looked at.
const BACK: usize = 16;
const HAN_BACK: usize = 40;

/// Words after which a name tells what goods are for, or like.
const CUES: &[&str] = &[
    "for",
    "fits",
    "fit",
    "fitting",
    "suits",
    "replaces",
    "replace",
    "compatible",
    "like",
    "resembles",
    "vs",
    "fur",
    "fuer",
    "ersetzt",
    "pour",
    "para",
    "per",
    "voor",
    "dla",
    "for use with",
    "til",
    "till",
    "для",
    "untuk",
];
/// Words that are cues with one of the words before them.
const PAIRS: &[(&[&str], &str)] = &[
    (&["compatible", "works", "work", "use", "fits", "compatibility", "compatibility", "used"], "with"),
    (&["similar", "alternative", "equivalent", "comparable", "fits", "equal"], "to"),
    (&["inspired"], "by"),
    (&["kompatibel", "vergleichbar"], "mit"),
    (&["passend", "geeignet"], "zu"),
    (&["compatible"], "avec"),
    (&["compatible", "compatibles"], "con"),
    (&["compatibile", "compatibili"], "con"),
    (&["compativel", "compativeis"], "com"),
    (&["adatto", "adatta", "adapte", "adaptee", "convient"], "a"),
];
/// Words that may stand between the cue and the name.
const FILLERS: &[&str] = &[
    "the", "a", "an", "all", "any", "most", "your", "my", "new", "original", "genuine", "other", "various",
    "many", "der", "die", "das", "den", "alle", "le", "la", "les", "el", "los", "tous", "todos", "il", "lo",
    "i", "models",
];
/// Words that join the names of an enumeration.
const JOINERS: &[&str] = &["and", "or", "und", "oder", "et", "ou", "y", "o", "e", "en", "i", "и", "n"];
/// Whom goods are for: what follows is not a list of what they fit.
const PEOPLE: &[&str] = &[
    "men", "women", "man", "woman", "mens", "womens", "kids", "kid", "boys", "girls", "boy", "girl", "him",
    "her", "baby", "babies", "children", "unisex", "adults", "adult", "ladies", "gift", "gifts", "sale",
    "free", "home", "herren", "damen", "kinder", "homme", "femme", "enfant", "hombre", "mujer", "ninos",
    "uomo", "donna", "bambini", "school", "travel", "work", "running", "gym", "office", "outdoor", "winter",
    "summer", "dogs", "cats",
];
/// Words after a name that say the same.
const AFTER: &[&str] = &[
    "style",
    "styled",
    "compatible",
    "compatibles",
    "compatibile",
    "kompatibel",
    "inspired",
    "like",
    "lookalike",
    "alternative",
    "replacement",
    "ersatz",
];

const HAN_CUES: &[&str] = &[
    "适用于",
    "适用",
    "适合",
    "适配",
    "兼容",
    "通用",
    "用于",
    "代替",
    "替代",
    "配套",
    "支持",
    "匹配",
    "类似",
    "媲美",
    "改装",
];
const HAN_AFTER: &[&str] =
    &["通用", "适用", "专用", "兼容", "可用", "配套", "平替", "代用", "同款", "风格", "适配", "替代", "代替"];
const HAN_FILLERS: &str = "于了的新款老手机系列牌型号全各种及和与等车原装电脑笔记本平板";

/// Whether the name at units `from..to` is used to say what goods fit or resemble. `is_name` tells of a unit
/// whether any other name stands there.
pub(super) fn is_nominative(units: &Units, from: usize, to: usize, is_name: impl Fn(usize) -> bool) -> bool {
    words_before(units, from)
        || word_after(units, to)
        || han_before(units, from, is_name)
        || han_after(units, to)
}

/// A word or sign of the title.
struct Word {
    text: String,
    sign: bool,
    /// Parted from the next by more than a space.
    hard: bool,
}

/// The word that ends before unit `to`, and where it begins.
fn word_before(units: &Units, to: usize) -> Option<(Word, usize)> {
    let last = to.checked_sub(1)?;
    let unit = units.all.get(last)?;
    let hard = units.all.get(to).is_some_and(|next| next.gap & gap::HARD != 0);
    if unit.class == Class::Sign {
        return Some((Word { text: String::new(), sign: true, hard }, last));
    }
    let mut from = last;
    while from > 0 {
        let (Some(unit), Some(before)) = (units.all.get(from), units.all.get(from - 1)) else { break };
        let same = before.class == unit.class || before.class != Class::Sign && before.class != Class::Han;
        if unit.gap & gap::SEEN != 0 || !same || last - from > 24 {
            break;
        }
        from -= 1;
    }
    Some((Word { text: units.text(from, to), sign: false, hard }, from))
}

fn words_before(units: &Units, from: usize) -> bool {
    let (mut at, mut in_item, mut after_joiner, mut passed_new) = (from, 0_usize, false, false);
    for _ in 0..BACK {
        let Some((word, start)) = word_before(units, at) else { return false };
        if word.hard {
            return false;
        }
        let text = word.text.as_str();
        let spaced = units.all.get(at).is_some_and(|unit| unit.gap & gap::SPACE != 0);
        if word.sign {
            // A dash or bracket between spaces ends the phrase; other signs join.
            let dash_alone = spaced && units.all.get(start).is_some_and(|unit| unit.gap & gap::SPACE != 0);
            if dash_alone && !after_joiner && in_item == 0 && at != from {
                return false;
            }
            after_joiner = true;
            in_item = 0;
        } else if is_cue(units, text, start) {
            return !(passed_new && text == "like");
        } else if JOINERS.contains(&text) && !after_joiner {
            after_joiner = true;
            in_item = 0;
        } else if FILLERS.contains(&text) || text.bytes().all(|byte| byte.is_ascii_digit()) {
            passed_new |= text == "new";
        } else if (after_joiner || in_item > 0) && in_item < 3 && !PEOPLE.contains(&text) {
            after_joiner = false;
            in_item += 1;
        } else {
            return false;
        }
        at = start;
    }
    false
}

fn is_cue(units: &Units, text: &str, start: usize) -> bool {
    if CUES.contains(&text) {
        return true;
    }
    let firsts = PAIRS.iter().filter(|(_, second)| *second == text).flat_map(|(firsts, _)| firsts.iter());
    let before = word_before(units, start).map(|(word, _)| word.text).unwrap_or_default();
    firsts.into_iter().any(|first| *first == before)
}

fn word_after(units: &Units, to: usize) -> bool {
    let dash = units.all.get(to).is_some_and(|unit| unit.class == Class::Sign);
    let from = if dash { to + 1 } else { to };
    let mut end = from;
    while end < units.all.len()
        && end < from + 16
        && (end == from || units.boundary(end) < super::fold::Boundary::Hard)
    {
        end += 1;
    }
    AFTER.contains(&units.text(from, end).as_str())
}

fn simplified(units: &Units, from: usize, to: usize) -> String {
    units.text(from, to).chars().map(tables::simplified).collect()
}

fn han_before(units: &Units, from: usize, is_name: impl Fn(usize) -> bool) -> bool {
    let mut at = from;
    let mut joined = true;
    while at > 0 && from - at < HAN_BACK {
        let last = at - 1;
        let Some(unit) = units.all.get(last) else { return false };
        let next_gap = units.all.get(at).map_or(0, |next| next.gap);
        if next_gap & gap::HARD != 0 {
            return false;
        }
        let cue = (2..=3).filter_map(|length| at.checked_sub(length)).any(|start| {
            units.all.get(start).is_some_and(|unit| unit.class == Class::Han)
                && HAN_CUES.contains(&simplified(units, start, at).as_str())
        });
        if cue {
            return true;
        }
        let filler = char::from_u32(unit.label).is_some_and(|c| HAN_FILLERS.contains(tables::simplified(c)));
        match unit.class {
            Class::Sign => joined = true,
            Class::Letter | Class::Digit | Class::Running => {}
            Class::Han if is_name(last) => joined = false,
            Class::Han if filler => {}
            Class::Han => return false,
        }
        if next_gap & gap::SPACE != 0 && !joined && unit.class == Class::Han {
            return false;
        }
        at = last;
    }
    false
}

fn han_after(units: &Units, to: usize) -> bool {
    let mut at = to;
    while at < units.all.len() && at < to + 8 {
        let Some(unit) = units.all.get(at) else { return false };
        if unit.gap & (gap::SPACE | gap::HARD) != 0 && at > to {
            return false;
        }
        if HAN_AFTER.contains(&simplified(units, at, at + 2).as_str()) {
            return true;
        }
        let filler = char::from_u32(unit.label).is_some_and(|c| HAN_FILLERS.contains(tables::simplified(c)));
        let goes_on = match unit.class {
            Class::Han => filler,
            Class::Letter | Class::Digit => true,
            Class::Sign | Class::Running => false,
        };
        if !goes_on {
            return false;
        }
        at += 1;
    }
    false
}
