//! What S3 says about a new object.

use percent_encoding::percent_decode_str;
use serde::Deserialize;

/// S3's message, as far as it is used. The rest may change as it likes.
#[derive(Debug, Deserialize)]
pub(crate) struct Notification {
    /// `s3:TestEvent` when the notification was just configured.
    #[serde(rename = "Event")]
    test: Option<String>,
    /// Absent from a test, and from what is no message of S3.
    #[serde(rename = "Records")]
    records: Option<Vec<Record>>,
}

#[derive(Debug, Deserialize)]
struct Record {
    #[serde(rename = "eventTime")]
    time: Option<String>,
    s3: Entity,
}

#[derive(Debug, Deserialize)]
struct Entity {
    object: Object,
}

#[derive(Debug, Deserialize)]
struct Object {
    key: String,
}

/// A mail that has arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arrived {
    /// Its key in the inbox.
    pub(crate) key: String,
    /// When S3 stored it (RFC 3339).
    pub(crate) time: String,
}

impl Notification {
    /// The mails that it tells of: none for a test. A key outside of `mail/` is not one. `None` when it is no message of
    /// S3.
    pub(crate) fn mails(self) -> Option<Vec<Arrived>> {
        if self.test.is_some() {
            return Some(Vec::new());
        }
        let mails = self.records?.into_iter();
        let mails = mails
            .map(|record| Arrived {
                key: decode(&record.s3.object.key),
                time: record.time.unwrap_or_default(),
            })
            .filter(|arrived| arrived.key.starts_with("mail/"))
            .collect();
        Some(mails)
    }
}

/// Keys come encoded as in a form: `+` is a space, `%2B` a plus. Some emulators encode less; a key without
/// either is itself.
fn decode(key: &str) -> String {
    let spaced = key.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().map_or_else(|_| key.to_owned(), |key| key.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_decoded_and_tests_are_no_mails() {
        let read =
            |json: &str| serde_json::from_str::<Notification>(json).unwrap().mails().unwrap_or_default();
        let mails = read(
            r#"{"Records":[{"eventTime":"2026-11-02T09:00:00.000Z","s3":{"object":{"key":"mail/a%2Bb+c"}}},
                {"s3":{"object":{"key":"inbox/x"}}}]}"#,
        );
        assert_eq!(
            mails,
            [Arrived { key: "mail/a+b c".to_owned(), time: "2026-11-02T09:00:00.000Z".to_owned() }]
        );
        assert_eq!(read(r#"{"Service":"Amazon S3","Event":"s3:TestEvent"}"#), []);
        let nudge = r#"{"type":"nudge.case","version":1}"#;
        assert_eq!(serde_json::from_str::<Notification>(nudge).unwrap().mails(), None);
    }
}
