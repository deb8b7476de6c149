//! `desk take` and `desk give-back`: who works on which case.

use app::{CaseName, case_named, desk};
use jiff::Timestamp;
use port::{Caller, Cases, Complaints, Leases, References, Staff, StaffRole, WallClock};
use serde_json::json;

use crate::output::Output;
use crate::staff::actor;

pub(super) async fn take<S, C, W>(store: &S, clock: &C, caller: &W, case: CaseName) -> anyhow::Result<Output>
where
    S: Cases + Complaints + References + Leases + Staff,
    C: WallClock,
    W: Caller,
{
    let by = actor(caller, store, StaffRole::Reviewer).await?;
    let case = case_named(store, case).await?.case;
    let (case, reference) = (case.id, case.filing.reference);
    let lease = desk::take(store, clock, case, &by).await?;
    let json = json!({ "reference": reference.to_string(), "case": case.to_string(), "taken_by": by.to_string(), "until": lease.until.to_string() });
    Ok(Output::new(format!("case {reference} is yours until {}", short(lease.until)), json))
}

pub(super) async fn give_back<S, C, W>(
    store: &S,
    clock: &C,
    caller: &W,
    case: CaseName,
) -> anyhow::Result<Output>
where
    S: Cases + Complaints + References + Leases + Staff,
    C: WallClock,
    W: Caller,
{
    let by = actor(caller, store, StaffRole::Reviewer).await?;
    let case = case_named(store, case).await?.case;
    let (case, reference) = (case.id, case.filing.reference);
    desk::give_back(store, clock, case, &by).await?;
    Ok(Output::new(
        format!("case {reference} is given back"),
        json!({ "reference": reference.to_string(), "case": case.to_string(), "taken_by": null }),
    ))
}

/// A time in a table.
pub(super) fn short(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%MZ").to_string()
}
