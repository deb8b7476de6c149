//! The program itself: what it says when it is not told enough, and which setting wins.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of this test's own, below which is another one.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(folder.join(".local")).unwrap();
    std::fs::create_dir_all(folder.join("below")).unwrap();
    folder
}

fn goodfaith(folder: &Path, environment: &[(&str, &str)], arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_goodfaith"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .envs(environment.iter().copied())
        .output()
        .unwrap()
}

fn complaint_of(output: &Output) -> String {
    assert!(!output.status.success());
    assert!(output.stdout.is_empty(), "errors go to standard error");
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn everything_that_is_missing_is_said_at_once() {
    let folder = folder("missing");
    let list = ["--env-file", "/dev/null", "marketplace", "list"];
    let said = complaint_of(&goodfaith(&folder, &[("RUST_BACKTRACE", "1")], &list));
    assert_eq!(said.lines().count(), 1, "{said}");
    for name in ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "GOODFAITH_TABLE", "--env-file"]
    {
        assert!(said.contains(name), "{name}: {said}");
    }
}

#[test]
fn the_env_file_of_a_folder_above_is_used_and_the_environment_wins() {
    let folder = folder("above");
    let settings = "AWS_REGION=eu-central-1\nAWS_ACCESS_KEY_ID=k\nAWS_SECRET_ACCESS_KEY=s\nGOODFAITH_TABLE=t\n\
                    GOODFAITH_CONTROL_TABLE=c\nAWS_ENDPOINT_URL=of-the-file\n";
    std::fs::write(folder.join(".local/env"), settings).unwrap();
    let list = ["marketplace", "list"];
    // A wrong endpoint is refused before anything is sent: so it shows whose settings are read.
    let said = complaint_of(&goodfaith(&folder.join("below"), &[], &list));
    assert!(said.contains("AWS_ENDPOINT_URL must be"), "{said}");
    assert!(!said.contains("GOODFAITH_TABLE"), "{said}");
    // Port 9 of this machine refuses: the endpoint of the environment was asked.
    let environment = [("AWS_ENDPOINT_URL", "http://127.0.0.1:9")];
    let said = complaint_of(&goodfaith(&folder.join("below"), &environment, &list));
    assert!(said.contains("dynamodb is unavailable while listing the marketplaces"), "{said}");
    // Set to nothing, it hides what the file says.
    let said = complaint_of(&goodfaith(&folder, &[("GOODFAITH_TABLE", ""), environment[0]], &list));
    assert!(said.contains("GOODFAITH_TABLE is not set"), "{said}");
}

#[test]
fn a_secret_of_a_malformed_env_file_is_not_repeated() {
    let folder = folder("malformed");
    std::fs::write(folder.join("env"), "GOODFAITH_TABLE=t\nwhsec_c2VjcmV0\n").unwrap();
    let said = complaint_of(&goodfaith(&folder, &[], &["--env-file", "env", "marketplace", "list"]));
    assert!(said.contains("line 2 is not KEY=VALUE") && !said.contains("whsec"), "{said}");
}
