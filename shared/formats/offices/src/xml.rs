//! The XML of registers, as small trees: one for each transaction, and of the elements that are read alone.
//!
//! Names are taken without their prefix. An element that is not in [`KNOWN`] is passed over with all that is in it:
//! so what another record says inside of one, as an earlier mark in an opposition, is never seen.

use jiff::civil::Date;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

use crate::ReadError;
use crate::record::tidy;

/// The most elements inside of each other; registers have about twenty.
const MOST_LEVELS: usize = 64;
/// The most elements of one transaction that are kept.
const MOST_ELEMENTS: usize = 200_000;

/// Elements that begin a tree: what one transaction tells, or a record that stands in none.
const UNITS: [&str; 4] = ["TransactionData", "TradeMark", "Trademark", "Design"];

/// Every element that is read, or on the way to one.
#[rustfmt::skip]
const KNOWN: &[&str] = &[
    "TransactionData", "TradeMarkDetails", "TradeMark", "TrademarkBag", "Trademark", "DesignDetails", "Design",
    // Number, days, state.
    "RegistrationOfficeCode", "ApplicationNumber", "ApplicationNumberText", "RegistrationNumber", "DesignIdentifier",
    "ApplicationDate", "RegistrationDate", "ExpiryDate", "MarkCurrentStatusCode", "MarkCurrentStatusDate",
    "DesignCurrentStatusCode", "DesignCurrentStatusDate",
    // The sign.
    "MarkFeature", "MarkFeatureCategory", "MarkFeatureCode", "MarkSeriesIndicator", "WordMarkSpecification",
    "MarkVerbalElementText", "MarkRepresentation", "MarkReproduction", "MarkDescriptionBag",
    "NationalMarkDescription", "VerbalElementText", "MarkImageDetails", "MarkImageBag", "MarkImage",
    "MarkImageCategory", "CategoryCodeDetails", "CategoryKind", "CategoryCode", "ViennaClassificationBag",
    "ViennaClassification", "ViennaCategory", "ViennaDivision", "ViennaSection",
    // Goods and classes.
    "GoodsServicesDetails", "GoodsServicesBag", "GoodsServices", "ClassDescriptionDetails", "ClassDescriptionBag",
    "ClassDescription", "ClassNumber", "ClassNumberStatusCode", "GoodsServicesDescription",
    "GoodsServicesDescriptionText", "ClassDescriptionExt", "NiceClassTitleText", "GoodsServicesClassificationBag",
    "GoodsServicesClassification", "ClassificationKindCode", "NationalStatusBag", "NationalStatus",
    "NationalStatusCode", "IndicationProductDetails", "IndicationProduct",
    // Where it protects.
    "DesignatedCountryDetails", "DesignatedCountry", "DesignatedCountryCode", "DesignatedCountryStatusCode",
    // Upkeep in the United States.
    "TradeMarkExt", "NationalTrademarkInformation", "RegisterCategory", "AdditionalMarkDetails", "RenewalDate",
    "MaintenanceFilingDetails", "MaintenanceFilingBag", "MaintenanceFiling", "SectionText", "DecisionStatusText",
    "DecisionStatusCategory",
    // Persons.
    "ApplicantDetails", "ApplicantBag", "Applicant", "ApplicantAddressBook", "ApplicantExt", "PartyTypeCode",
    "PartyTypeDescriptionText", "HolderDetails", "HolderBag", "Holder", "HolderAddressBook", "RepresentativeDetails",
    "RepresentativeBag", "Representative", "RepresentativeAddressBook", "RecordAttorney", "Comment", "CommentText",
    "Version", "Contact", "FormattedNameAddress", "Name", "FreeFormatName", "FreeFormatNameDetails",
    "FreeFormatNameLine", "FormattedName", "EntityName", "OrganizationName", "OrganizationStandardName",
    "PersonName", "PersonFullName", "FirstName", "MiddleName", "LastName",
];

/// An element that is read.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) name: &'static str,
    /// Its `languageCode`, else nothing.
    pub(crate) language: String,
    /// Whether the office says to delete what it describes (`operationCode`).
    pub(crate) is_deletion: bool,
    text: String,
    children: Vec<Self>,
}

impl Node {
    /// The elements at `path`, names apart by `/`, below this one.
    pub(crate) fn all<'a>(&'a self, path: &str) -> Vec<&'a Self> {
        let mut found = vec![self];
        for name in path.split('/') {
            found =
                found.into_iter().flat_map(|node| &node.children).filter(|node| node.name == name).collect();
        }
        found
    }

    /// Its own text, tidied.
    pub(crate) fn own(&self) -> String {
        tidy(&self.text)
    }

    /// The texts at all of `paths` that are not empty.
    pub(crate) fn texts(&self, paths: &[&str]) -> Vec<String> {
        let all = paths.iter().flat_map(|path| self.all(path));
        all.map(Self::own).filter(|text| !text.is_empty()).collect()
    }

    /// The first text at any of `paths` that is not empty.
    pub(crate) fn text(&self, paths: &[&str]) -> Option<String> {
        paths.iter().flat_map(|path| self.all(path)).map(Self::own).find(|text| !text.is_empty())
    }

    /// The day at `field`: `2020-04-08`, also with a time or the offset of a zone behind, which offices write and
    /// do not mean.
    pub(crate) fn day(&self, record: usize, field: &'static str) -> Result<Option<Date>, ReadError> {
        let Some(text) = self.text(&[field]) else { return Ok(None) };
        let fault = ReadError::Field { record, field, rule: "a day such as 2020-04-08" };
        let (day, rest) = text.split_at_checked(10).ok_or_else(|| fault.clone())?;
        let fits = rest.is_empty() || rest.starts_with(['T', 'Z', '+', '-', ' ']);
        day.parse().ok().filter(|_| fits).map(Some).ok_or(fault)
    }

    fn of(start: &BytesStart<'_>, name: &'static str) -> Self {
        let (mut language, mut is_deletion) = (String::new(), false);
        for attribute in start.attributes().with_checks(false).flatten() {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            match (attribute.key.local_name().as_ref(), value) {
                ("languageCode", Ok(value)) => language = value.trim().to_ascii_lowercase(),
                ("operationCode", Ok(value)) => is_deletion = value.trim().eq_ignore_ascii_case("delete"),
                _ => {}
            }
        }
        Self { name, language, is_deletion, text: String::new(), children: Vec::new() }
    }
}

/// Where the reading of a document stands.
#[derive(Default)]
struct Open {
    /// The elements of the tree that are open; none outside of a unit.
    nodes: Vec<Node>,
    /// Elements open in one that is passed over.
    skipped: usize,
    /// Elements open outside of any unit.
    outside: usize,
    /// Elements kept in this unit.
    kept: usize,
    /// Whether an element was seen at all.
    seen: bool,
}

impl Open {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), ReadError> {
        if self.nodes.len() + self.skipped + self.outside >= MOST_LEVELS {
            return Err(ReadError::TooComplex);
        }
        self.seen = true;
        let name = start.local_name();
        let name = name.as_ref();
        if self.skipped > 0 {
            self.skipped += 1;
        } else if self.nodes.is_empty() && !UNITS.contains(&name) {
            self.outside += 1;
        } else if let Some(known) = KNOWN.iter().find(|known| **known == name) {
            self.kept += 1;
            if self.kept > MOST_ELEMENTS {
                return Err(ReadError::TooComplex);
            }
            self.nodes.push(Node::of(start, known));
        } else {
            self.skipped = 1;
        }
        Ok(())
    }

    /// The unit that ends here, if one does.
    fn end(&mut self) -> Option<Node> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return None;
        }
        let Some(node) = self.nodes.pop() else {
            self.outside = self.outside.saturating_sub(1);
            return None;
        };
        match self.nodes.last_mut() {
            Some(parent) => {
                parent.children.push(node);
                None
            }
            None => {
                self.kept = 0;
                Some(node)
            }
        }
    }

    fn add(&mut self, text: &str) {
        if self.skipped == 0
            && let Some(node) = self.nodes.last_mut()
        {
            node.text.push_str(text);
        }
    }

    const fn is_done(&self) -> bool {
        self.seen && self.nodes.is_empty() && self.skipped == 0 && self.outside == 0
    }
}

/// Hands each unit of a document to `take`.
pub(crate) fn each_unit(
    text: &str,
    mut take: impl FnMut(Node) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut open = Open::default();
    loop {
        let at = reader.buffer_position();
        let ill_formed = ReadError::IllFormed { at };
        match reader.read_event().map_err(|_| ill_formed.clone())? {
            Event::Start(_) if open.is_done() => return Err(ill_formed),
            Event::Start(start) => open.start(&start)?,
            Event::End(_) => {
                if let Some(unit) = open.end() {
                    take(unit)?;
                }
            }
            Event::Text(piece) => open.add(&piece.xml10_content()),
            Event::CData(piece) => open.add(&piece.xml10_content()),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(character)) => open.add(character.encode_utf8(&mut [0; 4])),
                Ok(None) => open.add(resolve_xml_entity(&name).ok_or(ill_formed)?),
                Err(_) => return Err(ill_formed),
            },
            Event::DocType(_) => return Err(ReadError::DocumentType),
            Event::Eof if open.is_done() => return Ok(()),
            Event::Eof => return Err(ill_formed),
            _ => {}
        }
    }
}
