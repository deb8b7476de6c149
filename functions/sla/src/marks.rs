//! The marks of all rights, compiled into one blob for whoever looks for them in listings.

use jiff::civil::Date;
use matching::{Mark, Marks};
use port::{Clock, CompiledMarks, Registry, RightIndex, Unavailable};
use register::Right;
use register::right::MarkForm;

/// Rights loaded in one request.
const CHUNK: usize = 100;
/// More rights than this are not compiled: their blob would not load in time.
const MOST_RIGHTS: u32 = 100_000;

/// Compiles the words of every trade mark that is in force, and keeps them. Running it twice keeps the same
/// blob twice. Returns how many marks there are.
///
/// # Errors
/// [`Unavailable`] when rights cannot be read or the blob cannot be kept; the last one stays.
pub async fn compile_marks<S, D, C>(store: &S, documents: &D, clock: &C) -> Result<usize, Unavailable>
where
    S: Registry + RightIndex,
    D: CompiledMarks,
    C: Clock,
{
    let today = clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut all = store.rights_to_remind(Date::MAX, MOST_RIGHTS).await?;
    // In one order, so that the same rights make the same blob.
    all.sort_unstable();
    let mut marks = Vec::new();
    for chunk in all.chunks(CHUNK) {
        let rights = store.rights(chunk).await?;
        marks.extend(rights.iter().flatten().filter(|right| right.in_force(today)).filter_map(mark_of));
    }
    let count = marks.len();
    documents.keep_compiled_marks(&Marks::compile(marks).to_bytes()).await?;
    Ok(count)
}

/// What is looked for under a right: the words of a trade mark, its owner's other spellings as aliases.
fn mark_of(right: &Right) -> Option<Mark> {
    let is_mark = right.right.kind() == case::RightKind::Trademark;
    let silent = matches!(right.form, Some(MarkForm::Shape | MarkForm::Colour | MarkForm::Sound));
    (is_mark && !silent && !right.title.trim().is_empty()).then(|| Mark {
        id: right.right.to_string(),
        names: vec![right.title.clone()],
        aliases: right.names.clone(),
        classes: right.classes.clone(),
    })
}
