//! Giving references: before what they name is opened, so that each is given once.

use case::{ComplaintId, Reference};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use port::{References, Referred, Unavailable};

/// The first reference that is drawn for a complaint filed at `at`, or for its listing number `place`.
pub(crate) fn first_draw(complaint: ComplaintId, place: u16, at: Timestamp) -> Reference {
    Reference::draw(complaint, place, day_of(at), 0)
}

/// Gives what was filed at `at` its reference: the first of those drawn that is no other's.
pub(crate) async fn give<S: References>(
    store: &S,
    to: Referred,
    at: Timestamp,
) -> Result<Reference, Unavailable> {
    for attempt in 0..=u8::MAX {
        let reference = Reference::draw(to.complaint, to.place, day_of(at), attempt);
        if store.give_reference(reference, to).await? {
            return Ok(reference);
        }
    }
    // Of 33 million, with 256 draws: only where something gives them away.
    Err(Unavailable { system: "references", doing: "drawing one that is not given", source: None })
}

fn day_of(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}
