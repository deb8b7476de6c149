//! A seller's points, counted from its cases each time that somebody looks.

use case::PartyId;
use jiff::Timestamp;
use policy::misuse::POINTS;
use port::{Cases, PartyCases, Unavailable};
use programme::{CaseOutcome, Participant, Points, outcome_of, points_of, points_window};

/// Cases read in one request.
const PAGE: u16 = 100;

/// The points of `seller` at `now`.
///
/// # Errors
/// [`Unavailable`] when its cases cannot be read.
pub async fn seller_points<S: Cases + PartyCases>(
    store: &S,
    seller: PartyId,
    now: Timestamp,
) -> Result<Points, Unavailable> {
    let since = points_window(&POINTS, now).from;
    let mut outcomes: Vec<CaseOutcome> = Vec::new();
    let mut after = None;
    loop {
        let page = store.cases_since(Participant::Seller(seller), since, after, PAGE).await?;
        let ids: Vec<_> = page.cases.iter().map(|it| it.case).collect();
        if !ids.is_empty() {
            let cases = store.load(&ids).await?;
            outcomes.extend(cases.into_iter().flatten().filter_map(|stored| outcome_of(&stored.log)));
        }
        after = page.next;
        if after.is_none() {
            return Ok(points_of(seller, &outcomes, &POINTS, now));
        }
    }
}
