//! Schedules: each says something that sla understands, and each of its tasks comes round.

use serde_json::json;
use sla::Task;

use super::template::Template;
use super::{Findings, assert_fits, assert_notices, unless};

/// When each task is due. A day's report is written soon after the day, in UTC, has ended.
const WHEN: [(Task, &str); 7] = [
    (Task::Sweep, "rate(1 minute)"),
    (Task::Marks, "rate(1 hour)"),
    (Task::Report { day: None }, "cron(5 0 * * ? *)"),
    (Task::Standings { day: None }, "cron(20 0 * * ? *)"),
    (Task::Remind, "cron(0 7 * * ? *)"),
    (Task::Misuse, "rate(1 hour)"),
    (Task::Holidays, "cron(10 0 * * ? *)"),
];

fn check(template: &Template) -> Findings {
    let mut findings = Findings::new();
    let mut scheduled = Vec::new();
    for (name, schedule) in template.all("AWS::Scheduler::Schedule") {
        let target = &schedule["Target"];
        match serde_json::from_str::<Task>(target["Input"].as_str().unwrap_or_default()) {
            Ok(task) => scheduled.push((task, schedule["ScheduleExpression"].as_str().unwrap_or_default())),
            Err(err) => findings.push(format!("{name} says what sla does not understand: {err}")),
        }
        findings.extend(unless(
            target["Arn"] == "${SlaFunction.Arn}" && target["RoleArn"] == "${ScheduleRole.Arn}",
            || format!("{name} does not run sla"),
        ));
        findings.extend(unless(schedule["State"] != "DISABLED", || format!("{name} is switched off")));
    }
    findings.extend(
        WHEN.iter()
            .filter(|task| !scheduled.contains(task))
            .map(|(task, when)| format!("{task:?} does not run at {when}")),
    );
    findings
}

#[test]
fn each_task_comes_round() {
    assert_fits(check);
}

#[test]
fn a_wrong_schedule_is_noticed() {
    let input = "SweepSchedule/Properties/Target/Input";
    assert_notices(
        check,
        &[
            (input, json!("{\"task\":\"sweeep\"}"), "SweepSchedule says what sla does not understand"),
            (input, json!("{\"task\":\"report\"}"), "Sweep does not run"),
            ("ReportSchedule", json!(null), "Report { day: None } does not run"),
            ("SweepSchedule/Properties/ScheduleExpression", json!("rate(1 hour)"), "Sweep does not run"),
            ("SweepSchedule/Properties/State", json!("DISABLED"), "SweepSchedule is switched off"),
            ("SweepSchedule/Properties/Target/Arn", json!("${NotifyFunction.Arn}"), "does not run sla"),
        ],
    );
}
