//! What a description or an attribute says of the goods as a whole. In sentences many of the words that tell it in a title
//! mean something else: `used for`, `we also rent`.

use std::sync::LazyLock;

use super::super::fold::Units;
use super::super::operation::Guard;
use super::tokens::{Shape, Token, Tokens};
use super::{Hit, Reasons, Says, Usage, WHOLE};

static LISTS: &str = include_str!("../../../data/prose.txt");

/// Words that say no more of a clause than that it speaks of the goods.
const AROUND: &str = "\
    a an the this it item is are was in but condition slightly gently bit little ist sind war zustand leicht est sont légèrement \
    es está é são è sono jest są is это";
/// The most words, and characters of scripts without blanks, of a phrase of the list `private`.
const PRIVATE: usize = 16;
/// How many characters of a script without blanks may stand beside a cue that has its clause to itself.
const CHARS: usize = 3;

/// A part of a listing that is no title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Part {
    Sentence,
    /// What stands behind the name of an attribute.
    Value,
    /// The same of one that tells how worn the goods are.
    Condition,
}

/// A list of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum List {
    Brand,
    Condition,
    Worn,
    Unbranded,
    Private,
    Alone,
    Never,
}

const KINDS: [(&str, List); 7] = [
    ("brand", List::Brand),
    ("condition", List::Condition),
    ("worn", List::Worn),
    ("unbranded", List::Unbranded),
    ("private", List::Private),
    ("alone", List::Alone),
    ("never", List::Never),
];

/// The words of all lists, folded and sorted; apart, those that stand for any end, which have a star.
static WORDS: LazyLock<[Vec<(String, List)>; 2]> = LazyLock::new(|| {
    let lines = LISTS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
    let words = lines
        .filter_map(|(kind, words)| Some((KINDS.iter().find(|(known, _)| *known == kind)?.1, words)))
        .flat_map(|(list, words)| words.split(", ").map(move |word| (word, list)));
    let (stems, exact): (Vec<_>, Vec<_>) = words.partition(|(word, _)| word.ends_with('*'));
    [exact, stems].map(|words| {
        let mut words: Vec<_> =
            words.into_iter().map(|(word, list)| (folded(word.trim_end_matches('*')), list)).collect();
        words.sort_by(|one, other| one.0.cmp(&other.0));
        words
    })
});

/// A text as its words and characters, folded as titles are.
fn folded(text: &str) -> String {
    let tokens = Tokens::of(text, &Units::of(text));
    said(&tokens, &tokens.all)
}

fn said(tokens: &Tokens, all: &[Token]) -> String {
    let words = all.iter().filter(|token| token.shape != Shape::Sign).map(|token| tokens.text(token));
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a folded text is on a list as it is.
fn is_word_of(text: &str, list: List) -> bool {
    let [exact, _] = &*WORDS;
    let first = exact.partition_point(|(word, _)| word.as_str() < text);
    exact.iter().skip(first).take_while(|(word, _)| word == text).any(|(_, of)| *of == list)
}

/// Whether a folded text is on a list.
fn is_in(text: &str, list: List) -> bool {
    let [_, stems] = &*WORDS;
    is_word_of(text, list) || stems.iter().any(|(stem, of)| *of == list && text.starts_with(stem.as_str()))
}

/// Whether a text, such as the name of an attribute, is on a list.
pub(in super::super) fn is_listed(text: &str, list: List) -> bool {
    is_in(&folded(text), list)
}

impl Usage<'_> {
    /// Whether a sentence speaks as a person does who sells what was theirs, or tells where the goods were bought.
    pub(in super::super) fn is_private(&self) -> bool {
        let words: Vec<&str> = self
            .tokens
            .all
            .iter()
            .filter(|token| token.shape != Shape::Sign)
            .map(|token| self.tokens.text(token))
            .collect();
        let mut phrase = String::new();
        (0..words.len()).any(|from| {
            phrase.clear();
            words.iter().skip(from).take(PRIVATE).any(|word| {
                if !phrase.is_empty() {
                    phrase.push(' ');
                }
                phrase.push_str(word);
                is_word_of(&phrase, List::Private)
            })
        })
    }

    /// What is said of the goods as a whole by a part of a listing that is no title. That they are a book or a review counts
    /// only where an attribute says nothing else.
    pub(in super::super) fn of_part(&self, part: Part) -> Reasons {
        let mut reasons = Reasons::default();
        for hit in self.hits.iter().filter(|hit| !self.is_negated(hit.from)) {
            let of_hit = WHOLE.into_iter().filter(|(says, _)| hit.says.any(*says));
            for (_, guard) in of_hit.filter(|(_, guard)| self.counts(hit, *guard, part)) {
                reasons.add(Reasons::of(guard));
            }
        }
        reasons
    }

    fn counts(&self, hit: &Hit, guard: Guard, part: Part) -> bool {
        let cue = self.tokens.all.get(hit.from..hit.to).unwrap_or_default();
        let cue = said(&self.tokens, cue);
        match (guard, part) {
            (Guard::About | Guard::Review, Part::Sentence) => false,
            (Guard::About | Guard::Review, Part::Value | Part::Condition) => self.is_alone(hit),
            (Guard::SecondHand | Guard::Refurbished, Part::Condition) => true,
            // Who seeks something says so in the title.
            (Guard::NotForSale, _) if !hit.says.any(Says::NOT_FOR_SALE) => false,
            _ if is_in(&cue, List::Never) => false,
            _ => !is_in(&cue, List::Alone) || self.is_alone(hit),
        }
    }

    /// Whether a phrase has its clause to itself.
    fn is_alone(&self, hit: &Hit) -> bool {
        let before = self.tokens.all.get(..hit.from).unwrap_or_default().iter().rev();
        let (mut chars, mut next_is_hard) =
            (0, self.tokens.all.get(hit.from).is_some_and(|first| first.hard));
        for token in before {
            if next_is_hard || token.shape == Shape::Sign {
                break;
            }
            chars += usize::from(token.shape == Shape::Char);
            let says_more = match token.shape {
                Shape::Word => !AROUND.split(' ').any(|word| word == self.tokens.text(token)),
                Shape::Char | Shape::Sign => chars > CHARS,
            };
            if says_more {
                return false;
            }
            next_is_hard = token.hard;
        }
        let after = self.tokens.all.get(hit.to..).unwrap_or_default().iter();
        let after = after.take_while(|token| !token.hard && token.shape != Shape::Sign);
        after.clone().all(|token| token.shape == Shape::Char) && after.count() <= CHARS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_read() {
        for line in LISTS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let kind = line.split_once(": ").map(|(kind, _)| kind);
            assert!(KINDS.iter().any(|(known, _)| Some(*known) == kind), "{line}");
        }
        assert!(WORDS.iter().flatten().all(|(word, _)| !word.is_empty()));
    }

    #[test]
    fn every_phrase_of_a_private_sale_is_found_in_a_sentence() {
        let lines = LISTS.lines().filter_map(|line| line.strip_prefix("private: "));
        for phrase in lines.flat_map(|line| line.split(", ")) {
            assert!(Usage::of(phrase, &Units::of(phrase)).is_private(), "{phrase}");
        }
    }
}
