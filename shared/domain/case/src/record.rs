//! The record of an automatic decision: what the rules looked at, so that the decision can be reproduced.

mod short;

use std::fmt;
use std::str::FromStr;

use crate::filing::{Territory, codes};
use crate::id::{Digest, InvalidId, PartyId};

pub use short::{GuardCode, MatchOperation, Place, RuleCode};

codes! {
    /// What the marketplace said of the listing.
    ListingInput, "listing input" {
        /// Everybody can see it.
        Visible = "visible",
        /// It exists, and is hidden: it may come back.
        Hidden = "hidden",
        /// It was edited each time before a measure could be ordered: no machine follows it.
        Unsettled = "unsettled",
        /// It was still hidden when the policy's time for that had passed since the complaint.
        LongHidden = "long_hidden",
        /// There is none.
        Gone = "gone",
        /// The marketplace was not asked.
        NotAsked = "not_asked",
    }
}

codes! {
    /// What the register of rights said of the right relied on.
    RightInput, "right input" {
        /// It knows none.
        Unknown = "unknown",
        /// It knows it as applied for.
        Pending = "pending",
        /// It knows it, and its documents have not been verified.
        Unverified = "unverified",
        /// Its documents were rejected.
        Rejected = "rejected",
        /// Its last day has passed, and it can still be renewed.
        Grace = "grace",
        /// Its last day has passed, and so has the time to renew it.
        Expired = "expired",
        /// It has ended otherwise: surrendered, cancelled, assigned to someone else.
        Ended = "ended",
        /// It exists without a registration, as copyright does.
        Unregistered = "unregistered",
        /// It is registered, verified and in force.
        InForce = "in_force",
    }
}

codes! {
    /// What the right protects.
    FormInput, "form input" {
        /// Words.
        Words = "words",
        /// A picture alone, or with words that do not decide.
        Figurative = "figurative",
        /// It is a mark, and nobody stated of what.
        Unknown = "unknown",
        /// Something that is no mark.
        NoMark = "no_mark",
    }
}

codes! {
    /// Whether the right reaches the territory that governs the listing.
    TerritoryInput, "territory input" {
        /// It does.
        Covered = "covered",
        /// It reaches a part of it, as a German mark does of the Union.
        Part = "part",
        /// It does not.
        Outside = "outside",
    }
}

codes! {
    /// By what the complainant may act for the right.
    AuthorityInput, "authority input" {
        /// It knows the secret of an account that may act under the right.
        AccountSecret = "account_secret",
        /// It is one of the right's people, or its agent within a mandate.
        OnFile = "on_file",
        /// By nothing on file.
        None = "none",
    }
}

codes! {
    /// How clearly the listing's words name the mark.
    MarkInput, "mark input" {
        /// Clearly enough for an automatic measure.
        Act = "act",
        /// So that a person should look.
        Desk = "desk",
        /// Only as one may name someone's goods, e.g. "case for …".
        Note = "note",
        /// Not at all.
        Absent = "absent",
        /// There is no mark of words to look for.
        NoWords = "no_words",
    }
}

codes! {
    /// What the listing's title seems to name the mark for; where it names none, what it says of the offer as a whole.
    /// It is what the title says, and no finding that it is true.
    UseInput, "use input" {
        /// It says nothing that stands against a use of the mark as a mark.
        None = "none",
        /// The goods are offered as used or refurbished.
        Resale = "resale",
        /// The goods are offered as imported past the owner's dealers.
        ParallelImport = "parallel_import",
        /// Goods are sought, or lent out for money: nothing is for sale.
        NotForSale = "not_for_sale",
        /// A parody or joke.
        Parody = "parody",
        /// A book, film, print, manual, review or comparison.
        AboutOrReview = "about_or_review",
        /// A part for what the owner makes, or its repair.
        PartOrRepair = "part_or_repair",
        /// What goes with the owner's goods.
        Accessory = "accessory",
        /// What the goods fit.
        Fit = "fit",
        /// That the goods are like those of the mark.
        Likeness = "likeness",
        /// That the goods are not of the mark.
        Denial = "denial",
        /// An ordinary word, or the name of a person, a place or a kind of goods.
        NameOrWord = "name_or_word",
        /// Perhaps nothing: what was found may not be the mark.
        Doubtful = "doubtful",
        /// The listing was not looked at.
        Unknown = "unknown",
    }
}

codes! {
    /// Whether the listing's goods are of the right's classes.
    ClassesInput, "classes input" {
        /// At least one is.
        Fit = "fit",
        /// None is.
        Differ = "differ",
        /// It is not known what the listing's goods are, or the right has no classes.
        Unknown = "unknown",
    }
}

codes! {
    /// What the right's owner said of the seller.
    SellerInput, "seller input" {
        /// It is authorised.
        Authorised = "authorised",
        /// It is authorised, and its listing says that the goods are not the owner's.
        OtherGoods = "other_goods",
        /// Nothing.
        NotListed = "not_listed",
    }
}

codes! {
    /// The complainant's standing in the good-faith programme, for complaints of this claim.
    StandingInput, "standing input" {
        /// It is a member.
        Member = "member",
        /// It is a member that was warned.
        Probation = "probation",
        /// It is none.
        None = "none",
    }
}

codes! {
    /// Whether the complainant has misused complaints (DSA Art. 23(2)).
    MisuseInput, "misuse input" {
        /// Nothing is on record.
        Clear = "clear",
        /// It was warned.
        Warned = "warned",
        /// The processing of its complaints is suspended.
        Suspended = "suspended",
    }
}

codes! {
    /// How much is known of the complainant.
    HistoryInput, "history input" {
        /// Fewer of its complaints have ended than the policy asks.
        New = "new",
        /// Enough have.
        Known = "known",
    }
}

codes! {
    /// How many listings the complaint names, or someone new has lately complained of in all.
    SizeInput, "size input" {
        /// Not more than the policy takes from someone new.
        Few = "few",
        /// More.
        Many = "many",
    }
}

codes! {
    /// Whether the listing is in dispute elsewhere.
    ConflictInput, "conflict input" {
        /// It is not.
        None = "none",
        /// Another owner's complaint about it, under a right that protects the same, waits for a person.
        Open = "open",
        /// It came back after the counter-notice, court or appeal of another complaint that said the same.
        Restored = "restored",
    }
}

codes! {
    /// What comparing the listing's pictures with those of the right came to.
    PictureInput, "picture input" {
        /// One is the same picture as one of the mark by itself, or of the work.
        Same = "same",
        /// One is like a picture of the right, be it of goods that bear the mark, or of the complaint, so that a person
        /// should look.
        Near = "near",
        /// None is like any.
        Different = "different",
        /// They were not compared, or there was nothing to compare.
        NotCompared = "not_compared",
    }
}

codes! {
    /// What comparing the listing's words with the texts of the right came to.
    TextInput, "text input" {
        /// At least four fifths of a text stand in it word for word.
        Same = "same",
        /// A passage of one does, so that a person should look.
        Near = "near",
        /// None does.
        Different = "different",
        /// There was nothing to compare.
        NotCompared = "not_compared",
    }
}

codes! {
    /// Whether a person has declined a complaint about the listing before: of the same complainant, or under the same
    /// right or one that protects the same.
    EarlierInput, "earlier input" {
        /// Nobody has.
        None = "none",
        /// A person has.
        Declined = "declined",
    }
}

codes! {
    /// Whether the complaint comes with a document that may cure what an earlier one was declined for.
    CureInput, "cure input" {
        /// It does not.
        None = "none",
        /// It corrects a declined complaint and brings a document that was not there.
        Document = "document",
    }
}

codes! {
    /// Whether the operator lets rules act in such a case.
    AutomaticInput, "automatic input" {
        /// It does.
        Allowed = "allowed",
        /// It has stopped automatic acts for the marketplace, the right, the rule or all.
        Stopped = "stopped",
    }
}

/// What the rules look at beside the filing, by name: `name=value` pairs. Values of this program have types; what
/// another version of it recorded is kept as it is. An input that is absent is unknown, and unknown fits no rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DecisionInputs(Vec<(String, String)>);

/// One input of a decision: its name, and its closed list of values.
pub trait DecisionInput: Sized + FromStr {
    /// Its name.
    const NAME: &'static str;
    /// The code of this value.
    fn code(self) -> &'static str;
}

/// Names each input once, by the type of its values.
macro_rules! named {
    ($($input:ident = $name:literal,)+) => {
        $(impl DecisionInput for $input {
            const NAME: &'static str = $name;
            fn code(self) -> &'static str {
                self.code()
            }
        })+
        impl DecisionInputs {
            /// The names of the inputs that this program knows, in the order in which it records them.
            pub const NAMES: &'static [&'static str] = &[$($name,)+];
        }
    };
}

named! {
    ListingInput = "listing",
    RightInput = "right",
    FormInput = "form",
    TerritoryInput = "territory",
    AuthorityInput = "authority",
    MarkInput = "mark",
    ClassesInput = "classes",
    SellerInput = "seller",
    StandingInput = "standing",
    MisuseInput = "misuse",
    HistoryInput = "history",
    SizeInput = "size",
    ConflictInput = "conflict",
    PictureInput = "picture",
    EarlierInput = "earlier",
    CureInput = "cure",
    AutomaticInput = "automatic",
    UseInput = "use",
    TextInput = "text",
}

impl DecisionInputs {
    /// The same with `value`, in the place of any that was there.
    #[must_use]
    pub fn with<I: DecisionInput>(mut self, value: I) -> Self {
        self.0.retain(|(name, _)| name != I::NAME);
        self.0.push((I::NAME.to_owned(), value.code().to_owned()));
        self
    }

    /// The value of an input; `None` when it is absent, or a value that this program does not know.
    #[must_use]
    pub fn get<I: DecisionInput>(&self) -> Option<I> {
        self.0.iter().find(|(name, _)| name == I::NAME)?.1.parse().ok()
    }

    /// Every pair as recorded, also those that this program does not know.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// The pairs, apart by blanks.
impl fmt::Display for DecisionInputs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, (name, value)) in self.pairs().enumerate() {
            write!(f, "{}{name}={value}", if nth == 0 { "" } else { " " })?;
        }
        Ok(())
    }
}

impl FromStr for DecisionInputs {
    type Err = InvalidId;
    /// Reads pairs whether or not this program knows their names and values.
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        let wrong = || InvalidId {
            kind: "decision inputs",
            rule: "up to 64 different name=value pairs of a-z, 0-9 and _, apart by blanks",
        };
        let word = |text: &str| {
            (1..=32).contains(&text.len())
                && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        };
        let mut pairs: Vec<(String, String)> = Vec::new();
        for pair in s.split(' ').filter(|_| !s.is_empty()) {
            let (name, value) = pair.split_once('=').ok_or_else(wrong)?;
            let twice = pairs.iter().any(|(known, _)| known == name);
            if !word(name) || !word(value) || twice || pairs.len() == 64 {
                return Err(wrong());
            }
            pairs.push((name.to_owned(), value.to_owned()));
        }
        Ok(Self(pairs))
    }
}

/// The text of a right of which a listing shows most word for word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CopiedText {
    /// The text, by its digest in the evidence store.
    pub text: Digest,
    /// At least how many words of the listing stand in it in the same order: up to three at either end of a passage are not
    /// counted. Two characters of a script without blanks are one.
    pub words: u16,
    /// How much of the text's print was found, in percent: of what is the text's own, without what many write alike.
    pub share: u8,
    /// Where in the listing most of it stands, where that is on record.
    pub place: Option<Place>,
}

/// The record of one automatic decision. With the rule set of its number and the filing, it decides the same
/// again.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Record {
    /// Number of the rule set.
    pub rules: u16,
    /// The rule that decided, where one did.
    pub rule: Option<RuleCode>,
    /// What the rules looked at.
    pub inputs: DecisionInputs,
    /// By which operation the mark was found, where it was.
    pub found_by: Option<MatchOperation>,
    /// What the listing says that keeps the mark from counting by itself, or what it says of the offer as a whole.
    pub guards: Vec<GuardCode>,
    /// The text of the right of which the listing shows most, where it shows a passage.
    pub copied: Option<CopiedText>,
    /// Who offers the listing, where the marketplace said so.
    pub seller: Option<PartyId>,
    /// The territories of the listing's that the right covers, where it covers a part of it.
    pub only_in: Vec<Territory>,
    /// The version of the listing that was looked at, where there was one: the marketplace's own, or a digest of all that
    /// it said of the offer.
    pub version: Option<String>,
    /// The digest of what is kept of that version, where something is.
    pub snapshot: Option<Digest>,
}

impl Record {
    /// A record of what set `rules` looked at, and nothing more.
    #[must_use]
    pub const fn of(rules: u16, inputs: DecisionInputs) -> Self {
        Self {
            rules,
            rule: None,
            inputs,
            found_by: None,
            guards: Vec::new(),
            copied: None,
            seller: None,
            only_in: Vec::new(),
            version: None,
            snapshot: None,
        }
    }
}
