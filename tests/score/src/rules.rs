//! Addresses of mail and web: what is taken as one.

use crate::Set;

/// The sets.
pub const SETS: &[Set] = &[];
