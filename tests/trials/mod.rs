//! What a change of each kind that ARCHITECTURE.md describes under "How to add" touches.
//!
//! Each `*.diff` here is such a change, complete with its tests, golden files, locales, template and manuals. Its files
//! are counted; it is applied to a copy of the tree, with the others, and the copy is compiled. When the code around it
//! moves, apply it to a branch, correct it there, and write it again: `git diff main > tests/trials/<name>.diff`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::tools::root;
use crate::support::tree::tracked;

/// The changes, and how many files each may touch.
const TRIALS: [(&str, usize); 5] =
    [("clock", 8), ("marketplace-action", 10), ("notice-format", 6), ("step", 10), ("act-of-a-party", 6)];

/// A copy of the tracked files, kept between runs so that little is compiled again.
struct Copy(PathBuf);

impl Copy {
    /// Equal to the checkout. Files that are equal already keep their times.
    fn of_the_checkout() -> Self {
        let copy = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join("trials"));
        let tracked = tracked(".");
        std::fs::create_dir_all(&copy.0).unwrap();
        for file in files_below(&copy.0) {
            let name = file.strip_prefix(&copy.0).unwrap();
            if !tracked.iter().any(|path| Path::new(path) == name) {
                std::fs::remove_file(&file).unwrap();
            }
        }
        for name in &tracked {
            let (wanted, to) = (std::fs::read(root().join(name)).unwrap(), copy.0.join(name));
            if std::fs::read(&to).is_ok_and(|there| there == wanted) {
                continue;
            }
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::write(&to, wanted).unwrap();
        }
        copy
    }

    /// Runs `program` in the copy. The error is what it says when it fails.
    fn run(&self, program: &str, arguments: &[&str]) -> anyhow::Result<()> {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(&self.0)
            // The copy lies inside a checkout; git must not take it for a part of that.
            .env("GIT_CEILING_DIRECTORIES", self.0.parent().unwrap())
            // What was checked of the dependencies for the lints serves here too. What is checked of the copy itself stays
            // apart, by a wrapper that does nothing: else cargo would take it for the checkout's.
            .env("CARGO_TARGET_DIR", target())
            .env("RUSTC_WORKSPACE_WRAPPER", "env")
            .output()?;
        anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(())
    }
}

/// The target folder that this test was built in.
fn target() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap()
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path())
            } else {
                found.push(entry.path())
            }
        }
    }
    found
}

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
    let copy = Copy::of_the_checkout();
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
