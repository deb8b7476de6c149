//! Letters about warnings and suspensions: each goes out once, and what it tells of counts from then.

use app::filing::IdentifiedComplaint;
use app::misuse::{self, Decision, MisuseTold, tell_of_misuse};
use case::{Command, Decider, MisuseInput, Owner, PartyId, Record};
use jiff::SignedDuration;
use policy::misuse::MISUSE;
use port::{Parties as _, PartyRecord, WallClock as _};
use programme::{Figures, MisuseCommand, MisuseFinding, MisuseRecord, Participant, Pattern};
use testkit::sample;
use testkit::world::{Fault, FaultKind, MailMode, World};
use web::letter::Sender;

use super::desk::machine;

const KINDS: [FaultKind; 4] =
    [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer];

fn account() -> Participant {
    Participant::Complainant(Owner::Account(sample::account().id))
}

fn person() -> Participant {
    Participant::Complainant(Owner::Party(sample::HOLDER_ID))
}

fn told(told: usize) -> MisuseTold {
    MisuseTold { told, ..MisuseTold::default() }
}

async fn tell(world: &World) -> MisuseTold {
    let sender = Sender::new("goodfaith@goodfaith.example");
    tell_of_misuse((world, world, world, world, world), &sender).await.unwrap()
}

fn misuse_of(world: &World, subject: Participant) -> MisuseRecord {
    world.look().parties[&subject].misuse.clone()
}

async fn record(world: &World, subject: Participant, by: &Decider, commands: &[MisuseCommand]) {
    let known = world.parties(&[subject]).await.unwrap().pop().flatten();
    let mut record = known.unwrap_or_else(|| PartyRecord::new(subject));
    for command in commands {
        let recorded = record.misuse.decide(by, command, &MISUSE, world.now()).unwrap();
        record.record_misuse(recorded.unwrap()).unwrap();
    }
    world.put_party(&record).await.unwrap();
}

fn found(world: &World, pattern: Pattern) -> MisuseCommand {
    let figures = Figures { hits: 6, of: 10, harmed: 5, hours_down: 200, knowing: 4 };
    let first = world.now() - SignedDuration::from_hours(2);
    MisuseCommand::Notice(MisuseFinding { pattern, figures, first, last: world.now() })
}

/// `subject` is warned, by rules.
async fn warn(world: &World, subject: Participant, pattern: Pattern) {
    let commands = [found(world, pattern), MisuseCommand::Warn(pattern)];
    record(world, subject, &Decider::Machine, &commands).await;
}

/// A world with a complaint of the sample's holder about a listing of the sample's seller.
async fn filed() -> (World, PartyId) {
    let world = sample::world(1);
    let complaint = IdentifiedComplaint::read(&sample::complaint(1, [0])).unwrap();
    app::filing::file(&world, &world, &world, &complaint).await.unwrap();
    let id = *world.look().cases.keys().next().unwrap();
    let seller = world.seller(sample::SELLER_NAME);
    let saw = "visible in_force words covered on_file act fit not_listed none clear known few none";
    let judged = Record { seller: Some(seller), ..Record::of(1, sample::inputs(saw)) };
    machine(&world, id, Command::Judge(judged)).await;
    (world, seller)
}

fn text(world: &World, nth: usize) -> (String, String) {
    let sent = world.look().sent[nth].clone();
    let mail = mail_parser::MessageParser::default().parse(&sent.mime).unwrap();
    (sent.to, mail.body_text(0).unwrap().into_owned())
}

#[tokio::test]
async fn a_warning_holds_and_a_suspension_runs_once_its_letter_is_out() {
    let world = sample::world(0);
    warn(&world, account(), Pattern::UnfoundedComplaints).await;
    assert_eq!(misuse_of(&world, account()).seen(&MISUSE, world.now()), MisuseInput::Clear);
    let suspend = Decision::Suspend(Pattern::UnfoundedComplaints);
    let ada = "ada".parse().unwrap();
    world.pass(SignedDuration::from_hours(24 * 20));
    let refused = misuse::decide(&world, &account(), suspend, &ada, world.now()).await.unwrap_err();
    assert!(refused.to_string().contains("was not told of the warning"), "{refused}");

    assert_eq!(tell(&world).await, told(1));
    assert_eq!(tell(&world).await, told(0), "once");
    let (to, letter) = text(&world, 0);
    assert_eq!(to, sample::account().email);
    for part in
        ["This is a warning", "6 of 10", "14 days", "22 November 2027", "Automated rules", "our terms"]
    {
        assert!(letter.contains(part), "{part}: {letter}");
    }
    assert_eq!(misuse_of(&world, account()).seen(&MISUSE, world.now()), MisuseInput::Warned);
    let refused = misuse::decide(&world, &account(), suspend, &ada, world.now()).await.unwrap_err();
    assert!(refused.to_string().contains("too recent"), "{refused}");

    world.pass(SignedDuration::from_hours(24 * 14));
    let again = found(&world, Pattern::UnfoundedComplaints);
    record(&world, account(), &Decider::Machine, &[again]).await;
    misuse::decide(&world, &account(), suspend, &ada, world.now()).await.unwrap().unwrap();
    world.pass(SignedDuration::from_hours(1));
    assert_eq!(misuse_of(&world, account()).seen(&MISUSE, world.now()), MisuseInput::Warned);
    assert_eq!(tell(&world).await, told(1));
    let suspended = misuse_of(&world, account());
    let lasts = suspended.suspended_at(world.now()).unwrap().ends().duration_since(world.now());
    assert_eq!(lasts.as_hours(), 24 * 7, "it is not shorter because the letter took its time");
    let (_, letter) = text(&world, 1);
    for part in ["13 December 2026", "a person decided", "6 June 2027", "free of charge", "court"] {
        assert!(letter.contains(part), "{part}: {letter}");
    }
}

#[tokio::test]
async fn who_has_no_account_is_written_to_at_the_address_of_its_complaint_and_a_seller_at_its_marketplaces() {
    let (world, seller) = filed().await;
    warn(&world, person(), Pattern::UnfoundedComplaints).await;
    warn(&world, Participant::Seller(seller), Pattern::RepeatInfringement).await;
    assert_eq!(tell(&world).await, told(2));
    let letters: Vec<_> = (0..2).map(|nth| text(&world, nth)).collect();
    let to = |address: &str| &letters.iter().find(|(to, _)| to == address).unwrap().1;
    assert!(to(sample::HOLDER).contains("Article 23 of"), "{letters:?}");
    assert!(to(sample::SELLER).contains("贵方的商品多次因侵犯他人权利而下架"), "{letters:?}");
}

#[tokio::test]
async fn of_whom_no_address_is_known_a_person_tells_it() {
    let (world, seller) = filed().await;
    let subject = Participant::Seller(seller);
    warn(&world, subject, Pattern::RepeatInfringement).await;
    world.look().listings.values_mut().next().unwrap().view.seller_email = None;
    let left = MisuseTold { left: 1, ..MisuseTold::default() };
    assert_eq!(tell(&world).await, left);
    assert_eq!(misuse::waiting(&world, world.now()).await.unwrap(), []);
    world.pass(SignedDuration::from_hours(25));
    assert_eq!(misuse::waiting(&world, world.now()).await.unwrap()[0].subject, subject);
    let ada = "ada".parse().unwrap();
    assert_eq!(misuse::told(&world, &subject, &ada, world.now()).await.unwrap(), 1);
    assert_eq!(misuse::told(&world, &subject, &ada, world.now()).await.unwrap(), 0, "once");
    assert_eq!(misuse_of(&world, subject).seen(&MISUSE, world.now()), MisuseInput::Warned);
    assert_eq!(tell(&world).await, told(0));
}

#[tokio::test]
async fn a_listing_that_passed_to_another_seller_leads_nobody_to_its_new_one() {
    let (world, seller) = filed().await;
    warn(&world, Participant::Seller(seller), Pattern::RepeatInfringement).await;
    let _another = world.seller("seller-2");
    world.look().listings.values_mut().next().unwrap().view.seller_id = "seller-2".to_owned();
    assert_eq!(tell(&world).await, MisuseTold { left: 1, ..MisuseTold::default() });
    assert_eq!(world.look().sent, []);
}

#[tokio::test]
async fn what_the_mail_service_refuses_or_never_answers_is_not_taken_for_told() {
    let world = sample::world(0);
    warn(&world, account(), Pattern::UnfoundedComplaints).await;
    world.look().refused_addresses.push(sample::account().email);
    assert_eq!(tell(&world).await, MisuseTold { refused: 1, ..MisuseTold::default() });
    world.pass(SignedDuration::from_hours(1));
    assert_eq!(tell(&world).await, MisuseTold { left: 1, ..MisuseTold::default() }, "it is not tried again");
    assert!(misuse_of(&world, account()).has_untold());

    let world = sample::world(0);
    warn(&world, account(), Pattern::UnfoundedComplaints).await;
    world.look().mail_unanswered = usize::MAX;
    let mut last = MisuseTold::default();
    for _ in 0..24 * 6 {
        last = tell(&world).await;
        world.pass(SignedDuration::from_hours(1));
    }
    assert_eq!(world.look().sent.len(), 5, "as often as any letter is tried");
    assert_eq!(last.told, 0);
    assert!(misuse_of(&world, account()).has_untold());
}

#[tokio::test]
async fn while_the_mail_service_takes_nothing_the_letter_waits() {
    let world = sample::world(0);
    warn(&world, account(), Pattern::UnfoundedComplaints).await;
    world.look().mail_modes.push_back(MailMode::Pauses(std::time::Duration::from_secs(60)));
    assert_eq!(tell(&world).await, MisuseTold { failed: 1, ..MisuseTold::default() });
    world.pass(SignedDuration::from_hours(1));
    assert_eq!(tell(&world).await, told(1));
}

#[tokio::test]
async fn killed_at_any_call_and_run_again_each_is_told_and_none_unless_its_letter_went_out() {
    let prepared = async || {
        let (world, seller) = filed().await;
        warn(&world, person(), Pattern::UnfoundedComplaints).await;
        warn(&world, Participant::Seller(seller), Pattern::RepeatInfringement).await;
        (world, [person(), Participant::Seller(seller)])
    };
    let calls = {
        let (world, _) = prepared().await;
        let before = world.look().calls.len();
        tell(&world).await;
        before..world.look().calls.len()
    };
    for nth in calls {
        for kind in KINDS {
            let (world, subjects) = prepared().await;
            world.plan([Fault { nth, kind }]);
            let sender = Sender::new("goodfaith@goodfaith.example");
            let killed = tell_of_misuse((&world, &world, &world, &world, &world), &sender);
            let _died = world.until_crash(killed).await;
            let untold =
                |world: &World| subjects.iter().filter(|it| misuse_of(world, **it).has_untold()).count();
            assert!(
                2 - untold(&world) <= world.look().sent.len(),
                "{kind:?} at call {nth}: told without a letter"
            );
            world.pass(SignedDuration::from_hours(1));
            tell(&world).await;
            assert_eq!(untold(&world), 0, "{kind:?} at call {nth}");
            let sent = world.look().sent.len();
            assert!((2..=3).contains(&sent), "{kind:?} at call {nth}: {sent}");
            let name = world.look().calls[nth];
            let in_doubt = ["mailer.send", "claims.claim"].contains(&name);
            assert!(sent == 2 || in_doubt, "{kind:?} at {name}: {sent} letters");
        }
    }
}
