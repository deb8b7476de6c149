//! Texts by key and language.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Display;

use case::Language;
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader as _, langid};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use policy::{Due, NoticeLaw};

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en",
        // Isolation marks would end up in mail subjects and in what people copy.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static EN: LanguageIdentifier = langid!("en");
static ZH: LanguageIdentifier = langid!("zh");

pub(crate) const fn id(language: Language) -> &'static LanguageIdentifier {
    const { assert!(Language::ALL.len() == 2, "each language needs its texts") };
    match language {
        Language::En => &EN,
        Language::Zh => &ZH,
    }
}

/// An argument of a text.
pub(crate) type Arg<'a> = (&'static str, FluentValue<'a>);

/// The text under `key`, or `None` when there is none in any language.
pub(crate) fn find(language: Language, key: &str, args: &[Arg<'_>]) -> Option<String> {
    let args: HashMap<Cow<'static, str>, FluentValue<'_>> =
        args.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
    LOCALES.try_lookup_with_args(id(language), key, &args)
}

/// The text under `key`. A key without a text shows as itself; a test keeps that from happening.
pub(crate) fn tell(language: Language, key: &str, args: &[Arg<'_>]) -> String {
    find(language, key, args).unwrap_or_else(|| key.to_owned())
}

/// The text under `key`, which takes no arguments.
pub(crate) fn say(language: Language, key: &str) -> String {
    tell(language, key, &[])
}

/// The key of what is said of the answer to a counter-notice under `law`: of those that say what alone keeps the listing
/// down, the texts are their own.
pub(crate) fn of_answer(law: NoticeLaw, key: &str) -> String {
    if law.lets_dispute() { key.to_owned() } else { format!("{key}-{}", law.code()) }
}

/// An argument that is shown as it is.
pub(crate) fn arg(value: impl Display) -> FluentValue<'static> {
    FluentValue::from(value.to_string())
}

/// A point in time as people write it, in UTC.
pub(crate) fn time(language: Language, at: Timestamp) -> String {
    let format = match language {
        Language::En => "%-d %B %Y, %H:%M UTC",
        Language::Zh => "%Y年%-m月%-d日 %H:%M（UTC）",
    };
    at.to_zoned(TimeZone::UTC).strftime(format).to_string()
}

/// A day as people write it, in UTC.
pub(crate) fn day(language: Language, at: Timestamp) -> String {
    date(language, at.to_zoned(TimeZone::UTC).date())
}

fn date(language: Language, day: Date) -> String {
    let format = match language {
        Language::En => "%-d %B %Y",
        Language::Zh => "%Y年%-m月%-d日",
    };
    day.strftime(format).to_string()
}

/// The end of a clock as people write it: `the end of 13 December 2026 (China Standard Time)`.
pub(crate) fn due(language: Language, due: Due) -> String {
    match due {
        Due::At(at) => time(language, at),
        Due::EndOf { day, zone } => {
            let zone = say(language, &format!("zone-{}", zone.replace('/', "-")));
            tell(language, "zone-end_of_day", &[("day", arg(date(language, day))), ("zone", arg(zone))])
        }
    }
}

/// The address when a browser may be sent to it from a page or a mail; anything but a web address is not.
pub(crate) fn web_address(url: &str) -> Option<&str> {
    (url.starts_with("https://") || url.starts_with("http://")).then_some(url)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::{Path, PathBuf};

    use super::*;

    fn root() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
    }

    fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(files(&path, extension));
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
        found.sort();
        found
    }

    /// Every key (attributes as `key.attribute`) with the names of its arguments.
    fn keys(language: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let folders = ["locales", "explanations"].map(|folder| root().join(folder).join(language));
        for file in folders.iter().flat_map(|folder| files(folder, "ftl")) {
            let (mut message, mut current) = (String::new(), String::new());
            for line in std::fs::read_to_string(file).unwrap().lines() {
                let head = line.split_once(" =").map_or("", |(head, _)| head);
                if let Some(attribute) = head.trim_start().strip_prefix('.') {
                    current = format!("{message}.{attribute}");
                } else if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                    message = head.to_owned();
                    current.clone_from(&message);
                    assert!(!keys.contains_key(&current), "{current} stands twice");
                } else if line.starts_with('#') || line.is_empty() {
                    continue;
                }
                let arguments = keys.entry(current.clone()).or_default();
                for piece in line.split('$').skip(1) {
                    arguments.insert(piece.chars().take_while(char::is_ascii_alphanumeric).collect());
                }
            }
        }
        keys
    }

    const KEYS_START: &[&str] = &[
        "letter-",
        "form-",
        "event-",
        "until-",
        "decided-",
        "status-",
        "objection-",
        "trouble-",
        "explain-",
        "judged-",
        "told-",
        "floor-",
        "verdict-",
        "scope-",
        "findings-",
    ];

    /// The keys that templates and code name as literals.
    fn used() -> BTreeSet<String> {
        let mut used = BTreeSet::new();
        for file in files(&root().join("templates"), "html") {
            let template = std::fs::read_to_string(&file).unwrap();
            for call in ["site.say(\"", "site.with(\"", "site.count(\""] {
                used.extend(
                    template.split(call).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()),
                );
            }
        }
        // In code, a literal is a key when it is made like one and starts as one.
        for file in files(&root().join("src"), "rs") {
            let source = std::fs::read_to_string(&file).unwrap();
            let source = source.split("#[cfg(test)]").next().unwrap();
            let is_key = |literal: &str| {
                KEYS_START.iter().any(|start| literal.starts_with(start))
                    && literal.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
            };
            used.extend(source.split('"').filter(|literal| is_key(literal)).map(ToOwned::to_owned));
        }
        used
    }

    #[test]
    fn both_languages_have_the_same_texts_with_the_same_arguments() {
        let (en, zh) = (keys("en"), keys("zh"));
        assert!(en.len() > 300, "{}", en.len());
        assert_eq!(en, zh);
    }

    #[test]
    fn every_key_named_in_code_or_template_has_a_text() {
        let keys = keys("en");
        let missing: Vec<_> = used().into_iter().filter(|key| !keys.contains_key(key)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn times_are_written_as_people_write_them() {
        let at: Timestamp = "2026-11-21T09:05:00Z".parse().unwrap();
        assert_eq!(time(Language::En, at), "21 November 2026, 09:05 UTC");
        assert_eq!(time(Language::Zh, at), "2026年11月21日 09:05（UTC）");
        assert_eq!(day(Language::En, at), "21 November 2026");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(web_address("javascript:alert(1)"), None);
        assert_eq!(web_address("https://shop.example/1"), Some("https://shop.example/1"));
    }
}
