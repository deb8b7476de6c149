//! The set of registers, on a folder of a few made-up records.

#![allow(clippy::unwrap_used, reason = "a test that panics is a test that fails")]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::{Compression, write::GzEncoder};
use score::{Score, Scored};
use serde_json::json;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("goodfaith-score-{name}-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("euipo")).unwrap();
        std::fs::create_dir_all(folder.join("uspto-code-tables")).unwrap();
        Self(folder)
    }

    fn pack(&self, name: &str, files: &[(&str, String)]) {
        let path = self.0.join("euipo").join(name);
        let mut archive =
            tar::Builder::new(GzEncoder::new(std::fs::File::create(path).unwrap(), Compression::fast()));
        for (name, text) in files {
            let mut header = tar::Header::new_gnu();
            header.set_size(text.len() as u64);
            header.set_mode(0o644);
            archive.append_data(&mut header, name, text.as_bytes()).unwrap();
        }
        archive.into_inner().unwrap().finish().unwrap();
    }

    fn label(&self, lines: &[serde_json::Value]) {
        let path = self.0.join("euipo/some-register.jsonl.gz");
        let mut file = GzEncoder::new(std::fs::File::create(path).unwrap(), Compression::fast());
        lines.iter().for_each(|line| writeln!(file, "{line}").unwrap());
        file.finish().unwrap();
    }

    fn scored(&self) -> Scored {
        let (_, score) = score::sets().into_iter().find(|(name, _)| *name == "trademark-register").unwrap();
        score(Path::new(&self.0)).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn mark(number: &str, status: &str, words: &str) -> (String, String) {
    let text = format!(
        "<Transaction><TransactionData><TradeMarkDetails><TradeMark><RegistrationOfficeCode>EM\
         </RegistrationOfficeCode><ApplicationNumber>{number}</ApplicationNumber><ApplicationDate>2021-03-04\
         </ApplicationDate><ExpiryDate>2031-03-04</ExpiryDate><MarkCurrentStatusCode>{status}\
         </MarkCurrentStatusCode><MarkCurrentStatusDate>2021-09-09</MarkCurrentStatusDate><MarkFeature>Word\
         </MarkFeature><WordMarkSpecification><MarkVerbalElementText>{words}</MarkVerbalElementText>\
         </WordMarkSpecification><GoodsServicesDetails><GoodsServices><ClassDescriptionDetails><ClassDescription>\
         <ClassNumber>9</ClassNumber><GoodsServicesDescription languageCode=\"en\">Lamps and shades.\
         </GoodsServicesDescription></ClassDescription></ClassDescriptionDetails></GoodsServices>\
         </GoodsServicesDetails></TradeMark></TradeMarkDetails></TransactionData></Transaction>"
    );
    (format!("{number}.xml"), text)
}

fn label(number: &str, status: &str) -> serde_json::Value {
    json!({
        "office": "EM", "number": number, "application_date": "2021-03-04", "expiry_date": "2031-03-04",
        "registration_date": null, "status": status, "status_date": "2021-09-09", "feature": "Word",
        "text": "NORTHLIGHT", "classes": [9], "goods": {"en": {"9": "Lamps and"}}, "vienna": [],
    })
}

fn values(scored: &Scored) -> BTreeMap<&str, (f64, bool)> {
    scored.scores.iter().map(|score| (score.measure, (score.value, Score::is_reached(score)))).collect()
}

#[test]
fn records_are_scored_field_by_field_and_by_what_they_may_bear() {
    let folder = Folder::new("register");
    let (one, two, three) = (
        mark("018999001", "Registered", "NORTHLIGHT"),
        mark("018999002", "Application opposed", "NORTHLIGHT"),
        // Another word than the label's, and not in force although the label says so.
        mark("018999003", "Registration cancelled", "SOUTHLIGHT"),
    );
    let files = [one, two, three, ("018999004.xml".to_owned(), "<broken".to_owned())];
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    folder.pack("some-xml.tar.gz", &files);
    folder.label(&[
        label("018999001", "Registered"),
        label("018999002", "Application opposed"),
        label("018999003", "Registered"),
    ]);
    std::fs::write(
        folder.0.join("uspto-code-tables/status_codes.csv"),
        "code,description,live_dead_indicator\n700,REGISTERED,Live/Registered\n774,OPPOSED,Live/Pending\n",
    )
    .unwrap();
    let scored = folder.scored();
    let values = values(&scored);
    assert_eq!(values["read"], (0.75, false));
    assert_eq!(values["classes"], (1.0, true));
    assert_eq!(values["goods"], (1.0, true));
    assert!(!values["words"].1 && !values["status"].1);
    assert_eq!(values["refused"], (1.0, true));
    assert_eq!(values["accepted"], (0.5, false));
    assert_eq!(values["us-codes-refused"], (1.0, true));
    assert_eq!(values["us-codes-accepted"], (1.0, true));
    assert!(scored.notes.iter().any(|note| note.contains("018999004.xml\tnot read")), "{:?}", scored.notes);
    assert!(scored.notes.iter().any(|note| note.contains("018999003\tin force")), "{:?}", scored.notes);
}

#[test]
fn designs_are_read_and_only_registered_ones_accepted() {
    let folder = Folder::new("designs");
    let design = |number: &str, status: &str| {
        let text = format!(
            "<Transaction><TransactionData><DesignDetails><Design><RegistrationOfficeCode>EM\
             </RegistrationOfficeCode><DesignIdentifier>{number}</DesignIdentifier><ApplicationDate>2021-03-04\
             </ApplicationDate><ExpiryDate>2026-03-04</ExpiryDate><DesignCurrentStatusCode>{status}\
             </DesignCurrentStatusCode><DesignCurrentStatusDate>2021-04-04</DesignCurrentStatusDate>\
             <IndicationProductDetails><IndicationProduct languageCode=\"en\">Lamps</IndicationProduct>\
             </IndicationProductDetails><ClassDescriptionDetails><ClassDescription><ClassNumber>26.05\
             </ClassNumber></ClassDescription></ClassDescriptionDetails></Design></DesignDetails>\
             </TransactionData></Transaction>"
        );
        (format!("designs/001/{number}.xml"), text)
    };
    let files = [
        design("008999001-0001", "Registered and fully published"),
        design("008999001-0002", "Design lapsed"),
    ];
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    folder.pack("designs-xml.tar.gz", &files);
    let scored = folder.scored();
    let values = values(&scored);
    for measure in ["designs-read", "designs-whole", "designs-refused", "designs-accepted"] {
        assert_eq!(values[measure], (1.0, true), "{measure} {:?}", scored.notes);
    }
}
