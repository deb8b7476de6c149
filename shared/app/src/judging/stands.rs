//! Whether what the register said when a case was judged is what it says now.

use case::{Record, RightInput, SellerInput};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use register::right::Right;

use super::inputs::right_input;

/// Whether the right, and what its owner allows the seller, are as they were when `record` was made.
#[must_use]
pub fn still_holds(record: &Record, right: Option<&Right>, now: Timestamp) -> bool {
    let today = now.to_zoned(TimeZone::UTC).date();
    let is = right.map_or(RightInput::Unknown, |right| right_input(right, today));
    let allowed = right.zip(record.seller).is_some_and(|(right, seller)| right.is_authorised(seller, today));
    // Without a record of what was judged nothing can be told to have changed.
    record.inputs.get::<RightInput>().is_none_or(|judged| judged == is)
        && (!allowed || record.inputs.get::<SellerInput>() != Some(SellerInput::NotListed))
}
