//! Which law is cited to whom.

use case::{Claim, DeclineCode, Filing};
use policy::{grounds, permissions};

use crate::rules::filing;

fn of(territory: &str, claim: Claim, office: Option<&str>) -> Filing {
    filing(|filing| {
        filing.territory = territory.parse().unwrap();
        filing.claim = claim;
        filing.right = office.and_then(|office| {
            let kind = claim.right_kind()?;
            case::RightRef::new(kind, office, "018999001").ok()
        });
    })
}

#[test]
fn a_listing_is_called_unlawful_by_the_law_of_its_territory() {
    for (territory, claim, office, cited) in [
        ("DE", Claim::SimilarMark, Some("EM"), &["Regulation (EU) 2017/1001 Art. 9(2)(b)"][..]),
        ("DE", Claim::SimilarMark, Some("DE"), &["Directive (EU) 2015/2436 Art. 10(2)(b)"]),
        ("US", Claim::Counterfeit, Some("US"), &["15 U.S.C. 1114(1)(a)"]),
        ("US", Claim::Copyright, None, &["17 U.S.C. 106, 501(a)"]),
        ("CN", Claim::SimilarMark, Some("CN"), &["PRC Trademark Law Art. 57(2)"]),
        ("CN", Claim::ParallelImport, Some("CN"), &[]),
        ("GB", Claim::Counterfeit, Some("GB"), &[]),
    ] {
        let found: Vec<_> = grounds(&of(territory, claim, office)).iter().map(ToString::to_string).collect();
        assert_eq!(found, cited, "{territory} {claim}");
    }
}

#[test]
fn what_is_allowed_is_allowed_by_a_law_about_the_kind_of_right() {
    let (mark, work) = (Claim::Counterfeit, Claim::Copyright);
    let allowed = [
        ("DE", DeclineCode::LawfulUse, mark, "Regulation (EU) 2017/1001 Art. 14(1)(c)"),
        ("DE", DeclineCode::GenuineGoods, mark, "Regulation (EU) 2017/1001 Art. 15(1)"),
        ("DE", DeclineCode::GenuineGoods, work, "Directive 2001/29/EC Art. 4(2)"),
        ("DE", DeclineCode::Parody, work, "Directive 2001/29/EC Art. 5(3)(d), 5(3)(k)"),
        ("US", DeclineCode::LawfulUse, mark, "15 U.S.C. 1115(b)(4)"),
        ("US", DeclineCode::GenuineGoods, work, "17 U.S.C. 109(a)"),
        ("US", DeclineCode::Parody, work, "17 U.S.C. 107"),
        ("CN", DeclineCode::LawfulUse, mark, "PRC Trademark Law Art. 59(1)"),
        ("CN", DeclineCode::Parody, work, "PRC Copyright Law Art. 24"),
    ];
    for territory in ["DE", "US", "CN", "GB"] {
        for claim in [mark, work, Claim::Design, Claim::Other] {
            for code in DeclineCode::ALL {
                let found = permissions(*code, &of(territory, claim, Some("EM")));
                let row = allowed.iter().find(|row| (row.0, row.1, row.2) == (territory, *code, claim));
                let cited: Vec<_> = found.iter().map(ToString::to_string).collect();
                assert_eq!(cited, Vec::from_iter(row.map(|row| row.3)), "{territory} {claim} {code}");
            }
        }
    }
}
