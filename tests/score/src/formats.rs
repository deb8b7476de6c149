//! What machines write: XARF, ACNS, ARF, delivery reports, signatures.

use crate::Set;

mod acns;
mod arf;
mod auth;
mod xarf;

/// The sets.
pub const SETS: &[Set] = &[
    ("abuseio-notifier-samples", acns::score),
    ("arf-bounce", arf::score),
    ("mail-auth", auth::score),
    ("xarf/v4-spec", xarf::version_4),
    ("xarf/abusix-v1-3", xarf::before_4),
];
