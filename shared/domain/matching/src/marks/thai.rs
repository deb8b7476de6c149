//! Where Thai words end: no spaces part them.

use super::fold::{Boundary, Units};

const THAI: std::ops::RangeInclusive<char> = '\u{e01}'..='\u{e4e}';
const THAI_BEFORE: std::ops::RangeInclusive<char> = '\u{e40}'..='\u{e44}';
/// What sellers write behind a name without a space, and the most letters and signs of it.
const THAI_NEXT: [&str; 14] = [
    "พร้อมส่ง",
    "ของแท้",
    "แท้",
    "ราคา",
    "ส่งฟรี",
    "สำหรับ",
    "ขนาด",
    "รุ่น",
    "ครีม",
    "สบู่",
    "แชมพู",
    "กระเป๋า",
    "เสื้อ",
    "รองเท้า",
];
const THAI_WORD: usize = 8;

/// Whether a Thai name at units `from..to` stands by itself though no space does before it: what a name is added to stands
/// before it, and what would make another word of its end stands behind.
pub(super) fn is_cut(units: &Units, from: usize, to: usize) -> bool {
    let char = |at: usize| units.all.get(at).and_then(|unit| char::from_u32(unit.label));
    let own = (from..to).all(|at| char(at).is_some_and(|char| THAI.contains(&char)));
    // A vowel that is written before its consonant ends no word.
    let begins = from.checked_sub(1).and_then(char).is_none_or(|it| !THAI_BEFORE.contains(&it));
    let ends = units.boundary(to) == Boundary::Hard;
    let rest = units.text(to, to + THAI_WORD);
    own && begins && (ends || THAI_NEXT.iter().any(|word| rest.starts_with(word)))
}
