//! `desk`: what waits for a person, and the person's decisions.

mod lease;
mod letters;
mod review;

use std::str::FromStr;

use app::desk::{self, Decision, Waiting};
use app::{CaseName, case_named};
use case::{Case, DeclineCode, DeskQueue};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use port::{
    Caller, CaseAt, Cases, Complaints, Leases, Nudges, References, Staff, StaffRole, WaitingCases, WallClock,
};
use serde_json::{Value, json};

use crate::output::{Output, age, cut, table};
use crate::staff::actor;

/// Characters of a question in a table: a marketplace's reason may be long. `case show` has all of it.
const MOST_OF_QUESTION: usize = 60;

#[derive(Debug, Subcommand)]
pub(crate) enum DeskCommand {
    /// Lists what waits for a person, whenever it was filed: the programme's members first, then the most urgent.
    List(Listed),
    /// Lists the automatic decisions that wait for a blind review, without what was decided.
    Samples(Page),
    /// Records a blind review of an automatic decision: what would you have decided? It changes nothing but the rate
    /// of agreement in the report.
    BlindReview {
        #[command(flatten)]
        decided: Decided,
        #[command(flatten)]
        review: Review,
    },
    /// Takes a case that waits, so that nobody else decides it: for half an hour, or until it is decided or given back.
    Take(Decided),
    /// Gives back a case that you took.
    GiveBack(Decided),
    /// Accepts a complaint: the listing is taken down.
    Accept(Decided),
    /// Declines a complaint.
    Decline {
        #[command(flatten)]
        decided: Decided,
        /// Why. The letter says so.
        #[arg(long, value_parser = codes(DeclineCode::ALL.iter().copied(), DeclineCode::code))]
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
    /// Sends a case's letters that could not be sent, say once the address is corrected, or leaves them unsent.
    Letters {
        #[command(flatten)]
        decided: Decided,
        #[command(flatten)]
        fate: LetterFate,
    },
    /// Decides an appeal; only who decided nothing in the case before may.
    Appeal {
        #[command(flatten)]
        decided: Decided,
        #[command(flatten)]
        outcome: AppealOutcome,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Listed {
    /// Only of this queue: decision, appeal, counter_notice, court, refused_order or unsent_letter.
    #[arg(long, value_parser = codes(desk::QUEUES, DeskQueue::code))]
    queue: Option<DeskQueue>,
    #[command(flatten)]
    page: Page,
}

/// The codes of `all`, shown by the help, read as what they stand for.
fn codes<T>(
    all: impl IntoIterator<Item = T>,
    code: impl Fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T>
where
    T: FromStr<Err: std::error::Error + Send + Sync> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(all.into_iter().map(code).map(PossibleValue::new)).try_map(|code| code.parse())
}

/// A part of a queue.
#[derive(Debug, Args)]
pub(crate) struct Page {
    /// At most so many cases of a queue.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(1..=1000))]
    most: u16,
    /// After this place, as the end of a list tells it.
    #[arg(long, value_name = "PLACE")]
    after: Option<CaseAt>,
}

/// What every decision names.
#[derive(Debug, Args)]
pub(crate) struct Decided {
    /// The case, by its reference or its id.
    case: CaseName,
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
pub(crate) struct Review {
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

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct LetterFate {
    /// They are sent after all.
    #[arg(long)]
    send: bool,
    /// They stay unsent.
    #[arg(long)]
    leave: bool,
}

pub(crate) async fn run<S, N, C, W>(
    command: DeskCommand,
    store: &S,
    nudges: &N,
    clock: &C,
    caller: &W,
) -> anyhow::Result<Output>
where
    S: Cases + Complaints + References + Leases + WaitingCases + Staff,
    N: Nudges,
    C: WallClock,
    W: Caller,
{
    let (Decided { case }, decision) = match command {
        DeskCommand::List(asked) => return list(store, clock, asked).await,
        DeskCommand::Samples(page) => return review::samples(store, clock, page).await,
        DeskCommand::Take(Decided { case }) => return lease::take(store, clock, caller, case).await,
        DeskCommand::GiveBack(Decided { case }) => return lease::give_back(store, clock, caller, case).await,
        DeskCommand::BlindReview { decided, review } => {
            (decided, Decision::BlindReview { accept: review.accept })
        }
        DeskCommand::Accept(decided) => (decided, Decision::Accept),
        DeskCommand::Decline { decided, code } => (decided, Decision::Decline(code)),
        DeskCommand::Retry(decided) => (decided, Decision::Retry),
        DeskCommand::GiveUp(decided) => (decided, Decision::GiveUp),
        DeskCommand::Rule { decided, ruling } => {
            (decided, Decision::Rule { measure_stays: ruling.measure_stays })
        }
        DeskCommand::Letters { decided, fate } => (decided, Decision::Letters { send: fate.send }),
        DeskCommand::Appeal { decided, outcome } => (decided, Decision::Appeal { reverse: outcome.reverse }),
    };
    let by = actor(caller, store, StaffRole::Reviewer).await?;
    let named = case_named(store, case).await?.case;
    let (case, unsent) = (named.id, named.unsent);
    anyhow::ensure!(
        !matches!(decision, Decision::Letters { .. }) || !unsent.is_empty(),
        "case {} has no letter that could not be sent; `desk list --queue unsent_letter` lists those that have",
        named.filing.reference
    );
    let decided = desk::decide(store, nudges, clock, case, decision, &by).await;
    let decided = decided.map_err(|error| match error {
        error @ desk::DecideError::NotDrawn(_) => anyhow::anyhow!("{error}; `desk samples` lists them"),
        error => error.into(),
    })?;
    Ok(match decision {
        Decision::BlindReview { .. } => review::recorded(&decided),
        Decision::Letters { send } => letters::reviewed(&decided, &unsent, send),
        _ => show(&decided),
    })
}

fn show(decided: &desk::Decided) -> Output {
    let (case, reference) = (decided.case.id, decided.case.filing.reference);
    let state = decided.case.state.code();
    let nudged: Vec<&str> = decided.nudged.iter().map(|queue| queue.name()).collect();
    let text = match (decided.changed, nudged.as_slice()) {
        (false, _) => format!("case {reference} was {state} already"),
        (true, []) => format!("case {reference} is {state}"),
        (true, nudged) => format!("case {reference} is {state}; nudged {}", nudged.join(" and ")),
    };
    let json = json!({
        "reference": reference.to_string(), "case": case.to_string(), "state": state, "changed": decided.changed, "nudged": nudged,
    });
    Output::new(text, json)
}

async fn list<S, C>(store: &S, clock: &C, asked: Listed) -> anyhow::Result<Output>
where
    S: Cases + Leases + WaitingCases,
    C: WallClock,
{
    let Listed { queue, page: Page { most, after } } = asked;
    anyhow::ensure!(
        after.is_none() || queue.is_some(),
        "--after is a place in one queue: name it with --queue"
    );
    let now = clock.now();
    let (mut waiting, mut more) = (Vec::new(), String::new());
    let all = desk::QUEUES.iter().copied();
    for queue in all.filter(|it| queue.is_none_or(|asked| asked == *it)) {
        let mut queued = desk::waiting(store, clock, queue, after, most).await?;
        waiting.append(&mut queued.waiting);
        if let Some(next) = queued.next {
            more += &format!("more: goodfaith desk list --queue {queue} --after {next}\n");
        }
    }
    waiting.sort_by_key(|it| (!it.is_members(), it.by, it.case.id));
    let question = |case: &Case| desk::open_question(case).map(|it| it.to_string());
    let rows: Vec<Vec<String>> = waiting
        .iter()
        .map(|it @ Waiting { case, lease: taken, .. }| {
            vec![
                case.filing.reference.to_string(),
                age(now.duration_since(case.filed_at)),
                lease::short(it.due()),
                case.filing.listing.to_string(),
                case.filing.claim.to_string(),
                case.state.code().to_owned(),
                cut(&question(case).unwrap_or_default(), MOST_OF_QUESTION),
                taken
                    .as_ref()
                    .map(|it| format!("{} until {}", it.by, lease::short(it.until)))
                    .unwrap_or_default(),
            ]
        })
        .collect();
    let heads = ["case", "age", "due", "listing", "claim", "state", "question", "taken by"];
    let text = format!("{}{more}", table(&heads, &rows, "nothing waits for a person"));
    let json: Value = waiting
        .iter()
        .map(|it @ Waiting { case, queue, lease, .. }| {
            json!({
                "reference": case.filing.reference.to_string(),
                "case": case.id.to_string(),
                "queue": queue.code(),
                "due": it.due().to_string(),
                "filed_at": case.filed_at.to_string(),
                "age_minutes": now.duration_since(case.filed_at).as_mins(),
                "listing": case.filing.listing.to_string(),
                "claim": case.filing.claim.code(),
                "state": case.state.code(),
                "question": question(case),
                "taken_by": lease.as_ref().map(|it| it.by.to_string()),
                "taken_until": lease.as_ref().map(|it| it.until.to_string()),
            })
        })
        .collect();
    Ok(Output::new(text, json))
}

#[cfg(test)]
mod tests {
    use app::filing::IdentifiedComplaint;
    use app::find_case;
    use case::CaseId;
    use case::{Actor, Command, OrderCommand, Question};
    use jiff::SignedDuration;
    use port::Queue;
    use testkit::sample;
    use testkit::world::World;

    use super::*;
    use crate::Command as Asked;
    use crate::tests::{call_as, parsed};

    /// One case, at the desk since an hour.
    async fn at_desk() -> (World, CaseId) {
        let world = sample::world(1);
        let complaint = IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap();
        app::filing::file(&world, &world, &world, &complaint).await.unwrap();
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
        run(command, world, world, world, world).await
    }

    async fn desk_as(name: &str, world: &World, line: &str) -> anyhow::Result<Output> {
        call_as(world, name).await;
        desk(world, line).await
    }

    fn waiting(world: &World, queue: Queue) -> usize {
        world.look().queues[&queue].len()
    }

    #[tokio::test]
    async fn what_waits_is_listed_until_it_is_decided() {
        let (world, id) = at_desk().await;
        let output = desk(&world, "list").await.unwrap();
        let line = output.text.lines().nth(1).unwrap();
        let reference = find_case(&world, id).await.unwrap().case.filing.reference.to_string();
        for part in [&reference, "1h 0m", "demo/1001", "counterfeit", "at_desk", "who_complains"] {
            assert!(line.contains(part), "{part}: {line}");
        }
        assert_eq!(output.json[0]["age_minutes"], 60);
        desk_as("ada", &world, &format!("decline {id} --code authorised")).await.unwrap();
        let output = desk(&world, "list").await.unwrap();
        assert_eq!(output.text.trim(), "nothing waits for a person");
        assert_eq!(output.json, json!([]));
    }

    #[tokio::test]
    async fn a_case_that_is_taken_shows_who_has_it_and_is_refused_to_others() {
        let (world, id) = at_desk().await;
        let taken = desk_as("ada", &world, &format!("take {id}")).await.unwrap();
        let reference = find_case(&world, id).await.unwrap().case.filing.reference;
        assert_eq!(taken.text, format!("case {reference} is yours until 2026-11-02 10:30Z"));
        let listed = desk(&world, "list").await.unwrap();
        assert!(listed.text.contains("ada until 2026-11-02 10:30Z"), "{}", listed.text);
        assert_eq!(listed.json[0]["taken_by"], "ada");
        for line in ["take", "accept", "give-back"] {
            let refused = desk_as("bob", &world, &format!("{line} {id}")).await.unwrap_err();
            assert!(format!("{refused:#}").contains("taken by ada until"), "{line}: {refused:#}");
        }
        desk_as("ada", &world, &format!("give-back {id}")).await.unwrap();
        assert!(!desk(&world, "list").await.unwrap().text.contains("ada"));
        desk_as("bob", &world, &format!("accept {id}")).await.unwrap();
    }

    #[tokio::test]
    async fn an_acceptance_goes_to_takedown_and_once_more_when_asked_again() {
        let (world, id) = at_desk().await;
        let reference = find_case(&world, id).await.unwrap().case.filing.reference;
        let output = desk_as("ada", &world, &format!("accept {reference}")).await.unwrap();
        assert_eq!(output.text, format!("case {reference} is accepted; nudged takedown and notify"));
        assert_eq!((waiting(&world, Queue::Takedown), waiting(&world, Queue::Notify)), (1, 1));
        let output = desk_as("ada", &world, &format!("accept {id}")).await.unwrap();
        assert_eq!(output.text, format!("case {reference} was accepted already"));
        assert_eq!(output.json["changed"], false);
        assert_eq!(find_case(&world, id).await.unwrap().case.events, 3);
        assert_eq!(waiting(&world, Queue::Takedown), 2);
    }

    #[tokio::test]
    async fn a_refused_measure_is_asked_for_again_or_given_up() {
        for (line, state, nudged) in [("retry", "accepted", 2), ("give-up", "closed", 1)] {
            let (world, id) = at_desk().await;
            desk_as("ada", &world, &format!("accept {id}")).await.unwrap();
            sample::answer_order(&world, id, |id| OrderCommand::Refuse {
                id,
                reason: "no \u{1b}[31m".to_owned(),
            });
            let listed = desk(&world, "list").await.unwrap().text;
            assert!(listed.contains("the marketplace refused: no") && !listed.contains('\u{1b}'), "{listed}");
            let output = desk_as("bob", &world, &format!("{line} {id}")).await.unwrap();
            assert_eq!(output.json["state"], state);
            assert_eq!(waiting(&world, Queue::Takedown), nudged, "{line}");
        }
    }

    #[tokio::test]
    async fn what_is_refused_is_told_with_its_reason() {
        let (world, id) = at_desk().await;
        let error = desk_as("ada", &world, &format!("rule {id} --restore")).await.unwrap_err();
        let text = format!("{error:#}");
        assert!(
            text.starts_with("the case stays as it is: ") && text.ends_with("the case is at_desk"),
            "{text}"
        );
    }

    #[tokio::test]
    async fn samples_do_not_show_what_was_decided() {
        let world = sample::world(400);
        let saw = "visible in_force words covered code act fit not_listed none clear known few none";
        let record = case::Record { rules: 1, inputs: sample::inputs(saw), found_by: None, seller: None };
        for listing in 0..400 {
            let number = u128::try_from(listing).unwrap() + 1;
            let complaint = IdentifiedComplaint::read(&sample::complaint(number, [listing])).unwrap();
            app::filing::file(&world, &world, &world, &complaint).await.unwrap();
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
