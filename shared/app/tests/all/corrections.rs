//! What is added to an incomplete complaint, and what is sent in place of a declined one.

use app::filing::{Filed, IdentifiedComplaint, Link, LinkKey};
use app::parties::{
    Correction, ResubmitError, complaint_document, complete_complaint, resubmit_by_mail, resubmit_complaint,
};
use app::{MarketplaceCache, change};
use case::{Actor, Command, DeclineCode, Digest, Element};
use contract::complaint::{Complaint, Evidence, Statements};
use notice::mail::{Attachment, MailReading, SES, read};
use notice::{Draft, Problem, ProblemKind, Reading, field};
use port::{StoredCase, WallClock as _};
use testkit::sample;
use testkit::world::World;

/// The case of the sample's complaint, or of what became of it last.
fn stored(world: &World) -> StoredCase {
    world.look().cases.values().next().cloned().unwrap()
}

async fn file(complaint: &Complaint) -> World {
    let world = sample::world(1);
    let complaint = IdentifiedComplaint::read(complaint).unwrap();
    app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    world
}

async fn machine(world: &World, command: Command) {
    change(world, stored(world), &Actor::Machine, &[command], world.now()).await.unwrap();
}

/// A complaint of `claim` about a listing in `territory`, with all that any law demands but `missing`.
fn without(missing: Element, claim: &str, territory: &str) -> Complaint {
    let mut complaint = sample::complaint(1, [0]);
    claim.clone_into(&mut complaint.claim);
    territory.clone_into(&mut complaint.listings[0].territory);
    complaint.complainant.postal_address = "1 North Street, Springfield".to_owned();
    complaint.complainant.telephone = "+1 217 555 0100".to_owned();
    complaint.right.work = "The photograph of the jacket in our catalogue of 2025".to_owned();
    let (digest, media) = (Digest::of(b"a photograph").to_string(), "image/png".to_owned());
    complaint.evidence = vec![Evidence { digest, media, size: 12, name: "jacket.png".to_owned() }];
    complaint.statements = Statements {
        good_faith: true,
        perjury: missing != Element::Perjury,
        truth: missing != Element::Truth,
        signature: "Ada North".to_owned(),
    };
    complaint.missing = vec![missing.code().to_owned()];
    complaint
}

#[tokio::test]
async fn a_declaration_that_was_missing_is_made_later_and_completes_the_complaint() {
    for (missing, claim, territory) in
        [(Element::Perjury, "copyright", "US"), (Element::Truth, "counterfeit", "CN")]
    {
        let world = file(&without(missing, claim, territory)).await;
        machine(&world, Command::FindIncomplete { missing: vec![missing] }).await;
        let link = Link::of_complainant(&stored(&world).case);
        let declare = async |statements: Statements| {
            let draft = Draft { statements, ..Draft::default() };
            let reading = Reading { draft, problems: Vec::new() };
            complete_complaint((&world, &world, &world, &world, &world), link, reading).await
        };
        assert!(declare(Statements::default()).await.is_err(), "{missing:?} is still missing");
        let (perjury, truth) = (missing == Element::Perjury, missing == Element::Truth);
        declare(Statements { perjury, truth, ..Statements::default() }).await.unwrap();
        let case = stored(&world).case;
        assert_eq!((case.state.code(), case.filing.missing.len()), ("filed", 0), "{missing:?}");
        let document = complaint_document(&world, &world, case.filing.document).await.unwrap();
        assert!(document.statements.perjury && document.statements.truth && document.statements.good_faith);
    }
}

/// A case that was declined for `code`.
async fn declined(code: DeclineCode) -> World {
    let world = file(&sample::complaint(1, [0])).await;
    machine(&world, Command::Decline { code, note: None }).await;
    world
}

fn good_faith() -> Draft {
    let statements = Statements { good_faith: true, ..Statements::default() };
    Draft { statements, account_secret: Some(sample::ACCOUNT_SECRET.to_owned()), ..Draft::default() }
}

async fn corrected(world: &World, draft: Draft, problems: Vec<Problem>) -> Result<Filed, ResubmitError> {
    let links = LinkKey::new("a secret of at least thirty-two characters").unwrap();
    let correction = Correction { reading: Reading { draft, problems }, peer: "192.0.2.1".to_owned() };
    let (ports, cache) = ((world, world, world, world, world), MarketplaceCache::default());
    resubmit_complaint(ports, (&cache, &links), &stored(world), correction).await
}

#[tokio::test]
async fn a_correction_is_stopped_by_what_is_wrong_in_the_fields_that_its_form_has() {
    for (field, stops) in [
        (field::RIGHT_OFFICE, true),
        (field::RIGHT_NUMBER, true),
        (field::WORK, true),
        (field::EXPLANATION, true),
        (field::ACCOUNT_SECRET, true),
        (field::SIGNATURE, true),
        (field::TRUTH, true),
        (field::EVIDENCE, true),
        (field::NAME, false),
        (field::EMAIL, false),
        (field::CLAIM, false),
        (field::LISTINGS, false),
    ] {
        let world = declined(DeclineCode::InsufficientEvidence).await;
        let problem = Problem::new(field, ProblemKind::TooLong { limit: 1 });
        match corrected(&world, good_faith(), vec![problem.clone()]).await {
            Ok(_) => assert!(!stops, "{field}"),
            Err(ResubmitError::Invalid { problems, .. }) => {
                assert!(stops && problems == [problem], "{field}: {problems:?}");
            }
            Err(error) => panic!("{field}: {error:?}"),
        }
        assert_eq!(world.look().cases.len(), if stops { 1 } else { 2 }, "{field}");
    }
}

#[tokio::test]
async fn a_corrected_field_replaces_what_was_said_and_a_blank_one_keeps_it() {
    let before = sample::complaint(1, [0]).explanation;
    let after = "The hologram is a sticker, and peels off.";
    for (sent, said) in [(after, after), ("", &before), (" \n", &before)] {
        let world = declined(DeclineCode::InsufficientEvidence).await;
        let first = stored(&world).case.id;
        let draft = Draft { explanation: sent.to_owned(), ..good_faith() };
        let filed = corrected(&world, draft, Vec::new()).await.unwrap().opened.unwrap();
        assert_ne!(filed.case, first, "{sent:?}");
        let sealed = world.look().cases[&filed.case].case.filing.document;
        let document = complaint_document(&world, &world, sealed).await.unwrap();
        assert_eq!(document.explanation, said, "{sent:?}");
    }
}

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

/// The complainant's reply, with a document where `with_document`.
fn reply(with_document: bool) -> (Vec<u8>, MailReading) {
    let raw =
        b"From: Ada North <brand@northlight.example>\r\nSubject: Re: Your complaint\r\n\r\nHere you are.\r\n"
            .to_vec();
    let mut reading = read(&raw, SES);
    let (name, media) = ("certificate.pdf".to_owned(), "application/pdf".to_owned());
    let certificate = Attachment { name, media, bytes: PDF.to_vec(), shown_in_text: false };
    reading.attachments.extend(with_document.then_some(certificate));
    (raw, reading)
}

#[tokio::test]
async fn a_reply_files_again_only_where_it_brings_a_document_that_may_cure_what_was_declined() {
    for (code, with_document, files) in [
        (DeclineCode::InsufficientEvidence, true, true),
        (DeclineCode::InsufficientEvidence, false, false),
        (DeclineCode::NoInfringement, true, false),
        (DeclineCode::NoInfringement, false, false),
        (DeclineCode::ComplainantSuspended, true, false),
    ] {
        let world = declined(code).await;
        let (sealed, cache) = (world.look().sealed.len(), MarketplaceCache::default());
        let (raw, reading) = reply(with_document);
        let ports = (&world, &world, &world, &world);
        let filed = resubmit_by_mail(ports, &cache, &stored(&world), (&raw, &reading)).await.unwrap();
        let what = format!("{code:?}, with a document: {with_document}");
        assert_eq!((filed.is_some(), world.look().cases.len() == 2), (files, files), "{what}");
        assert_eq!(world.look().sealed.len() > sealed, files, "{what}: nothing of it is sealed");
    }
}
