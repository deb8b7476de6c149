//! Whether a word is written apart from its neighbours, as names are and ordinary words are not.

use std::ops::Range;

/// Words with fewer letters tell nothing: `XL`, `for`.
const TELLING: usize = 3;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letters {
    Small,
    /// The first letter only is a capital.
    Title,
    Capitals,
    /// Mixed, or of a script with no capitals.
    Other,
}

/// A word of the title, or the name.
struct Word<'a> {
    text: &'a str,
    letters: Letters,
    /// Whether the title, or a part of it, begins with it.
    begins: bool,
}

/// Whether the name at `at` is written apart: in capitals while the words around are not, or with a capital inside a title
/// that is written in small letters. A capital where a part of the title begins says nothing, nor one that every word has.
pub(super) fn is_apart(title: &str, at: &Range<usize>) -> bool {
    let (Some(before), Some(text), Some(after)) =
        (title.get(..at.start), title.get(at.clone()), title.get(at.end..))
    else {
        return false;
    };
    let (before, after) = (words_of(before, true), words_of(after, false));
    let begins = before.1;
    let others = || before.0.iter().chain(&after.0).filter(|word| word.text.chars().count() >= TELLING);
    let small = others().filter(|word| word.letters == Letters::Small).count();
    let cased = others().filter(|word| word.letters != Letters::Other).count();
    let (previous, next) = (before.0.last(), after.0.first().filter(|word| !word.begins));
    let previous = previous.filter(|_| !begins);
    let beside = |letters: Letters| {
        let mut sides = previous.into_iter().chain(next);
        sides.any(|word| word.letters == letters && word.text.chars().count() >= TELLING)
    };
    match letters(text) {
        Letters::Capitals => small > 0 && !beside(Letters::Capitals) && small_or_title(others()) * 2 > cased,
        Letters::Title => {
            // Where other words inside have one, as German nouns do, a capital makes no name.
            let only = !others().any(|word| word.letters == Letters::Title && !word.begins);
            !begins && only && !beside(Letters::Capitals) && small * 2 > cased
        }
        // `iPhone`, `McLaren`: no ordinary word is written so.
        Letters::Other => text.chars().any(char::is_uppercase),
        Letters::Small => false,
    }
}

/// Whether the name alone is written in capitals, in a title with other words.
pub(super) fn is_alone_in_capitals(title: &str, at: &Range<usize>) -> bool {
    let (Some(before), Some(text), Some(after)) =
        (title.get(..at.start), title.get(at.clone()), title.get(at.end..))
    else {
        return false;
    };
    let (before, after) = (words_of(before, true).0, words_of(after, false).0);
    let others: Vec<&Word> =
        before.iter().chain(&after).filter(|word| word.text.chars().count() >= TELLING).collect();
    let cased = others.iter().filter(|word| word.letters != Letters::Other).count();
    let capitals = others.iter().any(|word| word.letters == Letters::Capitals);
    letters(text) == Letters::Capitals && cased > 0 && !capitals
}

fn small_or_title<'a, 'b: 'a>(words: impl Iterator<Item = &'a Word<'b>>) -> usize {
    words.filter(|word| matches!(word.letters, Letters::Small | Letters::Title)).count()
}

/// The words of a text, and whether a part begins behind it; `starts` tells that one begins with it.
fn words_of(text: &str, starts: bool) -> (Vec<Word<'_>>, bool) {
    let (mut words, mut begins, mut from) = (Vec::new(), starts, None);
    for (at, char) in text.char_indices().chain([(text.len(), ' ')]) {
        if char.is_alphanumeric() {
            from.get_or_insert(at);
            continue;
        }
        if let Some(word) = from.take().and_then(|from| text.get(from..at)) {
            words.push(Word { text: word, letters: letters(word), begins });
            begins = false;
        }
        begins |= !char.is_whitespace() && !matches!(char, '\'' | '’' | '-' | '&');
    }
    (words, begins)
}

fn letters(text: &str) -> Letters {
    let cased = || text.chars().filter(|char| char.is_uppercase() || char.is_lowercase());
    let upper = cased().filter(|char| char.is_uppercase()).count();
    match (upper, cased().count()) {
        (_, 0) => Letters::Other,
        (0, _) => Letters::Small,
        (upper, all) if upper == all && all > 1 => Letters::Capitals,
        (1, _) if text.chars().find(|char| char.is_alphabetic()).is_some_and(char::is_uppercase) => {
            Letters::Title
        }
        _ => Letters::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_apart_by_capitals_that_its_neighbours_do_not_have() {
        for (title, name, apart) in [
            ("HOLLOW shirt", "HOLLOW", true),
            ("Cotton shirt HOLLOW, blue", "HOLLOW", true),
            ("cotton shirt by Hollow in blue", "Hollow", true),
            ("Soft cotton shirt from Hollow, blue", "Hollow", true),
            ("cotton shirt by hollow in blue", "hollow", false),
            ("Hollow shirt of soft cotton", "Hollow", false),
            ("soft cotton shirt: Hollow knit", "Hollow", false),
            ("Soft Cotton Shirt By Hollow", "Hollow", false),
            ("SOFT COTTON SHIRT HOLLOW", "HOLLOW", false),
            ("boots of the Sleepy Hollow kind, warm", "Hollow", false),
            ("warm boots, ZORVANE HOLLOW edition", "HOLLOW", false),
            ("soft cotton shirt by Zorvane, like Hollow", "Hollow", false),
            ("leichte weiche bequeme Jacke aus Wolle", "Wolle", false),
            ("HOLLOW", "HOLLOW", false),
            ("HOLLOW 连衣裙", "HOLLOW", false),
        ] {
            let at = title.find(name).unwrap_or(0);
            assert_eq!(is_apart(title, &(at..at + name.len())), apart, "{title}");
        }
    }
}
