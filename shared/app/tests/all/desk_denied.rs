//! What the record keeps a person from deciding, and what only warns.

use app::desk::{DecideError, Decided, Decision, LeaseError};
use app::filing::IdentifiedComplaint;
use app::find_case;
use case::{Actor, CaseId, Command, Correction, DeclineCode, Digest, Proof, Question, Record, Side, State};
use jiff::SignedDuration;
use jiff::civil::date;
use port::{Dispute, Disputes as _, WallClock as _};
use testkit::sample::{self, note};
use testkit::world::World;
use uuid::Uuid;

use crate::desk::{at_desk, by, decide, in_force, machine, take};

const WHO_KNOWS_BETTER: &str = "; who knows better accepts with --although, and says why with --note";

async fn accept(world: &World, id: CaseId, although: bool) -> Result<Decided, DecideError> {
    decide(world, id, Decision::Accept { note: note(), although }, "ada").await
}

/// The right has ended long ago.
fn expire(world: &World) {
    world.look().rights.values_mut().for_each(|right| right.expires_on = Some(date(2024, 5, 1)));
}

/// The case is asked about, after rules looked at this version of its listing.
async fn judged(version: Option<String>) -> (World, CaseId) {
    let world = sample::world(1);
    let complaint = IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap();
    let filed = app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    let id = filed.opened.unwrap().case;
    let saw = "visible in_force words covered code act fit not_listed none clear known few none";
    let record = Record { version, ..Record::of(1, sample::inputs(saw)) };
    machine(&world, id, Command::Judge(record)).await;
    machine(&world, id, Command::AskDesk { question: Question::WhoComplains }).await;
    (world, id)
}

#[tokio::test]
async fn what_the_register_speaks_against_is_accepted_only_by_who_knows_better() {
    let (world, id) = at_desk().await;
    expire(&world);
    let error = accept(&world, id, false).await.unwrap_err();
    assert!(matches!(error, DecideError::NotAcceptable { .. }), "{error}");
    assert!(error.to_string().ends_with(WHO_KNOWS_BETTER), "{error}");
    assert!(accept(&world, id, true).await.unwrap().changed);
}

#[tokio::test]
async fn a_listing_that_is_gone_is_accepted_by_nobody() {
    let (world, id) = at_desk().await;
    world.look().listings.values_mut().for_each(|listing| listing.exists = false);
    for although in [false, true] {
        let error = accept(&world, id, although).await.unwrap_err();
        assert!(matches!(error, DecideError::NotAcceptable { .. }), "{error}");
        assert!(error.to_string().ends_with("that is declined as listing_gone"), "{error}");
    }
}

#[tokio::test]
async fn a_listing_that_was_edited_since_rules_looked_is_looked_at_again_first() {
    let now = sample::world(1).look().listings[&sample::listing(0).to_string()].view.version();
    for (version, is_edited) in [(None, false), (Some(now), false), (Some("another".to_owned()), true)] {
        let (world, id) = judged(version.clone()).await;
        let accepted = accept(&world, id, false).await;
        assert_eq!(accepted.is_err(), is_edited, "{version:?}");
        let told = accepted.err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(told.contains("the listing was edited since it was judged"), is_edited, "{told}");
    }
}

#[tokio::test]
async fn what_is_accepted_stays_so_whatever_the_register_says_since() {
    let (world, id) = at_desk().await;
    accept(&world, id, false).await.unwrap();
    expire(&world);
    assert!(!accept(&world, id, false).await.unwrap().changed);
}

#[tokio::test]
async fn a_measure_in_force_is_not_corrected_for_what_the_register_denies() {
    let unfounded = |code| Decision::Correct { why: Correction::Unfounded(code), note: note() };
    let unknown = || unfounded(DeclineCode::RightUnknown);
    let (world, id) = at_desk().await;
    let error = decide(&world, id, unknown(), "ada").await.unwrap_err();
    assert!(matches!(error, DecideError::Refused { .. }), "nothing is in force: {error}");
    in_force(&world, id).await;
    let error = decide(&world, id, unknown(), "ada").await.unwrap_err();
    assert!(matches!(error, DecideError::Contradicted { .. }), "{error}");
    let known = std::mem::take(&mut world.look().rights);
    assert!(decide(&world, id, unknown(), "ada").await.unwrap().changed);
    world.look().rights = known;
    assert!(!decide(&world, id, unknown(), "ada").await.unwrap().changed, "what is corrected stays so");
}

#[tokio::test]
async fn nothing_is_declined_as_decided_already_where_no_other_case_was() {
    let decline = Decision::Decline { code: DeclineCode::AlreadyDecided, note: note() };
    let noted = async |case: Option<CaseId>, dispute| {
        let (world, id) = at_desk().await;
        world.note_dispute(&sample::listing(0), case.unwrap_or(id), dispute, world.now()).await.unwrap();
        decide(&world, id, decline.clone(), "ada").await
    };
    let other = Some(CaseId::new(Uuid::from_u128(7)));
    for (case, dispute, is_so) in [
        (None, Dispute::Declined, false),
        (other, Dispute::Open, false),
        (other, Dispute::Declined, true),
        (other, Dispute::Restored, true),
    ] {
        let decided = noted(case, dispute).await;
        assert_eq!(decided.is_ok(), is_so, "{case:?} {dispute:?}");
        let told = decided.err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(told.ends_with("no other case about this listing has been decided"), !is_so, "{told}");
    }
}

#[tokio::test]
async fn a_complaint_that_comes_again_or_corrects_another_may_be_declined_as_decided_already() {
    let decline = Decision::Decline { code: DeclineCode::AlreadyDecided, note: note() };
    for corrects in [false, true] {
        let mut document = sample::complaint(2, [0]);
        let world = if corrects {
            let world = sample::world(1);
            document.priority_at = (world.now() - SignedDuration::from_hours(72)).to_string();
            world
        } else {
            // The first was withdrawn: nothing is noted of it.
            let (world, id) = at_desk().await;
            by(&world, id, Actor::Complainant, Command::Withdraw).await;
            world
        };
        let complaint = IdentifiedComplaint::read(&document).unwrap();
        let filed = app::filing::file(&world, &world, &world, &complaint).await.unwrap().opened.unwrap();
        assert!(!filed.is_merged);
        machine(&world, filed.case, Command::AskDesk { question: Question::WhoComplains }).await;
        assert!(decide(&world, filed.case, decline.clone(), "ada").await.unwrap().changed, "{corrects}");
    }
}

#[tokio::test]
async fn only_what_may_stand_declined_is_noted_of_its_listing() {
    let declined = Decision::Decline { code: DeclineCode::NoInfringement, note: note() };
    for (decision, is_noted) in
        [(Decision::Accept { note: note(), although: false }, false), (declined, true)]
    {
        let (world, id) = at_desk().await;
        decide(&world, id, decision, "ada").await.unwrap();
        let noted = world.disputes(&[sample::listing(0)]).await.unwrap();
        assert_eq!(noted[0].declined.contains(&id), is_noted);
    }
}

#[tokio::test]
async fn a_measure_on_an_appeal_is_looked_at_as_one_that_is_accepted() {
    let (world, id) = at_desk().await;
    let decline = Decision::Decline { code: DeclineCode::NoInfringement, note: note() };
    decide(&world, id, decline, "ada").await.unwrap();
    let document = Digest::of(b"appeal");
    by(&world, id, Actor::Complainant, Command::Appeal { document }).await;
    expire(&world);
    let reversed = async |although| {
        decide(&world, id, Decision::Appeal { reverse: true, although, note: note() }, "bob").await
    };
    let error = reversed(false).await.unwrap_err();
    assert!(error.to_string().ends_with(WHO_KNOWS_BETTER), "{error}");
    assert!(reversed(true).await.unwrap().changed);
}

#[tokio::test]
async fn a_sellers_appeal_is_granted_whatever_speaks_against_a_new_measure() {
    let (world, id) = at_desk().await;
    in_force(&world, id).await;
    by(&world, id, Actor::Seller, Command::Appeal { document: Digest::of(b"appeal") }).await;
    expire(&world);
    world.look().listings.values_mut().for_each(|listing| listing.exists = false);
    let reverse = Decision::Appeal { reverse: true, although: false, note: note() };
    let decided = decide(&world, id, reverse, "bob").await.unwrap();
    assert_eq!(decided.case.state.code(), "restore_due");
}

#[tokio::test]
async fn who_is_on_file_is_not_declined_as_a_stranger_and_a_secret_puts_nobody_on_file() {
    for (proof, is_on_file) in [(Proof::ApiKey, true), (Proof::AccountSecret, false)] {
        let world = sample::world(1);
        // The account alone holds the right.
        world.look().rights.values_mut().for_each(|right| right.holders.clear());
        let mut complaint = sample::complaint(1, [0]);
        complaint.account = sample::account().id.to_string();
        complaint.proof = proof.code().to_owned();
        let complaint = IdentifiedComplaint::read(&complaint).unwrap();
        let filed = app::filing::file(&world, &world, &world, &complaint).await.unwrap();
        let id = filed.opened.unwrap().case;
        machine(&world, id, Command::AskDesk { question: Question::WhoComplains }).await;
        let decline = Decision::Decline { code: DeclineCode::NotTheHolder, note: note() };
        let error = decide(&world, id, decline, "ada").await.err();
        assert_eq!(error.is_some(), is_on_file, "{proof}: {error:?}");
        assert!(error.is_none_or(|error| matches!(error, DecideError::Contradicted { .. })), "{proof}");
    }
}

#[tokio::test]
async fn a_claim_that_rests_on_a_registered_right_names_one_or_is_accepted_by_who_knows_better() {
    for (claim, refused) in
        [("patent", true), ("trademark_misuse", true), ("copyright", false), ("other", false)]
    {
        let world = sample::world(1);
        let complaint = contract::complaint::Complaint {
            claim: claim.to_owned(),
            right: contract::complaint::Right::default(),
            ..sample::complaint(1, [0])
        };
        let complaint = IdentifiedComplaint::read(&complaint).unwrap();
        let filed = app::filing::file(&world, &world, &world, &complaint).await.unwrap();
        let id = filed.opened.unwrap().case;
        machine(&world, id, Command::AskDesk { question: Question::UnregisteredRight }).await;
        let error = accept(&world, id, false).await.err().map(|error| error.to_string());
        assert_eq!(error.is_some(), refused, "{claim}: {error:?}");
        assert!(error.is_none_or(|error| error.contains("names no right")), "{claim}");
    }
}

#[tokio::test]
async fn a_right_that_is_not_in_the_register_is_accepted_by_who_knows_better_only() {
    let world = sample::world(1);
    let mut complaint = sample::complaint(1, [0]);
    complaint.right.number = "018777555".to_owned();
    let complaint = IdentifiedComplaint::read(&complaint).unwrap();
    let filed = app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    let id = filed.opened.unwrap().case;
    machine(&world, id, Command::AskDesk { question: Question::UnregisteredRight }).await;
    let error = accept(&world, id, false).await.unwrap_err().to_string();
    assert!(error.contains("is not in the register"), "{error}");
    accept(&world, id, true).await.unwrap();
}

#[tokio::test]
async fn an_appeal_is_decided_by_somebody_else_only() {
    for reverse in [true, false] {
        let (world, id) = at_desk().await;
        in_force(&world, id).await;
        by(&world, id, Actor::Seller, Command::Appeal { document: Digest::of(b"appeal") }).await;
        let State::Appealed { appeal, .. } = find_case(&world, id).await.unwrap().case.state else {
            panic!()
        };
        assert_eq!(appeal.by, Side::Seller);
        let error = decide(&world, id, Decision::Appeal { reverse, although: false, note: note() }, "ada")
            .await
            .unwrap_err();
        assert!(port::chain_of(&error).contains("may not decide its appeal"), "{error}");
        let error = take(&world, id, "ada").await.unwrap_err();
        assert!(matches!(error, LeaseError::NotTheirs(_)), "it would keep bob from it: {error}");
        let decided = decide(&world, id, Decision::Appeal { reverse, although: false, note: note() }, "bob")
            .await
            .unwrap();
        assert_eq!(decided.case.state.code(), if reverse { "restore_due" } else { "in_force" });
    }
}
