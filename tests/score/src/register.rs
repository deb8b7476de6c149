//! Registers of rights: what is read of offices' records, and which of them may bear an automatic measure.

mod codes;
mod europe;
mod united_states;

use std::path::Path;

use jiff::civil::Date;

use crate::{Goal, Score, Scored, Set};

/// The sets.
pub const SETS: &[Set] = &[("trademark-register", score)];

const SET: &str = "trademark-register";

fn score(folder: &Path) -> anyhow::Result<Scored> {
    let mut all = Scored::default();
    for score in [europe::marks, europe::designs, united_states::score, codes::score] {
        let scored = score(folder)?;
        all.scores.extend(scored.scores);
        all.notes.extend(scored.notes);
    }
    Ok(all)
}

/// The day on which rights are asked for: the latest day that the records of a set tell of, since each is in the
/// state of the day when it was fetched.
fn latest(days: impl Iterator<Item = Option<Date>>) -> Date {
    days.flatten().max().unwrap_or(Date::MIN)
}

/// Hits among all, for one measure.
#[derive(Default)]
struct Count {
    hits: usize,
    all: usize,
}

impl Count {
    fn add(&mut self, hit: bool) -> bool {
        self.all += 1;
        self.hits += usize::from(hit);
        hit
    }

    fn score(&self, measure: &'static str, least: f64) -> Score {
        Score::share(SET, measure, self.hits, self.all, Goal::AtLeast(least))
    }
}
