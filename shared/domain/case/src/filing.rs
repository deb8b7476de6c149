//! What is known of a case when it is filed.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

use crate::id::{ComplaintId, Digest, InvalidId, ListingId, MarketplaceId, PartyId};
use crate::party::Owner;
use crate::reference::Reference;

/// A closed list of codes, each with the text by which it is stored and sent: the enum, its `ALL`, `code`,
/// `Display` and `FromStr`.
#[macro_export]
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident, $kind:literal { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every value, in order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// The stable code by which this is stored and sent.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::InvalidId;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                match s {
                    $($code => Ok(Self::$variant),)+
                    _ => Err($crate::InvalidId { kind: $kind, rule: concat!("one of", $(" ", $code,)+) }),
                }
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// By which way a complaint came in.
    Channel, "channel" {
        /// The web form.
        Web = "web",
        /// The JSON API.
        Api = "api",
        /// E-mail.
        Mail = "mail",
    }
}

codes! {
    /// A language in which a party is written to.
    Language, "language" {
        /// English.
        En = "en",
        /// Chinese, simplified.
        Zh = "zh",
    }
}

codes! {
    /// What the complainant claims; the positive code of a complaint.
    Claim, "claim" {
        /// The goods are counterfeit.
        Counterfeit = "counterfeit",
        /// The goods are counterfeit, as a test purchase has shown.
        TestPurchase = "counterfeit_test_purchase",
        /// A mark is used in the title, the text or the keywords without right.
        TrademarkMisuse = "trademark_misuse",
        /// A mark is used on the goods or in their pictures without right.
        MarkOnGoods = "mark_on_goods",
        /// A sign that is like a mark is used for like goods.
        SimilarMark = "similar_mark",
        /// A mark is used as the name of the shop.
        ShopName = "shop_name",
        /// Genuine goods that the owner has not put on the market in this territory.
        ParallelImport = "parallel_import",
        /// Pictures or texts copied.
        Copyright = "copyright",
        /// Media or software offered as unlawful copies.
        PiratedMedia = "pirated_media",
        /// A registered design is copied.
        Design = "design",
        /// A utility patent is infringed.
        Patent = "patent",
        /// A protected geographical indication is misused.
        GeographicalIndication = "geographical_indication",
        /// A trade secret is used or disclosed.
        TradeSecret = "trade_secret",
        /// Something else, which the explanation tells.
        Other = "other",
    }
}

codes! {
    /// Kind of intellectual property right.
    RightKind, "right kind" {
        /// Trade mark.
        Trademark = "trademark",
        /// Copyright.
        Copyright = "copyright",
        /// Registered design.
        Design = "design",
        /// Utility patent.
        Patent = "patent",
        /// Geographical indication.
        GeographicalIndication = "geographical_indication",
    }
}

impl Claim {
    /// The kind of right that this claim must rest on; `None` where it rests on none that a register knows.
    #[must_use]
    pub const fn right_kind(self) -> Option<RightKind> {
        match self {
            Self::Counterfeit
            | Self::TestPurchase
            | Self::TrademarkMisuse
            | Self::MarkOnGoods
            | Self::SimilarMark
            | Self::ShopName
            | Self::ParallelImport => Some(RightKind::Trademark),
            Self::Copyright | Self::PiratedMedia => Some(RightKind::Copyright),
            Self::Design => Some(RightKind::Design),
            Self::Patent => Some(RightKind::Patent),
            Self::GeographicalIndication => Some(RightKind::GeographicalIndication),
            Self::TradeSecret | Self::Other => None,
        }
    }

    /// Whether what it rests on is described in words, because no number of an office need exist for it.
    #[must_use]
    pub const fn is_of_work(self) -> bool {
        matches!(self.right_kind(), None | Some(RightKind::Copyright))
    }

    /// Whether it rests on `kind`.
    #[must_use]
    pub fn rests_on(self, kind: RightKind) -> bool {
        self.right_kind() == Some(kind)
    }
}

codes! {
    /// An element that a statute demands of a notice. DSA: Regulation (EU) 2022/2065 Art. 16(2);
    /// DMCA: 17 U.S.C. 512(c)(3)(A); PRC E-Commerce Law Art. 42.
    Element, "element" {
        /// DSA 16(2)(a): why the listing is illegal.
        Explanation = "explanation",
        /// DSA 16(2)(b), DMCA (iii): where it is.
        Location = "location",
        /// DSA 16(2)(c), DMCA (iv): who notifies.
        Name = "name",
        /// DSA 16(2)(c), DMCA (iv): the address for the answer.
        Email = "email",
        /// DSA 16(2)(d), DMCA (v): the belief in good faith.
        GoodFaith = "good_faith",
        /// Which right is infringed; DMCA (ii): the work.
        Right = "right",
        /// DMCA (iv): postal address.
        PostalAddress = "postal_address",
        /// DMCA (iv): telephone.
        Telephone = "telephone",
        /// DMCA (vi): accuracy and authority, under penalty of perjury.
        Perjury = "perjury",
        /// DMCA (i): physical or electronic signature.
        Signature = "signature",
        /// E-Commerce Law Art. 42(1): preliminary evidence of the infringement.
        Evidence = "evidence",
        /// Fa Fa (2020) No. 32 Art. 5(4): the written guarantee that the notice is true.
        Truth = "truth",
    }
}

codes! {
    /// How the complainant has proved to be who it says.
    Proof, "proof" {
        /// Not at all: anyone can have typed the address.
        None = "none",
        /// By the secret of an account.
        AccountSecret = "account_secret",
        /// By mail whose From domain authenticated (DMARC) at the receiving server.
        Mail = "mail",
        /// By the link in a letter to the address that was given.
        Link = "link",
        /// By an API key of an account.
        ApiKey = "api_key",
    }
}

impl Proof {
    /// Whether this proves the complainant itself. An account secret proves the account, and says nothing of the address
    /// that is typed beside it, unless the right's owner has that address `on_file`.
    #[must_use]
    pub const fn is_of_complainant(self, on_file: bool) -> bool {
        match self {
            Self::Mail | Self::Link | Self::ApiKey => true,
            Self::AccountSecret => on_file,
            Self::None => false,
        }
    }
}

/// A right as the complainant names it: kind, office and number, e.g. `trademark/EM/018000001`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RightRef {
    kind: RightKind,
    office: String,
    number: String,
}

impl RightRef {
    /// Names a right. `office` is a two-letter WIPO ST.3 code, `number` is kept as letters and digits only, with the
    /// leading zeros that EUIPO writes and people leave out.
    ///
    /// # Errors
    /// [`InvalidId`] when the office is not two letters or the number has no or more than 40 letters and digits.
    pub fn new(kind: RightKind, office: &str, number: &str) -> Result<Self, InvalidId> {
        let office = office.trim().to_ascii_uppercase();
        if office.len() != 2 || !office.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(InvalidId { kind: "office", rule: "two letters, such as EM, US or CN" });
        }
        let number: String =
            number.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
        if number.is_empty() || number.len() > 40 {
            return Err(InvalidId { kind: "registration number", rule: "1 to 40 letters and digits" });
        }
        let digits = digits_of(kind, &office, number.len());
        let number =
            if number.bytes().all(|b| b.is_ascii_digit()) { format!("{number:0>digits$}") } else { number };
        Ok(Self { kind, office, number })
    }
    /// Kind of right.
    #[must_use]
    pub const fn kind(&self) -> RightKind {
        self.kind
    }
    /// Two-letter code of the office, upper case.
    #[must_use]
    pub fn office(&self) -> &str {
        &self.office
    }
    /// Registration number: letters and digits, upper case.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }
}

/// How many digits an office gives a number of which people write `typed`; 0 where that is not known.
///
/// EUIPO numbers trade marks with nine digits, and the designs of a filing with nine and four.
fn digits_of(kind: RightKind, office: &str, typed: usize) -> usize {
    match (office, kind) {
        ("EM", RightKind::Trademark) => 9,
        ("EM", RightKind::Design) if typed > 9 => 13,
        _ => 0,
    }
}
impl fmt::Display for RightRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.kind, self.office, self.number)
    }
}
impl FromStr for RightRef {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        let mut parts = s.splitn(3, '/');
        let (Some(kind), Some(office), Some(number)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(InvalidId { kind: "right", rule: "kind/office/number" });
        };
        Self::new(kind.parse()?, office, number)
    }
}

/// A listing of a configured marketplace, e.g. `demo/1001`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListingRef {
    /// Where it is offered.
    pub marketplace: MarketplaceId,
    /// Which one it is there.
    pub id: ListingId,
}
impl fmt::Display for ListingRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.marketplace, self.id)
    }
}
impl FromStr for ListingRef {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        let (marketplace, id) =
            s.split_once('/').ok_or(InvalidId { kind: "listing", rule: "marketplace/listing id" })?;
        Ok(Self { marketplace: marketplace.parse()?, id: id.parse()? })
    }
}

/// A territory by its two-letter code: a country (ISO 3166), or `EU`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Territory([u8; 2]);

impl Territory {
    /// The code's two capital letters.
    #[must_use]
    pub const fn letters(self) -> [u8; 2] {
        self.0
    }
}

impl fmt::Display for Territory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{}", char::from(*byte)))
    }
}
impl FromStr for Territory {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        match s.as_bytes() {
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Ok(Self([*a, *b])),
            _ => Err(InvalidId { kind: "territory", rule: "two capital letters, such as EU, US or CN" }),
        }
    }
}

/// The facts of a case that its decisions and clocks rest on. Names, addresses and texts are not here:
/// they stand in the complaint document, under `document`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Filing {
    /// The complaint that this case belongs to.
    pub complaint: ComplaintId,
    /// By which people name this case; that of the complaint where it names one listing.
    pub reference: Reference,
    /// How many listings that complaint names, at least 1.
    pub listings: u16,
    /// What is complained of.
    pub listing: ListingRef,
    /// The territory whose law governs the marketplace, and so the case's clocks.
    pub territory: Territory,
    /// The right relied on, where one was named that can be looked up.
    pub right: Option<RightRef>,
    /// What is claimed.
    pub claim: Claim,
    /// Who complains: the person, by its address.
    pub complainant: PartyId,
    /// For whom the complaint counts.
    pub owner: Owner,
    /// How that was proved.
    pub proof: Proof,
    /// By which way it came.
    pub channel: Channel,
    /// The complainant's language.
    pub language: Language,
    /// The complaint document in the evidence store.
    pub document: Digest,
    /// Statutory elements found missing when it was read.
    pub missing: Vec<Element>,
    /// Its queue priority time, where it corrects a declined complaint: when that one was filed.
    pub priority_at: Option<Timestamp>,
    /// 0 for the first complaint for this owner under this right about this listing.
    pub refiling: u16,
    /// Whether it came with evidence.
    pub evidence: bool,
}

impl Filing {
    /// What its proof is worth once `right` is relied on: an account secret proves nothing of another right than the
    /// one that it was shown for.
    #[must_use]
    pub fn proof_under(&self, right: Option<&RightRef>) -> Proof {
        match self.proof {
            Proof::AccountSecret if self.right.as_ref() != right => Proof::None,
            proof => proof,
        }
    }

    /// The id of the case that this filing opens.
    #[must_use]
    pub fn case_id(&self) -> crate::id::CaseId {
        crate::id::CaseId::derive(
            &self.owner,
            self.proof != Proof::None,
            self.right.as_ref(),
            self.claim,
            &self.listing,
            self.refiling,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_has_one_name_with_and_without_leading_zeros() {
        for (typed, name) in [
            ("trademark/EM/018999001", "trademark/EM/018999001"),
            ("trademark/EM/18999001", "trademark/EM/018999001"),
            ("trademark/em/18 999 001", "trademark/EM/018999001"),
            ("trademark/EM/31203", "trademark/EM/000031203"),
            ("trademark/EM/W01234567", "trademark/EM/W01234567"),
            ("design/EM/1234567-0001", "design/EM/0012345670001"),
            ("design/EM/001234567-0001", "design/EM/0012345670001"),
            ("trademark/US/5,123,456", "trademark/US/5123456"),
            ("trademark/CN/1234567", "trademark/CN/1234567"),
        ] {
            let right: RightRef = typed.parse().unwrap();
            assert_eq!(right.to_string(), name, "{typed}");
            assert_eq!(right.to_string().parse(), Ok(right), "{typed}");
        }
    }

    #[test]
    fn a_territory_is_two_capital_letters() {
        assert_eq!("EU".parse::<Territory>().unwrap().to_string(), "EU");
        for wrong in ["", "E", "EUR", "eu", "Eu", "eU", "E1", "1U", "ÄU"] {
            assert!(wrong.parse::<Territory>().is_err(), "{wrong}");
        }
    }
}
