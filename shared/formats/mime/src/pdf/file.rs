//! The objects of a PDF file (ISO 32000-1, 7.3.10 and 7.5.7).

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;

use memchr::memmem;

use super::value::{Value, Values};
use super::{Unread, filter};

/// The most bytes of all streams together, inflated.
const MOST_INFLATED: usize = 32 << 20;
/// The most objects that are kept, and the most values that lie in them.
const MOST_OBJECTS: usize = 100_000;
const MOST_VALUES: usize = 1_000_000;
/// The most filters of one stream.
const MOST_FILTERS: usize = 4;

/// A file: its objects by number, the last of each.
pub(super) struct File<'d> {
    data: &'d [u8],
    /// Each with where its stream lies, if it has one.
    objects: BTreeMap<u32, (Value, Range<usize>)>,
    /// How many values may still be kept.
    values: usize,
    /// How many bytes of streams may still be read.
    left: Cell<usize>,
}

impl<'d> File<'d> {
    pub(super) fn read(data: &'d [u8]) -> Result<Self, Unread> {
        if memmem::find(&data[..data.len().min(1_024)], b"%PDF-").is_none() {
            return Err(Unread::NoPdf);
        }
        let mut file =
            Self { data, objects: BTreeMap::new(), values: MOST_VALUES, left: Cell::new(MOST_INFLATED) };
        let mut is_encrypted = false;
        let mut from = 0;
        while let Some(found) = memmem::find(&data[from..], b"obj") {
            let at = from + found;
            from = at + b"obj".len();
            let Some(number) = number_before(data, at) else { continue };
            let mut values = Values::new(data, from);
            let Some(value) = values.next() else { continue };
            from = values.at.max(from);
            let mut stream = 0..0;
            values.skip_space();
            let word = b"stream";
            if matches!(value, Value::Dict(_)) && data[values.at..].starts_with(word) {
                let start = values.at + word.len();
                let line_end = if data[start..].starts_with(b"\r\n") { 2 } else { 1 };
                let start = data.len().min(start + line_end);
                from = start + stream_length(&data[start..], &value);
                stream = start..from;
            }
            is_encrypted |= entry(&value, "Encrypt").is_some();
            file.keep(number, value, stream);
        }
        let trailer = memmem::rfind(data, b"trailer").unwrap_or(data.len());
        is_encrypted |= memmem::find(&data[trailer..], b"/Encrypt").is_some();
        if is_encrypted {
            return Err(Unread::Encrypted);
        }
        file.unpack();
        Ok(file)
    }

    /// Where the pages begin: the page trees that no other holds, or, in a broken file, each page by itself.
    pub(super) fn roots(&self) -> Vec<(u32, &Value)> {
        let of_type = |wanted: &str| -> Vec<(u32, &Value)> {
            let typed =
                |value: &Value| matches!(entry(value, "Type"), Some(Value::Name(name)) if name == wanted);
            self.objects
                .iter()
                .filter(|(_, (value, _))| typed(value))
                .map(|(n, (value, _))| (*n, value))
                .collect()
        };
        let trees = of_type("Pages").into_iter().filter(|(_, tree)| entry(tree, "Parent").is_none());
        let trees: Vec<_> = trees.collect();
        if trees.is_empty() { of_type("Page") } else { trees }
    }

    /// The object of this number.
    pub(super) fn object(&self, number: u32) -> Option<&Value> {
        self.objects.get(&number).map(|(value, _)| value)
    }

    /// What a reference refers to, or the value itself.
    pub(super) fn resolve<'v>(&'v self, value: &'v Value) -> &'v Value {
        match value {
            Value::Reference(number) => self.object(*number).unwrap_or(value),
            _ => value,
        }
    }

    /// An entry of a dictionary, itself or as it is referred to.
    pub(super) fn get<'v>(&'v self, dict: &'v Value, key: &str) -> Option<&'v Value> {
        entry(self.resolve(dict), key).map(|value| self.resolve(value))
    }

    /// The streams that an entry refers to, decoded; one that cannot be is left out.
    pub(super) fn streams<'v>(&'v self, dict: &'v Value, key: &str) -> impl Iterator<Item = Cow<'v, [u8]>> {
        let values = match entry(self.resolve(dict), key) {
            Some(Value::Array(values)) => values.as_slice(),
            Some(value) => match self.resolve(value) {
                Value::Array(values) => values.as_slice(),
                _ => std::slice::from_ref(value),
            },
            None => &[],
        };
        values.iter().filter_map(|value| match value {
            Value::Reference(number) => self.stream(*number),
            _ => None,
        })
    }

    fn stream(&self, number: u32) -> Option<Cow<'_, [u8]>> {
        let (dict, stream) = self.objects.get(&number)?;
        let left = self.left.get();
        let data = &self.data[stream.clone()];
        let filters = match self.get(dict, "Filter") {
            Some(Value::Array(filters)) => filters.as_slice(),
            Some(filter) => std::slice::from_ref(filter),
            None => &[],
        };
        let mut data = Cow::Borrowed(data);
        for filter in filters.iter().take(MOST_FILTERS) {
            let Value::Name(name) = filter else { return None };
            data = Cow::Owned(filter::decoded(name, &data, left)?);
        }
        self.left.set(left.checked_sub(data.len())?);
        Some(data)
    }

    fn keep(&mut self, number: u32, value: Value, stream: Range<usize>) {
        let left = self.values.checked_sub(value.count());
        if let Some(left) = left.filter(|_| self.objects.len() < MOST_OBJECTS) {
            self.values = left;
            self.objects.insert(number, (value, stream));
        }
    }

    /// Adds the objects that lie in streams of objects (7.5.7).
    fn unpack(&mut self) {
        let is_packed =
            |value: &Value| matches!(entry(value, "Type"), Some(Value::Name(name)) if name == "ObjStm");
        let packed = self.objects.iter().filter(|(_, (value, _))| is_packed(value));
        let packed: Vec<u32> = packed.map(|(number, _)| *number).collect();
        for number in packed {
            let Some(Value::Number(first)) = self.object(number).and_then(|dict| entry(dict, "First")) else {
                continue;
            };
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
            let first = *first as usize;
            let Some(data) = self.stream(number).map(Cow::into_owned) else { continue };
            let mut index = Values::new(&data[..first.min(data.len())], 0);
            // Each byte belongs to one object.
            let mut bytes = data.len();
            while let (Some(Value::Number(number)), Some(Value::Number(offset))) =
                (index.next(), index.next())
            {
                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a cast saturates"
                )]
                let (number, offset) = (number as u32, first.saturating_add(offset as usize));
                let mut values = Values::new(&data, offset.min(data.len()));
                let Some(value) = values.next() else { continue };
                let Some(left) = bytes.checked_sub(values.at - offset) else { break };
                bytes = left;
                self.keep(number, value, 0..0);
            }
        }
    }
}

/// How many of these bytes are the stream of `dict`: as it says, if it ends there, else up to its end.
fn stream_length(rest: &[u8], dict: &Value) -> usize {
    if let Some(Value::Number(length)) = entry(dict, "Length") {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
        let length = *length as usize;
        let end = rest.get(length..).unwrap_or_default();
        if end[..end.len().min(20)].trim_ascii_start().starts_with(b"endstream") {
            return length;
        }
    }
    memmem::find(rest, b"endstream").unwrap_or(rest.len())
}

/// An entry of a dictionary as it is written.
fn entry<'v>(dict: &'v Value, key: &str) -> Option<&'v Value> {
    let Value::Dict(entries) = dict else { return None };
    entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

/// The number of the object whose `obj` stands at `at`, after its number and generation.
fn number_before(data: &[u8], at: usize) -> Option<u32> {
    let before = &data[at.saturating_sub(24)..at];
    let mut words = before.rsplit(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let (generation, number) = (words.next()?, words.next()?);
    // What stands right before a number may be the end of something else.
    let digits = number.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let number = std::str::from_utf8(&number[number.len() - digits..]).ok()?;
    generation.iter().all(u8::is_ascii_digit).then(|| number.parse().ok()).flatten()
}
