//! What other cases about a listing say of a complaint about it: whether both are in dispute with each other, and whether a
//! person has declined the same.

use std::collections::BTreeMap;

use case::{AuthorityInput, Case, CaseId, ConflictInput, EarlierInput, Owner, RightRef};
use port::{Cases, Disputed, Disputes, Registry, StoredCase, Subjects, Unavailable};
use register::Right;

use super::{CHUNK, distinct};
use crate::owners_now;

/// A complaint about a listing, with what is known of it now.
#[derive(Debug, Clone, Copy)]
pub(super) struct Matter<'a> {
    /// Its case.
    pub(super) case: &'a Case,
    /// For whom it counts.
    pub(super) owner: Owner,
    /// What it relies on, if the register knows it.
    pub(super) right: Option<&'a Right>,
}

impl Matter<'_> {
    /// Whether both say the same: for one complainant, or under rights that protect the same. What others say under
    /// rights of their own is another matter: else anyone with a mark could shield a listing from all others.
    fn is_same_as(self, other: Matter<'_>) -> bool {
        let same_right =
            self.case.filing.right.is_some() && self.case.filing.right == other.case.filing.right;
        let rights = self.right.zip(other.right);
        self.owner == other.owner
            || same_right
            || rights.is_some_and(|(own, other)| own.protects_same_as(other))
    }

    /// Whether two owners claim what both rights protect: one of them is not the owner.
    fn is_rival_of(self, other: Matter<'_>) -> bool {
        let rights = self.right.zip(other.right);
        rights.is_some_and(|(own, other)| own.protects_same_as(other) && !own.is_of_owner_of(other))
    }

    /// Whether `other` said the same, and the listing came back after it. A withdrawal counts against the same
    /// complainant only. Otherwise anyone with a similar right could shield a listing by filing and withdrawing.
    fn follows_the_end_of(self, other: Matter<'_>) -> bool {
        let came_back =
            other.case.was_restored() || self.owner == other.owner && other.case.is_measure_over();
        came_back && self.is_same_as(other)
    }

    /// Whether a person's decline of `other` is one of the same. Of someone who may not act for the right, it says
    /// nothing to those who may.
    fn was_declined_with(self, other: Matter<'_>) -> bool {
        let authority = other.case.record.as_ref().and_then(|record| record.inputs.get());
        let binds = self.owner == other.owner || authority != Some(AuthorityInput::None);
        other.case.was_declined_by_person() && binds && self.is_same_as(other)
    }
}

/// A case that was noted for the listing.
struct Other {
    stored: StoredCase,
    owner: Owner,
    right: Option<Right>,
}

impl Other {
    fn matter(&self) -> Matter<'_> {
        Matter { case: &self.stored.case, owner: self.owner, right: self.right.as_ref() }
    }
}

/// The cases but `own` that were noted for a listing.
async fn others<S>(store: &S, own: CaseId, noted: &Disputed) -> Result<Vec<Other>, Unavailable>
where
    S: Cases + Registry + Subjects,
{
    let all = noted.restored.iter().chain(&noted.open).chain(&noted.declined);
    let ids = distinct(all.copied().filter(|case| *case != own));
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        found.extend(store.load(chunk).await?.into_iter().flatten());
    }
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let owners = owners_now(store, found.iter().map(|stored| &stored.case)).await?;
    let named = distinct(found.iter().filter_map(|stored| stored.case.filing.right.clone()));
    let mut rights: BTreeMap<RightRef, Right> = BTreeMap::new();
    for chunk in named.chunks(CHUNK) {
        rights.extend(store.rights(chunk).await?.into_iter().flatten().map(|it| (it.right.clone(), it)));
    }
    let other = |(stored, owner): (StoredCase, Owner)| {
        let right = stored.case.filing.right.as_ref().and_then(|right| rights.get(right)).cloned();
        Other { stored, owner, right }
    };
    Ok(found.into_iter().zip(owners).map(other).collect())
}

/// Whether a complaint is in dispute with another about its listing: the listing came back after one that says the same, or
/// a person weighs which of two owners has the right. And whether a person has declined the same.
pub(super) async fn disputed<S>(
    store: &S,
    own: Matter<'_>,
    noted: &Disputed,
) -> Result<(ConflictInput, EarlierInput), Unavailable>
where
    S: Cases + Registry + Subjects,
{
    let (mut conflict, mut earlier) = (ConflictInput::None, EarlierInput::None);
    for other in others(store, own.case.id, noted).await? {
        let other = other.matter();
        if own.follows_the_end_of(other) {
            conflict = ConflictInput::Restored;
        }
        let weighed = other.case.awaits_decision() && own.is_rival_of(other);
        if weighed && conflict == ConflictInput::None {
            conflict = ConflictInput::Open;
        }
        if own.was_declined_with(other) {
            earlier = EarlierInput::Declined;
        }
    }
    Ok((conflict, earlier))
}

/// The cases in which a person has declined the same as `case`, as far as they stand so now.
///
/// # Errors
/// [`Unavailable`] when something cannot be read now.
pub async fn declined_before<S>(store: &S, case: &Case) -> Result<Vec<StoredCase>, Unavailable>
where
    S: Cases + Disputes + Registry + Subjects,
{
    let listing = std::slice::from_ref(&case.filing.listing);
    let noted = store.disputes(listing).await?.pop().unwrap_or_default();
    if noted.declined.is_empty() {
        return Ok(Vec::new());
    }
    let owner = owners_now(store, [case]).await?.pop().unwrap_or(case.filing.owner);
    let right = match &case.filing.right {
        Some(right) => store.rights(std::slice::from_ref(right)).await?.pop().flatten(),
        None => None,
    };
    let own = Matter { case, owner, right: right.as_ref() };
    let others = others(store, case.id, &noted).await?.into_iter();
    Ok(others.filter(|other| own.was_declined_with(other.matter())).map(|other| other.stored).collect())
}
