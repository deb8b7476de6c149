//! Measures on one listing, counted: it returns when the last of them ends.

use case::{Action, Case, MeasureState, Order, Reference, Stage, State};
use port::{Cases, ListingCases, Unavailable};

use crate::cases::load_each;

/// How many cases of a listing are loaded at a time.
const CHUNK: u16 = 100;

/// What the measures of other cases do to a listing whose measure under one case ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OtherMeasures {
    /// Nothing: the listing can return.
    None,
    /// One is ordered, and its answer is not known: an order that lifts a measure now could lift that one.
    UnderWay(Reference),
    /// They keep the listing down.
    Remain(Vec<Reference>),
}

/// What the measures of the other cases about the listing of `case` do to it. It costs a query and a read for a hundred
/// cases. A case that cannot be read counts as none: it is told of elsewhere, and holds no listing down.
///
/// # Errors
/// [`Unavailable`] when the cases cannot be read now.
pub async fn other_measures<S>(store: &S, case: &Case) -> Result<OtherMeasures, Unavailable>
where
    S: Cases + ListingCases,
{
    let (mut remaining, mut after) = (Vec::new(), None);
    loop {
        let page = store.listing_cases(&case.filing.listing, after, CHUNK).await?;
        let others: Vec<_> = page.cases.iter().map(|it| it.case).filter(|it| *it != case.id).collect();
        for other in load_each(store, &others).await?.into_iter().filter_map(Result::ok).flatten() {
            let other = other.case;
            if is_under_way(&other) {
                return Ok(OtherMeasures::UnderWay(other.filing.reference));
            }
            remaining.extend((other.measure_state() == MeasureState::InForce).then_some(other));
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    Ok(if keep_down(case, &remaining) {
        OtherMeasures::Remain(remaining.iter().map(|other| other.filing.reference).collect())
    } else {
        OtherMeasures::None
    })
}

/// Whether a measure is ordered, and may still take force.
const fn is_under_way(case: &Case) -> bool {
    match &case.state {
        State::Ordered { order: Order { action: Action::Apply(_), stage }, .. } => {
            !matches!(stage, Stage::Refused { .. })
        }
        _ => false,
    }
}

/// Whether the measures of `others` hold wherever that of `case` does. One that is limited to territories keeps no listing
/// down that was down everywhere: the marketplace keeps the two apart.
fn keep_down(case: &Case, others: &[Case]) -> bool {
    let everywhere = others.iter().any(|other| other.only_in.is_empty());
    let each = |territory| others.iter().any(|other| other.only_in.contains(territory));
    everywhere || (!case.only_in.is_empty() && case.only_in.iter().all(each))
}
