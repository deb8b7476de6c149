//! What is missing: in which field, by which provision, and how it is supplied.

use case::{Claim, Element};
use policy::Demand;

use super::{Problem, ProblemKind, field};

impl Problem {
    /// That what `demand` says is missing in a complaint of `claim`.
    #[must_use]
    pub const fn missing(demand: Demand, claim: Option<Claim>) -> Self {
        let field = match demand.element {
            Element::Explanation => field::EXPLANATION,
            Element::Location => field::LISTINGS,
            Element::Name => field::NAME,
            Element::Email => field::EMAIL,
            Element::GoodFaith => field::GOOD_FAITH,
            Element::Right if matches!(claim, Some(claim) if claim.is_of_work()) => field::WORK,
            Element::Right => field::RIGHT_NUMBER,
            Element::PostalAddress => field::POSTAL_ADDRESS,
            Element::Telephone => field::TELEPHONE,
            Element::Perjury => field::PERJURY,
            Element::Signature => field::SIGNATURE,
            Element::Evidence => field::EVIDENCE,
            Element::Truth => field::TRUTH,
        };
        Self { field, kind: ProblemKind::Missing, source: demand.source }
    }
}

/// How what is missing is supplied, and which provision demands it.
pub(super) fn missing_remedy(problem: &Problem) -> String {
    let how = supply(problem.field);
    match problem.source {
        Some(source) => format!("{how} Required by {source}."),
        None => how.to_owned(),
    }
}

/// What is to be given in a field that is empty.
fn supply(name: &str) -> &'static str {
    match name {
        field::CLAIM => {
            "Say what you claim, by its code, such as counterfeit, trademark_misuse or copyright."
        }
        field::LISTINGS => "Give the web address of each listing.",
        field::RIGHT_NUMBER => "Give office and number of the registered right.",
        field::WORK => {
            "Describe the work, the secret or the right that you rely on; for a registered work, give its number."
        }
        field::EXPLANATION => "Explain why the listings infringe your right.",
        field::NAME => "Give the name of the person or firm that complains.",
        field::EMAIL => "Give an e-mail address for the answer.",
        field::POSTAL_ADDRESS => "Give your postal address.",
        field::TELEPHONE => "Give your telephone number.",
        field::GOOD_FAITH => {
            "Declare that you believe in good faith that the complaint is accurate and complete and the use not authorised."
        }
        field::PERJURY => {
            "Declare under penalty of perjury that the complaint is accurate and that you may act for the owner."
        }
        field::SIGNATURE => "Sign by typing your full name.",
        field::EVIDENCE => "Attach a file that shows the infringement, such as a screenshot or a photograph.",
        field::TRUTH => "Guarantee that what the notice says is true.",
        _ => "Fill in this field.",
    }
}
