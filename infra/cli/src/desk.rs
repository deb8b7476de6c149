//! `desk`: what waits for a person, and the person's decisions.

use app::desk::{self, Decision};
use case::{Case, CaseId, DeclineCode, ReviewerId};
use clap::{Args, Subcommand};
use port::{Calendar, Cases, Clock, Nudges};
use serde_json::{Value, json};

use crate::output::{Output, age, table};

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
    /// Orders again what the marketplace refused: a measure, or a listing's return.
    Retry(Decided),
    /// Leaves it at the marketplace's refusal and closes the case.
    GiveUp(Decided),
    /// Rules on a contested counter-notice, or as a court did.
    Rule {
        #[command(flatten)]
        decided: Decided,
        #[command(flatten)]
        ruling: Ruling,
    },
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
    let (Decided { case, by }, decision) = match command {
        DeskCommand::List { days } => return list(store, clock, days).await,
        DeskCommand::Samples { days } => return samples(store, clock, days).await,
        DeskCommand::Reread { decided, reading } => {
            (decided, Decision::BlindReview { accept: reading.accept })
        }
        DeskCommand::Accept(decided) => (decided, Decision::Accept),
        DeskCommand::Decline { decided, code } => (decided, Decision::Decline(code)),
        DeskCommand::Retry(decided) => (decided, Decision::Retry),
        DeskCommand::GiveUp(decided) => (decided, Decision::GiveUp),
        DeskCommand::Rule { decided, ruling } => {
            (decided, Decision::Rule { measure_stays: ruling.measure_stays })
        }
        DeskCommand::Appeal { decided, outcome } => (decided, Decision::Appeal { reverse: outcome.reverse }),
    };
    Ok(show(&desk::decide(store, nudges, clock, case, decision, &by).await?))
}

fn show(decided: &desk::Decided) -> Output {
    let case = decided.case.id;
    let state = decided.case.state.code();
    let nudged: Vec<&str> = decided.nudged.iter().map(|queue| queue.name()).collect();
    let text = match (decided.changed, nudged.as_slice()) {
        (false, _) => format!("case {case} was {state} already"),
        (true, []) => format!("case {case} is {state}"),
        (true, nudged) => format!("case {case} is {state}; nudged {}", nudged.join(" and ")),
    };
    let json = json!({
        "case": case.to_string(), "state": state, "changed": decided.changed, "nudged": nudged,
    });
    Output::new(text, json)
}

async fn list<S: Cases + Calendar, C: Clock>(store: &S, clock: &C, days: u16) -> anyhow::Result<Output> {
    let now = clock.now();
    let waiting = desk::waiting(store, clock, days).await?;
    let question = |case: &Case| desk::open_question(case).map(|it| it.to_string());
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

/// What is to be read a second time. Neither state nor decision is told.
async fn samples<S: Cases + Calendar, C: Clock>(store: &S, clock: &C, days: u16) -> anyhow::Result<Output> {
    let sample = desk::to_review_blind(store, clock, days).await?;
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
    use app::find_case;
    use case::{Actor, Command, OrderCommand, Question};
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
        let stored = find_case(world, id).await.unwrap();
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
    async fn an_acceptance_goes_to_takedown_and_once_more_when_asked_again() {
        let (world, id) = at_desk().await;
        let output = desk(&world, &format!("accept {id} --as ada")).await.unwrap();
        assert_eq!(output.text, format!("case {id} is accepted; nudged takedown and notify"));
        assert_eq!((waiting(&world, Queue::Takedown), waiting(&world, Queue::Notify)), (1, 1));
        let output = desk(&world, &format!("accept {id} --as ada")).await.unwrap();
        assert_eq!(output.text, format!("case {id} was accepted already"));
        assert_eq!(output.json["changed"], false);
        assert_eq!(find_case(&world, id).await.unwrap().case.events, 3);
        assert_eq!(waiting(&world, Queue::Takedown), 2);
    }

    #[tokio::test]
    async fn a_refused_measure_is_asked_for_again_or_given_up() {
        for (line, state, nudged) in [("retry", "accepted", 2), ("give-up", "closed", 1)] {
            let (world, id) = at_desk().await;
            desk(&world, &format!("accept {id} --as ada")).await.unwrap();
            sample::answer_order(&world, id, |id| OrderCommand::Refuse {
                id,
                reason: "no \u{1b}[31m".to_owned(),
            });
            let listed = desk(&world, "list").await.unwrap().text;
            assert!(listed.contains("the marketplace refused: no") && !listed.contains('\u{1b}'), "{listed}");
            let output = desk(&world, &format!("{line} {id} --as bob")).await.unwrap();
            assert_eq!(output.json["state"], state);
            assert_eq!(waiting(&world, Queue::Takedown), nudged, "{line}");
        }
    }

    #[tokio::test]
    async fn what_is_refused_is_told_with_its_reason() {
        let (world, id) = at_desk().await;
        let error = desk(&world, &format!("rule {id} --restore --as ada")).await.unwrap_err();
        let text = format!("{error:#}");
        let expected = format!("case {id} stays as it is: ");
        assert!(text.starts_with(&expected) && text.ends_with("the case is at_desk"), "{text}");
    }

    #[tokio::test]
    async fn samples_do_not_show_what_was_decided() {
        let world = sample::world(400);
        let saw = "visible in_force words covered code act fit not_listed none clear known few none";
        let record = case::Record { rules: 1, saw: saw.parse().unwrap(), found_by: None, seller: None };
        for listing in 0..400 {
            let number = u128::try_from(listing).unwrap() + 1;
            app::filing::file(&world, &world, &world, &sample::complaint(number, [listing])).await.unwrap();
        }
        let all: Vec<CaseId> = world.look().cases.keys().copied().collect();
        for id in &all {
            machine(&world, *id, Command::Judge(record.clone())).await;
            machine(&world, *id, Command::Accept { measure: case::Measure::Removal }).await;
        }
        let output = desk(&world, "samples").await.unwrap();
        assert!(!output.json.as_array().unwrap().is_empty());
        assert!(!output.text.contains("accepted") && !output.json.to_string().contains("accepted"));
    }
}
