//! What a letter states as a fact of the case: what was found, where a measure holds, and until when.

use case::{
    Claim, CopiedText, Decider, Decision, Decline, DeclineCode, Digest, Event, Language, Measure,
    MeasureState, OrderStep, Place, Territory, WhyRestore,
};
use policy::Due;
use web::letter::{AppealEnd, Appealed, Item, Matter, Seen, compose};

use crate::common::{accepted, at, copy, draft, item, restored, reviewer, view};
use crate::letters::ruling;
use crate::pages::{seller, status};

fn statement(by: Decider, seen: Seen, language: Language) -> String {
    let matter = Matter::StatementOfReasons {
        decision: Decision { by, at: at(2), measure: Measure::Removal, note: None },
        seen,
        since: at(3),
        appeal_until: at(4400).into(),
    };
    compose(&draft(language, vec![item("demo/1001", "Parka", matter)])).unwrap().text
}

#[test]
fn a_statement_about_a_copied_text_says_which_and_how_much_of_it() {
    let copied =
        Some(CopiedText { text: Digest::of(b"text"), words: 214, share: 92, place: Some(Place::Text) });
    let seen = Seen { protected: Some("Care for down jackets".to_owned()), copied, ..Seen::default() };
    for (language, told, described) in [
        (
            Language::En,
            "repeat 214 words of the registered text “Care for down jackets” in the same order. That is about 92 per cent of \
             that text, without sentences that many write alike.\n    Most of these words stand in its description.",
            "In what the notice describes",
        ),
        (Language::Zh, "登记文本“Care for down jackets”中的 214 个词", "所作的说明。"),
    ] {
        let text = statement(Decider::Machine, seen.clone(), language);
        assert!(text.contains(told) && !text.contains(described), "{text}");
    }
}

#[test]
fn a_statement_says_what_the_listing_says_of_resale_and_that_it_was_weighed() {
    let guards = vec!["second_hand".parse().unwrap()];
    let seen = Seen { guards, is_resale: true, ..Seen::default() };
    let text = statement(reviewer(), seen, Language::En);
    assert!(text.contains("The listing says that the goods are used. Genuine goods that"), "{text}");
}

#[test]
fn a_persons_decision_is_told_in_that_persons_words() {
    let said = "The label carries the mark on a jacket.";
    let note: Option<case::Note> = Some(said.parse().unwrap());
    let decision = Decision { by: reviewer(), at: at(2), measure: Measure::Removal, note: note.clone() };
    let code = DeclineCode::NoInfringement;
    let matters = [
        Matter::Accepted { decision: decision.clone() },
        Matter::StatementOfReasons {
            decision,
            seen: Seen::default(),
            since: at(3),
            appeal_until: at(4400).into(),
        },
        Matter::Declined {
            decline: Decline { by: reviewer(), at: at(2), code, note: note.clone() },
            permitted_by: Vec::new(),
            appeal_until: at(4400).into(),
        },
    ];
    let mut taken_down = accepted();
    taken_down[1] = Event::Accepted {
        by: reviewer(),
        measure: Measure::Removal,
        only_in: Vec::new(),
        although: false,
        note: note.clone(),
    };
    let declined = vec![Event::Declined { by: reviewer(), code, note }];
    for language in [Language::En, Language::Zh] {
        for matter in &matters {
            let text =
                compose(&draft(language, vec![item("demo/1001", "Parka", matter.clone())])).unwrap().text;
            assert_eq!(text.matches(said).count(), 1, "{text}");
        }
        let pages = [
            seller(language, taken_down.clone()).html(),
            status(language, vec![view("demo/1001", "Parka", declined.clone())]).html(),
            status(language, vec![view("demo/1001", "Parka", taken_down.clone())]).html(),
        ];
        for html in pages {
            assert_eq!(html.matches(said).count(), 1, "{html}");
        }
    }
}

#[test]
fn a_complainant_reads_why_an_appeal_was_dismissed_beside_why_it_was_declined() {
    let (declined, dismissed) = ("The goods look genuine to me.", "The label is the maker's own.");
    let events = vec![
        Event::Declined {
            by: reviewer(),
            code: DeclineCode::GenuineGoods,
            note: Some(declined.parse().unwrap()),
        },
        Event::Appealed { by: case::Side::Complainant, document: Digest::of(b"appeal") },
        Event::AppealDecided {
            by: Decider::Reviewer("ben".parse().unwrap()),
            reversed: false,
            measure: None,
            only_in: Vec::new(),
            note: Some(dismissed.parse().unwrap()),
        },
    ];
    for language in [Language::En, Language::Zh] {
        let html = status(language, vec![view("demo/1001", "Parka", events.clone())]).html();
        for said in [declined, "The label is the maker&#39;s own."] {
            assert_eq!(html.matches(said).count(), 1, "{said}: {html}");
        }
    }
}

#[test]
fn the_seller_never_reads_why_the_complaint_had_been_declined() {
    let (declined, reversed) = ("The goods look genuine to me.", "The label is printed, not woven.");
    let note = |words: &str| Some(words.parse().unwrap());
    let action = case::Action::Apply(Measure::Removal);
    let events = vec![
        Event::Declined { by: reviewer(), code: DeclineCode::GenuineGoods, note: note(declined) },
        Event::Appealed { by: case::Side::Complainant, document: Digest::of(b"appeal") },
        Event::AppealDecided {
            by: Decider::Reviewer("ben".parse().unwrap()),
            reversed: true,
            measure: Some(Measure::Removal),
            only_in: Vec::new(),
            note: note(reversed),
        },
        Event::Order { action, step: OrderStep::Requested },
        Event::Order { action, step: OrderStep::Done { reference: "mp-77".to_owned() } },
    ];
    for language in [Language::En, Language::Zh] {
        let html = seller(language, events.clone()).html();
        assert!(html.contains(reversed) && !html.contains(declined), "{html}");
    }
}

#[test]
fn a_limited_measure_is_told_where_it_holds_and_where_it_does_not() {
    let germany: Vec<Territory> = vec!["DE".parse().unwrap()];
    let letter = |language, matter| {
        let limited = Item { only_in: germany.clone(), ..item("demo/1001", "Parka", matter) };
        compose(&draft(language, vec![limited])).unwrap()
    };
    let decision = Decision { by: reviewer(), at: at(2), measure: Measure::Removal, note: None };
    let down = letter(Language::En, Matter::TakenDown { decision, since: at(3) });
    assert!(down.text.contains("has not been offered in Germany since"), "{}", down.text);
    let back = letter(Language::En, Matter::RestoredToSeller(restored(WhyRestore::Silence)));
    assert!(
        back.subject.contains("Parka (in Germany)") && !back.text.contains("only in"),
        "{}",
        back.subject
    );
    let mut events = accepted();
    events[1] = Event::Accepted {
        by: reviewer(),
        measure: Measure::Removal,
        only_in: germany.clone(),
        although: false,
        note: None,
    };
    let page = |language, events: &[Event]| {
        [
            status(language, vec![view("demo/1001", "Parka", events.to_vec())]).html(),
            seller(language, events.to_vec()).html(),
        ]
    };
    for (language, told) in [(Language::En, "in Germany; elsewhere"), (Language::Zh, "在其他地区仍可销售")]
    {
        for html in page(language, &events) {
            assert!(html.contains(told), "{html}");
        }
    }
    let action = case::Action::Restore(WhyRestore::Withdrawn);
    events.push(Event::Withdrawn);
    events.push(Event::Order { action, step: OrderStep::Requested });
    events.push(Event::Order { action, step: OrderStep::Done { reference: "mp-78".to_owned() } });
    for (language, told) in [(Language::En, "available in Germany again"), (Language::Zh, "在德国恢复销售")]
    {
        for html in page(language, &events) {
            assert!(html.contains(told) && !html.contains("limited to"), "{html}");
        }
    }
}

#[test]
fn a_deadline_is_told_with_its_last_day_where_it_ends() {
    let told = |case: &case::Case, language| {
        let due = policy::deadlines(case)[0].told();
        let matter = Matter::CounterNotice { copy: copy("No.", "Shop"), at: at(1), until: due };
        compose(&draft(language, vec![item("demo/1001", "Parka", matter)])).unwrap().text
    };
    for (territory, en, zh) in [
        ("EU", "(UTC−4, the last time zone of the European Union)", "24时（UTC−4，欧盟最晚的时区）"),
        ("DE", "(Berlin time)", "24时（柏林时间）"),
        (
            "US",
            "(Hawaii time, the last time zone of the United States)",
            "24时（夏威夷时间，美国最晚的时区）",
        ),
        ("CN", "(China Standard Time)", "24时（北京时间）"),
        ("XY", "(UTC−12, the last time zone on earth)", "24时（UTC−12，全球最晚的时区）"),
    ] {
        let mut case = view("demo/1001", "Parka", accepted()).case;
        case.filing.territory = territory.parse().unwrap();
        let text = told(&case, Language::En);
        assert!(text.contains("Please answer by the end of ") && text.contains(en), "{text}");
        assert!(told(&case, Language::Zh).contains(zh), "{territory}");
    }
    let last = Due::EndOf { day: jiff::civil::date(2026, 12, 13), zone: "Asia/Shanghai" };
    let ends: jiff::Timestamp = "2026-12-13T16:00:00Z".parse().unwrap();
    let of = |zone| {
        let case = view("demo/1001", "Parka", accepted()).case;
        policy::Deadline { due: ends, zone, ..policy::deadlines(&case).remove(0) }
    };
    assert_eq!(of(Some("Asia/Shanghai")).told(), last);
    assert_eq!(of(None).told(), Due::At(ends), "what counts hours ends at a time");
}

#[test]
fn every_zone_in_which_days_end_has_words() {
    let letters = || 'A'..='Z';
    for territory in letters().flat_map(|a| letters().map(move |b| format!("{a}{b}"))) {
        let mut case = view("demo/1001", "Parka", accepted()).case;
        case.filing.territory = territory.parse().unwrap();
        let due = policy::deadlines(&case)[0].told();
        let Due::EndOf { zone, .. } = due else { panic!("{due:?}") };
        for language in [Language::En, Language::Zh] {
            let matter = Matter::CounterNotice { copy: copy("No.", "Shop"), at: at(1), until: due };
            let text = compose(&draft(language, vec![item("demo/1001", "Parka", matter)])).unwrap().text;
            assert!(!text.contains("zone-") && !text.contains(zone), "{territory}: {zone}");
        }
    }
}

#[test]
fn an_appeal_is_told_with_who_appealed_against_what_and_who_decided_in_which_words() {
    let end = AppealEnd {
        against: Appealed::Measure,
        reversed: false,
        ruling: ruling(),
        measure: case::MeasureState::InForce,
    };
    let letter =
        |matter| compose(&draft(Language::En, vec![item("demo/1001", "Parka", matter)])).unwrap().text;
    let to_seller = letter(Matter::AppealOutcomeToSeller(end.clone()));
    let to_complainant = letter(Matter::AppealOutcomeToComplainant(end));
    assert!(to_seller.contains("You appealed against our decision of 21 November 2026, 11:05 UTC to take"));
    assert!(to_complainant.contains("The seller appealed against our decision of"), "{to_complainant}");
    for text in [to_seller, to_complainant] {
        for part in [
            "That decision stands.",
            "> The label shows the mark.",
            "no automated system did. The decision appealed against had been taken by automated means",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}

#[test]
fn the_law_of_the_put_back_is_cited_where_there_is_one() {
    for (law, cited) in [
        (policy::NoticeLaw::Dmca, Some("17 U.S.C. 512(g)(2)(C)")),
        (policy::NoticeLaw::ECommerceLaw, Some("Article 43(2) of the E-Commerce Law")),
        (policy::NoticeLaw::Dsa, None),
    ] {
        let matter = Matter::RestoredToSeller(restored(WhyRestore::Silence));
        let mut draft = draft(Language::En, vec![item("demo/1001", "Parka", matter)]);
        draft.complaint.law = law;
        draft.complaint.claim = Claim::Copyright;
        let text = compose(&draft).unwrap().text;
        let found = ["512(g)(2)(C)", "43(2)"].iter().any(|it| text.contains(it));
        assert_eq!(found, cited.is_some(), "{text}");
        assert!(cited.is_none_or(|it| text.contains(it)), "{text}");
    }
}

#[test]
fn an_appeal_is_answered_with_its_reason() {
    for (against, reversed, reason) in [
        (Appealed::Decline(DeclineCode::LawfulUse), false, "only to say what its goods fit or replace"),
        (
            Appealed::Decline(DeclineCode::LawfulUse),
            true,
            "does what the complaint describes: Counterfeit goods",
        ),
        (Appealed::Measure, false, "does what the complaint describes: Counterfeit goods"),
        (Appealed::Measure, true, "should not have been taken down"),
        (Appealed::Return(WhyRestore::Court), false, "the listing was rightly restored"),
    ] {
        let end = AppealEnd { against, reversed, ruling: ruling(), measure: MeasureState::InForce };
        let matter = Matter::AppealOutcomeToComplainant(end);
        let text = compose(&draft(Language::En, vec![item("demo/1001", "Parka", matter)])).unwrap().text;
        assert!(text.contains(reason), "{text}");
    }
}
