//! One row of a table.

use std::collections::HashMap;

use contract::complaint::{Complainant, Right, Statements};
use sheet::{Format, Table};

use super::Sender;
use super::columns::{COLUMNS, Columns};
use super::group;
use crate::draft::Draft;
use crate::problem::{Problem, ProblemKind, field};
use crate::{prose, text};

/// A row of a table, as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number as a spreadsheet program shows it, from 1.
    pub number: usize,
    /// The complaint that the row would make alone.
    pub draft: Draft,
    /// What is wrong and what is missing in it. Any of it keeps the row out of the complaints.
    pub problems: Vec<Problem>,
    /// The number of an earlier row that says the same.
    pub repeats: Option<usize>,
}

/// The rows of a table, without those that show how.
pub(super) fn read_all(table: &Table, columns: &Columns, sender: &Sender) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(table.rows.len());
    let mut seen: HashMap<String, usize> = HashMap::new();
    for given in &table.rows {
        let cells = Cells { row: given, columns };
        if cells.is_example() {
            continue;
        }
        let mut row = cells.read(sender);
        // In CSV a cell too many is a delimiter that was not quoted: every cell after it is in a wrong place.
        if matches!(table.format, Format::Csv { .. }) && given.cells.len() > columns.len() {
            row.problems = vec![Problem::new(field::BODY, ProblemKind::TooManyCells)];
        }
        let says = format!("{}\u{1f}{}", group::key(&row.draft), row.draft.listings.join("\n"));
        row.repeats = seen.get(&says).copied();
        seen.entry(says).or_insert(row.number);
        rows.push(row);
    }
    rows
}

/// The cells of a row, by the fields that they fill.
struct Cells<'a> {
    row: &'a sheet::Row,
    columns: &'a Columns,
}

impl<'a> Cells<'a> {
    fn all(&self, field: &'static str) -> impl Iterator<Item = &'a str> {
        let row = self.row;
        self.columns.of_field(field).map(move |place| row.cell(place))
    }

    fn one(&self, field: &'static str) -> &'a str {
        self.all(field).next().unwrap_or_default()
    }

    fn line(&self, field: &'static str) -> String {
        text::line(self.one(field))
    }

    /// Whether it is the row that the template shows.
    fn is_example(&self) -> bool {
        COLUMNS.iter().all(|column| self.one(column.field) == column.example)
    }

    fn truth(&self, field: &'static str, problems: &mut Vec<Problem>) -> bool {
        match self.line(field).to_lowercase().as_str() {
            "yes" | "y" | "true" | "1" | "x" | "on" | "✓" | "✔" | "☑" | "是" | "同意" | "√" => {
                true
            }
            "" | "no" | "n" | "false" | "0" | "off" | "☐" | "否" | "不同意" => false,
            _ => {
                let kind = ProblemKind::WrongType { expected: "yes or no", index: None };
                problems.push(Problem::new(field, kind));
                false
            }
        }
    }

    fn read(&self, sender: &Sender) -> Row {
        let mut problems = Vec::new();
        let or = |given: String, default: &String| if given.is_empty() { default.clone() } else { given };
        let mut draft = Draft {
            complainant: Complainant {
                name: or(self.line(field::NAME), &sender.name),
                email: or(sender.email.clone(), &self.line(field::EMAIL)),
                postal_address: text::lines(self.one(field::POSTAL_ADDRESS)),
                telephone: self.line(field::TELEPHONE),
            },
            right: Right {
                office: self.line(field::RIGHT_OFFICE),
                number: self.line(field::RIGHT_NUMBER),
                work: text::lines(self.one(field::WORK)),
                ..Right::default()
            },
            explanation: text::lines(self.one(field::EXPLANATION)),
            statements: Statements {
                good_faith: self.truth(field::GOOD_FAITH, &mut problems),
                perjury: self.truth(field::PERJURY, &mut problems),
                signature: self.line(field::SIGNATURE),
                truth: self.truth(field::TRUTH, &mut problems),
            },
            ..Draft::default()
        };
        let claim = self.line(field::CLAIM);
        let code = claim.to_lowercase().replace([' ', '-'], "_");
        let named = code.parse().ok().or_else(|| prose::claim_named(&claim));
        let claim = named.map_or(claim, |claim: case::Claim| claim.code().to_owned());
        draft.set_choices(&claim, &self.line(field::LANGUAGE).to_lowercase(), &mut problems);
        draft.set_classes(self.one(field::CLASSES), &mut problems);
        draft.set_listings(self.all(field::LISTINGS).flat_map(addresses), &mut problems);
        problems.extend(draft.faults());
        // Where its listings are is not known yet: what their law demands besides is asked for once it is filed.
        for missing in draft.missing_fields(&[]) {
            // What is given wrongly is not missing.
            if !problems.iter().any(|problem| problem.field == missing.field) {
                problems.push(missing);
            }
        }
        Row { number: self.row.number, draft, problems, repeats: None }
    }
}

/// The addresses in a cell: apart by white space, and where one with a scheme follows a comma or the like.
pub(super) fn addresses(cell: &str) -> impl Iterator<Item = &str> {
    const BETWEEN: [char; 7] = [',', ';', '，', '；', '、', '|', '\u{3000}'];
    cell.split_whitespace().flat_map(|word| {
        let mut starts: Vec<usize> = ["http://", "https://"]
            .iter()
            .flat_map(|scheme| word.match_indices(scheme))
            .map(|(at, _)| at)
            .filter(|at| word[..*at].ends_with(BETWEEN))
            .collect();
        starts.sort_unstable();
        starts.push(word.len());
        let mut from = 0;
        starts.into_iter().map(move |to| {
            let address = word[from..to].trim_matches(BETWEEN);
            from = to;
            address
        })
    })
}
