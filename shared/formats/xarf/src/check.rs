//! Holds a JSON document against a shape.

use std::fmt;

use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::rule::{Check, Kind, Shape};

/// No more faults than this are told of one report.
const MOST_FAULTS: usize = 100;
/// Bytes of a member's name that are told.
const NAME_BYTES: usize = 100;

/// A place in a document.
#[derive(Clone, Copy)]
pub(crate) enum Place<'a> {
    /// The document.
    Root,
    /// The member of an object.
    Member(&'a Place<'a>, &'a str),
    /// The item of a list.
    Item(&'a Place<'a>, usize),
}

/// The place as a JSON path (RFC 9535).
impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("$"),
            Self::Member(of, name) => {
                let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
                if !name.is_empty() && name.chars().all(plain) && name.len() <= NAME_BYTES {
                    write!(f, "{of}.{name}")
                } else {
                    write!(f, "{of}[{:?}]", &name[..name.floor_char_boundary(NAME_BYTES)])
                }
            }
            Self::Item(of, index) => write!(f, "{of}[{index}]"),
        }
    }
}

/// What is wrong with `value` as a `shape`.
pub(crate) fn faults(value: &Value, shape: &'static Shape) -> Vec<Fault> {
    faults_at(value, &Kind::Object(shape), Place::Root)
}

/// What is wrong with `value` at `place` as a `kind`.
pub(crate) fn faults_at(value: &Value, kind: &Kind, place: Place<'_>) -> Vec<Fault> {
    let mut found = Faults(Vec::new());
    found.value(value, kind, place);
    found.0
}

struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, fault: Fault) {
        if self.0.len() < MOST_FAULTS && !self.0.contains(&fault) {
            self.0.push(fault);
        }
    }

    fn value(&mut self, value: &Value, kind: &Kind, place: Place<'_>) {
        let holds = match (kind, value) {
            (Kind::Any, _) | (Kind::Truth, Value::Bool(_)) => true,
            (Kind::Text { least, most, form }, Value::String(text)) => {
                let within = (*least == 0 && *most == usize::MAX)
                    || (*least..=*most).contains(&text.chars().take(most.saturating_add(1)).count());
                within && form.is_none_or(|form| (form.holds)(text))
            }
            (Kind::Code(codes), Value::String(text)) => codes.contains(&text.as_str()),
            (Kind::Number(least, most), Value::Number(number)) => {
                number.as_f64().is_some_and(|number| (*least..=*most).contains(&number))
            }
            (Kind::Whole(least, most), Value::Number(number)) => number
                .as_f64()
                .is_some_and(|number| number.fract() == 0.0 && (*least..=*most).contains(&number)),
            (Kind::List { of, least, most, distinct }, Value::Array(items)) => {
                let right = (*least..=*most).contains(&items.len())
                    && !(*distinct && (1..items.len()).any(|at| items[..at].contains(&items[at])));
                for (index, item) in items.iter().enumerate() {
                    if self.0.len() == MOST_FAULTS {
                        return;
                    }
                    self.value(item, of, Place::Item(&place, index));
                }
                right
            }
            (Kind::Object(shape), Value::Object(members)) => return self.members(members, shape, place),
            (Kind::Or(one, other), _) => return self.either(value, one, other, place),
            _ => false,
        };
        if !holds {
            self.add(Fault::wrong(place.to_string(), &kind.words()));
        }
    }

    /// One kind or the other; where neither, the faults are those inside of the one that it is nearly.
    fn either(&mut self, value: &Value, one: &Kind, other: &Kind, place: Place<'_>) {
        let of = |kind| faults_at(value, kind, place);
        let (as_one, as_other) = (of(one), of(other));
        if as_one.is_empty() || as_other.is_empty() {
            return;
        }
        let here = place.to_string();
        let inside = |faults: &[Fault]| faults.iter().all(|fault| fault.path != here);
        match (inside(&as_one), inside(&as_other)) {
            (true, _) => as_one.into_iter().for_each(|fault| self.add(fault)),
            (_, true) => as_other.into_iter().for_each(|fault| self.add(fault)),
            _ => self.add(Fault::wrong(here, &format!("{} or {}", one.words(), other.words()))),
        }
    }

    fn members(&mut self, members: &Map<String, Value>, shape: &'static Shape, place: Place<'_>) {
        for base in shape.bases {
            self.members(members, base, place);
        }
        for field in shape.fields {
            let place = Place::Member(&place, field.name);
            match members.get(field.name) {
                Some(value) => self.value(value, &field.kind, place),
                None if field.must => {
                    self.add(Fault::missing(place.to_string(), &field.kind.words()));
                }
                None => {}
            }
        }
        if members.len() < shape.least {
            let expected = format!("an object of at least {} members", shape.least);
            self.add(Fault::wrong(place.to_string(), &expected));
        }
        if !matches!(shape.others, Some(Kind::Any)) {
            let known = |name: &str| shape.fields.iter().any(|field| field.name == name);
            for (name, value) in members.iter().filter(|(name, _)| !known(name)) {
                let place = Place::Member(&place, name);
                match shape.others {
                    Some(kind) => self.value(value, kind, place),
                    None => self.add(Fault::not_allowed(place.to_string())),
                }
                if self.0.len() == MOST_FAULTS {
                    return;
                }
            }
        }
        for check in shape.checks {
            self.check(members, check, place);
        }
    }

    fn check(&mut self, members: &Map<String, Value>, check: &Check, place: Place<'_>) {
        let as_shape = |shape| {
            let mut found = Self(Vec::new());
            found.members(members, shape, place);
            found.0
        };
        match check {
            Check::Either(shapes) => {
                let tried: Vec<Vec<Fault>> = shapes.iter().map(|shape| as_shape(shape)).collect();
                if tried.iter().any(Vec::is_empty) {
                    return;
                }
                // What was meant is the shape whose members are there.
                let named =
                    |shape: &&Shape| shape.fields.iter().any(|it| it.must && members.contains_key(it.name));
                let meant = shapes.iter().position(named).unwrap_or(0);
                tried.into_iter().nth(meant).into_iter().flatten().for_each(|fault| self.add(fault));
            }
            Check::When(name, passes, then, otherwise) => {
                let shape = if passes(members.get(*name)) { then } else { otherwise };
                self.members(members, shape, place);
            }
        }
    }
}
