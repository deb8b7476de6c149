//! What the codes of a font stand for: its `ToUnicode` map (ISO 32000-1, 9.10.3).

use std::collections::BTreeMap;
use std::rc::Rc;

use encoding_rs::{UTF_16BE, WINDOWS_1252};

use super::value::{Value, Values};
use super::width::Widths;

/// The most codes of one map.
const MOST_CODES: usize = 70_000;

/// What codes stand for. By default they are single bytes of Windows-1252.
#[derive(Debug, Clone, Default)]
pub(super) struct Map {
    codes: Option<Rc<BTreeMap<u32, String>>>,
    is_wide: bool,
    pub(super) widths: Option<Rc<Widths>>,
}

impl Map {
    pub(super) fn read(stream: &[u8]) -> Self {
        let mut codes = BTreeMap::new();
        let mut left = MOST_CODES;
        let mut is_wide = false;
        let mut values = Values::new(stream, 0);
        let mut operands: Vec<Value> = Vec::new();
        while values.at < stream.len() {
            let before = values.at;
            match values.next() {
                Some(Value::Word(word)) => {
                    match word.as_slice() {
                        b"endcodespacerange" => {
                            is_wide |= operands.iter().any(|it| code(it).is_some_and(|it| it.1 == 2))
                        }
                        b"endbfchar" => pairs(&operands, &mut codes, &mut left),
                        b"endbfrange" => ranges(&operands, &mut codes, &mut left),
                        _ => {}
                    }
                    operands.clear();
                }
                Some(value) => operands.push(value),
                None => values.at = values.at.max(before + 1),
            }
        }
        Self { codes: Some(Rc::new(codes)), is_wide, widths: None }
    }

    /// The text that a string shows.
    pub(super) fn text(&self, string: &[u8]) -> String {
        let Some(codes) = &self.codes else {
            return WINDOWS_1252.decode_without_bom_handling(string).0.into_owned();
        };
        self.codes_of(string).filter_map(|code| codes.get(&code)).map(String::as_str).collect()
    }

    /// How wide a string is, in thousandths of the font's size; `None` where the font does not say.
    pub(super) fn width(&self, string: &[u8]) -> Option<f64> {
        let widths = self.widths.as_ref()?;
        Some(self.codes_of(string).map(|code| widths.width(code)).sum())
    }

    fn codes_of<'s>(&self, string: &'s [u8]) -> impl Iterator<Item = u32> + use<'s> {
        let code = |bytes: &[u8]| bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
        string.chunks(if self.is_wide { 2 } else { 1 }).map(code)
    }
}

/// A code, and of how many bytes it is.
fn code(value: &Value) -> Option<(u32, usize)> {
    let Value::Text(bytes) = value else { return None };
    let code = bytes.iter().fold(0, |code: u32, byte| code << 8 | u32::from(*byte));
    (bytes.len() <= 4).then_some((code, bytes.len()))
}

fn unicode(value: &Value) -> Option<String> {
    let Value::Text(bytes) = value else { return None };
    Some(UTF_16BE.decode_without_bom_handling(bytes).0.into_owned())
}

fn pairs(operands: &[Value], codes: &mut BTreeMap<u32, String>, left: &mut usize) {
    for pair in operands.chunks_exact(2) {
        if let (Some((code, _)), Some(text)) = (code(&pair[0]), unicode(&pair[1]))
            && *left > 0
        {
            *left -= 1;
            codes.insert(code, text);
        }
    }
}

fn ranges(operands: &[Value], codes: &mut BTreeMap<u32, String>, left: &mut usize) {
    for range in operands.chunks_exact(3) {
        let (Some((first, _)), Some((last, _))) = (code(&range[0]), code(&range[1])) else { continue };
        for (at, code) in (first..=last).enumerate() {
            let text = match &range[2] {
                Value::Array(texts) => texts.get(at).and_then(unicode),
                text => unicode(text).and_then(|text| following(&text, at)),
            };
            let Some(text) = text.filter(|_| *left > 0) else { break };
            *left -= 1;
            codes.insert(code, text);
        }
    }
}

/// The text whose last character lies so many after that of `text`.
fn following(text: &str, by: usize) -> Option<String> {
    let last = text.chars().next_back()?;
    let next = char::from_u32(u32::from(last).checked_add(u32::try_from(by).ok()?)?)?;
    Some(format!("{}{next}", &text[..text.len() - last.len_utf8()]))
}
