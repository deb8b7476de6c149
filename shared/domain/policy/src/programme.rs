//! The good-faith programme's rule sets: Alibaba's as it stood in each year, and the one that this software
//! recommends. An installation names the one it goes by.

use case::Claim;

use crate::codes::{AutomaticFor, asks_proof, automatic_for};

case::codes! {
    /// A rule set, by its programme and the day from which it applied.
    RuleSetName, "programme" {
        /// Statistically honest: bounds instead of raw rates, a warning before removal.
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
    /// Over how many calendar months before today.
    pub window_months: u8,
    /// For what.
    pub reach: Reach,
    /// How one comes in.
    pub entry: Entry,
    /// Days from a warning to the removal; `None` where members were removed at once.
    pub probation_days: Option<u16>,
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
        window_months: 3,
        reach: Reach::Account,
        entry: Entry::Automatic,
        probation_days: None,
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
        // The operator's own. The thresholds are Alibaba's; what is held against them is not.
        RuleSetName::Honest => RuleSet {
            measured: Measured::Bound { z: Z_95 },
            reach: Reach::AccountAndClaims,
            probation_days: Some(30),
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
