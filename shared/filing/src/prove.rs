//! Whether a complainant is who it says.

use case::Digest;
use register::Right;

/// Whether `code` is the filing code of the brand account that owns `right`: whoever knows it is one of its
/// people.
pub(crate) fn is_code_of(right: &Right, code: &str) -> bool {
    // Digests are compared: how long it takes says nothing about the code.
    right.filing_code == Some(Digest::of(code.trim().as_bytes()))
}
