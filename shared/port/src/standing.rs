//! What standings are computed from, party by party, and how far that is.

use std::fmt;
use std::future::Future;
use std::str::FromStr;

use case::{InvalidId, Side};
use jiff::Timestamp;
use jiff::civil::Date;
use policy::programme::RuleSetName;
use programme::Participant;

use crate::{CaseAt, CasePage, Unavailable};

/// A case in the list of its party, and so a place at which to go on with the parties. Written
/// `<subject>@<place of the case>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartyPlace {
    /// Whose case.
    pub subject: Participant,
    /// The case.
    pub case: CaseAt,
}

impl fmt::Display for PartyPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.subject, self.case)
    }
}

impl FromStr for PartyPlace {
    type Err = InvalidId;
    fn from_str(s: &str) -> Result<Self, InvalidId> {
        let wrong = InvalidId { kind: "place among parties", rule: "a subject, @ and a place in a list" };
        let (subject, case) = s.split_once('@').ok_or(wrong)?;
        Ok(Self { subject: subject.parse()?, case: case.parse()? })
    }
}

/// Some of the parties that have cases.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartyPage {
    /// Parties, none of them twice. May be empty though there are more.
    pub parties: Vec<Participant>,
    /// After which the next page begins; `None` when there are no more.
    pub next: Option<PartyPlace>,
}

/// Everybody's cases, party by party.
pub trait PartyCases: Send + Sync {
    /// The parties on `side` that have a case filed since `since`, among the `limit` entries of the index after
    /// `after`. In no particular order; a party with many cases comes on several pages.
    fn parties_with_cases(
        &self,
        side: Side,
        since: Timestamp,
        after: Option<PartyPlace>,
        limit: u16,
    ) -> impl Future<Output = Result<PartyPage, Unavailable>> + Send;
    /// At most `limit` of the party's cases filed since `since` after `after`, oldest first and each once.
    fn cases_since(
        &self,
        subject: Participant,
        since: Timestamp,
        after: Option<CaseAt>,
        limit: u16,
    ) -> impl Future<Output = Result<CasePage, Unavailable>> + Send;
}

/// Which parties are looked at next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandingsStage {
    /// Complainants with cases, after this one.
    Complainants(Option<PartyPlace>),
    /// Sellers with cases, after this one.
    Sellers(Option<PartyPlace>),
    /// Parties without cases whose records are kept, after this one.
    Kept(Option<Participant>),
    /// None: all are done.
    Done,
}

/// How far the standings of a day are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandingsProgress {
    /// The day (UTC).
    pub day: Date,
    /// The rules that they are computed by.
    pub rules: RuleSetName,
    /// Who comes next.
    pub stage: StandingsStage,
}

/// How far the standings of each day are, so that an interrupted run goes on where it stopped.
pub trait StandingsRuns: Send + Sync {
    /// How far the standings of `day` are; `None` when they were not begun, or long ago.
    fn standings_progress(
        &self,
        day: Date,
    ) -> impl Future<Output = Result<Option<StandingsProgress>, Unavailable>> + Send;
    /// Notes how far they are.
    fn put_standings_progress(
        &self,
        progress: &StandingsProgress,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_among_parties_reads_back_and_nothing_else_is_one() {
        let place = "seller/00112233445566778899aabbccddeeff@1795262400123.00000000000000000000000000000007";
        assert_eq!(place.parse::<PartyPlace>().unwrap().to_string(), place);
        for wrong in ["", "@", "seller/00112233445566778899aabbccddeeff", "x@1.7"] {
            assert!(wrong.parse::<PartyPlace>().is_err(), "{wrong}");
        }
    }
}
