//! Staff, in memory, and who calls.

use port::{Caller, CallerError, Committed, Principal, Staff, StaffMember, Unavailable};

use super::World;

impl Staff for World {
    async fn staff_member(&self, principal: &Principal) -> Result<Option<StaffMember>, Unavailable> {
        self.call("staff.member", |inner| inner.staff.get(principal).cloned()).await
    }

    async fn staff(&self) -> Result<Vec<StaffMember>, Unavailable> {
        self.call("staff.all", |inner| inner.staff.values().cloned().collect()).await
    }

    async fn put_staff_member(&self, member: &StaffMember) -> Result<Committed, Unavailable> {
        self.call("staff.put", |inner| {
            let stored = StaffMember { version: member.version + 1, ..member.clone() };
            match inner.staff.get(&member.principal) {
                Some(there) if *there == stored => Committed::Done,
                there if there.map_or(0, |there| there.version) != member.version => Committed::Conflict,
                _ => {
                    inner.staff.insert(member.principal.clone(), stored);
                    Committed::Done
                }
            }
        })
        .await
    }
}

impl Caller for World {
    async fn caller(&self) -> Result<Principal, CallerError> {
        let arn = self.call("caller.caller", |inner| inner.caller.clone()).await?;
        Ok(arn.parse()?)
    }
}
