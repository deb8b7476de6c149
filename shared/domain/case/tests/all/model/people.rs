//! What people may ask of the case, and what validation may find.

use case::{
    Actor, Answer, Command, Comparison, Correction, DeclineCode, Digest, Element, Measure, OrderCommand,
    PictureInput, Proof, Question, Side,
};

/// Whether this actor may stay silent for ever. The desk does its work, and clocks end.
pub(crate) const fn is_party(by: &Actor) -> bool {
    matches!(by, Actor::Complainant | Actor::Seller)
}

/// Whether nobody has to do this: what a party does of its own accord, or the desk.
pub(crate) const fn is_whim(by: &Actor, command: &Command) -> bool {
    is_party(by) || matches!(command, Command::Correct { .. })
}

/// Everything that complainant, seller and desk may ever ask.
pub(crate) fn people() -> Vec<(Actor, Command)> {
    let document = |name: &str| Digest::of(name.as_bytes());
    let anna = Actor::Reviewer("anna".parse().unwrap());
    let [ben, cem] = ["ben", "cem"].map(|name| Actor::Reviewer(name.parse().unwrap()));
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
        Command::AskPerson { document: document("person") },
        Command::Appeal { document: document("seller's appeal") },
        Command::Correspond { document: document("reply"), by: Side::Seller },
    ];
    let desk = [
        Command::Accept { measure: Measure::Removal, although: false, note: None },
        Command::Decline { code: DeclineCode::NoInfringement, note: None },
        Command::Order(OrderCommand::Retry),
        Command::GiveUp,
        Command::Correct { why: Correction::Mistake, note: "It was wrong.".parse().unwrap() },
        Command::Keep { note: "It is right.".parse().unwrap() },
        Command::ReviewCourtClaim { proved: true, note: None },
        Command::ReviewCourtClaim { proved: false, note: None },
        Command::Rule { measure_stays: true, note: None },
        Command::Rule { measure_stays: false, note: None },
        Command::DecideAppeal { reverse: true, measure: Measure::Removal, note: None },
    ];
    let decide = |reverse| Command::DecideAppeal { reverse, measure: Measure::Removal, note: None };
    // Each appeal takes a person who decided nothing before.
    let appeals =
        [&ben, &cem].into_iter().flat_map(|by| [true, false].map(|reverse| (by.clone(), decide(reverse))));
    complainant
        .map(|command| (Actor::Complainant, command))
        .into_iter()
        .chain(seller.map(|command| (Actor::Seller, command)))
        .chain(desk.map(|command| (anna.clone(), command)))
        .chain(appeals)
        .collect()
}

/// What comparing the pictures comes to, for validation to judge.
pub(crate) fn compared() -> Command {
    let (version, result) = ("1".to_owned(), PictureInput::Different);
    Command::ComparePictures(Comparison { version, result, compared: 1, left_out: 0, nearest: None })
}

/// What validation may find.
pub(crate) fn verdicts() -> Vec<Command> {
    vec![
        Command::Accept { measure: Measure::Removal, although: false, note: None },
        Command::Decline { code: DeclineCode::RightNotInForce, note: None },
        Command::AskDesk { question: Question::UnverifiedRight },
        Command::FindIncomplete { missing: vec![Element::GoodFaith] },
    ]
}
