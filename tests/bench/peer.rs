//! The same happy path as Python functions with boto3 and Powertools (`peer/functions.py`), on the same emulators,
//! in the same run: processor time, memory and requests of a complaint, and what starting takes.

use std::process::Command;

use anyhow::{Context as _, ensure};
use testkit::sample;

use crate::emulator::Emulator;
use crate::figure::{Figures, median};
use crate::functions::program;
use crate::site::{Plan, Site, event};
use crate::tools::{peer_tool, root};

/// How often both sides are measured in turn. The median of their shares counts.
const PAIRS: usize = 5;
const COMPLAINTS: usize = 100;
const STEPS: [&str; 4] = ["intake", "validation", "takedown", "notify"];
/// Letters of a complaint.
const MAILS: u64 = 4;
/// Ours, in those of Python.
const PROCESSOR: f64 = 1.0 / 5.0;
const START: f64 = 1.0 / 50.0;
const MEMORY: f64 = 1.0 / 3.0;
const REQUESTS: f64 = 1.0;

/// What one side took.
struct Side {
    /// Processor milliseconds of a complaint, once warm, and of starting all functions.
    processor: f64,
    start: f64,
    /// MiB, of all functions.
    memory: f64,
    /// Of a complaint.
    requests: f64,
    write_units: f64,
    /// Processor milliseconds of each step.
    steps: Vec<(String, f64)>,
}

/// What is compared: its name, its unit, our share of theirs at most, and where it is.
type Compared = (&'static str, &'static str, Option<f64>, fn(&Side) -> f64);

/// `peer_…`.
pub(crate) fn measure(figures: &mut Figures) -> anyhow::Result<()> {
    let (Some(python), true) = (peer_tool("python"), Emulator::shared().is_some()) else { return Ok(()) };
    let script = root().join("tests/bench/peer/functions.py");
    let theirs = |name: &str| {
        let mut command = Command::new(&python);
        command.arg(&script).arg(name);
        Ok(command)
    };
    let fast = figures.fast;
    let ours = |name: &str| Ok(Command::new(program(name, fast)?));
    let complaints = figures.amount(COMPLAINTS, 10);
    let mut sides: [Vec<Side>; 2] = [Vec::new(), Vec::new()];
    for _ in 0..figures.amount(PAIRS, 1) {
        sides[0].push(run("ours", &ours, complaints)?);
        sides[1].push(run("python", &theirs, complaints)?);
    }
    for (side, of_side) in ["ours", "python"].into_iter().zip(&sides) {
        for (at, step) in of_side.first().map(|first| &first.steps).into_iter().flatten().enumerate() {
            let times = of_side.iter().filter_map(|it| it.steps.get(at)).map(|(_, time)| *time);
            let name = format!("peer_processor_{side}_{}", step.0);
            figures.add(&name, median(times.collect()), "ms/complaint", None);
        }
    }
    let compared: [Compared; 5] = [
        ("processor", "ms/complaint", Some(PROCESSOR), |it| it.processor),
        ("start", "ms", Some(START), |it| it.start),
        ("memory", "MiB", Some(MEMORY), |it| it.memory),
        ("requests", "requests/complaint", Some(REQUESTS), |it| it.requests),
        ("write_units", "write units/complaint", None, |it| it.write_units),
    ];
    for (name, unit, budget, of) in compared {
        for (side, of_side) in ["ours", "python"].into_iter().zip(&sides) {
            let value = median(of_side.iter().map(of).collect());
            figures.add(&format!("peer_{name}_{side}"), value, unit, None);
        }
        let shares = sides[0].iter().zip(&sides[1]).map(|(ours, theirs)| of(ours) / of(theirs));
        let share = median(shares.collect());
        let name = format!("peer_{name}_of_python");
        if unit.starts_with("requests") {
            figures.count(&name, share, "share", budget);
        } else {
            figures.add(&name, share, "share", budget);
        }
    }
    Ok(())
}

fn run(
    name: &str,
    program: &dyn Fn(&str) -> anyhow::Result<Command>,
    complaints: usize,
) -> anyhow::Result<Side> {
    let (right, account) = (sample::right(), sample::account());
    let secret = account.secret.context("the sample has a secret")?.to_string();
    let items: [&[(&str, &str)]; 3] = [
        &[("pk", "peer#demo"), ("sk", "peer"), ("api", "{market}")],
        &[
            ("pk", "peer#right"),
            ("sk", right.right.number()),
            ("mark", "NORTHLIGHT"),
            ("account", "northlight"),
        ],
        &[("pk", "peer#account"), ("sk", "northlight"), ("secret", &secret)],
    ];
    let plan = Plan { name, program, functions: &STEPS, account, items: &items };
    let mut site = Site::start(plan)?.context("the emulator is missing")?;
    let start = site.started();
    // The first complaints make parties known, open connections and fill what the functions remember.
    work(&mut site, 0..10)?;
    site.reset()?;
    let sent = site.mails()?;
    work(&mut site, 10..10 + complaints)?;
    site.ensure_no_rejects()?;
    // Both sides did the same.
    let [listings, measures, _] = site.asked();
    let (mails, expected) = (site.mails()? - sent, complaints as u64);
    ensure!(
        (listings, measures, mails) == (3 * expected, expected, MAILS * expected),
        "{name}: {listings} looks, {measures} measures, {mails} mails for {complaints} complaints"
    );
    let usage = site.usage()?;
    let each =
        |of: &dyn Fn(&crate::site::Usage) -> f64| usage.values().map(of).sum::<f64>() / complaints as f64;
    let services = ["dynamodb", "s3", "sqs", "ses"];
    Ok(Side {
        processor: each(&|it| it.used.processor.as_secs_f64() * 1e3),
        start: start.as_secs_f64() * 1e3,
        memory: site.peak_memory()?.iter().sum(),
        requests: each(&|it| services.map(|service| it.passed.to(service)).iter().sum::<u64>() as f64),
        write_units: each(&|it| it.passed.write_units),
        steps: usage
            .iter()
            .map(|(step, it)| (step.clone(), it.used.processor.as_secs_f64() * 1e3 / complaints as f64))
            .collect(),
    })
}

fn work(site: &mut Site, listings: std::ops::Range<usize>) -> anyhow::Result<()> {
    for listing in listings {
        site.request(&event::filed(listing))?;
    }
    for queue in &STEPS[1..] {
        site.drain(queue, 10, false)?;
    }
    Ok(())
}
