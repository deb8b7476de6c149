//! `deadline`: a clock's end with everything that it follows from, of a case or of a rule alone.

use anyhow::Context as _;
use app::{CaseName, case_named, verified_log};
use case::{Clock, ClockEnd, RunningClock, Territory};
use clap::Args;
use jiff::Timestamp;
use policy::{Counted, Deadline, clock_rule, deadline_under, length_rule};
use port::{Cases, Complaints, References};
use serde_json::{Value, json};

use crate::output::{Output, facts};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The case, by its reference or its id: each of its clocks that runs.
    #[arg(required_unless_present = "rule", conflicts_with_all = ["rule", "territory", "since"])]
    case: Option<CaseName>,
    /// In place of a case, the code of a rule, such as answer.us_512g.
    #[arg(long, value_name = "CODE", requires_all = ["territory", "since"])]
    rule: Option<String>,
    /// Where the listing is offered, such as US.
    #[arg(long, requires = "rule")]
    territory: Option<Territory>,
    /// When the clock starts, such as 2026-12-18T20:00:00Z.
    #[arg(long, value_name = "TIME", requires = "rule")]
    since: Option<Timestamp>,
}

pub(crate) async fn run<S>(
    arguments: Arguments,
    store: impl FnOnce() -> anyhow::Result<S>,
) -> anyhow::Result<Output>
where
    S: Cases + Complaints + References,
{
    let Arguments { case, rule, territory, since } = arguments;
    let deadlines = match (case, rule, territory, since) {
        (Some(case), ..) => {
            let stored = case_named(&store()?, case).await?;
            verified_log(&stored)?;
            policy::deadlines(&stored.case)
        }
        (None, Some(code), Some(territory), Some(since)) => {
            let (row, rule) = length_rule(&code).with_context(|| unknown(&code))?;
            vec![deadline_under(row, rule, territory, RunningClock::started(row.clock, since))]
        }
        _ => anyhow::bail!("name a case, or a rule with --territory and --since"),
    };
    let text: Vec<String> = deadlines.iter().map(told).collect();
    let text = if text.is_empty() { "no clock runs\n".to_owned() } else { text.join("\n") };
    Ok(Output::new(text, deadlines.iter().map(json_of).collect()))
}

fn unknown(code: &str) -> String {
    let codes = Clock::ALL.iter().flat_map(|clock| clock_rule(*clock).lengths).map(|rule| rule.code);
    format!("no rule has the code {code}; there are {}", codes.collect::<Vec<_>>().join(", "))
}

/// What the end of a clock leads to.
const fn meaning(end: ClockEnd) -> &'static str {
    match end {
        ClockEnd::Breach => "breach: a target is missed, which the report counts; nothing else follows",
        ClockEnd::Decline => "decline: the incomplete complaint is declined",
        ClockEnd::Restore => "restore: the listing returns, for silence",
        ClockEnd::Close => "close: the case is closed as it stands",
    }
}

/// A deadline for people, a fact a line.
fn told(deadline: &Deadline) -> String {
    let mut lines = vec![
        ("clock", deadline.clock.to_string()),
        ("ends", ends(deadline)),
        ("started", format!("{} ({})", deadline.since, deadline.starts)),
        (
            "paused",
            if deadline.paused.is_zero() { "no".to_owned() } else { format!("{:#}", deadline.paused) },
        ),
        ("length", deadline.formula.clone()),
        ("rule", deadline.rule.to_owned()),
        ("law", deadline.source.to_owned()),
    ];
    if let Some(counted) = &deadline.counted {
        let Counted { from, days, calendar, calendar_source, zones } = counted;
        lines.extend([
            ("counted", format!("from the day after {from}, as it is in {}", zones.begin)),
            ("calendar", format!("{calendar}: {calendar_source}")),
            ("holidays left out", holidays(counted)),
            ("last day", format!("{}, which ends in {}", days.last, zones.end)),
        ]);
    }
    lines.push(("waits for", deadline.waits_for.code().to_owned()));
    lines.push(("then", meaning(deadline.end).to_owned()));
    facts(&lines)
}

fn ends(deadline: &Deadline) -> String {
    let added = deadline.counted.as_ref().map_or(0, |counted| counted.days.added);
    match added {
        0 => deadline.due.to_string(),
        _ => format!("{} (later than by known holidays alone, as some are unknown)", deadline.due),
    }
}

fn holidays(counted: &Counted) -> String {
    let named: Vec<String> =
        counted.days.holidays.iter().map(|(day, name)| format!("{day} {name}")).collect();
    if named.is_empty() { "none".to_owned() } else { named.join(", ") }
}

/// A deadline for programs.
pub(crate) fn json_of(deadline: &Deadline) -> Value {
    let counted = deadline.counted.as_ref().map(|counted| {
        let holidays = counted.days.holidays.iter();
        json!({
            "from": counted.from.to_string(),
            "last_day": counted.days.last.to_string(),
            "calendar": counted.calendar,
            "calendar_source": counted.calendar_source,
            "holidays": holidays.map(|(day, name)| json!({"day": day.to_string(), "name": name})).collect::<Vec<_>>(),
            "added_for_unknown_holidays": counted.days.added,
            "begins_in": counted.zones.begin,
            "ends_in": counted.zones.end,
        })
    });
    json!({
        "clock": deadline.clock.code(),
        "starts": deadline.starts,
        "since": deadline.since.to_string(),
        "paused_seconds": deadline.paused.as_secs(),
        "ends": deadline.due.to_string(),
        "formula": deadline.formula,
        "rule": deadline.rule,
        "source": deadline.source,
        "zone": deadline.zone,
        "counted": counted,
        "waits_for": deadline.waits_for.code(),
        "then": deadline.end.code(),
    })
}

#[cfg(test)]
mod tests {
    use app::filing::IdentifiedComplaint;
    use testkit::sample;
    use testkit::world::World;

    use super::*;

    async fn tried(rule: &str, territory: &str, since: &str) -> anyhow::Result<Output> {
        let arguments = Arguments {
            case: None,
            rule: Some(rule.to_owned()),
            territory: Some(territory.parse().unwrap()),
            since: Some(since.parse().unwrap()),
        };
        run(arguments, || -> anyhow::Result<World> { unreachable!("a rule needs no store") }).await
    }

    #[tokio::test]
    async fn a_rule_is_tried_with_everything_that_its_end_follows_from() {
        let output = tried("answer.us_512g", "US", "2028-12-18T20:00:00Z").await.unwrap();
        for part in [
            "clock              answer",
            "ends               2029-01-04T10:00:00Z",
            "started            2028-12-18T20:00:00Z (the letter with the counter-notice)",
            "rule               answer.us_512g",
            "law                17 U.S.C. 512(g)(2)(C)",
            "counted            from the day after 2028-12-18, as it is in America/New_York",
            "calendar           US federal calendar: 5 U.S.C. 6103(a)",
            "holidays left out  2028-12-25 Christmas Day, 2029-01-01 New Year's Day",
            "last day           2029-01-03, which ends in Pacific/Honolulu",
            "waits for          complainant",
            "then               restore: the listing returns, for silence",
        ] {
            assert!(output.text.contains(part), "{part}: {}", output.text);
        }
        assert_eq!(output.json[0]["counted"]["holidays"][1]["day"], "2029-01-01");
    }

    #[tokio::test]
    async fn unknown_holidays_are_named_as_the_cause_of_a_later_end() {
        let output = tried("appeal.dsa_20", "BR", "2026-03-02T12:00:00Z").await.unwrap();
        assert!(output.text.contains("as some are unknown"), "{}", output.text);
        assert_eq!(output.json[0]["counted"]["added_for_unknown_holidays"], 14);
    }

    #[tokio::test]
    async fn a_code_that_no_rule_has_is_answered_with_those_there_are() {
        let error = tried("answer.moon", "US", "2028-12-18T20:00:00Z").await.unwrap_err().to_string();
        assert!(error.contains("answer.moon") && error.contains("answer.us_512g"), "{error}");
    }

    #[tokio::test]
    async fn each_running_clock_of_a_case_is_told() {
        let world = sample::world(1);
        let complaint = IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap();
        app::filing::file(&world, &world, &world, &complaint).await.unwrap();
        let id = *world.look().cases.keys().next().unwrap();
        let arguments = Arguments { case: Some(CaseName::Id(id)), rule: None, territory: None, since: None };
        let output = run(arguments, || Ok(world.clone())).await.unwrap();
        assert!(
            output.text.contains("clock      decision") && output.text.contains("24 hours"),
            "{}",
            output.text
        );
        assert_eq!(output.json[0]["counted"], Value::Null);
    }
}
