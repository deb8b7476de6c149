//! What someone filed before it joined, in its account's list of complaints.

use case::{AccountId, CaseId, ComplaintId, Event, Owner};
use port::{Cases, Complaints, History, OwnComplaint, OwnComplaints, PartyCases, StoredCase, Unavailable};
use programme::Participant;

/// Cases read in one request.
const PAGE: u16 = 100;

/// Notes the complaints in `history` as the account's own. Noting them again changes nothing.
pub(super) async fn note<S>(store: &S, account: &AccountId, history: &History) -> Result<(), Unavailable>
where
    S: Cases + Complaints + OwnComplaints + PartyCases,
{
    let party = Participant::Complainant(Owner::Party(history.party));
    let mut after = None;
    loop {
        let page = store.cases_since(party, history.from, after, PAGE).await?;
        let ids: Vec<CaseId> =
            page.cases.iter().filter(|it| history.holds(it.at)).map(|it| it.case).collect();
        let stored = if ids.is_empty() { Vec::new() } else { store.load(&ids).await? };
        for stored in stored.into_iter().flatten() {
            for complaint in complaints_of(&stored) {
                store.note_own(&own(store, account, &stored, complaint).await?).await?;
            }
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(()),
        }
    }
}

/// The complaint that opened a case, and those that were merged into it.
fn complaints_of(stored: &StoredCase) -> Vec<ComplaintId> {
    let merged = stored.log.iter().filter_map(|it| match &it.event {
        Event::Merged { complaint, .. } => Some(*complaint),
        _ => None,
    });
    std::iter::once(stored.case.filing.complaint).chain(merged).collect()
}

/// As it is noted when it is filed.
async fn own<S: Complaints>(
    store: &S,
    account: &AccountId,
    stored: &StoredCase,
    complaint: ComplaintId,
) -> Result<OwnComplaint, Unavailable> {
    let (reference, listings, case, filed_at) = match store.fan_out(complaint).await? {
        Some(fan_out) => (fan_out.reference, fan_out.listings, None, fan_out.filed_at),
        None => (stored.case.filing.reference, 1, Some(stored.case.id), filed_at(stored, complaint)),
    };
    Ok(OwnComplaint { account: *account, complaint, reference, filed_at, listings, case })
}

fn filed_at(stored: &StoredCase, complaint: ComplaintId) -> jiff::Timestamp {
    let merged = stored
        .log
        .iter()
        .find(|it| matches!(&it.event, Event::Merged { complaint: it, .. } if *it == complaint));
    merged.map_or(stored.case.filed_at, |it| it.at)
}
