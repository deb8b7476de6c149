//! Outcomes made up for tests.

pub(crate) mod lists;

use case::{
    CaseId, Claim, ComplaintId, Correction, DeclineCode, Owner, PartyId, RightKind, RightRef, WhyRestore,
};
use jiff::Timestamp;
use programme::{CaseOutcome, Counts, Ending, LeftOut, Tally};
use proptest::prelude::*;

/// A day by its date, at noon.
pub(crate) fn noon(date: &str) -> Timestamp {
    format!("{date}T12:00:00Z").parse().unwrap()
}

pub(crate) fn party(name: &str) -> Owner {
    Owner::Party(PartyId::new(uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, name.as_bytes())))
}

pub(crate) fn seller(n: usize) -> PartyId {
    PartyId::new(uuid::Uuid::from_u128(n as u128))
}

pub(crate) fn right(n: usize) -> RightRef {
    RightRef::new(RightKind::Trademark, "EM", &format!("{n}")).unwrap()
}

/// Case number `n` of `complainant`, about a listing of its own.
pub(crate) fn outcome(n: usize, complainant: &Owner, ending: Ending, filed_at: Timestamp) -> CaseOutcome {
    let in_force = ending.overturned().is_some();
    CaseOutcome {
        case: CaseId::new(uuid::Uuid::from_u128(n as u128)),
        complaint: ComplaintId::new(uuid::Uuid::from_u128(n as u128)),
        complainant: *complainant,
        agent: seller(0),
        proved: true,
        seller: Some(seller(n)),
        listing: format!("demo/{n}").parse().unwrap(),
        claim: Claim::Counterfeit,
        right: Some(right(1)),
        filed_at,
        decided_at: Some(filed_at),
        in_force_at: in_force.then_some(filed_at),
        objected_at: matches!(
            ending,
            Ending::ObjectionLost
                | Ending::ObjectionWon(_)
                | Ending::Reversed
                | Ending::WithdrawnAfterObjection
        )
        .then_some(filed_at),
        ended_at: filed_at,
        ending,
    }
}

pub(crate) fn endings() -> impl Strategy<Value = Ending> {
    prop_oneof![
        1 => Just(Ending::Open),
        1 => Just(Ending::HeldForCourt),
        1 => Just(Ending::Declined(DeclineCode::NotTheHolder)),
        4 => Just(Ending::Stands),
        1 => Just(Ending::ObjectionLost),
        1 => Just(Ending::Declined(DeclineCode::NoInfringement)),
        1 => Just(Ending::Declined(DeclineCode::ListingGone)),
        1 => Just(Ending::WithdrawnBefore),
        1 => Just(Ending::WithdrawnInForce),
        1 => Just(Ending::WithdrawnAfterObjection),
        1 => Just(Ending::ObjectionWon(WhyRestore::Silence)),
        1 => Just(Ending::Reversed),
        1 => Just(Ending::Corrected(Correction::Mistake)),
        1 => Just(Ending::Corrected(Correction::Unfounded(DeclineCode::GenuineGoods))),
        1 => Just(Ending::NotEnforced),
    ]
}

/// Counts where nothing has to settle, of takedowns each about another seller.
pub(crate) fn tallies() -> impl Strategy<Value = Tally> {
    counts().prop_map(|settled| Tally {
        settled,
        all: settled,
        sellers: settled.taken_down,
        ..Tally::default()
    })
}

/// Any counts that cases can lead to where outcomes are counted by seller.
pub(crate) fn tallies_by_seller() -> impl Strategy<Value = Tally> {
    let court = prop_oneof![3 => Just(0_u32), 1 => 0..20_u32];
    (counts(), counts(), court, 0..100_u32, proptest::array::uniform6(0..50_u32)).prop_map(
        |(mut settled, mut recent, court, sellers, [open, formal, withdrawn, marketplace, late, capped])| {
            settled.at_court = court;
            recent.at_court = court / 2;
            let left_out = LeftOut { open, formal, withdrawn, marketplace, recent: late, capped };
            Tally { settled, all: sum(settled, recent), sellers: sellers.min(settled.taken_down), left_out }
        },
    )
}

pub(crate) fn sum(a: Counts, b: Counts) -> Counts {
    Counts {
        taken_down: a.taken_down + b.taken_down,
        decided: a.decided + b.decided,
        overturned: a.overturned + b.overturned,
        takedowns: a.takedowns + b.takedowns,
        at_court: a.at_court + b.at_court,
    }
}

fn counts() -> impl Strategy<Value = Counts> {
    let few_or_many = || prop_oneof![3 => 0..60_u32, 1 => 0..100_000_u32];
    (few_or_many(), few_or_many(), 0..40_u32, 0..40_u32).prop_map(
        |(stands, declined, overturned, withdrawn)| {
            let decided = stands + declined / 8 + overturned + withdrawn;
            Counts::of([stands, decided, overturned, stands + overturned + withdrawn])
        },
    )
}
