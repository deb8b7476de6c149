//! The marks of all rights, compiled into one blob for those who look for them in listings.

use jiff::civil::Date;
use matching::Marks;
use port::{CompiledMarks, Registry, RightIndex, Unavailable, WallClock};
use register::Right;
use register::right::RightState;

use crate::mark_of;

/// Rights loaded in one request.
const CHUNK: usize = 100;
/// More rights than this are not compiled: their blob would not load in time.
const MOST_RIGHTS: u32 = 100_000;

/// Whether a right's words are looked for: it is in force, and the desk has not turned it down.
fn is_good(right: &Right, today: Date) -> bool {
    right.in_force(today) && matches!(right.state_on(today), RightState::Submitted | RightState::Verified)
}

/// Compiles the words of every trade mark that is in force, and keeps them. Running it twice keeps the same
/// blob twice. Returns how many marks there are.
///
/// # Errors
/// [`Unavailable`] when rights cannot be read or the blob cannot be kept; the last one stays.
pub async fn compile_marks<S, D, C>(store: &S, documents: &D, clock: &C) -> Result<usize, Unavailable>
where
    S: Registry + RightIndex,
    D: CompiledMarks,
    C: WallClock,
{
    let today = clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut all = store.rights_to_remind(Date::MAX, MOST_RIGHTS).await?;
    // In one order, so that the same rights make the same blob.
    all.sort_unstable();
    let mut marks = Vec::new();
    for chunk in all.chunks(CHUNK) {
        let rights = store.rights(chunk).await?;
        marks.extend(rights.iter().flatten().filter(|right| is_good(right, today)).filter_map(mark_of));
    }
    let count = marks.len();
    documents.keep_compiled_marks(&Marks::compile(marks).to_bytes()).await?;
    Ok(count)
}
