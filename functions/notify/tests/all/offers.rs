//! What a letter offers is what its receiver may do: what `decide` accepts, and what the page shows.

use case::{
    Actor, Case, Clock, ClockEnd, Command, Correction, DeclineCode, Digest, Element, Measure, OrderCommand,
    PartyAct, Proof, Question, Side, State,
};
use contract::statement::Statement;
use jiff::SignedDuration;
use port::{Documents as _, WallClock as _};
use proptest::prelude::*;
use proptest::sample::Index;
use testkit::sample::{self, HOLDER};
use testkit::world::World;

use super::step::{Received, commands, open, received, run, stored};

/// What pages and letters say, in English and in Chinese.
const LOCALES: [&str; 2] = [
    include_str!("../../../../shared/web/locales/en/page.ftl"),
    include_str!("../../../../shared/web/locales/zh/page.ftl"),
];

/// The act that a letter names so.
fn act_named(words: &str) -> Option<PartyAct> {
    let mut act = "";
    for line in LOCALES.iter().flat_map(|locale| locale.lines()) {
        let Some((key, said)) = line.split_once(" = ") else { continue };
        // To the seller an act may have words of its own.
        match key.strip_prefix("act-") {
            Some(code) => act = code,
            None if key.starts_with(' ') => {}
            None => act = "",
        }
        if said == words && !act.is_empty() {
            return Some(act.parse().unwrap());
        }
    }
    None
}

/// The acts in the list of a letter, in its order.
fn offered(letter: &Received) -> Vec<PartyAct> {
    let points = letter.text.lines().filter_map(|line| line.trim().strip_prefix("- "));
    points.filter_map(|point| act_named(point.trim())).collect()
}

/// What might be asked of `case` now, `document` being new to it.
fn everything(case: &Case, document: Digest) -> Vec<(Actor, Command)> {
    let reviewer = |name: &str| Actor::Reviewer(name.parse().unwrap());
    let mut all = vec![
        (Actor::Machine, Command::FindIncomplete { missing: vec![Element::GoodFaith] }),
        (Actor::Machine, Command::AskDesk { question: Question::Policy }),
        (Actor::Machine, Command::Accept { measure: Measure::Removal, although: false, note: None }),
        (Actor::Machine, Command::Decline { code: DeclineCode::ListingGone, note: None }),
        (Actor::Machine, Command::Decline { code: DeclineCode::ComplainantSuspended, note: None }),
        (Actor::Machine, Command::Order(OrderCommand::Request)),
        (reviewer("anna"), Command::GiveUp),
        (
            reviewer("anna"),
            Command::Correct { why: Correction::Mistake, note: "It was wrong.".parse().unwrap() },
        ),
        (reviewer("anna"), Command::Keep { note: "It is right.".parse().unwrap() }),
    ];
    if let State::Ordered { order, .. } = &case.state
        && let Some(effect) = order.under_way()
    {
        let (id, text) = (effect.id, "m-1".to_owned());
        all.push((Actor::Machine, Command::Order(OrderCommand::Confirm { id, reference: text.clone() })));
        all.push((Actor::Machine, Command::Order(OrderCommand::Refuse { id, reason: text })));
    }
    for yes in [true, false] {
        all.push((reviewer("anna"), Command::Rule { measure_stays: yes, note: None }));
        let appeal = Command::DecideAppeal { reverse: yes, measure: Measure::Removal, note: None };
        all.extend([(reviewer("carol"), appeal.clone()), (reviewer("dora"), appeal)]);
    }
    for side in Side::ALL {
        let asked = PartyAct::ALL.iter().filter_map(|act| command_of(*act, *side, document));
        all.extend(asked.map(|command| (side.actor(), command)));
    }
    for clock in Clock::ALL {
        let due = case.last_at;
        all.extend(
            ClockEnd::ALL
                .iter()
                .map(|end| (Actor::Machine, Command::EndClock { clock: *clock, end: *end, due })),
        );
    }
    all
}

/// What `side` asks of the case when it does this; a correction is asked of the next refiling.
fn command_of(act: PartyAct, side: Side, document: Digest) -> Option<Command> {
    match (act, side) {
        (PartyAct::Withdraw, Side::Complainant) => Some(Command::Withdraw),
        (PartyAct::Complete, Side::Complainant) => {
            let proof = Proof::AccountSecret;
            Some(Command::Complete { document, missing: Vec::new(), right: None, proof })
        }
        _ => act.statement(side, document),
    }
}

async fn sealed(world: &World, number: usize) -> Digest {
    let case = *world.look().cases.keys().next().unwrap();
    let (act, by, text) = (PartyAct::CounterNotice, Side::Seller, format!("Words {number}."));
    let statement = Statement {
        act,
        case,
        listings: Vec::new(),
        by,
        name: "Shop One".to_owned(),
        ground: None,
        court: String::new(),
        docket: String::new(),
        postal_address: String::new(),
        telephone: String::new(),
        declared: Vec::new(),
        signature: String::new(),
        text,
        evidence: Vec::new(),
    };
    world.seal(&statement.encode(), "application/json").await.unwrap().digest
}

/// Each letter that went out since the first `seen` offers what `case` allows its receiver, or less where other
/// letters went out with it.
fn check(
    world: &World,
    case: &Case,
    seen: usize,
    document: Digest,
    alone: bool,
) -> Result<(), TestCaseError> {
    for letter in received(world).iter().skip(seen) {
        let side = if letter.to == HOLDER { Side::Complainant } else { Side::Seller };
        let (offers, page) = (offered(letter), case.acts_of(side));
        for act in &offers {
            prop_assert!(page.contains(act), "{act} is not on the page:\n{}", letter.text);
            let Some(command) = command_of(*act, side, document) else {
                prop_assert_eq!(*act, PartyAct::Resubmit);
                continue;
            };
            let decided = case.decide(&side.actor(), &command, world.now());
            prop_assert!(
                matches!(decided, Ok(Some(_))),
                "{act} is offered, but {decided:?}:\n{}",
                letter.text
            );
        }
        if alone {
            prop_assert_eq!(&offers, &page, "{}", letter.text);
        }
        let appeal = ["You can appeal until", "object and appeal until", "Appeal to us", "向我们免费申诉"];
        let tells = appeal.iter().any(|words| letter.text.contains(words));
        prop_assert!(!tells || offers.contains(&PartyAct::Appeal), "no appeal is open:\n{}", letter.text);
        let object = ["You can object", "send us a counter-notice", "请在上述页面提交反通知"];
        let tells = object.iter().any(|words| letter.text.contains(words));
        prop_assert!(!tells || offers.contains(&PartyAct::CounterNotice), "no objection:\n{}", letter.text);
        let ask = ["you can ask that a person", "请求由工作人员立即审查自动"];
        let tells = ask.iter().any(|words| letter.text.contains(words));
        prop_assert!(!tells || offers.contains(&PartyAct::AskPerson), "no person to ask:\n{}", letter.text);
    }
    Ok(())
}

/// Plays the choices; after each, or after some of them, the letters go out.
async fn play(choices: &[(bool, bool, Index)]) -> Result<usize, TestCaseError> {
    let world = sample::world(1);
    let id = open(&world, &sample::complaint(1, [0])).await[0];
    let (mut unsent, mut letters) = (1, 0);
    for (number, (forward, send, index)) in choices.iter().enumerate() {
        world.pass(SignedDuration::from_mins(1));
        let document = sealed(&world, number).await;
        if *send {
            let seen = received(&world).len();
            run(&world).await;
            let case = stored(&world, id).case;
            check(&world, &case, seen, document, unsent == 1)?;
            letters += received(&world).len() - seen;
            unsent = 0;
        }
        let case = stored(&world, id).case;
        let changes = |(by, command): &(Actor, Command)| {
            let event = case.decide(by, command, world.now()).ok().flatten()?;
            let after = case.clone().evolve(&case::Recorded { at: world.now(), event }).unwrap();
            Some(after.state.code() != case.state.code())
        };
        let mut all: Vec<_> =
            everything(&case, document).into_iter().filter(|it| changes(it).is_some()).collect();
        if *forward && all.iter().any(|it| changes(it) == Some(true)) {
            all.retain(|it| changes(it) == Some(true));
        }
        if all.is_empty() {
            break;
        }
        let (by, command) = index.get(&all).clone();
        commands(&world, id, by, &[command]).await;
        unsent += 1;
    }
    Ok(letters)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_letter_offers_what_decide_accepts_and_the_page_shows(
        choices in prop::collection::vec(
            (prop::bool::weighted(0.8), prop::bool::weighted(0.8), any::<Index>()), 1..30
        ),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let choices: Vec<_> = std::iter::once((true, true, choices[0].2)).chain(choices).collect();
        let letters = runtime.block_on(play(&choices))?;
        prop_assert!(letters > 0, "the receipt at least");
    }
}
