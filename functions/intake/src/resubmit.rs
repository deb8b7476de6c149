//! Mending a declined complaint: what it said, with what failed changed, is filed again about the same
//! listing, and keeps its place in the queue.

use app::filing::{Link, check, file};
use case::{ComplaintId, Digest, Proof, State as CaseState};
use contract::complaint::Complaint;
use jiff::tz::TimeZone;
use notice::{Draft, ProblemKind, Reading};
use policy::Act;
use port::{Clock as _, StoredCase};
use web::page::{FieldError, FormValues};

use crate::accept::{Peer, limit};
use crate::form::{errors_of, values_of};
use crate::posted::Posted;
use crate::reply::Failure;
use crate::statement::{Demand, Said};
use crate::status::complaint_of;
use crate::{Intake, Ports};

/// What has to be mended before it can be sent again.
pub(crate) struct Unmended {
    /// What was typed.
    pub(crate) values: FormValues,
    /// The files that were left.
    pub(crate) files: Vec<String>,
    /// What is wrong.
    pub(crate) errors: Vec<FieldError>,
}

/// Files what the complainant of `stored` sends in place of what was declined. The same content sent twice
/// is filed once.
pub(crate) async fn resubmitted<P: Ports>(
    intake: &Intake<P>,
    stored: &StoredCase,
    posted: &Posted,
    peer: &Peer,
) -> Result<Result<Link, Unmended>, Failure> {
    let CaseState::Declined { decline } = &stored.case.state else { return Err(Failure::NotFound) };
    let before = complaint_of(intake, stored.case.filing.document).await?;
    let Reading { draft: sent, problems } = notice::form::read(&posted.fields);
    let draft = replaced(Draft::of(&before), sent);

    let (said, mut errors) = Said::read(intake, posted, "", Demand::Nothing).await?;
    let vouched = stored.case.filing.proof_under(draft.right_ref().ok().flatten().as_ref());
    let marketplaces = intake.marketplaces.all(&intake.store, &intake.clock).await?;
    let today = intake.clock.now().to_zoned(TimeZone::UTC).date();
    let asked = ["right_office", "right_number", "work", "explanation", "filing_code", "signature"];
    let problems: Vec<_> = problems.into_iter().filter(|it| asked.contains(&it.field)).collect();
    let reading = Reading { draft: draft.clone(), problems };
    let checked = check(&intake.store, marketplaces, reading, vouched, today).await?;
    if checked.problems.iter().any(|problem| problem.kind == ProblemKind::WrongFilingCode) {
        limit(intake, Act::WrongSecret, peer.as_str()).await?;
    }
    errors.extend(errors_of(&checked.obstacles().cloned().collect::<Vec<_>>()));
    if checked.proof == Proof::None && errors.is_empty() {
        errors.push(FieldError::new("filing_code", "required"));
    }
    let unmended = |errors| Unmended { values: values_of(&draft), files: said.files(), errors };
    if !errors.is_empty() {
        return Ok(Err(unmended(errors)));
    }
    let mut evidence = match said.seal_files(intake).await? {
        Ok(evidence) => evidence,
        Err(errors) => return Ok(Err(unmended(errors))),
    };

    let listing = &stored.case.filing.listing;
    let mut complaint = Complaint {
        right: draft.right.clone(),
        explanation: draft.explanation.clone(),
        missing: Vec::new(),
        statements: draft.statements.clone(),
        proof: checked.proof.to_string(),
        queued_at: stored.case.queued_at().to_string(),
        ..before
    };
    complaint
        .listings
        .retain(|it| it.marketplace == listing.marketplace.as_str() && it.id == listing.id.as_str());
    complaint.evidence.append(&mut evidence);
    // Its id follows from what it says, not from when it came.
    let content = Digest::of(&complaint.encode());
    let declined_at = u64::try_from(decline.at.as_millisecond()).unwrap_or_default();
    complaint.complaint = ComplaintId::resubmission(stored.case.id, declined_at, content).to_string();
    complaint.filed_at = intake.clock.now().to_string();
    let filed = file(&intake.store, &intake.documents, &intake.nudges, &complaint).await;
    Ok(Ok(filed.map_err(Failure::File)?.link))
}

/// What was sent, where something was; who complains, and about what, stays.
fn replaced(mut known: Draft, sent: Draft) -> Draft {
    let take = |known: &mut String, sent: String| {
        if !sent.trim().is_empty() {
            *known = sent;
        }
    };
    take(&mut known.explanation, sent.explanation);
    take(&mut known.right.office, sent.right.office);
    take(&mut known.right.number, sent.right.number);
    take(&mut known.right.work, sent.right.work);
    known.filing_code = sent.filing_code;
    // What was declared of other words, or of another right, is declared anew.
    known.statements = sent.statements;
    known
}
