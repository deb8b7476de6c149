//! Who a party is: from an address or a seller's id to a random party id, and back to nothing once erased.

use std::fmt;
use std::future::Future;

use case::{Digest, Party, PartyId, ReviewerId, Subject};
use jiff::Timestamp;
use zeroize::Zeroize as _;

use crate::{Committed, Ids, Unavailable};

/// The key of 32 random bytes under which a party's personal documents are sealed. Without it they are noise.
/// It is wiped from memory when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct DataKey([u8; 32]);

impl DataKey {
    /// A key that was stored.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A new one.
    #[must_use]
    pub fn random<I: Ids>(ids: &I) -> Self {
        // Three random ids hold more than 256 random bits.
        let noise: Vec<u8> = (0..3).flat_map(|_| ids.random().into_bytes()).collect();
        Self(*Digest::of(&noise).bytes())
    }

    /// The raw 32 bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl Drop for DataKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Without the key.
impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey")
    }
}

/// The one place where an address or a marketplace's seller id leads to a party. A running function may keep what
/// it found for five minutes, data keys too.
pub trait Subjects: Send + Sync {
    /// The party of `subject`; a new one with a data key of its own where there is none. Two who ask at once get the
    /// same one, and so does who asks again because the answer was lost.
    fn party_of(&self, subject: &Subject) -> impl Future<Output = Result<PartyId, Unavailable>> + Send;
    /// The parties of these, in the order asked; `None` where there is none. At most 100 at a time.
    fn known_parties(
        &self,
        subjects: &[Subject],
    ) -> impl Future<Output = Result<Vec<Option<PartyId>>, Unavailable>> + Send;
    /// The parties with these ids, in the order asked. At most 100 at a time.
    fn parties_by_id(
        &self,
        ids: &[PartyId],
    ) -> impl Future<Output = Result<Vec<Option<Party>>, Unavailable>> + Send;
    /// Stores a party's memberships, unless it was stored since it was loaded (as told by its version).
    fn put_memberships(&self, party: &Party) -> impl Future<Output = Result<Committed, Unavailable>> + Send;
    /// The party's data key; `None` when there is no such party, or it was erased.
    fn data_key(&self, party: PartyId) -> impl Future<Output = Result<Option<DataKey>, Unavailable>> + Send;
}

/// Erasing who a party is, and the key of what it wrote. For the operator alone; each call may be made again.
pub trait Erasures: Send + Sync {
    /// Erases the data key of a party, and notes when and by whom, unless it was erased before. The party as it is
    /// then; `None` when there is no such party.
    fn erase_data_key(
        &self,
        party: PartyId,
        at: Timestamp,
        by: &ReviewerId,
    ) -> impl Future<Output = Result<Option<Party>, Unavailable>> + Send;
    /// Every subject that leads to `party`, by its digest. It looks through all subjects.
    fn subjects_of(&self, party: PartyId) -> impl Future<Output = Result<Vec<Digest>, Unavailable>> + Send;
    /// Erases the subject with this digest, if it leads to `party`.
    fn erase_subject(
        &self,
        subject: Digest,
        party: PartyId,
    ) -> impl Future<Output = Result<(), Unavailable>> + Send;
}
