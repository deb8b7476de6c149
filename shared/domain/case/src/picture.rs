//! What comparing a listing's pictures came to: data, never bytes.

use jiff::Timestamp;

use crate::filing::codes;
use crate::id::{Digest, PictureId};
use crate::record::PictureInput;

/// How often the pictures of one case are compared at most: each edit of the listing may ask for it again.
pub(crate) const MOST_COMPARISONS: u8 = 5;

codes! {
    /// What a listing's picture was compared with.
    PictureSource, "picture source" {
        /// A reference picture that was reviewed with the right.
        Reference = "reference",
        /// A picture among the complaint's evidence. It proves nothing alone: it may be the listing's own.
        Evidence = "evidence",
    }
}

codes! {
    /// Why the nearest picture does not count for all that its distance says.
    PictureExcuse, "picture excuse" {
        /// A picture of a use that the owner allows is near, too.
        Allowed = "allowed",
        /// A picture that never counts is near, too.
        Negative = "negative",
        /// One of the two shows too little to tell.
        Unreliable = "unreliable",
    }
}

/// The nearest pair of pictures.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NearestPicture {
    /// The listing's picture.
    pub picture: PictureId,
    /// The picture that it was compared with, by its digest in the evidence store.
    pub with: Digest,
    /// What that one is.
    pub source: PictureSource,
    /// In how many of 256 bits their hashes differ.
    pub distance: u16,
    /// How much there is to see in the one that shows less, from 0 to 100.
    pub quality: u8,
    /// Why it does not count in full, where it does not.
    pub excuse: Option<PictureExcuse>,
}

/// What comparing the pictures of one version of a listing came to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Comparison {
    /// The version that was looked at, where there was one.
    pub version: String,
    /// What follows.
    pub result: PictureInput,
    /// How many of its pictures were compared.
    pub compared: u8,
    /// How many were not: they could not be fetched or read.
    pub left_out: u8,
    /// The nearest pair, where there was one.
    pub nearest: Option<NearestPicture>,
}

/// How far the comparison of a case's pictures is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Pictures {
    /// Nobody has asked for it.
    #[default]
    NotAsked,
    /// This version is to be compared.
    Asked {
        /// Of the listing.
        version: String,
        /// When that was asked.
        since: Timestamp,
    },
    /// It has been made.
    Compared(Comparison),
}

impl Pictures {
    /// What was compared last, unless another comparison is asked for.
    #[must_use]
    pub const fn comparison(&self) -> Option<&Comparison> {
        match self {
            Self::Compared(comparison) => Some(comparison),
            Self::NotAsked | Self::Asked { .. } => None,
        }
    }
}
