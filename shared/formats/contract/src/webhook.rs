//! Version 1 of the events that a brand account is told of: the message that asks for one to be posted, and
//! the body that is posted, after Standard Webhooks.
//!
//! An event belongs to a letter that a case owes its complainant: the same happening, the same id.

use case::{
    Announcement, CaseId, ComplaintId, DeclineCode, Letter, ListingRef, OwedLetter, Reference, Territory,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Malformed;

const WHAT: &str = "webhook message";
const TYPE: &str = "webhook.case";

#[derive(Serialize, Deserialize)]
struct Message {
    r#type: String,
    version: u32,
    time: Timestamp,
    data: Data,
}

#[derive(Serialize, Deserialize)]
struct Data {
    account: String,
    case: String,
    of: u32,
    letter: String,
}

/// The message body.
#[must_use]
pub fn encode(announcement: &Announcement) -> String {
    let message = Message {
        r#type: TYPE.to_owned(),
        version: 1,
        time: announcement.sent_at,
        data: Data {
            account: announcement.account.to_string(),
            case: announcement.case.to_string(),
            of: announcement.owed.of,
            letter: announcement.owed.letter.code().to_owned(),
        },
    };
    // Structs of strings and numbers always serialise.
    serde_json::to_string(&message).unwrap_or_default()
}

/// Reads a message body.
///
/// # Errors
/// [`Malformed`] when it is not JSON, of an unknown type or version, or holds an impossible id.
pub fn decode(body: &str) -> Result<Announcement, Malformed> {
    #[derive(Deserialize)]
    struct Header {
        r#type: String,
        version: u32,
    }
    let shape = |error: serde_json::Error| Malformed::Message { what: WHAT, source: error.into() };
    let header: Header = serde_json::from_str(body).map_err(shape)?;
    if (header.r#type.as_str(), header.version) != (TYPE, 1) {
        let kind: String = header.r#type.chars().take(60).collect();
        return Err(Malformed::Unknown { what: WHAT, found: format!("{kind} {}", header.version) });
    }
    let Message { time, data, .. } = serde_json::from_str(body).map_err(shape)?;
    let wrong = |field| move |err: case::InvalidId| Malformed::field(WHAT, field, err);
    Ok(Announcement {
        account: data.account.parse().map_err(wrong("data.account"))?,
        case: data.case.parse().map_err(wrong("data.case"))?,
        owed: OwedLetter { of: data.of, letter: data.letter.parse().map_err(wrong("data.letter"))? },
        sent_at: time,
    })
}

/// What happened to a case, as its account is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseEvent {
    /// The letter that tells the same.
    pub letter: Letter,
    /// When it happened.
    pub at: Timestamp,
    /// The case.
    pub case: CaseId,
    /// By which people name it.
    pub reference: Reference,
    /// The complaint that it belongs to.
    pub complaint: ComplaintId,
    /// The listing.
    pub listing: ListingRef,
    /// Code of the state that the case was in right after.
    pub state: &'static str,
    /// The territories in which alone the decided measure holds, where it is limited.
    pub only_in: Vec<Territory>,
    /// Why it was declined, with the field that the decline points at.
    pub decline: Option<(DeclineCode, &'static str)>,
    /// Codes of the statutory elements that are missing.
    pub missing: Vec<&'static str>,
    /// Where the complaint's status is.
    pub api_url: String,
}

/// The type of the event that a letter to the complainant tells of; `None` for a letter to the seller.
#[must_use]
pub const fn event_type(letter: Letter) -> Option<&'static str> {
    match letter {
        Letter::Receipt => Some("case.filed"),
        Letter::Merged => Some("case.merged"),
        Letter::Incomplete => Some("case.incomplete"),
        Letter::Accepted => Some("case.accepted"),
        Letter::Reconsidered => Some("case.reconsidered"),
        Letter::Declined => Some("case.declined"),
        Letter::TakenDown => Some("case.in_force"),
        Letter::Withdrawn => Some("case.withdrawn"),
        Letter::CounterNotice => Some("case.counter_notice"),
        Letter::CourtUnproved => Some("case.court_unproved"),
        Letter::KeptToComplainant => Some("case.kept"),
        Letter::UpheldToComplainant => Some("case.upheld"),
        Letter::RestoredToComplainant => Some("case.restored"),
        Letter::LeftDownToComplainant => Some("case.left_down"),
        Letter::AppealReceiptToComplainant => Some("case.appealed"),
        Letter::AppealOutcomeToComplainant => Some("case.appeal_decided"),
        Letter::RefusedToComplainant => Some("case.refused"),
        Letter::StatementOfReasons
        | Letter::CounterNoticeReceipt
        | Letter::Disputed
        | Letter::KeptToSeller
        | Letter::UpheldToSeller
        | Letter::RestoredToSeller
        | Letter::LeftDownToSeller
        | Letter::HeldForCourt
        | Letter::CourtProved
        | Letter::CourtUnprovedToSeller
        | Letter::AppealReceiptToSeller
        | Letter::AppealOutcomeToSeller
        | Letter::RefusedToSeller => None,
    }
}

impl CaseEvent {
    /// The body that is posted: the same each time. `None` for what only the seller is told.
    #[must_use]
    pub fn body(&self) -> Option<String> {
        #[derive(Serialize)]
        struct Body<'a> {
            r#type: &'a str,
            version: u32,
            timestamp: Timestamp,
            data: Data<'a>,
        }
        #[derive(Serialize)]
        struct Data<'a> {
            case: String,
            reference: String,
            complaint: String,
            listing: String,
            state: &'a str,
            #[serde(skip_serializing_if = "Vec::is_empty")]
            territories: Vec<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            decline: Option<Decline<'a>>,
            #[serde(skip_serializing_if = "<[_]>::is_empty")]
            missing: &'a [&'static str],
            api_url: &'a str,
        }
        #[derive(Serialize)]
        struct Decline<'a> {
            code: &'a str,
            field: &'a str,
        }
        let body = Body {
            r#type: event_type(self.letter)?,
            version: 1,
            timestamp: self.at,
            data: Data {
                case: self.case.to_string(),
                reference: self.reference.to_string(),
                complaint: self.complaint.to_string(),
                listing: self.listing.to_string(),
                state: self.state,
                territories: self.only_in.iter().map(ToString::to_string).collect(),
                decline: self.decline.map(|(code, field)| Decline { code: code.code(), field }),
                missing: &self.missing,
                api_url: &self.api_url,
            },
        };
        serde_json::to_string(&body).ok()
    }
}
