//! What the contents of a page show (ISO 32000-1, 9.4).

use std::collections::BTreeMap;

use super::cmap::Map;
use super::value::{Value, Values};

/// The most operands of one operator.
const MOST_OPERANDS: usize = 1_000;
/// From how far apart on, in thousandths of the font's size, pieces of a line are words.
const WORD_GAP: f64 = -180.0;

/// A page while it is read.
pub(super) struct Page<'f> {
    pub(super) fonts: BTreeMap<&'f String, Option<Map>>,
    pub(super) text: String,
    most: usize,
    font: Option<Map>,
    height: Option<f64>,
}

impl<'f> Page<'f> {
    pub(super) fn new(most: usize) -> Self {
        Self { fonts: BTreeMap::new(), text: String::new(), most, font: Some(Map::default()), height: None }
    }

    /// Runs a content stream.
    pub(super) fn run(&mut self, stream: &[u8]) {
        let mut values = Values::new(stream, 0);
        let mut operands = Vec::new();
        while values.at < stream.len() && self.text.len() < self.most {
            let before = values.at;
            match values.next() {
                Some(Value::Word(operator)) => {
                    self.operate(&operator, &operands);
                    operands.clear();
                }
                Some(value) if operands.len() < MOST_OPERANDS => operands.push(value),
                Some(_) => {}
                None => values.at = values.at.max(before + 1),
            }
        }
    }

    fn operate(&mut self, operator: &[u8], operands: &[Value]) {
        match (operator, operands) {
            (b"Tf", [Value::Name(name), ..]) => {
                self.font = self.fonts.get(name).cloned().unwrap_or_else(|| Some(Map::default()));
            }
            (b"Td" | b"TD", [_, Value::Number(down)]) if *down != 0.0 => self.end_line(),
            (b"Td" | b"TD", _) => self.end_word(),
            (b"Tm", [.., Value::Number(height)]) => {
                if self.height.is_some_and(|before| (before - height).abs() > 1.0) {
                    self.end_line();
                } else {
                    self.end_word();
                }
                self.height = Some(*height);
            }
            (b"T*" | b"ET", _) => self.end_line(),
            (b"Tj", [Value::Text(string), ..]) => self.show(string),
            (b"'" | b"\"", [.., Value::Text(string)]) => {
                self.end_line();
                self.show(string);
            }
            (b"TJ", [Value::Array(pieces), ..]) => {
                for piece in pieces {
                    match piece {
                        Value::Text(string) => self.show(string),
                        Value::Number(gap) if *gap < WORD_GAP => self.end_word(),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn show(&mut self, string: &[u8]) {
        if let Some(font) = &self.font {
            self.text.extend(font.text(string).chars().filter(|c| !c.is_control()));
        }
    }

    fn end_word(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    fn end_line(&mut self) {
        while self.text.ends_with(' ') {
            self.text.pop();
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}
