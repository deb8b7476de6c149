//! How wide the codes of a font are (ISO 32000-1, 9.2.4 and 9.7.4.3), in thousandths of its size.

use std::collections::BTreeMap;

use super::file::File;
use super::value::Value;

/// The width of codes of a composite font that names none.
const USUAL: f64 = 1_000.0;

/// Widths by the first code that has one, with the last.
#[derive(Debug, Clone, Default)]
pub(super) struct Widths {
    ranges: BTreeMap<u32, (u32, f64)>,
    others: f64,
}

impl Widths {
    /// Those of a font; `None` where it leaves them to the reader.
    pub(super) fn of(file: &File<'_>, font: &Value) -> Option<Self> {
        let mut widths = Self::default();
        if let Some(Value::Array(descendants)) = file.get(font, "DescendantFonts") {
            let descendant = file.resolve(descendants.first()?);
            widths.others = file.get(descendant, "DW").and_then(number).unwrap_or(USUAL);
            if let Some(Value::Array(values)) = file.get(descendant, "W") {
                widths.composite(file, values);
            }
            return Some(widths);
        }
        let Some(Value::Array(values)) = file.get(font, "Widths") else { return None };
        let first = file.get(font, "FirstChar").and_then(number).map_or(0, code);
        widths.listed(file, first, values);
        Some(widths)
    }

    /// `first [width…]`, and `first last width`.
    fn composite(&mut self, file: &File<'_>, values: &[Value]) {
        let mut values = values.iter().map(|value| file.resolve(value));
        while let (Some(first), Some(second)) = (values.next(), values.next()) {
            let Some(first) = number(first).map(code) else { return };
            match second {
                Value::Array(widths) => self.listed(file, first, widths),
                second => {
                    let (Some(last), Some(width)) = (number(second), values.next().and_then(number)) else {
                        return;
                    };
                    self.ranges.insert(first, (code(last), width));
                }
            }
        }
    }

    fn listed(&mut self, file: &File<'_>, first: u32, widths: &[Value]) {
        for (code, width) in (first..=u32::MAX).zip(widths) {
            if let Some(width) = number(file.resolve(width)) {
                self.ranges.insert(code, (code, width));
            }
        }
    }

    pub(super) fn width(&self, code: u32) -> f64 {
        let nearest = self.ranges.range(..=code).next_back();
        nearest.filter(|(_, (last, _))| code <= *last).map_or(self.others, |(_, (_, width))| *width)
    }
}

fn number(value: &Value) -> Option<f64> {
    if let Value::Number(number) = value { Some(*number) } else { None }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
const fn code(number: f64) -> u32 {
    number as u32
}
