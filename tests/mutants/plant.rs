//! The copy in which every fault is built in.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::Context as _;

use super::Mutant;
use crate::support::copy::TreeCopy;
use crate::support::tools::root;

/// Which fault is switched on, by its number.
pub(super) const VARIABLE: &str = "GOODFAITH_MUTANT";
/// Names the file that takes the numbers of the faults whose places a run came to, one per line.
pub(super) const REACHED: &str = "GOODFAITH_REACHED";

/// What each crate with a fault gets. The numbers are below 10,000.
const SWITCH: &str = r#"
#[allow(dead_code, missing_docs, reason = "of the copy")]
pub(crate) fn mutant(number: usize) -> bool {
    use std::sync::atomic::{AtomicBool, Ordering};
    static ON: std::sync::OnceLock<(Option<usize>, Option<std::ffi::OsString>)> = std::sync::OnceLock::new();
    static SEEN: [AtomicBool; 10_000] = [const { AtomicBool::new(false) }; 10_000];
    let (on, reached) = ON.get_or_init(|| {
        let on = std::env::var("GOODFAITH_MUTANT").ok().and_then(|number| number.parse().ok());
        (on, std::env::var_os("GOODFAITH_REACHED"))
    });
    if let Some(file) = reached {
        if !SEEN[number].swap(true, Ordering::Relaxed) {
            let mut file = std::fs::File::options().append(true).create(true).open(file).unwrap();
            std::io::Write::write_all(&mut file, format!("{number}\n").as_bytes()).unwrap();
        }
    }
    *on == Some(number)
}
"#;

/// The expression that `mutant` changes in `text`.
pub(super) fn place(text: &str, mutant: &Mutant) -> anyhow::Result<Range<usize>> {
    let whole = mutant.place.replace(['«', '»'], "");
    let mut found = text.match_indices(&whole).map(|(at, _)| at);
    let at = found.next().with_context(|| format!("does not stand there any more: {whole}"))?;
    anyhow::ensure!(found.next().is_none(), "stands there more than once: {whole}");
    let Some((before, rest)) = mutant.place.split_once('«') else { return Ok(at..at + whole.len()) };
    let (changed, _) = rest.split_once('»').context("a place that does not end")?;
    let start = at + before.len();
    Ok(start..start + changed.len())
}

/// Text put around a place of a file.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    /// Of the fault that it builds in.
    pub(super) number: usize,
    /// The place; that of a smaller edit may lie in it.
    pub(super) range: Range<usize>,
    /// What comes before it.
    pub(super) open: String,
    /// What comes after it.
    pub(super) close: &'static str,
}

/// What comes before and after an expression, so that it is `becomes` while the fault is switched on.
pub(super) fn switched(number: usize, becomes: &str) -> (String, &'static str) {
    (format!("(if crate::mutant({number}) {{ {becomes} }} else {{ "), " })")
}

/// A file with faults built in.
pub(super) struct Planted {
    /// What it holds.
    pub(super) text: String,
    /// Which fault each place of it belongs to: what was put in, and that with what it is put around.
    pub(super) places: Vec<(usize, Range<usize>)>,
}

/// `text` with `edits` made.
pub(super) fn planted(text: &str, edits: &[Edit]) -> Planted {
    // At one place what ends comes before what begins, and the larger lies around the smaller.
    let mut puts: Vec<_> = edits
        .iter()
        .enumerate()
        .flat_map(|(index, Edit { range: Range { start, end }, open, close, .. })| {
            let order = isize::try_from(index).unwrap_or(isize::MAX);
            [
                ((*start, true, Reverse(*end), order), index, open.as_str()),
                ((*end, end == start, Reverse(*start), -order), index, *close),
            ]
        })
        .collect();
    puts.sort_by_key(|(place, ..)| *place);
    let (mut out, mut places, mut from) = (String::with_capacity(text.len() * 2), Vec::new(), 0);
    let mut began: Vec<Option<usize>> = vec![None; edits.len()];
    for ((at, ..), index, put) in puts {
        out.push_str(&text[from..at]);
        from = at;
        let here = out.len();
        out.push_str(put);
        let start = *began[index].get_or_insert(here);
        if !put.is_empty() {
            places.push((edits[index].number, start..out.len()));
        }
    }
    out.push_str(&text[from..]);
    Planted { text: out, places }
}

/// The folder of the crate that a file of code belongs to.
pub(super) fn crate_of(file: &str) -> Option<&str> {
    file.split_once("/src/").map(|(folder, _)| folder)
}

/// A manifest without its `[[bin]]`.
fn without_program(manifest: &str) -> anyhow::Result<String> {
    let (before, program) = manifest.split_once("[[bin]]").context("no program")?;
    let (_, after) = program.split_once("\n[").context("nothing after the program")?;
    Ok(format!("{before}[{after}"))
}

/// The head of the tests of several crates.
const HEAD_ACROSS: &str =
    "#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, reason = \"of the copy\")]\n";

/// What is built into each file.
pub(super) type Edits = BTreeMap<String, Vec<Edit>>;

/// The edits that build `mutants` in, numbered from 1.
pub(super) fn edits_of(mutants: &[Mutant]) -> anyhow::Result<Edits> {
    let mut edits = Edits::new();
    for (number, mutant) in (1..).zip(mutants) {
        let text = std::fs::read_to_string(root().join(mutant.file))?;
        let range = place(&text, mutant).with_context(|| mutant.file.to_owned())?;
        let (open, close) = switched(number, mutant.becomes);
        edits.entry(mutant.file.to_owned()).or_default().push(Edit { number, range, open, close });
    }
    Ok(edits)
}

/// The copy called `name` of the checkout with these edits, and with no tests but those of crates that `is_tested`; of
/// those of several crates the modules that `across` names, each with where it lies.
pub(super) fn copy_with(
    name: &str,
    edits: &Edits,
    across: &[(&str, &str)],
    is_tested: impl Fn(&str) -> bool,
) -> anyhow::Result<TreeCopy> {
    let has_faults = |folder: &str| edits.keys().any(|file| crate_of(file) == Some(folder));
    TreeCopy::of_the_checkout(name, |path, content| {
        if path == "tests/all.rs" {
            let modules = across.iter().map(|(name, path)| format!("#[path = \"{path}\"]\nmod {name};\n"));
            return Ok(Some(format!("{HEAD_ACROSS}{}", modules.collect::<String>()).into()));
        }
        // The tests do not use the programs of the functions, which would take the place of the checkout's.
        if path.starts_with("functions/") && path.ends_with("/src/main.rs") {
            return Ok(None);
        }
        if path.starts_with("functions/") && path.ends_with("/Cargo.toml") {
            let manifest = String::from_utf8(content)?;
            return Ok(Some(without_program(&manifest).with_context(|| path.to_owned())?.into()));
        }
        if path.split_once("/tests/").is_some_and(|(folder, _)| !is_tested(folder)) {
            return Ok(None);
        }
        let edits = edits.get(path);
        let library = path.strip_suffix("/src/lib.rs").is_some_and(has_faults);
        if edits.is_none() && !library {
            return Ok(Some(content));
        }
        let mut text = planted(&String::from_utf8(content)?, edits.map_or(&[], Vec::as_slice)).text;
        if library {
            text.push_str(SWITCH);
        }
        Ok(Some(text.into()))
    })
}
