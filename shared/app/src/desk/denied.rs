//! What a person cannot decline for, because the case, the register or the marketplace says otherwise.

use case::{Case, DeclineCode, Event, MisuseInput, State};
use jiff::Timestamp;
use port::{Catalogue, Registry, StoredCase};

use super::DecideError;
use crate::judging::inputs_now;
use crate::named;

/// Whether the case stands declined for `code`: to decide so again changes nothing.
pub(super) fn is_declined_for(case: &Case, code: DeclineCode) -> bool {
    matches!(&case.state, State::Declined { decline } if decline.code == code)
}

/// What the case, the register or the marketplace says instead of that for which `code` declines. A person judges all
/// else.
pub(super) async fn contradicted<S: Registry, M: Catalogue>(
    (store, catalogue): (&S, &M),
    stored: &StoredCase,
    code: DeclineCode,
    now: Timestamp,
) -> Result<Option<&'static str>, DecideError> {
    if code == DeclineCode::StillIncomplete {
        let asked = stored.log.iter().any(|it| matches!(it.event, Event::FoundIncomplete { .. }));
        return Ok((!asked).then_some("the complainant was never asked to complete it"));
    }
    let filing = &stored.case.filing;
    let right = match &filing.right {
        Some(right) => store.rights(std::slice::from_ref(right)).await?.into_iter().flatten().next(),
        None => None,
    };
    let listing = if policy::asks_marketplace(code) {
        let marketplaces = store.marketplaces().await?;
        let marketplace = named(&marketplaces, &filing.listing.marketplace)?;
        Some(catalogue.listing(marketplace, &filing.listing).await?)
    } else {
        None
    };
    // A suspension is looked at as the rules saw it: a case that waited is not declined for a later one.
    let misuse = stored.case.record.as_ref().and_then(|it| it.inputs.get()).unwrap_or(MisuseInput::Clear);
    let inputs = inputs_now(filing, right.as_ref(), listing.as_ref(), now).with(misuse);
    Ok(policy::contradiction(code, &inputs).map(policy::Contradiction::words))
}
