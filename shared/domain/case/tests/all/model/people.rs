//! What people may ask of the case, and what validation may find.

use case::{Actor, Answer, Command, DeclineCode, Digest, Element, Measure, OrderCommand, Proof, Question};

/// Whether this actor may stay silent for ever. The desk does its work, and clocks end.
pub(crate) const fn is_party(by: &Actor) -> bool {
    matches!(by, Actor::Complainant | Actor::Seller)
}

/// Everything that complainant, seller and desk may ever ask.
pub(crate) fn people() -> Vec<(Actor, Command)> {
    let document = |name: &str| Digest::of(name.as_bytes());
    let anna = Actor::Reviewer("anna".parse().unwrap());
    let ben = Actor::Reviewer("ben".parse().unwrap());
    let complainant = [
        Command::Withdraw,
        Command::Complete {
            document: document("completed"),
            missing: Vec::new(),
            right: None,
            proof: Proof::AccountSecret,
        },
        Command::Answer { answer: Answer::Contest, document: document("contest") },
        Command::Answer { answer: Answer::Concede, document: document("concession") },
        Command::NameCourt { document: document("court") },
        Command::Appeal { document: document("appeal") },
    ];
    let seller = [
        Command::CounterNotice { document: document("counter-notice") },
        Command::Appeal { document: document("appeal") },
    ];
    let desk = [
        Command::Accept { measure: Measure::Removal },
        Command::Decline { code: DeclineCode::NoInfringement },
        Command::Order(OrderCommand::Retry),
        Command::GiveUp,
        Command::Rule { measure_stays: true },
        Command::Rule { measure_stays: false },
        Command::DecideAppeal { reverse: true, measure: Measure::Removal },
    ];
    let decide = |reverse| Command::DecideAppeal { reverse, measure: Measure::Removal };
    let appeals = [true, false].map(|reverse| (ben.clone(), decide(reverse)));
    complainant
        .map(|command| (Actor::Complainant, command))
        .into_iter()
        .chain(seller.map(|command| (Actor::Seller, command)))
        .chain(desk.map(|command| (anna.clone(), command)))
        .chain(appeals)
        .collect()
}

/// What validation may find.
pub(crate) fn verdicts() -> Vec<Command> {
    vec![
        Command::Accept { measure: Measure::Removal },
        Command::Decline { code: DeclineCode::RightNotInForce },
        Command::AskDesk { question: Question::UnverifiedRight },
        Command::FindIncomplete { missing: vec![Element::GoodFaith] },
    ]
}
