//! Names like a token, beside the table that the distance is defined by.

use matching::{BadBlob, Fuzzy};
use proptest::prelude::*;

/// Levenshtein's distance, or with neighbours swapped the one of optimal string alignment, by the whole table.
fn plain(left: &str, right: &str, swaps: bool) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut table = vec![vec![0; right.len() + 1]; left.len() + 1];
    for i in 0..=left.len() {
        for j in 0..=right.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let replaced = table[i - 1][j - 1] + usize::from(left[i - 1] != right[j - 1]);
                let fewest = replaced.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                let swapped =
                    swaps && i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                if swapped { fewest.min(table[i - 2][j - 2] + 1) } else { fewest }
            };
        }
    }
    table[left.len()][right.len()]
}

fn found(names: &Fuzzy, token: &str, swaps: bool) -> Vec<(u32, u8)> {
    let mut hits = Vec::new();
    let on = |name, distance| hits.push((name, distance));
    if swaps {
        names.find_with_swaps(token, on)
    } else {
        names.find(token, on)
    }
    hits
}

/// Words over few letters, so that many are alike.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[abc]{0,12}",
        2 => "[ab]{5,9}",
        2 => "[aé漢𐐨]{0,10}",
        1 => "[a-z]{0,20}",
    ]
}

/// A word of the list with some edits.
fn edited(names: &[String], edits: &[(prop::sample::Index, prop::sample::Index, u8)]) -> Option<String> {
    let mut word: Vec<char> = names.get(edits.first()?.0.index(names.len().max(1)))?.chars().collect();
    for (_, at, kind) in edits {
        let at = at.index(word.len() + 1);
        match kind % 4 {
            0 => word.insert(at, 'b'),
            1 if at < word.len() => word[at] = 'c',
            2 if at + 1 < word.len() => word.swap(at, at + 1),
            _ if at < word.len() => drop(word.remove(at)),
            _ => {}
        }
    }
    Some(word.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn what_is_found_is_what_the_whole_table_finds(
        names in prop::collection::vec(word(), 0..40),
        tokens in prop::collection::vec(word(), 1..8),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..4_u8), 1..4),
        most in 0..4_u8,
    ) {
        let fuzzy = Fuzzy::new(names.iter().map(String::as_str), most);
        for token in tokens.into_iter().chain(edited(&names, &edits)) {
            for swaps in [false, true] {
                let expected: Vec<(u32, u8)> = (0..)
                    .zip(&names)
                    .filter(|(_, name)| !name.is_empty())
                    .map(|(id, name)| (id, plain(&token, name, swaps) as u8))
                    .filter(|(_, distance)| *distance <= most.min(2))
                    .collect();
                prop_assert_eq!(found(&fuzzy, &token, swaps), expected, "{} {}", token, swaps);
            }
        }
    }

    #[test]
    fn what_is_written_is_read_back(names in prop::collection::vec(word(), 0..40), token in word(), most in 0..3_u8) {
        let fuzzy = Fuzzy::new(names.iter().map(String::as_str), most);
        let mut blob = Vec::new();
        fuzzy.write(&mut blob);
        blob.extend_from_slice(b"what follows");
        let mut bytes = &blob[..];
        let read = Fuzzy::read(&mut bytes).unwrap();
        prop_assert_eq!(bytes, b"what follows");
        prop_assert_eq!(found(&read, &token, true), found(&fuzzy, &token, true));
    }

    #[test]
    fn damaged_bytes_are_refused_or_read_and_never_panic(
        names in prop::collection::vec(word(), 0..20),
        token in word(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut blob = Vec::new();
        Fuzzy::new(names.iter().map(String::as_str), 2).write(&mut blob);
        for (at, byte) in changes {
            let at = at.index(blob.len());
            blob[at] = byte;
        }
        for blob in [&blob[..], &blob[..cut.index(blob.len())]] {
            if let Ok(read) = Fuzzy::read(&mut &*blob) {
                read.find_with_swaps(&token, |_, _| ());
            }
        }
    }
}

#[test]
fn a_slip_of_the_hand_is_an_edit_or_two() {
    let names = Fuzzy::new(["adidas", "nike", "", "puma", "adibas", "七匹狼"], 2);
    assert_eq!(found(&names, "adidas", false), [(0, 0), (4, 1)]);
    assert_eq!(found(&names, "addias", false), [(0, 2), (4, 2)]);
    assert_eq!(found(&names, "addias", true), [(0, 1), (4, 2)]);
    assert_eq!(found(&names, "七四狼", false), [(5, 1)]);
    assert_eq!(found(&names, "", false), []);
}

#[test]
fn long_names_are_compared_to_their_end() {
    let name = "a".repeat(70_000);
    let names = Fuzzy::new([name.as_str()], 2);
    assert_eq!(found(&names, &format!("{name}bc"), false), [(0, 2)]);
    assert_eq!(found(&names, &format!("{name}bcd"), false), []);
}

#[test]
fn memory_is_bounded_by_the_names() {
    let names: Vec<String> =
        (0..20_000_u32).map(|at| format!("{:08x}", at.wrapping_mul(2_654_435_761))).collect();
    let names = Fuzzy::new(names.iter().map(String::as_str), 2);
    assert!(names.bytes() < 20_000 * (8 + 12 + 37 * 12), "{}", names.bytes());
}

#[test]
fn other_bytes_are_refused_with_the_reason() {
    let mut blob = Vec::new();
    Fuzzy::new(["adler", "puma"], 2).write(&mut blob);
    let read = |bytes: &[u8]| Fuzzy::read(&mut &*bytes).map(|names| names.len());
    assert_eq!(read(&blob), Ok(2));
    assert_eq!(read(b"gf-marks etc."), Err(BadBlob::Kind));
    assert_eq!(read(&blob[..blob.len() - 1]), Err(BadBlob::Short));
    blob[8] = 3;
    assert_eq!(read(&blob), Err(BadBlob::Damaged("edits")));
}
