//! Whether a complainant is who it says.

use case::Digest;
use register::Right;
use register::right::State;

/// Whether `code` is the filing code of the brand account that owns `right`: whoever knows it is one of its
/// people. Those of a former owner are none.
pub(crate) fn is_code_of(right: &Right, code: &str) -> bool {
    // Digests are compared: how long it takes says nothing about the code.
    let assigned = matches!(right.history.state(), State::Assigned { .. });
    !assigned && right.filing_code == Some(Digest::of(code.trim().as_bytes()))
}
