//! The names of the fields that problems point at; the same in form, JSON and pages.
#![allow(missing_docs, reason = "each constant is the field of its name")]

pub const CLAIM: &str = "claim";
pub const LISTINGS: &str = "listings";
pub const RIGHT_OFFICE: &str = "right_office";
pub const RIGHT_NUMBER: &str = "right_number";
pub const CLASSES: &str = "classes";
pub const WORK: &str = "work";
pub const EXPLANATION: &str = "explanation";
pub const NAME: &str = "name";
pub const EMAIL: &str = "email";
pub const POSTAL_ADDRESS: &str = "postal_address";
pub const TELEPHONE: &str = "telephone";
pub const GOOD_FAITH: &str = "good_faith";
pub const PERJURY: &str = "perjury";
pub const SIGNATURE: &str = "signature";
pub const TRUTH: &str = "truth";
pub const ACCOUNT_SECRET: &str = "account_secret";
pub const EVIDENCE: &str = "evidence";
pub const LANGUAGE: &str = "language";
/// The right as a whole: a JSON object.
pub const RIGHT: &str = "right";
/// The complainant as a whole: a JSON object.
pub const COMPLAINANT: &str = "complainant";
/// The statements as a whole: a JSON object.
pub const STATEMENTS: &str = "statements";
/// The notice as a whole.
pub const BODY: &str = "body";
/// The words of a party's statement about a case.
pub const TEXT: &str = "text";
/// What shows that a counter-notice is wrong, where the complainant disputes it.
pub const GROUND: &str = "ground";
/// The court, or the authority, that the complainant has turned to.
pub const COURT: &str = "court";
/// The number under which a court or an authority has it.
pub const DOCKET: &str = "docket";
/// The declaration that belongs to a counter-notice: a box to be ticked.
pub const DECLARATION: &str = "statement";
/// The consent to a court's jurisdiction that belongs to it: a box to be ticked.
pub const JURISDICTION: &str = "jurisdiction";

/// The field by which an element of a counter-notice is given.
#[must_use]
pub const fn of_counter_notice(element: policy::CounterElement) -> &'static str {
    use policy::CounterElement;
    match element {
        CounterElement::Evidence => EVIDENCE,
        CounterElement::PostalAddress => POSTAL_ADDRESS,
        CounterElement::Telephone => TELEPHONE,
        CounterElement::Declaration => DECLARATION,
        CounterElement::Jurisdiction => JURISDICTION,
        CounterElement::Signature => SIGNATURE,
    }
}
