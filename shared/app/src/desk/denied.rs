//! What a person cannot decide, because the case, the register or the marketplace says otherwise.

use case::{Case, Correction, DeclineCode, EarlierInput, Event, MisuseInput, Prior, State};
use jiff::Timestamp;
use policy::Contradiction;
use port::{Catalogue, Disputes, ListingAnswer, ListingView, Registry, StoredCase};

use super::{DecideError, Decision};
use crate::judging::inputs_now;
use crate::named;

/// What contradicts `decision` about `stored`. A decision that stands already is not looked at again, and a person judges
/// all that nothing is on record about.
pub(super) async fn denied<S: Disputes + Registry, M: Catalogue>(
    ports: (&S, &M),
    stored: &StoredCase,
    decision: &Decision,
    now: Timestamp,
) -> Result<(), DecideError> {
    let case = &stored.case;
    match decision {
        Decision::Decline { code, .. } if !is_declined_for(case, *code) => {
            declined(ports, stored, *code, now).await
        }
        Decision::Correct { why: Correction::Unfounded(code), .. } if is_in_force(case) => {
            declined(ports, stored, *code, now).await
        }
        Decision::Accept { although, .. } if matches!(case.state, State::AtDesk { .. }) => {
            accepted(ports, stored, *although, now).await
        }
        Decision::Appeal { reverse: true, although, .. } if is_without_measure(case) => {
            accepted(ports, stored, *although, now).await
        }
        _ => Ok(()),
    }
}

const fn is_in_force(case: &Case) -> bool {
    matches!(case.state, State::InForce { .. })
}

/// Whether an appeal asks for a measure.
const fn is_without_measure(case: &Case) -> bool {
    matches!(case.state, State::Appealed { prior: Prior::Declined(_) | Prior::Restored(..), .. })
}

/// Whether the case stands declined for `code`: to decide so again changes nothing.
fn is_declined_for(case: &Case, code: DeclineCode) -> bool {
    matches!(&case.state, State::Declined { decline } if decline.code == code)
}

async fn declined<S: Disputes + Registry, M: Catalogue>(
    (store, catalogue): (&S, &M),
    stored: &StoredCase,
    code: DeclineCode,
    now: Timestamp,
) -> Result<(), DecideError> {
    let refused = |instead| Err(DecideError::Contradicted { case: stored.case.id, code, instead });
    if code == DeclineCode::StillIncomplete {
        let asked = stored.log.iter().any(|it| matches!(it.event, Event::FoundIncomplete { .. }));
        return if asked { Ok(()) } else { refused("the complainant was never asked to complete it") };
    }
    let filing = &stored.case.filing;
    let listing =
        if policy::asks_marketplace(code) { Some(asked(store, catalogue, stored).await?) } else { None };
    let mut inputs = now_of(store, stored, listing.as_ref(), now).await?;
    if code == DeclineCode::AlreadyDecided {
        inputs = inputs.with(earlier(store, stored).await?);
    }
    match policy::contradiction(code, filing, &inputs) {
        Some(found) => refused(found.words()),
        None => Ok(()),
    }
}

/// What speaks against a measure; accepted although something does, only what nobody may know better.
async fn accepted<S: Registry, M: Catalogue>(
    (store, catalogue): (&S, &M),
    stored: &StoredCase,
    although: bool,
    now: Timestamp,
) -> Result<(), DecideError> {
    let listing = asked(store, catalogue, stored).await?;
    let inputs = now_of(store, stored, Some(&listing), now).await?;
    let judged = stored.case.record.as_ref().and_then(|record| record.version.as_ref());
    let is_edited = match &listing {
        ListingAnswer::Found(view) => judged.is_some_and(|judged| *judged != ListingView::version(view)),
        ListingAnswer::Gone => false,
    };
    let found = policy::against_accepting(&inputs, is_edited);
    match found.or_else(|| policy::without_right(&stored.case.filing, &inputs)) {
        Some(found) if !(although && found.may_be_known_better()) => {
            Err(DecideError::NotAcceptable { case: stored.case.id, found })
        }
        Some(_) | None => Ok(()),
    }
}

async fn asked<S: Registry, M: Catalogue>(
    store: &S,
    catalogue: &M,
    stored: &StoredCase,
) -> Result<ListingAnswer, DecideError> {
    let listing = &stored.case.filing.listing;
    let marketplaces = store.marketplaces().await?;
    Ok(catalogue.listing(named(&marketplaces, &listing.marketplace)?, listing).await?)
}

async fn now_of<S: Registry>(
    store: &S,
    stored: &StoredCase,
    listing: Option<&ListingAnswer>,
    now: Timestamp,
) -> Result<case::DecisionInputs, DecideError> {
    let filing = &stored.case.filing;
    let right = match &filing.right {
        Some(right) => store.rights(std::slice::from_ref(right)).await?.into_iter().flatten().next(),
        None => None,
    };
    let record = stored.case.record.as_ref();
    let seller = record.and_then(|record| record.seller);
    // A suspension is looked at as the rules saw it: a case that waited is not declined for a later one.
    let misuse = record.and_then(|it| it.inputs.get()).unwrap_or(MisuseInput::Clear);
    Ok(inputs_now(filing, (right.as_ref(), seller), listing, now).with(misuse))
}

/// Whether another case about the listing has been decided against a measure, or this complaint comes after one.
async fn earlier<S: Disputes>(store: &S, stored: &StoredCase) -> Result<EarlierInput, DecideError> {
    let filing = &stored.case.filing;
    let noted = store.disputes(std::slice::from_ref(&filing.listing)).await?;
    let others = noted.iter().flat_map(|it| it.declined.iter().chain(&it.restored));
    let is_another = filing.refiling > 0 || filing.priority_at.is_some();
    let decided = is_another || others.into_iter().any(|case| *case != stored.case.id);
    Ok(if decided { EarlierInput::Declined } else { EarlierInput::None })
}

/// What a refusal says of it, with how a person may accept nevertheless.
pub(super) const fn although(found: Contradiction) -> &'static str {
    if found.may_be_known_better() {
        "; who knows better accepts with --although, and says why with --note"
    } else {
        ""
    }
}
