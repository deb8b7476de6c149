//! What pages and letters say is so, and what they offer is open.

use case::{
    Action, Decider, DeclineCode, Digest, Element, Event, Language, Measure, MeasureState, OrderStep,
    Outcome, PartyAct, Side, WhyRestore,
};
use web::letter::{
    AnsweredMail, AppealEnd, Appealed, Confirmation, Matter, Refused, Returned, Sender, compose,
};

use crate::common::{
    accepted, at, declined, demand, draft, item, objected, restored as restored_for, reviewer, view,
};
use crate::letters::ruling;
use crate::pages::{seller, status};

const APPLY: Action = Action::Apply(Measure::Removal);

pub(crate) fn then(mut events: Vec<Event>, more: impl IntoIterator<Item = Event>) -> Vec<Event> {
    events.extend(more);
    events
}

fn restored(why: WhyRestore) -> Vec<Event> {
    let action = Action::Restore(why);
    vec![
        Event::Order { action, step: OrderStep::Requested },
        Event::Order { action, step: OrderStep::Done { reference: "mp-78".to_owned() } },
    ]
}

fn refused(action: Action) -> Vec<Event> {
    vec![
        Event::Order { action, step: OrderStep::Requested },
        Event::Order { action, step: OrderStep::Refused { reason: "no".to_owned() } },
    ]
}

pub(crate) fn contested() -> Vec<Event> {
    then(
        objected(),
        [Event::Answered { answer: case::Answer::Contest, document: Digest::of(b"answer"), handed_on: true }],
    )
}

pub(crate) fn in_court() -> Vec<Event> {
    then(objected(), [Event::CourtNamed { document: Digest::of(b"court"), handed_on: true }])
}

fn silent() -> Vec<Event> {
    let decided = Event::RestoreDecided { why: WhyRestore::Silence, by: Decider::Machine, note: None };
    then(then(objected(), [decided]), restored(WhyRestore::Silence))
}

fn appeal(side: Side) -> Event {
    Event::Appealed { by: side, document: Digest::of(b"appeal") }
}

fn asked() -> Event {
    Event::PersonAsked { document: Digest::of(b"why") }
}

fn kept() -> Event {
    Event::Kept { by: reviewer(), note: "The label is not theirs.".parse().unwrap() }
}

fn not_reversed() -> Event {
    Event::AppealDecided { by: reviewer(), reversed: false, measure: None, only_in: Vec::new(), note: None }
}

/// Logs of many a course, each with its name.
fn courses() -> Vec<(&'static str, Vec<Event>)> {
    let decided = Event::AppealDecided {
        by: reviewer(),
        reversed: true,
        measure: Some(Measure::Removal),
        only_in: Vec::new(),
        note: None,
    };
    let reversed = then(declined(DeclineCode::NoInfringement), [appeal(Side::Complainant), decided]);
    let conceded =
        Event::Answered { answer: case::Answer::Concede, document: Digest::of(b"yes"), handed_on: false };
    let not_restored = then(
        then(objected(), [conceded]),
        then(
            refused(Action::Restore(WhyRestore::Conceded)),
            [Event::Closed { outcome: Outcome::NotRestored }],
        ),
    );
    vec![
        ("in force", accepted()),
        ("objected", objected()),
        ("contested", contested()),
        ("upheld", then(contested(), [Event::Upheld { by: reviewer(), note: None }])),
        ("held for court", in_court()),
        ("person asked", then(accepted(), [asked()])),
        ("kept", then(accepted(), [asked(), kept()])),
        ("appealed", then(accepted(), [appeal(Side::Seller)])),
        ("appeal decided", then(accepted(), [appeal(Side::Seller), not_reversed()])),
        ("restored", silent()),
        ("restored, appealed", then(silent(), [appeal(Side::Complainant)])),
        ("reversed decline", reversed),
        ("closed", then(accepted(), [Event::Closed { outcome: Outcome::TakenDown }])),
        ("not restored", not_restored),
    ]
}

#[test]
fn the_sellers_page_names_redress_that_is_open_and_no_other() {
    for (name, events) in courses() {
        for (language, appeal, if_appeal, outside, ask) in [
            (
                Language::En,
                "Appeal to us, free of charge",
                "If you appeal",
                "certified out-of-court",
                "Ask us, free",
            ),
            (Language::Zh, "向我们免费申诉", "您可以申诉，由", "庭外争议解决机构", "免费请求由工作人员"),
        ] {
            let page = seller(language, events.clone());
            let is_open = page.case.may_act(Side::Seller, PartyAct::Appeal);
            let html = page.html();
            assert_eq!(html.contains(appeal), is_open, "{name}: {html}");
            let may_ask = page.case.may_act(Side::Seller, PartyAct::AskPerson);
            assert_eq!(html.contains(ask), may_ask, "{name}: {html}");
            assert_eq!(html.contains("value=\"ask_person\""), may_ask, "{name}: {html}");
            assert!(is_open || !html.contains(if_appeal), "{name}: {html}");
            assert!(!html.contains("can be appealed") && !html.contains("并且可以申诉"), "{name}");
            let is_down = page.case.measure_state().is_down();
            assert_eq!(html.contains(outside), is_open || is_down, "{name}: {html}");
        }
    }
}

#[test]
fn the_sellers_page_says_that_the_listing_is_down_only_while_it_is() {
    for (name, events) in courses() {
        for (language, down) in [(Language::En, "can no longer find"), (Language::Zh, "买家无法再找到")]
        {
            let page = seller(language, events.clone());
            let shown = page.case.state.decision().is_some() && page.case.measure_state().is_down();
            assert_eq!(page.html().contains(down), shown, "{name}");
        }
    }
    let html = seller(Language::En, silent()).html();
    assert!(html.contains("Removed from the marketplace (no longer in force)"), "{html}");
    assert!(seller(Language::Zh, silent()).html().contains("从平台下架（已不再生效）"));
}

#[test]
fn the_sellers_page_says_how_the_last_decision_was_taken() {
    let upheld = || [Event::Upheld { by: reviewer(), note: None }];
    for (events, en, zh) in [
        (accepted(), "Decided automatically", "由自动核查作出"),
        (then(contested(), upheld()), "Decided by a person", "由工作人员作出决定"),
        (
            then(in_court(), upheld()),
            "A person entered the outcome of the court action",
            "由工作人员录入诉讼结果",
        ),
        (
            then(accepted(), [appeal(Side::Seller), not_reversed()]),
            "Decided by a person",
            "由工作人员作出决定",
        ),
        (silent(), "Decided automatically", "由自动核查作出"),
        (then(accepted(), [asked()]), "Decided automatically", "由自动核查作出"),
        (then(accepted(), [asked(), kept()]), "Decided by a person", "由工作人员作出决定"),
    ] {
        for (language, how) in [(Language::En, en), (Language::Zh, zh)] {
            let html = seller(language, events.clone()).html();
            assert!(html.contains(&format!("<dd>{how}")), "{how}: {html}");
        }
    }
}

#[test]
fn a_case_that_the_marketplace_ended_says_which_order_it_refused_and_when() {
    let give_up = |action, outcome| then(refused(action), [Event::Closed { outcome }]);
    let takedown = vec![Event::Accepted {
        by: Decider::Machine,
        measure: Measure::Removal,
        only_in: Vec::new(),
        although: false,
        note: None,
    }];
    let takedown = then(takedown, give_up(APPLY, Outcome::NotEnforced));
    let restoration = courses().pop().unwrap().1;
    for (events, en, zh) in [
        (takedown, "refused to take the listing down", "平台拒绝下架该商品"),
        (restoration, "refused to restore the listing", "平台拒绝恢复该商品"),
    ] {
        for (language, words, on) in
            [(Language::En, en, "closed on 21 November 2026"), (Language::Zh, zh, "本案已于2026年11月21日 ")]
        {
            let case = || view("demo/1001", "Parka", events.clone());
            assert!(case().case.closed_at.is_some());
            for html in [status(language, vec![case()]).html(), seller(language, events.clone()).html()] {
                assert!(html.contains(words) && html.contains(on), "{words}, {on}: {html}");
            }
        }
    }
}

fn letter(language: Language, matter: Matter, acts: &[PartyAct], other: &[PartyAct]) -> String {
    let mut draft = draft(language, vec![item("demo/1001", "Parka", matter)]);
    draft.acts = acts.to_vec();
    draft.other_acts = other.to_vec();
    compose(&draft).unwrap().text
}

pub(crate) fn both(matter: &Matter, acts: &[PartyAct], other: &[PartyAct]) -> [String; 2] {
    [Language::En, Language::Zh].map(|language| letter(language, matter.clone(), acts, other))
}

pub(crate) fn check(texts: &[String; 2], words: [&str; 2], expected: bool) {
    for (text, words) in texts.iter().zip(words) {
        assert_eq!(text.contains(words), expected, "{words}:\n{text}");
    }
}

#[test]
fn a_letter_names_our_own_redress_only_where_it_is_open() {
    for matter in crate::letters::matters() {
        let texts = both(&matter, &[], &[]);
        check(&texts, ["you can object", "您可以怎样提出异议"], false);
        check(&texts, ["If you do not agree", "如果您不同意"], false);
        check(&texts, ["above: what you write", "如需答复"], false);
        check(&texts, ["You can reply", "您可以直接回复"], false);
    }
    let conceded = Matter::RestoredToComplainant {
        restored: restored_for(WhyRestore::Conceded),
        appeal_until: at(4400).into(),
    };
    check(&both(&conceded, &[], &[]), ["Go to court", "向法院起诉"], false);
}

#[test]
fn the_complainant_is_told_of_what_the_seller_may_do_and_no_more() {
    let decision = case::Decision { by: Decider::Machine, at: at(2), measure: Measure::Removal, note: None };
    let matter = Matter::TakenDown { decision, since: at(3) };
    let (objects, appeals) = (["may object", "卖家可以提出异议"], ["may appeal", "卖家可以申诉"]);
    let texts = both(&matter, &[], &[PartyAct::CounterNotice, PartyAct::Appeal]);
    check(&texts, objects, true);
    let texts = both(&matter, &[], &[PartyAct::Appeal]);
    check(&texts, objects, false);
    check(&texts, appeals, true);
    let texts = both(&matter, &[], &[]);
    check(&texts, objects, false);
    check(&texts, appeals, false);
}

#[test]
fn nothing_is_said_to_be_proved_or_compared_that_was_only_stated_or_entered() {
    let texts = both(&Matter::HeldForCourt { copy: None }, &[], &[]);
    check(&texts, ["complainant states that", "投诉人称"], true);
    check(&texts, ["shown us", "证明"], false);
    for by_court in [true, false] {
        for matter in [
            Matter::UpheldToSeller { by_court, ruling: ruling(), appeal_until: at(4400).into() },
            Matter::UpheldToComplainant { by_court, ruling: ruling() },
        ] {
            let texts = both(&matter, &[], &[]);
            check(&texts, ["has compared", "工作人员对照了"], !by_court);
            check(&texts, ["A person has entered its outcome", "录入了诉讼结果"], by_court);
        }
    }
}

#[test]
fn the_reason_of_a_restoration_follows_its_listing() {
    for matter in [
        Matter::RestoredToSeller(restored_for(WhyRestore::Silence)),
        Matter::RestoredToComplainant {
            restored: restored_for(WhyRestore::Silence),
            appeal_until: at(4400).into(),
        },
    ] {
        for (text, reason) in
            both(&matter, &[], &[]).iter().zip(["The reason: The com", "原因：投诉人未在期限内"])
        {
            let (listing, reason) = (text.find("* Parka").unwrap(), text.find(reason).unwrap());
            assert!(listing < reason, "{text}");
        }
    }
}

#[test]
fn the_outcome_of_an_appeal_says_where_the_listing_is() {
    let said = |measure| {
        let end = AppealEnd { against: Appealed::Measure, reversed: true, ruling: ruling(), measure };
        both(&Matter::AppealOutcomeToSeller(end), &[], &[])
    };
    for (measure, en, zh) in [
        (MeasureState::NeverTaken, "was not taken down", "未因本投诉而下架"),
        (MeasureState::Ordered, "is to be taken down", "将被下架"),
        (MeasureState::InForce, "The listing is down", "处于下架状态"),
        (MeasureState::LiftOrdered, "is to be restored", "将恢复销售"),
        (MeasureState::Lifted, "is available again", "已恢复销售"),
    ] {
        for other in MeasureState::ALL {
            check(&said(other), [en, zh], other == measure);
        }
    }
}

#[test]
fn a_refusal_of_the_marketplace_is_told_with_what_it_refused() {
    for (outcome, en, zh) in [
        (Outcome::NotEnforced, "refused to take the listing down", "拒绝下架"),
        (Outcome::NotRestored, "refused to restore the listing", "拒绝恢复"),
    ] {
        let refused = Refused { outcome, at: at(0) };
        for matter in [Matter::RefusedToComplainant(refused), Matter::RefusedToSeller(refused)] {
            let texts = both(&matter, &[], &[]);
            check(&texts, [en, zh], true);
            check(&texts, ["closed on 21 November 2026", "2026年11月21日 09:05（UTC）结束"], true);
        }
    }
}

#[test]
fn a_complaint_that_lacks_something_is_completed_on_its_page() {
    let missing = || vec![demand(Element::Explanation)];
    let merged = Matter::Merged { at: at(1), missing: Some((missing(), at(200).into())) };
    let incomplete = Matter::Incomplete { missing: missing(), until: at(200).into() };
    let open = [PartyAct::Complete, PartyAct::Message];
    for matter in [&incomplete, &merged] {
        let texts = both(matter, &open, &[]);
        check(&texts, ["Why the listing infringes", "侵权理由"], true);
        check(&texts, ["does not complete it", "不能替代补充"], true);
        check(&texts, ["You can reply", "您可以直接回复"], false);
        check(&texts, ["do not need to do anything", "无需进行其他操作"], false);
    }
    let texts = both(&Matter::Merged { at: at(1), missing: None }, &[PartyAct::Message], &[]);
    check(&texts, ["do not need to do anything", "无需进行其他操作"], true);
    let texts = both(&Matter::Merged { at: at(1), missing: None }, &[PartyAct::Contest], &[]);
    check(&texts, ["do not need to do anything", "无需进行其他操作"], false);
    let late = both(&Matter::Receipt { decide_by: None }, &[], &[]);
    check(&late, ["We are checking", "正在核查"], false);
    check(&late, ["We aim to decide", "我们力争"], false);
}

#[test]
fn every_letter_is_signed() {
    let sender = || Sender { name: "Northmarket".to_owned(), ..Sender::new("c@goodfaith.example") };
    for language in Language::ALL {
        let language = *language;
        let confirmation = Confirmation {
            language,
            sender: sender(),
            to: "brand@northlight.example".to_owned(),
            to_name: String::new(),
            at: at(0),
            answers: None,
            complaint: "1".to_owned(),
            understood: Vec::new(),
            advice: Vec::new(),
            link: "https://goodfaith.example/confirm/token".to_owned(),
        };
        let returned = Returned {
            mail: AnsweredMail {
                language,
                sender: sender(),
                to: "brand@northlight.example".to_owned(),
                to_name: String::new(),
                at: at(0),
                answers: None,
                digest: Digest::of(b"mail"),
            },
            subject: "Fakes".to_owned(),
            understood: Vec::new(),
            errors: Vec::new(),
            form: "https://goodfaith.example/".to_owned(),
        };
        for text in [confirmation.compose().unwrap().text, returned.compose().unwrap().text] {
            assert!(text.trim_end().ends_with("Northmarket"), "{text}");
        }
    }
}

#[test]
fn pages_say_where_a_limited_measure_applies() {
    let mut limited = accepted();
    limited[1] = Event::Accepted {
        by: reviewer(),
        measure: Measure::Removal,
        only_in: vec!["DE".parse().unwrap(), "AT".parse().unwrap()],
        although: false,
        note: None,
    };
    for (language, named) in [(Language::En, "Germany, Austria"), (Language::Zh, "德国、奥地利")] {
        let page = seller(language, limited.clone()).html();
        assert!(page.contains(named) && !page.contains("Everywhere on") && !page.contains("整个"), "{page}");
        let page = status(language, vec![view("demo/1001", "Parka", limited.clone())]).html();
        assert!(page.contains(named), "{page}");
        let page = seller(language, accepted()).html();
        assert!(!page.contains(named), "{page}");
    }
}

#[test]
fn a_complainant_is_told_that_the_listing_is_hidden_and_how_long_it_is_looked_for() {
    let inputs = case::DecisionInputs::default().with(case::ListingInput::Hidden);
    let looked = vec![Event::Judged(case::Record::of(1, inputs))];
    for (language, told, last) in [
        (Language::En, "did not show this listing", "21 November 2026, 21:05 UTC"),
        (Language::Zh, "没有展示该商品", "2026年11月21日 21:05（UTC）"),
    ] {
        let html = status(language, vec![view("demo/1001", "Parka", looked.clone())]).html();
        assert!(html.contains(told) && html.contains(last), "{html}");
    }
}
