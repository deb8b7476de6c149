//! Copies of the checkout, to be changed and built.

use std::path::{Path, PathBuf};
use std::process::Output;

use super::tools::{clean, root};
use super::tree::tracked;

/// A copy of the tracked files, kept between runs so that little is compiled again.
pub(crate) struct TreeCopy(PathBuf);

impl TreeCopy {
    /// The copy called `name`. `content` says what a file of this path and content holds in it, or that it is left
    /// out. Files that are as wanted already keep their times.
    pub(crate) fn of_the_checkout(
        name: &str,
        content: impl Fn(&str, Vec<u8>) -> anyhow::Result<Option<Vec<u8>>>,
    ) -> anyhow::Result<Self> {
        let copy = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
        let mut wanted = Vec::new();
        for path in tracked(".") {
            let there = std::fs::read(root().join(&path))?;
            wanted.extend(content(&path, there)?.map(|content| (path, content)));
        }
        std::fs::create_dir_all(&copy.0)?;
        for file in files_below(&copy.0) {
            let name = file.strip_prefix(&copy.0)?;
            if !wanted.iter().any(|(path, _)| Path::new(path) == name) {
                std::fs::remove_file(&file)?;
            }
        }
        for (path, content) in wanted {
            let to = copy.0.join(path);
            if std::fs::read(&to).is_ok_and(|there| there == content) {
                continue;
            }
            std::fs::create_dir_all(to.parent().unwrap_or(&copy.0))?;
            std::fs::write(&to, content)?;
        }
        Ok(copy)
    }

    /// Where it lies.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Runs `program` in the copy. The error is what it says when it fails.
    pub(crate) fn run(&self, program: &str, arguments: &[&str]) -> anyhow::Result<Output> {
        let output = self.tried(program, arguments)?;
        anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(output)
    }

    /// A program that runs what it is given, of this copy's name.
    fn wrapper(&self) -> std::io::Result<PathBuf> {
        let wrapper = self.0.with_extension("rustc");
        match std::os::unix::fs::symlink("/usr/bin/env", &wrapper) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
            _ => Ok(wrapper),
        }
    }

    /// Runs `program` in the copy, and says how that ended.
    pub(crate) fn tried(&self, program: &str, arguments: &[&str]) -> std::io::Result<Output> {
        clean(program)
            .args(arguments)
            .current_dir(&self.0)
            // The copy lies inside a checkout; git must not take it for a part of that.
            .env("GIT_CEILING_DIRECTORIES", self.0.parent().unwrap_or(&self.0))
            // What was compiled of the dependencies serves here too. What is compiled of the copy itself stays apart, by a
            // wrapper that does nothing: else cargo would take it for the checkout's, or another copy's.
            .env("CARGO_TARGET_DIR", target())
            .env("RUSTC_WORKSPACE_WRAPPER", self.wrapper()?)
            // No one reads a copy's backtraces. The dependencies have no debug information either.
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .output()
    }
}

/// The target folder that this test was built in.
fn target() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap()
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path())
            } else {
                found.push(entry.path())
            }
        }
    }
    found
}
