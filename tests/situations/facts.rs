//! Situations as they are written: what a lawyer reads. The files beside this one say the same in JSON.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A file: situations of one kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    /// What they have in common.
    group: String,
    situations: Vec<Situation>,
}

/// Facts of a case, and what must come of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Situation {
    /// Its name, once among all.
    pub(crate) name: String,
    /// The territory whose law governs the marketplace.
    pub(crate) marketplace: String,
    /// The right as it stands in the register; none where the register does not know it.
    pub(crate) right: Option<Right>,
    /// A second right in the same matter, of another owner.
    pub(crate) other_right: Option<Right>,
    /// The listing as the marketplace shows it.
    pub(crate) listing: Listing,
    /// The complaint as it is filed.
    pub(crate) complaint: Complaint,
    /// What happened before, oldest first.
    #[serde(default)]
    pub(crate) before: Vec<Before>,
    /// About how many other listings like this one the complainant filed the same before, one by one and proved by mail.
    #[serde(default)]
    pub(crate) one_by_one: usize,
    /// What is on record of the complainant.
    pub(crate) complainant_is: Option<OnRecord>,
    /// What the operator has stopped: `all`, `marketplace/…`, `right/…`, `rule/…`.
    pub(crate) operator_stopped: Option<String>,
    /// What the seller changes once the complaint is filed.
    pub(crate) edited: Option<Edit>,
    /// How many hours later it is looked at how the case stands.
    #[serde(default)]
    pub(crate) hours_later: i64,
    /// What must come of it: `accept`, `decline CODE`, `desk QUESTION`, `incomplete` or `again`.
    pub(crate) outcome: String,
    /// Where the listing is removed if a person then accepts the complaint, by codes; for what waits for one.
    pub(crate) accepted_removes_in: Option<Vec<String>>,
    /// Why, in a sentence.
    pub(crate) because: String,
    /// By which law, or which rule of a programme.
    pub(crate) source: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Right {
    /// The mark's words, the work's title, or what the design is of.
    pub(crate) protects: String,
    #[serde(default = "trademark")]
    pub(crate) kind: String,
    pub(crate) office: String,
    /// Its number; a work that no office has registered has none.
    #[serde(default)]
    pub(crate) number: String,
    /// Form of a mark; `unknown` for one of which nobody stated it.
    #[serde(default = "word")]
    pub(crate) form: String,
    #[serde(default)]
    pub(crate) classes: Vec<u8>,
    pub(crate) territories: Vec<String>,
    #[serde(default = "registered")]
    pub(crate) status: String,
    /// What this desk made of it: `verified`, `submitted`, `rejected`, `surrendered`, `assigned`.
    #[serde(default = "verified")]
    pub(crate) review: String,
    pub(crate) expires_on: Option<jiff::civil::Date>,
    /// Sellers whom its owner has allowed, with the last day of that.
    #[serde(default)]
    pub(crate) allowed_sellers: BTreeMap<String, Option<jiff::civil::Date>>,
    /// Agents with a mandate.
    #[serde(default)]
    pub(crate) mandates: Vec<Mandate>,
    /// Reference pictures.
    #[serde(default)]
    pub(crate) pictures: Vec<Picture>,
    /// Texts of the work.
    #[serde(default)]
    pub(crate) texts: Vec<String>,
}

fn word() -> String {
    "word".to_owned()
}

fn trademark() -> String {
    "trademark".to_owned()
}

fn registered() -> String {
    "registered".to_owned()
}

fn verified() -> String {
    "verified".to_owned()
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mandate {
    /// Claims that it names; none for all.
    #[serde(default)]
    pub(crate) claims: Vec<String>,
    pub(crate) until: Option<jiff::civil::Date>,
}

/// A picture that the test draws: each number is another picture.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Picture {
    pub(crate) drawing: u32,
    /// Smaller, mirrored and compressed anew, as a seller shows a copied picture.
    #[serde(default)]
    pub(crate) edited: bool,
    /// What a picture of a right stands for.
    pub(crate) role: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Listing {
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) attributes: BTreeMap<String, String>,
    /// Classes of its goods; empty where the marketplace does not tell.
    #[serde(default)]
    pub(crate) classes: Vec<u8>,
    /// As the marketplace writes it, e.g. `19.90 EUR`.
    pub(crate) price: Option<String>,
    #[serde(default)]
    pub(crate) pictures: Vec<Picture>,
    #[serde(default = "shop")]
    pub(crate) seller: String,
    /// `visible`, `hidden` or `gone`.
    #[serde(default = "visible")]
    pub(crate) state: String,
}

fn shop() -> String {
    "shop-1".to_owned()
}

fn visible() -> String {
    "visible".to_owned()
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Complaint {
    pub(crate) claim: String,
    /// `holder`, `agent` (with an account), or any other word for somebody else.
    #[serde(default = "holder")]
    pub(crate) by: String,
    /// How it was proved who that is: `mail`, `link`, `secret` of the owner's account, `key` of the agency, or `none`, where a
    /// reviewer files what nobody confirmed.
    #[serde(default = "mail")]
    pub(crate) proved_by: String,
    /// How many listings it names; they are alike.
    #[serde(default = "one")]
    pub(crate) listings: usize,
    pub(crate) explanation: String,
    /// Whether it names the right by its number.
    #[serde(default = "yes")]
    pub(crate) names_right: bool,
    /// The work, where it names one.
    #[serde(default)]
    pub(crate) work: String,
    #[serde(default = "yes")]
    pub(crate) good_faith: bool,
    #[serde(default)]
    pub(crate) perjury: bool,
    #[serde(default)]
    pub(crate) signature: String,
    #[serde(default)]
    pub(crate) truth: bool,
    #[serde(default)]
    pub(crate) postal_address: String,
    #[serde(default)]
    pub(crate) telephone: String,
    /// Documents, by what they show.
    #[serde(default)]
    pub(crate) documents: Vec<String>,
    /// Pictures among the evidence.
    #[serde(default)]
    pub(crate) pictures: Vec<Picture>,
}

fn holder() -> String {
    "holder".to_owned()
}

fn mail() -> String {
    "mail".to_owned()
}

const fn one() -> usize {
    1
}

const fn yes() -> bool {
    true
}

/// Something that happened before the complaint.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Before {
    /// The complaint that was filed then.
    pub(crate) complaint: Complaint,
    /// Whether it rested on the other right.
    #[serde(default)]
    pub(crate) under_other_right: bool,
    /// What was otherwise then of the listing.
    pub(crate) title: Option<String>,
    /// What was otherwise then of the right: its last day.
    pub(crate) expires_on: Option<jiff::civil::Date>,
    /// What became of it.
    pub(crate) then: Then,
    /// With which code, where a person declined it.
    pub(crate) code: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Then {
    /// It waits for a person.
    Waits,
    /// The rules declined it.
    Declined,
    /// A person declined it.
    PersonDeclined,
    /// The listing was removed; the seller objected, and the complainant was silent.
    CounterNoticeUnanswered,
    /// The listing was removed; the seller appealed, and won.
    SellerWonAppeal,
    /// The listing was removed; the complainant withdrew, and it came back.
    Withdrawn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OnRecord {
    /// A member of the good-faith programme.
    Member,
    /// A member that was warned.
    OnProbation,
    /// No member, but its complaints have led to takedowns that stand.
    Known,
    /// Suspended for unfounded complaints.
    Suspended,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Edit {
    pub(crate) when: When,
    pub(crate) title: Option<String>,
    pub(crate) pictures: Option<Vec<Picture>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum When {
    /// Before anything looked at the complaint.
    Filed,
    /// Once the pictures were compared, before anything was decided.
    Compared,
    /// Once rules had accepted, before anything was ordered.
    Accepted,
    /// Each time after rules had accepted: the text grows, the title stays.
    EachTime,
}

const FILES: [&str; 7] = [
    include_str!("marks.json"),
    include_str!("claims.json"),
    include_str!("lawful-use.json"),
    include_str!("languages.json"),
    include_str!("works-and-designs.json"),
    include_str!("rights-and-people.json"),
    include_str!("procedure.json"),
];

/// Every situation.
pub(crate) fn all() -> Vec<Situation> {
    let read = |text: &str| {
        let group: Group = serde_json::from_str(text).unwrap();
        assert!(!group.group.is_empty());
        group.situations
    };
    FILES.into_iter().flat_map(read).collect()
}
