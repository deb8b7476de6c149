//! Links by which a party comes back without an account: an unguessable token that says whose page it is.
//!
//! A token is the URL-safe base64 of a kind byte, the ids, and 16 bytes of HMAC-SHA-256 over both under the
//! installation's link key. It is stored nowhere; changing the key ends all links.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use case::{AccountId, BatchId, Case, CaseId, ComplaintId};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use uuid::Uuid;

/// Whose page a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// The complainant's page of a complaint about one listing, filed as `complaint`.
    Case {
        /// The case.
        case: CaseId,
        /// The complaint that the reader filed; a later, merged one sees less.
        complaint: ComplaintId,
    },
    /// The complainant's page of a complaint about many listings.
    Complaint(ComplaintId),
    /// The status and the report of a table.
    Batch(BatchId),
    /// The seller's page of a case.
    Seller(CaseId),
    /// The standing of an account in the good-faith programme.
    Standing(AccountId),
    /// Where a pending complaint is confirmed. Only ever sent to the address that is to be confirmed.
    Confirm(ComplaintId),
}

impl Link {
    /// The page on which its complainant follows a case: its own, or that of a complaint about many listings.
    #[must_use]
    pub const fn of_complainant(case: &Case) -> Self {
        let complaint = case.filing.complaint;
        if case.filing.listings == 1 {
            Self::Case { case: case.id, complaint }
        } else {
            Self::Complaint(complaint)
        }
    }
}

/// The token is forged, cut or of another installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this link is not valid")]
pub struct BadLink;

/// The configured secret cannot be a key. The secret itself is never told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadLinkKey {
    /// It is too easily guessed.
    #[error("must be at least {SHORTEST_SECRET} characters long")]
    TooShort,
    /// The signature does not take it.
    #[error("cannot be used as a key")]
    Unusable,
}

/// The fewest bytes of a secret.
const SHORTEST_SECRET: usize = 32;

/// The installation's key for links.
#[derive(Clone)]
pub struct LinkKey(Hmac<Sha256>);

const CASE: u8 = b'c';
const COMPLAINT: u8 = b'k';
const BATCH: u8 = b'b';
const SELLER: u8 = b's';
const CONFIRM: u8 = b'y';
const STANDING: u8 = b'g';
const MAC: usize = 16;

impl LinkKey {
    /// A key from the configured secret.
    ///
    /// # Errors
    /// [`BadLinkKey`] when the secret is too short.
    pub fn new(secret: &str) -> Result<Self, BadLinkKey> {
        if secret.len() < SHORTEST_SECRET {
            return Err(BadLinkKey::TooShort);
        }
        Hmac::new_from_slice(secret.as_bytes()).map(Self).map_err(|_| BadLinkKey::Unusable)
    }

    fn mac(&self, body: &[u8]) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(body);
        mac
    }

    /// A secret for digests that must not be guessed, and from which the key cannot be told.
    pub(crate) fn pepper(&self) -> String {
        hex::encode(self.mac(b"pepper").finalize().into_bytes())
    }

    /// The token of a link.
    #[must_use]
    pub fn token(&self, link: Link) -> String {
        let bytes = match link {
            Link::Case { case, complaint } => {
                let mut bytes = vec![CASE];
                bytes.extend_from_slice(case.uuid().as_bytes());
                bytes.extend_from_slice(complaint.uuid().as_bytes());
                bytes
            }
            Link::Complaint(complaint) => [&[COMPLAINT], complaint.uuid().as_bytes().as_slice()].concat(),
            Link::Batch(batch) => [&[BATCH], batch.uuid().as_bytes().as_slice()].concat(),
            Link::Confirm(complaint) => [&[CONFIRM], complaint.uuid().as_bytes().as_slice()].concat(),
            Link::Standing(account) => [&[STANDING], account.as_str().as_bytes()].concat(),
            Link::Seller(case) => [&[SELLER], case.uuid().as_bytes().as_slice()].concat(),
        };
        self.sign(bytes)
    }

    /// The token that carries `body`, whose first byte says what it is for.
    pub(crate) fn sign(&self, mut body: Vec<u8>) -> String {
        let mac = self.mac(&body).finalize().into_bytes();
        body.extend_from_slice(&mac[..MAC]);
        URL_SAFE_NO_PAD.encode(body)
    }

    /// The body of a token, in constant time as far as the MAC is concerned.
    pub(crate) fn verify(&self, token: &str) -> Result<Vec<u8>, BadLink> {
        let mut body = URL_SAFE_NO_PAD.decode(token).map_err(|_| BadLink)?;
        let mac = body.split_off(body.len().checked_sub(MAC).ok_or(BadLink)?);
        self.mac(&body).verify_truncated_left(&mac).map_err(|_| BadLink)?;
        Ok(body)
    }

    /// Reads a token.
    ///
    /// # Errors
    /// [`BadLink`] for anything that this key did not make.
    pub fn read(&self, token: &str) -> Result<Link, BadLink> {
        let body = self.verify(token)?;
        let id = |bytes: &[u8]| Uuid::from_slice(bytes).map_err(|_| BadLink);
        match body.split_first() {
            Some((&CASE, ids)) => {
                let (case, complaint) = ids.split_at_checked(16).ok_or(BadLink)?;
                Ok(Link::Case { case: CaseId::new(id(case)?), complaint: ComplaintId::new(id(complaint)?) })
            }
            Some((&COMPLAINT, ids)) => Ok(Link::Complaint(ComplaintId::new(id(ids)?))),
            Some((&BATCH, ids)) => Ok(Link::Batch(BatchId::new(id(ids)?))),
            Some((&CONFIRM, ids)) => Ok(Link::Confirm(ComplaintId::new(id(ids)?))),
            Some((&STANDING, name)) => {
                let name = std::str::from_utf8(name).map_err(|_| BadLink)?;
                name.parse().map(Link::Standing).map_err(|_| BadLink)
            }
            Some((&SELLER, ids)) => Ok(Link::Seller(CaseId::new(id(ids)?))),
            _ => Err(BadLink),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "a secret of at least thirty-two characters";

    fn links() -> [Link; 6] {
        let case = CaseId::new(Uuid::from_u128(7));
        let complaint = ComplaintId::new(Uuid::from_u128(8));
        [
            Link::Case { case, complaint },
            Link::Complaint(complaint),
            Link::Seller(case),
            Link::Confirm(complaint),
            Link::Batch(BatchId::new(Uuid::from_u128(9))),
            Link::Standing("an-account-with-the-longest-name".parse().unwrap()),
        ]
    }

    #[test]
    fn a_token_reads_back_as_its_link() {
        let key = LinkKey::new(SECRET).unwrap();
        for link in links() {
            assert_eq!(key.read(&key.token(link)), Ok(link));
        }
    }

    #[test]
    fn a_changed_cut_or_foreign_token_is_refused() {
        let key = LinkKey::new(SECRET).unwrap();
        let other = LinkKey::new("another secret of at least thirty-two").unwrap();
        for link in links() {
            let token = key.token(link);
            assert_eq!(other.read(&token), Err(BadLink));
            assert_eq!(key.read(&token[..token.len() - 2]), Err(BadLink));
            for at in 0..token.len() {
                let mut forged = token.clone().into_bytes();
                forged[at] = if forged[at] == b'A' { b'B' } else { b'A' };
                let forged = String::from_utf8(forged).unwrap();
                assert!(forged == token || key.read(&forged).is_err(), "byte {at} of {link:?}");
            }
        }
        assert_eq!(key.read(""), Err(BadLink));
    }

    #[test]
    fn a_short_secret_is_refused_without_being_shown() {
        assert!(LinkKey::new("hunter2").is_err_and(|error| !error.to_string().contains("hunter2")));
    }
}
