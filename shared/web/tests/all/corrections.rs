//! Letters about a measure that the desk itself found wrong.

use case::{Claim, Correction, DeclineCode, Language, WhyRestore};
use web::letter::{Corrected, Matter, Restored, Ruling, compose};

use crate::common::{at, draft, filing, item};
use crate::letters::{golden, ruling};

fn corrected(why: Correction) -> [(&'static str, Matter); 2] {
    let permitted_by = match why {
        Correction::Unfounded(code) => policy::permissions(code, &filing("demo/1001", Claim::Counterfeit)),
        Correction::Mistake => Vec::new(),
    };
    let note = "The picture shows a case for the phone, and no phone.".parse().unwrap();
    let restored = Restored {
        why: WhyRestore::Corrected,
        corrected: Some(Corrected { why, permitted_by }),
        ruling: Some(Ruling { note: Some(note), ..ruling() }),
    };
    [
        ("seller", Matter::RestoredToSeller(restored.clone())),
        ("complainant", Matter::RestoredToComplainant { restored, appeal_until: at(4400).into() }),
    ]
}

#[test]
fn a_correction_is_told_as_approved() {
    for why in [Correction::Mistake, Correction::Unfounded(DeclineCode::GenuineGoods)] {
        for (to, matter) in corrected(why) {
            for language in Language::ALL {
                golden(&format!("corrected_{why}_{to}"), &matter, *language);
            }
        }
    }
}

#[test]
fn who_is_told_of_a_correction_is_told_whose_fault_it_was_and_what_is_open() {
    let told = |why, language| {
        corrected(why).map(|(_, matter)| {
            compose(&draft(language, vec![item("demo/1001", "Parka", matter)])).unwrap().text
        })
    };
    let [seller, complainant] = told(Correction::Mistake, Language::En);
    assert!(seller.contains("The mistake was ours") && complainant.contains("does not count against you"));
    let [seller, complainant] = told(Correction::Unfounded(DeclineCode::GenuineGoods), Language::En);
    assert!(seller.contains("does not justify taking the listing down: the goods are genuine"), "{seller}");
    assert!(complainant.contains("Legal basis") && complainant.contains("15(1) of"), "{complainant}");
    assert!(complainant.contains("with the form: https://goodfaith.example/"), "{complainant}");
    for text in [&seller, &complainant] {
        assert!(
            text.contains("without automated means. The decision to take the listing down had"),
            "{text}"
        );
    }
    assert!(
        complainant.contains("Genuine goods") && !complainant.contains("does not count"),
        "{complainant}"
    );
    for language in Language::ALL {
        for text in told(Correction::Mistake, *language) {
            assert!(text.contains("> The picture shows a case for the phone, and no phone."), "{text}");
        }
    }
    assert!(complainant.contains("appeal"), "the complainant keeps its redress: {complainant}");
}
