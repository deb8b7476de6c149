//! Marks in titles, beside a plain search.

use matching::{BadBlob, Exact, Hit, is_boundary};
use proptest::prelude::*;

/// Of scripts with spaces between words, and of others.
const SPACED: [char; 8] = ['a', 'b', 'A', '1', 'é', 'я', 'ỹ', '𐐨'];
const OTHERS: [char; 11] = [' ', '-', '.', '。', '漢', '字', 'カ', '한', 'ก', '𠀋', '\u{3000}'];

fn text(longest: usize) -> impl Strategy<Value = String> {
    // Few characters, so that marks are found; and long words, so that windows are crossed.
    let piece = prop_oneof![
        8 => prop::sample::select(&SPACED[..]).prop_map(String::from),
        6 => prop::sample::select(&OTHERS[..]).prop_map(String::from),
        1 => (1..70_usize).prop_map(|count| "a".repeat(count)),
        1 => (1..20_usize).prop_map(|count| "é".repeat(count)),
    ];
    prop::collection::vec(piece, 0..longest).prop_map(|pieces| pieces.concat())
}

fn apart(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    !(before.is_some_and(|c| SPACED.contains(&c)) && after.is_some_and(|c| SPACED.contains(&c)))
}

fn plain(marks: &[String], text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (pattern, mark) in (0..).zip(marks).filter(|(_, mark)| !mark.is_empty()) {
        for (start, _) in text.char_indices() {
            let end = start + mark.len();
            if text[start..].starts_with(mark.as_str()) && apart(text, start) && apart(text, end) {
                hits.push(Hit { pattern, start: start as u32, end: end as u32 });
            }
        }
    }
    hits.sort();
    hits
}

fn found(marks: &Exact, text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    marks.find(text, |hit| hits.push(hit));
    hits.sort();
    hits
}

fn compiled(marks: &[&str]) -> Exact {
    Exact::new(marks.iter().copied())
}

fn names(marks: &[&str], text: &str) -> Vec<String> {
    let hits = found(&compiled(marks), text);
    hits.iter().map(|hit| text[hit.start as usize..hit.end as usize].to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn what_is_found_is_what_a_plain_search_finds(
        marks in prop::collection::vec(text(5), 0..40),
        texts in prop::collection::vec(text(60), 1..4),
    ) {
        let exact = Exact::new(marks.iter().map(String::as_str));
        for text in &texts {
            prop_assert_eq!(found(&exact, text), plain(&marks, text));
        }
        // Every mark, in a text of its own and between others.
        for mark in &marks {
            let text = format!("{mark} 漢{mark}字{mark}a");
            prop_assert_eq!(found(&exact, &text), plain(&marks, &text));
        }
    }

    #[test]
    fn from_a_place_every_mark_is_found_that_the_text_goes_on_with(
        marks in prop::collection::vec(text(5), 0..40),
        text in text(20),
    ) {
        let exact = Exact::new(marks.iter().map(String::as_str));
        for start in 0..text.len() + 2 {
            let mut expected: Vec<(u32, usize)> = (0..)
                .zip(&marks)
                .filter(|(_, mark)| !mark.is_empty())
                .filter(|(_, mark)| text.as_bytes().get(start..).is_some_and(|rest| rest.starts_with(mark.as_bytes())))
                .map(|(id, mark)| (id, start + mark.len()))
                .collect();
            let mut found = Vec::new();
            exact.find_from(text.as_bytes(), start, |id, end| found.push((id, end)));
            prop_assert!(found.is_sorted_by_key(|(_, end)| std::cmp::Reverse(*end)));
            found.sort_unstable();
            expected.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn boundaries_are_where_no_word_is_cut(text in text(30)) {
        for at in 0..=text.len() {
            prop_assert_eq!(is_boundary(&text, at), text.is_char_boundary(at) && apart(&text, at));
        }
        prop_assert!(!is_boundary(&text, text.len() + 1));
    }

    #[test]
    fn what_is_written_is_read_back(marks in prop::collection::vec(text(5), 0..40), text in text(60)) {
        let exact = Exact::new(marks.iter().map(String::as_str));
        let mut blob = Vec::new();
        exact.write(&mut blob);
        blob.extend_from_slice(b"what follows");
        let mut bytes = &blob[..];
        let read = Exact::read(&mut bytes).unwrap();
        prop_assert_eq!(bytes, b"what follows");
        prop_assert_eq!(found(&read, &text), found(&exact, &text));
    }

    #[test]
    fn damaged_bytes_are_refused_or_read_and_never_panic(
        marks in prop::collection::vec(text(5), 0..20),
        text in text(40),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut blob = Vec::new();
        Exact::new(marks.iter().map(String::as_str)).write(&mut blob);
        for (at, byte) in changes {
            let at = at.index(blob.len());
            blob[at] = byte;
        }
        for blob in [&blob[..], &blob[..cut.index(blob.len())]] {
            if let Ok(read) = Exact::read(&mut &*blob) {
                read.find(&text, |_| ());
                read.find_from(text.as_bytes(), 0, |_, _| ());
            }
        }
    }
}

#[test]
fn a_mark_is_a_word_and_no_part_of_one() {
    assert_eq!(names(&["puma"], "puma pumas xpuma pumä puma-shirt \"puma\""), ["puma", "puma", "puma"]);
    assert_eq!(names(&["dr. martens", "h&m"], "dr. martens h&m,h&mm"), ["dr. martens", "h&m"]);
    assert_eq!(names(&["&co", ".net", " "], "a&co .net"), ["&co", ".net", " "]);
}

#[test]
fn between_characters_of_scripts_without_spaces_a_mark_may_stand_anywhere() {
    assert_eq!(names(&["七匹狼", "puma", "七"], "正品七匹狼puma男装"), ["七匹狼", "puma", "七"]);
    assert_eq!(names(&["삼성", "ソニー"], "삼성은 ソニーの"), ["삼성", "ソニー"]);
}

#[test]
fn equal_marks_are_all_reported_and_empty_ones_never() {
    let marks = compiled(&["puma", "", "puma", "puma cat"]);
    let hit = |pattern, end| Hit { pattern, start: 0, end };
    assert_eq!(found(&marks, "puma cat"), [hit(0, 4), hit(2, 4), hit(3, 8)]);
    assert_eq!(marks.len(), 3);
    assert_eq!(found(&compiled(&[]), "puma"), []);
}

#[test]
fn many_marks_that_begin_alike_are_told_apart() {
    let marks: Vec<String> = (0..5_000).map(|at| format!("the house of {at}")).collect();
    let exact = Exact::new(marks.iter().map(String::as_str));
    let hits = found(&exact, "the house of 77 and the house of 4999 and the house of 5000");
    assert_eq!(hits.iter().map(|hit| hit.pattern).collect::<Vec<_>>(), [77, 4_999]);
}

#[test]
fn other_bytes_are_refused_with_the_reason() {
    let mut blob = Vec::new();
    compiled(&["adler", "puma"]).write(&mut blob);
    let read = |bytes: &[u8]| Exact::read(&mut &*bytes).map(|marks| marks.len());
    assert_eq!(read(&blob), Ok(2));
    assert_eq!(read(b"gf-names etc."), Err(BadBlob::Kind));
    assert_eq!(read(&blob[..blob.len() - 1]), Err(BadBlob::Short));
    // A count of four thousand million.
    let mut large = blob.clone();
    large[8..12].copy_from_slice(&[0xFF; 4]);
    assert_eq!(read(&large), Err(BadBlob::Short));
    // In the wrong order.
    let last = blob.len() - 9;
    blob[last] = b'z';
    assert_eq!(read(&blob), Err(BadBlob::Damaged("places")));
}
