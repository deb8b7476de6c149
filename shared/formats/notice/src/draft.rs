//! What was understood of a notice, before it is a complaint.

use std::collections::BTreeSet;

use case::{
    Channel, Claim, ComplaintId, Element, Language, ListingRef, MarketplaceId, Proof, RightRef, Territory,
};
use contract::complaint::{Complainant, Complaint as Document, Evidence, Right, Statements};
use jiff::Timestamp;
use matching::ListingUrls;
use policy::{Demand, demanded};

use crate::complaint::{Complaint, ComplaintListing};
use crate::problem::{Problem, ProblemKind, field};
use crate::{address, limit, office, text};

/// What was understood of a notice. Every text is cleaned and trimmed; empty is not given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// What is claimed.
    pub claim: Option<Claim>,
    /// Who complains.
    pub complainant: Complainant,
    /// What is relied on, as typed.
    pub right: Right,
    /// Why the listings infringe.
    pub explanation: String,
    /// Addresses complained of as given, each once, at most [`limit::LISTINGS`].
    pub listings: Vec<String>,
    /// What the complainant declared.
    pub statements: Statements,
    /// The language of the letters, where it was chosen.
    pub language: Option<Language>,
    /// The secret of the account that complains.
    pub account_secret: Option<String>,
    /// Files that were uploaded before, at most [`limit::FILES`].
    pub uploads: Vec<Upload>,
    /// Whether evidence came with it otherwise: attached to a mail, or sealed before.
    pub attached: bool,
}

/// A file that was uploaded before the complaint was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its key in the inbox: `inbox/` and 32 hex digits.
    pub key: String,
    /// The file's name as given; may be empty.
    pub name: String,
}

/// A draft, and what is wrong with what was given. What was not given at all is no problem here: see
/// [`Draft::missing`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// What was understood.
    pub draft: Draft,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// How a notice came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// The id given to the complaint.
    pub complaint: ComplaintId,
    /// When it came.
    pub filed_at: Timestamp,
    /// By which way.
    pub channel: Channel,
    /// How the complainant was proved.
    pub proof: Proof,
}

/// The addresses of a draft, told apart by the marketplaces that are served.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Located {
    /// Listings, each once, with the address by which it was first named.
    pub listings: Vec<(ListingRef, String)>,
    /// Addresses that are no listing of a marketplace served here, as problems.
    pub unknown_addresses: Vec<Problem>,
}

impl Draft {
    /// The elements that it gives, whether or not a law demands them.
    #[must_use]
    pub fn given(&self) -> Vec<Element> {
        Element::ALL.iter().copied().filter(|element| self.gives(*element)).collect()
    }

    fn gives(&self, element: Element) -> bool {
        let Self { complainant, statements, .. } = self;
        match element {
            Element::Explanation => text::letters(&self.explanation) >= limit::WORD,
            Element::Location => !self.listings.is_empty(),
            Element::Name => !complainant.name.is_empty(),
            Element::Email => !complainant.email.is_empty(),
            Element::GoodFaith => statements.good_faith,
            Element::Right => self.names_right(),
            Element::PostalAddress => !complainant.postal_address.is_empty(),
            Element::Telephone => !complainant.telephone.is_empty(),
            Element::Perjury => statements.perjury,
            Element::Signature => !statements.signature.is_empty(),
            Element::Evidence => self.attached || !self.uploads.is_empty(),
            Element::Truth => statements.truth,
        }
    }

    /// Whether it names a right that can be looked up, or the work where the claim rests on one.
    #[must_use]
    pub fn names_right(&self) -> bool {
        let right = &self.right;
        if self.claim.is_some_and(Claim::is_of_work) {
            !right.work.is_empty() || !right.number.is_empty()
        } else {
            !right.office.is_empty() && !right.number.is_empty() && self.right_ref().is_ok()
        }
    }

    /// What a notice about listings in `territories` must contain, and is not given.
    #[must_use]
    pub fn missing(&self, territories: &[Territory]) -> Vec<Demand> {
        demanded(self.claim, territories).into_iter().filter(|it| !self.gives(it.element)).collect()
    }

    /// [`missing`](Self::missing) as problems of fields, with the claim itself when there is none.
    #[must_use]
    pub fn missing_fields(&self, territories: &[Territory]) -> Vec<Problem> {
        let claim = self.claim.is_none().then(|| Problem::new(field::CLAIM, ProblemKind::Missing));
        // A right that cannot be one is a problem already: it is not missing.
        let wrong = self.right_ref().is_err();
        let missing = self.missing(territories).into_iter();
        let missing = missing.filter(|it| !(wrong && it.element == Element::Right));
        let elements = missing.map(|demand| {
            let mut problem = Problem::missing(demand, self.claim);
            // A number without its office: the office is what is to be added.
            if problem.field == field::RIGHT_NUMBER && !self.right.number.is_empty() {
                problem.field = field::RIGHT_OFFICE;
            }
            problem
        });
        claim.into_iter().chain(elements).collect()
    }

    /// The registered right that the draft names; `None` when claim, office or number is not given, or the claim rests
    /// on no kind of right that offices register.
    ///
    /// # Errors
    /// A [`Problem`] when office or number cannot be one.
    pub fn right_ref(&self) -> Result<Option<RightRef>, Problem> {
        let (Some(kind), false, false) = (
            self.claim.and_then(Claim::right_kind),
            self.right.office.is_empty(),
            self.right.number.is_empty(),
        ) else {
            return Ok(None);
        };
        let office = office::code(&self.right.office);
        RightRef::new(kind, office, &self.right.number).map(Some).map_err(|error| {
            if error.kind == "office" {
                Problem::new(field::RIGHT_OFFICE, ProblemKind::BadOffice)
            } else {
                Problem::new(field::RIGHT_NUMBER, ProblemKind::BadNumber)
            }
        })
    }

    /// Tells the draft's addresses apart. Two addresses of one listing are one listing.
    #[must_use]
    pub fn locate(&self, urls: &ListingUrls) -> Located {
        let mut located = Located::default();
        let mut seen = BTreeSet::new();
        for (index, address) in self.listings.iter().enumerate() {
            match urls.recognise(address) {
                Some(listing) if seen.contains(&listing) => {}
                Some(listing) => {
                    seen.insert(listing.clone());
                    located.listings.push((listing, address.clone()));
                }
                None => located.unknown_addresses.push(Problem::new(
                    field::LISTINGS,
                    ProblemKind::NotAListing {
                        index,
                        address: text::first_bytes(address, limit::ADDRESS_BYTES).to_owned(),
                    },
                )),
            }
        }
        located
    }

    /// The complaint of what arrived as `arrival`, about `listings` as [`locate`](Self::locate) found them, with
    /// `evidence` as it was sealed; `None` without a claim, or without a listing of a marketplace whose
    /// `territory` is known.
    ///
    /// The account secret is not in it. Office and number that cannot be a right stand beside the work, for people
    /// to read.
    #[must_use]
    pub fn into_complaint(
        self,
        arrival: Arrival,
        listings: &[(ListingRef, String)],
        territory: impl Fn(&MarketplaceId) -> Option<Territory>,
        evidence: Vec<Evidence>,
    ) -> Option<Complaint> {
        let listings: Vec<_> = listings
            .iter()
            .filter_map(|(listing, url)| {
                let territory = territory(&listing.marketplace)?;
                Some(ComplaintListing { listing: listing.clone(), territory, url: url.clone() })
            })
            .collect();
        let claim = self.claim.filter(|_| !listings.is_empty())?;
        let territories: Vec<Territory> = listings.iter().map(|it| it.territory).collect();
        let missing = self.missing(&territories).iter().map(|it| it.element).collect();
        let (right, work) = self.named_right();
        Some(Complaint {
            id: arrival.complaint,
            filed_at: arrival.filed_at,
            received_at: None,
            priority_at: None,
            channel: arrival.channel,
            language: self.language.unwrap_or(Language::En),
            claim,
            proof: arrival.proof,
            complainant: self.complainant,
            right,
            work,
            classes: self.right.classes,
            explanation: self.explanation,
            listings,
            statements: self.statements,
            missing,
            evidence,
            original: None,
            message_id: None,
            do_not_answer: false,
            filed_by: None,
        })
    }

    /// The registered right that it names, and the work; office and number that cannot be a right stand beside
    /// the work.
    #[must_use]
    pub fn named_right(&self) -> (Option<RightRef>, String) {
        let Right { office, number, work, .. } = &self.right;
        match self.right_ref() {
            Ok(Some(right)) => (Some(right), work.clone()),
            Ok(None) | Err(_) => (None, text::line(&format!("{office} {number} {work}"))),
        }
    }

    /// The draft that would become the complaint of `document` again, for its complainant to look over or go on with. Sealed
    /// evidence is no part of it.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        Self {
            claim: document.claim.parse().ok(),
            complainant: document.complainant.clone(),
            right: document.right.clone(),
            explanation: document.explanation.clone(),
            listings: document.listings.iter().map(|listing| listing.url.clone()).collect(),
            statements: document.statements.clone(),
            language: document.language.parse().ok(),
            // What came with a mail that waits is not named yet; that it is missing would be.
            attached: !document.evidence.is_empty()
                || (document.channel == Channel::Mail.code() && !lacks_evidence(document)),
            ..Self::default()
        }
    }

    /// Takes claim and language by their codes.
    pub(crate) fn set_choices(&mut self, claim: &str, language: &str, problems: &mut Vec<Problem>) {
        if !claim.is_empty() {
            self.claim = claim.parse().ok();
            if self.claim.is_none() {
                problems.push(Problem::new(field::CLAIM, ProblemKind::UnknownClaim));
            }
        }
        if !language.is_empty() {
            self.language = language.parse().ok();
            if self.language.is_none() {
                problems.push(Problem::new(field::LANGUAGE, ProblemKind::UnknownLanguage));
            }
        }
    }

    /// Takes Nice classes: numbers apart by commas or white space.
    pub(crate) fn set_classes(&mut self, classes: &str, problems: &mut Vec<Problem>) {
        let words = classes.split([',', '，', '、', ';', ' ', '\t', '\n']).filter(|word| !word.is_empty());
        for word in words.take(limit::CLASSES + 1) {
            match word.parse::<u8>() {
                Ok(class @ 1..=45) if self.right.classes.contains(&class) => {}
                Ok(class @ 1..=45) if self.right.classes.len() < limit::CLASSES => {
                    self.right.classes.push(class);
                }
                _ => {
                    problems.push(Problem::new(field::CLASSES, ProblemKind::BadClass));
                    return;
                }
            }
        }
    }

    /// Takes the addresses in `listings`, each once.
    pub(crate) fn set_listings<'a>(
        &mut self,
        listings: impl IntoIterator<Item = &'a str>,
        problems: &mut Vec<Problem>,
    ) {
        let mut seen = BTreeSet::new();
        for address in listings {
            let address = text::line(address);
            if address.is_empty() || seen.contains(&address) {
                continue;
            }
            if self.listings.len() == limit::LISTINGS {
                let limit = limit::LISTINGS;
                problems.push(Problem::new(field::LISTINGS, ProblemKind::TooManyListings { limit }));
                return;
            }
            seen.insert(address.clone());
            self.listings.push(address);
        }
    }

    /// Takes references to uploads: a key, and after a space the file's name.
    pub(crate) fn set_uploads<'a>(
        &mut self,
        references: impl IntoIterator<Item = &'a str>,
        problems: &mut Vec<Problem>,
    ) {
        let given = references.into_iter().map(str::trim).filter(|reference| !reference.is_empty());
        for (index, reference) in given.enumerate() {
            if index == limit::FILES {
                let limit = limit::FILES;
                problems.push(Problem::new(field::EVIDENCE, ProblemKind::TooManyFiles { limit }));
                return;
            }
            let (key, name) = reference.split_once(' ').unwrap_or((reference, ""));
            let id = key.strip_prefix("inbox/").and_then(|id| uuid::Uuid::try_parse(id).ok());
            let Some(id) = id else {
                problems.push(Problem::new(field::EVIDENCE, ProblemKind::BadUpload { index }));
                continue;
            };
            let key = format!("inbox/{}", id.as_simple());
            if self.uploads.iter().all(|upload| upload.key != key) {
                let name = text::line(name).chars().take(limit::NAME).collect();
                self.uploads.push(Upload { key, name });
            }
        }
    }

    /// What is wrong with the single fields that are given.
    pub(crate) fn faults(&self) -> Vec<Problem> {
        let Self { complainant, right, statements, .. } = self;
        let lengths = [
            (field::NAME, &complainant.name, limit::NAME),
            (field::EMAIL, &complainant.email, limit::EMAIL),
            (field::POSTAL_ADDRESS, &complainant.postal_address, limit::POSTAL_ADDRESS),
            (field::TELEPHONE, &complainant.telephone, limit::TELEPHONE),
            (field::RIGHT_OFFICE, &right.office, limit::OFFICE),
            (field::RIGHT_NUMBER, &right.number, limit::NUMBER),
            (field::WORK, &right.work, limit::WORK),
            (field::EXPLANATION, &self.explanation, limit::EXPLANATION),
            (field::SIGNATURE, &statements.signature, limit::SIGNATURE),
        ];
        let code =
            self.account_secret.iter().map(|code| (field::ACCOUNT_SECRET, code, limit::ACCOUNT_SECRET));
        let mut faults: Vec<Problem> = lengths
            .into_iter()
            .chain(code)
            .filter(|(_, text, limit)| text.chars().count() > *limit)
            .map(|(field, _, limit)| Problem::new(field, ProblemKind::TooLong { limit }))
            .collect();
        let email = &complainant.email;
        if !email.is_empty() && email.len() <= limit::EMAIL && !address::is_mail_address(email) {
            faults.push(Problem::new(field::EMAIL, ProblemKind::BadEmail));
        }
        if right.number.chars().count() <= limit::NUMBER {
            faults.extend(self.right_ref().err());
        }
        faults
    }
}

/// Whether evidence was demanded of it and did not come.
fn lacks_evidence(document: &Document) -> bool {
    document.missing.iter().any(|code| code == Element::Evidence.code())
}
