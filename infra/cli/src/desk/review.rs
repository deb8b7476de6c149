//! `desk samples` and `desk blind-review`: automatic decisions that a person looks at without knowing them.

use app::desk;
use case::{Case, DeskQueue};
use port::{Cases, Leases, WaitingCases, WallClock};
use serde_json::{Value, json};

use super::Page;
use crate::output::{Output, table};

/// What waits for a blind review, without state and decision.
pub(super) async fn samples<S, C>(store: &S, clock: &C, Page { most, after }: Page) -> anyhow::Result<Output>
where
    S: Cases + Leases + WaitingCases,
    C: WallClock,
{
    let queued = desk::waiting(store, clock, DeskQueue::BlindReview, after, most).await?;
    let sample: Vec<&Case> = queued.waiting.iter().map(|it| &it.case).collect();
    let right = |case: &Case| case.filing.right.as_ref().map(ToString::to_string);
    let rows: Vec<Vec<String>> = sample
        .iter()
        .map(|case| {
            vec![
                case.filing.reference.to_string(),
                case.filing.listing.to_string(),
                case.filing.claim.to_string(),
                right(case).unwrap_or_else(|| "none".to_owned()),
                case.filing.document.to_string(),
            ]
        })
        .collect();
    let heads = ["case", "listing", "claim", "right", "complaint document"];
    let mut text = table(&heads, &rows, "nothing waits for a blind review");
    if let Some(next) = queued.next {
        text += &format!("more: goodfaith desk samples --after {next}\n");
    }
    let json: Value = sample
        .iter()
        .map(|case| {
            json!({
                "reference": case.filing.reference.to_string(),
                "case": case.id.to_string(),
                "listing": case.filing.listing.to_string(),
                "claim": case.filing.claim.code(),
                "right": right(case),
                "document": case.filing.document.to_string(),
            })
        })
        .collect();
    Ok(Output::new(text, json))
}

/// Without the state: who reviews blind is not told what was decided.
pub(super) fn recorded(decided: &desk::Decided) -> Output {
    let (case, reference) = (decided.case.id, decided.case.filing.reference);
    let already = if decided.changed { "" } else { " already" };
    let json = json!({
        "reference": reference.to_string(), "case": case.to_string(), "changed": decided.changed,
    });
    Output::new(format!("your blind review of case {reference} is recorded{already}"), json)
}
