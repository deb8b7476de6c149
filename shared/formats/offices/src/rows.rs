//! Tables of rights: one row, one right.

use std::collections::BTreeMap;

use case::{RightKind, Territory};
use jiff::civil::Date;
use sheet::{Limits, Table};

use crate::expiry::{self, Upkeep};
use crate::record::{locarno_class, nice_class, tidy, tidy_goods, vienna_code};
use crate::{Goods, OfficeRecord, ReadError, RowFault, form, status};

/// The most faults that are told of one table.
const MOST_FAULTS: usize = 100;

/// A column: its name, and others under which it comes.
type Column = (&'static str, &'static [&'static str]);

const KIND: Column = ("kind", &["right kind", "type", "right type", "ip type"]);
const OFFICE: Column = ("office", &["office code", "registry", "ip office", "registration office"]);
const NUMBER: Column = ("number", &["right number", "no", "trademark number", "mark number"]);
const APPLICATION: Column = ("application number", &["application no", "serial number", "app number"]);
const REGISTRATION: Column =
    ("registration number", &["registration no", "reg number", "reg no", "registration"]);
const TITLE: Column =
    ("title", &["mark", "trademark", "name", "verbal element", "word", "mark text", "brand"]);
const FORM: Column = ("form", &["mark form", "mark feature", "feature", "mark type"]);
const STATUS: Column = ("status", &["current status", "state", "legal status"]);
const STATUS_ON: Column = ("status date", &["status since"]);
const APPLIED: Column = ("applied on", &["application date", "filing date", "filed on", "filed"]);
const REGISTERED: Column = ("registered on", &["registration date", "reg date"]);
const EXPIRES: Column =
    ("expires on", &["expiry date", "expiration date", "expiry", "expires", "valid until"]);
const CLASSES: Column = ("classes", &["nice classes", "nice class", "class", "nice"]);
const VIENNA: Column = ("vienna", &["vienna codes", "vienna code"]);
const TERRITORIES: Column = ("territories", &["territory", "countries", "country", "designations"]);
const OWNER: Column = ("owner", &["owners", "holder", "owner name", "applicant", "proprietor", "registrant"]);
const AGENT: Column = ("representative", &["representatives", "attorney", "agent"]);
const GOODS: Column = ("goods", &["goods and services", "goods & services", "products", "specification"]);

const COLUMNS: [Column; 18] = [
    KIND,
    OFFICE,
    NUMBER,
    APPLICATION,
    REGISTRATION,
    TITLE,
    FORM,
    STATUS,
    STATUS_ON,
    APPLIED,
    REGISTERED,
    EXPIRES,
    CLASSES,
    VIENNA,
    TERRITORIES,
    OWNER,
    AGENT,
    GOODS,
];

/// The columns of a table of rights, each with the other names under which it is known. Case, blanks, `_` and `-`
/// make no difference, other columns are passed over, and the columns stand in any order.
///
/// * `office`, `status` and one of `number`, `registration number` and `application number` must be there.
/// * `kind`: `trademark` (also when empty) or `design`; `form`: `word`, `figurative`, …
/// * `status`: `registered`, `pending`, `expired`, `surrendered`, `cancelled`, `withdrawn` or `refused`, or the office's
///   own words.
/// * Days are written `2026-11-21`; a day of another order could be two days.
/// * `classes`, `vienna` and `territories` hold several values apart by commas, semicolons or blanks, `owner` and
///   `representative` apart by semicolons or line breaks. For a design `classes` are of the Locarno Classification.
/// * `territories` may be empty for an office that protects at home.
#[must_use]
pub fn columns() -> Vec<(&'static str, &'static [&'static str])> {
    COLUMNS.to_vec()
}

/// The column that a cell of the header names.
fn column(cell: &str) -> Option<&'static str> {
    let plain: String = cell.chars().map(|c| if matches!(c, '_' | '-' | '.') { ' ' } else { c }).collect();
    let plain = tidy(&plain).to_lowercase();
    let compact = |text: &str| text.replace(' ', "");
    let found = COLUMNS.iter().find(|(name, others)| {
        std::iter::once(name).chain(*others).any(|name| compact(name) == compact(&plain))
    });
    found.map(|(name, _)| *name)
}

pub(crate) fn read(bytes: &[u8]) -> Result<Vec<OfficeRecord>, ReadError> {
    let named = |cells: &[String]| cells.iter().filter(|cell| column(cell).is_some()).count();
    let table = sheet::read(bytes, &Limits::default(), named).map_err(ReadError::Table)?;
    let mut places = BTreeMap::new();
    for (at, cell) in table.header.iter().enumerate() {
        if let Some(name) = column(cell) {
            places.entry(name).or_insert(at);
        }
    }
    for needed in [OFFICE.0, STATUS.0] {
        if !places.contains_key(needed) {
            return Err(ReadError::NoColumn { column: needed });
        }
    }
    if ![NUMBER.0, REGISTRATION.0, APPLICATION.0].iter().any(|name| places.contains_key(name)) {
        return Err(ReadError::NoColumn { column: NUMBER.0 });
    }
    let mut rows = Rows { table: &table, places, faults: Vec::new() };
    let records: Vec<OfficeRecord> = (0..table.rows.len()).map(|at| rows.record(at)).collect();
    let mut seen = std::collections::BTreeSet::new();
    for (at, record) in records.iter().enumerate() {
        if record.right().is_some_and(|right| !seen.insert(right)) {
            rows.fault(at, NUMBER.0, "another right than those of the rows above; remove one of the two");
        }
    }
    match (rows.faults.is_empty(), records.is_empty()) {
        (false, _) => Err(ReadError::Rows(rows.faults)),
        (_, true) => Err(ReadError::Empty),
        _ => Ok(records),
    }
}

struct Rows<'t> {
    table: &'t Table,
    places: BTreeMap<&'static str, usize>,
    faults: Vec<RowFault>,
}

impl<'t> Rows<'t> {
    fn cell(&self, row: usize, column: Column) -> &'t str {
        let place = self.places.get(column.0);
        place.map_or("", |place| self.table.rows[row].cell(*place).trim())
    }

    fn fault(&mut self, row: usize, column: &'static str, rule: &'static str) {
        if self.faults.len() < MOST_FAULTS {
            let number = self.table.rows[row].number;
            // Without such a column the row as a whole.
            let at = self.places.get(column).copied().unwrap_or_default();
            let place = sheet::place(&self.table.sheet, number, at);
            self.faults.push(RowFault { place, row: number, column, rule });
        }
    }

    fn day(&mut self, row: usize, column: Column) -> Option<Date> {
        let text = self.cell(row, column);
        // Spreadsheet programs add the time of midnight.
        let day = text.split(['T', ' ']).next().unwrap_or_default();
        if text.is_empty() {
            return None;
        }
        let day = day.parse().ok().filter(|_| day.len() == 10);
        if day.is_none() {
            self.fault(row, column.0, "a day written as 2026-11-21, or empty");
        }
        day
    }

    /// Every value of a cell, read; one that cannot be read is a fault.
    fn each<T>(
        &mut self,
        row: usize,
        column: Column,
        rule: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let parts = self.cell(row, column).split([',', ';', '|', ' ', '\n', '\r', '\t']);
        let mut values = Vec::new();
        for part in parts.filter(|part| !part.is_empty()) {
            match read(part) {
                Some(value) => values.push(value),
                None => {
                    self.fault(row, column.0, rule);
                    break;
                }
            }
        }
        values
    }

    fn record(&mut self, row: usize) -> OfficeRecord {
        let kind = match self.cell(row, KIND).to_lowercase().replace(' ', "").as_str() {
            "" | "trademark" | "mark" => RightKind::Trademark,
            "design" | "registereddesign" => RightKind::Design,
            _ => {
                self.fault(row, KIND.0, "trademark or design");
                RightKind::Trademark
            }
        };
        let mut record = OfficeRecord::new(kind, office(self.cell(row, OFFICE)));
        self.number(row, &mut record);
        let said = |text: &str| Some(tidy(text)).filter(|text| !text.is_empty());
        record.title = tidy(self.cell(row, TITLE));
        record.verbal_elements = said(&record.title).into_iter().collect();
        record.form = form::named(self.cell(row, FORM));
        record.applied_on = self.day(row, APPLIED);
        record.registered_on = self.day(row, REGISTERED);
        record.expires_on = self.day(row, EXPIRES);
        record.status_on = self.day(row, STATUS_ON);
        record.status_text = tidy(self.cell(row, STATUS));
        if record.status_text.is_empty() {
            self.fault(
                row,
                STATUS.0,
                "registered, pending, expired, surrendered, cancelled, withdrawn or refused",
            );
        }
        record.status = status::read(&record.office, &record.status_text, record.registered_on);
        if kind == RightKind::Design {
            record.locarno = self.each(row, CLASSES, "Locarno classes, such as 02-04", locarno_class);
        } else {
            record.classes = self.each(row, CLASSES, "Nice classes from 1 to 45, such as 9, 25", nice_class);
            record.classes.sort_unstable();
            record.classes.dedup();
        }
        record.vienna = self.each(row, VIENNA, "Vienna codes, such as 26.01.04", vienna_code);
        let territory = |code: &str| code.to_ascii_uppercase().parse::<Territory>().ok();
        record.territories = self.each(row, TERRITORIES, "two-letter codes, such as EU, US", territory);
        if record.territories.is_empty() {
            record.territories = OfficeRecord::home(&record.office);
        }
        let names = |cell: &str| cell.split([';', '\n']).filter_map(said).collect();
        record.owners = names(self.cell(row, OWNER));
        record.representatives = names(self.cell(row, AGENT));
        if let Some(text) = said(self.cell(row, GOODS)) {
            let class = if let [class] = record.classes[..] { class } else { 0 };
            record.goods.push(Goods { class, language: String::new(), text: tidy_goods(&text) });
        }
        let upkeep = Upkeep {
            renewed_on: None,
            is_renewed: status::is_renewed(&record.status_text),
            is_in_use: status::is_in_use(&record.status_text),
        };
        expiry::complete(&mut record, upkeep);
        record
    }

    fn number(&mut self, row: usize, record: &mut OfficeRecord) {
        let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        record.application_number = said(self.cell(row, APPLICATION));
        record.registration_number = said(self.cell(row, REGISTRATION));
        let number = said(self.cell(row, NUMBER));
        let number = number.or_else(|| record.registration_number.clone());
        record.number = number.or_else(|| record.application_number.clone()).unwrap_or_default();
        let is_office =
            record.office.len() == 2 && record.office.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_office {
            self.fault(row, OFFICE.0, "a two-letter office code (WIPO ST.3), such as EM, US or CN");
        } else if record.right().is_none() {
            self.fault(row, NUMBER.0, "1 to 40 letters and digits");
        }
    }
}

/// The office's code, by the names that people use.
fn office(text: &str) -> String {
    let text = text.to_ascii_uppercase();
    match text.as_str() {
        "EU" | "EUIPO" | "OHIM" => "EM".to_owned(),
        "USPTO" | "USA" => "US".to_owned(),
        "CNIPA" => "CN".to_owned(),
        "WIPO" => "WO".to_owned(),
        "UK" | "UKIPO" => "GB".to_owned(),
        "DPMA" => "DE".to_owned(),
        "BOIP" => "BX".to_owned(),
        _ => text,
    }
}
