//! Outputs and parameters: what the local stack asks of the template, the template has.

use serde_json::json;

use super::code::{between, resource_name, text};
use super::environment::PUBLIC_URL;
use super::template::Template;
use super::{Findings, assert_fits, unless};
use crate::support::functions::{Trigger, functions};

fn check(template: &Template) -> Findings {
    let stack = text("infra/local/stack.py");
    let mut wanted = between(&stack, "outputs[\"", "\"]");
    // Those of the queues become settings by their names. What can never succeed has no dead letters.
    wanted.insert("RejectQueueUrl".to_owned());
    for function in functions() {
        if let Trigger::Queue(queue) = &function.trigger {
            wanted.extend(["QueueUrl", "DeadLettersUrl"].map(|suffix| resource_name(queue) + suffix));
        }
    }
    let outputs = template.section("Outputs");
    let mut findings: Findings = wanted
        .iter()
        .filter(|name| !outputs.contains_key(*name))
        .map(|name| format!("stack.py wants the output {name}"))
        .collect();
    for (name, output) in outputs {
        // `ValidationQueueUrl` is the reference to `ValidationQueue`.
        let right = match name.as_str() {
            "ApiUrl" => PUBLIC_URL.to_owned(),
            name => format!("${{{}}}", name.trim_end_matches("Url")),
        };
        findings.extend(unless(output["Value"] == right, || format!("the output {name} is not {right}")));
    }
    let given = between(&stack, "parameters = {", "\n        }").into_iter().next().unwrap_or_default();
    let given: Vec<_> = given
        .lines()
        .filter_map(|line| Some(line.trim().strip_prefix('"')?.split_once('"')?.0.to_owned()))
        .collect();
    let known = template.section("Parameters");
    findings.extend(
        given
            .iter()
            .filter(|name| !known.contains_key(*name))
            .map(|name| format!("stack.py gives the parameter {name}, which is none")),
    );
    findings.extend(
        known
            .iter()
            .filter(|(name, it)| it["Default"].is_null() && !given.contains(name))
            .map(|(name, _)| format!("stack.py does not give the parameter {name}, which has no default")),
    );
    findings
}

#[test]
fn the_local_stack_finds_what_it_asks_for() {
    assert_fits(check);
}

#[test]
fn a_missing_output_or_parameter_is_noticed() {
    let Some(template) = Template::shared() else { return };
    for (place, value, says) in [
        ("/Outputs/ApiUrl", json!(null), "the output ApiUrl"),
        ("/Outputs/MailDeadLettersUrl", json!(null), "the output MailDeadLettersUrl"),
        ("/Outputs/NotifyQueueUrl/Value", json!("${MailQueue}"), "NotifyQueueUrl is not"),
        ("/Parameters/MailFrom", json!(null), "the parameter MailFrom"),
        ("/Parameters/LogRetentionDays/Default", json!(null), "parameter LogRetentionDays"),
    ] {
        let findings = check(&template.with(place, value));
        assert!(findings.iter().any(|finding| finding.contains(says)), "{place}: {findings:?}");
    }
}
