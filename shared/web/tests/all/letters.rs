//! Letters as their receivers get them.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use crate::common::{at, copy, demand, draft, filing, item, left_down, restored, reviewer};
use case::{
    Claim, Decider, Decision, Decline, DeclineCode, Element, Language, Letter, Measure, MeasureState,
    Outcome, PartyAct, Recipient, WhyRestore,
};
use mail_parser::{HeaderName, MessageParser};
use web::letter::{
    AppealEnd, Appealed, ComposeError, FoundIn, Item, Matter, Part, Refused, Ruling, Seen, Taken, compose,
};
use web::words;

fn decision(by: Decider) -> Decision {
    Decision { by, at: at(2), measure: Measure::Removal, note: None }
}

fn seen() -> Seen {
    let words = Some(FoundIn { part: Part::Title, is_exact: true });
    Seen { protected: Some("NORTHLIGHT".to_owned()), words, ..Seen::default() }
}

/// A person's decision about one of the rules.
pub(crate) fn ruling() -> Ruling {
    Ruling {
        taken: Taken { by: reviewer(), at: at(30) },
        note: Some("The label shows the mark.".parse().unwrap()),
        about: Taken { by: Decider::Machine, at: at(2) },
        kept: false,
    }
}

/// One of each letter.
pub(crate) fn matters() -> Vec<Matter> {
    let [left_to_seller, left_to_complainant] = left_down();
    let end = AppealEnd {
        against: Appealed::Measure,
        reversed: true,
        ruling: ruling(),
        measure: MeasureState::Lifted,
    };
    let refused = Refused { outcome: Outcome::NotRestored, at: at(40) };
    vec![
        Matter::Receipt { decide_by: Some(at(24).into()) },
        Matter::Merged { at: at(1), missing: None },
        Matter::Incomplete {
            missing: Element::ALL.iter().map(|it| demand(*it)).collect(),
            until: at(200).into(),
        },
        Matter::Accepted { decision: decision(Decider::Machine) },
        Matter::Reconsidered,
        Matter::Declined {
            decline: Decline { by: Decider::Machine, at: at(2), code: DeclineCode::RightUnknown, note: None },
            permitted_by: Vec::new(),
            appeal_until: at(4400).into(),
        },
        Matter::TakenDown { decision: decision(Decider::Machine), since: at(3) },
        Matter::StatementOfReasons {
            decision: decision(Decider::Machine),
            seen: seen(),
            since: at(3),
            appeal_until: at(4400).into(),
        },
        Matter::Withdrawn { at: at(5) },
        Matter::CounterNotice {
            copy: copy("I bought them from the brand.", "Shop One Ltd"),
            at: at(9),
            until: at(300).into(),
        },
        Matter::CounterNoticeReceipt { at: at(9) },
        Matter::Disputed { copy: copy("It is not ours.", ""), at: at(10) },
        Matter::KeptToSeller { ruling: ruling(), appeal_until: at(4400).into() },
        Matter::KeptToComplainant { ruling: ruling() },
        Matter::UpheldToSeller { by_court: false, ruling: ruling(), appeal_until: at(4400).into() },
        Matter::UpheldToComplainant { by_court: false, ruling: ruling() },
        Matter::RestoredToSeller(restored(WhyRestore::Silence)),
        Matter::RestoredToComplainant {
            restored: restored(WhyRestore::Court),
            appeal_until: at(4400).into(),
        },
        left_to_seller,
        left_to_complainant,
        Matter::HeldForCourt { copy: Some(copy("We sued.", "")) },
        Matter::CourtProved { ruling: ruling(), appeal_until: at(4400).into() },
        Matter::CourtUnproved { ruling: ruling(), on_appeal: false, until: Some(at(300).into()) },
        Matter::CourtUnprovedToSeller { ruling: ruling(), on_appeal: true },
        Matter::AppealReceiptToComplainant { at: at(9) },
        Matter::AppealReceiptToSeller { at: at(9) },
        Matter::AppealOutcomeToComplainant(end.clone()),
        Matter::AppealOutcomeToSeller(end),
        Matter::RefusedToComplainant(refused),
        Matter::RefusedToSeller(refused),
    ]
}

pub(crate) fn golden(name: &str, matter: &Matter, language: Language) {
    let letter =
        compose(&draft(language, vec![item("demo/1001", "Northlight Parka", matter.clone())])).unwrap();
    insta::assert_snapshot!(
        format!("{name}_{language}"),
        format!("Subject: {}\n\n{}", letter.subject, letter.text)
    );
    insta::assert_snapshot!(format!("{name}_{language}_html"), letter.html);
}

#[test]
fn letters_read_as_approved() {
    use Letter::{CounterNotice, Declined, KeptToSeller, Receipt, StatementOfReasons};
    let approved = [Receipt, Declined, StatementOfReasons, CounterNotice, KeptToSeller];
    let matters = matters();
    for matter in matters.iter().filter(|matter| approved.contains(&matter.letter())) {
        for language in Language::ALL {
            golden(matter.letter().code(), matter, *language);
        }
    }
}

#[test]
fn every_letter_is_complete_in_both_languages() {
    assert_eq!(matters().iter().map(Matter::letter).collect::<Vec<_>>(), Letter::ALL);
    for language in Language::ALL {
        for matter in matters() {
            let name = matter.letter();
            let item = item("demo/1001", "Parka", matter);
            let reference = item.reference.to_string();
            let letter = compose(&draft(*language, vec![item])).unwrap();
            for part in [&letter.subject, &letter.text, &letter.html] {
                assert!(!part.contains("letter-") && !part.contains("mail-"), "{language} {name}: {part}");
                assert!(!part.contains("{ $"), "{language} {name}: {part}");
            }
            assert!(letter.text.contains("https://goodfaith.example/s/token"), "{name}");
            assert!(letter.subject.contains(&reference) && letter.subject.contains("Parka"), "{name}");
        }
    }
}

#[test]
fn a_statement_of_reasons_has_every_element_of_dsa_17_3() {
    let reasons = |by| Matter::StatementOfReasons {
        decision: decision(by),
        seen: seen(),
        since: at(3),
        appeal_until: at(4400).into(),
    };
    let of = |by| compose(&draft(Language::En, vec![item("demo/1001", "Parka", reasons(by))])).unwrap().text;
    let by_machine = of(Decider::Machine);
    for element in [
        "has been removed from Demo Market", // (a) restriction
        "applies wherever",                  // (a) territory
        "There is no end date",              // (a) duration
        "a notice under Article 16 of the Digital Services Act, Regulation (EU) 2022/2065, which", // (b) from a notice
        "    NORTHLIGHT\n",                         // (b) the mark
        "Title of the listing\n    Parka",          // (b) the listing
        "The title of the listing contains",        // (b) where
        "Northlight Outfitters GmbH filed with us", // (b) by whom
        "> We never supplied this seller.",         // (b) facts
        "by automated means, without human review", // (c) decision
        "not detected by automated means",          // (c) detection
        "Article 17 of the Digital Services Act",
        "Articles 9(2)(a) and 9(3)(b) of Regulation (EU) 2017/1001", // (d) legal ground
        "We consider the listing illegal",                           // (d) why
        "send us a counter-notice",                                  // (f) redress
        "within six months",
        "out-of-court dispute settlement body",
        "Go to court",
    ] {
        assert!(by_machine.contains(element), "{element} is missing in:\n{by_machine}");
    }
    assert!(of(reviewer()).contains("by a person"));
    assert!(!of(reviewer()).contains("mina"), "a reviewer is not named to the parties");
}

#[test]
fn letters_of_a_limited_measure_say_where_it_applies_and_nothing_of_elsewhere() {
    let only_in = || vec!["DE".parse().unwrap(), "NL".parse().unwrap(), "XY".parse().unwrap()];
    let down = || Matter::TakenDown { decision: decision(reviewer()), since: at(3) };
    let (since, appeal_until) = (at(3), at(4400));
    let reasons = || Matter::StatementOfReasons {
        decision: decision(reviewer()),
        seen: seen(),
        since,
        appeal_until: appeal_until.into(),
    };
    let limited = |matter| Item { only_in: only_in(), ..item("demo/1001", "Parka", matter) };
    for (language, applies, everywhere) in [
        (Language::En, "applies in Germany, the Netherlands, XY only", "wherever"),
        (Language::Zh, "仅适用于德国、荷兰、XY", "所有地区"),
    ] {
        for matter in [down(), reasons()] {
            let letter = compose(&draft(language, vec![limited(matter)])).unwrap();
            let text = letter.text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains(applies), "{text}");
            assert!(!text.contains(everywhere) && !text.contains("no longer find or order"), "{text}");
        }
        let named = words::territories(language, &only_in());
        for matter in matters() {
            let letter = compose(&draft(language, vec![limited(matter)])).unwrap();
            assert!(letter.subject.contains(&named), "{}", letter.subject);
            assert!(letter.text.contains(&named), "{}", letter.text);
        }
    }
}

fn both_languages(matters: Vec<Matter>) -> impl Iterator<Item = (Matter, Language)> {
    matters.into_iter().flat_map(|it| Language::ALL.iter().map(move |language| (it.clone(), *language)))
}

/// The laws of each jurisdiction, by what their names have in common.
const FAMILIES: [[&str; 2]; 3] =
    [["Digital Services Act", "数字服务法"], ["U.S.C.", "美国法典"], ["Republic of China", "中华人民共和国"]];

#[test]
fn a_letter_cites_the_law_of_the_listings_territory_and_no_other() {
    let union = ["Article 17 of the Digital Services Act", "2017/1001", "《数字服务法》", "《欧盟商标条例》"];
    let china = [
        "Article 42(2) of the E-Commerce Law",
        "57(1) and 57(3) of the Trademark Law",
        "《中华人民共和国电子商务法》第四十二条第二款",
        "《中华人民共和国商标法》第五十七条",
    ];
    let works = [
        "17 U.S.C. 512(g)(2)(A)",
        "17 U.S.C. 106 and 501(a)",
        "第 512 条 (g) 款 (2) 项",
        "第 106 条、第 501 条 (a) 款",
    ];
    let goods =
        ["marketplace’s own procedure", "15 U.S.C. 1114(1)(a)", "平台自身的处理程序", "第 1114 条 (1) 款"];
    let none = ["marketplace’s own procedure", "Trade mark law", "平台自身的处理程序", "商标法："];
    for (territory, claim, family, cited) in [
        ("DE", Claim::Counterfeit, Some(0), union),
        ("US", Claim::Copyright, Some(1), works),
        ("US", Claim::Counterfeit, Some(1), goods),
        ("CN", Claim::Counterfeit, Some(2), china),
        ("GB", Claim::Counterfeit, None, none),
    ] {
        let mut filing = filing("demo/1001", claim);
        filing.territory = territory.parse().unwrap();
        for (matter, language) in both_languages(matters()) {
            let letter = matter.letter();
            let mut draft = draft(language, vec![item("demo/1001", "Parka", matter)]);
            draft.complaint.claim = claim;
            draft.complaint.law = policy::NoticeLaw::of(filing.territory, Some(claim));
            draft.complaint.grounds = policy::grounds(&filing);
            let text = compose(&draft).unwrap().text;
            let cited = if language == Language::En { &cited[..2] } else { &cited[2..] };
            let missing =
                cited.iter().find(|it| letter == Letter::StatementOfReasons && !text.contains(**it));
            assert!(missing.is_none(), "{territory}: {missing:?} in\n{text}");
            // What a notice lacks is demanded by a law that this test sets.
            let others = FAMILIES.iter().enumerate().filter(|(place, _)| Some(*place) != family);
            let other = others.flat_map(|(_, names)| names).find(|it| text.contains(**it));
            assert!(letter == Letter::Incomplete || other.is_none(), "{territory}: {other:?} in\n{text}");
        }
    }
}

#[test]
fn a_listing_without_a_title_is_named_once() {
    let matter = Matter::Receipt { decide_by: None };
    let untitled = Item { title: None, ..item("demo/1001", "", matter) };
    let url = untitled.url.clone();
    let letter = compose(&draft(Language::En, vec![untitled])).unwrap();
    assert_eq!(letter.text.matches(&url).count(), 1, "{}", letter.text);
    let body = letter.html.split("<body").nth(1).unwrap();
    assert_eq!(body.matches(&url).count(), 1, "{body}");
}

#[test]
fn a_decision_tells_the_complainant_of_redress_and_automated_means() {
    for (matter, appeal) in [(matters().swap_remove(3), false), (matters().swap_remove(5), true)] {
        let text = compose(&draft(Language::En, vec![item("demo/1001", "Parka", matter)])).unwrap().text;
        for element in ["by automated means", "out-of-court", "Go to court"] {
            assert!(text.contains(element), "{element} is missing in:\n{text}");
        }
        assert_eq!(
            text.contains("six months"),
            appeal,
            "who was right has nothing to appeal against:\n{text}"
        );
    }
}

#[test]
fn a_letter_offers_no_act_that_is_not_open() {
    for matter in matters() {
        let mut draft = draft(Language::En, vec![item("demo/1001", "Parka", matter)]);
        draft.acts = Vec::new();
        let nothing = compose(&draft).unwrap().text;
        for offer in [
            "appeal until",
            "object and",
            "you can now",
            "Appeal to us",
            "send us a counter-notice",
            "answer by",
            "send this by",
            "If you appeal",
            "or appeal",
            "or object:",
            "If you do not agree",
            "You can reply",
            "please use the page above",
        ] {
            assert!(!nothing.contains(offer), "{offer}:\n{nothing}");
        }
        draft.acts = PartyAct::ALL.to_vec();
        let all = compose(&draft).unwrap().text;
        let points = all.split("you can now:").nth(1).unwrap().matches("\n  - ").count();
        assert!(points >= PartyAct::ALL.len(), "{all}");
    }
}

#[test]
fn the_message_leads_a_reply_back_to_its_case() {
    for language in Language::ALL {
        for matter in matters() {
            let item = item("demo/1001", "Northlight Parka 防风夹克", matter);
            let mut draft = draft(*language, vec![item.clone()]);
            let composed = compose(&draft).unwrap();
            let mail = MessageParser::new().parse(&composed.mime).unwrap();
            assert_eq!(mail.subject(), Some(composed.subject.as_str()));
            let id = format!("{}.{}@goodfaith.example", item.effect, item.case);
            assert_eq!(mail.message_id(), Some(id.as_str()));
            let case = format!("{}@goodfaith.example", item.case);
            assert_eq!(mail.references().as_text(), Some(case.as_str()));
            let replies = mail.reply_to().unwrap().first().unwrap().address().unwrap().to_owned();
            assert_eq!(replies, format!("complaints+{}@goodfaith.example", item.case));
            let from = mail.from().unwrap().first().unwrap();
            assert_eq!(
                (from.name(), from.address()),
                (Some("Goodfaith"), Some("complaints@goodfaith.example"))
            );
            assert_eq!(mail.to().unwrap().first().unwrap().address(), Some("brand@northlight.example"));
            assert_eq!(mail.date().unwrap().to_timestamp(), at(30).as_second());
            assert_eq!(text_header(&mail, "Auto-Submitted"), "auto-generated");
            assert_eq!(text_header(&mail, "X-Auto-Response-Suppress"), "All");
            assert!(mail.header(HeaderName::ContentLanguage).is_some());
            assert_eq!(mail.body_text(0).unwrap().replace("\r\n", "\n").trim_end(), composed.text.trim_end());
            assert_eq!(mail.body_html(0).unwrap().replace("\r\n", "\n").trim_end(), composed.html.trim_end());
            assert!(mail.content_type_is_alternative());

            draft.answers = Some("abc@mail.example".to_owned());
            let answer = compose(&draft).unwrap().mime;
            let answer = MessageParser::new().parse(&answer).unwrap();
            assert_eq!(text_header(&answer, "Auto-Submitted"), "auto-replied");
            assert_eq!(answer.in_reply_to().as_text(), Some("abc@mail.example"));
        }
    }
}

trait Alternative {
    fn content_type_is_alternative(&self) -> bool;
}
impl Alternative for mail_parser::Message<'_> {
    fn content_type_is_alternative(&self) -> bool {
        use mail_parser::MimeHeaders as _;
        self.content_type()
            .is_some_and(|kind| kind.ctype() == "multipart" && kind.subtype() == Some("alternative"))
    }
}

fn text_header<'a>(mail: &'a mail_parser::Message<'_>, name: &'static str) -> &'a str {
    mail.header(name).and_then(|value| value.as_text()).unwrap_or_default()
}

#[test]
fn foreign_words_inject_neither_headers_nor_markup() {
    let evil = "Parka\r\nBcc: everyone@victim.example\r\n\r\n<script>alert(1)</script>";
    let mut draft = draft(Language::En, vec![item("demo/1001", evil, Matter::Receipt { decide_by: None })]);
    draft.to_name = evil.to_owned();
    draft.complaint.right = evil.to_owned();
    draft.sender.name = evil.to_owned();
    draft.items[0].url = format!("javascript:alert(1)//{evil}");
    draft.answers = Some("x\r\nBcc: everyone@victim.example".to_owned());
    let composed = compose(&draft).unwrap();
    let mail = MessageParser::new().parse(&composed.mime).unwrap();
    assert!(mail.bcc().is_none());
    assert!(!composed.subject.contains(['\r', '\n']));
    assert!(!composed.html.contains("<script"), "{}", composed.html);
    assert!(!composed.html.contains("href=\"javascript"), "{}", composed.html);
    let headers = String::from_utf8_lossy(&composed.mime);
    let headers = headers.split("\r\n\r\n").next().unwrap();
    assert!(!headers.lines().any(|line| line.starts_with("Bcc")), "{headers}");

    draft.to = "a@b.example\r\nBcc: everyone@victim.example".to_owned();
    assert_eq!(compose(&draft), Err(ComposeError::Address));
}

#[test]
fn a_body_that_looks_like_a_boundary_stays_in_its_part() {
    let mut draft = draft(
        Language::En,
        vec![item(
            "demo/1001",
            "Parka",
            Matter::CounterNotice { copy: copy("", ""), at: at(1), until: at(2).into() },
        )],
    );
    let first = compose(&draft).unwrap();
    let boundary = String::from_utf8_lossy(&first.mime).split("boundary=\"").nth(1).unwrap()[..42].to_owned();
    draft.items[0].matter = Matter::CounterNotice {
        copy: copy(&format!("--{boundary}--\n--{boundary}"), ""),
        at: at(1),
        until: at(2).into(),
    };
    let mail = compose(&draft).unwrap().mime;
    assert_eq!(MessageParser::new().parse(&mail).unwrap().parts.len(), 3);
}

#[test]
fn one_letter_tells_of_many_cases_and_of_what_differs() {
    let declined = |code| Matter::Declined {
        decline: Decline { by: Decider::Machine, at: at(2), code, note: None },
        permitted_by: Vec::new(),
        appeal_until: at(4400).into(),
    };
    let mut items: Vec<_> = (0..60)
        .map(|n| item(&format!("demo/{n}"), &format!("Shoe {n}"), declined(DeclineCode::ListingGone)))
        .collect();
    items.push(item("demo/99", "Odd one", declined(DeclineCode::RightUnknown)));
    let letter = compose(&draft(Language::En, items)).unwrap();
    assert!(letter.subject.contains("61 listings"), "{}", letter.subject);
    assert!(letter.text.contains("Shoe 49") && !letter.text.contains("Shoe 50"));
    assert!(letter.text.contains("and 10 more"), "{}", letter.text);
    assert!(letter.text.contains("The right was not found") && !letter.text.contains("right_unknown"));
    assert_eq!(letter.text.matches("https://goodfaith.example/s/token").count(), 1);
}

#[test]
fn what_is_no_letter_is_refused() {
    assert_eq!(compose(&draft(Language::En, Vec::new())), Err(ComposeError::NoItem));
    let mixed = vec![
        item("demo/1", "a", Matter::Reconsidered),
        item("demo/2", "b", Matter::HeldForCourt { copy: None }),
    ];
    assert_eq!(compose(&draft(Language::En, mixed)), Err(ComposeError::MixedLetters));
}

#[test]
fn the_same_letter_is_the_same_bytes() {
    for matter in matters() {
        let recipient = matter.letter().recipient();
        assert!(matches!(recipient, Recipient::Complainant | Recipient::Seller));
        let draft = draft(Language::Zh, vec![item("demo/1001", "Parka", matter)]);
        assert_eq!(compose(&draft).unwrap().mime, compose(&draft).unwrap().mime);
    }
}
