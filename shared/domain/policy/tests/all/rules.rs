//! Automatic decisions: rules as data.

use case::{DecisionInputs, DeclineCode, Filing, Proof, Question};
use policy::rules::{Input, Mode, RuleSet, Verdict};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use crate::arbitrary;

pub(crate) const GOOD: &str = "visible in_force words covered account_secret act fit not_listed none clear known few none \
                    not_compared none none allowed none not_compared";

/// The inputs of these values, in the order of their names.
pub(crate) fn inputs(values: &str) -> DecisionInputs {
    let pairs: Vec<_> = DecisionInputs::NAMES
        .iter()
        .zip(values.split(' '))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join(" ").parse().unwrap()
}

#[test]
fn an_unknown_input_fits_no_rule_and_never_lifts_a_case_above_the_floor() {
    let all = accept_everything();
    let good = inputs(GOOD).to_string();
    for (name, must_be_known) in [
        ("listing", true),
        ("right", true),
        ("territory", true),
        ("authority", true),
        ("misuse", true),
        ("conflict", true),
        ("earlier", true),
        ("automatic", true),
        ("size", false),
        ("picture", false),
    ] {
        let absent: Vec<_> = good.split(' ').filter(|pair| !pair.starts_with(&format!("{name}="))).collect();
        let newer: Vec<_> = good
            .split(' ')
            .map(|pair| {
                if pair.starts_with(&format!("{name}=")) {
                    format!("{name}=of_a_later_version")
                } else {
                    pair.to_owned()
                }
            })
            .collect();
        for text in [absent.join(" "), newer.join(" ")] {
            let inputs: DecisionInputs = text.parse().unwrap();
            assert_eq!(inputs.to_string(), text, "kept as it is");
            let expected = if must_be_known { Verdict::Desk(Question::Policy) } else { Verdict::Accept };
            assert_eq!(all.verdict(&filing(|_| {}), &inputs), expected, "{text}");
        }
    }
    let more: DecisionInputs = format!("{good} weather=sunny").parse().unwrap();
    assert_eq!(rules().verdict(&filing(|_| {}), &more), rules().verdict(&filing(|_| {}), &inputs(GOOD)));
}

/// The rules that this program comes with.
pub(crate) fn rules() -> RuleSet {
    contract::rules::of_this_program().unwrap().pop().unwrap()
}

/// A filing that lacks nothing, changed by `change`.
pub(crate) fn filing(change: impl Fn(&mut Filing)) -> Filing {
    let mut filing = arbitrary::filing().new_tree(&mut TestRunner::deterministic()).unwrap().current();
    filing.missing.clear();
    filing.claim = case::Claim::Counterfeit;
    filing.proof = Proof::AccountSecret;
    change(&mut filing);
    filing
}

/// What the rules decide of the good input with one word replaced.
fn decided(from: &str, to: &str) -> Verdict {
    let words: Vec<_> = GOOD.split(' ').map(|word| if word == from { to } else { word }).collect();
    assert!(from == to || words.join(" ") != GOOD, "{from}");
    rules().verdict(&filing(|_| {}), &inputs(&words.join(" ")))
}

#[test]
fn each_input_has_its_verdict() {
    use Verdict::{Accept, Decline, Desk};
    for (from, to, verdict) in [
        ("visible", "visible", Accept),
        ("visible", "hidden", Verdict::Again),
        ("visible", "long_hidden", Decline(DeclineCode::ListingGone)),
        ("visible", "gone", Decline(DeclineCode::ListingGone)),
        ("visible", "not_asked", Desk(Question::Policy)),
        ("visible", "unsettled", Desk(Question::ListingUnsettled)),
        ("in_force", "unknown", Desk(Question::UnregisteredRight)),
        ("in_force", "unregistered", Desk(Question::UnregisteredRight)),
        ("in_force", "pending", Decline(DeclineCode::RightPending)),
        ("in_force", "expired", Decline(DeclineCode::RightExpired)),
        ("in_force", "ended", Decline(DeclineCode::RightNotInForce)),
        ("in_force", "grace", Desk(Question::RightInGrace)),
        ("in_force", "rejected", Decline(DeclineCode::DocumentsRejected)),
        ("in_force", "unverified", Desk(Question::UnverifiedRight)),
        ("covered", "outside", Decline(DeclineCode::WrongTerritory)),
        ("covered", "part", Desk(Question::PartOfTerritory)),
        ("not_listed", "authorised", Decline(DeclineCode::Authorised)),
        ("act", "note", Desk(Question::NominativeUse)),
        ("act", "desk", Desk(Question::MarkUnclear)),
        ("act", "absent", Desk(Question::MarkUnclear)),
        ("act", "no_words", Desk(Question::MarkUnclear)),
        ("fit", "differ", Desk(Question::GoodsDiffer)),
        ("fit", "unknown", Desk(Question::GoodsUnknown)),
        ("clear", "warned", Accept),
        ("clear", "suspended", Decline(DeclineCode::ComplainantSuspended)),
        ("few", "many", Accept),
        ("allowed", "stopped", Desk(Question::AutomaticStopped)),
    ] {
        assert_eq!(decided(from, to), verdict, "{from} -> {to}");
    }
}

#[test]
fn a_figurative_mark_is_not_its_words() {
    let figurative = GOOD.replace("words", "figurative");
    let decide = |saw: &str| rules().verdict(&filing(|_| {}), &inputs(saw));
    assert_eq!(decide(&figurative), Verdict::Desk(Question::FigurativeMark));
    assert_eq!(decide(&figurative.replace("not_compared", "near")), Verdict::Desk(Question::FigurativeMark));
    assert_eq!(decide(&figurative.replace("not_compared", "same")), Verdict::Accept);
}

#[test]
fn a_mark_is_acted_on_in_a_picture_only_for_goods_of_its_classes() {
    let pictured = GOOD.replace(" act ", " absent ").replace("not_compared", "same");
    let decide = |saw: &str| rules().verdict(&filing(|_| {}), &inputs(saw));
    assert_eq!(decide(&pictured), Verdict::Accept);
    assert_eq!(decide(&pictured.replace("fit", "differ")), Verdict::Desk(Question::GoodsDiffer));
    assert_eq!(decide(&pictured.replace("fit", "unknown")), Verdict::Desk(Question::GoodsUnknown));
    // Naming a mark to say what goods fit is weighed by a person, whatever the picture.
    let naming = pictured.replace(" absent ", " note ");
    assert_eq!(decide(&naming), Verdict::Desk(Question::NominativeUse));
}

#[test]
fn a_work_is_acted_on_only_where_its_picture_or_its_text_was_found() {
    let copied = filing(|filing| filing.claim = case::Claim::Copyright);
    for (result, verdict) in [
        ("same", Verdict::Accept),
        ("near", Verdict::Desk(Question::NothingCompared)),
        ("different", Verdict::Desk(Question::NothingCompared)),
        ("not_compared", Verdict::Desk(Question::NothingCompared)),
    ] {
        for good in ["picture=", "text="] {
            let not = format!("{good}not_compared");
            let saw = inputs(GOOD).to_string().replace(&not, &format!("{good}{result}")).parse().unwrap();
            assert_eq!(rules().verdict(&copied, &saw), verdict, "{good}{result}");
        }
    }
}

#[test]
fn membership_of_the_programme_replaces_no_comparison() {
    let member = GOOD.replace("not_listed none", "not_listed member");
    let decide = |saw: &str| rules().verdict(&filing(|_| {}), &inputs(saw));
    assert_eq!(decide(&member), Verdict::Accept);
    for (from, to) in [
        (" act ", " absent "),
        (" act ", " desk "),
        (" act ", " note "),
        ("fit", "differ"),
        ("fit", "unknown"),
        ("in_force", "unverified"),
        ("in_force", "ended"),
        ("covered", "outside"),
        ("few none", "few open"),
    ] {
        assert_ne!(decide(&member.replace(from, to)), Verdict::Accept, "{to}");
    }
    // It is known already: its first complaint of many listings is acted on.
    assert_eq!(decide(&member.replace("known few", "new many")), Verdict::Accept);
}

#[test]
fn a_decline_of_a_person_is_overturned_by_a_person_alone() {
    let again = GOOD.replace("not_compared none", "not_compared declined");
    for claim in case::Claim::ALL {
        let filing = filing(|filing| filing.claim = *claim);
        assert_eq!(
            rules().verdict(&filing, &inputs(&again)),
            Verdict::Desk(Question::DecidedBefore),
            "{claim}"
        );
    }
}

#[test]
fn a_document_that_may_cure_a_decline_is_read_before_the_same_is_declined_again() {
    let cured = GOOD.replace("none none allowed", "none document allowed");
    let decide = |saw: &str| rules().verdict(&filing(|filing| filing.proof = Proof::Mail), &inputs(saw));
    for (from, to) in [
        (" account_secret ", " none "),
        ("in_force", "expired"),
        ("in_force", "pending"),
        ("in_force", "ended"),
        ("in_force", "rejected"),
        ("covered", "outside"),
        ("not_listed", "authorised"),
    ] {
        let saw = cured.replacen(from, to, 1);
        assert_eq!(decide(&saw), Verdict::Desk(Question::DocumentAdded), "{to}");
    }
    // No document brings a listing back, nor ends a suspension.
    for (from, to) in [("visible", "gone"), ("clear", "suspended")] {
        assert!(matches!(decide(&cured.replace(from, to)), Verdict::Decline(_)), "{to}");
    }
    assert_eq!(decide(&cured), Verdict::Accept, "nor is one in the way of what is well-founded");
}

#[test]
fn the_first_complaints_of_somebody_new_are_read_when_they_name_many() {
    let new = inputs(&GOOD.replace("known few", "new many"));
    assert_eq!(rules().verdict(&filing(|_| {}), &new), Verdict::Desk(Question::NewComplainant));
}

#[test]
fn what_nothing_here_compares_is_never_decided_without_a_person() {
    let by_nobody = |claim: &&case::Claim| policy::automatic_for(**claim) == policy::AutomaticFor::Nobody;
    for claim in case::Claim::ALL.iter().filter(by_nobody) {
        let filing = filing(|filing| filing.claim = *claim);
        let needs_expert = [case::Claim::Design, case::Claim::Patent, case::Claim::GeographicalIndication];
        let question =
            if needs_expert.contains(claim) { Question::NeedsExpert } else { Question::NothingCompared };
        for saw in [GOOD.to_owned(), GOOD.replace("not_compared", "same")] {
            let asked = match rules().verdict(&filing, &inputs(&saw)) {
                Verdict::Desk(asked) => asked,
                other => panic!("{claim}: {other}"),
            };
            // A right that no register knows cannot be in force: what such a claim rests on is asked before.
            assert!(asked == question || claim.right_kind().is_none(), "{claim}: {asked}");
        }
    }
}

#[test]
fn a_reason_code_of_members_is_theirs_alone_and_saves_no_comparison() {
    let on_goods = filing(|filing| {
        filing.claim = case::Claim::MarkOnGoods;
        filing.evidence = true;
    });
    let member = GOOD.replace("not_compared", "same");
    for (standing, verdict) in [
        ("member", Verdict::Accept),
        ("probation", Verdict::Desk(Question::MembersOnly)),
        ("none", Verdict::Desk(Question::MembersOnly)),
    ] {
        let saw = inputs(&member).with(standing.parse::<case::StandingInput>().unwrap());
        assert_eq!(rules().verdict(&on_goods, &saw), verdict, "{standing}");
        let compared = saw.with(case::PictureInput::Different);
        assert_ne!(rules().verdict(&on_goods, &compared), Verdict::Accept, "{standing}");
    }
}

#[test]
fn what_is_missing_comes_first() {
    let incomplete = filing(|filing| filing.missing = vec![case::Element::GoodFaith]);
    assert_eq!(rules().verdict(&incomplete, &inputs(GOOD)), Verdict::Incomplete);
}

/// DSA Art. 16(1); 17 U.S.C. 512(c)(3)(A)(vi); PRC E-Commerce Law Art. 42(1).
#[test]
fn who_does_not_hold_the_right_is_heard_where_the_law_takes_notices_of_anyone() {
    let stranger = inputs(&GOOD.replace(" account_secret ", " none "));
    for (territory, claim, verdict) in [
        ("EU", case::Claim::Counterfeit, Verdict::Desk(Question::NonHolder)),
        ("DE", case::Claim::Copyright, Verdict::Desk(Question::NonHolder)),
        ("US", case::Claim::Copyright, Verdict::Decline(DeclineCode::NotTheHolder)),
        ("US", case::Claim::Counterfeit, Verdict::Decline(DeclineCode::NotTheHolder)),
        ("CN", case::Claim::Counterfeit, Verdict::Decline(DeclineCode::NotTheHolder)),
    ] {
        for proof in [Proof::Mail, Proof::Link, Proof::ApiKey] {
            let filing = filing(|filing| {
                filing.proof = proof;
                filing.claim = claim;
                filing.territory = territory.parse().unwrap();
            });
            assert_eq!(rules().verdict(&filing, &stranger), verdict, "{territory} {claim} {proof}");
        }
    }
}

#[test]
fn who_is_not_proved_is_for_a_person_whether_on_file_or_not() {
    for authority in [" none ", " on_file "] {
        let typed = filing(|filing| filing.proof = Proof::None);
        let saw = inputs(&GOOD.replace(" account_secret ", authority));
        assert_eq!(rules().verdict(&typed, &saw), Verdict::Desk(Question::WhoComplains), "{authority}");
    }
}

proptest! {
    #[test]
    fn the_same_input_is_always_decided_the_same_and_the_record_tells_it(
        filing in arbitrary::filing(), record in arbitrary::record(),
    ) {
        let rules = rules();
        let verdict = rules.verdict(&filing, &record.inputs);
        let again: DecisionInputs = record.inputs.to_string().parse().unwrap();
        let judgement = rules.judge(&filing, &again);
        prop_assert_eq!(judgement.verdict, verdict);
        // Every rule is in the record, with what it looked at.
        prop_assert_eq!(judgement.found.len(), rules.rules.len());
        for found in &judgement.found {
            prop_assert_eq!(found.inputs.len(), found.rule.when.len());
        }
        // The last rule takes what no other did.
        prop_assert!(judgement.by.is_some());
    }

    /// The floor: whatever the rules, those of this program or one that accepts everything.
    #[test]
    fn only_what_was_compared_under_a_right_in_force_here_is_ever_accepted(
        filing in arbitrary::filing(), record in arbitrary::record(), everything in any::<bool>(),
    ) {
        let rules = if everything { accept_everything() } else { rules() };
        if rules.verdict(&filing, &record.inputs) == Verdict::Accept {
            let pictured = record.inputs.get() == Some(case::PictureInput::Same);
            let named = record.inputs.get() == Some(case::MarkInput::Act)
                && record.inputs.get() == Some(case::FormInput::Words);
            let fits = record.inputs.get() == Some(case::ClassesInput::Fit);
            let compared = match filing.claim {
                case::Claim::Counterfeit | case::Claim::TestPurchase | case::Claim::TrademarkMisuse => {
                    (named || pictured) && fits
                }
                case::Claim::MarkOnGoods => {
                    pictured && fits && record.inputs.get() == Some(case::StandingInput::Member)
                }
                case::Claim::Copyright => pictured || record.inputs.get() == Some(case::TextInput::Same),
                _ => false,
            };
            prop_assert!(compared);
            prop_assert_eq!(record.inputs.get(), Some(case::EarlierInput::None));
            prop_assert_eq!(record.inputs.get(), Some(case::AutomaticInput::Allowed));
            prop_assert_eq!(record.inputs.get(), Some(case::ConflictInput::None));
            prop_assert_eq!(record.inputs.get(), Some(case::RightInput::InForce));
            prop_assert_eq!(record.inputs.get(), Some(case::TerritoryInput::Covered));
            prop_assert_eq!(record.inputs.get(), Some(case::ListingInput::Visible));
            prop_assert_ne!(record.inputs.get(), Some(case::MisuseInput::Suspended));
            prop_assert!(filing.proof != Proof::None && filing.missing.is_empty());
        }
    }

    /// Under any rules: while automatic acts are stopped none declines; a document is read before, who is not proved is left
    /// to a person, and nobody is declined for what the law does not ask.
    #[test]
    fn nothing_is_declined_on_a_guess(
        filing in arbitrary::filing(), record in arbitrary::record(), code in 0..DeclineCode::ALL.len(),
    ) {
        let code = DeclineCode::ALL[code];
        let rules = decline_everything(code);
        let verdict = rules.verdict(&filing, &record.inputs);
        if record.inputs.get() == Some(case::AutomaticInput::Stopped) {
            prop_assert_eq!(verdict, Verdict::Desk(Question::AutomaticStopped));
        } else if record.inputs.get() == Some(case::CureInput::Document) && policy::is_cured_by_document(code) {
            prop_assert_eq!(verdict, Verdict::Desk(Question::DocumentAdded));
        } else if filing.proof == Proof::None {
            prop_assert_eq!(verdict, Verdict::Desk(Question::WhoComplains));
        } else if code == DeclineCode::NotTheHolder && is_taken_of_anyone(&filing) {
            prop_assert_eq!(verdict, Verdict::Desk(Question::NonHolder));
        } else {
            prop_assert_eq!(verdict, Verdict::Decline(code));
        }
    }
}

fn is_taken_of_anyone(filing: &Filing) -> bool {
    let law = policy::NoticeLaw::of_filing(filing);
    law.notices_from() == policy::NoticesFrom::Anyone
}

fn one_rule(then: &str) -> RuleSet {
    let text = format!(r#"{{"number":100,"rules":[{{"code":"a","why":"x","when":{{}},"then":"{then}"}}]}}"#);
    contract::rules::read(&text).unwrap()
}

pub(crate) fn accept_everything() -> RuleSet {
    one_rule("accept")
}

pub(crate) fn pause_everything() -> RuleSet {
    one_rule("pause")
}

fn decline_everything(code: DeclineCode) -> RuleSet {
    one_rule(&format!("decline {code}"))
}

#[test]
fn a_shadow_rule_decides_nothing_and_shows_what_it_would_have() {
    let mut rules = rules();
    rules.rules.iter_mut().find(|rule| rule.code == "nominative_use").unwrap().mode = Mode::Shadow;
    let saw: DecisionInputs = inputs(&GOOD.replace(" act ", " note "));
    let filing = filing(|_| {});
    assert_eq!(rules.verdict(&filing, &saw), Verdict::Desk(Question::NothingCompared));
    let judgement = rules.judge(&filing, &saw);
    let shadow = judgement.found.iter().find(|found| found.rule.code == "nominative_use").unwrap();
    assert!(shadow.applies);
    assert_eq!(shadow.inputs, [(Input::Mark, Some("note"))]);
    let live = rules.with_live("nominative_use").unwrap();
    assert_eq!(live.verdict(&filing, &saw), Verdict::Desk(Question::NominativeUse));
    assert!(rules.with_live("well_founded").is_none(), "it is live already");
}

#[test]
fn no_rules_accept_without_a_right_in_force_and_somebody_who_may_act() {
    let all = accept_everything();
    let decide = |filing: &Filing, saw: &str| all.verdict(filing, &inputs(saw));
    let complete = filing(|_| {});
    assert_eq!(decide(&complete, GOOD), Verdict::Accept);
    for (from, to) in [
        ("visible", "gone"),
        ("in_force", "unverified"),
        ("in_force", "unregistered"),
        ("covered", "outside"),
        (" account_secret ", " none "),
        ("clear", "suspended"),
        ("few none", "few restored"),
        ("not_compared none", "not_compared declined"),
    ] {
        assert_eq!(decide(&complete, &GOOD.replace(from, to)), Verdict::Desk(Question::Policy), "{to}");
    }
    let unproved = filing(|filing| filing.proof = Proof::None);
    assert_eq!(decide(&unproved, GOOD), Verdict::Desk(Question::Policy));
}

#[test]
fn a_rule_that_was_never_in_shadow_is_noticed() {
    let old = rules();
    assert_eq!(old.unwatched(std::slice::from_ref(&old)).count(), 0);
    let mut new = old.clone();
    new.rules[2].then = Verdict::Accept;
    assert_eq!(new.unwatched(std::slice::from_ref(&old)).collect::<Vec<_>>(), ["listing_gone"]);
    let mut shadow = new.clone();
    shadow.rules[2].mode = Mode::Shadow;
    assert_eq!(shadow.unwatched(std::slice::from_ref(&old)).count(), 0);
    assert_eq!(new.unwatched(&[old, shadow]).count(), 0);
}

#[test]
fn about_two_in_a_hundred_automatic_decisions_are_read_again() {
    let id = |n: u128| case::CaseId::new(uuid::Uuid::new_v5(&uuid::Uuid::from_u128(n), b"case"));
    let sample = (0..10_000).filter(|n| policy::is_sampled(id(*n))).count();
    assert!((120..280).contains(&sample), "{sample}");
}
