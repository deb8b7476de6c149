//! A real browser: Chromium, driven over WebDriver (<https://www.w3.org/TR/webdriver2/>).
//!
//! Where it is missing, tests that need it say so loudly and pass; with `CI=true` they fail.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::client::until;
use crate::support::tools::{package, variable};

/// Runs the driver until its standard input is closed, then ends it with all its browsers and removes what
/// they wrote.
const SUPERVISOR: &str = r#"
chromedriver --port=0 2>/dev/null </dev/null &
trap '' TERM
read -r _
kill 0
wait
# The browser's own children write a little longer.
sleep 1
rm -rf "$1"
"#;

/// How long a page may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Under which key WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Keys that write nothing, as WebDriver names them.
pub(super) const TAB: char = '\u{E004}';
pub(super) const ENTER: char = '\u{E007}';

/// The driver of this test process.
struct Driver {
    url: String,
    profiles: PathBuf,
    /// Its standard input is closed when this process ends.
    _supervisor: Child,
}

impl Driver {
    fn shared() -> Option<&'static Self> {
        static SHARED: LazyLock<Option<Driver>> = LazyLock::new(Driver::start);
        SHARED.as_ref()
    }

    fn start() -> Option<Self> {
        let there = |program: &str| Command::new(program).arg("--version").output().is_ok();
        if !(there("chromium") && there("chromedriver")) {
            let missing = "chromium or chromedriver is missing: run infra/local/browser";
            assert!(variable("CI").as_deref() != Some("true"), "{missing}");
            // Not `eprintln!`: what that prints is hidden when a test passes.
            let _ = writeln!(std::io::stderr(), "\n*** SKIPPED: {missing} ***\n");
            return None;
        }
        let profiles =
            PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("browser-{}", std::process::id()));
        std::fs::create_dir_all(&profiles).unwrap();
        let mut supervisor = Command::new("sh")
            .args(["-c", SUPERVISOR, "supervisor"])
            .arg(&profiles)
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(supervisor.stdout.take().unwrap()).lines();
        let port = lines
            .map_while(Result::ok)
            .find_map(|line| line.split_once("successfully on port ").map(|(_, port)| port.to_owned()))
            .expect("chromedriver says on which port it listens");
        let url = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
        Some(Self { url, profiles, _supervisor: supervisor })
    }
}

/// How often a browser is started that does not come up, as on a machine that does much else.
const STARTS: usize = 3;

/// A browser window with a profile of its own.
pub(super) struct Session {
    http: reqwest::Client,
    /// The address of the session at the driver.
    url: String,
}

impl Session {
    /// Opens a window so wide, in CSS pixels. `None` when there is no browser.
    pub(super) async fn open(width: u32) -> Option<Self> {
        let driver = Driver::shared()?;
        let http = crate::support::http();
        let mut id = Self::start(&http, driver).await;
        for _ in 1..STARTS {
            if id.is_err() {
                id = Self::start(&http, driver).await;
            }
        }
        let id = id.unwrap_or_else(|made| panic!("no browser: {made}"));
        let session = Self { http, url: format!("{}/session/{id}", driver.url) };
        session.resize(width).await;
        Some(session)
    }

    /// The id of a new session, or what the driver said.
    async fn start(http: &reqwest::Client, driver: &Driver) -> Result<String, Value> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let profile = driver.profiles.join(NEXT.fetch_add(1, Ordering::Relaxed).to_string());
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--lang=en",
            &format!("--user-data-dir={}", profile.display()),
        ];
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL" },
        }}});
        let made = http.post(format!("{}/session", driver.url)).json(&wanted).send().await.unwrap();
        let made: Value = made.json().await.unwrap();
        made["value"]["sessionId"].as_str().map(str::to_owned).ok_or(made)
    }

    /// Makes the window so wide.
    pub(super) async fn resize(&self, width: u32) {
        let metrics = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.devtools("Emulation.setDeviceMetricsOverride", &metrics).await;
    }

    async fn post(&self, command: &str, body: &Value) -> Result<Value, Value> {
        let response = self.http.post(format!("{}/{command}", self.url)).json(body).send().await.unwrap();
        let succeeded = response.status().is_success();
        let value = response.json::<Value>().await.unwrap()["value"].take();
        if succeeded { Ok(value) } else { Err(value) }
    }

    async fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.post("goog/cdp/execute", &json!({ "cmd": command, "params": parameters })).await.unwrap()
    }

    /// From the next page on no script of a page runs.
    pub(super) async fn forbid_scripts(&self) {
        self.devtools("Emulation.setScriptExecutionDisabled", &json!({ "value": true })).await;
    }

    /// Opens an address.
    pub(super) async fn go(&self, url: &str) {
        self.post("url", &json!({ "url": url })).await.unwrap();
    }

    /// What a script returns. Pages forbid scripts of others; the driver's are not theirs to forbid.
    pub(super) async fn script(&self, script: &str) -> Value {
        self.post("execute/sync", &json!({ "script": script, "args": [] })).await.unwrap()
    }

    /// What axe-core finds on the page that is serious or critical: each rule, and the elements that break it.
    /// `None` where axe-core is not installed.
    pub(super) async fn barriers(&self) -> Option<Vec<String>> {
        let axe = std::fs::read_to_string(package("axe-core/axe.min.js")?).unwrap();
        let run = "const done = arguments[arguments.length - 1]; axe.run(document, { resultTypes: ['violations'] }) \
                   .then(({ violations }) => done(violations \
                   .filter(it => ['serious', 'critical'].includes(it.impact)) \
                   .map(it => `${it.id}: ${it.nodes.map(node => node.html.slice(0, 200)).join(' | ')}`)), \
                   error => done([String(error)]))";
        let script = json!({ "script": format!("{axe}; {run}"), "args": [] });
        let found = self.post("execute/async", &script).await.unwrap();
        Some(found.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect())
    }

    async fn find(&self, css: &str) -> Option<String> {
        let found = self.post("element", &json!({ "using": "css selector", "value": css })).await;
        found.ok().and_then(|element| element[ELEMENT].as_str().map(str::to_owned))
    }

    /// Waits until an element is there that shows this text.
    pub(super) async fn shows(&self, css: &str, text: &str) {
        until(&format!("{css} shows “{text}”"), 2 * PATIENCE, async || {
            let script = format!(
                "return [...document.querySelectorAll({})].some(it => it.innerText.includes({}))",
                json!(css),
                json!(text)
            );
            // A page that is just being left answers nothing.
            let there = self.post("execute/sync", &json!({ "script": script, "args": [] })).await;
            (there == Ok(json!(true))).then_some(())
        })
        .await;
    }

    /// What a field holds.
    pub(super) async fn value(&self, id: &str) -> String {
        let value = self.script(&format!("return document.getElementById({}).value", json!(id))).await;
        value.as_str().unwrap().to_owned()
    }

    /// Presses and releases each key, as a keyboard does: they reach whatever has the focus.
    pub(super) async fn press(&self, keys: &str) {
        let strokes: Vec<Value> = keys
            .chars()
            .map(|key| if key == '\n' { ENTER } else { key })
            .flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key })))
            .collect();
        let keyboard = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] });
        self.post("actions", &keyboard).await.unwrap();
    }

    /// Presses Tab until the focus is on what matches.
    pub(super) async fn tab_to(&self, css: &str) {
        let there = format!("return document.activeElement.matches({})", json!(css));
        for _ in 0..80 {
            if self.script(&there).await == json!(true) {
                return;
            }
            self.press(&TAB.to_string()).await;
        }
        panic!("the keyboard does not reach {css}");
    }

    /// Goes to a field with the keyboard and writes into it.
    pub(super) async fn write(&self, id: &str, text: &str) {
        self.tab_to(&format!("#{id}")).await;
        self.press(text).await;
    }

    /// Chooses a file, as the file dialogue does.
    pub(super) async fn attach(&self, css: &str, file: &Path) {
        let chooser = self.find(css).await.expect("a file chooser");
        self.post(&format!("element/{chooser}/value"), &json!({ "text": file })).await.unwrap();
    }

    /// Fails when something sticks out, so that the page must be moved sideways to be read.
    pub(super) async fn assert_fits(&self) {
        let found = self
            .script(
                "const most = document.documentElement.clientWidth; \
                 return document.documentElement.scrollWidth <= most ? null : \
                 [...document.querySelectorAll('body *')].filter(it => it.getBoundingClientRect().right > most) \
                 .map(it => it.outerHTML.slice(0, 120))",
            )
            .await;
        assert_eq!(found, Value::Null, "wider than the window");
    }

    /// Fails when the browser had to complain about a page: a script that failed, something forbidden by the
    /// page's own policy.
    pub(super) async fn assert_no_complaints(&self) {
        let logged = self.post("se/log", &json!({ "type": "browser" })).await.unwrap();
        // That a form was refused with an error status, or a page has no icon, is no fault.
        let faults: Vec<_> = logged
            .as_array()
            .unwrap()
            .iter()
            .filter(|entry| entry["level"] == "SEVERE" && entry["source"] != "network")
            .collect();
        assert!(faults.is_empty(), "{faults:?}");
    }

    /// Saves a picture of the page, up to this height, in the folder that `GOODFAITH_SCREENSHOTS` names;
    /// nothing without it.
    pub(super) async fn picture(&self, name: &str, most_height: u32) {
        let Some(folder) = variable("GOODFAITH_SCREENSHOTS") else { return };
        let size = self
            .script(
                "document.activeElement.blur(); window.scrollTo(0, 0); \
                 return document.documentElement.scrollHeight",
            )
            .await;
        let height = size.as_u64().unwrap().min(most_height.into());
        let clip = json!({ "x": 0, "y": 0, "width": 1200, "height": height, "scale": 1 });
        let wanted = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let taken = self.devtools("Page.captureScreenshot", &wanted).await;
        let png = base64::Engine::decode(
            &base64::engine::general_purpose::STANDARD,
            taken["data"].as_str().unwrap(),
        );
        let folder = crate::support::tools::root().join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{name}.png")), png.unwrap()).unwrap();
    }

    /// Closes the window.
    pub(super) async fn close(self) {
        self.http.delete(&self.url).send().await.unwrap();
    }
}
