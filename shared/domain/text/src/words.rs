//! A text as words, so that case, punctuation, accents, look-alikes, markup and characters that are not seen make no
//! difference.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

/// One word as its hash; in scripts that are written without blanks, one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) hash: u64,
    /// In half words: a character of a script without blanks counts as half a word, since words there have about two.
    pub(crate) halves: u32,
}

/// FNV-1a of 64 bits. Prints are stored, so it must never change.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Continues a hash by these bytes.
pub(crate) fn hashed(hash: Option<u64>, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash.unwrap_or(OFFSET), |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME))
}

/// The words of a text in order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut open: Option<u64> = None;
    for c in folded(&without_markup(text)) {
        let mut bytes = [0; 4];
        let bytes = c.encode_utf8(&mut bytes).as_bytes();
        if is_written_without_blanks(c) {
            words.extend(open.take().map(whole));
            words.push(Word { hash: hashed(None, bytes), halves: 1 });
        } else if c.is_alphanumeric() {
            open = Some(hashed(open, bytes));
        } else if !is_inside_words(c) {
            words.extend(open.take().map(whole));
        }
    }
    words.extend(open.map(whole));
    words
}

const fn whole(hash: u64) -> Word {
    Word { hash, halves: 2 }
}

/// A text without tags, and with what stands for a blank, a quotation mark or `&` as that.
fn without_markup(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '&']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let length = tag(from).or_else(|| entity(from));
        if length.is_some() {
            let joins = ["&shy;", "&zwnj;", "&zwj;", "&#8203;", "&#x200b;", "<wbr"];
            let is_inside = joins
                .iter()
                .any(|it| from.get(..it.len()).is_some_and(|start| start.eq_ignore_ascii_case(it)));
            out.push_str(if is_inside { "" } else { " " });
        }
        let skipped = length.unwrap_or(1);
        if length.is_none() {
            out.push_str(from.get(..1).unwrap_or(""));
        }
        rest = from.get(skipped..).unwrap_or("");
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The length of a tag that a text begins with.
fn tag(text: &str) -> Option<usize> {
    let name = text.strip_prefix('<')?.trim_start_matches('/');
    let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!');
    let end = text.find('>')?;
    (is_tag && end < 400).then_some(end + 1)
}

/// The length of a character reference that a text begins with.
fn entity(text: &str) -> Option<usize> {
    let end = text.strip_prefix('&')?.find(';')?;
    let name = text.get(1..=end)?;
    let named = (1..=10).contains(&end) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#');
    named.then_some(end + 2)
}

/// The letters of a text in small, without accents, look-alikes of Latin letters as these.
pub(crate) fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    text.nfkd().filter(|c| !is_accent(*c)).nfc().flat_map(char::to_lowercase).map(alike)
}

const fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{652}' | '\u{5b0}'..='\u{5c7}')
}

/// The Latin letter that a small letter is taken for.
const fn alike(c: char) -> char {
    match c {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' | 'đ' => 'd',
        'е' | 'ε' => 'e',
        'ɡ' => 'g',
        'һ' | 'н' => 'h',
        'і' | 'ι' | 'ı' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' | 'ł' => 'l',
        'м' | 'μ' => 'm',
        'η' => 'n',
        'о' | 'ο' | 'σ' | 'ø' | 'օ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'ս' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        'ζ' => 'z',
        other => other,
    }
}

/// Marks and signs that separate no words: accents that stand alone, apostrophes, soft hyphens, joiners and characters of
/// no width, which are also put into words to hide them.
const fn is_inside_words(c: char) -> bool {
    matches!(c,
        '\'' | '\u{2018}' | '\u{2019}' | '\u{ad}' | '\u{34f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{300}'..='\u{36f}')
}

/// Letters of Chinese, Japanese, Thai, Lao, Burmese and Khmer, with the signs that belong to them.
pub(crate) const fn is_written_without_blanks(c: char) -> bool {
    matches!(c,
        '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}' | '\u{e81}'..='\u{eff}' | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17d3}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
