//! What a caller may see of complaints: those of its link, and those of its account.
//!
//! A [`Handle`] is the only way to a complaint from here, and is only made of a link that was signed or of
//! an entry among the account's own complaints.

use app::filing::Link;
use app::parties::{CasesOfComplaint, FollowError, cases_of, follow_link};
use case::{ComplaintId, Digest};
use http_kit::{Failure, ProblemDetails};
use port::{KeyScope, OwnComplaint, OwnComplaints as _};

use super::caller::Caller;
use crate::{Intake, Ports};

/// A complaint that the caller may see and change.
pub(crate) struct Handle {
    complaint: ComplaintId,
    link: Link,
}

impl Handle {
    /// The complaint named by `name`: the token of its page, for anyone who has it; or its id, for the account
    /// that filed it, by a key with `scope`.
    pub(crate) async fn of<P: Ports>(
        intake: &Intake<P>,
        caller: &Caller,
        name: &str,
        scope: KeyScope,
    ) -> Result<Self, ProblemDetails> {
        if let Ok(complaint) = name.parse::<ComplaintId>() {
            let account = caller.account(scope)?;
            let own = intake.store.own_complaint(&account.id, complaint).await;
            let own = own.map_err(|error| ProblemDetails::of(&error.into(), caller.language))?;
            return own.map(|own| Self::own(&own)).ok_or_else(ProblemDetails::nothing);
        }
        match intake.links.read(name) {
            Ok(link @ (Link::Case { complaint, .. } | Link::Complaint(complaint))) => {
                Ok(Self { complaint, link })
            }
            Ok(Link::Seller(_) | Link::Confirm(_) | Link::Batch(_) | Link::Standing(_)) | Err(_) => {
                Err(ProblemDetails::nothing())
            }
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

    /// All cases of the complaint; none where it was merged into one of which the caller sees nothing.
    pub(crate) async fn cases<P: Ports>(&self, intake: &Intake<P>) -> Result<CasesOfComplaint, Failure> {
        match cases_of(&intake.store, self.link).await {
            Err(FollowError::Merged) => {
                Ok(CasesOfComplaint { reference: None, listings: 1, opening: false, cases: Vec::new() })
            }
            cases => Ok(cases?),
        }
    }

    /// The complaint document, as completed since.
    pub(crate) async fn document<P: Ports>(&self, intake: &Intake<P>) -> Result<Digest, Failure> {
        match follow_link(&intake.store, self.link, 1).await {
            // Anyone may have filed a repeat without proof.
            Err(FollowError::Merged) => Err(Failure::NotFound),
            followed => Ok(followed?.document),
        }
    }
}
