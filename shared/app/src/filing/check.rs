//! The filing linter: everything that is wrong or missing in a notice, and what its decision would trip over,
//! told before it is filed. Form, API, sheets and mail all ask here.

use std::sync::Arc;

use case::{
    AccountId, Channel, Claim, ComplaintId, MarketplaceId, PartyId, Proof, RightInput, RightKind, RightRef,
    Territory,
};
use jiff::Timestamp;
use jiff::civil::Date;
use notice::{Arrival, Complaint, Draft, Located, Problem, ProblemKind, Reading, field};
use port::{Account, Accounts, MarketplaceConfig, Registry, Subjects, Unavailable};
use register::Right;

use crate::filing::listing_urls;
use crate::filing::secret::{account_of_secret, stands_for};
use crate::identity::known_filer;
use crate::judging::right_input;

/// A notice that was looked at, with everything that was found.
#[derive(Debug, Clone)]
pub struct Checked {
    /// What was understood.
    pub draft: Draft,
    /// Its listings, each once.
    pub located: Located,
    /// What is wrong, what is missing, and what is only advice ([`Problem::is_advice`]).
    pub problems: Vec<Problem>,
    /// How the complainant is proved.
    pub proof: Proof,
    /// The account that showed its secret or a key.
    pub account: Option<Account>,
    pub(crate) marketplaces: Arc<Vec<MarketplaceConfig>>,
}

impl Checked {
    /// What has to be corrected before it can be filed.
    pub fn errors(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| !problem.is_advice())
    }

    /// The complaint that it is, as it arrived; `None` when it claims nothing, or names no listing. Its files are not
    /// in it yet.
    #[must_use]
    pub fn complaint(
        &self,
        complaint: ComplaintId,
        filed_at: Timestamp,
        channel: Channel,
    ) -> Option<Complaint> {
        let arrival = Arrival { complaint, filed_at, channel, proof: self.proof };
        let known = |id: &MarketplaceId| self.marketplaces.iter().find(|marketplace| marketplace.id == *id);
        let territory = |id: &MarketplaceId| known(id).map(|marketplace| marketplace.territory);
        self.draft.clone().into_complaint(arrival, &self.located.listings, territory, Vec::new())
    }

    /// The territories whose law governs its listings, each once.
    #[must_use]
    pub fn territories(&self) -> Vec<Territory> {
        territories(&self.located, &self.marketplaces)
    }

    /// What it would probably be declined for.
    pub fn warnings(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| problem.is_advice())
    }
}

/// What the channel proves by itself.
#[derive(Debug, Clone)]
pub struct ChannelProof {
    /// How.
    pub proof: Proof,
    /// The account that showed a key.
    pub account: Option<Account>,
}

impl From<Proof> for ChannelProof {
    fn from(proof: Proof) -> Self {
        Self { proof, account: None }
    }
}

impl From<&Account> for ChannelProof {
    fn from(account: &Account) -> Self {
        Self { proof: Proof::ApiKey, account: Some(account.clone()) }
    }
}

/// Looks at what was read. `channel_proof` is what the channel has proved by itself: an authenticated mail, an API
/// key; an account secret in the draft proves its account. One request to the register where a registered right is
/// named, one about the account where a secret is shown, and two about who files where that is proved; else none.
///
/// # Errors
/// [`Unavailable`] when the register cannot be read now.
pub async fn check<R: Accounts + Registry + Subjects>(
    registry: &R,
    marketplaces: Arc<Vec<MarketplaceConfig>>,
    reading: Reading,
    channel_proof: ChannelProof,
    today: Date,
) -> Result<Checked, Unavailable> {
    let Reading { draft, mut problems } = reading;
    let mut located = draft.locate(&listing_urls(&marketplaces));
    for missing in draft.missing_fields(&territories(&located, &marketplaces)) {
        // What is given wrongly is not missing.
        if !problems.iter().any(|problem| problem.field == missing.field) {
            problems.push(missing);
        }
    }
    problems.extend(no_right_named(&draft, &problems));
    problems.append(&mut located.unknown_addresses);

    let named = draft.right_ref().ok().flatten();
    let kinds = match &named {
        Some(right) => registry.rights(&of_every_kind(right)).await?,
        None => Vec::new(),
    };
    let known = named.as_ref().and_then(|right| kinds.iter().flatten().find(|known| known.right == *right));
    let ChannelProof { mut proof, mut account } = channel_proof;
    if let Some(text) = &draft.account_secret {
        let shown = account_of_secret(registry, text).await?;
        match shown.filter(|shown| known.is_some_and(|right| stands_for(shown, right, today))) {
            Some(shown) => (proof, account) = (Proof::AccountSecret, Some(shown)),
            None => problems.push(Problem::new(field::ACCOUNT_SECRET, ProblemKind::WrongAccountSecret)),
        }
    }
    if let Some(right) = &named {
        let kinds: Vec<_> = kinds.iter().flatten().collect();
        let claimant = match proof {
            Proof::None | Proof::AccountSecret => Claimant::Typed,
            Proof::Mail | Proof::Link | Proof::ApiKey => {
                let filer = known_filer(registry, &draft.complainant.email).await?;
                Claimant::Proved(filer.map(|filer| filer.acting(account.as_ref())))
            }
        };
        problems.extend(of_register(right, &kinds, &draft, &located, &marketplaces, claimant, today));
    }
    Ok(Checked { draft, located, problems, proof, account, marketplaces })
}

/// The territories whose law governs the listings, each once.
pub(crate) fn territories(located: &Located, marketplaces: &[MarketplaceConfig]) -> Vec<Territory> {
    let named = |m: &&MarketplaceConfig| located.listings.iter().any(|(it, _)| it.marketplace == m.id);
    let mut territories: Vec<_> = marketplaces.iter().filter(named).map(|m| m.territory).collect();
    territories.sort_unstable();
    territories.dedup();
    territories
}

/// That no right is named, where the law demands none: whoever holds one does better to name it.
fn no_right_named(draft: &Draft, problems: &[Problem]) -> Option<Problem> {
    const OF_RIGHT: [&str; 3] = [field::RIGHT_OFFICE, field::RIGHT_NUMBER, field::WORK];
    let claim = draft.claim.filter(|_| !draft.names_right())?;
    let field = match () {
        () if claim.is_of_work() => field::WORK,
        () if draft.right.number.is_empty() => field::RIGHT_NUMBER,
        () => field::RIGHT_OFFICE,
    };
    let is_said = problems.iter().any(|problem| OF_RIGHT.contains(&problem.field));
    (!is_said).then(|| Problem::new(field, ProblemKind::NoRightNamed))
}

/// What is known of who files, when the register is asked.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Claimant {
    /// An address that anyone could have typed.
    Typed,
    /// The address is proved; its party and for which account it acts, where they are known.
    Proved(Option<(PartyId, Option<AccountId>)>),
}

/// What the register says against a draft under `right`; `kinds` are the rights that it knows of
/// [`of_every_kind`].
pub(crate) fn of_register(
    right: &RightRef,
    kinds: &[&Right],
    draft: &Draft,
    located: &Located,
    marketplaces: &[MarketplaceConfig],
    claimant: Claimant,
    today: Date,
) -> Vec<Problem> {
    match kinds.iter().find(|known| known.right == *right) {
        Some(known) => unfit(known, draft, located, marketplaces, claimant, today),
        None => unknown(right, kinds.first().copied()).into_iter().collect(),
    }
}

/// The right, and the rights of the other kinds under the same office and number.
pub(crate) fn of_every_kind(right: &RightRef) -> Vec<RightRef> {
    let others = RightKind::ALL.iter().filter(|kind| **kind != right.kind());
    let others = others.filter_map(|kind| RightRef::new(*kind, right.office(), right.number()).ok());
    std::iter::once(right.clone()).chain(others).collect()
}

/// What is to be said of a right that the register does not know; `other` has its number.
fn unknown(right: &RightRef, other: Option<&Right>) -> Option<Problem> {
    match other {
        Some(other) => {
            let known = other.right.kind();
            Some(Problem::new(field::CLAIM, ProblemKind::WrongKindOfRight { known }))
        }
        // Copyright exists without a register.
        None if right.kind() == RightKind::Copyright => None,
        None => Some(Problem::new(field::RIGHT_NUMBER, ProblemKind::RightUnknown)),
    }
}

/// Where the right does not fit the complaint.
///
/// Whether an address belongs to a holder is told only to who is proved to have it: else anyone could ask who
/// acts for a brand.
fn unfit(
    right: &Right,
    draft: &Draft,
    located: &Located,
    marketplaces: &[MarketplaceConfig],
    claimant: Claimant,
    today: Date,
) -> Vec<Problem> {
    let mut found = Vec::new();
    if !right.in_force(today) {
        let in_grace = right_input(right, today) == RightInput::Grace;
        let kind = if in_grace { ProblemKind::RightInGrace } else { ProblemKind::RightNotInForce };
        found.push(Problem::new(field::RIGHT_NUMBER, kind));
    }
    let places = marketplaces.iter().filter(|m| located.listings.iter().any(|(l, _)| l.marketplace == m.id));
    let places: Vec<_> = places.collect();
    let reaches = |territory| right.covers(territory) || !right.part_covered(territory).is_empty();
    let uncovered = places.iter().map(|m| m.territory).find(|territory| !reaches(*territory));
    if let Some(territory) = uncovered {
        found.push(Problem::new(field::RIGHT_NUMBER, ProblemKind::WrongTerritory { territory }));
    }
    let named = &draft.right.classes;
    if !named.is_empty()
        && !right.classes.is_empty()
        && !named.iter().any(|class| right.classes.contains(class))
    {
        found.push(Problem::new(field::CLASSES, ProblemKind::WrongClass));
    }
    let claims = draft.claim.as_ref().map_or(Claim::ALL, std::slice::from_ref);
    if let Claimant::Proved(acting) = claimant {
        let may_act =
            |who, m: &MarketplaceConfig| claims.iter().any(|claim| right.may_act(who, &m.id, *claim, today));
        if !places.iter().all(|m| acting.is_some_and(|who| may_act(who, m))) {
            found.push(Problem::new(field::EMAIL, ProblemKind::NotTheHolder));
        }
    }
    found
}
