//! The good-faith programme's rule sets: Alibaba's as it stood in each year, and the one that this software
//! recommends. An installation names the one it goes by.

use case::{Claim, DeclineCode, Language};

use crate::codes::{AutomaticFor, asks_proof, automatic_for};

case::codes! {
    /// A rule set, by its programme and the day from which it applied.
    RuleSetName, "programme" {
        /// Statistically honest: bounds instead of raw rates, counted by seller, and no removal without proof.
        Honest = "honest",
        /// Alibaba's Good Faith Takedown Mechanism from 2015-04-01.
        Alibaba2015 = "alibaba-2015-04-01",
        /// The same from 2018-08-15.
        Alibaba2018 = "alibaba-2018-08-15",
        /// The same from 2022-04-15.
        Alibaba2022 = "alibaba-2022-04-15",
    }
}

/// A share of a whole in hundredths of a per cent: 9,000 is 90 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(pub u32);

impl Share {
    /// The whole: 100 %.
    pub const WHOLE: u32 = 10_000;
}

/// What of a rate is held against its threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measured {
    /// The rate itself, however few the cases.
    Raw,
    /// The rate's Wilson bound on the side that speaks against the complainant, so that few cases prove
    /// nothing.
    Bound {
        /// Quantile of the normal distribution in ten-thousandths: 16,449 is 1.6449, one-sided 95 %.
        z: u32,
    },
}

/// What a standing is computed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// The account as a whole.
    Account,
    /// The account as a whole and each reason code; a code's benefits need both.
    AccountAndClaims,
}

/// How a complainant comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Entry {
    /// As soon as its figures suffice.
    Automatic,
    /// When its figures suffice and its signed declaration is on file.
    Declaration,
}

/// Which outcomes count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counted {
    /// That of each case, as soon as there is one.
    EachCase,
    /// Those of different sellers.
    BySeller(BySeller),
}

/// How outcomes are counted by seller, so that nobody comes in by complaints about a few shops, its own above all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BySeller {
    /// Of one seller at most so many outcomes count: the newest, right or wrong.
    pub most_of_one: u8,
    /// So many different sellers must be among the takedowns that stand.
    pub least_sellers: u32,
    /// Days from the measure's taking force, or from the decline, until a case counts for entry: the seller has had
    /// that time to object. It is the same whatever became of the case, so that both sides of a rate are of the same
    /// cases.
    pub settled_after_days: u16,
}

/// When a member goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Removal {
    /// At once when a rate is on the wrong side of its threshold.
    AtOnce,
    /// After a probation, and only while the bound opposite to that of entry lies on the wrong side of its threshold:
    /// what is not proved removes nobody.
    Proved {
        /// From when it is first proved until it can remove.
        probation_days: u16,
        /// Of so many wrong outcomes at least. Below some ten cases Wilson's bound proves more than it may.
        least_wrong: u32,
    },
}

/// One rule set of the programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RuleSet {
    /// Which.
    pub name: RuleSetName,
    /// The takedown rate must be at least this.
    pub least_taken_down: Share,
    /// The rate of successful counter-notices must be at most this.
    pub most_overturned: Share,
    /// What is held against both.
    pub measured: Measured,
    /// Which outcomes count.
    pub counted: Counted,
    /// Over how many calendar months before today.
    pub window_months: u8,
    /// For what.
    pub reach: Reach,
    /// How one comes in.
    pub entry: Entry,
    /// When one goes.
    pub removal: Removal,
    /// Calendar months from removal until one may enter again.
    pub months_out_after_removal: u8,
    /// Calendar months from leaving until one may enter again.
    pub months_out_after_leaving: u8,
}

/// 95 %, one-sided.
const Z_95: u32 = 16_449;

/// The rule set of this name.
#[must_use]
pub const fn rule_set(name: RuleSetName) -> RuleSet {
    // Alibaba Group IPR Protection Platform, Good Faith Takedown Mechanism, rules of 2018-08-15.
    let alibaba_2018 = RuleSet {
        name,
        least_taken_down: Share(9_000),
        most_overturned: Share(500),
        measured: Measured::Raw,
        counted: Counted::EachCase,
        window_months: 3,
        reach: Reach::Account,
        entry: Entry::Automatic,
        removal: Removal::AtOnce,
        months_out_after_removal: 3,
        months_out_after_leaving: 3,
    };
    match name {
        RuleSetName::Alibaba2018 => alibaba_2018,
        // Rules of 2015-04-01. Nothing is said there of who leaves.
        RuleSetName::Alibaba2015 => RuleSet {
            most_overturned: Share(150),
            window_months: 1,
            entry: Entry::Declaration,
            months_out_after_removal: 6,
            months_out_after_leaving: 0,
            ..alibaba_2018
        },
        // Rules of 2022-04-15: the same figures for each reason code besides.
        RuleSetName::Alibaba2022 => RuleSet { reach: Reach::AccountAndClaims, ..alibaba_2018 },
        // The operator's own. The thresholds are Alibaba's; what is held against them is not. Six months, because of
        // the last one nothing counts for entry.
        RuleSetName::Honest => RuleSet {
            measured: Measured::Bound { z: Z_95 },
            counted: Counted::BySeller(BySeller {
                most_of_one: 3,
                least_sellers: 30,
                settled_after_days: 30,
            }),
            window_months: 6,
            reach: Reach::AccountAndClaims,
            removal: Removal::Proved { probation_days: 30, least_wrong: 5 },
            ..alibaba_2018
        },
    }
}

/// What a member's complaints are spared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Benefits {
    /// Measures are ordered without a person under a reason code under which those of others are not.
    pub own_code: bool,
    /// Its word suffices where others must enclose proof, such as the report of a test purchase.
    pub lighter_proof: bool,
    /// Its first complaints may name many listings.
    pub many_listings: bool,
    /// Its cases are looked at before those of others.
    pub first_in_queue: bool,
}

/// What membership brings for complaints of `claim`. It replaces no comparison: what a person must compare is compared by
/// a person.
#[must_use]
pub fn benefits_of(claim: Claim) -> Benefits {
    Benefits {
        own_code: automatic_for(claim) == AutomaticFor::Members,
        lighter_proof: asks_proof(claim),
        many_listings: true,
        first_in_queue: true,
    }
}

/// What a decline says of the complaint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Blame {
    /// It is manifestly unfounded: who complains could see that there is no infringement. It counts as wrong. The words
    /// are those of Regulation (EU) 2022/2065 Art. 23(2) and recital 63: evident without any substantive analysis.
    Unfounded,
    /// It was not decided whether the listing infringes: something is missing, not proved, or for others to say. It
    /// counts for neither side.
    Formal,
}

/// What a decline for this says of the complaint.
#[must_use]
pub const fn blame_of(code: DeclineCode) -> Blame {
    match code {
        // The listing shows it, or what the holder itself has registered or allowed.
        DeclineCode::ListingMismatch
        | DeclineCode::Authorised
        | DeclineCode::RightNotInForce
        | DeclineCode::RightExpired
        | DeclineCode::WrongTerritory
        | DeclineCode::WrongClass
        | DeclineCode::NoInfringement
        | DeclineCode::LawfulUse
        | DeclineCode::GenuineGoods
        | DeclineCode::Parody
        | DeclineCode::NotAnIpClaim => Blame::Unfounded,
        // Nothing to look at.
        DeclineCode::ListingGone
        | DeclineCode::NotAListing
        | DeclineCode::ComplainantSuspended
        // Not shown, or not yet.
        | DeclineCode::InsufficientEvidence
        | DeclineCode::StillIncomplete
        | DeclineCode::WrongKindOfRight
        | DeclineCode::RightUnknown
        | DeclineCode::RightPending
        | DeclineCode::NotTheHolder
        | DeclineCode::DocumentsRejected
        | DeclineCode::OwnershipDoubtful
        // For others to say, or said already.
        | DeclineCode::ValidityContested
        | DeclineCode::AlreadyDecided
        | DeclineCode::NotManifest => Blame::Formal,
    }
}

/// What a complainant declares who signs the programme's declaration.
#[must_use]
pub const fn declaration(language: Language) -> &'static str {
    match language {
        Language::En => {
            "For this account, complaints are filed in good faith only: after a look at each listing, and under rights \
             that are in force and that the account may enforce. We know that complaints that do not stand count against \
             the account, and that complaints which are known to be wrong can lead to suspension and to liability."
        }
        Language::Zh => {
            "本账户仅善意提交投诉：逐一查看商品，且所依据的权利有效并由本账户有权主张。我们知悉，未能维持的投诉将计入对本账户不利的结果，\
             明知不实的投诉可能导致暂停处理及法律责任。"
        }
    }
}
