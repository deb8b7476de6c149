//! Switches: where the operator has stopped automatic acts.

use std::fmt;
use std::str::FromStr;

use case::{Filing, InvalidId, MarketplaceId, ReviewerId, RightRef, RuleCode};
use jiff::Timestamp;

/// What a switch governs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SwitchScope {
    /// Everything.
    All,
    /// Complaints about listings of one marketplace.
    Marketplace(MarketplaceId),
    /// Complaints under one right.
    Right(RightRef),
    /// What one rule decides.
    Rule(RuleCode),
}

impl SwitchScope {
    /// The switches that govern what `rule` decides about this filing; without a rule, those that are known before one
    /// has decided.
    #[must_use]
    pub fn governing(filing: &Filing, rule: Option<&RuleCode>) -> Vec<Self> {
        let mut scopes = vec![Self::All, Self::Marketplace(filing.listing.marketplace.clone())];
        scopes.extend(filing.right.clone().map(Self::Right));
        scopes.extend(rule.cloned().map(Self::Rule));
        scopes
    }
}

/// As it is stored and typed: `all`, `marketplace/demo`, `right/trademark/EM/018999001`, `rule/well_founded`.
impl fmt::Display for SwitchScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Marketplace(id) => write!(f, "marketplace/{id}"),
            Self::Right(right) => write!(f, "right/{right}"),
            Self::Rule(code) => write!(f, "rule/{code}"),
        }
    }
}

impl FromStr for SwitchScope {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        let wrong =
            InvalidId { kind: "switch", rule: "all, marketplace/ID, right/KIND/OFFICE/NUMBER, or rule/CODE" };
        match s.split_once('/') {
            None if s == "all" => Ok(Self::All),
            Some(("marketplace", id)) => id.parse().map(Self::Marketplace),
            Some(("right", right)) => right.parse().map(Self::Right),
            Some(("rule", code)) => code.parse().map(Self::Rule),
            None | Some(_) => Err(wrong),
        }
    }
}

/// A switch as it was last set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switch {
    /// What it governs.
    pub scope: SwitchScope,
    /// Whether it stops automatic acts.
    pub stopped: bool,
    /// Who set it.
    pub by: ReviewerId,
    /// When.
    pub at: Timestamp,
    /// Why, in the operator's words; at most [`LONGEST_WHY`] characters.
    pub why: String,
}

/// At most so many characters of a reason.
pub const LONGEST_WHY: usize = 500;

/// The first of `switches` that stops what `rule` decides about this filing.
#[must_use]
pub fn stopping<'a>(switches: &'a [Switch], filing: &Filing, rule: Option<&RuleCode>) -> Option<&'a Switch> {
    let governing = SwitchScope::governing(filing, rule);
    switches.iter().find(|switch| switch.stopped && governing.contains(&switch.scope))
}
