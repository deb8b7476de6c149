//! The seller's page of one listing: what was done, why, and how to object.

use askama::Template;
use case::{
    Case, CaseId, Decider, Event, MeasureState, OrderStep, PartyAct, Recorded, Side, State, WhyRestore,
    is_before_court,
};
use contract::statement::NamedListing;
use jiff::Timestamp;
use notice::field::of_counter_notice;
use policy::{CounterElement, Due, NoticeLaw, Step};

use super::field::Field;
use super::files::Files;
use super::received::{Quoted, Received};
use super::status::listing_words;
use super::told::{has_calendar, until_sentence};
use super::{Done, FieldError, Site, html, tone};
use crate::counter_notice::{handed_on, label};
use crate::deadline::follows;
use crate::history::{Line, lines};
use crate::text::{arg, of_answer, say, tell, time, web_address};
use crate::words;

/// The page to which the statement of reasons leads.
#[derive(Debug, Clone)]
pub struct SellerPage {
    /// The site; its path is `link`.
    pub site: Site,
    /// Path of this page. Its forms post here: `action` (the code of a [`PartyAct`]), `text`, `name`,
    /// and what [`NoticeLaw::counter_demands`] asks of a counter-notice.
    pub link: String,
    /// The case.
    pub case: Case,
    /// Its events.
    pub log: Vec<Recorded>,
    /// Title of the listing, when known.
    pub title: Option<String>,
    /// Address of the listing.
    pub url: String,
    /// Name of the marketplace.
    pub marketplace: String,
    /// The right relied on, in words.
    pub right: String,
    /// Who complained.
    pub complainant: String,
    /// Why, in the complainant's words.
    pub explanation: String,
    /// What the complainant has answered to the seller's counter-notice.
    pub received: Vec<Received>,
    /// When the clock that runs now ends, when one runs.
    pub until: Option<Due>,
    /// The listings for which a counter-notice can be made together with this one.
    pub beside: Vec<Beside>,
    /// Whether there may be more of them than are shown.
    pub may_be_more: bool,
    /// What the reader has just done.
    pub done: Option<Done>,
    /// Where that was a counter-notice for several listings: those for which it counts.
    pub counts_for: Vec<NamedListing>,
    /// … and those for which it does not, since none was open there any more.
    pub left_out: Vec<NamedListing>,
    /// Which form was rejected.
    pub rejected: Option<PartyAct>,
    /// What was typed into it.
    pub text: String,
    /// The name typed.
    pub name: String,
    /// The rest of a counter-notice, as typed.
    pub postal_address: String,
    /// See `postal_address`.
    pub telephone: String,
    /// See `postal_address`.
    pub signature: String,
    /// Uploaded files, each `<inbox key> <file name>`.
    pub evidence: Vec<String>,
    /// Why it was rejected.
    pub errors: Vec<FieldError>,
}

/// Another listing that one complaint took down, of the same seller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// Its case.
    pub case: Case,
    /// Its address.
    pub url: String,
    /// Whether it was ticked in the form that was rejected.
    pub is_ticked: bool,
}

/// A listing with a check box.
struct Choice {
    id: String,
    case: CaseId,
    words: String,
    url: String,
    is_ticked: bool,
}

struct Decided {
    measure: String,
    /// When and how the last decision was taken.
    at: String,
    by: String,
    /// Where and how long, while the listing is down.
    scope: Option<String>,
}

/// What the seller may do against a decision, under a title.
struct Redress {
    title: String,
    ways: Vec<String>,
}

struct Action {
    code: &'static str,
    /// What the ids of its fields begin with.
    prefix: String,
    is_rejected: bool,
    title: String,
    lead: String,
    send: String,
    /// Further listings for which it can count.
    beside: Vec<Choice>,
    fields: Vec<String>,
    /// What of it the other side receives.
    handed_on: Option<String>,
}

#[derive(Template)]
#[template(path = "seller.html")]
struct SellerTemplate<'a> {
    site: &'a Site,
    view: &'a SellerPage,
    errors: &'a [FieldError],
    done: Option<String>,
    counts_for: Vec<String>,
    title: String,
    href: Option<&'a str>,
    state: String,
    tone: &'static str,
    sentence: String,
    until: Option<String>,
    /// How that follows.
    follows: Vec<String>,
    /// Whether there is a deadline to put into a calendar.
    has_calendar: bool,
    decision: Option<Decided>,
    redress: Option<Redress>,
    claim: String,
    ground: String,
    received: Vec<Quoted>,
    actions: Vec<Action>,
    history: Vec<Line>,
}

/// What is good news for one side is not for the other.
fn seller_tone(state: &State) -> &'static str {
    match tone(state) {
        "good" => "attention",
        "bad" => "quiet",
        other => other,
    }
}

impl SellerTemplate<'_> {
    /// Where what is wrong was typed.
    fn anchor(&self, error: &FieldError) -> String {
        let form = self.actions.iter().find(|action| action.is_rejected);
        format!("{}{}", form.map_or("", |action| &action.prefix), error.field)
    }
}

impl SellerPage {
    /// The page.
    #[must_use]
    pub fn html(&self) -> String {
        let language = self.site.language;
        let claim = self.case.filing.claim;
        let listing = self.case.filing.listing.id.as_str();
        let files = format!("{}/received", self.link);
        let until = self.until.and_then(|until| until_sentence(language, &self.case, until, Side::Seller));
        html(&SellerTemplate {
            site: &self.site,
            view: self,
            errors: &self.errors,
            done: self.done.map(|done| done.text(language, Side::Seller)),
            counts_for: self.counts_for(),
            title: self.title.clone().unwrap_or_else(|| listing_words(language, listing, &self.marketplace)),
            href: web_address(&self.url),
            state: words::state(language, &self.case.state),
            tone: seller_tone(&self.case.state),
            sentence: words::state_sentence(language, &self.case, Side::Seller),
            follows: until.as_ref().map(|_| follows(language, &self.case)).unwrap_or_default(),
            until,
            has_calendar: has_calendar(self.until, &self.case, Side::Seller),
            decision: self.decision(),
            redress: self.redress(),
            claim: words::claim(language, claim),
            ground: words::legal_ground(language, claim, &policy::grounds(&self.case.filing)),
            received: self.received.iter().map(|it| it.quoted(&self.site, &files)).collect(),
            actions: self.actions(),
            history: lines(language, &self.log, Side::Seller),
        })
    }

    /// For which listings the counter-notice counts that was just made for several, and for which not.
    fn counts_for(&self) -> Vec<String> {
        let language = self.site.language;
        let told = |key, listings: &[NamedListing]| {
            let named: Vec<&str> = listings.iter().map(|it| it.listing.as_str()).collect();
            let count = u32::try_from(named.len()).unwrap_or(u32::MAX).into();
            let named = arg(named.join(&say(language, "site-comma")));
            (!listings.is_empty()).then(|| tell(language, key, &[("count", count), ("listings", named)]))
        };
        let counts = told("seller-counts-for", &self.counts_for);
        counts.into_iter().chain(told("seller-left-out", &self.left_out)).collect()
    }

    fn decision(&self) -> Option<Decided> {
        let decision = self.case.state.decision()?;
        let language = self.site.language;
        let measure_state = self.case.measure_state();
        let marketplace = [("marketplace", arg(&self.marketplace))];
        let only_in = &self.case.only_in;
        let no_more = |key: &str| {
            let measure = words::measure(language, decision.measure, only_in);
            words::bracketed(language, &measure, self.site.say(key))
        };
        let (at, by) = self.last_decision()?;
        Some(Decided {
            measure: match measure_state {
                MeasureState::Ordered => no_more("seller-measure-ordered"),
                MeasureState::NeverTaken | MeasureState::Lifted | MeasureState::LeftDown => {
                    no_more("seller-measure-lifted")
                }
                MeasureState::InForce | MeasureState::LiftOrdered if !only_in.is_empty() => {
                    words::measure(language, decision.measure, only_in)
                }
                MeasureState::InForce | MeasureState::LiftOrdered => {
                    tell(language, &format!("measure-{}.seller", decision.measure), &marketplace)
                }
            },
            at: time(language, at),
            by,
            scope: measure_state.is_down().then(|| {
                if only_in.is_empty() {
                    return tell(language, "seller-scope-text", &marketplace);
                }
                let named = arg(words::territories(language, only_in));
                tell(language, "seller-scope-part", &[("territories", named)])
            }),
        })
    }

    /// When the last decision for or against the measure was taken, and how.
    fn last_decision(&self) -> Option<(Timestamp, String)> {
        let may_appeal = self.case.may_act(Side::Seller, PartyAct::Appeal);
        let court = || self.site.say("decided-court");
        let how = |event: &Event| match event {
            Event::Upheld { .. } if is_before_court(&self.log) => Some(court()),
            Event::RestoreDecided { why: WhyRestore::Court, .. } => Some(court()),
            // A person's decision keeps its author, note and date when another reviewer retries the order.
            Event::Order { action, step: OrderStep::Retried { by } }
                if !action.is_restore() && !self.is_accepted_by_person() =>
            {
                Some(self.site.decided_by(by, may_appeal))
            }
            Event::Accepted { by, .. }
            | Event::Upheld { by, .. }
            | Event::RestoreDecided { by, .. }
            | Event::Corrected { by, .. }
            | Event::Kept { by, .. }
            | Event::CourtClaimReviewed { by, .. }
            | Event::AppealDecided { by, .. } => {
                Some(self.with_reason(self.site.decided_by(by, may_appeal), event))
            }
            _ => None,
        };
        self.log.iter().rev().find_map(|recorded| Some((recorded.at, how(&recorded.event)?)))
    }

    fn is_accepted_by_person(&self) -> bool {
        self.log.iter().any(|it| {
            matches!(
                it.event,
                Event::Accepted { by: Decider::Reviewer(_), .. }
                    | Event::AppealDecided { measure: Some(_), .. }
            )
        })
    }

    /// How a decision was taken, with the reason of a person for it, in that person's words as well.
    fn with_reason(&self, how: String, event: &Event) -> String {
        let language = self.site.language;
        let told = self.with_finding(how, event);
        let Some(note) = event.note() else { return told };
        words::joined(language, &told, &tell(language, "decided-note", &[("note", arg(note))]))
    }

    /// How a decision was taken, with what it found.
    fn with_finding(&self, how: String, event: &Event) -> String {
        let language = self.site.language;
        let does_it = || {
            let claim = words::claim(language, self.case.filing.claim);
            tell(language, "letter-found-claimed", &[("claim", arg(claim))])
        };
        let why = match event {
            Event::RestoreDecided { why, .. } => words::why_restored(language, *why),
            Event::AppealDecided { reversed: true, measure: None, .. } => {
                words::why_restored(language, WhyRestore::Appeal)
            }
            Event::Accepted { by: Decider::Reviewer(_), .. }
            | Event::Upheld { by: Decider::Reviewer(_), .. }
            | Event::Kept { .. }
            | Event::AppealDecided { measure: Some(_), .. } => does_it(),
            Event::AppealDecided { reversed: false, .. } if self.case.measure_state().is_down() => does_it(),
            _ => return how,
        };
        words::joined(language, &how, &why)
    }

    /// Redress with us where it is open; courts and dispute settlement bodies while there is something to redress.
    fn redress(&self) -> Option<Redress> {
        let may_appeal = self.case.may_act(Side::Seller, PartyAct::Appeal);
        if !may_appeal && !self.case.measure_state().is_down() {
            return None;
        }
        let may_ask = self.case.may_act(Side::Seller, PartyAct::AskPerson);
        let title = if may_appeal || may_ask { "seller-redress" } else { "seller-redress-outside" };
        let law = NoticeLaw::of_filing(&self.case.filing);
        let way = |key: &str, law| words::resting_on(self.site.language, &self.site.say(key), law);
        let ask = may_ask.then(|| way("redress-ask", None));
        let appeal = may_appeal.then(|| way("redress-appeal", law.provision(Step::Appeal)));
        let body = law.provision(Step::Settlement).map(|law| way("redress-body", Some(law)));
        let court = Some(way("redress-court", None));
        Some(Redress {
            title: self.site.say(title),
            ways: [ask, appeal, body, court].into_iter().flatten().collect(),
        })
    }

    /// A form for everything that the seller may do now.
    fn actions(&self) -> Vec<Action> {
        let acts = self.case.acts_of(Side::Seller);
        acts.iter().enumerate().map(|(place, act)| self.action(place, *act)).collect()
    }

    fn action(&self, place: usize, act: PartyAct) -> Action {
        let language = self.site.language;
        let law = NoticeLaw::of_filing(&self.case.filing);
        let words = |part: &str| match (act, part) {
            (PartyAct::CounterNotice, "lead") => say(language, &of_answer(law, "seller-counter_notice-lead")),
            _ => say(language, &format!("seller-{act}-{part}")),
        };
        let prefix = if place == 0 { String::new() } else { format!("{act}-") };
        let is_rejected = self.rejected == Some(act);
        let errors = if is_rejected { &self.errors[..] } else { &[] };
        let evidence = if is_rejected { &self.evidence[..] } else { &[] };
        let field = |name: &str, value: &str, label: String| {
            let value = if is_rejected { value } else { "" };
            let field = Field::new(language, name, value, errors, None).labelled(label).within(&prefix);
            // Files may say it.
            let may_lack = name == "text" && act == PartyAct::Message;
            if may_lack { field } else { field.demanded() }.html()
        };
        let mut fields = vec![
            field("text", &self.text, words("text")),
            Files::new(&self.site, &prefix, evidence, errors).html(),
            field("name", &self.name, say(language, "objection-name")),
        ];
        let is_counter_notice = act == PartyAct::CounterNotice;
        for demand in law.counter_demands().iter().filter(|_| is_counter_notice) {
            let value = match demand.element {
                CounterElement::PostalAddress => &self.postal_address,
                CounterElement::Telephone => &self.telephone,
                CounterElement::Signature => &self.signature,
                CounterElement::Declaration | CounterElement::Jurisdiction => "",
                // The files stand above.
                CounterElement::Evidence => continue,
            };
            fields.push(field(of_counter_notice(demand.element), value, label(language, law, *demand)));
        }
        let handed_on = match act {
            PartyAct::CounterNotice => Some(handed_on(language, law)),
            PartyAct::Message => Some(say(language, "reply-handed-on")),
            _ => None,
        };
        let (title, lead, send) = (words("title"), words("lead"), words("send"));
        let beside = if is_counter_notice { self.choices(&prefix) } else { Vec::new() };
        Action { code: act.code(), prefix, is_rejected, title, lead, send, beside, fields, handed_on }
    }

    /// The further listings for which a counter-notice can be made.
    fn choices(&self, prefix: &str) -> Vec<Choice> {
        let language = self.site.language;
        let choice = |it: &Beside| {
            let filing = &it.case.filing;
            let words = listing_words(language, filing.listing.id.as_str(), &self.marketplace);
            Choice {
                id: format!("{prefix}{}", it.case.id),
                case: it.case.id,
                words: words::bracketed(language, &words, filing.reference),
                url: it.url.clone(),
                is_ticked: it.is_ticked,
            }
        };
        self.beside.iter().map(choice).collect()
    }
}
