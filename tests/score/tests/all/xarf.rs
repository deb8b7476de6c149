//! The XARF sets, on a folder of two schemas and a few samples.

#![allow(clippy::unwrap_used, reason = "a test that panics is a test that fails")]

use std::path::{Path, PathBuf};

use score::{Score, Scored};
use serde_json::{Value, json};

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("goodfaith-score-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn put(&self, path: &str, document: &Value) {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, document.to_string()).unwrap();
    }

    fn scored(&self, set: &str) -> Scored {
        let (_, score) = score::sets().into_iter().find(|(name, _)| *name == set).unwrap();
        score(Path::new(&self.0)).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A schema that demands one member, and nothing else.
fn demanding(id: &str, member: &str) -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("https://schemas.example/{id}"),
        "required": [member],
    })
}

fn values(scored: &Scored) -> Vec<(&str, bool)> {
    scored.scores.iter().map(|score| (score.measure, Score::is_reached(score))).collect()
}

fn misuse(version: &str) -> Value {
    json!({
        "Version": version,
        "ReporterInfo": {
            "ReporterOrg": "Northlight",
            "ReporterOrgDomain": "northlight.example",
            "ReporterOrgEmail": "ip@northlight.example",
        },
        "Disclosure": true,
        "Report": {
            "ReportClass": "Content",
            "ReportType": "Trademark",
            "Date": "2026-03-20T10:00:00Z",
            "SourceUrl": "https://shop.example/item/1",
            "TrademarkedMaterial": "NORTHLIGHT",
        },
    })
}

#[test]
fn samples_are_read_or_refused_as_their_folder_says() {
    let folder = Folder::new("before-4");
    // So lax that whatever is changed in a sample and refused by us shows as a difference.
    folder.put("schemas/1/xarf.schema.json", &demanding("1", "Version"));
    folder.put("samples/positive/1/misuse.json", &misuse("1"));
    let mut nobody = misuse("1");
    nobody.as_object_mut().unwrap().remove("ReporterInfo");
    folder.put("samples/negative/1/nobody.json", &nobody);
    let scored = folder.scored("xarf/abusix-v1-3");
    assert_eq!(
        values(&scored),
        [
            ("samples-read", true),
            ("invalid-refused-with-field", false),
            ("changed-samples-as-the-schema-says", false),
            ("others-told-by-their-type", true)
        ]
    );
    assert!(
        scored.notes.iter().any(|note| note.contains("nobody.json: expected refused")),
        "{:?}",
        scored.notes
    );

    folder.put("schemas/1/xarf.schema.json", &demanding("1", "ReporterInfo"));
    assert!(values(&folder.scored("xarf/abusix-v1-3")).contains(&("invalid-refused-with-field", true)));
}

#[test]
fn in_version_4_the_schema_says_which_samples_are_valid() {
    let folder = Folder::new("version-4");
    folder.put("schemas/v4/xarf-v4-master.json", &demanding("4", "report_id"));
    folder.put("schemas/v3/xarf-v3-legacy.json", &demanding("3", "report_id"));
    folder.put("samples/v4/nameless.json", &json!({ "xarf_version": "4.2.0" }));
    folder.put("samples/v3/nameless.json", &json!({ "Version": "3.0.0" }));
    let scored = folder.scored("xarf/v4-spec");
    assert_eq!(scored.scores[1].measure, "invalid-refused-with-field");
    assert!((scored.scores[1].value - 0.5).abs() < f64::EPSILON, "{:?}", scored.notes);
}

#[test]
fn what_is_not_about_a_right_is_counted_by_itself() {
    let folder = Folder::new("others");
    folder.put("schemas/1/xarf.schema.json", &demanding("1", "Version"));
    let mut attack = misuse("1");
    attack["Report"]["ReportClass"] = json!("Activity");
    attack["Report"]["ReportType"] = json!("DOS");
    folder.put("samples/positive/1/attack.json", &attack);
    attack.as_object_mut().unwrap().remove("ReporterInfo");
    folder.put("samples/negative/1/nobody.json", &attack);
    let scored = folder.scored("xarf/abusix-v1-3");
    assert_eq!(scored.notes, Vec::<String>::new());
    assert_eq!(values(&scored).last(), Some(&("others-told-by-their-type", true)));
}
