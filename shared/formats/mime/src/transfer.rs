//! Transfer encodings (RFC 2045, 6.7 and 6.8), read as leniently as the RFC asks.

use base64_simd::{Out, STANDARD};

use crate::header::{line_end, without_line_end};

/// How many characters of base64 are decoded at once: few enough to stay in the processor's cache.
const PIECE: usize = 8 << 10;

/// Decodes base64.
pub(crate) fn base64(encoded: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(encoded.len() / 4 * 3);
    base64_pieces(encoded, |piece| decoded.extend_from_slice(piece));
    decoded
}

/// Decodes base64, and hands over what it decoded piece by piece. What is not of its alphabet is skipped;
/// padding ends a group, not the text, since some programs join encoded pieces.
pub(crate) fn base64_pieces(encoded: &[u8], mut sink: impl FnMut(&[u8])) {
    let mut digits = Vec::with_capacity(2 * PIECE);
    let mut decoded = vec![0; PIECE / 4 * 6];
    let mut group = Group::default();
    let (mut at, mut width) = (0, 1);
    while at < encoded.len() {
        // Nearly all lines are as long as the one before; a line end that this passes over is skipped.
        let is_alike = encoded.get(at + width - 1) == Some(&b'\n');
        let end = if is_alike { at + width } else { line_end(encoded, at) };
        width = end - at;
        for run in without_line_end(&encoded[at..end]).chunks(PIECE) {
            digits.extend_from_slice(run);
            if digits.len() >= PIECE {
                let whole = digits.len() / 4 * 4;
                sink(group.decode(&digits[..whole], &mut decoded));
                digits.drain(..whole);
            }
        }
        at = end;
    }
    sink(group.decode(&digits, &mut decoded));
    let rest = group.end(&mut decoded);
    sink(&decoded[..rest]);
}

/// Up to four digits of base64 that make up to three bytes.
#[derive(Default)]
struct Group {
    bits: u32,
    digits: usize,
}

impl Group {
    /// Decodes `digits`, and goes on with what was left of those before.
    fn decode<'d>(&mut self, digits: &[u8], decoded: &'d mut [u8]) -> &'d [u8] {
        // Nearly all that comes is whole groups: the library decodes these fast.
        let length = match STANDARD.decode(digits, Out::from_slice(decoded)) {
            Ok(bytes) if self.digits == 0 => bytes.len(),
            _ => digits.iter().fold(0, |length, byte| length + self.take(*byte, &mut decoded[length..])),
        };
        &decoded[..length]
    }

    /// Takes a character, and writes what it completes. Returns how many bytes it wrote.
    fn take(&mut self, byte: u8, out: &mut [u8]) -> usize {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => return self.end(out),
            _ => return 0,
        };
        self.bits = self.bits << 6 | u32::from(digit);
        self.digits += 1;
        if self.digits == 4 { self.end(out) } else { 0 }
    }

    /// Writes the whole bytes of what was taken, and begins again.
    fn end(&mut self, out: &mut [u8]) -> usize {
        let bytes = (self.bits << (24 - 6 * self.digits)).to_be_bytes();
        let count = self.digits * 6 / 8;
        out[..count].copy_from_slice(&bytes[1..=count]);
        *self = Self::default();
        count
    }
}

/// Decodes quoted-printable. White space at the end of a line was added on the way; an `=` that encodes
/// nothing stands for itself.
pub(crate) fn quoted_printable(encoded: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(encoded.len());
    let mut at = 0;
    while at < encoded.len() {
        let end = line_end(encoded, at);
        let whole = &encoded[at..end];
        let line = whole.trim_ascii_end();
        at = end;
        let (line, soft) = line.strip_suffix(b"=").map_or((line, false), |line| (line, true));
        let mut rest = line;
        while let Some(position) = memchr::memchr(b'=', rest) {
            decoded.extend_from_slice(&rest[..position]);
            rest = &rest[position..];
            let byte = rest.get(1).zip(rest.get(2)).and_then(|(high, low)| hex(*high, *low));
            decoded.push(byte.unwrap_or(b'='));
            rest = &rest[if byte.is_some() { 3 } else { 1 }..];
        }
        decoded.extend_from_slice(rest);
        if !soft {
            decoded.extend_from_slice(match whole {
                [.., b'\r', b'\n'] => b"\r\n",
                [.., b'\n'] => b"\n",
                _ => b"",
            });
        }
    }
    decoded
}

fn hex(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(high)? << 4 | digit(low)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_over_lines_of_any_length() {
        for encoded in
            ["TG9vayBhdCBpdC4=", "TG9v\r\nayBh\ndCBpdC4=\r\n", "T\nG9vayBh dCB\tpdC4", "TG9vayBhdCBp!dC4="]
        {
            assert_eq!(base64(encoded.as_bytes()), b"Look at it.", "{encoded:?}");
        }
    }

    #[test]
    fn joined_pieces_of_base64_are_read_on() {
        assert_eq!(base64(b"TG9vaw==\nIGF0\nIGl0Lg=="), b"Look at it.");
        assert_eq!(base64(b"TG9vaw==IGF0IGl0Lg=="), b"Look at it.");
        assert_eq!(base64(b"===="), b"");
        assert_eq!(base64(b"T"), b"");
    }

    #[test]
    fn quoted_printable_is_read_as_leniently_as_it_is_written() {
        for (encoded, decoded) in [
            ("caf=C3=A9", "café"),
            ("caf=c3=a9", "café"),
            ("one =\r\nline", "one line"),
            ("one =  \nline", "one line"),
            ("end  \r\nof line \n", "end\r\nof line\n"),
            ("a=b, 1=zz, =", "a=b, 1=zz, "),
            ("=", ""),
            ("==3D", "=="),
        ] {
            assert_eq!(String::from_utf8(quoted_printable(encoded.as_bytes())).unwrap(), decoded);
        }
    }
}
