//! Personal documents: encrypted under the data key of the party that they come from, then sealed.
//!
//! Erasing the key makes every such document unreadable, while the digests in the cases' events, and so their hash
//! chains, stay what they were.
//!
//! An encrypted document is `GFE1`, the party's id (16 bytes), and the document under AES-256-GCM-SIV (RFC 8452) with
//! these 20 bytes as associated data. The nonce is always zero, so the same document of the same party is the same
//! bytes, and sealing it twice stores it once. That cipher stands it: all that a repeated nonce reveals is that two
//! documents of one party are equal (RFC 8452, section 9), and its bounds hold for far more documents than one party
//! can write.

use aes_gcm_siv::aead::AeadInOut as _;
use aes_gcm_siv::{Aes256GcmSiv, Error, KeyInit as _, Nonce, Tag};
use case::{CaseId, Digest, PartyId, Subject};
use port::{DataKey, Documents, Sealed, Subjects, Unavailable};
use uuid::Uuid;

/// What an encrypted document begins with.
const MAGIC: &[u8; 4] = b"GFE1";
/// Length of what stands before the ciphertext.
const HEADER: usize = 20;

/// Why a document cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Nothing is stored under this digest.
    #[error("there is no document {0}")]
    Missing(Digest),
    /// The data of the party that it came from was erased.
    #[error("the document {0} was erased with its party's data")]
    Erased(Digest),
    /// It was not encrypted under the key of the party that it names.
    #[error("the document {0} cannot be decrypted: it was altered, or encrypted under another key")]
    Altered(Digest),
    /// A store cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Whose documents are sealed.
#[derive(Debug, Clone)]
pub struct Keeper {
    party: PartyId,
    key: DataKey,
}

/// An encrypted document that is not sealed yet.
#[derive(Debug, Clone)]
pub struct Encrypted {
    /// The digest that it has once it is sealed.
    pub digest: Digest,
    /// The size of the document itself, in bytes.
    pub size: u64,
    bytes: Vec<u8>,
}

impl Keeper {
    /// The keeper of a party's documents; `None` when there is no such party, or it was erased.
    ///
    /// # Errors
    /// [`Unavailable`] when the key cannot be read now.
    pub async fn of<S: Subjects>(subjects: &S, party: PartyId) -> Result<Option<Self>, Unavailable> {
        Ok(subjects.data_key(party).await?.map(|key| Self { party, key }))
    }

    /// The keeper of the documents of the party that `subject` leads to; of a new party where there is none.
    ///
    /// # Errors
    /// [`Unavailable`] when it cannot be looked up now, or that party was erased a moment ago.
    pub async fn of_subject<S: Subjects>(subjects: &S, subject: &Subject) -> Result<Self, Unavailable> {
        let party = subjects.party_of(subject).await?;
        Self::of_writer(subjects, party).await
    }

    /// The keeper of the documents of `party`, which was just found by its subject.
    ///
    /// # Errors
    /// [`Unavailable`] when the key cannot be read now, or the party was erased a moment ago: the subject leads to
    /// a new one soon.
    pub async fn of_writer<S: Subjects>(subjects: &S, party: PartyId) -> Result<Self, Unavailable> {
        let keeper = Self::of(subjects, party).await?;
        keeper.ok_or_else(|| Unavailable::new("subjects", "reading a data key", "the party was erased"))
    }

    /// Sixteen bytes in hex that follow from the data key, another for each case, and tell nothing of it.
    pub(crate) fn salt(&self, of: CaseId) -> String {
        let from = [b"salt".as_slice(), self.key.bytes(), of.to_string().as_bytes()].concat();
        let digest = Digest::of(&from).to_string();
        digest.get(..32).unwrap_or(&digest).to_owned()
    }

    /// The document as it is stored.
    ///
    /// # Errors
    /// [`Unavailable`] for a document of 64 GiB and more.
    pub fn encrypt(&self, mut document: Vec<u8>) -> Result<Encrypted, Unavailable> {
        let size = document.len() as u64;
        let header: Vec<u8> = [MAGIC.as_slice(), self.party.uuid().as_bytes()].concat();
        document.splice(..0, header.iter().copied());
        let plain = document.split_at_mut(HEADER).1;
        let tag = cipher(&self.key)
            .encrypt_inout_detached(&Nonce::default(), &header, plain.into())
            .map_err(|Error| Unavailable::new("cipher", "encrypting a document", "it is too large"))?;
        document.extend_from_slice(&tag);
        Ok(Encrypted { digest: Digest::of(&document), size, bytes: document })
    }

    /// Encrypts and seals a document.
    ///
    /// # Errors
    /// [`Unavailable`] when it cannot be stored now.
    pub async fn seal<D: Documents>(
        &self,
        documents: &D,
        document: Vec<u8>,
        media: &str,
    ) -> Result<Sealed, Unavailable> {
        self.encrypt(document)?.seal(documents, media).await
    }
}

impl Encrypted {
    /// What is stored.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Seals it. Its size is told as that of the document itself.
    ///
    /// # Errors
    /// [`Unavailable`] when it cannot be stored now.
    pub async fn seal<D: Documents>(&self, documents: &D, media: &str) -> Result<Sealed, Unavailable> {
        let sealed = documents.seal(&self.bytes, media).await?;
        Ok(Sealed { size: self.size, ..sealed })
    }
}

/// Reads a sealed document, encrypted or not: the one way in to what parties wrote.
///
/// # Errors
/// [`OpenError`].
pub async fn open<D: Documents, S: Subjects>(
    documents: &D,
    subjects: &S,
    digest: Digest,
) -> Result<Vec<u8>, OpenError> {
    let stored = documents.read(digest).await?.ok_or(OpenError::Missing(digest))?;
    decrypted(subjects, digest, stored).await
}

/// What was stored under `digest`, decrypted where it was encrypted.
pub(crate) async fn decrypted<S: Subjects>(
    subjects: &S,
    digest: Digest,
    stored: Vec<u8>,
) -> Result<Vec<u8>, OpenError> {
    let Some(party) = party_of(&stored) else { return Ok(stored) };
    let key = subjects.data_key(party).await?.ok_or(OpenError::Erased(digest))?;
    decrypt(&key, stored).ok_or(OpenError::Altered(digest))
}

/// The same, for what one can do without: `None` where it cannot be read for good.
///
/// # Errors
/// [`Unavailable`] when a store cannot be used now.
pub async fn open_if_readable<D: Documents, S: Subjects>(
    documents: &D,
    subjects: &S,
    digest: Digest,
) -> Result<Option<Vec<u8>>, Unavailable> {
    match open(documents, subjects, digest).await {
        Ok(bytes) => Ok(Some(bytes)),
        Err(OpenError::Missing(_) | OpenError::Erased(_) | OpenError::Altered(_)) => Ok(None),
        Err(OpenError::Unavailable(error)) => Err(error),
    }
}

/// The party whose key an encrypted document needs; `None` for a document that is not encrypted.
fn party_of(stored: &[u8]) -> Option<PartyId> {
    let id = stored.strip_prefix(MAGIC)?.first_chunk::<16>()?;
    Some(PartyId::new(Uuid::from_bytes(*id)))
}

fn decrypt(key: &DataKey, mut stored: Vec<u8>) -> Option<Vec<u8>> {
    let (header, rest) = stored.split_at_mut_checked(HEADER)?;
    let (encrypted, tag) = rest.split_last_chunk_mut::<16>()?;
    let tag = Tag::from(*tag);
    cipher(key).decrypt_inout_detached(&Nonce::default(), header, encrypted.into(), &tag).ok()?;
    stored.truncate(stored.len() - tag.len());
    stored.drain(..HEADER);
    Some(stored)
}

fn cipher(key: &DataKey) -> Aes256GcmSiv {
    Aes256GcmSiv::new(key.bytes().into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use testkit::world::World;

    use super::*;

    fn keeper(party: u128, key: u8) -> Keeper {
        Keeper { party: PartyId::new(Uuid::from_u128(party)), key: DataKey::new([key; 32]) }
    }

    fn encrypted(keeper: &Keeper, document: &[u8]) -> Vec<u8> {
        keeper.encrypt(document.to_vec()).unwrap().bytes
    }

    proptest! {
        #[test]
        fn a_document_reads_back_and_is_the_same_bytes_each_time(
            document in proptest::collection::vec(any::<u8>(), 0..200),
        ) {
            let ada = keeper(1, 7);
            let stored = encrypted(&ada, &document);
            prop_assert_eq!(&stored, &encrypted(&ada, &document));
            prop_assert_eq!(party_of(&stored), Some(ada.party));
            prop_assert_eq!(decrypt(&ada.key, stored.clone()), Some(document.clone()));
            // Equal documents of two parties have nothing in common.
            prop_assert_ne!(&stored, &encrypted(&keeper(2, 8), &document));
            prop_assert_eq!(decrypt(&keeper(2, 8).key, stored), None);
        }

        #[test]
        fn no_byte_of_a_stored_document_can_be_changed(at in 0_usize..60, bit in 0_u8..8) {
            let ada = keeper(1, 7);
            let mut stored = encrypted(&ada, b"a statement of good faith");
            let at = at % stored.len();
            stored[at] ^= 1 << bit;
            prop_assert_eq!(decrypt(&ada.key, stored), None);
        }
    }

    /// The bytes are those of `AESGCMSIV` in the Python package `cryptography` 48.0 over OpenSSL.
    #[test]
    fn another_program_encrypts_to_the_same_bytes() {
        let key = DataKey::new(std::array::from_fn(|nth| u8::try_from(nth).unwrap()));
        let party = PartyId::new(Uuid::from_u128(0x0123_4567_89ab_4def_8123_4567_89ab_cdef));
        assert_eq!(
            hex::encode(encrypted(&Keeper { party, key }, b"a statement of good faith")),
            "474645310123456789ab4def8123456789abcdefda5e34e6892ad383fe7f2a95804fcb27a468712d9692862d6f83\
             77a172fa8558563a0a3c924865226b"
        );
    }

    #[test]
    fn what_is_too_short_to_be_encrypted_is_read_as_it_is() {
        assert_eq!(party_of(b""), None);
        assert_eq!(party_of(b"GFE1"), None);
        assert_eq!(party_of(b"%PDF-1.7 and more than twenty bytes"), None);
        assert_eq!(decrypt(&DataKey::new([0; 32]), b"GFE1".to_vec()), None);
        assert_eq!(decrypt(&DataKey::new([0; 32]), b"GFE1 and no more than this".to_vec()), None);
    }

    #[tokio::test]
    async fn sealed_twice_is_one_object_and_only_its_party_opens_it() {
        let world = World::new();
        let (ada, ben) = (world.party("ada@brand.example"), world.party("ben@brand.example"));
        let keeper = Keeper::of(&world, ada).await.unwrap().unwrap();
        let sealed = keeper.seal(&world, b"words".to_vec(), "text/plain").await.unwrap();
        assert_eq!(keeper.seal(&world, b"words".to_vec(), "text/plain").await.unwrap(), sealed);
        assert_eq!((sealed.size, world.look().sealed.len()), (5, 1));
        assert_eq!(keeper.encrypt(b"words".to_vec()).unwrap().digest, sealed.digest);
        assert_eq!(open(&world, &world, sealed.digest).await.unwrap(), b"words");

        // Under the name of another party it is no document of that one.
        let mut forged = world.look().sealed[&sealed.digest].0.clone();
        forged[4..HEADER].copy_from_slice(ben.uuid().as_bytes());
        let digest = Digest::of(&forged);
        world.look().sealed.insert(digest, (forged, "text/plain".to_owned()));
        let error = open(&world, &world, digest).await.unwrap_err();
        assert!(matches!(error, OpenError::Altered(at) if at == digest), "{error}");
    }

    #[tokio::test]
    async fn what_is_missing_erased_or_not_encrypted_is_told_apart() {
        let world = World::new();
        let ada = world.party("ada@brand.example");
        let keeper = Keeper::of(&world, ada).await.unwrap().unwrap();
        let sealed = keeper.seal(&world, b"words".to_vec(), "text/plain").await.unwrap().digest;
        let plain = world.seal(b"a certificate", "text/plain").await.unwrap().digest;

        world.look().identities.get_mut(&ada).unwrap().1 = None;
        assert!(Keeper::of(&world, ada).await.unwrap().is_none());
        let error = open(&world, &world, sealed).await.unwrap_err();
        assert!(matches!(error, OpenError::Erased(at) if at == sealed), "{error}");
        assert_eq!(open(&world, &world, plain).await.unwrap(), b"a certificate");
        let nothing = Digest::of(b"nothing");
        let error = open(&world, &world, nothing).await.unwrap_err();
        assert!(matches!(error, OpenError::Missing(at) if at == nothing), "{error}");
    }
}
