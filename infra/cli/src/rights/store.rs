//! Rights loaded and stored.

use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use case::{Digest, RightRef};
use jiff::civil::Date;
use port::{Committed, Documents, Registry, RightIndex};
use register::Right;
use register::right::{Document, DocumentKind, Standing};

/// How often a right is loaded again because somebody else changed it meanwhile.
const ATTEMPTS: usize = 3;
/// The largest file read, in bytes.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// The right named `right`.
pub(super) async fn find<S: Registry>(store: &S, right: &RightRef) -> anyhow::Result<Right> {
    known(store, right).await?.with_context(|| format!("the register has no right {right}"))
}

/// The right named `right`, if there is one.
pub(super) async fn known<S: Registry>(store: &S, right: &RightRef) -> anyhow::Result<Option<Right>> {
    Ok(store.rights(std::slice::from_ref(right)).await?.pop().flatten())
}

/// Loads a right, changes it by `edit` and stores it; again when somebody else changed it meanwhile.
pub(super) async fn change<S: Registry, T>(
    store: &S,
    right: &RightRef,
    edit: impl Fn(&mut Right) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    for _ in 0..ATTEMPTS {
        let mut loaded = find(store, right).await?;
        let before = loaded.clone();
        let done = edit(&mut loaded)?;
        if loaded == before || store.put_right(&loaded).await? == Committed::Done {
            return Ok(done);
        }
    }
    bail!("others keep changing {right}; try again")
}

/// Sets when the owner of a right is next to be reminded, after its facts have changed.
pub(super) fn schedule(right: &mut Right, today: Date) {
    let over = matches!(right.standing(today), Standing::Surrendered | Standing::Assigned);
    let yesterday = today.yesterday().unwrap_or(today);
    right.remind_on = if over { None } else { policy::next_reminder(right.expires_on, yesterday) };
}

/// Seals a file as a document of `right`, which is not stored yet, and notes it as such.
pub(super) async fn seal<S: RightIndex, D: Documents>(
    file: &Path,
    right: &RightRef,
    store: &S,
    documents: &D,
) -> anyhow::Result<Digest> {
    let bytes = read(file)?;
    let name = file.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let accepted = notice::evidence::inspect("", &name, &bytes);
    let accepted =
        accepted.map_err(|problem| anyhow::anyhow!("{} is not taken: {}", file.display(), problem.code()))?;
    let sealed = documents.seal(&bytes, accepted.media).await?;
    store.note_document(sealed.digest, right).await?;
    Ok(sealed.digest)
}

/// Adds a sealed document to a right.
pub(super) fn attach(
    right: &mut Right,
    digest: Digest,
    kind: DocumentKind,
    now: jiff::Timestamp,
) -> anyhow::Result<bool> {
    Ok(right.add_document(Document { digest, kind, added_at: now })?)
}

/// The bytes of a file.
pub(super) fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    let cannot = || format!("{} cannot be read", file.display());
    let size = std::fs::metadata(file).with_context(cannot)?.len();
    ensure!(size > 0, "{} is empty", file.display());
    ensure!(size <= MOST_BYTES, "{} is larger than {MOST_BYTES} bytes", file.display());
    std::fs::read(file).with_context(cannot)
}
