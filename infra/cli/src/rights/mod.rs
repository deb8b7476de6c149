//! `right`: the register of rights.

mod add;
mod desk;
mod document;
mod file;
mod import;
mod list;
mod mandate;
mod picture;
mod seller;
mod show;
mod text;

use case::RightRef;
use clap::Subcommand;
use jiff::tz::TimeZone;
use port::{
    Accounts, Caller, CompiledMarks, Documents, Registry, RightIndex, Staff, StaffRole, Subjects, WallClock,
};
use serde_json::json;

use crate::output::Output;
use crate::staff::actor;

#[derive(Debug, Subcommand)]
pub(crate) enum RightCommand {
    /// Adds a right, or changes the one with its kind, office and number. A changed right is to be verified
    /// again; its documents, mandates, allowed sellers and history stay.
    Add(Box<add::NewRight>),
    /// Shows a right with its history, e.g. trademark/EM/018999001.
    Show {
        /// Kind, office and number.
        right: RightRef,
        /// Names reviewers, too.
        #[arg(long)]
        people: bool,
    },
    /// Lists the rights, those whose renewal is reminded of soonest first.
    List(list::List),
    /// Lists the rights whose owners are to be reminded of the renewal, or notes that one was.
    Reminders(list::Reminders),
    /// Takes over what offices' files say, and adds the rights that are not there yet.
    Import(import::Import),
    /// Compiles the marks that listings are searched for, as the schedule does each hour.
    Compile,
    /// Makes the machine's checks, and says what a reviewer has to confirm.
    Check {
        /// The right.
        right: RightRef,
    },
    /// Verifies a right. Where a check failed, another reviewer has to override it first.
    Verify(desk::Verify),
    /// Overrides a failed check, as it stands now. It does not count when the same person verifies the right: another
    /// reviewer verifies it, or overrides the check, too.
    Override(desk::Override),
    /// Rejects a right.
    Reject(desk::Reject),
    /// Notes that its owner gave a right up. There is no way back.
    Surrender {
        #[command(flatten)]
        decided: desk::Decided,
    },
    /// Notes that a right was assigned: its former owner's people may no longer act under it.
    Assign(desk::Assign),
    /// Evidence for a right.
    #[command(subcommand)]
    Document(document::DocumentCommand),
    /// Pictures beside which those of listings are compared.
    #[command(subcommand)]
    Picture(picture::PictureCommand),
    /// Texts beside which what listings say is compared.
    #[command(subcommand)]
    Text(text::TextCommand),
    /// Sellers that the owner allows to offer its goods.
    #[command(subcommand)]
    Seller(seller::SellerCommand),
    /// Agents who may complain under a right.
    #[command(subcommand)]
    Mandate(mandate::MandateCommand),
}

/// `documents` is asked for by the commands alone that store something there.
pub(crate) async fn run<S, D, C, W>(
    command: RightCommand,
    store: &S,
    documents: impl FnOnce() -> anyhow::Result<D>,
    clock: &C,
    caller: &W,
) -> anyhow::Result<Output>
where
    S: Registry + RightIndex + Accounts + Staff + Subjects,
    D: Documents + CompiledMarks,
    C: WallClock,
    W: Caller,
{
    let by = async || actor(caller, store, StaffRole::Reviewer).await;
    let now = clock.now();
    let today = now.to_zoned(TimeZone::UTC).date();
    match command {
        RightCommand::Add(new) => add::add(*new, store, now).await,
        RightCommand::Show { right, people } => {
            Ok(show::show(&app::register::find(store, &right).await?, today, people))
        }
        RightCommand::List(list) => list.run(store, today).await,
        RightCommand::Reminders(reminders) => reminders.run(store, today).await,
        RightCommand::Import(import) => import.run(store, now).await,
        RightCommand::Compile => compile(store, &documents()?, clock).await,
        RightCommand::Check { right } => desk::check(&right, store, today).await,
        RightCommand::Verify(verify) => verify.run(store, &by().await?, now).await,
        RightCommand::Override(it) => it.run(store, &by().await?, now).await,
        RightCommand::Reject(reject) => reject.run(store, &by().await?, now).await,
        RightCommand::Surrender { decided } => decided.surrender(store, &by().await?, now).await,
        RightCommand::Assign(assign) => assign.run(store, &by().await?, now).await,
        RightCommand::Document(command) => document::run(command, store, documents, by, now).await,
        RightCommand::Picture(command) => picture::run(command, store, documents, by, now).await,
        RightCommand::Text(command) => text::run(command, store, documents, by, now).await,
        RightCommand::Seller(command) => seller::run(command, store, now).await,
        RightCommand::Mandate(command) => mandate::run(command, store, documents, now).await,
    }
}

/// Functions load the marks again every five minutes: by then a new right is known everywhere.
async fn compile<S, D, C>(store: &S, documents: &D, clock: &C) -> anyhow::Result<Output>
where
    S: Registry + RightIndex,
    D: CompiledMarks,
    C: WallClock,
{
    let marks = app::compile_marks(store, documents, clock).await?;
    Ok(Output::new(format!("{marks} marks are compiled"), json!({"marks": marks})))
}

#[cfg(test)]
mod tests;
