//! Brand accounts, what they filed, and requests that are made again, in memory.

use case::{AccountId, ComplaintId};
use port::{
    Account, Accounts, Committed, Conclusion, Idempotency, OwnComplaint, OwnComplaints, Reservation,
    Reserved, Settled, Unavailable,
};

use super::World;

/// A request as it was reserved, and what it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The reservation.
    pub reservation: Reservation,
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
    async fn reserve(&self, reservation: &Reservation) -> Result<Reserved, Unavailable> {
        self.call("idempotency.reserve", |inner| {
            let there = inner
                .requests
                .get_mut(&reservation.request)
                .filter(|it| it.reservation.expires_at > reservation.at);
            match there {
                None => {
                    let request = Request { reservation: reservation.clone(), settled: None };
                    inner.requests.insert(reservation.request, request);
                    Reserved::Go(reservation.complaint, reservation.at)
                }
                Some(it) if it.reservation.body != reservation.body => Reserved::OtherBody,
                Some(Request { settled: Some(settled), .. }) => Reserved::Done(settled.clone()),
                Some(it) if it.reservation.complaint == reservation.complaint => {
                    Reserved::Go(reservation.complaint, it.reservation.at)
                }
                Some(it) if reservation.at < it.reservation.busy_until => Reserved::Busy,
                Some(it) => {
                    it.reservation.busy_until = reservation.busy_until;
                    Reserved::Go(it.reservation.complaint, it.reservation.at)
                }
            }
        })
        .await
    }

    async fn conclude(&self, reservation: &Reservation, conclusion: Conclusion) -> Result<(), Unavailable> {
        self.call("idempotency.conclude", |inner| {
            let there = inner.requests.get_mut(&reservation.request);
            let Some(it) = there.filter(|it| it.reservation.busy_until == reservation.busy_until) else {
                return;
            };
            match &conclusion {
                Conclusion::Done(settled) => it.settled = Some(settled.clone()),
                Conclusion::Nothing => {
                    inner.requests.remove(&reservation.request);
                }
                Conclusion::Unfinished => it.reservation.busy_until = reservation.at,
            }
        })
        .await
    }
}
