//! What a party writes about a case, with the files that belong to it: sealed, then made a command, then
//! whatever the case owes is nudged.

use app::{change, nudges_owed, send_nudges};
use case::{Actor, Command, Digest, Side};
use contract::complaint::Evidence;
use contract::statement::{Statement, StatementKind};
use notice::{Problem, Upload, field};
use port::{Clock as _, Documents as _, StoredCase};
use web::page::FieldError;

use crate::posted::Posted;
use crate::reply::Failure;
use crate::{Intake, Ports, evidence};

/// Most characters of a party's statement.
const MOST_TEXT: usize = 10_000;
/// Most characters of a name.
pub(crate) const MOST_NAME: usize = 200;

/// What a party wrote and attached.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) uploads: Vec<Upload>,
}

/// What has to be mended in what a party sent; `None` when it was done.
pub(crate) type Mending = Option<(Said, Vec<FieldError>)>;

/// What is demanded of what a party sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Demand {
    /// Words.
    Words,
    /// Words or files.
    Something,
    /// Nothing.
    Nothing,
}

impl Said {
    /// Reads what was sent with the words `text`, and what is wrong with it.
    pub(crate) async fn read<P: Ports>(
        intake: &Intake<P>,
        posted: &Posted,
        text: &str,
        demand: Demand,
    ) -> Result<(Self, Vec<FieldError>), Failure> {
        let reading = notice::form::read(&posted.fields);
        let of_files = reading.problems.into_iter().filter(|problem| problem.field == field::EVIDENCE);
        let mut problems: Vec<Problem> = of_files.collect();
        let mut draft = reading.draft;
        problems.extend(posted.leave_files(intake, &mut draft).await?);
        let mut errors: Vec<FieldError> = problems.iter().map(FieldError::from).collect();
        let lacks = match demand {
            Demand::Words => text.trim().is_empty(),
            Demand::Something => text.trim().is_empty() && draft.uploads.is_empty(),
            Demand::Nothing => false,
        };
        if lacks {
            errors.push(FieldError::new("text", "required"));
        } else if text.chars().count() > MOST_TEXT {
            errors.push(FieldError::new("text", "too_long").with("most", MOST_TEXT));
        }
        Ok((Self { text: text.trim().to_owned(), uploads: draft.uploads }, errors))
    }

    /// The files as a form names them.
    pub(crate) fn files(&self) -> Vec<String> {
        self.uploads.iter().map(|upload| format!("{} {}", upload.key, upload.name)).collect()
    }

    /// Seals the files, or says what is wrong with them.
    pub(crate) async fn seal_files<P: Ports>(
        &self,
        intake: &Intake<P>,
    ) -> Result<Result<Vec<Evidence>, Vec<FieldError>>, Failure> {
        let sealed = evidence::seal_all(intake, &self.uploads).await?;
        Ok(sealed.map_err(|problems| problems.iter().map(FieldError::from).collect()))
    }

    /// Seals it as a statement about a case.
    pub(crate) async fn seal<P: Ports>(
        &self,
        intake: &Intake<P>,
        stored: &StoredCase,
        (kind, by, name): (StatementKind, Side, &str),
        evidence: Vec<Evidence>,
    ) -> Result<Digest, Failure> {
        let (name, text) = (name.to_owned(), self.text.clone());
        let statement = Statement { kind, case: stored.case.id, by, name, text, evidence };
        Ok(intake.documents.seal(&statement.encode(), "application/json").await?.digest)
    }
}

/// Asks a command of a case and nudges what it then owes.
pub(crate) async fn ask<P: Ports>(
    intake: &Intake<P>,
    stored: StoredCase,
    by: &Actor,
    command: Command,
) -> Result<StoredCase, Failure> {
    let changed = change(&intake.store, stored, by, &[command], intake.clock.now()).await?;
    send_nudges(&intake.nudges, &intake.clock, nudges_owed(&changed.stored.case)).await;
    Ok(changed.stored)
}
