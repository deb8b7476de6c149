//! Records of the USPTO, and its status codes.

use std::collections::BTreeMap;
use std::path::Path;

use offices::{InForce, OfficeRecord};

use super::Count;
use crate::{Scored, files};

pub(super) fn score(folder: &Path) -> anyhow::Result<Scored> {
    let mut notes = Vec::new();
    let mut scores = Vec::new();
    if folder.join("tsdr").exists() {
        let (mut read, mut agree) = (Count::default(), Count::default());
        let mut by_application: BTreeMap<String, (String, OfficeRecord)> = BTreeMap::new();
        let mut paths = files::below(&folder.join("tsdr"), "xml")?;
        paths.extend(files::below(&folder.join("tsdr"), "zip")?);
        for path in paths {
            let name = files::shown(folder, &path);
            let found = offices::read(&std::fs::read(&path)?);
            if let Err(error) = &found {
                notes.push(format!("{name}\tnot read\t{error}"));
            }
            read.add(found.is_ok());
            for record in found.into_iter().flatten() {
                let application = record.application_number.clone().unwrap_or_default();
                let Some((other, first)) = by_application.get(&application) else {
                    by_application.insert(application, (name.clone(), record));
                    continue;
                };
                if !agree.add(*first == record) {
                    notes.push(format!("{name}\tdiffers from {other}\t{first:?}\t{record:?}"));
                }
            }
        }
        scores.push(read.score("tsdr-read", 1.0));
        scores.push(agree.score("tsdr-forms-agree", 1.0));
    }
    if let Some(codes) = status_codes(folder)? {
        let (mut refused, mut accepted) = (Count::default(), Count::default());
        for (code, flag) in codes {
            let table = format!(
                "office,number,status,registered on,expires on\nUS,9999001,{code},2020-01-01,2030-01-01\n"
            );
            let today = jiff::civil::date(2025, 1, 1);
            let is = offices::read(table.as_bytes()).is_ok_and(|all| all[0].in_force(today) == InForce::Yes);
            let is_registered = flag == "Live/Registered";
            let wanted = if is_registered { &mut accepted } else { &mut refused };
            if !wanted.add(is == is_registered) {
                notes.push(format!("status {code}\t{flag}\ttaken as in force: {is}"));
            }
        }
        scores.push(refused.score("us-codes-refused", 1.0));
        // Refused by rule though registered: a status that is unclear, and one under which cancellation is sought.
        scores.push(accepted.score("us-codes-accepted", 0.85));
    }
    Ok(Scored { scores, notes })
}

/// Codes with their live or dead flag.
fn status_codes(folder: &Path) -> anyhow::Result<Option<Vec<(String, String)>>> {
    let path = folder.join("uspto-code-tables/status_codes.csv");
    if !path.exists() {
        return Ok(None);
    }
    let names = |cells: &[String]| cells.iter().filter(|cell| *cell == "code").count();
    let table = sheet::read(&std::fs::read(path)?, &sheet::Limits::default(), names)?;
    Ok(Some(table.rows.iter().map(|row| (row.cell(0).to_owned(), row.cell(2).to_owned())).collect()))
}
