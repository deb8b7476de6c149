//! Staff: who acts, by the identity with which it calls, and who may.

use case::ReviewerId;
use port::{Caller, CallerError, Committed, Principal, Staff, StaffMember, StaffRole, Unavailable};

/// Why the caller may not act.
#[derive(Debug, thiserror::Error)]
pub enum ActingError {
    /// It is not known who calls.
    #[error(transparent)]
    Caller(#[from] CallerError),
    /// The caller is no member of staff.
    #[error("{principal} is not a member of staff")]
    NotStaff {
        /// Who calls.
        principal: Principal,
    },
    /// The caller has not the role that this takes.
    #[error("{id} has not the role {role}")]
    LacksRole {
        /// Who calls.
        id: ReviewerId,
        /// What is missing.
        role: StaffRole,
    },
    /// The staff cannot be read now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Who acts as a `role`: the caller's id on the staff.
///
/// # Errors
/// [`ActingError`].
pub async fn acting<C: Caller, S: Staff>(
    caller: &C,
    staff: &S,
    role: StaffRole,
) -> Result<ReviewerId, ActingError> {
    let principal = caller.caller().await?;
    match staff.staff_member(&principal).await? {
        Some(member) if member.roles.contains(&role) => Ok(member.id),
        Some(member) if !member.roles.is_empty() => Err(ActingError::LacksRole { id: member.id, role }),
        _ => Err(ActingError::NotStaff { principal }),
    }
}

/// Why a member of staff was not added or removed.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// No member of staff has this id.
    #[error("there is no {0} on the staff")]
    Unknown(ReviewerId),
    /// The identity is someone else's.
    #[error("{principal} is {id} already")]
    Taken {
        /// Which identity.
        principal: Principal,
        /// Whose it is.
        id: ReviewerId,
    },
    /// Someone had this id who was removed. Past decisions name it.
    #[error("{0} was removed, and past decisions name it: take another id")]
    Retired(ReviewerId),
    /// Someone else changed the staff meanwhile.
    #[error("the staff was changed by someone else meanwhile")]
    Conflict,
    /// The staff cannot be read or stored now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Gives `id` these roles under this identity. The same person may have several identities.
///
/// # Errors
/// [`StaffError`]; the staff is then as it was.
pub async fn add<S: Staff>(
    store: &S,
    principal: Principal,
    id: ReviewerId,
    roles: Vec<StaffRole>,
) -> Result<StaffMember, StaffError> {
    let staff = store.staff().await?;
    let there = staff.iter().find(|member| member.principal == principal);
    if let Some(other) = there.filter(|member| member.id != id) {
        return Err(StaffError::Taken { principal, id: other.id.clone() });
    }
    let mut same = staff.iter().filter(|member| member.id == id).peekable();
    if there.is_none() && same.peek().is_some() && same.all(|member| member.roles.is_empty()) {
        return Err(StaffError::Retired(id));
    }
    let version = there.map_or(0, |member| member.version);
    let member = StaffMember { principal, id, roles, version };
    match store.put_staff_member(&member).await? {
        Committed::Done => Ok(member),
        Committed::Conflict => Err(StaffError::Conflict),
    }
}

/// Takes every role from `id`, under each of its identities. Returns how many those were.
///
/// # Errors
/// [`StaffError`]; asking again goes on where it stopped.
pub async fn remove<S: Staff>(store: &S, id: &ReviewerId) -> Result<usize, StaffError> {
    let staff = store.staff().await?;
    let members: Vec<StaffMember> = staff.into_iter().filter(|member| member.id == *id).collect();
    if members.is_empty() {
        return Err(StaffError::Unknown(id.clone()));
    }
    for member in &members {
        let removed = StaffMember { roles: Vec::new(), ..member.clone() };
        if !member.roles.is_empty() && store.put_staff_member(&removed).await? == Committed::Conflict {
            return Err(StaffError::Conflict);
        }
    }
    Ok(members.len())
}
