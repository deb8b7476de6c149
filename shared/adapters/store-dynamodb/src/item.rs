//! Reading items as the foreign data they are, and writing their values.

use std::collections::HashMap;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;

pub(crate) type Item = HashMap<String, AttributeValue>;

/// The format that this program writes and reads.
const FORMAT: i64 = 1;

/// A stored item is not what it should be. Names the item and the field, never their content.
#[derive(Debug, thiserror::Error)]
#[error("the stored item {key} is corrupt: {field}")]
pub(crate) struct Corrupt {
    key: String,
    field: &'static str,
    #[source]
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// An item being read.
pub(crate) struct Fields<'a> {
    item: &'a Item,
    key: String,
}

impl<'a> Fields<'a> {
    /// Starts reading `item`, whose partition key, for errors, is `key`. Its format must be known.
    pub(crate) fn of(item: &'a Item, key: impl Into<String>) -> Result<Self, Corrupt> {
        let fields = Self { item, key: key.into() };
        match fields.number::<i64>("fmt")? {
            FORMAT => Ok(fields),
            _ => Err(fields.corrupt("fmt is a format that this program does not know")),
        }
    }

    /// Starts reading a part of an item, which has no format of its own.
    pub(crate) fn part(item: &'a Item, key: impl Into<String>) -> Self {
        Self { item, key: key.into() }
    }

    /// An error about `field`.
    pub(crate) fn corrupt(&self, field: &'static str) -> Corrupt {
        Corrupt { key: self.key.clone(), field, source: None }
    }

    /// An error about `field` with its cause.
    pub(crate) fn because(
        &self,
        field: &'static str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Corrupt {
        Corrupt { key: self.key.clone(), field, source: Some(source.into()) }
    }

    pub(crate) fn has(&self, field: &'static str) -> bool {
        self.item.contains_key(field)
    }

    pub(crate) fn text(&self, field: &'static str) -> Result<&'a str, Corrupt> {
        self.value(field)?.as_s().map(String::as_str).map_err(|_| self.corrupt(field))
    }

    pub(crate) fn parsed<T>(&self, field: &'static str) -> Result<T, Corrupt>
    where
        T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>,
    {
        self.text(field)?.parse().map_err(|err: T::Err| self.because(field, err))
    }

    pub(crate) fn number<T: std::str::FromStr>(&self, field: &'static str) -> Result<T, Corrupt> {
        let digits = self.value(field)?.as_n().map_err(|_| self.corrupt(field))?;
        digits.parse().map_err(|_| self.corrupt(field))
    }

    pub(crate) fn time(&self, field: &'static str) -> Result<Timestamp, Corrupt> {
        Timestamp::from_millisecond(self.number(field)?).map_err(|err| self.because(field, err))
    }

    pub(crate) fn blob(&self, field: &'static str) -> Result<&'a [u8], Corrupt> {
        self.value(field)?.as_b().map(AsRef::as_ref).map_err(|_| self.corrupt(field))
    }

    pub(crate) fn bytes<const N: usize>(&self, field: &'static str) -> Result<[u8; N], Corrupt> {
        exact(self.value(field)?).ok_or_else(|| self.corrupt(field))
    }

    pub(crate) fn texts(&self, field: &'static str) -> Result<Vec<&'a str>, Corrupt> {
        self.list(field, |value| value.as_s().ok().map(String::as_str))
    }

    pub(crate) fn small_numbers(&self, field: &'static str) -> Result<Vec<u8>, Corrupt> {
        self.list(field, |value| value.as_n().ok()?.parse().ok())
    }

    pub(crate) fn all_parsed<T>(&self, field: &'static str) -> Result<Vec<T>, Corrupt>
    where
        T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>,
    {
        let parse = |text: &str| text.parse().map_err(|err: T::Err| self.because(field, err));
        self.texts(field)?.into_iter().map(parse).collect()
    }

    pub(crate) fn list<T>(
        &self,
        field: &'static str,
        read: impl Fn(&'a AttributeValue) -> Option<T>,
    ) -> Result<Vec<T>, Corrupt> {
        let values = self.value(field)?.as_l().map_err(|_| self.corrupt(field))?;
        values.iter().map(read).collect::<Option<_>>().ok_or_else(|| self.corrupt(field))
    }

    /// The value of `field` read by `read`, or `None` when the item has no such field.
    pub(crate) fn optional<T>(
        &self,
        field: &'static str,
        read: impl FnOnce(&Self, &'static str) -> Result<T, Corrupt>,
    ) -> Result<Option<T>, Corrupt> {
        if self.has(field) { read(self, field).map(Some) } else { Ok(None) }
    }

    /// A value of whatever type.
    pub(crate) fn any(&self, field: &'static str) -> Result<&'a AttributeValue, Corrupt> {
        self.value(field)
    }

    fn value(&self, field: &'static str) -> Result<&'a AttributeValue, Corrupt> {
        self.item.get(field).ok_or_else(|| self.corrupt(field))
    }
}

/// Exactly `N` bytes.
pub(crate) fn exact<const N: usize>(value: &AttributeValue) -> Option<[u8; N]> {
    value.as_b().ok()?.as_ref().try_into().ok()
}

pub(crate) fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

pub(crate) fn number(value: impl std::fmt::Display) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

pub(crate) fn time(value: Timestamp) -> AttributeValue {
    number(value.as_millisecond())
}

pub(crate) fn bytes(value: &[u8]) -> AttributeValue {
    AttributeValue::B(Blob::new(value))
}

pub(crate) fn texts<T: Into<String>>(values: impl IntoIterator<Item = T>) -> AttributeValue {
    AttributeValue::L(values.into_iter().map(text).collect())
}

/// The two key attributes.
pub(crate) fn key(pk: impl Into<String>, sk: impl Into<String>) -> Item {
    Item::from([("pk".to_owned(), text(pk)), ("sk".to_owned(), text(sk))])
}

/// A new item of the current format with these key attributes.
pub(crate) fn new_item(pk: impl Into<String>, sk: impl Into<String>) -> Item {
    let mut item = key(pk, sk);
    item.insert("fmt".to_owned(), number(FORMAT));
    item
}
