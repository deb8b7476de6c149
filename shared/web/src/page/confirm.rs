//! The pages around the confirmation of an address.

use askama::Template;
use case::Language;
use contract::complaint::Complaint;

use super::{FieldError, Site, html};
use crate::text::{arg, tell};
use crate::words;

/// The most listings that are shown one by one.
const MOST_SHOWN: usize = 20;

/// Shown to who filed without any proof: look into your mail.
#[derive(Template)]
#[template(path = "pending.html")]
pub struct PendingConfirmation {
    /// The site.
    pub site: Site,
    /// Where the link went.
    pub email: String,
    /// Code of its claim: the browser forgets the draft of it.
    pub claim: String,
    /// How many days the link is good; `None` where none is sent, because too many were today.
    pub days: Option<u32>,
}

impl PendingConfirmation {
    /// The page.
    #[must_use]
    pub fn html(&self) -> String {
        html(self)
    }
}

/// That nobody is asked to confirm a complaint, because too many letters went to `email` today.
#[must_use]
pub fn unasked(email: &str, language: Language) -> String {
    tell(language, "pending-unasked", &[("email", arg(email))])
}

/// A complaint that its complainant is asked to confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirm {
    /// The site.
    pub site: Site,
    /// Where the confirmation is posted to: a path.
    pub path: String,
    /// The complaint.
    pub complaint: Complaint,
    /// What is missing, and what it would probably be declined for.
    pub advice: Vec<FieldError>,
}

#[derive(Template)]
#[template(path = "confirm.html")]
struct ConfirmTemplate<'a> {
    site: &'a Site,
    path: &'a str,
    complaint: &'a Complaint,
    claim: String,
    right: String,
    listings: Vec<&'a str>,
    more: Option<String>,
    advice: Vec<String>,
}

impl Confirm {
    /// The page.
    #[must_use]
    pub fn html(&self) -> String {
        let Self { site, path, complaint, advice } = self;
        let language = site.language;
        let claim = complaint.claim.parse().map(|claim| words::claim(language, claim)).unwrap_or_default();
        let right = &complaint.right;
        let right = format!("{} {} {}", right.office, right.number, right.work);
        html(&ConfirmTemplate {
            site,
            path,
            complaint,
            claim,
            right: right.trim().to_owned(),
            listings: complaint.listings.iter().take(MOST_SHOWN).map(|l| l.url.as_str()).collect(),
            more: complaint
                .listings
                .len()
                .checked_sub(MOST_SHOWN)
                .filter(|more| *more > 0)
                .map(|more| site.count("confirm-more", more)),
            advice: advice.iter().map(|error| error.text(language)).collect(),
        })
    }
}
