//! Stories: a case, and who asked what of it in which order.

use std::collections::BTreeSet;

use case::{
    Actor, Answer, Case, Channel, Claim, Clock, ClockEnd, Command, Comparison, ComplaintId, Correction,
    DeclineCode, Digest, Effect, EffectId, Element, Event, Filing, Illegal, Language, Letter, Measure,
    NeverHeard, Note, OrderCommand, Owner, PartyId, PictureInput, Posted, Proof, Question, Record, Recorded,
    Side, State, WhyReconsider, Withheld,
};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::sample::Index;

/// How the next command is chosen. Most commands fit the state, or no story would get anywhere.
#[derive(Clone, Debug)]
pub(crate) enum Choice {
    /// One that leads to another state: first which state, then by which command.
    Forward(Index, Index),
    /// One that is recorded without leading to another state: first as which event, then by which command.
    Aside(Index, Index),
    /// Any command by any actor.
    Any(Index),
}

/// One command and what came of it.
pub(crate) struct Step {
    pub(crate) before: Case,
    pub(crate) by: Actor,
    pub(crate) command: Command,
    pub(crate) at: Timestamp,
    pub(crate) decided: Result<Option<Event>, Illegal>,
    pub(crate) after: Case,
}

/// A whole story.
pub(crate) struct Story {
    pub(crate) log: Vec<Recorded>,
    pub(crate) steps: Vec<Step>,
}

impl Story {
    pub(crate) fn end(&self) -> Case {
        self.steps
            .last()
            .map_or_else(|| Case::fold(filing().case_id(), &self.log).unwrap(), |s| s.after.clone())
    }

    pub(crate) fn events(&self) -> impl DoubleEndedIterator<Item = &Event> {
        self.log.iter().map(|recorded| &recorded.event)
    }
}

/// A case and what is asked of it, one thing after the other, each of which it takes.
pub(crate) struct Course(pub(crate) Case);

impl Course {
    /// A case that a person is to decide.
    pub(crate) fn at_desk() -> Self {
        let mut course = Self(play(&[]).end());
        course.ask(Actor::Machine, Command::AskDesk { question: Question::Policy });
        course
    }

    pub(crate) fn ask(&mut self, by: Actor, command: Command) {
        let at = self.0.last_at;
        let event = self.0.decide(&by, &command, at).unwrap().unwrap();
        self.0 = self.0.clone().evolve(&Recorded { at, event }).unwrap();
    }

    /// The marketplace does what it is ordered to.
    pub(crate) fn carry_out(&mut self) {
        self.ask(Actor::Machine, Command::Order(OrderCommand::Request));
        let State::Ordered { order, .. } = &self.0.state else { panic!("no order") };
        let id = order.under_way().unwrap().id;
        self.ask(Actor::Machine, Command::Order(OrderCommand::Confirm { id, reference: "r".into() }));
    }

    /// A letter of this kind goes out.
    pub(crate) fn send(&mut self, letter: Letter) {
        let owed = self.0.letters.iter().find(|owed| owed.letter == letter).unwrap();
        self.ask(Actor::Machine, Command::LetterSent(*owed, Posted::default()));
    }
}

/// Choices for a story of at most 50 commands.
pub(crate) fn choices() -> impl Strategy<Value = Vec<Choice>> {
    let choice = prop_oneof![
        6 => any::<(Index, Index)>().prop_map(|(state, command)| Choice::Forward(state, command)),
        3 => any::<(Index, Index)>().prop_map(|(event, command)| Choice::Aside(event, command)),
        3 => any::<Index>().prop_map(Choice::Any),
    ];
    proptest::collection::vec(choice, 1..50)
}

/// Plays the choices from a fresh case. Each command is asked a minute after the one before.
pub(crate) fn play(choices: &[Choice]) -> Story {
    let filed = Recorded { at: start(), event: Event::Filed(filing()) };
    let mut case = Case::fold(filing().case_id(), std::slice::from_ref(&filed)).unwrap();
    let (mut log, mut steps) = (vec![filed], Vec::new());
    for choice in choices {
        let at = case.last_at + SignedDuration::from_mins(1);
        let Some((by, command)) = choose(&case, choice, at) else { continue };
        let decided = case.decide(&by, &command, at);
        let before = case.clone();
        if let Ok(Some(event)) = &decided {
            let recorded = Recorded { at, event: event.clone() };
            case = case.evolve(&recorded).expect("what decide allows, evolve folds");
            log.push(recorded);
        }
        steps.push(Step { before, by, command, at, decided, after: case.clone() });
    }
    Story { log, steps }
}

fn choose(case: &Case, choice: &Choice, at: Timestamp) -> Option<(Actor, Command)> {
    let all = everything(case, at);
    let event = |(by, command): &(Actor, Command)| case.decide(by, command, at).ok().flatten();
    let after = |asked: &_| {
        let event = event(asked)?;
        Some(case.clone().evolve(&Recorded { at, event }).unwrap().state)
    };
    let (index, candidates) = match choice {
        Choice::Forward(state, command) => {
            let reachable: BTreeSet<_> = all
                .iter()
                .filter_map(after)
                .filter(|state| *state != case.state)
                .map(|state| state.code())
                .collect();
            let code = *state.get(&Vec::from_iter(non_empty(reachable)?));
            let leads = |asked: &_| after(asked).is_some_and(|to| to != case.state && to.code() == code);
            (command, all.into_iter().filter(leads).collect())
        }
        Choice::Aside(kind, command) => {
            let stays = |asked: &_| after(asked).is_some_and(|to| to == case.state);
            let kind_of = |asked: &_| event(asked).as_ref().map(std::mem::discriminant);
            let all: Vec<_> = all.into_iter().filter(stays).map(|asked| (kind_of(&asked), asked)).collect();
            let mut kinds = Vec::new();
            for (kind, _) in &all {
                if !kinds.contains(kind) {
                    kinds.push(*kind);
                }
            }
            let kind = (!kinds.is_empty()).then(|| *kind.get(&kinds))?;
            let of_kind = all.into_iter().filter(|(it, _)| *it == kind).map(|(_, asked)| asked);
            (command, of_kind.collect::<Vec<_>>())
        }
        Choice::Any(index) => (index, all),
    };
    (!candidates.is_empty()).then(|| index.get(&candidates).clone())
}

fn non_empty<T>(set: BTreeSet<T>) -> Option<BTreeSet<T>> {
    (!set.is_empty()).then_some(set)
}

pub(crate) fn start() -> Timestamp {
    Timestamp::from_second(1_700_000_000).unwrap()
}

/// A reviewer by name.
pub(crate) fn reviewer(name: &str) -> Actor {
    Actor::Reviewer(name.parse().unwrap())
}

fn actors() -> [Actor; 6] {
    let [anna, ben, dan] = ["anna", "ben", "dan"].map(reviewer);
    [Actor::Machine, Actor::Complainant, Actor::Seller, anna, ben, dan]
}

/// Every command, with the case's own letters and clock among the arguments, by every actor.
pub(crate) fn everything(case: &Case, at: Timestamp) -> Vec<(Actor, Command)> {
    let commands = commands(case, at);
    actors()
        .into_iter()
        .flat_map(|by| commands.iter().map(move |command| (by.clone(), command.clone())))
        .collect()
}

fn commands(case: &Case, at: Timestamp) -> Vec<Command> {
    // A document that the case does not know yet, and one that it does.
    let new = Digest::of(&case.events.to_be_bytes());
    let known = case.documents.last().copied().unwrap_or(new);
    let order = match &case.state {
        State::Ordered { order, .. } => order.under_way(),
        _ => None,
    };
    let sendings = order.map_or(0, |effect| effect.sendings);
    let order = order.map_or_else(|| EffectId::derive(case.id, 0, "order"), |effect| effect.id);
    let never_heard = |sendings, asked_at| NeverHeard { id: order, sendings, asked_at };
    let complaint = |n: u128| ComplaintId::new(uuid::Uuid::from_u128(n));
    let mut commands = vec![
        Command::Merge { complaint: complaint(u128::from(case.events)), document: Digest::of(b"again") },
        Command::Merge { complaint: complaint(1), document: Digest::of(b"once more") },
        Command::FindIncomplete { missing: vec![Element::GoodFaith] },
        Command::ComparePictures(compared("1")),
        Command::AskDesk { question: Question::Policy },
        Command::Order(OrderCommand::Request),
        Command::Order(OrderCommand::Unclear { id: order }),
        Command::Order(OrderCommand::Confirm { id: order, reference: "r-1".into() }),
        Command::Order(OrderCommand::Refuse { id: order, reason: "é".repeat(300) }),
        Command::Order(OrderCommand::SendAgain(never_heard(sendings, at))),
        Command::Order(OrderCommand::SendAgain(never_heard(sendings + 1, at))),
        Command::Order(OrderCommand::TakeBack(never_heard(sendings, at))),
        Command::Order(OrderCommand::TakeBack(never_heard(sendings, at + Effect::ARRIVES_WITHIN))),
        Command::Order(OrderCommand::Retry),
        Command::GiveUp,
        Command::Withdraw,
    ];
    commands.extend(["1".into(), case.events.to_string()].map(|version| Command::AskPictures { version }));
    commands.extend([record(), of_part("DE"), of_part("")].map(Command::Judge));
    commands.extend(WhyReconsider::ALL.iter().map(|why| Command::Reconsider { why: *why }));
    commands.extend(decisions());
    for document in [new, known] {
        commands.extend([
            Command::Complete { document, missing: Vec::new(), right: None, proof: Proof::AccountSecret },
            Command::CounterNotice { document },
            Command::AskPerson { document },
            Command::NameCourt { document },
            Command::Appeal { document },
        ]);
        commands.extend(Answer::ALL.iter().map(|answer| Command::Answer { answer: *answer, document }));
        commands.extend(Side::ALL.iter().map(|by| Command::Correspond { document, by: *by }));
    }
    for yes in [true, false] {
        commands.extend([
            Command::ReviewCourtClaim { proved: yes, note: None },
            Command::Rule { measure_stays: yes, note: None },
            Command::BlindReview { accept: yes },
            Command::DecideAppeal { reverse: yes, measure: Measure::Pause, note: None },
        ]);
    }
    commands.extend([
        Command::Correct { why: Correction::Mistake, note: note() },
        Command::Keep { note: note() },
    ]);
    commands.extend(of_letters(case));
    commands.extend(of_clocks(at));
    commands
}

fn decisions() -> impl Iterator<Item = Command> {
    let accept = |measure: &Measure| Command::Accept { measure: *measure, although: false, note: None };
    let codes = [DeclineCode::ListingGone, DeclineCode::NotAnIpClaim];
    Measure::ALL.iter().map(accept).chain(codes.map(|code| Command::Decline { code, note: Some(note()) }))
}

fn of_letters(case: &Case) -> Vec<Command> {
    let mut commands = Vec::new();
    for letter in &case.letters {
        commands.push(Command::LetterSent(*letter, Posted::default()));
        commands.extend(Withheld::ALL.iter().map(|why| Command::WithholdLetter(*letter, *why)));
    }
    for unsent in &case.unsent {
        commands.extend([true, false].map(|send| Command::ReviewLetter { owed: unsent.owed, send }));
    }
    commands
}

fn of_clocks(at: Timestamp) -> impl Iterator<Item = Command> {
    let ends = |clock: &Clock| ClockEnd::ALL.iter().map(move |end| (*clock, *end)).collect::<Vec<_>>();
    Clock::ALL.iter().flat_map(ends).map(move |(clock, end)| Command::EndClock { clock, end, due: at })
}

pub(crate) fn note() -> Note {
    "The picture shows other goods.".parse().unwrap()
}

fn compared(version: &str) -> Comparison {
    let result = PictureInput::Different;
    Comparison { version: version.into(), result, compared: 1, left_out: 0, nearest: None }
}

pub(crate) fn record() -> Record {
    let inputs = "listing=visible right=in_force authority=account_secret of_a_later_version=yes";
    let seller = Some(PartyId::new(uuid::Uuid::from_u128(2)));
    let found_by = "exact".parse().ok();
    Record { found_by, seller, ..Record::of(1, inputs.parse().unwrap()) }
}

/// A record under a right that covers a part of the territory, with that part as far as it is known.
pub(crate) fn of_part(part: &str) -> Record {
    let inputs = "listing=visible right=in_force territory=part".parse().unwrap();
    Record { only_in: part.parse().into_iter().collect(), ..Record::of(2, inputs) }
}

pub(crate) fn filing() -> Filing {
    Filing {
        complaint: ComplaintId::new(uuid::Uuid::from_u128(1)),
        reference: "0A47KM2Q0".parse().unwrap(),
        listings: 1,
        listing: "demo/1001".parse().unwrap(),
        territory: "EU".parse().unwrap(),
        right: None,
        claim: Claim::Counterfeit,
        complainant: PartyId::new(uuid::Uuid::from_u128(1)),
        owner: Owner::Party(PartyId::new(uuid::Uuid::from_u128(1))),
        proof: Proof::None,
        channel: Channel::Web,
        language: Language::En,
        document: Digest::of(b"complaint"),
        missing: Vec::new(),
        priority_at: None,
        refiling: 0,
        evidence: false,
    }
}

/// The kind of an actor.
pub(crate) const fn kind(by: &Actor) -> &'static str {
    match by {
        Actor::Machine => "machine",
        Actor::Complainant => "complainant",
        Actor::Seller => "seller",
        Actor::Reviewer(_) => "reviewer",
    }
}
