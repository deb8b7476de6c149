//! The language in which the formats' rules are written: tables of shapes and fields.

use serde_json::Value;

use crate::form::Form;

/// What a value must be.
#[derive(Debug)]
pub(crate) enum Kind {
    /// Anything.
    Any,
    /// A text of so many characters and of this form.
    Text { least: usize, most: usize, form: Option<&'static Form> },
    /// One of these texts.
    Code(&'static [&'static str]),
    /// A number from the first to the second, both included.
    Number(f64, f64),
    /// The same without fraction. JSON Schema counts 1.0 as one.
    Whole(f64, f64),
    /// `true` or `false`.
    Truth,
    /// A list of so many items, all of one kind.
    List { of: &'static Kind, least: usize, most: usize, distinct: bool },
    /// An object of this shape.
    Object(&'static Shape),
    /// One or the other.
    Or(&'static Kind, &'static Kind),
}

/// What the members of an object must be.
#[derive(Debug)]
pub(crate) struct Shape {
    /// These hold as well.
    pub(crate) bases: &'static [&'static Shape],
    /// The members that are known.
    pub(crate) fields: &'static [Field],
    /// What any others must be; `None` when there may be none.
    pub(crate) others: Option<&'static Kind>,
    /// The least number of members.
    pub(crate) least: usize,
    /// What holds between members.
    pub(crate) checks: &'static [Check],
}

/// A member of an object.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    /// Whether it must be there.
    pub(crate) must: bool,
    pub(crate) kind: Kind,
}

/// What holds between the members of an object.
#[derive(Debug)]
pub(crate) enum Check {
    /// One or more of these shapes.
    Either(&'static [&'static Shape]),
    /// The second shape where the member (`None`: absent) passes, else the third.
    When(&'static str, fn(Option<&Value>) -> bool, &'static Shape, &'static Shape),
}

impl Shape {
    /// An object with these members, and any others.
    pub(crate) const fn open(fields: &'static [Field]) -> Self {
        Self { bases: &[], fields, others: Some(&Kind::Any), least: 0, checks: &[] }
    }

    /// An object with these members, and no others.
    pub(crate) const fn closed(fields: &'static [Field]) -> Self {
        Self { others: None, ..Self::open(fields) }
    }

    /// An object with any members, all of one kind.
    pub(crate) const fn all(kind: &'static Kind) -> Self {
        Self { others: Some(kind), ..Self::open(&[]) }
    }

    /// The same on top of others.
    pub(crate) const fn on(self, bases: &'static [&'static Self]) -> Self {
        Self { bases, ..self }
    }

    /// The same, and these hold between its members.
    pub(crate) const fn with(self, checks: &'static [Check]) -> Self {
        Self { checks, ..self }
    }
}

/// A member that must be there.
pub(crate) const fn must(name: &'static str, kind: Kind) -> Field {
    Field { name, must: true, kind }
}

/// A member that may be there.
pub(crate) const fn may(name: &'static str, kind: Kind) -> Field {
    Field { name, must: false, kind }
}

/// Any text.
pub(crate) const TEXT: Kind = Kind::Text { least: 0, most: usize::MAX, form: None };

/// A text of at most so many characters.
pub(crate) const fn up_to(most: usize) -> Kind {
    Kind::Text { least: 0, most, form: None }
}

/// A text of at least so many characters.
pub(crate) const fn at_least(least: usize) -> Kind {
    Kind::Text { least, most: usize::MAX, form: None }
}

/// A text of this form.
pub(crate) const fn form(form: &'static Form) -> Kind {
    Kind::Text { least: 0, most: usize::MAX, form: Some(form) }
}

/// A whole number of this or more.
pub(crate) const fn whole_from(least: f64) -> Kind {
    Kind::Whole(least, f64::INFINITY)
}

/// Any whole number.
pub(crate) const WHOLE: Kind = Kind::Whole(f64::NEG_INFINITY, f64::INFINITY);

/// Any object.
pub(crate) const OBJECT: Kind = Kind::Object(&Shape::open(&[]));

/// A list of any length.
pub(crate) const fn list(of: &'static Kind) -> Kind {
    Kind::List { of, least: 0, most: usize::MAX, distinct: false }
}

/// A list of at most so many items.
pub(crate) const fn short_list(of: &'static Kind, most: usize) -> Kind {
    Kind::List { of, least: 0, most, distinct: false }
}

impl Kind {
    /// What it must be, in words: `a text of at most 200 characters`.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Any => "a value".to_owned(),
            Self::Text { form: Some(form), .. } => form.words.to_owned(),
            Self::Text { least: 0, most: usize::MAX, .. } => "a text".to_owned(),
            Self::Text { least: 0, most, .. } => format!("a text of at most {most} characters"),
            Self::Text { least, .. } => format!("a text of at least {least} characters"),
            Self::Code([one]) => format!("{one:?}"),
            Self::Code(codes) => format!("one of {}", codes.join(", ")),
            Self::Number(least, most) => format!("a number{}", range(*least, *most)),
            Self::Whole(least, most) => format!("a whole number{}", range(*least, *most)),
            Self::Truth => "true or false".to_owned(),
            Self::List { least: 0, most: usize::MAX, .. } => "a list".to_owned(),
            Self::List { least: 0, most, distinct: false, .. } => format!("a list of at most {most} items"),
            Self::List { least: 0, most, .. } => format!("a list of at most {most} different items"),
            Self::List { least, .. } => format!("a list of at least {least} items"),
            Self::Object(_) => "an object".to_owned(),
            Self::Or(one, other) => format!("{} or {}", one.words(), other.words()),
        }
    }
}

fn range(least: f64, most: f64) -> String {
    match (least.is_finite(), most.is_finite()) {
        (true, true) => format!(" from {least} to {most}"),
        (true, false) => format!(" of {least} or more"),
        (false, true) => format!(" of {most} or less"),
        (false, false) => String::new(),
    }
}
