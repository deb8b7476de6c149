//! Names of brands, written as someone who hides them writes them, put into titles: how many are found.

use std::ops::Range;

use super::alphabets::Alphabets;
use super::corpus::Corpus;
use super::draw::Draw;
use super::generator as make;
use super::plain::{Bearers, squeezed};
use super::tally::Tally;
use super::{Find, Found, SET_BRANDS, Tier};
use crate::Goal::AtLeast;
use crate::{Goal, Scored};

/// How many samples an operation is measured with.
pub(super) const SAMPLES: usize = 600;
/// How many draws they may take: an operation cannot be done to every name.
const DRAWS: usize = 20 * SAMPLES;
/// Longer names are read as sentences.
const LONGEST: usize = 28;

/// Which names an operation is measured with.
#[derive(Clone, Copy, PartialEq)]
enum Names {
    /// Four Latin letters or more.
    Four,
    /// Six or more, and no word of the language: one edit off a word is another word.
    Six,
}

struct Operation {
    measure: &'static str,
    names: Names,
    goal: Goal,
    make: make::Make,
}

/// What changes no letter for a reader is found but for 5 %; what changes one, but for 30 %.
const SAME: Goal = AtLeast(0.95);
const OTHER: Goal = AtLeast(0.7);

const fn operation(measure: &'static str, names: Names, goal: Goal, make: make::Make) -> Operation {
    Operation { measure, names, goal, make }
}

const OPERATIONS: [Operation; 23] = [
    operation("unchanged", Names::Four, AtLeast(0.99), make::plain),
    operation("homoglyph", Names::Four, SAME, make::homoglyph),
    operation("diacritic-combining", Names::Four, SAME, make::combining),
    operation("diacritic-precomposed", Names::Four, SAME, make::precomposed),
    operation("mathematical", Names::Four, SAME, make::in_mathematical_letters),
    operation("fullwidth", Names::Four, SAME, make::fullwidth),
    operation("zero-width", Names::Four, SAME, make::zero_width),
    operation("spaced", Names::Four, SAME, make::spaced),
    operation("punctuated", Names::Four, SAME, make::punctuated),
    operation("split", Names::Four, SAME, make::split),
    operation("leet", Names::Six, OTHER, make::leet),
    operation("edit-substitute", Names::Six, OTHER, make::substitute),
    operation("edit-insert", Names::Six, OTHER, make::insert),
    operation("edit-delete", Names::Six, OTHER, make::delete),
    operation("edit-transpose", Names::Six, OTHER, make::transpose),
    operation("masked-letter", Names::Six, OTHER, make::masked),
    // Further ones, which nobody has set a goal for: what the operations above suggest.
    operation("further-bidi-controls", Names::Four, AtLeast(0.9), make::bidi_controls),
    operation("further-symbols-and-emoji", Names::Four, AtLeast(0.9), make::with_symbols),
    operation("further-far-scripts", Names::Four, AtLeast(0.9), make::homoglyph_of_far_scripts),
    operation("further-enclosed-letters", Names::Four, AtLeast(0.9), make::in_enclosed_letters),
    operation("further-sellers-look-alikes", Names::Six, OTHER, make::sellers_look_alike),
    operation("further-combined", Names::Six, OTHER, make::combined),
    operation("further-leet-and-edit", Names::Six, AtLeast(0.3), leet_and_edit),
];

fn leet_and_edit(alphabets: &Alphabets, draw: &mut Draw, name: &str) -> Option<String> {
    let edited = draw.one_of(&[make::delete as make::Make, make::transpose])?(alphabets, draw, name)?;
    make::leet(alphabets, draw, &edited)
}

/// Every operation on Latin names, over the whole registry.
pub(super) fn latin(corpus: &Corpus, find: &Find, bearers: &Bearers, scored: &mut Scored) {
    let alphabets = Alphabets::new(&corpus.confusables);
    let titles = corpus.spaced_titles();
    let names: Vec<&str> = latin_names(corpus);
    let long =
        names.iter().copied().filter(|name| letters(name) >= 6 && !corpus.words.contains(&squeezed(name)));
    let long: Vec<&str> = long.collect();
    let mut seen = Tally::new("obfuscated-seen-by-a-person", AtLeast(0.8));
    for operation in &OPERATIONS {
        let names = if operation.names == Names::Four { &names } else { &long };
        let mut tally = Tally::new(operation.measure, operation.goal);
        let mut draw = Draw::of(operation.measure);
        for _ in 0..DRAWS {
            let (Some(name), Some(title)) = (draw.one_of(names), draw.one_of(&titles)) else { break };
            let Some(written) = (operation.make)(&alphabets, &mut draw, name) else { continue };
            let is_unchanged = operation.measure == "unchanged";
            if (written == **name && !is_unchanged) || is_another(bearers, name, &written) {
                continue;
            }
            let (title, at) = put_between_words(&mut draw, title, &written);
            let found = best(find(&title), bearers.bearing(name), &at);
            tally.count(found.is_some(), || format!("{name}\t{written}\t{title}"));
            if operation.goal == SAME {
                seen.count(found >= Some(Tier::Desk), || format!("{}\t{name}\t{written}", operation.measure));
            }
            if tally.samples() == SAMPLES {
                break;
            }
        }
        tally.add_to(scored, SET_BRANDS);
    }
    seen.add_to(scored, SET_BRANDS);
}

/// Names in Latin letters, four at least.
pub(super) fn latin_names(corpus: &Corpus) -> Vec<&str> {
    let names = corpus.marks.iter().flat_map(|mark| &mark.names).map(String::as_str);
    names.filter(|name| is_latin(name) && letters(name) >= 4 && name.chars().count() <= LONGEST).collect()
}

fn letters(name: &str) -> usize {
    name.chars().filter(char::is_ascii_alphabetic).count()
}

fn is_latin(name: &str) -> bool {
    name.chars().all(|c| !c.is_alphabetic() || u32::from(c) < 0x250)
}

/// Whether what was made of a name is the name of others, who may be found instead.
pub(super) fn is_another(bearers: &Bearers, name: &str, written: &str) -> bool {
    squeezed(name) != squeezed(written) && !bearers.bearing(written).is_empty()
}

/// A title with a text at some place between its words, and where that is.
pub(super) fn put_between_words(draw: &mut Draw, title: &str, text: &str) -> (String, Range<usize>) {
    let words: Vec<&str> = title.split_whitespace().collect();
    let (before, after) = words.split_at(draw.below(words.len() + 1));
    let mut made = before.join(" ");
    if !made.is_empty() {
        made.push(' ');
    }
    let at = made.len()..made.len() + text.len();
    made.push_str(text);
    for word in after {
        made.push(' ');
        made.push_str(word);
    }
    (made, at)
}

/// How far the best match of one of these marks goes that touches the place.
pub(super) fn best(found: Vec<Found>, marks: &[usize], at: &Range<usize>) -> Option<Tier> {
    let own = found.into_iter().filter(|found| marks.contains(&found.mark) && touches(found, at));
    own.map(|found| found.tier).max()
}

pub(super) fn touches(found: &Found, at: &Range<usize>) -> bool {
    found.at.start < at.end && at.start < found.at.end
}
