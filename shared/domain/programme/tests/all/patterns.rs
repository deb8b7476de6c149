//! Patterns of misuse: what makes one, and that a ring among honest complainants is found.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use crate::common::lists::{self, Known};
use crate::common::{endings, noon, outcome, party, right, seller};
use case::{CaseId, DeclineCode, Digest, Owner, WhyRestore};
use jiff::{SignedDuration, Timestamp};
use policy::misuse::MISUSE;
use programme::{
    CaseBackground, CaseOutcome, DocumentUse, Ending, MisuseFinding, Participant, Pattern, patterns_of,
    reused_documents,
};
use proptest::prelude::*;

const NOW: &str = "2026-11-26";
const WON: Ending = Ending::ObjectionWon(WhyRestore::Silence);

fn me() -> Owner {
    party("me")
}

/// Cases of mine with these endings, one a day from 1 October.
fn mine(endings: &[(Ending, usize)]) -> Vec<CaseOutcome> {
    let endings = endings.iter().flat_map(|(ending, times)| std::iter::repeat_n(*ending, *times));
    let day = |n: usize| noon("2026-10-01") + SignedDuration::from_hours(i64::try_from(n % 40).unwrap() * 24);
    endings.enumerate().map(|(n, ending)| outcome(n, &me(), ending, day(n))).collect()
}

fn found(outcomes: &[CaseOutcome], known: &Known) -> Vec<MisuseFinding> {
    let background = |it: &CaseOutcome| known.of(it);
    patterns_of(Participant::Complainant(me()), outcomes, background, &MISUSE, noon(NOW), |_| None)
}

fn found_of_seller(outcomes: &[CaseOutcome], warned: Option<Timestamp>) -> Vec<MisuseFinding> {
    let subject = Participant::Seller(seller(1));
    let own: Vec<_> =
        outcomes.iter().map(|it| CaseOutcome { seller: Some(seller(1)), ..it.clone() }).collect();
    patterns_of(subject, &own, |_| CaseBackground::default(), &MISUSE, noon(NOW), |_| warned)
}

#[test]
fn five_lost_of_ten_are_a_pattern_and_four_are_none() {
    let outcomes = mine(&[(Ending::Stands, 5), (Ending::WithdrawnAfterObjection, 3), (WON, 2)]);
    let [finding] = found(&outcomes, &Known::default())[..] else { panic!("one pattern") };
    assert_eq!(finding.pattern, Pattern::UnfoundedComplaints);
    let figures = finding.figures;
    assert_eq!((figures.hits, figures.of, figures.harmed, figures.knowing), (5, 10, 5, 3));
    assert_eq!(found(&mine(&[(Ending::Stands, 5), (WON, 4)]), &Known::default()), []);
}

#[test]
fn complaints_declined_as_manifestly_unfounded_are_unfounded_and_formal_declines_are_not() {
    let genuine = Ending::Declined(DeclineCode::GenuineGoods);
    let outcomes = mine(&[(Ending::Stands, 5), (genuine, 4), (WON, 1)]);
    let [finding] = found(&outcomes, &Known::default())[..] else { panic!("one pattern") };
    assert_eq!(finding.pattern, Pattern::UnfoundedComplaints);
    let figures = finding.figures;
    assert_eq!((figures.hits, figures.of, figures.hours_down, figures.knowing), (5, 10, 0, 0));
    let formal = Ending::Declined(DeclineCode::DocumentsRejected);
    assert_eq!(found(&mine(&[(Ending::Stands, 5), (formal, 9), (WON, 1)]), &Known::default()), []);
}

#[test]
fn many_lost_of_very_many_are_none() {
    assert_eq!(found(&mine(&[(Ending::Stands, 200), (WON, 8)]), &Known::default()), []);
}

#[test]
fn what_somebody_filed_under_my_address_is_not_mine() {
    let mut outcomes = mine(&[(WON, 10)]);
    outcomes.iter_mut().for_each(|it| it.proved = false);
    assert_eq!(found(&outcomes, &Known::default()), []);
}

#[test]
fn how_long_listings_were_wrongly_down_is_counted() {
    let mut outcomes = mine(&[(WON, 5)]);
    outcomes.iter_mut().for_each(|it| it.ended_at = it.filed_at + SignedDuration::from_hours(10));
    assert_eq!(found(&outcomes, &Known::default())[0].figures.hours_down, 50);
}

#[test]
fn a_competitor_is_one_who_sells_on_the_same_marketplace() {
    let outcomes = mine(&[(Ending::Stands, 4), (WON, 3)]);
    let sells_on = |place: &str| Known {
        sells_on: BTreeMap::from([(me(), BTreeSet::from([place.parse().unwrap()]))]),
        ..Known::default()
    };
    assert_eq!(found(&outcomes, &sells_on("demo"))[0].pattern, Pattern::CompetitorOverlap);
    assert_eq!(found(&outcomes, &sells_on("other")), []);
}

#[test]
fn a_document_is_copied_when_somebody_else_filed_it_before_for_another_owner() {
    let used = |n: u128, by: &str, owner: &str, date: &str| DocumentUse {
        case: CaseId::new(uuid::Uuid::from_u128(n)),
        filed_at: noon(date),
        complainant: party(by),
        owner: Digest::of(owner.as_bytes()),
        document: Digest::of(b"certificate"),
    };
    let uses = [
        used(2, "copycat", "Copycat", "2026-10-02"),
        used(1, "brand", "Brand", "2026-10-01"),
        used(3, "brands agent", "Brand", "2026-10-03"),
        used(4, "brand", "Brand's other firm", "2026-10-04"),
    ];
    assert_eq!(reused_documents(&uses), BTreeSet::from([uses[0].case]));
}

#[test]
fn an_agency_for_many_that_withdraws_much_stands_out() {
    let mut outcomes = mine(&[(Ending::Stands, 30), (Ending::WithdrawnBefore, 20)]);
    assert_eq!(found(&outcomes, &Known::default()), [], "of one owner it is no agency");
    for (n, it) in outcomes.iter_mut().enumerate() {
        it.right = Some(right(n % 10));
    }
    assert_eq!(found(&outcomes, &Known::default())[0].pattern, Pattern::BulkWithdrawals);
    let one_owner = outcomes.iter().map(|it| (it.case, Digest::of(b"one owner"))).collect();
    assert_eq!(found(&outcomes, &Known { owners: one_owner, ..Known::default() }), []);
}

#[test]
fn a_seller_repeats_under_two_rights() {
    let mut outcomes = mine(&[(Ending::Stands, 3)]);
    assert_eq!(found_of_seller(&outcomes, None), [], "three under one right may be one mistake");
    outcomes[2].right = Some(right(2));
    let [finding] = found_of_seller(&outcomes, None)[..] else { panic!("one pattern") };
    assert_eq!(finding.pattern, Pattern::RepeatInfringement);
    assert_eq!((finding.figures.hits, finding.figures.harmed, finding.figures.knowing), (3, 2, 1));
}

#[test]
fn once_warned_only_later_acts_count_and_fewer_suffice() {
    let outcomes = mine(&[(Ending::Stands, 3)]);
    assert_eq!(found_of_seller(&outcomes, Some(noon("2026-10-02")))[0].figures.hits, 1);
    assert_eq!(found_of_seller(&outcomes, Some(noon("2026-10-03"))), []);
}

#[test]
fn objections_that_fail_are_counted_from_when_they_were_made() {
    let mut outcomes = mine(&[(Ending::ObjectionLost, 5), (WON, 1)]);
    outcomes.iter_mut().for_each(|it| it.right = None);
    assert_eq!(found_of_seller(&outcomes, None)[0].pattern, Pattern::UnfoundedObjections);
    outcomes.iter_mut().for_each(|it| it.objected_at = Some(noon("2026-11-20")));
    let later = found_of_seller(&outcomes, Some(noon("2026-11-19")));
    assert_eq!(later[0].figures.hits, 5, "the complaint came before the warning, the objection after it");
}

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: u64) -> u64 {
        // Marsaglia's xorshift.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
    fn percent(&mut self, p: u64) -> bool {
        self.next(100) < p
    }
}

/// A marketplace's half year: honest complainants, some of them careless, one agency, and a ring that takes
/// competitors' listings down and withdraws when they object. Also who belongs to the ring.
fn half_year(seed: u64) -> (Vec<CaseOutcome>, Vec<Owner>, BTreeSet<Owner>) {
    let mut chance = Chance(seed);
    let (mut outcomes, mut all, mut ring) = (Vec::new(), Vec::new(), BTreeSet::new());
    for n in 0..300_u64 {
        let complainant = party(&format!("c{n}"));
        all.push(complainant);
        let in_ring = n < 20;
        if in_ring {
            ring.insert(complainant);
        }
        // How often, in per cent, a takedown of theirs is objected to, and such an objection is right.
        let (cases, objected, wrong) = match n {
            0..20 => (8 + chance.next(20), 60 + chance.next(30), 80),
            20..60 => (5 + chance.next(60), 10, 45),
            _ => (1 + chance.next(80), 4, 25),
        };
        for _ in 0..cases {
            let objects = chance.percent(objected);
            let ending = match (objects, chance.percent(wrong)) {
                (true, true) if chance.percent(60) => Ending::WithdrawnAfterObjection,
                (true, true) => WON,
                (true, false) => Ending::ObjectionLost,
                (false, _) => Ending::Stands,
            };
            let day = i64::try_from(chance.next(150)).unwrap();
            let at = noon("2026-06-10") + SignedDuration::from_hours(24 * day);
            outcomes.push(outcome(outcomes.len(), &complainant, ending, at));
        }
    }
    (outcomes, all, ring)
}

#[test]
fn a_ring_is_found_among_honest_complainants() {
    let (mut hit, mut false_alarm, mut missed) = (0, 0, 0);
    for seed in 1..=10 {
        let (outcomes, all, ring) = half_year(seed * 0x9E37_79B9);
        for complainant in all {
            let subject = Participant::Complainant(complainant);
            let nothing = |_: &CaseOutcome| CaseBackground::default();
            let seen = !patterns_of(subject, &outcomes, nothing, &MISUSE, noon(NOW), |_| None).is_empty();
            match (seen, ring.contains(&complainant)) {
                (true, true) => hit += 1,
                (true, false) => false_alarm += 1,
                (false, true) => missed += 1,
                (false, false) => {}
            }
        }
    }
    let precision = 100 * hit / (hit + false_alarm);
    let recall = 100 * hit / (hit + missed);
    println!("of ten rings of 20 among 300: precision {precision} %, recall {recall} %");
    assert!(precision >= 95, "{hit} found, {false_alarm} wrongly accused");
    assert!(recall >= 85, "{hit} found, {missed} missed");
}

/// Any cases in which one party complains, of some days, sellers, rights and listings, in any order.
fn any_cases() -> impl Strategy<Value = Vec<CaseOutcome>> {
    let one = (endings(), 0..4_usize, 0..4_usize, 0..8_usize, 1..29_u32, 0..72_i64, any::<bool>());
    proptest::collection::vec(one, 0..60).prop_map(|drawn| {
        let outcome = |(n, (ending, by, about, listing, day, hours, proved)): (usize, _)| {
            let filed_at = noon(&format!("2026-10-{day:02}"));
            let it = outcome(n, &me(), ending, filed_at);
            CaseOutcome {
                proved: proved || n % 3 > 0,
                seller: (by > 0).then(|| seller(by)),
                right: (about > 0).then(|| right(about)),
                listing: format!("demo/{listing}").parse().unwrap(),
                in_force_at: it.in_force_at.map(|at| at + SignedDuration::from_hours(hours)),
                objected_at: it.objected_at.map(|at| at + SignedDuration::from_hours(hours * 2)),
                ended_at: filed_at + SignedDuration::from_hours(hours * 3),
                ..it
            }
        };
        drawn.into_iter().enumerate().map(outcome).collect()
    })
}

proptest! {
    #[test]
    fn case_by_case_the_same_is_found_as_in_the_whole_list(
        outcomes in any_cases(),
        warned in proptest::option::of(1..28_u32),
        sells in any::<bool>(),
        owners in 1..4_usize,
    ) {
        let warned = warned.map(|day| noon(&format!("2026-10-{day:02}")));
        let owner = |n: usize| Digest::of(&[u8::try_from(n % owners).unwrap()]);
        let known = Known {
            owners: outcomes.iter().enumerate().step_by(2).map(|(n, it)| (it.case, owner(n))).collect(),
            reused: outcomes.iter().step_by(5).map(|it| it.case).collect(),
            sells_on: BTreeMap::from([(me(), sells.then(|| "demo".parse().unwrap()).into_iter().collect())]),
        };
        // Rules under which little makes a pattern.
        let few = |often: policy::misuse::Often| policy::misuse::Often { least: 2, ..often };
        let rules = policy::misuse::MisuseRules {
            unfounded_complaints: few(MISUSE.unfounded_complaints),
            bulk_withdrawals: few(MISUSE.bulk_withdrawals),
            unfounded_objections: few(MISUSE.unfounded_objections),
            agency_owners: 2,
            ..MISUSE
        };
        for rules in [&MISUSE, &rules] {
            for subject in [Participant::Complainant(me()), Participant::Seller(seller(1))] {
                let background = |it: &CaseOutcome| known.of(it);
                prop_assert_eq!(
                    patterns_of(subject, &outcomes, background, rules, noon(NOW), |_| warned),
                    lists::patterns_of(subject, &outcomes, &known, rules, noon(NOW), |_| warned)
                );
            }
        }
    }
}
