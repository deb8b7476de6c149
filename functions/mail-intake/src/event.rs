//! What S3 says about a new object, and what the mail service says about a mail that it was given.

use app::letters::{LETTERS_HEADER, letters_named};
use case::{CaseId, OwedLetter};
use notice::limit;
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
    size: Option<u64>,
}

/// The largest mail that is loaded.
const MOST: u32 = limit::MAIL_BYTES as u32;

/// A mail that has arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arrived {
    /// Its key in the inbox.
    pub(crate) key: String,
    /// When S3 stored it (RFC 3339).
    pub(crate) time: String,
    /// How much of it is loaded at most.
    pub(crate) bytes: u32,
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
                bytes: most_bytes(record.s3.object.size),
            })
            .filter(|arrived| arrived.key.starts_with("mail/"))
            .collect();
        Some(mails)
    }
}

/// How much is loaded of an object of which S3 tells this size.
fn most_bytes(size: Option<u64>) -> u32 {
    size.and_then(|size| u32::try_from(size).ok()).map_or(MOST, |size| size.min(MOST))
}

/// Keys come encoded as in a form: `+` is a space, `%2B` a plus. Some emulators encode less; a key without
/// either is itself.
fn decode(key: &str) -> String {
    let spaced = key.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().map_or_else(|_| key.to_owned(), |key| key.into_owned())
}

/// An event of SES, as a topic of an identity or a configuration set publishes it, or SNS's message around one.
#[derive(Debug, Deserialize)]
pub(crate) struct MailEvent {
    /// SNS's: the event, as JSON in a string.
    #[serde(rename = "Message")]
    message: Option<String>,
    /// Of a topic of an identity.
    #[serde(rename = "notificationType")]
    notification: Option<String>,
    /// Of a configuration set.
    #[serde(rename = "eventType")]
    event: Option<String>,
    mail: Option<EventMail>,
    bounce: Option<Bounce>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct EventMail {
    message_id: String,
    #[serde(default)]
    headers: Vec<Header>,
}

#[derive(Debug, Deserialize)]
struct Header {
    name: String,
    value: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bounce {
    bounce_type: String,
    #[serde(default)]
    bounced_recipients: Vec<Recipient>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Recipient {
    email_address: String,
}

/// What became of a mail of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taken {
    /// The mail service's id of it.
    pub(crate) id: String,
    /// The letters that it carries.
    pub(crate) letters: Vec<(CaseId, OwedLetter)>,
    /// The addresses that it cannot reach, for good.
    pub(crate) unreachable: Vec<String>,
}

impl MailEvent {
    /// The mail that the service has taken, where it says so. `None` for any other event and for what is none: that one
    /// is missing proves nothing.
    pub(crate) fn taken(self) -> Option<Taken> {
        let event = match self.message {
            Some(inner) => serde_json::from_str::<Self>(&inner).ok().filter(|it| it.message.is_none())?,
            None => self,
        };
        let kind = event.notification.or(event.event)?;
        // `Reject` and `Rendering Failure` say that it was not taken.
        if !["Send", "Delivery", "DeliveryDelay", "Bounce", "Complaint"].contains(&kind.as_str()) {
            return None;
        }
        let mail = event.mail?;
        let named = mail.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(LETTERS_HEADER));
        let letters = named.flat_map(|header| letters_named(&header.value)).collect();
        let permanent = event.bounce.filter(|bounce| bounce.bounce_type == "Permanent");
        let unreachable = permanent.into_iter().flat_map(|bounce| bounce.bounced_recipients);
        let unreachable = unreachable.map(|recipient| recipient.email_address).collect();
        Some(Taken { id: mail.message_id, letters, unreachable })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_of_the_mail_service_name_the_letters_that_it_took() {
        let read = |json: &str| serde_json::from_str::<MailEvent>(json).ok().and_then(MailEvent::taken);
        let case = "00000000000070008000000000000001";
        // As the service writes them, shortened; `of` is the field that names the kind.
        let event = |of: &str, kind: &str, bounce: serde_json::Value| {
            serde_json::json!({
                of: kind,
                "mail": {
                    "timestamp": "2026-11-21T12:00:00.000Z",
                    "messageId": "0102-1",
                    "headersTruncated": false,
                    "headers": [
                        {"name": "From", "value": "x"},
                        {"name": "X-Goodfaith-Letters", "value": format!("{case}/3/taken_down")},
                    ],
                    "commonHeaders": {"messageId": "y"},
                },
                "bounce": bounce,
            })
            .to_string()
        };
        let none = || serde_json::Value::Null;
        let taken = read(&event("notificationType", "Delivery", none())).unwrap();
        assert_eq!((taken.id.as_str(), taken.letters.len()), ("0102-1", 1));
        assert_eq!(read(&event("eventType", "Send", none())).unwrap(), taken);
        let wrapped =
            serde_json::json!({"Type": "Notification", "Message": event("eventType", "Send", none())});
        assert_eq!(read(&wrapped.to_string()).unwrap(), taken);

        let bounce = |kind: &str| {
            let bounce = serde_json::json!({
                "bounceType": kind, "bouncedRecipients": [{"emailAddress": "a@b.example"}],
            });
            read(&event("eventType", "Bounce", bounce)).unwrap()
        };
        assert_eq!(bounce("Permanent").unreachable, ["a@b.example"]);
        assert_eq!(bounce("Permanent").letters, taken.letters, "it was taken, whatever came of it");
        assert_eq!(bounce("Transient").unreachable, Vec::<String>::new());

        assert_eq!(read(&event("eventType", "Reject", none())), None);
        assert_eq!(read(r#"{"eventType":"Send"}"#), None);
        assert_eq!(read(r#"{"Records":[]}"#), None);
    }

    #[test]
    fn keys_are_decoded_and_tests_are_no_mails() {
        let read =
            |json: &str| serde_json::from_str::<Notification>(json).unwrap().mails().unwrap_or_default();
        let mails = read(
            r#"{"Records":[{"eventTime":"2026-11-02T09:00:00.000Z","s3":{"object":{"key":"mail/a%2Bb+c","size":7}}},
                {"s3":{"object":{"key":"inbox/x"}}}]}"#,
        );
        assert_eq!(
            mails,
            [Arrived { key: "mail/a+b c".to_owned(), time: "2026-11-02T09:00:00.000Z".to_owned(), bytes: 7 }]
        );
        assert_eq!(read(r#"{"Service":"Amazon S3","Event":"s3:TestEvent"}"#), []);
        let nudge = r#"{"type":"nudge.case","version":1}"#;
        assert_eq!(serde_json::from_str::<Notification>(nudge).unwrap().mails(), None);
    }
}
