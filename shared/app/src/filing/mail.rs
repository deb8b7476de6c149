//! A mail as evidence: sealed whole, byte for byte, and each attachment that can be evidence beside it.

use case::Digest;
use contract::complaint::Evidence;
use notice::mail::MailReading;
use port::{Documents, Unavailable};

use crate::vault::Keeper;

/// Seals a mail of `keeper`'s party, and those of its attachments that can be evidence. The others are in the mail.
///
/// # Errors
/// [`Unavailable`] when something cannot be sealed now.
pub async fn seal_mail<D: Documents>(
    (documents, keeper): (&D, &Keeper),
    raw: &[u8],
    reading: &MailReading,
) -> Result<(Digest, Vec<Evidence>), Unavailable> {
    let original = keeper.seal(documents, raw.to_vec(), "message/rfc822").await?.digest;
    let mut evidence = Vec::new();
    for attachment in &reading.attachments {
        match notice::evidence::inspect(&attachment.media, &attachment.name, &attachment.bytes) {
            Ok(accepted) => {
                let sealed = keeper.seal(documents, attachment.bytes.clone(), accepted.media).await?;
                evidence.push(Evidence {
                    digest: sealed.digest.to_string(),
                    media: sealed.media,
                    size: sealed.size,
                    name: attachment.name.clone(),
                });
            }
            Err(problem) => tracing::info!(why = problem.code(), "attachment not taken as evidence"),
        }
    }
    Ok((original, evidence))
}
