//! A counter-notice: what its form asks for, and the copy of it that the complainant receives.

use case::Language;
use contract::statement::Statement;
use notice::field;
use policy::{CounterElement, Demand, NoticeLaw, Step};

use crate::text::{of_answer, say};
use crate::words;

/// A counter-notice as the complainant receives it: as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CounterNotice {
    /// The seller's words.
    pub text: String,
    /// By which name they are signed; may be empty, as what follows may be.
    pub name: String,
    /// The seller's postal address.
    pub postal_address: String,
    /// The seller's telephone number.
    pub telephone: String,
    /// What the seller declared, in the words that it saw.
    pub declared: Vec<String>,
    /// The signature, as typed.
    pub signature: String,
    /// The names of the files that belong to it.
    pub files: Vec<String>,
}

impl From<Statement> for CounterNotice {
    fn from(statement: Statement) -> Self {
        let Statement { text, name, postal_address, telephone, declared, signature, evidence, .. } =
            statement;
        let files = evidence.into_iter().map(|file| file.name).collect();
        Self { text, name, postal_address, telephone, declared, signature, files }
    }
}

impl CounterNotice {
    /// What stands in place of one that was erased with the data of its seller.
    #[must_use]
    pub fn erased(language: Language) -> Self {
        Self { text: words::erased(language), ..Self::default() }
    }

    /// What it holds beside words and files: what each is, and what is given.
    pub(crate) fn facts(&self, language: Language) -> Vec<(String, String)> {
        let mut facts = vec![
            ("name", self.name.clone()),
            ("postal_address", self.postal_address.clone()),
            ("telephone", self.telephone.clone()),
        ];
        facts.extend(self.declared.iter().map(|words| ("statement", words.clone())));
        facts.push(("signature", self.signature.clone()));
        facts.retain(|(_, value)| !value.is_empty());
        facts.into_iter().map(|(field, value)| (say(language, &format!("counter-{field}")), value)).collect()
    }
}

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

    #[test]
    fn all_that_is_given_is_in_the_copy() {
        let whole = CounterNotice {
            text: "I bought them.".into(),
            name: "Shop One".into(),
            postal_address: "1 Main Street, Springfield".into(),
            telephone: "+1 555 0100".into(),
            declared: vec!["Under penalty of perjury".into(), "I consent".into()],
            signature: "Sam Seller".into(),
            files: Vec::new(),
        };
        let facts = whole.facts(Language::En);
        let told: Vec<&str> = facts.iter().map(|(_, value)| value.as_str()).collect();
        let wanted = ["Shop One", "1 Main Street, Springfield", "+1 555 0100", "Under penalty of perjury"];
        assert_eq!(told[..4], wanted);
        assert_eq!(told[4..], ["I consent", "Sam Seller"]);
        assert_eq!(CounterNotice::default().facts(Language::Zh), []);
    }
}
