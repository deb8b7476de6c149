//! What is stored of a party.

use std::collections::{BTreeMap, BTreeSet};

use case::{Claim, Digest, PartyId, ReviewerId};
use contract::party::{membership, misuse, standing};
use jiff::Timestamp;
use policy::programme::RuleSetName;
use programme::{
    Counts, Exit, Figures, LeftOut, MembershipEvent, MembershipRecorded, Memberships, MisuseEvent,
    MisuseFinding, MisuseRecord, MisuseRecorded, Pattern, Scope, Snapshot, Tally,
};
use proptest::prelude::*;
use proptest::sample::select;

use crate::told;

const MEMBERSHIPS: &str = include_str!("../golden/programme-events-v1.jsonl");
const MISUSE_EVENTS: &str = include_str!("../golden/misuse-events-v1.jsonl");
const TOLD: &str = include_str!("../golden/misuse-events-v1-told.jsonl");
const STANDING: &str = include_str!("../golden/standing-v1.json");
const BY_SELLER: &str = include_str!("../golden/standing-v1-by-seller.json");

fn times() -> impl Strategy<Value = Timestamp> + Clone {
    (-62_000_000_000_000_i64..4_102_444_800_000).prop_map(|ms| Timestamp::from_millisecond(ms).unwrap())
}

fn digests() -> impl Strategy<Value = Digest> {
    any::<[u8; 32]>().prop_map(Digest::new)
}

fn counts() -> impl Strategy<Value = Counts> + Clone {
    (any::<u32>(), any::<u32>(), any::<u32>(), any::<u32>()).prop_map(|(a, b, c, d)| Counts {
        taken_down: a.min(b),
        decided: a.max(b),
        overturned: c.min(d),
        takedowns: c.max(d),
        at_court: a ^ d,
    })
}

fn tallies() -> impl Strategy<Value = Tally> + Clone {
    let each = counts().prop_map(|it| {
        let Counts { taken_down, decided, overturned, takedowns, .. } = it;
        Tally::of([taken_down, decided, overturned, takedowns])
    });
    let left_out = proptest::array::uniform6(any::<u32>());
    let by_seller =
        (counts(), counts(), any::<u32>(), left_out).prop_map(|(settled, all, sellers, left_out)| {
            let [open, formal, withdrawn, marketplace, recent, capped] = left_out;
            let left_out = LeftOut { open, formal, withdrawn, marketplace, recent, capped };
            Tally { settled, all, sellers: sellers.min(settled.taken_down), left_out }
        });
    prop_oneof![each, by_seller]
}

fn scopes() -> impl Strategy<Value = Scope> + Clone {
    let agent = any::<u128>().prop_map(|n| Scope::Agent(PartyId::new(uuid::Uuid::from_u128(n))));
    prop_oneof![Just(Scope::Overall), select(Claim::ALL).prop_map(Scope::Claim), agent]
}

fn memberships() -> impl Strategy<Value = MembershipRecorded> {
    let figures = (scopes(), tallies());
    let event = prop_oneof![
        digests().prop_map(|document| MembershipEvent::Declared { document }),
        figures.clone().prop_map(|(scope, tally)| MembershipEvent::Entered { scope, tally }),
        (figures.clone(), proptest::option::of(times()))
            .prop_map(|((scope, tally), until)| MembershipEvent::Warned { scope, tally, until }),
        figures.clone().prop_map(|(scope, tally)| MembershipEvent::Recovered { scope, tally }),
        (figures, select(Exit::ALL), times()).prop_map(|((scope, tally), why, again_from)| {
            MembershipEvent::Removed { scope, tally, why, again_from }
        }),
        times().prop_map(|again_from| MembershipEvent::Left { again_from }),
    ];
    (times(), select(RuleSetName::ALL), event).prop_map(|(at, rules, event)| MembershipRecorded {
        at,
        rules,
        event,
    })
}

fn misuse_events() -> impl Strategy<Value = MisuseRecorded> {
    let figures = any::<[u32; 5]>().prop_map(|[hits, of, harmed, hours_down, knowing]| Figures {
        hits,
        of,
        harmed,
        hours_down,
        knowing,
    });
    let finding = (select(Pattern::ALL), figures, times(), times())
        .prop_map(|(pattern, figures, first, last)| MisuseFinding { pattern, figures, first, last });
    let reviewer = "[a-z0-9._@-]{1,64}".prop_map(|id| id.parse::<ReviewerId>().unwrap());
    let by = prop_oneof![Just(case::Decider::Machine), reviewer.clone().prop_map(case::Decider::Reviewer)];
    let event = prop_oneof![
        finding.clone().prop_map(MisuseEvent::Noticed),
        (finding.clone(), by.clone()).prop_map(|(finding, by)| MisuseEvent::Warned { finding, by }),
        (finding, times(), by.clone()).prop_map(|(finding, until, by)| MisuseEvent::Suspended {
            finding,
            until,
            by
        }),
        (any::<u32>(), by).prop_map(|(of, by)| MisuseEvent::Told { of, by }),
        digests().prop_map(|document| MisuseEvent::Appealed { document }),
        (reviewer, any::<bool>()).prop_map(|(by, lifted)| MisuseEvent::AppealDecided { by, lifted }),
    ];
    (times(), event).prop_map(|(at, event)| MisuseRecorded { at, event })
}

proptest! {
    #[test]
    fn what_is_stored_is_read_back_as_it_was(
        event in memberships(),
        misuse_event in misuse_events(),
        tallies in proptest::collection::btree_map(scopes(), tallies(), 0..8),
        as_of in times(),
        rules in select(RuleSetName::ALL),
    ) {
        let line = membership::encode(&event);
        prop_assert!(!line.contains('\n'));
        prop_assert_eq!(membership::decode(&line).unwrap(), event);
        let line = misuse::encode(&misuse_event);
        prop_assert!(!line.contains('\n'));
        prop_assert_eq!(misuse::decode(&line).unwrap(), misuse_event);
        let snapshot = Snapshot { rules, as_of, tallies };
        prop_assert_eq!(standing::decode(&standing::encode(&snapshot)).unwrap(), snapshot);
    }

    #[test]
    fn garbage_is_refused_without_a_panic(garbage in ".{0,200}", cut in any::<prop::sample::Index>()) {
        prop_assert!(membership::decode(&garbage).is_err());
        prop_assert!(misuse::decode(&garbage).is_err());
        prop_assert!(standing::decode(&garbage).is_err());
        for line in MEMBERSHIPS.lines().chain(MISUSE_EVENTS.lines()).chain(STANDING.lines()) {
            let part = &line[..cut.index(line.len())];
            prop_assert!(membership::decode(part).is_err() && misuse::decode(part).is_err());
            prop_assert!(standing::decode(part).is_err());
        }
    }
}

#[test]
fn every_golden_line_is_still_read_and_still_written_the_same() {
    let mut types = BTreeSet::new();
    for line in MEMBERSHIPS.lines() {
        let recorded = membership::decode(line).unwrap_or_else(|error| panic!("{line}: {}", told(&error)));
        assert_eq!(membership::encode(&recorded), line);
        types.insert(format!("{:?}", std::mem::discriminant(&recorded.event)));
    }
    assert_eq!(types.len(), 6, "one line at least for every type of event");
    types.clear();
    for line in MISUSE_EVENTS.lines().chain(TOLD.lines()) {
        let recorded = misuse::decode(line).unwrap_or_else(|error| panic!("{line}: {}", told(&error)));
        assert_eq!(misuse::encode(&recorded), line);
        types.insert(format!("{:?}", std::mem::discriminant(&recorded.event)));
    }
    assert_eq!(types.len(), 6, "one line at least for every type of event");
    let snapshot = standing::decode(STANDING.trim_end()).unwrap();
    assert_eq!(standing::encode(&snapshot), STANDING.trim_end());
    assert_eq!(snapshot.tallies[&Scope::Overall], Tally::of([120, 124, 2, 122]));
    let snapshot = standing::decode(BY_SELLER.trim_end()).unwrap();
    assert_eq!(standing::encode(&snapshot), BY_SELLER.trim_end());
    let all = Counts { at_court: 2, ..Counts::of([120, 124, 2, 122]) };
    let settled = Counts { at_court: 1, ..Counts::of([90, 93, 2, 92]) };
    let left_out = LeftOut { open: 3, formal: 4, withdrawn: 5, marketplace: 6, recent: 32, capped: 7 };
    assert_eq!(snapshot.tallies[&Scope::Overall], Tally { settled, all, sellers: 41, left_out });
}

#[test]
fn the_golden_logs_still_fold() {
    let log: Vec<_> = MEMBERSHIPS.lines().map(|line| membership::decode(line).unwrap()).collect();
    assert_eq!(Memberships::fold(&log).unwrap().events, 9);
    let log: Vec<_> = MISUSE_EVENTS.lines().map(|line| misuse::decode(line).unwrap()).collect();
    assert!(MisuseRecord::fold(&log).unwrap().suspensions[0].was_lifted());
    let log: Vec<_> = TOLD.lines().map(|line| misuse::decode(line).unwrap()).collect();
    let record = MisuseRecord::fold(&log).unwrap();
    assert!(record.suspended_at(log.last().unwrap().at).is_some() && !record.has_untold());
}

#[test]
fn a_field_that_a_later_program_adds_is_passed_over() {
    let later = |line: &str| {
        let mut stored: serde_json::Value = serde_json::from_str(line).unwrap();
        stored["added_later"] = true.into();
        if let Some(fields) = stored["is"].as_object_mut().and_then(|is| is.values_mut().next()) {
            fields["added_later"] = "too".into();
        }
        stored.to_string()
    };
    for line in MEMBERSHIPS.lines() {
        assert_eq!(membership::decode(&later(line)).unwrap(), membership::decode(line).unwrap());
    }
    for line in MISUSE_EVENTS.lines().chain(TOLD.lines()) {
        assert_eq!(misuse::decode(&later(line)).unwrap(), misuse::decode(line).unwrap());
    }
    assert_eq!(standing::decode(&later(STANDING)).unwrap(), standing::decode(STANDING).unwrap());
}

#[test]
fn no_part_of_a_tally_is_more_than_its_whole() {
    let read = |tally: &[u32]| {
        let line = format!(
            r#"{{"at":0,"rules":"honest","is":{{"entered":{{"scope":"overall","tally":{tally:?}}}}}}}"#
        );
        membership::decode(&line)
    };
    // Taken down, decided, overturned, takedowns, at court; the same of all; sellers; what is left out.
    let whole = [2, 2, 1, 1, 0, 3, 3, 2, 2, 0, 2, 0, 0, 0, 0, 0, 0];
    assert!(read(&whole).is_ok() && read(&[2, 2, 1, 1]).is_ok());
    for (index, part) in
        [(0, "taken down"), (2, "overturned"), (5, "taken down of all"), (7, "overturned of all")]
    {
        let mut more = whole;
        more[index] += 1;
        assert!(read(&more).is_err(), "{part}");
    }
    let sellers = [2, 2, 1, 1, 0, 3, 3, 2, 2, 0, 3, 0, 0, 0, 0, 0, 0];
    assert!(read(&sellers).is_err(), "more sellers than taken down");
}

#[test]
fn what_is_unknown_or_impossible_is_named() {
    let refused = |result: Result<(), contract::Malformed>, says: &str| {
        let told = told(&result.unwrap_err());
        assert!(told.contains(says), "refused with: {told}");
    };
    let programme = |line: &str| membership::decode(line).map(drop);
    refused(
        programme(r#"{"at":0,"rules":"honest","is":{"promoted":{}}}"#),
        "stored event of the programme is malformed: unknown variant `promoted`",
    );
    refused(
        programme(r#"{"at":0,"rules":"mine","is":{"left":{"again_from":0}}}"#),
        "rules is invalid: programme must be one of honest alibaba-2015-04-01",
    );
    refused(
        programme(r#"{"at":0,"rules":"honest","is":{"entered":{"scope":"overall","tally":[2,1,0,0]}}}"#),
        "tally is invalid: a part is more than its whole",
    );
    refused(
        programme(r#"{"at":0,"rules":"honest","is":{"entered":{"scope":"overall","tally":[0,0,0]}}}"#),
        "tally is invalid: neither 4 nor 17 numbers",
    );
    let misuse = |line: &str| misuse::decode(line).map(drop);
    refused(
        misuse(r#"{"at":0,"is":{"appeal_decided":{"by":"Ben","lifted":true}}}"#),
        "stored event of a misuse record: by is invalid: reviewer id must be",
    );
    let standing = |line: &str| standing::decode(line).map(drop);
    refused(
        standing(r#"{"as_of":0,"rules":"honest","tallies":{"all":[0,0,0,0]}}"#),
        "stored standing: tallies is invalid: claim must be one of",
    );
    let nothing = Snapshot {
        rules: RuleSetName::Honest,
        as_of: Timestamp::UNIX_EPOCH,
        tallies: BTreeMap::from([(Scope::Overall, Tally::default())]),
    };
    assert!(nothing.is_empty());
}
