//! Words that name goods: of shirts `POLO` says what they are.

use std::sync::LazyLock;

static LISTS: &str = include_str!("../../../data/goods.txt");

/// Nice classes, each as a bit.
type Classes = u64;

static KNOWN: LazyLock<Vec<(&str, Classes)>> = LazyLock::new(|| {
    let mut all: Vec<(&str, Classes)> = LISTS.lines().filter_map(entries).flatten().collect();
    all.sort_by_key(|(word, _)| *word);
    all.dedup_by(|later, earlier| {
        let same = later.0 == earlier.0;
        if same {
            earlier.1 |= later.1;
        }
        same
    });
    all
});

fn entries(line: &'static str) -> Option<impl Iterator<Item = (&'static str, Classes)>> {
    let (class, words) = line.split_once(": ").filter(|_| !line.starts_with('#'))?;
    let class = bit(class.parse().ok()?)?;
    Some(words.split(' ').map(move |word| (word, class)))
}

fn bit(class: u8) -> Option<Classes> {
    1_u64.checked_shl(u32::from(class))
}

/// Whether a name, without its signs, is a word for goods of one of these classes.
pub(in super::super) fn names_goods(name: &str, classes: &[u8]) -> bool {
    let known = classes_of(name);
    classes.iter().filter_map(|class| bit(*class)).any(|class| known & class != 0)
}

/// Whether a word is one for goods of any class.
pub(super) fn names_any(name: &str) -> bool {
    classes_of(name) != 0
}

fn classes_of(name: &str) -> Classes {
    let at = KNOWN.binary_search_by_key(&name, |(known, _)| known);
    at.ok().and_then(|at| KNOWN.get(at)).map_or(0, |(_, classes)| *classes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lists_is_read() {
        for line in LISTS.lines() {
            assert_eq!(entries(line).is_some(), !line.starts_with('#'), "{line}");
        }
    }

    #[test]
    fn a_word_names_the_goods_of_its_classes_only() {
        assert!(names_goods("polo", &[18, 25]) && names_goods("apple", &[31]));
        assert!(!names_goods("polo", &[12]) && !names_goods("apple", &[9]) && !names_goods("polo", &[]));
    }
}
