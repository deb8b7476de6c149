//! Courses that the tests begin with: a case that has come so far.

use case::{
    Actor, Answer, Command, DeclineCode, Digest, EffectId, Element, Letter, Measure, OrderCommand, Posted,
    State,
};

use crate::properties::story::{Course, play, reviewer};

pub(crate) const MACHINE: Actor = Actor::Machine;

pub(crate) fn filed() -> Course {
    Course(play(&[]).end())
}

/// A case of which this was asked.
pub(crate) fn after(mut course: Course, asked: impl IntoIterator<Item = (Actor, Command)>) -> Course {
    for (by, command) in asked {
        course.ask(by, command);
    }
    course
}

/// The same with every letter sent that it owes.
pub(crate) fn told(mut course: Course) -> Course {
    while let Some(owed) = course.0.letters.first().copied() {
        course.ask(MACHINE, Command::LetterSent(owed, Posted::default()));
    }
    course
}

pub(crate) fn accept(measure: Measure) -> Command {
    Command::Accept { measure, although: false, note: None }
}

pub(crate) fn decline(code: DeclineCode) -> Command {
    Command::Decline { code, note: None }
}

pub(crate) fn incomplete() -> Course {
    after(filed(), [(MACHINE, Command::FindIncomplete { missing: vec![Element::GoodFaith] })])
}

pub(crate) fn accepted() -> Course {
    after(filed(), [(MACHINE, accept(Measure::Removal))])
}

/// The id of the order under way.
pub(crate) fn order_id(course: &Course) -> EffectId {
    let State::Ordered { order, .. } = &course.0.state else { panic!("no order") };
    order.under_way().unwrap().id
}

pub(crate) fn refused() -> Course {
    let mut course = after(accepted(), [(MACHINE, Command::Order(OrderCommand::Request))]);
    let id = order_id(&course);
    course.ask(MACHINE, Command::Order(OrderCommand::Refuse { id, reason: "busy".into() }));
    course
}

pub(crate) fn in_force() -> Course {
    let mut course = accepted();
    course.carry_out();
    course
}

pub(crate) fn countered() -> Course {
    let document = Digest::of(b"counter-notice");
    let mut course = after(in_force(), [(Actor::Seller, Command::CounterNotice { document })]);
    course.send(Letter::CounterNotice);
    course
}

pub(crate) fn court() -> (Actor, Command) {
    (Actor::Complainant, Command::NameCourt { document: Digest::of(b"court") })
}

pub(crate) fn held() -> Course {
    after(countered(), [court()])
}

pub(crate) fn look(proved: bool) -> (Actor, Command) {
    (reviewer("anna"), Command::ReviewCourtClaim { proved, note: None })
}

pub(crate) fn answer(answer: Answer) -> (Actor, Command) {
    (Actor::Complainant, Command::Answer { answer, document: Digest::of(b"answer") })
}
