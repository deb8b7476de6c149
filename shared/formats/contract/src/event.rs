//! Format 1 of a stored event: one line of JSON, whose exact bytes the hash chain covers.

mod decisions;
mod parts;
mod steps;

use case::{
    Answer, ComplaintId, Decider, Digest, Event, Note, OwedLetter, Posted, Recorded, ReviewerId, Withheld,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Malformed;
use decisions::{corrected, declined, parse_accepted, parse_appeal, parse_corrected, parse_declined};
use parts::{
    StoredComparison, StoredFiling, StoredRecord, parse_comparison, parse_filing, parse_record,
    stored_comparison, stored_filing, stored_record,
};
use steps::{Step, parse_step, step_of};

const WHAT: &str = "stored event";

/// The newest version of an event that this program reads, and the one that it writes. A new optional field is the
/// same version; whatever an older reader would misread is the next.
pub const VERSION: u16 = 1;

#[derive(Serialize, Deserialize)]
struct Stored {
    /// The version that a reader must know.
    v: u16,
    /// Milliseconds since 1970-01-01T00:00:00Z.
    at: i64,
    #[serde(rename = "is")]
    what: What,
}

/// What every version of a line has.
#[derive(Deserialize)]
struct Versioned {
    v: u16,
}

/// Written as `{"v":1,"at":…,"is":{"filed":{…}}}`; facts without data as `{"v":1,"at":…,"is":"withdrawn"}`.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    Filed(Box<StoredFiling>),
    Merged {
        complaint: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        doc: Option<String>,
    },
    FoundIncomplete {
        missing: Vec<String>,
    },
    Completed {
        doc: String,
        missing: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        right: Option<String>,
        proof: String,
    },
    Judged(Box<StoredRecord>),
    Reconsidered {
        why: String,
    },
    PicturesAsked {
        version: String,
    },
    PicturesCompared(Box<StoredComparison>),
    SentToDesk {
        question: String,
    },
    Accepted {
        by: String,
        measure: String,
        /// Everywhere, where it is absent.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        only_in: Vec<String>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        although: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    Declined {
        by: String,
        code: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    Order {
        action: String,
        #[serde(rename = "is")]
        step: Step,
    },
    Withdrawn,
    CounterNoticed {
        doc: String,
    },
    PersonAsked {
        doc: String,
    },
    Kept {
        by: String,
        note: String,
    },
    Answered {
        answer: String,
        doc: String,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        handed_on: bool,
    },
    CourtNamed {
        doc: String,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        handed_on: bool,
    },
    CourtClaimReviewed {
        by: String,
        proved: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    Upheld {
        by: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    RestoreDecided {
        why: String,
        by: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    Corrected {
        by: String,
        why: String,
        note: String,
    },
    BlindReview {
        by: String,
        agreed: bool,
    },
    Appealed {
        by: String,
        doc: String,
    },
    AppealDecided {
        by: String,
        reversed: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        measure: Option<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        only_in: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    Corresponded {
        by: String,
        doc: String,
    },
    LetterSent {
        of: u32,
        letter: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receipt: Option<String>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        again: bool,
    },
    LetterWithheld {
        of: u32,
        letter: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<String>,
    },
    LetterReviewed {
        by: String,
        of: u32,
        letter: String,
        send: bool,
    },
    Closed {
        outcome: String,
    },
}

fn texts<T: ToString>(values: &[T]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

pub(crate) fn decider(by: &Decider) -> String {
    match by {
        Decider::Machine => "machine".into(),
        Decider::Reviewer(id) => format!("reviewer:{id}"),
    }
}

fn parse<T>(field: &'static str, text: &str) -> Result<T, Malformed>
where
    T: std::str::FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    text.parse().map_err(|err| Malformed::field(WHAT, field, err))
}

fn parse_all<T>(field: &'static str, values: &[String]) -> Result<Vec<T>, Malformed>
where
    T: std::str::FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    values.iter().map(|text| parse(field, text)).collect()
}

fn instant(field: &'static str, ms: i64) -> Result<Timestamp, Malformed> {
    Timestamp::from_millisecond(ms).map_err(|err| Malformed::field(WHAT, field, err))
}

fn parse_decider(text: &str) -> Result<Decider, Malformed> {
    if text == "machine" {
        return Ok(Decider::Machine);
    }
    let id = text.strip_prefix("reviewer:").unwrap_or_default();
    parse::<ReviewerId>("by", id).map(Decider::Reviewer)
}

/// The stored form of an event.
#[must_use]
pub fn encode(recorded: &Recorded) -> String {
    let stored = Stored { v: VERSION, at: recorded.at.as_millisecond(), what: what_of(&recorded.event) };
    // Enums and structs of strings and numbers always serialise.
    serde_json::to_string(&stored).unwrap_or_default()
}

fn merged(complaint: ComplaintId, document: Option<Digest>) -> What {
    What::Merged { complaint: complaint.to_string(), doc: document.map(|it| it.to_string()) }
}

fn answered(answer: Answer, document: Digest, handed_on: bool) -> What {
    What::Answered { answer: answer.to_string(), doc: document.to_string(), handed_on }
}

fn what_of(event: &Event) -> What {
    match event {
        Event::Filed(filing) => What::Filed(Box::new(stored_filing(filing))),
        Event::Merged { complaint, document } => merged(*complaint, *document),
        Event::FoundIncomplete { missing } => What::FoundIncomplete { missing: texts(missing) },
        Event::Completed { document, missing, right, proof } => What::Completed {
            doc: document.to_string(),
            missing: texts(missing),
            right: right.as_ref().map(ToString::to_string),
            proof: proof.to_string(),
        },
        Event::Judged(record) => What::Judged(Box::new(stored_record(record))),
        Event::PicturesAsked { version } => What::PicturesAsked { version: version.clone() },
        Event::PicturesCompared(it) => What::PicturesCompared(Box::new(stored_comparison(it))),
        Event::Reconsidered { why } => What::Reconsidered { why: why.to_string() },
        Event::SentToDesk { question } => What::SentToDesk { question: question.to_string() },
        Event::Accepted { by, measure, only_in, although, note } => What::Accepted {
            by: decider(by),
            measure: measure.to_string(),
            only_in: texts(only_in),
            although: *although,
            note: written(note),
        },
        Event::Declined { by, code, note } => declined(by, *code, note),
        Event::Order { action, step } => What::Order { action: action.to_string(), step: step_of(step) },
        Event::Withdrawn => What::Withdrawn,
        Event::CounterNoticed { document } => What::CounterNoticed { doc: document.to_string() },
        Event::PersonAsked { document } => What::PersonAsked { doc: document.to_string() },
        Event::Kept { by, note } => What::Kept { by: decider(by), note: note.to_string() },
        Event::Answered { answer, document, handed_on } => answered(*answer, *document, *handed_on),
        Event::CourtNamed { document, handed_on } => {
            What::CourtNamed { doc: document.to_string(), handed_on: *handed_on }
        }
        Event::CourtClaimReviewed { by, proved, note } => {
            What::CourtClaimReviewed { by: decider(by), proved: *proved, note: written(note) }
        }
        Event::Upheld { by, note } => What::Upheld { by: decider(by), note: written(note) },
        Event::RestoreDecided { why, by, note } => {
            What::RestoreDecided { why: why.to_string(), by: decider(by), note: written(note) }
        }
        Event::Corrected { by, why, note } => corrected(by, *why, note),
        Event::BlindReview { by, agreed } => What::BlindReview { by: decider(by), agreed: *agreed },
        Event::Appealed { by, document } => What::Appealed { by: by.to_string(), doc: document.to_string() },
        Event::AppealDecided { by, reversed, measure, only_in, note } => What::AppealDecided {
            by: decider(by),
            reversed: *reversed,
            measure: measure.map(|measure| measure.to_string()),
            only_in: texts(only_in),
            note: written(note),
        },
        Event::Corresponded { by, document } => {
            What::Corresponded { by: by.to_string(), doc: document.to_string() }
        }
        Event::LetterSent(owed, posted) => letter_sent(*owed, posted),
        Event::LetterWithheld(owed, why) => letter_withheld(*owed, *why),
        Event::LetterReviewed { by, owed: OwedLetter { of, letter }, send } => {
            What::LetterReviewed { by: decider(by), of: *of, letter: letter.to_string(), send: *send }
        }
        Event::Closed { outcome } => What::Closed { outcome: outcome.to_string() },
    }
}

fn letter_withheld(OwedLetter { of, letter }: OwedLetter, why: Withheld) -> What {
    let why = (why != Withheld::Unstated).then(|| why.to_string());
    What::LetterWithheld { of, letter: letter.to_string(), why }
}

fn parse_completed(
    document: &str,
    missing: &[String],
    right: Option<&str>,
    proof: &str,
) -> Result<Event, Malformed> {
    Ok(Event::Completed {
        right: right.map(|right| parse("right", right)).transpose()?,
        document: parse("doc", document)?,
        missing: parse_all("missing", missing)?,
        proof: parse("proof", proof)?,
    })
}

/// Reads a stored event.
///
/// # Errors
/// [`Malformed`] when it is not JSON, of an unknown type, or a field holds what it cannot.
pub fn decode(line: &str) -> Result<Recorded, Malformed> {
    decode_up_to(line, VERSION)
}

/// Reads a stored event as a program does that reads up to version `reads`.
///
/// # Errors
/// The same; [`Malformed::Newer`] when the line needs a later program.
pub fn decode_up_to(line: &str, reads: u16) -> Result<Recorded, Malformed> {
    let shape = |source| Malformed::Shape { what: WHAT, source };
    // The version first: what a later program wrote may be of any shape.
    let Versioned { v: version } = serde_json::from_str(line).map_err(shape)?;
    if version > reads {
        return Err(Malformed::Newer { what: WHAT, version, reads });
    }
    let stored: Stored = serde_json::from_str(line).map_err(shape)?;
    Ok(Recorded { at: instant("at", stored.at)?, event: parse_what(stored.what)? })
}

fn owed(of: u32, letter: &str) -> Result<OwedLetter, Malformed> {
    Ok(OwedLetter { of, letter: parse("letter", letter)? })
}

fn withheld(why: Option<String>) -> Result<Withheld, Malformed> {
    why.map_or(Ok(Withheld::Unstated), |why| parse("why", &why))
}

fn letter_sent(OwedLetter { of, letter }: OwedLetter, posted: &Posted) -> What {
    let (receipt, again) = (posted.receipt.clone(), posted.again);
    What::LetterSent { of, letter: letter.to_string(), receipt, again }
}

fn written(note: &Option<Note>) -> Option<String> {
    note.as_ref().map(ToString::to_string)
}

fn read_note(note: &str) -> Result<Note, Malformed> {
    Note::stored(note).map_err(|err| Malformed::field(WHAT, "note", err))
}

fn parse_note(note: Option<String>) -> Result<Option<Note>, Malformed> {
    note.map(|note| read_note(&note)).transpose()
}

fn parse_merged(complaint: &str, document: Option<&str>) -> Result<Event, Malformed> {
    let document = document.map(|document| parse("doc", document)).transpose()?;
    Ok(Event::Merged { complaint: parse("complaint", complaint)?, document })
}

fn parse_what(what: What) -> Result<Event, Malformed> {
    Ok(match what {
        What::Filed(filing) => Event::Filed(parse_filing(&filing)?),
        What::Merged { complaint, doc } => parse_merged(&complaint, doc.as_deref())?,
        What::FoundIncomplete { missing } => {
            Event::FoundIncomplete { missing: parse_all("missing", &missing)? }
        }
        What::Completed { doc, missing, right, proof } => {
            parse_completed(&doc, &missing, right.as_deref(), &proof)?
        }
        What::Judged(record) => Event::Judged(parse_record(*record)?),
        What::PicturesAsked { version } => Event::PicturesAsked { version },
        What::PicturesCompared(it) => Event::PicturesCompared(parse_comparison(*it)?),
        What::Reconsidered { why } => Event::Reconsidered { why: parse("why", &why)? },
        What::SentToDesk { question } => Event::SentToDesk { question: parse("question", &question)? },
        What::Accepted { by, measure, only_in, although, note } => {
            parse_accepted(&by, &measure, &only_in, although, note)?
        }
        What::Declined { by, code, note } => parse_declined(&by, &code, note)?,
        What::Order { action, step } => {
            Event::Order { action: parse("action", &action)?, step: parse_step(step)? }
        }
        What::Withdrawn => Event::Withdrawn,
        What::CounterNoticed { doc } => Event::CounterNoticed { document: parse("doc", &doc)? },
        What::PersonAsked { doc } => Event::PersonAsked { document: parse("doc", &doc)? },
        What::Kept { by, note } => Event::Kept { by: parse_decider(&by)?, note: read_note(&note)? },
        What::Answered { answer, doc, handed_on } => Event::Answered {
            answer: parse::<Answer>("answer", &answer)?,
            document: parse("doc", &doc)?,
            handed_on,
        },
        What::CourtNamed { doc, handed_on } => Event::CourtNamed { document: parse("doc", &doc)?, handed_on },
        What::CourtClaimReviewed { by, proved, note } => {
            Event::CourtClaimReviewed { by: parse_decider(&by)?, proved, note: parse_note(note)? }
        }
        What::Upheld { by, note } => Event::Upheld { by: parse_decider(&by)?, note: parse_note(note)? },
        What::RestoreDecided { why, by, note } => {
            let by = parse_decider(&by)?;
            Event::RestoreDecided { why: parse("why", &why)?, by, note: parse_note(note)? }
        }
        What::Corrected { by, why, note } => parse_corrected(&by, &why, &note)?,
        What::BlindReview { by, agreed } => Event::BlindReview { by: parse_decider(&by)?, agreed },
        What::Appealed { by, doc } => {
            Event::Appealed { by: parse("by", &by)?, document: parse("doc", &doc)? }
        }
        What::AppealDecided { by, reversed, measure, only_in, note } => {
            parse_appeal(&by, reversed, measure.as_deref(), &only_in, note)?
        }
        What::Corresponded { by, doc } => {
            Event::Corresponded { by: parse("by", &by)?, document: parse("doc", &doc)? }
        }
        What::LetterSent { of, letter, receipt, again } => {
            Event::LetterSent(owed(of, &letter)?, Posted { receipt, again })
        }
        What::LetterWithheld { of, letter, why } => Event::LetterWithheld(owed(of, &letter)?, withheld(why)?),
        What::LetterReviewed { by, of, letter, send } => {
            Event::LetterReviewed { by: parse_decider(&by)?, owed: owed(of, &letter)?, send }
        }
        What::Closed { outcome } => Event::Closed { outcome: parse("outcome", &outcome)? },
    })
}
