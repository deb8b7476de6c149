//! `match`: the marks in titles, by the code that the functions match with.

use std::fs::File;
use std::io::{BufRead, BufReader, Read as _, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use case::Language;
use clap::Args;
use matching::{Mark, Marks};
use serde_json::{Map, Value, json};

/// The longest line of either file, in bytes.
const MOST_BYTES: u64 = 1 << 20;

#[derive(Debug, Args)]
pub(crate) struct Match {
    /// Marks, a line of JSON each: id, names, aliases, classes.
    #[arg(long, value_name = "FILE")]
    marks: PathBuf,
    /// Titles of listings, one a line.
    #[arg(long, value_name = "FILE")]
    titles: PathBuf,
    /// The language of the explanations.
    #[arg(long, default_value = "en")]
    language: Language,
}

/// One line of JSON per match, written as it is found: memory does not grow with the titles.
pub(crate) fn run(command: &Match, out: &mut impl Write) -> anyhow::Result<()> {
    let mut marks = Vec::new();
    each_line(&command.marks, |number, line| {
        marks.push(mark(line).with_context(|| format!("{}, line {number}", command.marks.display()))?);
        Ok(())
    })?;
    let names: Vec<String> = marks.iter().map(shown_as).collect();
    let marks = Marks::compile(marks);
    each_line(&command.titles, |number, title| {
        for found in marks.find(title) {
            let line = json!({
                "line": number,
                "title": title,
                "mark": names.get(found.mark),
                "name": found.name,
                "found": found.found,
                "start": found.at.start,
                "end": found.at.end,
                "operation": found.operation.code(),
                "strength": found.strength,
                "tier": found.tier.code(),
                "guards": found.guards.iter().map(|guard| guard.code()).collect::<Vec<_>>(),
                "why": found.explain(command.language),
            });
            writeln!(out, "{line}")?;
        }
        Ok(())
    })?;
    Ok(out.flush()?)
}

/// What a mark is told as: its id, else its first name.
fn shown_as(mark: &Mark) -> String {
    if mark.id.is_empty() { mark.names.first().cloned().unwrap_or_default() } else { mark.id.clone() }
}

/// Hands on each line of a file with its number, from 1.
fn each_line(path: &Path, mut take: impl FnMut(usize, &str) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let named = || path.display();
    let mut file = BufReader::new(File::open(path).with_context(|| format!("{} cannot be read", named()))?);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = (&mut file).take(MOST_BYTES + 1).read_until(b'\n', &mut line);
        if read.with_context(|| format!("{} cannot be read", named()))? == 0 {
            break;
        }
        if line.len() as u64 > MOST_BYTES {
            bail!("{}, line {number}: longer than {MOST_BYTES} bytes", named());
        }
        let Ok(text) = std::str::from_utf8(&line) else { bail!("{}, line {number}: not UTF-8", named()) };
        let text = text.strip_suffix('\n').unwrap_or(text);
        take(number, text.strip_suffix('\r').unwrap_or(text))?;
    }
    Ok(())
}

/// A mark from its line.
fn mark(line: &str) -> anyhow::Result<Mark> {
    if line.trim().is_empty() {
        bail!("empty; give a mark as JSON, or leave the line out");
    }
    let fields: Map<String, Value> = serde_json::from_str(line).context("not a JSON object")?;
    let mut names = texts(&fields, "name")?;
    for name in texts(&fields, "names")? {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        bail!("names: give at least one");
    }
    let id = match fields.get("id") {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(id)) => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        Some(_) => bail!("id: must be a text or a number"),
    };
    Ok(Mark { id, names, aliases: texts(&fields, "aliases")?, classes: classes(&fields)? })
}

/// A field of one text or several; none when it is not there.
fn texts(fields: &Map<String, Value>, field: &str) -> anyhow::Result<Vec<String>> {
    let text = |value: &Value| match value {
        Value::String(text) if !text.trim().is_empty() => Ok(text.clone()),
        _ => bail!("{field}: must be a text that is not empty, or a list of such"),
    };
    match fields.get(field) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(values)) => values.iter().map(text).collect(),
        Some(value) => Ok(vec![text(value)?]),
    }
}

fn classes(fields: &Map<String, Value>) -> anyhow::Result<Vec<u8>> {
    let class = |value: &Value| {
        let number = value.as_u64().and_then(|number| u8::try_from(number).ok());
        number.filter(|class| (1..=45).contains(class)).context("classes: must be Nice classes from 1 to 45")
    };
    match fields.get("classes") {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(values)) => values.iter().map(class).collect(),
        Some(value) => Ok(vec![class(value)?]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str, text: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("goodfaith-match-{}-{name}", std::process::id()));
        std::fs::write(&path, text).unwrap();
        path
    }

    fn matched(name: &str, marks: &str, titles: &str) -> anyhow::Result<Vec<Value>> {
        let marks = written(&format!("{name}-marks"), marks);
        let titles = written(&format!("{name}-titles"), titles);
        let mut out = Vec::new();
        run(&Match { marks, titles, language: Language::En }, &mut out)?;
        Ok(String::from_utf8(out)?.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
    }

    #[test]
    fn each_match_is_a_line_with_its_reasons() {
        let marks = "{\"id\":7,\"name\":\"Zorvane\",\"aliases\":\"佐凡\",\"classes\":[18]}\n{\"names\":[\"Quelbo\"]}\n";
        let lines = matched("plain", marks, "nothing here\nZ0rvane bag\r\nstrap for Quelbo\n").unwrap();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0]["line"], 2);
        assert_eq!(lines[0]["title"], "Z0rvane bag");
        assert_eq!(lines[0]["mark"], "7");
        assert_eq!(lines[0]["found"], "Z0rvane");
        assert_eq!(lines[0]["operation"], "leet");
        assert_eq!((&lines[0]["start"], &lines[0]["end"]), (&json!(0), &json!(7)));
        assert_eq!(lines[1]["mark"], "Quelbo");
        assert_eq!(lines[1]["tier"], "note");
        assert_eq!(lines[1]["guards"], json!(["nominative"]));
        assert!(lines[1]["why"].as_str().unwrap().contains("what the goods fit"), "{}", lines[1]["why"]);
    }

    #[test]
    fn a_wrong_line_is_named_with_its_field() {
        for (name, line, says) in [
            ("empty", "", "line 2: empty"),
            ("json", "{\"names\":", "line 2: not a JSON object"),
            ("names", "{\"id\":\"a\"}", "line 2: names: give at least one"),
            ("blank", "{\"names\":[\" \"]}", "line 2: names: must be a text that is not empty"),
            ("class", "{\"names\":\"A\",\"classes\":[46]}", "line 2: classes: must be Nice classes"),
            ("id", "{\"names\":\"A\",\"id\":[]}", "line 2: id: must be a text or a number"),
        ] {
            let marks = format!("{{\"names\":\"Zorvane\"}}\n{line}\n");
            let error = format!("{:#}", matched(name, &marks, "x\n").unwrap_err());
            assert!(error.contains(says), "{name}: {error}");
        }
    }
}
