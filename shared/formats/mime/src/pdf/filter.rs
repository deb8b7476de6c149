//! How streams are packed (ISO 32000-1, 7.4), as far as text is.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

/// What was packed by the filter of this name, at most `most` bytes; `None` when the filter is not known.
pub(super) fn decoded(name: &str, data: &[u8], most: usize) -> Option<Vec<u8>> {
    match name {
        "FlateDecode" | "Fl" => {
            let mut inflated = Vec::new();
            // What comes before a fault is text, too.
            let _ = ZlibDecoder::new(data).take(most as u64).read_to_end(&mut inflated);
            Some(inflated)
        }
        "ASCII85Decode" | "A85" => Some(of_base_85(data, most)),
        "ASCIIHexDecode" | "AHx" => Some(of_hexadecimal(data)),
        _ => None,
    }
}

fn of_hexadecimal(data: &[u8]) -> Vec<u8> {
    let digits = data.iter().take_while(|byte| **byte != b'>');
    let digits: Vec<u32> = digits.filter_map(|byte| char::from(*byte).to_digit(16)).collect();
    let byte = |pair: &[u32]| (pair[0] * 16 + pair.get(1).unwrap_or(&0)).to_le_bytes()[0];
    digits.chunks(2).map(byte).collect()
}

/// Five digits from `!` to `u` are four bytes, and `z` is four of zero.
fn of_base_85(data: &[u8], most: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut group = Vec::with_capacity(5);
    let data = data.strip_prefix(b"<~").unwrap_or(data);
    for byte in data.iter().take_while(|byte| **byte != b'~') {
        match byte {
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => {}
        }
        if out.len() >= most {
            break;
        }
        if group.len() == 5 {
            out.extend(bytes_of(&group));
            group.clear();
        }
    }
    out.truncate(most);
    // A group that is cut short has a byte less than digits.
    if let Some(bytes) = group.len().checked_sub(1) {
        group.resize(5, 84);
        out.extend(&bytes_of(&group)[..bytes]);
    }
    out
}

fn bytes_of(group: &[u8]) -> [u8; 4] {
    group.iter().fold(0_u32, |sum, digit| sum.wrapping_mul(85).wrapping_add(u32::from(*digit))).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn text_that_was_packed_as_text_comes_back() {
        for (name, packed, text) in [
            ("ASCII85Decode", "87cURD]i,\"Ebo80~>", "Hello World!"),
            ("A85", "<~87cUR\n D]i,\"Ebo7~>", "Hello World"),
            ("A85", "z!!~>", "\0\0\0\0\0"),
            ("ASCIIHexDecode", "48 65 6C6c 6F2>", "Hello "),
        ] {
            assert_eq!(decoded(name, packed.as_bytes(), 100).as_deref(), Some(text.as_bytes()), "{packed}");
        }
        assert_eq!(decoded("JPXDecode", b"", 100), None);
    }

    #[test]
    fn what_is_no_digit_is_passed_over() {
        for noise in ["~>", "", "uuuuu", "u", "\u{ff}\u{0}", "zz!"] {
            assert!(decoded("A85", "z".repeat(100).as_bytes(), 10).is_some_and(|it| it.len() == 10));
            let _ = decoded("A85", noise.as_bytes(), 100);
            let _ = decoded("AHx", noise.as_bytes(), 100);
        }
    }
}
