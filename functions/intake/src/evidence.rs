//! Evidence: uploads are taken from the inbox, looked into, and sealed.

use contract::complaint::Evidence;
use notice::evidence::inspect;
use notice::{Problem, ProblemKind, Upload, field, limit};
use port::{Documents as _, Inbox as _, InboxKey, TakeError, Unavailable};

use crate::{Intake, Ports};

/// Seals all uploads, or says what is wrong with each. Nothing is sealed unless all of them can be.
pub(crate) async fn seal_all<P: Ports>(
    intake: &Intake<P>,
    uploads: &[Upload],
) -> Result<Result<Vec<Evidence>, Vec<Problem>>, Unavailable> {
    let mut taken = Vec::new();
    let mut problems = Vec::new();
    for (index, upload) in uploads.iter().enumerate() {
        let name = || upload.name.clone();
        let problem = |kind| Problem::new(field::EVIDENCE, kind);
        let Some(key) = InboxKey::parse(&upload.key) else {
            problems.push(problem(ProblemKind::BadUpload { index }));
            continue;
        };
        match intake.inbox.take(&key, limit::FILE_BYTES as u64).await {
            Ok((bytes, declared)) => match inspect(&declared, &upload.name, &bytes) {
                Ok(accepted) => taken.push((upload, bytes, accepted.media)),
                Err(found) => problems.push(found),
            },
            Err(TakeError::Missing) => problems.push(problem(ProblemKind::FileGone { name: name() })),
            Err(TakeError::TooLarge) => {
                problems.push(problem(ProblemKind::FileTooLarge { name: name(), limit: limit::FILE_BYTES }))
            }
            Err(TakeError::Unavailable(error)) => return Err(error),
        }
    }
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let mut evidence: Vec<Evidence> = Vec::new();
    for (upload, bytes, media) in taken {
        let sealed = intake.documents.seal(&bytes, media).await?;
        let digest = sealed.digest.to_string();
        if evidence.iter().all(|known| known.digest != digest) {
            let name = upload.name.clone();
            evidence.push(Evidence { digest, media: sealed.media, size: sealed.size, name });
        }
    }
    Ok(Ok(evidence))
}
