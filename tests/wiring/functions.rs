//! Functions: each is deployed, keeps its logs for a while, and is heard when it fails.

use serde_json::json;

use super::code::resource_name;
use super::template::Template;
use super::{Findings, assert_fits, assert_notices, unless};
use crate::support::functions::functions;

fn check(template: &Template) -> Findings {
    let mut findings = Findings::new();
    for function in functions().iter().map(|function| &function.name) {
        let name = resource_name(function);
        let properties = template.properties(&format!("{name}Function"));
        findings.extend(unless(properties["Code"]["S3Key"] == format!("target/lambda/{function}"), || {
            format!("{function} is not deployed from target/lambda/{function}")
        }));
        findings
            .extend(unless(properties["Handler"] == "bootstrap", || format!("{function} has no bootstrap")));
        let log = template.properties(&format!("{name}Log"));
        findings.extend(unless(
            properties["LoggingConfig"]["LogGroup"] == format!("${{{name}Log}}")
                && log["RetentionInDays"] == "${LogRetentionDays}",
            || format!("{function} has no log group that forgets"),
        ));
        let resource = format!("{name}Function");
        findings.extend(alarms_on(template, "AWS/Lambda", "Errors", &resource, 0));
        findings.extend(alarms_on(template, "AWS/Lambda", "Throttles", &resource, 0));
    }
    findings.extend(OWN_METRICS.iter().filter_map(|metric| rings_for(template, metric)));
    let deployed = template.all("AWS::Lambda::Function").count();
    findings.extend(unless(deployed == functions().len(), || {
        format!("{deployed} functions are deployed, {} are written", functions().len())
    }));
    findings
}

/// The metrics that functions write into their logs for an alarm.
const OWN_METRICS: [&str; 4] =
    ["marketplace_out", "mail_paused", "holiday_list_ends", "statutory_letters_unsent"];

/// A finding, unless an alarm that someone hears rings for our own `metric`.
fn rings_for(template: &Template, metric: &str) -> Option<String> {
    let rings = template.all("AWS::CloudWatch::Alarm").any(|(_, alarm)| {
        alarm["Namespace"] == "Goodfaith"
            && alarm["MetricName"] == metric
            && alarm["ComparisonOperator"] == "GreaterThanThreshold"
            && alarm["AlarmActions"] == json!(["${AlarmTopic}"])
    });
    unless(rings, || format!("no alarm rings for {metric}"))
}

/// A finding, unless an alarm that someone hears rings when `metric` of `resource` is over `most`.
pub(super) fn alarms_on(
    template: &Template,
    namespace: &str,
    metric: &str,
    resource: &str,
    most: u64,
) -> Option<String> {
    let dimension = match namespace {
        "AWS/SQS" => json!([{ "Name": "QueueName", "Value": format!("${{{resource}.QueueName}}") }]),
        _ => json!([{ "Name": "FunctionName", "Value": format!("${{{resource}}}") }]),
    };
    let rings = template.all("AWS::CloudWatch::Alarm").any(|(_, alarm)| {
        alarm["Namespace"] == namespace
            && alarm["MetricName"] == metric
            && alarm["Dimensions"] == dimension
            && alarm["ComparisonOperator"] == "GreaterThanThreshold"
            && alarm["Threshold"] == most
            && alarm["AlarmActions"] == json!(["${AlarmTopic}"])
    });
    unless(rings, || format!("no alarm rings when {metric} of {resource} is over {most}"))
}

#[test]
fn each_function_is_deployed_and_watched() {
    assert_fits(check);
}

#[test]
fn an_unwatched_function_is_noticed() {
    let one_more = format!("{} functions", functions().len() + 1);
    assert_notices(
        check,
        &[
            ("SlaFunction", json!(null), "sla is not deployed"),
            ("SlaFunction/Properties/Code/S3Key", json!("target/lambda/notify"), "sla is not deployed"),
            ("SlaFunction/Properties/LoggingConfig", json!(null), "sla has no log group"),
            ("SlaLog/Properties/RetentionInDays", json!(null), "sla has no log group"),
            ("SlaErrorsAlarm", json!(null), "Errors of SlaFunction"),
            ("SlaThrottlesAlarm/Properties/MetricName", json!("Errors"), "Throttles of SlaFunction"),
            ("HolidayListAlarm", json!(null), "no alarm rings for holiday_list_ends"),
            ("MailPausedAlarm/Properties/MetricName", json!("paused"), "no alarm rings for mail_paused"),
            ("Another", json!({ "Type": "AWS::Lambda::Function", "Properties": {} }), &one_more),
        ],
    );
}
