//! One field of a form, and what may be wrong with it.

use askama::Template;
use case::{Claim, Ground, Language, RightKind};
use notice::{Problem, ProblemKind, field};
use policy::Provision;

use crate::text::{arg, find, say, tell};
use crate::words;

/// Every code of a [`FieldError`]. An unknown code reads as `invalid`.
pub const ERROR_CODES: &[&str] = &[
    "required",
    "demanded",
    "invalid",
    "too_long",
    "too_short",
    "too_many_listings",
    "not_a_listing",
    "not_an_email",
    "mail_comes_back",
    "not_an_office",
    "not_a_number",
    "account_secret_unknown",
    "upload_missing",
    "upload_media",
    "upload_too_large",
    "upload_too_many",
    "upload_malformed",
    "not_a_class",
    "no_right_named",
    "right_unknown",
    "right_other_kind",
    "right_not_in_force",
    "right_in_grace",
    "right_elsewhere",
    "right_other_goods",
    "not_the_holder",
    "breaks_rule",
];

/// What is wrong with a field, as told to who filled it in: the field's name, and how to put it right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field, e.g. `listings`.
    pub field: String,
    /// One of [`ERROR_CODES`].
    pub code: &'static str,
    /// Arguments of its text: `most` (`too_long`, `too_many_listings`, `upload_too_many`; for
    /// `upload_too_large` in MiB), `line` and `value` (`not_a_listing`), `name` (`upload_*`: the file's name),
    /// `path` and `rule` (`breaks_rule`).
    pub args: Vec<(&'static str, String)>,
    /// By which provision the field is demanded, where its code is `demanded`.
    pub law: Option<Provision>,
}

impl FieldError {
    /// An error whose text needs no arguments.
    #[must_use]
    pub fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self { field: field.into(), code, args: Vec::new(), law: None }
    }

    /// The same, with an argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The field's name, for people.
    #[must_use]
    pub fn label(&self, language: Language) -> String {
        label(language, &self.field)
    }

    /// The error in words: the field and the remedy.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let mut args: Vec<_> = self.args.iter().map(|(name, value)| (*name, arg(value))).collect();
        args.push(("field", arg(label(language, &self.field))));
        args.extend(self.law.map(|law| ("law", arg(words::provision(language, law)))));
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
            ProblemKind::Missing => match problem.source {
                Some(law) => Self { law: Some(law), ..is("demanded") },
                None => is("required"),
            },
            ProblemKind::TooLong { limit } => is("too_long").with("most", limit),
            ProblemKind::TooShort { .. } => is("too_short"),
            ProblemKind::WrongAccountSecret => is("account_secret_unknown"),
            ProblemKind::BadEmail => is("not_an_email"),
            ProblemKind::MailComesBack => is("mail_comes_back"),
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
            ProblemKind::BadClass => is("not_a_class"),
            ProblemKind::NoRightNamed => is("no_right_named"),
            ProblemKind::RightUnknown => is("right_unknown"),
            ProblemKind::WrongKindOfRight { .. } => is("right_other_kind"),
            ProblemKind::RightNotInForce => is("right_not_in_force"),
            ProblemKind::RightInGrace => is("right_in_grace"),
            ProblemKind::WrongTerritory { territory } => is("right_elsewhere").with("territory", territory),
            ProblemKind::WrongClass => is("right_other_goods"),
            ProblemKind::NotTheHolder => is("not_the_holder"),
            ProblemKind::BreaksRule(fault) => {
                is("breaks_rule").with("path", &fault.path).with("rule", &fault.rule)
            }
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
            | ProblemKind::Quarantined
            | ProblemKind::NotATable(_)
            | ProblemKind::TooManyCells => is("invalid"),
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
    /// One of these, each with its label.
    OneOf(Vec<(&'static str, String)>),
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

/// What helps to fill a field in: for any claim, or for one.
pub(super) struct Hint {
    pub(super) text: String,
    pub(super) claim: Option<&'static str>,
    /// Whether it does not fit the claim that is chosen.
    pub(super) hidden: bool,
}

impl Hint {
    /// The hints under `key`: `.hint` for any claim, and one named by each claim that has its own.
    pub(super) fn all(language: Language, key: &str, chosen: Option<Claim>) -> Vec<Self> {
        let special: Vec<_> = Claim::ALL
            .iter()
            .filter_map(|claim| Some((*claim, find(language, &format!("{key}.{claim}"), &[])?)))
            .collect();
        let fits = special.iter().any(|(claim, _)| Some(*claim) == chosen);
        let general = find(language, &format!("{key}.hint"), &[]);
        let general = general.map(|text| Self { text, claim: None, hidden: fits });
        let special = special.into_iter().map(|(claim, text)| Self {
            text,
            claim: Some(claim.code()),
            hidden: Some(claim) != chosen,
        });
        general.into_iter().chain(special).collect()
    }
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
    hints: Vec<Hint>,
    error: Option<String>,
    optional: Option<String>,
    required: bool,
    only_for: Option<String>,
    not_for: Option<String>,
    hidden: bool,
    /// Whether what is said beside the label holds only until a claim is chosen.
    unchosen: bool,
    /// Whether it is asked only where a law demands it.
    by_law: bool,
}

impl Field {
    /// The field `name` of the complaint form or of its completion, as the claim `chosen` needs it.
    pub(super) fn new(
        language: Language,
        name: &str,
        value: &str,
        errors: &[FieldError],
        chosen: Option<Claim>,
    ) -> Self {
        let kind = match name {
            "listings" => Kind::Area(5),
            "explanation" => Kind::Area(6),
            "text" => Kind::Area(7),
            "work" | "postal_address" => Kind::Area(3),
            "good_faith" | "perjury" | "truth" | "statement" | "jurisdiction" => Kind::Check,
            "ground" => Kind::OneOf(
                Ground::ALL.iter().map(|it| (it.code(), say(language, &format!("ground-{it}")))).collect(),
            ),
            "email" => line("email", "email"),
            "name" => line("text", "name"),
            "telephone" => line("tel", "tel"),
            "right_office" => {
                Kind::Line(Line { kind: "text", autocomplete: "off", list: "offices", short: true })
            }
            _ => line("text", "off"),
        };
        let only_for = only_for(name);
        let not_for = matches!(name, "right_office" | "right_number").then(of_work);
        let optional = matches!(name, "classes" | "account_secret");
        // Of the same field, all that is wrong is said.
        let wrong: Vec<String> =
            errors.iter().filter(|error| error.field == name).map(|error| error.text(language)).collect();
        Self {
            kind,
            id: name.to_owned(),
            name: name.to_owned(),
            value: value.to_owned(),
            label: say(language, &format!("form-{name}")),
            hints: Hint::all(language, &format!("form-{name}"), chosen),
            error: (!wrong.is_empty()).then(|| wrong.join("\n")),
            optional: if optional {
                Some(say(language, "form-optional"))
            } else if name == "work" && chosen.is_none() {
                Some(say(language, "form-only-of-work"))
            } else {
                None
            },
            required: matches!(
                name,
                "listings" | "explanation" | "name" | "email" | "good_faith" | "statement"
            ),
            hidden: chosen.is_some_and(|claim| {
                only_for.as_ref().is_some_and(|only| !only.contains(&claim))
                    || not_for.as_ref().is_some_and(|never| never.contains(&claim))
            }),
            only_for: only_for.map(|claims| codes(&claims)),
            not_for: not_for.map(|claims| codes(&claims)),
            unchosen: name == "work",
            by_law: false,
        }
    }

    /// The same in the complaint form, where the laws that may govern it demand `asked`.
    pub(super) fn where_asked(mut self, language: Language, asked: &[(&str, Option<Provision>)]) -> Self {
        self.by_law = BY_LAW.contains(&self.name.as_str());
        if !self.by_law {
            return self;
        }
        match asked.iter().find(|(name, _)| *name == self.name) {
            Some((_, Some(law))) => self.optional = Some(by_law(language, *law)),
            Some((_, None)) => {}
            None => self.hidden |= self.error.is_none(),
        }
        self
    }

    /// The same, asked for because the law demands it: nothing hides it and it must be filled in.
    pub(super) fn demanded(mut self) -> Self {
        self.required = true;
        self.optional = None;
        self.only_for = None;
        self.not_for = None;
        self.hidden = false;
        self
    }

    /// The same, under another label and without hint.
    pub(super) fn labelled(mut self, label: String) -> Self {
        self.label = label;
        self.hints = Vec::new();
        self
    }

    /// The same, in a form whose ids begin with `prefix`.
    pub(super) fn within(mut self, prefix: &str) -> Self {
        self.id = format!("{prefix}{}", self.name);
        self
    }

    /// The field's HTML, already escaped.
    pub(super) fn html(&self) -> String {
        super::html(self)
    }

    fn described_by(&self) -> Option<String> {
        described_by(&self.id, !self.hints.is_empty(), self.error.is_some())
    }
}

/// The claims for which alone a field is asked; `None` for any.
fn only_for(name: &str) -> Option<Vec<Claim>> {
    match name {
        "work" => Some(of_work()),
        "classes" => Some(claims(|claim| claim.rests_on(RightKind::Trademark))),
        "postal_address" | "telephone" | "perjury" | "signature" => {
            Some(claims(|claim| claim.rests_on(RightKind::Copyright)))
        }
        _ => None,
    }
}

fn of_work() -> Vec<Claim> {
    claims(Claim::is_of_work)
}

fn claims(which: impl Fn(Claim) -> bool) -> Vec<Claim> {
    Claim::ALL.iter().copied().filter(|claim| which(*claim)).collect()
}

/// Claims as the scripts read them: codes apart by blanks.
fn codes(claims: &[Claim]) -> String {
    claims.iter().map(|claim| claim.code()).collect::<Vec<_>>().join(" ")
}

/// Fields that only some laws demand.
const BY_LAW: [&str; 5] = ["postal_address", "telephone", "truth", "perjury", "signature"];

/// That `law` demands a field.
#[must_use]
pub fn by_law(language: Language, law: Provision) -> String {
    tell(language, "form-by-law", &[("law", arg(words::provision(language, law)))])
}

/// What `aria-describedby` of the control `id` names.
pub(super) fn described_by(id: &str, has_hint: bool, has_error: bool) -> Option<String> {
    let hint = has_hint.then(|| format!("{id}-hint"));
    let error = has_error.then(|| format!("{id}-error"));
    match (hint, error) {
        (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
        (one, other) => one.or(other),
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
        "truth",
        "account_secret",
    ];

    #[test]
    fn every_field_and_every_error_has_its_words() {
        for language in Language::ALL {
            for name in FIELDS {
                for key in [format!("form-{name}"), format!("field-{name}")] {
                    assert!(find(*language, &key, &[]).is_some(), "{language}: {key}");
                }
            }
            for name in [
                "claim",
                "evidence",
                "text",
                "statement",
                "jurisdiction",
                "answer",
                "confirm",
                "ground",
                "court",
                "docket",
            ] {
                assert!(find(*language, &format!("field-{name}"), &[]).is_some(), "{language}: {name}");
            }
            for code in ERROR_CODES {
                let mut error = FieldError::new("listings", code)
                    .with("most", 1000)
                    .with("line", 3)
                    .with("value", "https://elsewhere.example")
                    .with("name", "shoe.png")
                    .with("territory", "US")
                    .with("path", "$.url")
                    .with("rule", "must be given");
                error.law = policy::NoticeLaw::Dmca.provision(policy::Step::Notice);
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
