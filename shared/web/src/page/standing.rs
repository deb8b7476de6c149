//! An account's standing in the good-faith programme, with its arithmetic.

use askama::Template;
use case::{Claim, PartyId};
use jiff::Timestamp;

use super::{Site, html};
use crate::text::day;
use crate::words;

/// What figures are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandingScope {
    /// The whole account.
    Account,
    /// A reason code.
    Claim(Claim),
    /// One of those who file for the account.
    Agent(PartyId),
}

/// Where a membership stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandingState {
    /// It is none; what is an agent's alone never is one.
    None,
    /// In since then.
    Member(Timestamp),
    /// In since then, and warned.
    Warned(Timestamp),
    /// In, and on probation until then.
    Probation(Timestamp),
    /// Out; it may enter again from then.
    Out(Timestamp),
}

/// The figures of one scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingPart {
    /// About what.
    pub scope: StandingScope,
    /// The membership that goes with them.
    pub state: StandingState,
    /// The arithmetic, as it is told everywhere.
    pub arithmetic: String,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingPage {
    /// The site.
    pub site: Site,
    /// The account's name.
    pub account: String,
    /// The figures of each scope; empty while none have been computed.
    pub parts: Vec<StandingPart>,
}

struct Part {
    title: String,
    state: Option<String>,
    lines: Vec<String>,
}

#[derive(Template)]
#[template(path = "standing.html")]
struct StandingTemplate<'a> {
    site: &'a Site,
    account: &'a str,
    parts: Vec<Part>,
}

impl StandingPage {
    /// The page.
    #[must_use]
    pub fn html(&self) -> String {
        let Self { site, account, parts } = self;
        html(&StandingTemplate { site, account, parts: parts.iter().map(|part| part.told(site)).collect() })
    }
}

impl StandingPart {
    fn told(&self, site: &Site) -> Part {
        let on = |key: &str, at: Timestamp| site.with(key, "date", day(site.language, at));
        let title = match self.scope {
            StandingScope::Account => site.say("standing-account"),
            StandingScope::Claim(claim) => words::claim(site.language, claim),
            StandingScope::Agent(agent) => site.with("standing-agent", "agent", agent),
        };
        let state = match (self.scope, self.state) {
            (StandingScope::Agent(_), _) => None,
            (_, StandingState::None) => Some(site.say("standing-none")),
            (_, StandingState::Member(since)) => Some(on("standing-member", since)),
            (_, StandingState::Warned(since)) => Some(on("standing-warned", since)),
            (_, StandingState::Probation(until)) => Some(on("standing-probation", until)),
            (_, StandingState::Out(again_from)) => Some(on("standing-out", again_from)),
        };
        Part { title, state, lines: self.arithmetic.lines().map(|line| line.trim().to_owned()).collect() }
    }
}
