//! What people read beside the rules: the first complaints of who is new, and a sample of what rules decided.

use case::CaseId;
use jiff::SignedDuration;

/// Automatic decisions per thousand that a person reviews without knowing them.
const SAMPLE_PER_MILLE: u32 = 20;

/// A complainant is new while fewer of its complaints than this have ended.
pub const MOST_OF_NEW: u32 = 5;

/// More listings than this are many, for someone new, in one complaint or in all of [`LATELY`]: so many Alibaba's platform
/// took in one complaint from complainants without an account.
pub const MANY_LISTINGS: u16 = 10;

/// For so long, listings in separate complaints of someone new are counted together.
pub const LATELY: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Whether an automatic decision of `case` belongs to the sample. It follows from the case's id, which is a
/// digest: nobody chooses, and anyone can compute it again.
#[must_use]
pub fn is_sampled(case: CaseId) -> bool {
    let [.., a, b, c, d] = case.uuid().into_bytes();
    u32::from_be_bytes([a, b, c, d]) % 1000 < SAMPLE_PER_MILLE
}
