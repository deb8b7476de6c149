//! Letters about a measure that the marketplace itself found wrong.

use case::{Correction, DeclineCode, Language, WhyRestore};
use web::letter::{Corrected, Matter, compose};

use crate::common::{at, draft, item, reviewer};
use crate::letters::golden;

fn corrected(why: Correction) -> [(&'static str, Matter); 2] {
    let found = || {
        let note = "The picture shows a case for the phone, and no phone.".parse().unwrap();
        Some(Corrected { why, note, by: reviewer(), at: at(30) })
    };
    let why = WhyRestore::Corrected;
    [
        ("seller", Matter::RestoredToSeller { why, corrected: found() }),
        ("complainant", Matter::RestoredToComplainant { why, corrected: found(), appeal_until: at(4400) }),
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
    assert!(seller.contains("does not justify taking the listing down"), "{seller}");
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
