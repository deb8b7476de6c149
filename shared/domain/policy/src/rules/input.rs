//! What rules may look at, each with the closed list of what may be seen there.

use case::{
    AuthoritySeen, Claim, ClassesSeen, ConductSeen, ConflictSeen, Filing, FormSeen, HistorySeen, ListingSeen,
    MarkSeen, Proof, RightSeen, Saw, SellerSeen, SizeSeen, StandingSeen, TerritorySeen,
};

/// Inputs with their codes, what of a filing and its sight they are, and their possible values.
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
        }

        impl Look<'_> {
            /// What is seen at `input`.
            #[must_use]
            pub fn at(self, input: Input) -> &'static str {
                let $crate::rules::Look { filing, saw } = self;
                match input { $(Input::$name => { let $look = (filing, saw); let seen: $of = $value; seen.code() })+ }
            }
        }
    };
}

/// What a decision looks at.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// The filing.
    pub filing: &'a Filing,
    /// What was seen beside it.
    pub saw: &'a Saw,
}

/// Whether statutory elements are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Elements {
    Complete,
    Missing,
}

impl Elements {
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

inputs! {
    /// Whether elements that a statute demands are missing.
    Elements = "elements", Elements, |look| if look.0.missing.is_empty() { Elements::Complete } else { Elements::Missing };
    /// What is claimed.
    Claim = "claim", Claim, |look| look.0.claim;
    /// How the complainant is proved.
    Proof = "proof", Proof, |look| look.0.proof;
    /// What the marketplace said of the listing.
    Listing = "listing", ListingSeen, |look| look.1.listing;
    /// What the register said of the right.
    Right = "right", RightSeen, |look| look.1.right;
    /// What the right protects.
    Form = "form", FormSeen, |look| look.1.form;
    /// Whether it reaches the listing's territory.
    Territory = "territory", TerritorySeen, |look| look.1.territory;
    /// By what the complainant may act.
    Authority = "authority", AuthoritySeen, |look| look.1.authority;
    /// How clearly the listing names the mark.
    Mark = "mark", MarkSeen, |look| look.1.mark;
    /// Whether the goods are of the right's classes.
    Classes = "classes", ClassesSeen, |look| look.1.classes;
    /// What the owner said of the seller.
    Seller = "seller", SellerSeen, |look| look.1.seller;
    /// The complainant's standing.
    Standing = "standing", StandingSeen, |look| look.1.standing;
    /// The complainant's conduct.
    Conduct = "conduct", ConductSeen, |look| look.1.conduct;
    /// How much is known of the complainant.
    History = "history", HistorySeen, |look| look.1.history;
    /// How many listings it complains of.
    Size = "size", SizeSeen, |look| look.1.size;
    /// Other complaints about the listing.
    Conflict = "conflict", ConflictSeen, |look| look.1.conflict;
}
