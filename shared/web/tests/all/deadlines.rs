//! Deadlines on the pages: how they follow, and the file for a calendar.

use case::{Language, Side};
use policy::Due;
use web::deadline::{calendar, own_deadline};
use web::page::CaseView;

use crate::common::{accepted, incomplete, objected, view};
use crate::pages::{seller, status};

/// `view` in this territory, with the end of its clock.
fn within(territory: &str, mut view: CaseView) -> CaseView {
    view.case.filing.territory = territory.parse().unwrap();
    view.until = view.case.clocks().first().map(|running| policy::deadline(&view.case, *running).told());
    view
}

#[test]
fn a_page_tells_how_a_deadline_follows_with_the_holidays_that_it_passed() {
    // In force since 21 November 2026: six months later is Friday, 21 May 2027, the week after Whitsun.
    let page = |territory, language| {
        let view = within(territory, view("demo/1001", "Parka", accepted()));
        let mut page = seller(language, accepted());
        (page.case, page.until) = (view.case, view.until);
        page.html()
    };
    let union = page("EU", Language::En);
    for part in ["How this date follows", "at least six months", "started on 21 November 2026"] {
        assert!(union.contains(part), "{part}: {union}");
    }
    let china = page("CN", Language::Zh);
    assert!(china.contains("我们的条款给予六个月期限") && china.contains("尚未全部公布"), "{china}");
    assert!(!page("DE", Language::En).contains("are known yet"));
}

#[test]
fn a_page_leads_to_the_calendar_of_who_has_to_act() {
    let link = "/status/token/deadlines.ics?lang=en";
    let page = |view| status(Language::En, vec![view]).html();
    assert!(page(within("EU", view("demo/1001", "Parka", objected()))).contains(link));
    assert!(page(within("EU", view("demo/1001", "Parka", incomplete()))).contains(link));
    // While it is for us to decide there is nothing to note.
    assert!(!page(within("EU", view("demo/1001", "Parka", Vec::new()))).contains(".ics"));
}

#[test]
fn a_calendar_holds_the_last_day_and_the_reference_alone() {
    let view = within("EU", view("demo/1001", "Northlight parka", objected()));
    let case = &view.case;
    let Some(Due::EndOf { day, .. }) = view.until else { panic!("{:?}", view.until) };
    let file = calendar(Language::En, [case], Side::Complainant).unwrap();
    let reference = case.filing.reference;
    for part in [
        format!("UID:{reference}-answer@goodfaith\r\n"),
        format!("DTSTART;VALUE=DATE:{}\r\n", day.strftime("%Y%m%d")),
        format!("SUMMARY;LANGUAGE=en:{reference}: last day to answer"),
        "DTSTAMP:20261121T".to_owned(),
    ] {
        assert!(file.contains(&part), "{part}: {file}");
    }
    for personal in ["Northlight", "http", &case.id.to_string(), "token", "parka"] {
        assert!(!file.contains(personal), "{personal}: {file}");
    }
    let chinese = calendar(Language::Zh, [case], Side::Complainant).unwrap();
    assert!(chinese.replace("\r\n ", "").contains("答复卖家异议的最后一天"), "{chinese}");
    // The answer is the complainant's.
    assert_eq!(calendar(Language::En, [case], Side::Seller), None);
    assert!(own_deadline(case, Side::Seller).is_none());
}

#[test]
fn the_same_deadline_has_the_same_entry_and_says_how_often_it_was_revised() {
    let file = |events: usize| {
        let view = view("demo/1001", "Parka", objected());
        let mut case = view.case;
        case.events += u32::try_from(events).unwrap();
        calendar(Language::En, [&case], Side::Complainant).unwrap()
    };
    let uid = |file: &str| file.lines().find(|line| line.starts_with("UID:")).map(str::to_owned);
    assert_eq!(uid(&file(0)), uid(&file(3)));
    assert_ne!(file(0), file(3));
    assert_eq!(file(1), file(1));
}
