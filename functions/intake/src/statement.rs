//! What a party writes about a case: sealed, then made a command, then whatever the case owes is nudged.

use case::{Actor, Command, Digest, Side};
use contract::statement::{Statement, StatementKind};
use port::{Clock as _, Documents as _, StoredCase};
use step::{change, follow_ups, send_follow_ups};
use web::page::FieldError;

use crate::reply::Failure;
use crate::{Intake, Ports};

/// Most characters of a party's statement.
const MOST_TEXT: usize = 10_000;
/// Most characters of a name.
pub(crate) const MOST_NAME: usize = 200;

/// Seals what a party wrote.
pub(crate) async fn seal<P: Ports>(
    intake: &Intake<P>,
    stored: &StoredCase,
    kind: StatementKind,
    by: Side,
    name: &str,
    text: &str,
) -> Result<Digest, Failure> {
    let statement =
        Statement { kind, case: stored.case.id, by, name: name.to_owned(), text: text.to_owned() };
    Ok(intake.documents.seal(&statement.encode(), "application/json").await?.digest)
}

/// Asks a command of a case and nudges what it then owes.
pub(crate) async fn ask<P: Ports>(
    intake: &Intake<P>,
    stored: StoredCase,
    by: &Actor,
    command: Command,
) -> Result<StoredCase, Failure> {
    let changed = change(&intake.store, stored, by, &[command], intake.clock.now()).await?;
    send_follow_ups(&intake.nudges, &intake.clock, follow_ups(&changed.stored.case)).await;
    Ok(changed.stored)
}

/// What is wrong with a statement.
pub(crate) fn text_errors(text: &str, required: bool) -> Vec<FieldError> {
    if required && text.trim().is_empty() {
        vec![FieldError::new("text", "required")]
    } else if text.chars().count() > MOST_TEXT {
        vec![FieldError::new("text", "too_long").with("most", MOST_TEXT)]
    } else {
        Vec::new()
    }
}
