//! What a party is asked to supply or to declare, by the law of the listing's territory.

use case::{Claim, Element, Territory};
use policy::{Provision, demanded};

/// The fields by which an element is supplied.
pub(super) const fn fields_of(element: Element, claim: Claim) -> &'static [&'static str] {
    match element {
        Element::Explanation => &["explanation"],
        Element::Location => &["listings"],
        Element::Name => &["name"],
        Element::Email => &["email"],
        Element::GoodFaith => &["good_faith"],
        Element::Right if claim.is_of_work() => &["work"],
        Element::Right => &["right_office", "right_number"],
        Element::PostalAddress => &["postal_address"],
        Element::Telephone => &["telephone"],
        Element::Perjury => &["perjury"],
        Element::Signature => &["signature"],
        Element::Evidence => &["evidence"],
        Element::Truth => &["truth"],
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
pub fn asked(claim: Claim, territories: &[Territory]) -> Vec<(&'static str, Option<Provision>)> {
    let demanded = demanded(Some(claim), territories);
    let fields = demanded
        .iter()
        .flat_map(|demand| fields_of(demand.element, claim).iter().map(|field| (*field, demand.source)));
    fields.collect()
}
