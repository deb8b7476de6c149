//! The env file: settings of an installation as KEY=VALUE lines.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

/// Where an installation on one machine keeps its settings.
const USUAL: &str = ".local/env";

/// The settings in the file that was `given`, or in the usual one of `folder` or the nearest folder above it
/// that has one; none when there is none.
pub(crate) fn load(given: Option<&Path>, folder: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let Some(file) = given.map(Path::to_owned).or_else(|| usual(folder)) else {
        return Ok(BTreeMap::new());
    };
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("the env file {} cannot be read", file.display()))?;
    parse(&text).with_context(|| format!("the env file {} is malformed", file.display()))
}

fn usual(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|above| above.join(USUAL)).find(|file| file.is_file())
}

/// Reads KEY=VALUE lines. Empty lines and lines that start with `#` say nothing; a value goes to the end of
/// its line, without quoting. An error never repeats a line: it may hold a secret.
fn parse(text: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let mut settings = BTreeMap::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let is_name =
            |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        match line.split_once('=').map(|(name, value)| (name.trim_end(), value.trim_start())) {
            Some((name, value)) if is_name(name) => {
                settings.insert(name.to_owned(), value.to_owned());
            }
            Some(_) | None => bail!("line {} is not KEY=VALUE", number + 1),
        }
    }
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values_are_read() {
        let text = "# settings\n\nGOODFAITH_TABLE=Table-1\r\n A = b=c \nGOODFAITH_LINK_KEY=\n";
        let settings = parse(text).unwrap();
        let expected = [("A", "b=c"), ("GOODFAITH_LINK_KEY", ""), ("GOODFAITH_TABLE", "Table-1")];
        assert_eq!(settings, expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    }

    #[test]
    fn a_wrong_line_is_named_and_not_repeated() {
        for text in ["A=1\nwhsec_secret", "A=1\n=whsec_secret", "A=1\nexport KEY=whsec_secret"] {
            let error = format!("{:#}", parse(text).unwrap_err());
            assert_eq!(error, "line 2 is not KEY=VALUE");
        }
    }

    #[test]
    fn a_file_that_was_named_must_be_there() {
        let error = load(Some(Path::new("/nowhere/env")), Path::new("/")).unwrap_err();
        assert!(error.to_string().contains("/nowhere/env"), "{error}");
    }
}
