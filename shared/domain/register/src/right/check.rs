//! What can be checked before a person looks: names, papers, validity, documents seen elsewhere.

use case::{Digest, RightKind, RightRef, Territory};
use jiff::civil::Date;

use super::owner::{Likeness, compare};
use super::{DocumentKind, Right, RightStatus, covers};

/// Offices, by WIPO Standard ST.3, whose rights cover the states that are designated: WIPO's own, the European and the
/// Eurasian patent office, ARIPO and that of the Gulf states.
const DESIGNATED: [&str; 5] = ["WO", "EP", "EA", "AP", "GC"];

case::codes! {
    /// A check that the machine makes of a right.
    CheckCode, "check" {
        /// The owner's name is the one in the office's record.
        OwnerName = "owner_name",
        /// There is a certificate, or the office's own record.
        Certificate = "certificate",
        /// The classes claimed are shown by a document or by the office's record.
        ClassPage = "class_page",
        /// The right is registered and has not expired, by what is stated and by the office's record.
        Validity = "validity",
        /// No document of it belongs to a right of another owner.
        DocumentOwner = "document_owner",
        /// Every mandate has its letter of authority and has not ended.
        MandateDocument = "mandate_document",
        /// Its office can grant it for every territory that it is said to cover.
        Territory = "territory",
    }
}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Nothing stands against the right.
    Passed,
    /// Something does: the remedy says what would cure it.
    Failed,
    /// There is nothing to compare.
    NotApplicable,
}

impl Outcome {
    /// The code by which this is shown.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Passed => "ok",
            Self::Failed => "failed",
            Self::NotApplicable => "not_applicable",
        }
    }
}

/// A check with its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Which check.
    pub code: CheckCode,
    /// How it came out.
    pub outcome: Outcome,
    /// What was compared, in words.
    pub compared: String,
    /// What would cure it, where it failed.
    pub remedy: Option<&'static str>,
}

/// What a check found, as an override names it: the same check with another finding is another matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CheckFinding {
    /// The check.
    pub check: CheckCode,
    /// SHA-256 of what was compared.
    pub compared: Digest,
}

impl Check {
    /// What it found.
    #[must_use]
    pub fn finding(&self) -> CheckFinding {
        CheckFinding { check: self.code, compared: Digest::of(self.compared.as_bytes()) }
    }

    const fn passed(code: CheckCode, compared: String) -> Self {
        Self { code, outcome: Outcome::Passed, compared, remedy: None }
    }

    const fn failed(code: CheckCode, compared: String, remedy: &'static str) -> Self {
        Self { code, outcome: Outcome::Failed, compared, remedy: Some(remedy) }
    }

    fn not_applicable(code: CheckCode, why: &str) -> Self {
        Self { code, outcome: Outcome::NotApplicable, compared: why.to_owned(), remedy: None }
    }
}

/// Another right that has one of this right's documents.
#[derive(Debug, Clone, Copy)]
pub struct Elsewhere<'a> {
    /// The document.
    pub document: Digest,
    /// The other right.
    pub right: &'a Right,
}

/// Every check of `right` on `today`, in order of [`CheckCode::ALL`]. `elsewhere` are the other rights that
/// have documents of it.
#[must_use]
pub fn run(right: &Right, elsewhere: &[Elsewhere<'_>], today: Date) -> Vec<Check> {
    CheckCode::ALL
        .iter()
        .map(|code| match code {
            CheckCode::OwnerName => owner_name(right),
            CheckCode::Certificate => certificate(right),
            CheckCode::ClassPage => class_page(right),
            CheckCode::Validity => validity(right, today),
            CheckCode::DocumentOwner => document_owner(right, elsewhere),
            CheckCode::MandateDocument => mandate_document(right, today),
            CheckCode::Territory => territory(right),
        })
        .collect()
}

fn owner_name(right: &Right) -> Check {
    const CODE: CheckCode = CheckCode::OwnerName;
    let Some(office) = &right.office else {
        return Check::not_applicable(CODE, "the office's record was not read");
    };
    let Some(owner) = &office.owner else {
        return Check::not_applicable(CODE, "the office's record names no owner");
    };
    let compared = |likeness: &str| format!("stated \"{}\", registered \"{owner}\": {likeness}", right.owner);
    match compare(&right.owner, owner) {
        Likeness::Same => Check::passed(CODE, compared("the same")),
        Likeness::Spelling => Check::passed(CODE, compared("the same but for case, punctuation or accents")),
        Likeness::LegalForm => Check::passed(CODE, compared("the same but for the legal form's wording")),
        Likeness::Different(why) => Check::failed(
            CODE,
            compared(&why),
            "state the owner as the register does, or have the register record the assignment and add its deed",
        ),
    }
}

fn certificate(right: &Right) -> Check {
    const CODE: CheckCode = CheckCode::Certificate;
    match (right.status, right.has_document(DocumentKind::Certificate), &right.office) {
        (_, true, _) => Check::passed(CODE, "a certificate is among the documents".to_owned()),
        (_, false, Some(office)) => {
            Check::passed(CODE, format!("the office's record was read on {}", office.read_on))
        }
        (RightStatus::Unregistered, false, None) => Check::failed(
            CODE,
            "nothing shows who made the work".to_owned(),
            "add as certificate what shows authorship: a deposit, first publication, or a declaration",
        ),
        (
            RightStatus::Pending | RightStatus::Registered | RightStatus::Ended | RightStatus::Doubtful,
            false,
            None,
        ) => Check::failed(
            CODE,
            "neither a certificate nor the office's record".to_owned(),
            "add the certificate as the office issued it, in colour and with its seal",
        ),
    }
}

fn class_page(right: &Right) -> Check {
    const CODE: CheckCode = CheckCode::ClassPage;
    if right.right.kind() != RightKind::Trademark {
        return Check::not_applicable(CODE, "only trade marks have classes");
    }
    if right.classes.is_empty() {
        return Check::failed(CODE, "no class is stated".to_owned(), "state the classes of the registration");
    }
    let named = |classes: &[u8]| classes.iter().map(u8::to_string).collect::<Vec<_>>().join(" ");
    if let Some(office) = &right.office {
        let unknown: Vec<u8> =
            right.classes.iter().copied().filter(|class| !office.classes.contains(class)).collect();
        let compared = format!("stated {}, registered {}", named(&right.classes), named(&office.classes));
        return if unknown.is_empty() {
            Check::passed(CODE, compared)
        } else {
            Check::failed(CODE, compared, "state only classes that the register lists")
        };
    }
    let compared = format!("stated {}", named(&right.classes));
    if right.has_document(DocumentKind::ClassPage) {
        Check::passed(CODE, format!("{compared}; a class page is among the documents"))
    } else {
        Check::failed(
            CODE,
            format!("{compared}; no class page"),
            "add the page of the register or certificate that lists the classes",
        )
    }
}

fn validity(right: &Right, today: Date) -> Check {
    const CODE: CheckCode = CheckCode::Validity;
    let stated = (right.status, right.expires_on);
    let says = |(status, last): (RightStatus, Option<Date>)| {
        let last = last.map_or_else(|| "without end".to_owned(), |day| format!("until {day}"));
        format!("{} {last}", status.code())
    };
    let good = |(status, last): (RightStatus, Option<Date>)| {
        matches!(status, RightStatus::Registered | RightStatus::Unregistered)
            && last.is_none_or(|day| day >= today)
    };
    match &right.office {
        None if good(stated) => Check::passed(CODE, format!("stated {}", says(stated))),
        None => Check::failed(CODE, format!("stated {}", says(stated)), REGISTER_IT),
        Some(office) => {
            let registered = (office.status, office.expires_on);
            let compared = format!("stated {}, registered {}", says(stated), says(registered));
            if good(stated) && good(registered) {
                Check::passed(CODE, compared)
            } else {
                Check::failed(CODE, compared, REGISTER_IT)
            }
        }
    }
}

const REGISTER_IT: &str = "submit the right once it is registered, or renew it and state its new last day";

fn document_owner(right: &Right, elsewhere: &[Elsewhere<'_>]) -> Check {
    const CODE: CheckCode = CheckCode::DocumentOwner;
    if right.documents.is_empty() {
        return Check::not_applicable(CODE, "there is no document");
    }
    let mut others: Vec<&RightRef> = elsewhere
        .iter()
        .filter(|it| it.right.right != right.right)
        .filter(|it| right.documents.iter().any(|document| document.digest == it.document))
        .filter(|it| matches!(compare(&right.owner, &it.right.owner), Likeness::Different(_)))
        .map(|it| &it.right.right)
        .collect();
    others.sort_unstable();
    others.dedup();
    if others.is_empty() {
        let compared = format!("{} documents, none under another owner's right", right.documents.len());
        return Check::passed(CODE, compared);
    }
    let others: Vec<String> = others.into_iter().map(ToString::to_string).collect();
    Check::failed(
        CODE,
        format!("a document is also one of {}, of another owner", others.join(", ")),
        "find out whose document it is before anything else; add the owner's own copy",
    )
}

fn mandate_document(right: &Right, today: Date) -> Check {
    const CODE: CheckCode = CheckCode::MandateDocument;
    let open: Vec<_> = right.mandates.iter().filter(|mandate| mandate.revoked_on.is_none()).collect();
    if open.is_empty() {
        return Check::not_applicable(CODE, "there is no mandate");
    }
    let is_letter = |digest: Digest| {
        let mut letters = right.documents.iter().filter(|it| it.kind == DocumentKind::LetterOfAuthority);
        letters.any(|letter| letter.digest == digest)
    };
    let ended = open.iter().filter(|mandate| !mandate.holds(today)).count();
    let bare = open.iter().filter(|mandate| !mandate.document.is_some_and(is_letter)).count();
    let compared = format!("{} mandates, {bare} without letter of authority, {ended} ended", open.len());
    if bare + ended == 0 {
        return Check::passed(CODE, compared);
    }
    Check::failed(
        CODE,
        compared,
        "add the letter of authority of each mandate, renew or revoke those that have ended",
    )
}

fn territory(right: &Right) -> Check {
    const CODE: CheckCode = CheckCode::Territory;
    let office = right.right.office();
    if right.right.kind() == RightKind::Copyright {
        return Check::not_applicable(
            CODE,
            "a work is protected without registration, by the law of each state",
        );
    }
    if DESIGNATED.contains(&office) {
        return Check::not_applicable(CODE, "it covers the states that were designated");
    }
    let of_office: Vec<Territory> = office.parse().into_iter().collect();
    let beyond = right.territories.iter().filter(|territory| !covers(&of_office, **territory));
    let beyond: Vec<String> = beyond.map(ToString::to_string).collect();
    if beyond.is_empty() {
        return Check::passed(CODE, format!("office {office} grants it for the territories stated"));
    }
    let compared = format!("office {office} does not grant rights for {}", beyond.join(" "));
    Check::failed(
        CODE,
        compared,
        "state only the territory of the office, or name the international registration",
    )
}
