//! Signed content of S/MIME (RFC 8551, 3.5.2; RFC 5652, 5): taken out, its signature not verified.
//!
//! Mailers write BER of indefinite length, which DER libraries refuse, so the few fields before the content
//! are stepped over here.

/// 1.2.840.113549.1.7.2, `id-signedData`.
const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
/// 1.2.840.113549.1.7.1, `id-data`.
const DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];

const OBJECT_ID: u8 = 0x06;
const OCTETS: u8 = 0x04;
const OCTETS_IN_PIECES: u8 = 0x24;
const SEQUENCE: u8 = 0x30;
const EXPLICIT_0: u8 = 0xa0;

/// How deep values may lie inside of values.
const MOST_DEPTH: usize = 16;

/// Whether parts of this type hold a CMS message.
pub(crate) fn is_cms(media: &str) -> bool {
    matches!(media, "application/pkcs7-mime" | "application/x-pkcs7-mime")
}

/// The content of a CMS message that is signed and not encrypted.
pub(crate) fn content(message: &[u8]) -> Option<Vec<u8>> {
    let mut outer = Values::of(message).inside(SEQUENCE)?;
    if outer.value(OBJECT_ID)? != SIGNED_DATA {
        return None;
    }
    let mut signed = outer.inside(EXPLICIT_0)?.inside(SEQUENCE)?;
    signed.skip()?; // the version
    signed.skip()?; // the digest algorithms
    let mut content = signed.inside(SEQUENCE)?;
    if content.value(OBJECT_ID)? != DATA {
        return None;
    }
    content.inside(EXPLICIT_0)?.octets()
}

/// Values of BER (X.690), one after the other.
#[derive(Clone, Copy)]
struct Values<'m> {
    rest: &'m [u8],
}

impl<'m> Values<'m> {
    const fn of(rest: &'m [u8]) -> Self {
        Self { rest }
    }

    /// The tag of the next value, its length if it tells one, and what follows these.
    fn head(self) -> Option<(u8, Option<usize>, &'m [u8])> {
        let (tag, rest) = self.rest.split_first()?;
        let (first, rest) = rest.split_first()?;
        match *first {
            0x80 => Some((*tag, None, rest)),
            short @ ..0x80 => Some((*tag, Some(usize::from(short)), rest)),
            long => {
                let (bytes, rest) = rest.split_at_checked(usize::from(long & 0x7f))?;
                let length = bytes.iter().try_fold(0_usize, |length, byte| {
                    length.checked_mul(256).map(|length| length | usize::from(*byte))
                })?;
                Some((*tag, Some(length), rest))
            }
        }
    }

    /// Steps into the next value, which must have this tag. What is then left may reach beyond its end, where
    /// its length is indefinite.
    fn inside(&mut self, tag: u8) -> Option<Self> {
        let (found, length, rest) = self.head()?;
        if found != tag {
            return None;
        }
        Some(Self::of(length.map_or(rest, |length| &rest[..length.min(rest.len())])))
    }

    /// The bytes of the next value, which must have this tag and a length.
    fn value(&mut self, tag: u8) -> Option<&'m [u8]> {
        let (found, length, rest) = self.head()?;
        let (value, rest) = rest.split_at_checked(length?)?;
        self.rest = rest;
        (found == tag).then_some(value)
    }

    /// Steps over the next value.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0;
        loop {
            let (tag, length, rest) = self.head()?;
            match length {
                Some(0) if tag == 0 && depth > 0 => (depth, self.rest) = (depth - 1, rest),
                Some(length) => self.rest = rest.get(length..)?,
                None if depth == MOST_DEPTH => return None,
                None => (depth, self.rest) = (depth + 1, rest),
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// The octet string that comes next, joined where it comes in pieces. A last piece may be cut short.
    fn octets(&mut self) -> Option<Vec<u8>> {
        let mut pieces = *self;
        let (tag, length, rest) = self.head()?;
        if tag == OCTETS {
            return Some(rest[..length?.min(rest.len())].to_vec());
        }
        if tag != OCTETS_IN_PIECES {
            return None;
        }
        pieces = pieces.inside(OCTETS_IN_PIECES)?;
        let mut joined = Vec::new();
        while let Some((OCTETS, Some(length), rest)) = pieces.head() {
            let (piece, rest) = rest.split_at(length.min(rest.len()));
            joined.extend_from_slice(piece);
            pieces.rest = rest;
        }
        Some(joined)
    }
}
