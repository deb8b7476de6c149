//! What the code says, read from its text.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::tools::root;
use crate::support::tree::tracked;

/// A file of the repository.
pub(super) fn text(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|err| panic!("{}: {err}", path.display()))
}

/// All code in a folder of Rust files and the folders in it, without lines that are comments and without the unit
/// tests, which end a file.
pub(super) fn code_in(folder: &str) -> String {
    let files = tracked(folder).into_iter().filter(|path| path.ends_with(".rs"));
    let mut code = String::new();
    for text in files.map(text) {
        let text = text.split("\n#[cfg(test)]\n").next().unwrap_or_default();
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        lines.for_each(|line| code.extend([line, "\n"]));
    }
    code
}

/// The words of a text: names as Rust spells them.
pub(super) fn words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect()
}

/// What stands between each `start` and the next `end` after it.
pub(super) fn between(text: &str, start: &str, end: &str) -> BTreeSet<String> {
    let after = text.split(start).skip(1);
    after.filter_map(|rest| rest.split_once(end)).map(|(found, _)| found.to_owned()).collect()
}

/// What the resources of a function or a queue are called: `mail-intake` has `MailIntakeFunction`,
/// `MailIntakeRole` and so on.
pub(super) fn resource_name(name: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    name.split('-').map(capital).collect()
}
