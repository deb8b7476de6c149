//! What a rejection of a right means to its owner.

use super::RejectCode;

/// What a rejection points at, and what would cure it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cure {
    /// The field of the right.
    pub field: &'static str,
    /// What the owner can do.
    pub cure: &'static str,
}

impl RejectCode {
    /// The field that it points at, and its cure.
    #[must_use]
    pub const fn cure(self) -> Cure {
        let (field, cure) = match self {
            Self::OwnerDiffers => {
                ("owner", "ReviewState the owner as the register does, or add the deed of assignment.")
            }
            Self::AssignmentPending => {
                ("owner", "Submit the right again once the register shows the new owner.")
            }
            Self::DocumentUnreadable => {
                ("documents", "Add a complete copy in colour, with the office's seal.")
            }
            Self::CertificateMissing => ("documents", "Add the certificate that the office issued."),
            Self::ClassPageMissing => {
                ("classes", "Add the page of the certificate or register that lists the classes.")
            }
            Self::TranslationMissing => {
                ("documents", "Add a translation of the document into English or Chinese.")
            }
            Self::NotRegistered => ("status", "Submit the right again once it is registered."),
            Self::Ended => ("expires_on", "Renew the right and state its new last day."),
            Self::TerritoryNotShown => {
                ("territories", "Add the grant of protection for each territory, or leave the territory out.")
            }
            Self::NoAuthority => (
                "mandates",
                "Add a letter of authority, signed by the owner, that names enforcement on marketplaces.",
            ),
            Self::DocumentDoubtful => {
                ("documents", "Have the office confirm the document to the operator directly.")
            }
        };
        Cure { field, cure }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rejection_names_a_cure() {
        for code in RejectCode::ALL {
            let Cure { field, cure } = code.cure();
            assert!(!field.is_empty() && cure.ends_with('.'), "{code}");
        }
    }
}
