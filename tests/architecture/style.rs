//! What the style says of functions and errors, as far as no lint does.

use super::tracked;
use crate::support::tools::root;

/// The code of this repository outside tests, by path.
fn code() -> Vec<(String, String)> {
    let paths = tracked().into_iter().filter(|path| is_code(path));
    paths.map(|path| (path.clone(), std::fs::read_to_string(root().join(path)).unwrap())).collect()
}

fn is_code(path: &str) -> bool {
    path.ends_with(".rs") && !path.split('/').any(|part| ["tests", "tests.rs", "target"].contains(&part))
}

/// The arguments of the generic type whose `<` ends at `from`: `T`, `E` of `Result<T, E>`.
fn arguments(code: &str, from: usize) -> Vec<&str> {
    let (mut depth, mut start, mut before) = (0, from, ' ');
    let mut arguments = Vec::new();
    for (at, c) in code[from..].char_indices().map(|(at, c)| (from + at, c)) {
        let closes = matches!(c, ')' | ']' | '}') || c == '>' && before != '-';
        if depth == 0 && (closes || c == ',') {
            arguments.push(code[start..at].trim());
            start = at + 1;
            if closes {
                break;
            }
        } else if closes {
            depth -= 1;
        } else if matches!(c, '<' | '(' | '[' | '{') {
            depth += 1;
        }
        before = c;
    }
    arguments.retain(|argument| !argument.is_empty());
    arguments
}

/// Results in `code` that tell no error: one in another, or with a text in its place.
fn result_findings(path: &str, code: &str) -> Vec<String> {
    // Comments may speak of anything. Lines keep their numbers.
    let lines = code.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    let code = lines.collect::<Vec<_>>().join("\n");
    let mut findings = Vec::new();
    for (at, name) in code.match_indices("Result<") {
        let arguments = arguments(&code, at + name.len());
        let line = code[..at].matches('\n').count() + 1;
        let last_name =
            |argument: &&str| argument.rsplit([':', '=']).next().unwrap_or_default().trim().to_owned();
        let head = arguments.first().and_then(|first| first.split('<').next());
        if head.is_some_and(|head| head.len() < arguments[0].len() && last_name(&head) == "Result") {
            findings.push(format!("{path}:{line}: a result in a result: name both errors in one enum"));
        }
        let error =
            arguments.get(1).map(|error| error.trim_start_matches("&'static ").trim_start_matches('&'));
        if error.is_some_and(|error| ["String", "str"].contains(&last_name(&error).as_str())) {
            findings.push(format!("{path}:{line}: a text in place of an error: give it a type"));
        }
    }
    findings
}

#[test]
fn every_error_has_a_type_and_stands_alone() {
    let findings: Vec<String> = code().iter().flat_map(|(path, code)| result_findings(path, code)).collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn a_text_in_place_of_an_error_is_noticed() {
    for code in [
        "fn f() -> Result<u8, String> {}",
        "fn f() -> Result<BTreeMap<String, u8>, std::string::String>;",
        "fn f() -> Result<\n    (u8, fn(u8) -> u8),\n    String,\n>;",
        "type Result<T, E = String> = core::result::Result<T, E>;",
        "let f = |x| -> Result<[u8; 2], &'static str> { Ok(x) };",
        "fn f() -> Result<u8, &str>;",
    ] {
        assert_eq!(result_findings("a.rs", code), ["a.rs:1: a text in place of an error: give it a type"]);
    }
    let third = "/// `Result<u8, String>`\nfn f();\nfn g() -> io::Result<Option<Result<u8, String>>>;\n";
    assert_eq!(result_findings("a.rs", third), ["a.rs:3: a text in place of an error: give it a type"]);
}

#[test]
fn a_result_in_a_result_is_noticed() {
    for code in [
        "fn f() -> Result<Result<u8, A>, B>;",
        "fn f() -> io::Result<Result<u8, A>>;",
        "fn f() -> anyhow::Result<\n    std::result::Result<u8, A>,\n>;",
    ] {
        let says = "a.rs:1: a result in a result: name both errors in one enum";
        assert_eq!(result_findings("a.rs", code), [says], "{code}");
    }
}

#[test]
fn other_results_are_left_alone() {
    for code in [
        "fn f() -> Result<String, Error>;",
        "fn f() -> anyhow::Result<BTreeMap<String, String>>;",
        "fn f() -> Result<(u8, String), Error>;",
        "fn f() -> Result<fn(u8) -> String, Error>;",
        "fn f(results: Vec<Result<u8, Error>>) -> Result<(), StringError>;",
        "    // Not `Result<u8, String>`.",
    ] {
        assert_eq!(result_findings("a.rs", code), Vec::<String>::new(), "{code}");
    }
}

#[test]
fn code_outside_tests_is_looked_at() {
    let paths: Vec<String> = code().into_iter().map(|(path, _)| path).collect();
    for path in ["shared/domain/case/src/decide.rs", "functions/intake/src/main.rs", "infra/cli/src/main.rs"]
    {
        assert!(paths.iter().any(|it| it == path), "{path}");
    }
    for path in ["tests/all.rs", "shared/app/tests/all/desk.rs", "infra/cli/src/rights/tests.rs", "README.md"]
    {
        assert!(!is_code(path), "{path}");
    }
}

/// So many functions at most may be longer than the lint allows. Each is one table.
const MOST_LONG_FUNCTIONS: usize = 3;

/// Whether these settings limit every function to about 60 lines, and where code asks for an exception.
fn length_findings(lints: &str, settings: &str, code: &[(String, String)]) -> Vec<String> {
    let mut findings = Vec::new();
    let has = |text: &str, wanted: &str| text.lines().any(|line| line == wanted);
    if !has(lints, "too_many_lines = \"warn\"") || !has(settings, "too-many-lines-threshold = 60") {
        findings.push("functions have no limit".to_owned());
    }
    let exceptions = code.iter().flat_map(|(path, code)| {
        let lines = code.lines().zip(1..).filter(|(line, _)| line.contains("clippy::too_many_lines"));
        lines.map(move |(_, number)| format!("{path}:{number}"))
    });
    let exceptions: Vec<String> = exceptions.collect();
    if exceptions.len() > MOST_LONG_FUNCTIONS {
        findings.push(format!("too many long functions: {}", exceptions.join(" ")));
    }
    findings
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

#[test]
fn functions_are_short() {
    // Tests too.
    let sources = tracked().into_iter().filter(|path| path.ends_with(".rs") && !path.ends_with("style.rs"));
    let sources: Vec<(String, String)> = sources.map(|path| (path.clone(), read(&path))).collect();
    assert_eq!(length_findings(&read("Cargo.toml"), &read(".clippy.toml"), &sources), Vec::<String>::new());
}

#[test]
fn a_lifted_limit_and_one_exception_too_many_are_noticed() {
    let (lints, settings) = ("too_many_lines = \"warn\"\n", "too-many-lines-threshold = 60\n");
    assert_eq!(length_findings(lints, settings, &[]), Vec::<String>::new());
    for (lints, settings) in [("", settings), (lints, ""), (lints, "too-many-lines-threshold = 600\n")] {
        assert_eq!(length_findings(lints, settings, &[]), ["functions have no limit"]);
    }
    let code = "fn f() {}\n#[allow(clippy::too_many_lines, reason = \"…\")]\nfn g() {}\n".to_owned();
    let mut sources = vec![("a.rs".to_owned(), code); MOST_LONG_FUNCTIONS];
    assert_eq!(length_findings(lints, settings, &sources), Vec::<String>::new());
    sources.push(sources[0].clone());
    assert_eq!(
        length_findings(lints, settings, &sources),
        ["too many long functions: a.rs:2 a.rs:2 a.rs:2 a.rs:2"]
    );
}
