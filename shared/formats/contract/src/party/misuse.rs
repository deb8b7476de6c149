//! A stored event of a subject's misuse record: `{"at":…,"is":{"noticed":{"pattern":…}}}`.

use case::{Decider, ReviewerId};
use programme::{Figures, MisuseEvent, MisuseFinding, MisuseRecorded};
use serde::{Deserialize, Serialize};

use super::Line;
use crate::Malformed;
use crate::event::decider;

const LINE: Line = Line("stored event of a misuse record");

#[derive(Serialize, Deserialize)]
struct Stored {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    at: i64,
    #[serde(rename = "is")]
    what: What,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    Noticed { found: Found },
    Warned { found: Found, by: String },
    Suspended { found: Found, until: i64, by: String },
    Told { of: u32, by: String },
    Appealed { doc: String },
    AppealDecided { by: String, lifted: bool },
}

#[derive(Serialize, Deserialize)]
struct Found {
    pattern: String,
    hits: u32,
    of: u32,
    harmed: u32,
    hours_down: u32,
    knowing: u32,
    first: i64,
    last: i64,
}

impl Found {
    fn new(finding: &MisuseFinding) -> Self {
        let Figures { hits, of, harmed, hours_down, knowing } = finding.figures;
        Self {
            pattern: finding.pattern.to_string(),
            hits,
            of,
            harmed,
            hours_down,
            knowing,
            first: finding.first.as_millisecond(),
            last: finding.last.as_millisecond(),
        }
    }

    fn read(&self) -> Result<MisuseFinding, Malformed> {
        let Self { hits, of, harmed, hours_down, knowing, .. } = *self;
        Ok(MisuseFinding {
            pattern: LINE.parse("pattern", &self.pattern)?,
            figures: Figures { hits, of, harmed, hours_down, knowing },
            first: LINE.time("first", self.first)?,
            last: LINE.time("last", self.last)?,
        })
    }
}

fn parse_decider(text: &str) -> Result<Decider, Malformed> {
    if text == "machine" {
        return Ok(Decider::Machine);
    }
    let id = text.strip_prefix("reviewer:").unwrap_or_default();
    LINE.parse::<ReviewerId>("by", id).map(Decider::Reviewer)
}

/// The stored form of an event.
#[must_use]
pub fn encode(recorded: &MisuseRecorded) -> String {
    let what = match &recorded.event {
        MisuseEvent::Noticed(finding) => What::Noticed { found: Found::new(finding) },
        MisuseEvent::Warned { finding, by } => What::Warned { found: Found::new(finding), by: decider(by) },
        MisuseEvent::Suspended { finding, until, by } => {
            What::Suspended { found: Found::new(finding), until: until.as_millisecond(), by: decider(by) }
        }
        MisuseEvent::Told { of, by } => What::Told { of: *of, by: decider(by) },
        MisuseEvent::Appealed { document } => What::Appealed { doc: document.to_string() },
        MisuseEvent::AppealDecided { by, lifted } => {
            What::AppealDecided { by: by.to_string(), lifted: *lifted }
        }
    };
    // Structs of strings and numbers always serialise.
    serde_json::to_string(&Stored { at: recorded.at.as_millisecond(), what }).unwrap_or_default()
}

/// Reads a stored event.
///
/// # Errors
/// [`Malformed`] when it is not JSON, of an unknown type, or a field holds what it cannot.
pub fn decode(line: &str) -> Result<MisuseRecorded, Malformed> {
    let stored: Stored = LINE.shape(line)?;
    let event = match stored.what {
        What::Noticed { found } => MisuseEvent::Noticed(found.read()?),
        What::Warned { found, by } => MisuseEvent::Warned { finding: found.read()?, by: parse_decider(&by)? },
        What::Suspended { found, until, by } => MisuseEvent::Suspended {
            finding: found.read()?,
            until: LINE.time("until", until)?,
            by: parse_decider(&by)?,
        },
        What::Told { of, by } => MisuseEvent::Told { of, by: parse_decider(&by)? },
        What::Appealed { doc } => MisuseEvent::Appealed { document: LINE.parse("doc", &doc)? },
        What::AppealDecided { by, lifted } => {
            MisuseEvent::AppealDecided { by: LINE.parse("by", &by)?, lifted }
        }
    };
    Ok(MisuseRecorded { at: LINE.time("at", stored.at)?, event })
}
