//! A counter-notice: what its form asks for, and what it says of who receives it.

use case::Language;
use notice::field;
use policy::{CounterElement, Demand, NoticeLaw, Step};

use crate::text::{of_answer, say};
use crate::words;

/// The words of a declaration of a counter-notice under `law`, as the seller sees and signs them; `None` for what is no
/// declaration.
#[must_use]
pub fn declaration(language: Language, law: NoticeLaw, element: CounterElement) -> Option<String> {
    match element {
        CounterElement::Declaration => Some(say(language, &format!("objection-statement-{}", law.code()))),
        CounterElement::Jurisdiction => Some(say(language, "objection-jurisdiction")),
        CounterElement::Evidence
        | CounterElement::PostalAddress
        | CounterElement::Telephone
        | CounterElement::Signature => None,
    }
}

/// How the field of an element is labelled.
pub(crate) fn label(language: Language, law: NoticeLaw, demand: Demand<CounterElement>) -> String {
    let asked = || say(language, &format!("form-{}", field::of_counter_notice(demand.element)));
    let label = declaration(language, law, demand.element).unwrap_or_else(asked);
    words::resting_on(language, &label, demand.source)
}

/// What of a counter-notice the complainant receives, and what not: told before it is signed.
pub(crate) fn handed_on(language: Language, law: NoticeLaw) -> String {
    let told = say(language, &of_answer(law, "counter-handed-on"));
    words::resting_on(language, &told, law.provision(Step::Copy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_law_demands_lacks_its_words() {
        for language in Language::ALL {
            for law in NoticeLaw::ALL {
                for demand in law.counter_demands() {
                    let label = label(*language, *law, *demand);
                    assert!(label.len() > 3 && !label.contains("form-") && !label.contains("objection-"));
                }
                assert!(!handed_on(*language, *law).starts_with("counter-"), "{language} {law:?}");
            }
        }
    }
}
