//! What an event says: the case as it stood right after it, whatever happened since.

use case::{Case, OwedLetter, State};
use contract::webhook::CaseEvent;
use port::StoredCase;

/// The event that `owed` tells of; `None` when the letter does not fit the case.
pub(crate) fn event(stored: &StoredCase, owed: OwedLetter, public_url: &str) -> Option<CaseEvent> {
    let log = stored.log.get(..=usize::try_from(owed.of).ok()?)?;
    let at = log.last()?.at;
    let case = Case::fold(stored.case.id, log).ok()?;
    if !case.letters.contains(&owed) {
        return None;
    }
    let decline = match &case.state {
        State::Declined { decline } => Some((decline.code, policy::field_of(decline.code))),
        _ => None,
    };
    let missing = match &case.state {
        State::Incomplete { missing, .. } => missing.iter().map(|element| element.code()).collect(),
        _ => Vec::new(),
    };
    let complaint = case.filing.complaint;
    Some(CaseEvent {
        letter: owed.letter,
        at,
        case: case.id,
        reference: case.filing.reference,
        complaint,
        listing: case.filing.listing.clone(),
        state: case.state.code(),
        only_in: case.only_in.clone(),
        decline,
        missing,
        api_url: format!("{public_url}/api/v1/complaints/{complaint}"),
    })
}
