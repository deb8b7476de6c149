//! Claims of letters, in memory.

use port::{LetterClaim, LetterClaims, Unavailable};
use uuid::Uuid;

use super::World;

impl LetterClaims for World {
    async fn claim(
        &self,
        claim: &LetterClaim,
        instead_of: Option<Uuid>,
    ) -> Result<Option<LetterClaim>, Unavailable> {
        self.call("claims.claim", |inner| match inner.claims.get(&claim.key) {
            Some(there)
                if there.through >= claim.from && there.by != claim.by && Some(there.by) != instead_of =>
            {
                Some(there.clone())
            }
            _ => {
                inner.claims.insert(claim.key.clone(), claim.clone());
                None
            }
        })
        .await
    }
}
