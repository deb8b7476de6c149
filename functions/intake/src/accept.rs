//! From a reading to a filed complaint, or to everything that is wrong with it.

use case::{Channel, Language, Proof};
use contract::complaint::Complaint;
use filing::{Filed, file};
use notice::{Arrival, Draft, Problem, ProblemKind, Reading, field};
use port::{Clock as _, Ids as _, Unavailable};

use crate::reply::Failure;
use crate::{Intake, Ports, evidence};

/// A complaint that was filed.
pub(crate) struct Accepted {
    pub(crate) complaint: Complaint,
    pub(crate) filed: Filed,
}

/// A complaint that was not.
pub(crate) enum Refused {
    /// It is wrong or incomplete; nothing was stored.
    Problems(Box<Draft>, Vec<Problem>),
    /// It could not be handled.
    Failure(Failure),
}

impl<E: Into<Failure>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Failure(error.into())
    }
}

/// Files what was read, when nothing is wrong with it.
pub(crate) async fn accept<P: Ports>(
    intake: &Intake<P>,
    reading: Reading,
    channel: Channel,
    fallback: Language,
) -> Result<Accepted, Refused> {
    let Reading { mut draft, mut problems } = reading;
    draft.language.get_or_insert(fallback);
    for missing in draft.missing_fields() {
        // What is given wrongly is not missing.
        if !problems.iter().any(|problem| problem.field == missing.field) {
            problems.push(missing);
        }
    }
    let marketplaces = intake.marketplaces.all(&intake.store, &intake.clock).await?;
    let located = draft.locate(&filing::listing_urls(&marketplaces));
    problems.extend(located.strangers);
    let proof = match proof(intake, &draft).await? {
        Ok(proof) => proof,
        Err(problem) => {
            problems.push(problem);
            Proof::None
        }
    };
    if !problems.is_empty() {
        return Err(Refused::Problems(Box::new(draft), problems));
    }
    let evidence = match evidence::seal_all(intake, &draft.uploads).await? {
        Ok(evidence) => evidence,
        Err(problems) => return Err(Refused::Problems(Box::new(draft), problems)),
    };
    let arrival = Arrival { complaint: intake.ids.complaint(), filed_at: intake.clock.now(), channel, proof };
    let territory = |id: &case::MarketplaceId| {
        marketplaces.iter().find(|marketplace| marketplace.id == *id).map(|marketplace| marketplace.territory)
    };
    let complaint = draft.into_complaint(arrival, &located.listings, territory, evidence);
    let filed =
        file(&intake.store, &intake.documents, &intake.nudges, &complaint).await.map_err(Failure::File)?;
    Ok(Accepted { complaint, filed })
}

/// Whether the filing code, when one is given, is the one of the account that owns the right.
async fn proof<P: Ports>(intake: &Intake<P>, draft: &Draft) -> Result<Result<Proof, Problem>, Unavailable> {
    let Some(code) = &draft.filing_code else { return Ok(Ok(Proof::None)) };
    let right = draft.right_ref().ok().flatten();
    let proved = match right {
        Some(right) => filing::is_filing_code(&intake.store, right, code).await?,
        None => false,
    };
    let wrong = || Problem::new(field::FILING_CODE, ProblemKind::WrongFilingCode);
    Ok(if proved { Ok(Proof::FilingCode) } else { Err(wrong()) })
}
