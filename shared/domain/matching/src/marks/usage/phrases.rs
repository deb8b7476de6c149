//! The words that say what a name is used for, from lists by language.

use std::sync::LazyLock;

use super::super::fold::Units;
use super::tokens::{Shape, Tokens};

static LISTS: [&str; 2] =
    [include_str!("../../../data/cues.txt"), include_str!("../../../data/cues-asia.txt")];

/// Folded words with as many letters are told from others by the marks on them.
const SHORT: usize = 6;

/// What a phrase says, in the order of the bits.
const KINDS: [&str; 24] = [
    "second_hand",
    "refurbished",
    "parody",
    "review",
    "about",
    "part",
    "accessory",
    "loose",
    "repair",
    "with",
    "negation",
    "negation_after",
    "negation_filler",
    "fits",
    "fits_after",
    "like",
    "like_after",
    "device",
    "component",
    "import",
    "not_for_sale",
    "not_for_sale_first",
    "better",
    "imitation",
];

/// Kinds of phrases, as bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Says(u32);

macro_rules! says {
    ($($name:ident = $bit:literal),* $(,)?) => {
        impl Says { $(pub(super) const $name: Self = Self(1 << $bit);)* }
    };
}

says! {
    SECOND_HAND = 0, REFURBISHED = 1, PARODY = 2, REVIEW = 3, ABOUT = 4, PART = 5, ACCESSORY = 6, LOOSE = 7,
    REPAIR = 8, WITH = 9, NEGATION = 10, NEGATION_AFTER = 11, NEGATION_FILLER = 12, FITS = 13, FITS_AFTER = 14,
    LIKE = 15, LIKE_AFTER = 16, DEVICE = 17, COMPONENT = 18, IMPORT = 19, NOT_FOR_SALE = 20, NOT_FOR_SALE_FIRST = 21,
    BETTER = 22, IMITATION = 23,
}

impl Says {
    pub(super) fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A phrase of a list.
struct Phrase {
    /// Its folded words and characters.
    tokens: Vec<String>,
    /// As it must be written, where folding would leave too little of it.
    written: Option<String>,
    says: Says,
    /// What it is not a cue of.
    not: Says,
}

/// A phrase in a title.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    /// Tokens of the title.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) says: Says,
    not: Says,
}

/// The phrases of all lists, sorted by their first word.
static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let lines = LISTS.iter().flat_map(|list| list.lines());
    let mut phrases: Vec<Phrase> = lines.filter_map(entries).flatten().collect();
    phrases.sort_by(|one, other| one.tokens.first().cmp(&other.tokens.first()));
    phrases
});

/// The phrases of a line; `None` for what is no entry.
fn entries(line: &'static str) -> Option<impl Iterator<Item = Phrase>> {
    let (kind, words) = line.split_once(": ").filter(|_| !line.starts_with('#'))?;
    let (kind, is_not) = kind.strip_prefix("not ").map_or((kind, false), |kind| (kind, true));
    let bit = KINDS.iter().position(|known| *known == kind)?;
    let kind = Says(1 << bit);
    let (says, not) = if is_not { (Says::default(), kind) } else { (kind, Says::default()) };
    Some(words.split(", ").flat_map(inflected).flat_map(move |text| {
        let small = phrase(&text, &text, says, not);
        // Some letters fold to others in capitals.
        let large = phrase(&text, &text.to_uppercase(), says, not);
        let differs = large.tokens != small.tokens;
        [Some(small), Some(large).filter(|_| differs)].into_iter().flatten()
    }))
}

/// The forms of a phrase: `usat{o,a}` is `usato` and `usata`.
fn inflected(text: &str) -> Vec<String> {
    let parts = text.split_once('{').and_then(|(stem, rest)| Some((stem, rest.split_once('}')?)));
    let Some((stem, (endings, rest))) = parts else { return vec![text.to_owned()] };
    let forms = |ending| inflected(rest).into_iter().map(move |rest| format!("{stem}{ending}{rest}"));
    endings.split(',').flat_map(forms).collect()
}

fn phrase(text: &str, cased: &str, says: Says, not: Says) -> Phrase {
    let tokens = folded(cased);
    let is_short = tokens.len() == 1 && tokens.iter().all(|token| token.chars().count() <= SHORT);
    let changed = tokens.first().is_some_and(|token| token != text);
    Phrase { written: (is_short && changed).then(|| text.to_owned()), tokens, says, not }
}

fn folded(text: &str) -> Vec<String> {
    let tokens = Tokens::of(text, &Units::of(text));
    let words = tokens.all.iter().filter(|token| token.shape != Shape::Sign);
    words.map(|token| tokens.text(token).to_owned()).collect()
}

/// The phrases in a title.
pub(super) fn hits(title: &str, tokens: &Tokens) -> Vec<Hit> {
    let mut hits = Vec::new();
    let first = tokens.all.iter().position(|token| token.shape != Shape::Sign).unwrap_or(0);
    for (from, token) in tokens.all.iter().enumerate() {
        let text = tokens.text(token);
        let start =
            PHRASES.partition_point(|phrase| phrase.tokens.first().is_none_or(|it| it.as_str() < text));
        let same = PHRASES.get(start..).unwrap_or_default().iter();
        for phrase in same.take_while(|phrase| phrase.tokens.first().is_some_and(|it| it == text)) {
            let to = from + phrase.tokens.len();
            let Some(own) = tokens.all.get(from..to) else { continue };
            let rest = own.iter().zip(&phrase.tokens).skip(1);
            let stands = rest.clone().all(|(token, wanted)| !token.hard && tokens.text(token) == wanted)
                && phrase.written.as_ref().is_none_or(|written| {
                    title.get(token.at.0..token.at.1).is_some_and(|text| text.to_lowercase() == *written)
                });
            let may = from == first || !phrase.says.any(Says::NOT_FOR_SALE_FIRST);
            if stands && may {
                hits.push(Hit { from, to, says: phrase.says, not: phrase.not });
            }
        }
    }
    let voids: Vec<Hit> = hits.iter().filter(|hit| hit.not != Says::default()).copied().collect();
    for hit in &mut hits {
        for void in voids.iter().filter(|void| void.from < hit.to && hit.from < void.to) {
            hit.says.0 &= !void.not.0;
        }
    }
    hits.retain(|hit| hit.says != Says::default());
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_stands_for_its_forms() {
        assert_eq!(
            inflected("{nie,un} getragen{,e}"),
            ["nie getragen", "nie getragene", "un getragen", "un getragene"]
        );
        assert_eq!(inflected("usato"), ["usato"]);
    }

    #[test]
    fn every_line_of_the_lists_is_read() {
        for line in LISTS.iter().flat_map(|list| list.lines()) {
            let plain = line.is_empty() || line.starts_with('#') || line.starts_with('[');
            assert_eq!(entries(line).is_some(), !plain, "{line}");
        }
        for phrase in PHRASES.iter() {
            assert!(phrase.tokens.iter().all(|token| !token.is_empty()), "{:?}", phrase.tokens);
            assert!(!phrase.tokens.is_empty());
            assert!(
                !phrase.tokens.iter().any(|token| token.contains(['{', '}', ','])),
                "{:?}",
                phrase.tokens
            );
        }
    }
}
