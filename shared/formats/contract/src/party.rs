//! What is stored of a party: its memberships in the good-faith programme, its standing, its misuse record.
//!
//! Each is one line of JSON. Format 1.

pub mod membership;
pub mod misuse;
pub mod standing;

use std::error::Error;
use std::str::FromStr;

use jiff::Timestamp;
use programme::Tally;

use crate::Malformed;

/// A line being read, by what it is called in errors.
#[derive(Clone, Copy)]
struct Line(&'static str);

impl Line {
    fn shape<'a, T: serde::Deserialize<'a>>(self, line: &'a str) -> Result<T, Malformed> {
        serde_json::from_str(line).map_err(|source| Malformed::Shape { what: self.0, source })
    }

    fn parse<T>(self, field: &'static str, text: &str) -> Result<T, Malformed>
    where
        T: FromStr<Err: Error + Send + Sync + 'static>,
    {
        text.parse().map_err(|err| Malformed::field(self.0, field, err))
    }

    fn time(self, field: &'static str, ms: i64) -> Result<Timestamp, Malformed> {
        Timestamp::from_millisecond(ms).map_err(|err| Malformed::field(self.0, field, err))
    }

    /// Taken down, decided, overturned, takedowns.
    fn tally(self, counts: [u32; 4]) -> Result<Tally, Malformed> {
        let [taken_down, decided, overturned, takedowns] = counts;
        if taken_down > decided || overturned > takedowns {
            return Err(Malformed::field(self.0, "tally", "a part is more than its whole"));
        }
        Ok(Tally { taken_down, decided, overturned, takedowns })
    }
}

const fn counts(tally: Tally) -> [u32; 4] {
    [tally.taken_down, tally.decided, tally.overturned, tally.takedowns]
}
