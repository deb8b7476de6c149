//! Agents who may complain under a right.

use std::collections::BTreeSet;

use case::{AccountId, Claim, Digest, Language, MarketplaceId, RightRef};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use port::{Accounts, Documents, Registry, RightIndex, Unavailable};
use register::Right;
use register::right::{DocumentKind, Full, Likeness, Mandate, compare_owners};
use web::letter::Authority;

use super::accounts::{AccountRoleError, agency};
use super::documents::{DocumentError, File, attach, seal};
use super::store::{RightError, change, find};
use crate::marketplaces::{MarketplaceNameError, find_marketplaces};

/// At most so many marketplaces are named by one mandate; more is all of them.
const MOST_MARKETPLACES: usize = 20;
/// At most so many rights are named by one letter of authority.
const MOST_RIGHTS: usize = 100;

/// A mandate to be added.
#[derive(Debug, Clone)]
pub struct NewMandate<'a> {
    /// The agent's account.
    pub agent: AccountId,
    /// The claims that it names; all when empty.
    pub claims: Vec<Claim>,
    /// The marketplaces that it names; all when empty.
    pub marketplaces: Vec<MarketplaceId>,
    /// Its last day, if it ends.
    pub until: Option<Date>,
    /// The signed letter of authority.
    pub letter: Option<File<'a>>,
}

/// A mandate that a right has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddedMandate {
    /// Whether it is new.
    pub is_new: bool,
    /// SHA-256 of its letter of authority, under which that is sealed.
    pub letter: Option<Digest>,
}

/// Why a mandate cannot say what it does.
#[derive(Debug, thiserror::Error)]
pub enum MandateTermsError {
    /// It names too many marketplaces.
    #[error("marketplace may be given at most {MOST_MARKETPLACES} times")]
    TooManyMarketplaces,
    /// It names a marketplace that cannot be named.
    #[error(transparent)]
    Marketplace(#[from] MarketplaceNameError),
    /// It would never hold.
    #[error("a mandate until {until} would never hold: today (UTC) is {today}")]
    Past {
        /// Its last day.
        until: Date,
        /// Today.
        today: Date,
    },
    /// The agent cannot be mandated.
    #[error(transparent)]
    Agent(#[from] AccountRoleError),
}

/// Why the mandates of a right stay as they are.
#[derive(Debug, thiserror::Error)]
pub enum MandateError {
    /// It cannot be given like this.
    #[error(transparent)]
    Terms(#[from] MandateTermsError),
    /// There is none to revoke.
    #[error("this agent has no mandate under {right} on {day}")]
    None {
        /// Under which right.
        right: RightRef,
        /// On which day.
        day: Date,
    },
    /// It cannot end before it began.
    #[error(
        "a mandate of {agent} under {right} began on {began}, and cannot end on {day}: name {began} or a later day"
    )]
    NotBegun {
        /// Whose it is.
        agent: AccountId,
        /// Under which right.
        right: RightRef,
        /// The day on which it began.
        began: Date,
        /// The day on which it was to end.
        day: Date,
    },
    /// The right has as many mandates as it may.
    #[error(transparent)]
    Full(#[from] Full),
    /// The letter of authority cannot be added.
    #[error(transparent)]
    Letter(#[from] DocumentError),
    /// The right cannot be used.
    #[error(transparent)]
    Right(#[from] RightError),
}

/// Whether a mandate may be given like this on `today`.
pub(super) async fn check_terms<S: Accounts + Registry>(
    store: &S,
    mandate: &Mandate,
    today: Date,
) -> Result<(), MandateTermsError> {
    if mandate.marketplaces.len() > MOST_MARKETPLACES {
        return Err(MandateTermsError::TooManyMarketplaces);
    }
    if let Some(until) = mandate.until.filter(|until| *until < today) {
        return Err(MandateTermsError::Past { until, today });
    }
    agency(store, &mandate.agent).await?;
    find_marketplaces(store, &mandate.marketplaces).await?;
    Ok(())
}

/// Lets an agent complain under a right. Doing it again adds nothing but the letter of authority, where that was
/// missing.
///
/// # Errors
/// [`MandateError`]; no mandate is added then.
pub async fn add_mandate<S, D>(
    store: &S,
    documents: &D,
    right: &RightRef,
    new: NewMandate<'_>,
    now: Timestamp,
) -> Result<AddedMandate, MandateError>
where
    S: Accounts + Registry + RightIndex,
    D: Documents,
{
    let today = now.to_zoned(TimeZone::UTC).date();
    let mut mandate = Mandate {
        agent: new.agent,
        claims: new.claims,
        marketplaces: new.marketplaces,
        given_on: Some(today),
        until: new.until,
        revoked_on: None,
        document: None,
    };
    check_terms(store, &mandate, today).await?;
    find(store, right).await?;
    if let Some(file) = new.letter {
        mandate.document = Some(seal(store, documents, right, file).await?);
    }
    change(store, right, |right| {
        if let Some(letter) = mandate.document {
            attach(right, letter, DocumentKind::LetterOfAuthority, now)?;
        }
        let is_new = right.add_mandate(mandate.clone())?;
        Ok::<_, MandateError>(AddedMandate { is_new, letter: right.letter_of(&mandate) })
    })
    .await
}

/// Ends every mandate of an agent under a right; `day` is the first day without it. Tells how many ended.
///
/// # Errors
/// [`MandateError::None`] when there is none on that day, [`MandateError::NotBegun`] when one began later, and
/// [`MandateError::Right`].
pub async fn revoke_mandates<S: Registry>(
    store: &S,
    right: &RightRef,
    agent: AccountId,
    day: Date,
) -> Result<usize, MandateError> {
    let ended = change(store, right, |loaded| {
        if let Some(began) = loaded.mandated_on(agent, day).filter(|began| day < *began) {
            return Err(MandateError::NotBegun { agent, right: right.clone(), began, day });
        }
        Ok(loaded.revoke_mandates(Some(agent), day))
    })
    .await?;
    if ended == 0 {
        return Err(MandateError::None { right: right.clone(), day });
    }
    Ok(ended)
}

/// What a letter of authority is to say.
#[derive(Debug, Clone)]
pub struct Authorisation {
    /// The rights, all of one owner.
    pub rights: Vec<RightRef>,
    /// The agent's name.
    pub agent: String,
    /// The claims; all when empty.
    pub claims: Vec<Claim>,
    /// The marketplaces; all when empty.
    pub marketplaces: Vec<MarketplaceId>,
    /// Its last day, if it ends.
    pub until: Option<Date>,
    /// In which language.
    pub language: Language,
}

/// Why a letter of authority cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityError {
    /// It names too many rights.
    #[error("a letter names at most {MOST_RIGHTS} rights")]
    TooManyRights,
    /// Its rights have several owners.
    #[error("{other} has another owner than {first}: write a letter each")]
    Owners {
        /// The first right.
        first: RightRef,
        /// One of another owner.
        other: RightRef,
    },
    /// It names a marketplace that cannot be named.
    #[error(transparent)]
    Marketplace(#[from] MarketplaceNameError),
    /// A right cannot be used.
    #[error(transparent)]
    Right(#[from] RightError),
}

impl From<Unavailable> for AuthorityError {
    fn from(error: Unavailable) -> Self {
        Self::Right(error.into())
    }
}

/// The text of a letter of authority, for the owner to sign.
///
/// # Errors
/// [`AuthorityError`].
pub async fn letter_of_authority<S: Registry>(
    store: &S,
    asked: Authorisation,
) -> Result<String, AuthorityError> {
    let rights = all_of(store, &asked.rights).await?;
    let owner = rights.first().map(|right| right.owner.clone()).unwrap_or_default();
    let other = rights.iter().find(|it| matches!(compare_owners(&it.owner, &owner), Likeness::Different(_)));
    if let (Some(first), Some(other)) = (rights.first(), other) {
        return Err(AuthorityError::Owners { first: first.right.clone(), other: other.right.clone() });
    }
    let territories: BTreeSet<_> = rights.iter().flat_map(|right| &right.territories).copied().collect();
    let marketplaces = find_marketplaces(store, &asked.marketplaces).await?;
    let letter = Authority {
        language: asked.language,
        owner,
        agent: asked.agent.trim().to_owned(),
        rights: rights.iter().map(|it| (it.right.clone(), it.title.clone())).collect(),
        claims: asked.claims,
        marketplaces: marketplaces.into_iter().map(|it| it.name).collect(),
        territories: territories.into_iter().collect(),
        until: asked.until,
    };
    Ok(letter.text())
}

async fn all_of<S: Registry>(store: &S, named: &[RightRef]) -> Result<Vec<Right>, AuthorityError> {
    if named.len() > MOST_RIGHTS {
        return Err(AuthorityError::TooManyRights);
    }
    let mut rights = Vec::new();
    for (named, found) in named.iter().zip(store.rights(named).await?) {
        rights.push(found.ok_or_else(|| RightError::Missing(named.clone()))?);
    }
    Ok(rights)
}
