//! What is taken in by form, API and mail, what is not, and what each says of its sender.

use app::MarketplaceCache;
use app::filing::LinkKey;
use app::parties::{
    Accepted, FilePorts, FilingError, ReceivedMail, Strictness, Submission, Submitter, file_complaint,
    file_mail,
};
use case::{Channel, ComplaintId, Language, Proof};
use notice::mail::{MailReading, SES, read};
use notice::{Draft, Problem, ProblemKind, Reading, field};
use policy::LimitedAction;
use port::WallClock as _;
use testkit::sample;
use testkit::world::World;
use uuid::Uuid;
use web::letter::Sender;

type Ports<'a> = FilePorts<'a, World, World, World, World, World, World>;

fn id(number: u128) -> ComplaintId {
    ComplaintId::new(Uuid::from_u128(number))
}

async fn with_ports<T>(world: &World, file: impl AsyncFnOnce(&Ports<'_>) -> T) -> T {
    let (cache, sender) = (MarketplaceCache::default(), Sender::new("desk@goodfaith.example"));
    let links = LinkKey::new("a secret of at least thirty-two characters").unwrap();
    let ports = FilePorts {
        store: world,
        documents: world,
        inbox: world,
        nudges: world,
        mailer: world,
        clock: world,
        marketplaces: &cache,
        links: &links,
        sender: &sender,
        public_url: "https://goodfaith.example",
    };
    file(&ports).await
}

fn submission(world: &World, number: u128, channel: Channel, strictness: Strictness) -> Submission {
    Submission { complaint: id(number), at: world.now(), channel, language: Language::En, strictness }
}

fn complete() -> Draft {
    Draft::of(&sample::complaint(1, [0]))
}

/// Sends complaint `number` by the form or the API.
async fn sent(
    world: &World,
    number: u128,
    reading: Reading,
    strictness: Strictness,
    submitter: Submitter,
) -> Result<Accepted, FilingError> {
    let submission = submission(world, number, Channel::Web, strictness);
    with_ports(world, async |ports: &Ports<'_>| {
        file_complaint(ports, reading, submission, submitter, None).await
    })
    .await
}

fn anyone(peer: &str) -> Submitter {
    Submitter::Anyone { peer: peer.to_owned(), work: None }
}

fn account() -> Submitter {
    Submitter::Account { account: Box::new(sample::account()) }
}

/// What SES says of a mail that its domain signed.
const AUTHENTIC: &str = "Authentication-Results: amazonses.com; dkim=pass header.i=@northlight.example; dmarc=pass header.from=northlight.example\r\n";
/// … and of one that its domain says it did not send.
const FORGED: &str =
    "Authentication-Results: amazonses.com; dkim=none; dmarc=fail header.from=northlight.example\r\n";
const FROM: &str = "From: Ada North <brand@northlight.example>\r\n";

/// A mail with a complete complaint.
fn mail(headers: &str) -> (String, MailReading) {
    let raw = format!(
        "{headers}To: complaints@goodfaith.example\r\nSubject: Fake jackets\r\n\
         Date: Mon, 2 Nov 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         Claim: counterfeit\r\nListing: http://market.example/listings/1001\r\nOffice: EM\r\n\
         Registration number: 018999001\r\nName: Ada North\r\n\
         Explanation: Seams and label differ from every jacket that we ever made.\r\n\r\n\
         I have a good faith belief that the use is not authorised and that this notice is accurate and complete.\r\n"
    );
    let reading = read(raw.as_bytes(), SES);
    (raw, reading)
}

async fn mailed(world: &World, (raw, reading): &(String, MailReading)) -> Result<Accepted, FilingError> {
    let submission = submission(world, 1, Channel::Mail, Strictness::Mail);
    let mail = ReceivedMail { key: "mail/1", raw: raw.as_bytes(), reading };
    with_ports(world, async |ports: &Ports<'_>| file_mail(ports, submission, mail).await).await
}

fn problems(filed: Result<Accepted, FilingError>) -> Vec<Problem> {
    match filed {
        Ok(_) => Vec::new(),
        Err(FilingError::Invalid { problems, .. }) => problems,
        Err(error) => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn each_way_in_takes_what_it_can_have_corrected_or_asked_for_later_and_nothing_else() {
    use Strictness::{Mail, Missing, Nothing, Warnings};
    let no_listing = || ProblemKind::NotAListing { index: 0, address: "http://elsewhere.example".to_owned() };
    let too_long = || ProblemKind::TooLong { limit: 1 };
    let logo = || ProblemKind::FileEmpty { name: "logo.gif".to_owned() };
    for (field, kind, taken_by) in [
        (field::RIGHT_NUMBER, ProblemKind::RightUnknown, &[Warnings, Missing, Mail][..]),
        (field::NAME, ProblemKind::Missing, &[Missing, Mail]),
        (field::EVIDENCE, ProblemKind::Missing, &[Missing, Mail]),
        (field::EMAIL, ProblemKind::Missing, &[Mail]),
        (field::LISTINGS, ProblemKind::Missing, &[Mail]),
        (field::CLAIM, ProblemKind::Missing, &[]),
        (field::EVIDENCE, logo(), &[Mail]),
        (field::LISTINGS, no_listing(), &[Mail]),
        (field::LISTINGS, ProblemKind::TooManyListings { limit: 1_000 }, &[]),
        (field::EXPLANATION, too_long(), &[]),
        (field::CLAIM, ProblemKind::UnknownClaim, &[]),
    ] {
        let problem = Problem::new(field, kind);
        for strictness in [Nothing, Warnings, Missing, Mail] {
            let world = sample::world(1);
            let reading = Reading { draft: complete(), problems: vec![problem.clone()] };
            let filed = sent(&world, 1, reading, strictness, account()).await;
            let taken = taken_by.contains(&strictness);
            assert_eq!(problems(filed).contains(&problem), !taken, "{problem:?} {strictness:?}");
            assert_eq!(world.look().cases.len(), usize::from(taken), "{problem:?} {strictness:?}");
        }
    }
}

#[tokio::test]
async fn what_nobody_would_see_and_nobody_can_be_asked_about_is_refused() {
    let world = sample::world(1);
    let mut draft = complete();
    draft.explanation.clear();
    let incomplete = async |number: u128| {
        let (reading, peer) =
            (Reading { draft: draft.clone(), problems: Vec::new() }, format!("192.0.2.{number}"));
        sent(&world, number, reading, Strictness::Missing, anyone(&peer)).await
    };
    let (most, _) = LimitedAction::AskToConfirm.most();
    for number in 0..u128::from(most) {
        let taken = incomplete(number).await.unwrap();
        assert!(matches!(taken, Accepted::Pending { asked: true, .. }), "{number}");
    }
    let refused = incomplete(most.into()).await;
    assert!(matches!(refused, Err(FilingError::TooMany(_))), "{refused:?}");
    assert_eq!(world.look().sent.len(), usize::try_from(most).unwrap());
}

#[tokio::test]
async fn wrong_secrets_from_one_address_are_counted_and_those_of_a_key_holder_are_not() {
    let world = sample::world(1);
    let guess = async |submitter: Submitter| {
        let draft = Draft { account_secret: Some("gfs_northlight_guess".to_owned()), ..complete() };
        sent(&world, 1, Reading { draft, problems: Vec::new() }, Strictness::Warnings, submitter).await
    };
    let wrong = [Problem::new(field::ACCOUNT_SECRET, ProblemKind::WrongAccountSecret)];
    let (most, _) = LimitedAction::WrongSecret.most();
    for _ in 0..most {
        assert_eq!(problems(guess(anyone("192.0.2.1")).await), wrong);
    }
    let refused = guess(anyone("192.0.2.1")).await;
    assert!(matches!(refused, Err(FilingError::TooMany(_))), "{refused:?}");
    assert_eq!(problems(guess(anyone("192.0.2.2")).await), wrong, "another address");
    for _ in 0..=most {
        assert_eq!(problems(guess(account()).await), wrong);
    }
}

#[tokio::test]
async fn a_wrong_secret_in_a_mail_proves_nothing_and_hides_nothing_else() {
    let guessed = || {
        let (raw, mut reading) = mail(&format!("{AUTHENTIC}{FROM}"));
        reading.understood.reading.draft.account_secret = Some("gfs_northlight_guess".to_owned());
        (raw, reading)
    };
    let world = sample::world(1);
    assert!(matches!(mailed(&world, &guessed()).await, Ok(Accepted::Filed { .. })));
    assert_eq!(world.look().cases.values().next().unwrap().case.filing.proof, Proof::Mail);

    let (raw, mut of_nothing) = guessed();
    of_nothing.understood.reading.draft.claim = None;
    let told = problems(mailed(&sample::world(1), &(raw, of_nothing)).await);
    assert_eq!(told, [Problem::new(field::CLAIM, ProblemKind::Missing)]);
}

#[tokio::test]
async fn a_mail_that_names_no_sender_or_no_listing_is_no_complaint() {
    let nobody = mail("");
    assert_eq!(nobody.1.from, "");
    let (raw, mut of_nothing) = mail(&format!("{AUTHENTIC}{FROM}"));
    of_nothing.understood.reading.draft.listings.clear();
    for mail in [nobody, (raw, of_nothing)] {
        let world = sample::world(1);
        let refused = mailed(&world, &mail).await;
        assert!(matches!(refused, Err(FilingError::Invalid { .. })), "{refused:?}");
        let inner = world.look();
        assert!(inner.cases.is_empty() && inner.pending.is_empty() && inner.sent.is_empty());
    }
}

#[tokio::test]
async fn only_a_mail_that_its_domain_disowns_is_noted_as_disowned_and_its_address_is_not_written_to() {
    let form = async |world: &World| {
        let reading = Reading { draft: complete(), problems: Vec::new() };
        sent(world, 1, reading, Strictness::Warnings, anyone("192.0.2.1")).await.unwrap()
    };
    let by_mail =
        async |world: &World, verdict: &str| mailed(world, &mail(&format!("{verdict}{FROM}"))).await.unwrap();
    let noted = |world: &World| world.look().pending_notes[&id(1)].disowned;
    let worlds = [(); 3].map(|()| sample::world(1));
    let [of_form, of_mail, forged] = &worlds;
    assert!(matches!(form(of_form).await, Accepted::Pending { asked: true, .. }));
    assert!(matches!(by_mail(of_mail, "").await, Accepted::Pending { asked: true, .. }));
    assert!(matches!(by_mail(forged, FORGED).await, Accepted::Pending { asked: false, .. }));
    assert_eq!(worlds.each_ref().map(noted), [false, false, true]);
}
