//! Properties of finding marks: whatever the title or the blob, nothing panics, and what is hidden is found.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use matching::{BadBlob, Guard, Mark, Marks, Operation, Tier};
use proptest::prelude::*;

fn registry(name: &str) -> Marks {
    let mark = |name: &str| Mark { names: vec![name.to_owned()], ..Mark::default() };
    Marks::compile(vec![mark("Zorvane"), mark("佐凡纳"), mark("KX"), mark("Глимор"), mark(name)])
}

/// Names of no language: consonants and vowels by turns, with letters that no word has in such a row.
fn distinctive() -> impl Strategy<Value = String> {
    "[BDFGKLMPTVZ][aeou]x[aeou]v[aeou]q[aeou]".prop_map(|name| name)
}

/// A way of hiding a name, and what it is told as.
fn hidden(name: &str, way: usize, place: usize) -> (String, Operation) {
    let letters: Vec<char> = name.chars().collect();
    let at = 1 + place % (letters.len() - 1);
    let (before, after) = name.split_at(at);
    let each = |map: &dyn Fn(char) -> char| letters.iter().map(|letter| map(*letter)).collect::<String>();
    let shifted = |upper: u32, lower: u32| {
        each(&|letter: char| {
            let base = if letter.is_uppercase() { upper - 65 } else { lower - 97 };
            char::from_u32(u32::from(letter) + base).unwrap()
        })
    };
    let joined = |by: &str| letters.iter().map(char::to_string).collect::<Vec<_>>().join(by);
    let changed = |to: &str| name.replace('x', to);
    match way {
        0 => (name.to_owned(), Operation::Exact),
        1 => (name.to_uppercase(), Operation::Normalised),
        2 => (shifted(0xFF21, 0xFF41), Operation::Fullwidth),
        3 => (shifted(0x1D400, 0x1D41A), Operation::Mathematical),
        4 => (format!("{before}\u{200B}{after}"), Operation::ZeroWidth),
        5 => (format!("{before}\u{202E}{after}"), Operation::Bidi),
        6 => (changed("х"), Operation::Confusable),
        7 => (changed("x\u{301}"), Operation::Diacritic),
        8 => (joined(" "), Operation::Spaced),
        9 => (joined("."), Operation::Punctuated),
        10 => (format!("{before} {after}"), Operation::Split),
        11 => (changed("*"), Operation::Masked),
        12 => (changed("xx"), Operation::OneEdit),
        _ => (
            each(&|letter| if matches!(letter, 'a' | 'e' | 'o') { leet(letter) } else { letter }),
            Operation::Leet,
        ),
    }
}

fn leet(letter: char) -> char {
    match letter {
        'a' => '4',
        'e' => '3',
        _ => '0',
    }
}

proptest! {
    #[test]
    fn no_title_panics_and_places_are_its_own(title in any::<String>(), other in "[a-zA-Z0-9 .*@佐凡纳xg\u{200B}\u{301}КХ-]{0,40}") {
        for title in [&title, &other] {
            for found in registry("Quelbo").find(title) {
                prop_assert_eq!(&title[found.at.clone()], found.found.as_str());
                prop_assert!(found.strength <= 100);
            }
        }
    }

    #[test]
    fn a_hidden_name_is_found(name in distinctive(), way in 0_usize..14, place in 0_usize..100) {
        let (text, operation) = hidden(&name, way, place);
        prop_assume!(way != 13 || text != name);
        // One of 4,096 texts is taken for a word that the lists hold.
        let is_word = |text: &str| registry(text).find(text).iter().any(|it| it.guards.contains(&Guard::DictionaryWord));
        prop_assume!(!is_word(&name));
        let title = format!("leather bag {text} black");
        let found = registry(&name).find(&title);
        let matched = found.iter().find(|it| it.mark == 4);
        prop_assert!(matched.is_some(), "{} of {} in {:?}", operation.code(), name, title);
        let matched = matched.unwrap();
        prop_assert_eq!(matched.operation, operation, "{:?}", matched);
        prop_assert!(matched.tier >= Tier::Desk, "{:?}", matched);
        prop_assert_eq!(&matched.found, &text);
    }

    #[test]
    fn a_blob_finds_the_same(name in distinctive(), title in "[a-zA-Z0-9 佐凡纳]{0,40}") {
        let marks = registry(&name);
        let again = Marks::from_bytes(&marks.to_bytes()).unwrap();
        prop_assert_eq!(&again, &marks);
        let title = format!("{title} {name}");
        prop_assert_eq!(again.find(&title), marks.find(&title));
    }

    #[test]
    fn a_changed_blob_never_panics(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
                                   cut in any::<prop::sample::Index>()) {
        let mut bytes = registry("Quelbo").to_bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        for bytes in [&bytes[..], &bytes[..cut.index(bytes.len())]] {
            if let Ok(marks) = Marks::from_bytes(bytes) {
                let _found = marks.find("Zorvane Z0rvane zuo佐凡纳 Глимор KX quelbo zuofanna");
            }
        }
    }
}

#[test]
fn other_bytes_are_no_blob() {
    assert_eq!(Marks::from_bytes(b""), Err(BadBlob::Kind));
    assert_eq!(Marks::from_bytes(b"{}"), Err(BadBlob::Kind));
    let bytes = registry("Quelbo").to_bytes();
    assert_eq!(Marks::from_bytes(&bytes[..bytes.len() - 1]), Err(BadBlob::Damaged("the registry of marks")));
    assert_eq!(
        Marks::from_bytes(&[&bytes[..], b"x"].concat()),
        Err(BadBlob::Damaged("the registry of marks"))
    );
}

#[test]
fn a_hostile_title_costs_little() {
    let marks = registry("Quelbo");
    for part in ["z", "Z*", "1l!", "佐", "x\u{301}", "... ", "m", "佐a", "zuo", "for "] {
        let title = part.repeat(20_000);
        let _found = marks.find(&title);
    }
}
