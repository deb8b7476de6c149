//! What a register says of one right.

use case::{RightKind, RightRef, Territory};
use jiff::civil::Date;

use register::right::MarkForm;

/// The most characters kept of the goods of one class in one language.
pub(crate) const MOST_GOODS: usize = 4_000;

/// A record of an office's register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeRecord {
    /// Trade mark or design.
    pub kind: RightKind,
    /// The office that keeps the register, by its code of WIPO ST.3: `EM`, `US`.
    pub office: String,
    /// The number by which the right is named: of the registration, else of the application (EUIPO has one number
    /// for both).
    pub number: String,
    /// Number of the application.
    pub application_number: Option<String>,
    /// Number of the registration, where the office gives one of its own.
    pub registration_number: Option<String>,
    /// The words of the mark; empty for a mark without words.
    pub title: String,
    /// What kind of sign it is; [`MarkForm::Other`] for a design.
    pub form: MarkForm,
    /// The words of each mark of a series; else the title alone, or nothing.
    pub verbal_elements: Vec<String>,
    /// Who owns it now, by name. EUIPO's open data has numbers of persons only: empty then.
    pub owners: Vec<String>,
    /// Who represents them before the office, by name.
    pub representatives: Vec<String>,
    /// Day of the application.
    pub applied_on: Option<Date>,
    /// Day of the registration.
    pub registered_on: Option<Date>,
    /// Last day of protection, as the office says it or as it follows from the law.
    pub expires_on: Option<Date>,
    /// Whether the last day was computed, since the office did not say it.
    pub expiry_is_computed: bool,
    /// The status in the office's own words, or its code.
    pub status_text: String,
    /// What [`status_text`](Self::status_text) means.
    pub status: OfficeStatus,
    /// Since when.
    pub status_on: Option<Date>,
    /// On a register that gives no exclusive right by itself (the Supplemental Register, 15 U.S.C. 1094).
    pub is_supplemental: bool,
    /// Classes of the Nice Classification, 1 to 45, in order; those that the office calls no longer active are
    /// left out.
    pub classes: Vec<u8>,
    /// Classes of the Locarno Classification, for designs: `02-04`.
    pub locarno: Vec<String>,
    /// Codes of the Vienna Classification of figurative elements: `26.01.04`.
    pub vienna: Vec<String>,
    /// Where it protects.
    pub territories: Vec<Territory>,
    /// Goods and services of each class in each language.
    pub goods: Vec<Goods>,
}

impl OfficeRecord {
    /// A record of which nothing is known but whose it is.
    pub(crate) const fn new(kind: RightKind, office: String) -> Self {
        Self {
            kind,
            office,
            number: String::new(),
            application_number: None,
            registration_number: None,
            title: String::new(),
            form: MarkForm::Other,
            verbal_elements: Vec::new(),
            owners: Vec::new(),
            representatives: Vec::new(),
            applied_on: None,
            registered_on: None,
            expires_on: None,
            expiry_is_computed: false,
            status_text: String::new(),
            status: OfficeStatus::Unknown,
            status_on: None,
            is_supplemental: false,
            classes: Vec::new(),
            locarno: Vec::new(),
            vienna: Vec::new(),
            territories: Vec::new(),
            goods: Vec::new(),
        }
    }

    /// The name of this right; `None` where office or number cannot be one.
    #[must_use]
    pub fn right(&self) -> Option<RightRef> {
        RightRef::new(self.kind, &self.office, &self.number).ok()
    }

    /// Where the rights of its own office protect: `EM` in the `EU`, `BX` in three countries, a national office
    /// at home. International bureaus protect nowhere by themselves.
    pub(crate) fn home(office: &str) -> Vec<Territory> {
        let codes: &[&str] = match office {
            "EM" => &["EU"],
            "BX" => &["BE", "LU", "NL"],
            // WIPO, the European and Eurasian Patent Offices, ARIPO, OAPI, the Gulf office: by designation.
            "WO" | "IB" | "EP" | "EA" | "AP" | "OA" | "GC" => &[],
            country => &[country],
        };
        codes.iter().filter_map(|code| code.parse().ok()).collect()
    }
}

/// Goods or services of one class in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goods {
    /// The class; 0 for the product of a design.
    pub class: u8,
    /// Language by ISO 639-1, lower case; empty where the office does not say it.
    pub language: String,
    /// The text, of at most 4,000 characters; what is longer is cut.
    pub text: String,
}

/// The status of a right at its office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficeStatus {
    /// Applied for; opposition and appeal before registration are part of that.
    Pending,
    /// Registered.
    Registered,
    /// Registered, and its cancellation or invalidity is sought.
    Contested,
    /// Over.
    Ended(Ended),
    /// The office's words are not known to mean any of these.
    Unknown,
}

impl OfficeStatus {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Registered => "registered",
            Self::Contested => "contested",
            Self::Ended(why) => why.code(),
            Self::Unknown => "unknown",
        }
    }
}

/// Why a right is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Not renewed.
    Expired,
    /// Given up by its owner.
    Surrendered,
    /// Cancelled, revoked or declared invalid.
    Cancelled,
    /// The application was withdrawn or abandoned.
    Withdrawn,
    /// The application was refused.
    Refused,
    /// The office does not say why.
    Unknown,
}

impl Ended {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Surrendered => "surrendered",
            Self::Cancelled => "cancelled",
            Self::Withdrawn => "withdrawn",
            Self::Refused => "refused",
            Self::Unknown => "ended",
        }
    }
}

/// A text as it is kept: blanks and line breaks as one blank each.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// As [`tidy`], of at most [`MOST_GOODS`] characters.
pub(crate) fn tidy_goods(text: &str) -> String {
    let mut text = tidy(text);
    if let Some((end, _)) = text.char_indices().nth(MOST_GOODS) {
        text.truncate(end);
    }
    text
}

/// The number of a Nice class: `9`, `09` and `009` are one.
pub(crate) fn nice_class(text: &str) -> Option<u8> {
    let text = text.trim();
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|class| digits && (1..=45).contains(class))
}

/// A code of the Vienna Classification in one form: `26.1.4` is `26.01.04`. It has 29 categories; EUIPO goes on
/// beyond them, as with 98 for other kinds of marks.
pub(crate) fn vienna_code(text: &str) -> Option<String> {
    let parts = pairs(text, '.')?;
    let (category, rest) = parts.split_first()?;
    let fits = (1..=2).contains(&rest.len()) && *category > 0;
    fits.then(|| parts.iter().map(|part| format!("{part:02}")).collect::<Vec<_>>().join("."))
}

/// A class of the Locarno Classification in one form: `2.4` is `02-04`.
pub(crate) fn locarno_class(text: &str) -> Option<String> {
    let parts = pairs(&text.replace('-', "."), '.')?;
    match parts[..] {
        [class @ 1..=99, subclass] => Some(format!("{class:02}-{subclass:02}")),
        _ => None,
    }
}

/// Numbers of at most two digits.
fn pairs(text: &str, separator: char) -> Option<Vec<u8>> {
    let number = |part: &str| {
        let fits = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if fits { part.parse().ok() } else { None }
    };
    text.trim().split(separator).map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_one_form() {
        assert_eq!(["9", "009", "45"].map(nice_class), [Some(9), Some(9), Some(45)]);
        assert_eq!(["0", "46", "", "+9", "A", "200"].map(nice_class), [None; 6]);
        assert_eq!(vienna_code(" 26.1.4 ").as_deref(), Some("26.01.04"));
        assert_eq!(vienna_code("26.01").as_deref(), Some("26.01"));
        assert_eq!(["26", "00.01.01", "26.01.04.02", "a.b", "26..4"].map(vienna_code), [const { None }; 5]);
        assert_eq!(locarno_class("2-4").as_deref(), Some("02-04"));
        assert_eq!(locarno_class("32.00").as_deref(), Some("32-00"));
        assert_eq!(locarno_class("0204"), None);
    }
}
