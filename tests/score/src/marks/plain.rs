//! What a text says when its dress is taken off: the scorer's own judgement of what a title contains.
//!
//! NFKC, lower case, without diacritics. It undoes no look-alikes; that is what is measured.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::Mark;

/// Names shorter than this are contained as whole words alone: `be` is in half of all titles.
const SHORT: usize = 4;

/// The letters and digits of a text.
pub(super) fn squeezed(text: &str) -> String {
    undressed(text).filter(|c| c.is_alphanumeric()).collect()
}

/// The words of a text; characters that are written without spaces stand each alone.
pub(super) fn words(text: &str) -> Vec<String> {
    let alone = |c: char| if is_unspaced(c) { format!(" {c} ") } else { c.to_string() };
    let undressed: String = undressed(text).map(alone).collect();
    let words = undressed.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Kana and Han characters.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30ff | 0x3400..=0x9fff | 0x20000..=0x3ffff)
}

fn undressed(text: &str) -> impl Iterator<Item = char> {
    let lower: String = text.nfkc().flat_map(char::to_lowercase).collect();
    lower.nfd().filter(|c| !is_combining_mark(*c)).collect::<Vec<_>>().into_iter()
}

/// A title, ready to be asked what it contains.
pub(super) struct Title {
    squeezed: String,
    words: Vec<String>,
}

impl Title {
    pub(super) fn new(title: &str) -> Self {
        Self { squeezed: squeezed(title), words: words(title) }
    }

    /// Whether a name or alias of the mark is in it.
    pub(super) fn contains(&self, mark: &Mark) -> bool {
        mark.names.iter().chain(&mark.aliases).any(|name| {
            let name = squeezed(name);
            let is_short = name.is_ascii() && name.len() < SHORT;
            !name.is_empty() && if is_short { self.has_words(&name) } else { self.squeezed.contains(&name) }
        })
    }

    /// Whether whole words that follow each other make up the name.
    pub(super) fn has_words(&self, name: &str) -> bool {
        (0..self.words.len()).any(|first| {
            let mut rest = name;
            for word in &self.words[first..] {
                match rest.strip_prefix(word.as_str()) {
                    Some("") => return true,
                    Some(more) => rest = more,
                    None => return false,
                }
            }
            false
        })
    }
}

/// Which marks bear a name: several chains share one.
pub(super) struct Bearers(HashMap<String, Vec<usize>>);

impl Bearers {
    pub(super) fn of(marks: &[Mark]) -> Self {
        let mut bearers: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, mark) in marks.iter().enumerate() {
            for name in mark.names.iter().chain(&mark.aliases) {
                let bearing = bearers.entry(squeezed(name)).or_default();
                if bearing.last() != Some(&index) {
                    bearing.push(index);
                }
            }
        }
        Self(bearers)
    }

    pub(super) fn bearing(&self, name: &str) -> &[usize] {
        self.0.get(&squeezed(name)).map_or(&[], Vec::as_slice)
    }
}

/// The edits (insertion, deletion, substitution, transposition of neighbours) from one text to the other.
pub(super) fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    let mut last = '\0';
    for (line, own) in left.chars().enumerate() {
        let mut next = vec![line + 1];
        for (column, other) in right.iter().enumerate() {
            let mut least =
                (row[column] + usize::from(own != *other)).min(row[column + 1] + 1).min(next[column] + 1);
            if line > 0 && column > 0 && own == right[column - 1] && last == *other {
                least = least.min(before[column - 1] + 1);
            }
            next.push(least);
        }
        last = own;
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Mark {
        Mark { id: "1".into(), names: vec![name.into()], aliases: Vec::new() }
    }

    #[test]
    fn a_title_contains_a_name_in_any_dress_but_no_look_alike() {
        let title = Title::new("Case by LUMO-RÁTO, ２ pcs");
        assert!(title.contains(&named("Lumorato")));
        assert!(!title.contains(&named("Lumoreto")));
        assert!(!Title::new("Lum\u{43e}rato").contains(&named("Lumorato")));
    }

    #[test]
    fn a_short_name_is_contained_as_whole_words_alone() {
        assert!(!Title::new("better").contains(&named("be")));
        assert!(Title::new("be quiet").contains(&named("Be")));
        assert!(Title::new("a b-e fan").contains(&named("BE")));
        assert!(Title::new("新款be手机").contains(&named("be")));
    }

    #[test]
    fn a_distance_counts_edits_and_a_swap_is_one() {
        for (left, right, expected) in [
            ("", "", 0),
            ("abc", "", 3),
            ("abcd", "abcd", 0),
            ("abcd", "acbd", 1),
            ("abcd", "abd", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!((left, right, distance(left, right)), (left, right, expected));
            assert_eq!(distance(right, left), expected);
        }
    }
}
