//! Feedback reports with their expected fields (`**/arf/*.eml` beside `*.json`), and mails that came back
//! (`**/maildir/*/*.eml`), of which `not` holds those that did not.

use std::path::Path;

use notice::Class;
use notice::arf::Feedback;
use notice::mail::read;
use serde_json::{Value, json};

use super::acns::Tally;
use crate::Scored;
use crate::files::{below, shown};

/// Scores the set in `folder`.
///
/// # Errors
/// When a file cannot be read, or an expectation is no JSON.
pub(super) fn score(folder: &Path) -> anyhow::Result<Scored> {
    let set = "arf-bounce";
    let mut notes = Vec::new();
    let (mut fields, mut bounces, mut named, mut others) =
        (Tally::default(), Tally::default(), Tally::default(), Tally::default());
    for path in below(folder, "eml")? {
        let raw = std::fs::read(&path)?;
        // A null return path is that of a notification, even where nothing else says so (RFC 5321, 4.5.5).
        let is_notification = raw.windows(16).any(|window| window.eq_ignore_ascii_case(b"\nReturn-Path: <>"));
        let reading = read(&raw, "");
        let file = shown(folder, &path);
        let class = reading.understood.class;
        let expected = path.with_extension("json");
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if expected.exists() {
            let expected: Value = serde_json::from_slice(&std::fs::read(&expected)?)?;
            let differences = reading
                .feedback
                .as_ref()
                .map_or_else(|| vec!["no report was found".to_owned()], |it| differences(&expected, it));
            fields.count(differences.is_empty() && class == Class::NotOurs);
            notes.extend(differences.into_iter().map(|difference| format!("{file}\t{difference}")));
        } else if name.starts_with("arf-")
            || name.starts_with("rfc3834-")
            || file.contains("/not/") && !is_notification
        {
            if !others.count(class != Class::Bounce) {
                notes.push(format!("{file}\tread as a bounce"));
            }
        } else {
            if !bounces.count(class == Class::Bounce) {
                notes.push(format!("{file}\tread as {}", class.code()));
            }
            let recipients = reading.bounce.as_ref().map_or(0, |bounce| bounce.recipients.len());
            if !named.count(recipients > 0) && class == Class::Bounce {
                notes.push(format!("{file}\tnames no recipient"));
            }
        }
    }
    let scores = vec![
        fields.share(set, "arf-fields", 1.0),
        bounces.share(set, "bounces-told", 0.95),
        named.share(set, "recipients-found", 0.9),
        others.share(set, "others-no-bounce", 1.0),
    ];
    Ok(Scored { scores, notes })
}

/// Where a report differs from its expectation. White space and angle brackets make no difference; what the
/// expectation holds of the returned mail is compared as a header.
fn differences(expected: &Value, found: &Feedback) -> Vec<String> {
    let failure = &found.failure;
    let text = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
    let word = |text: &str| if text.is_empty() { json!("Unspecified") } else { json!(text) };
    let found = [
        ("feedback_type", word(&found.kind)),
        ("arrival_date", json!(found.arrived_at.map(jiff_seconds))),
        ("authentication_results", json!(found.authentication_results)),
        ("incidents", json!(found.incidents)),
        ("original_envelope_id", text(&found.envelope_id)),
        ("original_mail_from", text(&found.mail_from)),
        ("original_rcpt_to", text(found.rcpt_to.first().map_or("", String::as_str))),
        ("reported_domain", json!(found.domains)),
        ("reported_uri", json!(found.uris)),
        ("reporting_mta", text(&found.reporting_mta)),
        ("source_ip", json!(found.source_ip)),
        ("source_port", json!(found.source_port.unwrap_or(0))),
        ("user_agent", text(&found.user_agent)),
        ("version", json!(found.version.parse::<u32>().unwrap_or(0))),
        ("auth_failure", word(&failure.kind)),
        ("delivery_result", word(&failure.delivery)),
        ("dkim_adsp_dns", text(&failure.dkim_adsp_dns)),
        ("dkim_canonicalized_body", text(&failure.dkim_body)),
        ("dkim_canonicalized_header", text(&failure.dkim_header)),
        ("dkim_domain", text(&failure.dkim_domain)),
        ("dkim_identity", text(&failure.dkim_identity)),
        ("dkim_selector", text(&failure.dkim_selector)),
        ("dkim_selector_dns", text(&failure.dkim_selector_dns)),
        ("spf_dns", text(&failure.spf_dns)),
        ("identity_alignment", word(&failure.alignment)),
    ];
    let mut differences = Vec::new();
    for (name, found) in found {
        if plain(&expected[name]) != plain(&found) {
            differences.push(format!("{name}: {} expected, {found} read", expected[name]));
        }
    }
    differences
}

fn jiff_seconds(at: jiff::Timestamp) -> i64 {
    at.as_second()
}

/// A value without what makes no difference.
fn plain(value: &Value) -> String {
    let text = value.to_string().replace("\\n", " ");
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '<' | '>' | '-' | '_'))
        .collect::<String>()
        .to_lowercase()
}
