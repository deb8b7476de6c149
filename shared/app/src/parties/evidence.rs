//! Evidence: files wait in the inbox, are looked into, and are sealed only when their statement is taken.

use case::Digest;
use contract::complaint::Evidence;
use notice::evidence::inspect;
use notice::{Problem, ProblemKind, Upload, field, limit};
use port::{Documents, Ids, Inbox, InboxKey, TakeError, Unavailable};

use crate::vault::{Encrypted, Keeper};

/// A file that came with a form itself, as a browser without scripts sends it.
#[derive(Debug, Clone, Copy)]
pub struct ReceivedFile<'a> {
    /// Its name, as given.
    pub name: &'a str,
    /// Its media type, as declared.
    pub media: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// Leaves `files` in the inbox, as if a script had uploaded them, and adds them to `uploads`: so they are not lost
/// when the form has to be corrected. Files that cannot be evidence are left nowhere: what is wrong with them is
/// returned.
///
/// # Errors
/// [`Unavailable`] when the inbox cannot be used now.
pub async fn leave_files<I: Inbox, R: Ids>(
    (inbox, ids): (&I, &R),
    files: &[ReceivedFile<'_>],
    uploads: &mut Vec<Upload>,
) -> Result<Vec<Problem>, Unavailable> {
    let mut problems = Vec::new();
    for file in files {
        if uploads.len() == limit::FILES {
            problems.push(Problem::new(field::EVIDENCE, ProblemKind::TooManyFiles { limit: limit::FILES }));
            break;
        }
        match inspect(file.media, file.name, file.bytes) {
            Ok(accepted) => {
                let key = InboxKey::new(ids.random());
                inbox.leave(&key, file.bytes, accepted.media).await?;
                let name = file.name.chars().filter(|c| !c.is_control()).take(limit::NAME).collect();
                uploads.push(Upload { key: key.as_str().to_owned(), name });
            }
            Err(problem) => problems.push(problem),
        }
    }
    Ok(problems)
}

/// A file that can be evidence, not sealed yet.
#[derive(Debug)]
pub(crate) struct EvidenceFile {
    pub(crate) digest: Digest,
    pub(crate) bytes: Vec<u8>,
    media: &'static str,
    name: String,
}

/// Why uploads cannot be evidence.
#[derive(Debug)]
pub(crate) enum EvidenceError {
    /// What is wrong with each that cannot.
    Invalid(Vec<Problem>),
    Unavailable(Unavailable),
}

/// Takes the uploads from the inbox, or says what is wrong with each that cannot be evidence. Nothing is stored.
pub(crate) async fn take_files<I: Inbox>(
    inbox: &I,
    uploads: &[Upload],
) -> Result<Vec<EvidenceFile>, EvidenceError> {
    let mut taken: Vec<EvidenceFile> = Vec::new();
    let mut problems = Vec::new();
    for (index, upload) in uploads.iter().enumerate() {
        let name = || upload.name.clone();
        let problem = |kind| Problem::new(field::EVIDENCE, kind);
        let Some(key) = InboxKey::parse(&upload.key) else {
            problems.push(problem(ProblemKind::BadUpload { index }));
            continue;
        };
        match inbox.take(&key, limit::FILE_BYTES as u64).await {
            Ok((bytes, declared)) => match inspect(&declared, &upload.name, &bytes) {
                Ok(accepted) => {
                    let digest = Digest::of(&bytes);
                    if taken.iter().all(|known| known.digest != digest) {
                        taken.push(EvidenceFile { digest, bytes, media: accepted.media, name: name() });
                    }
                }
                Err(found) => problems.push(found),
            },
            Err(TakeError::Missing) => problems.push(problem(ProblemKind::FileGone { name: name() })),
            Err(TakeError::TooLarge) => {
                problems.push(problem(ProblemKind::FileTooLarge { name: name(), limit: limit::FILE_BYTES }));
            }
            Err(TakeError::Unavailable(error)) => return Err(EvidenceError::Unavailable(error)),
        }
    }
    if problems.is_empty() { Ok(taken) } else { Err(EvidenceError::Invalid(problems)) }
}

/// The files as a pending complaint names them: by the digests of what was uploaded.
pub(crate) fn named(files: &[EvidenceFile]) -> Vec<Evidence> {
    let named = |file: &EvidenceFile| Evidence {
        digest: file.digest.to_string(),
        media: file.media.to_owned(),
        size: file.bytes.len() as u64,
        name: file.name.clone(),
    };
    files.iter().map(named).collect()
}

/// Files of one party, encrypted and not sealed yet.
#[derive(Debug)]
pub(crate) struct EncryptedFiles(Vec<(Encrypted, &'static str, String)>);

impl EncryptedFiles {
    /// The files of `keeper`'s party.
    pub(crate) fn of(keeper: &Keeper, files: Vec<EvidenceFile>) -> Result<Self, Unavailable> {
        let encrypt = |file: EvidenceFile| Ok((keeper.encrypt(file.bytes)?, file.media, file.name));
        files.into_iter().map(encrypt).collect::<Result<_, _>>().map(Self)
    }

    /// The files as a document names them: by the digests that they have once sealed.
    pub(crate) fn named(&self) -> Vec<Evidence> {
        let named = |(file, media, name): &(Encrypted, &'static str, String)| Evidence {
            digest: file.digest.to_string(),
            media: (*media).to_owned(),
            size: file.size,
            name: name.clone(),
        };
        self.0.iter().map(named).collect()
    }

    /// Seals them.
    pub(crate) async fn seal<D: Documents>(&self, documents: &D) -> Result<(), Unavailable> {
        for (file, media, _) in &self.0 {
            file.seal(documents, media).await?;
        }
        Ok(())
    }
}
