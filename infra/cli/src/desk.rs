//! `desk`: what waits for a person, and the person's decisions.

use anyhow::Context as _;
use case::{Actor, Case, CaseId, Command, DeclineCode, ReviewerId, StandingSeen};
use clap::{Args, Subcommand};
use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use port::{Calendar, Cases, Clock, Nudges};
use serde_json::{Value, json};

use crate::cases::{find, question};
use crate::output::{Output, age, table};

/// Cases loaded in one request.
const CHUNK: usize = 100;

#[derive(Debug, Subcommand)]
pub(crate) enum DeskCommand {
    /// Lists what waits for a person, oldest first.
    List {
        /// Among the cases filed on how many days, today included.
        #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u16).range(1..=400))]
        days: u16,
    },
    /// Lists decisions of the rules that are to be read a second time, without what was decided.
    Samples {
        /// Among the cases filed on how many days, today included.
        #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u16).range(1..=400))]
        days: u16,
    },
    /// Reads a decision of the rules a second time: what would you have decided? It changes nothing but the rate of
    /// agreement in the report.
    Reread {
        #[command(flatten)]
        decided: Decided,
        #[command(flatten)]
        reading: SecondReading,
    },
    /// Accepts a complaint: the listing is taken down.
    Accept(Decided),
    /// Declines a complaint.
    Decline {
        #[command(flatten)]
        decided: Decided,
        /// Why, e.g. `insufficient_evidence`.
        #[arg(long)]
        code: DeclineCode,
    },
    /// Asks the marketplace again for a measure that it refused.
    RetryMeasure(Decided),
    /// Leaves it at the marketplace's refusal and closes the case.
    GiveUp(Decided),
    /// Rules on a contested counter-notice, or as a court did.
    Rule {
        #[command(flatten)]
        decided: Decided,
        #[command(flatten)]
        ruling: Ruling,
    },
    /// Asks the marketplace again to restore a listing.
    RetryRestore(Decided),
    /// Decides an appeal; only who decided nothing in the case before may.
    Appeal {
        #[command(flatten)]
        decided: Decided,
        #[command(flatten)]
        outcome: AppealOutcome,
    },
}

/// What every decision names.
#[derive(Debug, Args)]
pub(crate) struct Decided {
    /// The case.
    case: CaseId,
    /// Who decides.
    #[arg(long = "as", value_name = "REVIEWER")]
    by: ReviewerId,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Ruling {
    /// The counter-notice fails: the measure stays.
    #[arg(long)]
    measure_stays: bool,
    /// The counter-notice succeeds: the listing returns.
    #[arg(long)]
    restore: bool,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct SecondReading {
    /// It is well-founded.
    #[arg(long)]
    accept: bool,
    /// It is not.
    #[arg(long)]
    decline: bool,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct AppealOutcome {
    /// The decision is reversed.
    #[arg(long)]
    reverse: bool,
    /// The decision stays.
    #[arg(long)]
    keep: bool,
}

pub(crate) async fn run<S, N, C>(
    command: DeskCommand,
    store: &S,
    nudges: &N,
    clock: &C,
) -> anyhow::Result<Output>
where
    S: Cases + Calendar,
    N: Nudges,
    C: Clock,
{
    let (Decided { case, by }, command) = match command {
        DeskCommand::List { days } => return list(store, clock, days).await,
        DeskCommand::Samples { days } => return samples(store, clock, days).await,
        DeskCommand::Reread { decided, reading } => (decided, Command::Reread { accept: reading.accept }),
        DeskCommand::Accept(decided) => {
            let measure = policy::measure_for(find(store, decided.case).await?.case.filing.claim);
            (decided, Command::Accept { measure })
        }
        DeskCommand::Decline { decided, code } => (decided, Command::Decline { code }),
        DeskCommand::RetryMeasure(decided) => (decided, Command::RetryMeasure),
        DeskCommand::GiveUp(decided) => (decided, Command::GiveUp),
        DeskCommand::Rule { decided, ruling } => {
            (decided, Command::Rule { measure_stays: ruling.measure_stays })
        }
        DeskCommand::RetryRestore(decided) => (decided, Command::RetryRestore),
        DeskCommand::Appeal { decided, outcome } => {
            (decided, Command::DecideAppeal { reverse: outcome.reverse })
        }
    };
    let stored = find(store, case).await?;
    let changed = app::change(store, stored, &Actor::Reviewer(by), &[command], clock.now())
        .await
        .with_context(|| format!("case {case} stays as it is"))?;
    let outgoing = app::nudges_owed(&changed.stored.case);
    let nudged: Vec<&str> = outgoing.iter().map(|nudge| nudge.queue.name()).collect();
    let state = changed.stored.case.state.code();
    let text = match (changed.events, nudged.as_slice()) {
        (0, _) => format!("case {case} was {state} already"),
        (_, []) => format!("case {case} is {state}"),
        (_, nudged) => format!("case {case} is {state}; nudged {}", nudged.join(" and ")),
    };
    let json = json!({
        "case": case.to_string(), "state": state, "changed": changed.events > 0, "nudged": nudged,
    });
    // Also when nothing changed: whoever asks again may have lost the nudges of the first time.
    app::send_nudges(nudges, clock, outgoing).await;
    Ok(Output::new(text, json))
}

async fn list<S: Cases + Calendar, C: Clock>(store: &S, clock: &C, days: u16) -> anyhow::Result<Output> {
    let now = clock.now();
    let mut waiting = filed_in(store, clock, days, Case::needs_desk).await?;
    // The programme's members first, then by place in the queue.
    waiting.sort_by_key(|case| (!is_members(case), case.queued_at(), case.id));
    let rows: Vec<Vec<String>> = waiting
        .iter()
        .map(|case| {
            vec![
                case.id.to_string(),
                age(now.duration_since(case.filed_at)),
                case.filing.listing.to_string(),
                case.filing.claim.to_string(),
                case.state.code().to_owned(),
                question(case).unwrap_or_default(),
            ]
        })
        .collect();
    let none = format!("nothing of the last {days} days waits for a person");
    let text = table(&["case", "age", "listing", "claim", "state", "question"], &rows, &none);
    let json: Value = waiting
        .iter()
        .map(|case| {
            json!({
                "case": case.id.to_string(),
                "filed_at": case.filed_at.to_string(),
                "age_minutes": now.duration_since(case.filed_at).as_mins(),
                "listing": case.filing.listing.to_string(),
                "claim": case.filing.claim.code(),
                "state": case.state.code(),
                "question": question(case),
            })
        })
        .collect();
    Ok(Output::new(text, json))
}

/// Whether its complainant was a member of the good-faith programme when rules looked at it.
fn is_members(case: &Case) -> bool {
    case.record.as_ref().is_some_and(|record| record.saw.standing == StandingSeen::Member)
}

/// The cases filed on the last `days` days that `wanted` wants.
async fn filed_in<S: Cases + Calendar, C: Clock>(
    store: &S,
    clock: &C,
    days: u16,
    wanted: impl Fn(&Case) -> bool,
) -> anyhow::Result<Vec<Case>> {
    let today = clock.now().to_zoned(TimeZone::UTC).date();
    let mut cases: Vec<Case> = Vec::new();
    for ago in 0..i64::from(days) {
        let ids = store.filed_on(today.saturating_sub(ago.days())).await?;
        for chunk in ids.chunks(CHUNK) {
            let found = store.load(chunk).await?.into_iter().flatten().map(|stored| stored.case);
            cases.extend(found.filter(&wanted));
        }
    }
    Ok(cases)
}

/// What is to be read a second time. Neither state nor decision is told.
async fn samples<S: Cases + Calendar, C: Clock>(store: &S, clock: &C, days: u16) -> anyhow::Result<Output> {
    let wanted =
        |case: &Case| case.automatic.is_some() && case.reread.is_none() && policy::is_reread(case.id);
    let mut sample = filed_in(store, clock, days, wanted).await?;
    sample.sort_by_key(|case| (case.filed_at, case.id));
    let right = |case: &Case| case.filing.right.as_ref().map(ToString::to_string);
    let rows: Vec<Vec<String>> = sample
        .iter()
        .map(|case| {
            vec![
                case.id.to_string(),
                case.filing.listing.to_string(),
                case.filing.claim.to_string(),
                right(case).unwrap_or_else(|| "none".to_owned()),
                case.filing.document.to_string(),
            ]
        })
        .collect();
    let none = format!("nothing of the last {days} days waits for a second reading");
    let text = table(&["case", "listing", "claim", "right", "complaint document"], &rows, &none);
    let json: Value = sample
        .iter()
        .map(|case| {
            json!({
                "case": case.id.to_string(),
                "listing": case.filing.listing.to_string(),
                "claim": case.filing.claim.code(),
                "right": right(case),
                "document": case.filing.document.to_string(),
            })
        })
        .collect();
    Ok(Output::new(text, json))
}

#[cfg(test)]
mod tests {
    use case::{Answer, Digest, OwedLetter, Question, Side, State};
    use jiff::SignedDuration;
    use port::Queue;
    use testkit::sample;
    use testkit::world::World;

    use super::*;
    use crate::Command as Asked;
    use crate::tests::parsed;

    /// One case, at the desk since an hour.
    async fn at_desk() -> (World, CaseId) {
        let world = sample::world(1);
        app::filing::file(&world, &world, &world, &sample::complaint(1, [0])).await.unwrap();
        let id = *world.look().cases.keys().next().unwrap();
        machine(&world, id, Command::AskDesk { question: Question::WhoComplains }).await;
        world.pass(SignedDuration::from_hours(1));
        forget_messages(&world);
        (world, id)
    }

    async fn by(world: &World, id: CaseId, by: Actor, command: Command) {
        let stored = find(world, id).await.unwrap();
        app::change(world, stored, &by, &[command], world.now()).await.unwrap();
    }

    async fn machine(world: &World, id: CaseId, command: Command) {
        by(world, id, Actor::Machine, command).await;
    }

    fn forget_messages(world: &World) {
        world.look().queues.values_mut().for_each(std::collections::VecDeque::clear);
    }

    /// Runs `desk <line>`.
    async fn desk(world: &World, line: &str) -> anyhow::Result<Output> {
        let Asked::Desk(command) = parsed(&format!("desk {line}")).unwrap() else { panic!("{line}") };
        run(command, world, world, world).await
    }

    fn waiting(world: &World, queue: Queue) -> usize {
        world.look().queues[&queue].len()
    }

    async fn in_force(world: &World, id: CaseId) {
        desk(world, &format!("accept {id} --as ada")).await.unwrap();
        machine(world, id, Command::RequestMeasure).await;
        machine(world, id, Command::ConfirmMeasure { reference: "m-1".to_owned() }).await;
    }

    #[tokio::test]
    async fn what_waits_is_listed_until_it_is_decided() {
        let (world, id) = at_desk().await;
        let output = desk(&world, "list").await.unwrap();
        let line = output.text.lines().nth(1).unwrap();
        for part in [&id.to_string(), "1h 0m", "demo/1001", "counterfeit", "at_desk", "who_complains"] {
            assert!(line.contains(part), "{part}: {line}");
        }
        assert_eq!(output.json[0]["age_minutes"], 60);
        desk(&world, &format!("decline {id} --code authorised --as ada")).await.unwrap();
        let output = desk(&world, "list").await.unwrap();
        assert_eq!(output.text.trim(), "nothing of the last 14 days waits for a person");
        assert_eq!(output.json, json!([]));
    }

    #[tokio::test]
    async fn older_cases_are_listed_when_asked_for() {
        let (world, id) = at_desk().await;
        world.pass(SignedDuration::from_hours(20 * 24));
        assert_eq!(desk(&world, "list").await.unwrap().json, json!([]));
        assert_eq!(desk(&world, "list --days 30").await.unwrap().json[0]["case"], id.to_string());
    }

    #[tokio::test]
    async fn an_acceptance_goes_to_takedown_and_once_more_when_asked_again() {
        let (world, id) = at_desk().await;
        let output = desk(&world, &format!("accept {id} --as ada")).await.unwrap();
        assert_eq!(output.text, format!("case {id} is accepted; nudged takedown and notify"));
        assert_eq!((waiting(&world, Queue::Takedown), waiting(&world, Queue::Notify)), (1, 1));
        let output = desk(&world, &format!("accept {id} --as ada")).await.unwrap();
        assert_eq!(output.text, format!("case {id} was accepted already"));
        assert_eq!(output.json["changed"], false);
        assert_eq!(find(&world, id).await.unwrap().case.events, 3);
        assert_eq!(waiting(&world, Queue::Takedown), 2);
    }

    #[tokio::test]
    async fn what_the_domain_refuses_is_explained_and_changes_nothing() {
        let (world, id) = at_desk().await;
        for line in [
            "retry-measure CASE --as ada",
            "retry-restore CASE --as ada",
            "give-up CASE --as ada",
            "rule CASE --restore --as ada",
            "appeal CASE --keep --as ada",
        ] {
            let error = desk(&world, &line.replace("CASE", &id.to_string())).await.unwrap_err();
            let text = format!("{error:#}");
            let expected = format!("case {id} stays as it is: ");
            assert!(text.starts_with(&expected) && text.ends_with("the case is at_desk"), "{text}");
        }
        assert_eq!(find(&world, id).await.unwrap().case.events, 2);
        assert_eq!(waiting(&world, Queue::Takedown), 0);
    }

    #[tokio::test]
    async fn a_refused_measure_is_asked_for_again_or_given_up() {
        for (line, state, nudged) in [("retry-measure", "accepted", 2), ("give-up", "closed", 1)] {
            let (world, id) = at_desk().await;
            desk(&world, &format!("accept {id} --as ada")).await.unwrap();
            machine(&world, id, Command::RequestMeasure).await;
            machine(&world, id, Command::RefuseMeasure { reason: "no \u{1b}[31m".to_owned() }).await;
            let listed = desk(&world, "list").await.unwrap().text;
            assert!(listed.contains("the marketplace refused: no") && !listed.contains('\u{1b}'), "{listed}");
            let output = desk(&world, &format!("{line} {id} --as bob")).await.unwrap();
            assert_eq!(output.json["state"], state);
            assert_eq!(waiting(&world, Queue::Takedown), nudged, "{line}");
        }
    }

    #[tokio::test]
    async fn a_contested_counter_notice_is_ruled_on() {
        for (flag, state) in [("--measure-stays", "upheld"), ("--restore", "restore_due")] {
            let (world, id) = at_desk().await;
            in_force(&world, id).await;
            by(&world, id, Actor::Seller, Command::CounterNotice { document: Digest::of(b"no") }).await;
            let letters: Vec<OwedLetter> = find(&world, id).await.unwrap().case.letters;
            for letter in letters {
                machine(&world, id, Command::LetterSent(letter)).await;
            }
            let contest = Command::Answer { answer: Answer::Contest, document: Digest::of(b"yes") };
            by(&world, id, Actor::Complainant, contest).await;
            assert_eq!(desk(&world, "list").await.unwrap().json[0]["state"], "awaiting_answer");
            let output = desk(&world, &format!("rule {id} {flag} --as bob")).await.unwrap();
            assert_eq!(output.json["state"], state, "{flag}");
        }
    }

    #[tokio::test]
    async fn an_appeal_is_decided_by_somebody_else_only() {
        for (flag, reversed) in [("--reverse", true), ("--keep", false)] {
            let (world, id) = at_desk().await;
            in_force(&world, id).await;
            by(&world, id, Actor::Seller, Command::Appeal { document: Digest::of(b"appeal") }).await;
            let State::Appealed { appeal, .. } = find(&world, id).await.unwrap().case.state else { panic!() };
            assert_eq!(appeal.by, Side::Seller);
            let error = desk(&world, &format!("appeal {id} {flag} --as ada")).await.unwrap_err();
            assert!(format!("{error:#}").contains("may not decide its appeal"), "{error:#}");
            let output = desk(&world, &format!("appeal {id} {flag} --as bob")).await.unwrap();
            assert_eq!(output.json["state"], if reversed { "restore_due" } else { "in_force" });
        }
    }

    #[tokio::test]
    async fn a_case_that_is_not_there_cannot_be_decided() {
        let id = "0".repeat(32);
        let error = desk(&World::new(), &format!("accept {id} --as ada")).await.unwrap_err();
        assert_eq!(error.to_string(), format!("there is no case {id}"));
    }

    #[tokio::test]
    async fn a_decision_of_the_rules_is_read_again_without_being_shown() {
        let world = sample::world(400);
        for listing in 0..400 {
            let number = u128::try_from(listing).unwrap() + 1;
            let complaint = sample::complaint(number, [listing]);
            app::filing::file(&world, &world, &world, &complaint).await.unwrap();
        }
        let saw = "visible in_force words covered code act fit not_listed none clear known few none";
        let record = case::Record { rules: 1, saw: saw.parse().unwrap(), found_by: None, seller: None };
        let all: Vec<CaseId> = world.look().cases.keys().copied().collect();
        for id in &all {
            machine(&world, *id, Command::Judge(record.clone())).await;
            machine(&world, *id, Command::Accept { measure: case::Measure::Removal }).await;
        }
        let sample: Vec<&CaseId> = all.iter().filter(|id| policy::is_reread(**id)).collect();
        assert!(!sample.is_empty());
        let output = desk(&world, "samples").await.unwrap();
        assert_eq!(output.json.as_array().unwrap().len(), sample.len());
        assert!(!output.text.contains("accepted") && !output.json.to_string().contains("accepted"));
        let (first, rest) = sample.split_first().unwrap();
        desk(&world, &format!("reread {first} --decline --as ada")).await.unwrap();
        assert_eq!(desk(&world, "samples").await.unwrap().json.as_array().unwrap().len(), rest.len());
        let stored = find(&world, **first).await.unwrap();
        let report = sla::DayReport::of(jiff::civil::date(2026, 11, 2), &[stored], world.now());
        assert_eq!((report.decided_by_rules, report.reread, report.reread_agreed), (1, 1, 0));
    }
}
