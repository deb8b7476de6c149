//! What is stored of a party: its memberships in the good-faith programme, its standing, its misuse record.
//!
//! Each is one line of JSON. Format 1.

pub mod membership;
pub mod misuse;
pub mod standing;

use std::error::Error;
use std::str::FromStr;

use jiff::Timestamp;
use programme::{Counts, LeftOut, Tally};

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

    fn tally(self, numbers: &[u32]) -> Result<Tally, Malformed> {
        let tally = match *numbers {
            [taken_down, decided, overturned, takedowns] => {
                Tally::of([taken_down, decided, overturned, takedowns])
            }
            [
                a,
                b,
                c,
                d,
                court,
                e,
                f,
                g,
                h,
                all_court,
                sellers,
                open,
                formal,
                withdrawn,
                by,
                recent,
                capped,
            ] => Tally {
                settled: Counts { at_court: court, ..Counts::of([a, b, c, d]) },
                all: Counts { at_court: all_court, ..Counts::of([e, f, g, h]) },
                sellers,
                left_out: LeftOut { open, formal, withdrawn, marketplace: by, recent, capped },
            },
            _ => return Err(Malformed::field(self.0, "tally", "neither 4 nor 17 numbers")),
        };
        let more = |it: &Counts| it.taken_down > it.decided || it.overturned > it.takedowns;
        if more(&tally.settled) || more(&tally.all) || tally.sellers > tally.settled.taken_down {
            return Err(Malformed::field(self.0, "tally", "a part is more than its whole"));
        }
        Ok(tally)
    }
}

/// What was counted, as numbers. Where nothing has to settle they are four: complaints taken down and standing, complaints
/// decided, takedowns overturned, takedowns. Else: those four of what is settled, and how many are at court; the same of
/// all; different sellers; and what is left out, in the order of [`LeftOut`].
fn numbers(tally: Tally) -> Vec<u32> {
    let Tally { settled, all, sellers, left_out } = tally;
    let of = |it: Counts| [it.taken_down, it.decided, it.overturned, it.takedowns];
    if tally == Tally::of(of(settled)) {
        return of(settled).to_vec();
    }
    let LeftOut { open, formal, withdrawn, marketplace, recent, capped } = left_out;
    let mut numbers = of(settled).to_vec();
    numbers.push(settled.at_court);
    numbers.extend(of(all));
    numbers.extend([all.at_court, sellers, open, formal, withdrawn, marketplace, recent, capped]);
    numbers
}
