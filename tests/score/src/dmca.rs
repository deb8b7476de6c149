//! Notices in words: who is accused, of what.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;
use std::path::Path;

use anyhow::Context as _;
use case::Claim;
use flate2::read::GzDecoder;
use notice::{Class, Role, prose};
use serde_json::Value;

use crate::{Goal, Score, Scored, Set, texts};

/// The sets.
pub const SETS: &[Set] = &[("github-dmca", github), ("lumen-fixtures", lumen)];

/// Real notices to a host of source code, `notices.jsonl.gz`, read with the headings of the host's form taken
/// out, so that only the answers are left.
///
/// - `accused-exact`: of the notices with accused addresses, those where exactly they were read as accused.
///   Copies that the notice lists to be taken down as well (`fork_urls`) are accused, too: the form asks to
///   name each that infringes.
/// - `own-accused`: of the notices that name a work of the owner's own, those where it was read as accused.
///   An address in the owner's answer that is accused elsewhere, or stands in an account that is, is no work
///   of the owner's own.
/// - `named-as-own-accused`: of the notices with accused addresses, those where any address of the owner's
///   answer that is not accused by its label was read as accused, whatever account it stands in.
/// - `texts-taken-for-copies`: see [`texts::taken_for_copies`].
/// - `class-right`: of all notices, those whose class is right. A counter-notice taken back is both.
fn github(folder: &Path) -> anyhow::Result<Scored> {
    let path = folder.join("notices.jsonl.gz");
    let file = fs::File::open(&path).with_context(|| format!("{} cannot be opened", path.display()))?;
    let mut lines = String::new();
    GzDecoder::new(file).read_to_string(&mut lines)?;
    let mut notes = Vec::new();
    let (mut exact, mut accusing, mut named_accused, mut own_accused, mut owning, mut right, mut all) =
        (0, 0, 0, 0, 0, 0, 0);
    let notices = lines.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    for notice in &notices {
        let id = notice["id"].as_str().unwrap_or_default();
        let text = without_headings(notice["text"].as_str().unwrap_or_default());
        let read = prose::read("", &text, &[]);
        all += 1;
        if is_class(notice["cls"].as_str().unwrap_or_default(), read.class) {
            right += 1;
        } else {
            notes.push(format!("{id}: {} read as {}", notice["cls"], read.class.code()));
        }
        let keys = |field: &str| -> BTreeSet<String> {
            notice[field].as_array().into_iter().flatten().filter_map(Value::as_str).map(key).collect()
        };
        let accused: BTreeSet<String> = keys("accused_urls").union(&keys("fork_urls")).cloned().collect();
        if keys("accused_urls").is_empty() {
            continue;
        }
        let accounts: BTreeSet<&str> = accused.iter().map(|key| account(key)).collect();
        let named: BTreeSet<String> = keys("original_urls").difference(&accused).cloned().collect();
        let own: BTreeSet<String> =
            named.iter().filter(|key| !accounts.contains(account(key))).cloned().collect();
        let got: BTreeSet<String> = read
            .urls
            .iter()
            .filter(|named| named.role == Role::Accused)
            .map(|named| key(&named.url))
            .collect();
        accusing += 1;
        if got == accused {
            exact += 1;
        } else {
            let missing: Vec<_> = accused.difference(&got).take(3).collect();
            let beyond: Vec<_> = got.difference(&accused).take(3).collect();
            notes.push(format!("{id}: not accused {missing:?}, accused beyond {beyond:?}"));
        }
        named_accused += usize::from(named.intersection(&got).next().is_some());
        if !own.is_empty() {
            owning += 1;
            own_accused += usize::from(own.intersection(&got).next().is_some());
        }
    }
    let set = "github-dmca";
    let scores = vec![
        Score::share(set, "accused-exact", exact, accusing, Goal::AtLeast(0.85)),
        // Of none, none was accused.
        Score::share(set, "named-as-own-accused", named_accused, accusing, Goal::AtMost(0.02)),
        Score::share(set, "own-accused", own_accused, owning.max(1), Goal::AtMost(0.02)),
        Score::share(set, "class-right", right, all, Goal::AtLeast(0.98)),
        texts::taken_for_copies(set, &notices),
    ];
    Ok(Scored { scores, notes })
}

fn is_class(label: &str, class: Class) -> bool {
    match label {
        "takedown" => class == Class::Complaint,
        "counternotice" => class == Class::CounterNotice,
        "retraction" => class == Class::Retraction,
        _ => matches!(class, Class::Retraction | Class::CounterNotice),
    }
}

/// The text without what stands in bold at the start of a line: the form's questions and statements. What
/// follows a question on its line is its answer.
fn without_headings(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let line_end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let indent = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let mark = ["**", "__"].into_iter().find(|mark| rest[indent..].starts_with(mark));
        // A heading may run over lines, not over an empty one.
        let paragraph = rest.find("\n\n").unwrap_or(rest.len());
        let close = mark.and_then(|mark| {
            let from = indent + mark.len();
            rest.get(from..paragraph)?.find(mark).map(|at| (from, from + at, from + at + mark.len()))
        });
        if let Some((from, to, end)) = close {
            let same_line = rest[end..].lines().next().unwrap_or_default();
            if same_line.trim_matches([' ', '\t', ':']).is_empty()
                || rest[from..to].trim_end().ends_with(['?', ':', '.', '"'])
            {
                rest = &rest[end..];
                continue;
            }
        }
        out.push_str(&rest[..line_end]);
        rest = &rest[line_end..];
    }
    out
}

/// By what two addresses are compared: no scheme, no `www.`, host in lower case, no slash and no `.git` at the
/// end. The labels end an address at a closing bracket; so is done here on both sides.
fn key(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.split([')', ']']).next().unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let key = format!("{host}/{path}");
    let key = key.trim_end_matches(['/', '.']);
    key.strip_suffix(".git").unwrap_or(key).to_owned()
}

/// The host and the first segment of its path.
fn account(key: &str) -> &str {
    key.match_indices('/').nth(1).map_or(key, |(at, _)| &key[..at])
}

/// Notices filed by web forms, labelled by their file names.
///
/// - `class-right`: complaints of infringement read as such.
/// - `claim-right`: of these, those whose claim is the one that the name says.
fn lumen(folder: &Path) -> anyhow::Result<Scored> {
    let mut files = Vec::new();
    files_below(folder, &mut files)?;
    files.sort();
    let mut notes = Vec::new();
    let (mut complaints, mut claims, mut all) = (0, 0, 0);
    for path in files {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let Some(wanted) = claims_of(&name).filter(|_| matches!(extension.as_str(), "txt" | "html")) else {
            continue;
        };
        let text = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
        // A stub says nothing to read.
        if text.len() < 100 {
            continue;
        }
        let text = if extension == "html" { without_tags(&text) } else { text };
        let read = prose::read("", &text, &[]);
        all += 1;
        complaints += usize::from(read.class == Class::Complaint);
        claims += usize::from(read.claim.is_some_and(|claim| wanted.contains(&claim)));
        if read.class != Class::Complaint || read.claim.is_none_or(|claim| !wanted.contains(&claim)) {
            notes.push(format!("{name}: {} of {:?}", read.class.code(), read.claim));
        }
    }
    let set = "lumen-fixtures";
    let scores = vec![
        Score::share(set, "class-right", complaints, all, Goal::AtLeast(0.9)),
        Score::share(set, "claim-right", claims, all, Goal::AtLeast(0.9)),
    ];
    Ok(Scored { scores, notes })
}

fn files_below(folder: &Path, files: &mut Vec<std::path::PathBuf>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files_below(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// The claims that a file's name allows; `None` where it names no kind of right.
fn claims_of(name: &str) -> Option<&'static [Claim]> {
    let named: [(&str, &[Claim]); 4] = [
        ("counterfeit", &[Claim::Counterfeit]),
        ("trademark", &[Claim::TrademarkMisuse, Claim::Counterfeit]),
        ("dmca", &[Claim::Copyright]),
        ("original", &[Claim::Copyright]),
    ];
    named.into_iter().find(|(word, _)| name.contains(word)).map(|(_, claims)| claims)
}

/// The text of a page, roughly: what stands between tags.
fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for piece in html.split('<') {
        out.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    out
}
