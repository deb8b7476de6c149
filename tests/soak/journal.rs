//! What was done to the stack, and what it answered: all that the checker is told of a run.

use jiff::Timestamp;
use port::{SystemClock, WallClock as _};
use serde_json::{Value, json};

use super::doors::Filing;
use super::gateway::{Fault, Gateway, Mode};
use super::receiver::Receiver;
use crate::support::client::HOLDER;
use crate::support::stack::Stack;

/// The queues by the names of their settings, and the function that takes from each.
const QUEUES: [(&str, &str); 6] = [
    ("MAIL", "mail-intake"),
    ("VALIDATION", "validation"),
    ("PICTURES", "pictures"),
    ("TAKEDOWN", "takedown"),
    ("NOTIFY", "notify"),
    ("WEBHOOK", "webhooks"),
];

/// The death of a process, or of all at once.
#[derive(Debug, Clone)]
pub(crate) struct Death {
    pub(crate) function: String,
    pub(crate) at: Timestamp,
}

/// What is remembered of a run.
#[derive(Default)]
pub(crate) struct Journal {
    pub(crate) filings: Vec<Filing>,
    pub(crate) deaths: Vec<Death>,
    /// Mails that the stand-in forgets when it is restarted.
    pub(crate) mails: Vec<Value>,
    pub(crate) webhook_secret: String,
    pub(crate) faults: u64,
    /// Messages that were sent once more.
    pub(crate) copies: Vec<String>,
    pub(crate) nudged: usize,
    pub(crate) restarts: usize,
}

impl Journal {
    /// As the checker reads it, with today's reports.
    pub(crate) fn told(&self, stack: &Stack, gateway: &Gateway, receiver: &Receiver) -> Value {
        let filings: Vec<Value> = self.filings.iter().map(Filing::told).collect();
        let deaths = self.deaths.iter();
        let deaths = deaths.map(|death| json!({ "function": death.function, "at": seconds(death.at) }));
        let mail_faults = gateway.faults().into_iter().map(|Fault { at, mode, letters, taken }| {
            let pauses = mode == Mode::Throttle;
            json!({ "at": seconds(at), "pauses": pauses, "letters": letters, "taken": taken })
        });
        json!({
            "complainant": HOLDER,
            "market": stack.setting("GOODFAITH_DEMO_MARKETPLACE_URL"),
            "filings": filings,
            "deaths": deaths.collect::<Vec<_>>(),
            "mail_faults": mail_faults.collect::<Vec<_>>(),
            "mails": self.mails,
            "webhook_secret": self.webhook_secret,
            "posts": receiver.posts(),
            "copies": self.copies,
            "queues": queues(stack),
            "reports": self.reports(stack),
        })
    }

    /// The reports of all days on which something was filed.
    fn reports(&self, stack: &Stack) -> Vec<Value> {
        let day = |at: Timestamp| at.to_string()[..10].to_owned();
        let mut days: Vec<String> = self.filings.iter().map(|filing| day(filing.begun)).collect();
        days.push(day(now()));
        days.sort();
        days.dedup();
        let report = |day: String| stack.goodfaith_json(&["report", &day])["figures"].take();
        days.into_iter().map(report).collect()
    }
}

/// The chain's queues and where their dead letters go, by the queues' names: the function, and whether it is only for
/// what was put aside.
fn queues(stack: &Stack) -> Value {
    let name_of = |setting: &str| stack.setting(setting).rsplit('/').next().unwrap().to_owned();
    let mut all = serde_json::Map::new();
    for (queue, function) in QUEUES {
        all.insert(name_of(&format!("GOODFAITH_{queue}_QUEUE_URL")), json!([function, false]));
        all.insert(name_of(&format!("GOODFAITH_{queue}_DLQ_URL")), json!([function, true]));
    }
    all.insert(name_of("GOODFAITH_REJECT_QUEUE_URL"), json!([null, true]));
    all.into()
}

/// The addresses of the chain's queues.
pub(crate) fn chain(stack: &Stack) -> [&str; 6] {
    QUEUES.map(|(queue, _)| stack.setting(&format!("GOODFAITH_{queue}_QUEUE_URL")))
}

/// Seconds since 1970.
fn seconds(at: Timestamp) -> f64 {
    at.duration_since(Timestamp::UNIX_EPOCH).as_secs_f64()
}

pub(crate) fn now() -> Timestamp {
    SystemClock.now()
}
