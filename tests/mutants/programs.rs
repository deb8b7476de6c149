//! The test programs of the copy.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use serde_json::Value;

use super::plant::VARIABLE;
use crate::support::copy::TreeCopy;

/// How the tests of a crate ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Run {
    Passed,
    Failed,
    /// They were ended.
    OutOfTime,
}

/// The test program of each crate, by the crate's folder.
pub(super) struct Programs {
    top: PathBuf,
    by_folder: BTreeMap<String, PathBuf>,
}

impl Programs {
    /// Builds those of `copy`.
    pub(super) fn build(copy: &TreeCopy) -> anyhow::Result<Self> {
        // What the test programs of crates are called.
        let names = ["all", "connector", "formats", "step"].into_iter().flat_map(|name| ["--test", name]);
        let mut arguments = vec!["test", "--workspace", "--no-run", "--offline", "--locked"];
        arguments.push("--message-format=json-render-diagnostics");
        arguments.extend(names);
        let output = copy.run(env!("CARGO"), &arguments)?;
        let mut by_folder = BTreeMap::new();
        for line in String::from_utf8(output.stdout)?.lines() {
            let message: Value = serde_json::from_str(line)?;
            let (Some(program), Some(manifest)) =
                (message["executable"].as_str(), message["manifest_path"].as_str())
            else {
                continue;
            };
            if message["target"]["kind"][0] == "test" {
                let manifest = Path::new(manifest).strip_prefix(copy.path().canonicalize()?);
                let folder = manifest.ok().and_then(Path::parent).context("a crate of another tree")?;
                by_folder.insert(folder.display().to_string(), PathBuf::from(program));
            }
        }
        Ok(Self { top: copy.path().to_owned(), by_folder })
    }

    fn command(&self, folder: &str, tests: &[&str]) -> Command {
        let program = self.by_folder.get(folder).unwrap_or_else(|| panic!("{folder} has no tests"));
        let mut command = Command::new(program);
        let own = self.top.join(folder);
        // As cargo runs them.
        command.current_dir(&own).env("CARGO_MANIFEST_DIR", &own).arg("--exact").args(tests);
        command.env_remove(VARIABLE).env("INSTA_UPDATE", "no").env("PROPTEST_CASES", "64");
        command
    }

    /// How many of `tests` pass without a fault.
    pub(super) fn passed(&self, folder: &str, tests: &[&str]) -> usize {
        let output = self.command(folder, tests).output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout);
        let counted =
            told.lines().find_map(|line| line.strip_prefix("test result: ok. ")?.split_once(" passed"));
        counted.and_then(|(count, _)| count.parse().ok()).unwrap_or(0)
    }

    /// Runs `tests` with one fault switched on.
    pub(super) fn run(&self, (folder, tests): (&str, &[&str]), fault: Option<usize>, time: Duration) -> Run {
        let mut command = self.command(folder, tests);
        command.envs(fault.map(|number| (VARIABLE, number.to_string())));
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let end = Instant::now() + time;
        loop {
            match child.try_wait().unwrap() {
                Some(status) if status.success() => return Run::Passed,
                Some(_) => return Run::Failed,
                None if Instant::now() >= end => return ended(child),
                None => std::thread::sleep(Duration::from_millis(10)),
            }
        }
    }
}

fn ended(mut child: Child) -> Run {
    child.kill().unwrap();
    child.wait().unwrap();
    Run::OutOfTime
}
