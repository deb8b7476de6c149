//! The texts of explanations, and what stands in them.

use std::borrow::Cow;
use std::collections::HashMap;

use case::{Decider, Event, Language, OrderStep, Recorded, ReviewerId, RightKind, Territory};
use fluent_templates::Loader as _;
use fluent_templates::fluent_bundle::FluentValue;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::text::{Arg, arg, id};

fluent_templates::static_loader! {
    static EXPLANATIONS = {
        locales: "./explanations",
        fallback_language: "en",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// Tells in a language of a case, whose persons have letters in the order in which they decided.
#[derive(Debug)]
pub(super) struct Teller<'a> {
    pub(super) language: Language,
    persons: Vec<&'a ReviewerId>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(language: Language, log: &'a [Recorded]) -> Self {
        let mut persons = Vec::new();
        for recorded in log {
            if let Some(Decider::Reviewer(reviewer)) = decider(&recorded.event)
                && !persons.contains(&reviewer)
            {
                persons.push(reviewer);
            }
        }
        Self { language, persons }
    }

    /// The text under `key`, or `None` when there is none.
    pub(super) fn find(&self, key: &str, args: &[Arg<'_>]) -> Option<String> {
        let args: HashMap<Cow<'static, str>, FluentValue<'_>> =
            args.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
        EXPLANATIONS.try_lookup_with_args(id(self.language), key, &args)
    }

    /// The text under `key`. A key without a text shows as itself; a test keeps that from happening.
    pub(super) fn tell(&self, key: &str, args: &[Arg<'_>]) -> String {
        self.find(key, args).unwrap_or_else(|| key.to_owned())
    }

    pub(super) fn say(&self, key: &str) -> String {
        self.tell(key, &[])
    }

    /// The text under `<family>-<code>`, or else the one under `<family>-other`, which names the code.
    pub(super) fn coded(&self, family: &str, code: &str) -> String {
        let known = self.find(&format!("{family}-{code}"), &[]);
        known.unwrap_or_else(|| self.tell(&format!("{family}-other"), &[("code", arg(code))]))
    }

    /// The office that keeps rights of a kind under this code.
    pub(super) fn office(&self, office: &str, kind: RightKind) -> String {
        let of_kind = self.find(&format!("office-{office}-{kind}"), &[]);
        of_kind.unwrap_or_else(|| self.coded("office", office))
    }

    pub(super) fn territory(&self, territory: Territory) -> String {
        self.coded("territory", &territory.to_string())
    }

    /// Who decided, without a name: the same person has the same letter throughout.
    pub(super) fn person(&self, reviewer: &ReviewerId) -> String {
        let place = self.persons.iter().position(|it| *it == reviewer).unwrap_or_default();
        let letter = match u8::try_from(place) {
            Ok(nth @ 0..26) => char::from(b'A' + nth).to_string(),
            _ => (place + 1).to_string(),
        };
        self.tell("person", &[("letter", arg(letter))])
    }

    /// The text under `key`, or its attribute `person` where a person decided.
    pub(super) fn by(&self, key: &str, by: &Decider, args: &[Arg<'_>]) -> String {
        match by {
            Decider::Machine => self.tell(key, args),
            Decider::Reviewer(reviewer) => {
                let mut args = args.to_vec();
                args.push(("person", arg(self.person(reviewer))));
                self.tell(&format!("{key}.person"), &args)
            }
        }
    }

    /// Sentences, one after the other: Chinese leaves no blank.
    pub(super) fn joined(&self, sentences: &[String]) -> String {
        sentences.join(if self.language == Language::Zh { "" } else { " " })
    }

    /// Clauses or names in a row.
    pub(super) fn listed(&self, items: impl IntoIterator<Item = String>) -> String {
        let joined = |first: String, last: String| {
            self.tell("list-join", &[("first", arg(first)), ("last", arg(last))])
        };
        items.into_iter().reduce(joined).unwrap_or_default()
    }

    /// A point in time to the second, with its zone.
    pub(super) fn time(&self, at: Timestamp) -> String {
        let format = match self.language {
            Language::En => "%-d %B %Y, %H:%M:%S UTC",
            Language::Zh => "%Y年%-m月%-d日 %H:%M:%S（UTC）",
        };
        at.to_zoned(TimeZone::UTC).strftime(format).to_string()
    }
}

/// A text from outside, as it may stand between quotation marks: it can neither end them nor steer a terminal.
pub(super) fn foreign(text: &str) -> String {
    let harmless = |c: char| match c {
        '“' | '”' | '"' => '\'',
        c if case::steers(c) => '\u{FFFD}',
        c => c,
    };
    text.chars().map(harmless).collect()
}

/// Who decided in this event.
const fn decider(event: &Event) -> Option<&Decider> {
    match event {
        Event::Accepted { by, .. }
        | Event::Declined { by, .. }
        | Event::Order { step: OrderStep::Retried { by }, .. }
        | Event::Upheld { by, .. }
        | Event::RestoreDecided { by, .. }
        | Event::Corrected { by, .. }
        | Event::Kept { by, .. }
        | Event::BlindReview { by, .. }
        | Event::CourtClaimReviewed { by, .. }
        | Event::LetterReviewed { by, .. }
        | Event::AppealDecided { by, .. } => Some(by),
        _ => None,
    }
}
