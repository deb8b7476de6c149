//! What was judged of a listing, kept with the case before the judgement is recorded.
//!
//! It is the seller's data: compressed, then encrypted under the seller's data key, as statements are. The record
//! names the digest of the document itself, not of what is stored, so that a reader of the document can compare
//! it with the case's hash chain. A salt in it, which follows from the key, keeps the digest from telling anything once
//! the key is erased.

use std::io::{Read as _, Write as _};

use case::{Case, CaseId, Digest, Event, PartyId, Recorded, Subject};
use contract::snapshot::{Cut, Shown, Snapshot};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use port::{ListingView, Snapshots, Subjects, Unavailable};
use serde::Serialize;

use crate::vault::{Keeper, OpenError, decrypted};

/// The most bytes that are kept of a title, a text, an address, any other single field, and a list.
const MOST_TITLE: usize = 1_000;
const MOST_TEXT: usize = 8_000;
const MOST_URL: usize = 2_000;
const MOST_OTHER: usize = 500;
const MOST_LIST: usize = 4_000;
/// More than any document that is kept.
const MOST_DOCUMENT: u64 = 200_000;

/// Keeps what the marketplace said of a case's listing, and tells its digest. The same listing of the same case twice
/// is the same snapshot.
///
/// # Errors
/// [`Unavailable`] when it cannot be kept now, or the seller was erased a moment ago.
pub async fn keep_snapshot<S: Snapshots + Subjects>(
    store: &S,
    case: &Case,
    seller: Option<PartyId>,
    view: &ListingView,
) -> Result<Digest, Unavailable> {
    let keeper = match seller {
        Some(party) => Keeper::of_writer(store, party).await?,
        None => {
            let seller = Subject::of_seller(&case.filing.listing.marketplace, &view.seller_id);
            Keeper::of_subject(store, &seller).await?
        }
    };
    let document = snapshot_of(case, view, keeper.salt(case.id)).encode();
    let digest = Digest::of(&document);
    let deflated = deflated(&document).map_err(|error| Unavailable::new("snapshot", "compressing", error))?;
    store.keep_snapshot(case.id, digest, keeper.encrypt(deflated)?.bytes()).await?;
    Ok(digest)
}

/// Reads a snapshot of a case, and compares it with the digest that its record names.
///
/// # Errors
/// [`OpenError`]; [`OpenError::Altered`] also when it is not what the digest was made of.
pub async fn open_snapshot<S: Snapshots + Subjects>(
    store: &S,
    case: CaseId,
    digest: Digest,
) -> Result<Vec<u8>, OpenError> {
    let stored = store.snapshot(case, digest).await?.ok_or(OpenError::Missing(digest))?;
    let document = inflated(&decrypted(store, digest, stored).await?).ok_or(OpenError::Altered(digest))?;
    if Digest::of(&document) == digest { Ok(document) } else { Err(OpenError::Altered(digest)) }
}

/// The snapshots that the records of a case name, the last one last.
pub fn snapshots_in(log: &[Recorded]) -> impl Iterator<Item = (&Recorded, Digest)> {
    log.iter().filter_map(|recorded| match &recorded.event {
        Event::Judged(record) => Some((recorded, record.snapshot?)),
        _ => None,
    })
}

fn snapshot_of(case: &Case, view: &ListingView, salt: String) -> Snapshot {
    let mut cut = Vec::new();
    let mut short = |field: &str, text: &str, most: usize| shortened(field, text, most, &mut cut);
    let title = short("title", &view.title, MOST_TITLE);
    let text = short("text", &view.text, MOST_TEXT);
    let url = short("url", &view.url, MOST_URL);
    let seller = short("seller", &view.seller_id, MOST_OTHER);
    let version = short("version", &view.version(), MOST_OTHER);
    let price = view.price.as_ref();
    let price = price.map(|it| [("amount", &it.amount), ("currency", &it.currency)]);
    let price = price.map(|both| both.map(|(field, text)| short(field, text, MOST_OTHER)));
    let attributes = view.attributes.iter().map(|it| [it.name.clone(), it.value.clone()]).collect();
    let shown = view.pictures.iter();
    let shown = shown.map(|it| Shown { id: it.id.to_string(), sha256: it.digest.map(|it| it.to_string()) });
    Snapshot {
        case: case.id.to_string(),
        listing: case.filing.listing.to_string(),
        version,
        visible: view.visible,
        url,
        title,
        text,
        attributes: fitting("attributes", attributes, &mut cut),
        classes: fitting("classes", view.classes.clone(), &mut cut),
        price,
        seller,
        pictures: fitting("pictures", shown.collect(), &mut cut),
        cut,
        salt,
    }
}

/// The beginning of a text that is too long; that it was cut is noted.
fn shortened(field: &str, text: &str, most: usize, cut: &mut Vec<Cut>) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    cut.push(cut_of(field, text.as_bytes()));
    text.get(..text.floor_char_boundary(most)).unwrap_or_default().to_owned()
}

/// The first elements of a list that is too long as JSON; that it was cut is noted, with the digest of that JSON.
fn fitting<T: Serialize>(field: &str, mut all: Vec<T>, cut: &mut Vec<Cut>) -> Vec<T> {
    // Strings and numbers always serialise.
    let whole = serde_json::to_vec(&all).unwrap_or_default();
    if whole.len() > MOST_LIST {
        cut.push(cut_of(field, &whole));
        // The brackets take two bytes, and the last element has no comma.
        let mut left = MOST_LIST - 1;
        let fits = all.iter().take_while(|it| {
            let size = serde_json::to_vec(it).map_or(usize::MAX, |bytes| bytes.len().saturating_add(1));
            let rest = left.checked_sub(size);
            left = rest.unwrap_or(0);
            rest.is_some()
        });
        let fits = fits.count();
        all.truncate(fits);
    }
    all
}

fn cut_of(field: &str, whole: &[u8]) -> Cut {
    Cut { field: field.to_owned(), bytes: whole.len() as u64, sha256: Digest::of(whole).to_string() }
}

fn deflated(document: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    packed.write_all(document)?;
    packed.finish()
}

fn inflated(packed: &[u8]) -> Option<Vec<u8>> {
    let mut document = Vec::new();
    DeflateDecoder::new(packed).take(MOST_DOCUMENT).read_to_end(&mut document).ok()?;
    Some(document)
}
