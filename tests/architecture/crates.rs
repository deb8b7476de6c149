//! Which crate may know which: by the layers that folders are, and edge by edge by the table of ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{metadata, tracked};
use crate::support::tools::root;

/// The layers: the folder that a crate of it lies in, and the layers that it may know.
const LAYERS: [(&str, &str, &[&str]); 15] = [
    ("domain", "shared/domain/*", &["domain"]),
    ("formats", "shared/formats/*", &["domain", "formats"]),
    ("port", "shared/port", &["domain"]),
    ("web", "shared/web", &["domain", "formats"]),
    ("app", "shared/app", &["domain", "formats", "port", "web"]),
    ("step", "shared/step", &["domain", "formats", "port", "app"]),
    ("http", "shared/http", &["domain", "formats", "port", "web", "app"]),
    ("adapters", "shared/adapters/*", &["domain", "formats", "port", "adapters"]),
    ("wiring", "shared/wiring", &["domain", "formats", "port", "web", "app", "step", "adapters"]),
    ("functions", "functions/*", RUNS),
    ("tool", "infra/cli", RUNS),
    ("local", "infra/local/*", &[]),
    ("testkit", "shared/testkit", &["domain", "formats", "port"]),
    ("measures", "tests/*", &["domain", "formats"]),
    (
        "tests",
        "tests",
        &["domain", "formats", "port", "web", "app", "step", "adapters", "functions", "testkit"],
    ),
];

/// What is started may know everything but what else is started, and what is for tests.
const RUNS: &[&str] = &["domain", "formats", "port", "web", "app", "step", "http", "adapters", "wiring"];

/// What the adapters of AWS share. Beside it no adapter knows an adapter.
const SHARED_BY_ADAPTERS: &str = "aws";

/// Who may name an AWS SDK.
const SPEAK_TO_AWS: [&str; 8] = [
    "aws",
    "caller-sts",
    "evidence-s3",
    "mail-ses",
    "queue-sqs",
    "store-dynamodb",
    "wiring",
    "goodfaith-tests",
];

/// The layers whose crates do no IO: each of them is in [`PURE`].
const PURE_LAYERS: [&str; 4] = ["domain", "formats", "port", "web"];

/// What crates without IO may use from outside. Only those of `formats` know a format.
const PURE: [(&str, &[&str]); 16] = [
    ("case", &["hex", "idna", "jiff", "sha2", "thiserror", "uuid"]),
    ("contract", &["jiff", "serde", "serde_json", "thiserror", "uuid"]),
    ("matching", &["percent-encoding", "thiserror", "url", "wide"]),
    (
        "mime",
        &[
            "base64-simd",
            "chardetng",
            "encoding_rs",
            "flate2",
            "html5gum",
            "mail-parser",
            "memchr",
            "sha2",
            "thiserror",
        ],
    ),
    ("notice", &["aho-corasick", "jiff", "percent-encoding", "quick-xml", "serde_json", "thiserror", "uuid"]),
    ("offices", &["jiff", "quick-xml", "thiserror", "zip"]),
    ("picture", &["image", "pulp", "thiserror"]),
    ("policy", &["jiff"]),
    ("programme", &["jiff", "thiserror"]),
    ("port", &["jiff", "thiserror", "uuid", "zeroize"]),
    ("register", &["jiff", "thiserror", "unicode-normalization"]),
    ("sheet", &["csv-core", "encoding_rs", "jiff", "quick-xml", "thiserror", "zip"]),
    ("sheet-writer", &["csv", "rust_xlsxwriter", "thiserror"]),
    ("text", &["thiserror", "unicode-normalization"]),
    ("web", &["askama", "fluent-templates", "jiff", "mail-builder", "thiserror"]),
    ("xarf", &["base64", "email_address", "jiff", "md-5", "serde_json", "sha1", "sha2", "url", "uuid"]),
];

/// A crate of this repository.
struct Crate {
    name: String,
    /// The layer of its folder; `None` where no crate may be.
    layer: Option<usize>,
    /// The crates of this repository that it knows, outside its own tests.
    knows: BTreeSet<String>,
    /// The crates from outside that it uses, outside its own tests.
    uses: BTreeSet<String>,
    /// The AWS SDKs that it names, in its own tests too.
    sdks: BTreeSet<String>,
}

/// The layer of the folder `folder`.
fn layer_of(folder: &str) -> Option<usize> {
    let lies_in = |place: &str| match place.strip_suffix("/*") {
        Some(above) => folder.strip_prefix(above).is_some_and(|rest| {
            rest.strip_prefix('/').is_some_and(|name| !name.is_empty() && !name.contains('/'))
        }),
        None => folder == place,
    };
    LAYERS.iter().position(|(_, place, _)| lies_in(place))
}

/// The crates that cargo knows of, as far as their manifests are tracked.
fn crates(metadata: &Value, tracked: &BTreeSet<String>) -> Vec<Crate> {
    let mut found = Vec::new();
    for package in metadata["packages"].as_array().unwrap() {
        let manifest = package["manifest_path"].as_str().unwrap();
        let manifest = manifest.strip_prefix(root().to_str().unwrap()).unwrap_or(manifest);
        let manifest = manifest.trim_start_matches('/');
        if !tracked.contains(manifest) {
            continue;
        }
        let mut it = Crate {
            name: package["name"].as_str().unwrap().to_owned(),
            layer: layer_of(manifest.trim_end_matches("/Cargo.toml")),
            knows: BTreeSet::new(),
            uses: BTreeSet::new(),
            sdks: BTreeSet::new(),
        };
        for dependency in package["dependencies"].as_array().unwrap() {
            let name = dependency["name"].as_str().unwrap().to_owned();
            if name.starts_with("aws-") {
                it.sdks.insert(name.clone());
            }
            // What only the tests of a crate know may be anything.
            if dependency["kind"] != "dev" {
                let ours = dependency["path"].is_string();
                if ours {
                    it.knows.insert(name)
                } else {
                    it.uses.insert(name)
                };
            }
        }
        found.push(it);
    }
    found.sort_by(|one, other| (one.layer, &one.name).cmp(&(other.layer, &other.name)));
    found
}

/// What is wrong with the layers of the crates that each crate knows.
fn layer_findings(crates: &[Crate]) -> Vec<String> {
    let mut findings = Vec::new();
    let layers: BTreeMap<&str, usize> =
        crates.iter().filter_map(|it| Some((it.name.as_str(), it.layer?))).collect();
    for Crate { name, layer, knows, uses, sdks } in crates {
        let Some(layer) = layer else {
            findings.push(format!("{name} lies in no layer"));
            continue;
        };
        let (own, _, may_know) = LAYERS[*layer];
        for on in knows {
            let Some(of) = layers.get(on.as_str()).map(|layer| LAYERS[*layer].0) else {
                findings.push(format!("{name} knows {on}, which is no crate of a layer"));
                continue;
            };
            if !may_know.contains(&of) {
                findings.push(format!("{name} of {own} knows {on} of {of}"));
            }
            if own == "adapters" && of == "adapters" && on != SHARED_BY_ADAPTERS {
                findings.push(format!("the adapter {name} knows the adapter {on}"));
            }
        }
        if !SPEAK_TO_AWS.contains(&name.as_str()) {
            findings.extend(sdks.iter().map(|sdk| format!("{name} names {sdk}")));
        }
        if PURE_LAYERS.contains(&own) {
            let pure = PURE.iter().find(|(pure, _)| pure == name).map_or(&[] as &[_], |(_, uses)| uses);
            let others = uses.iter().filter(|on| !pure.contains(&on.as_str()));
            findings.extend(others.map(|on| format!("{name} does no IO and uses {on}")));
        }
    }
    findings
}

/// The rows of the table of crates, as ARCHITECTURE.md must have them.
fn rows(crates: &[Crate]) -> BTreeSet<String> {
    let mut rows = BTreeSet::new();
    for Crate { name, layer, knows, .. } in crates {
        let layer = layer.map_or("none", |layer| LAYERS[layer].0);
        let mut row = format!("| {layer} | `{name}` |");
        for on in knows {
            write!(row, " `{on}`").unwrap();
        }
        rows.insert(row + " |");
    }
    rows
}

/// Where the table of crates in `page` is not what the crates are: edges that it does not allow, and those that are
/// no more.
fn edge_findings(crates: &[Crate], page: &str) -> Vec<String> {
    let section = page.split("\n## ").find(|section| section.starts_with("Crates\n")).unwrap_or_default();
    let written: BTreeSet<String> =
        section.lines().filter(|line| line.contains("| `")).map(str::to_owned).collect();
    let are = rows(crates);
    let missing = are.difference(&written).map(|row| format!("not in the table: {row}"));
    let gone = written.difference(&are).map(|row| format!("no more so: {row}"));
    missing.chain(gone).collect()
}

fn page() -> String {
    std::fs::read_to_string(root().join("infra/docs/ARCHITECTURE.md")).unwrap()
}

#[test]
fn crates_know_only_crates_of_layers_that_they_may_know() {
    assert_eq!(layer_findings(&crates(&metadata(), &tracked())), Vec::<String>::new());
}

#[test]
fn the_architecture_shows_each_edge_and_no_other() {
    let findings = edge_findings(&crates(&metadata(), &tracked()), &page());
    assert!(findings.is_empty(), "ARCHITECTURE.md, section Crates:\n{}", findings.join("\n"));
}

/// What is noticed when `package` depends on `dependency` too: by layers, and by the table.
fn noticed(package: &str, dependency: Value) -> (Vec<String>, Vec<String>) {
    let mut metadata = metadata();
    let packages = metadata["packages"].as_array_mut().unwrap();
    let package = packages.iter_mut().find(|it| it["name"] == package).unwrap();
    package["dependencies"].as_array_mut().unwrap().push(dependency);
    let crates = crates(&metadata, &tracked());
    (layer_findings(&crates), edge_findings(&crates, &page()))
}

#[test]
fn a_forbidden_edge_is_noticed() {
    for (package, on, says) in [
        ("case", "contract", "case of domain knows contract of formats"),
        ("port", "contract", "port of port knows contract of formats"),
        ("register", "sheet", "register of domain knows sheet of formats"),
        ("notice", "port", "notice of formats knows port of port"),
        ("app", "store-dynamodb", "app of app knows store-dynamodb of adapters"),
        ("takedown", "validation", "takedown of functions knows validation of functions"),
        ("goodfaith", "intake", "goodfaith of tool knows intake of functions"),
        ("queue-sqs", "mail-ses", "the adapter queue-sqs knows the adapter mail-ses"),
        ("sla", "testkit", "sla of functions knows testkit of testkit"),
        ("sla", "nowhere", "sla knows nowhere, which is no crate of a layer"),
    ] {
        let (layers, edges) = noticed(package, json!({ "name": on, "path": "…", "kind": null }));
        assert!(layers.iter().any(|finding| finding == says), "{says}: {layers:?}");
        assert!(edges.iter().any(|finding| finding.contains(&format!("`{package}` |"))), "{edges:?}");
    }
}

#[test]
fn an_edge_within_a_layer_is_noticed_though_the_layers_allow_it() {
    let (layers, edges) = noticed("policy", json!({ "name": "register", "path": "…", "kind": null }));
    assert_eq!(layers, Vec::<String>::new());
    assert_eq!(edges.len(), 2, "{edges:?}");
    assert!(edges[0].contains("`policy` | `case` `register` |"), "{edges:?}");
}

#[test]
fn a_format_in_the_domain_and_a_foreign_sdk_are_noticed() {
    for (package, dependency, says) in [
        ("case", json!({ "name": "serde" }), "case does no IO and uses serde"),
        ("policy", json!({ "name": "serde_json" }), "policy does no IO and uses serde_json"),
        ("port", json!({ "name": "serde" }), "port does no IO and uses serde"),
        ("contract", json!({ "name": "tokio" }), "contract does no IO and uses tokio"),
        ("sla", json!({ "name": "aws-sdk-s3", "kind": "dev" }), "sla names aws-sdk-s3"),
    ] {
        let (layers, _) = noticed(package, dependency);
        assert!(layers.iter().any(|finding| finding == says), "{says}: {layers:?}");
    }
}

#[test]
fn only_intake_compiles_a_writer_of_workbooks() {
    let all = crates(&metadata(), &tracked());
    let knows = |name: &str| &all.iter().find(|it| it.name == name).unwrap().knows;
    for function in all.iter().filter(|it| it.layer == layer_of(&format!("functions/{}", it.name))) {
        let mut reached = BTreeSet::new();
        let mut next = vec![function.name.clone()];
        while let Some(name) = next.pop() {
            next.extend(knows(&name).iter().filter(|on| !reached.contains(*on)).cloned());
            reached.insert(name);
        }
        assert_eq!(reached.contains("sheet-writer"), function.name == "intake", "{}", function.name);
    }
    let writers: Vec<&Crate> = all.iter().filter(|it| it.uses.contains("rust_xlsxwriter")).collect();
    assert!(writers.iter().all(|it| it.name == "sheet-writer"));
}

#[test]
fn a_crate_in_the_wrong_folder_is_noticed() {
    assert_eq!(layer_of("shared/domain/case"), Some(0));
    for elsewhere in ["shared/case", "shared/domain", "shared/domain/case/more", "functions", "infra/tool"] {
        assert_eq!(layer_of(elsewhere), None, "{elsewhere}");
    }
    // A domain crate that is put among the formats is one of them, and the domain may not know it.
    let all = tracked();
    let mut crates = crates(&metadata(), &all);
    let policy = crates.iter_mut().find(|it| it.name == "policy").unwrap();
    policy.layer = layer_of("shared/formats/policy");
    let findings = layer_findings(&crates);
    assert!(findings.contains(&"programme of domain knows policy of formats".to_owned()), "{findings:?}");
}

#[test]
fn what_is_not_tracked_is_not_looked_at() {
    let all = tracked();
    let without: BTreeSet<String> =
        all.iter().filter(|file| !file.contains("domain/case")).cloned().collect();
    let count = crates(&metadata(), &all).len();
    assert_eq!(crates(&metadata(), &without).len(), count - 1);
}
