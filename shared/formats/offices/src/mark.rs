//! Trade marks in XML: WIPO ST.66 as EUIPO and the USPTO write it, and ST.96 as the USPTO does. Each field has its
//! place in either form.

use case::{RightKind, Territory};

use crate::expiry::{self, Upkeep};
use crate::record::{nice_class, tidy_goods, vienna_code};
use crate::xml::Node;
use crate::{Ended, Goods, OfficeRecord, OfficeStatus, ReadError, form, parties, status};
use register::right::MarkForm;

/// Reads the marks of one transaction.
pub(crate) fn read(unit: &Node, records: &mut Vec<OfficeRecord>) -> Result<(), ReadError> {
    let mut marks = unit.all("TradeMarkDetails/TradeMark");
    marks.extend(unit.all("TrademarkBag/Trademark"));
    if matches!(unit.name, "TradeMark" | "Trademark") {
        marks.push(unit);
    }
    // The USPTO's ST.66 names the owners beside the mark: whose they are is clear with one mark only.
    let beside = (marks.len() == 1).then_some(unit);
    for mark in marks {
        let record = one(mark, beside, records.len() + 1)?;
        records.push(record);
    }
    Ok(())
}

fn one(mark: &Node, beside: Option<&Node>, at: usize) -> Result<OfficeRecord, ReadError> {
    let office = mark.text(&["RegistrationOfficeCode"]).unwrap_or_default().to_ascii_uppercase();
    let mut record = OfficeRecord::new(RightKind::Trademark, office);
    record.application_number = mark.text(&["ApplicationNumber/ApplicationNumberText", "ApplicationNumber"]);
    record.registration_number = mark.text(&["RegistrationNumber"]);
    let number = record.registration_number.as_ref().or(record.application_number.as_ref());
    record.number = number.cloned().unwrap_or_default();
    if record.right().is_none() {
        let rule = "given, with a two-letter RegistrationOfficeCode";
        return Err(ReadError::Field { record: at, field: "ApplicationNumber", rule });
    }
    record.applied_on = mark.day(at, "ApplicationDate")?;
    record.registered_on = mark.day(at, "RegistrationDate")?;
    record.expires_on = mark.day(at, "ExpiryDate")?;
    record.status_on = mark.day(at, "MarkCurrentStatusDate")?;
    record.status_text = mark.text(&["MarkCurrentStatusCode"]).unwrap_or_default();
    record.status = if mark.is_deletion {
        OfficeStatus::Ended(Ended::Unknown)
    } else {
        status::read(&record.office, &record.status_text, record.registered_on)
    };
    sign(mark, &mut record);
    goods(mark, &mut record);
    record.territories = territories(mark, &record.office);
    record.owners = parties::owners(mark, beside);
    record.representatives = parties::representatives(mark);
    let register =
        mark.text(&["TradeMarkExt/RegisterCategory", "NationalTrademarkInformation/RegisterCategory"]);
    record.is_supplemental = register.is_some_and(|name| name.to_lowercase().starts_with("supplemental"));
    let upkeep = upkeep(mark, &record, at)?;
    expiry::complete(&mut record, upkeep);
    Ok(record)
}

/// Words, form and figurative elements.
fn sign(mark: &Node, record: &mut OfficeRecord) {
    record.verbal_elements = mark.texts(&[
        "WordMarkSpecification/MarkVerbalElementText",
        "MarkRepresentation/MarkReproduction/WordMarkSpecification/MarkVerbalElementText",
    ]);
    record.title = record.verbal_elements.first().cloned().unwrap_or_default();
    let words = mark.text(&["MarkFeature", "MarkRepresentation/MarkFeatureCategory"]);
    let drawing = mark.text(&[
        "TradeMarkExt/MarkFeatureCode",
        "MarkRepresentation/MarkDescriptionBag/NationalMarkDescription/MarkFeatureCode",
    ]);
    record.form = words
        .map(|words| form::named(&words))
        .filter(|form| *form != MarkForm::Other)
        .or_else(|| drawing.and_then(|code| form::of_drawing(&code)))
        .unwrap_or(MarkForm::Other);
    let is_series = mark.text(&["MarkSeriesIndicator"]).is_some_and(|is| is == "true" || is == "1");
    if is_series || record.verbal_elements.len() > 1 {
        record.form = MarkForm::Series;
    }
    // The USPTO's design search codes look like Vienna codes, and are not.
    for category in mark.all("MarkImageDetails/MarkImage/MarkImageCategory") {
        let kind = category.text(&["CategoryKind"]);
        if record.office != "US" && kind.is_none_or(|kind| kind.to_lowercase().contains("vienna")) {
            let codes = category.texts(&["CategoryCodeDetails/CategoryCode"]);
            record.vienna.extend(codes.iter().filter_map(|code| vienna_code(code)));
        }
    }
    let st96 = "MarkRepresentation/MarkReproduction/MarkImageBag/MarkImage/ViennaClassificationBag/\
                ViennaClassification";
    for code in mark.all(st96) {
        let parts = ["ViennaCategory", "ViennaDivision", "ViennaSection"].map(|part| code.text(&[part]));
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        record.vienna.extend(vienna_code(&parts.join(".")));
    }
}

/// Classes and goods, of the classes that are still protected.
fn goods(mark: &Node, record: &mut OfficeRecord) {
    let mut groups = mark.all("GoodsServicesDetails/GoodsServices");
    groups.extend(mark.all("GoodsServicesBag/GoodsServices"));
    for group in groups {
        let nice = group.all("GoodsServicesClassificationBag/GoodsServicesClassification");
        let nice =
            nice.into_iter().filter(|one| one.text(&["ClassificationKindCode"]).as_deref() == Some("Nice"));
        let nice: Vec<u8> =
            nice.filter_map(|one| one.text(&["ClassNumber"])).filter_map(|text| nice_class(&text)).collect();
        let mut described = group.all("ClassDescriptionDetails/ClassDescription");
        described.extend(group.all("ClassDescriptionBag/ClassDescription"));
        let all_active = described.iter().all(|one| is_active(one, &record.office));
        for one in described.into_iter().filter(|one| is_active(one, &record.office)) {
            // Old registrations of the United States are in classes of its own; the Nice class stands beside.
            let titled = one.texts(&["ClassDescriptionExt/NiceClassTitleText"]);
            let titled: Vec<u8> =
                titled.iter().filter_map(|title| nice_class(title.split(':').next()?)).collect();
            let own = one.text(&["ClassNumber"]).and_then(|text| nice_class(&text));
            let classes = match (&titled[..], &nice[..]) {
                ([], []) => own.into_iter().collect(),
                ([], nice) => own.filter(|own| nice.contains(own)).map_or(nice.to_vec(), |own| vec![own]),
                (titled, _) => titled.to_vec(),
            };
            let texts = one.all("GoodsServicesDescription").into_iter();
            let texts: Vec<&Node> = texts.chain(one.all("GoodsServicesDescriptionText")).collect();
            for class in &classes {
                for text in &texts {
                    let said = tidy_goods(&text.own());
                    if !said.is_empty() {
                        let language = text.language.clone();
                        record.goods.push(Goods { class: *class, language, text: said });
                    }
                }
            }
            record.classes.extend(classes);
        }
        // Nothing describes them, or nothing says that they are over.
        if all_active {
            record.classes.extend(nice);
        }
    }
    record.classes.sort_unstable();
    record.classes.dedup();
}

/// Whether a class is still protected: the USPTO cancels single classes, and calls the others 6, "active".
fn is_active(class: &Node, office: &str) -> bool {
    let code = class.text(&["ClassNumberStatusCode", "NationalStatusBag/NationalStatus/NationalStatusCode"]);
    office != "US" || code.is_none_or(|code| code == "6")
}

/// Where the mark protects: at home, and an international one where it is designated and was not refused.
fn territories(mark: &Node, office: &str) -> Vec<Territory> {
    let mut territories = OfficeRecord::home(office);
    if !territories.is_empty() {
        return territories;
    }
    let details = mark.all("DesignatedCountryDetails");
    let mut codes: Vec<String> =
        details.iter().flat_map(|details| details.texts(&["DesignatedCountryCode"])).collect();
    for country in details.iter().flat_map(|details| details.all("DesignatedCountry")) {
        let said = country.text(&["DesignatedCountryStatusCode"]);
        if said.is_none_or(|said| status::read(office, &said, None) == OfficeStatus::Registered) {
            codes.extend(country.text(&["DesignatedCountryCode"]));
        }
    }
    territories.extend(codes.iter().flat_map(|code| OfficeRecord::home(&code.to_ascii_uppercase())));
    territories.sort_unstable();
    territories.dedup();
    territories
}

fn upkeep(mark: &Node, record: &OfficeRecord, at: usize) -> Result<Upkeep, ReadError> {
    let mut renewed_on = None;
    for place in ["TradeMarkExt/AdditionalMarkDetails", "TradeMarkExt", "NationalTrademarkInformation"] {
        for told in mark.all(place) {
            renewed_on = renewed_on.max(told.day(at, "RenewalDate")?);
        }
    }
    let mut filings = mark.all("TradeMarkExt/AdditionalMarkDetails/MaintenanceFilingDetails");
    filings.extend(mark.all("NationalTrademarkInformation/MaintenanceFiling"));
    filings.extend(mark.all("NationalTrademarkInformation/MaintenanceFilingBag/MaintenanceFiling"));
    let is_accepted = |filing: &&Node| {
        let decision = filing.text(&["DecisionStatusText", "DecisionStatusCategory"]);
        matches!(filing.text(&["SectionText"]).as_deref(), Some("8" | "71"))
            && decision.is_some_and(|decision| decision.eq_ignore_ascii_case("accepted"))
    };
    Ok(Upkeep {
        renewed_on,
        is_renewed: status::is_renewed(&record.status_text),
        is_in_use: status::is_in_use(&record.status_text) || filings.iter().any(is_accepted),
    })
}
