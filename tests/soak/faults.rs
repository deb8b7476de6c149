//! What goes wrong: processes die, marketplace and mail service fail, messages come twice.

use std::path::Path;

use aws_sdk_sqs::types::QueueAttributeName;
use serde_json::{Value, json};

use super::gateway::{Gateway, Mode};
use super::journal::{Death, chain, now};
use crate::chaos::dice::Dice;
use crate::support::client::Client;
use crate::support::stack::Stack;

/// How long what a dead process was working on stays hidden here, in seconds: at AWS, and without faults, three to six
/// minutes. Shorter than a slow batch takes, so that some messages also come again while they are worked on.
const VISIBILITY: &str = "20";

/// How many copies a queue gets at once: with more of them than can be worked on, the queues only grow.
const MOST_COPIES: usize = 5;

/// A running process of a function.
struct Process {
    pid: u32,
    function: String,
}

/// The processes of the functions of a stack: the children of its emulator.
fn processes(stack: &Stack) -> Vec<Process> {
    let entries = std::fs::read_dir("/proc").unwrap().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    pids.filter_map(|pid| process(pid, stack.emulator())).collect()
}

fn process(pid: u32, emulator: u32) -> Option<Process> {
    let folder = Path::new("/proc").join(pid.to_string());
    let stat = std::fs::read_to_string(folder.join("stat")).ok()?;
    // The name before these fields may hold blanks: state, then parent.
    let parent: u32 = stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()?;
    if parent != emulator {
        return None;
    }
    let environment = std::fs::read(folder.join("environ")).ok()?;
    let name = environment
        .split(|byte| *byte == 0)
        .find_map(|pair| pair.strip_prefix(b"AWS_LAMBDA_FUNCTION_NAME="))?;
    let function = std::str::from_utf8(name).ok()?.strip_prefix("goodfaith-local-")?.to_owned();
    Some(Process { pid, function })
}

/// Kills a process that runs just now, if one does.
pub(crate) fn kill_one(stack: &Stack, dice: &mut Dice) -> Option<Death> {
    let running = processes(stack);
    // Any function, not any process: those with many at once would hide the others.
    let mut functions: Vec<&str> = running.iter().map(|process| &*process.function).collect();
    functions.sort_unstable();
    functions.dedup();
    if functions.is_empty() {
        return None;
    }
    let function = dice.pick(&functions);
    let of_it: Vec<&Process> = running.iter().filter(|process| process.function == function).collect();
    kill(dice.pick(&of_it))
}

/// Kills the processes of a function, if any run: one death, for no two work on the same.
pub(crate) fn kill_all(stack: &Stack, function: &str) -> Option<Death> {
    let processes = processes(stack);
    let mut deaths: Vec<Death> =
        processes.iter().filter(|process| process.function == function).filter_map(kill).collect();
    deaths.pop()
}

fn kill(process: &Process) -> Option<Death> {
    let killed = std::process::Command::new("kill").args(["-9", &process.pid.to_string()]).status().unwrap();
    killed.success().then(|| Death { function: process.function.clone(), at: now() })
}

/// Makes some calls to the marketplace to come go wrong; returns how many.
pub(crate) async fn spoil(client: &Client<'_>, dice: &mut Dice) -> u64 {
    let (on, mode) = dice.pick(&[
        ("listing", "error"),
        ("listing", "hang"),
        ("listing", "drop"),
        ("order", "error"),
        ("order", "hang"),
        ("order", "drop"),
        ("order", "late"),
        ("order", "lose_answer"),
        ("order", "lose_answer"),
        ("order", "refuse"),
        ("status", "error"),
        ("status", "drop"),
    ]);
    client.spoil(&json!({ "on": on, "mode": mode, "delay_ms": 4_000 })).await;
    1
}

/// Makes a mail to come go wrong.
pub(crate) fn spoil_mail(gateway: &Gateway, dice: &mut Dice) {
    gateway.spoil(dice.pick(&[Mode::Error, Mode::Throttle, Mode::Hang, Mode::LoseAnswer, Mode::LoseAnswer]));
}

/// Sends copies of some of what waits in the chain's queues; returns them.
pub(crate) async fn double(client: &Client<'_>, sqs: &aws_sdk_sqs::Client, dice: &mut Dice) -> Vec<String> {
    let mut copies = Vec::new();
    for (url, mut messages) in waiting(client).await {
        messages.retain(|message| message.is_now);
        for _ in 0..MOST_COPIES.min(messages.len()) {
            let body = &messages[dice.below(messages.len())].body;
            sqs.send_message().queue_url(url).message_body(body).send().await.unwrap();
            copies.push(body.clone());
        }
    }
    copies
}

/// Asks every step to look at a case, several times at once; returns how many messages that are.
pub(crate) async fn nudge(client: &Client<'_>, sqs: &aws_sdk_sqs::Client, case: &str) -> usize {
    let body =
        json!({ "type": "nudge.case", "version": 1, "time": now().to_string(), "data": { "case": case } });
    let steps = ["VALIDATION", "TAKEDOWN", "NOTIFY"];
    for step in steps.into_iter().chain(steps) {
        let url = client.stack.setting(&format!("GOODFAITH_{step}_QUEUE_URL"));
        sqs.send_message().queue_url(url).message_body(body.to_string()).send().await.unwrap();
    }
    2 * steps.len()
}

/// A message in a queue.
pub(crate) struct Waiting {
    body: String,
    /// It is being worked on, or could be.
    pub(crate) is_now: bool,
}

/// What the chain's queues hold, received or not.
pub(crate) async fn waiting<'a>(client: &Client<'a>) -> Vec<(&'a str, Vec<Waiting>)> {
    let stand_in = client.stack.setting("AWS_ENDPOINT_URL");
    let all = client.http.get(format!("{stand_in}/_ministack/sqs/messages")).send().await.unwrap();
    let all: Value = all.json().await.unwrap();
    let accounts = all["messages"].as_object().unwrap().values();
    let regions = accounts.flat_map(|regions| regions.as_object().unwrap().values());
    let queues: Vec<(&String, &Value)> = regions.flat_map(|queues| queues.as_object().unwrap()).collect();
    let name = |url: &str| url.rsplit('/').next().unwrap().to_owned();
    let held_by = |url: &str| {
        let held = queues.iter().filter(|(found, _)| name(found) == name(url));
        let held = held.flat_map(|(_, messages)| messages.as_array().unwrap());
        held.map(|message| Waiting {
            body: message["Body"].as_str().unwrap().to_owned(),
            is_now: message["ReceiveCount"] != 0 || message["IsVisible"] == true,
        })
        .collect()
    };
    chain(client.stack).map(|url| (url, held_by(url))).into()
}

/// Has messages of dead processes come back soon.
pub(crate) async fn hurry(stack: &Stack, sqs: &aws_sdk_sqs::Client) {
    for url in chain(stack) {
        let change = sqs.set_queue_attributes().queue_url(url);
        change.attributes(QueueAttributeName::VisibilityTimeout, VISIBILITY).send().await.unwrap();
    }
}
