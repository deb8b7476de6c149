//! What it costs to start a function, and what its first call of AWS adds.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use case::{About, Announcement, CaseId, Letter, Nudge, OwedLetter};
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::callgrind;
use crate::common::LINK_KEY;
use crate::declared::{Function, Trigger, functions};
use crate::endpoint::{Endpoint, Issued};
use crate::figure::Figures;
use crate::site::event;

/// Instructions from a program's first to the one that asks for work, all clients made: the most that any may take.
const START_BUDGET: f64 = 3_500_000.0;
/// The same of those that take less: what was reached, and some 5 % more.
const START_BUDGETS: [(&str, f64); 7] = [
    ("mail-intake", 3_260_000.0),
    ("validation", 2_600_000.0),
    ("takedown", 1_920_000.0),
    ("notify", 3_180_000.0),
    ("webhooks", 1_890_000.0),
    ("pictures", 2_570_000.0),
    ("sla", 3_130_000.0),
];
/// Instructions that the first HTTPS call adds to an invocation.
const HTTPS_BUDGET: f64 = 3_000_000.0;
/// The same, with an intermediate in the chain, as with AWS: what was reached. `infra/docs/BENCHMARKS.md`
/// shows what stops it.
const INTERMEDIATE_BUDGET: f64 = 3_400_000.0;
/// The function whose call is also measured so.
const WITH_INTERMEDIATE: &str = "takedown";

/// A function's program: its deployed form, or in the fast run the one that the tests have built.
pub(crate) fn program(name: &str, fast: bool) -> anyhow::Result<PathBuf> {
    let own = std::env::current_exe()?;
    // target/<profile>/deps/<this>
    let target = own.ancestors().nth(3).context("this program is not where cargo puts it")?;
    let (profile, build) = if fast { ("debug", "") } else { ("release", "--release ") };
    let program = target.join(profile).join(name);
    ensure!(program.exists(), "{} is missing: cargo build {build}--workspace --bins", program.display());
    Ok(program)
}

#[allow(clippy::disallowed_methods, reason = "a bench is told of its surroundings by the environment")]
fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true")
}

/// `start_<function>`, `https_<function>` and `invocation_<function>`.
///
/// The first run ends when the function asks for work. Two more end when it has answered an invocation:
/// one that makes no call of AWS, and one that makes exactly one. The difference of these two is the call:
/// the HTTPS client set up, the name resolved, the handshake, the request signed and sent, the refusal
/// read. What the invocation with the call costs as a whole, from asking for work to answering, stands
/// beside it.
pub(crate) fn measure(figures: &mut Figures) -> anyhow::Result<()> {
    if !callgrind::is_installed() {
        let missing = "valgrind is missing: apt-get install valgrind";
        ensure!(!in_ci(), "{missing}");
        writeln!(std::io::stderr(), "\n*** SKIPPED: {missing} ***\n")?;
        return Ok(());
    }
    let cloud = Cloud::start(Issued::ByAuthority, figures.fast)?;
    of_each(|function| {
        let (start, name) = (cloud.start_of(function)?, &function.name);
        let own = START_BUDGETS.iter().find(|(of, _)| of == name);
        let budget = own.map_or(START_BUDGET, |(_, budget)| *budget);
        figures.add(&format!("start_{name}"), start as f64, "instructions", Some(budget));
        let (without, with) = (cloud.answer_of(function, 0)?, cloud.answer_of(function, 1)?);
        let call = with.saturating_sub(without);
        figures.add(&format!("https_{name}"), call as f64, "instructions", Some(HTTPS_BUDGET));
        let invocation = with.saturating_sub(start);
        figures.add(&format!("invocation_{name}"), invocation as f64, "instructions", None);
        Ok(())
    })?;
    let cloud = Cloud::start(Issued::ByIntermediate, figures.fast)?;
    let function = functions().iter().find(|it| it.name == WITH_INTERMEDIATE).context("no such function")?;
    let (without, with) = (cloud.answer_of(function, 0)?, cloud.answer_of(function, 1)?);
    let call = with.saturating_sub(without);
    figures.add("https_intermediate", call as f64, "instructions", Some(INTERMEDIATE_BUDGET));
    Ok(())
}

/// What a function finds around it.
struct Cloud {
    endpoint: Endpoint,
    bundle: PathBuf,
    fast: bool,
}

impl Cloud {
    fn start(issued: Issued, fast: bool) -> anyhow::Result<Self> {
        let endpoint = Endpoint::start(issued)?;
        let bundle = Path::new(env!("CARGO_TARGET_TMPDIR")).join("authority.pem");
        std::fs::write(&bundle, &endpoint.authority)?;
        Ok(Self { endpoint, bundle, fast })
    }

    /// Instructions until the function asks for work.
    fn start_of(&self, function: &Function) -> anyhow::Result<u64> {
        callgrind::instructions(&program(&function.name, self.fast)?, &self.environment(function)?, None)
    }

    /// Instructions until the function has answered an invocation that makes so many calls.
    fn answer_of(&self, function: &Function, calls: u32) -> anyhow::Result<u64> {
        self.endpoint.requests();
        let invocation = invocation(function, calls)?.to_string();
        let (program, environment) = (program(&function.name, self.fast)?, self.environment(function)?);
        let answered = callgrind::instructions(&program, &environment, Some(&invocation))?;
        let made = self.endpoint.requests();
        ensure!(made == calls, "{made} calls were made in place of {calls}");
        Ok(answered)
    }

    /// What Lambda sets, and the settings that the function declares.
    fn environment<'a>(&self, function: &'a Function) -> anyhow::Result<Vec<(&'a str, String)>> {
        let mut environment = lambda(&self.endpoint.url, &self.bundle);
        for name in &function.environment {
            environment.push((name, setting(&self.endpoint.url, name)?));
        }
        Ok(environment)
    }
}

/// Measures every function, and then says which could not be.
pub(crate) fn of_each(mut measure: impl FnMut(&Function) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let failures: Vec<String> = functions()
        .iter()
        .filter_map(|it| measure(it).err().map(|error| format!("{}: {error:#}", it.name)))
        .collect();
    ensure!(failures.is_empty(), "{}", failures.join("\n"));
    Ok(())
}

fn lambda(endpoint: &str, bundle: &Path) -> Vec<(&'static str, String)> {
    vec![
        ("AWS_REGION", "eu-central-1".to_owned()),
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE".to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "not-a-secret".to_owned()),
        ("AWS_SESSION_TOKEN", "not-a-token".to_owned()),
        ("AWS_ENDPOINT_URL", endpoint.to_owned()),
        ("AWS_CA_BUNDLE", bundle.display().to_string()),
        ("AWS_LAMBDA_FUNCTION_NAME", "f".to_owned()),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256".to_owned()),
        ("AWS_LAMBDA_FUNCTION_VERSION", "1".to_owned()),
        ("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/f".to_owned()),
        ("AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/21/[1]00".to_owned()),
    ]
}

/// A value for a setting.
fn setting(endpoint: &str, name: &str) -> anyhow::Result<String> {
    Ok(match name {
        "GOODFAITH_MAIL_FROM" => "notices@goodfaith.example".to_owned(),
        "GOODFAITH_PUBLIC_URL" => "https://goodfaith.example".to_owned(),
        "GOODFAITH_LINK_KEY" => LINK_KEY.to_owned(),
        "GOODFAITH_PROGRAMME" => "honest".to_owned(),
        "GOODFAITH_MARKETPLACE_KEYS" => "demo=whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=".to_owned(),
        _ if name.ends_with("_QUEUE_URL") => format!("{endpoint}/111122223333/queue"),
        _ if name.contains("_TABLE") || name.ends_with("_BUCKET") => "goodfaith".to_owned(),
        _ => bail!("no value is known for {name}"),
    })
}

/// An invocation that makes so many calls of AWS, none or one, when the first is refused.
fn invocation(function: &Function, calls: u32) -> anyhow::Result<Value> {
    let case = CaseId::new(Uuid::from_u128(7));
    Ok(match (&function.trigger, calls) {
        // Both answer with a text of the pages, which are read by the first that needs one.
        (Trigger::Http, 0) => event::http("POST", "/uploads", &[], Some("{")),
        (Trigger::Http, _) => {
            let key = format!("Bearer gf_northlight.1f09b2c4_{}", "0".repeat(64));
            event::http("GET", "/api/v1/complaints", &[("authorization", &key)], None)
        }
        (Trigger::Schedule, 0) => json!({ "task": "none", "day": "2026-11-20" }),
        (Trigger::Schedule, _) => json!({ "task": "report", "day": "2026-11-20" }),
        (Trigger::Queue(_), 0) => json!({ "Records": [] }),
        (Trigger::Queue(queue), _) => queue_batch(
            queue,
            &match queue.as_str() {
                "mail" => mail_arrived("mail/0f8fad5bd9cb469fa16570867728950e").to_string(),
                "webhook" => contract::webhook::encode(&announcement(case)?),
                _ => contract::nudge::encode(&Nudge::new(
                    About::Case(case),
                    Timestamp::constant(1_795_262_400, 0),
                )),
            },
        ),
    })
}

fn announcement(case: CaseId) -> anyhow::Result<Announcement> {
    let owed = OwedLetter { of: 0, letter: Letter::Receipt };
    let sent_at = Timestamp::constant(1_795_262_400, 0);
    Ok(Announcement { account: "northlight".parse()?, case, owed, sent_at })
}

fn queue_batch(queue: &str, body: &str) -> Value {
    let mut record = event::record(queue, "059f36b4-87a3-44ab-83d2-661975830a7d", "AQEB", body);
    // A message without a receipt cannot be postponed, which would be a second call.
    record["receiptHandle"] = Value::Null;
    json!({ "Records": [record] })
}

/// What S3 says when the mail service has put a mail there.
fn mail_arrived(key: &str) -> Value {
    json!({ "Records": [{
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": "eu-central-1",
        "eventTime": "2026-11-21T12:00:00.000Z",
        "eventName": "ObjectCreated:Put",
        "userIdentity": { "principalId": "AWS:SES" },
        "requestParameters": { "sourceIPAddress": "192.0.2.1" },
        "responseElements": {},
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": "mail",
            "bucket": { "name": "inbox", "arn": "arn:aws:s3:::inbox", "ownerIdentity": { "principalId": "A" } },
            "object": { "key": key, "size": 1000, "eTag": "00", "sequencer": "00" },
        },
    }] })
}
