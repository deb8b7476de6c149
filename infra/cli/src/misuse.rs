//! `misuse`: misuse by complainants and sellers, and what reviewers make of it (DSA Art. 23).

use app::misuse::{self, Decision};
use app::{PartyError, find_party};
use case::{Decider, Digest};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use policy::misuse::MISUSE;
use port::{Caller, Cases, Parties, PartyCases, PartyRecord, Staff, StaffRole, Subjects, WallClock};
use programme::{
    MisuseEvent, MisuseFinding, MisuseRecord, MisuseRecorded, Participant, Pattern, Points, Untold,
};
use serde_json::json;

use crate::output::{Output, facts, table};
use crate::parties::Named;
use crate::staff::actor;

#[derive(Debug, Subcommand)]
pub(crate) enum MisuseCommands {
    /// Lists whose misuse record waits for a person: an appeal, a pattern that went on in spite of a warning, or a letter
    /// that is not out.
    List,
    /// Shows what is on record of a party, and a seller's points.
    Show {
        /// A mail address, account/ID, party/ID, seller/ID, or seller/MARKETPLACE/SELLER.
        party: Named,
    },
    /// Warns of a pattern that was noticed.
    Warn(Judged),
    /// Suspends for a pattern that went on after a warning.
    Suspend(Judged),
    /// Records that you told a party of its warning or suspension yourself, where its letter cannot go out.
    Told {
        /// A mail address, account/ID, party/ID, seller/ID, or seller/MARKETPLACE/SELLER.
        party: Named,
    },
    /// Records a party's appeal against its last suspension.
    Appeal {
        /// A mail address, account/ID, party/ID, seller/ID, or seller/MARKETPLACE/SELLER.
        party: Named,
        /// SHA-256 of the appeal.
        #[arg(long, value_name = "SHA256")]
        document: Digest,
    },
    /// Decides an appeal; only who decided nothing about the party before may.
    Decide {
        /// A mail address, account/ID, party/ID, seller/ID, or seller/MARKETPLACE/SELLER.
        party: Named,
        #[command(flatten)]
        outcome: AppealOutcome,
    },
}

/// What a warning and a suspension name.
#[derive(Debug, Args)]
pub(crate) struct Judged {
    /// A mail address, account/ID, party/ID, seller/ID, or seller/MARKETPLACE/SELLER.
    party: Named,
    /// The pattern, e.g. unfounded_complaints.
    pattern: Pattern,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct AppealOutcome {
    /// The suspension is lifted.
    #[arg(long)]
    lift: bool,
    /// The suspension stays.
    #[arg(long)]
    keep: bool,
}

pub(crate) async fn run<S, C, W>(
    command: MisuseCommands,
    parties: &S,
    clock: &C,
    caller: &W,
) -> anyhow::Result<Output>
where
    S: Cases + Parties + PartyCases + Staff + Subjects,
    C: WallClock,
    W: Caller,
{
    let by = async || actor(caller, parties, StaffRole::Operator).await;
    let now = clock.now();
    let (subject, changed) = match command {
        MisuseCommands::List => return Ok(list(&misuse::waiting(parties, now).await?, now)),
        MisuseCommands::Show { party } => {
            let subject = party.find(parties).await?;
            return show_party(parties, &subject, now).await;
        }
        MisuseCommands::Warn(Judged { party, pattern }) => {
            let subject = party.find(parties).await?;
            let decision = Decision::Warn(pattern);
            (subject, misuse::decide(parties, &subject, decision, &by().await?, now).await?)
        }
        MisuseCommands::Suspend(Judged { party, pattern }) => {
            let subject = party.find(parties).await?;
            let decision = Decision::Suspend(pattern);
            (subject, misuse::decide(parties, &subject, decision, &by().await?, now).await?)
        }
        MisuseCommands::Told { party } => {
            let subject = party.find(parties).await?;
            let told = misuse::told(parties, &subject, &by().await?, now).await?;
            let text =
                if told == 0 { "there is nothing to tell".to_owned() } else { format!("told of {told}") };
            return Ok(Output::new(text, json!({"party": subject.to_string(), "told": told})));
        }
        MisuseCommands::Appeal { party, document } => {
            let subject = party.find(parties).await?;
            (subject, misuse::appeal(parties, &subject, document, now).await?)
        }
        MisuseCommands::Decide { party, outcome } => {
            let decision = Decision::Appeal { lift: outcome.lift };
            let subject = party.find(parties).await?;
            (subject, misuse::decide(parties, &subject, decision, &by().await?, now).await?)
        }
    };
    let text = changed.as_ref().map_or_else(|| "it was so already".to_owned(), told);
    Ok(Output::new(text, json!({"party": subject.to_string(), "changed": changed.is_some()})))
}

fn list(waiting: &[PartyRecord], now: Timestamp) -> Output {
    let rows: Vec<Vec<String>> = waiting
        .iter()
        .map(|record| {
            let mut what: Vec<String> = record.misuse.unanswered().map(numbers).collect();
            what.extend(record.misuse.overdue(&MISUSE, now).map(letter));
            if record.misuse.appeal_is_open() {
                what.push("appeal".to_owned());
            }
            vec![record.subject.to_string(), what.join("; ")]
        })
        .collect();
    let json = rows.iter().map(|row| json!({"party": row[0], "waits_for": row[1]})).collect();
    Output::new(table(&["party", "waits for"], &rows, "no misuse record waits for a person"), json)
}

async fn show_party<S>(store: &S, subject: &Participant, now: Timestamp) -> anyhow::Result<Output>
where
    S: Cases + Parties + PartyCases,
{
    let points = match subject {
        Participant::Seller(seller) => Some(misuse::seller_points(store, *seller, now).await?),
        Participant::Complainant(_) => None,
    };
    let record = match find_party(store, subject).await {
        // Points are counted whether or not anything is on record.
        Err(PartyError::Missing(_)) if points.as_ref().is_some_and(|it| *it != Points::default()) => {
            PartyRecord::new(*subject)
        }
        found => found?,
    };
    Ok(show(&record, points.as_ref(), now))
}

/// A seller's points, with what they come from.
fn points_told(points: &Points) -> String {
    let Points { points, complaints, days, measures, open, next_expiry } = points;
    let expiry = next_expiry.map_or_else(String::new, |at| format!(", the first until {at}"));
    format!(
        "{points}: {measures} measures of {complaints} complaints, in force on {days} days{expiry}; {open} open"
    )
}

fn show(record: &PartyRecord, points: Option<&Points>, now: Timestamp) -> Output {
    let misuse = &record.misuse;
    let suspended = misuse
        .suspended_at(now)
        .map_or_else(|| "no".to_owned(), |it| format!("until {}, by {}", it.ends(), name(&it.by)));
    let mut text = facts(&[
        ("party", record.subject.to_string()),
        ("points", points.map_or_else(|| "only sellers have any".to_owned(), points_told)),
        ("state", misuse.seen(&MISUSE, now).to_string()),
        ("suspended", suspended),
        ("not told of yet", untold(misuse, now)),
        ("waits for a person", if misuse.needs_reviewer() { "yes" } else { "no" }.to_owned()),
        ("the next suspension lasts", format!("{} days", misuse.days_of_next(&MISUSE, now))),
    ]);
    let rows: Vec<Vec<String>> =
        record.misuse_log.iter().map(|it| vec![it.at.to_string(), told(it)]).collect();
    text.push('\n');
    text.push_str(&table(&["at", "what"], &rows, "nothing happened yet"));
    let json = json!({
        "party": record.subject.to_string(),
        "points": points.map(|it| it.points),
        "state": misuse.seen(&MISUSE, now).code(),
        "suspended_until": misuse.suspended_at(now).map(programme::Suspension::ends),
        "needs_reviewer": misuse.needs_reviewer(),
        "history": record.misuse_log.iter().map(contract::party::misuse::encode).collect::<Vec<_>>(),
    });
    Output::new(text, json)
}

/// A letter that should be out.
fn letter(it: Untold<'_>) -> String {
    let what = match it {
        Untold::Warning(_) => "warning",
        Untold::Suspension(_) => "suspension",
    };
    format!("letter of the {what} for {} since {}", it.finding().pattern, it.at())
}

fn numbers(finding: &MisuseFinding) -> String {
    let it = finding.figures;
    format!(
        "{}: {} of {}, {} harmed, {} h wrongly down, {} knowing, from {} to {}",
        finding.pattern, it.hits, it.of, it.harmed, it.hours_down, it.knowing, finding.first, finding.last
    )
}

fn name(by: &Decider) -> String {
    match by {
        Decider::Machine => "the rules".to_owned(),
        Decider::Reviewer(reviewer) => reviewer.to_string(),
    }
}

fn teller(by: &Decider) -> String {
    match by {
        Decider::Machine => "letter".to_owned(),
        Decider::Reviewer(reviewer) => reviewer.to_string(),
    }
}

/// What the party is still to be told of.
fn untold(misuse: &MisuseRecord, now: Timestamp) -> String {
    let untold: Vec<String> = misuse.untold(&MISUSE, now).map(letter).collect();
    if untold.is_empty() { "nothing".to_owned() } else { untold.join("; ") }
}

fn told(recorded: &MisuseRecorded) -> String {
    match &recorded.event {
        MisuseEvent::Noticed(finding) => format!("noticed {}", numbers(finding)),
        MisuseEvent::Warned { finding, by } => format!("warned by {} of {}", name(by), numbers(finding)),
        MisuseEvent::Suspended { finding, until, by } => {
            format!("suspended by {} until {until} for {}", name(by), numbers(finding))
        }
        MisuseEvent::Told { of, by } => format!("told of {of}, by {}", teller(by)),
        MisuseEvent::Appealed { document } => format!("appealed, {document}"),
        MisuseEvent::AppealDecided { by, lifted: true } => format!("lifted on appeal by {by}"),
        MisuseEvent::AppealDecided { by, lifted: false } => format!("kept on appeal by {by}"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use programme::{Figures, MisuseCommand};
    use testkit::world::World;

    use super::*;
    use crate::Command;
    use crate::tests::{call_as, parsed};

    async fn asked(world: &World, line: &str) -> anyhow::Result<Output> {
        let Command::Misuse(command) = parsed(line).unwrap() else { panic!("{line}") };
        run(command, world, world, world).await
    }

    async fn asked_as(name: &str, world: &World, line: &str) -> anyhow::Result<Output> {
        call_as(world, name).await;
        asked(world, line).await
    }

    async fn notice(world: &World, subject: &Participant) {
        let figures = Figures { hits: 6, of: 10, harmed: 5, hours_down: 200, knowing: 4 };
        let finding = MisuseFinding {
            pattern: Pattern::UnfoundedComplaints,
            figures,
            first: world.now() - SignedDuration::from_hours(2),
            last: world.now(),
        };
        let mut record = find_party(world, subject).await.unwrap_or_else(|_| PartyRecord::new(*subject));
        let noticed =
            record.misuse.decide(&Decider::Machine, &MisuseCommand::Notice(finding), &MISUSE, world.now());
        record.record_misuse(noticed.unwrap().unwrap()).unwrap();
        world.put_party(&record).await.unwrap();
    }

    #[tokio::test]
    async fn a_rogue_is_warned_suspended_and_heard() {
        let world = World::new();
        let rogue = world.party("rogue@example.com");
        let subject = Participant::Complainant(case::Owner::Party(rogue));
        notice(&world, &subject).await;
        let output = asked(&world, "misuse list").await.unwrap();
        assert!(
            output.text.contains(&subject.to_string()) && output.text.contains("6 of 10"),
            "{}",
            output.text
        );
        let suspend = "misuse suspend rogue@example.com unfounded_complaints";
        let refused = asked_as("ada", &world, suspend).await.unwrap_err().to_string();
        assert!(refused.contains("no prior warning"), "{refused}");
        asked_as("ada", &world, "misuse warn rogue@example.com unfounded_complaints").await.unwrap();
        assert!(asked(&world, "misuse list").await.unwrap().text.contains("no misuse record"));
        world.pass(SignedDuration::from_hours(25));
        let listed = asked(&world, "misuse list").await.unwrap().text;
        assert!(listed.contains("letter of the warning for unfounded_complaints"), "{listed}");
        let told = asked_as("ada", &world, "misuse told rogue@example.com").await.unwrap();
        assert_eq!(told.text, "told of 1");
        assert!(asked(&world, "misuse list").await.unwrap().text.contains("no misuse record"));

        world.pass(SignedDuration::from_hours(24 * 20));
        let refused = asked_as("ada", &world, suspend).await.unwrap_err().to_string();
        assert!(refused.contains("nothing later than the last warning"), "{refused}");
        notice(&world, &subject).await;
        let output = asked_as("ada", &world, suspend).await.unwrap();
        assert!(output.text.starts_with("suspended by ada until 2026-11-30T"), "{}", output.text);
        let shown = asked(&world, &format!("misuse show {subject}")).await.unwrap();
        assert_eq!(shown.json["state"], "warned", "nobody was told yet");
        asked_as("ada", &world, "misuse told rogue@example.com").await.unwrap();
        let shown = asked(&world, &format!("misuse show {subject}")).await.unwrap();
        assert_eq!(shown.json["state"], "suspended");

        let document = Digest::of(b"no");
        asked(&world, &format!("misuse appeal {subject} --document {document}")).await.unwrap();
        assert!(asked(&world, "misuse list").await.unwrap().text.contains("appeal"));
        let by_ada = asked_as("ada", &world, &format!("misuse decide {subject} --lift")).await.unwrap_err();
        assert!(by_ada.to_string().contains("may not decide its appeal"), "{by_ada}");
        asked_as("ben", &world, &format!("misuse decide {subject} --lift")).await.unwrap();
        let shown = asked(&world, &format!("misuse show {subject}")).await.unwrap();
        assert!(shown.json["suspended_until"].is_null());
        assert!(shown.text.contains("lifted on appeal by ben"), "{}", shown.text);
    }

    #[tokio::test]
    async fn nothing_is_on_record_of_a_stranger() {
        let unknown = asked(&World::new(), "misuse show seller/demo/seller-1").await.unwrap_err().to_string();
        assert!(unknown.starts_with("no seller is known by this id"), "{unknown}");
        let world = World::new();
        let _seller = world.seller("seller-1");
        let unknown = asked(&world, "misuse show seller/demo/seller-1").await.unwrap_err().to_string();
        assert!(unknown.starts_with("nothing is on record of seller/"), "{unknown}");
    }

    #[test]
    fn parties_are_named_in_five_ways() {
        let key = "0".repeat(32);
        for name in [
            "a@b.example",
            "account/north",
            &format!("party/{key}"),
            &format!("seller/{key}"),
            "seller/demo/s 1",
        ] {
            assert!(name.parse::<Named>().is_ok(), "{name}");
        }
        for name in ["", "a", "buyer/1", "seller/x", "seller/Demo/1"] {
            assert!(name.parse::<Named>().is_err(), "{name}");
        }
    }
}
