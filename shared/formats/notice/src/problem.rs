//! Everything that can be wrong with a notice, each with a stable code, a text and a cure.

pub mod field;
mod missing;

use std::fmt;

use case::{Claim, RightKind, Territory};

use missing::missing_remedy;

/// Something wrong with a notice.
///
/// It may hold what was typed (an address, a file name): show it to who typed it, never log it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which field, one of [`field`].
    pub field: &'static str,
    /// What is wrong with it.
    pub kind: ProblemKind,
    /// The provision that demands what is missing, where it is one.
    pub source: Option<policy::Provision>,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// It is empty, and the law or the chain needs it.
    Missing,
    /// It has more characters than this.
    TooLong {
        /// The most characters.
        limit: usize,
    },
    /// It has fewer characters than this, too few to state a fact.
    TooShort {
        /// The fewest characters.
        least: usize,
    },
    /// It is not valid UTF-8.
    NotUtf8,
    /// It is a JSON value of the wrong type.
    WrongType {
        /// What it should be, e.g. `text`.
        expected: &'static str,
        /// Which one of a list, from 0.
        index: Option<usize>,
    },
    /// It is no known claim.
    UnknownClaim,
    /// It is no language in which letters are written.
    UnknownLanguage,
    /// It is no secret of an account that may act under the right.
    WrongAccountSecret,
    /// It is no mail address that can be written to.
    BadEmail,
    /// Mail to this address came back lately.
    MailComesBack,
    /// It is no office.
    BadOffice,
    /// It is no registration number.
    BadNumber,
    /// One address is no listing of a configured marketplace.
    NotAListing {
        /// Which one, from 0, repeats not counted.
        index: usize,
        /// As it was given, cut to the longest address taken.
        address: String,
    },
    /// More listings than this.
    TooManyListings {
        /// The most listings.
        limit: usize,
    },
    /// More files than this.
    TooManyFiles {
        /// The most files.
        limit: usize,
    },
    /// The reference to an upload is not one that was given out.
    BadUpload {
        /// Which one, from 0.
        index: usize,
    },
    /// The upload is not there: never completed, or expired.
    FileGone {
        /// The file's name.
        name: String,
    },
    /// The file is larger than this.
    FileTooLarge {
        /// The file's name.
        name: String,
        /// The most bytes.
        limit: usize,
    },
    /// The file is empty.
    FileEmpty {
        /// The file's name.
        name: String,
    },
    /// Files of this type are not taken.
    FileNotAccepted {
        /// The file's name.
        name: String,
        /// The type found in it.
        found: &'static str,
    },
    /// The file is not what it was declared to be.
    FileLies {
        /// The file's name.
        name: String,
        /// The type declared.
        declared: String,
        /// The type found in it.
        found: &'static str,
    },
    /// The file could run something when opened.
    FileActive {
        /// The file's name.
        name: String,
        /// What was found in it, e.g. `a macro`.
        found: &'static str,
    },
    /// The notice has more bytes than this.
    TooLarge {
        /// The most bytes.
        limit: usize,
    },
    /// It is not JSON, or nested too deep.
    NotJson {
        /// Line of the first fault, from 1.
        line: usize,
        /// Column of the first fault, from 1.
        column: usize,
    },
    /// It is not a mail message.
    NotAMail,
    /// The mail has more headers, parts or mails inside of mails than are read.
    TooNested,
    /// The mail has no text.
    NoText,
    /// The mail's text cannot be read in the charset that it declares.
    BrokenCharset,
    /// The receiving server found a virus or spam.
    Quarantined,
    /// It is no class of the Nice Classification.
    BadClass,
    /// It names no right that can be looked up, and the law there does not demand one.
    NoRightNamed,
    /// The register here does not know the right.
    RightUnknown,
    /// The register knows this number, but for another kind of right.
    WrongKindOfRight {
        /// The kind that it is of.
        known: RightKind,
    },
    /// The right is pending, expired or has ended.
    RightNotInForce,
    /// Its last day has passed, but it may still be renewed.
    RightInGrace,
    /// The right does not cover the territory of a listing's marketplace.
    WrongTerritory {
        /// The territory that it does not cover.
        territory: Territory,
    },
    /// The right does not cover any class of goods that the complainant named.
    WrongClass,
    /// Neither the owner's people nor an agent with a mandate for the marketplace.
    NotTheHolder,
    /// It is a file that is not read as a table.
    NotATable(sheet::SheetError),
    /// A row has more cells than the table has columns.
    TooManyCells,
    /// A report breaks a rule of its format.
    BreaksRule(xarf::Fault),
}

impl Problem {
    /// Whether the complaint can be filed all the same: what the register here says may be out of date, and
    /// then a person decides. Anything else stops it.
    #[must_use]
    pub const fn is_advice(&self) -> bool {
        matches!(
            self.kind,
            ProblemKind::NoRightNamed
                | ProblemKind::RightUnknown
                | ProblemKind::WrongKindOfRight { .. }
                | ProblemKind::RightNotInForce
                | ProblemKind::RightInGrace
                | ProblemKind::WrongTerritory { .. }
                | ProblemKind::WrongClass
                | ProblemKind::NotTheHolder
        )
    }

    /// A problem of `field`.
    #[must_use]
    pub const fn new(field: &'static str, kind: ProblemKind) -> Self {
        Self { field, kind, source: None }
    }

    /// The stable code of this kind of problem, e.g. `too_long`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.kind {
            ProblemKind::Missing => "missing",
            ProblemKind::TooLong { .. } => "too_long",
            ProblemKind::TooShort { .. } => "too_short",
            ProblemKind::NotUtf8 => "not_utf8",
            ProblemKind::WrongType { .. } => "wrong_type",
            ProblemKind::UnknownClaim => "unknown_claim",
            ProblemKind::UnknownLanguage => "unknown_language",
            ProblemKind::WrongAccountSecret => "wrong_account_secret",
            ProblemKind::BadEmail => "bad_email",
            ProblemKind::MailComesBack => "mail_comes_back",
            ProblemKind::BadOffice => "bad_office",
            ProblemKind::BadNumber => "bad_number",
            ProblemKind::NotAListing { .. } => "not_a_listing",
            ProblemKind::TooManyListings { .. } => "too_many_listings",
            ProblemKind::TooManyFiles { .. } => "too_many_files",
            ProblemKind::BadUpload { .. } => "bad_upload",
            ProblemKind::FileGone { .. } => "file_gone",
            ProblemKind::FileTooLarge { .. } => "file_too_large",
            ProblemKind::FileEmpty { .. } => "file_empty",
            ProblemKind::FileNotAccepted { .. } => "file_not_accepted",
            ProblemKind::FileLies { .. } => "file_lies",
            ProblemKind::FileActive { .. } => "file_active",
            ProblemKind::TooLarge { .. } => "too_large",
            ProblemKind::NotJson { .. } => "not_json",
            ProblemKind::NotAMail => "not_a_mail",
            ProblemKind::TooNested => "too_nested",
            ProblemKind::NoText => "no_text",
            ProblemKind::BrokenCharset => "broken_charset",
            ProblemKind::Quarantined => "quarantined",
            ProblemKind::BadClass => "bad_class",
            ProblemKind::NoRightNamed => "no_right_named",
            ProblemKind::RightUnknown => "right_unknown",
            ProblemKind::WrongKindOfRight { .. } => "wrong_kind_of_right",
            ProblemKind::RightNotInForce => "right_not_in_force",
            ProblemKind::RightInGrace => "right_in_grace",
            ProblemKind::WrongTerritory { .. } => "wrong_territory",
            ProblemKind::WrongClass => "wrong_class",
            ProblemKind::NotTheHolder => "not_the_holder",
            ProblemKind::NotATable(ref refused) => refused.code(),
            ProblemKind::TooManyCells => "too_many_cells",
            ProblemKind::BreaksRule(_) => "breaks_rule",
        }
    }

    /// What would cure it, in English.
    #[must_use]
    #[allow(clippy::too_many_lines, reason = "one table, of which the compiler sees that it is whole")]
    pub fn remedy(&self) -> String {
        match &self.kind {
            ProblemKind::Missing => missing_remedy(self),
            ProblemKind::TooLong { limit } => format!("Shorten it to {limit} characters."),
            ProblemKind::TooShort { .. } => "State the facts in a sentence or more.".to_owned(),
            ProblemKind::NotUtf8 => "Send it encoded as UTF-8.".to_owned(),
            ProblemKind::WrongType { expected, .. } => format!("Send {expected}."),
            ProblemKind::UnknownClaim => format!("Use one of: {}.", codes(Claim::ALL)),
            ProblemKind::UnknownLanguage => format!("Use one of: {}.", codes(case::Language::ALL)),
            ProblemKind::WrongAccountSecret => {
                "Check the secret, or leave it out: the address that is given is then asked to confirm.".to_owned()
            }
            ProblemKind::BadEmail => "Give an address like name@example.com.".to_owned(),
            ProblemKind::MailComesBack => "Give an address whose mail box is open and not full.".to_owned(),
            ProblemKind::BadOffice => "Give the two-letter code of the office, such as EM, US or CN.".to_owned(),
            ProblemKind::BadNumber => {
                "Give the number as in the register: 1 to 40 letters and digits.".to_owned()
            }
            ProblemKind::NotAListing { .. } => {
                "Copy the address of the listing's own page from the marketplace.".to_owned()
            }
            ProblemKind::TooManyListings { limit } => {
                format!("File several complaints of at most {limit} listings each.")
            }
            ProblemKind::TooManyFiles { limit } => format!("Send at most {limit} files."),
            ProblemKind::BadUpload { .. } | ProblemKind::FileGone { .. } => "Upload the file again.".to_owned(),
            ProblemKind::FileTooLarge { limit, .. } => {
                format!("Send a file of at most {} MB.", limit >> 20)
            }
            ProblemKind::FileEmpty { .. } => "Send the file with its content.".to_owned(),
            ProblemKind::FileNotAccepted { .. } => {
                "Send a picture (PNG, JPEG, GIF, WebP), a PDF, a text, CSV, DOCX or XLSX file.".to_owned()
            }
            ProblemKind::FileLies { .. } => {
                "Send the file under its true type, or export it again as a picture or PDF.".to_owned()
            }
            ProblemKind::FileActive { .. } => {
                "Export it as a picture or as a plain PDF, without scripts or macros.".to_owned()
            }
            ProblemKind::TooLarge { limit } => format!("Send at most {} MB.", limit >> 20),
            ProblemKind::NotJson { .. } => "Send one JSON object, as the API's document shows.".to_owned(),
            ProblemKind::NotAMail => "Send the complaint as an ordinary e-mail.".to_owned(),
            ProblemKind::TooNested => "Send a new mail instead of forwarding mails inside of mails.".to_owned(),
            ProblemKind::NoText => "Write the complaint into the text of the mail, or use the web form.".to_owned(),
            ProblemKind::BrokenCharset => {
                "Send the mail again as plain text in UTF-8, or use the web form.".to_owned()
            }
            ProblemKind::Quarantined => "Send it again without attachments, or use the web form.".to_owned(),
            ProblemKind::BadClass => "Give numbers from 1 to 45, such as 18, 25.".to_owned(),
            ProblemKind::NoRightNamed => {
                "If you hold the right, or act for who does, name it. Else a person has to look first.".to_owned()
            }
            ProblemKind::RightUnknown => {
                "Check office and number. If they are right, a person compares them with the office's register."
                    .to_owned()
            }
            ProblemKind::WrongKindOfRight { known } => {
                format!("Choose a claim that rests on a {}.", known.code().replace('_', " "))
            }
            ProblemKind::RightNotInForce => {
                "Rely on a right that is registered and in force, or have the register's entry here renewed."
                    .to_owned()
            }
            ProblemKind::RightInGrace => {
                "If it was renewed, attach the renewal. A person looks for it either way.".to_owned()
            }
            ProblemKind::WrongTerritory { territory } => {
                format!("Rely on a right that covers {territory}, or leave out its marketplace's listings.")
            }
            ProblemKind::WrongClass => "Rely on a right that covers these goods.".to_owned(),
            ProblemKind::NotATable(refused) => refused.remedy().to_owned(),
            ProblemKind::BreaksRule(fault) => format!("Correct the report: {fault}"),
            ProblemKind::TooManyCells => {
                "Put quotation marks around every cell that holds what stands between cells.".to_owned()
            }
            ProblemKind::NotTheHolder => {
                "File from an address of the owner's brand account, or have a mandate that names this \
                 marketplace registered. Else a person looks first, where the law takes notices of anyone; elsewhere it \
                 is declined."
                    .to_owned()
            }
        }
    }
}

/// What is wrong, in English, in one sentence.
impl fmt::Display for Problem {
    #[allow(clippy::too_many_lines, reason = "one table, of which the compiler sees that it is whole")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = self.field;
        match &self.kind {
            ProblemKind::Missing => write!(f, "{field} is missing."),
            ProblemKind::TooLong { limit } => write!(f, "{field} is longer than {limit} characters."),
            ProblemKind::TooShort { .. } => write!(f, "{field} states no fact."),
            ProblemKind::NotUtf8 => write!(f, "{field} is not UTF-8."),
            ProblemKind::WrongType { expected, index: Some(index) } => {
                write!(f, "Number {} of {field} is not {expected}.", index + 1)
            }
            ProblemKind::WrongType { expected, index: None } => write!(f, "{field} is not {expected}."),
            ProblemKind::UnknownClaim => write!(f, "This claim is not known."),
            ProblemKind::UnknownLanguage => write!(f, "This language is not known."),
            ProblemKind::WrongAccountSecret => {
                write!(f, "This is no secret of an account that may act under the right.")
            }
            ProblemKind::BadEmail => write!(f, "This is no e-mail address that can be written to."),
            ProblemKind::MailComesBack => write!(f, "Our mail to this address came back."),
            ProblemKind::BadOffice => write!(f, "This office is not known."),
            ProblemKind::BadNumber => write!(f, "This is no registration number."),
            ProblemKind::NotAListing { index, address } => {
                write!(f, "Number {} is no listing of a marketplace served here: {address}", index + 1)
            }
            ProblemKind::TooManyListings { limit } => write!(f, "There are more than {limit} listings."),
            ProblemKind::TooManyFiles { limit } => write!(f, "There are more than {limit} files."),
            ProblemKind::BadUpload { index } => {
                write!(f, "Number {} of {field} is no upload of this site.", index + 1)
            }
            ProblemKind::FileGone { name } => {
                write!(f, "The upload of {name:?} was not completed or has expired.")
            }
            ProblemKind::FileTooLarge { name, limit } => {
                write!(f, "The file {name:?} is larger than {} MB.", limit >> 20)
            }
            ProblemKind::FileEmpty { name } => write!(f, "The file {name:?} is empty."),
            ProblemKind::FileNotAccepted { name, found } => {
                write!(f, "The file {name:?} is {found}, which is not accepted.")
            }
            ProblemKind::FileLies { name, declared, found } => {
                write!(f, "The file {name:?} is declared as {declared} but is {found}.")
            }
            ProblemKind::FileActive { name, found } => {
                write!(f, "The file {name:?} holds {found}, and could run something when opened.")
            }
            ProblemKind::TooLarge { limit } => write!(f, "The complaint is larger than {} MB.", limit >> 20),
            ProblemKind::NotJson { line, column } => {
                write!(f, "The body is not JSON, or nested too deep, at line {line}, column {column}.")
            }
            ProblemKind::NotAMail => write!(f, "This is not a mail message."),
            ProblemKind::TooNested => {
                write!(f, "The mail has too many headers or parts, or mails inside of mails.")
            }
            ProblemKind::NoText => write!(f, "The mail has no text."),
            ProblemKind::BrokenCharset => {
                write!(f, "The mail's text cannot be read in the character set that it declares.")
            }
            ProblemKind::Quarantined => write!(f, "The mail was found to hold spam or a virus."),
            ProblemKind::BadClass => write!(f, "This is no class of the Nice Classification."),
            ProblemKind::NoRightNamed => write!(f, "No right is named that can be looked up."),
            ProblemKind::RightUnknown => write!(f, "The register here has no right with this number."),
            ProblemKind::WrongKindOfRight { known } => {
                write!(f, "This number belongs to a {}.", known.code().replace('_', " "))
            }
            ProblemKind::RightNotInForce => write!(f, "This right is not in force."),
            ProblemKind::RightInGrace => write!(f, "The last day of this right has passed."),
            ProblemKind::WrongTerritory { territory } => {
                write!(f, "This right does not cover {territory}.")
            }
            ProblemKind::WrongClass => write!(f, "This right does not cover the classes named."),
            ProblemKind::NotATable(refused) => refused.fmt(f),
            ProblemKind::BreaksRule(fault) => fault.fmt(f),
            ProblemKind::TooManyCells => write!(f, "The row has more cells than the table has columns."),
            ProblemKind::NotTheHolder => {
                write!(f, "The complainant is neither the owner of this right nor an agent with a mandate.")
            }
        }
    }
}

fn codes(all: &[impl fmt::Display]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
