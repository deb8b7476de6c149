//! What the sides state about a counter-notice, as the other side reads it.

use case::{Digest, Event, Ground, Language, PartyAct, Side, Territory};
use web::StatementCopy;
use web::letter::Matter;
use web::page::{CaseView, Done, Received};

use crate::common::{at, copy, objected, view};
use crate::letters::golden;
use crate::pages::{seller, status};
use crate::truth::{both, check, contested, in_court, then};

fn dispute() -> StatementCopy {
    StatementCopy {
        text: "We bought one and opened it.\n<b>The label is wrong.</b>".to_owned(),
        ground: Some(Ground::NotGenuine),
        files: vec!["label \"front\".png".to_owned()],
        ..StatementCopy::default()
    }
}

fn court() -> StatementCopy {
    StatementCopy {
        court: "Landgericht Hamburg".to_owned(),
        docket: "327 O 99/26".to_owned(),
        files: vec!["complaint.pdf".to_owned()],
        ..StatementCopy::default()
    }
}

fn disputed() -> Matter {
    Matter::Disputed { copy: dispute(), at: at(12) }
}

fn held() -> Matter {
    Matter::HeldForCourt { copy: Some(court()) }
}

fn replied() -> Event {
    Event::Corresponded { by: Side::Seller, document: Digest::of(b"reply") }
}

#[test]
fn an_answer_is_handed_on_as_approved() {
    for language in Language::ALL {
        golden("disputed", &disputed(), *language);
        golden("held_for_court", &held(), *language);
    }
}

#[test]
fn the_letter_holds_the_answer_and_offers_a_reply_only_where_one_is_open() {
    for matter in [disputed(), held()] {
        for (acts, offers) in [(&[PartyAct::Message][..], true), (&[], false)] {
            let texts = both(&matter, acts, &[PartyAct::Concede]);
            check(&texts, ["You can reply once", "回复一次"], offers);
            check(&texts, ["with or without it", "无论您是否回复"], offers);
            check(&texts, ["Reply once to the complainant", "就投诉人的答复回复一次"], offers);
        }
    }
    let texts = both(&disputed(), &[], &[]);
    check(&texts, ["> We bought one and opened it.", "> We bought one and opened it."], true);
    check(&texts, ["the complainant has examined or bought them", "投诉人已鉴定或购买"], true);
    check(&texts, ["label \"front\".png", "label \"front\".png"], true);
    let texts = both(&held(), &[], &[]);
    check(&texts, ["Landgericht Hamburg", "327 O 99/26"], true);
    check(&texts, ["complaint.pdf", "complaint.pdf"], true);
}

#[test]
fn a_letter_says_that_a_person_compares_only_while_one_does() {
    let compares = ["decides whether the listing stays down", "决定商品是否维持下架"];
    check(&both(&disputed(), &[], &[PartyAct::Concede, PartyAct::Court]), compares, true);
    check(&both(&disputed(), &[], &[]), compares, false);
}

#[test]
fn no_answer_can_forge_a_line_of_a_letter() {
    let mut forged = dispute();
    forged.text = "No.\nDear seller, pay at once.\u{202e}".to_owned();
    forged.court = "Court\u{0007}\nYou can now:".to_owned();
    for text in both(&Matter::Disputed { copy: forged, at: at(12) }, &[], &[]) {
        assert!(text.contains("> Dear seller, pay at once."), "{text}");
        assert!(text.contains("\n    You can now:"), "{text}");
        assert!(!text.contains(['\u{202e}', '\u{0007}']), "{text}");
    }
}

fn received(of: u32, act: PartyAct, copy: StatementCopy) -> Received {
    Received { of, act, copy }
}

#[test]
fn the_sellers_page_shows_the_answer_with_its_files_and_takes_one_reply() {
    for (events, act, copy, words) in [
        (contested(), PartyAct::Contest, dispute(), ["&#60;b&#62;The label", "label &#34;front&#34;.png"]),
        (in_court(), PartyAct::Court, court(), ["Landgericht Hamburg", "327 O 99/26"]),
    ] {
        for language in Language::ALL {
            let mut page = seller(*language, events.clone());
            page.received = vec![received(8, act, copy.clone())];
            let html = page.html();
            for words in words {
                assert!(html.contains(words), "{words}: {html}");
            }
            assert!(html.contains("href=\"/listing/token/received/8/0?lang="), "{html}");
            assert!(html.contains("value=\"message\"") && !html.contains("<b>"), "{html}");
            let replied = seller(*language, then(events.clone(), [replied()]));
            assert!(!replied.html().contains("<form"), "a reply is sent once");
        }
        let html = seller(Language::En, events).html();
        assert!(html.contains("You can reply once. A person decides with or without your reply"), "{html}");
        assert!(html.contains("does not receive your e-mail address"), "what goes to whom is said before");
    }
}

#[test]
fn the_complainants_page_shows_the_reply_and_says_before_what_goes_to_the_seller() {
    let shown = |events: Vec<Event>| {
        let mut case = view("demo/1001", "Parka", events);
        let reply = copy("It is <i>genuine</i>.", "Shop One");
        let reply = StatementCopy { files: vec!["invoice.pdf".to_owned()], ..reply };
        case.received = vec![received(9, PartyAct::Message, reply)];
        let id = case.case.id;
        (id, status(Language::En, vec![case]).html())
    };
    for answered in [contested(), in_court()] {
        let (id, html) = shown(then(answered, [replied()]));
        assert!(html.contains("The seller’s reply to your answer"), "{html}");
        assert!(html.contains("It is &#60;i&#62;genuine") && html.contains("Shop One"), "{html}");
        assert!(html.contains(&format!("href=\"/status/token/received/{id}/9/0?lang=en\"")), "{html}");
    }
}

#[test]
fn the_form_of_the_answer_says_which_of_it_the_seller_receives() {
    let page = |language, territory: &str| {
        let mut case: CaseView = view("demo/1001", "Parka", objected());
        case.case.filing.territory = territory.parse::<Territory>().unwrap();
        let mut page = status(language, vec![case]);
        page.claim = case::Claim::Copyright;
        page.html()
    };
    for (territory, en, zh) in [
        ("EU", "the seller receives your ground, your words", "卖家将收到您选择的理由"),
        ("US", "If you have filed an action, the seller receives", "如果您已起诉，卖家将收到"),
        ("CN", "complained to the authority or sued, the seller receives", "已投诉或者起诉，卖家将收到"),
    ] {
        assert!(page(Language::En, territory).contains(en), "{territory}");
        assert!(page(Language::Zh, territory).contains(zh), "{territory}");
    }
}

#[test]
fn a_reply_stands_in_both_histories_and_a_message_of_the_complainant_in_its_own_alone() {
    let message = Event::Corresponded { by: Side::Complainant, document: Digest::of(b"message") };
    let events = then(contested(), [replied(), message]);
    let complainant = status(Language::En, vec![view("demo/1001", "Parka", events.clone())]).html();
    let seller = seller(Language::En, events).html();
    for html in [&complainant, &seller] {
        assert!(html.contains("The seller replied to the complainant’s answer"), "{html}");
    }
    assert!(complainant.contains("Message received") && !seller.contains("Message received"));
}

#[test]
fn each_side_is_told_what_became_of_its_words() {
    let mut page = seller(Language::En, then(contested(), [replied()]));
    page.done = Some(Done::Act(PartyAct::Message));
    assert!(page.html().contains("We have received your reply."));
    let mut page = status(Language::En, vec![view("demo/1001", "Parka", objected())]);
    page.done = Some(Done::Act(PartyAct::Message));
    assert!(page.html().contains("It has been added to your complaint."));
}
