//! Which characters make words that are set apart, and where in a text a mark may begin and end.

use std::sync::LazyLock;

/// Scripts written without spaces between words, and Hangul, whose words carry endings: any character of them
/// may be the edge of a name. Blocks of Unicode 16.
const UNSPACED: [(u32, u32); 17] = [
    (0x0E00, 0x0FFF),   // Thai, Lao, Tibetan
    (0x1000, 0x109F),   // Myanmar
    (0x1100, 0x11FF),   // Hangul jamo
    (0x1780, 0x17FF),   // Khmer
    (0x1950, 0x19FF),   // Tai Le, New Tai Lue, Khmer symbols
    (0x1A20, 0x1AAF),   // Tai Tham
    (0x2E80, 0xA4CF),   // Han, Kana, Bopomofo, Hangul compatibility jamo, Yi
    (0xA960, 0xA97F),   // Hangul jamo
    (0xA9E0, 0xA9FF),   // Myanmar
    (0xAA60, 0xAADF),   // Myanmar, Tai Viet
    (0xAC00, 0xD7FF),   // Hangul
    (0xF900, 0xFAFF),   // Han, compatibility
    (0xFF65, 0xFFDC),   // halfwidth Kana and Hangul
    (0x16FE0, 0x18DFF), // Tangut, Khitan
    (0x1AFF0, 0x1B2FF), // Kana, Nushu
    (0x1F200, 0x1F2FF), // enclosed Han
    (0x20000, 0x3FFFF), // Han
];

/// A bit for each character of the basic plane that is part of a word set apart.
static IN_WORD: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut bits = vec![0; 1 << 10];
    for code in 0..=0xFFFF {
        if char::from_u32(code).is_some_and(looked_up) {
            bits[code as usize >> 6] |= 1_u64 << (code & 63);
        }
    }
    bits
});

fn looked_up(c: char) -> bool {
    let code = u32::from(c);
    c.is_alphanumeric() && !UNSPACED.iter().any(|(first, last)| (*first..=*last).contains(&code))
}

/// Whether a character is part of a word that is set apart from its neighbours: a letter or digit of a script
/// with spaces.
pub(super) fn in_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    let code = u32::from(c);
    match IN_WORD.get(code as usize >> 6) {
        Some(bits) => bits >> (code & 63) & 1 == 1,
        None => looked_up(c),
    }
}

/// Whether a mark may begin or end at this byte of a text: between any two characters that are not both part
/// of a word set apart. So `puma` ends before a space, a full stop or a Han character, not before `s`.
/// False inside a character and behind the end.
#[must_use]
pub fn is_boundary(text: &str, at: usize) -> bool {
    let Some((before, after)) = text.split_at_checked(at) else { return false };
    match (before.as_bytes().last(), after.as_bytes().first()) {
        (Some(before), Some(after)) if before.is_ascii() && after.is_ascii() => {
            !(before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric())
        }
        _ => !(before.chars().next_back().is_some_and(in_word) && after.chars().next().is_some_and(in_word)),
    }
}
