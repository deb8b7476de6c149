//! A statement of one side about a counter-notice, as the other side receives it.

use case::{Ground, Language, Side};
use contract::statement::{NamedListing, Statement};

use crate::text::say;
use crate::words;

/// A counter-notice, an answer to one or a reply, as the other side receives it. What was not given is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatementCopy {
    /// The words.
    pub text: String,
    /// What shows that a counter-notice is wrong, by a dispute of it.
    pub ground: Option<Ground>,
    /// The court, or the authority, that the complainant has turned to.
    pub court: String,
    /// The number under which it has the matter.
    pub docket: String,
    /// By which name the seller signs its words.
    pub name: String,
    /// The seller's postal address.
    pub postal_address: String,
    /// The seller's telephone number.
    pub telephone: String,
    /// What the seller declared, in the words that it saw.
    pub declared: Vec<String>,
    /// The signature, as typed.
    pub signature: String,
    /// The names of the files that belong to it.
    pub files: Vec<String>,
    /// Of a counter-notice for several listings, all of them.
    pub listings: Vec<NamedListing>,
}

impl From<Statement> for StatementCopy {
    /// A seller's statement goes over whole (17 U.S.C. 512(g)(2)(B)); of a complainant's, what its form says.
    fn from(statement: Statement) -> Self {
        let Statement { by, text, ground, court, docket, evidence, .. } = statement;
        let files = evidence.into_iter().map(|file| file.name).collect();
        let answer = Self { text, ground, court, docket, files, ..Self::default() };
        match by {
            Side::Complainant => answer,
            Side::Seller => {
                let Statement { listings, name, postal_address, telephone, declared, signature, .. } =
                    statement;
                Self { listings, name, postal_address, telephone, declared, signature, ..answer }
            }
        }
    }
}

impl StatementCopy {
    /// What stands in place of one that was erased with the data of its party.
    #[must_use]
    pub fn erased(language: Language) -> Self {
        Self { text: words::erased(language), ..Self::default() }
    }

    /// The listings for which it is made, each with its case.
    fn named(&self, language: Language) -> String {
        let named = self.listings.iter();
        let named = named.map(|it| words::bracketed(language, it.listing.as_str(), it.reference));
        named.collect::<Vec<_>>().join(&say(language, "site-comma"))
    }

    /// What it holds beside words and files: what each is, and what is given.
    pub(crate) fn facts(&self, language: Language) -> Vec<(String, String)> {
        let ground = self.ground.map(|ground| say(language, &format!("ground-{ground}.told")));
        let mut facts = vec![
            ("counter-listings", self.named(language)),
            ("field-ground", ground.unwrap_or_default()),
            ("field-court", self.court.clone()),
            ("field-docket", self.docket.clone()),
            ("counter-name", self.name.clone()),
            ("counter-postal_address", self.postal_address.clone()),
            ("counter-telephone", self.telephone.clone()),
        ];
        facts.extend(self.declared.iter().map(|words| ("counter-statement", words.clone())));
        facts.push(("counter-signature", self.signature.clone()));
        facts.retain(|(_, value)| !value.is_empty());
        facts.into_iter().map(|(key, value)| (say(language, key), value)).collect()
    }
}

#[cfg(test)]
mod tests {
    use case::PartyAct;
    use contract::complaint::Evidence;

    use super::*;

    /// A statement in which every field is given.
    fn whole(by: Side) -> Statement {
        Statement {
            act: PartyAct::Contest,
            case: "0".repeat(32).parse().unwrap(),
            listings: [("1001", "0A4-7KM-2Q0"), ("1002", "0A4-3NX-T7K")]
                .map(|(listing, reference)| NamedListing {
                    case: "0".repeat(32).parse().unwrap(),
                    reference: reference.parse().unwrap(),
                    listing: listing.parse().unwrap(),
                })
                .to_vec(),
            by,
            name: "Ada North".into(),
            ground: Some(Ground::NotGenuine),
            court: "District Court".into(),
            docket: "2 O 7/26".into(),
            postal_address: "1 Main Street, Springfield".into(),
            telephone: "+1 555 0100".into(),
            declared: vec!["Under penalty of perjury".into(), "I consent".into()],
            signature: "Ada N.".into(),
            text: "We bought one.".into(),
            evidence: vec![Evidence {
                digest: "0".repeat(64),
                media: "image/png".into(),
                size: 1,
                name: "label.png".into(),
            }],
        }
    }

    fn told(by: Side) -> (String, Vec<String>, Vec<String>) {
        let copy = StatementCopy::from(whole(by));
        let facts = copy.facts(Language::En).into_iter().map(|(_, value)| value).collect();
        (copy.text, facts, copy.files)
    }

    #[test]
    fn the_seller_receives_what_a_complainant_stated_and_nothing_that_leads_to_it() {
        let (text, facts, files) = told(Side::Complainant);
        assert_eq!((text.as_str(), files), ("We bought one.", vec!["label.png".to_owned()]));
        let ground = "The goods are not genuine: the complainant has examined or bought them";
        assert_eq!(facts, [ground, "District Court", "2 O 7/26"]);
    }

    #[test]
    fn the_complainant_receives_all_that_a_seller_gave() {
        let (_, facts, _) = told(Side::Seller);
        assert_eq!(facts[0], "1001 (0A4-7KM-2Q0), 1002 (0A4-3NX-T7K)");
        let wanted = ["Ada North", "1 Main Street, Springfield", "+1 555 0100", "Under penalty of perjury"];
        assert_eq!(facts[4..8], wanted);
        assert_eq!(facts[8..], ["I consent", "Ada N."]);
        assert_eq!(StatementCopy::default().facts(Language::Zh), []);
    }

    #[test]
    fn every_ground_has_its_words_for_the_other_side() {
        for language in Language::ALL {
            for ground in Ground::ALL {
                let copy = StatementCopy { ground: Some(*ground), ..StatementCopy::default() };
                assert!(!copy.facts(*language)[0].1.starts_with("ground-"), "{language} {ground}");
            }
        }
    }
}
