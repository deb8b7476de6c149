//! What a party's form says about a case, read; and what the other side has stated, shown.

use app::parties::{PartyStatement, ReceivedFile, StatementText, leave_files, offer_file, statement_text};
use case::{Language, Side};
use http_kit::{Failure, PostedFile, PostedForm};
use notice::{Problem, Reading, field};
use port::StoredCase;
use web::StatementCopy;
use web::page::Received;

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

/// What `to` receives of the other side's statements about a counter-notice.
pub(crate) async fn received<P: Ports>(
    intake: &Intake<P>,
    language: Language,
    stored: &StoredCase,
    to: Side,
) -> Result<Vec<Received>, Failure> {
    let mut received = Vec::new();
    for it in stored.case.handed_on(&stored.log, to) {
        let copy = match statement_text(&intake.documents, &intake.store, it.document).await? {
            StatementText::Words(statement) => (*statement).into(),
            StatementText::Erased => StatementCopy::erased(language),
            StatementText::None => continue,
        };
        received.push(Received { of: it.of, act: it.act, copy });
    }
    Ok(received)
}

/// Where file number `number` of the statement that came with event number `of` is downloaded.
pub(crate) async fn file<P: Ports>(
    intake: &Intake<P>,
    receiver: (&StoredCase, Side),
    (of, number): (u32, usize),
) -> Result<String, Failure> {
    let ports = (&intake.documents, &intake.store, &intake.inbox, &intake.ids);
    offer_file(ports, receiver, (of, number)).await?.ok_or(Failure::NotFound)
}
