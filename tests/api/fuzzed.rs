//! What schemathesis finds in the API, by its document: nothing.

use std::io::Write as _;
use std::time::Duration;

use testkit::sample;
use tokio::process::Command;

use super::{account, serve};
use crate::support::tools::tool;

/// What is not held against the API, each with the reason.
const SETTINGS: &str = r#"
# A body can be of its schema and no complaint: of no marketplace, without what the law demands, of a right
# that is none. Anyone's requests are counted.
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "400", "401", "403", "404", "409", "413", "422", "429"]

# The linter's answer to what is wrong is what it finds.
[[operations]]
include-operation-id = "check_complaint"
checks.negative_data_rejection.enabled = false
"#;

/// Longer than this it may not take.
const MOST: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn schemathesis_finds_nothing() {
    let Some(schemathesis) = tool("schemathesis") else { return };
    let world = sample::world(3);
    let key = account(&world).await;
    let url = serve(&world).await;
    let folder = std::env::temp_dir().join(format!("goodfaith-schemathesis-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let settings = folder.join("schemathesis.toml");
    std::fs::File::create(&settings).unwrap().write_all(SETTINGS.as_bytes()).unwrap();
    let run = Command::new(schemathesis)
        .arg("--config-file")
        .arg(&settings)
        .args(["run", &format!("{url}/api/v1/openapi.json"), "--url", &url, "--no-color"])
        .args(["--header", &format!("Authorization: Bearer {key}")])
        .args(["--max-examples", "40", "--generation-deterministic", "--warnings", "off"])
        .current_dir(&folder)
        .kill_on_drop(true)
        .output();
    let found = tokio::time::timeout(MOST, run).await.expect("schemathesis ends in time").unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let told = String::from_utf8_lossy(&found.stdout);
    assert!(found.status.success(), "{told}\n{}", String::from_utf8_lossy(&found.stderr));
}
