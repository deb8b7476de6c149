//! Attaching files: by dragging and dropping, by a button, or with the form where no script runs.

use askama::Template;
use case::Claim;
use notice::{evidence, limit};

use super::field::Hint;
use super::{FieldError, Site};
use crate::text::{arg, say, tell};

/// Bytes of all files together that are sent with a form itself, for want of a script that uploads them.
/// A function at AWS is handed at most 6 MB, in base64 (AWS Lambda quotas, payload of an invocation).
pub const PLAIN_BYTES: usize = 4 << 20;

/// Kinds of files by the ends of their names, for browsers that do not know the media type.
const ENDS: &str = ".csv,.txt,.docx,.xlsx";

/// A part of a form by which files are attached.
#[derive(Template)]
#[template(path = "files.html")]
pub(super) struct Files<'a> {
    site: &'a Site,
    /// Makes ids unique where a page has several.
    id: String,
    label: String,
    hints: Vec<Hint>,
    error: Option<String>,
    attached: Vec<Attached<'a>>,
}

struct Attached<'a> {
    value: &'a str,
    name: &'a str,
}

impl<'a> Files<'a> {
    /// Attaching to the form whose ids begin with `prefix`. `evidence` is attached already.
    pub(super) fn new(site: &'a Site, prefix: &str, evidence: &'a [String], errors: &[FieldError]) -> Self {
        let language = site.language;
        let attached = |value: &'a String| Attached {
            value,
            name: value.split_once(' ').map_or(value.as_str(), |(_, name)| name),
        };
        let error = errors.iter().filter(|error| error.field == "evidence").map(|it| it.text(language));
        let errors: Vec<String> = error.collect();
        Self {
            site,
            id: format!("{prefix}evidence"),
            label: say(language, "form-evidence"),
            hints: Vec::new(),
            error: (!errors.is_empty()).then(|| errors.join(site.gap())),
            attached: evidence.iter().map(attached).collect(),
        }
    }

    /// The same, with what helps most for each claim.
    pub(super) fn with_hints(mut self, chosen: Option<Claim>) -> Self {
        self.hints = Hint::all(self.site.language, "form-evidence", chosen);
        self
    }

    /// The part's HTML, already escaped.
    pub(super) fn html(&self) -> String {
        super::html(self)
    }

    fn limits(&self) -> String {
        let args = [("files", arg(limit::FILES)), ("megabytes", arg(limit::FILE_BYTES >> 20))];
        tell(self.site.language, "files-limits", &args)
    }

    fn accept(&self) -> String {
        format!("{},{ENDS}", evidence::ACCEPTED.join(","))
    }

    fn most_files(&self) -> usize {
        limit::FILES
    }

    fn most_bytes(&self) -> usize {
        limit::FILE_BYTES
    }

    fn plain_megabytes(&self) -> usize {
        PLAIN_BYTES >> 20
    }

    /// Texts that the script shows, as `data-text-` attributes: the script knows no language.
    fn texts(&self) -> Vec<(&'static str, String)> {
        const TEXTS: &[&str] =
            &["attached", "failed", "large", "many", "media", "remove", "removed", "retry", "uploading"];
        TEXTS.iter().map(|name| (*name, say(self.site.language, &format!("files-{name}")))).collect()
    }
}
