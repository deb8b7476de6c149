//! The scorer of brands in titles, over a folder of our own and matchers that are wrong on purpose.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use score::marks::{Compile, Find, Found, Mark, Tier, brands, titles};
use score::{Goal, Score, Scored};

/// A folder of the test's own, which it leaves empty.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("goodfaith-score-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, path: &str, lines: &[&str]) {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, lines.join("\n")).unwrap();
    }

    fn brands(&self, compile: Compile) -> Scored {
        brands(&self.0.join("brands"), compile).unwrap()
    }

    fn titles(&self, compile: Compile) -> Scored {
        titles(&self.0.join("titles"), compile).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Brands that nobody owns, in every file that the scorer reads.
fn made_up(name: &str) -> Folder {
    let folder = Folder::new(name);
    write_brands(&folder);
    write_confusables(&folder);
    write_titles(&folder);
    folder
}

fn write_brands(folder: &Folder) {
    folder.write(
        "brands/own-nsi-brands.jsonl",
        &[
            r#"{"id":"1","brand":"Lumorato","names":{},"short":[],"match":[]}"#,
            r#"{"id":"2","brand":"Lumoratu","names":{},"short":[],"match":[]}"#,
            r#"{"id":"3","brand":"Kiselbart Home","names":{"en":"Kiselbart Home"},"short":[],"match":[]}"#,
            r#"{"id":"4","brand":"Orchard","names":{},"short":[],"match":[]}"#,
            r#"{"id":"5","brand":"绿佳信","names":{"zh":"绿佳信"},"short":[],"match":[]}"#,
        ],
    );
    folder.write("brands/own-nsi-dictionary-word-brands.jsonl", &[r#"{"brand":"Orchard"}"#]);
    let aliases = [
        ("ru", "Люморато"),
        ("el", "Λουμορατο"),
        ("hy", "Լումորատո"),
        ("ka", "ლუმორატო"),
        ("ja", "ルモラト"),
        ("ko", "루모라토"),
        ("ar", "لوموراتو"),
        ("he", "לומורטו"),
        ("th", "ลูโมราโต"),
        ("hi", "लूमोरातो"),
        ("zh", "路莫拉托"),
    ];
    let pair = |(lang, alias): &(&str, &str)| {
        let latin = if *lang == "zh" { "Lumolatuo" } else { "Lumorato" };
        format!(r#"{{"id":"{lang}","lang":"{lang}","alias":"{alias}","latin":["{latin}"]}}"#)
    };
    let pairs: Vec<String> = aliases.iter().map(pair).collect();
    folder.write("brands/nsi-alias-pairs.jsonl", &pairs.iter().map(String::as_str).collect::<Vec<_>>());
    folder.write(
        "brands/discord-steam-typosquats.jsonl",
        &[
            r#"{"domain":"academy-lumoreto.example","target":"lumorato","token":"lumoreto","distance":1}"#,
            r#"{"domain":"lumureto.example","target":"lumorato","token":"lumureto","distance":2}"#,
        ],
    );
}

fn write_confusables(folder: &Folder) {
    // The last letter is of no near script.
    let confusables = [
        "\u{feff}# a comment",
        "043E ;\t006F ;\tMA\t#",
        "0430 ;\t0061 ;\tMA\t#",
        "13A1 ;\t0052 ;\tMA\t#",
        "13BE ;\t006F ;\tMA\t#",
    ];
    folder.write("brands/confusables/confusables.txt", &confusables);
    folder.write("brands/confusables/custom_confusables.txt", &["061 ;\t0040 ;"]);
}

fn write_titles(folder: &Folder) {
    folder.write(
        "titles/own-en-walmart-amazon.jsonl",
        &[
            r#"{"title":"apple tree for the orchard","brand":"greenhand"}"#,
            r#"{"title":"panco steel pan 24 cm","brand":"panco"}"#,
        ],
    );
    folder.write(
        "titles/own-wdc-web-titles.jsonl",
        &[r#"{"title":"\"Garden bench\"@en \"Bench of oak\"@en-GB"}"#],
    );
    folder.write(
        "titles/own-zh-ecommerce-brand-spans.jsonl",
        &[
            r#"{"title":"新款绿佳信手机壳","brand_spans":[[2,5]],"brands":["绿佳信"]}"#,
            r#"{"title":"不锈钢家用炒锅明澜","brand_spans":[[7,9]],"brands":["明澜"]}"#,
            r#"{"title":"春季女童软底板鞋","brand_spans":[],"brands":[]}"#,
        ],
    );
}

fn nothing(_: &[Mark]) -> Find {
    Box::new(|_| Vec::new())
}

/// Every mark in every word and in the whole title, and each time to be acted on.
fn everything(marks: &[Mark]) -> Find {
    let marks = marks.len();
    Box::new(move |title| {
        let is_letter = |at: &usize| title[*at..].chars().next().is_some_and(char::is_alphanumeric);
        let starts = title.char_indices().map(|(at, _)| at).filter(is_letter);
        let word = |at: usize| at..title[at..].find(' ').map_or(title.len(), |end| at + end);
        let places: Vec<_> = starts.map(word).chain(std::iter::once(0..title.len())).collect();
        let of = |mark| places.iter().map(move |at| Found { mark, at: at.clone(), tier: Tier::Act });
        (0..marks).flat_map(of).collect()
    })
}

/// Names as they are, each time to be acted on.
fn exact(marks: &[Mark]) -> Find {
    let names = |(mark, own): (usize, &Mark)| {
        own.names.iter().chain(&own.aliases).map(|name| (mark, name.to_lowercase())).collect::<Vec<_>>()
    };
    let names: Vec<_> = marks.iter().enumerate().flat_map(names).collect();
    Box::new(move |title| {
        let title = title.to_lowercase();
        let places = |(mark, name): &(usize, String)| {
            let found = title.match_indices(name.as_str());
            found
                .map(|(at, name)| Found { mark: *mark, at: at..at + name.len(), tier: Tier::Act })
                .collect::<Vec<_>>()
        };
        names.iter().flat_map(places).collect()
    })
}

fn value(scored: &Scored, measure: &str) -> f64 {
    scored.scores.iter().find(|score| score.measure == measure).unwrap().value
}

/// What a note says after its measure.
fn noted<'n>(scored: &'n Scored, measure: &str) -> Vec<Vec<&'n str>> {
    let fields = scored.notes.iter().map(|note| note.split('\t').collect::<Vec<_>>());
    let own = fields.filter(|fields| fields[0] == measure && fields.len() > 2);
    own.map(|fields| fields[1..].to_vec()).collect()
}

#[test]
fn who_finds_nothing_misses_every_recall_and_acts_on_nothing() {
    let folder = made_up("nothing");
    let scores = [folder.brands(nothing).scores, folder.titles(nothing).scores].concat();
    for score in &scores {
        assert_eq!((score.measure, score.value), (score.measure, 0.0));
        assert_eq!(score.is_reached(), matches!(score.goal, Goal::AtMost(_)), "{score}");
    }
}

#[test]
fn who_acts_on_everything_has_every_recall_and_is_wrong_each_time() {
    let folder = made_up("everything");
    let scores = [folder.brands(everything).scores, folder.titles(everything).scores].concat();
    for score in &scores {
        assert_eq!((score.measure, score.value), (score.measure, 1.0));
        assert_eq!(score.is_reached(), matches!(score.goal, Goal::AtLeast(_)), "{score}");
    }
}

#[test]
fn every_measure_is_made_with_a_whole_folder_and_none_with_an_empty_one() {
    let folder = made_up("whole");
    let measures =
        |scored: Scored| scored.scores.iter().map(|score: &Score| score.measure).collect::<Vec<_>>();
    let all = [measures(folder.brands(nothing)), measures(folder.titles(nothing))].concat();
    assert_eq!(all.len(), 24 + 9 + 12 + 3 + 8 + 1 + 15, "{all:?}");
    let empty = Folder::new("empty");
    empty.write("brands/readme.txt", &[]);
    let scored = empty.brands(nothing);
    assert_eq!(scored.scores, []);
    assert!(
        scored.notes.iter().all(|note| note.ends_with("the folder has nothing for it")),
        "{:?}",
        scored.notes
    );
}

#[test]
fn who_knows_names_as_they_are_fails_where_they_are_hidden() {
    let folder = made_up("exact");
    let of_brands = folder.brands(exact);
    for (measure, expected) in [
        ("unchanged", 1.0),
        ("homoglyph", 0.0),
        ("spaced", 0.0),
        ("edit-delete", 0.0),
        ("chinese-unchanged", 1.0),
        ("chinese-homophone", 0.0),
        ("alias-in-the-registry", 1.0),
        ("transliterated-cyrillic", 0.0),
        ("nominative-acted-on", 1.0),
        ("nominative-reported", 1.0),
        ("neighbour-acted-on", 0.0),
    ] {
        assert_eq!((measure, value(&of_brands, measure)), (measure, expected));
    }
    let of_titles = folder.titles(exact);
    for (measure, expected) in [
        ("false-act-english", 0.0),
        ("word-acted-on", 1.0),
        ("chinese-labelled-spans", 1.0),
        ("english-shop-brands", 1.0),
    ] {
        assert_eq!((measure, value(&of_titles, measure)), (measure, expected));
    }
}

#[test]
fn what_is_made_of_a_name_is_what_the_measure_says() {
    let folder = made_up("made");
    let scored = folder.brands(nothing);
    let without = |text: &str, drop: fn(char) -> bool| text.chars().filter(|c| !drop(*c)).collect::<String>();
    let letters = |text: &str| without(text, |c| !c.is_alphanumeric());
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (measure, holds) in [
        (
            "homoglyph",
            (|name, made| name.chars().count() == made.chars().count() && !made.is_ascii()) as Holds,
        ),
        ("fullwidth", |name, made| name.chars().count() == made.chars().count() && !made.is_ascii()),
        ("mathematical", |name, made| {
            name.chars().count() == made.chars().count() && made.len() > name.len()
        }),
        ("edit-substitute", |name, made| name.len() == made.len()),
        ("edit-insert", |name, made| name.len() + 1 == made.len()),
        ("edit-delete", |name, made| name.len() == made.len() + 1),
        ("edit-transpose", |name, made| name.len() == made.len()),
        ("chinese-pinyin", |_, made| made.is_ascii()),
        ("chinese-half-pinyin", |_, made| !made.is_ascii() && made.chars().any(|c| c.is_ascii_lowercase())),
        ("chinese-homophone", |name, made| name.chars().count() == made.chars().count() && name != made),
        ("chinese-look-alike", |name, made| {
            name.chars().zip(made.chars()).filter(|(a, b)| a != b).count() == 1
        }),
    ] {
        for note in noted(&scored, measure) {
            assert!(holds(note[0], note[1]), "{measure}: {note:?}");
            *seen.entry(measure).or_default() += 1;
        }
    }
    for measure in ["spaced", "punctuated", "split", "further-symbols-and-emoji"] {
        for note in noted(&scored, measure) {
            assert_eq!(letters(note[0]), letters(note[1]), "{measure}: {note:?}");
            assert_ne!(note[0], note[1]);
            *seen.entry(measure).or_default() += 1;
        }
    }
    for note in noted(&scored, "zero-width") {
        let shown = without(note[1], |c| matches!(u32::from(c), 0xad | 0x200b..=0x2060 | 0xfe00..=0xfeff));
        assert_eq!((note[0], note[1].len() > shown.len()), (shown.as_str(), true));
    }
    let other = noted(&scored, "chinese-traditional-or-simplified");
    assert!(other.iter().any(|note| note[..2] == ["绿佳信", "綠佳信"]), "{other:?}");
    assert!(seen.values().all(|count| *count > 100) && seen.len() == 15, "{seen:?}");
}

/// Whether what was made of a name is as it must be.
type Holds = fn(&str, &str) -> bool;

#[test]
fn a_run_is_like_the_one_before() {
    let folder = made_up("again");
    assert_eq!(folder.brands(exact).notes, folder.brands(exact).notes);
}
