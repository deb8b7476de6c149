//! What an answer says. Foreign input: checked field by field, cut to the lengths of the API document,
//! and never quoted in an error.

use port::{EffectStatus, ListingAnswer, OrderOutcome, PictureAnswer};
use reqwest::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::call::{CallError, Exchange};
use crate::listing;

/// An answer about an order, and the head of every other.
#[derive(Deserialize)]
struct Answer {
    id: String,
    outcome: Outcome,
    reference: Option<String>,
    reason: Option<String>,
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Done,
    Refused,
    Pending,
    NeverHeard,
    Gone,
}

/// Reads the answer to `PUT /measures/{id}`.
pub(crate) fn order(exchange: &Exchange, id: &str) -> Result<OrderOutcome, CallError> {
    match exchange.status {
        StatusCode::OK => done(exchange, id).map(OrderOutcome::Done),
        StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY => {
            refused(exchange, id).map(OrderOutcome::Refused)
        }
        other => Err(CallError::Status(other)),
    }
}

/// Reads the answer to `GET /measures/{id}`.
pub(crate) fn status(exchange: &Exchange, id: &str) -> Result<EffectStatus, CallError> {
    match exchange.status {
        StatusCode::OK => match answer(exchange, id)?.outcome {
            Outcome::Done => done(exchange, id).map(EffectStatus::Done),
            Outcome::Refused => refused(exchange, id).map(EffectStatus::Refused),
            Outcome::Pending | Outcome::NeverHeard | Outcome::Gone => {
                Err(unreadable(exchange, "outcome must be done or refused"))
            }
        },
        StatusCode::NOT_FOUND => expect(exchange, id, Outcome::NeverHeard).map(|_| EffectStatus::NeverHeard),
        other => Err(CallError::Status(other)),
    }
}

/// Reads the answer to `GET /listings/{id}`.
pub(crate) fn listing(exchange: &Exchange, id: &str) -> Result<ListingAnswer, CallError> {
    match exchange.status {
        StatusCode::OK => listing::view(exchange, id).map(ListingAnswer::Found),
        StatusCode::NOT_FOUND => expect(exchange, id, Outcome::Gone).map(|_| ListingAnswer::Gone),
        other => Err(CallError::Status(other)),
    }
}

/// Reads the answer to `GET /listings/{id}/pictures/{picture}`. What its bytes are is told from them alone.
pub(crate) fn picture(exchange: Exchange, id: &str) -> Result<PictureAnswer, CallError> {
    match exchange.status {
        StatusCode::OK => Ok(PictureAnswer::Found(exchange.body)),
        StatusCode::NOT_FOUND => expect(&exchange, id, Outcome::Gone).map(|_| PictureAnswer::Gone),
        other => Err(CallError::Status(other)),
    }
}

fn done(exchange: &Exchange, id: &str) -> Result<String, CallError> {
    let reference = expect(exchange, id, Outcome::Done)?.reference.unwrap_or_default();
    text(&reference, 200).ok_or_else(|| unreadable(exchange, "reference is missing"))
}

fn refused(exchange: &Exchange, id: &str) -> Result<String, CallError> {
    let reason = expect(exchange, id, Outcome::Refused)?.reason.unwrap_or_default();
    text(&reason, 500).ok_or_else(|| unreadable(exchange, "reason is missing"))
}

fn expect(exchange: &Exchange, id: &str, outcome: Outcome) -> Result<Answer, CallError> {
    let answer = answer(exchange, id)?;
    if answer.outcome == outcome {
        Ok(answer)
    } else {
        Err(unreadable(exchange, "outcome does not go with the status"))
    }
}

fn answer(exchange: &Exchange, id: &str) -> Result<Answer, CallError> {
    let answer: Answer = parse(exchange)?;
    if answer.id == id { Ok(answer) } else { Err(unreadable(exchange, "id is not the one asked for")) }
}

pub(crate) fn parse<T: DeserializeOwned>(exchange: &Exchange) -> Result<T, CallError> {
    serde_json::from_slice(&exchange.body).map_err(|error| {
        // The error's own text may quote the body.
        let what =
            format!("{:?} error in line {}, column {}", error.classify(), error.line(), error.column());
        unreadable(exchange, &what)
    })
}

pub(crate) fn unreadable(exchange: &Exchange, what: &str) -> CallError {
    CallError::Unreadable { status: exchange.status, what: what.to_owned() }
}

/// `value` on one line, trimmed and cut to `most` characters; `None` when nothing is left.
pub(crate) fn text(value: &str, most: usize) -> Option<String> {
    let line: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line: String = line.trim().chars().take(most).collect();
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "5b1d7c3e0f2a5e4c9d8b7a6958473625";

    fn got(status: u16, body: &str) -> Exchange {
        Exchange { status: StatusCode::from_u16(status).unwrap(), body: body.as_bytes().to_vec() }
    }

    fn about(outcome: &str) -> String {
        format!(r#"{{"id":"{ID}","outcome":"{outcome}","reference":"DM-1","reason":"held by a court"}}"#)
    }

    #[test]
    fn only_an_explicit_answer_to_an_order_counts() {
        assert!(matches!(order(&got(200, &about("done")), ID), Ok(OrderOutcome::Done(r)) if r == "DM-1"));
        for status in [409, 422] {
            let answer = order(&got(status, &about("refused")), ID);
            assert!(matches!(answer, Ok(OrderOutcome::Refused(r)) if r == "held by a court"));
        }
        let done = about("done");
        let other_id = done.replace("5b1d", "ffff");
        let no_reference = done.replace("DM-1", " \\n ");
        for (code, body) in [
            (200, "<html>OK</html>"),
            (200, ""),
            (200, "[]"),
            (200, "null"),
            (200, &*about("refused")),
            (200, &*about("accepted")),
            (200, &*other_id),
            (200, &*no_reference),
            (201, &*done),
            (202, &*about("pending")),
            (302, &*done),
            (400, &*about("refused")),
            (401, r#"{"error":"signature"}"#),
            (404, "Not Found"),
            (409, &*done),
            (422, "no"),
            (429, &*about("refused")),
            (500, &*done),
            (503, &*about("refused")),
        ] {
            let error = order(&got(code, body), ID).unwrap_err();
            assert!(!error.certainly_not_sent(), "{code} {body}");
        }
    }

    #[test]
    fn a_status_is_done_refused_never_heard_or_no_answer() {
        assert_eq!(status(&got(200, &about("done")), ID).unwrap(), EffectStatus::Done("DM-1".into()));
        assert_eq!(
            status(&got(200, &about("refused")), ID).unwrap(),
            EffectStatus::Refused("held by a court".into())
        );
        assert_eq!(status(&got(404, &about("never_heard")), ID).unwrap(), EffectStatus::NeverHeard);
        for (code, body) in [
            (404, "<h1>404 page not found</h1>"),
            (404, &*about("done")),
            (404, &*about("gone")),
            (200, &*about("never_heard")),
            (202, &*about("pending")),
            (401, "{}"),
            (500, ""),
        ] {
            assert!(status(&got(code, body), ID).is_err(), "{code} {body}");
        }
    }
}
