//! Whether the listing's pictures are to be compared before the rules decide.

use case::{
    Actor, AuthorityInput, Case, Claim, Command, DecisionInputs, FormInput, ListingInput, MarkInput,
    PictureInput, RightInput, TextInput,
};
use jiff::Timestamp;
use port::{ListingAnswer, ListingView};
use register::Right;

/// What comparing the pictures of this version of the listing came to.
pub(super) fn seen(case: &Case, listing: &ListingAnswer) -> PictureInput {
    let ListingAnswer::Found(view) = listing else { return PictureInput::NotCompared };
    let comparison = case.pictures.comparison().filter(|it| it.version == view.version());
    comparison.map_or(PictureInput::NotCompared, |comparison| comparison.result)
}

/// The version whose pictures are to be compared first, where that may change what is decided. `None`, too, when it was
/// compared, or when the listing was edited so often that a person shall look.
pub(super) fn to_compare(
    case: &Case,
    right: Option<&Right>,
    view: &ListingView,
    inputs: &DecisionInputs,
    now: Timestamp,
) -> Option<String> {
    if view.pictures.is_empty() || !may_matter(case.filing.claim, right?, inputs) {
        return None;
    }
    let version = view.version();
    let ask = Command::AskPictures { version: version.clone() };
    matches!(case.decide(&Actor::Machine, &ask, now), Ok(Some(_))).then_some(version)
}

/// Whether a picture may decide: of a work, where its words do not already; of a mark, where its words do not decide and its owner handed in
/// what to look for.
fn may_matter(claim: Claim, right: &Right, inputs: &DecisionInputs) -> bool {
    let may_act = inputs.get() == Some(ListingInput::Visible)
        && inputs.get().is_some_and(|authority: AuthorityInput| authority != AuthorityInput::None);
    let in_force = inputs.get() == Some(RightInput::InForce);
    let by_picture = match claim {
        // A person who decides on an unregistered work is helped by it, too.
        Claim::Copyright if in_force && inputs.get() == Some(TextInput::Same) => false,
        Claim::Copyright | Claim::PiratedMedia => in_force || inputs.get() == Some(RightInput::Unregistered),
        Claim::MarkOnGoods => in_force && right.has_reference_picture(),
        Claim::Counterfeit | Claim::TestPurchase | Claim::TrademarkMisuse => {
            let by_words = inputs.get() == Some(MarkInput::Act) && inputs.get() == Some(FormInput::Words);
            in_force && !by_words && right.has_reference_picture()
        }
        Claim::SimilarMark
        | Claim::ShopName
        | Claim::ParallelImport
        | Claim::Design
        | Claim::Patent
        | Claim::GeographicalIndication
        | Claim::TradeSecret
        | Claim::Other => false,
    };
    may_act && by_picture
}
