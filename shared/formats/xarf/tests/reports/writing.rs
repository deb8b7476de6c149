use serde_json::Value;
use xarf::{Contact, Incident, Infringed, Matter, Trademark};

fn northlight() -> Contact {
    Contact {
        org: "Northlight".to_owned(),
        contact: "ip@northlight.example".to_owned(),
        domain: "northlight.example".to_owned(),
        ..Contact::default()
    }
}

fn written(right: Infringed<'_>, reporter: &Contact) -> Result<Vec<u8>, Vec<xarf::Fault>> {
    xarf::write(&Incident {
        id: "7f3b1c1e-8a2d-4d2f-9f6e-0c5b8a9d1e2f".parse().unwrap(),
        at: "2026-03-20T10:00:00Z".parse().unwrap(),
        reporter,
        sender: &northlight(),
        url: "https://shop.example/item/1",
        description: &"The logo is sewn on. ".repeat(100),
        right,
    })
}

#[test]
fn a_counterfeit_is_written_and_read_again() {
    let registration =
        Trademark { number: "018999001".to_owned(), jurisdiction: "EM".to_owned(), classes: vec![18] };
    let right = Infringed::Trademark {
        counterfeit: true,
        brand: "NORTHLIGHT",
        legitimate_site: "https://northlight.example/",
        registration: &registration,
    };
    let report = xarf::read(&written(right, &northlight()).unwrap()).unwrap();
    assert_eq!((report.version.as_str(), report.matter), (xarf::VERSION, Matter::Counterfeit));
    assert_eq!((report.category.as_str(), report.kind.as_str()), ("content", "brand_infringement"));
    assert_eq!((report.trademark, report.brand.as_str()), (registration, "NORTHLIGHT"));
    assert_eq!(report.description.chars().count(), 1_000);
}

#[test]
fn what_is_empty_is_left_out() {
    let right = Infringed::Copyright { platform: "Demo", work: "", holder: "" };
    let document: Value = serde_json::from_slice(&written(right, &northlight()).unwrap()).unwrap();
    assert_eq!(document["type"], "ugc_platform");
    assert_eq!((document.get("work_title"), document.get("rights_holder")), (None, None));
}

#[test]
fn nothing_is_written_that_the_format_does_not_allow() {
    let right = Infringed::Copyright { platform: "Demo", work: "A song", holder: "" };
    let nobody = Contact { org: "Northlight".to_owned(), ..Contact::default() };
    let faults = written(right, &nobody).unwrap_err();
    let places: Vec<_> = faults.iter().map(|fault| fault.path.as_str()).collect();
    assert_eq!(places, ["$.reporter.contact", "$.reporter.domain"]);
}
