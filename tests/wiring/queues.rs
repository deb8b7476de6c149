//! Queues: nothing is lost, nothing is delivered while it is still worked on, and what piles up is seen.

use port::Queue;
use serde_json::{Value, json};
use testkit::world::MOST_DELIVERIES;

use super::code::resource_name;
use super::functions::alarms_on;
use super::template::{Template, texts};
use super::{Findings, assert_fits, assert_notices, unless};
use crate::support::functions::{Trigger, functions};

/// How long SQS keeps a message at most, in seconds.
const LONGEST_RETENTION_S: u64 = 14 * 24 * 3600;

/// The queue of events for the accounts' endpoints.
const WEBHOOKS: &str = "WebhookQueue";

/// The queue and the function of a mapping.
fn ends(mapping: &Value) -> (String, String) {
    let name = |value: &Value, suffix: &str| {
        let text = value.as_str().unwrap_or_default();
        text.trim_start_matches("${").trim_end_matches('}').trim_end_matches(suffix).to_owned()
    };
    (name(&mapping["EventSourceArn"], ".Arn"), name(&mapping["FunctionName"], ""))
}

fn check(template: &Template) -> Findings {
    let mut findings = Findings::new();
    let fed: Vec<_> = functions()
        .iter()
        .filter_map(|function| match &function.trigger {
            Trigger::Queue(queue) => Some((queue, &function.name)),
            Trigger::Http | Trigger::Schedule => None,
        })
        .map(|(queue, name)| {
            (format!("{}Queue", resource_name(queue)), format!("{}Function", resource_name(name)))
        })
        .collect();
    for queue in Queue::ALL.map(|queue| format!("{}Queue", resource_name(queue.name()))) {
        findings
            .extend(unless(fed.iter().any(|(fed, _)| *fed == queue), || format!("{queue} feeds nothing")));
    }
    for (queue, function) in &fed {
        let mapping = template
            .all("AWS::Lambda::EventSourceMapping")
            .map(|(_, mapping)| mapping)
            .find(|mapping| ends(mapping) == (queue.clone(), function.clone()));
        match mapping {
            None => findings.push(format!("{queue} does not feed {function}")),
            Some(mapping) => findings.extend(visibility(template, queue, function, mapping)),
        }
        findings.extend(dead_letters(template, queue));
        // A brand's endpoint may be down for hours: that is the brand's to fix.
        if queue != WEBHOOKS {
            findings.extend(alarms_on(template, "AWS/SQS", "ApproximateAgeOfOldestMessage", queue, 300));
        }
    }
    for (name, mapping) in template.all("AWS::Lambda::EventSourceMapping") {
        findings.extend(unless(fed.contains(&ends(mapping)), || {
            format!("{name}: which queue is meant to feed which function?")
        }));
        findings
            .extend(unless(texts(&mapping["FunctionResponseTypes"]) == ["ReportBatchItemFailures"], || {
                format!("{name}: one failure fails the whole batch")
            }));
    }
    findings.extend(alarms_on(template, "AWS/SQS", "ApproximateNumberOfMessagesVisible", "RejectQueue", 0));
    for (name, queue) in template.all("AWS::SQS::Queue") {
        findings.extend(unless(queue["SqsManagedSseEnabled"] == true, || format!("{name} is not encrypted")));
        let ends_here = queue["RedrivePolicy"].is_null();
        findings.extend(unless(!ends_here || queue["MessageRetentionPeriod"] == LONGEST_RETENTION_S, || {
            format!("{name} forgets what it holds in less than 14 days")
        }));
    }
    findings
}

/// AWS asks for six times the function's timeout, and the batching window on top.
fn visibility(template: &Template, queue: &str, function: &str, mapping: &Value) -> Option<String> {
    let visible_after = template.properties(queue)["VisibilityTimeout"].as_u64().unwrap_or(30);
    let timeout = template.properties(function)["Timeout"].as_u64().unwrap_or(3);
    let window = mapping["MaximumBatchingWindowInSeconds"].as_u64().unwrap_or(0);
    let least = 6 * timeout + window;
    unless(visible_after >= least, || {
        format!("{queue} shows a message again after {visible_after} s, {function} needs {least} s")
    })
}

fn dead_letters(template: &Template, queue: &str) -> Findings {
    let policy = &template.properties(queue)["RedrivePolicy"];
    let letters = queue.replace("Queue", "DeadLetters");
    let mut findings = Findings::new();
    findings.extend(unless(policy["deadLetterTargetArn"] == format!("${{{letters}.Arn}}"), || {
        format!("{queue} has no dead letters")
    }));
    findings.extend(unless(policy["maxReceiveCount"] == MOST_DELIVERIES, || {
        format!("{queue} does not deliver {MOST_DELIVERIES} times, as the world in memory does")
    }));
    findings.extend(unless(template.resource(&letters)["Type"] == "AWS::SQS::Queue", || {
        format!("{letters} is not a queue")
    }));
    findings.extend(alarms_on(template, "AWS/SQS", "ApproximateNumberOfMessagesVisible", &letters, 0));
    findings
}

#[test]
fn no_queue_loses_or_doubles_messages_unseen() {
    assert_fits(check);
}

#[test]
fn a_careless_queue_is_noticed() {
    assert_notices(
        check,
        &[
            ("TakedownQueue/Properties/VisibilityTimeout", json!(180), "TakedownFunction needs 360 s"),
            ("NotifyQueue/Properties/VisibilityTimeout", json!(360), "NotifyFunction needs 365 s"),
            ("ValidationFunction/Properties/Timeout", json!(31), "ValidationFunction needs 186 s"),
            (
                "NotifyFunctionNotify/Properties/FunctionResponseTypes",
                json!(null),
                "NotifyFunctionNotify: one failure fails the whole batch",
            ),
            (
                "NotifyFunctionNotify/Properties/EventSourceArn",
                json!("${TakedownQueue.Arn}"),
                "NotifyQueue does not feed NotifyFunction",
            ),
            ("MailQueue/Properties/RedrivePolicy", json!(null), "MailQueue has no dead letters"),
            (
                "MailQueue/Properties/RedrivePolicy/deadLetterTargetArn",
                json!("${NotifyDeadLetters.Arn}"),
                "MailQueue has no dead letters",
            ),
            ("MailQueue/Properties/RedrivePolicy/maxReceiveCount", json!(1), "MailQueue does not deliver 10"),
            ("MailDeadLetters/Properties/MessageRetentionPeriod", json!(null), "MailDeadLetters forgets"),
            ("RejectQueue/Properties/SqsManagedSseEnabled", json!(null), "RejectQueue is not encrypted"),
            ("RejectAlarm", json!(null), "RejectQueue"),
            ("RejectAlarm/Properties/AlarmActions", json!([]), "RejectQueue"),
            ("NotifyAgeAlarm", json!(null), "ApproximateAgeOfOldestMessage of NotifyQueue"),
            ("NotifyDeadLettersAlarm/Properties/Threshold", json!(9), "of NotifyDeadLetters"),
        ][..],
    );
}
