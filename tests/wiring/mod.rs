//! Template and code, held together.
//!
//! Each module holds one part of `infra/template.yaml`, as CloudFormation gets to see it, against the code
//! and returns what does not fit, in words. Each is shown to notice: a template that is changed for the
//! worse must be found out.

mod calls;
mod code;
mod environment;
mod functions;
mod outputs;
mod queues;
mod roles;
mod schedules;
mod store;

use serde_json::Value;

use crate::support::template::{self, Template};

/// What a check found.
type Findings = Vec<String>;

/// Fails unless `check` is content with the template.
fn assert_fits(check: fn(&Template) -> Findings) {
    let Some(template) = Template::shared() else { return };
    let findings = check(template);
    assert!(findings.is_empty(), "infra/template.yaml:\n  {}", findings.join("\n  "));
}

/// Fails unless `check` finds out each change for the worse: where (a JSON pointer below `Resources`), the
/// new value (null removes it), and what the finding says.
fn assert_notices(check: fn(&Template) -> Findings, changes: &[(&str, Value, &str)]) {
    let Some(template) = Template::shared() else { return };
    let before = check(template);
    for (place, value, says) in changes {
        let found = check(&template.with(&format!("/Resources/{place}"), value.clone()));
        let new: Vec<_> = found.iter().filter(|finding| !before.contains(finding)).collect();
        assert!(
            new.iter().any(|finding| finding.contains(says)),
            "{place} = {value} should be found out by {says:?}, not by {new:?}"
        );
    }
}

/// `finding`, unless `holds`.
fn unless(holds: bool, finding: impl FnOnce() -> String) -> Option<String> {
    (!holds).then(finding)
}
