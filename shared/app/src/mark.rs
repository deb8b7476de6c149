//! The words of a right, as they are looked for in listings.

use case::RightKind;
use matching::Mark;
use register::Right;
use register::right::MarkForm;

/// The mark that a trade mark right protects in words, its owner's other spellings as aliases; `None` for what
/// is no mark, or one of shape, colour or sound.
#[must_use]
pub fn mark_of(right: &Right) -> Option<Mark> {
    let is_mark = right.right.kind() == RightKind::Trademark;
    let silent = matches!(right.form, Some(MarkForm::Shape | MarkForm::Colour | MarkForm::Sound));
    (is_mark && !silent && !right.title.trim().is_empty()).then(|| Mark {
        id: right.right.to_string(),
        names: vec![right.title.clone()],
        aliases: right.names.clone(),
        classes: right.classes.clone(),
    })
}
