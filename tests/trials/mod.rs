//! What a change of each kind that ARCHITECTURE.md describes under "How to add" touches.
//!
//! Each `*.diff` here is such a change, complete with its tests, golden files, locales, template and manuals. Its files
//! are counted; it is applied to a copy of the tree, with the others, and the copy is compiled. When the code around it
//! moves, apply it to a branch, correct it there, and write it again: `git diff main > tests/trials/<name>.diff`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::support::copy::TreeCopy;
use crate::support::tools::root;

/// The changes, and how many files each may touch.
const TRIALS: [(&str, usize); 5] =
    [("clock", 8), ("marketplace-action", 10), ("notice-format", 6), ("step", 10), ("act-of-a-party", 6)];

/// The files that a diff touches, by its headers.
fn touched(diff: &str) -> BTreeSet<&str> {
    let headers = diff.lines().filter_map(|line| line.strip_prefix("diff --git a/"));
    headers.filter_map(|line| line.split(" b/").nth(1)).collect()
}

fn path_of(trial: &str) -> PathBuf {
    root().join("tests/trials").join(format!("{trial}.diff"))
}

#[test]
fn each_kind_of_change_touches_few_files() {
    for (trial, most) in TRIALS {
        let diff = std::fs::read_to_string(path_of(trial)).unwrap();
        let touched = touched(&diff);
        assert!(!touched.is_empty(), "{trial} changes nothing");
        assert!(
            touched.len() <= most,
            "{trial} touches {} files, at most {most}: {touched:#?}",
            touched.len()
        );
    }
}

#[test]
fn each_kind_of_change_applies_and_compiles() {
    let copy = TreeCopy::of_the_checkout("trials", |_, content| Ok(Some(content))).unwrap();
    for (trial, _) in TRIALS {
        let path = path_of(trial);
        let applied = copy.run("git", &["apply", path.to_str().unwrap()]);
        applied.unwrap_or_else(|error| panic!("{trial} does not apply: {error}"));
    }
    let check = ["check", "--quiet", "--workspace", "--all-targets", "--offline", "--locked"];
    copy.run(env!("CARGO"), &check).unwrap_or_else(|error| panic!("the changes do not compile: {error}"));
}

#[test]
fn files_of_a_diff_are_counted_once() {
    let diff = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-diff --git\n+y\ndiff --git a/a/b b/a/b\nnew file\n";
    assert_eq!(touched(diff), BTreeSet::from(["x", "a/b"]));
}
