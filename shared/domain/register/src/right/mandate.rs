//! Who may act under a right: its holders, and agents within their mandates.

use case::{AccountId, Claim, Digest, MarketplaceId, PartyId};
use jiff::civil::Date;

use super::{Full, MOST_MANDATES, ReviewState, Right};

/// What an agent may do for the owner of a right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mandate {
    /// The agent's account.
    pub agent: AccountId,
    /// The claims that it names; empty for all.
    pub claims: Vec<Claim>,
    /// The marketplaces that it names; empty for all.
    pub marketplaces: Vec<MarketplaceId>,
    /// The day on which it was entered; `None` for what was stored before that was kept.
    pub given_on: Option<Date>,
    /// Its last day, if it ends.
    pub until: Option<Date>,
    /// The first day on which it holds no longer, if it was revoked.
    pub revoked_on: Option<Date>,
    /// The letter of authority, in the evidence store.
    pub document: Option<Digest>,
}

impl Mandate {
    /// Whether it holds on `today`.
    #[must_use]
    pub fn holds(&self, today: Date) -> bool {
        self.until.is_none_or(|last| last >= today) && self.revoked_on.is_none_or(|day| today < day)
    }

    /// Whether `other` allows the same to the same agent, whenever it was entered, under no other letter.
    fn says(&self, other: &Self) -> bool {
        let Self { agent, claims, marketplaces, given_on: _, until, revoked_on, document } = other;
        let two_letters = self.document.zip(*document).is_some_and(|(known, other)| known != other);
        (self.agent, self.until, self.revoked_on) == (*agent, *until, *revoked_on)
            && self.claims == *claims
            && self.marketplaces == *marketplaces
            && !two_letters
    }

    fn allows(&self, marketplace: &MarketplaceId, claim: Claim) -> bool {
        (self.claims.is_empty() || self.claims.contains(&claim))
            && (self.marketplaces.is_empty() || self.marketplaces.contains(marketplace))
    }
}

/// As what someone may act under a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActsAs {
    /// As one whom the register names as its holder.
    Holder,
    /// As one of the people of the account that holds it.
    HoldersAccount,
    /// As one of the people of an agent, within its mandate.
    Agent,
}

impl Right {
    /// Whether `party`, as one of the people of `account` where it belongs to one, may complain of `claim` under it
    /// about listings of `marketplace` on `today`. Once it is assigned, its former owner's people may not.
    #[must_use]
    pub fn may_act(
        &self,
        (party, account): (PartyId, Option<AccountId>),
        marketplace: &MarketplaceId,
        claim: Claim,
        today: Date,
    ) -> bool {
        self.acts_as((party, account), marketplace, claim, today).is_some()
    }

    /// As what it may, where it may ([`Right::may_act`]).
    #[must_use]
    pub fn acts_as(
        &self,
        (party, account): (PartyId, Option<AccountId>),
        marketplace: &MarketplaceId,
        claim: Claim,
        today: Date,
    ) -> Option<ActsAs> {
        if matches!(self.history.state(), ReviewState::Assigned { .. }) {
            return None;
        }
        let within = |mandate: &Mandate| mandate.holds(today) && mandate.allows(marketplace, claim);
        let of_agent = |account| self.mandates.iter().any(|it| it.agent == account && within(it));
        match account {
            Some(account) if self.account == Some(account) => Some(ActsAs::HoldersAccount),
            _ if self.holders.contains(&party) => Some(ActsAs::Holder),
            Some(account) => of_agent(account).then_some(ActsAs::Agent),
            None => None,
        }
    }

    /// Adds a mandate. Returns whether it is new: the same one is kept once, with the letter of authority that comes
    /// later.
    ///
    /// # Errors
    /// [`Full`] when there are [`MOST_MANDATES`] already.
    pub fn add_mandate(&mut self, mandate: Mandate) -> Result<bool, Full> {
        if let Some(known) = self.mandates.iter_mut().find(|known| known.says(&mandate)) {
            known.document = known.document.or(mandate.document);
            return Ok(false);
        }
        if self.mandates.len() >= MOST_MANDATES {
            return Err(Full { what: "mandates", most: MOST_MANDATES });
        }
        self.mandates.push(mandate);
        Ok(true)
    }

    /// The letter of authority of the mandate that says what `mandate` does.
    #[must_use]
    pub fn letter_of(&self, mandate: &Mandate) -> Option<Digest> {
        self.mandates.iter().find(|known| known.says(mandate)).and_then(|known| known.document)
    }

    /// The latest day on which a mandate of `agent` was entered that holds on `day`.
    #[must_use]
    pub fn mandated_on(&self, agent: AccountId, day: Date) -> Option<Date> {
        let theirs = self.mandates.iter().filter(|mandate| mandate.agent == agent && mandate.holds(day));
        theirs.filter_map(|mandate| mandate.given_on).max()
    }

    /// Revokes every mandate of `agent`, or of all agents, that still holds, from `day` on. Returns how many.
    /// Revoked ones stay, so that it can be seen what an agent was allowed when it acted.
    pub fn revoke_mandates(&mut self, agent: Option<AccountId>, day: Date) -> usize {
        let of = |mandate: &Mandate| agent.is_none_or(|agent| mandate.agent == agent);
        let theirs = self.mandates.iter_mut().filter(|mandate| of(mandate) && mandate.holds(day));
        theirs.map(|mandate| mandate.revoked_on = Some(day)).count()
    }
}
