//! The export of a case can be checked by a program that shares nothing with this one.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use case::{CaseId, Link};

/// Whether the independent verifier accepts this export.
fn accepted(export: &str) -> bool {
    let verifier = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/verify_chain.py");
    let mut python =
        Command::new("python3").arg(verifier).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    python.stdin.take().unwrap().write_all(export.as_bytes()).unwrap();
    match python.wait().unwrap().code() {
        Some(0) => true,
        Some(1) => false,
        other => panic!("the verifier ended with {other:?}"),
    }
}

#[test]
fn an_independent_program_accepts_the_chain_and_nothing_else() {
    let case: CaseId = "6a1d6e0c5c1f5f0e9d3b2a1908f7e6d5".parse().unwrap();
    let golden = include_str!("../golden/events-v1.jsonl");
    let log: Vec<&str> = golden.lines().take(12).collect();
    let head = log
        .iter()
        .fold(Link::START, |link, line| link.append(case, line.as_bytes()))
        .head()
        .unwrap()
        .to_string();
    let filed: serde_json::Value = serde_json::from_str(log[0]).unwrap();
    let reference: case::Reference = filed["is"]["filed"]["reference"].as_str().unwrap().parse().unwrap();
    let referred = |reference: &str, case: &str, head: &str, log: &[&str]| {
        serde_json::json!({"case": case, "reference": reference, "head": head, "log": log}).to_string()
    };
    let reference = reference.to_string();
    let export = |case: &str, head: &str, log: &[&str]| referred(&reference, case, head, log);
    let case = case.to_string();

    assert!(accepted(&export(&case, &head, &log)));

    let edited = log[3].replace(|c: char| c.is_ascii_digit(), "7");
    let mut edit = log.clone();
    edit[3] = &edited;
    let mut swapped = log.clone();
    swapped.swap(1, 2);
    let mut inserted = log.clone();
    inserted.insert(5, log[4]);
    let dropped = [&log[..4], &log[5..]].concat();
    for (what, tampered) in [
        ("edit", export(&case, &head, &edit)),
        ("swap", export(&case, &head, &swapped)),
        ("insertion", export(&case, &head, &inserted)),
        ("drop", export(&case, &head, &dropped)),
        ("cut", export(&case, &head, &log[..11])),
        ("other case", export("7a1d6e0c5c1f5f0e9d3b2a1908f7e6d5", &head, &log)),
        ("other reference", referred("0A4-7KM-2Q9", &case, &head, &log)),
        ("other head", export(&case, &"0".repeat(64), &log)),
        ("nothing", export(&case, &head, &[])),
        ("no export", "{}".to_owned()),
        ("no JSON", "…".to_owned()),
    ] {
        assert!(!accepted(&tampered), "{what}");
    }
}
