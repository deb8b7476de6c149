//! The seller's page of one listing: what was done, why, and how to object.

use askama::Template;
use case::{Actor, Case, Claim, Command, Recorded, Side, State};
use jiff::Timestamp;

use super::field::Field;
use super::files::Files;
use super::status::{listing_words, may, new_document, until_sentence};
use super::{Done, FieldError, Site, html, tone};
use crate::history::{Line, lines};
use crate::text::{arg, say, tell, time, web_address};
use crate::words;

/// The page to which the statement of reasons leads.
#[derive(Debug, Clone)]
pub struct SellerPage {
    /// The site; its path is `link`.
    pub site: Site,
    /// Path of this page. Its form posts here: `action` (`counter_notice` or `appeal`), `text`, `name`,
    /// `statement`.
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
    /// When the clock that runs now ends, when one runs.
    pub until: Option<Timestamp>,
    /// What the reader has just done.
    pub done: Option<Done>,
    /// What was typed, when the form was rejected.
    pub text: String,
    /// The name typed.
    pub name: String,
    /// Uploaded files, each `<inbox key> <file name>`.
    pub evidence: Vec<String>,
    /// Why the form was rejected.
    pub errors: Vec<FieldError>,
}

struct Decided {
    measure: String,
    at: String,
    by: String,
}

struct Action {
    name: &'static str,
    title: String,
    lead: String,
    send: String,
    fields: Vec<String>,
}

#[derive(Template)]
#[template(path = "seller.html")]
struct SellerTemplate<'a> {
    site: &'a Site,
    view: &'a SellerPage,
    errors: &'a [FieldError],
    done: Option<String>,
    title: String,
    href: Option<&'a str>,
    state: String,
    tone: &'static str,
    sentence: String,
    until: Option<String>,
    decision: Option<Decided>,
    claim: String,
    ground: String,
    action: Option<Action>,
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
    fn anchor<'a>(&self, error: &'a FieldError) -> &'a str {
        &error.field
    }
}

impl SellerPage {
    /// The page.
    #[must_use]
    pub fn html(&self) -> String {
        let language = self.site.language;
        let claim: Claim = self.case.filing.claim;
        let listing = self.case.filing.listing.id.as_str();
        html(&SellerTemplate {
            site: &self.site,
            view: self,
            errors: &self.errors,
            done: self.done.map(|done| done.text(language)),
            title: self.title.clone().unwrap_or_else(|| listing_words(language, listing, &self.marketplace)),
            href: web_address(&self.url),
            state: words::state(language, &self.case.state),
            tone: seller_tone(&self.case.state),
            sentence: words::state_sentence(language, &self.case.state, Side::Seller),
            until: self.until.and_then(|until| until_sentence(language, &self.case, until, Side::Seller)),
            decision: self.decision(),
            claim: words::claim(language, claim),
            ground: words::legal_ground(language, claim),
            action: self.action(),
            history: lines(language, &self.log, Side::Seller),
        })
    }

    fn decision(&self) -> Option<Decided> {
        let decision = self.case.state.decision()?;
        let language = self.site.language;
        let marketplace = [("marketplace", arg(&self.marketplace))];
        Some(Decided {
            measure: tell(language, &format!("measure-{}.seller", decision.measure), &marketplace),
            at: time(language, decision.at),
            by: self.site.decided_by(&decision.by),
        })
    }

    /// What the seller can do now: object first; once that is decided, appeal.
    fn action(&self) -> Option<Action> {
        let document = new_document();
        let asked = [
            ("counter_notice", "objection", Command::CounterNotice { document }),
            ("appeal", "seller-appeal", Command::Appeal { document }),
        ];
        let (name, key, _) =
            asked.into_iter().find(|(_, _, command)| may(&self.case, &Actor::Seller, command))?;
        let language = self.site.language;
        let field =
            |name: &str, value: &str| Field::new(language, name, value, &self.errors, None).demanded();
        let mut fields = vec![
            field("text", &self.text).labelled(say(language, &format!("{key}-text"))).html(),
            Files::new(&self.site, "", &self.evidence, &self.errors).html(),
            field("name", &self.name).labelled(say(language, "objection-name")).html(),
        ];
        if name == "counter_notice" {
            let statement = if self.case.filing.claim == Claim::Copyright {
                "objection-statement-copyright"
            } else {
                "objection-statement"
            };
            fields.push(field("statement", "").labelled(say(language, statement)).html());
        }
        Some(Action {
            name,
            title: say(language, &format!("{key}-title")),
            lead: say(language, &format!("{key}-lead")),
            send: say(language, &format!("{key}-send")),
            fields,
        })
    }
}
