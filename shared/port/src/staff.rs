//! Staff: who the people are that decide, by the identity with which they call AWS.

use std::fmt;
use std::future::Future;
use std::str::FromStr;

use case::ReviewerId;

use crate::{Committed, Unavailable};

/// The identity of a person at AWS: an IAM user, or one session name of one role. Written as its ARN.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Principal(String);

/// An ARN that stands for no single person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{arn} is not one person: it must be an IAM user, or a role with the name of the session")]
pub struct NotAPerson {
    arn: String,
}

impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Principal {
    type Err = NotAPerson;
    /// Reads an ARN as `GetCallerIdentity` reports it: `arn:aws:iam::123456789012:user/ada`, or
    /// `arn:aws:sts::123456789012:assumed-role/Desk/ada`.
    fn from_str(arn: &str) -> Result<Self, NotAPerson> {
        let wrong = || NotAPerson { arn: arn.to_owned() };
        let parts: Vec<&str> = arn.splitn(6, ':').collect();
        let ["arn", partition, service, "", account, resource] = parts.as_slice() else {
            return Err(wrong());
        };
        let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        let names: Vec<&str> = resource.split('/').collect();
        let is_named = names.iter().all(|name| !name.is_empty());
        let is_person = match (*service, names.as_slice()) {
            // A user may stand under a path.
            ("iam", ["user", _, ..]) => true,
            ("sts", ["assumed-role", _, _]) => true,
            _ => false,
        };
        let is_plain = arn.len() <= 2048 && arn.bytes().all(|byte| byte.is_ascii_graphic());
        let ok = !partition.is_empty() && is_account && is_named && is_person && is_plain;
        if ok { Ok(Self(arn.to_owned())) } else { Err(wrong()) }
    }
}

case::codes! {
    /// What a member of staff may do.
    StaffRole, "staff role" {
        /// Decide complaints, counter-notices and appeals; verify and reject rights.
        Reviewer = "reviewer",
        /// Warn and suspend for misuse, and decide appeals against that.
        Operator = "operator",
    }
}

/// A member of staff under one identity. The same person may have several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// Under which identity.
    pub principal: Principal,
    /// Who it is, as decisions name it.
    pub id: ReviewerId,
    /// What it may do; nothing once it was removed.
    pub roles: Vec<StaffRole>,
    /// How often it was stored; 0 before the first time.
    pub version: u32,
}

/// Members of staff. One that was removed stays, without a role, so that its id is not given to someone else.
pub trait Staff: Send + Sync {
    /// The member with this identity, as it is now.
    fn staff_member(
        &self,
        principal: &Principal,
    ) -> impl Future<Output = Result<Option<StaffMember>, Unavailable>> + Send;
    /// Every member, by identity.
    fn staff(&self) -> impl Future<Output = Result<Vec<StaffMember>, Unavailable>> + Send;
    /// Stores a member, unless it was stored since it was loaded (as told by its version).
    fn put_staff_member(
        &self,
        member: &StaffMember,
    ) -> impl Future<Output = Result<Committed, Unavailable>> + Send;
}

/// Why it is not known who calls.
#[derive(Debug, thiserror::Error)]
pub enum CallerError {
    /// The caller is no single person, such as the account's root.
    #[error(transparent)]
    NotAPerson(#[from] NotAPerson),
    /// It cannot be asked now, or the credentials are refused.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Who calls: the identity whose credentials this process has.
pub trait Caller: Send + Sync {
    /// The caller.
    fn caller(&self) -> impl Future<Output = Result<Principal, CallerError>> + Send;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_principal_is_one_person() {
        for right in [
            "arn:aws:iam::123456789012:user/ada",
            "arn:aws:iam::123456789012:user/desk/north/ada",
            "arn:aws-cn:sts::123456789012:assumed-role/AWSReservedSSO_Desk_0123456789abcdef/ada@example.com",
        ] {
            assert_eq!(right.parse::<Principal>().unwrap().to_string(), right);
        }
        for wrong in [
            "",
            "ada",
            "arn:aws:iam::123456789012:root",
            "arn:aws:iam::123456789012:user/",
            "arn:aws:iam::123456789012:role/Desk",
            "arn:aws:iam::1234:user/ada",
            "arn:aws:iam::123456789012:user/a b",
            "arn:aws:sts::123456789012:assumed-role/Desk",
            "arn:aws:sts::123456789012:assumed-role/Desk/ada/x",
            "arn:aws:sts::123456789012:federated-user/ada",
        ] {
            assert!(wrong.parse::<Principal>().is_err(), "{wrong}");
        }
    }
}
