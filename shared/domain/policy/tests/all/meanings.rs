//! What codes, limits and laws mean to those who read them.

use std::collections::BTreeSet;

use case::{Claim, Clock, DecisionInputs, DeclineCode, Element, Language, RightInput, RightKind};
use jiff::civil::date;
use policy::{
    AutomaticFor, Contradiction, Gravity, LimitedAction, NoticeLaw, NoticesFrom, asks_marketplace,
    asks_proof, automatic_for, clock_rule, contradiction, demands_for, field_of, is_in_grace,
};

use crate::rules::filing;

/// How many different texts these are; none is empty.
fn different(texts: impl IntoIterator<Item = &'static str>) -> usize {
    let texts: BTreeSet<_> = texts.into_iter().collect();
    assert!(!texts.contains(""));
    texts.len()
}

#[test]
fn what_is_limited_is_counted_each_by_itself_and_allowed_at_least_once() {
    let all = LimitedAction::ALL;
    assert_eq!(different(all.iter().map(|action| action.code())), all.len());
    let most = |action: LimitedAction| action.most().0;
    assert!(all.iter().all(|action| most(*action) > 1 && action.most().1.as_hours() >= 1));
    assert!(most(LimitedAction::FileUnproved) < most(LimitedAction::File));
    assert!(most(LimitedAction::AskFromNetwork) < most(LimitedAction::AskToConfirm));
}

#[test]
fn what_rules_look_at_is_read_back_from_its_code() {
    for gravity in Gravity::ALL {
        assert_eq!(gravity.code().parse(), Ok(*gravity));
    }
    for from in NoticesFrom::ALL {
        assert_eq!(from.code().parse(), Ok(*from));
    }
    assert!("grave".parse::<Gravity>().is_err() && "nobody".parse::<NoticesFrom>().is_err());
    assert_eq!(different(NoticeLaw::ALL.iter().map(|law| law.code())), NoticeLaw::ALL.len());
}

#[test]
fn a_clock_says_whose_move_it_waits_for() {
    for (clock, whose) in [
        (Clock::Answer, "complainant"),
        (Clock::Appeal, "either party"),
        (Clock::Decision, "operator"),
        (Clock::AppealReview, "desk"),
        (Clock::CourtReview, "court"),
    ] {
        assert_eq!(clock_rule(clock).waits_for.code(), whose, "{clock}");
    }
}

#[test]
fn the_time_to_answer_is_that_of_the_law_of_territory_and_right() {
    let answer = clock_rule(Clock::Answer);
    for (territory, kind, code) in [
        ("US", Some(RightKind::Copyright), "answer.us_512g"),
        ("US", Some(RightKind::Trademark), "answer.terms"),
        ("US", None, "answer.terms"),
        ("CN", Some(RightKind::Copyright), "answer.cn_43"),
        ("CN", None, "answer.cn_43"),
        ("DE", Some(RightKind::Copyright), "answer.terms"),
        ("JP", None, "answer.terms"),
    ] {
        let rule = answer.length(territory.parse().unwrap(), kind).unwrap();
        assert_eq!(rule.code, code, "{territory} {kind:?}");
    }
}

#[test]
fn members_need_enclose_no_proof_that_others_must_and_have_codes_of_their_own() {
    for claim in Claim::ALL {
        let benefits = policy::programme::benefits_of(*claim);
        let others_enclose = matches!(claim, Claim::TestPurchase | Claim::MarkOnGoods);
        assert_eq!((asks_proof(*claim), benefits.lighter_proof), (others_enclose, others_enclose), "{claim}");
        assert_eq!(benefits.own_code, *claim == Claim::MarkOnGoods, "{claim}");
        assert!(benefits.many_listings && benefits.first_in_queue);
    }
    for (claim, whose) in
        [(Claim::Counterfeit, "anyone"), (Claim::MarkOnGoods, "members"), (Claim::Patent, "nobody")]
    {
        assert_eq!(automatic_for(claim).code(), whose);
    }
    assert_eq!(automatic_for(Claim::Copyright), AutomaticFor::Anyone);
}

#[test]
fn who_signs_the_declaration_promises_good_faith_in_its_own_language() {
    for (language, promise) in [(Language::En, "in good faith only"), (Language::Zh, "仅善意提交投诉")]
    {
        assert!(policy::programme::declaration(language).contains(promise), "{language}");
    }
}

#[test]
fn a_decline_points_at_a_field_of_the_complaint() {
    for (code, field) in [
        (DeclineCode::InsufficientEvidence, "evidence"),
        (DeclineCode::ListingGone, "listings"),
        (DeclineCode::RightExpired, "right_number"),
        (DeclineCode::NotTheHolder, "email"),
        (DeclineCode::NotAnIpClaim, "claim"),
        (DeclineCode::StillIncomplete, "explanation"),
    ] {
        assert_eq!(field_of(code), field, "{code}");
    }
    assert_eq!(different(DeclineCode::ALL.iter().map(|code| field_of(*code))), 6);
}

#[test]
fn only_what_the_marketplace_knows_is_asked_of_it_before_a_decline() {
    let asked: Vec<_> = DeclineCode::ALL.iter().filter(|code| asks_marketplace(**code)).collect();
    assert_eq!(asked.len(), 3, "{asked:?}");
    for code in [DeclineCode::ListingGone, DeclineCode::NotAListing, DeclineCode::WrongClass] {
        assert!(asks_marketplace(code), "{code}");
    }
}

#[test]
fn what_the_register_says_of_a_right_contradicts_what_it_rules_out() {
    use Contradiction::{
        RightEnded, RightExpired, RightInForce, RightKnown, RightPending, RightRegistered, RightRenewable,
    };
    for (code, denied) in [
        (
            DeclineCode::RightExpired,
            &[
                (RightInput::InForce, RightInForce),
                (RightInput::Grace, RightRenewable),
                (RightInput::Pending, RightPending),
                (RightInput::Ended, RightEnded),
            ][..],
        ),
        (
            DeclineCode::RightNotInForce,
            &[(RightInput::InForce, RightInForce), (RightInput::Expired, RightExpired)],
        ),
        (DeclineCode::DocumentsRejected, &[(RightInput::InForce, RightInForce)]),
        (
            DeclineCode::RightPending,
            &[
                RightInput::InForce,
                RightInput::Grace,
                RightInput::Expired,
                RightInput::Ended,
                RightInput::Unregistered,
            ]
            .map(|right| (right, RightRegistered)),
        ),
        (
            DeclineCode::RightUnknown,
            &[
                RightInput::Pending,
                RightInput::Unverified,
                RightInput::Rejected,
                RightInput::Grace,
                RightInput::Expired,
                RightInput::Ended,
                RightInput::Unregistered,
                RightInput::InForce,
            ]
            .map(|right| (right, RightKnown)),
        ),
    ] {
        for right in RightInput::ALL {
            let found = contradiction(code, &filing(|_| {}), &DecisionInputs::default().with(*right));
            let expected = denied.iter().find(|(of, _)| of == right).map(|(_, contradiction)| *contradiction);
            assert_eq!(found, expected, "{code} {right}");
        }
    }
}

#[test]
fn what_is_missing_is_asked_for_with_the_law_that_demands_it() {
    let asked = |territory: &str| {
        let missing = [Element::Perjury, Element::Explanation];
        demands_for(&missing, Claim::Copyright, territory.parse().unwrap())
            .iter()
            .map(|demand| (demand.element, demand.source.map(|source| source.to_string())))
            .collect::<Vec<_>>()
    };
    let perjury = Some("17 U.S.C. 512(c)(3)(A)(vi)".to_owned());
    assert_eq!(asked("US"), [(Element::Perjury, perjury), (Element::Explanation, None)]);
    let explanation = Some("Regulation (EU) 2022/2065 Art. 16(2)(a)".to_owned());
    assert_eq!(asked("DE"), [(Element::Perjury, None), (Element::Explanation, explanation)]);
}

#[test]
fn an_industrial_right_can_be_renewed_for_six_months_after_its_last_day() {
    let last = Some(date(2026, 3, 15));
    for (kind, is_renewed) in [
        (RightKind::Trademark, true),
        (RightKind::Design, true),
        (RightKind::Patent, true),
        (RightKind::Copyright, false),
        (RightKind::GeographicalIndication, false),
    ] {
        assert_eq!(is_in_grace(kind, last, date(2026, 3, 16)), is_renewed, "{kind}");
        assert_eq!(is_in_grace(kind, last, date(2026, 9, 15)), is_renewed, "{kind}");
        assert!(!is_in_grace(kind, last, date(2026, 9, 16)), "{kind}");
        assert!(!is_in_grace(kind, None, date(2026, 3, 16)), "{kind} that never ends");
    }
}

#[test]
fn twenty_in_a_thousand_are_in_the_sample() {
    let is_sampled = |n: u128| policy::is_sampled(case::CaseId::new(uuid::Uuid::from_u128(n)));
    for (n, expected) in [(0, true), (19, true), (20, false), (999, false), (1019, true), (1020, false)] {
        assert_eq!(is_sampled(n), expected, "{n}");
    }
}

#[test]
fn what_a_rule_may_look_for_is_read_back_from_its_code() {
    use policy::rules::Input;
    for input in Input::ALL {
        for value in input.values() {
            assert_eq!(input.value(value), Some(value), "{}", input.code());
        }
        assert_eq!(input.value("never seen"), None);
    }
}

/// Hours from Greenwich in the winter and in the summer of the north, where a territory's days begin and where they end.
#[test]
fn the_days_of_a_territory_begin_and_end_by_its_own_time() {
    let offset = |zone: &str, at: &str| {
        let seconds = policy::zone(zone).to_offset(at.parse().unwrap()).seconds();
        f64::from(seconds) / 3600.0
    };
    for (territories, begin, end) in [
        (&["GB", "IE"][..], [0.0, 1.0], [0.0, 1.0]),
        (&["PT"], [0.0, 1.0], [-1.0, 0.0]),
        (&["ES"], [1.0, 2.0], [0.0, 1.0]),
        (&["AT", "DE", "NL", "PL", "SE", "CH", "NO"], [1.0, 2.0], [1.0, 2.0]),
        (&["FI", "GR", "CY", "RO", "LV", "BG", "EE", "LT"], [2.0, 3.0], [2.0, 3.0]),
        (&["TR"], [3.0, 3.0], [3.0, 3.0]),
        (&["EU", "FR"], [4.0, 4.0], [-4.0, -4.0]),
        (&["US"], [-5.0, -4.0], [-10.0, -10.0]),
        (&["IN"], [5.5, 5.5], [5.5, 5.5]),
        (&["TH", "VN"], [7.0, 7.0], [7.0, 7.0]),
        (&["CN", "HK", "SG", "TW"], [8.0, 8.0], [8.0, 8.0]),
        (&["JP", "KR"], [9.0, 9.0], [9.0, 9.0]),
        (&["ZZ"], [14.0, 14.0], [-12.0, -12.0]),
    ] {
        for territory in territories {
            let zones = policy::zones_of(territory.parse().unwrap());
            for (zone, expected) in [(zones.begin, begin), (zones.end, end)] {
                let found = ["2026-01-15T12:00:00Z", "2026-07-15T12:00:00Z"].map(|at| offset(zone, at));
                assert_eq!(found, expected, "{territory} {zone}");
            }
        }
    }
}
