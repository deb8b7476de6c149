//! Agents who may complain under a right.

use std::collections::BTreeSet;

use case::{AccountId, Claim, Digest, Language, MarketplaceId, RightRef};
use jiff::Timestamp;
use jiff::civil::Date;
use port::{Accounts, Documents, Registry, RightIndex, Unavailable};
use register::Right;
use register::right::{DocumentKind, Full, Likeness, Mandate, compare_owners};
use web::letter::Authority;

use super::accounts::{AccountRoleError, agency};
use super::documents::{DocumentError, File, attach, seal};
use super::store::{RightError, change, find};

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

/// Why the mandates of a right stay as they are.
#[derive(Debug, thiserror::Error)]
pub enum MandateError {
    /// It names too many marketplaces.
    #[error("marketplace may be given at most {MOST_MARKETPLACES} times")]
    TooManyMarketplaces,
    /// There is none to revoke.
    #[error("this agent has no mandate under {right} on {day}")]
    None {
        /// Under which right.
        right: RightRef,
        /// On which day.
        day: Date,
    },
    /// The right has as many mandates as it may.
    #[error(transparent)]
    Full(#[from] Full),
    /// The agent cannot be mandated.
    #[error(transparent)]
    Agent(#[from] AccountRoleError),
    /// The letter of authority cannot be added.
    #[error(transparent)]
    Letter(#[from] DocumentError),
    /// The right cannot be used.
    #[error(transparent)]
    Right(#[from] RightError),
}

/// Lets an agent complain under a right. Doing it again adds nothing.
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
    if new.marketplaces.len() > MOST_MARKETPLACES {
        return Err(MandateError::TooManyMarketplaces);
    }
    agency(store, &new.agent).await?;
    find(store, right).await?;
    let letter = match new.letter {
        Some(file) => Some(seal(store, documents, right, file).await?),
        None => None,
    };
    let mandate = Mandate {
        agent: new.agent,
        claims: new.claims,
        marketplaces: new.marketplaces,
        until: new.until,
        revoked_on: None,
        document: letter,
    };
    let is_new = change(store, right, |right| {
        if let Some(letter) = letter {
            attach(right, letter, DocumentKind::LetterOfAuthority, now)?;
        }
        Ok::<_, MandateError>(right.add_mandate(mandate.clone())?)
    })
    .await?;
    Ok(AddedMandate { is_new, letter })
}

/// Ends every mandate of an agent under a right; `day` is the first day without it. Tells how many ended.
///
/// # Errors
/// [`MandateError::None`] when there is none on that day, and [`MandateError::Right`].
pub async fn revoke_mandates<S: Registry>(
    store: &S,
    right: &RightRef,
    agent: AccountId,
    day: Date,
) -> Result<usize, MandateError> {
    let ended =
        change(store, right, |right| Ok::<_, MandateError>(right.revoke_mandates(Some(agent), day))).await?;
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
    /// There is no such marketplace.
    #[error("there is no marketplace {0}")]
    NoMarketplace(MarketplaceId),
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
    let letter = Authority {
        language: asked.language,
        owner,
        agent: asked.agent.trim().to_owned(),
        rights: rights.iter().map(|it| (it.right.clone(), it.title.clone())).collect(),
        claims: asked.claims,
        marketplaces: names_of(store, &asked.marketplaces).await?,
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

async fn names_of<S: Registry>(store: &S, ids: &[MarketplaceId]) -> Result<Vec<String>, AuthorityError> {
    let all = store.marketplaces().await?;
    let name = |id: &MarketplaceId| {
        let named = all.iter().find(|marketplace| marketplace.id == *id);
        named.map(|it| it.name.clone()).ok_or_else(|| AuthorityError::NoMarketplace(id.clone()))
    };
    ids.iter().map(name).collect()
}
