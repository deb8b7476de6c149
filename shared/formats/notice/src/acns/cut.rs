//! Finds notices in the text around them.

use super::MOST_BYTES;

/// The most notices that are taken of one text.
pub(crate) const MOST: usize = 100;

/// The notices in `text`, from `<Infringement` to `</Infringement>` in any case and under any prefix, without
/// the marks by which someone quoted them.
#[must_use]
pub fn cut(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, name, after)) = opening(rest) {
        let closing = format!("</{name}");
        let Some(end) = find(after, &closing, 0).filter(|end| *end <= MOST_BYTES) else { break };
        // A letter may speak of the tag before it writes one.
        let (mut before, mut notice) = (before, &after[..end + closing.len()]);
        while let Some((skipped, _, inner)) = opening(&notice[1..]) {
            (before, notice) = (skipped, inner);
        }
        let line = before.rsplit('\n').next().unwrap_or_default();
        found.push(format!("{}>", unquoted(notice, depth(line))));
        rest = &after[end + closing.len()..];
        if found.len() == MOST {
            break;
        }
    }
    found
}

/// What stands before the first opening tag, the tag's name as it stands, and the text from the tag on.
fn opening(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(at) = find(text, "infringement", from) {
        let end = at + "infringement".len();
        let prefix =
            text[..at].bytes().rev().take(20).take_while(|b| b.is_ascii_alphanumeric() || *b == b':');
        let start = at - prefix.count();
        let opens = text[..start].ends_with('<')
            && text[end..].starts_with(|c: char| c.is_whitespace() || c == '>')
            && (start == at || text[..at].ends_with(':'));
        if opens {
            return Some((&text[..start - 1], &text[start..end], &text[start - 1..]));
        }
        from = end;
    }
    None
}

/// Where `needle`, which is ASCII, stands in `text` at `from` or later, in any case.
fn find(text: &str, needle: &str, from: usize) -> Option<usize> {
    let (text, needle) = (text.as_bytes(), needle.as_bytes());
    let windows = text.get(from..)?.windows(needle.len());
    windows.into_iter().position(|window| window.eq_ignore_ascii_case(needle)).map(|at| from + at)
}

/// How deep what stands after `before` in its line is quoted.
fn depth(before: &str) -> usize {
    let only_marks = before.chars().all(|c| matches!(c, '>' | '|' | ' ' | '\t'));
    if only_marks { before.matches(['>', '|']).count() } else { 0 }
}

/// Drops up to `depth` quotation marks from each line.
fn unquoted(text: &str, depth: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.lines().enumerate() {
        let mut line = line;
        for _ in 0..if index == 0 { 0 } else { depth } {
            line = match line.trim_start_matches([' ', '\t']).strip_prefix(['>', '|']) {
                Some(rest) => rest,
                None => break,
            };
        }
        out.push_str(line);
        out.push('\n');
    }
    out.pop();
    out
}
