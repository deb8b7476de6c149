//! The law that makes a listing unlawful, by territory, claim and the office of the right.

use case::{Claim, DeclineCode, Filing, RightKind};

use super::{Jurisdiction, Provision, Statute};

/// What makes a listing unlawful that does what `filing` claims (Regulation (EU) 2022/2065 Art. 17(3)(d)). Nothing where
/// the law of its territory is not known here, or leaves it to another source.
#[must_use]
pub fn grounds(filing: &Filing) -> Vec<Provision> {
    let office = filing.right.as_ref().map(case::RightRef::office);
    match Jurisdiction::of(filing.territory) {
        Jurisdiction::Union => union(filing.claim, Offices::of(office)),
        Jurisdiction::UnitedStates => united_states(filing.claim).to_vec(),
        Jurisdiction::China => china(filing.claim).to_vec(),
        Jurisdiction::Other => Vec::new(),
    }
}

/// What allows what a complaint was declined for, where the law of the territory is known here and says it in a statute.
#[must_use]
pub fn permissions(code: DeclineCode, filing: &Filing) -> Vec<Provision> {
    use Statute::{CnCopyright, CnMarks, Copyright, UsCopyright, UsTrade};
    let offices = Offices::of(filing.right.as_ref().map(case::RightRef::office));
    let is_mark = filing.claim.rests_on(RightKind::Trademark);
    let is_work = filing.claim.rests_on(RightKind::Copyright);
    match (Jurisdiction::of(filing.territory), code) {
        (Jurisdiction::Union, DeclineCode::LawfulUse) if is_mark => {
            offices.mark(&["14(1)(c)"], &["14(1)(c)"])
        }
        (Jurisdiction::Union, DeclineCode::GenuineGoods) if is_mark => offices.mark(&["15(1)"], &["15(1)"]),
        (Jurisdiction::Union, DeclineCode::GenuineGoods) if is_work => {
            vec![Provision::of(Copyright, &["4(2)"])]
        }
        (Jurisdiction::Union, DeclineCode::Parody) if is_work => {
            vec![Provision::of(Copyright, &["5(3)(d)", "5(3)(k)"])]
        }
        (Jurisdiction::UnitedStates, DeclineCode::LawfulUse) if is_mark => {
            vec![Provision::of(UsTrade, &["1115(b)(4)"])]
        }
        (Jurisdiction::UnitedStates, DeclineCode::GenuineGoods) if is_work => {
            vec![Provision::of(UsCopyright, &["109(a)"])]
        }
        (Jurisdiction::UnitedStates, DeclineCode::Parody) if is_work => {
            vec![Provision::of(UsCopyright, &["107"])]
        }
        (Jurisdiction::China, DeclineCode::LawfulUse) if is_mark => {
            vec![Provision::of(CnMarks, &["59(1)"])]
        }
        (Jurisdiction::China, DeclineCode::Parody) if is_work => vec![Provision::of(CnCopyright, &["24"])],
        _ => Vec::new(),
    }
}

/// Whose registration a right is, as far as its office says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Offices {
    /// The Union's (WIPO ST.3: `EM`).
    Union,
    /// The European Patent Office.
    EuropeanPatents,
    /// A state's, or that of the Benelux.
    National,
    /// The International Bureau's (`WO`, `IB`), which may have effect as either; or none is named.
    Either,
}

impl Offices {
    fn of(office: Option<&str>) -> Self {
        match office {
            Some("EM" | "EU") => Self::Union,
            Some("EP") => Self::EuropeanPatents,
            None | Some("WO" | "IB" | "XX") => Self::Either,
            Some(_) => Self::National,
        }
    }

    /// Which of the two acts protects it.
    fn choose(self, of_union: Provision, of_states: Provision) -> Vec<Provision> {
        match self {
            Self::Union => vec![of_union],
            Self::National | Self::EuropeanPatents => vec![of_states],
            Self::Either => vec![of_union, of_states],
        }
    }

    fn mark(self, of_union: &'static [&'static str], of_states: &'static [&'static str]) -> Vec<Provision> {
        self.choose(
            Provision::of(Statute::UnionMarks, of_union),
            Provision::of(Statute::NationalMarks, of_states),
        )
    }
}

/// Marks: (a) identity of sign and goods, (b) likelihood of confusion; (c), unfair advantage of a reputation, is relied
/// on by no claim here. Directive (EU) 2015/2436 Art. 10 repeats Regulation (EU) 2017/1001 Art. 9.
fn union(claim: Claim, offices: Offices) -> Vec<Provision> {
    match claim {
        Claim::Counterfeit | Claim::TestPurchase => {
            offices.mark(&["9(2)(a)", "9(3)(b)"], &["10(2)(a)", "10(3)(b)"])
        }
        Claim::TrademarkMisuse => {
            offices.mark(&["9(2)(a)", "9(2)(b)", "9(3)(e)"], &["10(2)(a)", "10(2)(b)", "10(3)(e)"])
        }
        Claim::MarkOnGoods => offices.mark(
            &["9(2)(a)", "9(2)(b)", "9(3)(a)", "9(3)(b)"],
            &["10(2)(a)", "10(2)(b)", "10(3)(a)", "10(3)(b)"],
        ),
        Claim::SimilarMark => offices.mark(&["9(2)(b)"], &["10(2)(b)"]),
        Claim::ShopName => {
            offices.mark(&["9(2)(a)", "9(2)(b)", "9(3)(d)"], &["10(2)(a)", "10(2)(b)", "10(3)(d)"])
        }
        Claim::ParallelImport => offices.mark(&["9(2)(a)", "9(3)(b)", "15"], &["10(2)(a)", "10(3)(b)", "15"]),
        Claim::Copyright => vec![Provision::of(Statute::Copyright, &["2", "3"])],
        Claim::PiratedMedia => vec![
            Provision::of(Statute::Copyright, &["2", "3", "4"]),
            Provision::of(Statute::ComputerPrograms, &["4(1)"]),
        ],
        Claim::Design => offices.choose(
            Provision::of(Statute::UnionDesigns, &["10", "19"]),
            Provision::of(Statute::NationalDesigns, &["9", "12"]),
        ),
        // Infringement is left to the law of the state (European Patent Convention Art. 64(1), (3)).
        Claim::Patent if offices == Offices::EuropeanPatents => {
            vec![Provision::of(Statute::EuropeanPatents, &["64"])]
        }
        Claim::GeographicalIndication => vec![
            Provision::of(Statute::AgriculturalIndications, &["26(1)"]),
            Provision::of(Statute::IndustrialIndications, &["40(1)"]),
        ],
        Claim::TradeSecret => vec![Provision::of(Statute::TradeSecrets, &["4"])],
        Claim::Patent | Claim::Other => Vec::new(),
    }
}

const fn united_states(claim: Claim) -> &'static [Provision] {
    use Statute::{UsCopyright, UsPatents, UsTrade, UsTradeSecrets};
    match claim {
        Claim::Counterfeit
        | Claim::TestPurchase
        | Claim::MarkOnGoods
        | Claim::SimilarMark
        | Claim::ParallelImport => const { &[Provision::of(UsTrade, &["1114(1)(a)"])] },
        Claim::TrademarkMisuse | Claim::ShopName => {
            const { &[Provision::of(UsTrade, &["1114(1)(a)", "1125(a)(1)(A)"])] }
        }
        Claim::Copyright | Claim::PiratedMedia => const { &[Provision::of(UsCopyright, &["106", "501(a)"])] },
        Claim::Design => const { &[Provision::of(UsPatents, &["171", "271(a)"])] },
        Claim::Patent => const { &[Provision::of(UsPatents, &["271(a)"])] },
        // Protected as certification marks.
        Claim::GeographicalIndication => const { &[Provision::of(UsTrade, &["1054", "1114(1)(a)"])] },
        Claim::TradeSecret => const { &[Provision::of(UsTradeSecrets, &["1836(b)", "1839(5)"])] },
        Claim::Other => &[],
    }
}

const fn china(claim: Claim) -> &'static [Provision] {
    use Statute::{CnCompetition, CnCopyright, CnIndications, CnMarks, CnPatents, CnSoftware};
    match claim {
        // (1) identity, (2) likelihood of confusion, (3) sale of infringing goods.
        Claim::Counterfeit | Claim::TestPurchase => const { &[Provision::of(CnMarks, &["57#1", "57#3"])] },
        Claim::TrademarkMisuse => const { &[Provision::of(CnMarks, &["57#1", "57#2"])] },
        Claim::MarkOnGoods => const { &[Provision::of(CnMarks, &["57#1", "57#2", "57#3"])] },
        Claim::SimilarMark => const { &[Provision::of(CnMarks, &["57#2"])] },
        Claim::ShopName => {
            const { &[Provision::of(CnMarks, &["57#7", "58"]), Provision::of(CnCompetition, &["7"])] }
        }
        // No statute forbids it as such; courts decide by case.
        Claim::ParallelImport | Claim::Other => &[],
        Claim::Copyright => const { &[Provision::of(CnCopyright, &["10(1)", "53#1"])] },
        Claim::PiratedMedia => {
            const { &[Provision::of(CnCopyright, &["10(1)", "53#1"]), Provision::of(CnSoftware, &["24(1)"])] }
        }
        Claim::Design => const { &[Provision::of(CnPatents, &["11(2)", "64(2)"])] },
        Claim::Patent => const { &[Provision::of(CnPatents, &["11(1)", "64(1)"])] },
        Claim::GeographicalIndication => {
            const { &[Provision::of(CnMarks, &["16(1)"]), Provision::of(CnIndications, &[])] }
        }
        Claim::TradeSecret => const { &[Provision::of(CnCompetition, &["10"])] },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cited(claim: Claim, office: &str) -> Vec<String> {
        union(claim, Offices::of(Some(office))).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_office_of_a_right_says_which_act_protects_it() {
        assert_eq!(cited(Claim::SimilarMark, "EM"), ["Regulation (EU) 2017/1001 Art. 9(2)(b)"]);
        assert_eq!(cited(Claim::SimilarMark, "DE"), ["Directive (EU) 2015/2436 Art. 10(2)(b)"]);
        assert_eq!(cited(Claim::SimilarMark, "WO").len(), 2);
        assert_eq!(cited(Claim::Design, "EM"), ["Regulation (EC) No 6/2002 Art. 10, 19"]);
        assert_eq!(cited(Claim::Patent, "EP"), ["European Patent Convention Art. 64"]);
        assert!(cited(Claim::Patent, "DE").is_empty());
    }

    #[test]
    fn pirated_programs_rest_on_the_directive_for_programs_too() {
        assert!(cited(Claim::PiratedMedia, "XX").contains(&"Directive 2009/24/EC Art. 4(1)".to_owned()));
        assert!(!cited(Claim::Copyright, "XX").contains(&"Directive 2009/24/EC Art. 4(1)".to_owned()));
    }

    #[test]
    fn no_act_of_one_jurisdiction_is_cited_in_another() {
        for claim in Claim::ALL {
            let starts =
                |all: &[Provision], with: &str| all.iter().all(|it| it.statute.code().starts_with(with));
            for office in ["EM", "DE", "WO", "EP", "US", "CN"] {
                assert!(starts(&union(*claim, Offices::of(Some(office))), "eu-"), "{claim}");
            }
            assert!(starts(united_states(*claim), "us-") && starts(china(*claim), "cn-"), "{claim}");
        }
    }
}
