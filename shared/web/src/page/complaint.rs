//! The complaint form, and what follows it.

use askama::Template;
use case::{Claim, Language};

use super::field::Field;
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
    /// The work (copyright).
    pub work: String,
    /// Why the listings infringe.
    pub explanation: String,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Postal address (copyright).
    pub postal_address: String,
    /// Telephone (copyright).
    pub telephone: String,
    /// Statement of good faith.
    pub good_faith: String,
    /// Statement under penalty of perjury (copyright).
    pub perjury: String,
    /// Signature (copyright).
    pub signature: String,
    /// Filing code of a brand account.
    pub filing_code: String,
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
            "work" => &self.work,
            "explanation" => &self.explanation,
            "name" => &self.name,
            "email" => &self.email,
            "postal_address" => &self.postal_address,
            "telephone" => &self.telephone,
            "good_faith" => &self.good_faith,
            "perjury" => &self.perjury,
            "signature" => &self.signature,
            "filing_code" => &self.filing_code,
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
    /// Names of the marketplaces served.
    pub marketplaces: Vec<String>,
}

struct Choice {
    code: &'static str,
    label: String,
    hint: String,
    chosen: bool,
}

struct File<'a> {
    value: &'a str,
    name: &'a str,
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

    fn field(&self, name: &str) -> String {
        Field::new(self.site.language, name, self.values.get(name), &self.errors).html()
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

    fn files<'a>(&'a self) -> Vec<File<'a>> {
        let file = |value: &'a String| File {
            value,
            name: value.split_once(' ').map_or(value.as_str(), |(_, name)| name),
        };
        self.values.evidence.iter().map(file).collect()
    }

    fn marketplace_names(&self) -> String {
        let comma = if self.site.language == Language::Zh { "、" } else { ", " };
        self.marketplaces.join(comma)
    }

    /// Texts that the script shows, as `data-` attributes: the script knows no language.
    fn script_texts(&self) -> Vec<(&'static str, String)> {
        const TEXTS: &[(&str, &str)] = &[
            ("text-uploading", "form-upload-uploading"),
            ("text-done", "form-upload-done"),
            ("text-failed", "form-upload-failed"),
            ("text-media", "form-upload-media"),
            ("text-large", "form-upload-large"),
            ("text-wait", "form-upload-wait"),
            ("text-retry", "form-upload-retry"),
            ("text-count", "form-count"),
            ("text-sending", "form-sending"),
        ];
        TEXTS.iter().map(|(name, key)| (*name, say(self.site.language, key))).collect()
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
    /// Reference of the complaint, for people.
    pub reference: String,
    /// Path of the status page.
    pub status: String,
    /// Number of listings named.
    pub listings: u16,
    /// Where the receipt goes.
    pub email: String,
}

impl Filed {
    /// The page.
    #[must_use]
    pub fn html(&self) -> String {
        html(self)
    }
}
