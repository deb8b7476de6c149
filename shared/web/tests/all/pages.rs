//! Pages as their readers get them. With `GOODFAITH_PAGES` set to a folder, writes them there to be looked at.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use crate::common::{accepted, at, copy, declined, incomplete, objected, reference, view};
use case::{Actor, Claim, Command, DeclineCode, Digest, Event, Language, PartyAct};
use contract::statement::NamedListing;
use web::page::{
    Beside, CaseView, Challenge, ComplaintForm, Done, ErrorPage, FieldError, Filed, FormValues, NotFound,
    PendingConfirmation, Received, SellerPage, Site, Status, Trouble, Typed,
};

fn form(language: Language) -> ComplaintForm {
    ComplaintForm {
        site: Site::new(language, "/"),
        values: FormValues::default(),
        errors: Vec::new(),
        marketplaces: vec!["Demo Market".to_owned()],
        advice: Vec::new(),
        territories: vec!["EU".parse().unwrap()],
        challenge: Challenge { token: "token".to_owned(), bits: 17 },
    }
}

fn rejected(language: Language) -> ComplaintForm {
    let mut form = form(language);
    form.values = FormValues {
        claim: "counterfeit".to_owned(),
        listings: "https://demo.example/listing/1001\nnot an address".to_owned(),
        right_office: "EM".to_owned(),
        explanation: "They bear our mark <b>\"NORTHLIGHT\"</b> & we never made them.".to_owned(),
        name: "Northlight Outfitters GmbH".to_owned(),
        email: "brand@northlight".to_owned(),
        evidence: vec!["inbox/0192 stitching \"close\".png".to_owned()],
        ..FormValues::default()
    };
    form.errors = vec![
        FieldError::new("listings", "not_a_listing").with("line", 2).with("value", "not an address"),
        FieldError::new("right_number", "required"),
        FieldError::new("email", "not_an_email"),
        FieldError::new("good_faith", "required"),
    ];
    form
}

pub(crate) fn status(language: Language, cases: Vec<CaseView>) -> Status {
    Status {
        site: Site::new(language, "/status/token"),
        link: "/status/token".to_owned(),
        reference: reference(0),
        filed_at: at(0),
        claim: Claim::Counterfeit,
        right: "EM 018999001".to_owned(),
        complainant: "Northlight Outfitters GmbH".to_owned(),
        explanation: "They bear our mark.\nWe never made them.".to_owned(),
        listings: u16::try_from(cases.len()).unwrap(),
        cases,
        opening: false,
        page: 1,
        pages: 1,
        done: None,
        values: FormValues::default(),
        typed: Typed::default(),
        errors: Vec::new(),
    }
}

fn many() -> Vec<CaseView> {
    let mut awaiting = view("demo/1004", "Trail runner, blue", objected());
    let copy = copy("I bought these from your own outlet in Hamburg.\nInvoice attached.", "Shop One Ltd");
    awaiting.received = vec![Received { of: 6, act: PartyAct::CounterNotice, copy }];
    awaiting.until = Some(at(250).into());
    vec![
        view("demo/1001", "Northlight parka, black, S to XXL", accepted()),
        view("demo/1002", "Northlight-style beanie", declined(DeclineCode::ListingMismatch)),
        view(
            "demo/1003",
            "Insulated trousers",
            vec![Event::SentToDesk { question: case::Question::WhoComplains }],
        ),
        awaiting,
    ]
}

fn waiting(language: Language) -> Status {
    let mut case = view("demo/1001", "Northlight parka", incomplete());
    case.until = Some(at(170).into());
    status(language, vec![case])
}

pub(crate) fn seller(language: Language, events: Vec<Event>) -> SellerPage {
    let CaseView { case, log, title, url, .. } =
        view("demo/1001", "Northlight parka, black, S to XXL", events);
    SellerPage {
        site: Site::new(language, "/listing/token"),
        link: "/listing/token".to_owned(),
        case,
        log,
        title,
        url,
        marketplace: "Demo Market".to_owned(),
        right: "EM 018999001".to_owned(),
        complainant: "Northlight Outfitters GmbH".to_owned(),
        explanation: "They bear our mark.\nWe never made them.".to_owned(),
        received: Vec::new(),
        until: Some(at(4400).into()),
        beside: Vec::new(),
        may_be_more: false,
        done: None,
        counts_for: Vec::new(),
        left_out: Vec::new(),
        rejected: None,
        text: String::new(),
        name: String::new(),
        postal_address: String::new(),
        telephone: String::new(),
        signature: String::new(),
        evidence: Vec::new(),
        errors: Vec::new(),
    }
}

/// … which may object for two more listings, and has ticked one.
fn seller_of_several(language: Language) -> SellerPage {
    let mut page = seller(language, accepted());
    page.beside = ["1002", "1003"]
        .map(|id| {
            let CaseView { case, url, .. } = view(&format!("demo/{id}"), "", accepted());
            Beside { case, url, is_ticked: id == "1003" }
        })
        .to_vec();
    page.may_be_more = true;
    page
}

/// … once it has objected for four, in one of which it was too late.
fn seller_counted(language: Language) -> SellerPage {
    let mut page = seller(language, objected());
    page.done = Some(Done::Act(PartyAct::CounterNotice));
    let named = |place| NamedListing {
        case: page.case.id,
        reference: reference(place),
        listing: format!("{}", 1000 + place).parse().unwrap(),
    };
    page.counts_for = (1..=3).map(named).collect();
    page.left_out = vec![named(4)];
    page
}

fn filed(language: Language) -> Filed {
    Filed {
        site: Site::new(language, "/"),
        reference: reference(0),
        status: "/status/token".to_owned(),
        listings: 3,
        email: "brand@northlight.example".to_owned(),
        claim: "counterfeit".to_owned(),
    }
}

fn advised(language: Language) -> ComplaintForm {
    let mut form = rejected(language);
    form.errors.clear();
    form.advice = vec![FieldError::new("right_number", "right_unknown")];
    form
}

fn pending(language: Language) -> PendingConfirmation {
    PendingConfirmation {
        site: Site::new(language, "/"),
        email: "brand@northlight.example".to_owned(),
        claim: "counterfeit".to_owned(),
        days: Some(60),
    }
}

fn error(language: Language) -> ErrorPage {
    ErrorPage { site: Site::new(language, "/"), trouble: Trouble::Unavailable, until: None }
}

fn all(language: Language) -> Vec<(&'static str, String)> {
    vec![
        ("form", form(language).html()),
        ("rejected", rejected(language).html()),
        ("advised", advised(language).html()),
        ("pending", pending(language).html()),
        ("filed", filed(language).html()),
        ("status", status(language, many()).html()),
        ("incomplete", waiting(language).html()),
        ("seller", seller(language, accepted()).html()),
        ("seller_of_several", seller_of_several(language).html()),
        ("seller_counted", seller_counted(language).html()),
        ("error", error(language).html()),
        ("not_found", NotFound { site: Site::new(language, "/") }.html()),
    ]
}

#[test]
fn who_named_the_wrong_kind_of_right_may_choose_another_claim_for_the_same_listing() {
    let again = |code| {
        let html = status(Language::En, vec![view("demo/1001", "Parka", declined(code))]).html();
        html.contains("/?lang=en&amp;listings=https%3A%2F%2Fdemo.example%2Flisting%2F1001")
    };
    assert!(again(DeclineCode::WrongKindOfRight));
    assert!(!again(DeclineCode::ListingMismatch), "the form of the page suffices");
}

#[test]
fn pages_look_as_approved() {
    for language in Language::ALL {
        for (name, html) in all(*language) {
            // Paths of assets change with each change of style.
            let mut approved = html.clone();
            for asset in web::ASSETS.iter() {
                approved = approved.replace(&asset.path, "/assets/…");
            }
            if matches!(name, "rejected" | "status" | "seller" | "seller_of_several" | "seller_counted") {
                insta::assert_snapshot!(format!("{name}_{language}"), approved);
            }
            write(name, *language, &html);
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "a test may read its environment")]
fn write(name: &str, language: Language, html: &str) {
    let Ok(folder) = std::env::var("GOODFAITH_PAGES") else { return };
    let mut html = html.to_owned();
    for asset in web::ASSETS.iter() {
        let file = asset.path.trim_start_matches('/');
        std::fs::create_dir_all(format!("{folder}/assets")).unwrap();
        std::fs::write(format!("{folder}/{file}"), asset.body).unwrap();
        html = html.replace(&asset.path, file);
    }
    std::fs::write(format!("{folder}/{name}-{language}.html"), html).unwrap();
}

#[test]
fn no_page_lacks_a_text_or_needs_inline_code() {
    for language in Language::ALL {
        for (name, html) in all(*language) {
            for start in [
                "form-",
                "status-",
                "site-",
                "seller-",
                "errors-",
                "state-",
                "event-",
                "trouble-",
                "received-",
            ] {
                assert!(!html.contains(&format!(">{start}")), "{language} {name}: {start}");
            }
            assert!(!html.contains("{ $") && !html.contains("{$"), "{language} {name}");
            assert!(!html.contains(" style=") && !html.contains("<style"), "{language} {name}");
            assert!(!html.contains(" onclick=") && !html.contains("<script>"), "{language} {name}");
            assert_eq!(html.matches("<h1").count(), 1, "{language} {name}");
        }
    }
}

#[test]
fn every_control_has_a_label_and_every_reference_a_target() {
    for (name, html) in all(Language::En) {
        let ids: Vec<&str> = attribute(&html, " id=\"");
        let mut unique = ids.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(ids.len(), unique.len(), "{name}: an id stands twice");
        for target in attribute(&html, " for=\"").into_iter().chain(attribute(&html, " href=\"#")) {
            assert!(ids.contains(&target), "{name}: nothing has the id {target}");
        }
        for list in
            attribute(&html, "aria-describedby=\"").into_iter().chain(attribute(&html, "aria-labelledby=\""))
        {
            for target in list.split(' ') {
                assert!(ids.contains(&target), "{name}: nothing has the id {target}");
            }
        }
        let labelled = attribute(&html, " for=\"");
        for tag in
            html.split('<').filter(|tag| ["input ", "textarea "].iter().any(|start| tag.starts_with(start)))
        {
            let hidden = tag.contains("type=\"hidden\"");
            let id = attribute(tag, " id=\"");
            assert!(hidden || id.first().is_some_and(|id| labelled.contains(id)), "{name}: <{tag}");
        }
    }
}

fn attribute<'a>(html: &'a str, start: &str) -> Vec<&'a str> {
    html.split(start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn a_rejected_form_keeps_what_was_typed_and_says_what_to_do() {
    let html = rejected(Language::En).html();
    assert!(html.contains("https://demo.example/listing/1001\nnot an address</textarea>"));
    assert!(html.contains("value=\"brand@northlight\""));
    assert!(html.contains("value=\"counterfeit\" checked"));
    assert!(html.contains("value=\"inbox/0192 stitching &#34;close&#34;.png\""), "{html}");
    assert!(!html.contains("<b>"), "what was typed is shown as text");
    assert!(html.contains("4 things need your attention"));
    assert!(html.contains("href=\"#right_number\"") && html.contains("id=\"right_number-error\""));
}

#[test]
fn what_the_register_speaks_against_can_be_filed_all_the_same() {
    let html = advised(Language::En).html();
    assert!(html.contains("Please check before you file") && html.contains("File anyway"));
    assert!(html.contains("name=\"despite\" value=\"yes\""));
    let mut both = rejected(Language::En);
    both.advice = advised(Language::En).advice;
    assert!(!both.html().contains("name=\"despite\""), "what is missing comes first");
}

#[test]
fn a_chosen_kind_of_right_shows_its_hints_and_sends_nothing_else() {
    let mut page = form(Language::En);
    page.values.claim = "copyright".to_owned();
    let html = page.html();
    assert!(html.contains("<span data-only=\"copyright\">Which pictures"));
    assert!(html.contains("<span data-general hidden>For example"));
    for name in ["right_office", "right_number", "classes"] {
        let tag = html.split('<').find(|tag| tag.contains(&format!("id=\"{name}\""))).unwrap();
        assert!(tag.contains(" disabled"), "{tag}");
    }
    assert!(!html.contains("copyright only"), "that goes without saying now");
}

#[test]
fn a_message_that_was_rejected_is_still_there() {
    let mut page = status(Language::En, many());
    let case = page.cases[0].case.id.to_string();
    page.typed = Typed {
        case: case.clone(),
        act: "message".to_owned(),
        text: "See <i>the label</i>.".to_owned(),
        evidence: vec!["inbox/0192 label.png".to_owned()],
        ..Typed::default()
    };
    page.errors = vec![FieldError::new("evidence", "upload_missing").with("name", "label.png")];
    let html = page.html();
    assert!(html.contains("See &#60;i&#62;the label"), "as text");
    assert!(html.contains(&format!("href=\"#{case}-message-evidence\"")));
    assert_eq!(html.matches("inbox/0192 label.png").count(), 1, "in its own form only");
    assert_eq!(html.matches("<details class=\"act\" open>").count(), 1);
}

#[test]
fn the_status_page_offers_what_the_case_allows() {
    let html = status(Language::En, many()).html();
    assert_eq!(html.matches("action=\"/status/token/answer\"").count(), 1);
    assert_eq!(html.matches("action=\"/status/token/appeal\"").count(), 1);
    assert_eq!(html.matches("action=\"/status/token/withdraw\"").count(), 4, "three listings, and all");
    assert!(html.contains("does not show what your right protects") && !html.contains("listing_mismatch"));
    assert!(!html.contains("Statement of reasons"), "letters to the seller are not the complainant's");
    for case in many() {
        let may = case.case.decide(&Actor::Complainant, &Command::Withdraw, at(99));
        assert_eq!(
            matches!(may, Ok(Some(_))),
            html.contains(&format!("value=\"{}\"", case.case.id)) && {
                !matches!(case.case.state, case::State::Declined { .. })
            }
        );
    }
}

#[test]
fn an_incomplete_complaint_is_completed_on_its_page() {
    let html = waiting(Language::En).html();
    assert!(html.contains("action=\"/status/token/complete\""));
    for name in ["explanation", "right_office", "right_number", "good_faith"] {
        assert!(html.contains(&format!("name=\"{name}\"")), "{name}");
    }
    assert!(!html.contains("name=\"postal_address\""));
    assert!(!html.contains("data-renews"), "a page that asks for something must not reload");
}

#[test]
fn a_page_renews_itself_only_while_something_is_under_way() {
    assert!(status(Language::En, vec![view("demo/1", "x", Vec::new())]).html().contains("data-renews"));
    let mut done = accepted();
    done.extend([
        crate::common::sent(2, case::Letter::Accepted),
        crate::common::sent(4, case::Letter::TakenDown),
    ]);
    assert!(!status(Language::En, vec![view("demo/1", "x", done)]).html().contains("data-renews"));
}

#[test]
fn the_seller_objects_first_and_appeals_when_that_failed() {
    let html = seller(Language::En, accepted()).html();
    assert!(html.contains("value=\"counter_notice\"") && html.contains("name=\"statement\""));
    let mut events = objected();
    let html = seller(Language::En, events.clone()).html();
    let offered: Vec<_> = attribute(&html, "name=\"action\" value=\"");
    assert_eq!(offered, ["ask_person"], "the objection is under way, and nobody has looked");
    events.push(Event::Answered {
        answer: case::Answer::Contest,
        document: Digest::of(b"answer"),
        handed_on: true,
    });
    events.push(Event::Upheld { by: crate::common::reviewer(), note: None });
    let html = seller(Language::En, events).html();
    assert!(html.contains("value=\"appeal\"") && !html.contains("value=\"counter_notice\""));
    assert!(!html.contains("mina"), "a reviewer is not named to the parties");
}

#[test]
fn a_link_to_what_is_no_web_address_is_text() {
    let mut case = view("demo/1001", "x", accepted());
    case.url = "javascript:alert(1)".to_owned();
    let html = status(Language::En, vec![case]).html();
    assert!(html.contains("javascript:alert(1)") && !html.contains("href=\"javascript"));
}

#[test]
fn what_was_done_is_confirmed() {
    let mut page = status(Language::Zh, many());
    page.done = Some(Done::Act(PartyAct::Contest));
    assert!(page.html().contains("我们已收到您的答复"));
}
