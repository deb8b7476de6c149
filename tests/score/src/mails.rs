//! Mails: parts, names, texts, hashes.

use crate::Set;

/// The sets.
pub const SETS: &[Set] = &[];
