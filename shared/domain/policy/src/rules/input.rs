//! What rules may look at, each with its closed list of values.

use case::{
    AuthorityInput, AutomaticInput, Claim, ClassesInput, ConflictInput, CureInput, DecisionInputs,
    EarlierInput, Filing, FormInput, HistoryInput, ListingInput, MarkInput, MisuseInput, PictureInput, Proof,
    RightInput, SellerInput, SizeInput, StandingInput, TerritoryInput, TextInput, UseInput,
};

use crate::codes::{Gravity, gravity_of};
use crate::notices::{NoticeLaw, NoticesFrom};

/// Inputs with their codes, what of a filing and its decision inputs they are, and their possible values.
macro_rules! inputs {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $of:ty, |$look:ident| $value:expr;)+) => {
        /// Something that a rule may look at.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Input { $($(#[$doc])* $name,)+ }

        impl Input {
            /// Every input.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];
            /// Its name in a rule set.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
            /// The value of this code that may be seen at this input.
            #[must_use]
            pub fn value(self, code: &str) -> Option<&'static str> {
                match self { $(Self::$name => code.parse::<$of>().ok().map(<$of>::code),)+ }
            }
            /// Every value that may be seen at this input.
            #[must_use]
            pub fn values(self) -> Vec<&'static str> {
                match self { $(Self::$name => <$of>::ALL.iter().map(|it| it.code()).collect(),)+ }
            }
        }

        impl Look<'_> {
            /// The value of `input`; `None` where it is unknown.
            #[must_use]
            pub fn at(self, input: Input) -> Option<&'static str> {
                let $crate::rules::Look { filing, inputs } = self;
                match input {
                    $(Input::$name => {
                        let $look = (filing, inputs);
                        let value: Option<$of> = $value;
                        value.map(<$of>::code)
                    })+
                }
            }
        }
    };
}

/// What a decision looks at.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// The filing.
    pub filing: &'a Filing,
    /// The inputs beside it.
    pub inputs: &'a DecisionInputs,
}

/// Whether statutory elements are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Elements {
    Complete,
    Missing,
}

impl Elements {
    const ALL: &'static [Self] = &[Self::Complete, Self::Missing];

    const fn code(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Missing => "missing",
        }
    }
}

impl std::str::FromStr for Elements {
    type Err = ();
    fn from_str(s: &str) -> Result<Self, ()> {
        match s {
            "complete" => Ok(Self::Complete),
            "missing" => Ok(Self::Missing),
            _ => Err(()),
        }
    }
}

/// Whether evidence was attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Evidence {
    Attached,
    None,
}

impl Evidence {
    const ALL: &'static [Self] = &[Self::Attached, Self::None];

    const fn code(self) -> &'static str {
        match self {
            Self::Attached => "attached",
            Self::None => "none",
        }
    }
}

impl std::str::FromStr for Evidence {
    type Err = ();
    fn from_str(s: &str) -> Result<Self, ()> {
        match s {
            "attached" => Ok(Self::Attached),
            "none" => Ok(Self::None),
            _ => Err(()),
        }
    }
}

inputs! {
    /// Whether elements that a statute demands are missing.
    Elements = "elements", Elements, |look| {
        Some(if look.0.missing.is_empty() { Elements::Complete } else { Elements::Missing })
    };
    /// What is claimed.
    Claim = "claim", Claim, |look| Some(look.0.claim);
    /// How grave what is claimed would be.
    Gravity = "gravity", Gravity, |look| Some(gravity_of(look.0.claim));
    /// Whether evidence was attached.
    Evidence = "evidence", Evidence, |look| {
        Some(if look.0.evidence { Evidence::Attached } else { Evidence::None })
    };
    /// Whose notices the law of the listing's territory takes.
    NoticesFrom = "notices_from", NoticesFrom, |look| {
        Some(NoticeLaw::of_filing(look.0).notices_from())
    };
    /// How the complainant is proved.
    Proof = "proof", Proof, |look| Some(look.0.proof);
    /// What the marketplace said of the listing.
    Listing = "listing", ListingInput, |look| look.1.get();
    /// What the register said of the right.
    Right = "right", RightInput, |look| look.1.get();
    /// What the right protects.
    Form = "form", FormInput, |look| look.1.get();
    /// Whether it reaches the listing's territory.
    Territory = "territory", TerritoryInput, |look| look.1.get();
    /// By what the complainant may act.
    Authority = "authority", AuthorityInput, |look| look.1.get();
    /// How clearly the listing names the mark.
    Mark = "mark", MarkInput, |look| look.1.get();
    /// Whether the goods are of the right's classes.
    Classes = "classes", ClassesInput, |look| look.1.get();
    /// What the owner said of the seller.
    Seller = "seller", SellerInput, |look| look.1.get();
    /// The complainant's standing.
    Standing = "standing", StandingInput, |look| look.1.get();
    /// The complainant's misuse record.
    Misuse = "misuse", MisuseInput, |look| look.1.get();
    /// How much is known of the complainant.
    History = "history", HistoryInput, |look| look.1.get();
    /// How many listings it complains of.
    Size = "size", SizeInput, |look| look.1.get();
    /// Other complaints about the listing.
    Conflict = "conflict", ConflictInput, |look| look.1.get();
    /// What comparing pictures came to.
    Picture = "picture", PictureInput, |look| look.1.get();
    /// Whether a person has declined before.
    Earlier = "earlier", EarlierInput, |look| look.1.get();
    /// Whether a document was added that may cure a decline.
    Cure = "cure", CureInput, |look| look.1.get();
    /// Whether the operator lets rules act.
    Automatic = "automatic", AutomaticInput, |look| look.1.get();
    /// What the listing seems to name the mark for.
    Use = "use", UseInput, |look| look.1.get();
    /// What comparing its words with texts came to.
    Text = "text", TextInput, |look| look.1.get();
}
