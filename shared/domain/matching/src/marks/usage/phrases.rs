//! The words that say what a name is used for, from lists by language.

use std::sync::LazyLock;

use super::super::fold::Units;
use super::tokens::{Shape, Tokens};

static LISTS: [&str; 3] = [
    include_str!("../../../data/cues.txt"),
    include_str!("../../../data/cues-asia.txt"),
    include_str!("../../../data/cues-languages.txt"),
];

/// Folded words with as many letters are told from others by the marks on them.
const SHORT: usize = 6;

/// Words with as many letters at most are other words with a mark: `nu` is no `nữ`.
const SHORTEST: usize = 4;

/// How many letters of an ending a stem may take.
const ENDING: usize = 3;
/// A stem has as many letters at least: shorter ones begin too many other words.
#[cfg(test)]
const STEM: usize = 5;

/// What a phrase says, in the order of the bits.
const KINDS: [&str; 27] = [
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
    "goods",
    "named",
    "placed",
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
    BETTER = 22, IMITATION = 23, GOODS = 24, NAMED = 25, PLACED = 26,
}

impl Says {
    pub(super) fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A word or character of a phrase, folded.
#[derive(Debug, PartialEq, Eq)]
struct Piece {
    text: String,
    /// It is a stem, and a word with any short ending is meant.
    open: bool,
}

impl Piece {
    fn is(&self, text: &str) -> bool {
        let Some(ending) = text.strip_prefix(self.text.as_str()) else { return false };
        ending.is_empty()
            || self.open && ending.chars().count() <= ENDING && ending.chars().all(char::is_alphabetic)
    }
}

/// A phrase of a list.
struct Phrase {
    tokens: Vec<Piece>,
    /// As it must be written, where folding would leave too little of it.
    written: Option<String>,
    says: Says,
    /// What it is not a cue of.
    not: Says,
}

impl Phrase {
    fn begins_with(&self) -> &str {
        self.tokens.first().map_or("", |piece| piece.text.as_str())
    }
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
    phrases.sort_by(|one, other| one.begins_with().cmp(other.begins_with()));
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
        let upper = (!text.is_ascii()).then(|| text.to_uppercase()).filter(|upper| *upper != text);
        let large = upper.map(|upper| phrase(&text, &upper, says, not));
        let differs = |large: &Phrase| large.tokens != small.tokens;
        let large = large.filter(differs);
        [Some(small), large].into_iter().flatten()
    }))
}

/// The forms of a phrase: `usat{o,a}` is `usato` and `usata`. Of a stem, `ricondizionat~`, the forms are not written out.
pub(super) fn inflected(text: &str) -> Vec<String> {
    let parts = text.split_once('{').and_then(|(stem, rest)| Some((stem, rest.split_once('}')?)));
    let Some((stem, (endings, rest))) = parts else { return vec![text.to_owned()] };
    let forms = |ending| inflected(rest).into_iter().map(move |rest| format!("{stem}{ending}{rest}"));
    endings.split(',').flat_map(forms).collect()
}

fn phrase(text: &str, cased: &str, says: Says, not: Says) -> Phrase {
    let tokens = folded(cased);
    let letters = |most| matches!(tokens.as_slice(), [one] if one.text.chars().count() <= most);
    let plain = text.trim_end_matches('~');
    let changed = tokens.first().is_some_and(|piece| piece.text != plain);
    let strict = letters(SHORTEST) && plain.is_ascii() || letters(SHORT) && changed;
    Phrase { written: strict.then(|| plain.to_owned()), tokens, says, not }
}

fn folded(text: &str) -> Vec<Piece> {
    let tokens = Tokens::of(text, &Units::of(text));
    let mut pieces: Vec<Piece> = Vec::new();
    for token in &tokens.all {
        let opens = text.get(token.at.0..token.at.1) == Some("~");
        if token.shape != Shape::Sign {
            pieces.push(Piece { text: tokens.text(token).to_owned(), open: false });
        } else if let Some(last) = pieces.last_mut().filter(|_| opens) {
            last.open = true;
        }
    }
    pieces
}

/// The phrases that may begin with a word: those whose first word it is, or has as its stem.
fn beginning(text: &str) -> impl Iterator<Item = &'static Phrase> {
    let ends = text.char_indices().map(|(at, _)| at).skip(1).chain([text.len()]);
    let shortest = text.chars().count().saturating_sub(ENDING + 1);
    ends.skip(shortest).filter_map(|end| text.get(..end)).flat_map(move |stem| {
        let start = PHRASES.partition_point(|phrase| phrase.begins_with() < stem);
        let same = PHRASES.get(start..).unwrap_or_default().iter();
        let is_whole = stem.len() == text.len();
        same.take_while(move |phrase| phrase.begins_with() == stem)
            .filter(move |phrase| is_whole || phrase.tokens.first().is_some_and(|piece| piece.open))
    })
}

/// The phrases in a title.
pub(super) fn hits(title: &str, tokens: &Tokens) -> Vec<Hit> {
    let mut hits = Vec::new();
    let first = tokens.all.iter().position(|token| token.shape != Shape::Sign).unwrap_or(0);
    for (from, token) in tokens.all.iter().enumerate() {
        for phrase in beginning(tokens.text(token)) {
            let to = from + phrase.tokens.len();
            let Some(own) = tokens.all.get(from..to) else { continue };
            let mut rest = own.iter().zip(&phrase.tokens).enumerate();
            let stands = rest
                .all(|(place, (token, piece))| (place == 0 || !token.hard) && piece.is(tokens.text(token)))
                && phrase.written.as_ref().is_none_or(|written| {
                    let text = title.get(token.at.0..token.at.1).unwrap_or("").to_lowercase();
                    let open = phrase.tokens.iter().any(|piece| piece.open);
                    text == *written || open && text.starts_with(written.as_str())
                });
            let may = from == first || !phrase.says.any(Says::NOT_FOR_SALE_FIRST);
            if stands && may {
                hits.push(Hit { from, to, says: phrase.says, not: phrase.not });
            }
        }
    }
    let voids: Vec<Hit> = hits.iter().filter(|hit| hit.not != Says::default()).copied().collect();
    for hit in &mut hits {
        let voided = voids.iter().filter(|void| void.voids(hit, tokens));
        hit.says.0 &= !voided.fold(0, |all, void| all | void.not.0);
    }
    hits.retain(|hit| hit.says != Says::default() || hit.is_of_unused());
    hits
}

impl Hit {
    /// Whether this phrase says that goods are not used: `never worn`.
    pub(super) fn is_of_unused(&self) -> bool {
        self.not.any(Says::SECOND_HAND) && self.says == Says::default()
    }

    /// Whether this phrase, in which a cue is none, speaks of a cue: one that is a part of it. `used with` is of `used`, but not
    /// of `gently used`. Where no spaces part the words, any shared character makes the cue doubtful.
    fn voids(&self, cue: &Self, tokens: &Tokens) -> bool {
        let shared = self.from.max(cue.from)..self.to.min(cue.to);
        let holds = self.from <= cue.from && cue.to <= self.to;
        let is_held = cue.from <= self.from && self.to <= cue.to;
        let runs = |at: usize| tokens.all.get(at).is_some_and(|token| token.shape == Shape::Char);
        holds || !is_held && !shared.is_empty() && shared.into_iter().all(runs)
    }
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

    /// Kinds of cues that matter by themselves, each with another one that says the same elsewhere in a title.
    const IN_EVERY_LANGUAGE: [&[&str]; 19] = [
        &["second_hand"],
        &["refurbished"],
        &["import"],
        &["parody"],
        &["review"],
        &["about"],
        &["not_for_sale"],
        &["part"],
        &["accessory"],
        &["repair"],
        &["with"],
        &["negation", "negation_after"],
        &["fits", "fits_after"],
        &["like", "like_after"],
        &["better", "fits_after"],
        &["imitation"],
        &["goods"],
        &["named"],
        &["device"],
    ];
    const LANGUAGES: &str =
        "en de fr it es pt nl sv da no fi pl cs sk hu ro bg el tr ru uk ar he fa hi th vi id ms zh ja ko";

    #[test]
    fn every_kind_of_cue_is_known_in_every_language() {
        let mut known = std::collections::HashSet::new();
        let mut part: Vec<&str> = Vec::new();
        for line in LISTS.iter().flat_map(|list| list.lines()) {
            if let Some(head) = line.strip_prefix('[').and_then(|head| head.strip_suffix(']')) {
                part = head.split(", ").collect();
            } else if let Some((kind, _)) = line.split_once(": ") {
                known.extend(part.iter().map(|language| (*language, kind)));
            }
        }
        let cells =
            LANGUAGES.split(' ').flat_map(|language| IN_EVERY_LANGUAGE.map(|kinds| (language, kinds)));
        let empty: Vec<_> = cells
            .filter(|(language, kinds)| !kinds.iter().any(|kind| known.contains(&(*language, *kind))))
            .collect();
        assert!(empty.is_empty(), "{empty:?}");
    }

    #[test]
    fn a_stem_takes_a_short_ending_and_a_longer_cue_wins_over_what_it_holds() {
        let says = |title: &str, says: Says| {
            let tokens = Tokens::of(title, &Units::of(title));
            hits(title, &tokens).iter().any(|hit| hit.says.any(says))
        };
        for title in ["cuffie ricondizionate", "наушники восстановленные", "Fones recondicionados"]
        {
            assert!(says(title, Says::REFURBISHED), "{title}");
        }
        assert!(!says("cuffie ricondizionamento", Says::REFURBISHED));
        for (title, is_used) in [
            ("gently used with dust bag", true),
            ("used with a laptop", false),
            ("never used", false),
            ("túi nữ", false),
        ] {
            assert_eq!(says(title, Says::SECOND_HAND), is_used, "{title}");
        }
        assert!(says("nu", Says::NEGATION) && !says("nữ", Says::NEGATION));
    }

    #[test]
    fn every_line_of_the_lists_is_read() {
        for line in LISTS.iter().flat_map(|list| list.lines()) {
            let plain = line.is_empty() || line.starts_with('#') || line.starts_with('[');
            assert_eq!(entries(line).is_some(), !plain, "{line}");
        }
        for phrase in PHRASES.iter() {
            let texts = || phrase.tokens.iter().map(|piece| piece.text.as_str());
            assert!(texts().all(|text| !text.is_empty()), "{:?}", phrase.tokens);
            assert!(!phrase.tokens.is_empty());
            assert!(!texts().any(|text| text.contains(['{', '}', ',', '~'])), "{:?}", phrase.tokens);
            let stems = phrase.tokens.iter().filter(|piece| piece.open);
            assert!(stems.clone().all(|stem| stem.text.chars().count() >= STEM), "{:?}", phrase.tokens);
        }
    }
}
