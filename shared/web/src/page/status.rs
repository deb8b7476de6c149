//! The complainant's page: where each listing of a complaint stands, and what can be done about it.

mod answer;

use std::collections::BTreeMap;

use askama::Template;
use case::{
    Case, Claim, DeclineCode, Event, Language, Note, PartyAct, Recorded, Reference, Side, State, Territory,
};
use jiff::Timestamp;
use policy::Due;

use answer::AnswerForm;

use super::completion::{self, fields_of};
use super::field::Field;
use super::files::Files;
use super::received::{Quoted, Received};
use super::told::{declined, has_calendar, until_sentence};
use super::{Done, FieldError, FormValues, Site, html, tone};
use crate::deadline::follows;
use crate::history::{Line, lines};
use crate::text::{arg, due, say, tell, time, web_address};
use crate::words::{self, DeclineWords};

/// A case as its complainant sees it.
#[derive(Debug, Clone)]
pub struct CaseView {
    /// The case.
    pub case: Case,
    /// Its events.
    pub log: Vec<Recorded>,
    /// Title of the listing, when known.
    pub title: Option<String>,
    /// Name of its marketplace.
    pub marketplace: String,
    /// Address of the listing.
    pub url: String,
    /// When the clock that runs now ends, when one runs.
    pub until: Option<Due>,
    /// What the seller has stated about it.
    pub received: Vec<Received>,
}

/// What was typed into one of the page's forms, when it was rejected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    /// Of which case; empty for the whole complaint.
    pub case: String,
    /// What was to be done: `answer`, or the code of a [`PartyAct`].
    pub act: String,
    /// The words.
    pub text: String,
    /// The code of a ground, the court and its number of the matter, in an answer to a counter-notice.
    pub ground: String,
    /// See `ground`.
    pub court: String,
    /// See `ground`.
    pub docket: String,
    /// Uploaded files, each `<inbox key> <file name>`.
    pub evidence: Vec<String>,
}

/// The status page of a complaint.
#[derive(Debug, Clone)]
pub struct Status {
    /// The site; its path is `link`.
    pub site: Site,
    /// Path of this page. Its forms post to `<link>/complete` (the fields of what is missing), `/withdraw`
    /// (`case`, or none for all with `confirm`), `/answer` (`case`, `answer` = `concede`, `contest` or
    /// `court`, `text`), `/appeal` (`case`, `text`), `/message` (`case`, or none for all; `text`) and
    /// `/resubmit` (`case`, the right's fields, `explanation`). The last four also take files.
    pub link: String,
    /// By which people name the complaint.
    pub reference: Reference,
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
    /// What was typed into another form, when that was rejected.
    pub typed: Typed,
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
    /// By which people name the case, where the page shows several.
    reference: Option<Reference>,
    title: String,
    url: &'a str,
    href: Option<&'a str>,
    state: String,
    tone: &'static str,
    sentence: String,
    until: Option<String>,
    /// How that follows.
    follows: Vec<String>,
    decline: Option<DeclineWords>,
    /// Why, in the words of the person who declined it.
    decline_note: Option<String>,
    /// Whether it is filed again with the complaint form only: none of this page does that.
    files_again: bool,
    /// Whether another claim may be chosen there for the same listing: the form of this page keeps the claim.
    changes_claim: bool,
    decided_by: String,
    /// What the person wrote who took the last decision, where that is no decline.
    note: Option<String>,
    received: Vec<Quoted>,
    history: Vec<Line>,
    /// Whether an answer is due.
    must_answer: bool,
    answer: Option<AnswerForm>,
    resubmit: Option<Correction>,
    /// The other statements that the complainant may make now; those of the second list stand last.
    statements: Vec<StatementForm>,
    messages: Vec<StatementForm>,
    may_withdraw: bool,
}

/// Where a party makes a statement.
struct StatementForm {
    act: &'static str,
    title: String,
    lead: String,
    send: String,
    ask: Ask,
}

/// Where a declined complaint is corrected.
struct Correction {
    fields: Vec<String>,
    files: String,
}

/// Where a party writes something and attaches files.
struct Ask {
    text: String,
    files: String,
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
    message_all: Option<StatementForm>,
    may_withdraw_all: bool,
    /// Whether there is a deadline to put into a calendar.
    has_calendar: bool,
}

impl StatusTemplate<'_> {
    /// Where what is wrong was typed.
    fn anchor(&self, error: &FieldError) -> String {
        let Typed { case, act, .. } = &self.view.typed;
        if !act.is_empty() {
            format!("{}{}", ask_prefix(case, act), error.field)
        } else if self.view.missing_fields().contains(&error.field.as_str()) {
            error.field.clone()
        } else {
            "main".to_owned()
        }
    }

    /// Whether what was typed there was rejected, and is to be seen.
    fn is_open(&self, case: &str, act: &str) -> bool {
        self.view.typed.case == case && self.view.typed.act == act
    }

    /// The listings whose complainant is asked something.
    fn asking(&self) -> Vec<&Row<'_>> {
        self.rows.iter().filter(|row| row.must_answer).collect()
    }
}

impl Status {
    /// The page.
    #[must_use]
    pub fn html(&self) -> String {
        let language = self.site.language;
        let rows: Vec<_> = self.cases.iter().map(|view| self.row(view)).collect();
        let fields = self.missing_fields();
        let complete_until = self.cases.iter().filter(|view| is_incomplete(view)).find_map(|view| view.until);
        html(&StatusTemplate {
            site: &self.site,
            view: self,
            errors: &self.errors,
            pending: self.is_pending(),
            done: self.done.map(|done| done.text(language, Side::Complainant)),
            filed_at: time(language, self.filed_at),
            claim: words::claim(language, self.claim),
            completion: fields.into_iter().map(|name| self.demanded(name)).collect(),
            complete_until: complete_until.map(|until| due(language, until)),
            counts: counts(&rows),
            has_calendar: self
                .cases
                .iter()
                .any(|view| has_calendar(view.until, &view.case, Side::Complainant)),
            may_withdraw_all: self.listings > 1 && rows.iter().any(|row| row.may_withdraw),
            message_all: (self.listings > 1 && rows.iter().any(|row| !row.messages.is_empty()))
                .then(|| self.statement("", PartyAct::Message)),
            rows,
        })
    }

    /// Whether the page may change soon by itself.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        // A page that reloads while someone types would lose what was typed.
        let asks = self.cases.iter().any(|view| is_incomplete(view) || may_answer(&view.case));
        let moves = self.cases.iter().any(|view| !view.case.owed().is_empty());
        !asks && self.errors.is_empty() && (self.opening || moves)
    }

    /// The field `name`, of what is missing.
    fn demanded(&self, name: &str) -> String {
        if name == "evidence" {
            return Files::new(&self.site, "", &self.values.evidence, &self.errors).html();
        }
        let value = self.values.get(name);
        Field::new(self.site.language, name, value, &self.errors, Some(self.claim)).demanded().html()
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

const fn is_incomplete(view: &CaseView) -> bool {
    matches!(view.case.state, State::Incomplete { .. })
}

fn may_answer(case: &Case) -> bool {
    PartyAct::ANSWERS.iter().any(|answer| case.may_act(Side::Complainant, *answer))
}

/// How a listing is called whose title is not known.
pub(super) fn listing_words(language: Language, id: &str, marketplace: &str) -> String {
    tell(language, "status-listing", &[("id", arg(id)), ("marketplace", arg(marketplace))])
}

/// Whether it is a statement whose form asks for words and files only.
fn is_plain_statement(act: PartyAct) -> bool {
    let document = case::Digest::new([0; 32]);
    act.statement(Side::Complainant, document).is_some() && !PartyAct::ANSWERS.contains(&act)
}

/// What the ids of the form for `act` begin with.
fn ask_prefix(case: &str, act: &str) -> String {
    if case.is_empty() { format!("all-{act}-") } else { format!("{case}-{act}-") }
}

/// What the person wrote who took the last decision; that of a decline stands with its reason.
fn decision_note(view: &CaseView) -> Option<&Note> {
    let last = view.log.iter().rev().map(|it| &it.event).find(|event| event.is_decision())?;
    let is_decline =
        matches!(last, Event::Declined { .. } | Event::Corrected { why: case::Correction::Unfounded(_), .. });
    last.note().filter(|_| !is_decline)
}

impl Status {
    fn row<'a>(&self, view: &'a CaseView) -> Row<'a> {
        let language = self.site.language;
        let case = &view.case;
        let id = case.id.to_string();
        let files = format!("{}/received/{id}", self.link);
        let decline = declined(view);
        let acts = case.acts_of(Side::Complainant);
        let until = view.until.and_then(|until| until_sentence(language, case, until, Side::Complainant));
        let (messages, statements) = acts
            .iter()
            .filter(|act| is_plain_statement(**act))
            .map(|act| (*act, self.statement(&id, *act)))
            .partition::<Vec<_>, _>(|(act, _)| *act == PartyAct::Message);
        let forms = |list: Vec<(PartyAct, StatementForm)>| list.into_iter().map(|(_, form)| form).collect();
        Row {
            reference: (self.listings > 1).then_some(case.filing.reference),
            title: view.title.clone().unwrap_or_else(|| {
                listing_words(language, case.filing.listing.id.as_str(), &view.marketplace)
            }),
            url: &view.url,
            href: web_address(&view.url),
            state: words::state(language, &case.state),
            tone: tone(&case.state),
            sentence: words::state_sentence(language, case, Side::Complainant),
            follows: until.as_ref().map(|_| follows(language, case)).unwrap_or_default(),
            until,
            decline: decline.as_ref().map(|decline| words::decline_of(language, decline.code, &case.filing)),
            decline_note: decline.as_ref().and_then(|it| it.note.as_ref()).map(ToString::to_string),
            files_again: !acts.contains(&PartyAct::Resubmit)
                && decline.as_ref().is_some_and(|decline| words::is_filed_again(decline.code)),
            changes_claim: acts.contains(&PartyAct::Resubmit)
                && decline.as_ref().is_some_and(|decline| decline.code == DeclineCode::WrongKindOfRight),
            decided_by: decline
                .as_ref()
                .map(|decline| self.site.decided_by(&decline.by, acts.contains(&PartyAct::Appeal)))
                .unwrap_or_default(),
            note: decision_note(view).map(|note| tell(language, "decided-note", &[("note", arg(note))])),
            received: view.received.iter().map(|it| it.quoted(&self.site, &files)).collect(),
            history: lines(language, &view.log, Side::Complainant),
            must_answer: matches!(
                case.state,
                State::CounterNoticed { .. } | State::AwaitingAnswer { contested: None, .. }
            ),
            answer: may_answer(case).then(|| self.answer(&id, case.filing.territory, &acts)),
            resubmit: acts.contains(&PartyAct::Resubmit).then(|| self.correction(&id, case.filing.territory)),
            statements: forms(statements),
            messages: forms(messages),
            may_withdraw: acts.contains(&PartyAct::Withdraw),
            id,
        }
    }

    /// The form in which a declined complaint is corrected: what it said, to be changed.
    fn correction(&self, case: &str, territory: Territory) -> Correction {
        let prefix = ask_prefix(case, "resubmit");
        let is_this = self.typed.case == case && self.typed.act == "resubmit";
        let errors = if is_this { &self.errors[..] } else { &[][..] };
        let right: &[&str] = if self.claim.is_of_work() {
            &["work"]
        } else {
            &["right_office", "right_number", "account_secret"]
        };
        // What is changed is declared again.
        let declared = completion::declared(self.claim, territory);
        let field = |name: &&str| {
            let value = if declared.contains(name) && !is_this { "" } else { self.values.get(name) };
            Field::new(self.site.language, name, value, errors, Some(self.claim)).within(&prefix).html()
        };
        let typed: &[String] = if is_this { &self.typed.evidence } else { &[] };
        Correction {
            fields: right.iter().chain(&["explanation"]).chain(&declared).map(field).collect(),
            files: Files::new(&self.site, &prefix, typed, errors).html(),
        }
    }

    fn statement(&self, case: &str, act: PartyAct) -> StatementForm {
        let text = |part: &str| say(self.site.language, &format!("{act}-{part}"));
        StatementForm {
            act: act.code(),
            title: text("title"),
            lead: text("lead"),
            send: text("send"),
            ask: self.ask(case, act.code(), &format!("{act}-text")),
        }
    }

    /// What was typed into the form for `act`, and what is wrong with it; `nothing` where another form was sent.
    fn typed_into<'a>(&'a self, case: &str, act: &str, nothing: &'a Typed) -> (&'a Typed, &'a [FieldError]) {
        let is_this = self.typed.case == case && self.typed.act == act;
        if is_this { (&self.typed, &self.errors) } else { (nothing, &[]) }
    }

    fn ask(&self, case: &str, act: &str, label: &str) -> Ask {
        let prefix = ask_prefix(case, act);
        let nothing = Typed::default();
        let (typed, errors) = self.typed_into(case, act, &nothing);
        let text = Field::new(self.site.language, "text", &typed.text, errors, None);
        Ask {
            text: text.within(&prefix).labelled(say(self.site.language, label)).html(),
            files: Files::new(&self.site, &prefix, &typed.evidence, errors).html(),
        }
    }
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
