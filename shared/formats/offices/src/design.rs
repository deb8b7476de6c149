//! Designs in XML: WIPO ST.86 as EUIPO writes it.

use case::RightKind;

use crate::expiry::{self, Upkeep};
use crate::record::{locarno_class, tidy_goods};
use crate::xml::Node;
use crate::{Ended, Goods, OfficeRecord, OfficeStatus, ReadError, parties, status};

/// Reads the designs of one transaction.
pub(crate) fn read(unit: &Node, records: &mut Vec<OfficeRecord>) -> Result<(), ReadError> {
    let mut designs = unit.all("DesignDetails/Design");
    if unit.name == "Design" {
        designs.push(unit);
    }
    for design in designs {
        let record = one(design, records.len() + 1)?;
        records.push(record);
    }
    Ok(())
}

fn one(design: &Node, at: usize) -> Result<OfficeRecord, ReadError> {
    let office = design.text(&["RegistrationOfficeCode"]).unwrap_or_default().to_ascii_uppercase();
    let mut record = OfficeRecord::new(RightKind::Design, office);
    record.application_number = design.text(&["ApplicationNumber"]);
    record.registration_number = design.text(&["DesignIdentifier"]);
    let number = record.registration_number.as_ref().or(record.application_number.as_ref());
    record.number = number.cloned().unwrap_or_default();
    if record.right().is_none() {
        let rule = "given, with a two-letter RegistrationOfficeCode";
        return Err(ReadError::Field { record: at, field: "DesignIdentifier", rule });
    }
    record.applied_on = design.day(at, "ApplicationDate")?;
    record.registered_on = design.day(at, "RegistrationDate")?;
    record.expires_on = design.day(at, "ExpiryDate")?;
    record.status_on = design.day(at, "DesignCurrentStatusDate")?;
    record.status_text = design.text(&["DesignCurrentStatusCode"]).unwrap_or_default();
    record.status = if design.is_deletion {
        OfficeStatus::Ended(Ended::Unknown)
    } else {
        status::read(&record.office, &record.status_text, record.registered_on)
    };
    record.title = design.text(&["VerbalElementText"]).unwrap_or_default();
    record.verbal_elements = design.texts(&["VerbalElementText"]);
    let classes = design.texts(&["ClassDescriptionDetails/ClassDescription/ClassNumber"]);
    record.locarno = classes.iter().filter_map(|class| locarno_class(class)).collect();
    for product in design.all("IndicationProductDetails/IndicationProduct") {
        let text = tidy_goods(&product.own());
        if !text.is_empty() {
            record.goods.push(Goods { class: 0, language: product.language.clone(), text });
        }
    }
    record.territories = OfficeRecord::home(&record.office);
    record.owners = parties::owners(design, None);
    record.representatives = parties::representatives(design);
    expiry::complete(&mut record, Upkeep::default());
    Ok(record)
}
