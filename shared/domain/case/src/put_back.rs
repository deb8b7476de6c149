//! What keeps a listing down after a counter-notice, by the law of its territory.

use crate::filing::{Filing, RightKind, codes};

codes! {
    /// What shows that a counter-notice is wrong: the party that disputes it names one, and states the fact for it.
    Ground, "ground" {
        /// The goods are not genuine: their owner has examined or bought them.
        NotGenuine = "not_genuine",
        /// The seller has no licence or authorisation, or it has ended.
        NoLicence = "no_licence",
        /// The owner did not put these goods on the market in the territory, nor consent to it.
        NoConsent = "no_consent",
        /// An invoice, a supplier or another proof of the seller's is not what it seems.
        ProofDoubtful = "proof_doubtful",
        /// The listing shows the protected mark, work, design or invention, though the seller denies it.
        IsShown = "is_shown",
        /// Another one, which the words name.
        Other = "other",
    }
}

impl Filing {
    /// Whether to dispute a counter-notice keeps the listing down, until a person rules on it.
    ///
    /// Not where a law says what does. Copyright in the United States: only notice that an action was filed (17 U.S.C.
    /// 512(g)(2)(C)). China: only a complaint to the authority or a suit (E-Commerce Law Art. 43).
    #[must_use]
    pub fn lets_dispute(&self) -> bool {
        match self.territory.to_string().as_str() {
            "US" => !self.claim.rests_on(RightKind::Copyright),
            "CN" => false,
            _ => true,
        }
    }
}
