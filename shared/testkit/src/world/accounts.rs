//! Brand accounts, what they filed, and requests that are made again, in memory.

use case::{AccountId, ComplaintId};
use port::{
    Account, Accounts, Claim, Claimed, Committed, Conclusion, Idempotency, OwnComplaint, OwnComplaints,
    Settled, Unavailable,
};

use super::World;

/// A request as it was claimed, and what it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The claim.
    pub claim: Claim,
    /// What it came to.
    pub settled: Option<Settled>,
}

impl Accounts for World {
    async fn account(&self, id: &AccountId) -> Result<Option<Account>, Unavailable> {
        self.call("accounts.account", |inner| inner.accounts.get(id).cloned()).await
    }

    async fn put_account(&self, account: &Account) -> Result<Committed, Unavailable> {
        self.call("accounts.put_account", |inner| {
            let stored = Account { version: account.version + 1, ..account.clone() };
            match inner.accounts.get(&account.id) {
                Some(there) if *there == stored => Committed::Done,
                there if there.map_or(0, |there| there.version) != account.version => Committed::Conflict,
                _ => {
                    inner.accounts.insert(account.id, stored);
                    Committed::Done
                }
            }
        })
        .await
    }
}

impl OwnComplaints for World {
    async fn note_own(&self, own: &OwnComplaint) -> Result<(), Unavailable> {
        self.call("own_complaints.note_own", |inner| {
            inner.own.insert((own.account, own.complaint), own.clone());
        })
        .await
    }

    async fn own_complaint(
        &self,
        account: &AccountId,
        complaint: ComplaintId,
    ) -> Result<Option<OwnComplaint>, Unavailable> {
        self.call("own_complaints.own_complaint", |inner| inner.own.get(&(*account, complaint)).cloned())
            .await
    }

    async fn own_complaints(
        &self,
        account: &AccountId,
        before: Option<ComplaintId>,
        limit: u16,
    ) -> Result<Vec<OwnComplaint>, Unavailable> {
        self.call("own_complaints.own_complaints", |inner| {
            let own = inner.own.values().rev().filter(|own| own.account == *account);
            let older = own.filter(|own| before.is_none_or(|before| own.complaint < before));
            older.take(usize::from(limit)).cloned().collect()
        })
        .await
    }
}

impl Idempotency for World {
    async fn claim(&self, claim: &Claim) -> Result<Claimed, Unavailable> {
        self.call("idempotency.claim", |inner| {
            let there = inner.requests.get_mut(&claim.request).filter(|it| it.claim.expires_at > claim.at);
            match there {
                None => {
                    let request = Request { claim: claim.clone(), settled: None };
                    inner.requests.insert(claim.request, request);
                    Claimed::Go(claim.complaint, claim.at)
                }
                Some(it) if it.claim.body != claim.body => Claimed::OtherBody,
                Some(Request { settled: Some(settled), .. }) => Claimed::Done(settled.clone()),
                Some(it) if it.claim.complaint == claim.complaint => {
                    Claimed::Go(claim.complaint, it.claim.at)
                }
                Some(it) if claim.at < it.claim.busy_until => Claimed::Busy,
                Some(it) => {
                    it.claim.busy_until = claim.busy_until;
                    Claimed::Go(it.claim.complaint, it.claim.at)
                }
            }
        })
        .await
    }

    async fn conclude(&self, claim: &Claim, conclusion: Conclusion) -> Result<(), Unavailable> {
        self.call("idempotency.conclude", |inner| {
            let there = inner.requests.get_mut(&claim.request);
            let Some(it) = there.filter(|it| it.claim.busy_until == claim.busy_until) else { return };
            match conclusion {
                Conclusion::Done(settled) => it.settled = Some(settled),
                Conclusion::Nothing => {
                    inner.requests.remove(&claim.request);
                }
                Conclusion::Unfinished => it.claim.busy_until = claim.at,
            }
        })
        .await
    }
}
