//! What a counter-notice must contain beside words and name, and what of it the complainant receives: by the law of the
//! listing's territory and by the claim.

use crate::NoticeLaw;
use crate::laws::{Provision, Statute};

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

/// That a counter-notice must contain an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CounterDemand {
    /// The element.
    pub element: CounterElement,
    /// The provision that demands it; `None` for the operator's own terms.
    pub source: Option<Provision>,
}

const fn by(statute: Statute, element: CounterElement, places: &'static [&'static str]) -> CounterDemand {
    CounterDemand { element, source: Some(Provision::of(statute, places)) }
}

const DMCA: &[CounterDemand] = &[
    by(Statute::UsCopyright, CounterElement::PostalAddress, &["512(g)(3)(D)"]),
    by(Statute::UsCopyright, CounterElement::Telephone, &["512(g)(3)(D)"]),
    by(Statute::UsCopyright, CounterElement::Declaration, &["512(g)(3)(C)"]),
    by(Statute::UsCopyright, CounterElement::Jurisdiction, &["512(g)(3)(D)"]),
    by(Statute::UsCopyright, CounterElement::Signature, &["512(g)(3)(A)"]),
];

/// The Guiding Opinions, Fa Fa (2020) No. 32, Art. 7, ask for the guarantee that the declaration is true.
const E_COMMERCE_LAW: &[CounterDemand] = &[
    by(Statute::CnECommerce, CounterElement::Evidence, &["43(1)"]),
    by(Statute::CnGuidingOpinions, CounterElement::Declaration, &["7"]),
];

const BY_TERMS: &[CounterDemand] = &[CounterDemand { element: CounterElement::Declaration, source: None }];

impl NoticeLaw {
    /// What a counter-notice must contain beside words and name, in the order of its form. It is handed on to the
    /// complainant as a copy (17 U.S.C. 512(g)(2)(B), E-Commerce Law Art. 43(2)); so nothing is asked for that a law does
    /// not demand, and elsewhere no contact data goes over.
    #[must_use]
    pub const fn counter_demands(self) -> &'static [CounterDemand] {
        match self {
            Self::Dmca => DMCA,
            Self::ECommerceLaw => E_COMMERCE_LAW,
            Self::Dsa | Self::Terms => BY_TERMS,
        }
    }

    /// The provision by which the complainant receives a counter-notice.
    #[must_use]
    pub const fn counter_notice_copied_by(self) -> Option<Provision> {
        match self {
            Self::Dmca => Some(Provision::of(Statute::UsCopyright, &["512(g)(2)(B)"])),
            Self::ECommerceLaw => Some(Provision::of(Statute::CnECommerce, &["43(2)"])),
            Self::Dsa | Self::Terms => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(named > 0, law.counter_notice_copied_by().is_some(), "{law:?}");
        }
    }
}
