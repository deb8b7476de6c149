//! `desk`: what waits for a person, and the person's decisions.

mod answer;
mod choice;
mod lease;
mod letters;
mod review;
#[cfg(test)]
mod tests;
mod unconfirmed;

use std::str::FromStr;

use anyhow::Context as _;
use app::desk::{self, Decision, Unreadable, Waiting};
use app::flaggers::of_flaggers;
use app::{CaseName, case_named};
use case::{Case, Correction, DeclineCode, DeskQueue, InvalidId, Language, Note, Territory};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use port::{
    Accounts, Caller, CaseAt, Cases, Catalogue, Complaints, Disputes, Documents, Leases, MailDrop, Nudges,
    OwnComplaints, PendingConfirmations, PendingNotes, References, Registry, Snapshots, Staff, StaffRole,
    Subjects, WaitingCases, WallClock,
};
use serde_json::{Value, json};

use crate::cases::written_json;
use crate::output::{Output, age, cut, table};
use crate::staff::actor;
pub(crate) use choice::{AppealOutcome, CourtProof, LetterFate, Review, Ruling};
pub(crate) use unconfirmed::UnconfirmedCommand;

/// Characters of a question in a table: a marketplace's reason may be long. `case show` has all of it.
const MOST_OF_QUESTION: usize = 60;

#[derive(Debug, Subcommand)]
pub(crate) enum DeskCommand {
    /// Lists what waits for a person, whenever it was filed: trusted flaggers' and what sellers ask a person to look at first, then the programme's members', then the most urgent.
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
    /// Complaints that nobody confirmed: `desk list --queue unconfirmed` lists them.
    #[command(subcommand)]
    Unconfirmed(UnconfirmedCommand),
    /// Accepts a complaint: the listing is taken down.
    Accept {
        #[command(flatten)]
        decided: Decided,
        /// Why, in up to 500 characters: what was found, and where. Both sides read it as it stands; name nobody.
        #[arg(long)]
        note: String,
        /// Accepts it although the register, or the listing as it is now, speaks against it. The note says why.
        #[arg(long)]
        although: bool,
    },
    /// Declines a complaint.
    Decline {
        #[command(flatten)]
        decided: Decided,
        /// Why. The letter says so, and what would cure it.
        #[arg(long, value_parser = codes(DeclineCode::ALL.iter().copied(), DeclineCode::code))]
        code: DeclineCode,
        /// Why in this case, in up to 500 characters. The complainant reads it as it stands; name nobody.
        #[arg(long)]
        note: String,
    },
    /// Orders again what the marketplace refused: a measure, or a listing's return.
    Retry(Decided),
    /// Leaves it at the marketplace's refusal and closes the case.
    GiveUp(Decided),
    /// Rules on a contested counter-notice, or as a court did. `--restore` also before the complainant has answered, where the
    /// measure was wrong.
    Rule {
        #[command(flatten)]
        decided: Decided,
        #[command(flatten)]
        ruling: Ruling,
        /// Why, on one line. Both sides read these words; name nobody in them.
        #[arg(long)]
        note: String,
    },
    /// Looks at the proof of a court action, or of a complaint to an authority, within two days and every 90 days after.
    Court {
        #[command(flatten)]
        decided: Decided,
        #[command(flatten)]
        proof: CourtProof,
        /// Why, on one line. Both sides read these words; name nobody in them.
        #[arg(long)]
        note: String,
    },
    /// Puts back a listing that should not have been taken down, before anyone objects. Both sides are told.
    Correct {
        #[command(flatten)]
        decided: Decided,
        /// Why: `mistake` where the complaint is not to blame, else what shows it to be unfounded. The letters say so.
        #[arg(long, value_parser = codes(Correction::all(), Correction::code))]
        why: Correction,
        /// What was wrong, on one line. Both sides read these words; name nobody in them.
        #[arg(long)]
        note: String,
    },
    /// Leaves a measure that rules decided in force, after you looked at it as its seller asked. Both sides are told.
    Keep {
        #[command(flatten)]
        decided: Decided,
        /// Why, on one line. Both sides read these words; name nobody in them.
        #[arg(long)]
        note: String,
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
        /// Why, on one line. Both sides read these words; name nobody in them.
        #[arg(long)]
        note: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Listed {
    /// Only of this queue: person_asked, decision, appeal, counter_notice, court, refused_order, unsent_letter or unconfirmed.
    #[arg(long, value_parser = codes(QueueName::ALL, QueueName::code))]
    queue: Option<QueueName>,
    #[command(flatten)]
    page: Page,
}

/// A queue that is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum QueueName {
    /// Cases.
    Of(DeskQueue),
    /// Complaints that nobody confirmed: the last of all.
    Unconfirmed,
}

impl QueueName {
    const ALL: [Self; 8] = {
        let [a, b, c, d, e, f, g] = desk::QUEUES;
        [
            Self::Of(a),
            Self::Of(b),
            Self::Of(c),
            Self::Of(d),
            Self::Of(e),
            Self::Of(f),
            Self::Of(g),
            Self::Unconfirmed,
        ]
    };

    const fn code(self) -> &'static str {
        match self {
            Self::Of(queue) => queue.code(),
            Self::Unconfirmed => unconfirmed::QUEUE,
        }
    }
}

impl FromStr for QueueName {
    type Err = InvalidId;
    fn from_str(code: &str) -> Result<Self, InvalidId> {
        if code == unconfirmed::QUEUE { Ok(Self::Unconfirmed) } else { code.parse().map(Self::Of) }
    }
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

pub(crate) async fn run<S, D, N, I, M, C, W>(
    command: DeskCommand,
    ports: (&S, &D, &N, &I),
    catalogue: &M,
    clock: &C,
    caller: &W,
) -> anyhow::Result<Output>
where
    S: Accounts
        + Cases
        + Complaints
        + Disputes
        + References
        + Leases
        + OwnComplaints
        + PendingNotes
        + Registry
        + Snapshots
        + WaitingCases
        + Staff
        + Subjects,
    D: Documents,
    N: Nudges,
    I: PendingConfirmations + MailDrop,
    M: Catalogue,
    C: WallClock,
    W: Caller,
{
    let (store, _, nudges, _) = ports;
    let (Decided { case }, decision) = match command {
        DeskCommand::Unconfirmed(command) => return unconfirmed::run(command, ports, clock, caller).await,
        DeskCommand::List(asked) => return list(store, clock, asked).await,
        DeskCommand::Samples(page) => return review::samples(store, clock, page).await,
        DeskCommand::Take(Decided { case }) => return lease::take(store, clock, caller, case).await,
        DeskCommand::GiveBack(Decided { case }) => return lease::give_back(store, clock, caller, case).await,
        DeskCommand::BlindReview { decided, review } => {
            (decided, Decision::BlindReview { accept: review.accept })
        }
        DeskCommand::Accept { decided, note: why, although } => {
            (decided, Decision::Accept { note: note(&why)?, although })
        }
        DeskCommand::Decline { decided, code, note: why } => {
            (decided, Decision::Decline { code, note: note(&why)? })
        }
        DeskCommand::Retry(decided) => (decided, Decision::Retry),
        DeskCommand::GiveUp(decided) => (decided, Decision::GiveUp),
        DeskCommand::Rule { decided, ruling, note: why } => {
            (decided, Decision::Rule { measure_stays: ruling.measure_stays, note: note(&why)? })
        }
        DeskCommand::Court { decided, proof, note: why } => {
            (decided, Decision::Court { proved: proof.proved, note: note(&why)? })
        }
        DeskCommand::Correct { decided, why, note: words } => {
            (decided, Decision::Correct { why, note: note(&words)? })
        }
        DeskCommand::Keep { decided, note: why } => (decided, Decision::Keep { note: note(&why)? }),
        DeskCommand::Letters { decided, fate } => (decided, Decision::Letters { send: fate.send }),
        DeskCommand::Appeal { decided, outcome, note: why } => {
            let AppealOutcome { reverse, although, .. } = outcome;
            (decided, Decision::Appeal { reverse, although, note: note(&why)? })
        }
    };
    let by = actor(caller, store, StaffRole::Reviewer).await?;
    let stored = case_named(store, case).await?;
    let named = &stored.case;
    let (case, unsent) = (named.id, named.unsent.clone());
    anyhow::ensure!(
        !matches!(decision, Decision::Letters { .. }) || !unsent.is_empty(),
        "case {} has no letter that could not be sent; `desk list --queue unsent_letter` lists those that have",
        named.filing.reference
    );
    let is_blind = matches!(decision, Decision::BlindReview { .. });
    let decided = desk::decide((store, catalogue, nudges, clock), case, decision.clone(), &by).await;
    let decided = decided.map_err(|error| match error {
        error @ desk::DecideError::NotDrawn(_) => anyhow::anyhow!("{error}; `desk samples` lists them"),
        error @ desk::DecideError::Refused { .. } if !is_blind => answer::refused(error, &stored),
        error => error.into(),
    })?;
    Ok(match decision {
        Decision::BlindReview { .. } => review::recorded(&decided),
        Decision::Letters { send } => letters::reviewed(&decided, &unsent, send),
        _ => answer::done(&decided, &stored, &crate::cases::title_judged(store, &stored).await?),
    })
}

/// The codes of territories.
pub(crate) fn territories(territories: &[Territory]) -> Vec<String> {
    territories.iter().map(ToString::to_string).collect()
}

/// To which territories a measure is limited; nothing where it is not.
pub(crate) fn limited(only_in: &[Territory]) -> String {
    if only_in.is_empty() { String::new() } else { format!(", in {} only", territories(only_in).join(", ")) }
}

/// The words of a reviewer. What is too long or cannot be read is not repeated.
fn note(words: &str) -> anyhow::Result<Note> {
    words.parse().context("--note cannot be kept")
}

async fn list<S, C>(store: &S, clock: &C, asked: Listed) -> anyhow::Result<Output>
where
    S: Accounts + Cases + Leases + PendingNotes + WaitingCases,
    C: WallClock,
{
    let Listed { queue, page: Page { most, after } } = asked;
    anyhow::ensure!(
        after.is_none() || queue.is_some(),
        "--after is a place in one queue: name it with --queue"
    );
    let now = clock.now();
    let (mut waiting, mut unreadable, mut more) = (Vec::new(), Vec::new(), String::new());
    let is_asked = |name: QueueName| queue.is_none_or(|asked| asked == name);
    for queue in desk::QUEUES.iter().copied().filter(|it| is_asked(QueueName::Of(*it))) {
        let mut queued = desk::waiting(store, clock, queue, after, most).await?;
        waiting.append(&mut queued.waiting);
        unreadable.append(&mut queued.unreadable);
        if let Some(next) = queued.next {
            more += &format!("more: goodfaith desk list --queue {queue} --after {next}\n");
        }
    }
    // What trusted flaggers noticed within their area of expertise comes first (DSA Art. 22(1)), with what sellers ask a person
    // to look at; then members'.
    let flagged = of_flaggers(store, waiting.iter().map(|it| &it.case)).await?;
    let mut waiting: Vec<(bool, Waiting)> = flagged.into_iter().zip(waiting).collect();
    waiting.sort_by_key(|(flagged, it)| {
        let asked = it.queue == DeskQueue::PersonAsked;
        (!flagged && !asked, !it.is_members() && !asked, it.by, it.case.id)
    });
    let question = |case: &Case| desk::open_question(case).map(|it| format!("{it}{}", limited(case.limit())));
    let mut rows: Vec<Vec<String>> =
        waiting.iter().map(|it| row(it, now, question(&it.1.case).unwrap_or_default())).collect();
    let mut json: Vec<Value> = waiting.iter().map(|it| line(it, now, question(&it.1.case))).collect();
    if is_asked(QueueName::Unconfirmed) {
        let (last, last_json, next) = unconfirmed::listed(store, after, most, now).await?;
        rows.extend(last);
        json.extend(last_json);
        more += &next;
    }
    for Unreadable { case, why } in unreadable {
        more += &format!("case {case} cannot be read: {why}\n");
        json.push(json!({"case": case.to_string(), "unreadable": why}));
    }
    let heads = ["case", "age", "due", "listing", "claim", "state", "question", "taken by"];
    let text = format!("{}{more}", table(&heads, &rows, "nothing waits for a person"));
    Ok(Output::new(text, Value::Array(json)))
}

/// A case that waits, to people.
fn row(
    (flagged, it @ Waiting { case, lease: taken, .. }): &(bool, Waiting),
    now: Timestamp,
    question: String,
) -> Vec<String> {
    let guards = guards(case).join(", ");
    let question = if guards.is_empty() { question } else { format!("{question}: {guards}") };
    let wrote: Vec<String> = it.written.iter().map(|(by, _)| format!("the {by}")).collect();
    let question = match &wrote[..] {
        [] => question,
        wrote => format!("{} wrote since: {question}", wrote.join(" and ")),
    };
    let question = if *flagged { format!("trusted flagger: {question}") } else { question };
    vec![
        case.filing.reference.to_string(),
        age(now.duration_since(case.filed_at)),
        lease::short(it.due()),
        case.filing.listing.to_string(),
        case.filing.claim.to_string(),
        case.state.code().to_owned(),
        cut(&question, MOST_OF_QUESTION),
        taken.as_ref().map(|it| format!("{} until {}", it.by, lease::short(it.until))).unwrap_or_default(),
    ]
}

/// A case that waits, to machines.
fn line((flagged, it): &(bool, Waiting), now: Timestamp, question: Option<String>) -> Value {
    let Waiting { case, queue, lease, .. } = it;
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
        "question": question,
        "guards": guards(case),
        "pictures": case.pictures.comparison().map(|it| it.result.code()),
        "trusted_flagger": flagged,
        "written_since": written_json(&it.written),
        "taken_by": lease.as_ref().map(|it| it.by.to_string()),
        "taken_until": lease.as_ref().map(|it| it.until.to_string()),
    })
}

/// What the listing says that keeps the mark from counting by itself, where the rules' question is open.
fn guards(case: &Case) -> Vec<String> {
    let is_asked = matches!(desk::open_question(case), Some(desk::OpenQuestion::Question(_)));
    let told = app::guards_told(case, Language::En).filter(|_| is_asked);
    told.map(|(code, _)| code).collect()
}
