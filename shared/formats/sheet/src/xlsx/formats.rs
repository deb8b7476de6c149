//! What a number in a cell is shown as (ECMA-376 part 1, 18.8).

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::{Date, date};

use super::xml::{self, Event, Xml};
use crate::SheetError;

/// How a number is shown, as far as it matters what stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// As itself.
    Number,
    /// As a date, a time of day, or both.
    Date,
    /// With zeros in front, to so many digits.
    Zeros(usize),
}

/// The formats of a workbook's cells.
#[derive(Default)]
pub(super) struct Formats {
    /// By the style number of a cell.
    cells: Vec<Shown>,
    from_1904: bool,
}

/// Where the calendar of spreadsheets ends: 9999-12-31.
const LAST_DAY: f64 = 2_958_465.0;
/// From here on a number in a cell has lost digits.
const EXACT: f64 = 1e15;

impl Formats {
    pub(super) fn read(mut xml: Xml<'_>) -> Result<Self, SheetError> {
        let mut own: BTreeMap<String, Shown> = BTreeMap::new();
        let (mut cells, mut in_cells) = (Vec::new(), false);
        while let Some(event) = xml.next()? {
            match event {
                Event::Start(element) => match element.local_name().as_ref() {
                    "numFmt" => {
                        let id = xml::attribute(&element, "numFmtId").unwrap_or_default();
                        let code = xml::attribute(&element, "formatCode").unwrap_or_default();
                        own.insert(id, shown_by(&code));
                    }
                    "cellXfs" => in_cells = true,
                    "xf" if in_cells => {
                        let id = xml::attribute(&element, "numFmtId").unwrap_or_default();
                        cells.push(own.get(&id).copied().unwrap_or_else(|| built_in(&id)));
                    }
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "cellXfs" => in_cells = false,
                _ => {}
            }
        }
        Ok(Self { cells, from_1904: false })
    }

    /// The same formats in a workbook whose days count from 1904-01-01 when `from_1904`, else from 1900.
    pub(super) fn counting_from_1904(self, from_1904: bool) -> Self {
        Self { from_1904, ..self }
    }

    /// The number `stored` in a cell of the style `style`, as text: whole numbers without decimals, dates and
    /// times after ISO 8601, zeros in front where the format shows them.
    pub(super) fn number(&self, stored: &str, style: Option<usize>) -> String {
        let stored = stored.trim();
        let shown = style.and_then(|style| self.cells.get(style)).copied().unwrap_or(Shown::Number);
        let Ok(value) = stored.parse::<f64>() else { return stored.to_owned() };
        match shown {
            Shown::Date if (0.0..=LAST_DAY + 1.0).contains(&value) => {
                moment(value, self.from_1904).unwrap_or_else(|| stored.to_owned())
            }
            Shown::Zeros(digits) if (0.0..EXACT).contains(&value) => format!("{value:0>digits$.0}"),
            _ if stored.bytes().all(|byte| byte.is_ascii_digit()) || value.abs() >= EXACT => {
                stored.to_owned()
            }
            _ => value.to_string(),
        }
    }
}

/// A day of a spreadsheet's calendar, counted from its first, with the time as its fraction.
fn moment(value: f64, from_1904: bool) -> Option<String> {
    // To the second, as programs show it.
    let seconds = (value * 86_400.0).round();
    let (days, seconds) = ((seconds / 86_400.0).floor(), seconds.rem_euclid(86_400.0));
    #[allow(clippy::cast_possible_truncation, reason = "at most some millions, and whole")]
    let (days, seconds) = (days as i32, seconds as i32);
    let time = format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if days == 0 && !from_1904 {
        return Some(time);
    }
    // Excel's 1900 has a 29th of February: days before it count from one day later.
    let start: Date = match (from_1904, days) {
        (true, _) => date(1904, 1, 1),
        (false, ..=59) => date(1899, 12, 31),
        (false, _) => date(1899, 12, 30),
    };
    let day = start.checked_add(Span::new().try_days(days).ok()?).ok()?;
    Some(if seconds == 0 { day.to_string() } else { format!("{day}T{time}") })
}

/// The formats that a workbook does not spell out (ECMA-376 part 1, 18.8.30), those of East Asia included.
fn built_in(id: &str) -> Shown {
    match id.parse() {
        Ok(14..=22 | 27..=36 | 45..=47 | 50..=58) => Shown::Date,
        _ => Shown::Number,
    }
}

/// How a format code shows positive numbers.
fn shown_by(code: &str) -> Shown {
    let mut bare = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            // Shown as it stands.
            '"' => {
                chars.by_ref().find(|c| *c == '"');
                bare.push('"');
            }
            '\\' | '_' | '*' => drop(chars.next()),
            // A colour, a language; or hours beyond a day, which is a time all the same.
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if matches!(inside.to_ascii_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                    bare.push('h');
                }
            }
            c => bare.push(c.to_ascii_lowercase()),
        }
    }
    if bare.len() > 1 && bare.chars().all(|c| c == '0') {
        Shown::Zeros(bare.len().min(40))
    } else if bare != "general" && bare.contains(['y', 'm', 'd', 'h', 's']) {
        Shown::Date
    } else {
        Shown::Number
    }
}

#[cfg(test)]
mod tests {
    use super::{Formats, Shown, built_in, shown_by};

    #[test]
    fn numbers_read_as_the_program_shows_them() {
        let formats = Formats { cells: vec![Shown::Number, Shown::Date, Shown::Zeros(9)], from_1904: false };
        for (stored, style, text) in [
            ("18999001", None, "18999001"),
            ("18999001.0", Some(0), "18999001"),
            ("1.8999001E7", Some(0), "18999001"),
            ("-5", Some(0), "-5"),
            ("0.5", Some(0), "0.5"),
            ("18999001", Some(2), "018999001"),
            ("1.2345678901234599E+17", None, "1.2345678901234599E+17"),
            ("46082", Some(1), "2026-03-01"),
            ("46082.75", Some(1), "2026-03-01T18:00:00"),
            ("0.5", Some(1), "12:00:00"),
            ("59", Some(1), "1900-02-28"),
            ("61", Some(1), "1900-03-01"),
            ("1e300", Some(1), "1e300"),
            ("NaN", Some(2), "NaN"),
            ("what", Some(7), "what"),
        ] {
            assert_eq!(formats.number(stored, style), text, "{stored}");
        }
        let formats = formats.counting_from_1904(true);
        assert_eq!(formats.number("44620", Some(1)), "2026-03-01");
    }

    #[test]
    fn dates_are_told_from_numbers_by_their_format() {
        for code in ["yyyy-mm-dd", "d/m/yy", "[$-409]d-mmm-yy;@", "yyyy\"年\"m\"月\"d\"日\"", "[h]:mm"] {
            assert_eq!(shown_by(code), Shown::Date, "{code}");
        }
        for code in ["General", "#,##0.00", "[Red]0.0", "0\" days\"", "0%", "@", "0.00E+00", ""] {
            assert_eq!(shown_by(code), Shown::Number, "{code}");
        }
        assert_eq!(shown_by("000000000;-0"), Shown::Zeros(9));
        assert_eq!(
            (built_in("14"), built_in("1"), built_in("")),
            (Shown::Date, Shown::Number, Shown::Number)
        );
    }
}
