//! Titles that must not be acted on: without the mark, with a word that is also a mark, with the mark's neighbour.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::corpus::Corpus;
use super::draw::Draw;
use super::plain::{Bearers, Title, distance, squeezed, words};
use super::recall::put_between_words;
use super::tally::Tally;
use super::{Compile, Find, Found, Mark, SET_BRANDS, SET_TITLES, Tier};
use crate::Goal::AtMost;
use crate::{Goal, Scored};

/// How many neighbours are tried.
const NEIGHBOURS: usize = 1500;

/// How many titles may be acted on, come to a desk, or be kept for a mark of which they have no name.
///
/// A matcher that keeps everything would find everything. For the last two nobody has set a goal: a person in front of the
/// registry of thousands is shown one title in twenty, and half of all titles are quiet.
const FALSE: [(Tier, Goal); 3] =
    [(Tier::Act, AtMost(0.01)), (Tier::Desk, AtMost(0.05)), (Tier::Note, AtMost(0.5))];

type Measures = [&'static str; 3];
const ENGLISH: Measures = ["false-act-english", "further-false-desk-english", "further-false-note-english"];
const MANY: Measures =
    ["false-act-many-languages", "further-false-desk-many-languages", "further-false-note-many-languages"];
const CHINESE: Measures = ["false-act-chinese", "further-false-desk-chinese", "further-false-note-chinese"];
const LABELLED: Measures =
    ["false-act-chinese-marks", "further-false-desk-chinese-marks", "further-false-note-chinese-marks"];

/// Real titles against the registry, and Chinese ones against the marks that people found in them.
///
/// In a registry of thousands nearly every title has some short name somewhere; so a title is judged by the mark that it is
/// reported for: it is reported falsely when it contains no name of that mark.
pub(super) fn without_the_mark(corpus: &Corpus, find: &Find, compile: Compile, scored: &mut Scored) {
    let english: Vec<&str> = corpus.english.iter().map(|(title, _)| title.as_str()).collect();
    let web: Vec<&str> = corpus.web.iter().map(String::as_str).collect();
    let chinese: Vec<&str> = corpus.chinese.iter().map(|labelled| labelled.title.as_str()).collect();
    for (measures, titles) in [(ENGLISH, &english), (MANY, &web), (CHINESE, &chinese)] {
        falsely_reported(measures, titles, &corpus.marks, find, scored);
    }
    let labelled = corpus.labelled_marks();
    falsely_reported(LABELLED, &chinese, &labelled, &compile(&labelled), scored);
}

fn falsely_reported(measures: Measures, titles: &[&str], marks: &[Mark], find: &Find, scored: &mut Scored) {
    if marks.is_empty() {
        return;
    }
    let [mut act, mut desk, mut note] = [0, 1, 2].map(|place| Tally::new(measures[place], FALSE[place].1));
    for title in titles {
        let content = Title::new(title);
        let mut found = find(title);
        found.retain(|found| !content.contains(&marks[found.mark]));
        let worst = found.iter().max_by_key(|found| found.tier);
        for (tally, (tier, _)) in [&mut act, &mut desk, &mut note].into_iter().zip(FALSE) {
            tally.count(worst.is_some_and(|found| found.tier >= tier), || {
                let of = worst
                    .map_or(("", ""), |found| (marks[found.mark].names[0].as_str(), slice(title, found)));
                format!("{}\t{}\t{title}", of.0, of.1)
            });
        }
    }
    for tally in [act, desk, note] {
        tally.add_to(scored, SET_TITLES);
    }
}

pub(super) fn acted(found: Vec<Found>) -> Vec<Found> {
    found.into_iter().filter(|found| found.tier == Tier::Act).collect()
}

fn slice<'t>(title: &'t str, found: &Found) -> &'t str {
    title.get(found.at.clone()).unwrap_or("a place that is none")
}

/// Brands that are words, where a title uses them as words: in small letters, and not as the brand that the shop names for
/// this title or any other.
pub(super) fn ordinary_words(corpus: &Corpus, find: &Find, bearers: &Bearers, scored: &mut Scored) {
    let sold: HashSet<String> = corpus.english.iter().flat_map(|(_, brand)| words(brand)).collect();
    let web = corpus.web.iter().filter(|title| title.chars().any(char::is_uppercase)).map(String::as_str);
    let english = corpus.english.iter().map(|(title, _)| title.as_str());
    let mut tally = Tally::new("word-acted-on", AtMost(0.0));
    for title in english.chain(web) {
        let as_written =
            title.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().all(char::is_lowercase));
        let ordinary = |word: &&str| corpus.words.contains(*word) && !sold.contains(*word);
        let ordinary: BTreeSet<&str> = as_written.filter(ordinary).collect();
        if ordinary.is_empty() {
            continue;
        }
        let acted = acted(find(title));
        for word in ordinary {
            let is_of_word = |found: &Found| {
                bearers.bearing(word).contains(&found.mark) && squeezed(slice(title, found)) == word
            };
            tally.count(acted.iter().any(is_of_word), || format!("{word}\t{title}"));
        }
    }
    tally.add_to(scored, SET_TITLES);
}

/// Names one edit apart: a title with the one is not acted on for the other.
pub(super) fn neighbours(corpus: &Corpus, find: &Find, bearers: &Bearers, scored: &mut Scored) {
    let titles = corpus.spaced_titles();
    let mut draw = Draw::of("neighbour-acted-on");
    let mut tally = Tally::new("neighbour-acted-on", AtMost(0.0));
    let mut pairs = neighbouring(&corpus.marks);
    while pairs.len() > NEIGHBOURS {
        pairs.swap_remove(draw.below(pairs.len()));
    }
    for (name, other) in pairs {
        let own = bearers.bearing(&name);
        let others: Vec<usize> =
            bearers.bearing(&other).iter().copied().filter(|mark| !own.contains(mark)).collect();
        let Some(title) = draw.one_of(&titles) else { break };
        let (title, _) = put_between_words(&mut draw, title, &name);
        // Another name of the neighbour may stand in the title in its own right.
        let content = Title::new(&title);
        let stands = |mark: &&usize| {
            let names = corpus.marks[**mark].names.iter().chain(&corpus.marks[**mark].aliases);
            names.map(|name| squeezed(name)).any(|name| content.has_words(&name))
        };
        let others: Vec<usize> = others.iter().filter(|mark| !stands(mark)).copied().collect();
        if others.is_empty() {
            continue;
        }
        let confused = acted(find(&title)).iter().any(|found| others.contains(&found.mark));
        tally.count(confused, || format!("{name}\ttaken for {other}\t{title}"));
    }
    tally.add_to(scored, SET_BRANDS);
}

/// Pairs of names of three letters or more that are one edit apart, both ways round.
fn neighbouring(marks: &[Mark]) -> Vec<(String, String)> {
    let names: BTreeMap<String, &str> =
        marks.iter().flat_map(|mark| &mark.names).map(|name| (squeezed(name), name.as_str())).collect();
    // Two texts one edit apart are the same when each lacks at most one letter.
    let mut lacking: HashMap<String, Vec<&str>> = HashMap::new();
    for name in names.keys().filter(|name| name.chars().count() >= 3) {
        lacking.entry(name.clone()).or_default().push(name);
        let shorter: BTreeSet<String> = name
            .char_indices()
            .map(|(at, c)| format!("{}{}", &name[..at], &name[at + c.len_utf8()..]))
            .collect();
        for shorter in shorter {
            lacking.entry(shorter).or_default().push(name);
        }
    }
    let mut pairs = BTreeSet::new();
    for alike in lacking.values() {
        for (place, left) in alike.iter().enumerate() {
            for right in alike[place + 1..].iter().filter(|right| distance(left, right) == 1) {
                pairs.insert((names[*left].to_owned(), names[*right].to_owned()));
                pairs.insert((names[*right].to_owned(), names[*left].to_owned()));
            }
        }
    }
    pairs.into_iter().collect()
}
