//! Counting the instructions of a function: the real program, under callgrind, on a stand-in of Lambda's
//! runtime API.

use std::io::{self, BufReader, Read as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use port::WallClock as _;

use crate::http::{Request, respond};

/// How long a function may take under callgrind on a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);

/// What a function has said to the runtime API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// It asks for work: it is ready.
    Ready,
    /// It has answered the invocation, or reported its error.
    Answered,
}

/// Whether callgrind is here.
pub(crate) fn is_installed() -> bool {
    let found = Command::new("valgrind").arg("--version").stdout(Stdio::null()).status();
    found.is_ok_and(|status| status.success())
}

/// The instructions that `program` executes in user space, from its first to the one that asks for work
/// or, when it is given an `invocation`, to the one that answers it.
pub(crate) fn instructions(
    program: &Path,
    environment: &[(&str, String)],
    invocation: Option<&str>,
) -> anyhow::Result<u64> {
    let api = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = api.local_addr()?;
    let invocation: Option<Arc<str>> = invocation.map(Arc::from);
    let until = if invocation.is_some() { Said::Answered } else { Said::Ready };
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in api.incoming().flatten() {
            let (tell, invocation) = (tell.clone(), invocation.clone());
            // A connection that breaks is the function's end.
            std::thread::spawn(move || serve(stream, invocation.as_deref(), &tell).ok());
        }
    });

    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("callgrind-{}", address.port()));
    let mut child = Command::new("valgrind")
        .args(["--quiet", "--tool=callgrind"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(program)
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .envs(environment.iter().map(|(name, value)| (*name, value.as_str())))
        .env("AWS_LAMBDA_RUNTIME_API", address.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .context("starting valgrind")?;
    let waited = wait_until(until, &told, &mut child);
    // Not `Child::kill`: callgrind must have its say.
    Command::new("kill").args(["-TERM", &child.id().to_string()]).stderr(Stdio::null()).status()?;
    let output = child.wait_with_output()?;
    waited.with_context(|| String::from_utf8_lossy(&output.stderr).into_owned())?;
    let profile = std::fs::read_to_string(&out).context("reading what callgrind counted")?;
    std::fs::remove_file(&out)?;
    let totals = profile.lines().find_map(|line| line.strip_prefix("totals: ")).context("no totals")?;
    Ok(totals.trim().parse()?)
}

fn wait_until(until: Said, told: &Receiver<Said>, child: &mut Child) -> anyhow::Result<()> {
    let started = Instant::now();
    loop {
        match told.recv_timeout(Duration::from_millis(100)) {
            Ok(said) if said == until => return Ok(()),
            Ok(_) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => bail!("the stand-in of the runtime API ended"),
        }
        if let Some(status) = child.try_wait()? {
            bail!("the function ended too early: {status}");
        }
        ensure!(started.elapsed() < PATIENCE, "the function took longer than {PATIENCE:?}");
    }
}

/// Serves one connection. The first request for work gets the invocation; after what is waited for there
/// is no answer, so that nothing more happens.
fn serve(stream: TcpStream, invocation: Option<&str>, tell: &Sender<Said>) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    while let Some(request) = Request::read(&mut stream)? {
        if !request.line.ends_with("/runtime/invocation/next") {
            // The waiting side may have gone.
            let _ = tell.send(Said::Answered);
            break;
        }
        let _ = tell.send(Said::Ready);
        let Some(invocation) = invocation else { break };
        let deadline = port::SystemClock.now().as_millisecond() + 600_000;
        let headers = format!(
            "content-type: application/json\r\n\
             lambda-runtime-aws-request-id: 8476a536-e9f4-11e8-9739-2dfe598c3fcd\r\n\
             lambda-runtime-deadline-ms: {deadline}\r\n\
             lambda-runtime-invoked-function-arn: arn:aws:lambda:eu-central-1:111122223333:function:f\r\n\
             lambda-runtime-trace-id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0\r\n"
        );
        respond(stream.get_mut(), "200 OK", &headers, invocation)?;
    }
    // Held open until the other side ends: a closed connection would give the function more to do.
    io::copy(&mut stream.get_mut().take(u64::MAX), &mut io::sink()).map(|_| ())
}
