//! What a party's form says about a case, read.

use app::parties::{PartyStatement, ReceivedFile, leave_files};
use http_kit::{Failure, PostedFile, PostedForm};
use notice::{Problem, Reading, field};

use crate::{Intake, Ports};

/// Leaves the files of a form in the inbox, and adds them to what was read.
pub(crate) async fn leave<'a, P: Ports>(
    intake: &Intake<P>,
    posted: &'a PostedForm,
    reading: &mut Reading,
) -> Result<(), Failure> {
    let received =
        |file: &'a PostedFile| ReceivedFile { name: &file.name, media: &file.media, bytes: &file.bytes };
    let files: Vec<ReceivedFile<'a>> = posted.files.iter().map(received).collect();
    let problems = leave_files((&intake.inbox, &intake.ids), &files, &mut reading.draft.uploads).await?;
    reading.problems.extend(problems);
    Ok(())
}

/// The statement with the words `text` and the form's files.
pub(crate) async fn read<P: Ports>(
    intake: &Intake<P>,
    posted: &PostedForm,
    text: &str,
) -> Result<PartyStatement, Failure> {
    let mut reading = notice::form::read(&posted.fields);
    reading.problems.retain(|problem: &Problem| problem.field == field::EVIDENCE);
    leave(intake, posted, &mut reading).await?;
    let Reading { draft, problems } = reading;
    Ok(PartyStatement {
        text: text.trim().to_owned(),
        uploads: draft.uploads,
        problems,
        ..PartyStatement::default()
    })
}
