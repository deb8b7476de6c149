//! Cases and letters as they would be in life. All names are invented.
use case::{
    Action, Case, CaseId, Channel, Claim, ComplaintId, Decider, DeclineCode, Digest, Element, Event, Filing,
    Language, Letter, Measure, OrderStep, OwedLetter, PartyAct, Proof, Recorded, Reference, ReviewerId,
    WhyRestore,
};
use jiff::{Timestamp, ToSpan as _};
use web::letter::{ComplaintFacts, Draft, Item, Matter, Restored, Sender};
use web::page::CaseView;

/// A statement of these words and this name.
pub(crate) fn copy(text: &str, name: &str) -> web::StatementCopy {
    web::StatementCopy { text: text.to_owned(), name: name.to_owned(), ..web::StatementCopy::default() }
}

pub(crate) fn at(hours: i64) -> Timestamp {
    "2026-11-21T09:05:00Z".parse::<Timestamp>().unwrap() + hours.hours()
}

pub(crate) fn filing(listing: &str, claim: Claim) -> Filing {
    Filing {
        complaint: complaint(),
        reference: reference(1),
        listings: 3,
        listing: listing.parse().unwrap(),
        territory: "EU".parse().unwrap(),
        right: "trademark/EM/018999001".parse().ok(),
        claim,
        complainant: "0".repeat(32).parse().unwrap(),
        owner: case::Owner::Party("0".repeat(32).parse().unwrap()),
        proof: Proof::AccountSecret,
        channel: Channel::Web,
        language: Language::En,
        document: Digest::of(b"complaint"),
        missing: Vec::new(),
        priority_at: None,
        refiling: 0,
        evidence: false,
    }
}

pub(crate) fn log(filing: Filing, events: Vec<Event>) -> Vec<Recorded> {
    let events = std::iter::once(Event::Filed(filing)).chain(events);
    events.enumerate().map(|(n, event)| Recorded { at: at(n as i64), event }).collect()
}

pub(crate) fn case(log: &[Recorded]) -> Case {
    let Event::Filed(filing) = &log[0].event else { panic!("a log starts with the filing") };
    Case::fold(filing.case_id(), log).unwrap()
}

/// The case once the letters went out that tell of a decision.
fn told(case: Case) -> Case {
    let telling = case.letters.clone().into_iter().filter(|owed| owed.letter.tells_of_decision());
    let at = case.last_at;
    telling.fold(case, |case, owed| case.evolve(&Recorded { at, event: sent(owed.of, owed.letter) }).unwrap())
}

pub(crate) fn view(listing: &str, title: &str, events: Vec<Event>) -> CaseView {
    let log = log(filing(listing, Claim::Counterfeit), events);
    CaseView {
        case: told(case(&log)),
        log,
        title: Some(title.to_owned()),
        marketplace: "Demo Market".to_owned(),
        url: format!("https://demo.example/listing/{}", listing.split('/').next_back().unwrap()),
        until: None,
        received: Vec::new(),
    }
}

pub(crate) fn sent(of: u32, letter: Letter) -> Event {
    Event::LetterSent(OwedLetter { of, letter }, case::Posted::default())
}

pub(crate) fn accepted() -> Vec<Event> {
    vec![
        sent(0, Letter::Receipt),
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
            step: OrderStep::Done { reference: "mp-77".to_owned() },
        },
        sent(4, Letter::StatementOfReasons),
    ]
}

pub(crate) fn objected() -> Vec<Event> {
    let mut events = accepted();
    events.push(Event::CounterNoticed { document: Digest::of(b"counter") });
    events.push(sent(6, Letter::CounterNotice));
    events
}

pub(crate) fn declined(code: DeclineCode) -> Vec<Event> {
    vec![sent(0, Letter::Receipt), Event::Declined { by: Decider::Machine, code, note: None }]
}

pub(crate) fn incomplete() -> Vec<Event> {
    vec![Event::FoundIncomplete { missing: vec![Element::Explanation, Element::Right, Element::GoodFaith] }]
}

pub(crate) fn reviewer() -> Decider {
    Decider::Reviewer("mina".parse::<ReviewerId>().unwrap())
}

pub(crate) fn item(listing: &str, title: &str, matter: Matter) -> Item {
    let case: CaseId = filing(listing, Claim::Counterfeit).case_id();
    let number = listing.bytes().last().map_or(0, |digit| u16::from(digit % 10));
    Item {
        case,
        reference: reference(number),
        effect: OwedLetter { of: 3, letter: matter.letter() }.effect_id(case),
        title: Some(title.to_owned()),
        url: format!("https://demo.example/listing/{}", listing.split('/').next_back().unwrap()),
        marketplace: "Demo Market".to_owned(),
        page: "https://goodfaith.example/s/token".to_owned(),
        only_in: Vec::new(),
        matter,
    }
}

fn complaint() -> ComplaintId {
    "01932f0e5a7c7000a000000000000001".parse().unwrap()
}

/// The reference of the complaint (0), or of its listing number `place`.
pub(crate) fn reference(place: u16) -> Reference {
    Reference::draw(complaint(), place, jiff::civil::date(2026, 11, 21), 0)
}

/// What may be done once `letter` is out, where the case did not move on.
fn acts(letter: Letter) -> Vec<PartyAct> {
    match letter {
        Letter::Incomplete => vec![PartyAct::Complete, PartyAct::Withdraw, PartyAct::Message],
        Letter::Declined => vec![PartyAct::Resubmit, PartyAct::Appeal, PartyAct::Message],
        Letter::StatementOfReasons => {
            vec![PartyAct::CounterNotice, PartyAct::AskPerson, PartyAct::Appeal]
        }
        Letter::KeptToSeller => vec![PartyAct::CounterNotice, PartyAct::Appeal],
        Letter::CounterNotice => {
            vec![PartyAct::Withdraw, PartyAct::Concede, PartyAct::Contest, PartyAct::Court, PartyAct::Message]
        }
        Letter::UpheldToSeller | Letter::CourtProved => vec![PartyAct::Appeal],
        Letter::CourtUnproved => {
            vec![PartyAct::Withdraw, PartyAct::Concede, PartyAct::Contest, PartyAct::Court, PartyAct::Message]
        }
        Letter::Disputed | Letter::HeldForCourt => vec![PartyAct::Message],
        Letter::RestoredToComplainant => vec![PartyAct::Appeal, PartyAct::Message],
        Letter::Receipt
        | Letter::Accepted
        | Letter::Reconsidered
        | Letter::TakenDown
        | Letter::KeptToComplainant => {
            vec![PartyAct::Withdraw, PartyAct::Message]
        }
        _ => Vec::new(),
    }
}

pub(crate) fn draft(language: Language, items: Vec<Item>) -> Draft {
    Draft {
        other_acts: Vec::new(),
        acts: items.first().map(|item| acts(item.matter.letter())).unwrap_or_default(),
        language,
        sender: Sender::new("complaints@goodfaith.example"),
        to: "brand@northlight.example".to_owned(),
        to_name: "Northlight Outfitters GmbH".to_owned(),
        at: at(30),
        answers: None,
        form: "https://goodfaith.example/".to_owned(),
        complaint: ComplaintFacts {
            reference: Some(reference(0)),
            listings: items.len(),
            filed_at: at(0),
            claim: Claim::Counterfeit,
            right: "Trade mark EM 018999001 (NORTHLIGHT)".to_owned(),
            complainant: "Northlight Outfitters GmbH".to_owned(),
            explanation: "The jacket bears our mark.\nWe never supplied this seller.".to_owned(),
            law: policy::NoticeLaw::Dsa,
            grounds: policy::grounds(&filing("demo/1001", Claim::Counterfeit)),
        },
        items,
    }
}

/// That an element is missing which a law demands.
pub(crate) fn demand(element: Element) -> policy::Demand {
    let source = policy::Provision { statute: policy::Statute::UsCopyright, places: &["512(c)(3)(A)(iv)"] };
    policy::Demand { element, source: Some(source) }
}

/// What is told of a listing that returned for `why`.
pub(crate) fn restored(why: WhyRestore) -> Restored {
    Restored { why, corrected: None, ruling: None }
}

/// A measure that ended while others remain.
pub(crate) fn left_down() -> [Matter; 2] {
    [
        Matter::LeftDownToSeller {
            restored: restored(WhyRestore::Withdrawn),
            under: vec![reference(1), reference(2)],
        },
        Matter::LeftDownToComplainant {
            restored: restored(WhyRestore::Silence),
            appeal_until: at(4400).into(),
        },
    ]
}
