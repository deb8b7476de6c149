//! The shape of the house: which crate may know which, and what lies where.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support::functions::metadata;
use crate::support::tools::root;
use crate::support::tree;

mod crates;
mod features;
mod style;

/// What lies at the top, beside files whose names begin with a dot.
const TOP: [&str; 11] = [
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "Makefile",
    "README.md",
    "functions",
    "infra",
    "rust-toolchain.toml",
    "samconfig.toml",
    "shared",
    "tests",
];

/// What can be read in one sitting.
const MOST_LINES: usize = 450;

/// Longer files, and why they stay whole.
const LONG: [(&str, &str); 0] = [];

/// The tracked files of the whole repository, by their paths from its top.
fn tracked() -> BTreeSet<String> {
    tree::tracked(".").into_iter().collect()
}

/// Whether a manifest takes the workspace's lints.
fn inherits_lints(manifest: &str) -> bool {
    let mut lines = manifest.lines().map(str::trim).skip_while(|line| *line != "[lints]").skip(1);
    lines.next() == Some("workspace = true")
}

#[test]
fn every_crate_inherits_the_lints() {
    assert!(!inherits_lints("[package]\nname = \"case\"\n\n[lints.rust]\nworkspace = true\n"));
    for package in metadata()["packages"].as_array().unwrap() {
        let manifest = package["manifest_path"].as_str().unwrap();
        assert!(inherits_lints(&std::fs::read_to_string(manifest).unwrap()), "{manifest}");
    }
}

/// The files of source, with the number of their lines.
fn sources() -> Vec<(PathBuf, usize)> {
    let is_source = |path: &PathBuf| {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        ["css", "js", "py", "rs"].contains(&extension)
    };
    let sources = tracked().into_iter().map(PathBuf::from).filter(is_source);
    sources
        .map(|path| {
            let lines = std::fs::read_to_string(root().join(&path)).unwrap().lines().count();
            (path, lines)
        })
        .collect()
}

/// Files that are too long, and exceptions that are none.
fn length_findings(sources: &[(PathBuf, usize)], exceptions: &[(&str, &str)]) -> Vec<String> {
    let excepted = |path: &Path| exceptions.iter().any(|(name, _)| path == Path::new(name));
    let long: BTreeSet<&Path> =
        sources.iter().filter(|(_, lines)| *lines > MOST_LINES).map(|(path, _)| path.as_path()).collect();
    let too_long = long.iter().filter(|path| !excepted(path));
    let mut findings: Vec<_> = too_long.map(|path| format!("{} is too long", path.display())).collect();
    let needless = exceptions.iter().filter(|(name, _)| !long.contains(Path::new(name)));
    findings.extend(needless.map(|(name, _)| format!("{name} is no exception any more")));
    findings
}

#[test]
fn files_can_be_read_in_one_sitting() {
    assert_eq!(length_findings(&sources(), &LONG), Vec::<String>::new());
}

#[test]
fn a_long_file_is_noticed() {
    let sources = [(PathBuf::from("long.rs"), MOST_LINES + 1), (PathBuf::from("short.rs"), MOST_LINES)];
    assert_eq!(length_findings(&sources, &[]), ["long.rs is too long"]);
    assert_eq!(length_findings(&sources, &[("long.rs", "a table")]), Vec::<String>::new());
    let exceptions = [("long.rs", "a table"), ("short.rs", "a list")];
    assert_eq!(length_findings(&sources, &exceptions), ["short.rs is no exception any more"]);
}

/// Names that do not belong at the top.
fn unknown_names<'a>(paths: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let known = |name: &str| name.starts_with('.') || TOP.contains(&name);
    let names = paths.into_iter().filter_map(|path| path.split('/').next());
    names.filter(|name| !known(name)).collect()
}

#[test]
fn nothing_else_lies_at_the_top() {
    let tracked = tracked();
    assert_eq!(unknown_names(tracked.iter().map(String::as_str)), BTreeSet::new());
    assert_eq!(unknown_names(["tests/all.rs", ".ci", "docs/page.md", "docs/more.md"]), ["docs"].into());
}

/// What names an adapter, as code does.
const ADAPTERS: [&str; 6] =
    ["evidence_s3::", "mail_ses::", "queue_sqs::", "store_dynamodb::", "use marketplace::", "webhook_http::"];

#[test]
fn no_function_names_an_adapter() {
    for (path, _) in sources() {
        let parts: Vec<_> = path.iter().map(|part| part.to_str().unwrap()).collect();
        if let ["functions", _, "src", ..] = parts.as_slice() {
            let code = std::fs::read_to_string(root().join(&path)).unwrap();
            let named: Vec<_> = ADAPTERS.iter().filter(|adapter| code.contains(**adapter)).collect();
            assert!(named.is_empty(), "{} names {named:?}", path.display());
        }
    }
}
