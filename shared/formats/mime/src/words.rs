//! Encoded words (RFC 2047) of header fields.
//!
//! They are decoded here and not by `mail-parser`: its time grows with the square of a field made of begins of
//! encoded words, and it decodes each word by itself, though programs break them within characters.

use std::borrow::Cow;

use memchr::memchr;
use memchr::memmem;

use crate::{charset, transfer};

/// Around the number of what was decoded, in the place of it. Fields may not hold these characters.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

/// The most characters of a charset's name, with a language behind it (RFC 2231, 5).
const MOST_CHARSET: usize = 80;

/// A field whose encoded words were taken out, so that no parser of its structure trips over what they say.
pub(crate) struct Taken {
    /// The field, with a number in the place of each run of encoded words.
    pub(crate) line: Vec<u8>,
    texts: Vec<String>,
}

/// An encoded word.
struct Word<'f> {
    charset: &'f [u8],
    is_base64: bool,
    encoded: &'f [u8],
}

impl Taken {
    /// Takes the encoded words out of a field. Such as follow each other, apart by white space alone, are one
    /// text (RFC 2047, 6.2).
    pub(crate) fn of(field: &str) -> Self {
        let mut taken = Self { line: Vec::with_capacity(field.len() + 1), texts: Vec::new() };
        let field = field.as_bytes();
        let mut at = 0;
        while let Some(found) = memmem::find(&field[at..], b"=?") {
            taken.keep(&field[at..at + found]);
            at += found;
            let mut run = Vec::new();
            let mut next = at;
            while let Some((word, end)) = word(field, next) {
                run.push(word);
                at = end;
                let spaces = field[end..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                next = end + spaces;
            }
            match text_of(&run) {
                Some(text) => taken.put(text),
                None if run.is_empty() => {
                    taken.put("=?".to_owned());
                    at += 2;
                }
                // Of a charset that is refused.
                None => taken.put(char::REPLACEMENT_CHARACTER.to_string()),
            }
        }
        taken.keep(&field[at..]);
        taken
    }

    /// Puts the texts back into what a parser made of the field.
    pub(crate) fn put_back<'t>(&self, parsed: &'t str) -> Cow<'t, str> {
        if !parsed.contains(OPEN) {
            return Cow::Borrowed(parsed);
        }
        let mut whole = String::with_capacity(parsed.len());
        let mut rest = parsed;
        while let Some((before, after)) = rest.split_once(OPEN) {
            whole.push_str(before);
            let (number, after) = after.split_once(CLOSE).unwrap_or((after, ""));
            let text = number.parse().ok().and_then(|number: usize| self.texts.get(number));
            whole.push_str(text.map_or("", String::as_str));
            rest = after;
        }
        whole.push_str(rest);
        Cow::Owned(whole)
    }

    fn keep(&mut self, bytes: &[u8]) {
        self.line.extend(bytes.iter().map(|byte| if matches!(byte, 1 | 2) { b' ' } else { *byte }));
    }

    fn put(&mut self, text: String) {
        self.line.extend_from_slice(format!("{OPEN}{}{CLOSE}", self.texts.len()).as_bytes());
        self.texts.push(text);
    }
}

/// The encoded word that begins at `at`, and where it ends.
fn word(field: &[u8], at: usize) -> Option<(Word<'_>, usize)> {
    let rest = field[at..].strip_prefix(b"=?")?;
    let charset = &rest[..memchr(b'?', &rest[..rest.len().min(MOST_CHARSET)])?];
    if charset.is_empty() || charset.iter().any(|byte| !byte.is_ascii_graphic()) {
        return None;
    }
    let rest = &rest[charset.len() + 1..];
    let is_base64 = match rest.first()? {
        b'b' | b'B' => true,
        b'q' | b'Q' => false,
        _ => return None,
    };
    let rest = rest[1..].strip_prefix(b"?")?;
    // White space within a word is forbidden, and common.
    let length = memchr(b'?', rest)?;
    rest[length + 1..].strip_prefix(b"=")?;
    let end = field.len() - rest.len() + length + 2;
    Some((Word { charset, is_base64, encoded: &rest[..length] }, end))
}

/// What a run of encoded words says; none when it is empty, or of a charset that is refused.
fn text_of(run: &[Word<'_>]) -> Option<String> {
    let mut text = String::new();
    for words in run.chunk_by(|one, other| one.charset.eq_ignore_ascii_case(other.charset)) {
        let bytes: Vec<u8> = words.iter().flat_map(Word::bytes).collect();
        let charset = String::from_utf8_lossy(words.first()?.charset).to_ascii_lowercase();
        let charset = charset.split('*').next();
        text.push_str(&charset::decode(Cow::Owned(bytes), charset).ok()?.text);
    }
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    (!run.is_empty()).then_some(text)
}

impl Word<'_> {
    fn bytes(&self) -> Vec<u8> {
        if self.is_base64 {
            return transfer::base64(self.encoded);
        }
        let spaced: Vec<u8> =
            self.encoded.iter().map(|byte| if *byte == b'_' { b' ' } else { *byte }).collect();
        // A space at the end of a word is meant, unlike at the end of a line.
        let spaces = spaced.iter().rev().take_while(|byte| **byte == b' ').count();
        let mut bytes = transfer::quoted_printable(&spaced);
        bytes.extend(std::iter::repeat_n(b' ', spaces));
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::Taken;

    fn decoded(field: &str) -> String {
        let taken = Taken::of(field);
        taken.put_back(std::str::from_utf8(&taken.line).unwrap()).into_owned()
    }

    #[test]
    fn encoded_words_are_decoded() {
        for (field, text) in [
            ("=?utf-8?Q?Fake_caf=C3=A9?= here", "Fake café here"),
            ("=?UTF-8?B?5L615p2D?=", "侵权"),
            ("=?utf-8*en?q?a?=", "a"),
            ("=?utf-8?q?two_?= \r\n =?utf-8?q?words?=", "two words"),
            ("=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"),
            ("=?gb2312?B?x9bIqA==?=", "侵权"),
            ("=?koi8-r?b?8NLJ18XU?=", "Привет"),
            ("=?utf-8?q?line=0Abreak?=", "line break"),
        ] {
            assert_eq!(decoded(field), text, "{field}");
        }
    }

    #[test]
    fn a_character_broken_over_two_words_is_whole() {
        assert_eq!(decoded("=?utf-8?B?5L61?= =?utf-8?B?5p0=?=\r\n =?utf-8?B?gw==?="), "侵权");
    }

    #[test]
    fn what_is_no_encoded_word_stands_as_it_is() {
        for field in ["=?", "a =? b ?=", "=?utf-8?x?a?=", "=?utf-8?q?a", "=??q?a?=", "1=?2", "x\u{1}0\u{2}y"]
        {
            assert_eq!(decoded(field), field.replace(['\u{1}', '\u{2}'], " "), "{field}");
        }
        assert_eq!(decoded("=?utf-7?Q?+ADw-?="), "\u{fffd}");
    }
}
