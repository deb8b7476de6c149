//! What a party is asked to supply or to declare, by the law of the listing's territory.

use case::{Claim, Element, Territory};
use policy::demanded;

/// The fields by which an element is supplied.
pub(super) const fn fields_of(element: Element, claim: Claim) -> &'static [&'static str] {
    match (element, claim) {
        (Element::Explanation, _) => &["explanation"],
        (Element::Location, _) => &["listings"],
        (Element::Name, _) => &["name"],
        (Element::Email, _) => &["email"],
        (Element::GoodFaith, _) => &["good_faith"],
        (Element::Right, Claim::Copyright) => &["work"],
        (Element::Right, _) => &["right_office", "right_number"],
        (Element::PostalAddress, _) => &["postal_address"],
        (Element::Telephone, _) => &["telephone"],
        (Element::Perjury, _) => &["perjury"],
        (Element::Signature, _) => &["signature"],
        (Element::Evidence, _) => &["evidence"],
        (Element::Truth, _) => &["truth"],
    }
}

/// What is declared of a complaint, in the order of the form.
const DECLARED: [Element; 4] = [Element::GoodFaith, Element::Truth, Element::Perjury, Element::Signature];

/// The fields of what a complaint about a listing in `territory` declares.
pub(super) fn declared(claim: Claim, territory: Territory) -> Vec<&'static str> {
    let demanded = demanded(Some(claim), &[territory]);
    let asked = DECLARED.iter().filter(|element| demanded.iter().any(|it| it.element == **element));
    asked.flat_map(|element| fields_of(*element, claim)).copied().collect()
}

/// The fields that some law demands of a complaint about listings in `territories`, each with the provision.
#[must_use]
pub fn asked(claim: Claim, territories: &[Territory]) -> Vec<(&'static str, Option<&'static str>)> {
    let demanded = demanded(Some(claim), territories);
    let fields = demanded
        .iter()
        .flat_map(|demand| fields_of(demand.element, claim).iter().map(|field| (*field, demand.source)));
    fields.collect()
}
