//! The characters of a CSV file, which does not say in which charset it is written.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, WINDOWS_1252};

use crate::SheetError;

/// The text of `bytes`: by its byte order mark (UTF-8, UTF-16), else as UTF-8 when it is that, else as one of the
/// two charsets in which Excel writes CSV for the languages served, GB18030 or Windows-1252.
pub(crate) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, SheetError> {
    let (charset, bom) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let bytes = bytes.get(bom..).unwrap_or_default();
    if let Some(text) = charset.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(text);
    }
    if bom > 0 {
        return Err(SheetError::Foreign { found: "text with broken characters" });
    }
    let charset = if is_chinese(bytes) { GB18030 } else { WINDOWS_1252 };
    Ok(charset.decode_without_bom_handling(bytes).0)
}

/// Whether bytes that are no UTF-8 are Chinese in GB18030 rather than Western text.
///
/// Both read almost any bytes. But the 3,755 most used Chinese characters, of which nearly all text consists, have
/// a lead of B0 to D7 and a trail of A1 to FE (GB 2312, level 1), while Western text has its accented letters singly,
/// between letters of ASCII. So it is Chinese when it is valid throughout and most of what is not ASCII is such pairs.
fn is_chinese(bytes: &[u8]) -> bool {
    if GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_none() {
        return false;
    }
    let (mut common, mut other) = (0_usize, 0_usize);
    let mut rest = bytes;
    while let [lead, after @ ..] = rest {
        rest = match (lead, after) {
            (0x00..0x80, _) => after,
            (0xb0..=0xd7, [0xa1..=0xfe, after @ ..]) => {
                common += 1;
                after
            }
            // Chinese punctuation and letters in full width say neither.
            (0xa1..=0xa3, [0xa1..=0xfe, after @ ..]) => after,
            (_, [_, after @ ..]) => {
                other += 1;
                after
            }
            (_, []) => after,
        };
    }
    common > other
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use encoding_rs::{GB18030, WINDOWS_1252};

    use super::text;

    #[test]
    fn chinese_and_western_files_are_told_apart() {
        for chinese in [
            "商品链接,说明\nhttps://demo.example/listing/1,假冒商品",
            "侵权链接;注册号;权利人名称\nhttps://demo.example/listing/1;018999001;北光纺织（苏州）有限公司",
            "说明\n卖家未经许可使用我司商标，商品与正品不符",
            "链接",
        ] {
            let bytes = GB18030.encode(chinese).0;
            assert_eq!(text(&bytes), Ok(Cow::Borrowed(chinese)));
        }
        for western in [
            "url;explication\nhttps://demo.example/listing/1;contrefaçon de la marque déposée à Besançon",
            "name\nHélène Lefèvre-Ÿ",
            "name\nJürgen Müßig, Größe, Straße",
            "price\n€ 20 – “new”",
            "nombre\nMuñoz Ibáñez; ¿dónde?",
        ] {
            let bytes = WINDOWS_1252.encode(western).0;
            assert_eq!(text(&bytes), Ok(Cow::Borrowed(western)));
        }
    }

    #[test]
    fn a_byte_order_mark_decides() {
        let utf_16: Vec<u8> =
            "\u{feff}url\tname\n链接\té".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&utf_16), Ok(Cow::Borrowed("url\tname\n链接\té")));
        assert_eq!(text("\u{feff}链接".as_bytes()), Ok(Cow::Borrowed("链接")));
        assert!(text(b"\xef\xbb\xbfcaf\xe9").is_err());
    }
}
