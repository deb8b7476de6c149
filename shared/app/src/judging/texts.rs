//! How much of the right's texts the listing shows word for word.

use case::{Claim, CopiedText, Place, RightKind, TextInput};
use port::ListingView;
use register::Right;
use text::{Likeness, compare};

/// What comparing the listing's words with the texts of the right came to, where a work is said to be copied.
pub(super) fn compared(
    claim: Claim,
    right: Option<&Right>,
    view: Option<&ListingView>,
) -> (TextInput, Option<CopiedText>) {
    let (Some(right), Some(view)) = (right, view) else { return (TextInput::NotCompared, None) };
    if !claim.rests_on(RightKind::Copyright) {
        return (TextInput::NotCompared, None);
    }
    let texts: Vec<&[u32]> = right.texts.iter().map(|text| text.runs.as_slice()).collect();
    let shown = [view.title.as_str(), view.text.as_str()];
    let attributes = view.attributes.iter().map(|it| it.value.as_str());
    let said: Vec<&str> = shown.into_iter().chain(attributes).collect();
    let Some(found) = compare(&said, &texts) else {
        return (TextInput::NotCompared, None);
    };
    let copied = right.texts.get(found.index).map(|text| CopiedText {
        text: text.digest,
        words: u16::try_from(found.words).unwrap_or(u16::MAX),
        share: u8::try_from(found.share).unwrap_or(100),
        place: Some(match found.part {
            0 => Place::Title,
            1 => Place::Text,
            _ => Place::Attributes,
        }),
    });
    match found.likeness {
        Likeness::Same => (TextInput::Same, copied),
        Likeness::Near => (TextInput::Near, copied),
        Likeness::Different => (TextInput::Different, None),
    }
}
