//! A reply by mail to a case's letters.

use case::{Illegal, PartyAct, Side};
use port::{Cases, Clock, Documents, Nudges, StoredCase, Subjects};

use super::statement::{StatementError, taken};
use super::withdraw::withdraw_case;
use crate::vault::Keeper;
use crate::{ChangeError, change, nudges_owed, send_nudges};

/// Adds the mail `raw` of their complainant to those of `cases` that take it; where it takes the complaint back
/// (`withdraws`), these are withdrawn as far as they still can be. The mail is sealed byte for byte, once a case
/// takes it. Its sender must be proved, and the complainant of them all.
///
/// # Errors
/// [`StatementError::Change`] when no case takes it, for the reason of the first. That a complaint is taken back
/// whose cases have all ended is none: there is nothing to do.
pub async fn reply_by_mail<S: Cases + Subjects, D: Documents, N: Nudges, C: Clock>(
    (store, documents, nudges, clock): (&S, &D, &N, &C),
    cases: Vec<StoredCase>,
    raw: &[u8],
    withdraws: bool,
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
    match refusal {
        Some(Illegal::NotNow { .. }) if open.is_empty() && withdraws => return Ok(()),
        Some(illegal) if open.is_empty() => return Err(ChangeError::from(illegal).into()),
        _ => {}
    }
    mail.seal(documents, "message/rfc822").await?;
    for (stored, command) in open {
        let changed = change(store, stored, &Side::Complainant.actor(), &[command], clock.now()).await?;
        send_nudges(nudges, clock, nudges_owed(&changed.stored.case)).await;
        if withdraws {
            withdraw_case((store, nudges, clock), changed.stored).await?;
        }
    }
    Ok(())
}
