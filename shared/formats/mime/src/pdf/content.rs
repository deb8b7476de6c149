//! What the contents of a page show (ISO 32000-1, 9.4).

use std::collections::BTreeMap;
use std::rc::Rc;

use super::cmap::Map;
use super::file::File;
use super::place::Place;
use super::value::{Value, Values};
use super::width::Widths;

/// The most operands of one operator.
const MOST_OPERANDS: usize = 1_000;
/// The most fonts of a page or form.
const MOST_FONTS: usize = 200;
/// How often forms are shown on a page.
const MOST_FORMS: usize = 2_000;
/// How deep forms may lie in forms.
const MOST_DEPTH: usize = 6;

/// The fonts of a file that are known, by their numbers.
pub(super) type Fonts = BTreeMap<u32, Option<Map>>;

/// A page while it is read.
pub(super) struct Page<'f> {
    pub(super) text: String,
    file: &'f File<'f>,
    known: &'f mut Fonts,
    most: usize,
    /// How many forms may still be shown.
    forms: usize,
    font: Option<Map>,
    place: Place,
}

impl<'f> Page<'f> {
    pub(super) fn new(file: &'f File<'f>, known: &'f mut Fonts, most: usize) -> Self {
        Self {
            text: String::new(),
            file,
            known,
            most,
            forms: MOST_FORMS,
            font: Some(Map::default()),
            place: Place::default(),
        }
    }

    /// Runs a content stream with these resources.
    pub(super) fn run(&mut self, stream: &[u8], resources: Option<&'f Value>) {
        self.run_at(stream, resources, MOST_DEPTH);
    }

    fn run_at(&mut self, stream: &[u8], resources: Option<&'f Value>, depth: usize) {
        let fonts = self.fonts(resources);
        let mut values = Values::new(stream, 0);
        let mut operands = Vec::new();
        while values.at < stream.len() && self.text.len() < self.most {
            let before = values.at;
            match values.next() {
                Some(Value::Word(operator)) => {
                    match (operator.as_slice(), operands.as_slice()) {
                        (b"Do", [Value::Name(name), ..]) => self.form(name, resources, depth),
                        (b"Tf", [Value::Name(name), Value::Number(size), ..]) => {
                            self.font =
                                fonts.get(name.as_str()).cloned().unwrap_or_else(|| Some(Map::default()));
                            self.place.size = *size;
                        }
                        (operator, operands) => self.operate(operator, operands),
                    }
                    operands.clear();
                }
                Some(value) if operands.len() < MOST_OPERANDS => operands.push(value),
                Some(_) => {}
                None => values.at = values.at.max(before + 1),
            }
        }
    }

    /// The fonts that these resources name.
    fn fonts(&mut self, resources: Option<&'f Value>) -> BTreeMap<&'f str, Option<Map>> {
        let named = resources.and_then(|it| self.file.get(it, "Font"));
        let Some(Value::Dict(named)) = named else { return BTreeMap::new() };
        let mut fonts = BTreeMap::new();
        for (name, font) in named.iter().take(MOST_FONTS) {
            let map = match font {
                Value::Reference(number) => {
                    self.known.entry(*number).or_insert_with(|| map_of(self.file, font)).clone()
                }
                font => map_of(self.file, font),
            };
            fonts.insert(name.as_str(), map);
        }
        fonts
    }

    /// Shows a form, which is contents of its own (8.10).
    fn form(&mut self, name: &str, resources: Option<&'f Value>, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let Some(forms) = resources.and_then(|it| self.file.get(it, "XObject")) else { return };
        let Some(form) = self.file.get(forms, name) else { return };
        if !matches!(self.file.get(form, "Subtype"), Some(Value::Name(kind)) if kind == "Form") {
            return;
        }
        let Some(left) = self.forms.checked_sub(1) else { return };
        self.forms = left;
        let own = self.file.get(form, "Resources").or(resources);
        let before = self.place.clone();
        for stream in self.file.streams(forms, name) {
            self.run_at(&stream, own, depth);
        }
        self.place.leave(before);
    }

    fn operate(&mut self, operator: &[u8], operands: &[Value]) {
        match (operator, operands) {
            (b"Tj", [Value::Text(string), ..]) => self.show(string),
            (b"'" | b"\"", [.., Value::Text(string)]) => {
                self.place.next_line();
                self.show(string);
            }
            (b"TJ", [Value::Array(pieces), ..]) => {
                for piece in pieces {
                    match piece {
                        Value::Text(string) => self.show(string),
                        Value::Number(gap) => self.place.advance(-gap),
                        _ => {}
                    }
                }
            }
            (operator, operands) => self.place.operate(operator, operands),
        }
    }

    fn show(&mut self, string: &[u8]) {
        let Some(font) = &self.font else { return };
        let shown = font.text(string);
        if !self.text.is_empty() {
            self.place.part(&mut self.text);
        }
        self.text.extend(shown.chars().filter(|c| !c.is_control()));
        self.place.shown(font.width(string));
    }
}

/// What the codes of a font stand for; none where the font does not say so and has no simple encoding.
fn map_of(file: &File<'_>, font: &Value) -> Option<Map> {
    let font = file.resolve(font);
    let is_composite = matches!(file.get(font, "Subtype"), Some(Value::Name(name)) if name == "Type0");
    let mut map = match file.streams(font, "ToUnicode").next() {
        Some(stream) => Map::read(&stream),
        None if is_composite => return None,
        None => Map::default(),
    };
    map.widths = Widths::of(file, font).map(Rc::new);
    Some(map)
}
