//! Names as sellers write them who do not want them found, one function per operation.
//!
//! Each returns nothing when the operation cannot be done to the name.

use unicode_normalization::UnicodeNormalization as _;

use super::alphabets::{Alphabets, ENCLOSED, SELLERS, STYLES, enclosed, mathematical};
use super::draw::Draw;

/// An operation: name in, what the seller writes out.
pub(super) type Make = fn(&Alphabets, &mut Draw, &str) -> Option<String>;

/// Puts something else for some of the letters that have something.
fn replaced(draw: &mut Draw, name: &str, of: impl Fn(&mut Draw, char) -> Option<String>) -> Option<String> {
    let mut parts: Vec<String> = name.chars().map(String::from).collect();
    let others = name.chars().enumerate().filter_map(|(place, c)| Some((place, of(draw, c)?)));
    let others: Vec<_> = others.collect();
    if others.is_empty() {
        return None;
    }
    for (place, other) in draw.some_of(others) {
        parts[place] = other;
    }
    Some(parts.concat())
}

/// Puts something between some neighbouring letters of a word.
fn between(draw: &mut Draw, name: &str, of: impl Fn(&mut Draw) -> char) -> Option<String> {
    let chars: Vec<char> = name.chars().collect();
    let places = (1..chars.len())
        .filter(|place| chars[place - 1].is_alphanumeric() && chars[*place].is_alphanumeric());
    let places: Vec<usize> = places.collect();
    if places.is_empty() {
        return None;
    }
    let chosen = draw.some_of(places);
    let mut made = String::new();
    for (place, c) in chars.iter().enumerate() {
        if chosen.contains(&place) {
            made.push(of(draw));
        }
        made.push(*c);
    }
    Some(made)
}

/// Puts one separator between all letters and digits of each word. A sign that is read aloud (`№`, `×`) is no punctuation.
fn apart(name: &str, separator: &str) -> Option<String> {
    if name.chars().any(|c| !c.is_alphanumeric() && !c.is_ascii() && !c.is_whitespace()) {
        return None;
    }
    let spread = |word: &str| {
        let letters = word.chars().filter(|c| c.is_alphanumeric()).map(String::from);
        letters.collect::<Vec<_>>().join(separator)
    };
    let words = name.split_whitespace().map(spread).filter(|word| !word.is_empty());
    Some(words.collect::<Vec<_>>().join(" "))
}

pub(super) fn plain(_: &Alphabets, _: &mut Draw, name: &str) -> Option<String> {
    Some(name.to_owned())
}

pub(super) fn homoglyph(alphabets: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    replaced(draw, name, |draw, c| draw.one_of(alphabets.near.get(&c)?).map(char::to_string))
}

pub(super) fn homoglyph_of_far_scripts(alphabets: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    replaced(draw, name, |draw, c| draw.one_of(alphabets.far.get(&c)?).map(char::to_string))
}

pub(super) fn sellers_look_alike(_: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    replaced(draw, name, |draw, c| {
        let alike = SELLERS.iter().find(|line| line.starts_with(c))?;
        Some(draw.char_of(&alike[1..]).to_string())
    })
}

pub(super) fn combining(_: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    replaced(draw, name, |draw, c| {
        let mark = char::from_u32(0x300 + u32::try_from(draw.below(0x6f)).ok()?)?;
        // The grapheme joiner is no diacritic.
        (c.is_ascii_alphabetic() && mark != '\u{34f}').then(|| format!("{c}{mark}"))
    })
}

pub(super) fn precomposed(_: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    replaced(draw, name, |draw, c| {
        let marks = "\u{300}\u{301}\u{302}\u{303}\u{304}\u{306}\u{307}\u{308}\u{30a}\u{30b}\u{30c}\u{323}\u{327}\u{328}";
        let composed = [c, draw.char_of(marks)].into_iter().nfc().collect::<String>();
        (c.is_ascii_alphabetic() && composed.chars().count() == 1).then_some(composed)
    })
}

pub(super) fn in_mathematical_letters(_: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    let style = draw.below(STYLES);
    replaced(draw, name, |_, c| mathematical(c, style).map(String::from))
}

pub(super) fn in_enclosed_letters(_: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    let style = draw.below(ENCLOSED);
    replaced(draw, name, |_, c| enclosed(c, style).map(String::from))
}

pub(super) fn fullwidth(_: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    replaced(draw, name, |_, c| {
        let wide = char::from_u32(u32::from(c) + 0xfee0)?;
        c.is_ascii_graphic().then(|| wide.to_string())
    })
}

pub(super) fn zero_width(_: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    const NOTHING: &str = "\u{200b}\u{200c}\u{200d}\u{2060}\u{ad}\u{feff}\u{fe00}\u{fe0e}\u{fe0f}";
    between(draw, name, |draw| draw.char_of(NOTHING))
}

pub(super) fn bidi_controls(_: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    const CONTROLS: &str =
        "\u{200e}\u{200f}\u{61c}\u{202a}\u{202b}\u{202c}\u{202d}\u{2066}\u{2067}\u{2068}\u{2069}";
    between(draw, name, |draw| draw.char_of(CONTROLS))
}

pub(super) fn spaced(_: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    // Three of four are the space bar's; the others no-break, thin and ideographic.
    let space = draw.char_of("         \u{a0}\u{2009}\u{3000}");
    apart(name, &space.to_string())
}

pub(super) fn punctuated(_: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    apart(name, &draw.char_of(".-_·").to_string())
}

pub(super) fn with_symbols(_: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    apart(name, &draw.char_of("*/|~+^=,•°★♥✔→🔥⭐💯").to_string())
}

pub(super) fn split(_: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    let chars: Vec<char> = name.chars().collect();
    let is_letter = |place: usize| chars.get(place).is_some_and(|c| c.is_alphanumeric());
    let inside = |place: &usize| (place - 2..place + 2).all(is_letter);
    let places: Vec<usize> = (2..chars.len()).filter(inside).collect();
    let (start, end) = chars.split_at(*draw.one_of(&places)?);
    Some([start, &[' '], end].concat().into_iter().collect())
}

pub(super) fn leet(_: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    replaced(draw, name, |draw, c| {
        let digits = match c.to_ascii_lowercase() {
            'a' => "4@",
            'b' => "8",
            'e' => "3",
            'g' => "96",
            'i' => "1!|",
            'l' => "1|",
            'o' => "0",
            's' => "5$",
            't' => "7+",
            'z' => "2",
            _ => return None,
        };
        Some(draw.char_of(digits).to_string())
    })
}

/// Does something at one letter that stands among letters.
fn edited(draw: &mut Draw, name: &str, edit: impl Fn(&mut Draw, &mut Vec<char>, usize)) -> Option<String> {
    let mut chars: Vec<char> = name.chars().collect();
    let is_letter = |place: usize| chars.get(place).is_some_and(char::is_ascii_alphabetic);
    let places: Vec<usize> =
        (1..chars.len()).filter(|place| is_letter(place - 1) && is_letter(*place)).collect();
    let place = *draw.one_of(&places)?;
    edit(draw, &mut chars, place);
    Some(chars.into_iter().collect())
}

fn any_letter(draw: &mut Draw) -> char {
    draw.char_of("abcdefghijklmnopqrstuvwxyz")
}

pub(super) fn substitute(_: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    edited(draw, name, |draw, chars, place| chars[place] = any_letter(draw))
}

pub(super) fn insert(_: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    edited(draw, name, |draw, chars, place| {
        // Half of them double a letter, as hands do.
        let letter = if draw.below(2) == 0 { chars[place] } else { any_letter(draw) };
        chars.insert(place, letter);
    })
}

pub(super) fn delete(_: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    edited(draw, name, |_, chars, place| {
        chars.remove(place);
    })
}

pub(super) fn transpose(_: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    edited(draw, name, |_, chars, place| chars.swap(place - 1, place))
}

pub(super) fn masked(_: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    edited(draw, name, |draw, chars, place| chars[place] = draw.char_of("***#_•?"))
}

/// Two operations of those that change no letter for a reader, one after the other.
pub(super) fn combined(alphabets: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    let first: [Make; 4] = [homoglyph, precomposed, in_mathematical_letters, fullwidth];
    let second: [Make; 4] = [zero_width, spaced, punctuated, combining];
    let made = draw.one_of(&first)?(alphabets, draw, name)?;
    draw.one_of(&second)?(alphabets, draw, &made)
}
