//! What a function reads from its environment is what the template sets, and it is the right thing.

use std::collections::BTreeSet;

use serde_json::json;

use super::code::{resource_name, words};
use super::template::Template;
use super::{Findings, assert_fits, assert_notices, unless};
use crate::support::functions::functions;
use crate::support::stack::built;

/// What each variable must hold, in whichever function, beside the addresses of queues.
const VALUES: [(&str, &str); 9] = [
    ("GOODFAITH_TABLE", "${Table}"),
    ("GOODFAITH_CONTROL_TABLE", "${ControlTable}"),
    ("GOODFAITH_EVIDENCE_BUCKET", "${EvidenceBucket}"),
    ("GOODFAITH_INBOX_BUCKET", "${InboxBucket}"),
    ("GOODFAITH_MAIL_FROM", "${MailFrom}"),
    ("GOODFAITH_PUBLIC_URL", PUBLIC_URL),
    ("GOODFAITH_LINK_KEY", "${LinkKey}"),
    ("GOODFAITH_MARKETPLACE_KEYS", "${MarketplaceKeys}"),
    ("GOODFAITH_PROGRAMME", "${Programme}"),
];

/// The public address.
pub(super) const PUBLIC_URL: &str = "${PublicScheme}://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}";

/// `${TakedownQueue}` for `GOODFAITH_TAKEDOWN_QUEUE_URL`, and so on.
fn value_of(name: &str) -> Option<String> {
    let queue = name.strip_prefix("GOODFAITH_").and_then(|rest| rest.strip_suffix("_QUEUE_URL"));
    match queue {
        Some(queue) => Some(format!("${{{}Queue}}", resource_name(&queue.to_lowercase()))),
        None => VALUES.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()),
    }
}

fn check(template: &Template) -> Findings {
    let mut findings = Findings::new();
    for function in functions() {
        let (function, read) = (&function.name, &function.environment);
        let properties = template.properties(&format!("{}Function", resource_name(function)));
        let set = properties["Environment"]["Variables"].as_object().cloned().unwrap_or_default();
        findings.extend(
            read.iter()
                .filter(|name| !set.contains_key(*name))
                .map(|name| format!("{function} reads {name}, which is not set")),
        );
        for (name, value) in &set {
            let right = value_of(name);
            findings.extend(unless(read.contains(name), || format!("{function} never reads {name}")));
            findings.extend(unless(right.is_some_and(|right| *value == right), || {
                format!("{function} gets {name} = {value}")
            }));
        }
    }
    findings
}

#[test]
fn each_function_gets_the_environment_that_it_reads() {
    assert_fits(check);
}

/// A function without an environment names all settings that it misses.
#[test]
fn each_function_reads_the_environment_that_it_declares() {
    for function in functions() {
        let said = built(&function.name).env_clear().output().unwrap();
        assert!(!said.status.success(), "{} starts without its settings", function.name);
        let said = String::from_utf8_lossy(&said.stderr).into_owned();
        let read: BTreeSet<_> = words(&said).into_iter().filter(|it| it.starts_with("GOODFAITH_")).collect();
        let declared: BTreeSet<_> = function.environment.iter().map(String::as_str).collect();
        assert_eq!(read, declared, "the settings of {}: read, and declared", function.name);
    }
}

#[test]
fn a_wrong_environment_is_noticed() {
    let variables = "TakedownFunction/Properties/Environment/Variables";
    assert_notices(
        check,
        &[
            (&format!("{variables}/GOODFAITH_TABLE"), json!(null), "takedown reads GOODFAITH_TABLE"),
            (&format!("{variables}/GOODFAITH_LINK_KEY"), json!("${LinkKey}"), "takedown never reads"),
            (
                &format!("{variables}/GOODFAITH_NOTIFY_QUEUE_URL"),
                json!("${ValidationQueue}"),
                "takedown gets GOODFAITH_NOTIFY_QUEUE_URL",
            ),
        ],
    );
}
