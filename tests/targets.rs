//! What cargo builds of each crate: one program of tests, and no test that is left out.

use std::path::Path;

use serde_json::Value;

use crate::support::functions::metadata;
use crate::support::tools::root;
use crate::support::tree::tracked;

/// What is wrong with the targets of a package.
fn findings(package: &Value) -> Vec<String> {
    let name = package["name"].as_str().unwrap();
    let targets = package["targets"].as_array().unwrap();
    let of = |kind: &'static str| targets.iter().filter(move |target| target["kind"][0] == kind);
    let mut findings = Vec::new();
    if of("test").count() > 1 {
        findings.push(format!("{name} has more than one program of tests"));
    }
    for target in of("lib").chain(of("bin")) {
        let code = code_of(target);
        if target["test"] == false && (code.contains("#[test]") || code.contains("proptest!")) {
            findings.push(format!("{name}: unit tests are switched off in Cargo.toml, and there are some"));
        }
        if target["kind"][0] == "lib" && target["doctest"] == false && has_doctest(&code) {
            findings.push(format!("{name}: tests in documentation are switched off, and there are some"));
        }
    }
    findings
}

/// The code of a library, or the one file of a program.
fn code_of(target: &Value) -> String {
    let path = target["src_path"].as_str().unwrap();
    let path = Path::new(path).strip_prefix(root()).unwrap().to_str().unwrap();
    let folder = path.trim_end_matches("/lib.rs");
    let files = tracked(folder).into_iter().filter(|file| file.ends_with(".rs"));
    let own = files.filter(|file| file == path || !file.ends_with("/main.rs"));
    own.map(|file| std::fs::read_to_string(root().join(file)).unwrap()).collect()
}

/// Whether documentation shows code that would be run.
fn has_doctest(code: &str) -> bool {
    let lines = code.lines().map(str::trim_start);
    let fences = lines.filter_map(|it| it.strip_prefix("//! ```").or_else(|| it.strip_prefix("/// ```")));
    // Each second one closes.
    fences.step_by(2).any(|language| ["", "rust", "no_run", "should_panic"].contains(&language.trim()))
}

#[test]
fn each_crate_has_one_program_of_tests_and_leaves_none_out() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    assert_eq!(packages.iter().flat_map(findings).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn a_test_that_is_left_out_is_noticed() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    let mut aws = packages.iter().find(|package| package["name"] == "aws").unwrap().clone();
    for target in aws["targets"].as_array_mut().unwrap() {
        target["test"] = false.into();
        target["doctest"] = false.into();
    }
    let found = findings(&aws).join("\n");
    assert!(found.contains("unit tests are switched off") && found.contains("in documentation"), "{found}");
    let twice = aws["targets"][0].clone();
    for _ in 0..2 {
        let mut target = twice.clone();
        target["kind"] = serde_json::json!(["test"]);
        aws["targets"].as_array_mut().unwrap().push(target);
    }
    assert!(findings(&aws).join("\n").contains("more than one program of tests"));
}
