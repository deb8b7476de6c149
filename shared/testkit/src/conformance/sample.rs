//! A small case in several hands: what the checks store.

use case::{
    Action, CaseId, Channel, Claim, ComplaintId, Decider, Digest, Event, Filing, Language, Measure,
    OrderStep, Owner, PartyId, Proof, Record, Recorded, Reference, RightKind, RightRef,
};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// `minutes` after a fixed moment, 2026-11-21 at noon UTC.
#[must_use]
pub fn at(minutes: i64) -> Timestamp {
    Timestamp::constant(1_795_262_400, 0) + SignedDuration::from_mins(minutes)
}

/// The filing of case number `number`, at `when`. Same number, same case.
#[must_use]
pub fn filed(number: u16, when: Timestamp) -> Recorded {
    let complaint = ComplaintId::new(Uuid::from_u128(u128::from(number)));
    let filing = Filing {
        complaint,
        reference: Reference::draw(complaint, 0, jiff::civil::date(2026, 11, 21), 0),
        listings: 1,
        listing: format!("demo/{number}").parse().unwrap(),
        territory: "EU".parse().unwrap(),
        right: Some(RightRef::new(RightKind::Trademark, "EM", "018999001").unwrap()),
        claim: Claim::Counterfeit,
        complainant: party(1),
        owner: Owner::Party(party(1)),
        proof: Proof::AccountSecret,
        channel: Channel::Web,
        language: Language::En,
        document: Digest::of(&number.to_be_bytes()),
        missing: Vec::new(),
        priority_at: None,
        refiling: 0,
        evidence: false,
    };
    Recorded { at: when, event: Event::Filed(filing) }
}

/// Party number `number`.
#[must_use]
pub(super) fn party(number: u128) -> PartyId {
    PartyId::new(Uuid::from_u128(number))
}

/// The id of case number `number`.
#[must_use]
pub fn case_id(number: u16) -> CaseId {
    match filed(number, at(0)).event {
        Event::Filed(filing) => filing.case_id(),
        _ => unreachable!("a filing was just made"),
    }
}

/// What happens to a case that is accepted and taken down, after its filing, from `when` on.
#[must_use]
pub fn events(when: Timestamp) -> [Recorded; 3] {
    [
        Event::Accepted {
            by: Decider::Machine,
            measure: Measure::Removal,
            only_in: Vec::new(),
            although: false,
            note: None,
        },
        Event::Order { action: Action::Apply(Measure::Removal), step: OrderStep::Requested },
        Event::Order {
            action: Action::Apply(Measure::Removal),
            step: OrderStep::Done { reference: "mk-2026-000123".into() },
        },
    ]
    .map(|event| Recorded { at: when, event })
}

/// The id of complaint `number`.
#[must_use]
pub fn complaint_id(number: u16) -> ComplaintId {
    ComplaintId::new(Uuid::from_u128(0x0190_0000_0000_7000_9000_0000_0000_0000 + u128::from(number)))
}

/// What rules recorded of a clear case of this seller.
#[must_use]
pub fn looked(seller: PartyId) -> Record {
    let saw = "visible in_force words covered on_file act fit not_listed none clear known few none";
    Record { seller: Some(seller), ..Record::of(1, crate::sample::inputs(saw)) }
}
