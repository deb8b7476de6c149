//! What happens to an order, as it is stored.

use case::OrderStep;
use serde::{Deserialize, Serialize};

use super::{decider, parse_all, parse_decider};
use crate::Malformed;

/// What happened to an order.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Step {
    Requested,
    Unclear,
    Done { reference: String },
    Refused { reason: String },
    SentAgain,
    TakenBack,
    LeftDown { under: Vec<String> },
    Retried { by: String },
}

pub(super) fn step_of(step: &OrderStep) -> Step {
    match step {
        OrderStep::Requested => Step::Requested,
        OrderStep::Unclear => Step::Unclear,
        OrderStep::Done { reference } => Step::Done { reference: reference.clone() },
        OrderStep::Refused { reason } => Step::Refused { reason: reason.clone() },
        OrderStep::SentAgain => Step::SentAgain,
        OrderStep::TakenBack => Step::TakenBack,
        OrderStep::LeftDown { under } => {
            Step::LeftDown { under: under.iter().map(ToString::to_string).collect() }
        }
        OrderStep::Retried { by } => Step::Retried { by: decider(by) },
    }
}

pub(super) fn parse_step(step: Step) -> Result<OrderStep, Malformed> {
    Ok(match step {
        Step::Requested => OrderStep::Requested,
        Step::Unclear => OrderStep::Unclear,
        Step::Done { reference } => OrderStep::Done { reference },
        Step::Refused { reason } => OrderStep::Refused { reason },
        Step::SentAgain => OrderStep::SentAgain,
        Step::TakenBack => OrderStep::TakenBack,
        Step::LeftDown { under } => OrderStep::LeftDown { under: parse_all("under", &under)? },
        Step::Retried { by } => OrderStep::Retried { by: parse_decider(&by)? },
    })
}
