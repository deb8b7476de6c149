//! Which tests come to the place of a change: no other can notice it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::programs::{Programs, Run};
use super::those;

/// Tests that take less are run first.
const QUICK: Duration = Duration::from_millis(300);
/// Tests that take more are left out, since each change that nothing notices would cost as much.
const LONG: Duration = Duration::from_secs(2);
/// Tests that take this many times as long as without a change, and no less than `PATIENCE`, do not end.
const SLOWER: u32 = 10;
/// See `SLOWER`.
const PATIENCE: Duration = Duration::from_secs(20);

/// Its tests run its program, which is not built here.
const WITH_PROGRAM: &str = "tests/score";

/// A test.
#[derive(Debug)]
struct Test {
    folder: String,
    name: String,
    takes: Duration,
    reaches: BTreeSet<usize>,
}

/// How a change ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Noticed,
    /// No test comes to its place.
    NotReached,
    /// Tests come to its place, and all of them pass.
    NotNoticed,
}

/// The tests of all crates.
pub(super) struct Tests {
    all: Vec<Test>,
    /// How many take more than [`LONG`].
    pub(super) left_out: usize,
}

impl Tests {
    /// Runs each alone, without a change. `scratch` is a folder to write to.
    pub(super) fn of(programs: &Programs, scratch: &Path) -> anyhow::Result<Self> {
        let all: Vec<(&str, String)> = programs
            .folders()
            .filter(|folder| *folder != WITH_PROGRAM)
            .flat_map(|folder| programs.tests(folder).into_iter().map(move |test| (folder, test)))
            .collect();
        let (found, long) = (Mutex::new(Vec::new()), AtomicUsize::new(0));
        let failed = those(&all, |number, (folder, name)| {
            let file = scratch.join(format!("reached-{number}"));
            let (run, reaches, takes) = programs.reached((folder, name), LONG, &file);
            if run == Run::Passed {
                let test = Test { folder: (*folder).to_owned(), name: name.clone(), takes, reaches };
                found.lock().unwrap().push(test);
            }
            long.fetch_add(usize::from(run == Run::OutOfTime), Ordering::Relaxed);
            run == Run::Failed
        });
        let failed: Vec<_> = failed.iter().map(|number| &all[number - 1]).collect();
        anyhow::ensure!(failed.is_empty(), "fail without a change: {failed:?}");
        Ok(Self { all: found.into_inner().unwrap(), left_out: long.into_inner() })
    }

    /// Whether some test fails, or does not end, with change `number` of the crate in `folder` switched on: quick ones
    /// first, of which those of the crate itself.
    pub(super) fn notice(&self, programs: &Programs, folder: &str, number: usize) -> End {
        let mut runs: BTreeMap<_, Vec<&Test>> = BTreeMap::new();
        for test in self.all.iter().filter(|test| test.reaches.contains(&number)) {
            let order = (test.takes > QUICK, test.folder != folder, test.folder.as_str());
            runs.entry(order).or_default().push(test);
        }
        if runs.is_empty() {
            return End::NotReached;
        }
        let is_noticed = runs.into_iter().any(|((_, _, folder), tests)| {
            let time: Duration = tests.iter().map(|test| test.takes).sum();
            let names: Vec<&str> = tests.iter().map(|test| test.name.as_str()).collect();
            programs.run((folder, &names), Some(number), PATIENCE.max(time * SLOWER)) != Run::Passed
        });
        if is_noticed { End::Noticed } else { End::NotNoticed }
    }
}
