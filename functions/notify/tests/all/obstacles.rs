//! What stands in a letter's way: no address, a silent marketplace, a document that cannot be read, another worker.

use std::time::Duration;

use port::Cases as _;
use step::CaseStep;
use testkit::sample::{self, HOLDER, SELLER};
use testkit::world::{Fault, FaultKind};

use super::step::{
    counter_notice, letter_events, nudge_all, open, other_complaint, received, run, run_once, step, stored,
    taken_down, until_quiet,
};

#[tokio::test]
async fn a_seller_without_address_or_listing_is_not_written_to() {
    for gone in [false, true] {
        let (world, cases) = taken_down(1).await;
        {
            let mut inner = world.look();
            let listing = inner.listings.values_mut().next().unwrap();
            listing.exists = !gone;
            listing.view.seller_email = None;
        }
        run(&world).await;
        assert!(letter_events(&world, cases[0]).contains(&"withheld statement_of_reasons".to_owned()));
        let mails = received(&world);
        assert_eq!(mails.len(), 3);
        let named = if gone { "http://market.example/listings/1001" } else { "NORTHLIGHT jacket 0" };
        assert!(mails[0].subject.contains(named), "{}", mails[0].subject);
    }
}

#[tokio::test]
async fn a_silent_marketplace_delays_the_seller_alone() {
    let (world, cases) = taken_down(1).await;
    nudge_all(&world);
    let nth = world.look().calls.len() + 4;
    world.plan([Fault { nth, kind: FaultKind::Fails }]);
    assert!(run_once(&world).await);
    assert_eq!(world.look().calls[nth], "catalogue.listing");
    assert_eq!(letter_events(&world, cases[0]), ["sent receipt", "sent accepted", "sent taken_down"]);
    until_quiet(&world).await;
    assert_eq!(letter_events(&world, cases[0]).last().unwrap(), "sent statement_of_reasons");
    assert_eq!(received(&world).len(), 4);
}

#[tokio::test]
async fn a_case_whose_document_cannot_be_read_is_rejected_and_others_are_not() {
    for broken in [None, Some(b"{}".to_vec())] {
        let world = sample::world(1);
        let bad = open(&world, &sample::complaint(1, [0])).await[0];
        let good = open(&world, &other_complaint()).await[0];
        let document = stored(&world, bad).case.filing.document;
        match broken {
            None => drop(world.look().sealed.remove(&document)),
            Some(bytes) => drop(world.look().sealed.insert(document, (bytes, String::new()))),
        }
        run(&world).await;
        assert_eq!(world.look().rejects.len(), 1);
        assert_eq!(letter_events(&world, bad), [""; 0], "the letter stays owed");
        assert_eq!(letter_events(&world, good), ["sent receipt"]);
    }
}

#[tokio::test]
async fn the_journal_names_nobody() {
    let (world, cases) = taken_down(1).await;
    world.look().refused_addresses.push(SELLER.to_owned());
    run(&world).await;
    counter_notice(&world, cases[0]).await;
    world.look().sealed.clear();
    run(&world).await;
    let journal = world.look().journal.join("\n");
    assert!(journal.contains("\"outcome\":\"done\"") && journal.contains("\"outcome\":\"reject\""));
    let reference = stored(&world, cases[0]).case.filing.reference;
    assert!(journal.contains(&format!("\"reference\":\"{reference}\"")), "people look for it: {journal}");
    for secret in ["Ada", "northlight", "NORTHLIGHT", "Shop One", "shop.example", "seams", "/status/"] {
        assert!(!journal.contains(secret), "{secret} in {journal}");
    }
}

#[tokio::test]
async fn what_was_loaded_stays_true_when_somebody_else_is_faster() {
    let (world, cases) = taken_down(1).await;
    let loaded = world.load(&cases).await.unwrap();
    run(&world).await;
    let step = step(&world);
    let lookup = CaseStep::prepare(&step, &[]).await.unwrap();
    let late = loaded.into_iter().flatten().collect();
    CaseStep::work(&step, &lookup, late).await.unwrap();
    assert_eq!(letter_events(&world, cases[0]).len(), 4, "recorded once");
    assert_eq!(received(&world).len(), 4, "sent once");
}

#[tokio::test]
async fn only_what_a_law_has_sent_and_a_person_could_send_rings_the_alarm() {
    for (refused, gone, rings) in [(Some(SELLER), false, 1), (Some(HOLDER), false, 0), (None, true, 0)] {
        let (world, _) = taken_down(1).await;
        {
            let mut inner = world.look();
            inner.refused_addresses.extend(refused.map(str::to_owned));
            inner.listings.values_mut().for_each(|listing| listing.exists = !gone);
        }
        run(&world).await;
        let journal = world.look().journal.clone();
        let rang = journal.iter().filter(|line| line.contains("statutory_letters_unsent"));
        assert_eq!(rang.count(), rings, "{refused:?} {gone}: {journal:?}");
    }
}

#[tokio::test]
async fn what_waits_for_the_mail_service_is_looked_at_again_just_after_or_after_the_longest_delay() {
    for (pause_s, delay_s) in [(0, 1), (30, 31), (898, 899), (899, 900), (900, 900), (86_400, 900)] {
        let (world, cases) = taken_down(1).await;
        world.look().mail_paused = Some(Duration::from_secs(pause_s));
        let step = step(&world);
        let loaded = vec![stored(&world, cases[0])];
        let lookup = CaseStep::prepare(&step, &[]).await.unwrap();
        let nudges = CaseStep::work(&step, &lookup, loaded).await.unwrap();
        assert_eq!(nudges.iter().map(|nudge| nudge.delay_s).collect::<Vec<_>>(), [delay_s], "{pause_s}");
    }
}
