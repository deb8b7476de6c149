//! The rules of the versions, as tables.
//!
//! Facts of the published schemas, in our words: version 4 of the schema set of 2026-03-20
//! (<https://xarf.org>), versions 1 to 3, `alpha` and `development` of
//! <https://github.com/abusix/xarf>. Where samples and schemas differ, the schema rules. A `format` is
//! enforced. Only types about a right have rules here: others are told by their category and are not ours.

pub(crate) mod v3;
pub(crate) mod v4;

mod content;
mod copyright;
