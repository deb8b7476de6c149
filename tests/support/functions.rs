//! The functions, as they are declared: a folder of `functions/` each, with `[package.metadata.goodfaith]` in
//! its manifest.

use std::process::Command;
use std::sync::LazyLock;

use port::Queue;
use serde_json::Value;

use super::tools::root;

/// A declared function.
pub(crate) struct Function {
    /// Its name, and that of its program.
    pub(crate) name: String,
    pub(crate) trigger: Trigger,
    /// The names of the settings that it reads, beside those of AWS. One that nudges reads the address of every queue
    /// of the chain.
    pub(crate) environment: Vec<String>,
}

/// What runs a function.
pub(crate) enum Trigger {
    /// Requests to the public address.
    Http,
    /// The clock.
    Schedule,
    /// Messages of the queue of this name.
    Queue(String),
}

/// All functions, in the order of their names.
pub(crate) fn functions() -> &'static [Function] {
    static FUNCTIONS: LazyLock<Vec<Function>> = LazyLock::new(|| {
        let metadata = metadata();
        let packages = metadata["packages"].as_array().unwrap();
        let mut functions: Vec<_> = packages.iter().filter_map(declared).collect();
        functions.sort_by(|a, b| a.name.cmp(&b.name));
        functions
    });
    &FUNCTIONS
}

/// The function that a package declares, if it lies among functions.
fn declared(package: &Value) -> Option<Function> {
    let manifest = package["manifest_path"].as_str().unwrap();
    let folder = manifest.strip_prefix(&format!("{}/functions/", root().display()))?;
    let name = package["name"].as_str().unwrap();
    assert_eq!(folder, format!("{name}/Cargo.toml"), "a function is named as its folder");
    let said = &package["metadata"]["goodfaith"];
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let trigger = match (said["trigger"].as_str(), text(&said["queue"])) {
        (Some("http"), None) => Trigger::Http,
        (Some("schedule"), None) => Trigger::Schedule,
        (Some("queue"), Some(queue)) => Trigger::Queue(queue),
        _ => panic!("{manifest}: a function is run by \"http\", \"schedule\", or a \"queue\" with its name"),
    };
    let environment = said["environment"].as_array().and_then(|names| names.iter().map(text).collect());
    let mut environment: Vec<String> =
        environment.unwrap_or_else(|| panic!("{manifest}: no environment is declared"));
    if said["nudges"] == true {
        environment
            .extend(Queue::ALL.map(|queue| format!("GOODFAITH_{}_QUEUE_URL", queue.name().to_uppercase())));
    }
    Some(Function { name: name.to_owned(), trigger, environment })
}

/// What cargo knows of the packages of this repository.
pub(crate) fn metadata() -> Value {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    serde_json::from_slice(&cargo.stdout).unwrap()
}
