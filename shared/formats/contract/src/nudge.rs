//! Version 1 of the nudge: the only message on the chain's queues.

use case::{About, Nudge};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Malformed;

const WHAT: &str = "message";

#[derive(Serialize, Deserialize)]
struct Envelope<D> {
    r#type: String,
    version: u32,
    time: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    traceparent: Option<String>,
    data: D,
}

/// The first phase of decoding: what is it?
#[derive(Deserialize)]
struct Header {
    r#type: String,
    version: u32,
}

#[derive(Serialize, Deserialize)]
struct CaseData {
    case: String,
}

#[derive(Serialize, Deserialize)]
struct ComplaintData {
    complaint: String,
}

#[derive(Serialize, Deserialize)]
struct BatchData {
    batch: String,
}

/// The message body.
#[must_use]
pub fn encode(nudge: &Nudge) -> String {
    let (time, traceparent) = (nudge.sent_at, nudge.traceparent.clone());
    let body = match nudge.about {
        About::Case(id) => serde_json::to_string(&Envelope {
            r#type: "nudge.case".into(),
            version: 1,
            time,
            traceparent,
            data: CaseData { case: id.to_string() },
        }),
        About::Complaint(id) => serde_json::to_string(&Envelope {
            r#type: "nudge.complaint".into(),
            version: 1,
            time,
            traceparent,
            data: ComplaintData { complaint: id.to_string() },
        }),
        About::Batch(id) => serde_json::to_string(&Envelope {
            r#type: "nudge.batch".into(),
            version: 1,
            time,
            traceparent,
            data: BatchData { batch: id.to_string() },
        }),
    };
    // Structs of strings and numbers always serialise.
    body.unwrap_or_default()
}

/// Reads a message body.
///
/// # Errors
/// [`Malformed`] when it is not JSON, of an unknown type or version, or holds an impossible id.
pub fn decode(body: &str) -> Result<Nudge, Malformed> {
    let shape = |error: serde_json::Error| Malformed::Message { what: WHAT, source: error.into() };
    let header: Header = serde_json::from_str(body).map_err(shape)?;
    match (header.r#type.as_str(), header.version) {
        ("nudge.case", 1) => {
            let e: Envelope<CaseData> = serde_json::from_str(body).map_err(shape)?;
            let id = e.data.case.parse().map_err(|err| Malformed::field(WHAT, "data.case", err))?;
            Ok(Nudge { about: About::Case(id), sent_at: e.time, traceparent: e.traceparent })
        }
        ("nudge.complaint", 1) => {
            let e: Envelope<ComplaintData> = serde_json::from_str(body).map_err(shape)?;
            let id = e.data.complaint.parse().map_err(|err| Malformed::field(WHAT, "data.complaint", err))?;
            Ok(Nudge { about: About::Complaint(id), sent_at: e.time, traceparent: e.traceparent })
        }
        ("nudge.batch", 1) => {
            let e: Envelope<BatchData> = serde_json::from_str(body).map_err(shape)?;
            let id = e.data.batch.parse().map_err(|err| Malformed::field(WHAT, "data.batch", err))?;
            Ok(Nudge { about: About::Batch(id), sent_at: e.time, traceparent: e.traceparent })
        }
        (kind, version) => {
            Err(Malformed::Unknown { what: WHAT, found: format!("{} {version}", code_or_else(kind)) })
        }
    }
}

/// `kind`, if it has the form of a type's name. What else was sent is not repeated: errors are logged.
fn code_or_else(kind: &str) -> &str {
    let is_code = kind.len() <= 60 && kind.chars().all(|c| c.is_ascii_lowercase() || c == '.' || c == '_');
    if is_code { kind } else { "(no name of a type)" }
}
