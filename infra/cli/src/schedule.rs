//! `report` and `sweep`: what the schedule does, on demand.

use std::collections::BTreeMap;

use app::{DayReport, write_report};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use port::{Accounts, Batches, Cases, Complaints, DueCases, Nudges, References, Reports, WallClock};
use serde_json::{json, to_value};

use crate::output::{Output, facts};

/// Writes the report of `day`, or of today so far.
pub(crate) async fn report<S, R, C>(
    store: &S,
    reports: &R,
    clock: &C,
    day: Option<Date>,
) -> anyhow::Result<Output>
where
    S: Accounts + Cases + References,
    R: Reports,
    C: WallClock,
{
    let today = clock.now().to_zoned(TimeZone::UTC).date();
    let day = day.unwrap_or(today);
    anyhow::ensure!(day <= today, "{day} has not begun: today is {today} (UTC)");
    let report = write_report(store, reports, clock, day).await?;
    let csv = format!("reports/{day}.csv");
    let text = figures(&report, &csv);
    let lists: Vec<_> = policy::lists_end()
        .into_iter()
        .map(|(calendar, last)| json!({"calendar": calendar.name, "last_day": last.to_string()}))
        .collect();
    Ok(Output::new(text, json!({"figures": to_value(&report)?, "csv": csv, "holiday_lists": lists})))
}

/// Until when the lists of holidays tell everything.
fn lists() -> String {
    let lists = policy::lists_end().into_iter();
    lists.map(|(calendar, last)| format!("{} until {last}", calendar.name)).collect::<Vec<_>>().join("; ")
}

fn figures(report: &DayReport, csv: &str) -> String {
    let by = |counts: &BTreeMap<&'static str, usize>| {
        let counts: Vec<String> = counts.iter().map(|(code, count)| format!("{code} {count}")).collect();
        if counts.is_empty() { "none".to_owned() } else { counts.join(", ") }
    };
    let list = |ids: &[String]| if ids.is_empty() { "none".to_owned() } else { ids.join(", ") };
    let minutes = |median: Option<i64>| median.map_or_else(|| "none".to_owned(), |m| format!("{m} min"));
    facts(&[
        ("day (UTC)", report.day.to_string()),
        ("as of", report.as_of.to_string()),
        ("complaints", report.complaints.to_string()),
        ("cases", report.cases.to_string()),
        ("unreadable", list(&report.unreadable)),
        ("by channel", by(&report.by_channel)),
        ("by state", by(&report.by_state)),
        ("decided", report.decided.to_string()),
        ("decided by rules", report.decided_by_rules.to_string()),
        (
            "of these, reviewed blind",
            format!("{} ({} agreed)", report.blind_reviews, report.blind_reviews_agreed),
        ),
        ("decided in time", report.decided_in_time.to_string()),
        ("breaches", report.breaches.to_string()),
        ("taken down", report.taken_down.to_string()),
        ("declined", by(&report.declined)),
        ("waiting for a person", by(&report.waiting)),
        ("median to decision", minutes(report.median_minutes_to_decision)),
        ("median to measure", minutes(report.median_minutes_to_measure)),
        ("holidays known", lists()),
        ("table", format!("{csv} in the evidence bucket")),
    ])
}

/// Sweeps once.
pub(crate) async fn sweep<S, N, C>(store: &S, nudges: &N, clock: &C) -> anyhow::Result<Output>
where
    S: Cases + DueCases + Complaints + Batches,
    N: Nudges,
    C: WallClock,
{
    let swept = app::sweep(store, nudges, clock).await?;
    let text = facts(&[
        ("cases looked at", swept.looked_at.to_string()),
        ("clocks ended", swept.clocks_ended.to_string()),
        ("cases nudged", swept.nudged.to_string()),
        ("complaints nudged", swept.complaints.to_string()),
        ("tables nudged", swept.batches.to_string()),
        ("failed", swept.failed.to_string()),
    ]);
    let json = json!({
        "looked_at": swept.looked_at,
        "clocks_ended": swept.clocks_ended,
        "nudged": swept.nudged,
        "complaints": swept.complaints,
        "batches": swept.batches,
        "failed": swept.failed,
    });
    Ok(Output::new(text, json))
}

#[cfg(test)]
mod tests {
    use app::filing::IdentifiedComplaint;
    use jiff::SignedDuration;
    use testkit::sample;
    use testkit::world::World;

    use super::*;

    async fn filed() -> World {
        let world = sample::world(1);
        app::filing::file(
            &world,
            &world,
            &world,
            &IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap(),
        )
        .await
        .unwrap();
        world
    }

    #[tokio::test]
    async fn the_report_of_today_is_written_and_its_figures_are_printed() {
        let world = filed().await;
        let output = report(&world, &world, &world, None).await.unwrap();
        let day = world.now().to_zoned(TimeZone::UTC).date();
        for part in [
            "cases                     1",
            "by channel                web 1",
            "median to decision        none",
            "holidays known            China's public holidays until 20",
        ] {
            assert!(output.text.contains(part), "{part}: {}", output.text);
        }
        assert_eq!(output.json["figures"]["cases"], 1);
        assert_eq!(output.json["csv"], format!("reports/{day}.csv"));
        assert!(world.look().reports.contains_key(&format!("{day}.csv")));
    }

    #[tokio::test]
    async fn the_report_of_another_day_is_of_that_day() {
        let world = filed().await;
        let output = report(&world, &world, &world, Some(jiff::civil::date(2026, 1, 2))).await.unwrap();
        assert_eq!(
            (&output.json["figures"]["day"], &output.json["figures"]["cases"]),
            (&json!("2026-01-02"), &json!(0))
        );
    }

    #[tokio::test]
    async fn a_sweep_says_what_it_did() {
        let world = filed().await;
        world.pass(SignedDuration::from_mins(4));
        let output = sweep(&world, &world, &world).await.unwrap();
        assert_eq!(output.json["nudged"], 1);
        assert!(output.text.contains("cases nudged       1"), "{}", output.text);
    }
}
