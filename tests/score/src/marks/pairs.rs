//! Names in other scripts, and domains that were registered to be mistaken.

use any_ascii::any_ascii;

use super::chinese::put_between_characters;
use super::corpus::{Corpus, Pair, one_mark_each};
use super::draw::Draw;
use super::plain::{distance, squeezed};
use super::recall::{best, put_between_words};
use super::tally::Tally;
use super::{Compile, Find, Mark, SET_BRANDS};
use crate::Goal::{AtLeast, AtMost};
use crate::Scored;

/// Scripts, the first and last of their code points, and what share of the names that are written by sound is found by sound.
///
/// Alphabets give letter for letter. Syllables (kana, hangul) add vowels and merge consonants. Abjads leave vowels out.
/// Thai and the scripts of India have letters that are not spoken. Han characters stand for a sound by convention.
const SCRIPTS: [(&str, u32, u32, f64); 11] = [
    ("transliterated-cyrillic", 0x400, 0x52f, 0.6),
    ("transliterated-greek", 0x370, 0x3ff, 0.6),
    ("transliterated-armenian", 0x530, 0x58f, 0.6),
    ("transliterated-georgian", 0x10a0, 0x10ff, 0.6),
    ("transliterated-kana", 0x3040, 0x30ff, 0.4),
    ("transliterated-hangul", 0xac00, 0xd7a3, 0.4),
    ("transliterated-arabic", 0x600, 0x6ff, 0.3),
    ("transliterated-hebrew", 0x590, 0x5ff, 0.3),
    ("transliterated-thai", 0xe00, 0xe7f, 0.2),
    ("transliterated-indic", 0x900, 0xd7f, 0.2),
    ("transliterated-han", 0x4e00, 0x9fff, 0.5),
];

/// Names in other scripts, with the Latin name alone in the registry and with both.
///
/// Where the Latin name is all that is known, only names are asked for that say the same sounds; `八方云集` for `Eight Clouds`
/// is a translation, which no matching of letters finds.
pub(super) fn transliterations(corpus: &Corpus, compile: Compile, scored: &mut Scored) {
    let marks = |with_alias: bool| -> Vec<Mark> {
        let mark = |pair: &Pair| {
            let aliases = if with_alias { vec![pair.alias.clone()] } else { Vec::new() };
            Mark { id: pair.id.clone(), names: pair.latin.clone(), aliases }
        };
        corpus.pairs.iter().map(mark).collect()
    };
    let (spaced, chinese) = (corpus.spaced_titles(), unlabelled(corpus));
    let mut draw = Draw::of("transliterated");
    let mut found_at = |find: &Find, pair: &Pair| {
        let is_spaced =
            !pair.alias.chars().any(|c| matches!(u32::from(c), 0x3040..=0x30ff | 0x4e00..=0x9fff));
        let title = draw.one_of(if is_spaced { &spaced } else { &chinese }).copied().unwrap_or_default();
        let put = if is_spaced { put_between_words } else { put_between_characters };
        let (title, at) = put(&mut draw, title, &pair.alias);
        // A brand stands once for each of its languages, and several share a name.
        let same = |(index, other): (usize, &Pair)| {
            let shares =
                other.alias == pair.alias || other.latin.iter().any(|latin| pair.latin.contains(latin));
            (other.id == pair.id || shares).then_some(index)
        };
        let marks: Vec<usize> = corpus.pairs.iter().enumerate().filter_map(same).collect();
        (best(find(&title), &marks, &at).is_some(), title)
    };
    let find = compile(&marks(true));
    let mut tally = Tally::new("alias-in-the-registry", AtLeast(0.95));
    for pair in &corpus.pairs {
        let (is_found, title) = found_at(&find, pair);
        tally.count(is_found, || format!("{}\t{}\t{title}", pair.latin.join(", "), pair.alias));
    }
    tally.add_to(scored, SET_BRANDS);
    let find = compile(&marks(false));
    for (measure, first, last, goal) in SCRIPTS {
        let mut tally = Tally::new(measure, AtLeast(goal));
        let is_of = |c: char| (first..=last).contains(&u32::from(c));
        let of_script = corpus.pairs.iter().filter(|pair| {
            pair.alias.chars().all(|c| !c.is_alphabetic() || is_of(c)) && pair.alias.chars().any(is_of)
        });
        for pair in of_script.filter(|pair| sounds_alike(pair)) {
            let (is_found, title) = found_at(&find, pair);
            tally.count(is_found, || format!("{}\t{}\t{title}", pair.latin.join(", "), pair.alias));
        }
        tally.add_to(scored, SET_BRANDS);
    }
}

fn unlabelled(corpus: &Corpus) -> Vec<&str> {
    let titles = corpus.chinese.iter().filter(|title| title.spans.is_empty());
    titles.map(|title| title.title.as_str()).collect()
}

/// Whether a name in another script has the consonants of one of the Latin ones, but for a third. Abjads write vowels with the
/// letters of `v`, `w` and `y`.
fn sounds_alike(pair: &Pair) -> bool {
    let consonants = |text: &str| -> String {
        let lower = squeezed(text);
        lower.chars().filter(|c| !"aeiouvwy".contains(*c)).collect()
    };
    let alias = consonants(&any_ascii(&pair.alias));
    pair.latin.iter().map(|latin| consonants(latin)).any(|latin| {
        let longer = alias.chars().count().max(latin.chars().count());
        longer >= 2 && 3 * distance(&alias, &latin) <= longer
    })
}

/// Tokens of registered domains in titles, with what they imitate in the registry; and the other words of the same domains.
pub(super) fn squatted(corpus: &Corpus, compile: Compile, scored: &mut Scored) {
    let marks = one_mark_each(corpus.squats.iter().map(|squat| squat.target.as_str()));
    let find = compile(&marks);
    let titles = corpus.spaced_titles();
    let mut draw = Draw::of("typosquat");
    // One edit is an edit like those above, of words of seven letters and more; two edits are found by half.
    for (measure, far, goal) in [("typosquat-distance-1", 1, 0.8), ("typosquat-distance-2", 2, 0.5)] {
        let mut tally = Tally::new(measure, AtLeast(goal));
        let mut tokens: Vec<_> = corpus.squats.iter().filter(|squat| squat.distance == far).collect();
        tokens.sort_by_key(|squat| &squat.token);
        tokens.dedup_by_key(|squat| &squat.token);
        for squat in tokens {
            let Some(title) = draw.one_of(&titles) else { break };
            let (title, at) = put_between_words(&mut draw, title, &squat.token);
            let of: Vec<usize> = (0..marks.len()).filter(|mark| marks[*mark].id == squat.target).collect();
            let is_found = best(find(&title), &of, &at).is_some();
            tally.count(is_found, || format!("{}\t{}\t{title}", squat.target, squat.token));
        }
        tally.add_to(scored, SET_BRANDS);
    }
    let mut tally = Tally::new("typosquat-far-words", AtMost(0.01));
    let domains = corpus.squats.iter().flat_map(|squat| squat.domain.split(['.', '-']));
    let mut far: Vec<&str> = domains.filter(|word| is_far(word, &marks)).collect();
    far.sort_unstable();
    far.dedup();
    for word in far {
        let Some(title) = draw.one_of(&titles) else { break };
        let (title, at) = put_between_words(&mut draw, title, word);
        let found = find(&title).into_iter().any(|found| super::recall::touches(&found, &at));
        tally.count(found, || format!("{word}\t{title}"));
    }
    tally.add_to(scored, SET_BRANDS);
}

/// A word of three letters or more that is none of the marks, nor a part of one, nor has one in it, nor is near to one.
fn is_far(word: &str, marks: &[Mark]) -> bool {
    let is_apart = |mark: &Mark| {
        let far = distance(word, &mark.id);
        far > 3 && 2 * far > mark.id.len() && !word.contains(mark.id.as_str()) && !mark.id.contains(word)
    };
    word.len() >= 3 && word.chars().all(char::is_alphabetic) && marks.iter().all(is_apart)
}
