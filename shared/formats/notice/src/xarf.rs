//! XARF reports as notices, and complaints as XARF reports.

use std::str::FromStr as _;

use ::xarf::{Contact, Fault, Incident, Infringed, Matter, Report, Trademark};
use case::{Claim, Digest, Language};
use contract::complaint::{Complainant, Complaint, Right};
use jiff::Timestamp;
use uuid::Uuid;

use crate::draft::{Draft, Reading};
use crate::problem::{Problem, ProblemKind, field};
use crate::understood::{Class, FileSeen, NamedUrl, Party, PartyRole, Role, Understood};
use crate::{evidence, text};

/// Reads a report in JSON, of any version.
///
/// One that breaks a rule of its format is [`Class::Unreadable`], with a problem for each rule. One about
/// anything but an infringed right is [`Class::NotOurs`].
#[must_use]
pub fn read(bytes: &[u8]) -> Understood {
    match ::xarf::read(bytes) {
        Ok(report) => understood(&report),
        Err(faults) => unreadable(faults),
    }
}

/// Reads the report of X-ARF 0.1 or 0.2 in the text part of a mail; `None` when the text is no such report.
#[must_use]
pub fn read_yaml_like(text: &str) -> Option<Understood> {
    ::xarf::read_yaml_like(text).ok().map(|report| understood(&report))
}

fn unreadable(faults: Vec<Fault>) -> Understood {
    Understood {
        format: "xarf".to_owned(),
        class: Class::Unreadable,
        claim: None,
        language: Language::En,
        parties: Vec::new(),
        urls: Vec::new(),
        statements: Vec::new(),
        reading: Reading { problems: faults.into_iter().map(broken).collect(), ..Reading::default() },
        files: Vec::new(),
    }
}

fn broken(fault: Fault) -> Problem {
    let field = if fault.path.starts_with("$.evidence") { field::EVIDENCE } else { field::BODY };
    Problem::new(field, ProblemKind::BreaksRule(fault))
}

fn understood(report: &Report) -> Understood {
    let claim = match report.matter {
        Matter::Counterfeit => Some(Claim::Counterfeit),
        Matter::Trademark => Some(Claim::TrademarkMisuse),
        Matter::Copyright => Some(Claim::Copyright),
        Matter::Other => None,
    };
    let mut problems = Vec::new();
    let mut files = Vec::new();
    for item in report.evidence() {
        match item.decode() {
            Ok(bytes) => files.push(FileSeen {
                name: text::line(item.name),
                media: evidence::inspect(item.media, item.name, &bytes)
                    .map_or_else(|_| text::line(item.media), |accepted| accepted.media.to_owned()),
                size: bytes.len(),
                sha256: Digest::of(&bytes).to_string(),
                place: item.path(),
            }),
            Err(fault) => problems.push(broken(fault)),
        }
    }
    let draft = claim.map(|claim| draft(report, claim, &mut problems)).unwrap_or_default();
    let parties = [
        party(PartyRole::Complainant, &report.reporter),
        party(PartyRole::Owner, &report.holder).filter(|owner| owner.name != report.reporter.org),
    ];
    let named = |address: &::xarf::Address| NamedUrl {
        url: address.url.clone(),
        role: match address.role {
            ::xarf::Role::Accused => Role::Accused,
            ::xarf::Role::Original => Role::Original,
            ::xarf::Role::Evidence => Role::Evidence,
        },
        place: address.path.clone(),
    };
    Understood {
        format: format!("xarf {}", text::line(&report.version)),
        class: if claim.is_some() { Class::Complaint } else { Class::NotOurs },
        claim,
        language: Language::En,
        parties: parties.into_iter().flatten().collect(),
        urls: report.addresses.iter().map(named).collect(),
        // The format has no place for any.
        statements: Vec::new(),
        reading: Reading { draft, problems },
        files,
    }
}

fn party(role: PartyRole, contact: &Contact) -> Option<Party> {
    let Complainant { name, email, postal_address, telephone } = person(contact);
    (!name.is_empty() || !email.is_empty()).then_some(Party { role, name, email, postal_address, telephone })
}

fn person(contact: &Contact) -> Complainant {
    let name = if contact.org.is_empty() { &contact.person } else { &contact.org };
    Complainant {
        name: text::line(name),
        email: text::line(&contact.contact),
        postal_address: text::lines(&contact.postal_address),
        telephone: text::line(&contact.telephone),
    }
}

/// What would be filed on a report of an infringed right.
fn draft(report: &Report, claim: Claim, problems: &mut Vec<Problem>) -> Draft {
    let of_role = |role| report.addresses.iter().filter(move |address| address.role == role);
    let right = if claim == Claim::Copyright {
        // Where the work has no title, its own place names it.
        let original = of_role(::xarf::Role::Original).map(|address| address.url.as_str()).next();
        let work = if report.work.is_empty() { original.unwrap_or_default() } else { &report.work };
        Right { work: text::lines(work), ..Right::default() }
    } else {
        Right {
            office: text::line(&report.trademark.jurisdiction),
            number: text::line(&report.trademark.number),
            work: text::lines(&report.brand),
            classes: report.trademark.classes.clone(),
        }
    };
    let evidence = report.evidence();
    let shown = evidence.iter().map(|item| item.description);
    let said: Vec<String> = std::iter::once(report.description.as_str())
        .chain(shown)
        .map(text::lines)
        .filter(|said| !said.is_empty())
        .collect();
    let mut draft = Draft {
        claim: Some(claim),
        complainant: person(&report.reporter),
        right,
        explanation: said.join("\n"),
        ..Draft::default()
    };
    draft.set_listings(of_role(::xarf::Role::Accused).map(|address| address.url.as_str()), problems);
    problems.extend(draft.faults());
    draft
}

/// Who sends reports on, and what the format demands that no complaint says.
#[derive(Debug, Clone, Copy)]
pub struct Sending<'a> {
    /// Who sends.
    pub sender: &'a Contact,
    /// When.
    pub at: Timestamp,
    /// The brand as its account names it; may be empty.
    pub brand: &'a str,
    /// The brand's own site; empty for the domain of the complainant's mail address.
    pub site: &'a str,
}

/// Why a complaint cannot be a report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unwritable {
    /// The format has reports of marks and of copyright only.
    #[error("XARF has no type for the claim {0:?}")]
    NoType(String),
    /// The complaint lacks what the format demands.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))]
    Faults(Vec<Fault>),
}

/// Writes a complaint as reports of version 4, one for each listing, each valid. A report's id follows from
/// the complaint and the listing, so that one sent twice is known as the same.
///
/// # Errors
/// [`Unwritable`] when the claim has no type or something is missing.
pub fn write(complaint: &Complaint, sending: &Sending<'_>) -> Result<Vec<Vec<u8>>, Unwritable> {
    let no_type = || Unwritable::NoType(complaint.claim.clone());
    let claim = Claim::from_str(&complaint.claim).map_err(|_| no_type())?;
    let Complainant { name, email, .. } = &complaint.complainant;
    let domain = email.rsplit_once('@').map_or("", |(_, domain)| domain);
    let reporter = Contact {
        org: name.clone(),
        contact: email.clone(),
        domain: domain.to_owned(),
        ..Contact::default()
    };
    let own = format!("https://{domain}/");
    let registration = Trademark {
        number: complaint.right.number.clone(),
        jurisdiction: complaint.right.office.clone(),
        classes: complaint.right.classes.clone(),
    };
    let family = Uuid::try_parse(&complaint.complaint).unwrap_or_default();
    let report = |listing: &contract::complaint::Listing| {
        let right = match claim {
            Claim::Counterfeit
            | Claim::TestPurchase
            | Claim::TrademarkMisuse
            | Claim::MarkOnGoods
            | Claim::SimilarMark
            | Claim::ShopName => Infringed::Trademark {
                counterfeit: matches!(claim, Claim::Counterfeit | Claim::TestPurchase),
                brand: sending.brand,
                legitimate_site: if sending.site.is_empty() { &own } else { sending.site },
                registration: &registration,
            },
            Claim::Copyright | Claim::PiratedMedia => Infringed::Copyright {
                platform: &listing.marketplace,
                work: &complaint.right.work,
                holder: name,
            },
            Claim::ParallelImport
            | Claim::Design
            | Claim::Patent
            | Claim::GeographicalIndication
            | Claim::TradeSecret
            | Claim::Other => return Err(no_type()),
        };
        ::xarf::write(&Incident {
            id: Uuid::new_v5(&family, listing.url.as_bytes()),
            at: sending.at,
            reporter: &reporter,
            sender: sending.sender,
            url: &listing.url,
            description: &complaint.explanation,
            right,
        })
        .map_err(Unwritable::Faults)
    };
    complaint.listings.iter().map(report).collect()
}
