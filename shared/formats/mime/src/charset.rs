//! Bytes as text.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use mail_parser::decoders::charsets::map::charset_decoder;

/// The bytes that a guess looks at.
const SAMPLE: usize = 64 << 10;

/// Text, and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub text: String,
    /// The charset that it was read as, by its name in the WHATWG Encoding Standard.
    pub charset: &'static str,
    /// Whether that is not what was declared: none was, or the bytes prove it wrong.
    pub guessed: bool,
    /// How many characters could not be read; each stands as U+FFFD.
    pub broken: usize,
}

/// Why text is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// UTF-7 (RFC 2152) shows other text to who speaks it than to who does not.
    #[error("the text is declared to be UTF-7: send it as UTF-8")]
    Utf7,
}

/// Reads `bytes`, declared to be of `charset`.
pub(crate) fn decode(bytes: Cow<'_, [u8]>, charset: Option<&str>) -> Result<Text, Unreadable> {
    let charset = charset.unwrap_or_default().trim_matches(|c: char| !c.is_ascii_alphanumeric());
    if is_utf7(charset) {
        return Err(Unreadable::Utf7);
    }
    if !shifts(charset) && bytes.is_ascii() {
        let text = String::from_utf8(bytes.into_owned()).unwrap_or_default();
        return Ok(Text { text, charset: UTF_8.name(), guessed: false, broken: 0 });
    }
    // ASCII has no such bytes: as good as undeclared.
    let is_ascii = charset.contains("ascii") || charset.contains("646");
    if let Some(declared) = Encoding::for_label(charset.as_bytes()).filter(|_| !is_ascii) {
        return Ok(declared_as(declared, &bytes));
    }
    if let Some(decoder) = charset_decoder(charset.as_bytes()).filter(|_| !is_ascii && !charset.is_empty()) {
        let text = decoder(&bytes);
        return Ok(Text { broken: broken(&text), text, charset: "other", guessed: false });
    }
    let (text, charset) = guessed(&bytes);
    Ok(Text { broken: broken(&text), text, charset, guessed: true })
}

/// Reads `bytes` as `declared`, unless they prove that they are not.
fn declared_as(declared: &'static Encoding, bytes: &[u8]) -> Text {
    let (text, used, has_errors) = declared.decode(bytes);
    let broken = if has_errors { broken(&text) } else { 0 };
    // Windows-1252 is what programs declare that do not know, and in it what reads as UTF-8 is no text.
    let is_doubtful = has_errors || declared == WINDOWS_1252;
    if is_doubtful && let Ok(text) = std::str::from_utf8(bytes) {
        return Text { text: text.to_owned(), charset: UTF_8.name(), guessed: true, broken: 0 };
    }
    // A stray byte proves nothing, but that few bytes above 127 can be read does.
    if broken > 3 + 2 * text.chars().filter(|c| !c.is_ascii() && *c != char::REPLACEMENT_CHARACTER).count() {
        let (text, charset) = guessed(bytes);
        if self::broken(&text) == 0 {
            return Text { text, charset, guessed: true, broken: 0 };
        }
    }
    Text { text: text.into_owned(), charset: used.name(), guessed: used != declared, broken }
}

/// Reads bytes of an unknown charset: as UTF-8 where they are that, else as what their frequency suggests.
/// Returns the charset's name, too.
pub(crate) fn guessed(bytes: &[u8]) -> (String, &'static str) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), UTF_8.name());
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(SAMPLE)], bytes.len() <= SAMPLE);
    let (text, used, _) = detector.guess(None, Utf8Detection::Allow).decode(bytes);
    (text.into_owned(), used.name())
}

fn is_utf7(charset: &str) -> bool {
    let letters = charset.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
    letters.collect::<Vec<_>>().windows(4).any(|window| window == b"utf7")
}

/// Whether bytes below 128 of `charset` need not be ASCII.
fn shifts(charset: &str) -> bool {
    ["iso-2022", "csiso2022", "utf-16", "utf16", "ucs", "csunicode", "unicode", "hz"]
        .iter()
        .any(|prefix| charset.starts_with(prefix))
}

fn broken(text: &str) -> usize {
    text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count()
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, EUC_KR, GB18030, GBK, KOI8_R, SHIFT_JIS, WINDOWS_1251};

    use super::*;

    const CHINESE: &str = "尊敬的平台：该商品侵犯了我公司的注册商标专用权，请立即删除相关链接。";

    fn read(bytes: &[u8], charset: Option<&str>) -> Text {
        decode(Cow::Borrowed(bytes), charset).unwrap()
    }

    #[test]
    fn every_charset_of_real_mail_is_read() {
        for (encoding, text) in [
            (GBK, CHINESE),
            (GB18030, CHINESE),
            (BIG5, "該商品侵犯了我公司的註冊商標專用權"),
            (SHIFT_JIS, "この商品は当社の商標権を侵害しています"),
            (EUC_KR, "이 상품은 당사의 상표권을 침해합니다"),
            (KOI8_R, "Этот товар нарушает наши права"),
            (WINDOWS_1251, "Этот товар нарушает наши права"),
        ] {
            let name = encoding.name().to_ascii_lowercase();
            let decoded = read(&encoding.encode(text).0, Some(&name));
            assert_eq!((decoded.text.as_str(), decoded.guessed, decoded.broken), (text, false, 0), "{name}");
        }
        assert_eq!(read(b"caf\x82", Some("cp850")).text, "café");
    }

    #[test]
    fn utf_7_is_refused_however_it_is_spelt() {
        for name in ["utf-7", "UTF7", "unicode-1-1-utf-7", "x-utf_7"] {
            assert_eq!(decode(Cow::Borrowed(b"+ADw-"), Some(name)), Err(Unreadable::Utf7), "{name}");
        }
    }

    #[test]
    fn an_undeclared_charset_is_guessed() {
        for declared in [None, Some("us-ascii"), Some("unknown-8bit"), Some("x-made-up")] {
            let utf8 = read(CHINESE.as_bytes(), declared);
            assert_eq!((utf8.text.as_str(), utf8.guessed), (CHINESE, true));
            let gbk = read(&GBK.encode(CHINESE).0, declared);
            assert_eq!((gbk.text.as_str(), gbk.guessed), (CHINESE, true));
        }
    }

    #[test]
    fn a_wrong_charset_is_repaired_where_the_bytes_prove_it() {
        for declared in ["gb2312", "iso-8859-1", "windows-1252", "big5"] {
            let bytes = "Naïve – 商标权 ©".as_bytes();
            assert_eq!(read(bytes, Some(declared)).text, "Naïve – 商标权 ©", "{declared}");
        }
        assert_eq!(read(&GBK.encode(CHINESE).0, Some("utf-8")).text, CHINESE);
        let stray = read(b"One stray byte \xff in a line of English.", Some("utf-8"));
        assert_eq!((stray.text.as_str(), stray.broken), ("One stray byte \u{fffd} in a line of English.", 1));
        assert_eq!(read(b"caf\xe9", Some("iso-8859-1")).text, "café");
    }
}
