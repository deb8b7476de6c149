//! How a dispute ended, or goes on: each side is told by whose decision, against which, and in whose words.

use case::{Actor, CaseId, Command, DeclineCode, Digest, Measure, OrderCommand, PartyAct, Side};
use jiff::{SignedDuration, Timestamp};
use port::WallClock as _;
use testkit::sample::{self, HOLDER, SELLER};
use testkit::world::World;

use super::exchange::answer;
use super::step::{commands, counter_notice, open, received, run, stored};

/// What a person who decides writes.
const NOTE: &str = "The label in picture 2 is the owner's own.";

/// What happens to a case, each an hour after the last; the letters about it go out at once.
#[derive(Clone, Copy)]
enum Turn {
    TakenDown,
    Declined,
    Objects,
    Answers(PartyAct),
    Appeals(Side),
    /// Anna rules whether the measure stays.
    Rules(bool),
    /// Anna looks whether the court action is proved.
    Looks(bool),
    /// Carol, or Dora if that is the second, decides whether the decision is reversed.
    Decides(bool),
    /// The marketplace does what it was ordered.
    Done,
    /// Measures of another case keep the listing down.
    LeftDown,
}
use Turn::{Answers, Appeals, Decides, Declined, Done, LeftDown, Looks, Objects, Rules, TakenDown};

const OTHER: &str = "0A4-7KM-2Q0";

async fn take(world: &World, id: CaseId, turn: Turn, second: bool) {
    let note = || Some(NOTE.parse().unwrap());
    let reviewer = |name: &str| Actor::Reviewer(name.parse().unwrap());
    let (by, command) = match turn {
        TakenDown => return sample::take_down(world, id),
        Done => return sample::do_order(world, id),
        Objects => return counter_notice(world, id).await,
        Answers(act) => return answer(world, id, act).await,
        Declined => {
            (Actor::Machine, Command::Decline { code: DeclineCode::InsufficientEvidence, note: None })
        }
        Appeals(side) => {
            (side.actor(), Command::Appeal { document: Digest::of(world.now().to_string().as_bytes()) })
        }
        Rules(measure_stays) => (reviewer("anna"), Command::Rule { measure_stays, note: note() }),
        Looks(proved) => (reviewer("anna"), Command::ReviewCourtClaim { proved, note: note() }),
        Decides(reverse) => {
            let command = Command::DecideAppeal { reverse, measure: Measure::Removal, note: note() };
            (reviewer(if second { "dora" } else { "carol" }), command)
        }
        LeftDown => {
            let under = vec![OTHER.parse().unwrap()];
            (Actor::Machine, Command::Order(OrderCommand::LeaveDown { under }))
        }
    };
    commands(world, id, by, &[command]).await;
}

/// The letters of the last turn.
struct Told {
    complainant: Vec<String>,
    seller: Vec<String>,
    /// When each turn was.
    at: Vec<Timestamp>,
}

impl Told {
    /// `words`, in which `{n}` stands for the time of turn `n`.
    fn dated(&self, words: &str) -> String {
        let dated = |words: String, (number, at): (usize, &Timestamp)| {
            words.replace(&format!("{{{number}}}"), &at.strftime("%-d %B %Y, %H:%M UTC").to_string())
        };
        self.at.iter().enumerate().fold(words.to_owned(), dated)
    }

    /// That each of these words stands in the one letter of a side.
    fn says(&self, letters: &[String], all: &[&str]) {
        if all.is_empty() {
            assert_eq!(letters, [""; 0]);
            return;
        }
        let [letter] = letters else { panic!("one letter: {letters:#?}") };
        for words in all {
            let words = self.dated(words);
            assert!(letter.contains(&words), "{words}:\n{letter}");
        }
    }
}

/// What is told of the last of these turns, the seller being written to in English.
async fn told_after(turns: &[Turn]) -> Told {
    let world = sample::world(1);
    for listing in world.look().listings.values_mut() {
        listing.view.seller_language = Some("en".to_owned());
    }
    let id = open(&world, &sample::complaint(1, [0])).await[0];
    let mut at = Vec::new();
    for (number, turn) in turns.iter().enumerate() {
        run(&world).await;
        world.look().sent.clear();
        world.pass(SignedDuration::from_hours(1));
        at.push(world.now());
        let second = turns[..number].iter().any(|it| matches!(it, Decides(_)));
        take(&world, id, *turn, second).await;
    }
    run(&world).await;
    assert!(world.look().rejects.is_empty() && stored(&world, id).case.letters.is_empty(), "all went out");
    let to = |address: &str| {
        let all = received(&world).into_iter().filter(|letter| letter.to == address);
        let text = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        all.map(|letter| text(format!("{}\n{}", letter.subject, letter.text))).collect()
    };
    Told { complainant: to(HOLDER), seller: to(SELLER), at }
}

const STANDS: &str = "That decision stands.";
const REVERSED: &str = "That decision is reversed.";
const BY_RULES: &str = "The decision appealed against had been taken by automated means";
const BY_PERSON: &str = "had been taken by a person; automated means had been used only to prepare it";
const BY_PERSON_ALONE: &str = "had been taken by a person, without automated means";

#[tokio::test]
async fn the_end_of_an_appeal_names_the_decision_that_it_was_against() {
    let court = [TakenDown, Objects, Answers(PartyAct::Court), Looks(true)];
    let lifted_by_court =
        [&court[..], &[Rules(false), Done, Appeals(Side::Complainant), Decides(true), Done]];
    for (turns, to_complainant, to_seller) in [
        (
            vec![TakenDown, Appeals(Side::Seller), Decides(false)],
            &["The seller appealed against our decision of {0} to take the listing down.", STANDS, BY_RULES]
                [..],
            &["You appealed against our decision of {0} to take the listing down.", STANDS, BY_RULES, NOTE][..],
        ),
        (
            vec![
                TakenDown,
                Objects,
                Answers(PartyAct::Contest),
                Rules(true),
                Appeals(Side::Seller),
                Decides(false),
            ],
            &["our decision of {3} that the listing stays down.", STANDS, BY_PERSON_ALONE],
            &["You appealed against our decision of {3} that the listing stays down.", BY_PERSON_ALONE],
        ),
        (
            [&court[..], &[Appeals(Side::Seller), Decides(false)]].concat(),
            &["our finding of {3} that proceedings are proved", STANDS, BY_PERSON_ALONE],
            &["You appealed against our finding of {3} that proceedings are proved", STANDS],
        ),
        (
            vec![TakenDown, Objects, Rules(false), Done, Appeals(Side::Complainant), Decides(false)],
            &["You appealed against the decision of {2} to restore the listing.", STANDS, BY_PERSON_ALONE],
            &[
                "The complainant appealed against the decision of {2} to restore the listing.",
                BY_PERSON_ALONE,
            ],
        ),
        // What was found of the court has ended with the measure of then.
        (
            [&lifted_by_court.concat()[..], &[Appeals(Side::Seller), Decides(false)]].concat(),
            &["The seller appealed against our decision of {7} to take the listing down.", BY_PERSON],
            &["You appealed against our decision of {7} to take the listing down.", STANDS, BY_PERSON],
        ),
        (
            vec![Declined, Appeals(Side::Complainant), Decides(false)],
            &["You appealed against our decision of {0} to decline the complaint.", STANDS, BY_RULES],
            &[],
        ),
        (
            vec![Declined, Appeals(Side::Complainant), Decides(true)],
            &["our decision of {0} to decline the complaint.", REVERSED, "The listing is to be taken down."],
            &[],
        ),
    ] {
        let told = told_after(&turns).await;
        told.says(&told.complainant, to_complainant);
        told.says(&told.seller, to_seller);
    }
}

#[tokio::test]
async fn both_sides_are_told_who_found_what_of_a_court_action() {
    let named = [TakenDown, Objects, Answers(PartyAct::Court)];
    let proved = told_after(&[&named[..], &[Looks(true)]].concat()).await;
    proved.says(&proved.complainant, &[]);
    proved.says(&proved.seller, &["found it proved that a court or an authority", NOTE, "{3}"]);

    let on_appeal = [Looks(true), Appeals(Side::Seller), Decides(true)];
    let reversed = told_after(&[&named[..], &on_appeal].concat()).await;
    let complainant =
        ["court action is not proved", "The seller appealed against our finding of {3}", REVERSED];
    reversed.says(&reversed.complainant, &complainant);
    reversed.says(&reversed.seller, &["You appealed against our finding of {3}", REVERSED, NOTE]);

    // An appeal that was decided before has nothing to do with it.
    let earlier = [TakenDown, Appeals(Side::Seller), Decides(false), Objects, Answers(PartyAct::Court)];
    for before in [&named[..], &earlier] {
        let unproved = told_after(&[before, &[Looks(false)]].concat()).await;
        unproved.says(&unproved.complainant, &["Your court action is not proved", NOTE]);
        unproved.says(&unproved.seller, &["No court action is proved", NOTE]);
        for letter in unproved.complainant.iter().chain(&unproved.seller) {
            assert!(!letter.contains("appealed against"), "{letter}");
        }
    }
}

#[tokio::test]
async fn both_sides_are_told_that_the_listing_stays_down_and_why() {
    let contested = [TakenDown, Objects, Answers(PartyAct::Contest), Rules(true)];
    let court = [TakenDown, Objects, Answers(PartyAct::Court), Looks(true), Rules(true)];
    for (turns, to_complainant, to_seller) in [
        (
            &contested[..],
            "has compared the seller’s objection with your answer",
            "has compared your objection",
        ),
        (&court, "You had reported a court action.", "The complainant had reported a court action."),
    ] {
        let told = told_after(turns).await;
        told.says(&told.complainant, &[to_complainant, "stays down", NOTE]);
        told.says(&told.seller, &[to_seller, "stays down", NOTE, "You can appeal until"]);
    }
}

#[tokio::test]
async fn both_sides_are_told_who_decided_that_the_listing_returns() {
    let by_ruling = [TakenDown, Objects, Rules(false)];
    let on_appeal = [TakenDown, Appeals(Side::Seller), Decides(true)];
    let decided = "A person decided this on {2}, without automated means. The decision to take the listing down had \
                   been taken on {0} by automated means";
    for turns in [by_ruling, on_appeal] {
        let told = told_after(&[&turns[..], &[Done]].concat()).await;
        for letters in [&told.complainant, &told.seller] {
            told.says(letters, &["available again", NOTE, decided]);
        }
    }
    let told = told_after(&[&by_ruling[..], &[LeftDown]].concat()).await;
    told.says(&told.complainant, &["The measure that you had asked for has ended.", NOTE, decided]);
    told.says(&told.seller, &["The measure against your listing in this case has ended.", OTHER, NOTE]);
    assert!(!told.complainant[0].contains(OTHER), "the other case is not the complainant's business");
}

#[tokio::test]
async fn a_counter_notice_that_is_told_late_says_until_when_the_answer_is_due() {
    let world = sample::world(1);
    let id = open(&world, &sample::complaint(1, [0])).await[0];
    sample::take_down(&world, id);
    run(&world).await;
    world.look().sent.clear();
    counter_notice(&world, id).await;
    answer(&world, id, PartyAct::Court).await;
    take(&world, id, Looks(false), false).await;
    world.pass(SignedDuration::from_hours(30));
    run(&world).await;
    let case = stored(&world, id).case;
    let until = policy::deadline(&case, *case.clocks().first().unwrap()).told();
    let policy::Due::EndOf { day, .. } = until else { panic!("{until:?}") };
    let until = format!("Please answer by the end of {}", day.strftime("%-d %B %Y"));
    let letters = received(&world);
    let letter = letters.iter().find(|letter| letter.subject.contains("The seller objects")).unwrap();
    assert!(letter.text.contains(&until), "{until}\n{}", letter.text);
}
