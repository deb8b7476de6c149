//! What a caller may see of complaints: those of its link, and those of its account.
//!
//! A [`Handle`] is the only way to a complaint from here, and is only made of a link that was signed or of
//! an entry among the account's own complaints.

use app::filing::Link;
use case::{ComplaintId, Digest};
use port::{Cases as _, Complaints as _, OwnComplaint, OwnComplaints as _, Scope, StoredCase};

use super::caller::Caller;
use super::refusal::Refusal;
use crate::reply::Failure;
use crate::status::follow;
use crate::{Intake, Ports};

/// How many cases one request to the store loads.
const MOST_AT_ONCE: usize = 100;

/// A complaint that the caller may see and change.
pub(crate) struct Handle {
    complaint: ComplaintId,
    link: Link,
}

/// The complaint's cases, as far as they are made.
pub(crate) struct Listed {
    pub(crate) listings: u16,
    pub(crate) opening: bool,
    pub(crate) cases: Vec<StoredCase>,
}

impl Handle {
    /// The complaint named by `name`: the token of its page, for whoever has it; or its id, for the account
    /// that filed it, by a key with `scope`.
    pub(crate) async fn of<P: Ports>(
        intake: &Intake<P>,
        caller: &Caller,
        name: &str,
        scope: Scope,
    ) -> Result<Self, Refusal> {
        if let Ok(complaint) = name.parse::<ComplaintId>() {
            let account = caller.account(scope)?;
            let own = intake.store.own_complaint(&account.id, complaint).await;
            let own = own.map_err(|error| Refusal::of(&error.into(), caller.language))?;
            return own.map(|own| Self::own(&own)).ok_or_else(Refusal::nothing);
        }
        match intake.links.read(name) {
            Ok(link @ (Link::Case { complaint, .. } | Link::Complaint(complaint))) => {
                Ok(Self { complaint, link })
            }
            Ok(Link::Seller(_) | Link::Confirm(_) | Link::Batch(_)) | Err(_) => Err(Refusal::nothing()),
        }
    }

    /// An account's own complaint.
    pub(crate) const fn own(own: &OwnComplaint) -> Self {
        let complaint = own.complaint;
        let link = match own.case {
            Some(case) => Link::Case { case, complaint },
            None => Link::Complaint(complaint),
        };
        Self { complaint, link }
    }

    pub(crate) const fn complaint(&self) -> ComplaintId {
        self.complaint
    }

    pub(crate) const fn link(&self) -> Link {
        self.link
    }

    /// All cases of the complaint, at most a thousand, in the order of its listings. A listing that was merged
    /// into an earlier complaint's case is that one's business.
    pub(crate) async fn cases<P: Ports>(&self, intake: &Intake<P>) -> Result<Listed, Failure> {
        let Link::Complaint(complaint) = self.link else {
            let token = intake.links.token(self.link);
            return match follow(intake, &token, 1).await {
                Ok(followed) => Ok(Listed { listings: 1, opening: false, cases: followed.cases }),
                Err(Failure::Merged) => Ok(Listed { listings: 1, opening: false, cases: Vec::new() }),
                Err(failure) => Err(failure),
            };
        };
        let fan_out = intake.store.fan_out(complaint).await?.ok_or(Failure::NotFound)?;
        let mut cases = Vec::new();
        for ids in fan_out.cases.chunks(MOST_AT_ONCE) {
            cases.extend(intake.store.load(ids).await?.into_iter().flatten());
        }
        cases.retain(|stored| stored.case.filing.complaint == complaint);
        Ok(Listed { listings: fan_out.listings, opening: fan_out.done < fan_out.listings, cases })
    }

    /// The complaint document, as completed since.
    pub(crate) async fn document<P: Ports>(&self, intake: &Intake<P>) -> Result<Digest, Failure> {
        let token = intake.links.token(self.link);
        let followed = match follow(intake, &token, 1).await {
            // Whoever filed a repeat without proof may be anybody.
            Err(Failure::Merged) => return Err(Failure::NotFound),
            followed => followed?,
        };
        Ok(followed.cases.first().map_or(followed.document, |stored| stored.case.filing.document))
    }
}
