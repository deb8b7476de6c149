//! Notices in words: who is accused, of what.

use crate::Set;

/// The sets.
pub const SETS: &[Set] = &[];
