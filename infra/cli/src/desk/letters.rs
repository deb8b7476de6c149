//! `desk letters`: what becomes of letters that could not be sent.

use app::desk;
use case::{UnsentLetter, Withheld};
use serde_json::json;

use crate::output::Output;

/// Which letters are tried again, or left, and what would keep them from going out once more.
pub(super) fn reviewed(decided: &desk::Decided, unsent: &[UnsentLetter], send: bool) -> Output {
    let (case, reference) = (decided.case.id, decided.case.filing.reference);
    let names: Vec<&str> = unsent.iter().map(|it| it.owed.letter.code()).collect();
    let what = if send { "owed again, and tried now" } else { "left unsent" };
    let mut text = format!("case {reference}: {} {what}", names.join(", "));
    let back = unsent.iter().any(|it| it.why == Withheld::ReturnedMail);
    if send && back {
        text += "\nmail to the complainant came back: until the mark on the address ends, or the account has another \
                 address, they are withheld once more";
    }
    let json = json!({
        "reference": reference.to_string(), "case": case.to_string(), "letters": names, "send": send,
        "changed": decided.changed,
    });
    Output::new(text, json)
}
