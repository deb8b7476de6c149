//! Answers with quotations and signatures in several languages: `**/*.txt`, without labels.
//!
//! Many of them begin with the same text and differ in what follows it: that text is the answer. Of all, no
//! line that is marked as quoted may be left.

use std::collections::BTreeMap;
use std::path::Path;

use notice::mail::read;

use crate::files::{below, shown};
use crate::{Goal, Score, Scored};

/// From so many on, texts that begin alike are one answer in front of different quotations.
const ALIKE: usize = 5;

/// Scores the set in `folder`.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn score(folder: &Path) -> anyhow::Result<Scored> {
    let mut groups: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for path in below(folder, "txt")? {
        let text = String::from_utf8_lossy(&std::fs::read(&path)?).replace("\r\n", "\n");
        let first = text.lines().next().unwrap_or_default().to_owned();
        groups.entry(first).or_default().push((shown(folder, &path), text));
    }
    let (mut hits, mut all, mut clean, mut files) = (0, 0, 0, 0);
    let mut notes = Vec::new();
    for (first, group) in groups {
        let expected = (group.len() >= ALIKE && !first.is_empty()).then(|| common(&group));
        for (file, text) in &group {
            let mail = format!(
                "From: a@b.example\r\nSubject: Re\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}"
            );
            let answer = read(mail.as_bytes(), "").answer;
            files += 1;
            clean += usize::from(answer.lines().all(|line| !line.trim_start().starts_with('>')));
            if let Some(expected) = &expected {
                all += 1;
                hits += usize::from(answer == *expected);
                if answer != *expected {
                    let more = answer.strip_prefix(expected.as_str()).unwrap_or(&answer);
                    notes.push(format!("{file}\tbeside the answer: {:?}", more.trim()));
                }
            }
        }
    }
    let set = "reply-quoting";
    let scores = vec![
        Score::share(set, "answers-exact", hits, all, Goal::AtLeast(0.85)),
        Score::share(set, "no-marked-line", clean, files, Goal::AtLeast(1.0)),
    ];
    Ok(Scored { scores, notes })
}

/// The lines with which all texts of a group begin.
fn common(group: &[(String, String)]) -> String {
    let Some((_, first)) = group.first() else { return String::new() };
    let same =
        |(index, line): &(usize, &str)| group.iter().all(|(_, text)| text.lines().nth(*index) == Some(line));
    let lines: Vec<&str> = first.lines().enumerate().take_while(same).map(|(_, line)| line).collect();
    lines.join("\n").trim().to_owned()
}
