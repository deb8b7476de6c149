//! Wires sla: what it uses.

use app::misuse::{MisuseTold, tell_of_misuse};
use app::standings::{LettersFrom, MembersTold, Recomputed, recompute, tell_members};
use app::{Reminded, Swept, compile_marks, days_at, remind, sweep, tell_lists_ending, write_report};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use port::{StdoutJournal, SystemClock, WallClock as _};
use sla::Task;
use wiring::Target::Chain;
use wiring::Wiring;

/// Before its deadline, how long a run still works on parties that it began.
const LAST_PARTIES: SignedDuration = SignedDuration::from_secs(30);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    step::start_logs();
    let mut wiring = Wiring::read();
    let store = wiring.store_with_control();
    let queues = wiring.queues(&[Chain]);
    let documents = wiring.documents();
    let catalogue = wiring.marketplace_client();
    let (mailer, sender) = (wiring.mailer(), wiring.sender());
    let (public_url, links) = (wiring.public_url(), wiring.link_key());
    let rules = wiring.programme();
    let (store, queues, documents, catalogue, mailer, from, rules) = wiring.finish(|| {
        let from = LettersFrom { sender: sender?, links: links?, public_url: public_url? };
        Some((store?, queues?, documents?, catalogue?, mailer?, from, rules?))
    })?;

    let (store, queues, documents, rules) = (&store, &queues, &documents, &rules);
    let (catalogue, mailer, from) = (&catalogue, &mailer, &from);
    let handler = service_fn(move |event: LambdaEvent<Task>| async move {
        match event.payload {
            Task::Sweep => {
                let swept = sweep(store, queues, &SystemClock).await?;
                log_sweep(&swept);
            }
            Task::Marks => {
                let marks = compile_marks(store, documents, &SystemClock).await?;
                tracing::info!(marks, "marks compiled");
            }
            Task::Remind => {
                log_reminded(&remind(store, mailer, &SystemClock, &from.sender).await?);
            }
            Task::Misuse => {
                let ports = (store, documents, catalogue, mailer, &SystemClock);
                log_misuse_told(&tell_of_misuse(ports, &from.sender).await?);
            }
            Task::Holidays => {
                let ending = tell_lists_ending(&SystemClock, &StdoutJournal);
                tracing::info!(ending, "lists of holidays looked at");
            }
            Task::Report { day } => {
                let days = day.map_or_else(|| days_at(SystemClock.now()).to_vec(), |day| vec![day]);
                for day in days {
                    let report = write_report(store, documents, &SystemClock, day).await?;
                    tracing::info!(day = %day, cases = report.cases, breaches = report.breaches, "report written");
                }
            }
            Task::Standings { day } => {
                let day = day.unwrap_or_else(|| SystemClock.now().to_zoned(TimeZone::UTC).date());
                let deadline = i64::try_from(event.context.deadline).unwrap_or(i64::MAX);
                let until = Timestamp::from_millisecond(deadline).unwrap_or(Timestamp::MAX) - LAST_PARTIES;
                let done = recompute(store, &SystemClock, rules, day, until).await?;
                log_standings(day, &done);
                if done.unfinished {
                    // Lambda runs it again, and that run goes on.
                    return Err("time ran short before all standings were computed".into());
                }
                let told = tell_members(store, mailer, &SystemClock, from).await?;
                log_told(&told);
            }
        }
        Ok::<(), Error>(())
    });
    // Boxed, or the compiler meets its depth limit.
    Box::pin(lambda_runtime::run(handler)).await
}

fn log_sweep(swept: &Swept) {
    tracing::info!(
        looked_at = swept.looked_at,
        clocks_ended = swept.clocks_ended,
        nudged = swept.nudged,
        complaints = swept.complaints,
        batches = swept.batches,
        failed = swept.failed,
        "swept"
    );
}

fn log_reminded(reminded: &Reminded) {
    tracing::info!(
        sent = reminded.sent,
        refused = reminded.refused,
        left = reminded.left,
        failed = reminded.failed,
        "reminded"
    );
}

fn log_told(told: &MembersTold) {
    tracing::info!(
        sent = told.sent,
        refused = told.refused,
        left = told.left,
        failed = told.failed,
        "members told"
    );
}

fn log_misuse_told(told: &MisuseTold) {
    tracing::info!(
        told = told.told,
        refused = told.refused,
        left = told.left,
        failed = told.failed,
        "parties told of misuse"
    );
}

fn log_standings(day: Date, done: &Recomputed) {
    tracing::info!(
        day = %day,
        cases = done.cases,
        parties = done.parties,
        changed = done.changed,
        entered = done.entered,
        warned = done.warned,
        recovered = done.recovered,
        removed = done.removed,
        noticed = done.noticed,
        misuse_warned = done.misuse_warned,
        suspended = done.suspended,
        failed = done.failed,
        unfinished = done.unfinished,
        "standings computed"
    );
}
