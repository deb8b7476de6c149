//! The JSON API's complaint.
//!
//! ```json
//! { "claim": "counterfeit",
//!   "listings": ["https://demo.example/listing/1001"],
//!   "right": { "office": "EM", "number": "018999001", "classes": [18], "work": "" },
//!   "explanation": "The logo is sewn on; we never made this bag.",
//!   "complainant": { "name": "…", "email": "…", "postal_address": "…", "telephone": "…" },
//!   "statements": { "good_faith": true, "perjury": true, "signature": "…" },
//!   "account_secret": "…", "evidence": ["inbox/… name.png"], "language": "en" }
//! ```
//!
//! Unknown members are ignored; `null` is the same as absent.

use contract::complaint::{Complainant, Right, Statements};
use serde_json::{Map, Value};

use crate::draft::{Draft, Reading};
use crate::problem::{Problem, ProblemKind, field};
use crate::{limit, text};

/// Reads a JSON body. The depth of nesting is bounded by the JSON reader itself.
#[must_use]
pub fn read(body: &[u8]) -> Reading {
    let whole = |kind| Reading { problems: vec![Problem::new(field::BODY, kind)], ..Reading::default() };
    if body.len() > limit::BODY_BYTES {
        return whole(ProblemKind::TooLarge { limit: limit::BODY_BYTES });
    }
    let Ok(body) = std::str::from_utf8(body) else { return whole(ProblemKind::NotUtf8) };
    match serde_json::from_str(body) {
        Ok(Value::Object(members)) => of_object(&members),
        Ok(_) => whole(ProblemKind::WrongType { expected: "an object", index: None }),
        Err(error) => whole(ProblemKind::NotJson { line: error.line(), column: error.column() }),
    }
}

/// Where in the JSON body a problem is, e.g. `$.listings[3]`.
#[must_use]
pub fn path(problem: &Problem) -> String {
    let path = match problem.field {
        field::BODY => "$",
        field::CLAIM => "$.claim",
        field::LISTINGS => "$.listings",
        field::RIGHT => "$.right",
        field::RIGHT_OFFICE => "$.right.office",
        field::RIGHT_NUMBER => "$.right.number",
        field::CLASSES => "$.right.classes",
        field::WORK => "$.right.work",
        field::EXPLANATION => "$.explanation",
        field::COMPLAINANT => "$.complainant",
        field::NAME => "$.complainant.name",
        field::EMAIL => "$.complainant.email",
        field::POSTAL_ADDRESS => "$.complainant.postal_address",
        field::TELEPHONE => "$.complainant.telephone",
        field::STATEMENTS => "$.statements",
        field::GOOD_FAITH => "$.statements.good_faith",
        field::PERJURY => "$.statements.perjury",
        field::SIGNATURE => "$.statements.signature",
        field::TRUTH => "$.statements.truth",
        other => return format!("$.{other}{}", index(problem)),
    };
    format!("{path}{}", index(problem))
}

fn index(problem: &Problem) -> String {
    match problem.kind {
        ProblemKind::WrongType { index: Some(index), .. }
        | ProblemKind::NotAListing { index, .. }
        | ProblemKind::BadUpload { index } => format!("[{index}]"),
        _ => String::new(),
    }
}

fn of_object(root: &Map<String, Value>) -> Reading {
    let nothing = Map::new();
    let mut read = Members { problems: Vec::new() };
    let right = read.object(root, "right", field::RIGHT).unwrap_or(&nothing);
    let complainant = read.object(root, "complainant", field::COMPLAINANT).unwrap_or(&nothing);
    let statements = read.object(root, "statements", field::STATEMENTS).unwrap_or(&nothing);
    let mut draft = Draft {
        complainant: Complainant {
            name: text::line(read.text(complainant, "name", field::NAME)),
            email: text::line(read.text(complainant, "email", field::EMAIL)),
            postal_address: text::lines(read.text(complainant, "postal_address", field::POSTAL_ADDRESS)),
            telephone: text::line(read.text(complainant, "telephone", field::TELEPHONE)),
        },
        right: Right {
            office: text::line(read.text(right, "office", field::RIGHT_OFFICE)),
            number: text::line(read.text(right, "number", field::RIGHT_NUMBER)),
            work: text::lines(read.text(right, "work", field::WORK)),
            classes: Vec::new(),
        },
        explanation: text::lines(read.text(root, "explanation", field::EXPLANATION)),
        statements: Statements {
            good_faith: read.truth(statements, "good_faith", field::GOOD_FAITH),
            perjury: read.truth(statements, "perjury", field::PERJURY),
            signature: text::line(read.text(statements, "signature", field::SIGNATURE)),
            truth: read.truth(statements, "truth", field::TRUTH),
        },
        account_secret: Some(text::line(read.text(root, "account_secret", field::ACCOUNT_SECRET)))
            .filter(|code| !code.is_empty()),
        ..Draft::default()
    };
    let claim = text::line(read.text(root, "claim", field::CLAIM));
    let language = text::line(read.text(root, "language", field::LANGUAGE));
    let classes = read.numbers(right, "classes", field::CLASSES);
    let listings = read.texts(root, "listings", field::LISTINGS);
    let evidence = read.texts(root, "evidence", field::EVIDENCE);
    let mut problems = read.problems;
    draft.set_choices(&claim, &language, &mut problems);
    draft.set_classes(&classes, &mut problems);
    draft.set_listings(listings, &mut problems);
    draft.set_uploads(evidence, &mut problems);
    problems.extend(draft.faults());
    Reading { draft, problems }
}

/// Takes members of the expected type, and remembers those of another.
struct Members {
    problems: Vec<Problem>,
}

impl Members {
    fn wrong(&mut self, field: &'static str, expected: &'static str, index: Option<usize>) {
        self.problems.push(Problem::new(field, ProblemKind::WrongType { expected, index }));
    }

    fn object<'a>(
        &mut self,
        of: &'a Map<String, Value>,
        name: &str,
        field: &'static str,
    ) -> Option<&'a Map<String, Value>> {
        match of.get(name) {
            None | Some(Value::Null) => None,
            Some(Value::Object(members)) => Some(members),
            Some(_) => {
                self.wrong(field, "an object", None);
                None
            }
        }
    }

    fn text<'a>(&mut self, of: &'a Map<String, Value>, name: &str, field: &'static str) -> &'a str {
        match of.get(name) {
            None | Some(Value::Null) => "",
            Some(Value::String(text)) => text,
            Some(_) => {
                self.wrong(field, "text", None);
                ""
            }
        }
    }

    fn truth(&mut self, of: &Map<String, Value>, name: &str, field: &'static str) -> bool {
        match of.get(name) {
            None | Some(Value::Null) => false,
            Some(Value::Bool(truth)) => *truth,
            Some(_) => {
                self.wrong(field, "true or false", None);
                false
            }
        }
    }

    /// The whole numbers of a list, as a line.
    fn numbers(&mut self, of: &Map<String, Value>, name: &str, field: &'static str) -> String {
        let list = match of.get(name) {
            None | Some(Value::Null) => return String::new(),
            Some(Value::Array(list)) => list,
            Some(_) => {
                self.wrong(field, "a list of numbers", None);
                return String::new();
            }
        };
        match list.iter().position(|value| !value.is_u64()) {
            Some(index) => {
                self.wrong(field, "a whole number", Some(index));
                String::new()
            }
            None => list.iter().map(|value| format!("{value} ")).collect(),
        }
    }

    fn texts<'a>(&mut self, of: &'a Map<String, Value>, name: &str, field: &'static str) -> Vec<&'a str> {
        let list = match of.get(name) {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Array(list)) => list,
            Some(_) => {
                self.wrong(field, "a list of texts", None);
                return Vec::new();
            }
        };
        let mut texts = Vec::with_capacity(list.len());
        for (index, value) in list.iter().enumerate() {
            match value {
                Value::String(text) => texts.push(text.as_str()),
                _ => {
                    self.wrong(field, "text", Some(index));
                    return texts;
                }
            }
        }
        texts
    }
}
