//! What receivers find, and who cannot be one.

use std::time::Duration;

use case::{Actor, Command, DeskQueue, Letter, Record, Withheld};
use contract::complaint::Complaint;
use notify::Told;
use port::{Mailer as _, OutgoingMail, SendOutcome};
use step::CaseStep as _;
use testkit::sample::{self, HOLDER, SELLER};

use super::step::{commands, open, received, run, step, stored, taken_down};

#[tokio::test]
async fn a_seller_at_an_impossible_address_is_seen_to_by_a_person() {
    for impossible in ["a@x.example, b@y.example", "a@x.example\r\nBcc: b@y.example", "at the market"] {
        let (world, cases) = taken_down(1).await;
        for listing in world.look().listings.values_mut() {
            listing.view.seller_email = Some(impossible.to_owned());
            listing.view.seller_name = String::new();
        }
        run(&world).await;
        let case = stored(&world, cases[0]).case;
        let unsent: Vec<_> = case.unsent.iter().map(|it| (it.owed.letter, it.why)).collect();
        assert_eq!(unsent, [(Letter::StatementOfReasons, Withheld::ImpossibleAddress)], "{impossible}");
        assert_eq!(case.desk_queue(), Some(DeskQueue::UnsentLetter));
        assert!(received(&world).iter().all(|mail| mail.to == HOLDER));
        let journal = world.look().journal.join("\n");
        assert!(!journal.contains(impossible), "{journal}");
    }
}

#[tokio::test]
async fn a_receipt_tells_of_the_whole_complaint_however_its_listings_share_mails() {
    for together in [vec![3], vec![2, 1], vec![1, 2], vec![1, 1, 1]] {
        let world = sample::world(3);
        let reference = "0A4-7KM-2Q0".to_owned();
        let cases = open(&world, &Complaint { reference, ..sample::complaint(1, [0, 1, 2]) }).await;
        let (step, mut left) = (step(&world), cases.as_slice());
        for listings in &together {
            let (now, later) = left.split_at(*listings);
            let loaded: Vec<_> = now.iter().map(|id| stored(&world, *id)).collect();
            let batch = step.prepare(&loaded.iter().collect::<Vec<_>>()).await.unwrap();
            step.work(&batch, loaded).await.unwrap();
            left = later;
        }
        let mails = received(&world);
        assert_eq!(mails.len(), together.len());
        for mail in mails {
            assert!(mail.subject.contains("3 listings (0A4-7KM-2Q0)"), "{}", mail.subject);
            assert!(mail.text.contains("these 3 listings"), "{}", mail.text);
            let named = (0..3).filter(|it| mail.text.contains(&format!("NORTHLIGHT jacket {it}"))).count();
            assert!(named == 3 || mail.text.contains(&format!("{} more", 3 - named)), "{}", mail.text);
        }
    }
}

#[tokio::test]
async fn a_pause_of_the_mail_service_is_a_metric_and_an_answer_is_none() {
    let world = sample::world(1);
    let mailer = Told::new(world.clone(), world.clone(), world.clone());
    let mail = OutgoingMail { to: HOLDER.to_owned(), mime: b"x".to_vec() };
    assert!(matches!(mailer.send(&mail).await, SendOutcome::Accepted(_)));
    assert!(world.look().journal.is_empty());
    world.look().mail_paused = Some(Duration::from_secs(900));
    assert!(matches!(mailer.send(&mail).await, SendOutcome::Paused(..)));
    let journal = world.look().journal.clone();
    assert_eq!(journal.len(), 1);
    assert!(journal[0].contains(r#""mail_paused":900"#) && !journal[0].contains(HOLDER), "{journal:?}");
}

#[tokio::test]
async fn a_statement_of_reasons_says_what_is_protected_and_where_it_was_seen() {
    let described = "In what the notice describes";
    let seen = |mark: &str| {
        format!("visible in_force words covered on_file {mark} fit not_listed none clear known few none")
    };
    for (mark, says) in [
        (None, described),
        (Some("act"), "The title of the listing contains what is protected"),
        (Some("desk"), "The words of the listing contain what is protected"),
        (Some("absent"), described),
    ] {
        let world = sample::world(1);
        for listing in world.look().listings.values_mut() {
            listing.view.seller_language = Some("en".to_owned());
        }
        let id = open(&world, &sample::complaint(1, [0])).await[0];
        if let Some(mark) = mark {
            let record = Record::of(1, sample::inputs(&seen(mark)));
            commands(&world, id, Actor::Machine, &[Command::Judge(record)]).await;
        }
        sample::take_down(&world, id);
        run(&world).await;
        let letter = received(&world).into_iter().find(|letter| letter.to == SELLER).unwrap();
        let text = letter.text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("Protected by it NORTHLIGHT"), "{mark:?}: {text}");
        assert!(text.contains(says), "{mark:?}: {text}");
    }
}

#[tokio::test]
async fn who_is_told_of_a_measure_is_told_that_the_seller_may_object() {
    let (world, _) = taken_down(1).await;
    run(&world).await;
    let told = received(&world).into_iter().find(|mail| mail.subject.starts_with("Taken down")).unwrap();
    assert!(told.text.contains("The seller may object."), "{}", told.text);
}

#[tokio::test]
async fn a_complaint_that_is_repeated_twice_is_told_of_as_one_listing() {
    let world = sample::world(1);
    for number in [1, 2, 3] {
        open(&world, &sample::complaint(number, [0])).await;
    }
    run(&world).await;
    let merged = received(&world).pop().unwrap();
    assert!(
        merged.subject.contains("Added to your earlier complaint: NORTHLIGHT jacket 0"),
        "{}",
        merged.subject
    );
    assert_eq!(merged.text.matches("NORTHLIGHT jacket 0").count(), 1, "{}", merged.text);
}
