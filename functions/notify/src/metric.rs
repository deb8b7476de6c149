//! What notify counts, as lines of the log that CloudWatch reads as metrics.

use jiff::Timestamp;
use serde_json::json;

/// Seconds for which the mail service takes nothing.
pub(crate) const MAIL_PAUSED: (&str, &str) = ("mail_paused", "Seconds");
/// Letters that a law has sent and that could not be.
pub(crate) const STATUTORY_UNSENT: (&str, &str) = ("statutory_letters_unsent", "Count");

/// The line of `metric` at `now`. Why it is, another line tells.
pub(crate) fn line((name, unit): (&str, &str), value: u64, message: &str, now: Timestamp) -> String {
    json!({
        "_aws": {
            "Timestamp": now.as_millisecond(),
            "CloudWatchMetrics": [{
                "Namespace": "Goodfaith",
                "Dimensions": [[]],
                "Metrics": [{"Name": name, "Unit": unit}],
            }],
        },
        "level": "ERROR",
        "message": message,
        name: value,
    })
    .to_string()
}
