//! Brands in titles: which of the ways to hide one are seen through, and what is taken for a brand that is none.
//!
//! The names are real, and so are the titles; what hides a name is made by rules that know nothing of the matcher, with chance
//! that falls the same way in every run.

mod alphabets;
mod chinese;
mod corpus;
mod draw;
mod generator;
mod labelled;
mod negatives;
mod nominative;
mod pairs;
mod plain;
mod recall;
mod seam;
mod tally;

use std::path::Path;

use anyhow::Context as _;

pub use self::seam::{Compile, Find, Found, Mark, Tier};

use self::corpus::Corpus;
use self::plain::Bearers;
use crate::Scored;

/// The sets.
pub const SETS: &[crate::Set] =
    &[(SET_BRANDS, |folder| brands(folder, product)), (SET_TITLES, |folder| titles(folder, product))];

/// The matcher that is measured.
fn product(marks: &[Mark]) -> Find {
    let own = |mark: &Mark| matching::Mark {
        id: mark.id.clone(),
        names: mark.names.clone(),
        aliases: mark.aliases.clone(),
        classes: Vec::new(),
    };
    let compiled = matching::Marks::compile(marks.iter().map(own).collect());
    let tier = |tier| match tier {
        matching::Tier::Act => Tier::Act,
        matching::Tier::Desk => Tier::Desk,
        matching::Tier::Note => Tier::Note,
    };
    let found = move |it: matching::Match| Found { mark: it.mark, at: it.at, tier: tier(it.tier) };
    Box::new(move |title| compiled.find(title).into_iter().map(found).collect())
}

const SET_BRANDS: &str = "brands";
const SET_TITLES: &str = "titles";

/// Names that are hidden, imitated, or named in passing: the set `brands`, put into the titles of its neighbour `titles`.
///
/// # Errors
/// When a file cannot be read.
pub fn brands(folder: &Path, compile: Compile) -> anyhow::Result<Scored> {
    let corpus = corpus(folder)?;
    let (find, bearers) = (compile(&corpus.marks), Bearers::of(&corpus.marks));
    let mut scored = Scored::default();
    recall::latin(&corpus, &find, &bearers, &mut scored);
    chinese::operations(&corpus, compile, &mut scored);
    pairs::transliterations(&corpus, compile, &mut scored);
    pairs::squatted(&corpus, compile, &mut scored);
    nominative::measure(&corpus, &find, &bearers, &mut scored);
    negatives::neighbours(&corpus, &find, &bearers, &mut scored);
    Ok(scored)
}

/// Titles as they are: the set `titles`, read with the marks of its neighbour `brands`.
///
/// # Errors
/// When a file cannot be read.
pub fn titles(folder: &Path, compile: Compile) -> anyhow::Result<Scored> {
    let corpus = corpus(folder)?;
    let (find, bearers) = (compile(&corpus.marks), Bearers::of(&corpus.marks));
    let mut scored = Scored::default();
    negatives::without_the_mark(&corpus, &find, compile, &mut scored);
    negatives::ordinary_words(&corpus, &find, &bearers, &mut scored);
    labelled::spans(&corpus, compile, &mut scored);
    labelled::column(&corpus, compile, &mut scored);
    Ok(scored)
}

fn corpus(folder: &Path) -> anyhow::Result<Corpus> {
    Corpus::read(folder.parent().context("the folders brands and titles lie beside each other")?)
}
