//! The complainant's page: where each listing of a complaint stands, and what can be done about it.

use std::collections::BTreeMap;

use askama::Template;
use case::{Actor, Answer, Case, Claim, Command, Digest, Element, Language, Recorded, Side, State};
use jiff::Timestamp;

use super::field::Field;
use super::{FieldError, FormValues, Site, html, tone};
use crate::history::{Line, lines};
use crate::text::{arg, say, tell, time, web_address};
use crate::words::{self, DeclineWords};

/// Something that the reader has just done, to be confirmed on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Done {
    /// The complaint was completed.
    Completed,
    /// The complaint, or a listing of it, was withdrawn.
    Withdrawn,
    /// A counter-notice was answered.
    Answered,
    /// An appeal was made.
    Appealed,
    /// A counter-notice was made.
    Objected,
}

impl Done {
    /// Every value.
    pub const ALL: &'static [Self] =
        &[Self::Completed, Self::Withdrawn, Self::Answered, Self::Appealed, Self::Objected];

    /// The code by which a redirect hands it to the next page (`?done=`).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Withdrawn => "withdrawn",
            Self::Answered => "answered",
            Self::Appealed => "appealed",
            Self::Objected => "objected",
        }
    }

    /// Reads a code; anything unknown is nothing done.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|done| done.code() == code)
    }

    pub(super) fn text(self, language: Language) -> String {
        say(language, &format!("done-{}", self.code()))
    }
}

/// A case as its complainant sees it.
#[derive(Debug, Clone)]
pub struct CaseView {
    /// The case.
    pub case: Case,
    /// Its events.
    pub log: Vec<Recorded>,
    /// Title of the listing, when known.
    pub title: Option<String>,
    /// Address of the listing.
    pub url: String,
    /// When the clock that runs now ends, when one runs.
    pub until: Option<Timestamp>,
    /// The seller's counter-notice, when there is one.
    pub counter_notice: Option<String>,
}

/// The status page of a complaint.
#[derive(Debug, Clone)]
pub struct Status {
    /// The site; its path is `link`.
    pub site: Site,
    /// Path of this page. Its forms post to `<link>/complete` (the fields of what is missing), `/withdraw`
    /// (`case`, or none for all with `confirm`), `/answer` (`case`, `answer` = `concede`, `contest` or
    /// `court`, `text`) and `/appeal` (`case`, `text`).
    pub link: String,
    /// Reference of the complaint, for people.
    pub reference: String,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// What is claimed.
    pub claim: Claim,
    /// The right relied on, in words.
    pub right: String,
    /// Who complains.
    pub complainant: String,
    /// Why, in the complainant's words.
    pub explanation: String,
    /// Number of listings that the complaint names.
    pub listings: u16,
    /// The cases shown. Fewer than `listings` while cases are being opened, or when there are several pages.
    pub cases: Vec<CaseView>,
    /// Whether cases are still being opened.
    pub opening: bool,
    /// Which page of the cases this is, from 1.
    pub page: u16,
    /// How many pages there are.
    pub pages: u16,
    /// What the reader has just done.
    pub done: Option<Done>,
    /// What was typed into the completion, when it was rejected; else what the complaint says already.
    pub values: FormValues,
    /// Why a form was rejected.
    pub errors: Vec<FieldError>,
}

struct Count {
    label: String,
    tone: &'static str,
    number: usize,
}

struct Row<'a> {
    id: String,
    title: String,
    url: &'a str,
    href: Option<&'a str>,
    state: String,
    tone: &'static str,
    sentence: String,
    until: Option<String>,
    decline: Option<DeclineWords>,
    decline_code: &'static str,
    decided_by: String,
    counter_notice: Option<&'a str>,
    history: Vec<Line>,
    may_answer: bool,
    may_appeal: bool,
    may_withdraw: bool,
}

#[derive(Template)]
#[template(path = "status.html")]
struct StatusTemplate<'a> {
    site: &'a Site,
    view: &'a Status,
    errors: &'a [FieldError],
    pending: bool,
    done: Option<String>,
    filed_at: String,
    claim: String,
    completion: Vec<String>,
    complete_until: Option<String>,
    counts: Vec<Count>,
    rows: Vec<Row<'a>>,
    may_withdraw_all: bool,
}

impl StatusTemplate<'_> {
    /// The fields of the completion have an id of their own; those of a listing's forms have not.
    fn anchor<'a>(&self, error: &'a FieldError) -> &'a str {
        if self.view.missing_fields().contains(&error.field.as_str()) { &error.field } else { "main" }
    }
}

impl Status {
    /// The page.
    #[must_use]
    pub fn html(&self) -> String {
        let language = self.site.language;
        let rows: Vec<_> = self.cases.iter().map(|view| row(&self.site, view)).collect();
        let fields = self.missing_fields();
        let complete_until = self.cases.iter().filter(|view| is_incomplete(view)).find_map(|view| view.until);
        html(&StatusTemplate {
            site: &self.site,
            view: self,
            errors: &self.errors,
            pending: self.is_pending(),
            done: self.done.map(|done| done.text(language)),
            filed_at: time(language, self.filed_at),
            claim: words::claim(language, self.claim),
            completion: fields
                .into_iter()
                .map(|name| Field::new(language, name, self.values.get(name), &self.errors).demanded().html())
                .collect(),
            complete_until: complete_until.map(|until| time(language, until)),
            counts: counts(&rows),
            may_withdraw_all: self.listings > 1 && rows.iter().any(|row| row.may_withdraw),
            rows,
        })
    }

    /// Whether the page may change soon by itself.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        // A page that reloads while somebody types would lose what was typed.
        let asks = self.cases.iter().any(|view| is_incomplete(view) || may_answer(&view.case));
        let moves = self.cases.iter().any(|view| !view.case.owed().is_empty());
        !asks && self.errors.is_empty() && (self.opening || moves)
    }

    /// The fields that would supply what is missing, in the order of the form.
    fn missing_fields(&self) -> Vec<&'static str> {
        let mut fields = Vec::new();
        let missing = self.cases.iter().filter_map(|view| match &view.case.state {
            State::Incomplete { missing, .. } => Some(missing),
            _ => None,
        });
        for element in missing.flatten() {
            for field in fields_of(*element, self.claim) {
                if !fields.contains(field) {
                    fields.push(*field);
                }
            }
        }
        fields
    }
}

const fn fields_of(element: Element, claim: Claim) -> &'static [&'static str] {
    match (element, claim) {
        (Element::Explanation, _) => &["explanation"],
        (Element::Location, _) => &["listings"],
        (Element::Name, _) => &["name"],
        (Element::Email, _) => &["email"],
        (Element::GoodFaith, _) => &["good_faith"],
        (Element::Right, Claim::Copyright) => &["work"],
        (Element::Right, _) => &["right_office", "right_number"],
        (Element::PostalAddress, _) => &["postal_address"],
        (Element::Telephone, _) => &["telephone"],
        (Element::Perjury, _) => &["perjury"],
        (Element::Signature, _) => &["signature"],
    }
}

const fn is_incomplete(view: &CaseView) -> bool {
    matches!(view.case.state, State::Incomplete { .. })
}

/// Whether `command` would change the case.
pub(super) fn may(case: &Case, by: &Actor, command: &Command) -> bool {
    matches!(case.decide(by, command, case.last_at), Ok(Some(_)))
}

/// A document that no case holds yet.
pub(super) fn new_document() -> Digest {
    Digest::of(b"")
}

fn may_answer(case: &Case) -> bool {
    may(case, &Actor::Complainant, &Command::Answer { answer: Answer::Contest, document: new_document() })
}

fn row<'a>(site: &Site, view: &'a CaseView) -> Row<'a> {
    let language = site.language;
    let case = &view.case;
    let decline = match &case.state {
        State::Declined { decline } => Some(decline),
        _ => None,
    };
    Row {
        id: case.id.to_string(),
        title: view
            .title
            .clone()
            .unwrap_or_else(|| site.with("status-listing", "id", case.filing.listing.id.as_str())),
        url: &view.url,
        href: web_address(&view.url),
        state: words::state(language, &case.state),
        tone: tone(&case.state),
        sentence: words::state_sentence(language, &case.state, Side::Complainant),
        until: view.until.and_then(|until| until_sentence(language, case, until, Side::Complainant)),
        decline: decline.map(|decline| words::decline(language, decline.code)),
        decline_code: decline.map_or("", |decline| decline.code.code()),
        decided_by: decline.map(|decline| site.decided_by(&decline.by)).unwrap_or_default(),
        counter_notice: view.counter_notice.as_deref(),
        history: lines(language, &view.log, Side::Complainant),
        may_answer: may_answer(case),
        may_appeal: may(case, &Actor::Complainant, &Command::Appeal { document: new_document() }),
        may_withdraw: may(case, &Actor::Complainant, &Command::Withdraw),
    }
}

/// What happens when the clock that runs now ends, and when.
pub(super) fn until_sentence(
    language: Language,
    case: &Case,
    until: Timestamp,
    side: Side,
) -> Option<String> {
    use case::Clock;
    let key = match (case.clock()?.clock, side) {
        (Clock::Decision, _) => "until-decision",
        (Clock::Completion, Side::Complainant) => "until-completion",
        (Clock::Completion, Side::Seller) => return None,
        (Clock::Answer, Side::Complainant) => "until-answer",
        (Clock::Answer, Side::Seller) => "until-answer-seller",
        (Clock::Appeal, _) => {
            let actor = if side == Side::Seller { Actor::Seller } else { Actor::Complainant };
            let appeal = Command::Appeal { document: new_document() };
            if !may(case, &actor, &appeal) {
                return None;
            }
            let objection = Command::CounterNotice { document: new_document() };
            if may(case, &actor, &objection) { "until-object" } else { "until-appeal" }
        }
    };
    Some(tell(language, key, &[("until", arg(time(language, until)))]))
}

fn counts(rows: &[Row<'_>]) -> Vec<Count> {
    let mut numbers: BTreeMap<(&str, &'static str), usize> = BTreeMap::new();
    for row in rows {
        *numbers.entry((&row.state, row.tone)).or_default() += 1;
    }
    numbers
        .into_iter()
        .map(|((label, tone), number)| Count { label: label.to_owned(), tone, number })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::find;

    #[test]
    fn every_confirmation_has_its_words_and_its_code_reads_back() {
        for done in Done::ALL {
            assert_eq!(Done::from_code(done.code()), Some(*done));
            for language in Language::ALL {
                assert!(find(*language, &format!("done-{}", done.code()), &[]).is_some());
            }
        }
        assert_eq!(Done::from_code("<script>"), None);
    }
}
