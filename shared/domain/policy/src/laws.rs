//! Laws as they are cited: by the territory of the listing and by what is claimed. Where none is known here, none is
//! cited, and what is done is the marketplace's own procedure.

mod grounds;

use std::fmt;

use case::Territory;

pub use grounds::{grounds, permissions};

use crate::NoticeLaw;

/// An act of law. Its name in the languages of the parties is in the texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Statute {
    /// Regulation (EU) 2022/2065, Digital Services Act.
    DigitalServicesAct,
    /// Regulation (EU) 2017/1001 on the European Union trade mark.
    UnionMarks,
    /// Directive (EU) 2015/2436, by which member states protect their own marks.
    NationalMarks,
    /// Directive 2001/29/EC on copyright in the information society.
    Copyright,
    /// Directive 2009/24/EC on the legal protection of computer programs.
    ComputerPrograms,
    /// Regulation (EC) No 6/2002 on European Union designs.
    UnionDesigns,
    /// Directive 98/71/EC, by which member states protect their own designs. Directive (EU) 2024/2823 repeals it with
    /// effect from 9 December 2027.
    NationalDesigns,
    /// The European Patent Convention.
    EuropeanPatents,
    /// Regulation (EU) 2024/1143: indications for wine, spirit drinks and agricultural products.
    AgriculturalIndications,
    /// Regulation (EU) 2023/2411: indications for craft and industrial products.
    IndustrialIndications,
    /// Directive (EU) 2016/943 on trade secrets.
    TradeSecrets,
    /// United States Code, title 15: commerce and trade, with the Lanham Act.
    UsTrade,
    /// United States Code, title 17: copyrights.
    UsCopyright,
    /// United States Code, title 18: crimes, with the civil action for trade secrets.
    UsTradeSecrets,
    /// United States Code, title 35: patents.
    UsPatents,
    /// E-Commerce Law of the People's Republic of China.
    CnECommerce,
    /// Guiding Opinions of the Supreme People's Court on trying intellectual property cases of e-commerce platforms.
    CnGuidingOpinions,
    /// Trademark Law of the People's Republic of China, by its numbers of 2019.
    CnMarks,
    /// Copyright Law of the People's Republic of China, by its numbers of 2020.
    CnCopyright,
    /// Regulations of the People's Republic of China on the Protection of Computer Software.
    CnSoftware,
    /// Patent Law of the People's Republic of China, by its numbers of 2020; it protects designs, too.
    CnPatents,
    /// Measures for the Protection of Geographical Indication Products (2023).
    CnIndications,
    /// Anti-Unfair Competition Law of the People's Republic of China, by its numbers of 2025.
    CnCompetition,
}

/// How the places of an act are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// By articles, paragraphs and points.
    Articles,
    /// By sections of a title of the United States Code.
    Sections,
    /// By articles that Chinese texts number in Chinese.
    ChineseArticles,
}

impl Statute {
    /// Every act.
    pub const ALL: &'static [Self] = &[
        Self::DigitalServicesAct,
        Self::UnionMarks,
        Self::NationalMarks,
        Self::Copyright,
        Self::ComputerPrograms,
        Self::UnionDesigns,
        Self::NationalDesigns,
        Self::EuropeanPatents,
        Self::AgriculturalIndications,
        Self::IndustrialIndications,
        Self::TradeSecrets,
        Self::UsTrade,
        Self::UsCopyright,
        Self::UsTradeSecrets,
        Self::UsPatents,
        Self::CnECommerce,
        Self::CnGuidingOpinions,
        Self::CnMarks,
        Self::CnCopyright,
        Self::CnSoftware,
        Self::CnPatents,
        Self::CnIndications,
        Self::CnCompetition,
    ];

    /// Its code among the texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DigitalServicesAct => "eu-dsa",
            Self::UnionMarks => "eu-marks",
            Self::NationalMarks => "eu-national-marks",
            Self::Copyright => "eu-copyright",
            Self::ComputerPrograms => "eu-software",
            Self::UnionDesigns => "eu-designs",
            Self::NationalDesigns => "eu-national-designs",
            Self::EuropeanPatents => "eu-patents",
            Self::AgriculturalIndications => "eu-agricultural-indications",
            Self::IndustrialIndications => "eu-industrial-indications",
            Self::TradeSecrets => "eu-trade-secrets",
            Self::UsTrade => "us-trade",
            Self::UsCopyright => "us-copyright",
            Self::UsTradeSecrets => "us-trade-secrets",
            Self::UsPatents => "us-patents",
            Self::CnECommerce => "cn-e-commerce",
            Self::CnGuidingOpinions => "cn-guiding-opinions",
            Self::CnMarks => "cn-marks",
            Self::CnCopyright => "cn-copyright",
            Self::CnSoftware => "cn-software",
            Self::CnPatents => "cn-patents",
            Self::CnIndications => "cn-indications",
            Self::CnCompetition => "cn-competition",
        }
    }

    /// Its short English name, for the answers of machines.
    #[must_use]
    pub const fn short(self) -> &'static str {
        match self {
            Self::DigitalServicesAct => "Regulation (EU) 2022/2065",
            Self::UnionMarks => "Regulation (EU) 2017/1001",
            Self::NationalMarks => "Directive (EU) 2015/2436",
            Self::Copyright => "Directive 2001/29/EC",
            Self::ComputerPrograms => "Directive 2009/24/EC",
            Self::UnionDesigns => "Regulation (EC) No 6/2002",
            Self::NationalDesigns => "Directive 98/71/EC",
            Self::EuropeanPatents => "European Patent Convention",
            Self::AgriculturalIndications => "Regulation (EU) 2024/1143",
            Self::IndustrialIndications => "Regulation (EU) 2023/2411",
            Self::TradeSecrets => "Directive (EU) 2016/943",
            Self::UsTrade => "15 U.S.C.",
            Self::UsCopyright => "17 U.S.C.",
            Self::UsTradeSecrets => "18 U.S.C.",
            Self::UsPatents => "35 U.S.C.",
            Self::CnECommerce => "PRC E-Commerce Law",
            Self::CnGuidingOpinions => "Fa Fa (2020) No. 32",
            Self::CnMarks => "PRC Trademark Law",
            Self::CnCopyright => "PRC Copyright Law",
            Self::CnSoftware => "PRC Regulations on the Protection of Computer Software",
            Self::CnPatents => "PRC Patent Law",
            Self::CnIndications => "PRC Measures for the Protection of Geographical Indication Products",
            Self::CnCompetition => "PRC Anti-Unfair Competition Law",
        }
    }

    /// How its places are named.
    #[must_use]
    pub const fn numbering(self) -> Numbering {
        match self {
            Self::UsTrade | Self::UsCopyright | Self::UsTradeSecrets | Self::UsPatents => Numbering::Sections,
            Self::CnECommerce
            | Self::CnGuidingOpinions
            | Self::CnMarks
            | Self::CnCopyright
            | Self::CnSoftware
            | Self::CnPatents
            | Self::CnIndications
            | Self::CnCompetition => Numbering::ChineseArticles,
            Self::DigitalServicesAct
            | Self::UnionMarks
            | Self::NationalMarks
            | Self::Copyright
            | Self::ComputerPrograms
            | Self::UnionDesigns
            | Self::NationalDesigns
            | Self::EuropeanPatents
            | Self::AgriculturalIndications
            | Self::IndustrialIndications
            | Self::TradeSecrets => Numbering::Articles,
        }
    }
}

/// Places in an act of law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Provision {
    /// The act.
    pub statute: Statute,
    /// The places, such as `9(2)(a)`; none: the act as a whole. `57#1` is the first item of an article without
    /// paragraphs, which Chinese tells apart from a first paragraph.
    pub places: &'static [&'static str],
}

impl Provision {
    pub(crate) const fn of(statute: Statute, places: &'static [&'static str]) -> Self {
        Self { statute, places }
    }

    /// Its places as texts in the Latin script write them.
    pub fn western_places(&self) -> impl Iterator<Item = String> + '_ {
        self.places.iter().map(|place| match place.split_once('#') {
            Some((article, item)) => format!("{article}({item})"),
            None => (*place).to_owned(),
        })
    }
}

impl fmt::Display for Provision {
    /// In short English: `Regulation (EU) 2022/2065 Art. 16(2)(a)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let act = self.statute.short();
        let places = self.western_places().collect::<Vec<_>>().join(", ");
        match (self.statute.numbering(), places.as_str()) {
            (_, "") => f.write_str(act),
            (Numbering::Sections, places) => write!(f, "{act} {places}"),
            (Numbering::Articles | Numbering::ChineseArticles, places) => write!(f, "{act} Art. {places}"),
        }
    }
}

/// What a law provides for, between a notice and its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The notice.
    Notice,
    /// What the seller is told of a measure.
    Statement,
    /// The seller's counter-notice.
    CounterNotice,
    /// The copy of it that the complainant receives.
    Copy,
    /// The listing's return after a counter-notice that was not answered.
    PutBack,
    /// The complaint against a decision to who took it.
    Appeal,
    /// Settlement out of court.
    Settlement,
    /// Warning and suspension of who misuses the service or its procedures.
    Misuse,
}

impl NoticeLaw {
    /// What provides for `step`; `None` where this law does not: then it is the marketplace's own procedure.
    #[must_use]
    pub const fn provision(self, step: Step) -> Option<Provision> {
        use Statute::{CnECommerce, DigitalServicesAct, UsCopyright};
        Some(match (self, step) {
            (Self::Dsa, Step::Notice) => Provision::of(DigitalServicesAct, &["16"]),
            (Self::Dsa, Step::Statement) => Provision::of(DigitalServicesAct, &["17"]),
            (Self::Dsa, Step::Appeal) => Provision::of(DigitalServicesAct, &["20"]),
            (Self::Dsa, Step::Settlement) => Provision::of(DigitalServicesAct, &["21"]),
            (Self::Dsa, Step::Misuse) => Provision::of(DigitalServicesAct, &["23"]),
            (Self::Dmca, Step::Notice) => Provision::of(UsCopyright, &["512(c)(3)"]),
            (Self::Dmca, Step::Statement) => Provision::of(UsCopyright, &["512(g)(2)(A)"]),
            (Self::Dmca, Step::CounterNotice) => Provision::of(UsCopyright, &["512(g)(3)"]),
            (Self::Dmca, Step::Copy) => Provision::of(UsCopyright, &["512(g)(2)(B)"]),
            (Self::Dmca, Step::PutBack) => Provision::of(UsCopyright, &["512(g)(2)(C)"]),
            (Self::ECommerceLaw, Step::Notice) => Provision::of(CnECommerce, &["42(1)"]),
            (Self::ECommerceLaw, Step::Statement) => Provision::of(CnECommerce, &["42(2)"]),
            (Self::ECommerceLaw, Step::CounterNotice) => Provision::of(CnECommerce, &["43(1)"]),
            (Self::ECommerceLaw, Step::Copy) => Provision::of(CnECommerce, &["43(2)"]),
            (Self::ECommerceLaw, Step::PutBack) => Provision::of(CnECommerce, &["43(2)"]),
            (Self::Dsa, Step::CounterNotice | Step::Copy | Step::PutBack)
            | (Self::Dmca | Self::ECommerceLaw, Step::Appeal | Step::Settlement | Step::Misuse)
            | (Self::Terms, _) => return None,
        })
    }
}

/// Whose law applies to what is offered somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Jurisdiction {
    /// The European Union and its member states.
    Union,
    /// The United States.
    UnitedStates,
    /// The People's Republic of China.
    China,
    /// Any other: its law is not known here.
    Other,
}

/// The Union by its two codes, and its member states (Treaty on European Union, Art. 52).
const UNION: &[&[u8; 2]] = &[
    b"EU", b"EM", b"AT", b"BE", b"BG", b"CY", b"CZ", b"DE", b"DK", b"EE", b"ES", b"FI", b"FR", b"GR", b"HR",
    b"HU", b"IE", b"IT", b"LT", b"LU", b"LV", b"MT", b"NL", b"PL", b"PT", b"RO", b"SE", b"SI", b"SK",
];

impl Jurisdiction {
    pub(crate) fn of(territory: Territory) -> Self {
        match &territory.letters() {
            b"US" => Self::UnitedStates,
            b"CN" => Self::China,
            letters if UNION.contains(&letters) => Self::Union,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_act_has_a_code_and_a_name_of_its_own() {
        let codes: BTreeSet<_> = Statute::ALL.iter().map(|it| it.code()).collect();
        let names: BTreeSet<_> = Statute::ALL.iter().map(|it| it.short()).collect();
        assert_eq!((codes.len(), names.len()), (Statute::ALL.len(), Statute::ALL.len()));
    }

    #[test]
    fn a_provision_reads_as_lawyers_cite_it() {
        for (statute, places, cited) in [
            (Statute::UnionMarks, &["9(2)(a)", "15"][..], "Regulation (EU) 2017/1001 Art. 9(2)(a), 15"),
            (Statute::UsCopyright, &["512(g)(3)"], "17 U.S.C. 512(g)(3)"),
            (Statute::CnMarks, &["57#1"], "PRC Trademark Law Art. 57(1)"),
            (
                Statute::CnIndications,
                &[],
                "PRC Measures for the Protection of Geographical Indication Products",
            ),
        ] {
            assert_eq!(Provision::of(statute, places).to_string(), cited);
        }
    }

    #[test]
    fn a_law_is_cited_only_where_it_applies() {
        let of = |territory: &str, step| {
            let law = NoticeLaw::of(territory.parse().unwrap(), Some(case::Claim::Copyright));
            law.provision(step).map(|it| it.statute)
        };
        assert_eq!(of("DE", Step::Statement), Some(Statute::DigitalServicesAct));
        assert_eq!(of("US", Step::Statement), Some(Statute::UsCopyright));
        assert_eq!(of("CN", Step::Statement), Some(Statute::CnECommerce));
        for step in [Step::Notice, Step::Statement, Step::CounterNotice, Step::Appeal, Step::Settlement] {
            assert_eq!(of("GB", step), None);
        }
    }
}
