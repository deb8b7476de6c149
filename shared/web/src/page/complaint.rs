//! The complaint form, and what follows it.

use askama::Template;
use case::{Claim, Reference, Territory};

use super::completion::asked;
use super::field::Field;
use super::files::Files;
use super::{FieldError, Site, html};
use crate::text::say;
use crate::words;

/// What was typed into the complaint form, as posted. Checkboxes are `yes` or empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormValues {
    /// Code of the claim.
    pub claim: String,
    /// Addresses, one per line.
    pub listings: String,
    /// Two-letter code of the office.
    pub right_office: String,
    /// Registration number.
    pub right_number: String,
    /// Nice classes of the goods (trade marks).
    pub classes: String,
    /// The work (copyright).
    pub work: String,
    /// Why the listings infringe.
    pub explanation: String,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Postal address (US copyright).
    pub postal_address: String,
    /// Telephone (US copyright).
    pub telephone: String,
    /// Statement of good faith.
    pub good_faith: String,
    /// Statement under penalty of perjury (US copyright).
    pub perjury: String,
    /// Signature (US copyright).
    pub signature: String,
    /// Guarantee of truth (China).
    pub truth: String,
    /// The account's secret.
    pub account_secret: String,
    /// Uploaded files, each `<inbox key> <file name>`.
    pub evidence: Vec<String>,
}

impl FormValues {
    /// The value of the field `name`; empty for what is no single text.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        match name {
            "claim" => &self.claim,
            "listings" => &self.listings,
            "right_office" => &self.right_office,
            "right_number" => &self.right_number,
            "classes" => &self.classes,
            "work" => &self.work,
            "explanation" => &self.explanation,
            "name" => &self.name,
            "email" => &self.email,
            "postal_address" => &self.postal_address,
            "telephone" => &self.telephone,
            "good_faith" => &self.good_faith,
            "perjury" => &self.perjury,
            "signature" => &self.signature,
            "truth" => &self.truth,
            "account_secret" => &self.account_secret,
            _ => "",
        }
    }
}

/// The home page: the complaint form, new or rejected.
#[derive(Template)]
#[template(path = "complaint.html")]
pub struct ComplaintForm {
    /// The site; its path is `/`, also when a post to `/complaints` was rejected.
    pub site: Site,
    /// What was typed, kept when the form is rejected.
    pub values: FormValues,
    /// Why it was rejected.
    pub errors: Vec<FieldError>,
    /// What it would probably be declined for. Where there is nothing else, it can be filed all the same.
    pub advice: Vec<FieldError>,
    /// Names of the marketplaces served.
    pub marketplaces: Vec<String>,
    /// Whose law governs its listings; those of all marketplaces served, while no listing is known.
    pub territories: Vec<Territory>,
    /// What the browser is to solve while the form is filled in.
    pub challenge: Challenge,
}

/// A challenge, as a browser gets it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Challenge {
    /// Its token, which is sent back with the form.
    pub token: String,
    /// Leading zero bits that a solution must reach.
    pub bits: u8,
}

struct Choice {
    code: &'static str,
    label: String,
    hint: String,
    chosen: bool,
}

impl ComplaintForm {
    /// The page.
    #[must_use]
    pub fn html(&self) -> String {
        html(self)
    }

    fn anchor<'a>(&self, error: &'a FieldError) -> &'a str {
        &error.field
    }

    /// The claim that is chosen already: only what it needs is shown.
    fn chosen(&self) -> Option<Claim> {
        self.values.claim.parse().ok()
    }

    fn field(&self, name: &str) -> String {
        let language = self.site.language;
        let asked: Vec<_> = match self.chosen() {
            Some(claim) => asked(claim, &self.territories),
            None => Claim::ALL.iter().flat_map(|claim| asked(*claim, &self.territories)).collect(),
        };
        let field = Field::new(language, name, self.values.get(name), &self.errors, self.chosen());
        field.where_asked(language, &asked).html()
    }

    fn files(&self) -> String {
        Files::new(&self.site, "", &self.values.evidence, &self.errors).with_hints(self.chosen()).html()
    }

    fn error(&self, name: &str) -> Option<String> {
        self.errors.iter().find(|error| error.field == name).map(|error| error.text(self.site.language))
    }

    fn has_error(&self, name: &str) -> bool {
        self.errors.iter().any(|error| error.field == name)
    }

    fn claims(&self) -> Vec<Choice> {
        let choice = |claim: &Claim| Choice {
            code: claim.code(),
            label: words::claim(self.site.language, *claim),
            hint: words::claim_hint(self.site.language, *claim),
            chosen: self.values.claim == claim.code(),
        };
        Claim::ALL.iter().map(choice).collect()
    }

    fn marketplace_names(&self) -> String {
        self.marketplaces.join(&self.site.say("site-comma"))
    }

    /// Texts that the scripts show, as `data-text-` attributes: scripts know no language.
    fn texts(&self) -> Vec<(&'static str, String)> {
        const TEXTS: &[&str] = &[
            "discard",
            "kept",
            "missing",
            "ready",
            "restored",
            "restored-files",
            "sending",
            "unknown-address",
            "unknown-addresses-more",
            "wait-work",
        ];
        TEXTS.iter().map(|name| (*name, say(self.site.language, &format!("script-{name}")))).collect()
    }
}

/// The offices that the form suggests, with the names by which they are known (WIPO ST.3).
const OFFICES: &[(&str, &str)] = &[
    ("EM", "EUIPO"),
    ("WO", "WIPO"),
    ("US", "USPTO"),
    ("CN", "CNIPA 国家知识产权局"),
    ("DE", "DPMA"),
    ("FR", "INPI"),
    ("GB", "UKIPO"),
    ("ES", "OEPM"),
    ("IT", "UIBM"),
    ("BX", "BOIP"),
    ("PL", "UPRP"),
    ("CH", "IGE/IPI"),
    ("JP", "JPO"),
    ("KR", "KIPO"),
    ("EP", "EPO"),
];

/// Shown when a complaint has been filed.
#[derive(Template)]
#[template(path = "filed.html")]
pub struct Filed {
    /// The site.
    pub site: Site,
    /// By which people name the complaint.
    pub reference: Reference,
    /// Path of the status page.
    pub status: String,
    /// Number of listings named.
    pub listings: u16,
    /// Where the receipt goes.
    pub email: String,
    /// Code of its claim: the browser forgets the draft of it.
    pub claim: String,
}

impl Filed {
    /// The page.
    #[must_use]
    pub fn html(&self) -> String {
        html(self)
    }
}
