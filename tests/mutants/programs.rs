//! The test programs of the copy.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use serde_json::Value;

use super::plant::{REACHED, VARIABLE};
use crate::support::copy::TreeCopy;

/// How the tests of a crate ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Run {
    Passed,
    Failed,
    /// They were ended.
    OutOfTime,
}

/// The test programs of each crate, by the crate's folder.
pub(super) struct Programs {
    top: PathBuf,
    by_folder: BTreeMap<String, Vec<PathBuf>>,
}

/// What tells cargo to build them; those inside of libraries and of the operator's program where `with_inner`.
pub(super) fn test_programs(with_inner: bool) -> Vec<&'static str> {
    let mut arguments = vec!["test", "--workspace", "--no-run"];
    arguments.extend(["--lib", "--bin", "goodfaith"].into_iter().filter(|_| with_inner));
    // What the test programs of crates are called.
    arguments.extend(["all", "connector", "formats", "step"].into_iter().flat_map(|name| ["--test", name]));
    arguments
}

impl Programs {
    /// Builds those of `copy`; see `test_programs`.
    pub(super) fn build(copy: &TreeCopy, with_inner: bool) -> anyhow::Result<Self> {
        let mut arguments = test_programs(with_inner);
        arguments.extend(["--offline", "--locked", "--message-format=json-render-diagnostics"]);
        let output = copy.run(env!("CARGO"), &arguments)?;
        let mut by_folder: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
        for line in String::from_utf8(output.stdout)?.lines() {
            let message: Value = serde_json::from_str(line)?;
            let (Some(program), Some(manifest)) =
                (message["executable"].as_str(), message["manifest_path"].as_str())
            else {
                continue;
            };
            let manifest = Path::new(manifest).strip_prefix(copy.path().canonicalize()?);
            let folder = manifest.ok().and_then(Path::parent).context("a crate of another tree")?;
            by_folder.entry(folder.display().to_string()).or_default().push(PathBuf::from(program));
        }
        Ok(Self { top: copy.path().to_owned(), by_folder })
    }

    /// One for each program of a crate.
    fn commands(&self, folder: &str, tests: &[&str]) -> impl Iterator<Item = Command> {
        let own = self.top.join(folder);
        self.by_folder.get(folder).into_iter().flatten().map(move |program| {
            let mut command = Command::new(program);
            // As cargo runs them.
            command.current_dir(&own).env("CARGO_MANIFEST_DIR", &own).arg("--exact").args(tests);
            command.env_remove(VARIABLE).env("INSTA_UPDATE", "no").env("PROPTEST_CASES", "64");
            command
        })
    }

    /// The folders of crates that have test programs.
    pub(super) fn folders(&self) -> impl Iterator<Item = &str> {
        self.by_folder.keys().map(String::as_str)
    }

    /// The names of a crate's tests.
    pub(super) fn tests(&self, folder: &str) -> BTreeSet<String> {
        let outputs = self.commands(folder, &["--list"]).map(|mut command| command.output().unwrap());
        let told: String = outputs.map(|output| String::from_utf8(output.stdout).unwrap()).collect();
        told.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect()
    }

    /// How a test ends in `time` without a fault, the numbers of the faults whose places it comes to, and how long it takes.
    /// `file` is written to meanwhile.
    pub(super) fn reached(
        &self,
        (folder, test): (&str, &str),
        time: Duration,
        file: &Path,
    ) -> (Run, BTreeSet<usize>, Duration) {
        // What is not there need not be removed.
        let _ = std::fs::remove_file(file);
        let began = Instant::now();
        for mut command in self.commands(folder, &[test]) {
            let run = run(command.env(REACHED, file), time);
            if run != Run::Passed {
                return (run, BTreeSet::new(), began.elapsed());
            }
        }
        let took = began.elapsed();
        let told = std::fs::read_to_string(file).unwrap_or_default();
        let _ = std::fs::remove_file(file);
        (Run::Passed, told.lines().map(|line| line.parse().unwrap()).collect(), took)
    }

    /// How many of `tests`, or of all where it is empty, pass without a fault.
    pub(super) fn passed(&self, folder: &str, tests: &[&str]) -> usize {
        self.commands(folder, tests).map(|mut command| passed_of(&command.output().unwrap())).sum()
    }

    /// Runs `tests`, or all where it is empty, with one fault switched on.
    pub(super) fn run(&self, (folder, tests): (&str, &[&str]), fault: Option<usize>, time: Duration) -> Run {
        for mut command in self.commands(folder, tests) {
            command.envs(fault.map(|number| (VARIABLE, number.to_string())));
            let run = run(&mut command, time);
            if run != Run::Passed {
                return run;
            }
        }
        Run::Passed
    }
}

fn passed_of(output: &Output) -> usize {
    let told = String::from_utf8_lossy(&output.stdout);
    let counted = told.lines().find_map(|line| line.strip_prefix("test result: ok. ")?.split_once(" passed"));
    counted.and_then(|(count, _)| count.parse().ok()).unwrap_or(0)
}

/// It is ended with the first test that fails: the others need not be known.
fn run(command: &mut Command, time: Duration) -> Run {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let (failed, fails) = mpsc::channel();
    std::thread::spawn(move || {
        lines.filter(|line| line.ends_with("FAILED")).try_for_each(|_| failed.send(()))
    });
    let run = match fails.recv_timeout(time) {
        Ok(()) => Run::Failed,
        Err(RecvTimeoutError::Timeout) => Run::OutOfTime,
        Err(RecvTimeoutError::Disconnected) if child.wait().unwrap().success() => Run::Passed,
        Err(RecvTimeoutError::Disconnected) => Run::Failed,
    };
    // What has ended already is not there to be killed.
    let _ = child.kill();
    child.wait().unwrap();
    run
}
