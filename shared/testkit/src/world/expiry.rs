//! Items that have expired, and that the table deletes at some time after that.

use jiff::SignedDuration;

use super::World;

/// How long the table keeps a claim of letters after its end.
const CLAIM_KEPT: SignedDuration = SignedDuration::from_hours(24 * 60);
/// How long the table keeps a lease after its end.
const LEASE_KEPT: SignedDuration = SignedDuration::from_hours(24);

impl World {
    /// Deletes whatever has expired by now: requests that may be made again, claims of letters, leases, notes
    /// of complaints that wait.
    pub fn expire(&self) {
        let inner = &mut *self.look();
        let now = inner.now;
        inner.requests.retain(|_, request| request.reservation.expires_at > now);
        inner.claims.retain(|_, claim| now.duration_since(claim.until) < CLAIM_KEPT);
        inner.pending_notes.retain(|_, note| note.expires_at > now);
        inner.leases.retain(|_, lease| now.duration_since(lease.until) < LEASE_KEPT);
    }
}
