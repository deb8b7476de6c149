//! A reply by mail to a case's letters.

use case::{PartyAct, Side};
use port::{Cases, Documents, Nudges, StoredCase, Subjects, WallClock};

use super::statement::{StatementError, taken};
use crate::vault::Keeper;
use crate::{ChangeError, change, send_nudges};

/// Adds the mail `raw` of their complainant to those of `cases` that take it. The mail is sealed byte for byte, once a
/// case takes it. Its sender must be proved, and the complainant of them all. What it says changes no case.
///
/// # Errors
/// [`StatementError::Change`] when no case takes it, for the reason of the first.
pub async fn reply_by_mail<S: Cases + Subjects, D: Documents, N: Nudges, C: WallClock>(
    (store, documents, nudges, clock): (&S, &D, &N, &C),
    cases: Vec<StoredCase>,
    raw: &[u8],
) -> Result<(), StatementError> {
    let Some(first) = cases.first() else { return Ok(()) };
    let keeper = Keeper::of(store, first.case.filing.complainant).await?.ok_or(StatementError::Erased)?;
    let mail = keeper.encrypt(raw.to_vec())?;
    let document = mail.digest;
    let mut open = Vec::new();
    let mut refusal = None;
    for stored in cases {
        match taken(&stored, Side::Complainant, PartyAct::Message, document) {
            Ok(command) => open.push((stored, command)),
            Err(illegal) => {
                refusal.get_or_insert(illegal);
            }
        }
    }
    if let Some(illegal) = refusal.filter(|_| open.is_empty()) {
        return Err(ChangeError::from(illegal).into());
    }
    mail.seal(documents, "message/rfc822").await?;
    for (stored, command) in open {
        let changed = change(store, stored, &Side::Complainant.actor(), &[command], clock.now()).await?;
        send_nudges(nudges, clock, changed.nudges()).await;
    }
    Ok(())
}
