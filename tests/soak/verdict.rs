//! The checker, and that it notices what it is there for.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

use crate::support::stack::Stack;
use crate::support::tools::root;

/// What is known of a run, as files for the checker.
pub(crate) struct Verdict {
    folder: PathBuf,
    journal: Value,
    snapshot: Value,
}

/// What the checker finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Finding {
    Kept,
    /// Something is not there yet.
    Missing(String),
    /// Something is there that no waiting mends.
    Broken(String),
}

impl Verdict {
    /// Of a stack as it is now.
    pub(crate) fn of(stack: &Stack, journal: Value) -> Self {
        let collect = root().join("tests/soak/collect.py");
        let env = stack.folder().join("env");
        let snapshot = stack.python(&[collect.to_str().unwrap(), env.to_str().unwrap()]);
        let snapshot = serde_json::from_str(&snapshot).unwrap();
        Self { folder: stack.folder().to_owned(), journal, snapshot }
    }

    pub(crate) fn finding(&self) -> Finding {
        self.find(&self.journal, &self.snapshot)
    }

    fn find(&self, journal: &Value, snapshot: &Value) -> Finding {
        let paths = ["journal", "snapshot"].map(|name| self.folder.join(format!("{name}.json")));
        for (path, value) in paths.iter().zip([journal, snapshot]) {
            std::fs::write(path, value.to_string()).unwrap();
        }
        let output =
            Command::new("python3").arg(root().join("tests/soak/check.py")).args(&paths).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        match output.status.code() {
            Some(0) => Finding::Kept,
            Some(3) => Finding::Missing(text),
            Some(1) if text.starts_with("broken: ") => Finding::Broken(text),
            status => panic!("check.py: {status:?} {text}{}", String::from_utf8_lossy(&output.stderr)),
        }
    }

    /// Changes what was found in one place at a time: each change must be noticed, for what it is.
    pub(crate) fn notices_what_is_tampered_with(&self) {
        assert_eq!(self.finding(), Finding::Kept);
        for (name, tamper, noticed) in TAMPERED {
            let (mut journal, mut snapshot) = (self.journal.clone(), self.snapshot.clone());
            tamper(&mut journal, &mut snapshot);
            let (Finding::Missing(text) | Finding::Broken(text)) = self.find(&journal, &snapshot) else {
                panic!("the checker does not notice {name}");
            };
            assert!(text.contains(noticed), "{name}: no “{noticed}” in {text}");
        }
    }
}

type Tamper = fn(&mut Value, &mut Value);

/// What, how, and what the checker says of it.
const TAMPERED: &[(&str, Tamper, &str)] = &[
    ("a complaint that became no case", |_, s| drop(list(s, "cases").pop()), ": no case"),
    (
        "a second case of a complaint",
        |_, s| again(s, "cases", |case| case["case"] = json!("0".repeat(32))),
        ": 2 cases",
    ),
    ("a case of no complaint", |j, _| forget_last(list(j, "filings")), "of which nobody complained"),
    (
        "an event that was cut off",
        |_, s| drop(list(&mut s["cases"][0], "lines").pop()),
        "do not match their hash chain",
    ),
    ("a head that was changed", |_, s| s["cases"][0]["head"] = json!("00"), "do not match their hash chain"),
    ("a document that was lost", |_, s| s["sealed"] = json!({}), " is lost"),
    ("a measure that was done twice", |_, s| done(s)["performed"] = json!(2), ": done 2 times"),
    (
        "a measure under two ids",
        |_, s| again(s, "orders", |order| order["order"]["id"] = json!("x")),
        ": done 2 times",
    ),
    ("a measure that was not done", |_, s| s["orders"] = json!([]), "and the marketplace did nothing"),
    (
        "a measure of no case",
        |_, s| done(s)["order"]["listing"] = json!("9999999"),
        "which no accepted case asks for",
    ),
    ("a letter that was not sent", no_letter, "letter taken_down went out 0 times"),
    ("a letter that was sent twice", twice, "letter taken_down went out"),
    ("a letter that went out again unsaid", unsaid, "and the case does not say so"),
    ("a webhook that was not posted", no_webhook, "case.accepted was not posted"),
    ("a webhook that was posted twice", posted_twice, " was posted 2 times"),
    ("a webhook that says two things", two_webhooks, "says one thing, then another"),
    ("a forged webhook", |j, _| j["posts"][0]["signature"] = json!("v1,forged"), "not signed"),
    (
        "a report that counts one more",
        |j, _| count_more(&mut j["reports"][0], "taken_down"),
        "report: taken_down",
    ),
    ("a report without a row", |_, s| s["tables"] = json!({}), "report: 0 rows"),
    ("a message that waits", waits, "messages wait"),
    ("a message that was put aside", put_aside, "messages were put aside"),
];

fn list<'a>(of: &'a mut Value, name: &str) -> &'a mut Vec<Value> {
    of[name].as_array_mut().unwrap()
}

/// Forgets the last complaint, and all others about its listings.
fn forget_last(filings: &mut Vec<Value>) {
    let listings = |filing: &Value| filing["listings"].as_array().unwrap().clone();
    let gone = listings(filings.last().unwrap());
    filings.retain(|filing| !listings(filing).iter().any(|listing| gone.contains(listing)));
}

/// Adds a changed copy of the last element.
fn again(of: &mut Value, name: &str, change: fn(&mut Value)) {
    let done = |value: &&Value| value["answer"]["outcome"].as_str().is_none_or(|outcome| outcome == "done");
    let mut copy = list(of, name).iter().rfind(done).unwrap().clone();
    change(&mut copy);
    list(of, name).push(copy);
}

/// An order that was carried out.
fn done(snapshot: &mut Value) -> &mut Value {
    list(snapshot, "orders").iter_mut().find(|order| order["answer"]["outcome"] == "done").unwrap()
}

/// Removes the last element that holds a text.
fn taken_out(of: &mut Value, name: &str, text: &str) -> Value {
    let at = list(of, name).iter().rposition(|value| value.to_string().contains(text)).unwrap();
    list(of, name).remove(at)
}

/// It may have been sent twice.
fn no_letter(journal: &mut Value, snapshot: &mut Value) {
    let subject = taken_out(snapshot, "mails", "Taken down")["Subject"].take();
    for of in [journal, snapshot] {
        list(of, "mails").retain(|mail| mail["Subject"] != subject);
    }
}

/// A death of its sender would explain it.
fn twice(journal: &mut Value, snapshot: &mut Value) {
    journal["deaths"] = json!([]);
    let mut copy = taken_out(snapshot, "mails", "Taken down");
    list(snapshot, "mails").push(copy.clone());
    copy["MessageId"] = json!("another");
    list(snapshot, "mails").push(copy);
}

/// A letter whose answer was lost goes out again.
fn unsaid(_: &mut Value, snapshot: &mut Value) {
    for case in list(snapshot, "cases") {
        for line in list(case, "lines") {
            *line = json!(line.as_str().unwrap().replace(r#","again":true"#, ""));
        }
    }
}

/// One of posts that were all posted once, and nothing that would explain it.
fn posted_twice(journal: &mut Value, _: &mut Value) {
    let mut known = BTreeSet::new();
    list(journal, "posts").retain(|post| post["answered"] == true && known.insert(post["id"].to_string()));
    again(journal, "posts", |_| ());
    for causes in ["copies", "deaths", "mail_faults"] {
        journal[causes] = json!([]);
    }
}

fn no_webhook(journal: &mut Value, _: &mut Value) {
    let id = taken_out(journal, "posts", "case.accepted")["id"].take();
    list(journal, "posts").retain(|post| post["id"] != id);
}

fn two_webhooks(journal: &mut Value, _: &mut Value) {
    again(journal, "posts", |post| {
        post["body"] = json!(post["body"].as_str().unwrap().replace("case.", "Case."))
    });
}

fn count_more(of: &mut Value, name: &str) {
    of[name] = json!(of[name].as_u64().unwrap() + 1);
}

fn put(journal: &Value, snapshot: &mut Value, queue: &Value) {
    let queues = journal["queues"].as_object().unwrap();
    let name = queues.iter().find_map(|(name, of)| (of == queue).then_some(name)).unwrap();
    snapshot["queues"][name] = json!([{ "Body": "{}", "ReceiveCount": 1, "IsVisible": true }]);
}

fn waits(journal: &mut Value, snapshot: &mut Value) {
    put(journal, snapshot, &json!(["takedown", false]));
}

fn put_aside(journal: &mut Value, snapshot: &mut Value) {
    put(journal, snapshot, &json!([null, true]));
}
