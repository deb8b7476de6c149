//! What a counter-notice must contain beside words and name, and what of it the complainant receives: by the law of the
//! listing's territory and by the claim.

use crate::laws::Statute;
use crate::notices::{by_terms, demand};
use crate::{Demand, NoticeLaw};

/// An element of a counter-notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CounterElement {
    /// Files that show that nothing is infringed.
    Evidence,
    /// The seller's postal address.
    PostalAddress,
    /// The seller's telephone number.
    Telephone,
    /// The declaration that what it says is so, in the words that the law has for it.
    Declaration,
    /// Consent to the jurisdiction of a court, and to be served by who complained.
    Jurisdiction,
    /// The signature: the full name, as typed.
    Signature,
}

const DMCA: &[Demand<CounterElement>] = &[
    demand(CounterElement::PostalAddress, Statute::UsCopyright, &["512(g)(3)(D)"]),
    demand(CounterElement::Telephone, Statute::UsCopyright, &["512(g)(3)(D)"]),
    demand(CounterElement::Declaration, Statute::UsCopyright, &["512(g)(3)(C)"]),
    demand(CounterElement::Jurisdiction, Statute::UsCopyright, &["512(g)(3)(D)"]),
    demand(CounterElement::Signature, Statute::UsCopyright, &["512(g)(3)(A)"]),
];

/// The Guiding Opinions, Fa Fa (2020) No. 32, Art. 7, ask for the guarantee that the declaration is true.
const E_COMMERCE_LAW: &[Demand<CounterElement>] = &[
    demand(CounterElement::Evidence, Statute::CnECommerce, &["43(1)"]),
    demand(CounterElement::Declaration, Statute::CnGuidingOpinions, &["7"]),
];

const BY_TERMS: &[Demand<CounterElement>] = &[by_terms(CounterElement::Declaration)];

impl NoticeLaw {
    /// What a counter-notice must contain beside words and name, in the order of its form. It is handed on to the
    /// complainant as a copy (17 U.S.C. 512(g)(2)(B), E-Commerce Law Art. 43(2)); so nothing is asked for that a law does
    /// not demand, and elsewhere no contact data goes over.
    #[must_use]
    pub const fn counter_demands(self) -> &'static [Demand<CounterElement>] {
        match self {
            Self::Dmca => DMCA,
            Self::ECommerceLaw => E_COMMERCE_LAW,
            Self::Dsa | Self::Terms => BY_TERMS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Step;

    fn asks(law: NoticeLaw, element: CounterElement) -> bool {
        law.counter_demands().iter().any(|it| it.element == element)
    }

    #[test]
    fn contact_data_is_asked_only_where_a_statute_has_it_handed_over() {
        for law in NoticeLaw::ALL {
            for element in [CounterElement::PostalAddress, CounterElement::Telephone] {
                assert_eq!(asks(*law, element), *law == NoticeLaw::Dmca, "{law:?} {element:?}");
            }
            assert!(asks(*law, CounterElement::Declaration));
        }
    }

    #[test]
    fn whatever_names_a_statute_names_the_one_of_its_law() {
        for law in NoticeLaw::ALL {
            let named = law.counter_demands().iter().filter(|it| it.source.is_some()).count();
            assert_eq!(named > 0, law.provision(Step::Copy).is_some(), "{law:?}");
        }
    }
}
