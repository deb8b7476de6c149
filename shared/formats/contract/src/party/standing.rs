//! A stored standing: `{"as_of":…,"rules":"honest","tallies":{"overall":[96,100,1,98]}}`, the numbers being what was
//! counted, by scope.

use std::collections::BTreeMap;

use programme::Snapshot;
use serde::{Deserialize, Serialize};

use super::{Line, numbers};
use crate::Malformed;

const LINE: Line = Line("stored standing");

#[derive(Serialize, Deserialize)]
struct Stored {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    as_of: i64,
    rules: String,
    tallies: BTreeMap<String, Vec<u32>>,
}

/// The stored form of a standing.
#[must_use]
pub fn encode(snapshot: &Snapshot) -> String {
    let tallies =
        snapshot.tallies.iter().map(|(scope, tally)| (scope.to_string(), numbers(*tally))).collect();
    let stored =
        Stored { as_of: snapshot.as_of.as_millisecond(), rules: snapshot.rules.to_string(), tallies };
    // Structs of strings and numbers always serialise.
    serde_json::to_string(&stored).unwrap_or_default()
}

/// Reads a stored standing.
///
/// # Errors
/// [`Malformed`] when it is not JSON, or a field holds what it cannot.
pub fn decode(line: &str) -> Result<Snapshot, Malformed> {
    let stored: Stored = LINE.shape(line)?;
    let tally =
        |(scope, numbers): (&String, &Vec<u32>)| Ok((LINE.parse("tallies", scope)?, LINE.tally(numbers)?));
    Ok(Snapshot {
        rules: LINE.parse("rules", &stored.rules)?,
        as_of: LINE.time("as_of", stored.as_of)?,
        tallies: stored.tallies.iter().map(tally).collect::<Result<_, Malformed>>()?,
    })
}
