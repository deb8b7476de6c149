//! `goodfaith`, the operating tool: registers rights and marketplaces, shows and exports cases, decides what
//! waits at the desk, and moves messages back that were put aside.
//!
//! It uses the adapters through the same ports as the functions do, and every change of a case goes through
//! the same decisions: the tool can do nothing that the domain refuses.

mod accounts;
mod cases;
mod day;
mod deadline;
mod demo;
mod desk;
mod mail;
mod marketplaces;
mod match_;
mod messages;
mod misuse;
mod output;
mod parties;
mod picture;
mod read;
mod register;
mod rights;
mod rules;
mod schedule;
mod settings;
mod staff;
mod standing;
mod territory;
mod url;
mod wiring;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::output::Output;
use crate::wiring::Wiring;

/// The operating tool of Goodfaith.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
struct Arguments {
    /// File of KEY=VALUE lines for what the environment does not set; else `.local/env` here or above.
    #[arg(long, global = true, value_name = "FILE")]
    env_file: Option<PathBuf>,
    /// Answers in JSON.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The demo data of an installation on one machine.
    #[command(subcommand)]
    Demo(demo::DemoCommand),
    /// The register of rights.
    #[command(subcommand)]
    Right(rights::RightCommand),
    /// The marketplaces of this installation.
    #[command(subcommand)]
    Marketplace(marketplaces::MarketplaceCommand),
    /// Brand accounts, their API keys and webhooks.
    #[command(subcommand)]
    Account(accounts::AccountCommand),
    /// A case and its history.
    #[command(subcommand)]
    Case(cases::CaseCommand),
    /// When a case's clocks end, and everything that this follows from.
    Deadline(deadline::Arguments),
    /// The rules by which cases are decided.
    #[command(subcommand)]
    Rules(rules::RulesCommand),
    /// What waits for a person, and the person's decisions.
    #[command(subcommand)]
    Desk(desk::DeskCommand),
    /// The people who decide.
    #[command(subcommand)]
    Staff(staff::StaffCommand),
    /// Shows by which identity you call, and who that is on the staff.
    Whoami,
    /// Complainants' standing in the good-faith programme.
    #[command(subcommand)]
    Standing(standing::StandingCommand),
    /// Misuse by complainants and sellers.
    #[command(subcommand)]
    Misuse(misuse::MisuseCommands),
    /// Who parties are.
    #[command(subcommand)]
    Party(parties::PartyCommand),
    /// Raw mails.
    #[command(subcommand)]
    Mail(mail::MailCommand),
    /// The PDQ hashes of pictures in files, one line of JSON each. Nothing is stored or sent.
    Picture(picture::Picture),
    /// What is understood of notices in files, one line of JSON each. Nothing is stored or sent.
    Read(read::Read),
    /// The marks in titles of listings, one line of JSON each. Nothing is stored or sent.
    Match(match_::Match),
    /// What is understood of the files of trade mark and design offices, and which rights are in force: one line of
    /// JSON each. Nothing is stored or sent.
    Register(register::Register),
    /// Which listings the addresses in a file name, one line of JSON each. Nothing is fetched.
    Url(url::Urls),
    /// Writes the report of a day and prints its figures.
    Report {
        /// The day (UTC), e.g. 2026-11-21; today when left out.
        #[arg(value_parser = day::day)]
        day: Option<jiff::civil::Date>,
    },
    /// Looks once at everything that is due, as the schedule does each minute.
    Sweep,
    /// Messages that could never succeed.
    #[command(subcommand)]
    Rejects(messages::RejectsCommand),
    /// Messages that failed too often.
    #[command(subcommand)]
    DeadLetters(messages::DeadLettersCommand),
}

async fn run(command: Command, wiring: &Wiring) -> anyhow::Result<Output> {
    use port::{RandomIds, SystemClock};
    match command {
        Command::Demo(command) => {
            demo::run(command, &wiring.store()?, &SystemClock, &RandomIds, wiring).await
        }
        Command::Right(command) => {
            rights::run(command, &wiring.store()?, || wiring.documents(), &SystemClock, &wiring.caller()?)
                .await
        }
        Command::Marketplace(command) => marketplaces::run(command, &wiring.store()?).await,
        Command::Account(command) => accounts::run(command, &wiring.store()?, &SystemClock, &RandomIds).await,
        Command::Case(command) => cases::run(command, &wiring.store()?, || wiring.documents()).await,
        Command::Deadline(arguments) => deadline::run(arguments, || wiring.store()).await,
        Command::Rules(command) => {
            let trying = || Ok((wiring.documents()?, wiring.marketplaces()?, wiring.programme()?));
            rules::run(command, &wiring.store()?, &SystemClock, &wiring.caller()?, trying).await
        }
        Command::Desk(command) => {
            let (store, queues) = (wiring.store()?, wiring.queues()?);
            let (documents, inbox) = (wiring.documents()?, wiring.inbox()?);
            let ports = (&store, &documents, &queues, &inbox);
            desk::run(command, ports, wiring, &SystemClock, &wiring.caller()?).await
        }
        Command::Staff(command) => staff::run(command, &wiring.store()?).await,
        Command::Whoami => staff::whoami(&wiring.caller()?, &wiring.store()?).await,
        Command::Standing(command) => {
            standing::run(command, &wiring.store()?, &SystemClock, &wiring.programme()?).await
        }
        Command::Misuse(command) => {
            misuse::run(command, &wiring.store()?, &SystemClock, &wiring.caller()?).await
        }
        Command::Party(command) => {
            let (store, inbox) = (wiring.store()?, wiring.inbox()?);
            parties::run(command, (&store, &inbox), &SystemClock, &wiring.caller()?).await
        }
        Command::Mail(command) => mail::run(command, &wiring.inbox()?).await,
        Command::Picture(command) => Ok(picture::run(&command)),
        Command::Read(command) => Ok(Output::new(read::run(&command)?, serde_json::Value::Null)),
        Command::Match(command) => {
            match_::run(&command, &mut std::io::BufWriter::new(std::io::stdout().lock()))?;
            Ok(Output::new("", serde_json::Value::Null))
        }
        Command::Register(command) => {
            Ok(Output::new(register::run(&command, &SystemClock)?, serde_json::Value::Null))
        }
        Command::Url(command) => Ok(Output::new(url::run(&command)?, serde_json::Value::Null)),
        Command::Report { day } => {
            schedule::report(&wiring.store()?, &wiring.documents()?, &SystemClock, day).await
        }
        Command::Sweep => schedule::sweep(&wiring.store()?, &wiring.queues()?, &SystemClock).await,
        Command::Rejects(command) => messages::rejects(command, wiring).await,
        Command::DeadLetters(command) => messages::dead_letters(command, wiring).await,
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Answers go to standard output alone.
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_max_level(tracing_subscriber::filter::LevelFilter::WARN)
        .init();
    match answer(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // An error that cannot be written has nowhere to be reported; the exit status tells.
            let _lost = writeln!(std::io::stderr().lock(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn answer(arguments: Arguments) -> anyhow::Result<()> {
    let wiring = Wiring::new(settings::load(arguments.env_file.as_deref(), &std::env::current_dir()?)?);
    // Boxed, or the compiler meets its depth limit.
    let output = match Box::pin(run(arguments.command, &wiring)).await {
        // The reader has read enough, as `head` does.
        Err(error) if is_broken_pipe(&error) => return Ok(()),
        output => output?,
    };
    // What was written as it was found, or could not be answered, needs no line.
    if !output.text.is_empty() {
        match writeln!(std::io::stdout().lock(), "{}", output.print(arguments.json)?) {
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
            written => written?,
        }
    }
    anyhow::ensure!(output.errors.is_empty(), output.errors.join("\nerror: "));
    Ok(())
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From now on it is `name`, a member of staff with every role, who calls.
    pub(crate) async fn call_as(world: &testkit::world::World, name: &str) {
        let arn = format!("arn:aws:iam::123456789012:user/{name}");
        world.look().caller.clone_from(&arn);
        let roles = port::StaffRole::ALL.to_vec();
        app::staff::add(world, arn.parse().unwrap(), name.parse().unwrap(), roles).await.unwrap();
    }

    /// The command that these arguments ask for.
    pub(crate) fn parsed(line: &str) -> Result<Command, clap::Error> {
        let words = std::iter::once("goodfaith").chain(line.split_whitespace());
        Arguments::try_parse_from(words).map(|arguments| arguments.command)
    }

    #[test]
    fn the_description_of_the_arguments_is_consistent() {
        use clap::CommandFactory as _;
        Arguments::command().debug_assert();
    }

    /// Asserts that the manual's `lines` are commands.
    fn assert_understood(lines: &[&str]) {
        for line in lines {
            parsed(line).unwrap_or_else(|err| panic!("{line}: {err}"));
        }
    }

    #[test]
    fn commands_of_the_register_are_understood() {
        assert_understood(&[
            "right add --kind trademark --office EM --number 018999001 --title NORTHLIGHT --owner Northlight \
             --status registered --expires 2033-05-01 --territory EU US --holder a@b.example c@d.example",
            "right add --kind copyright --title Lights --owner Ada --status unregistered --territory EU --holder \
             a@b.example --account northlight",
            "right add --kind trademark --office EM --number 1 --title N --owner N --status pending --territory \
             CN EU --holder a@b.example --form series --name A --name B --vienna 26.04.09 01.01",
            "right show trademark/EM/018999001",
            "right show trademark/EM/018999001 --people --json",
            "right list --state submitted --account northlight",
            "right reminders",
            "right reminders --within 90",
            "right reminders --done trademark/EM/018999001",
            "right import 018999001.xml",
            "right import marks.xml tsdr.zip rights.csv --owner Northlight --holder a@b.example c@d.example --account \
             northlight",
            "right compile",
            "right check trademark/EM/018999001",
            "right verify trademark/EM/018999001 --confirm documents_readable owner_identified",
            "right override trademark/EM/018999001 --check owner_name",
            "right override trademark/EM/018999001 --check owner_name --why renamed",
            "right reject trademark/EM/018999001 --code class_page_missing",
            "right surrender trademark/EM/018999001",
            "right assign trademark/EM/018999001 --to Southlight",
            "right document add trademark/EM/018999001 certificate.pdf --kind certificate",
            "right document remove trademark/EM/018999001 0a1b2c3d --kind certificate",
            "right seller allow trademark/EM/018999001 --marketplace demo --seller s-1 --until 2027-12-31 --note x",
            "right seller disallow trademark/EM/018999001 --marketplace demo --seller s-1",
            "right mandate add trademark/EM/018999001 --agent agents --claim counterfeit design \
             --marketplace demo --until 2027-12-31 --document letter.pdf",
            "right mandate revoke trademark/EM/018999001 --agent agents --on 2027-01-01",
            "right mandate template trademark/EM/018999001 --agent Agents --language zh --claim counterfeit",
            "register mark.xml rights.csv --on 2026-11-21",
        ]);
    }

    #[test]
    fn commands_about_accounts_and_parties_are_understood() {
        let id = "0".repeat(32);
        assert_understood(&[
            "account add --id northlight --name Northlight --email brand@northlight.example",
            "account show northlight --json",
            "account address northlight legal@northlight.example",
            "account key new northlight --scope complaints:write --days 365",
            "account key revoke northlight.1f09b2c4",
            "account webhook set northlight --url https://brand.example/hook",
            "account webhook off northlight",
            "party erase ada@brand.example",
            &format!("party erase party/{id} --confirm {id} --despite-open-cases"),
            "party erase seller/demo/seller-1",
            "staff add ada --arn arn:aws:iam::123456789012:user/ada --role reviewer operator",
            "staff list",
            "staff remove ada",
            "whoami --json",
            "standing show brand@northlight.example --language zh",
            &format!("standing show party/{id} --json"),
            "standing recompute --day 2026-11-21",
            "standing recompute",
            &format!("standing declare brand@northlight.example --document {id}{id}"),
            "standing leave brand@northlight.example",
            "misuse list",
            "misuse show account/northlight",
            "misuse show seller/demo/seller-1",
            &format!("misuse warn seller/{id} repeat_infringement"),
            "misuse suspend rogue@example.com unfounded_complaints",
            &format!("misuse appeal rogue@example.com --document {id}{id}"),
            "misuse decide rogue@example.com --lift",
            "misuse decide rogue@example.com --keep",
        ]);
    }

    #[test]
    fn commands_of_the_desk_are_understood() {
        let id = "0".repeat(32);
        assert_understood(&[
            &format!("case show {id} --people"),
            &format!("case export {id}"),
            &format!("deadline {id} --json"),
            "deadline --rule answer.us_512g --territory US --since 2026-12-18T20:00:00Z",
            &format!("case documents {id} --json"),
            &format!("case document {id} {id}{id} --to label.png"),
            "desk list --queue appeal --most 20 --after 1795262400123.00000000000000000000000000000007 --json",
            "desk list --queue unconfirmed",
            &format!("desk unconfirmed show {id}"),
            &format!("desk unconfirmed file {id} --json"),
            &format!("desk unconfirmed drop {id} --reason advertisement"),
            "desk samples --most 30",
            &format!("desk blind-review {id} --accept"),
            "rules list",
            "rules show 1",
            "rules put rules.json",
            "rules compare --days 30",
            "rules stop marketplace/demo --why forged",
            "rules resume right/trademark/EM/018999001 --why cleared",
            "rules stop rule/well_founded --why wrong",
            "rules switches",
            &format!("desk accept {id} --note seen"),
            &format!("desk accept {id} --note renewed --although"),
            &format!("desk decline {id} --code authorised --note licence"),
            &format!("desk retry {id}"),
            &format!("desk give-up {id}"),
            &format!("desk correct {id} --why mistake --note wrong"),
            &format!("desk rule {id} --measure-stays --note fake"),
            &format!("desk rule {id} --restore --note genuine"),
            &format!("desk appeal {id} --reverse --note genuine"),
            &format!("desk appeal {id} --keep --note fake"),
        ]);
    }

    #[test]
    fn commands_of_operation_are_understood() {
        assert_understood(&[
            "demo load",
            "demo load --marketplace-url http://127.0.0.1:8600",
            "marketplace add --id demo --name Bazaar --listing-url https://m.example/{id} --api \
             https://m.example/api --territory EU",
            "marketplace list --json",
            "mail put complaint.eml",
            "picture front.jpg back.png",
            "right text add copyright/US/TX0009120011 kettle.txt",
            "right text list copyright/US/TX0009120011",
            "read complaint.eml report.json rows.xlsx",
            "match --marks marks.jsonl --titles titles.txt",
            "match --marks marks.jsonl --titles titles.txt --language zh",
            "url addresses.txt",
            "marketplace add --id taobao --name Taobao --listing-url preset:taobao --api https://t.example/api \
             --territory CN",
            "report 2026-11-21",
            "report",
            "sweep",
            "rejects list",
            "rejects redrive --queue validation --most 5",
            "dead-letters list --queue takedown",
            "dead-letters redrive --queue notify",
        ]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let id = "0".repeat(32);
        for (line, says) in [
            ("case show 12".to_owned(), "case must be a reference, such as 0A4-7KM-2Q0"),
            ("deadline".to_owned(), "<CASE>"),
            ("deadline --rule answer.terms".to_owned(), "--territory <TERRITORY>"),
            (format!("desk accept {id} --note seen --as ada"), "unexpected argument '--as'"),
            (format!("desk accept {id}"), "--note <NOTE>"),
            (format!("desk decline {id} --code no"), "[possible values: insufficient_evidence"),
            (format!("desk rule {id}"), "--measure-stays|--restore"),
            (format!("desk appeal {id} --keep --reverse"), "cannot be used with"),
            ("standing show brand".to_owned(), "party must be a mail address"),
            ("standing show a@b.example --language fr".to_owned(), "language must be one of en zh"),
            ("standing declare a@b.example --document 1".to_owned(), "SHA-256 digest must be 64 hex digits"),
            ("misuse warn rogue unfounded_complaints".to_owned(), "party must be a mail address"),
            ("misuse warn a@b.example spam".to_owned(), "pattern of misuse must be one of"),
            ("misuse decide a@b.example".to_owned(), "--lift|--keep"),
            ("register".to_owned(), "<FILES>"),
            ("register a.xml --on soon".to_owned(), "soon"),
            ("url".to_owned(), "<FILE>"),
            ("desk list --most 0".to_owned(), "0 is not in 1..=1000"),
            ("right override trademark/EM/1 --check no".to_owned(), "check must be one of owner_name"),
            ("right reject trademark/EM/1 --code no".to_owned(), "reject code must be one of owner_differs"),
            ("right seller allow trademark/EM/1 --marketplace demo".to_owned(), "--seller <SELLER>"),
            ("right import --owner Northlight".to_owned(), "<FILE>..."),
            ("right import a.xml --account Big".to_owned(), "account id must be"),
            ("right list --state new".to_owned(), "[possible values: submitted, verified"),
            ("right document add trademark/EM/1 f --kind no".to_owned(), "kind of document must be one of"),
            ("right picture add trademark/EM/1 f --role no".to_owned(), "role of a picture must be one of"),
            ("right add --kind design --office EM --title t".to_owned(), "--number"),
            ("dead-letters redrive".to_owned(), "--queue <QUEUE>"),
            (
                "dead-letters redrive --queue x".to_owned(),
                "[possible values: validation, pictures, takedown, notify",
            ),
            ("report tomorrow".to_owned(), "tomorrow"),
            ("match --marks m --titles t --language fr".to_owned(), "language must be one of en zh"),
            ("picture".to_owned(), "<FILES>..."),
        ] {
            let text = parsed(&line).unwrap_err().to_string();
            assert!(text.contains(says), "{line}: {text}");
        }
    }
}
