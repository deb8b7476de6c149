//! What the groups of figures share.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use app::filing::LinkKey;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use port::Journal;
use tower::ServiceExt as _;

/// Signs the parties' links.
pub(crate) const LINK_KEY: &str = "a link key of more than thirty-two letters";

/// The key made of [`LINK_KEY`].
pub(crate) fn link_key() -> anyhow::Result<LinkKey> {
    Ok(LinkKey::new(LINK_KEY)?)
}

/// Throws its lines away.
pub(crate) struct Silent;

impl Journal for Silent {
    fn line(&self, _line: &str) {}
}

/// Files a complaint, as a browser sends the form, of the sample's brand about one listing of the
/// sample's marketplace, with the brand's account secret: one that the rules accept.
pub(crate) async fn file(intake: &Router, listing: usize) -> anyhow::Result<()> {
    let request = Request::post("/complaints")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept-language", "en")
        .body(Body::from(form(listing)))?;
    let answer = intake.clone().oneshot(request).await?;
    ensure!(answer.status() == StatusCode::CREATED, "intake answered {}", answer.status());
    Ok(())
}

/// What a browser sends of such a complaint.
pub(crate) fn form(listing: usize) -> String {
    let right = testkit::sample::right().right;
    let listing = testkit::sample::listing(listing).id;
    let code = testkit::sample::ACCOUNT_SECRET;
    format!(
        "claim=counterfeit&listings=http%3A%2F%2Fmarket.example%2Flistings%2F{listing}\
         &right_office={}&right_number={}\
         &explanation=The+seams+and+the+label+differ+from+every+jacket+that+we+ever+made.\
         &name=Ada+North&email=brand%40northlight.example&good_faith=yes&account_secret={code}",
        right.office(),
        right.number()
    )
}

/// What this thread has had of a processor: others on the machine do not count.
pub(crate) fn processor_time() -> anyhow::Result<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").context("asking for processor time")?;
    let nanoseconds = text.split_whitespace().next().context("no processor time")?.parse()?;
    Ok(Duration::from_nanos(nanoseconds))
}
