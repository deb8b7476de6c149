//! AWS on this machine: one `ministack` per test process, an account of its own per test.
//!
//! Where it is missing, tests that need it say so loudly and pass; with `CI=true` they fail.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use aws::Environment;

use super::tools::tool;

/// Runs the emulator until its standard input is closed, which the operating system does when the test
/// process ends, however it ends; then stops it and removes its state.
const SUPERVISOR: &str = r#"
"$1" >"$2/log" 2>&1 </dev/null &
emulator=$!
read -r _
kill "$emulator" 2>/dev/null
wait "$emulator"
rm -rf "$2"
"#;

const SECRET: &str = "not-a-secret";

/// How long it may take to start on a busy machine.
const PATIENCE: Duration = Duration::from_secs(90);

/// The running emulator.
pub(crate) struct Emulator {
    endpoint: String,
    /// Its standard input is closed when this process ends.
    _supervisor: Child,
}

impl Emulator {
    /// The emulator of this test process, started at first use. `None` when it is not installed.
    pub(crate) fn shared() -> Option<&'static Self> {
        static SHARED: LazyLock<Option<Emulator>> = LazyLock::new(|| {
            let program = tool("ministack")?;
            Some(Emulator::start(&program))
        });
        SHARED.as_ref()
    }

    /// An account that nobody else uses.
    pub(crate) fn account(&self) -> Environment {
        static NEXT: AtomicU64 = AtomicU64::new(100_000_000_000);
        let account = NEXT.fetch_add(1, Ordering::Relaxed).to_string();
        environment(&self.endpoint, &account)
    }

    fn start(program: &Path) -> Self {
        let port = free_port();
        let state = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("ministack-{port}"));
        std::fs::create_dir_all(&state).unwrap();
        let endpoint = format!("http://127.0.0.1:{port}");
        let supervisor = Command::new("sh")
            .args(["-c", SUPERVISOR, "supervisor"])
            .args([program, &state])
            .env("GATEWAY_PORT", port.to_string())
            .env("BIND_HOST", "127.0.0.1")
            .env("STATE_DIR", &state)
            .env("AWS_ENDPOINT_URL", &endpoint)
            // Signatures are checked, against this secret of every account.
            .env("AUTH", "true")
            .env("AWS_SECRET_ACCESS_KEY", SECRET)
            .env_remove("AWS_SESSION_TOKEN")
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let started = Instant::now();
        while !is_ready(port) {
            assert!(
                started.elapsed() < PATIENCE,
                "ministack did not start: {}",
                std::fs::read_to_string(state.join("log")).unwrap_or_default()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
        Self { endpoint, _supervisor: supervisor }
    }
}

/// Whether something answers HTTP on this port of the machine.
fn is_ready(port: u16) -> bool {
    let Ok(mut stream) = std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else { return false };
    let asked = stream.write_all(b"GET /_ministack/health HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n");
    let mut start = [0; 12];
    asked.is_ok() && stream.read_exact(&mut start).is_ok() && start.ends_with(b"200")
}

/// What a function's environment says, for an account of an emulator at `endpoint`.
pub(crate) fn environment(endpoint: &str, account: &str) -> Environment {
    Environment::read(|name| match name {
        "AWS_REGION" => Some("eu-central-1".to_owned()),
        "AWS_ACCESS_KEY_ID" => Some(account.to_owned()),
        "AWS_SECRET_ACCESS_KEY" => Some(SECRET.to_owned()),
        "AWS_ENDPOINT_URL" => Some(endpoint.to_owned()),
        _ => None,
    })
    .unwrap()
}

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}
