//! The scorer of notices in words, over a folder of its own.

#![allow(clippy::expect_used, reason = "helpers of tests")]

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use score::Scored;

/// A folder of this test, removed with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("score-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn score(set: &str, folder: &Folder) -> Scored {
    let (_, score) = *score::dmca::SETS.iter().find(|(name, _)| *name == set).expect("a set");
    score(&folder.0).expect("a score")
}

fn value(scored: &Scored, measure: &str) -> f64 {
    scored.scores.iter().find(|score| score.measure == measure).expect("a measure").value
}

const TAKEDOWN: &str = r#"{"id":"a","cls":"takedown","text":"**What is your work?**\n\nMy original project: https://code.example/ana/lamp\n\n**What shall be taken down?**\n\nThe infringing copy: https://code.example/bob/lamp\n","accused_urls":["https://code.example/bob/lamp"],"fork_urls":[],"original_urls":["https://code.example/ana/lamp"]}"#;
const WRONG: &str = r#"{"id":"b","cls":"counternotice","text":"Please remove the fake at https://code.example/eve/x.","accused_urls":["https://code.example/eve/y"],"fork_urls":[],"original_urls":["https://lamp.example/eve"]}"#;

#[test]
fn shares_are_counted_and_disagreements_noted() {
    let folder = Folder::new("github");
    let file = fs::File::create(folder.0.join("notices.jsonl.gz")).expect("a file");
    let mut file = GzEncoder::new(file, Compression::fast());
    writeln!(file, "{TAKEDOWN}\n{WRONG}").expect("written");
    file.finish().expect("finished");
    let scored = score("github-dmca", &folder);
    assert!((value(&scored, "accused-exact") - 0.5).abs() < f64::EPSILON, "{:?}", scored.notes);
    assert!(value(&scored, "own-accused").abs() < f64::EPSILON);
    assert!((value(&scored, "class-right") - 0.5).abs() < f64::EPSILON);
    assert_eq!(scored.notes.len(), 2, "{:?}", scored.notes);
}

#[test]
fn a_form_is_known_by_its_file_name() {
    let folder = Folder::new("lumen");
    fs::create_dir_all(folder.0.join("below")).expect("a folder");
    fs::write(
        folder.0.join("below/web_counterfeit.html"),
        "<p>claim: fake goods</p><p>https://a.example/x</p><p>They were bought on 3 May and are no goods of ours, please remove them.</p>",
    )
    .expect("written");
    fs::write(folder.0.join("web_trademark.txt"), "mark: LAMP\nreason: trademark infringement\ndescription: the page uses our word mark as the name of a shop that is not ours at all\n")
        .expect("written");
    fs::write(folder.0.join("notes.txt"), "not a notice").expect("written");
    let scored = score("lumen-fixtures", &folder);
    assert!((value(&scored, "class-right") - 1.0).abs() < f64::EPSILON, "{:?}", scored.notes);
    assert!((value(&scored, "claim-right") - 1.0).abs() < f64::EPSILON, "{:?}", scored.notes);
}
