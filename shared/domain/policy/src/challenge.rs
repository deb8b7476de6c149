//! The challenge that the open form sets to unauthenticated callers.

use jiff::SignedDuration;

/// How hard a challenge of the form is: leading zero bits of a SHA-256 that a browser has to find, by
/// 2^17 attempts on average. A telephone does about 150,000 a second, so it takes about a second, while its
/// owner is still writing.
pub const CHALLENGE_BITS: u8 = 17;

/// How long a challenge is valid. A complaint that takes longer is filed without a solution.
pub const CHALLENGE_GOOD_FOR: SignedDuration = SignedDuration::from_hours(1);
