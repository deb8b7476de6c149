//! The files of this repository.

use std::process::Command;

use super::tools::root;

/// The tracked files of a folder that are there, by their paths from the top. What else lies about does not count.
pub(crate) fn tracked(folder: &str) -> Vec<String> {
    let git =
        Command::new("git").args(["ls-files", "-z", "--", folder]).current_dir(root()).output().unwrap();
    assert!(git.status.success(), "{}", String::from_utf8_lossy(&git.stderr));
    let paths = String::from_utf8(git.stdout).unwrap();
    let there = |path: &&str| !path.is_empty() && root().join(path).exists();
    paths.split('\0').filter(there).map(str::to_owned).collect()
}
