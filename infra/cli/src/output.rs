//! Answers: aligned text for people, JSON for machines.

use comfy_table::presets::NOTHING;
use comfy_table::{ContentArrangement, Table};
use jiff::SignedDuration;
use serde_json::Value;

/// What a command answers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Output {
    /// To people.
    pub(crate) text: String,
    /// To machines.
    pub(crate) json: Value,
    /// What could not be answered, although the rest was.
    pub(crate) errors: Vec<String>,
}

impl Output {
    pub(crate) fn new(text: impl Into<String>, json: Value) -> Self {
        Self { text: text.into(), json, errors: Vec::new() }
    }

    /// The answer in the form asked for, without the last line's end.
    pub(crate) fn print(&self, json: bool) -> serde_json::Result<String> {
        if json { serde_json::to_string_pretty(&self.json) } else { Ok(self.text.trim_end().to_owned()) }
    }
}

/// Text from outside as a terminal may show it: what could steer the terminal, or how the text around it reads, is
/// replaced.
pub(crate) fn shown(text: &str) -> String {
    text.chars().map(|c| if case::steers(c) { '\u{FFFD}' } else { c }).collect()
}

/// Rows under their heads, in aligned columns; `none` when there is no row.
pub(crate) fn table(heads: &[&str], rows: &[Vec<String>], none: &str) -> String {
    if rows.is_empty() {
        return format!("{none}\n");
    }
    let heads: Vec<String> = heads.iter().map(|head| head.to_uppercase()).collect();
    aligned(std::iter::once(&heads).chain(rows))
}

/// Names and values, a line each, the values aligned.
pub(crate) fn facts(facts: &[(&str, String)]) -> String {
    let rows: Vec<Vec<String>> =
        facts.iter().map(|(name, value)| vec![(*name).to_owned(), value.clone()]).collect();
    aligned(&rows)
}

/// Columns two spaces apart. A cell is as wide as a terminal shows it: Chinese takes two columns a character.
fn aligned<'a>(rows: impl IntoIterator<Item = &'a Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_preset(NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.add_rows(rows.into_iter().map(|row| row.iter().map(|cell| shown(cell)).collect::<Vec<_>>()));
    table.column_iter_mut().for_each(|column| {
        column.set_padding((0, 2));
    });
    table.trim_fmt() + "\n"
}

/// `text`, with an ellipsis in place of what is beyond `most` characters.
pub(crate) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// How long something has waited, in its two largest units.
pub(crate) fn age(waited: SignedDuration) -> String {
    let minutes = waited.as_mins().max(0);
    match (minutes / (24 * 60), minutes / 60 % 24, minutes % 60) {
        (0, 0, minutes) => format!("{minutes}m"),
        (0, hours, minutes) => format!("{hours}h {minutes}m"),
        (days, hours, _) => format!("{days}d {hours}h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_cannot_steer_the_terminal() {
        let rows =
            [vec!["1".to_owned(), "a\u{1b}[2J\u{202E}b".to_owned()], vec!["200".to_owned(), String::new()]];
        assert_eq!(table(&["id", "name"], &rows, "none"), "ID   NAME\n1    a\u{FFFD}[2J\u{FFFD}b\n200\n");
        assert_eq!(table(&["id"], &[], "nothing waits"), "nothing waits\n");
        assert_eq!(
            facts(&[("state", "filed".into()), ("due", "never".into())]),
            "state  filed\ndue    never\n"
        );
    }

    #[test]
    fn a_chinese_name_takes_two_columns_a_character() {
        let rows = [
            vec!["北极光有限公司".to_owned(), "submitted".to_owned()],
            vec!["Northlight Ltd".to_owned(), "verified".to_owned()],
        ];
        let text = table(&["owner", "state"], &rows, "none");
        assert_eq!(
            text, "OWNER           STATE\n北极光有限公司  submitted\nNorthlight Ltd  verified\n",
            "seven characters are as wide as fourteen letters"
        );
    }

    #[test]
    fn an_age_has_two_units() {
        for (minutes, text) in [(-1, "0m"), (59, "59m"), (61, "1h 1m"), (1_440, "1d 0h"), (5_000, "3d 11h")] {
            assert_eq!(age(SignedDuration::from_mins(minutes)), text);
        }
    }
}
