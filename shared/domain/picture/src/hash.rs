//! A PDQ hash, and what is known of how it was made.

use std::fmt;
use std::str::FromStr;

/// The distance up to which two hashes are of the same picture: the threshold that PDQ's authors recommend.
pub const MATCH: u32 = 31;

/// The quality from which a hash may stand alone, as PDQ's authors advise: below it, the picture has so few edges
/// that unlike pictures get near hashes.
pub const LEAST_QUALITY: u8 = 50;

/// The 256 bits of a PDQ hash.
///
/// Written as 64 hexadecimal digits, as in every published list: the bits of the highest frequencies first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hash(pub [u8; 32]);

/// A text that is no PDQ hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a PDQ hash must be 64 hexadecimal digits")]
pub struct BadHash;

impl Hash {
    /// In how many of the 256 bits two hashes differ. Those of unlike pictures differ in about 128.
    #[must_use]
    pub fn distance(&self, other: &Self) -> u32 {
        self.0.iter().zip(&other.0).map(|(one, another)| (one ^ another).count_ones()).sum()
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Hash {
    type Err = BadHash;

    fn from_str(text: &str) -> Result<Self, BadHash> {
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != 32 || !rest.is_empty() {
            return Err(BadHash);
        }
        let mut bytes = [0; 32];
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = digit(*high).ok_or(BadHash)? << 4 | digit(*low).ok_or(BadHash)?;
        }
        Ok(Self(bytes))
    }
}

/// A picture's hash, and how far it can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hashed {
    /// The hash.
    pub hash: Hash,
    /// How much there is to see in the picture, from 0 (one colour) to 100.
    pub quality: u8,
}

impl Hashed {
    /// Whether the hash may be used without anything else that speaks for the same: [`LEAST_QUALITY`] or more.
    #[must_use]
    pub const fn is_reliable(&self) -> bool {
        self.quality >= LEAST_QUALITY
    }
}

/// How a picture was turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Not at all.
    Upright,
    /// By a quarter, clockwise.
    Right,
    /// By a half.
    Half,
    /// By a quarter, against the clock.
    Left,
    /// Left and right exchanged.
    Mirrored,
    /// Top and bottom exchanged.
    UpsideDown,
    /// Rows and columns exchanged.
    Transposed,
    /// Rows and columns exchanged, from the other corner.
    Transverse,
}

impl Turn {
    /// Every turn, in the order of [`Turned::hashes`].
    pub const ALL: [Self; 8] = [
        Self::Upright,
        Self::Right,
        Self::Half,
        Self::Left,
        Self::Mirrored,
        Self::UpsideDown,
        Self::Transposed,
        Self::Transverse,
    ];
}

/// The hashes that a picture has in each of the eight ways in which it can be turned and mirrored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turned {
    /// In the order of [`Turn::ALL`]; the first is that of the picture itself.
    pub hashes: [Hash; 8],
    /// As in [`Hashed::quality`]; turning changes nothing about it.
    pub quality: u8,
}

impl Turned {
    /// The picture as it is.
    #[must_use]
    pub const fn upright(&self) -> Hashed {
        Hashed { hash: self.hashes[0], quality: self.quality }
    }
}
