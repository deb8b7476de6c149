//! What would become of a complaint, asked before anyone files it.

use app::change;
use app::filing::IdentifiedComplaint;
use app::switches::set_switch;
use app::trial::{Outlook, Trial, TrialBy, TrialError, try_complaint};
use case::{Actor, Channel, Claim, Command, DeclineCode, Element, Language, Proof, Question};
use policy::programme::{RuleSetName, rule_set};
use policy::rules::Verdict;
use port::WallClock as _;
use testkit::sample;
use testkit::world::World;

/// Of the owner, about the first listing.
pub(crate) fn trial() -> Trial {
    Trial {
        right: sample::right().right,
        listing: sample::listing(0),
        claim: Claim::Counterfeit,
        by: TrialBy::Owner,
        proof: None,
        evidence: false,
    }
}

pub(crate) async fn tried(world: &World, trial: &Trial) -> Result<Outlook, TrialError> {
    try_complaint((world, world, world), world, &rule_set(RuleSetName::Honest), trial).await
}

#[tokio::test]
async fn a_trial_says_what_the_rules_decide_and_how_each_switch_that_governs_it_was_set() {
    let world = sample::world(1);
    let outlook = tried(&world, &trial()).await.unwrap();
    assert_eq!(outlook.judged.verdict, Verdict::Accept);
    let said = outlook.explained(Language::En);
    assert!(said.contains("The title of the listing contains the mark"), "{said}");

    let (scope, by, why) = ("marketplace/demo".parse().unwrap(), "ada".parse().unwrap(), "Looked into.");
    set_switch(&world, &world, scope, true, by, why.to_owned()).await.unwrap();
    let outlook = tried(&world, &trial()).await.unwrap();
    assert_eq!(outlook.judged.verdict, Verdict::Desk(Question::AutomaticStopped));
    let told = |(scope, switch): &(policy::switches::SwitchScope, Option<policy::switches::Switch>)| {
        (scope.to_string(), switch.as_ref().map(|it| (it.stopped, it.why.clone())))
    };
    assert_eq!(
        outlook.switches.iter().map(told).collect::<Vec<_>>(),
        [
            ("all".to_owned(), None),
            ("marketplace/demo".to_owned(), Some((true, why.to_owned()))),
            ("right/trademark/EM/018999001".to_owned(), None),
            ("rule/well_founded".to_owned(), None),
        ]
    );
}

#[tokio::test]
async fn a_claim_that_rests_on_another_kind_of_right_is_not_tried() {
    let world = sample::world(1);
    let error = tried(&world, &Trial { claim: Claim::Patent, ..trial() }).await.unwrap_err().to_string();
    assert_eq!(error, "a complaint of patent cannot rest on a right of the kind trademark");
}

#[tokio::test]
async fn evidence_is_missed_only_where_the_law_demands_it_and_none_is_there() {
    let world = sample::world(1);
    for (territory, evidence, missing) in [
        ("CN", false, vec![Element::Evidence]),
        ("CN", true, vec![]),
        ("EU", false, vec![]),
        ("EU", true, vec![]),
    ] {
        let territory = territory.parse().unwrap();
        world.look().marketplaces.values_mut().for_each(|it| it.territory = territory);
        let outlook = tried(&world, &Trial { evidence, ..trial() }).await.unwrap();
        assert_eq!(outlook.filing.missing, missing, "{territory} {evidence}");
        assert_eq!(
            outlook.judged.verdict == Verdict::Incomplete,
            !missing.is_empty(),
            "{territory} {evidence}"
        );
    }
}

#[tokio::test]
async fn what_is_proved_by_mail_came_by_mail() {
    let world = sample::world(1);
    for (proof, channel) in
        [(Proof::Mail, Channel::Mail), (Proof::Link, Channel::Web), (Proof::AccountSecret, Channel::Web)]
    {
        let filing = tried(&world, &Trial { proof: Some(proof), ..trial() }).await.unwrap().filing;
        assert_eq!((filing.proof, filing.channel), (proof, channel));
    }
}

#[tokio::test]
async fn a_trial_joins_the_open_case_and_comes_after_those_that_have_ended() {
    let world = sample::world(1);
    for round in 0..3 {
        let mut complaint = sample::complaint(round, [0]);
        complaint.account = sample::account().id.to_string();
        let complaint = IdentifiedComplaint::read(&complaint).unwrap();
        let filed = app::filing::file(&world, &world, &world, &complaint).await.unwrap();
        let outlook = tried(&world, &trial()).await.unwrap();
        assert_eq!(outlook.merged_into, Some(filed.reference), "it is being handled");

        let stored = world.look().cases[&filed.opened.unwrap().case].clone();
        let decline = Command::Decline { code: DeclineCode::NoInfringement, note: None };
        change(&world, stored, &Actor::Machine, &[decline], world.now()).await.unwrap();
        let outlook = tried(&world, &trial()).await.unwrap();
        assert_eq!((outlook.merged_into, u128::from(outlook.filing.refiling)), (None, round + 1));
    }
}
