//! Machine-made reports: XARF, ACNS, ARF.

use crate::Set;

/// The sets.
pub const SETS: &[Set] = &[];
