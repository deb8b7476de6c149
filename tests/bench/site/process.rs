//! A function as a process of its own, on a stand-in of Lambda's runtime API that gives it one invocation after
//! the other.

use std::io::{self, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use port::WallClock as _;
use serde_json::Value;

use crate::http::{Request, respond};

/// How long a function may take to start, or to answer an invocation, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);
/// Milliseconds that each invocation is told it has.
const TIME_MS: i64 = 60_000;

/// What a function has said to the runtime API.
enum Said {
    /// It asks for work.
    Ready,
    /// It has answered an invocation.
    Answered(Vec<u8>),
    /// It reports an error.
    Failed(Vec<u8>),
}

/// A running function. It ends when this is dropped.
pub(crate) struct Process {
    child: Child,
    give: Sender<String>,
    said: Receiver<Said>,
    log: PathBuf,
    /// How often it was invoked.
    pub(crate) invocations: u64,
}

/// What a process has used so far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Used {
    /// Processor time of all its threads.
    pub(crate) processor: Duration,
    /// Bytes that it has logged.
    pub(crate) log_bytes: u64,
    /// Lines of them.
    pub(crate) log_lines: u64,
    /// Invocations.
    pub(crate) invocations: u64,
}

impl Process {
    /// Starts it, and waits until it asks for work. What it logs goes to `log`.
    pub(crate) fn start(mut command: Command, log: &Path) -> anyhow::Result<Self> {
        let api = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let (give, given) = mpsc::channel();
        let (tell, said) = mpsc::channel();
        command.env("AWS_LAMBDA_RUNTIME_API", api.local_addr()?.to_string());
        let given = Arc::new(Mutex::new(given));
        std::thread::spawn(move || {
            for stream in api.incoming().flatten() {
                let (tell, given) = (tell.clone(), Arc::clone(&given));
                // A connection that breaks is the function's end.
                std::thread::spawn(move || serve(stream, &given, &tell).ok());
            }
        });
        let output = std::fs::File::create(log)?;
        let child = command
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .with_context(|| format!("starting {}", command.get_program().display()))?;
        let process = Self { child, give, said, log: log.to_owned(), invocations: 0 };
        ensure!(matches!(process.hear()?, Said::Ready), "it did not ask for work");
        Ok(process)
    }

    /// Invokes it with an event. What it answers.
    pub(crate) fn invoke(&mut self, event: &Value) -> anyhow::Result<Value> {
        self.invocations += 1;
        self.give.send(event.to_string()).ok().context("the stand-in of the runtime API ended")?;
        let answer = match self.hear()? {
            Said::Answered(answer) => answer,
            Said::Failed(error) => bail!("{}", String::from_utf8_lossy(&error)),
            Said::Ready => bail!("it asked for work again"),
        };
        // Once it asks again, all that belongs to this invocation is done.
        ensure!(matches!(self.hear()?, Said::Ready), "it did not ask for work again");
        Ok(serde_json::from_slice(&answer).unwrap_or(Value::Null))
    }

    fn hear(&self) -> anyhow::Result<Said> {
        let heard = self.said.recv_timeout(PATIENCE);
        heard.with_context(|| format!("the function is silent: {}", self.logged().unwrap_or_default()))
    }

    fn logged(&self) -> io::Result<String> {
        std::fs::read_to_string(&self.log)
    }

    /// What it has used since it was started.
    pub(crate) fn used(&self) -> anyhow::Result<Used> {
        let log = self.logged()?;
        let log_lines = log.lines().count() as u64;
        let processor = self.processor()?;
        Ok(Used { processor, log_bytes: log.len() as u64, log_lines, invocations: self.invocations })
    }

    /// Of all threads that it has. None of them ends early.
    fn processor(&self) -> anyhow::Result<Duration> {
        let mut nanoseconds = 0;
        for thread in std::fs::read_dir(format!("/proc/{}/task", self.child.id()))? {
            let times = std::fs::read_to_string(thread?.path().join("schedstat"))?;
            nanoseconds += times.split_whitespace().next().context("no processor time")?.parse::<u64>()?;
        }
        Ok(Duration::from_nanos(nanoseconds))
    }

    /// The most memory that it had, in MiB.
    pub(crate) fn peak_memory(&self) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no peak memory")?;
        let kibibytes: f64 = peak.trim().trim_end_matches(" kB").parse()?;
        Ok(kibibytes / 1024.0)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves one connection of a function: requests for work wait until there is some.
fn serve(stream: TcpStream, given: &Mutex<Receiver<String>>, tell: &Sender<Said>) -> anyhow::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    while let Some(request) = Request::read(&mut stream)? {
        if request.line.ends_with("/runtime/invocation/next") {
            tell.send(Said::Ready)?;
            let event = given.lock().unwrap_or_else(PoisonError::into_inner).recv()?;
            let deadline = port::SystemClock.now().as_millisecond() + TIME_MS;
            let headers = format!(
                "content-type: application/json\r\n\
                 lambda-runtime-aws-request-id: 8476a536-e9f4-11e8-9739-2dfe598c3fcd\r\n\
                 lambda-runtime-deadline-ms: {deadline}\r\n\
                 lambda-runtime-invoked-function-arn: arn:aws:lambda:eu-central-1:111122223333:function:f\r\n\
                 lambda-runtime-trace-id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0\r\n"
            );
            respond(stream.get_mut(), "200 OK", &headers, &event)?;
        } else {
            let answered = request.line.ends_with("/response");
            respond(stream.get_mut(), "202 Accepted", "", "")?;
            tell.send(if answered { Said::Answered(request.body) } else { Said::Failed(request.body) })?;
        }
    }
    Ok(())
}
