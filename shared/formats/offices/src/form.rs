//! What offices call the form of a mark.

use register::right::MarkForm;

/// The form that an office's own words name; [`MarkForm::Other`] for words that name none.
pub(crate) fn named(words: &str) -> MarkForm {
    let words = words.to_lowercase();
    let has = |part: &str| words.contains(part);
    match () {
        () if has("series") => MarkForm::Series,
        () if has("sound") => MarkForm::Sound,
        () if has("3-d") || has("3d") || has("shape") || has("three") => MarkForm::Shape,
        () if has("colour") || has("color") => MarkForm::Colour,
        () if has("combined") => MarkForm::Combined,
        // "an illustration drawing which includes words" is no word mark.
        () if has("figur") || has("illustration") || has("styli") || has("device") => MarkForm::Figurative,
        () if has("word") || has("typeset") || has("standard character") => MarkForm::Word,
        () => MarkForm::Other,
    }
}

/// The form by the first digit of a mark drawing code of the USPTO ("Trademark Applications Daily XML",
/// mark-drawing-code).
pub(crate) fn of_drawing(code: &str) -> Option<MarkForm> {
    match code.bytes().next()? {
        // Typeset; standard characters.
        b'1' | b'4' => Some(MarkForm::Word),
        b'2' | b'3' | b'5' => Some(MarkForm::Figurative),
        // No drawing is possible: mostly sounds, but also scents.
        b'6' => Some(MarkForm::Other),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offices_words_name_the_form() {
        for (words, form) in [
            ("Word", MarkForm::Word),
            ("TYPESET WORD(S) /LETTER(S) /NUMBER(S)", MarkForm::Word),
            ("AN ILLUSTRATION DRAWING WITH WORD(S) IN BLOCK FORM", MarkForm::Figurative),
            ("Shape", MarkForm::Shape),
            ("3-D", MarkForm::Shape),
            ("Colour", MarkForm::Colour),
            ("Hologram", MarkForm::Other),
            ("Sound", MarkForm::Sound),
        ] {
            assert_eq!(named(words), form, "{words}");
        }
        assert_eq!(of_drawing("4000"), Some(MarkForm::Word));
    }

    #[test]
    fn every_form_is_named_by_its_own_code() {
        for form in MarkForm::ALL {
            assert_eq!(named(form.code()), *form);
        }
    }
}
