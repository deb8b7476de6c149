//! What the tests take from PyPI and npm: `infra/local/requirements.txt` in `.venv`, and
//! `infra/local/package-lock.json` in `.node`.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository.
pub(crate) fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().find(|folder| folder.join("Cargo.lock").is_file()).unwrap()
}

/// A program of `.venv`, or of the environment that `GOODFAITH_VENV` names.
///
/// Where `.venv` is missing it is made. Where that fails, tests that need the tool say so loudly and pass;
/// with `CI=true` they fail, and nothing is made for them.
pub(crate) fn tool(name: &str) -> Option<PathBuf> {
    let given = variable("GOODFAITH_VENV").map(PathBuf::from);
    let program = given.clone().unwrap_or_else(|| root().join(".venv")).join("bin").join(name);
    installed(program, given.is_none(), "GOODFAITH_VENV")
}

/// A program of `.peer`, or of the environment that `GOODFAITH_PEER` names; as above.
#[allow(dead_code, reason = "only the benchmarks have a peer")]
pub(crate) fn peer_tool(name: &str) -> Option<PathBuf> {
    let given = variable("GOODFAITH_PEER").map(PathBuf::from);
    let program = given.clone().unwrap_or_else(|| root().join(".peer")).join("bin").join(name);
    installed(program, given.is_none(), "GOODFAITH_PEER")
}

/// A file of a package of `.node`, or of the folder that `GOODFAITH_NODE` names; as above.
#[allow(dead_code, reason = "the benchmarks take nothing from npm")]
pub(crate) fn package(file: &str) -> Option<PathBuf> {
    let given = variable("GOODFAITH_NODE").map(PathBuf::from);
    let file = given.clone().unwrap_or_else(|| root().join(".node")).join("node_modules").join(file);
    installed(file, given.is_none(), "GOODFAITH_NODE")
}

fn installed(file: PathBuf, ours: bool, setting: &str) -> Option<PathBuf> {
    let in_ci = variable("CI").as_deref() == Some("true");
    if !file.exists() && ours && !in_ci {
        // What it says about a failure is on the terminal; whether it helped is seen below.
        let _ = Command::new("python3").arg(root().join("infra/local/tools.py")).status();
    }
    if file.exists() {
        return Some(file);
    }
    let missing = format!("{} is missing: run `make tools` or set {setting}", file.display());
    assert!(!in_ci, "{missing}");
    // Not `eprintln!`: what that prints is hidden when a test passes.
    let _ = writeln!(std::io::stderr(), "\n*** SKIPPED: {missing} ***\n");
    None
}

/// A command of the repository without what cargo tells tests, for some build scripts would run again for it, and without the
/// settings of another installation.
#[allow(dead_code, reason = "the benchmarks build nothing")]
pub(crate) fn clean(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    let kept = ["CARGO_HOME", "CARGO_INCREMENTAL", "CARGO_TARGET_DIR"];
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        let foreign = ["CARGO", "AWS_", "GOODFAITH_"].iter().any(|prefix| name.starts_with(prefix));
        if foreign && !kept.contains(&&*name) || name == "LD_LIBRARY_PATH" {
            command.env_remove(&*name);
        }
    }
    command.current_dir(root());
    command
}

/// An environment variable, when it is not empty.
#[allow(clippy::disallowed_methods, reason = "tests are told of their surroundings by the environment")]
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
