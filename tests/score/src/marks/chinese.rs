//! Names in Han characters, hidden: in the other script, by sound, by shape.
//!
//! What is known of the characters is derived from the Unihan database (`han.py` makes `han.tsv`), so that it is
//! nothing that the matcher knows. It has the 6,763 characters of GB 2312; names with others are left out.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use super::corpus::{Corpus, Pair, one_mark_each};
use super::draw::Draw;
use super::plain::Bearers;
use super::recall::{SAMPLES, best, is_another};
use super::tally::Tally;
use super::{Compile, SET_BRANDS};
use crate::Goal::AtLeast;
use crate::Scored;

const TABLE: &str = include_str!("han.tsv");
/// How many draws the samples may take.
const DRAWS: usize = 20 * SAMPLES;
const LONGEST: usize = 8;

/// What is known of a character.
struct Known {
    pinyin: &'static str,
    traditional: Option<char>,
    alike: Vec<char>,
}

/// The characters.
pub(super) struct Han {
    known: HashMap<char, Known>,
    simplified: HashMap<char, char>,
    /// The common characters of a sound, without its tone.
    sounding: HashMap<&'static str, Vec<char>>,
}

impl Han {
    /// The table, and the pairs of TR39.
    pub(super) fn new(confusables: &BTreeMap<char, Vec<char>>) -> Self {
        let mut han = Self { known: HashMap::new(), simplified: HashMap::new(), sounding: HashMap::new() };
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let Some(own) = fields.next().and_then(|field| field.chars().next()) else { continue };
            let pinyin = fields.next().unwrap_or_default();
            let traditional = fields.next().and_then(|field| field.chars().next());
            let alike = fields.next().unwrap_or_default().chars().collect();
            if let Some(traditional) = traditional {
                han.simplified.insert(traditional, own);
            }
            if fields.next() == Some("common") {
                han.sounding.entry(pinyin).or_default().push(own);
            }
            han.known.insert(own, Known { pinyin, traditional, alike });
        }
        for (target, sources) in confusables.iter().filter(|(target, _)| is_han(**target)) {
            for source in sources.iter().filter(|source| is_han(**source) && source.nfkc().eq([**source])) {
                for (own, other) in [(target, source), (source, target)] {
                    if let Some(known) = han.known.get_mut(own).filter(|known| !known.alike.contains(other)) {
                        known.alike.push(*other);
                    }
                }
            }
        }
        han
    }

    /// What is known of a character, of a traditional one by its simplified form.
    fn of(&self, own: char) -> Option<&Known> {
        self.known.get(&own).or_else(|| self.known.get(self.simplified.get(&own)?))
    }

    fn knows(&self, name: &str) -> bool {
        name.chars().all(|c| self.of(c).is_some())
    }
}

fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0x20000..=0x3ffff)
}

/// Names of Han characters alone, two at least.
pub(super) fn is_han_name(name: &str) -> bool {
    (2..=LONGEST).contains(&name.chars().count()) && name.chars().all(is_han)
}

type Make = fn(&Han, &mut Draw, &str) -> Option<String>;

const OPERATIONS: [(&str, f64, Make); 9] = [
    ("chinese-unchanged", 0.99, |_, _, name| Some(name.to_owned())),
    ("chinese-traditional-or-simplified", 0.6, in_the_other_script),
    ("chinese-pinyin", 0.6, in_pinyin),
    ("chinese-half-pinyin", 0.6, half_in_pinyin),
    ("chinese-half-initials", 0.6, half_in_initials),
    ("chinese-homophone", 0.6, by_sound),
    ("chinese-look-alike", 0.6, by_shape),
    // Further ones, which nobody has set a goal for.
    ("further-chinese-spaced-or-punctuated", 0.9, apart),
    ("further-chinese-initials", 0.1, in_initials),
];

/// Every operation on Chinese names, in Chinese titles. The registry has each name as a mark of its own.
pub(super) fn operations(corpus: &Corpus, compile: Compile, scored: &mut Scored) {
    let han = Han::new(&corpus.confusables);
    let of_marks = corpus.marks.iter().flat_map(|mark| &mark.names).map(String::as_str);
    let of_pairs = corpus.pairs.iter().map(|Pair { alias, .. }| alias.as_str());
    let labelled =
        corpus.chinese.iter().flat_map(|title| title.spans.iter().map(|(_, brand)| brand.as_str()));
    let names = of_marks.chain(of_pairs).chain(labelled).filter(|name| is_han_name(name) && han.knows(name));
    let marks = one_mark_each(names);
    let bearers = Bearers::of(&marks);
    let find = compile(&marks);
    // Where a brand stands already, another one is not put.
    let titles =
        corpus.chinese.iter().filter(|title| title.spans.is_empty()).map(|title| title.title.as_str());
    let titles: Vec<&str> = titles.collect();
    for (measure, goal, make) in OPERATIONS {
        let mut tally = Tally::new(measure, AtLeast(goal));
        let mut draw = Draw::of(measure);
        for _ in 0..DRAWS {
            let (Some(mark), Some(title)) = (draw.one_of(&marks), draw.one_of(&titles)) else { break };
            let Some(written) = make(&han, &mut draw, &mark.id) else { continue };
            if is_another(&bearers, &mark.id, &written) {
                continue;
            }
            let (title, at) = put_between_characters(&mut draw, title, &written);
            let found = best(find(&title), bearers.bearing(&mark.id), &at);
            tally.count(found.is_some(), || format!("{}\t{written}\t{title}", mark.id));
            if tally.samples() == SAMPLES {
                break;
            }
        }
        tally.add_to(scored, SET_BRANDS);
    }
}

/// A title with a text where no word of Latin letters is torn.
pub(super) fn put_between_characters(draw: &mut Draw, title: &str, text: &str) -> (String, Range<usize>) {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
    let places = title.char_indices().map(|(at, _)| at).chain([title.len()]);
    let places = places.filter(|at| {
        let (before, after) = title.split_at(*at);
        !is_latin(before.chars().next_back()) && !is_latin(after.chars().next())
    });
    let places: Vec<usize> = places.collect();
    let at = draw.one_of(&places).copied().unwrap_or(title.len());
    let (before, after) = title.split_at(at);
    (format!("{before}{text}{after}"), at..at + text.len())
}

/// Puts something else for some of the characters that have something, for so many at most.
fn replaced(
    draw: &mut Draw,
    name: &str,
    most: usize,
    of: impl Fn(&mut Draw, char) -> Option<String>,
) -> Option<String> {
    let mut parts: Vec<String> = name.chars().map(String::from).collect();
    let others = name.chars().enumerate().filter_map(|(place, c)| Some((place, of(draw, c)?)));
    let mut others: Vec<_> = others.collect();
    while others.len() > most {
        others.remove(draw.below(others.len()));
    }
    if others.is_empty() {
        return None;
    }
    for (place, other) in draw.some_of(others) {
        parts[place] = other;
    }
    Some(parts.concat())
}

fn in_the_other_script(han: &Han, _: &mut Draw, name: &str) -> Option<String> {
    let to_simplified = name.chars().any(|c| !han.known.contains_key(&c));
    let other = |c: char| match to_simplified {
        true => han.simplified.get(&c).copied().unwrap_or(c),
        false => han.known.get(&c).and_then(|known| known.traditional).unwrap_or(c),
    };
    let written: String = name.chars().map(other).collect();
    (written != name).then_some(written)
}

fn in_pinyin(han: &Han, draw: &mut Draw, name: &str) -> Option<String> {
    let separator = draw.one_of(&["", "", " "])?;
    let sounds = name.chars().map(|c| Some(han.of(c)?.pinyin)).collect::<Option<Vec<_>>>()?;
    Some(sounds.join(separator))
}

fn half_in_pinyin(han: &Han, draw: &mut Draw, name: &str) -> Option<String> {
    replaced(draw, name, name.chars().count() - 1, |_, c| Some(han.of(c)?.pinyin.to_owned()))
}

/// Half of the characters at most, of three at least: an initial says little.
fn half_in_initials(han: &Han, draw: &mut Draw, name: &str) -> Option<String> {
    let count = name.chars().count();
    if count < 3 {
        return None;
    }
    replaced(draw, name, count / 2, |_, c| Some(han.of(c)?.pinyin.get(..1)?.to_owned()))
}

fn in_initials(han: &Han, _: &mut Draw, name: &str) -> Option<String> {
    let initials = name.chars().map(|c| han.of(c)?.pinyin.get(..1)).collect::<Option<Vec<_>>>()?;
    (initials.len() >= 3).then(|| initials.concat())
}

fn by_sound(han: &Han, draw: &mut Draw, name: &str) -> Option<String> {
    replaced(draw, name, LONGEST, |draw, c| {
        let others = han.sounding.get(han.of(c)?.pinyin)?;
        let others: Vec<char> = others.iter().copied().filter(|other| *other != c).collect();
        draw.one_of(&others).map(char::to_string)
    })
}

/// One character, as a seller does: of a name that changes throughout, nobody is reminded.
fn by_shape(han: &Han, draw: &mut Draw, name: &str) -> Option<String> {
    let mut chars: Vec<char> = name.chars().collect();
    let has_alike =
        |place: &usize| han.known.get(&chars[*place]).is_some_and(|known| !known.alike.is_empty());
    let places: Vec<usize> = (0..chars.len()).filter(has_alike).collect();
    let place = *draw.one_of(&places)?;
    chars[place] = *draw.one_of(&han.known.get(&chars[place])?.alike)?;
    Some(chars.into_iter().collect())
}

fn apart(_: &Han, draw: &mut Draw, name: &str) -> Option<String> {
    let separator = draw.char_of("  .-_·*/").to_string();
    Some(name.chars().map(String::from).collect::<Vec<_>>().join(&separator))
}
