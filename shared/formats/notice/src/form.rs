//! The web form: `application/x-www-form-urlencoded`.

use std::collections::BTreeMap;

use contract::complaint::{Complainant, Right, Statements};
use percent_encoding::percent_decode_str;

use crate::draft::{Draft, Reading};
use crate::problem::{Problem, ProblemKind, field};
use crate::{limit, text};

/// The fields that are read; any others are ignored.
const FIELDS: &[&str] = &[
    field::CLAIM,
    field::LISTINGS,
    field::RIGHT_OFFICE,
    field::RIGHT_NUMBER,
    field::CLASSES,
    field::WORK,
    field::EXPLANATION,
    field::NAME,
    field::EMAIL,
    field::POSTAL_ADDRESS,
    field::TELEPHONE,
    field::GOOD_FAITH,
    field::PERJURY,
    field::SIGNATURE,
    field::TRUTH,
    field::ACCOUNT_SECRET,
    field::EVIDENCE,
    LANG,
];

/// The language goes by the short name that it has in every address of the pages.
const LANG: &str = "lang";

/// Reads a form's body.
///
/// `listings` holds addresses apart by white space; `evidence` holds an upload's key and, after a space,
/// its name; both may be repeated. Of any other repeated field the last counts. A ticked box is any value
/// but empty, `off`, `false`, `no` and `0`.
#[must_use]
pub fn read(body: &[u8]) -> Reading {
    let too_large = |limit| Problem::new(field::BODY, ProblemKind::TooLarge { limit });
    if body.len() > limit::BODY_BYTES {
        return Reading { problems: vec![too_large(limit::BODY_BYTES)], ..Reading::default() };
    }
    let Ok(body) = std::str::from_utf8(body) else {
        let problem = Problem::new(field::BODY, ProblemKind::NotUtf8);
        return Reading { problems: vec![problem], ..Reading::default() };
    };

    let mut problems = Vec::new();
    let mut values: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for pair in body.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let Some(name) = FIELDS.iter().find(|field| **field == name) else { continue };
        match percent_decode_str(&value.replace('+', " ")).decode_utf8() {
            Ok(value) => values.entry(name).or_default().push(value.into_owned()),
            Err(_) => problems.push(Problem::new(name, ProblemKind::NotUtf8)),
        }
    }
    let all = |name| values.get(name).into_iter().flatten().map(String::as_str);
    let last = |name| all(name).next_back().unwrap_or_default();
    let line = |name| text::line(last(name));
    let ticked = |name| !matches!(last(name).trim(), "" | "off" | "false" | "no" | "0");

    let mut draft = Draft {
        complainant: Complainant {
            name: line(field::NAME),
            email: line(field::EMAIL),
            postal_address: text::lines(last(field::POSTAL_ADDRESS)),
            telephone: line(field::TELEPHONE),
        },
        right: Right {
            office: line(field::RIGHT_OFFICE),
            number: line(field::RIGHT_NUMBER),
            work: text::lines(last(field::WORK)),
            classes: Vec::new(),
        },
        explanation: text::lines(last(field::EXPLANATION)),
        statements: Statements {
            good_faith: ticked(field::GOOD_FAITH),
            perjury: ticked(field::PERJURY),
            signature: line(field::SIGNATURE),
            truth: ticked(field::TRUTH),
        },
        account_secret: Some(line(field::ACCOUNT_SECRET)).filter(|code| !code.is_empty()),
        ..Draft::default()
    };
    draft.set_choices(&line(field::CLAIM), &line(LANG), &mut problems);
    draft.set_classes(&line(field::CLASSES), &mut problems);
    draft.set_listings(all(field::LISTINGS).flat_map(str::split_whitespace), &mut problems);
    draft.set_uploads(all(field::EVIDENCE), &mut problems);
    problems.extend(draft.faults());
    Reading { draft, problems }
}
