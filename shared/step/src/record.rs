//! Logs: one canonical line per message, which is its metric record too (CloudWatch embedded metric
//! format). Never names, addresses, bodies, evidence or tokens.

use jiff::Timestamp;
use serde_json::json;

/// Starts structured logs on standard output. Call once, in `main`.
pub fn start_logs() {
    let format = tracing_subscriber::fmt::format().json().flatten_event(true).with_target(false);
    let _already_started = tracing_subscriber::fmt()
        .event_format(format)
        .fmt_fields(tracing_subscriber::fmt::format::JsonFields::new())
        .with_max_level(tracing::Level::INFO)
        .without_time()
        .try_init();
}

/// What became of one message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Done,
    Retry,
    /// Sent anew, for its marketplace is out.
    Waits,
    Reject,
}

impl Ending {
    const fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Retry => "retry",
            Self::Waits => "waits",
            Self::Reject => "reject",
        }
    }
}

/// The canonical line of one message.
pub(crate) struct Record<'a> {
    pub(crate) step: &'static str,
    pub(crate) message_id: &'a str,
    pub(crate) about: Option<String>,
    /// Of the case that it is about.
    pub(crate) reference: Option<String>,
    pub(crate) ending: Ending,
    pub(crate) reason: Option<&'a str>,
    pub(crate) duration_ms: u64,
    pub(crate) age_ms: Option<i64>,
    pub(crate) deliveries: Option<u32>,
    pub(crate) at: Timestamp,
}

impl Record<'_> {
    /// The line, as CloudWatch reads it.
    pub(crate) fn line(&self) -> String {
        json!({
            "_aws": {
                "Timestamp": self.at.as_millisecond(),
                "CloudWatchMetrics": [{
                    "Namespace": "Goodfaith",
                    "Dimensions": [["step", "outcome"]],
                    "Metrics": [
                        {"Name": "messages", "Unit": "Count"},
                        {"Name": "duration_ms", "Unit": "Milliseconds"},
                        {"Name": "age_ms", "Unit": "Milliseconds"},
                    ],
                }],
            },
            "level": if self.ending == Ending::Done { "INFO" } else { "WARN" },
            "step": self.step,
            "outcome": self.ending.code(),
            "messages": 1,
            "message.id": self.message_id,
            "about": self.about,
            "reference": self.reference,
            "reason": self.reason,
            "duration_ms": self.duration_ms,
            "age_ms": self.age_ms,
            "deliveries": self.deliveries,
        })
        .to_string()
    }
}
