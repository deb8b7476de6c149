//! The pictures that a listing's are compared with: those of the right, and those among the complaint's evidence.

use app::vault::open_if_readable;
use case::{Digest, Filing, PictureSource, RightKind};
use contract::complaint::Complaint;
use picture::{Hash, Known, Stands, hash};
use port::{Documents, Subjects, Unavailable};
use register::Right;
use register::right::PictureRole;

/// At most so many pictures of a complaint's evidence are looked at.
const MOST_EVIDENCE: usize = 10;

/// Known pictures, each with its digest in the evidence store.
pub(crate) struct KnownPictures {
    pub(crate) pictures: Vec<Known>,
    digests: Vec<Digest>,
}

impl KnownPictures {
    /// Whether there is one that a listing's picture could be like for a reason.
    pub(crate) fn stand_for_something(&self) -> bool {
        self.pictures.iter().any(|known| known.stands.for_something())
    }

    /// The digest of the picture at `index`, and what it is to a case.
    pub(crate) fn at(&self, index: usize) -> Option<(Digest, PictureSource)> {
        let source = match self.pictures.get(index)?.stands {
            Stands::Evidence => PictureSource::Evidence,
            Stands::Reference | Stands::Goods | Stands::Allowed | Stands::Negative => {
                PictureSource::Reference
            }
        };
        Some((*self.digests.get(index)?, source))
    }

    fn add(&mut self, digest: Digest, known: Known) {
        self.pictures.push(known);
        self.digests.push(digest);
    }
}

/// The pictures of `right`; of the complaint, too, where a work is said to be copied.
pub(crate) async fn of<D: Documents, S: Subjects>(
    documents: &D,
    subjects: &S,
    filing: &Filing,
    right: Option<&Right>,
) -> Result<KnownPictures, Unavailable> {
    let mut known = KnownPictures { pictures: Vec::new(), digests: Vec::new() };
    let of_right =
        right.into_iter().flat_map(|right| right.pictures.iter().map(|it| (it, right.right.kind())));
    for (picture, kind) in of_right {
        let stands = match picture.role {
            PictureRole::Reference if kind == RightKind::Trademark => Stands::Goods,
            PictureRole::Mark | PictureRole::Reference => Stands::Reference,
            PictureRole::Allowed => Stands::Allowed,
            PictureRole::Negative => Stands::Negative,
        };
        known.add(picture.digest, Known { hash: Hash(picture.hash), quality: picture.quality, stands });
    }
    if filing.claim.rests_on(RightKind::Copyright) {
        add_evidence(&mut known, documents, subjects, filing).await?;
    }
    Ok(known)
}

/// What cannot be read (it was erased, or is no picture) is passed over: it can only have helped the complainant.
async fn add_evidence<D: Documents, S: Subjects>(
    known: &mut KnownPictures,
    documents: &D,
    subjects: &S,
    filing: &Filing,
) -> Result<(), Unavailable> {
    let Some(document) = open_if_readable(documents, subjects, filing.document).await? else { return Ok(()) };
    let Ok(complaint) = Complaint::decode(&document) else { return Ok(()) };
    let pictures = complaint.evidence.iter().filter(|evidence| evidence.media.starts_with("image/"));
    for evidence in pictures.take(MOST_EVIDENCE) {
        let Ok(digest) = evidence.sealed_under() else { continue };
        let Some(bytes) = open_if_readable(documents, subjects, digest).await? else { continue };
        if let Ok(hashed) = hash(&bytes) {
            let (hash, quality) = (hashed.hash, hashed.quality);
            known.add(digest, Known { hash, quality, stands: Stands::Evidence });
        }
    }
    Ok(())
}
