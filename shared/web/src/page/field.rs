//! One field of a form, and what may be wrong with it.

use askama::Template;
use case::Language;
use notice::{Problem, ProblemKind, field};

use crate::text::{arg, find, say, tell};

/// Every code of a [`FieldError`]. An unknown code reads as `invalid`.
pub const ERROR_CODES: &[&str] = &[
    "required",
    "invalid",
    "too_long",
    "too_many_listings",
    "not_a_listing",
    "not_an_email",
    "not_an_office",
    "not_a_number",
    "filing_code_unknown",
    "upload_missing",
    "upload_media",
    "upload_too_large",
    "upload_too_many",
    "upload_malformed",
];

/// What is wrong with a field, as told to who filled it in: the field's name, and how to put it right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field, e.g. `listings`.
    pub field: String,
    /// One of [`ERROR_CODES`].
    pub code: &'static str,
    /// Arguments of its text: `most` (`too_long`, `too_many_listings`, `upload_too_many`; for
    /// `upload_too_large` in MiB), `line` and `value` (`not_a_listing`), `name` (`upload_*`: the file's name).
    pub args: Vec<(&'static str, String)>,
}

impl FieldError {
    /// An error whose text needs no arguments.
    #[must_use]
    pub fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self { field: field.into(), code, args: Vec::new() }
    }

    /// The same, with an argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The error in words: the field and the remedy.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let mut args: Vec<_> = self.args.iter().map(|(name, value)| (*name, arg(value))).collect();
        args.push(("field", arg(label(language, &self.field))));
        let code = if ERROR_CODES.contains(&self.code) { self.code } else { "invalid" };
        tell(language, &format!("error-{code}"), &args)
    }
}

impl From<&Problem> for FieldError {
    /// What the readers found wrong, in the words of the pages. Kinds that no form can lead to read as
    /// `invalid`.
    fn from(problem: &Problem) -> Self {
        let is = |code| Self::new(problem.field, code);
        let file = |code, name: &String| Self::new(field::EVIDENCE, code).with("name", name);
        match &problem.kind {
            ProblemKind::Missing => is("required"),
            ProblemKind::TooLong { limit } => is("too_long").with("most", limit),
            ProblemKind::WrongFilingCode => is("filing_code_unknown"),
            ProblemKind::BadEmail => is("not_an_email"),
            ProblemKind::BadOffice => is("not_an_office"),
            ProblemKind::BadNumber => is("not_a_number"),
            ProblemKind::NotAListing { index, address } => {
                is("not_a_listing").with("line", index + 1).with("value", address)
            }
            ProblemKind::TooManyListings { limit } => is("too_many_listings").with("most", limit),
            ProblemKind::TooManyFiles { limit } => is("upload_too_many").with("most", limit),
            ProblemKind::BadUpload { .. } => is("upload_malformed"),
            ProblemKind::FileGone { name } => file("upload_missing", name),
            ProblemKind::FileTooLarge { name, limit } => {
                file("upload_too_large", name).with("most", limit >> 20)
            }
            ProblemKind::FileEmpty { name }
            | ProblemKind::FileNotAccepted { name, .. }
            | ProblemKind::FileLies { name, .. }
            | ProblemKind::FileActive { name, .. } => file("upload_media", name),
            ProblemKind::NotUtf8
            | ProblemKind::WrongType { .. }
            | ProblemKind::UnknownClaim
            | ProblemKind::UnknownLanguage
            | ProblemKind::TooLarge { .. }
            | ProblemKind::NotJson { .. }
            | ProblemKind::NotAMail
            | ProblemKind::TooNested
            | ProblemKind::NoText
            | ProblemKind::BrokenCharset
            | ProblemKind::Quarantined => is("invalid"),
        }
    }
}

/// The label of the field `name` without its hint; the name itself where a form has no such field.
fn label(language: Language, name: &str) -> String {
    find(language, &format!("field-{name}"), &[]).unwrap_or_else(|| name.to_owned())
}

/// How a field is typed.
enum Kind {
    /// A checkbox with the value `yes`.
    Check,
    /// A text of this many rows.
    Area(u8),
    /// One line.
    Line(Line),
}

struct Line {
    kind: &'static str,
    autocomplete: &'static str,
    list: &'static str,
    short: bool,
}

const fn line(kind: &'static str, autocomplete: &'static str) -> Kind {
    Kind::Line(Line { kind, autocomplete, list: "", short: false })
}

/// A field ready to be shown.
#[derive(Template)]
#[template(path = "field.html")]
pub(super) struct Field {
    kind: Kind,
    id: String,
    name: String,
    value: String,
    label: String,
    hint: Option<String>,
    error: Option<String>,
    optional: Option<String>,
    required: bool,
    only_for: Option<&'static str>,
    not_for: Option<&'static str>,
}

impl Field {
    /// The field `name` of the complaint form or of its completion.
    pub(super) fn new(language: Language, name: &str, value: &str, errors: &[FieldError]) -> Self {
        let kind = match name {
            "listings" => Kind::Area(5),
            "explanation" => Kind::Area(6),
            "text" => Kind::Area(7),
            "work" | "postal_address" => Kind::Area(3),
            "good_faith" | "perjury" | "statement" => Kind::Check,
            "email" => line("email", "email"),
            "name" => line("text", "name"),
            "telephone" => line("tel", "tel"),
            "right_office" => {
                Kind::Line(Line { kind: "text", autocomplete: "off", list: "offices", short: true })
            }
            _ => line("text", "off"),
        };
        let copyright_only =
            matches!(name, "work" | "postal_address" | "telephone" | "perjury" | "signature");
        let optional = name == "filing_code";
        Self {
            kind,
            id: name.to_owned(),
            name: name.to_owned(),
            value: value.to_owned(),
            label: say(language, &format!("form-{name}")),
            hint: find(language, &format!("form-{name}.hint"), &[]),
            error: errors.iter().find(|error| error.field == name).map(|error| error.text(language)),
            optional: if optional {
                Some(say(language, "form-optional"))
            } else if copyright_only {
                Some(say(language, "form-only-copyright"))
            } else {
                None
            },
            required: matches!(
                name,
                "listings" | "explanation" | "name" | "email" | "good_faith" | "text" | "statement"
            ),
            only_for: copyright_only.then_some("copyright"),
            not_for: matches!(name, "right_office" | "right_number").then_some("copyright"),
        }
    }

    /// The same, asked for because the law demands it: nothing hides it and it must be filled in.
    pub(super) fn demanded(mut self) -> Self {
        self.required = true;
        self.optional = None;
        self.only_for = None;
        self.not_for = None;
        self
    }

    /// The same, under another label and without hint.
    pub(super) fn labelled(mut self, label: String) -> Self {
        self.label = label;
        self.hint = None;
        self
    }

    /// The field's HTML, already escaped.
    pub(super) fn html(&self) -> String {
        super::html(self)
    }

    fn described_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.id));
        match (hint, error) {
            (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
            (one, other) => one.or(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: &[&str] = &[
        "listings",
        "right_office",
        "right_number",
        "work",
        "explanation",
        "name",
        "email",
        "postal_address",
        "telephone",
        "good_faith",
        "perjury",
        "signature",
        "filing_code",
    ];

    #[test]
    fn every_field_and_every_error_has_its_words() {
        for language in Language::ALL {
            for name in FIELDS {
                for key in [format!("form-{name}"), format!("field-{name}")] {
                    assert!(find(*language, &key, &[]).is_some(), "{language}: {key}");
                }
            }
            for name in ["claim", "evidence", "text", "statement", "answer", "confirm"] {
                assert!(find(*language, &format!("field-{name}"), &[]).is_some(), "{language}: {name}");
            }
            for code in ERROR_CODES {
                let error = FieldError::new("listings", code)
                    .with("most", 1000)
                    .with("line", 3)
                    .with("value", "https://elsewhere.example")
                    .with("name", "shoe.png");
                let text = error.text(*language);
                assert!(!text.contains('{') && !text.starts_with("error-"), "{code}: {text}");
            }
        }
    }

    #[test]
    fn an_error_names_field_and_remedy() {
        let error = FieldError::new("listings", "too_many_listings").with("most", 1000);
        assert!(error.text(Language::En).contains("1000"), "{}", error.text(Language::En));
        assert!(FieldError::new("email", "odd").text(Language::Zh).contains("邮箱"));
    }
}
