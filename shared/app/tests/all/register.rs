//! The register over the world in memory: what an owner, an operator and the desk notice.

#![allow(clippy::unwrap_used, reason = "in a test, a panic is a finding")]

use ::register::Right;
use ::register::right::{
    CheckCode, CommandError, DocumentKind, RejectCode, ReviewState, RightState, RightStatus,
};
use app::register::{
    self, Authorisation, AuthorityError, Decision, DocumentError, File, MandateError, NewMandate, NewSeller,
    RemoveDocumentError, ReviewError, RightFilter, SellerName, Submission, add_document, add_mandate,
    allow_seller, letter_of_authority, list, note_reminded, remove_document, revoke_mandates, submit,
    to_remind,
};
use case::{Claim, Language, RightKind, RightRef};
use jiff::civil::date;
use port::WallClock as _;
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

const KINDS: [FaultKind; 4] =
    [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer];

pub(crate) fn mark() -> RightRef {
    sample::right().right
}

pub(crate) fn new() -> Submission {
    Submission {
        right: mark(),
        title: "NORTHLIGHT".to_owned(),
        form: None,
        names: vec![],
        owner: "Northlight".to_owned(),
        status: RightStatus::Registered,
        expires_on: Some(date(2033, 5, 1)),
        territories: vec!["EU".parse().unwrap()],
        classes: vec![18, 25],
        vienna: vec![],
        mandates: vec![],
        holders: vec![sample::HOLDER_ID],
        account: None,
    }
}

pub(crate) fn stored(world: &World) -> Right {
    world.look().rights[&mark()].clone()
}

/// A world with a submitted mark that has its papers.
pub(crate) async fn submitted() -> World {
    let world = World::new();
    let marketplace = sample::marketplace();
    world.look().marketplaces.insert(marketplace.id.clone(), marketplace);
    submit(&world, new(), world.now()).await.unwrap();
    for (kind, text) in [(DocumentKind::Certificate, "certificate"), (DocumentKind::ClassPage, "classes")] {
        let file = File { name: "paper.txt", bytes: text.as_bytes() };
        add_document(&world, &world, &mark(), kind, file, world.now()).await.unwrap();
    }
    world
}

fn verify() -> Decision {
    let confirmed = policy::checklist(RightKind::Trademark).iter().map(|it| it.code.to_owned()).collect();
    Decision::Verify { confirmed }
}

pub(crate) async fn decide(
    world: &World,
    decision: Decision,
    by: &str,
) -> Result<register::Decided, ReviewError> {
    register::decide(world, &mark(), decision, &by.parse().unwrap(), world.now()).await
}

#[tokio::test]
async fn a_changed_right_is_to_be_verified_again_and_keeps_its_documents() {
    let world = submitted().await;
    decide(&world, verify(), "ada").await.unwrap();
    let again = submit(&world, new(), world.now()).await.unwrap();
    assert_eq!(again.right.history.state(), &ReviewState::Verified, "the same again changes nothing");
    submit(&world, Submission { classes: vec![18], ..new() }, world.now()).await.unwrap();
    assert_eq!(stored(&world).history.state(), &ReviewState::Submitted);
    assert_eq!(stored(&world).documents.len(), 2);
}

#[tokio::test]
async fn a_wrong_right_is_refused_and_nothing_is_stored() {
    let world = World::new();
    let long = "x".repeat(501);
    for (submission, says) in [
        (Submission { title: " ".to_owned(), ..new() }, "title must have 1 to 500 characters"),
        (Submission { owner: long, ..new() }, "owner must have 1 to 500 characters"),
        (Submission { names: vec![String::new()], ..new() }, "name must have 1 to 200 characters"),
        (Submission { vienna: vec!["26.04.09".parse().unwrap(); 201], ..new() }, "vienna may be given"),
        (Submission { account: Some("nobody".parse().unwrap()), ..new() }, "there is no account nobody"),
    ] {
        let error = submit(&world, submission, world.now()).await.unwrap_err().to_string();
        assert!(error.starts_with(says), "{error}");
    }
    assert!(world.look().rights.is_empty());
}

#[tokio::test]
async fn a_submission_that_died_at_any_call_is_taken_once() {
    for nth in 0..2 {
        for kind in KINDS {
            let world = World::new();
            world.plan([Fault { nth, kind }]);
            let _died = world.until_crash(submit(&world, new(), world.now())).await;
            let taken = submit(&world, new(), world.now()).await;
            assert!(taken.is_ok(), "{kind:?} at call {nth}: {taken:?}");
            assert_eq!(stored(&world).history.events().len(), 1, "{kind:?} at call {nth}");
        }
    }
}

#[tokio::test]
async fn a_verification_that_died_at_any_call_is_made_once() {
    let calls = {
        let world = submitted().await;
        let before = world.look().calls.len();
        decide(&world, verify(), "ada").await.unwrap();
        before..world.look().calls.len()
    };
    for nth in calls {
        for kind in KINDS {
            let world = submitted().await;
            world.plan([Fault { nth, kind }]);
            let _died = world.until_crash(decide(&world, verify(), "ada")).await;
            decide(&world, verify(), "ada").await.unwrap();
            assert_eq!(stored(&world).history.state(), &ReviewState::Verified, "{kind:?} at call {nth}");
            assert_eq!(stored(&world).history.events().len(), 2, "{kind:?} at call {nth}");
        }
    }
}

#[tokio::test]
async fn everything_of_the_checklist_is_confirmed_before_a_right_is_verified() {
    let world = submitted().await;
    let some = Decision::Verify { confirmed: vec!["documents_readable".to_owned()] };
    let error = decide(&world, some, "ada").await.unwrap_err();
    let ReviewError::Unconfirmed(open) = error else { panic!("{error}") };
    assert!(open.iter().any(|it| it.code == "owner_identified"));
    assert!(open.iter().all(|it| it.code != "documents_readable"));
    let foreign = Decision::Verify { confirmed: vec!["views_match".to_owned()] };
    let error = decide(&world, foreign, "ada").await.unwrap_err().to_string();
    assert_eq!(error, "views_match is not to be confirmed of a trademark");
    assert!(decide(&world, verify(), "ada").await.unwrap().changed);
    assert!(!decide(&world, verify(), "bob").await.unwrap().changed);
}

#[tokio::test]
async fn a_failed_check_takes_two() {
    let world = World::new();
    submit(&world, new(), world.now()).await.unwrap();
    let failed = [CheckCode::Certificate, CheckCode::ClassPage];
    let refused = |error: ReviewError| match error {
        ReviewError::Refused { source: CommandError::NeedsOverride(open), .. } => open,
        other => panic!("{other}"),
    };
    assert_eq!(refused(decide(&world, verify(), "ada").await.unwrap_err()), failed);
    for by in ["ada", "bob"] {
        for check in failed {
            let over = Decision::Override { check, why: "seen".to_owned() };
            assert!(decide(&world, over.clone(), by).await.unwrap().changed);
            assert!(!decide(&world, over, by).await.unwrap().changed);
        }
        if by == "ada" {
            assert_eq!(refused(decide(&world, verify(), "ada").await.unwrap_err()), failed, "one's own");
        }
    }
    let over = Decision::Override { check: CheckCode::Validity, why: String::new() };
    assert!(matches!(
        decide(&world, over, "bob").await.unwrap_err(),
        ReviewError::Refused { source: CommandError::NothingToOverride(CheckCode::Validity), .. }
    ));
    assert_eq!(decide(&world, verify(), "ada").await.unwrap().state, "verified");
}

#[tokio::test]
async fn a_right_that_is_rejected_given_up_or_assigned_supports_nothing() {
    let world = submitted().await;
    assert_eq!(decide(&world, Decision::Reject(RejectCode::Ended), "ada").await.unwrap().state, "rejected");
    assert!(decide(&world, verify(), "ada").await.is_err());
    let assign = Decision::Assign { to: "Southlight".to_owned() };
    assert_eq!(decide(&world, assign, "ada").await.unwrap().state, "assigned");
    let (holder, demo) = (sample::HOLDER_ID, "demo".parse().unwrap());
    let today = date(2026, 11, 2);
    assert!(!stored(&world).may_act((holder, None), &demo, Claim::Counterfeit, today));
    decide(&world, Decision::Surrender, "ada").await.unwrap();
    assert!(!stored(&world).in_force(today) && stored(&world).remind_on.is_none());
}

#[tokio::test]
async fn a_document_is_added_once_and_a_program_is_not_taken() {
    let world = submitted().await;
    let file = File { name: "paper.txt", bytes: b"certificate" };
    let again =
        add_document(&world, &world, &mark(), DocumentKind::Certificate, file, world.now()).await.unwrap();
    assert!(!again.is_new);
    let program = File { name: "program.exe", bytes: b"MZ\x90\x00" };
    let error = add_document(&world, &world, &mark(), DocumentKind::Certificate, program, world.now())
        .await
        .unwrap_err();
    assert!(matches!(&error, DocumentError::NotTaken { name, .. } if name == "program.exe"), "{error}");
}

#[tokio::test]
async fn a_removal_that_died_at_any_call_is_made_once() {
    let ada = "ada".parse().unwrap();
    for nth in 0..2 {
        for kind in KINDS {
            let world = submitted().await;
            let from = world.look().calls.len();
            world.plan([Fault { nth: from + nth, kind }]);
            let right = mark();
            let remove = || remove_document(&world, &right, "class_page", None, &ada, world.now());
            let _died = world.until_crash(remove()).await;
            let again = remove().await;
            let done = matches!(&again, Ok(it) if it.changed)
                || matches!(&again, Err(RemoveDocumentError::None { .. }));
            assert!(done, "{kind:?} at call {nth}: {again:?}");
            let stored = stored(&world);
            assert_eq!((stored.documents.len(), stored.history.events().len()), (1, 2), "{kind:?} at {nth}");
        }
    }
}

#[tokio::test]
async fn an_agent_is_mandated_with_its_letter_and_revoked() {
    let world = submitted().await;
    let (agent, demo) = ("agents".parse::<case::AccountId>().unwrap(), "demo".parse().unwrap());
    let agency = port::Account { id: agent, kind: case::AccountKind::Agency, ..sample::account() };
    world.look().accounts.insert(agent, agency);
    let who = (world.party("ada@agents.example"), Some(agent));
    let new = || NewMandate {
        agent,
        claims: vec![Claim::Counterfeit],
        marketplaces: vec!["demo".parse().unwrap()],
        until: None,
        letter: Some(File { name: "letter.txt", bytes: b"we authorise" }),
    };
    let added = add_mandate(&world, &world, &mark(), new(), world.now()).await.unwrap();
    assert!(added.is_new && added.letter.is_some());
    assert!(!add_mandate(&world, &world, &mark(), new(), world.now()).await.unwrap().is_new);
    let today = date(2026, 11, 2);
    for (wrong, says) in [
        (NewMandate { marketplaces: vec!["demmo".parse().unwrap()], ..new() }, "configured are: demo"),
        (NewMandate { until: Some(date(2026, 11, 1)), ..new() }, "today (UTC) is 2026-11-02"),
    ] {
        let error = add_mandate(&world, &world, &mark(), wrong, world.now()).await.unwrap_err().to_string();
        assert!(error.ends_with(says), "{error}");
    }
    let error = revoke_mandates(&world, &mark(), agent, date(2026, 11, 1)).await.unwrap_err().to_string();
    assert!(error.contains("began on 2026-11-02, and cannot end on 2026-11-01"), "{error}");
    assert!(stored(&world).may_act(who, &demo, Claim::Counterfeit, today));
    assert_eq!(revoke_mandates(&world, &mark(), agent, today).await.unwrap(), 1);
    assert!(!stored(&world).may_act(who, &demo, Claim::Counterfeit, today));
    let error = revoke_mandates(&world, &mark(), agent, today).await.unwrap_err();
    assert!(matches!(error, MandateError::None { .. }), "{error}");
}

#[tokio::test]
async fn a_letter_of_authority_is_of_one_owner() {
    let world = submitted().await;
    let design = RightRef::new(RightKind::Design, "EM", "7").unwrap();
    let other = Submission { right: design.clone(), owner: "Southlight".to_owned(), ..new() };
    submit(&world, other, world.now()).await.unwrap();
    let asked = |rights| Authorisation {
        rights,
        agent: "Agents".to_owned(),
        claims: vec![Claim::Counterfeit],
        marketplaces: vec![],
        until: None,
        language: Language::Zh,
    };
    let text = letter_of_authority(&world, asked(vec![mark()])).await.unwrap();
    assert!(text.contains("授权委托书"), "{text}");
    let error = letter_of_authority(&world, asked(vec![mark(), design])).await.unwrap_err();
    assert!(matches!(error, AuthorityError::Owners { .. }), "{error}");
}

#[tokio::test]
async fn a_seller_is_allowed_with_a_short_note() {
    let world = submitted().await;
    let demo: case::MarketplaceId = "demo".parse().unwrap();
    let known = world.seller("seller-1");
    let by_id = || SellerName::Id("seller-1".to_owned());
    let (marketplace, seller) = (demo.clone(), by_id());
    let new = NewSeller { marketplace, seller, until: None, note: "shop".to_owned() };
    let stranger = SellerName::Party(case::PartyId::new(uuid::Uuid::from_u128(99)));
    for (wrong, says) in [
        (NewSeller { note: "x".repeat(61), ..new.clone() }, "note must have at most 60"),
        (NewSeller { marketplace: "demmo".parse().unwrap(), ..new.clone() }, "there is no marketplace demmo"),
        (NewSeller { until: Some(date(2026, 11, 1)), ..new.clone() }, "a seller allowed until 2026-11-01"),
        (NewSeller { seller: stranger, ..new.clone() }, "there is no party 0"),
    ] {
        let parties = world.look().identities.len();
        let error = allow_seller(&world, &mark(), wrong, world.now()).await.unwrap_err().to_string();
        assert!(error.starts_with(says), "{error}");
        assert_eq!((stored(&world).sellers.len(), world.look().identities.len()), (0, parties), "{error}");
    }
    assert_eq!(allow_seller(&world, &mark(), new, world.now()).await.unwrap(), known);
    assert!(stored(&world).is_authorised(known, date(2026, 11, 2)));
    let disallow = async |id| register::disallow_seller(&world, &mark(), &demo, &id).await;
    assert!(disallow(by_id()).await.unwrap().1 && !disallow(by_id()).await.unwrap().1);
    let error = disallow(SellerName::Id("seller-x".to_owned())).await.unwrap_err().to_string();
    assert_eq!(error, "no seller seller-x is known at demo");
}

#[tokio::test]
async fn rights_are_listed_and_reminded_of() {
    let world = submitted().await;
    let design = RightRef::new(RightKind::Design, "EM", "7").unwrap();
    let soon = Submission { right: design.clone(), expires_on: Some(date(2027, 1, 31)), ..new() };
    submit(&world, soon, world.now()).await.unwrap();
    let today = date(2026, 11, 2);
    let names = |rights: Vec<Right>| rights.into_iter().map(|it| it.right).collect::<Vec<_>>();
    let all = list(&world, &RightFilter::default(), 10, today).await.unwrap();
    assert_eq!(names(all), [design.clone(), mark()], "soonest reminder first");
    decide(&world, verify(), "ada").await.unwrap();
    let verified = RightFilter { state: Some(RightState::Verified), account: None };
    assert_eq!(names(list(&world, &verified, 10, today).await.unwrap()), [mark()]);
    // 90 days before the last day of January is this second of November.
    assert_eq!(names(to_remind(&world, today).await.unwrap()), std::slice::from_ref(&design));
    assert_eq!(note_reminded(&world, &design, today).await.unwrap(), Some(date(2027, 1, 1)));
    assert_eq!(names(to_remind(&world, today).await.unwrap()), []);
    let missing = RightRef::new(RightKind::Design, "EM", "8").unwrap();
    let error = note_reminded(&world, &missing, today).await.unwrap_err().to_string();
    assert_eq!(error, format!("the register has no right {missing}"));
}
