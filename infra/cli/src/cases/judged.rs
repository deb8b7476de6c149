//! What was judged of a case's listing: each snapshot, compared with the digest that the case's hash chain seals.

use anyhow::Context as _;
use app::vault::OpenError;
use app::{open_snapshot, snapshots_in, verified_log};
use case::Digest;
use contract::snapshot::Snapshot;
use jiff::Timestamp;
use port::{Snapshots, StoredCase, Subjects};
use serde_json::{Map, Value, json};

use crate::output::{Output, facts};

/// A snapshot that a record names.
struct Judged {
    at: Timestamp,
    digest: Digest,
    /// Its bytes; `None` once its seller was erased.
    document: Option<Vec<u8>>,
}

/// What each record of the case names, in order. The hash chain is verified first.
async fn all<S: Snapshots + Subjects>(store: &S, stored: &StoredCase) -> anyhow::Result<Vec<Judged>> {
    verified_log(stored)?;
    let mut all = Vec::new();
    for (recorded, digest) in snapshots_in(&stored.log) {
        let document = match open_snapshot(store, stored.case.id, digest).await {
            Ok(document) => Some(document),
            Err(OpenError::Erased(_)) => None,
            Err(error) => return Err(anyhow::Error::from(error).context("what was judged cannot be shown")),
        };
        all.push(Judged { at: recorded.at, digest, document });
    }
    Ok(all)
}

/// What was judged, for people and for programs.
pub(super) async fn show<S: Snapshots + Subjects>(store: &S, stored: &StoredCase) -> anyhow::Result<Output> {
    let (mut text, mut json) = (String::new(), Vec::new());
    for Judged { at, digest, document } in all(store, stored).await? {
        let Some(document) = document else {
            text += &facts(&[
                ("judged", at.to_string()),
                ("listing", "erased with its seller's data".to_owned()),
            ]);
            json.push(json!({ "at": at.to_string(), "digest": digest.to_string(), "judged": null }));
            continue;
        };
        let judged = Snapshot::decode(&document).context("a snapshot cannot be read")?;
        text += &told(at, digest, &judged);
        text.push('\n');
        json.push(json!({
            "at": at.to_string(), "digest": digest.to_string(), "judged": serde_json::to_value(&judged)?,
        }));
    }
    if json.is_empty() {
        "nothing is kept of what was judged".clone_into(&mut text);
    }
    Ok(Output::new(text, Value::Array(json)))
}

fn told(at: Timestamp, digest: Digest, judged: &Snapshot) -> String {
    let or_none = |text: String| if text.is_empty() { "none".to_owned() } else { text };
    let pictures = judged.pictures.iter().map(|it| match &it.sha256 {
        Some(digest) => format!("{} (sha256 {digest})", it.id),
        None => it.id.clone(),
    });
    let attributes = judged.attributes.iter().map(|[name, value]| format!("{name}: {value}"));
    let classes = judged.classes.iter().map(ToString::to_string);
    let cut = judged.cut.iter().map(|it| format!("{} of {} bytes, sha256 {}", it.field, it.bytes, it.sha256));
    let joined = |parts: &mut dyn Iterator<Item = String>| or_none(parts.collect::<Vec<_>>().join("; "));
    facts(&[
        ("judged", at.to_string()),
        ("listing", judged.listing.clone()),
        ("version", judged.version.clone()),
        ("visible", judged.visible.to_string()),
        ("address", judged.url.clone()),
        ("title", judged.title.clone()),
        ("text", or_none(judged.text.clone())),
        ("attributes", joined(&mut { attributes })),
        ("classes", joined(&mut { classes })),
        ("price", or_none(judged.price.as_ref().map(|price| price.join(" ")).unwrap_or_default())),
        ("seller", judged.seller.clone()),
        ("pictures", joined(&mut { pictures })),
        ("cut", joined(&mut { cut })),
        ("digest", format!("verified, {digest}")),
    ])
}

/// The documents by their digests, as the verifier of exports reads them; null for what was erased.
pub(super) async fn exported<S: Snapshots + Subjects>(
    store: &S,
    stored: &StoredCase,
) -> anyhow::Result<Map<String, Value>> {
    let each = all(store, stored).await?.into_iter().map(|it| {
        let text = it.document.map(String::from_utf8).transpose().context("a snapshot is no text")?;
        Ok((it.digest.to_string(), Value::from(text)))
    });
    each.collect()
}

/// In a line: the title that was judged last, or why it cannot be read.
pub(super) async fn last<S: Snapshots + Subjects>(store: &S, stored: &StoredCase) -> anyhow::Result<String> {
    let Some((_, digest)) = snapshots_in(&stored.log).last() else { return Ok("nothing is kept".to_owned()) };
    match open_snapshot(store, stored.case.id, digest).await {
        Ok(document) => Ok(Snapshot::decode(&document).context("a snapshot cannot be read")?.title),
        Err(OpenError::Unavailable(error)) => Err(error.into()),
        Err(error) => Ok(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::process::{Command as Program, Stdio};

    use app::filing::IdentifiedComplaint;
    use app::{CaseName, find_case, keep_snapshot};
    use case::{Actor, CaseId, Command, Question, Record};
    use port::{Erasures as _, WallClock as _};
    use testkit::sample;
    use testkit::world::World;

    use super::super::{CaseCommand, run};
    use super::*;

    /// A case that was judged with the listing as it was then.
    async fn judged() -> (World, CaseId) {
        let world = sample::world(1);
        let complaint = IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap();
        app::filing::file(&world, &world, &world, &complaint).await.unwrap();
        let stored = world.look().cases.values().next().cloned().unwrap();
        let mut view = world.look().listings.values().next().unwrap().view.clone();
        view.title = "NORTHLIGHT \u{1b}[31m jacket".to_owned();
        let seller = world.seller(&view.seller_id);
        let snapshot = Some(keep_snapshot(&world, &stored.case, Some(seller), &view).await.unwrap());
        let record = Record { snapshot, seller: Some(seller), ..Record::of(2, "mark=desk".parse().unwrap()) };
        let id = stored.case.id;
        let commands = [Command::Judge(record), Command::AskDesk { question: Question::MarkUnclear }];
        app::change(&world, stored, &Actor::Machine, &commands, world.now()).await.unwrap();
        (world, id)
    }

    async fn asked(world: &World, command: CaseCommand) -> anyhow::Result<Output> {
        run(command, world, || Ok(world.clone())).await
    }

    fn verified(export: &str, options: &[&str]) -> bool {
        let verifier = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/verify_chain.py");
        let mut python = Program::new("python3")
            .arg(verifier)
            .args(options)
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        python.stdin.take().unwrap().write_all(export.as_bytes()).unwrap();
        python.wait().unwrap().success()
    }

    #[tokio::test]
    async fn what_was_judged_is_shown_whatever_the_listing_is_now() {
        let (world, id) = judged().await;
        world.look().listings.values_mut().for_each(|listing| listing.view.title = "Edited".into());
        let output = asked(&world, CaseCommand::Judged { case: CaseName::Id(id) }).await.unwrap();
        assert!(output.text.contains("NORTHLIGHT") && output.text.contains("verified, "), "{}", output.text);
        assert!(!output.text.contains('\u{1b}') && !output.text.contains("Edited"), "{}", output.text);
        assert_eq!(output.json[0]["judged"]["listing"], "demo/1001");
        let show = asked(&world, CaseCommand::Show { case: CaseName::Id(id), people: false }).await.unwrap();
        assert!(show.text.contains("title judged     NORTHLIGHT"), "{}", show.text);
    }

    #[tokio::test]
    async fn a_snapshot_that_was_altered_swapped_or_lost_is_noticed() {
        let (world, id) = judged().await;
        let kept = world.look().snapshots.clone();
        let (key, bytes) = kept.iter().next().map(|(key, bytes)| (*key, bytes.clone())).unwrap();
        let mut flipped = bytes.clone();
        flipped[30] ^= 1;
        // Another document under the same seller's key.
        let stored = find_case(&world, id).await.unwrap();
        let mut view = world.look().listings.values().next().unwrap().view.clone();
        view.title = "Harmless".to_owned();
        let other = keep_snapshot(&world, &stored.case, None, &view).await.unwrap();
        let swapped = world.look().snapshots[&(id, other)].clone();
        for (bytes, why) in
            [(Some(flipped), "altered"), (Some(swapped), "altered"), (None, "there is no document")]
        {
            match bytes {
                Some(bytes) => drop(world.look().snapshots.insert(key, bytes)),
                None => drop(world.look().snapshots.remove(&key)),
            }
            for command in [
                CaseCommand::Judged { case: CaseName::Id(id) },
                CaseCommand::Export { case: CaseName::Id(id) },
            ] {
                let error = format!("{:#}", asked(&world, command).await.unwrap_err());
                assert!(error.contains(why), "{error}");
            }
            let show =
                asked(&world, CaseCommand::Show { case: CaseName::Id(id), people: false }).await.unwrap();
            assert!(show.text.contains(why), "the case is shown, and says so: {}", show.text);
        }
    }

    #[tokio::test]
    async fn an_independent_verifier_checks_what_was_judged() {
        let (world, id) = judged().await;
        let export = || CaseCommand::Export { case: CaseName::Id(id) };
        let text = asked(&world, export()).await.unwrap().text;
        assert!(verified(&text, &[]));
        assert!(!verified(&text.replace("NORTHLIGHT", "HARMLESSLY"), &[]), "another title");
        assert!(!verified(&text.replace("\"snapshots\"", "\"left_out\""), &[]), "none at all");
        let mut nothing: Value = serde_json::from_str(&text).unwrap();
        nothing["snapshots"].as_object_mut().unwrap().values_mut().for_each(|it| *it = Value::Null);
        assert!(!verified(&nothing.to_string(), &[]), "null in its place");

        let seller = world.seller("seller-1");
        world.erase_data_key(seller, world.now(), &"ada".parse().unwrap()).await.unwrap();
        let erased = asked(&world, export()).await.unwrap().text;
        assert!(!verified(&erased, &[]), "it is said that it was not verified");
        assert!(verified(&erased, &["--erased"]) && !erased.contains("NORTHLIGHT"), "{erased}");
        let shown = asked(&world, CaseCommand::Judged { case: CaseName::Id(id) }).await.unwrap();
        assert!(shown.text.contains("erased with its seller's data"), "{}", shown.text);
    }
}
