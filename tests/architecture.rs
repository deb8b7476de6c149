//! The shape of the house: which crate may know which, and what lies where.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::support::tools::root;

/// The layers, inside out. A crate knows only crates of layers before its own.
const LAYERS: [&[&str]; 17] = [
    &["case"],
    &["sheet"],
    &["register"],
    &["matching", "mime", "offices", "picture", "policy", "xarf"],
    &["programme"],
    &["contract"],
    &["notice"],
    &["port", "web"],
    &["app"],
    &["http-kit", "step"],
    // What the adapters of AWS share.
    &["aws"],
    &["caller-sts", "evidence-s3", "mail-ses", "marketplace", "queue-sqs", "store-dynamodb", "webhook-http"],
    &["wiring"],
    FUNCTIONS,
    // For tests only: the world in memory, and the marketplace of the local stack.
    TEST_HELP,
    &["bench-matching", "goodfaith", "score"],
    &[TESTS],
];
const FUNCTIONS: &[&str] = &["intake", "mail-intake", "notify", "sla", "takedown", "validation", "webhooks"];
const TEST_HELP: &[&str] = &["demo-marketplace", "testkit"];
const TESTS: &str = "goodfaith-tests";

/// Who may name an AWS SDK.
const SPEAK_TO_AWS: [&str; 7] =
    ["aws", "caller-sts", "evidence-s3", "mail-ses", "queue-sqs", "store-dynamodb", TESTS];

/// What the inner crates may use from outside: nothing of it does IO.
const PURE: [(&str, &[&str]); 14] = [
    ("case", &["hex", "jiff", "sha2", "thiserror", "uuid"]),
    ("contract", &["jiff", "serde", "serde_json", "thiserror", "uuid"]),
    ("matching", &["percent-encoding", "thiserror", "url", "wide"]),
    (
        "mime",
        &[
            "base64-simd",
            "chardetng",
            "encoding_rs",
            "flate2",
            "html5gum",
            "mail-parser",
            "memchr",
            "sha2",
            "thiserror",
        ],
    ),
    ("notice", &["aho-corasick", "jiff", "percent-encoding", "quick-xml", "serde_json", "thiserror", "uuid"]),
    ("picture", &["image", "pulp", "thiserror"]),
    ("policy", &["jiff"]),
    ("programme", &["jiff", "thiserror"]),
    ("port", &["jiff", "thiserror", "uuid"]),
    ("offices", &["jiff", "quick-xml", "thiserror", "zip"]),
    ("register", &["jiff", "thiserror", "unicode-normalization"]),
    (
        "sheet",
        &["csv", "csv-core", "encoding_rs", "jiff", "quick-xml", "rust_xlsxwriter", "thiserror", "zip"],
    ),
    ("web", &["askama", "fluent-templates", "jiff", "mail-builder", "thiserror"]),
    ("xarf", &["base64", "email_address", "jiff", "md-5", "serde_json", "sha1", "sha2", "url", "uuid"]),
];

/// What lies at the top, beside files whose names begin with a dot, and `target`, which cargo makes.
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
const LONG: [(&str, &str); 1] =
    [("functions/notify/tests/all/step.rs", "one test per letter, over one desk of parties and listings")];

/// What cargo knows of the packages of this repository.
fn metadata() -> Value {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    serde_json::from_slice(&cargo.stdout).unwrap()
}

fn layer(name: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&name))
}

/// What is wrong with who depends on whom.
fn dependency_findings(metadata: &Value) -> Vec<String> {
    let mut findings = Vec::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let Some(own) = layer(name) else {
            findings.push(format!("{name} is in no layer"));
            continue;
        };
        for dependency in package["dependencies"].as_array().unwrap() {
            let on = dependency["name"].as_str().unwrap();
            let ours = dependency["path"].is_string();
            if on.starts_with("aws-") && !SPEAK_TO_AWS.contains(&name) {
                findings.push(format!("{name} names {on}"));
            }
            // What only tests of a crate know may be anything of ours.
            if dependency["kind"] == "dev" {
                continue;
            }
            if ours && layer(on).is_none_or(|inner| inner >= own) {
                findings.push(format!("{name} depends on {on}, which is not further inside"));
            }
            if TEST_HELP.contains(&on) && name != TESTS {
                findings.push(format!("{name} depends on {on}, which is for tests"));
            }
            let pure = PURE.iter().find(|(pure, _)| *pure == name);
            if pure.is_some_and(|(_, allowed)| !ours && !allowed.contains(&on)) {
                findings.push(format!("{name} is pure and depends on {on}"));
            }
        }
    }
    findings
}

#[test]
fn crates_know_only_crates_further_inside() {
    assert_eq!(dependency_findings(&metadata()), Vec::<String>::new());
}

#[test]
fn a_wrong_dependency_is_noticed() {
    let metadata = metadata();
    for (package, dependency, says) in [
        ("case", json!({ "name": "policy", "path": "…" }), "case depends on policy"),
        ("case", json!({ "name": "serde" }), "case is pure"),
        ("contract", json!({ "name": "tokio" }), "contract is pure"),
        ("takedown", json!({ "name": "validation", "path": "…" }), "takedown depends on validation"),
        ("queue-sqs", json!({ "name": "mail-ses", "path": "…" }), "queue-sqs depends on mail-ses"),
        ("sla", json!({ "name": "testkit", "path": "…", "kind": null }), "which is for tests"),
        ("sla", json!({ "name": "aws-sdk-s3", "kind": "dev" }), "sla names aws-sdk-s3"),
    ] {
        let mut changed = metadata.clone();
        let packages = changed["packages"].as_array_mut().unwrap();
        let package = packages.iter_mut().find(|it| it["name"] == package).unwrap();
        package["dependencies"].as_array_mut().unwrap().push(dependency);
        let findings = dependency_findings(&changed);
        assert!(findings.iter().any(|finding| finding.contains(says)), "{says}: {findings:?}");
    }
    let mut changed = metadata;
    changed["packages"][0]["name"] = json!("stranger");
    assert!(dependency_findings(&changed).contains(&"stranger is in no layer".to_owned()));
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

/// The files of source below the repository, with the number of their lines.
fn sources() -> Vec<(PathBuf, usize)> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> =
        ["functions", "infra", "shared", "tests"].iter().map(|name| root().join(name)).collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if ["css", "js", "py", "rs"].contains(&extension) {
                let lines = std::fs::read_to_string(&path).unwrap().lines().count();
                found.push((path.strip_prefix(root()).unwrap().to_owned(), lines));
            }
        }
    }
    found
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
fn strangers<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let known = |name: &str| name.starts_with('.') || name == "target" || TOP.contains(&name);
    names.into_iter().filter(|name| !known(name)).collect()
}

#[test]
fn nothing_else_lies_at_the_top() {
    let entries = std::fs::read_dir(root()).unwrap();
    let names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(strangers(names.iter().map(String::as_str)), Vec::<&str>::new());
    assert_eq!(strangers(["tests", ".ci", "target", "docs"]), ["docs"]);
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
