//! A stored event of the good-faith programme: `{"at":…,"rules":"honest","is":{"entered":{…}}}`.

use programme::{MembershipEvent, MembershipRecorded};
use serde::{Deserialize, Serialize};

use super::{Line, numbers};
use crate::Malformed;

const LINE: Line = Line("stored event of the programme");

#[derive(Serialize, Deserialize)]
struct Stored {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    at: i64,
    rules: String,
    #[serde(rename = "is")]
    what: What,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    Declared {
        doc: String,
    },
    Entered {
        scope: String,
        tally: Vec<u32>,
    },
    Warned {
        scope: String,
        tally: Vec<u32>,
        /// Only where it is on probation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<i64>,
    },
    Recovered {
        scope: String,
        tally: Vec<u32>,
    },
    Removed {
        scope: String,
        tally: Vec<u32>,
        why: String,
        again_from: i64,
    },
    Left {
        again_from: i64,
    },
}

/// The stored form of an event.
#[must_use]
pub fn encode(recorded: &MembershipRecorded) -> String {
    let what = match &recorded.event {
        MembershipEvent::Declared { document } => What::Declared { doc: document.to_string() },
        MembershipEvent::Entered { scope, tally } => {
            What::Entered { scope: scope.to_string(), tally: numbers(*tally) }
        }
        MembershipEvent::Warned { scope, tally, until } => What::Warned {
            scope: scope.to_string(),
            tally: numbers(*tally),
            until: until.map(|until| until.as_millisecond()),
        },
        MembershipEvent::Recovered { scope, tally } => {
            What::Recovered { scope: scope.to_string(), tally: numbers(*tally) }
        }
        MembershipEvent::Removed { scope, tally, why, again_from } => What::Removed {
            scope: scope.to_string(),
            tally: numbers(*tally),
            why: why.to_string(),
            again_from: again_from.as_millisecond(),
        },
        MembershipEvent::Left { again_from } => What::Left { again_from: again_from.as_millisecond() },
    };
    let stored = Stored { at: recorded.at.as_millisecond(), rules: recorded.rules.to_string(), what };
    // Structs of strings and numbers always serialise.
    serde_json::to_string(&stored).unwrap_or_default()
}

/// Reads a stored event.
///
/// # Errors
/// [`Malformed`] when it is not JSON, of an unknown type, or a field holds what it cannot.
pub fn decode(line: &str) -> Result<MembershipRecorded, Malformed> {
    let stored: Stored = LINE.shape(line)?;
    let scope = |text: &str| LINE.parse("scope", text);
    let event = match stored.what {
        What::Declared { doc } => MembershipEvent::Declared { document: LINE.parse("doc", &doc)? },
        What::Entered { scope: of, tally } => {
            MembershipEvent::Entered { scope: scope(&of)?, tally: LINE.tally(&tally)? }
        }
        What::Warned { scope: of, tally, until } => MembershipEvent::Warned {
            scope: scope(&of)?,
            tally: LINE.tally(&tally)?,
            until: until.map(|until| LINE.time("until", until)).transpose()?,
        },
        What::Recovered { scope: of, tally } => {
            MembershipEvent::Recovered { scope: scope(&of)?, tally: LINE.tally(&tally)? }
        }
        What::Removed { scope: of, tally, why, again_from } => MembershipEvent::Removed {
            scope: scope(&of)?,
            tally: LINE.tally(&tally)?,
            why: LINE.parse("why", &why)?,
            again_from: LINE.time("again_from", again_from)?,
        },
        What::Left { again_from } => {
            MembershipEvent::Left { again_from: LINE.time("again_from", again_from)? }
        }
    };
    Ok(MembershipRecorded {
        at: LINE.time("at", stored.at)?,
        rules: LINE.parse("rules", &stored.rules)?,
        event,
    })
}
