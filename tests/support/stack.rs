//! The whole system on this machine: one stack per test process, deployed with the real template and the real
//! programs by `infra/local/stack.py`.
//!
//! Where its tools are missing, tests that need it say so loudly and pass; with `CI=true` they fail.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;

use serde_json::Value;

use super::tools::{clean, root, tool, variable};

/// Brings a stack up, says with which exit status, and takes it down when its standard input is closed, which
/// the operating system does when the test process ends, however it ends.
const SUPERVISOR: &str = r#"
stack=$1 folder=$2
shift 2
python3 "$stack" up --dir "$folder" --port 0 "$@" >"$folder.log" 2>&1 </dev/null
echo "$?"
read -r _
python3 "$stack" down --dir "$folder" >>"$folder.log" 2>&1 </dev/null
rm -rf "$folder" "$folder.log"
"#;

/// Prints the lines that the functions logged.
const FUNCTION_LOGS: &str = r#"
import boto3
logs = boto3.client("logs")
for group in logs.get_paginator("describe_log_groups").paginate().search("logGroups[].logGroupName"):
    for page in logs.get_paginator("filter_log_events").paginate(logGroupName=group):
        for event in page["events"]:
            print(group.rpartition("/")[2], event["message"].rstrip())
"#;

/// A running stack.
pub(crate) struct Stack {
    folder: PathBuf,
    /// With which it is brought up.
    options: Vec<String>,
    settings: BTreeMap<String, String>,
    python: PathBuf,
    /// Its standard input is closed when this process ends.
    _supervisor: Child,
}

impl Stack {
    /// The stack of this test process, brought up at first use. `None` when its tools are not installed.
    pub(crate) fn shared() -> Option<&'static Self> {
        static SHARED: LazyLock<Option<Stack>> = LazyLock::new(|| Stack::start("shared"));
        SHARED.as_ref()
    }

    /// A stack of its own, for a test that takes it down; `None` as above.
    pub(crate) fn start(name: &str) -> Option<Self> {
        Self::start_with(name, &[])
    }

    /// The same, with further options of `stack.py up`.
    pub(crate) fn start_with(name: &str, options: &[&str]) -> Option<Self> {
        tool("ministack")?;
        tool("sam")?;
        let python = tool("python")?;
        let folder =
            PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("stack-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut supervisor = clean("sh")
            .args(["-c", SUPERVISOR, "supervisor"])
            .args([&script(), &folder])
            .args(options)
            // Ctrl-C reaches the tests alone; the supervisor hears of it by their end.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut status = String::new();
        BufReader::new(supervisor.stdout.take().unwrap()).read_line(&mut status).unwrap();
        assert_eq!(
            status.trim(),
            "0",
            "the stack did not come up:\n{}",
            std::fs::read_to_string(folder.with_added_extension("log")).unwrap_or_default()
        );
        let settings = settings(&folder);
        let options = options.iter().map(|option| (*option).to_owned()).collect();
        Some(Self { folder, options, settings, python, _supervisor: supervisor })
    }

    /// A setting, by the name of its variable.
    pub(crate) fn setting(&self, name: &str) -> &str {
        self.settings.get(name).map(String::as_str).unwrap_or_else(|| panic!("{name} is no setting"))
    }

    /// The settings, as a function's environment.
    pub(crate) fn environment(&self) -> aws::Environment {
        aws::Environment::read(|name| self.settings.get(name).cloned()).unwrap()
    }

    /// A folder for a test's files, removed with the stack.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the operating tool prints.
    pub(crate) fn goodfaith(&self, arguments: &[&str]) -> String {
        self.run_goodfaith("env", arguments)
    }

    /// What the operating tool prints when `person` of the demo's staff calls it.
    pub(crate) fn goodfaith_by(&self, person: &str, arguments: &[&str]) -> String {
        self.run_goodfaith(&format!("{person}.env"), arguments)
    }

    fn run_goodfaith(&self, settings: &str, arguments: &[&str]) -> String {
        let output = clean(program("goodfaith"))
            .arg("--env-file")
            .arg(self.folder.join(settings))
            .args(arguments)
            .output()
            .unwrap();
        said(&format!("goodfaith {}", arguments.join(" ")), &output)
    }

    /// The JSON that the operating tool prints.
    pub(crate) fn goodfaith_json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.goodfaith(&[&["--json"], arguments].concat())).unwrap()
    }

    /// What the functions have logged: a line each, the function's name first.
    pub(crate) fn logs(&self) -> String {
        self.python(&["-c", FUNCTION_LOGS])
    }

    /// What a Python program prints that has boto3 and the settings.
    pub(crate) fn python(&self, arguments: &[&str]) -> String {
        let output = clean(&self.python).args(arguments).envs(&self.settings).output().unwrap();
        said("python", &output)
    }

    /// The process of the emulator, whose children are the functions.
    pub(crate) fn emulator(&self) -> u32 {
        let state = std::fs::read(self.folder.join("state.json")).unwrap();
        let state: Value = serde_json::from_slice(&state).unwrap();
        state["ministack"]["pid"].as_u64().unwrap().try_into().unwrap()
    }

    /// Takes it down and brings it up again, with what it has kept.
    pub(crate) fn restart(&mut self) {
        self.down();
        self.up();
    }

    pub(crate) fn down(&self) {
        self.act("down", &[]);
    }

    pub(crate) fn up(&mut self) {
        self.act("up", &self.options);
        self.settings = settings(&self.folder);
    }

    /// The same, while something else has taken the port of the emulator.
    pub(crate) fn restart_elsewhere(&mut self) {
        self.down();
        let port = self.setting("AWS_ENDPOINT_URL").rsplit(':').next().unwrap().parse::<u16>().unwrap();
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap();
        self.up();
        drop(taken);
    }

    fn act(&self, action: &str, options: &[String]) {
        let mut command = clean("python3");
        command.arg(script()).args([action, "--dir"]).arg(&self.folder).args(["--port", "0"]).args(options);
        said(action, &command.output().unwrap());
    }
}

fn script() -> PathBuf {
    root().join("infra/local/stack.py")
}

/// A program of the workspace, built as it is now.
pub(crate) fn built(name: &str) -> Command {
    static BUILT: LazyLock<()> = LazyLock::new(|| {
        let output =
            clean(env!("CARGO")).args(["build", "--quiet", "--workspace", "--bins"]).output().unwrap();
        said("cargo build", &output);
    });
    LazyLock::force(&BUILT);
    clean(program(name))
}

/// A program of the workspace, where `stack.py` has it built.
fn program(name: &str) -> PathBuf {
    let target = variable("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target.join("debug").join(name)
}

fn settings(folder: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(folder.join("env")).unwrap();
    text.lines()
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// What a program printed, once it has succeeded.
fn said(what: &str, output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{what}: {}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}
