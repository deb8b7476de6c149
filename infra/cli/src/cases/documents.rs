//! The documents of a case, opened: they are sealed under the data keys of the parties that wrote them.

use std::path::Path;

use anyhow::{Context as _, ensure};
use app::vault::{OpenError, open};
use case::{Digest, Event, Recorded};
use contract::complaint::{Complaint, Evidence};
use contract::statement::Statement;
use port::{Documents, StoredCase, Subjects};
use serde_json::{Value, json};

use crate::output::{Output, table};

/// A document of a case.
struct Document {
    /// What it is, in a word.
    what: String,
    digest: Digest,
    /// Its size in bytes; `None` for one that was erased or is gone.
    size: Option<u64>,
    /// Why it cannot be read, where it cannot.
    why_not: Option<&'static str>,
}

/// Every document of the case, each with the files that it names.
async fn all<D: Documents, S: Subjects>(
    documents: &D,
    subjects: &S,
    stored: &StoredCase,
) -> anyhow::Result<Vec<Document>> {
    let repeats: Vec<Digest> = stored.log.iter().filter_map(repeated).collect();
    let mut all = Vec::new();
    for digest in &stored.case.documents {
        let bytes = match open(documents, subjects, *digest).await {
            Ok(bytes) => bytes,
            Err(OpenError::Unavailable(error)) => return Err(error.into()),
            Err(error) => {
                let why_not = Some(match error {
                    OpenError::Erased(_) => "erased",
                    OpenError::Missing(_) => "missing",
                    OpenError::Altered(_) | OpenError::Unavailable(_) => "altered",
                });
                all.push(Document { what: "unknown".to_owned(), digest: *digest, size: None, why_not });
                continue;
            }
        };
        let (what, files, original) = understood(&bytes);
        let what = if repeats.contains(digest) { format!("repeated {what}") } else { what };
        all.push(Document { what, digest: *digest, size: Some(bytes.len() as u64), why_not: None });
        let digest = |text: &str| text.parse::<Digest>().context("a document names what is no digest");
        for file in files {
            let digest = digest(&file.digest)?;
            all.push(Document { what: file.media, digest, size: Some(file.size), why_not: None });
        }
        if let Some(original) = original {
            let what = "original".to_owned();
            all.push(Document { what, digest: digest(&original)?, size: None, why_not: None });
        }
    }
    Ok(all)
}

/// The document of a complaint that was filed again.
const fn repeated(recorded: &Recorded) -> Option<Digest> {
    match recorded.event {
        Event::Merged { document, .. } => document,
        _ => None,
    }
}

/// What a document is, with the files that it names, and what it was read from.
fn understood(bytes: &[u8]) -> (String, Vec<Evidence>, Option<String>) {
    if let Ok(complaint) = Complaint::decode(bytes) {
        return ("complaint".to_owned(), complaint.evidence, complaint.original);
    }
    match Statement::decode(bytes) {
        Ok(statement) => (format!("{} {}", statement.by, statement.act), statement.evidence, None),
        Err(_) => ("message/rfc822".to_owned(), Vec::new(), None),
    }
}

/// Lists the documents of a case.
pub(super) async fn list<D: Documents, S: Subjects>(
    documents: &D,
    subjects: &S,
    stored: &StoredCase,
) -> anyhow::Result<Output> {
    let all = all(documents, subjects, stored).await?;
    let row = |it: &Document| {
        let size = it.size.map_or_else(String::new, |size| size.to_string());
        vec![it.what.clone(), size, it.digest.to_string(), it.why_not.unwrap_or_default().to_owned()]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let json = |it: &Document| json!({ "what": it.what, "size": it.size, "digest": it.digest.to_string(), "unreadable": it.why_not });
    let json: Value = all.iter().map(json).collect();
    Ok(Output::new(table(&["what", "bytes", "digest", ""], &rows, "no documents"), json))
}

/// Writes a document of a case, as it was sent, to a file that does not exist yet.
pub(super) async fn save<D: Documents, S: Subjects>(
    documents: &D,
    subjects: &S,
    stored: &StoredCase,
    digest: Digest,
    to: &Path,
) -> anyhow::Result<Output> {
    let own = all(documents, subjects, stored).await?;
    ensure!(own.iter().any(|it| it.digest == digest), "{digest} is no document of this case");
    let bytes = open(documents, subjects, digest).await?;
    let mut file =
        std::fs::File::create_new(to).with_context(|| format!("{} cannot be made", to.display()))?;
    std::io::Write::write_all(&mut file, &bytes)?;
    let json = json!({ "digest": digest.to_string(), "size": bytes.len(), "file": to.display().to_string() });
    Ok(Output::new(format!("{} bytes written to {}", bytes.len(), to.display()), json))
}

#[cfg(test)]
mod tests {
    use app::find_case;
    use port::Erasures as _;
    use testkit::sample;
    use testkit::world::World;

    use super::*;

    async fn filed() -> (World, StoredCase) {
        let world = sample::world(1);
        let keeper = app::vault::Keeper::of(&world, sample::HOLDER_ID).await.unwrap().unwrap();
        let file = keeper.seal(&world, b"a picture".to_vec(), "image/png").await.unwrap();
        let mut complaint = sample::complaint(1, [0]);
        let (digest, media, name) = (file.digest.to_string(), file.media, "label.png".to_owned());
        complaint.evidence.push(Evidence { digest, media, size: file.size, name });
        let complaint = app::filing::IdentifiedComplaint::read(&complaint).unwrap();
        app::filing::file(&world, &world, &world, &complaint).await.unwrap();
        let id = *world.look().cases.keys().next().unwrap();
        let stored = find_case(&world, id).await.unwrap();
        (world, stored)
    }

    #[tokio::test]
    async fn a_complaint_that_was_filed_again_lies_before_the_desk_with_its_files() {
        let (world, _) = filed().await;
        let mut again = sample::complaint(2, [0]);
        let keeper = app::vault::Keeper::of(&world, sample::HOLDER_ID).await.unwrap().unwrap();
        let file = keeper.seal(&world, b"a receipt".to_vec(), "application/pdf").await.unwrap();
        let (digest, name) = (file.digest.to_string(), "receipt.pdf".to_owned());
        again.evidence.push(Evidence { digest, media: file.media, size: file.size, name });
        let again = app::filing::IdentifiedComplaint::read(&again).unwrap();
        let filed = app::filing::file(&world, &world, &world, &again).await.unwrap().opened.unwrap();
        assert!(filed.is_merged);
        let stored = find_case(&world, filed.case).await.unwrap();
        let listed = list(&world, &world, &stored).await.unwrap();
        let kinds: Vec<&Value> = listed.json.as_array().unwrap().iter().map(|it| &it["what"]).collect();
        assert_eq!(kinds, ["complaint", "image/png", "repeated complaint", "application/pdf"]);
    }

    #[tokio::test]
    async fn the_desk_reads_what_a_party_sent_until_it_is_erased() {
        let (world, stored) = filed().await;
        let listed = list(&world, &world, &stored).await.unwrap();
        assert_eq!(listed.json[0]["what"], "complaint");
        assert_eq!((&listed.json[1]["what"], &listed.json[1]["size"]), (&json!("image/png"), &json!(9)));
        let file: Digest = listed.json[1]["digest"].as_str().unwrap().parse().unwrap();
        let folder = std::env::temp_dir().join(format!("goodfaith-{}-{file}", std::process::id()));
        save(&world, &world, &stored, file, &folder).await.unwrap();
        assert_eq!(std::fs::read(&folder).unwrap(), b"a picture");
        let there = save(&world, &world, &stored, file, &folder).await.unwrap_err().to_string();
        assert!(there.contains("cannot be made"), "{there}");
        std::fs::remove_file(&folder).unwrap();
        let other =
            save(&world, &world, &stored, Digest::of(b"other"), &folder).await.unwrap_err().to_string();
        assert!(other.ends_with("is no document of this case"), "{other}");

        let by = "ada".parse().unwrap();
        world.erase_data_key(sample::HOLDER_ID, port::WallClock::now(&world), &by).await.unwrap();
        let listed = list(&world, &world, &stored).await.unwrap();
        assert_eq!(listed.json[0]["unreadable"], "erased");
        let error = save(&world, &world, &stored, stored.case.filing.document, &folder).await.unwrap_err();
        assert!(error.to_string().contains("was erased with its party's data"), "{error}");
    }
}
