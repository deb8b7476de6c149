//! What a notice must contain, and who may send one: by the law of the listing's territory and by the claim.

use case::{Claim, Element, Filing, RightKind, Territory};

use crate::laws::{Jurisdiction, Provision, Statute};

/// The law that says what a notice must contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeLaw {
    /// Regulation (EU) 2022/2065 (DSA) Art. 16, for any claim.
    Dsa,
    /// 17 U.S.C. 512(c)(3), for copyright in the United States.
    Dmca,
    /// E-Commerce Law of the People's Republic of China Art. 42, for any claim.
    ECommerceLaw,
    /// None that is known here: the operator's terms.
    Terms,
}

/// Whose notices a law takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoticesFrom {
    /// Any individual or entity.
    Anyone,
    /// Who holds the right, or is authorised to act for who does.
    Authorised,
}

impl NoticesFrom {
    /// Every value.
    pub const ALL: &'static [Self] = &[Self::Anyone, Self::Authorised];

    /// Its code in a rule set.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Anyone => "anyone",
            Self::Authorised => "authorised",
        }
    }
}

impl std::str::FromStr for NoticesFrom {
    type Err = ();
    fn from_str(code: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|it| it.code() == code).ok_or(())
    }
}

/// An element that a notice, or a counter-notice, must contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Demand<E = Element> {
    /// The element.
    pub element: E,
    /// The provision that demands it; `None` for the operator's own terms, where nobody could decide without it.
    pub source: Option<Provision>,
}

pub(crate) const fn demand<E: Copy>(
    element: E,
    statute: Statute,
    places: &'static [&'static str],
) -> Demand<E> {
    Demand { element, source: Some(Provision::of(statute, places)) }
}

pub(crate) const fn by_terms<E: Copy>(element: E) -> Demand<E> {
    Demand { element, source: None }
}

/// These four suffice.
const DSA: &[Demand] = &[
    demand(Element::Explanation, Statute::DigitalServicesAct, &["16(2)(a)"]),
    demand(Element::Location, Statute::DigitalServicesAct, &["16(2)(b)"]),
    demand(Element::Name, Statute::DigitalServicesAct, &["16(2)(c)"]),
    demand(Element::Email, Statute::DigitalServicesAct, &["16(2)(c)"]),
    demand(Element::GoodFaith, Statute::DigitalServicesAct, &["16(2)(d)"]),
];

const DMCA: &[Demand] = &[
    by_terms(Element::Explanation),
    demand(Element::Location, Statute::UsCopyright, &["512(c)(3)(A)(iii)"]),
    demand(Element::Name, Statute::UsCopyright, &["512(c)(3)(A)(iv)"]),
    demand(Element::Email, Statute::UsCopyright, &["512(c)(3)(A)(iv)"]),
    demand(Element::GoodFaith, Statute::UsCopyright, &["512(c)(3)(A)(v)"]),
    demand(Element::Right, Statute::UsCopyright, &["512(c)(3)(A)(ii)"]),
    demand(Element::PostalAddress, Statute::UsCopyright, &["512(c)(3)(A)(iv)"]),
    demand(Element::Telephone, Statute::UsCopyright, &["512(c)(3)(A)(iv)"]),
    demand(Element::Perjury, Statute::UsCopyright, &["512(c)(3)(A)(vi)"]),
    demand(Element::Signature, Statute::UsCopyright, &["512(c)(3)(A)(i)"]),
];

/// The Guiding Opinions of the Supreme People's Court on trying intellectual property cases of e-commerce platforms,
/// Fa Fa (2020) No. 32, Art. 5, say what the notice of Art. 42 contains.
const E_COMMERCE_LAW: &[Demand] = &[
    by_terms(Element::Explanation),
    demand(Element::Location, Statute::CnGuidingOpinions, &["5#2"]),
    demand(Element::Name, Statute::CnGuidingOpinions, &["5#1"]),
    by_terms(Element::Email),
    demand(Element::Right, Statute::CnGuidingOpinions, &["5#1"]),
    demand(Element::Evidence, Statute::CnECommerce, &["42(1)"]),
    demand(Element::Truth, Statute::CnGuidingOpinions, &["5#4"]),
];

const BY_TERMS: &[Demand] = &[
    by_terms(Element::Explanation),
    by_terms(Element::Location),
    by_terms(Element::Name),
    by_terms(Element::Email),
    by_terms(Element::GoodFaith),
    by_terms(Element::Right),
];

impl NoticeLaw {
    /// Every law.
    pub const ALL: &'static [Self] = &[Self::Dsa, Self::Dmca, Self::ECommerceLaw, Self::Terms];

    /// The law for a notice of `claim` about a listing in `territory`.
    #[must_use]
    pub fn of(territory: Territory, claim: Option<Claim>) -> Self {
        match (Jurisdiction::of(territory), claim) {
            (Jurisdiction::UnitedStates, Some(claim)) if claim.rests_on(RightKind::Copyright) => Self::Dmca,
            (Jurisdiction::China, _) => Self::ECommerceLaw,
            (Jurisdiction::Union, _) => Self::Dsa,
            (Jurisdiction::UnitedStates | Jurisdiction::Other, _) => Self::Terms,
        }
    }

    /// The law for the notice that `filing` is of.
    #[must_use]
    pub fn of_filing(filing: &Filing) -> Self {
        Self::of(filing.territory, Some(filing.claim))
    }

    /// Its code among the texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dsa => "dsa",
            Self::Dmca => "dmca",
            Self::ECommerceLaw => "e_commerce_law",
            Self::Terms => "terms",
        }
    }

    /// Whether to dispute a counter-notice keeps the listing down until a person rules on it: not where the law says what
    /// alone does, an action that was filed (17 U.S.C. 512(g)(2)(C)), a complaint to the authority or a suit
    /// (E-Commerce Law Art. 43).
    #[must_use]
    pub const fn lets_dispute(self) -> bool {
        matches!(self, Self::Dsa | Self::Terms)
    }

    /// What a notice must contain.
    #[must_use]
    pub const fn demands(self) -> &'static [Demand] {
        match self {
            Self::Dsa => DSA,
            Self::Dmca => DMCA,
            Self::ECommerceLaw => E_COMMERCE_LAW,
            Self::Terms => BY_TERMS,
        }
    }

    /// Whose notices it takes: DSA Art. 16(1), any individual or entity; 17 U.S.C. 512(c)(3)(A)(vi), who is authorised to
    /// act for the owner; E-Commerce Law Art. 42(1), the holder of the right.
    #[must_use]
    pub const fn notices_from(self) -> NoticesFrom {
        match self {
            Self::Dsa => NoticesFrom::Anyone,
            Self::Dmca | Self::ECommerceLaw | Self::Terms => NoticesFrom::Authorised,
        }
    }
}

/// What was asked as missing in a notice of `claim` about a listing in `territory`, with the provision that demands it.
#[must_use]
pub fn demands_for(missing: &[Element], claim: Claim, territory: Territory) -> Vec<Demand> {
    let law = NoticeLaw::of(territory, Some(claim)).demands();
    let asked = |element: &Element| law.iter().find(|it| it.element == *element).copied();
    missing.iter().map(|element| asked(element).unwrap_or(by_terms(*element))).collect()
}

/// What a notice of `claim` about listings in `territories` must contain, in the order of [`Element::ALL`]; while no
/// territory is known, what suffices in the Union, which is the least that any law asks.
#[must_use]
pub fn demanded(claim: Option<Claim>, territories: &[Territory]) -> Vec<Demand> {
    let mut laws: Vec<NoticeLaw> = territories.iter().map(|it| NoticeLaw::of(*it, claim)).collect();
    if laws.is_empty() {
        laws.push(NoticeLaw::Dsa);
    }
    laws.sort_unstable();
    let of = |element: &Element| {
        let mut all = laws.iter().flat_map(|law| law.demands()).filter(|it| it.element == *element);
        // A law says it better than terms.
        let first = all.clone().find(|it| it.source.is_some());
        first.or_else(|| all.next()).copied()
    };
    Element::ALL.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(claim: Claim, territories: &[&str]) -> Vec<Element> {
        let territories: Vec<Territory> = territories.iter().map(|it| it.parse().unwrap()).collect();
        demanded(Some(claim), &territories).iter().map(|it| it.element).collect()
    }

    #[test]
    fn four_elements_suffice_in_the_union_whatever_is_claimed() {
        use Element::{Email, Explanation, GoodFaith, Location, Name};
        for claim in Claim::ALL {
            for territory in ["EU", "DE", "FR"] {
                assert_eq!(asked(*claim, &[territory]), [Explanation, Location, Name, Email, GoodFaith]);
            }
        }
    }

    #[test]
    fn what_only_one_law_demands_is_asked_only_there() {
        let of_dmca = [Element::PostalAddress, Element::Telephone, Element::Perjury, Element::Signature];
        let of_china = [Element::Evidence, Element::Truth];
        for claim in Claim::ALL {
            for territory in ["EU", "US", "CN", "GB", "JP"] {
                let asked = asked(*claim, &[territory]);
                let dmca = territory == "US" && claim.rests_on(RightKind::Copyright);
                assert!(of_dmca.iter().all(|it| asked.contains(it) == dmca), "{claim} {territory}");
                assert!(of_china.iter().all(|it| asked.contains(it) == (territory == "CN")), "{claim}");
            }
        }
    }

    #[test]
    fn several_territories_ask_for_what_each_of_them_asks() {
        for claim in Claim::ALL {
            for pair in [["EU", "US"], ["EU", "CN"], ["US", "CN"], ["GB", "EU"]] {
                let both = asked(*claim, &pair);
                for element in Element::ALL {
                    let one = pair.iter().any(|it| asked(*claim, &[it]).contains(element));
                    assert_eq!(both.contains(element), one, "{claim} {pair:?} {element}");
                }
            }
        }
        let sources = demanded(Some(Claim::Design), &["GB".parse().unwrap(), "EU".parse().unwrap()]);
        assert!(
            sources[0].source.is_some_and(|it| it.to_string().ends_with("16(2)(a)")),
            "the law is named before the terms"
        );
    }

    #[test]
    fn a_law_takes_notices_of_anyone_only_in_the_union() {
        for (territory, anyone) in [("EU", true), ("IT", true), ("US", false), ("CN", false), ("GB", false)] {
            for claim in Claim::ALL {
                let law = NoticeLaw::of(territory.parse().unwrap(), Some(*claim));
                assert_eq!(law.notices_from() == NoticesFrom::Anyone, anyone, "{territory} {claim}");
            }
        }
    }
}
